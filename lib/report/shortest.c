/*
 * shortest.c - the shortest of 15, 16 or 17 digits that read as the same
 * double: see internal.h.
 *
 * Lists of a million customers hold as many shares, and to print each up to
 * three times and read it again was most of the time of such a list. A double
 * is m x 2^e, and m x 5^p fits 128 bits up to p = 32: digits, what is left of
 * them and whether they lie within half a bit are exact. Measured: cs-pareto
 * -t customers takes .7 of the instructions, reading included. What is not of
 * that size is left to the careful way of cs_add_double(), which it equals.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/internal.h"

__extension__ typedef unsigned __int128 wide;

enum { LEAST = 15, MOST = 17, MOST_POWER = 32, BITS = 53 };

static const uint64_t tens[MOST + 1] = {
	1,
	10,
	100,
	1000,
	10000,
	100000,
	1000000,
	10000000,
	100000000,
	1000000000,
	10000000000,
	100000000000,
	1000000000000,
	10000000000000,
	100000000000000,
	1000000000000000,
	10000000000000000,
	100000000000000000,
};

static wide power_of_five(int n)
{
	wide power = 1;

	for (; n >= 10; n -= 10)
		power *= 9765625;
	while (n-- > 0)
		power *= 5;
	return power;
}

/*
 * The first `n` digits of m x 2^e, whose first one stands for 10^place, as a
 * number, rounded half to even. 0: that does not fit. `same`: they read as it.
 */
static uint64_t digits_of(uint64_t m, int e, int place, int n, bool *same)
{
	int power = n - 1 - place, shift = -(e + power);
	wide five, product, rest, digits;

	if (power < 0 || power > MOST_POWER || shift <= 0 || shift >= 100)
		return 0;
	five = power_of_five(power);
	product = m * five;
	digits = product >> shift;
	rest = product - (digits << shift);
	if (rest > (wide)1 << (shift - 1) ||
	    (rest == (wide)1 << (shift - 1) && digits % 2 != 0)) {
		digits++;
		rest = ((wide)1 << shift) - rest;
	}
	if (digits < tens[n - 1] || digits >= tens[n])
		return 0;
	*same = 2 * rest < five;
	return (uint64_t)digits;
}

/* As %g has it. */
static void put(char *out, bool negative, uint64_t digits, int n, int place)
{
	char text[MOST + 1];

	while (n > 1 && digits % 10 == 0) {
		digits /= 10;
		n--;
	}
	for (int i = n; i-- > 0; digits /= 10)
		text[i] = (char)('0' + digits % 10);
	if (negative)
		*out++ = '-';
	if (place < -4) {
		*out++ = text[0];
		if (n > 1)
			*out++ = '.';
		memcpy(out, text + 1, (size_t)n - 1);
		snprintf(out + n - 1, 5, "e-%02u", (unsigned)-place % 100);
		return;
	}
	if (place < 0) {
		memcpy(out, "0.000", 5);
		out += 1 - place;
		memcpy(out, text, (size_t)n);
		out[n] = '\0';
		return;
	}
	for (int i = 0; i < n || i <= place; i++) {
		if (i == place + 1)
			*out++ = '.';
		*out++ = i < n ? text[i] : '0';
	}
	*out = '\0';
}

bool cs_shortest(double value, char out[static CS_SHORTEST_SIZE])
{
	double size = fabs(value);
	uint64_t m, digits;
	bool same = false;
	int e, place;

	if (!(size >= 1e-15) || !(size < 1e15))
		return false;
	m = (uint64_t)ldexp(frexp(size, &e), BITS);
	if (m == (uint64_t)1 << (BITS - 1)) /* the next below is nearer */
		return false;
	place = (int)floor(log10(size));
	for (int n = LEAST; n <= MOST; n++) {
		digits = digits_of(m, e - BITS, place, n, &same);
		if (digits == 0)
			return false;
		if (same) {
			put(out, value < 0, digits, n, place);
			return true;
		}
	}
	return false;
}
