/*
 * filter.h - expressions that choose rows: --where, --exclude and their like.
 *
 *	expression	= comparison, or expressions joined by and, or, not
 *			  and parentheses; not binds first, then and, then or
 *	comparison	= COLUMN OP VALUE[,VALUE...]
 *
 * `and` may be written &&, `or` ||; capitals do not matter. COLUMN is all
 * before the first operator, a VALUE all up to a comma, to what joins the next
 * comparison, to the parenthesis that ends the group, or to the end; blanks
 * around them do not count. OP is one of
 *
 *	=		equal to one of the values
 *	!=		equal to none of them: always the opposite of =
 *	< <= > >=	before, up to, after, from the value (there is one)
 *	~		holds a match of a POSIX extended regular expression
 *			(pattern.h), commas included; upper and lower case
 *			differ
 *
 * What would end a column or value, blanks at the ends, or "and" or "or"
 * between blanks is meant as text in quotes, "..." or '...'; a quote within is
 * doubled, or \" in "...". A quote within a word is itself.
 *
 *	status = paid,"partly paid"
 *	"Total (<VAT>)" >= 100 and not (country = 'Salt and Pepper' or vip = no)
 *	Tags ~ (^|, )wholesale(,|$)
 *
 * How a cell compares with a value:
 *
 *   - Blanks around the cell do not count. An empty cell is equal to an empty
 *     value (COLUMN=, or one of a list) and nothing else, so it satisfies
 *     COLUMN!=VALUE; no other operator. COLUMN!= is: not empty. NA and NULL
 *     satisfy no < <= > >=.
 *   - = and !=: the same bytes are always equal; else two numbers are compared
 *     as numbers (what holds a letter is none: 1001 is not INV1001), else two
 *     dates as days, whatever the time of day. A value has a decimal point,
 *     or in a file of decimal commas either mark.
 *   - < <= > >= compare numbers or days, as the column holds: enum cs_compared.
 *     A cell that is neither satisfies none, and is counted. A value may be
 *     written as the file's amounts or dates are (amount.h, date.h), a number
 *     with the other mark if it reads in one way only. A cell that is too large
 *     for an amount is beyond every value, one of more than six decimals is
 *     rounded. A value with a time of day is compared with the times of cells,
 *     of which those without one are at 00:00; a cell 2025-03 is its first day.
 *   - A value 2025-03 or 2025 is a whole month or year: = is within it, <
 *     before its first day, > after its last, <= and >= accordingly.
 */
#ifndef CS_CELL_FILTER_H
#define CS_CELL_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "cell/amount.h"
#include "cell/date.h"
#include "cell/pattern.h"

/* --- an expression, for all files -------------------------------------- */

struct cs_filter;

enum {
	CS_FILTER_MOST = 64,  /* comparisons of an expression */
	CS_FILTER_DEPTH = 16, /* parentheses within one another */
};

/*
 * Reads an expression; `text` is not needed afterwards. Returns NULL with a
 * message that shows it and says what is expected.
 */
struct cs_filter *cs_filter_parse(const char *text, struct cs_err *err);
void cs_filter_free(struct cs_filter *filter); /* NULL is fine */

/*
 * The same text as one comparison whose column and values hold whatever joins,
 * parentheses and single quotes there are; NULL: there are none, or it is no
 * comparison. It is meant where a file has such a column or cell.
 */
const struct cs_filter *cs_filter_verbatim(const struct cs_filter *filter);

/* Is it so by its column, which a file that has it speaks for, or by a value?
 */
bool cs_filter_odd_column(const struct cs_filter *filter);

/* -1 with err filled: the text reads only as above. */
int cs_filter_readable(const struct cs_filter *filter, struct cs_err *err);

/* How many comparisons there are, numbered from 0 by their place; 0 where it
 * is not readable. */
size_t cs_filter_count(const struct cs_filter *filter);

/* The column's name, or its number as text, as written; lives as long as
 * `filter`. */
const char *cs_filter_column(const struct cs_filter *filter, size_t comparison);
/* Is it < <= > or >=? */
bool cs_filter_orders(const struct cs_filter *filter, size_t comparison);
/* Is it = or !=? */
bool cs_filter_equates(const struct cs_filter *filter, size_t comparison);

/* The values; of ~ one, the pattern. */
size_t cs_filter_values(const struct cs_filter *filter, size_t comparison);
const char *cs_filter_value(const struct cs_filter *filter, size_t comparison,
			    size_t value);
/* Was it written in quotes? */
bool cs_filter_quoted(const struct cs_filter *filter, size_t comparison,
		      size_t value);

/* Is it a comparison and nothing else? */
bool cs_filter_simple(const struct cs_filter *filter);

/* Does it hold, if bit n of `compared` says whether comparison n does? */
bool cs_filter_holds(const struct cs_filter *filter, uint64_t compared);

/*
 * An expression has cs_filter_slots() counters, those of its verbatim reading
 * included. A comparison's, from cs_filter_slot() on, are: cells that < <= > >=
 * cannot compare; then cells that each value is equal to, or that satisfy it.
 */
size_t cs_filter_slots(const struct cs_filter *filter);
size_t cs_filter_slot(const struct cs_filter *filter, size_t comparison);

/* --- a comparison in one file ------------------------------------------ */

/* How numbers and dates are written in a column. */
struct cs_cell_format {
	enum cs_mark mark;
	struct cs_date_format date;
};

/* What a column holds, as far as is known. */
enum cs_compared { CS_AS_FOUND, CS_AS_NUMBERS, CS_AS_DAYS };

struct cs_test;

/* Both must outlive it. Never NULL. */
struct cs_test *cs_test_new(const struct cs_filter *filter, size_t comparison,
			    const struct cs_cell_format *format,
			    enum cs_compared as);
void cs_test_free(struct cs_test *test); /* NULL is fine */

/*
 * -1 with err filled, which is wrong usage, if the value cannot be compared
 * with what the column holds: a number with a unit, a day that does not exist.
 */
int cs_test_check(const struct cs_test *test, size_t value, struct cs_err *err);

/*
 * Does the cell satisfy the comparison? Only one with ~ can fail to tell. `met`
 * are the counters of the expression, or NULL. From any number of threads, each
 * with counters of its own; cells hold no NUL.
 */
enum cs_match cs_test_cell(const struct cs_test *test, const char *cell,
			   size_t length, uint64_t *met);

#define CS_NO_COUNTER SIZE_MAX

/* The same; *counter is the one that it makes larger, or CS_NO_COUNTER. */
enum cs_match cs_test_ask(const struct cs_test *test, const char *cell,
			  size_t length, size_t *counter);

#endif
