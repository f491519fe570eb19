/* pins.c - see pins.h. */
#include "input/pins.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/word.h"
#include "cell/spelling.h"
#include "base/wrap.h"
#include "input/csv.h"
#include "input/moment.h"
#include "input/names.h"
#include "input/rewrite.h"

/* Why an option is not said. */
enum lack {
	LACKS_NOTHING,
	LACKS_QUOTING, /* its word is not one in all shells */
	LACKS_WORD,    /* it has none that says so much */
	LACKS_UNITY    /* not all files have the same */
};

struct pin {
	char *option;	     /* owned */
	struct cs_buf offer; /* what is pasted */
	enum lack lack;
	bool silent; /* a file in which nothing tells reads the same with it */
};

struct pins {
	const struct cs_input *input;
	struct pin *list;
	size_t count, capacity;
};

static struct pin *new_pin(struct pins *pins, const char *option)
{
	struct pin *pin;

	CS_GROW(pins->list, pins->count, pins->capacity);
	pin = &pins->list[pins->count++];
	*pin =
	    (struct pin){ .option = cs_strdup(option), .offer = CS_BUF_INIT };
	return pin;
}

/* An option as it is called, "--contact-date"; the word may be NULL. */
static void pin_option(struct pins *pins, const char *option, const char *word)
{
	struct pin *pin = new_pin(pins, option);

	if (word == NULL)
		pin->lack = LACKS_WORD;
	/* "-x" could be taken for the next option */
	else if (*word == '-' || !cs_add_offer(&pin->offer, option, word))
		pin->lack = LACKS_QUOTING;
}

/* One that orders and contacts have each. */
static struct pin *pin_own(struct pins *pins, const char *name,
			   const char *word)
{
	struct cs_buf option = CS_BUF_INIT;

	cs_buf_addf(&option, "--%s%s", cs_input_prefix(pins->input), name);
	pin_option(pins, option.data, word);
	cs_buf_release(&option);
	return &pins->list[pins->count - 1];
}

static void pin_flag(struct pins *pins, const char *option)
{
	cs_buf_adds(&new_pin(pins, option)->offer, option);
}

static void pins_release(struct pins *pins)
{
	for (size_t i = 0; i < pins->count; i++) {
		free(pins->list[i].option);
		cs_buf_release(&pins->list[i].offer);
	}
	free(pins->list);
}

/* --- of one file --------------------------------------------------------- */

static const char *delimiter_word(char delimiter, char out[static 2])
{
	if (delimiter == '\t')
		return "tab";
	if (delimiter == CS_BLANKS)
		return "blanks";
	out[0] = delimiter;
	out[1] = '\0';
	return out;
}

/* Has the file all that it must have? */
static bool is_complete(const struct cs_schema *schema,
			const struct cs_input *input)
{
	for (size_t i = 0; i < input->ncolumns; i++)
		if (input->columns[i].wanted == CS_REQUIRED &&
		    schema->column[i] == -1)
			return false;
	return true;
}

/* A role or field without a column: it was switched off, or nothing is it. */
static void pin_absent(struct pins *pins, const struct cs_schema *schema,
		       size_t column)
{
	const struct cs_column_rule *rule = &pins->input->columns[column];

	if (rule->given != NULL && rule->named == NULL)
		pin_option(pins, rule->option, rule->given);
	else if (rule->named != NULL
		     ? strcmp(rule->named, "none") == 0
		     : column == CS_ROLE_AMOUNT && rule->wanted == CS_WELCOME &&
			   schema->column[CS_ROLE_QUANTITY] == -1 &&
			   is_complete(schema, pins->input))
		pin_option(pins, rule->option, "none");
}

/* A column as the user named it, else by its header or position. */
static void pin_column(struct pins *pins, const struct cs_schema *schema,
		       size_t column)
{
	const struct cs_column_rule *rule = &pins->input->columns[column];
	const char *said = rule->given != NULL ? rule->given : rule->named;
	size_t count;
	const int *columns = cs_columns_of(schema, column, &count);
	bool more = rule->given != NULL && strcmp(said, rule->named) != 0;
	struct pin *pin;

	if (schema->column[column] == -1) {
		pin_absent(pins, schema, column);
		return;
	}
	if (column == CS_ROLE_DATE && schema->joined.found) {
		pin = new_pin(pins, rule->option);
		if (!cs_moment_offer(schema, rule->option, &pin->offer))
			pin->lack = LACKS_QUOTING;
		return;
	}
	/* a date that is just welcome must be readable once it is named */
	if (schema->reason[column] == CS_BY_LAYOUT ||
	    (rule->type == CS_FIELD_DATE && rule->named == NULL &&
	     rule->wanted <= CS_OPTIONAL && column == CS_ROLE_DATE))
		return;
	pin = new_pin(pins, rule->option);
	/* named, it would be the only one that is asked */
	if (column == CS_ROLE_STATUS && rule->named == NULL &&
	    schema->nkinds > 0) {
		pin->lack = LACKS_WORD;
		return;
	}
	if ((said == NULL || *said == '-' ||
	     !cs_add_offer(&pin->offer, rule->option, said)) &&
	    (more || !cs_offer_columns(schema, rule->option, columns, count,
				       &pin->offer)))
		pin->lack = LACKS_QUOTING;
}

static void pin_folds(struct pins *pins)
{
	struct cs_buf words = CS_BUF_INIT;

	for (int i = 0; i < CS_NKEY_CHANGES; i++)
		if (pins->input->fold_keys >> i & 1)
			cs_buf_addf(&words, "%s%s", words.length > 0 ? "," : "",
				    cs_key_change_names[i]);
	if (words.length > 0)
		pin_option(pins, "--fold-keys", words.data);
	cs_buf_release(&words);
}

/* How the text becomes cells, where contacts are as the orders. */
static void pin_shared(struct pins *pins, const struct cs_schema *schema)
{
	const struct cs_input *input = pins->input;
	const struct cs_dialect *dialect = &schema->dialect;
	char lines[24], quote[2] = { dialect->quote, '\0' };

	if (dialect->no_header)
		pin_flag(pins, "--no-header");
	snprintf(lines, sizeof lines, "%llu",
		 (unsigned long long)schema->header.line - 1);
	if (!dialect->no_header && (schema->header.found || !dialect->find))
		pin_option(pins, "--skip-lines", lines);
	if (dialect->fill)
		pin_flag(pins, "--fill");
	if (dialect->stop_at_blank)
		pin_flag(pins, "--stop-at-blank");
	if (dialect->rewriting & CS_REWRITE_ESCAPES)
		pin_option(pins, "--escape", "backslash");
	else if (dialect->escape == CS_ESCAPE_DOUBLED)
		pin_option(pins, "--escape", "double");
	if (input->dialect.quote != '"')
		pin_option(pins, "--quote",
			   dialect->quote == CS_NO_QUOTE ? "none" : quote);
	if (schema->layout != NULL)
		pin_option(pins, "--layout", schema->layout->name);
	else if (input->layouts.none)
		pin_option(pins, "--layout", "none");
	if (input->exact_keys)
		pin_flag(pins, "--exact-keys");
	pin_folds(pins);
	if (input->round)
		pin_flag(pins, "--round");
}

static void pin_dialect(struct pins *pins, const struct cs_schema *schema)
{
	const struct cs_header *header = &schema->header;
	char text[2] = "";

	pin_own(pins, "delimiter",
		delimiter_word(schema->dialect.delimiter, text));
	if (schema->dialect.encoding != NULL)
		pin_own(pins, "encoding", schema->dialect.encoding);
	else if (header->encoding != NULL && *header->encoding != '\0')
		pin_own(pins, "encoding", header->encoding);
	if (pins->input->prefix == NULL)
		pin_shared(pins, schema);
}

/* Where days are counted, and what clocks times are of. */
static void pin_zones(struct pins *pins, const struct cs_schema *schema)
{
	const struct cs_input *input = pins->input;

	if (input->zone == NULL)
		return;
	if (input->prefix == NULL)
		pin_option(pins, "--tz", input->zone_name);
	if (input->times_zone != NULL)
		pin_own(pins, "input-tz", input->times_zone_name);
	else if (schema->named_zone != NULL)
		pin_own(pins, "input-tz", schema->zone_name);
	else if (schema->no_offsets)
		pin_own(pins, "input-tz", input->zone_name);
}

static void pin_cells(struct pins *pins, const struct cs_schema *schema)
{
	const struct cs_input *input = pins->input;
	const char *format = cs_date_format_name(&schema->date);

	if (schema->mark != CS_MARK_UNKNOWN &&
	    (input->decimal != CS_MARK_UNKNOWN ||
	     cs_layout_says(schema->layout, "decimal") == NULL))
		pin_own(pins, "decimal",
			schema->mark == CS_MARK_COMMA ? "," : ".")
		    ->silent = true;
	if (format != NULL &&
	    (input->date_format != NULL ||
	     cs_layout_says(schema->layout, "date-format") == NULL))
		pin_own(pins, "date-format", format)->silent =
		    schema->date.order == CS_ORDER_DMY ||
		    schema->date.order == CS_ORDER_MDY;
	pin_zones(pins, schema);
}

static void pin_file(struct pins *pins, const struct cs_schema *schema)
{
	const struct cs_input *input = pins->input;

	pin_dialect(pins, schema);
	for (size_t i = 0; i < input->ncolumns; i++)
		pin_column(pins, schema, i);
	pin_cells(pins, schema);
	for (size_t i = 0; i < input->nexpressions; i++)
		if (input->expressions[i].flag == 0)
			pin_option(pins, input->expressions[i].option,
				   input->expressions[i].text);
}

/* --- of all -------------------------------------------------------------- */

static struct pin *find_pin(const struct pins *pins, const struct pin *wanted)
{
	for (size_t i = 0; i < pins->count; i++)
		if (strcmp(pins->list[i].option, wanted->option) == 0 &&
		    (wanted->lack != LACKS_NOTHING ||
		     pins->list[i].lack != LACKS_NOTHING ||
		     strcmp(pins->list[i].offer.data, wanted->offer.data) == 0))
			return &pins->list[i];
	return NULL;
}

static bool has_option(const struct pins *pins, const char *option)
{
	for (size_t i = 0; i < pins->count; i++)
		if (strcmp(pins->list[i].option, option) == 0)
			return true;
	return false;
}

/* What is not the same in this file cannot be said of all. */
static void join_file(struct pins *all, const struct pins *file)
{
	for (size_t i = 0; i < all->count; i++) {
		struct pin *pin = &all->list[i];

		if (find_pin(file, pin) == NULL &&
		    !(pin->silent && !has_option(file, pin->option)))
			pin->lack = LACKS_UNITY;
	}
	for (size_t i = 0; i < file->count; i++) {
		const struct pin *pin = &file->list[i];

		if (has_option(all, pin->option))
			continue;
		if (pin->silent && pin->lack == LACKS_NOTHING) {
			cs_buf_adds(&new_pin(all, pin->option)->offer,
				    pin->offer.data);
			all->list[all->count - 1].silent = true;
		} else {
			new_pin(all, pin->option)->lack = LACKS_UNITY;
		}
	}
}

/* "without --count, --date, ..." */
static void say_lack(const struct pins *pins, enum lack lack, const char *why,
		     struct cs_buf *out)
{
	struct cs_buf line = CS_BUF_INIT, shown = CS_BUF_INIT;

	for (size_t i = 0; i < pins->count; i++)
		if (pins->list[i].lack == lack)
			cs_buf_addf(&line, "%s%s",
				    line.length > 0 ? ", " : "without ",
				    pins->list[i].option);
	if (line.length > 0) {
		cs_buf_addf(&line, ", %s", why);
		cs_printable(&shown, line.data, line.length, 0);
		cs_add_wrapped(out, shown.data, 0, 2);
	}
	cs_buf_release(&line);
	cs_buf_release(&shown);
}

static void say_pins(const struct pins *pins, struct cs_buf *out)
{
	struct cs_buf line = CS_BUF_INIT;

	for (size_t i = 0; i < pins->count; i++)
		if (pins->list[i].lack == LACKS_NOTHING)
			cs_buf_addf(&line, "%s%s", line.length > 0 ? " " : "  ",
				    pins->list[i].offer.data);
	cs_buf_adds(out, "\nThe same, said by options:\n");
	cs_printable(out, line.data, line.length, 0);
	cs_buf_adds(out, line.length > 0 ? "\n" : "");
	cs_buf_release(&line);
	say_lack(pins, LACKS_QUOTING, "whose words not all shells read alike",
		 out);
	say_lack(pins, LACKS_WORD, "which cannot say all of it", out);
	say_lack(pins, LACKS_UNITY, "which differ from file to file", out);
}

void cs_add_pins(const struct cs_schema *schemas, size_t nschemas,
		 const struct cs_input *input, const struct cs_pin *more,
		 size_t nmore, struct cs_buf *out)
{
	struct pins all = { .input = input };

	pin_file(&all, &schemas[0]);
	for (size_t i = 1; i < nschemas; i++) {
		struct pins file = { .input = input };

		pin_file(&file, &schemas[i]);
		join_file(&all, &file);
		pins_release(&file);
	}
	for (size_t i = 0; i < nmore; i++)
		pin_option(&all, more[i].option, more[i].word);
	say_pins(&all, out);
	pins_release(&all);
}
