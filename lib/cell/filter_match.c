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
	enum cs_cell_status status =
	    cs_amount_parse(text, length, mark, round, number, NULL);

	if (status != CS_CELL_OTHER_HABIT)
		return status;
	mark = mark == CS_MARK_DOT ? CS_MARK_COMMA : CS_MARK_DOT;
	return cs_amount_parse(text, length, mark, round, number, NULL);
}

enum cs_cell_status cs_filter_read_date(const char *text, size_t length,
					const struct cs_date_format *format,
					cs_day *day)
{
	static const struct cs_date_format automatic = CS_DATE_FORMAT_INIT;
	enum cs_cell_status status = cs_date_parse(text, length, format, day);

	if (status == CS_CELL_OTHER_HABIT ||
	    (status != CS_CELL_OK && format->kind != CS_DATE_AUTO))
		status = cs_date_parse(text, length, &automatic, day);
	return status;
}

/* --- = and != ---------------------------------------------------------- */

/* A cell without blanks around it, read when first asked. */
struct cell {
	const char *text;
	size_t length;
	bool number_known, is_number, day_known, is_day;
	cs_micros number;
	cs_day day;
};

/* What holds a letter is none. */
static bool is_number(struct cell *cell, enum cs_mark mark)
{
	if (cell->number_known)
		return cell->is_number;
	cell->number_known = true;
	cell->is_number =
	    !cs_filter_has_letter(cell->text, cell->length) &&
	    cs_filter_read_number(cell->text, cell->length, mark, false,
				  &cell->number) == CS_CELL_OK;
	return cell->is_number;
}

static bool is_day(struct cell *cell, const struct cs_date_format *format)
{
	if (!cell->day_known) {
		cell->day_known = true;
		cell->is_day =
		    cs_filter_read_date(cell->text, cell->length, format,
					&cell->day) == CS_CELL_OK;
	}
	return cell->is_day;
}

/* Other bytes that are the same number or day. */
static bool means(const struct cs_test *test, struct cell *cell,
		  const struct operand *operand)
{
	const struct span *span = &operand->span;

	if (operand->is_number && is_number(cell, test->format.mark))
		return cell->number == operand->number;
	return operand->is_day && is_day(cell, &test->format.date) &&
	       cell->day >= span->first && cell->day <= span->last;
}

static inline bool same_bytes(const struct value *value, const char *text,
			      size_t length)
{
	return length == value->length &&
	       memcmp(text, value->text, length) == 0;
}

static size_t find_meant(const struct cs_test *test, const char *text,
			 size_t length)
{
	const struct comparison *c = test->comparison;
	struct cell cell = { .text = text, .length = length };
	size_t i;

	for (i = 0; i < c->count; i++)
		if (same_bytes(&c->values[i], text, length) ||
		    (length > 0 && means(test, &cell, &test->operands[i])))
			break;
	return i;
}

/* The first of the values that the cell is equal to, or their count. */
static size_t find_equal(const struct cs_test *test, const char *text,
			 size_t length)
{
	const struct comparison *c = test->comparison;
	size_t i = 0;

	if (test->reads)
		return find_meant(test, text, length);
	while (i < c->count && !same_bytes(&c->values[i], text, length))
		i++;
	return i;
}

/* --- < <= > >= --------------------------------------------------------- */

/* What a comparison came to: the cell is before, at, after the value; or: */
enum { EMPTY = 2, UNREAD };

static bool has_minus(const char *text, size_t length)
{
	return memchr(text, '-', length) || memchr(text, '(', length) ||
	       memmem(text, length, "\xE2\x88\x92", 3);
}

/* A number that is too large is beyond all others. */
static int compare_numbers(const struct cs_test *test, const char *text,
			   size_t length)
{
	cs_micros number, limit = test->operands[0].number;

	switch (cs_filter_read_number(text, length, test->format.mark, true,
				      &number)) {
	case CS_CELL_OK: return (number > limit) - (number < limit);
	case CS_CELL_RANGE: return has_minus(text, length) ? -1 : 1;
	default: return UNREAD;
	}
}

/* A time is asked for only on the day itself. */
static int compare_days(const struct cs_test *test, const char *text,
			size_t length)
{
	const struct operand *limit = &test->operands[0];
	struct span month;
	int32_t second;
	cs_day day;

	switch (cs_filter_read_date(text, length, &test->format.date, &day)) {
	case CS_CELL_OK: break;
	case CS_CELL_EMPTY: return EMPTY;
	default:
		if (!cs_filter_read_period(text, length, false, &month))
			return UNREAD;
		day = month.first;
	}
	if (day != limit->span.first || limit->second < 0)
		return (day > limit->span.last) - (day < limit->span.first);
	second = cs_date_second(text, length);
	second = second < 0 ? 0 : second;
	return (second > limit->second) - (second < limit->second);
}

static int compare(const struct cs_test *test, const char *text, size_t length)
{
	const struct operand *operand = &test->operands[0];
	int order = UNREAD;

	if (test->as == CS_AS_NUMBERS ||
	    (test->as == CS_AS_FOUND && operand->is_number))
		order = compare_numbers(test, text, length);
	if (order == UNREAD && test->as != CS_AS_NUMBERS && operand->is_day)
		order = compare_days(test, text, length);
	return order == UNREAD && cs_cell_empty(text, length) ? EMPTY : order;
}

static bool is_ordered(enum op op, int order)
{
	switch (op) {
	case LT: return order < 0;
	case LE: return order <= 0;
	case GT: return order > 0;
	default: return order >= 0;
	}
}

/* --- a comparison ------------------------------------------------------ */

enum cs_match cs_test_ask(const struct cs_test *test, const char *text,
			  size_t length, size_t *counter)
{
	const struct comparison *c = test->comparison;
	enum cs_match match = CS_MATCH_NO;
	size_t equal;
	int order;

	*counter = CS_NO_COUNTER;
	/* plain characters at both ends: nothing to trim */
	if (length > 0 && ((signed char)text[0] <= ' ' ||
			   (signed char)text[length - 1] <= ' '))
		cs_cell_trim(&text, &length);
	if (c->op == EQ || c->op == NE) {
		equal = find_equal(test, text, length);
		if (equal < c->count)
			*counter = c->slot + 1 + equal;
		return (equal < c->count) == (c->op == EQ) ? CS_MATCH_YES
							   : CS_MATCH_NO;
	}
	if (length == 0)
		return CS_MATCH_NO;
	if (c->op == MATCH) {
		match = cs_pattern_match(c->pattern, text, length);
	} else {
		order = compare(test, text, length);
		if (order < EMPTY && is_ordered(c->op, order))
			match = CS_MATCH_YES;
		else if (order == UNREAD)
			*counter = c->slot;
	}
	if (match == CS_MATCH_YES)
		*counter = c->slot + 1;
	return match;
}

enum cs_match cs_test_cell(const struct cs_test *test, const char *cell,
			   size_t length, uint64_t *met)
{
	size_t counter;
	enum cs_match match = cs_test_ask(test, cell, length, &counter);

	if (met != NULL && counter != CS_NO_COUNTER)
		met[counter]++;
	return match;
}
