/*
 * filter.h - expressions that choose rows: --where and --exclude.
 *
 *	COLUMN OP VALUE[,VALUE...]
 *
 * COLUMN is everything before the first operator, a VALUE everything up to the
 * next comma or the end; blanks around them do not count. OP is one of
 *
 *	=		equal to one of the values
 *	!=		equal to none of them: always the opposite of =
 *	< <= > >=	before, up to, after, from the value (there is one)
 *	~		holds a match of a POSIX extended regular expression
 *			(pattern.h): all that follows, commas included; upper
 *			and lower case differ
 *
 * A column or a value in which blanks at the ends, a comma or an operator are
 * meant, or that begins with = < > ~ or a double quote, is written in double
 * quotes; within them "" or \" is a quote, and any other backslash is itself.
 *
 *	status = paid,"partly paid"
 *	"Total (<VAT>)" >= 100
 *	Tags ~ (^|, )wholesale(,|$)
 *
 * How a cell compares with a value:
 *
 *   - Blanks around the cell do not count. An empty cell is equal to an empty
 *     value (COLUMN=, or one of a list) and nothing else, so it satisfies
 *     COLUMN!=VALUE; no other operator. COLUMN!= is: not empty. NA and NULL
 *     satisfy no < <= > >= with a number or a date.
 *   - The same bytes are always equal.
 *   - If both are numbers, as numbers. A value is written with a decimal
 *     point, or quoted if it holds a comma; a cell as amounts are in this file
 *     (amount.h), with a point where nothing settles the mark. For = and !=,
 *     what holds a letter is no number: 1001 is not INV1001. For the others a
 *     cell that is too large for an amount is beyond every value, and one with
 *     more than six decimals is rounded to six.
 *   - Else if both are dates, as days, whatever the time of day; a cell as
 *     dates are in this file (date.h), and a value too; a date whose order
 *     nothing settles is none. A value 2025-03 or 2025 is a whole month or
 *     year: = is within it, < before its first day, > after its last, <= and
 *     >= accordingly. (A cell 20250307 against 2025 is a number.)
 *   - Else as bytes, in the order of their codes; a text comes after any text
 *     that it begins with.
 */
#ifndef CS_CELL_FILTER_H
#define CS_CELL_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "cell/amount.h"
#include "cell/date.h"
#include "cell/pattern.h"

/* How numbers and dates are written in a file. */
struct cs_cell_format {
	enum cs_mark mark;
	struct cs_date_format date;
};

struct cs_filter;

/*
 * Reads an expression; `text` is not needed afterwards. Returns NULL with a
 * message that shows it and says what is expected; if it is a pattern that
 * would take too long to run, there is a code.
 */
struct cs_filter *cs_filter_parse(const char *text, struct cs_err *err);

/*
 * The column's name, or its number as text, as written; lives as long as
 * `filter`.
 */
const char *cs_filter_column(const struct cs_filter *filter);

/*
 * Does the cell satisfy the expression? Only one with ~ can fail to tell. May
 * be called from any number of threads; cells hold no NUL.
 */
enum cs_match cs_filter_match(const struct cs_filter *filter, const char *cell,
			      size_t length,
			      const struct cs_cell_format *format);

/* NULL is fine. */
void cs_filter_free(struct cs_filter *filter);

#endif
