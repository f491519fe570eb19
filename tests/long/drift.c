/*
 * drift.c - how often the log-rank test of entry finds a drift where there is
 * none, and where there is one.
 *
 * Customers come on any day of two years, evenly or, in a growing shop, ten
 * times as many at the end; they are watched until its end. How soon the second
 * purchase follows differs from one to the other (and, where they come in
 * clusters, from cluster to cluster), and may get slower from year to year.
 */
#include "tap.h"

#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "base/mem.h"
#include "stat/drift.h"
#include "stat/jackknife.h"

enum { RUNS = 2000, DAYS = 730, SLICES = 40 };

struct design {
	const char *name;
	int customers;
	bool growing;
	double alike;  /* standard deviation of a cluster's log rate; 0: none */
	double slower; /* rates fall by this log ratio a year */
	double low, high; /* of the share that is found, at .01 */
};

static const struct design designs[] = {
	{ "200, evenly", 200, false, 0, 0, .005, .018 },
	{ "2,000, evenly", 2000, false, 0, 0, .005, .018 },
	{ "2,000, growing", 2000, true, 0, 0, .005, .018 },
	{ "2,000 in 40 clusters", 2000, false, .5, 0, .005, .02 },
	{ "2,000, a third slower a year", 2000, false, 0, .405, .8, 1 },
	{ "2,000 in 40 clusters, a third slower", 2000, false, .5, .405, .7,
	  1 },
};

static gsl_rng *rng;

/* Days on which somebody comes, from 0. */
static int entry(bool growing)
{
	double u = gsl_rng_uniform(rng);

	/* the density rises from 1 to 10 times */
	return (int)(DAYS * (growing ? log1p(9 * u) / log(10) : u));
}

static void draw(const struct design *design, struct cs_entries (*slices)[DAYS])
{
	double mood[SLICES];

	for (int s = 0; s < SLICES; s++)
		mood[s] = gsl_ran_gaussian(rng, design->alike);
	for (int i = 0; i < design->customers; i++) {
		int x = entry(design->growing);
		size_t slice = gsl_rng_uniform_int(rng, SLICES);
		double rate = exp(mood[slice] - design->slower * x / 365) / 60 *
			      gsl_ran_gamma(rng, 2, .5);
		double time = gsl_rng_uniform(rng) < .3
				  ? DAYS
				  : floor(gsl_ran_exponential(rng, 1 / rate));
		bool event = time < DAYS - x;
		size_t t = event ? (size_t)time : (size_t)(DAYS - 1 - x);

		cs_entries_add(&slices[slice][t], x, event);
	}
}

/* Adds sign times the counts of a slice. */
static void add(struct cs_entries *sum, const struct cs_entries *part, int sign)
{
	for (int t = 0; t < DAYS; t++) {
		sum[t].events += sign * part[t].events;
		sum[t].events_x += sign * part[t].events_x;
		sum[t].left += sign * part[t].left;
		sum[t].left_x += sign * part[t].left_x;
		sum[t].left_xx += sign * part[t].left_xx;
	}
}

struct sample {
	struct cs_entries all[DAYS];
	struct cs_entries (*slices)[DAYS];
};

static void all(void *study, double *out)
{
	const struct sample *sample = study;

	*out = cs_drift(sample->all, DAYS).score;
}

static void without(void *study, size_t slice, double *out)
{
	struct sample *sample = study;

	add(sample->all, sample->slices[slice], -1);
	all(sample, out);
	add(sample->all, sample->slices[slice], 1);
}

static double run(const struct design *design,
		  struct cs_entries (*slices)[DAYS])
{
	struct sample sample = { .slices = slices };
	struct cs_jackknife jackknife;
	double p;

	memset(slices, 0, SLICES * sizeof *slices);
	draw(design, slices);
	for (int s = 0; s < SLICES; s++)
		add(sample.all, slices[s], 1);
	if (design->alike == 0)
		return cs_drift(sample.all, DAYS).p_value;
	cs_jackknife_run(&jackknife, 1, SLICES, all, without, &sample);
	p = cs_spread_p(jackknife.whole[0], cs_jackknife_spread(&jackknife, 0));
	cs_jackknife_release(&jackknife);
	return p;
}

int main(void)
{
	struct cs_entries(*slices)[DAYS] = cs_calloc(SLICES, sizeof *slices);

	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t d = 0; d < sizeof designs / sizeof *designs; d++) {
		const struct design *design = &designs[d];
		int found = 0;
		double share;

		gsl_rng_set(rng, d + 1);
		for (int i = 0; i < RUNS; i++)
			found += run(design, slices) < .01;
		share = (double)found / RUNS;
		ok(share >= design->low && share <= design->high,
		   "%s: found in %.4f", design->name, share);
	}
	gsl_rng_free(rng);
	free(slices);
	return done_testing();
}
