/*
 * herd.h - customers in clusters that have a mood in common, for clusters.c and
 * herds.c.
 */
#ifndef HERD_H
#define HERD_H

#include <math.h>
#include <stddef.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

struct cluster {
	double mood, size; /* sizes add up */
};

/* `n` clusters, whose moods deviate by `alike` and whose sizes are lognormal,
 * with sigma `uneven`. */
static void draw_clusters(gsl_rng *rng, double alike, double uneven,
			  struct cluster *clusters, size_t n)
{
	double sum = 0;

	for (size_t c = 0; c < n; c++) {
		clusters[c].mood = gsl_ran_gaussian(rng, alike);
		sum += exp(gsl_ran_gaussian(rng, uneven));
		clusters[c].size = sum;
	}
}

/* One of them, a larger one more often. */
static size_t draw_cluster(gsl_rng *rng, const struct cluster *clusters,
			   size_t n)
{
	double at = gsl_rng_uniform(rng) * clusters[n - 1].size;
	size_t c = 0;

	while (clusters[c].size < at)
		c++;
	return c;
}

#endif
