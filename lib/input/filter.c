/* filter.c - see filter.h. */
#include "input/filter.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "input/text.h"

enum op { EQ, NE, LT, LE, GT, GE, MATCH };

/* Longest first, so that <= is not read as < and a value. */
static const struct {
	const char *text;
	enum op op;
} operators[] = { { "!=", NE }, { "<=", LE }, { ">=", GE }, { "=", EQ },
		  { "<", LT },	{ ">", GT },  { "~", MATCH } };

enum { ORDERS = CS_ORDER_YMD + 1 };

/* The days that a value stands for; first > last: it is no date. */
struct span {
	cs_day first, last;
};

struct value {
	char *text;
	size_t length;
	bool has_digit;		/* else it is neither number nor date */
	bool is_number;
	cs_micros number;
	struct span span[ORDERS];	/* by the order of day and month */
};

struct cs_filter {
	char *column;
	enum op op;
	struct value *values;	/* MATCH has one, the pattern */
	size_t count, capacity;
	bool compiled;		/* regex is to be freed */
	bool literal;		/* the pattern has no special character */
	regex_t regex;
};

static bool is_ordering(enum op op)
{
	return op == LT || op == LE || op == GT || op == GE;
}

/* --- numbers and dates in cells and values */

static enum cs_cell_status read_number(const char *text, size_t length,
				       enum cs_mark mark, bool round,
				       cs_micros *number)
{
	enum cs_mark point = mark == CS_MARK_UNKNOWN ? CS_MARK_DOT : mark;
	enum cs_cell_status status =
		cs_amount_parse(text, length, point, round, number, NULL);

	if (status != CS_CELL_MARK) /* else it reads in one way only: so read it */
		return status;
	point = point == CS_MARK_DOT ? CS_MARK_COMMA : CS_MARK_DOT;
	return cs_amount_parse(text, length, point, round, number, NULL);
}

static bool read_date(const char *text, size_t length,
		      const struct cs_date_format *format, cs_day *day)
{
	static const struct cs_date_format automatic = CS_DATE_FORMAT_INIT;
	enum cs_cell_status status = cs_date_parse(text, length, format, day);

	if (format->kind != CS_DATE_AUTO || status == CS_CELL_MARK)
		if (status != CS_CELL_OK)
			status = cs_date_parse(text, length, &automatic, day);
	return status == CS_CELL_OK;
}

static bool has_letter(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (cs_is_letter(text[i]))
			return true;
	return false;
}

/* --- reading an expression */

static int complain(const char *text, struct cs_err *err, const char *what)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_printable(&shown, text, strlen(text), 200);
	cs_fail(err, NULL,
		"cannot read the filter \"%s\": %s; expected COLUMN OP "
		"VALUE[,VALUE...] with OP one of = != < <= > >= ~",
		shown.data, what);
	cs_buf_release(&shown);
	return -1;
}

/* Appends what stands in quotes; false if they are not closed. */
static bool take_quoted(struct cs_text *t, struct cs_buf *out)
{
	t->at++;
	while (t->at < t->end) {
		if (cs_text_skip(t, "\"\"") || cs_text_skip(t, "\\\"")) {
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

static bool at_operator(const struct cs_text *t)
{
	struct cs_text ahead = *t;

	return memchr("=<>~", *t->at, 4) || cs_text_skip(&ahead, "!=");
}

static int take_column(struct cs_text *t, struct cs_buf *out, const char *text,
		       struct cs_err *err)
{
	const char *start;

	cs_text_skip_blanks(t);
	if (cs_text_peek(t) == '"') {
		if (!take_quoted(t, out))
			return complain(text, err, "a quote is not closed");
	} else {
		for (start = t->at; t->at < t->end && !at_operator(t); t->at++)
			;
		add_trimmed(out, start, t->at);
	}
	cs_text_skip_blanks(t);
	if (out->length == 0)
		return complain(text, err, "no column is named");
	return 0;
}

/* Also refuses ==, =~, <> and their like, which would become part of a value. */
static int take_operator(struct cs_text *t, enum op *op, const char *text,
			 struct cs_err *err)
{
	const char *start = t->at;
	size_t i, n = sizeof(operators) / sizeof(operators[0]);

	for (i = 0; i < n && !cs_text_skip(t, operators[i].text); i++)
		;
	if (i == n)
		return complain(text, err, "no operator is found");
	*op = operators[i].op;
	if ((t->at < t->end && memchr("=<>~", *t->at, 4)) ||
	    cs_text_skip(t, "!=") || (*op == MATCH && start > text &&
				      start[-1] == '!'))
		return complain(text, err, "the operator does not exist");
	cs_text_skip_blanks(t);
	return 0;
}

static void add_value(struct cs_filter *filter, const struct cs_buf *text)
{
	CS_GROW(filter->values, filter->count, filter->capacity);
	filter->values[filter->count++] = (struct value){
		.text = cs_strndup(text->data, text->length),
		.length = text->length
	};
}

/* One value, or for a pattern the rest; leaves t behind it. */
static int take_value(struct cs_text *t, bool rest, struct cs_buf *out,
		      const char *text, struct cs_err *err)
{
	const char *start, *comma;

	cs_text_skip_blanks(t);
	start = t->at;
	if (cs_text_peek(t) != '"') {
		comma = rest ? NULL : memchr(start, ',', cs_text_left(t));
		t->at = comma ? comma : t->end;
		add_trimmed(out, start, t->at);
		return 0;
	}
	if (!take_quoted(t, out))
		return complain(text, err, "a quote is not closed");
	cs_text_skip_blanks(t);
	if (t->at < t->end && (rest || *t->at != ','))
		return complain(text, err, "something follows a quoted value");
	return 0;
}

static int take_values(struct cs_text *t, struct cs_filter *filter,
		       const char *text, struct cs_err *err)
{
	struct cs_buf value = CS_BUF_INIT;
	int status;

	do {
		cs_buf_clear(&value);
		status = take_value(t, filter->op == MATCH, &value, text, err);
		if (status == 0)
			add_value(filter, &value);
	} while (status == 0 && cs_text_skip(t, ","));
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
	struct cs_text t = { value->text, value->text + value->length };
	int number[2] = { 0, 0 }, digits[2] = { 0, 0 }, part;

	for (part = 0; part < 2; part++) {
		for (; cs_is_digit(cs_text_peek(&t)) && digits[part] < 5; t.at++) {
			number[part] = number[part] * 10 + (*t.at - '0');
			digits[part]++;
		}
		if (t.at == t.end || !cs_text_skip(&t, "-"))
			break;
	}
	if (t.at < t.end || digits[0] != 4 || (part == 1 && digits[1] != 2) ||
	    part > 1 || !cs_ymd_valid(number[0], part ? number[1] : 1, 1))
		return false;
	span->first = cs_day_from_ymd(number[0], part ? number[1] : 1, 1);
	span->last = cs_period_last(
		cs_period_of(span->first, part ? CS_MONTH : CS_YEAR),
		part ? CS_MONTH : CS_YEAR);
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
		else if (read_date(value->text, value->length, &format, &day))
			value->span[i] = (struct span){ day, day };
		else
			value->span[i] = (struct span){ 0, -1 };
	}
}

static int read_value(struct cs_filter *filter, struct value *value,
		      const char *text, struct cs_err *err)
{
	enum cs_cell_status status = CS_CELL_BAD;

	if (!has_letter(value->text, value->length))
		status = read_number(value->text, value->length, CS_MARK_DOT,
				     false, &value->number);
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

static int compile(struct cs_filter *filter, const char *text,
		   struct cs_err *err)
{
	const char *pattern = filter->values[0].text;
	char reason[128], what[160];
	int code;

	filter->literal = !strpbrk(pattern, "\\^$.[]|()*+?{}");
	if (filter->literal)
		return 0;
	code = regcomp(&filter->regex, pattern, REG_EXTENDED | REG_NOSUB);
	filter->compiled = code == 0;
	if (code == 0)
		return 0;
	regerror(code, &filter->regex, reason, sizeof(reason));
	snprintf(what, sizeof(what), "not a regular expression (%s)", reason);
	return complain(text, err, what);
}

static int parse(struct cs_filter *filter, const char *text, struct cs_err *err)
{
	struct cs_text t = { text, text + strlen(text) };
	struct cs_buf column = CS_BUF_INIT;
	int status = take_column(&t, &column, text, err);

	filter->column = cs_strndup(column.data, column.length);
	cs_buf_release(&column);
	if (status < 0 || take_operator(&t, &filter->op, text, err) < 0 ||
	    take_values(&t, filter, text, err) < 0)
		return -1;
	if (filter->op == MATCH)
		return compile(filter, text, err);
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
	if (filter->compiled)
		regfree(&filter->regex);
	free(filter->values);
	free(filter->column);
	free(filter);
}

/* --- comparing */

/* A cell, read as number and as date when first asked. */
struct cell {
	const char *text;
	size_t length;
	const struct cs_cell_format *format;
	bool ordering;		/* how strictly numbers are read */
	bool number_known, is_number, date_known, is_date;
	cs_sum number;
	cs_day day;
};

static bool is_number(struct cell *cell)
{
	enum cs_cell_status status;
	cs_micros number;

	if (cell->number_known)
		return cell->is_number;
	cell->number_known = true;
	if (!cell->ordering && has_letter(cell->text, cell->length))
		return false;
	status = read_number(cell->text, cell->length, cell->format->mark,
			     cell->ordering, &number);
	if (status == CS_CELL_RANGE && cell->ordering) {
		bool minus = memchr(cell->text, '-', cell->length) ||
			     memchr(cell->text, '(', cell->length) ||
			     memmem(cell->text, cell->length, "\xE2\x88\x92", 3);

		cell->number = (cs_sum)INT64_MAX + 1;
		if (minus)
			cell->number = -cell->number;
	} else {
		cell->number = status == CS_CELL_OK ? number : 0;
	}
	cell->is_number = status == CS_CELL_OK ||
			  (status == CS_CELL_RANGE && cell->ordering);
	return cell->is_number;
}

static bool is_date(struct cell *cell)
{
	if (!cell->date_known) {
		cell->date_known = true;
		cell->is_date = read_date(cell->text, cell->length,
					  &cell->format->date, &cell->day);
	}
	return cell->is_date;
}

/* The days of a value in a file with this format; false if it is no date. */
static bool days_of(const struct value *value,
		    const struct cs_date_format *format, struct span *span)
{
	bool automatic = format->kind == CS_DATE_AUTO;

	*span = value->span[automatic ? format->order : CS_ORDER_UNKNOWN];
	if (span->first <= span->last)
		return true;
	if (!value->has_digit || format->kind != CS_DATE_STRPTIME ||
	    cs_date_parse(value->text, value->length, format, &span->first) !=
		    CS_CELL_OK)
		return false;
	span->last = span->first;
	return true;
}

static int compare_bytes(const struct cell *cell, const struct value *value)
{
	size_t n = cell->length < value->length ? cell->length : value->length;
	int order = memcmp(cell->text, value->text, n);

	if (order != 0)
		return order;
	return (cell->length > value->length) - (cell->length < value->length);
}

/* Negative, zero or positive: the cell is before, equal to, after the value. */
static int compare(struct cell *cell, const struct value *value)
{
	int order = compare_bytes(cell, value);
	struct span span;

	if (order == 0 || value->length == 0)
		return order;
	if (value->is_number && is_number(cell))
		return (cell->number > value->number) -
		       (cell->number < value->number);
	if (days_of(value, &cell->format->date, &span) && is_date(cell))
		return (cell->day > span.last) - (cell->day < span.first);
	return order;
}

static bool equals_any(const struct cs_filter *filter, struct cell *cell)
{
	for (size_t i = 0; i < filter->count; i++)
		if (cell->length == 0 ? filter->values[i].length == 0
				      : compare(cell, &filter->values[i]) == 0)
			return true;
	return false;
}

static bool is_ordered(const struct cs_filter *filter, struct cell *cell)
{
	const struct value *value = &filter->values[0];
	struct span span;
	int order;

	if (cs_cell_empty(cell->text, cell->length) &&
	    (value->is_number || days_of(value, &cell->format->date, &span)))
		return false;
	order = compare(cell, value);
	switch (filter->op) {
	case LT: return order < 0;
	case LE: return order <= 0;
	case GT: return order > 0;
	default: return order >= 0;
	}
}

static bool has_match(const struct cs_filter *filter, const struct cell *cell)
{
	const struct value *pattern = &filter->values[0];
	char small[256], *copy = small;
	bool found;

	if (filter->literal)
		return memmem(cell->text, cell->length, pattern->text,
			      pattern->length) != NULL;
	if (cell->length >= sizeof(small))
		copy = cs_malloc(cell->length + 1);
	memcpy(copy, cell->text, cell->length);
	copy[cell->length] = '\0';
	found = regexec(&filter->regex, copy, 0, NULL, 0) == 0;
	if (copy != small)
		free(copy);
	return found;
}

bool cs_filter_matches(const struct cs_filter *filter, const char *cell,
		       size_t length, const struct cs_cell_format *format)
{
	struct cell read = { .format = format,
			     .ordering = is_ordering(filter->op) };

	cs_cell_trim(&cell, &length);
	read.text = cell;
	read.length = length;
	if (filter->op == EQ || filter->op == NE)
		return equals_any(filter, &read) == (filter->op == EQ);
	if (length == 0)
		return false;
	return filter->op == MATCH ? has_match(filter, &read)
				   : is_ordered(filter, &read);
}

bool cs_filter_ambiguous(const struct cs_filter *filter, const char *cell,
			 size_t length, const struct cs_cell_format *format)
{
	bool any = false, all = true, one;
	struct cs_cell_format tried;

	if (filter->op == MATCH)
		return false;
	for (int mark = CS_MARK_DOT; mark <= CS_MARK_COMMA; mark++)
		for (int order = CS_ORDER_DMY; order <= CS_ORDER_MDY; order++) {
			tried = *format;
			if (tried.mark == CS_MARK_UNKNOWN)
				tried.mark = (enum cs_mark)mark;
			if (tried.date.order == CS_ORDER_UNKNOWN)
				tried.date.order = (enum cs_date_order)order;
			one = cs_filter_matches(filter, cell, length, &tried);
			any = any || one;
			all = all && one;
		}
	return any && !all;
}
