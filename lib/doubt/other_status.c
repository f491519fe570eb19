/*
 * other_status.c - a column that seems to say that rows do not count, and was
 * not taken for it: see input/kinds.h. Looked at is the first mebibyte of the
 * first file.
 *
 * By name it is such a column and its cells are neither yes nor no; or a word
 * of the name is one of such columns, and its cells are yes and no, no more
 * than half of them the one that does not count; or it is the day on which an
 * order was paid for, or paid back, and no status and no refund tells: then up
 * to half of the cells are empty, or filled. What names more than a few things
 * is a text.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/word.h"
#include "doubt/kinds.h"
#include "input/judge.h"
#include "input/sample.h"
#include "words/words.h"

enum { FEW_WORDS = 12 };

struct held {
	const struct cs_load_options *options;
	const struct cs_schema *schema;
	const struct cs_vocabulary *words;
	int column;
	struct cs_name name;
	struct cs_seen_values values;
	size_t rows, yes, no, empty, numbers, days;
};

/* Does nobody judge rows by it? */
static bool is_free(const struct cs_load_options *options,
		    const struct cs_schema *schema, int column)
{
	if (cs_has_role(schema, column))
		return false;
	for (size_t i = 0; i < schema->nkinds; i++)
		if (schema->kinds[i].column == column)
			return false;
	for (size_t i = 0; i < options->input.nexpressions; i++)
		if (cs_judge_names(&schema->judges[i], column))
			return false;
	return true;
}

static bool is_day(const char *text)
{
	return strlen(text) >= 8 && text[strspn(text, "0123456789")] != '\0' &&
	       strspn(text, "0123456789") > 0 && strpbrk(text, "-/.") != NULL;
}

static void count(struct held *r)
{
	for (size_t i = 0; i < r->values.count; i++) {
		const struct cs_seen_value *value = &r->values.list[i];
		struct cs_text cell = { value->text, strlen(value->text) };
		enum cs_status_kind kind =
		    cs_status_kind(r->options->input.flags, cell);

		r->rows += value->rows;
		if (cs_cell_empty(cell.bytes, cell.length))
			r->empty += value->rows;
		else if (kind == CS_STATUS_LEFT_OUT)
			r->yes += value->rows;
		else if (kind == CS_STATUS_COUNTS)
			r->no += value->rows;
		else if (is_day(value->text))
			r->days += value->rows;
		else if (strpbrk(value->text, "0123456789") != NULL)
			r->numbers += value->rows;
	}
}

static bool called(const struct held *r, const char *section)
{
	struct cs_fit fit;

	return cs_name_fits(r->words, section, &r->name, &fit);
}

static bool hints(const struct held *r, const char *section)
{
	return cs_name_hints(r->words, section, &r->name) &&
	       !cs_name_hints(r->words, "noflag", &r->name);
}

/* "--exclude COLUMN=VALUE", as a shell takes it; false if it cannot be. */
static bool offer(const struct held *r, const char *option, const char *value,
		  struct cs_buf *out)
{
	const char *header = r->schema->header.names[r->column];
	struct cs_buf word = CS_BUF_INIT;
	bool plain = header[strcspn(header, ",=<>~!\"'&|()")] == '\0' &&
		     value[strcspn(value, ",=<>~!\"'&|()")] == '\0';

	cs_buf_addf(&word, "%s=%s", header, value);
	plain = plain && cs_add_offer(out, option, word.data);
	cs_buf_release(&word);
	return plain;
}

static void doubt(const struct held *r, size_t rows, const char *are,
		  const char *value, struct cs_doubts *doubts)
{
	const char *header = r->schema->header.names[r->column];
	struct cs_buf name = CS_BUF_INIT, without = CS_BUF_INIT;

	cs_printable(&name, header, strlen(header), 40);
	if (value == NULL || !offer(r, "--exclude", value, &without))
		cs_buf_adds(&without, "--exclude COLUMN=VALUE");
	cs_doubt_add(doubts, "other-status", rows, r->schema->file, 0,
		     "\"%s\" seems to say which rows are no orders, and does "
		     "not decide it: %zu of the first %zu rows %s, and count; "
		     "%s leaves such rows out, --trust other-status counts all",
		     name.data, rows, r->rows, are, without.data);
	cs_buf_release(&name);
	cs_buf_release(&without);
}

/* The commonest word that is yes, or no. */
static const char *word_of(const struct held *r, enum cs_status_kind kind)
{
	for (size_t i = 0; i < r->values.count; i++) {
		const char *text = r->values.list[i].text;

		if (cs_status_kind(r->options->input.flags,
				   (struct cs_text){ text, strlen(text) }) ==
		    kind)
			return text;
	}
	return NULL;
}

static void doubt_word(const struct held *r, bool sound,
		       struct cs_doubts *doubts)
{
	const char *word =
	    word_of(r, sound ? CS_STATUS_COUNTS : CS_STATUS_LEFT_OUT);
	struct cs_buf are = CS_BUF_INIT;

	cs_buf_adds(&are, "have ");
	cs_doubt_quote(&are, word);
	doubt(r, sound ? r->no : r->yes, are.data, word, doubts);
	cs_buf_release(&are);
}

/* By name it is one, and its words are not yes or no. */
static void judge_words(const struct held *r, bool sound,
			struct cs_doubts *doubts)
{
	size_t filled = r->rows - r->empty, good = sound ? r->yes : r->no;
	size_t others = filled - r->yes - r->no - r->numbers - r->days;

	if (others == 0 || (filled - good) * 2 > r->rows ||
	    r->values.count > FEW_WORDS)
		return;
	doubt(r, filled - good,
	      good == 0 ? "have a word there"
	      : sound	? "have another word than yes"
			: "have another word than no",
	      NULL, doubts);
}

/* The day on which it was paid for, or not. */
static void judge_days(const struct held *r, bool paid,
		       struct cs_doubts *doubts)
{
	const int *column = r->schema->column;
	size_t which = paid ? r->empty : r->days;

	if (r->days == 0 || r->days + r->empty != r->rows || which == 0 ||
	    which * 2 > r->rows || column[CS_ROLE_STATUS] >= 0 ||
	    column[CS_ROLE_REFUND] >= 0)
		return;
	doubt(r, which, paid ? "have no day there" : "have a day there",
	      paid ? "" : NULL, doubts);
}

static void judge(const struct held *r, struct cs_doubts *doubts)
{
	bool sound = called(r, "sound") || hints(r, "soundhint");
	bool flag = !sound && (called(r, "flag") || hints(r, "flaghint"));
	size_t bad = sound ? r->no : r->yes;

	if (!sound && !flag)
		return;
	if (r->yes > 0 && r->no > 0 && r->yes + r->no + r->empty == r->rows) {
		/* what is called so and is no kind takes off what was bought */
		if (bad * 2 <= r->rows ? !called(r, "flag") : sound)
			doubt_word(r, sound, doubts);
	} else if (sound && r->no > 0 && bad * 2 <= r->rows &&
		   r->yes + r->no + r->numbers + r->empty == r->rows) {
		doubt_word(r, sound, doubts); /* what was paid: 0 */
	} else if (called(r, "sound") && r->yes > 0 && r->empty > 0 &&
		   r->empty * 2 <= r->rows && r->yes + r->empty == r->rows) {
		doubt(r, r->empty, "have nothing there", "", doubts);
	} else if (r->days > 0) {
		judge_days(r, sound, doubts);
	} else if (called(r, sound ? "sound" : "flag")) {
		judge_words(r, sound, doubts);
	}
}

/* Is the amount one of these columns, as no other is called an amount? */
static void judge_amount(struct held *r, struct cs_doubts *doubts)
{
	int column = r->schema->column[CS_ROLE_AMOUNT];
	const char *header;
	struct cs_buf name = CS_BUF_INIT;

	if (column < 0 || r->schema->reason[CS_ROLE_AMOUNT] != CS_BY_NAME)
		return;
	header = r->schema->header.names[column];
	cs_name_read(r->words, header, &r->name);
	if (!called(r, "sound") && !called(r, "flag"))
		return;
	r->values = cs_sample_values(r->schema, column);
	count(r);
	if (r->yes > 0 && r->no > 0 && r->yes + r->no + r->empty == r->rows) {
		cs_printable(&name, header, strlen(header), 40);
		cs_doubt_add(doubts, "other-amount", r->rows, r->schema->file,
			     0,
			     "the amount is \"%s\", which holds yes and no: "
			     "--amount COL names another column, --trust "
			     "other-amount says that it is right so",
			     name.data);
	}
	cs_seen_values_release(&r->values);
	cs_buf_release(&name);
}

void cs_doubt_other_status(const struct cs_load_options *options,
			   const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_schema *schema = &data->input.schemas[0];
	const struct cs_vocabulary *words = options->input.words;
	struct held amount = { options, schema, words, -1 };

	if (options->keys_of_many || options->input.flags == NULL ||
	    schema->layout != NULL || schema->judges == NULL)
		return;
	judge_amount(&amount, doubts);
	for (size_t c = 0; c < schema->header.ncolumns; c++) {
		struct held r = { options, schema, words, (int)c };

		if (!is_free(options, schema, r.column))
			continue;
		cs_name_read(words, schema->header.names[c], &r.name);
		if (!called(&r, "flag") && !called(&r, "sound") &&
		    !hints(&r, "flaghint") && !hints(&r, "soundhint"))
			continue;
		r.values = cs_sample_values(schema, r.column);
		count(&r);
		judge(&r, doubts);
		cs_seen_values_release(&r.values);
	}
}
