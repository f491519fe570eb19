/* filter.c - see filter.h: reading an expression. */
#include "cell/filter_parts.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cell/cursor.h"

/* Longest first, so that <= is not read as < and a value. */
static const struct {
	const char *text;
	enum op op;
} operators[] = { { "!=", NE }, { "<=", LE }, { ">=", GE },  { "=", EQ },
		  { "<", LT },	{ ">", GT },  { "~", MATCH } };

static int refuse(const char *text, struct cs_err *err, const char *code,
		  const char *what, const char *advice)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_printable(&shown, text, strlen(text), 200);
	cs_fail(err, code, "cannot read the filter \"%s\": %s%s", shown.data,
		what, advice);
	cs_buf_release(&shown);
	return -1;
}

static int complain(const char *text, struct cs_err *err, const char *what)
{
	return refuse(text, err, NULL, what,
		      "; expected COLUMN OP VALUE[,VALUE...] with OP one of = "
		      "!= < <= > >= ~");
}

/* Appends what stands in quotes; false if they are not closed. */
static bool take_quoted(struct cs_cursor *t, struct cs_buf *out)
{
	t->at++;
	while (t->at < t->end) {
		if (cs_cursor_skip(t, "\"\"") || cs_cursor_skip(t, "\\\"")) {
			cs_buf_addc(out, '"');
			continue;
		}
		if (*t->at == '"') {
			t->at++;
			return true;
		}
		cs_buf_addc(out, *t->at++);
	}
	return false;
}

static void add_trimmed(struct cs_buf *out, const char *start, const char *end)
{
	size_t length = (size_t)(end - start);

	cs_cell_trim(&start, &length);
	cs_buf_add(out, start, length);
}

static bool at_operator(const struct cs_cursor *t)
{
	struct cs_cursor ahead = *t;

	return memchr("=<>~", *t->at, 4) || cs_cursor_skip(&ahead, "!=");
}

static int take_column(struct cs_cursor *t, struct cs_buf *out,
		       const char *text, struct cs_err *err)
{
	const char *start;

	cs_cursor_skip_blanks(t);
	if (cs_cursor_peek(t) == '"') {
		if (!take_quoted(t, out))
			return complain(text, err, "a quote is not closed");
	} else {
		for (start = t->at; t->at < t->end && !at_operator(t); t->at++)
			;
		add_trimmed(out, start, t->at);
	}
	cs_cursor_skip_blanks(t);
	if (out->length == 0)
		return complain(text, err, "no column is named");
	return 0;
}

/* Also refuses ==, =~, <> and their like, which would become part of a value.
 */
static int take_operator(struct cs_cursor *t, enum op *op, const char *text,
			 struct cs_err *err)
{
	const char *start = t->at;
	size_t i, n = sizeof(operators) / sizeof(operators[0]);

	for (i = 0; i < n && !cs_cursor_skip(t, operators[i].text); i++)
		;
	if (i == n)
		return complain(text, err, "no operator is found");
	*op = operators[i].op;
	if ((t->at < t->end && at_operator(t)) ||
	    (*op == MATCH && start > text && start[-1] == '!'))
		return complain(text, err, "the operator does not exist");
	cs_cursor_skip_blanks(t);
	return 0;
}

static void add_value(struct cs_filter *filter, const struct cs_buf *text)
{
	CS_GROW(filter->values, filter->count, filter->capacity);
	filter->values[filter->count++] =
	    (struct value){ .text = cs_strndup(text->data, text->length),
			    .length = text->length };
}

/* One value, or for a pattern the rest; leaves t behind it. */
static int take_value(struct cs_cursor *t, bool rest, struct cs_buf *out,
		      const char *text, struct cs_err *err)
{
	const char *start, *comma;

	cs_cursor_skip_blanks(t);
	start = t->at;
	if (cs_cursor_peek(t) != '"') {
		comma = rest ? NULL : memchr(start, ',', cs_cursor_left(t));
		t->at = comma ? comma : t->end;
		add_trimmed(out, start, t->at);
		return 0;
	}
	if (!take_quoted(t, out))
		return complain(text, err, "a quote is not closed");
	cs_cursor_skip_blanks(t);
	if (t->at < t->end && (rest || *t->at != ','))
		return complain(text, err, "something follows a quoted value");
	return 0;
}

static int take_values(struct cs_cursor *t, struct cs_filter *filter,
		       const char *text, struct cs_err *err)
{
	struct cs_buf value = CS_BUF_INIT;
	int status;

	do {
		cs_buf_clear(&value);
		status = take_value(t, filter->op == MATCH, &value, text, err);
		if (status == 0)
			add_value(filter, &value);
	} while (status == 0 && cs_cursor_skip(t, ","));
	cs_buf_release(&value);
	if (status < 0)
		return -1;
	if (is_ordering(filter->op) && filter->count > 1)
		return complain(text, err,
				"< <= > >= take one value (quote a comma)");
	if (filter->values[0].length == 0 && filter->op != EQ &&
	    filter->op != NE)
		return complain(text, err, "a value is missing");
	return 0;
}

/* --- what the values are */

/* 2025 or 2025-03. */
static bool read_period(const struct value *value, struct span *span)
{
	struct cs_cursor t = { value->text, value->text + value->length };
	enum cs_period kind = CS_YEAR;
	unsigned year, month = 1;

	if (cs_cursor_number(&t, &year) != 4)
		return false;
	if (cs_cursor_skip(&t, "-")) {
		kind = CS_MONTH;
		if (cs_cursor_number(&t, &month) != 2)
			return false;
	}
	if (t.at < t.end || !cs_date_civil(year, month, 1, &span->first))
		return false;
	span->last = cs_period_last(cs_period_of(span->first, kind), kind);
	return true;
}

static void read_spans(struct value *value)
{
	struct cs_date_format format = CS_DATE_FORMAT_INIT;
	struct span period;
	bool is_period = read_period(value, &period);
	cs_day day;

	for (int i = 0; i < ORDERS; i++) {
		format.order = (enum cs_date_order)i;
		if (is_period)
			value->span[i] = period;
		else if (cs_filter_read_date(value->text, value->length,
					     &format, &day))
			value->span[i] = (struct span){ day, day };
		else
			value->span[i] = (struct span){ 0, -1 };
	}
}

static int read_value(struct cs_filter *filter, struct value *value,
		      const char *text, struct cs_err *err)
{
	enum cs_cell_status status = CS_CELL_BAD;

	if (!cs_filter_has_letter(value->text, value->length))
		status =
		    cs_filter_read_number(value->text, value->length,
					  CS_MARK_DOT, false, &value->number);
	value->is_number = status == CS_CELL_OK;
	value->has_digit = strpbrk(value->text, "0123456789") != NULL;
	read_spans(value);
	if (is_ordering(filter->op) &&
	    (status == CS_CELL_RANGE || status == CS_CELL_PRECISION))
		return complain(text, err,
				"the number is too large or has more than six "
				"decimals");
	return 0;
}

static int read_pattern(struct cs_filter *filter, const char *text,
			struct cs_err *err)
{
	struct cs_err why = CS_ERR_INIT;

	filter->pattern = cs_pattern_parse(filter->values[0].text, &why);
	if (filter->pattern != NULL)
		return 0;
	return why.code == NULL ? complain(text, err, why.message)
				: refuse(text, err, why.code, why.message, "");
}

static int parse(struct cs_filter *filter, const char *text, struct cs_err *err)
{
	struct cs_cursor t = { text, text + strlen(text) };
	struct cs_buf column = CS_BUF_INIT;
	int status = take_column(&t, &column, text, err);

	filter->column = cs_strndup(column.data, column.length);
	cs_buf_release(&column);
	if (status < 0 || take_operator(&t, &filter->op, text, err) < 0 ||
	    take_values(&t, filter, text, err) < 0)
		return -1;
	if (filter->op == MATCH)
		return read_pattern(filter, text, err);
	for (size_t i = 0; i < filter->count; i++)
		if (read_value(filter, &filter->values[i], text, err) < 0)
			return -1;
	return 0;
}

struct cs_filter *cs_filter_parse(const char *text, struct cs_err *err)
{
	struct cs_filter *filter = cs_calloc(1, sizeof(*filter));

	if (parse(filter, text, err) == 0)
		return filter;
	cs_filter_free(filter);
	return NULL;
}

const char *cs_filter_column(const struct cs_filter *filter)
{
	return filter->column;
}

void cs_filter_free(struct cs_filter *filter)
{
	if (!filter)
		return;
	for (size_t i = 0; i < filter->count; i++)
		free(filter->values[i].text);
	cs_pattern_free(filter->pattern);
	free(filter->values);
	free(filter->column);
	free(filter);
}
