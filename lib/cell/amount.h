/*
 * amount.h - reading one amount of money, or any decimal number, exactly.
 *
 * A number is digits with at most one decimal mark, "." or ",", which a digit
 * follows. Thousands may be set apart by a space (also U+00A0 and U+202F), an
 * apostrophe (' or U+2019), or by the one of "." and "," that is not the
 * decimal mark: in groups of three, or with "," as in India (1,23,456.78). The
 * same separator must stand everywhere, and the first group does not begin
 * with 0.
 *
 * Around it, in any order, with or without spaces:
 *   - one minus (-, U+2212 or a longer dash) or plus, before or behind, or a
 *     pair of parentheses, or CR behind, which mean minus: -$5, $-5, 5.00-,
 *     (5.00), $(5.00), 5.00 CR; DR behind means plus;
 *   - one currency sign ($, US$, kr, Rp, Unicode's, ...) and one code of
 *     three letters that does not contradict it, each before or behind:
 *     $5.00 USD;
 *   - behind, what says that there are no cents: 75,- 75.-- 75/- 75/=
 *
 * Which mark is the decimal one is the file's habit, not the cell's. A cell
 * settles it if it reads in one way only:
 *
 *	2.55  0.001  1.2345  1,234.50  1,234,567  1 234.567	the point
 *	2,55  0,001  1,2345  1.234,50  1.234.567  1 234,567	the comma
 *	75.-  1,250.-						the point
 *	75,-  1.250,-						the comma
 *	1.250  12,500						ambiguous
 *	1250  1 250						neither
 *
 * Ambiguous is: one mark, one to three digits before it that do not begin with
 * 0, exactly three after it.
 */
#ifndef CS_CELL_AMOUNT_H
#define CS_CELL_AMOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "base/text.h"
#include "cell/cell.h"
#include "cell/cursor.h"

/* The decimal mark. */
enum cs_mark { CS_MARK_UNKNOWN, CS_MARK_DOT, CS_MARK_COMMA };

/* The part of cs_amount_parse() that is not inline; gives the same answers. */
enum cs_cell_status cs_amount_parse_any(const char *text, size_t length,
					enum cs_mark mark, bool round,
					cs_micros *value, bool *rounded);

/*
 * Reads digits, maybe with a point among them: `n` bytes, 1 to 8, of which the
 * last is the highest of `word` and zeros are below the first, as
 * cs_cell_load() has it. False if they are anything else, or could be.
 */
static inline bool cs_amount_of_word(uint64_t word, size_t n, bool minus,
				     enum cs_mark mark, cs_micros *value)
{
	static const int64_t unit[] = {
		1000000, 100000, 10000, 1000, 100, 10, 1
	};
	uint64_t dots;
	size_t decimals = 0;
	int64_t number;

	/* digits become 0 to 9, the point 0x1E, unused bytes stay 0 */
	word ^= 0x3030303030303030u << 8 * (8 - n);
	dots = word ^ 0x1E1E1E1E1E1E1E1Eu;
	dots = (dots - 0x0101010101010101u) & ~dots & 0x8080808080808080u;
	if (dots) {
		unsigned low = (unsigned)__builtin_ctzll(dots) - 7;
		uint64_t before = ((uint64_t)1 << low) - 1;

		decimals = 7 - low / 8;
		if (mark == CS_MARK_COMMA || decimals == 0 ||
		    decimals + 1 >= n ||
		    (decimals == 3 && mark == CS_MARK_UNKNOWN))
			return false;
		/* close the gap */
		word = (word & before) << 8 | (word & ~(before << 8 | 0xFF));
	}
	if (!cs_cell_within(word, 0x7676767676767676u))
		return false;
	word = cs_cell_pairs(word);
	number =
	    (int64_t)((word & 0xFF) * 1000000 + (word >> 16 & 0xFF) * 10000 +
		      (word >> 32 & 0xFF) * 100 + (word >> 48 & 0xFF)) *
	    unit[decimals];
	*value = minus ? -number : number;
	return true;
}

/*
 * Reads up to eight bytes of the form -1234.56; false if they are anything
 * else, or could be.
 */
static inline bool cs_amount_parse_plain(const char *text, size_t length,
					 enum cs_mark mark, cs_micros *value)
{
	size_t minus = length > 0 && *text == '-', n = length - minus;

	return n >= 1 && n <= 8 &&
	       cs_amount_of_word(cs_cell_load(text + minus, n), n, minus != 0,
				 mark, value);
}

/*
 * Reads an amount. CS_CELL_OK stores it in *value, between plus and minus
 * INT64_MAX. With `round`, what has more than six significant decimals (zeros
 * at the end do not count) is rounded half to even instead of
 * CS_CELL_PRECISION; *rounded tells whether that happened, and may be NULL.
 * With any other answer neither is changed. With a mark known, no cell is
 * ambiguous.
 */
static inline enum cs_cell_status cs_amount_parse(const char *text,
						  size_t length,
						  enum cs_mark mark, bool round,
						  cs_micros *value,
						  bool *rounded)
{
	if (!cs_amount_parse_plain(text, length, mark, value))
		return cs_amount_parse_any(text, length, mark, round, value,
					   rounded);
	if (rounded)
		*rounded = false;
	return CS_CELL_OK;
}

/*
 * The decimal mark that this cell settles; CS_MARK_UNKNOWN if it settles none.
 */
enum cs_mark cs_amount_settles(const char *text, size_t length);

/* The part of cs_amount_currency() that is not inline. */
struct cs_text cs_amount_currency_any(const char *text, size_t length);

/*
 * The code, else the sign, that stands in an amount, within `text`; empty where
 * there is none, or the cell does not read.
 */
static inline struct cs_text cs_amount_currency(const char *text, size_t length)
{
	if (length == 0 ||
	    (cs_is_digit(*text) && cs_is_digit(text[length - 1])))
		return (struct cs_text){ "", 0 };
	return cs_amount_currency_any(text, length);
}

/*
 * True if it ends in CR or Cr or cr, as a number does that counts as minus; it
 * need not read.
 */
bool cs_amount_is_credit(const char *text, size_t length);

/* Is it a dash by itself or beside a currency, as accountants write zero? */
bool cs_amount_is_dash(const char *text, size_t length);

/*
 * quantity x price, both in millionths, exactly: CS_CELL_OK, CS_CELL_RANGE or
 * CS_CELL_PRECISION; `round` and `rounded` as above.
 */
enum cs_cell_status cs_amount_multiply(cs_micros quantity, cs_micros price,
				       bool round, cs_micros *product,
				       bool *rounded);

#endif
