/*
 * money.h - exact amounts.
 *
 * One amount is a signed count of millionths in 64 bits (up to 9.2 billion
 * thousand, 9223372036854.775807); a sum of amounts has 128 bits. Nothing here
 * rounds.
 */
#ifndef CS_BASE_MONEY_H
#define CS_BASE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t cs_micros; /* one amount, 10^-6 of the currency's unit */
__extension__ typedef __int128 cs_sum; /* a sum of amounts, same unit */

enum {
	CS_MICROS = 1000000,
	CS_MONEY_SIZE = 48 /* bytes that any formatted sum fits in */
};

/*
 * Writes the shortest exact decimal form ("8310477.054", "-5", "0.000001") and
 * a NUL; returns `out`.
 */
char *cs_money_format(cs_sum value, char out[static CS_MONEY_SIZE]);

/*
 * The sum as a double, in millionths: the nearest one for what fits 64 bits.
 * Not by way of long double, which differs between processors.
 */
static inline double cs_sum_double(cs_sum value)
{
	if (value >= INT64_MIN && value <= INT64_MAX)
		return (double)(int64_t)value;
	return (double)(int64_t)(value >> 64) * 0x1p64 +
	       (double)(uint64_t)value;
}

/* In units of the currency, to the last place of a double. */
double cs_money_double(cs_sum value);

/*
 * The sum of the squares of amounts, exact: it does not depend on the order of
 * adding. All zeros is the empty sum. A value of more than 64 bits has a square
 * that is not kept: the sum is then unknown for good, and what is read is NaN.
 */
struct cs_square_sum {
	__extension__ unsigned __int128 low; /* in millionths squared */
	uint64_t high; /* how often `low` ran over: times 2^128 */
	bool unknown;
};

void cs_square_add(struct cs_square_sum *sum, cs_sum value);
/* Adds `part` to `sum`. */
void cs_square_merge(struct cs_square_sum *sum,
		     const struct cs_square_sum *part);

/*
 * The sum of squared deviations from the mean of `count` values whose sum is
 * `total` and whose squares are `sum`: squares - total^2 / count, in millionths
 * squared. The difference is taken before anything is rounded: it is exactly 0
 * where all values are equal, however large they are. NaN for a count below 1.
 */
double cs_square_deviations(const struct cs_square_sum *sum, cs_sum total,
			    int64_t count);

#endif
