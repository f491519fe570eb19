/*
 * negligible.c - from which payment on lapses are called negligible: how often
 * too early, how often one large account decides it, and how often it is found.
 *
 * Cohorts are drawn payment by payment from hazards that are known; policies
 * begin at different times, so that a tenth is out of sight after each payment.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/negligible.h"

enum { RUNS = 2000, ROWS = 20, LONG = 4000 };
#define LIMIT .02
#define OUT_OF_SIGHT .1

static gsl_rng *rng;

struct hazards {
	double early; /* after payments 1 to 3 */
	double fourth, later;
};

static double hazard(const struct hazards *h, int n)
{
	return n < 4 ? h->early : n == 4 ? h->fourth : h->later;
}

static size_t draw(const struct hazards *h, unsigned policies)
{
	struct cs_life_counts counts[ROWS] = { { 0 } };
	struct cs_life_spread spread[ROWS] = { { 0, 0 } };
	unsigned left = policies;

	for (int n = 1; n <= ROWS; n++) {
		unsigned lapsed = gsl_ran_binomial(rng, hazard(h, n), left);

		counts[n - 1].at_risk = left;
		counts[n - 1].lapsed = lapsed;
		left -= lapsed;
		left -= gsl_ran_binomial(rng, OUT_OF_SIGHT, left);
	}
	cs_spread_cohort(counts, ROWS, spread);
	return cs_negligible(counts, spread, ROWS, LIMIT, .95);
}

/* Of the runs, the share that names a payment from `low` to `high`. */
static double share(const struct hazards *h, unsigned policies, size_t low,
		    size_t high)
{
	int found = 0;

	gsl_rng_set(rng, policies);
	for (int run = 0; run < RUNS; run++) {
		size_t n = draw(h, policies);

		found += low <= n && n <= high;
	}
	return (double)found / RUNS;
}

static void test_too_early(void)
{
	static const unsigned sizes[] = { 200, 500, 1000, 4000 };

	for (int s = 0; s < 4; s++)
		for (double fourth = .04; fourth < .09; fourth += .02) {
			struct hazards h = { .1, fourth, .003 };
			double said = share(&h, sizes[s], 1, 4);

			ok(said <= .1,
			   "%u policies, of which %g lapse after the fourth: "
			   "negligible from there or before in %.4f",
			   sizes[s], fourth, said);
		}
}

/* A small cohort that is watched for long: many later payments in which hardly
 * anybody lapses do not make up for the fourth. */
static void test_long(void)
{
	static struct cs_life_counts counts[10 * ROWS];
	static struct cs_life_spread spread[10 * ROWS];
	int said = 0;

	gsl_rng_set(rng, 3);
	for (int run = 0; run < RUNS; run++) {
		unsigned left = 60;

		for (int i = 0; i < 10 * ROWS; i++) {
			double h = i == 0 ? .05 : .0005;

			counts[i].at_risk = left;
			counts[i].lapsed = gsl_ran_binomial(rng, h, left);
			left -= (unsigned)counts[i].lapsed;
			spread[i] = (struct cs_life_spread){ 0, 0 };
		}
		cs_spread_cohort(counts, 10 * ROWS, spread);
		said +=
		    cs_negligible(counts, spread, 10 * ROWS, LIMIT, .95) == 1;
	}
	ok(said <= .06 * RUNS,
	   "60 of whom .05 lapse at first and .0005 later: said at once in "
	   "%.4f, as nobody lapses in .0461",
	   (double)said / RUNS);
}

/* The limit itself, and just above it. */
static void test_at_the_limit(void)
{
	static const unsigned sizes[] = { 200, 2000, 20000 };

	for (int s = 0; s < 3; s++) {
		struct hazards at = { .1, .02, .02 },
			       above = { .1, .025, .025 };
		double said = share(&at, sizes[s], 1, 10);

		ok(said <= .05, "%u policies at .02: said in %.4f, up to 10",
		   sizes[s], said);
		said = share(&above, sizes[s], 1, ROWS);
		ok(said <= .05, "%u policies at .025: said in %.4f", sizes[s],
		   said);
	}
}

static void test_found(void)
{
	static const unsigned sizes[] = { 500, 1000, 4000, 20000 };
	static const double least[] = { 0, .2, .8, .95 };

	for (int s = 0; s < 4; s++) {
		struct hazards h = { .1, .06, .006 };
		double said = share(&h, sizes[s], 5, 6);

		ok(said >= least[s],
		   "%u policies, .006 from the fifth on: found there or at the "
		   "next in %.4f, anywhere in %.4f",
		   sizes[s], said, share(&h, sizes[s], 5, ROWS));
	}
}

/* 40 customers of whom .06 lapse after every payment, and one who stays. */
static void test_one_account(void)
{
	static struct cs_life_counts counts[LONG];
	static struct cs_life_spread spread[LONG];
	int said = 0, alone = 0;

	gsl_rng_set(rng, 1);
	for (int run = 0; run < RUNS / 10; run++) {
		unsigned left = 40;

		for (int i = 0; i < LONG; i++) {
			counts[i].at_risk = left;
			counts[i].lapsed = gsl_ran_binomial(rng, .06, left);
			left -= (unsigned)counts[i].lapsed;
			spread[i] = (struct cs_life_spread){ 0, 0 };
		}
		cs_spread_cohort(counts, LONG, spread);
		alone += cs_negligible(counts, spread, LONG, LIMIT, .95) > 0;
		for (int i = 0; i < LONG; i++) {
			counts[i].at_risk++;
			spread[i].squares += 2 * (LONG - i) - 1;
		}
		said += cs_negligible(counts, spread, LONG, LIMIT, .95) > 0;
	}
	is_int(alone, 0, "40 customers: never said");
	is_int(said, 0, "and an account of 4,000 payments: never said");
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	test_too_early();
	test_long();
	test_at_the_limit();
	test_found();
	test_one_account();
	gsl_rng_free(rng);
	return done_testing();
}
