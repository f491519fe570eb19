/*
 * gaps.c - days by which a quarter and half of all had bought again, as
 * cs-retention -t gaps has them: do nominal 95 % intervals hold what would be
 * seen if everybody were watched for ever? And how short are the days of those
 * who came back?
 *
 * Customers first buy evenly over the days that are watched. After a purchase
 * one in so many is gone; others come back after exponential times, whose rates
 * are alike or, with a shape, gamma distributed. Those who come back slowly
 * reach a later purchase late, if at all, and are watched for less time there:
 * what that does to later lines is measured, too.
 */
#include "tap.h"

#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/curve.h"
#include "stat/quantile.h"

#define LEVEL .95
enum { RUNS = 2000, EVERYBODY = 2000000, DAYS = 731, FOREVER = 20000 };

static gsl_rng *rng;

static const struct design {
	int customers;
	int days;
	double gone, mean;
	double shape; /* 0: all rates are alike */
	bool even;    /* are intervals to hold from the second purchase on? */
} designs[] = {
	{ 100, 731, .3, 40, 0, true },	 { 500, 731, .3, 40, 0, true },
	{ 500, 365, .4, 60, 0, true },	 { 200, 731, .3, 40, 2, false },
	{ 2000, 731, .3, 40, 2, false },
};

static const double shares[] = { .25, .5 };

struct counts {
	int64_t came[FOREVER], waiting[FOREVER];
};

/* Adds a customer's gap behind its purchase `n`, watched up to day `end`. */
static void draw(const struct design *d, int n, double start, double end,
		 struct counts *counts)
{
	double rate = 1 / d->mean, at = start, next;

	if (d->shape > 0)
		rate *= gsl_ran_gamma(rng, d->shape, 1 / d->shape);
	for (int i = 1;; i++) {
		bool gone = gsl_rng_uniform(rng) < d->gone;

		next = gone ? end : at + gsl_ran_exponential(rng, 1 / rate);
		if (i == n)
			break;
		if (next >= end)
			return;
		at = next;
	}
	if (next < end)
		counts->came[(int)next - (int)at]++;
	else
		counts->waiting[(int)end - 1 - (int)at]++;
}

static void clear(struct counts *counts)
{
	memset(counts, 0, sizeof *counts);
}

/* If everybody were watched for ever. */
static void find_truth(const struct design *d, int n, struct counts *counts,
		       double *truth)
{
	int64_t all = 0;

	clear(counts);
	for (int i = 0; i < EVERYBODY; i++)
		draw(d, n, gsl_rng_uniform(rng), FOREVER, counts);
	for (int day = 0; day < FOREVER; day++)
		all += counts->came[day] + counts->waiting[day];
	for (int s = 0; s < 2; s++) {
		int64_t sum = 0;
		int day = 0;

		while ((double)(sum += counts->came[day]) <
		       shares[s] * (double)all)
			day++;
		truth[s] = day;
	}
	truth[2] = (double)cs_histogram_quantile(counts->came, FOREVER, .5);
}

static void estimate(const struct counts *counts, int days,
		     struct cs_curve_time *found)
{
	static double times[DAYS];
	static int64_t events[DAYS], censored[DAYS];
	static struct cs_km curve[DAYS];
	struct cs_spans spans = { 0, times, events, censored, NULL, 0 };

	for (int day = 0; day < days; day++) {
		if (counts->came[day] + counts->waiting[day] == 0)
			continue;
		times[spans.n] = day;
		events[spans.n] = counts->came[day];
		censored[spans.n++] = counts->waiting[day];
		spans.start += counts->came[day] + counts->waiting[day];
	}
	cs_curve(&spans, LEVEL, CS_CONF_LOG_LOG, curve);
	for (int s = 0; s < 2; s++)
		found[s] = cs_curve_quantile(&spans, curve, shares[s]);
}

/* A bound that is NaN lies beyond the data. */
static bool holds(struct cs_curve_time time, double truth)
{
	return !(time.low > truth) && !(time.high < truth);
}

static void test(const struct design *d, int n)
{
	static struct counts counts;
	double truth[3], back = 0;
	int held[2] = { 0 }, seen[2] = { 0 };
	double mean[2] = { 0 };

	find_truth(d, n, &counts, truth);
	for (int run = 0; run < RUNS; run++) {
		struct cs_curve_time found[2];

		clear(&counts);
		for (int i = 0; i < d->customers; i++)
			draw(d, n, gsl_rng_uniform(rng) * d->days, d->days,
			     &counts);
		estimate(&counts, d->days, found);
		for (int s = 0; s < 2; s++) {
			held[s] += holds(found[s], truth[s]);
			seen[s] += !isnan(found[s].time);
			mean[s] += isnan(found[s].time) ? 0 : found[s].time;
		}
		back += cs_histogram_median(counts.came, (size_t)d->days);
	}
	for (int s = 0; s < 2; s++) {
		const char *what =
		    named("%d customers, %d days, %s rates, purchase %d: by "
			  "day %g %g of all, seen in %.2f, mean %.1f, held",
			  d->customers, d->days,
			  d->shape > 0 ? "mixed" : "equal", n, truth[s],
			  shares[s], (double)seen[s] / RUNS, mean[s] / seen[s]);
		double share = (double)held[s] / RUNS;

		if (n == 1 || d->even)
			ok(share >= .93 && share <= .985, "%s: %.4f", what,
			   share);
		else
			printf("# %s: %.4f\n", what, share);
	}
	printf("# half of those who came back: %.1f days, of all who ever will "
	       "%g\n",
	       back / RUNS, truth[2]);
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(rng, 11);
	for (size_t i = 0; i < sizeof designs / sizeof *designs; i++)
		for (int n = 1; n <= 3; n += 2)
			test(&designs[i], n);
	gsl_rng_free(rng);
	return done_testing();
}
