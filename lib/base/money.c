/* money.c - see money.h. */
#include "base/money.h"

#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 magnitude;

static magnitude magnitude_of(cs_sum value)
{
	return value < 0 ? -(magnitude)value : (magnitude)value;
}

char *cs_money_format(cs_sum value, char out[static CS_MONEY_SIZE])
{
	magnitude rest = magnitude_of(value);
	unsigned fraction = (unsigned)(rest % CS_MICROS);
	uint64_t units;
	char digits[CS_MONEY_SIZE];
	size_t at = sizeof digits, decimals = 6;

	digits[--at] = '\0';
	for (; decimals > 0 && fraction % 10 == 0; decimals--)
		fraction /= 10;
	for (size_t i = 0; i < decimals; i++, fraction /= 10)
		digits[--at] = (char)('0' + fraction % 10);
	if (decimals > 0)
		digits[--at] = '.';
	rest /= CS_MICROS;
	for (; rest > UINT64_MAX; rest /= 10)
		digits[--at] = (char)('0' + (int)(rest % 10));
	units = (uint64_t)rest; /* to divide these takes a tenth of the time */
	do {
		digits[--at] = (char)('0' + (int)(units % 10));
		units /= 10;
	} while (units > 0);
	if (value < 0)
		digits[--at] = '-';
	return memcpy(out, digits + at, sizeof digits - at);
}

double cs_money_double(cs_sum value)
{
	return cs_sum_double(value) / CS_MICROS;
}

/* --- squares ----------------------------------------------------------- */

static void add_wide(struct cs_square_sum *sum, magnitude low, uint64_t high)
{
	sum->low += low;
	sum->high += high + (sum->low < low);
}

void cs_square_add(struct cs_square_sum *sum, cs_sum value)
{
	if (value >= INT64_MIN && value <= INT64_MAX)
		add_wide(sum, (magnitude)(value * value), 0);
	else
		sum->unknown = true;
}

void cs_square_merge(struct cs_square_sum *sum,
		     const struct cs_square_sum *part)
{
	add_wide(sum, part->low, part->high);
	sum->unknown |= part->unknown;
}

/*
 * The nearest double. Shifted into one word, which has bits to spare beyond
 * those of a double; what drops out is remembered in the last of them, so that
 * rounding is right.
 */
static double to_double(const struct cs_square_sum *sum)
{
	magnitude low = sum->low;
	uint64_t high = sum->high;
	int shift = 0;

	if (sum->unknown)
		return NAN;
	for (; high > 0 || low >> 64 > 0; shift++) {
		low = low >> 1 | (low & 1) | (magnitude)(high & 1) << 127;
		high >>= 1;
	}
	return ldexp((double)(uint64_t)low, shift);
}

/*
 * With m the whole number nearest to the mean and total = count m + rest,
 *
 *	sum (x - m)^2    = squares - m (total + rest)	in whole numbers
 *	sum (x - mean)^2 = sum (x - m)^2 - rest^2 / count
 *
 * where the second difference is at least half of what it is taken from. A
 * negative total is worked on with its sign changed.
 */
double cs_square_deviations(const struct cs_square_sum *sum, cs_sum total,
			    int64_t count)
{
	struct cs_square_sum left = *sum;
	magnitude all = magnitude_of(total), both, lower, upper;
	uint64_t n, m;
	int64_t rest;
	double rounded;

	if (sum->unknown || count < 1)
		return NAN;
	n = (uint64_t)count;
	m = (uint64_t)(all / n);
	rest = (int64_t)(all % n);
	if (rest > count / 2) {
		m++;
		rest -= count;
	}
	both = all + (magnitude)rest;
	lower = (magnitude)m * (uint64_t)both;
	upper = (magnitude)m * (uint64_t)(both >> 64) + (lower >> 64);
	lower = (uint64_t)lower | upper << 64;
	/* less a number is plus its complement and one */
	add_wide(&left, ~lower, ~(uint64_t)(upper >> 64));
	add_wide(&left, 1, 0);
	rounded = (double)rest;
	return to_double(&left) - rounded * rounded / (double)count;
}
