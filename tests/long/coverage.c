/*
 * coverage.c - do nominal 95 % intervals cover 93 to 97 %?
 *
 * Every design is drawn RUNS times with a fixed seed of its own; the share of
 * the runs whose interval contains the known truth has itself a standard error
 * of about half a per cent. Designs without a promise (heavy tails) are
 * measured and printed, not judged.
 */
#include "tap.h"

#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/bootstrap.h"
#include "stat/compare.h"
#include "stat/concentration.h"
#include "stat/proportion.h"
#include "stat/survival.h"

#define RUNS 2000
#define LEVEL .95
#define CUSTOMERS 2000 /* of a concentration design */
#define SUBJECTS 300   /* of a survival design */
#define DAYS 500
#define REPLICATES 299

static gsl_rng *rng;

static bool contains(struct cs_interval interval, double truth)
{
	return interval.low <= truth && truth <= interval.high;
}

/* Intervals that are NaN contain nothing and count as misses. */
static double report(int covered, const char *design)
{
	double share = (double)covered / RUNS;

	printf("# %s: %.4f\n", design, share);
	return share;
}

static void judge(int covered, const char *design)
{
	double share = report(covered, design);

	ok(share >= .93 && share <= .97, "%s covers 93 to 97 %%", design);
}

static void shares(unsigned trials, double p)
{
	char design[64];
	int covered = 0;

	gsl_rng_set(rng, trials);
	for (int run = 0; run < RUNS; run++) {
		unsigned x = gsl_ran_binomial(rng, p, trials);

		covered += contains(cs_wilson(x, trials, LEVEL), p);
	}
	snprintf(design, sizeof design, "Wilson, %g of %u", p, trials);
	judge(covered, design);
}

/*
 * The curve at `day` of subjects that have the event after an exponential time
 * and are censored between day 30 and 400, both in whole days.
 */
static struct cs_km draw_curve(double mean, int day)
{
	int64_t events[DAYS] = { 0 }, censored[DAYS] = { 0 };

	for (int i = 0; i < SUBJECTS; i++) {
		double event = floor(gsl_ran_exponential(rng, mean));
		double end = floor(gsl_ran_flat(rng, 30, 400));

		if (event <= end)
			events[(size_t)event]++;
		else
			censored[(size_t)end]++;
	}
	return cs_km_at(events, censored, DAYS, day, LEVEL, CS_CONF_LOG_LOG);
}

/* The event after `day`: a day is over when the next begins. */
static double survives(double mean, int day)
{
	return exp(-(day + 1) / mean);
}

static void curves(int day)
{
	char design[64];
	int covered = 0;

	gsl_rng_set(rng, 1000 + (unsigned long)day);
	for (int run = 0; run < RUNS; run++) {
		struct cs_km km = draw_curve(120, day);

		covered += contains((struct cs_interval){ km.low, km.high },
				    survives(120, day));
	}
	snprintf(design, sizeof design, "Kaplan-Meier, log-log, day %d", day);
	judge(covered, design);
}

static void differences(int day)
{
	double truth = survives(120, day) - survives(90, day);
	char design[64];
	int covered = 0;

	gsl_rng_set(rng, 2000 + (unsigned long)day);
	for (int run = 0; run < RUNS; run++) {
		struct cs_km a = draw_curve(120, day), b = draw_curve(90, day);
		struct cs_difference d =
		    cs_difference(a.survival - b.survival, a.se, b.se, LEVEL);

		covered +=
		    contains((struct cs_interval){ d.low, d.high }, truth);
	}
	snprintf(design, sizeof design, "Difference of two curves, day %d",
		 day);
	judge(covered, design);
}

/* sigma 0 stands for the exponential distribution, others are lognormal. */
struct spread {
	const char *name;
	double sigma;
	bool judged;
};

static const struct spread spreads[] = {
	{ "exponential", 0, true },
	{ "lognormal, sigma 0.5", .5, true },
	{ "lognormal, sigma 1", 1, false },
	{ "lognormal, sigma 1.5", 1.5, false },
	{ "lognormal, sigma 2", 2, false },
};

static double true_gini(double sigma)
{
	return sigma > 0 ? erf(sigma / 2) : .5;
}

/* Of the first fifth. */
static double true_top_share(double sigma)
{
	return sigma > 0
		   ? gsl_cdf_ugaussian_P(sigma + gsl_cdf_ugaussian_Pinv(.2))
		   : .2 * (1 - log(.2));
}

static int descending(const void *a, const void *b)
{
	const cs_sum *x = a, *y = b;

	return (*x < *y) - (*x > *y);
}

static void draw_values(double sigma, cs_sum *values)
{
	for (size_t i = 0; i < CUSTOMERS; i++) {
		double x = sigma > 0 ? gsl_ran_lognormal(rng, 3, sigma)
				     : gsl_ran_exponential(rng, 20);

		values[i] = (cs_sum)(x * CS_MICROS);
	}
	qsort(values, CUSTOMERS, sizeof *values, descending);
}

static void conclude(const struct spread *spread, const char *what, int covered)
{
	char design[96];

	snprintf(design, sizeof design, "%s, %s", what, spread->name);
	if (spread->judged)
		judge(covered, design);
	else
		report(covered, design);
}

static void concentrations(const struct spread *spread)
{
	static cs_sum values[CUSTOMERS];
	double gini_truth = true_gini(spread->sigma);
	double share_truth = true_top_share(spread->sigma);
	int linear = 0, top = 0, bootstrap = 0;

	gsl_rng_set(rng, 3000 + (unsigned long)(10 * spread->sigma));
	for (int run = 0; run < RUNS; run++) {
		struct cs_bootstrap options = { REPLICATES, (uint32_t)run + 1,
						LEVEL };
		struct cs_gini gini;
		struct cs_share share;

		draw_values(spread->sigma, values);
		gini = cs_gini(values, CUSTOMERS);
		share = cs_top_share(values, CUSTOMERS, CUSTOMERS / 5);
		linear += contains(
		    cs_normal_interval(gini.gini, gini.se, LEVEL), gini_truth);
		top +=
		    contains(cs_normal_interval(share.share, share.se, LEVEL),
			     share_truth);
		bootstrap += contains(
		    cs_gini_bootstrap(values, CUSTOMERS, &options), gini_truth);
	}
	conclude(spread, "Gini, linearised", linear);
	conclude(spread, "Gini, bootstrap", bootstrap);
	conclude(spread, "Share of the top 20 %", top);
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	shares(200, .3);
	shares(500, .5);
	shares(1000, .05);
	curves(30);
	curves(90);
	curves(180);
	differences(90);
	for (size_t i = 0; i < sizeof spreads / sizeof *spreads; i++)
		concentrations(&spreads[i]);
	gsl_rng_free(rng);
	return done_testing();
}
