/* stat_tail.c - the index of a tail, and how far intervals reach. */
#include "tap.h"

#include <stdlib.h>

#include "stat/concentration.h"
#include "stat/tail.h"

#define SIZE 400 /* 20 of them are the tail, by either rule */

/* x <- floor(1e6 * ((1:400 - .5) / 400)^(-1 / a)): Pareto quantiles */
static void fill(cs_sum *values, double a)
{
	for (int i = 0; i < SIZE; i++)
		values[i] = (cs_sum)floor(1e6 * pow((i + .5) / SIZE, -1 / a));
}

/* numpy: 1 / mean(log(x[:20] / x[20])) */
static void test_index(void)
{
	cs_sum values[SIZE] = { 0 };

	fill(values, 2.5);
	near(cs_tail_index(values, SIZE), 2.481468476992, 1e-12,
	     "Hill, Pareto 2.5");
	ok(isnan(cs_tail_index(values, 99)), "too few in a twentieth");
	fill(values, 1e9);
	ok(isinf(cs_tail_index(values, SIZE)), "equal values have no tail");
	memset(values + 20, 0, (SIZE - 20) * sizeof *values);
	ok(isnan(cs_tail_index(values, SIZE)), "nothing below to measure from");
}

static bool is(struct cs_interval got, double low, double high)
{
	return fabs(got.low - low) < 1e-9 && fabs(got.high - high) < 1e-9;
}

/* The upper ends by tests/reference.py, which takes another way. */
static void test_reach(void)
{
	struct cs_interval narrow = { .1, .2 }, wide = { -.1, .9 };
	struct cs_interval low = { .01, .02 }, share = { .1, .3 };
	struct cs_interval none = { NAN, NAN };
	cs_sum values[SIZE], few[] = { 5, 3, 0 };

	fill(values, 2.5);
	ok(is(cs_gini_reach(narrow, values, SIZE, .95, CS_TAIL_ALONE), .1,
	      0.3361171123952),
	   "Gini, Pareto 2.5");
	ok(is(cs_top_share_reach(share, values, SIZE, 80, .95, CS_TAIL_ALONE),
	      .2, 0.4534179654488),
	   "top 80 of 400, who hold a fifth at least");
	ok(is(cs_top_share_reach(low, values, SIZE, 4, .95, CS_TAIL_ALONE), .01,
	      0.1489490172325),
	   "top 4, which are all in the tail");
	ok(is(cs_gini_reach(wide, values, SIZE, .95, CS_TAIL_ALONE), 0, .9),
	   "an end that reaches farther stays; none is below 0");
	ok(isnan(cs_gini_reach(none, values, SIZE, .95, CS_TAIL_ALONE).high),
	   "no interval");
	fill(values, 1.2);
	ok(is(cs_gini_reach(narrow, values, SIZE, .95, CS_TAIL_ALONE), .1, 1),
	   "a mean that may be infinite");
	ok(is(cs_gini_reach(narrow, few, 3, .95, CS_TAIL_ALONE), .1, 1),
	   "too few to say");
	fill(values, 1e9);
	ok(is(cs_gini_reach(narrow, values, SIZE, .95, CS_TAIL_ALONE), .1, .2),
	   "equal values reach no farther");
	ok(isnan(cs_gini_reach((struct cs_interval){ 0, 0 }, values, SIZE, .95,
			       CS_TAIL_ALONE)
		     .high),
	   "no interval of values that are all equal");
	ok(isnan(cs_top_share_reach((struct cs_interval){ .2, .2 }, values,
				    SIZE, SIZE / 5, .95, CS_TAIL_ALONE)
		     .low),
	   "nor of what their top hold");
}

/* By the functions of tests/reference.py: a tail of 10, four times se^2. */
static void test_effects(void)
{
	const struct cs_tail_effects effects = { 4, 2 }, many = { 1, 11 };
	struct cs_interval narrow = { .1, .2 }, share = { .1, .3 };
	cs_sum values[SIZE];

	fill(values, 2.5);
	ok(is(cs_gini_reach(narrow, values, SIZE, .95, effects), .1,
	      0.4881564414405),
	   "Gini, of clusters");
	ok(is(cs_top_share_reach(share, values, SIZE, 80, .95, effects), .2,
	      0.5797961543524),
	   "top share, of clusters");
	ok(is(cs_gini_reach(narrow, values, SIZE, .95, many), .1, 1),
	   "a tail of fewer than two clusters tells nothing");
}

int main(void)
{
	test_index();
	test_reach();
	test_effects();
	return done_testing();
}
