/* bootstrap.c - see bootstrap.h. */
#include "stat/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>

#include "base/mem.h"
#include "stat/concentration.h"

/* One of 0..n-1. 64 bits of chance make the unevenness n / 2^64. */
static size_t draw(gsl_rng *rng, size_t n)
{
	uint64_t bits = (uint64_t)gsl_rng_get(rng) << 32;

	bits |= (uint64_t)gsl_rng_get(rng);
	return (size_t)((cs_sum)bits * (cs_sum)n >> 64);
}

/* How often each of n values is in a sample of n: a multinomial draw. */
static void resample(gsl_rng *rng, uint32_t *copies, size_t n)
{
	memset(copies, 0, n * sizeof *copies);
	for (size_t i = 0; i < n; i++)
		copies[draw(rng, n)]++;
}

/*
 * The Gini coefficient of a sample with copies[i] times values[i]. Counted from
 * the largest, a run of w equal values behind `before` others has the weights
 * n - 1 - 2 before, then two less each: w (n - 2 before - w) in all.
 */
static double gini_of(const double *values, const uint32_t *copies, size_t n)
{
	double total = 0, weighted = 0, before = 0, size = (double)n;

	for (size_t i = 0; i < n; i++) {
		double w = copies[i], x = w * values[i];

		total += x;
		weighted += x * (size - 2 * before - w);
		before += w;
	}
	return total > 0 ? weighted / (size * total) : NAN;
}

/* The value at place (count + 1) p, between neighbours where that is broken. */
static double percentile(const double *sorted, size_t count, double p)
{
	double place = (double)(count + 1) * p, whole = floor(place);

	if (whole < 1)
		return sorted[0];
	if (whole >= (double)count)
		return sorted[count - 1];
	sorted += (size_t)whole - 1;
	return sorted[0] + (place - whole) * (sorted[1] - sorted[0]);
}

static struct cs_interval percentiles(double *replicates, size_t count,
				      double level)
{
	double tail = (1 - level) / 2;

	for (size_t i = 0; i < count; i++)
		if (isnan(replicates[i]))
			return (struct cs_interval){ NAN, NAN };
	gsl_sort(replicates, 1, count);
	return (struct cs_interval){
		percentile(replicates, count, tail),
		percentile(replicates, count, 1 - tail),
	};
}

struct cs_interval cs_gini_bootstrap(const cs_sum *values, size_t n,
				     const struct cs_bootstrap *options)
{
	struct cs_interval interval = { NAN, NAN };
	size_t count = options->replicates;
	double *x, *replicates;
	uint32_t *copies;
	gsl_rng *rng;

	if (isnan(cs_gini(values, n).gini) || count < 2 ||
	    isnan(cs_z(options->level)))
		return interval;
	rng = cs_mem_check(gsl_rng_alloc(gsl_rng_mt19937));
	gsl_rng_set(rng, options->seed);
	x = cs_calloc(n, sizeof *x);
	copies = cs_calloc(n, sizeof *copies);
	replicates = cs_calloc(count, sizeof *replicates);
	for (size_t i = 0; i < n; i++)
		x[i] = (double)values[i];
	for (size_t i = 0; i < count; i++) {
		resample(rng, copies, n);
		replicates[i] = gini_of(x, copies, n);
	}
	interval = percentiles(replicates, count, options->level);
	free(replicates);
	free(copies);
	free(x);
	gsl_rng_free(rng);
	return interval;
}
