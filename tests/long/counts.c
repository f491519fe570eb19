/*
 * counts.c - how many orders of a calm shop are called unusual, and how well is
 * the size of a negative binomial found?
 *
 * Orders have Poisson contacts whose means differ as a gamma variate does. Of
 * those that are judged, unusual_from is estimated from themselves.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/counts.h"
#include "stat/quantile.h"

enum { RUNS = 2000, MOST = 4000 };
#define ALPHA .01

struct design {
	int orders;
	double mean, size; /* INFINITY: Poisson */
};

static const struct design designs[] = {
	{ 150, 1.15, 1.02 },	 { 100, .07, .3 }, { 500, .07, .3 },
	{ 5000, .07, .3 },	 { 500, .3, .15 }, { 500, .3, INFINITY },
	{ 5000, .07, INFINITY }, { 500, 3, .5 },   { 50, 1, 1 },
	{ 5000, 1.15, 1.02 },
};

static gsl_rng *rng;

static void draw(const struct design *d, int64_t *with)
{
	memset(with, 0, MOST * sizeof *with);
	for (int i = 0; i < d->orders; i++) {
		double mean = d->mean;
		unsigned c;

		if (isfinite(d->size))
			mean = gsl_ran_gamma(rng, d->size, d->mean / d->size);
		c = gsl_ran_poisson(rng, mean);
		with[c < MOST ? c : MOST - 1]++;
	}
}

/* The mean over runs of the chance to be called unusual. */
static double measure(const struct design *d, double *plain, double *size)
{
	static int64_t with[MOST], found[MOST + 1];
	double unusual = 0;

	memset(found, 0, sizeof found);
	*plain = 0;
	for (int run = 0; run < RUNS; run++) {
		struct cs_counts counts;
		int64_t from;

		draw(d, with);
		counts = cs_counts(with, MOST);
		from = cs_unusual_from(counts.mean, counts.size, ALPHA);
		unusual += cs_count_reaches(d->mean, d->size, from) / RUNS;
		from = cs_unusual_from(counts.mean, INFINITY, ALPHA);
		*plain += cs_count_reaches(d->mean, d->size, from) / RUNS;
		found[counts.size < MOST / 100. ? (int)(counts.size * 100)
						: MOST]++;
	}
	*size = cs_histogram_median(found, MOST + 1) / 100;
	return unusual;
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t i = 0; i < sizeof designs / sizeof *designs; i++) {
		const struct design *d = &designs[i];
		double plain, size, unusual = measure(d, &plain, &size);

		printf("# %d orders, mean %g, size %g: %.4f unusual, by "
		       "Poisson %.4f; median of the size %.2f\n",
		       d->orders, d->mean, d->size, unusual, plain, size);
		ok(unusual < 1.5 * ALPHA,
		   "%d, mean %g, size %g: few are "
		   "called unusual",
		   d->orders, d->mean, d->size);
	}
	gsl_rng_free(rng);
	return done_testing();
}
