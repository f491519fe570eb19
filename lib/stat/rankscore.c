/* rankscore.c - see rankscore.h. */
#include "stat/rankscore.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/mem.h"

struct cs_rank_terms {
	size_t k, n;
	double *times;	/* [n], of all groups */
	double *share;	/* [n][k]: p_g */
	double *hazard; /* [n]: sum of h up to here */
	double *mean;	/* [n][k]: sum of h p_g */
	double steps;	/* times for each 1 of time, were they even */
};

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void gather_times(struct cs_rank_terms *terms,
			 const struct cs_spans *groups, size_t all)
{
	size_t n = 0;

	for (size_t g = 0; g < terms->k; g++)
		for (size_t i = 0; i < groups[g].n; i++)
			terms->times[n++] = groups[g].times[i];
	qsort(terms->times, all, sizeof *terms->times, by_size);
	for (size_t i = 0; i < all; i++)
		if (terms->n == 0 ||
		    terms->times[terms->n - 1] < terms->times[i])
			terms->times[terms->n++] = terms->times[i];
}

/* One time: who is at risk, and who had the event. */
static void fill_time(struct cs_rank_terms *terms, size_t at,
		      const struct cs_spans *groups, size_t next[],
		      int64_t at_risk[])
{
	double *share = terms->share + at * terms->k,
	       *mean = terms->mean + at * terms->k, n = 0, d = 0;

	for (size_t g = 0; g < terms->k; g++)
		n += (double)at_risk[g];
	for (size_t g = 0; g < terms->k; g++) {
		size_t i = next[g];

		share[g] = (double)at_risk[g] / n;
		if (i == groups[g].n || groups[g].times[i] > terms->times[at])
			continue;
		d += (double)groups[g].events[i];
		at_risk[g] -= groups[g].events[i] + groups[g].censored[i];
		next[g]++;
	}
	terms->hazard[at] = (at > 0 ? terms->hazard[at - 1] : 0) + d / n;
	for (size_t g = 0; g < terms->k; g++)
		mean[g] = (at > 0 ? mean[g - terms->k] : 0) + share[g] * d / n;
}

struct cs_rank_terms *cs_rank_terms_new(const struct cs_spans *groups, size_t k)
{
	struct cs_rank_terms *terms;
	size_t all = 0, some = 0, *next;
	int64_t *at_risk;

	for (size_t g = 0; g < k; g++) {
		all += groups[g].n;
		some += groups[g].n > 0;
	}
	if (some < 2)
		return NULL;
	terms = cs_calloc(1, sizeof *terms);
	terms->k = k;
	terms->times = cs_calloc(all, sizeof *terms->times);
	terms->share = cs_calloc(all, k * sizeof *terms->share);
	terms->hazard = cs_calloc(all, sizeof *terms->hazard);
	terms->mean = cs_calloc(all, k * sizeof *terms->mean);
	next = cs_calloc(k, sizeof *next);
	at_risk = cs_calloc(k, sizeof *at_risk);
	gather_times(terms, groups, all);
	if (terms->times[terms->n - 1] > 0)
		terms->steps =
		    (double)(terms->n - 1) / terms->times[terms->n - 1];
	for (size_t g = 0; g < k; g++)
		at_risk[g] = groups[g].start;
	for (size_t at = 0; at < terms->n; at++)
		fill_time(terms, at, groups, next, at_risk);
	free(next);
	free(at_risk);
	return terms;
}

void cs_rank_terms_free(struct cs_rank_terms *terms)
{
	if (terms == NULL)
		return;
	free(terms->times);
	free(terms->share);
	free(terms->hazard);
	free(terms->mean);
	free(terms);
}

/* Where a time is; of many subjects each day is one, and the first guess right.
 */
static size_t find(const struct cs_rank_terms *terms, double time)
{
	size_t low = 0, high = terms->n - 1;
	double guess = time * terms->steps + .5;

	if (guess < (double)terms->n && terms->times[(size_t)guess] == time)
		return (size_t)guess;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (terms->times[middle] < time)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void cs_rank_terms_add(const struct cs_rank_terms *terms, size_t group,
		       double time, bool event, double *phi)
{
	size_t at = find(terms, time);
	const double *mean = terms->mean + at * terms->k;
	const double *share = terms->share + at * terms->k;

	for (size_t g = 0; g < terms->k; g++) {
		double own = g == group ? 1 : 0;

		phi[g] += mean[g] - own * terms->hazard[at];
		if (event)
			phi[g] += own - share[g];
	}
}

/* Eliminates groups one by one, that with the most left first: Z' V^-1 Z. */
struct cs_rank_test cs_rank_clustered(const double *z, const double *v,
				      size_t k)
{
	static const double least = 1e-9; /* of what it was: rounding */
	struct cs_rank_test test = { 0, 0, NAN };
	double left[CS_CLUSTERED_GROUPS],
	    rest[CS_CLUSTERED_GROUPS][CS_CLUSTERED_GROUPS];
	bool done[CS_CLUSTERED_GROUPS] = { false };

	for (size_t g = 0; g < k; g++) {
		left[g] = z[g];
		for (size_t h = 0; h < k; h++)
			rest[g][h] = v[g * k + h];
	}
	for (size_t turn = 0; turn + 1 < k; turn++) {
		size_t p = k;

		for (size_t g = 0; g < k; g++)
			if (!done[g] && rest[g][g] > least * v[g * k + g] &&
			    (p == k || rest[g][g] > rest[p][p]))
				p = g;
		if (p == k)
			break;
		done[p] = true;
		test.chi_square += left[p] * left[p] / rest[p][p];
		test.df++;
		for (size_t g = 0; g < k; g++) {
			double share = rest[g][p] / rest[p][p];

			if (done[g])
				continue;
			left[g] -= share * left[p];
			for (size_t h = 0; h < k; h++)
				rest[g][h] -= share * rest[p][h];
		}
	}
	if (test.df == 0)
		test.chi_square = NAN;
	else
		test.p_value = gsl_cdf_chisq_Q(test.chi_square, test.df);
	return test;
}
