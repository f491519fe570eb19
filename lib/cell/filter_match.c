/* filter_match.c - see filter.h: comparing cells with a filter. */
#include "cell/filter_parts.h"

#include <string.h>

#include "base/text.h"
#include "cell/cursor.h"

bool cs_filter_has_letter(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (cs_is_letter(text[i]))
			return true;
	return false;
}

enum cs_cell_status cs_filter_read_number(const char *text, size_t length,
					  enum cs_mark mark, bool round,
					  cs_micros *number)
{
	enum cs_mark point = mark == CS_MARK_COMMA ? mark : CS_MARK_DOT;
	enum cs_cell_status status =
	    cs_amount_parse(text, length, point, round, number, NULL);

	if (status != CS_CELL_OTHER_HABIT)
		return status;
	point = point == CS_MARK_DOT ? CS_MARK_COMMA : CS_MARK_DOT;
	return cs_amount_parse(text, length, point, round, number, NULL);
}

bool cs_filter_read_date(const char *text, size_t length,
			 const struct cs_date_format *format, cs_day *day)
{
	static const struct cs_date_format automatic = CS_DATE_FORMAT_INIT;
	enum cs_cell_status status = cs_date_parse(text, length, format, day);

	if (status == CS_CELL_OTHER_HABIT ||
	    (status != CS_CELL_OK && format->kind != CS_DATE_AUTO))
		status = cs_date_parse(text, length, &automatic, day);
	return status == CS_CELL_OK;
}

/* A cell, read as number and as date when first asked. */
struct cell {
	const char *text;
	size_t length;
	const struct cs_cell_format *format;
	bool ordering; /* how strictly numbers are read */
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
	if (!cell->ordering && cs_filter_has_letter(cell->text, cell->length))
		return false;
	status =
	    cs_filter_read_number(cell->text, cell->length, cell->format->mark,
				  cell->ordering, &number);
	if (status == CS_CELL_RANGE && cell->ordering) {
		bool minus =
		    memchr(cell->text, '-', cell->length) ||
		    memchr(cell->text, '(', cell->length) ||
		    memmem(cell->text, cell->length, "\xE2\x88\x92", 3);

		cell->number = (cs_sum)INT64_MAX + 1;
		if (minus)
			cell->number = -cell->number;
	} else {
		cell->number = status == CS_CELL_OK ? number : 0;
	}
	cell->is_number =
	    status == CS_CELL_OK || (status == CS_CELL_RANGE && cell->ordering);
	return cell->is_number;
}

static bool is_date(struct cell *cell)
{
	if (!cell->date_known) {
		cell->date_known = true;
		cell->is_date = cs_filter_read_date(
		    cell->text, cell->length, &cell->format->date, &cell->day);
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

/* Negative, zero or positive: the cell is before, equal to, after the value. */
static int compare(struct cell *cell, const struct value *value)
{
	int order =
	    cs_text_compare((struct cs_text){ cell->text, cell->length },
			    (struct cs_text){ value->text, value->length });
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

static bool equals(struct cell *cell, const struct value *value)
{
	/* of text no more than its bytes can be equal */
	if (cell->length == 0 || !value->has_digit)
		return cell->length == value->length &&
		       memcmp(cell->text, value->text, cell->length) == 0;
	return compare(cell, value) == 0;
}

static bool equals_any(const struct cs_filter *filter, struct cell *cell)
{
	for (size_t i = 0; i < filter->count; i++)
		if (equals(cell, &filter->values[i]))
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

enum cs_match cs_filter_match(const struct cs_filter *filter, const char *cell,
			      size_t length,
			      const struct cs_cell_format *format)
{
	struct cell read = { .format = format,
			     .ordering = is_ordering(filter->op) };
	bool holds;

	cs_cell_trim(&cell, &length);
	read.text = cell;
	read.length = length;
	if (filter->op == EQ || filter->op == NE)
		holds = equals_any(filter, &read) == (filter->op == EQ);
	else if (length == 0)
		holds = false;
	else if (filter->op == MATCH)
		return cs_pattern_match(filter->pattern, cell, length);
	else
		holds = is_ordered(filter, &read);
	return holds ? CS_MATCH_YES : CS_MATCH_NO;
}
