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

#include "base/day.h"
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

/* Those of 64 bits. */
static const uint64_t fives[] = {
	1u,
	5u,
	25u,
	125u,
	625u,
	3125u,
	15625u,
	78125u,
	390625u,
	1953125u,
	9765625u,
	48828125u,
	244140625u,
	1220703125u,
	6103515625u,
	30517578125u,
	152587890625u,
	762939453125u,
	3814697265625u,
	19073486328125u,
	95367431640625u,
	476837158203125u,
	2384185791015625u,
	11920928955078125u,
	59604644775390625u,
	298023223876953125u,
	1490116119384765625u,
	7450580596923828125u,
};

enum { MOST_OF_FIVES = sizeof fives / sizeof *fives - 1 };

static wide power_of_five(int n)
{
	return n <= MOST_OF_FIVES
		   ? fives[n]
		   : (wide)fives[MOST_OF_FIVES] * fives[n - MOST_OF_FIVES];
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

/* Two at a time, in halves that are divided side by side. */
static void write_digits(uint64_t digits, int n, char *text)
{
	uint32_t low = (uint32_t)(digits % 100000000);
	uint64_t high = digits / 100000000;
	int i = n;

	for (; i >= 2 && i > n - 8; low /= 100)
		cs_two_digits((int)(low % 100), text + (i -= 2));
	if (i > n - 8) {
		if (i > 0)
			text[0] = (char)('0' + low);
		return;
	}
	for (; i >= 2; high /= 100)
		cs_two_digits((int)(high % 100), text + (i -= 2));
	if (i > 0)
		text[0] = (char)('0' + high);
}

/* As %g has it. */
static void put(char *out, bool negative, uint64_t digits, int n, int place)
{
	char text[MOST + 1];
	int whole;

	while (n > 1 && digits % 10 == 0) {
		digits /= 10;
		n--;
	}
	write_digits(digits, n, text);
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
	whole = n <= place ? n : place + 1;
	memcpy(out, text, (size_t)whole);
	out += whole;
	for (int i = n; i <= place; i++)
		*out++ = '0';
	if (n > whole) {
		*out++ = '.';
		memcpy(out, text + whole, (size_t)(n - whole));
		out += n - whole;
	}
	*out = '\0';
}

/* The power of ten of the first digit of m x 2^e, m of 53 bits: that of the
 * power of two below it, or the next, which floor(log10()) of nearly all is. */
static int place_of(double size, int e)
{
	static const double powers[] = {
		1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8,
		1e-7,  1e-6,  1e-5,  1e-4,  1e-3,  1e-2,  1e-1, 1e0,
		1e1,   1e2,   1e3,   1e4,   1e5,   1e6,	  1e7,	1e8,
		1e9,   1e10,  1e11,  1e12,  1e13,  1e14,  1e15,
	};
	/* 1233 / 4096 is a little more than log10(2) */
	int place = ((e + BITS - 1) * 1233 >> 12) - 1;

	if (place < -15) /* what is less is not asked for */
		place = -15;
	while (place < 14 && size >= powers[place + 1 + 15])
		place++;
	return place;
}

bool cs_shortest(double value, char out[static CS_SHORTEST_SIZE])
{
	double size = fabs(value);
	uint64_t bits, m, digits;
	bool same = false;
	int e, place;

	if (!(size >= 1e-15) || !(size < 1e15))
		return false;
	memcpy(&bits, &size, sizeof bits);
	e = (int)(bits >> (BITS - 1)) - 1023 - (BITS - 1);
	m = (bits & (((uint64_t)1 << (BITS - 1)) - 1)) | (uint64_t)1
							     << (BITS - 1);
	if (m == (uint64_t)1 << (BITS - 1)) /* the next below is nearer */
		return false;
	place = place_of(size, e);
	for (int n = LEAST; n <= MOST; n++) {
		digits = digits_of(m, e, place, n, &same);
		if (digits == 0)
			return false;
		if (same) {
			put(out, value < 0, digits, n, place);
			return true;
		}
	}
	return false;
}
