/*
 * The shortest digits of a double: the same as printing it with 15, 16 and 17
 * and reading each again.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/internal.h"
#include "tap.h"

/* Any double, a ratio of counts, decimals, beside a power of ten, and all sizes
 * that are done so. */
static double draw(int kind)
{
	uint64_t bits = (uint64_t)(mrand48() & 0xffffffff) << 32 |
			(uint64_t)(mrand48() & 0xffffffff);
	double value;

	switch (kind) {
	case 0: memcpy(&value, &bits, sizeof value); return value;
	case 1: return (double)(bits % 100000) / (double)(1 + (bits >> 40));
	case 2: return (double)(bits % 1000000) / 1e6;
	case 3:
		return pow(10, (double)(bits % 31) - 16) *
		       (1 + ((double)(bits >> 60) - 8) * 0x1p-52);
	default:
		return ldexp((double)(int64_t)bits * 0x1p-63,
			     (int)(bits % 100) - 50);
	}
}

static bool agrees(double value, const char *got)
{
	char want[CS_SHORTEST_SIZE];

	for (int digits = 15; digits <= 17; digits++) {
		snprintf(want, sizeof want, "%.*g", digits, value);
		if (strtod(want, NULL) == value)
			break;
	}
	if (strcmp(got, want) == 0)
		return true;
	ok(false, "%a is %s, not %s", value, want, got);
	return false;
}

int main(void)
{
	char text[CS_SHORTEST_SIZE];
	long done = 0, same = 0;

	srand48(1);
	for (int i = 0; i < 500000; i++) {
		double value = draw(i % 5);

		if (!cs_shortest(value, text))
			continue;
		done++;
		same += agrees(value, text);
	}
	is_int(same, done, "as printf and strtod have it");
	ok(done > 300000, "%ld of 500,000 are done so", done);
	ok(!cs_shortest(0, text) && !cs_shortest(NAN, text) &&
	       !cs_shortest(INFINITY, text) && !cs_shortest(.5, text),
	   "nothing, none, without end and powers of two are not");
	return done_testing();
}
