/*
 * money.h - exact amounts.
 *
 * One amount is a signed count of millionths in 64 bits (up to 9.2 billion
 * thousand, 9223372036854.775807); a sum of amounts has 128 bits. Nothing here rounds.
 */
#ifndef CS_BASE_MONEY_H
#define CS_BASE_MONEY_H

#include <stddef.h>
#include <stdint.h>

typedef int64_t cs_micros;	/* one amount, 10^-6 of the currency's unit */
__extension__ typedef __int128 cs_sum;	/* a sum of amounts, same unit */

#define CS_MICROS 1000000
#define CS_MONEY_SIZE 48	/* bytes that any formatted sum fits in */

/*
 * Writes the shortest exact decimal form ("8310477.054", "-5", "0.000001") and
 * a NUL; returns `out`.
 */
char *cs_money_format(cs_sum value, char out[static CS_MONEY_SIZE]);

/*
 * The sum as a double, in millionths: the nearest one for what fits 64 bits. Not
 * by way of long double, which differs between processors.
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

#endif
