/* filter_value.c - see filter.h: what the values of a comparison are in a file.
 */
#include "cell/filter_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cell/cursor.h"

bool cs_filter_read_period(const char *text, size_t length, bool years,
			   struct span *span)
{
	struct cs_cursor t = { text, text + length };
	enum cs_period kind = CS_YEAR;
	unsigned year, month = 1;

	if (cs_cursor_number(&t, &year) != 4)
		return false;
	if (cs_cursor_skip(&t, "-")) {
		kind = CS_MONTH;
		if (cs_cursor_number(&t, &month) != 2)
			return false;
	}
	if (t.at < t.end || (kind == CS_YEAR && !years) ||
	    !cs_date_civil(year, month, 1, &span->first))
		return false;
	span->last = cs_period_last(cs_period_of(span->first, kind), kind);
	return true;
}

/* 1.250 and 1,250 where the comma is the decimal mark: people write both. */
static bool in_doubt(const struct cs_test *test, const struct value *value)
{
	cs_micros number;

	return test->format.mark == CS_MARK_COMMA &&
	       cs_amount_parse(value->text, value->length, CS_MARK_UNKNOWN,
			       false, &number, NULL) == CS_CELL_AMBIGUOUS;
}

/* The number that a value of < <= > >= is. */
static enum cs_cell_status read_limit(const struct cs_test *test,
				      const struct value *value,
				      cs_micros *number)
{
	enum cs_mark mark = test->format.mark;

	if (in_doubt(test, value))
		return CS_CELL_AMBIGUOUS;
	/* 10,20 where the point is the mark might be a list */
	if (!value->quoted && mark == CS_MARK_DOT &&
	    memchr(value->text, ',', value->length) != NULL)
		return cs_amount_parse(value->text, value->length, mark, false,
				       number, NULL);
	return cs_filter_read_number(value->text, value->length, mark, false,
				     number);
}

static enum cs_cell_status read_number(const struct cs_test *test,
				       const struct value *value,
				       cs_micros *number)
{
	if (is_ordering(test->comparison->op))
		return read_limit(test, value, number);
	if (cs_filter_has_letter(value->text, value->length))
		return CS_CELL_BAD;
	return cs_filter_read_number(
	    value->text, value->length,
	    in_doubt(test, value) ? CS_MARK_COMMA : CS_MARK_DOT, false, number);
}

/* A value is written as a day where days are counted; where dates are told, as
 * they are or as anywhere else. */
static enum cs_cell_status read_day(const struct cs_test *test,
				    const struct value *value, cs_day *day)
{
	const struct cs_date_format *told = &test->format.date;
	struct cs_date_format automatic = { .kind = CS_DATE_AUTO };
	enum cs_cell_status status;

	if (told->kind == CS_DATE_AUTO)
		automatic.order = told->order;
	status =
	    cs_filter_read_date(value->text, value->length, &automatic, day);
	return status == CS_CELL_OK || told->kind == CS_DATE_AUTO
		   ? status
		   : cs_date_parse(value->text, value->length, told, day);
}

static void read_operand(const struct cs_test *test, const struct value *value,
			 struct operand *operand)
{
	cs_micros number;

	*operand = (struct operand){ .second = -1 };
	if (!value->has_digit)
		return;
	operand->is_number = read_number(test, value, &number) == CS_CELL_OK;
	if (operand->is_number)
		operand->number = number;
	operand->is_day = cs_filter_read_period(value->text, value->length,
						true, &operand->span);
	if (operand->is_day ||
	    read_day(test, value, &operand->span.first) != CS_CELL_OK)
		return;
	operand->is_day = true;
	operand->span.last = operand->span.first;
	if (is_ordering(test->comparison->op))
		operand->second = cs_date_second(value->text, value->length);
}

struct cs_test *cs_test_new(const struct cs_filter *filter, size_t comparison,
			    const struct cs_cell_format *format,
			    enum cs_compared as)
{
	struct cs_test *test = cs_calloc(1, sizeof *test);
	const struct comparison *c = &filter->list[comparison];

	*test = (struct cs_test){
		.filter = filter,
		.comparison = c,
		.as = as,
		.format = *format,
	};
	if (test->format.mark == CS_MARK_UNKNOWN)
		test->format.mark = CS_MARK_DOT;
	if (c->op == MATCH)
		return test;
	test->operands = cs_calloc(c->count, sizeof *test->operands);
	for (size_t i = 0; i < c->count; i++) {
		read_operand(test, &c->values[i], &test->operands[i]);
		test->reads |=
		    test->operands[i].is_number || test->operands[i].is_day;
	}
	return test;
}

void cs_test_free(struct cs_test *test)
{
	if (test == NULL)
		return;
	free(test->operands);
	free(test);
}

/* --- values that cannot be compared ------------------------------------ */

/* Three numbers with the same mark between them, and perhaps a time. */
static bool looks_like_day(const struct value *value)
{
	struct cs_cursor t = { value->text, value->text + value->length };
	unsigned number;
	char mark;

	if (cs_cursor_number(&t, &number) == 0)
		return false;
	mark = cs_cursor_peek(&t);
	for (int i = 0; i < 2; i++) {
		if ((mark != '-' && mark != '/' && mark != '.') ||
		    cs_cursor_peek(&t) != mark)
			return false;
		t.at++;
		if (cs_cursor_number(&t, &number) == 0)
			return false;
	}
	return t.at == t.end || cs_cursor_skip_blanks(&t) ||
	       cs_cursor_peek(&t) == 'T';
}

/* What is wrong with a value among days. */
static const char *fault_of_day(const struct cs_test *test,
				const struct value *value)
{
	cs_day day;

	if (read_day(test, value, &day) == CS_CELL_AMBIGUOUS)
		return "is the day or the month first? write it as 2024-12-31";
	return looks_like_day(value)
		   ? "there is no such day"
		   : "write a day as 2024-12-31, a month as 2024-12";
}

/* ... among numbers. */
static const char *fault_of_number(const struct cs_test *test,
				   const struct value *value)
{
	cs_micros number;

	switch (read_limit(test, value, &number)) {
	case CS_CELL_AMBIGUOUS:
		return "where commas are decimal marks, as here, it may be a "
		       "number of thousands or have three decimals: write it "
		       "as 1250 or 1.25";
	case CS_CELL_RANGE: return "it is too large";
	case CS_CELL_PRECISION: return "it has more than six decimals";
	case CS_CELL_OTHER_HABIT: return "the decimal mark is the point here";
	default: break;
	}
	if (value->has_digit && !looks_like_day(value))
		return "a number has no unit and no exponent behind it";
	return "it is no number";
}

static int refuse(const struct cs_test *test, const struct value *value,
		  const char *holds, const char *fault, struct cs_err *err)
{
	struct cs_buf text = CS_BUF_INIT, column = CS_BUF_INIT,
		      shown = CS_BUF_INIT;

	cs_printable(&text, test->filter->text, strlen(test->filter->text),
		     200);
	cs_printable(&column, test->comparison->column,
		     strlen(test->comparison->column), 60);
	cs_printable(&shown, value->text, value->length, 60);
	cs_fail(err, "bad-filter",
		"cannot use the filter \"%s\": %s holds %s, with which \"%s\" "
		"cannot be compared: %s",
		text.data, column.data, holds, shown.data, fault);
	err->usage = true;
	cs_buf_release(&text);
	cs_buf_release(&column);
	cs_buf_release(&shown);
	return -1;
}

/* A moment needs times in the cells as they are written. */
static bool has_moments(const struct cs_test *test)
{
	return test->format.date.kind == CS_DATE_AUTO &&
	       test->format.date.zone == NULL;
}

int cs_test_check(const struct cs_test *test, size_t index, struct cs_err *err)
{
	const struct value *value = &test->comparison->values[index];
	const struct operand *operand = &test->operands[index];
	bool numbers = test->as != CS_AS_DAYS && operand->is_number;
	bool days = test->as != CS_AS_NUMBERS && operand->is_day;

	if (days && !numbers && operand->second >= 0 && !has_moments(test))
		return refuse(test, value, "days",
			      "leave the time of day off, only whole days "
			      "are compared here",
			      err);
	if (test->as == CS_AS_NUMBERS && numbers && in_doubt(test, value))
		numbers = false;
	if (numbers || days)
		return 0;
	if (test->as == CS_AS_DAYS ||
	    (test->as == CS_AS_FOUND && looks_like_day(value)))
		return refuse(test, value, "days", fault_of_day(test, value),
			      err);
	return refuse(test, value,
		      test->as == CS_AS_FOUND ? "nothing but numbers or days"
					      : "numbers",
		      fault_of_number(test, value), err);
}
