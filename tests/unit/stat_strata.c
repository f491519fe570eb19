/*
 * stat_strata.c - shares within strata: the exact test against R, intervals
 * against tests/strata.py, which searches for what strata.c solves.
 */
#include <stdlib.h>

#include "tap.h"

#include "base/mem.h"
#include "stat/risk.h"
#include <gsl/gsl_cdf.h>

#include "stat/strata.h"

#define LEVEL .95

/* --- against other programs --------------------------------------------- */

struct set {
	const char *name;
	struct cs_risk_stratum strata[12];
	size_t n;
	bool exact;
	/* ratio, low, high, excess, low, high; p of the score, exact p */
	double want[8];
};

/*
 * The exact p by R: fisher.test(matrix(c(5, 70, 0, 30), 2)) and
 * mantelhaen.test(array(...), exact = TRUE); the rest by tests/strata.py.
 */
static const struct set sets[] = {
	{ "all lapsed",
	  { { 5, 5, 70, 100 } },
	  1,
	  true,
	  { 1.428571429, .797412199, 1.656529614, 1.5, -.722784985, 1.981641645,
	    .1492401786, .3181810838 } },
	{ "two kinds of customers",
	  { { 3, 3, 19, 20 }, { 1, 30, 1, 30 } },
	  2,
	  true,
	  { 1.038961039, .4059031825, 2.150939594, .15, -4.101937963,
	    4.262568413, .9178714827, 1 } },
	{ "few of both",
	  { { 0, 1, 4, 8 }, { 2, 4, 1, 2 } },
	  2,
	  true,
	  { .8, .1667390794, 4.737777122, -.5, -3.2387003, 2.655612321,
	    .8004381698, 1 } },
	{ "some without events",
	  { { 3, 6, 1, 6 },
	    { 2, 2, 1, 6 },
	    { 0, 3, 0, 11 },
	    { 1, 3, 1, 7 },
	    { 0, 1, 4, 11 } },
	  5,
	  true,
	  { 2.822810591, .9167187307, 9.05409179, 3.874458874, -.3521866793,
	    8.053664623, .07236948823, .1227272727 } },
	{ "twelve strata",
	  { { 1, 2, 1, 5 },
	    { 0, 2, 2, 5 },
	    { 3, 6, 2, 11 },
	    { 0, 1, 1, 10 },
	    { 1, 4, 1, 8 },
	    { 0, 1, 3, 7 },
	    { 1, 4, 3, 10 },
	    { 0, 3, 1, 9 },
	    { 2, 6, 3, 10 },
	    { 1, 2, 4, 8 },
	    { 0, 2, 1, 9 },
	    { 3, 6, 2, 7 } },
	  12,
	  false,
	  { 1.25139194, .6567783549, 2.300583292, 2.410678211, -4.127234138,
	    9.671036262, .4906507068, .6660699125 } },
	{ "many of both",
	  { { 40, 60, 210, 600 }, { 12, 30, 90, 300 }, { 3, 40, 30, 90 } },
	  3,
	  false,
	  { 1.269230769, 1.00632327, 1.566132895, 11.66666667, .2831339108,
	    23.63642856, .04430793813, .01051208234 } },
	{ "few events",
	  { { 1, 40, 2, 300 }, { 0, 12, 1, 40 } },
	  2,
	  true,
	  { 1.764705882, .2667395276, 11.33899847, .4333333333, -.787789636,
	    4.731651504, .6038948763, .4721992059 } },
};

static void test_sets(void)
{
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		const struct set *set = &sets[i];
		struct cs_risks got =
		    cs_compare_risks(set->strata, set->n, LEVEL);
		const double *want = set->want;

		near(got.ratio, want[0], 1e-8, named("%s: ratio", set->name));
		near(got.ratio_interval.low, want[1], 1e-6,
		     named("%s: low", set->name));
		near(got.ratio_interval.high, want[2], 1e-6,
		     named("%s: high", set->name));
		near(got.excess, want[3], 1e-8, named("%s: excess", set->name));
		near(got.excess_interval.low, want[4], 1e-6,
		     named("%s: excess, low", set->name));
		near(got.excess_interval.high, want[5], 1e-6,
		     named("%s: excess, high", set->name));
		is_int(!isnan(got.p_exact), set->exact,
		       named("%s: test", set->name));
		near(set->exact ? got.p_exact : got.p_value,
		     want[set->exact ? 7 : 6], 1e-7, named("%s: p", set->name));
		near(cs_exact_strata(set->strata, set->n).p, want[7], 1e-7,
		     named("%s: exact p", set->name));
	}
}

/* One stratum is Fisher's. */
static void test_fisher(void)
{
	static const struct cs_risk_stratum tables[] = {
		{ 3, 4, 1, 4 },
		{ 8, 10, 2, 12 },
		{ 3, 30, 300000, 1000000 },
		{ 1000, 1000, 999000, 1000000 },
		{ 500400, 1000000, 499600, 1000000 },
		{ 3, 1000000000, 20, 1000000000 },
	};

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		const struct cs_risk_stratum *t = &tables[i];

		near(cs_exact_strata(t, 1).p,
		     cs_fisher_exact(t->events, t->n, t->other_events,
				     t->other_n),
		     1e-9, named("table %zu", i));
	}
}

/* --- what has to be ------------------------------------------------------ */

static bool absent(struct cs_interval interval)
{
	return isnan(interval.low) && isnan(interval.high);
}

/* The counts stand for themselves: the others of 2 strata, weighted. */
static void test_weights(void)
{
	static const struct cs_risk_stratum strata[] = { { 3, 10, 1, 5 },
							 { 1, 30, 8, 20 },
							 { 4, 6, 0, 0 },
							 { 0, 0, 3, 7 } };
	struct cs_risks got = cs_compare_risks(strata, 4, LEVEL);

	is_int(got.n, 40, "compared");
	is_int(got.events, 4, "of whom lapsed");
	is_int(got.uncompared, 6, "without others");
	near(got.share, .1, 1e-15, "their share");
	near(got.other_share, (10 * .2 + 30 * .4) / 40, 1e-15, "the others'");
	near(got.excess, 4 - 14, 1e-14, "too few");
}

/* Bounds are where the p-value of the score is 1 - level: at 1 and 0 too. */
static void test_bounds(void)
{
	struct cs_risk_stratum strata[] = { { 44, 110, 90, 300 },
					    { 12, 30, 20, 70 } };
	double p = cs_compare_risks(strata, 2, LEVEL).p_value;
	struct cs_risks got = cs_compare_risks(strata, 2, 1 - p);

	ok(p > .01 && p < .2, "a p-value in between");
	near(got.ratio_interval.low, 1, 1e-9, "1 is just a bound then");
	ok(fabs(got.excess_interval.low) < 1e-9, "and so is 0");
	got = cs_compare_risks(strata, 2, 95);
	ok(absent(got.ratio_interval) && absent(got.excess_interval) &&
	       !isnan(got.p_value),
	   "a level that is none");
}

/* By score 4 of 4 beside 1 of 4 differ, by the exact test they do not. */
static void test_agreement(void)
{
	static const struct cs_risk_stratum few = { 4, 4, 1, 4 };
	struct cs_risks got = cs_compare_risks(&few, 1, LEVEL);

	near(got.p_exact, 8 / 56., 1e-12, "8 of 56 tables");
	near(got.p_value, 4 / 56., 1e-12, "which are equally likely");
	ok(got.ratio_interval.low <= 1 && got.excess_interval.low <= 0,
	   "so the intervals hold 1 and 0");
}

static void test_extremes(void)
{
	struct cs_risk_stratum none[] = { { 0, 5, 0, 100 } };
	struct cs_risk_stratum all[] = { { 5, 5, 100, 100 } };
	struct cs_risk_stratum only[] = { { 5, 5, 0, 100 } };
	struct cs_risk_stratum no_event[] = { { 0, 5, 70, 100 } };
	struct cs_risk_stratum odd[] = { { 6, 5, 0, 100 } };
	struct cs_risks got = cs_compare_risks(none, 1, LEVEL);

	/* with v = 1.96^2 x 105 / 104 a bound is v / (n + v) or 1 + v / m */
	ok(isnan(got.p_value) && isnan(got.ratio) && absent(got.ratio_interval),
	   "no events prove nothing");
	near(got.excess_interval.low, -.1866796, 1e-6, "too few at most");
	near(got.excess_interval.high, 2.184176, 1e-6, "too many at most");
	got = cs_compare_risks(all, 1, LEVEL);
	ok(got.ratio == 1 && isnan(got.p_value), "nor does nothing else");
	near(got.ratio_interval.low, .5631648, 1e-6, "least ratio");
	near(got.ratio_interval.high, 1.038784, 1e-6, "largest ratio");
	got = cs_compare_risks(only, 1, LEVEL);
	ok(isnan(got.ratio) && absent(got.ratio_interval), "5 over none");
	near(got.p_exact, 1.035618589e-08, 1e-8, "5 over none: p");
	near(got.p_value, got.p_exact / 2, 1e-12, "no sum is less likely");
	ok(got.excess_interval.low > 2 && got.excess_interval.high <= 5,
	   "5 over none: excess");
	got = cs_compare_risks(no_event, 1, LEVEL);
	ok(got.ratio == 0 && got.ratio_interval.low == 0 &&
	       got.ratio_interval.high < 1,
	   "none of 5 beside 70 of 100");
	got = cs_compare_risks(NULL, 0, LEVEL);
	ok(got.n == 0 && isnan(got.share) && isnan(got.excess), "no strata");
	got = cs_compare_risks(odd, 1, LEVEL);
	ok(got.n == 0 && isnan(got.p_value), "more events than customers");
	ok(isnan(cs_exact_strata(odd, 1).p), "and no exact test of them");
	ok(isnan(cs_exact_strata(none, 1).mid_p), "one sum only is no test");
	odd[0] = (struct cs_risk_stratum){ 1, INT64_MAX, 1, INT64_MAX };
	ok(isnan(cs_exact_strata(odd, 1).p), "beyond the limit");
}

/* A hundred thousand strata of one compared: in a moment, not in an hour. */
static void test_many(void)
{
	size_t n = 100000;
	struct cs_risk_stratum *strata = cs_calloc(n, sizeof *strata);
	struct cs_risks got;

	for (size_t i = 0; i < n; i++)
		strata[i] = (struct cs_risk_stratum){ i % 50000 == 0, 1,
						      i % 10000 == 0, 4 };
	got = cs_compare_risks(strata, n, LEVEL);
	is_int(got.n, (long long)n, "all are compared");
	ok(got.p_exact > .2 && got.p_value > .2 && got.p_value <= 1,
	   "exact: %g", got.p_value);
	ok(got.ratio_interval.low < got.ratio &&
	       got.ratio < got.ratio_interval.high,
	   "an interval");
	free(strata);
}

/*
 * With clusters: where the jackknife says twice the score's own error, and t is
 * normal, the intervals are those of z twice as large. One stratum: V at the
 * estimate is of the shares as they are.
 */
static void test_spread(void)
{
	const struct cs_risk_stratum s = { 30, 100, 40, 200 };
	const struct cs_risk_stratum rare = { 2, 4, 1, 40 };
	const struct cs_risk_stratum nobody = { 0, 100, 40, 200 };
	double wider = 1 - 2 * gsl_cdf_ugaussian_Q(2 * cs_z(LEVEL));
	double v = (.3 * .7 / 100 + .2 * .8 / 200) * (300. / 299);
	double w = (.3 * .7 / 100 + 2.25 * .2 * .8 / 200) * (300. / 299);
	struct cs_risks want = cs_compare_risks(&s, 1, wider), got;

	got = cs_compare_risks_spread(
	    &s, 1, 20, LEVEL, (struct cs_spread){ 2 * sqrt(w) / .2, 1e9 },
	    (struct cs_spread){ 2 * sqrt(v), 1e9 });
	near(got.ratio_interval.low, want.ratio_interval.low, 1e-6, "ratio");
	near(got.ratio_interval.high, want.ratio_interval.high, 1e-6, "... to");
	near(got.excess_interval.low, want.excess_interval.low, 1e-5, "excess");
	near(got.excess_interval.high, want.excess_interval.high, 1e-5,
	     "... to");
	near(got.p_value, 2 * gsl_cdf_ugaussian_Q(.1 / (2 * sqrt(v))), 1e-6,
	     "p of the excess over its error");
	got = cs_compare_risks_spread(&rare, 1, 20, LEVEL,
				      (struct cs_spread){ 1e-3, 9 },
				      (struct cs_spread){ 1e-3, 9 });
	near(got.p_value, cs_compare_risks(&rare, 1, LEVEL).p_value, 1e-12,
	     "few: no lower than the exact one");
	ok(isnan(got.p_exact), "... which does not stand beside it");
	got = cs_compare_risks_spread(&nobody, 1, 25, LEVEL,
				      (struct cs_spread){ 0, 0 },
				      (struct cs_spread){ .01, 9 });
	ok(got.ratio_interval.low == 0 && got.ratio_interval.high > .3,
	   "nobody of 100 in 25 slices: %g", got.ratio_interval.high);
	got = cs_compare_risks_spread(&s, 1, 20, LEVEL,
				      (struct cs_spread){ NAN, 0 },
				      (struct cs_spread){ NAN, 0 });
	ok(isnan(got.p_value) && isnan(got.ratio_interval.low) &&
	       isnan(got.excess_interval.low) && got.ratio > 0,
	   "spreads that are not known");
}

int main(void)
{
	test_sets();
	test_fisher();
	test_weights();
	test_bounds();
	test_agreement();
	test_extremes();
	test_many();
	test_spread();
	return done_testing();
}
