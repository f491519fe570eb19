/*
 * coverage.c - do nominal 95 % intervals cover 93 to 97 %?
 *
 * Every design is drawn RUNS times with a fixed seed of its own; the share of
 * the runs whose interval contains the known truth has itself a standard error
 * of about half a per cent.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/proportion.h"
#include "stat/survival.h"

#define RUNS 2000
#define LEVEL .95
#define SUBJECTS 300 /* of a survival design */
#define DAYS 500

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

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	shares(200, .3);
	shares(500, .5);
	shares(1000, .05);
	curves(30);
	curves(90);
	curves(180);
	gsl_rng_free(rng);
	return done_testing();
}
