/* judge.c - see judge.h. */
#include "input/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "input/holding.h"
#include "input/names.h"
#include "input/row_parts.h"

/* --- what it says ------------------------------------------------------ */

/* Is there a cell that holds these bytes and nothing else, or a match of them?
 */
static bool is_cell(const struct cs_schema *schema, struct cs_sample *sample,
		    int column, const struct cs_filter *filter, size_t n,
		    size_t value)
{
	const char *text = cs_filter_value(filter, n, value);
	struct cs_cell_format format = { 0 };
	struct cs_test *test =
	    cs_filter_orders(filter, n) || cs_filter_equates(filter, n)
		? NULL
		: cs_test_new(filter, n, &format, CS_AS_FOUND);
	size_t length = strlen(text);
	struct cs_text cell;
	bool found = false;

	cs_sample_column(sample, column);
	while (!found && cs_holding_next(schema, sample, &cell))
		found = test != NULL
			    ? cs_test_cell(test, cell.bytes, cell.length,
					   NULL) == CS_MATCH_YES
			    : cell.length == length &&
				  memcmp(cell.bytes, text, length) == 0;
	cs_test_free(test);
	return found;
}

/* Does the other reading have this value too? */
static bool has_value(const struct cs_filter *filter, const char *text)
{
	if (cs_filter_count(filter) == 0)
		return false;
	for (size_t v = 0; v < cs_filter_values(filter, 0); v++)
		if (strcmp(cs_filter_value(filter, 0, v), text) == 0)
			return true;
	return false;
}

/* Does the file speak for a column or value with what joins elsewhere? */
static bool means_verbatim(const struct cs_schema *schema,
			   const struct cs_filter *filter)
{
	const struct cs_filter *verbatim = cs_filter_verbatim(filter);
	struct cs_column_rule rule = { .option = "", .wanted = CS_IF_THERE };
	struct cs_err absent = CS_ERR_INIT;
	struct cs_sample sample;
	bool found = false;
	int column;

	if (verbatim == NULL)
		return false;
	rule.named = cs_filter_column(verbatim, 0);
	cs_find_rule(schema, &rule, &column, &absent);
	/* to the letter: "(country" is also country */
	if (column == -1 || cs_filter_odd_column(filter))
		return column >= 0 &&
		       strcmp(schema->header.names[column], rule.named) == 0;
	cs_sample_init(&sample, schema);
	for (size_t v = 0; !found && v < cs_filter_values(verbatim, 0); v++)
		found = !has_value(filter, cs_filter_value(verbatim, 0, v)) &&
			is_cell(schema, &sample, column, verbatim, 0, v);
	cs_sample_release(&sample);
	return found;
}

static int find_column(const struct cs_schema *schema,
		       const struct cs_expression *e, const char *name,
		       int *column, struct cs_err *err)
{
	const struct cs_column_rule rule = {
		.option = e->option,
		.named = name,
		.wanted = e->optional ? CS_IF_THERE : CS_REQUIRED,
	};

	if (e->column == 0)
		return cs_find_rule(schema, &rule, column, err);
	*column = schema->column[e->column];
	return 0;
}

int cs_judge_find(struct cs_judge *judge, const struct cs_schema *schema,
		  const struct cs_expression *e, struct cs_err *err)
{
	const struct cs_filter *filter = means_verbatim(schema, e->filter)
					     ? cs_filter_verbatim(e->filter)
					     : e->filter;
	size_t count = cs_filter_count(filter);
	bool absent = false;

	*judge = (struct cs_judge){ 0 };
	if (cs_filter_readable(filter, err) != 0)
		return cs_fail_prefix(err, e->option);
	judge->columns = cs_calloc(count, sizeof *judge->columns);
	for (size_t n = 0; n < count; n++) {
		if (find_column(schema, e, cs_filter_column(filter, n),
				&judge->columns[n], err) != 0)
			return -1;
		absent |= judge->columns[n] == -1;
	}
	if (absent)
		return 0;
	judge->filter = filter;
	judge->simple = cs_filter_simple(filter);
	judge->count = count;
	judge->tests = cs_calloc(count, sizeof *judge->tests);
	return 0;
}

/* --- what it compares -------------------------------------------------- */

static int refuse_column(const struct cs_filter *filter, size_t n,
			 const struct cs_holding *holding, struct cs_err *err)
{
	const char *name = cs_filter_column(filter, n);
	struct cs_buf column = CS_BUF_INIT, other = CS_BUF_INIT;

	cs_printable(&column, name, strlen(name), 60);
	cs_printable(&other, holding->other.bytes, holding->other.length, 40);
	if (holding->days * 2 > holding->filled)
		cs_fail(err, "bad-filter",
			"%s cannot be compared with < <= > >=: is the day or "
			"the month first in it? say --date-format dmy or mdy",
			column.data);
	else
		cs_fail(err, "bad-filter",
			"%s cannot be compared with < <= > >=, which are of "
			"numbers and days: it holds texts such as \"%s\", and "
			"these are compared with = and ~",
			column.data, other.data);
	err->usage = true;
	cs_buf_release(&column);
	cs_buf_release(&other);
	return -1;
}

/* What was tried failed for good. */
static int pass_on(const struct cs_err *why, const char *advice,
		   struct cs_err *err)
{
	cs_fail(err, why->code, "%s%s", why->message, advice);
	err->usage = why->usage;
	return -1;
}

/* Compares so from now on; -1 with why filled: the value cannot be. */
static int try_test(struct cs_judge *judge, size_t n,
		    const struct cs_cell_format *format, enum cs_compared as,
		    struct cs_err *why)
{
	cs_test_free(judge->tests[n]);
	judge->tests[n] = cs_test_new(judge->filter, n, format, as);
	return cs_test_check(judge->tests[n], 0, why);
}

/* < and its like, by what most cells are. */
static int settle_order(struct cs_judge *judge, size_t n,
			const struct cs_holding *holding, struct cs_err *err)
{
	struct cs_cell_format format = holding->format;
	bool numbers = holding->numbers * 2 > holding->filled;
	bool days = holding->days * 2 > holding->filled;
	enum cs_compared as = CS_AS_NUMBERS;
	struct cs_err why = CS_ERR_INIT, other = CS_ERR_INIT;

	if (holding->filled == 0)
		as = CS_AS_FOUND;
	else if ((!numbers && !days) || (days && holding->doubtful > 0))
		return refuse_column(judge->filter, n, holding, err);
	/* 20250307 is a day where all are */
	else if (days && (!numbers || format.date.kind == CS_DATE_AUTO))
		as = CS_AS_DAYS;
	if (try_test(judge, n, &format, as, &why) == 0)
		return 0;
	/* seconds since 1970 are days where a day is given */
	if (holding->kind != CS_DATE_AUTO)
		format.date.kind = holding->kind;
	return as == CS_AS_NUMBERS && (days || holding->kind != CS_DATE_AUTO) &&
		       try_test(judge, n, &format, CS_AS_DAYS, &other) == 0
		   ? 0
		   : pass_on(&why, "", err);
}

/* Is the value what all cells are? */
static bool fits(const struct cs_filter *filter, size_t n, size_t value,
		 const struct cs_holding *holding, struct cs_err *why)
{
	const enum cs_compared kinds[] = { CS_AS_NUMBERS, CS_AS_DAYS };
	const size_t alike[] = { holding->numbers, holding->days };
	bool asked = false, fit = false;

	for (int i = 0; i < 2 && !fit; i++) {
		struct cs_test *test;

		if (alike[i] < holding->filled)
			continue;
		asked = true;
		test = cs_test_new(filter, n, &holding->format, kinds[i]);
		fit = cs_test_check(test, value, why) == 0;
		cs_test_free(test);
	}
	return fit || !asked;
}

/* 12x in a column of numbers, a day that does not exist: unless it is there, or
 * in quotes, it is a slip. */
static int settle_equal(struct cs_judge *judge, size_t n,
			const struct cs_schema *schema, struct cs_sample *rows,
			const struct cs_holding *holding, struct cs_err *err)
{
	const struct cs_filter *filter = judge->filter;
	struct cs_err why = CS_ERR_INIT;

	judge->tests[n] = cs_test_new(filter, n, &holding->format, CS_AS_FOUND);
	for (size_t v = 0; v < cs_filter_values(filter, n); v++) {
		const char *text = cs_filter_value(filter, n, v);

		if (!cs_filter_quoted(filter, n, v) &&
		    ((*text >= '0' && *text <= '9') || *text == '-') &&
		    !fits(filter, n, v, holding, &why) &&
		    !is_cell(schema, rows, judge->columns[n], filter, n, v))
			return pass_on(&why, "; in quotes it is taken as it is",
				       err);
	}
	return 0;
}

/* Whether what the column holds makes a difference. */
static bool wants_holding(const struct cs_filter *filter, size_t n)
{
	for (size_t v = 0;
	     cs_filter_equates(filter, n) && v < cs_filter_values(filter, n);
	     v++)
		if (strpbrk(cs_filter_value(filter, n, v), "0123456789"))
			return true;
	return cs_filter_orders(filter, n);
}

static int settle(struct cs_judge *judge, size_t n,
		  const struct cs_schema *schema, const struct cs_input *input,
		  const struct cs_expression *e, struct cs_sample *rows,
		  struct cs_err *err)
{
	static const enum cs_compared by_type[] = {
		[CS_FIELD_TEXT] = CS_AS_FOUND,
		[CS_FIELD_NUMBER] = CS_AS_NUMBERS,
		[CS_FIELD_DATE] = CS_AS_DAYS,
		[CS_FIELD_SPAN] = CS_AS_FOUND,
	};
	const struct cs_cell_format format = { schema->mark, schema->date };
	struct cs_holding holding;

	/* what nobody gave is not refused */
	if (rows == NULL || e->column > 0 || !wants_holding(judge->filter, n)) {
		judge->tests[n] =
		    cs_test_new(judge->filter, n, &format,
				by_type[input->columns[e->column].type]);
		return 0;
	}
	holding = cs_holding_of(schema, input, rows, judge->columns[n]);
	return cs_filter_orders(judge->filter, n)
		   ? settle_order(judge, n, &holding, err)
		   : settle_equal(judge, n, schema, rows, &holding, err);
}

int cs_judge_settle(struct cs_judge *judge, const struct cs_schema *schema,
		    const struct cs_input *input, const struct cs_expression *e,
		    struct cs_sample *rows, struct cs_err *err)
{
	for (size_t n = 0; n < judge->count; n++)
		if (settle(judge, n, schema, input, e, rows, err) != 0)
			return cs_fail_prefix(err, e->option);
	return 0;
}

void cs_judges_free(struct cs_judge *judges, size_t count)
{
	for (size_t i = 0; judges != NULL && i < count; i++) {
		for (size_t n = 0; n < judges[i].count; n++)
			cs_test_free(judges[i].tests[n]);
		free(judges[i].tests);
		free(judges[i].columns);
	}
	free(judges);
}

bool cs_judge_names(const struct cs_judge *judge, int column)
{
	for (size_t n = 0; n < judge->count; n++)
		if (judge->columns[n] == column)
			return true;
	return false;
}

/* --- what came of it --------------------------------------------------- */

bool cs_judge_repeats(const struct cs_judge *judge, size_t n, size_t value)
{
	const char *text = cs_filter_value(judge->filter, n, value);
	size_t slot = cs_filter_slot(judge->filter, n);
	uint64_t *met = cs_calloc(slot + 1 + cs_filter_values(judge->filter, n),
				  sizeof *met);
	bool itself;

	cs_test_cell(judge->tests[n], text, strlen(text), met);
	itself = met[slot + 1 + value] > 0;
	free(met);
	return !itself;
}

void cs_judge_add_example(const struct cs_judge *judge, size_t n,
			  const struct cs_schema *schema, struct cs_buf *out)
{
	size_t slot = cs_filter_slot(judge->filter, n);
	uint64_t *met = cs_calloc(slot + 2, sizeof *met);
	struct cs_sample sample;
	struct cs_text cell;

	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, judge->columns[n]);
	while (met[slot] == 0 && cs_holding_next(schema, &sample, &cell)) {
		struct cs_text number =
		    cs_schema_score(schema, judge->columns[n], cell);

		cs_test_cell(judge->tests[n], number.bytes, number.length, met);
	}
	if (met[slot] > 0) {
		cs_buf_adds(out, " \"");
		cs_printable(out, cell.bytes, cell.length, 40);
		cs_buf_adds(out, "\"");
	}
	free(met);
	cs_sample_release(&sample);
}
