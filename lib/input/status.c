/* status.c - see status.h. */
#include "input/status.h"

#include <string.h>

#include "base/builtin.h"
#include "base/utf8.h"
#include "base/word.h"
#include "cell/cell.h"
#include "input/encoding.h"
#include "input/sample.h"

enum { PATIENCE = 10, NEARLY_ALL = 20 /* of so many one may be unknown */ };

/* --- what the cells of a column are ------------------------------------ */

struct cells {
	size_t rows, filled, known, numbers, left_out, closed;
};

static bool is_number(struct cs_text cell)
{
	while (cell.length > 0 && cs_is_digit(cell.bytes[cell.length - 1]))
		cell.length--;
	return cell.length == 0;
}

/* With `brief`, no longer than the column may be one of statuses. */
static struct cells look_at(const struct cs_input *input,
			    const struct cs_status_words *words,
			    struct cs_sample *sample, int column, bool brief)
{
	struct cs_statuses seen = { 0 };
	struct cells cells = { 0 };
	enum cs_status_kind kind;
	struct cs_text cell;

	cs_sample_column(sample, column);
	while (cs_sample_next(sample, &cell)) {
		cells.rows++;
		cs_cell_trim(&cell.bytes, &cell.length);
		if (cs_cell_empty(cell.bytes, cell.length))
			continue;
		cells.filled++;
		cells.numbers += is_number(cell);
		kind = cs_statuses_find(&seen, words, cell)->kind;
		cells.left_out += kind == CS_STATUS_LEFT_OUT;
		cells.closed += kind == CS_STATUS_CLOSED;
		cells.known +=
		    kind != CS_STATUS_UNKNOWN ||
		    (input->count_given &&
		     cs_status_kind(input->statuses, cell) == CS_STATUS_COUNTS);
		if (brief && cells.filled - cells.known > PATIENCE &&
		    (cells.filled - cells.known) * NEARLY_ALL > cells.filled)
			break;
	}
	cs_statuses_release(&seen);
	return cells;
}

/* --- by name ----------------------------------------------------------- */

struct status_column {
	int column;   /* -1: none */
	bool back;    /* more than half of its words are not known */
	bool numbers; /* ... but numbers, of which other columns may tell */
	bool unsure;  /* more than half say that it is over, and not how */
	bool state;   /* called state */
	struct cs_fit fit;
};

static bool better(const struct status_column *a, const struct status_column *b)
{
	if (b->column < 0 || a->back != b->back)
		return b->column < 0 || b->back;
	if (a->numbers != b->numbers)
		return b->numbers;
	if (a->unsure != b->unsure)
		return b->unsure;
	if (a->state != b->state)
		return b->state;
	if (a->fit.line != b->fit.line)
		return a->fit.line < b->fit.line;
	if (a->fit.place != b->fit.place)
		return a->fit.place < b->fit.place;
	return a->fit.beside < b->fit.beside;
}

/* Is this column called so, and what is in it fits? */
static bool called_status(const struct cs_schema *schema,
			  const struct cs_input *input,
			  const struct cs_status_words *words,
			  struct cs_sample *sample, struct status_column *out)
{
	const struct cs_name *name = &schema->names[out->column];
	struct cells cells;

	if (cs_has_role(schema, out->column))
		return false;
	out->state = !cs_name_fits(schema->words, "status", name, &out->fit);
	if (out->state &&
	    !cs_name_fits(schema->words, "state", name, &out->fit))
		return false;
	cells = look_at(input, words, sample, out->column, false);
	out->back = cells.known * 2 < cells.filled;
	out->numbers = out->back && cells.numbers == cells.filled;
	out->unsure = schema->column[CS_ROLE_REFUND] < 0 &&
		      cells.closed * 2 > cells.filled;
	return cells.filled > 0 && !(out->state && out->back);
}

static int choose_by_name(struct cs_schema *schema,
			  const struct cs_input *input,
			  const struct cs_status_words *words,
			  struct cs_sample *sample)
{
	struct status_column best = { .column = -1 }, next = { .column = -1 };

	for (size_t i = 0; i < schema->header.ncolumns; i++) {
		struct status_column new = { .column = (int)i };

		if (!called_status(schema, input, words, sample, &new))
			continue;
		if (better(&new, &best)) {
			next = best;
			best = new;
		} else if (better(&new, &next)) {
			next = new;
		}
	}
	if (next.column >= 0 && next.back == best.back &&
	    next.unsure == best.unsure && next.numbers == best.numbers &&
	    next.state == best.state && next.fit.line == best.fit.line)
		schema->equal[CS_ROLE_STATUS] = next.column;
	return best.column;
}

/* --- by cells ---------------------------------------------------------- */

static bool holds_statuses(const struct cs_schema *schema,
			   const struct cs_input *input,
			   const struct cs_status_words *words,
			   struct cs_sample *sample, int column)
{
	struct cells cells;
	struct cs_fit fit;

	if (cs_has_role(schema, column))
		return false;
	cells = look_at(input, words, sample, column, true);
	/* "Type" may be of a product, but not where each word is a status */
	if (cs_name_hints(schema->words, "nostatus", &schema->names[column]))
		return cells.known == cells.rows && cells.left_out > 0 &&
		       cs_name_fits(schema->words, "rowkind",
				    &schema->names[column], &fit);
	return cells.filled * 4 >= cells.rows && cells.filled > 0 &&
	       (cells.filled - cells.known) * NEARLY_ALL <= cells.filled;
}

/* "Order payment state", of which most is known to count: what is not known is
 * asked for. */
static bool half_says_so(const struct cs_schema *schema,
			 const struct cs_input *input,
			 const struct cs_status_words *words,
			 struct cs_sample *sample, int column)
{
	const struct cs_name *name = &schema->names[column];
	struct cells cells;

	if (cs_has_role(schema, column) ||
	    cs_name_hints(schema->words, "nostatus", name) ||
	    !(cs_name_says(schema->words, "statusword", name) ||
	      (cs_name_says(schema->words, "state", name) &&
	       cs_name_hints(schema->words, "stateof", name))))
		return false;
	cells = look_at(input, words, sample, column, false);
	return cells.filled * 4 >= cells.rows && cells.known > 0 &&
	       (cells.known - cells.left_out) * 2 >= cells.filled;
}

static int choose_by_cells(const struct cs_schema *schema,
			   const struct cs_input *input,
			   const struct cs_status_words *words,
			   struct cs_sample *sample)
{
	for (size_t i = 0; i < schema->header.ncolumns; i++)
		if (holds_statuses(schema, input, words, sample, (int)i))
			return (int)i;
	for (size_t i = 0; i < schema->header.ncolumns; i++)
		if (half_says_so(schema, input, words, sample, (int)i))
			return (int)i;
	return -1;
}

void cs_status_choose(struct cs_schema *schema, const struct cs_input *input)
{
	struct cs_status_words *words =
	    input->count_given
		? cs_status_words_new(cs_builtin_text("words", "statuses"))
		: NULL;
	const struct cs_status_words *known =
	    words != NULL ? words : input->statuses;
	struct cs_sample sample;
	struct cs_fit fit;
	int column;

	cs_sample_init(&sample, schema);
	column = choose_by_name(schema, input, known, &sample);
	if (column < 0)
		column = choose_by_cells(schema, input, known, &sample);
	schema->column[CS_ROLE_STATUS] = column;
	if (column >= 0)
		schema->reason[CS_ROLE_STATUS] =
		    cs_name_fits(schema->words, "status",
				 &schema->names[column], &fit)
			? CS_BY_NAME
			: CS_BY_CELLS;
	cs_sample_release(&sample);
	cs_status_words_free(words);
}

/* --- words that nobody knows ------------------------------------------- */

/* "--count paid,new": of all that count or might. */
static void add_offer(const struct cs_statuses *statuses, struct cs_buf *out)
{
	struct cs_buf words = CS_BUF_INIT;
	bool whole = cs_statuses_join(statuses, CS_STATUS_IN, &words) &&
		     cs_statuses_join(statuses, CS_STATUS_DOUBT, &words);

	/* "-x" could be taken for the next option */
	if (!whole || *words.data == '-' ||
	    !cs_add_offer(out, "--count", words.data))
		cs_buf_adds(out, "--count STATUS,...");
	cs_buf_release(&words);
}

/* A word that nothing knows, as its bytes are no UTF-8. */
static bool is_encoded(const struct cs_statuses *statuses)
{
	bool found = false;

	for (size_t i = 0; i < statuses->count; i++)
		found |= statuses->list[i].rows[CS_STATUS_DOUBT] > 0 &&
			 statuses->list[i].spelling != NULL &&
			 !cs_utf8_valid(statuses->list[i].spelling,
					statuses->list[i].length);
	return found;
}

/* Of the statuses that nothing knows, those that are known if they are written
 * so. */
static size_t known_as(const struct cs_statuses *statuses, const char *encoding)
{
	size_t known = 0;

	for (size_t i = 0; i < statuses->count; i++) {
		const struct cs_status *met = &statuses->list[i];
		struct cs_buf text = CS_BUF_INIT;

		if (met->rows[CS_STATUS_DOUBT] > 0 && met->spelling != NULL &&
		    cs_decode_text(encoding, met->spelling, met->length, &text))
			known += cs_status_kind(met->words,
						(struct cs_text){
						    text.data, text.length }) !=
				 CS_STATUS_UNKNOWN;
		cs_buf_release(&text);
	}
	return known;
}

/* The encoding in which most of them are words: what is likely by its bytes
 * alone is the least that can be said of the letters of Central Europe. */
static const char *encoding_of(const struct cs_statuses *statuses,
			       const char *likely)
{
	static const char *const others[] = { "WINDOWS-1252", "WINDOWS-1250",
					      "WINDOWS-1254", "WINDOWS-1251",
					      "ISO-8859-2",   "KOI8-R",
					      "CP932",	      "GB18030",
					      "CP949",	      "BIG5" };
	const char *best = likely != NULL ? likely : others[0];
	size_t most = known_as(statuses, best);

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		size_t known = known_as(statuses, others[i]);

		if (known > most) {
			best = others[i];
			most = known;
		}
	}
	return best;
}

static int refuse(const struct cs_statuses *statuses,
		  const struct cs_schema *schema, struct cs_err *err)
{
	const char *header =
	    schema->header.names[schema->column[CS_ROLE_STATUS]];
	const char *encoding = schema->header.likely_encoding;
	struct cs_buf doubt = CS_BUF_INIT, in = CS_BUF_INIT, out = CS_BUF_INIT;
	struct cs_buf offer = CS_BUF_INIT, name = CS_BUF_INIT;
	bool many = statuses->count > 0 && statuses->list[0].spelling == NULL;
	int status = 0;

	cs_printable(&name, header, strlen(header), 60);
	cs_statuses_list(statuses, CS_STATUS_DOUBT, &doubt);
	cs_statuses_list(statuses, CS_STATUS_IN, &in);
	cs_statuses_list(statuses, CS_STATUS_OUT, &out);
	if (is_encoded(statuses)) {
		status = cs_fail(err, "bad-encoding",
				 "do rows count whose %s is %s? that is not "
				 "UTF-8: say how it is written, as with "
				 "--encoding %s",
				 name.data, doubt.data,
				 encoding_of(statuses, encoding));
	} else if (doubt.length > 0) {
		add_offer(statuses, &offer);
		status = cs_fail(
		    err, "unknown-status",
		    "do rows count whose %s is %s? name those that do, as "
		    "with %s, or say --status none if all do%s%s%s%s",
		    name.data, doubt.data, offer.data,
		    in.length > 0 ? "; known to count: " : "", in.data,
		    out.length > 0 ? "; known not to: " : "", out.data);
	} else if (many && statuses->list[0].rows[CS_STATUS_DOUBT] > 0) {
		status = cs_fail(
		    err, "unknown-status",
		    "%s holds more than %d different words: name those that "
		    "count with --count STATUS,..., or say --status none",
		    name.data, CS_STATUSES_MOST);
	}
	cs_buf_release(&doubt);
	cs_buf_release(&in);
	cs_buf_release(&out);
	cs_buf_release(&offer);
	cs_buf_release(&name);
	return status;
}

static struct cs_status_file file_of(const struct cs_schema *schema)
{
	return (struct cs_status_file){ schema->column[CS_ROLE_REFUND] >= 0,
					schema->won };
}

void cs_status_sample(const struct cs_schema *schema, struct cs_statuses *seen)
{
	struct cs_status_file file = file_of(schema);
	struct cs_sample sample;
	struct cs_text cell;

	*seen = (struct cs_statuses){ 0 };
	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, schema->column[CS_ROLE_STATUS]);
	while (cs_sample_next(&sample, &cell)) {
		struct cs_status *met;

		if (cs_batch_cells(sample.batch, sample.record - 1).count !=
		    schema->header.ncolumns)
			continue;
		cs_cell_trim(&cell.bytes, &cell.length);
		met = cs_statuses_find(seen, schema->statuses, cell);
		met->rows[cs_status_verdict(met, file, false)]++;
	}
	cs_statuses_settle(seen);
	cs_sample_release(&sample);
}

static bool some_won(const struct cs_statuses *seen)
{
	for (size_t i = 0; i < seen->count; i++)
		if (seen->list[i].kind == CS_STATUS_WON)
			return true;
	return false;
}

/* Is there no filter and no layout that may leave out what nobody knows? */
static bool is_whole(const struct cs_schema *schema,
		     const struct cs_input *input)
{
	if (schema->filtered != NULL || schema->replaced != NULL)
		return false;
	for (size_t i = 0; i < input->nexpressions; i++)
		if (input->expressions[i].flag == 0)
			return false;
	return true;
}

int cs_status_settle(struct cs_schema *schema, const struct cs_input *input,
		     struct cs_err *err)
{
	struct cs_statuses seen;
	int status = 0;

	cs_status_sample(schema, &seen);
	schema->won = some_won(&seen);
	if (schema->won) { /* what it says of the others is another thing now */
		cs_statuses_release(&seen);
		cs_status_sample(schema, &seen);
	}
	if (schema->by_status && is_whole(schema, input))
		status = refuse(&seen, schema, err);
	cs_statuses_release(&seen);
	return status;
}

/* --- when all are in ---------------------------------------------------- */

int cs_status_judge(const struct cs_schema *schemas, size_t nschemas,
		    const struct cs_statuses *statuses, struct cs_err *err)
{
	const struct cs_schema *schema = schemas;

	while (schema < schemas + nschemas && !schema->by_status)
		schema++;
	if (schema == schemas + nschemas)
		return 0;
	cs_fail_at(err, nschemas == 1 ? schema->file : NULL, 0, 0);
	return refuse(statuses, schema, err);
}
