/* quantile.c - see quantile.h. */
#include "stat/quantile.h"

#include <float.h>
#include <math.h>

static int64_t sum(const int64_t *counts, size_t n)
{
	int64_t total = 0;

	for (size_t v = 0; v < n; v++)
		total += counts[v];
	return total;
}

/* The value of the observation of this rank, 1 being the smallest. */
static int64_t of_rank(const int64_t *counts, size_t n, int64_t rank)
{
	int64_t reached = 0;

	for (size_t v = 0; v < n; v++) {
		reached += counts[v];
		if (reached >= rank)
			return (int64_t)v;
	}
	return -1;
}

int64_t cs_histogram_quantile(const int64_t *counts, size_t n, double p)
{
	int64_t total = sum(counts, n), rank;
	double product = fmin(fmax(p, 0), 1) * (double)total;

	if (total <= 0)
		return -1;
	product = ceil(product * (1 - 4 * DBL_EPSILON));
	rank = product >= (double)total ? total : (int64_t)product;
	return of_rank(counts, n, rank > 1 ? rank : 1);
}

double cs_histogram_median(const int64_t *counts, size_t n)
{
	int64_t total = sum(counts, n), low, high;

	if (total <= 0)
		return NAN;
	low = of_rank(counts, n, (total - 1) / 2 + 1);
	high = of_rank(counts, n, total / 2 + 1);
	return ((double)low + (double)high) / 2;
}
