/* risk.c - see risk.h. */
#include "stat/risk.h"

#include <math.h>
#include <stdbool.h>

#define LARGEST INT64_C(1000000000) /* of n and other_n */
#define MOST 0x1p960		    /* the weight of the mode */
#define LEAST 0x1p-900		    /* less than that is a p-value of 0 */

static bool is_share(int64_t events, int64_t n)
{
	return n > 0 && events >= 0 && events <= n;
}

/* The tables that share the margins, by x: what `events` may be. */
struct tables {
	int64_t n, other_n, sum; /* sum = events + other_events */
};

/* The probability of x + 1 over that of x. */
static double rise(const struct tables *all, int64_t x)
{
	return (double)(all->n - x) / (double)(x + 1) *
	       ((double)(all->sum - x) /
		(double)(all->other_n - all->sum + x + 1));
}

/* The probability of the next x in the direction `step` over that of x. */
static double ratio(const struct tables *all, int64_t x, int step)
{
	return step > 0 ? rise(all, x) : 1 / rise(all, x - 1);
}

/*
 * Of all x from the mode to an end: *total gets their weights, *tail
 * those of them that are at most `limit`. Weights only fall on the way, and
 * with margins up to LARGEST the spread is below 2e4 tables: past a weight that
 * is 1e-25 of the tail, what is left adds nothing to it.
 */
static void add_side(const struct tables *all, int64_t mode, int64_t end,
		     double limit, double *total, double *tail)
{
	double weight = MOST;
	int step = end > mode ? 1 : -1;

	for (int64_t x = mode; x != end; x += step) {
		weight *= ratio(all, x, step);
		*total += weight;
		if (weight <= limit) {
			*tail += weight;
			if (weight <= 1e-25 * *tail)
				return;
		}
	}
}

/*
 * Weights start at the mode and go outwards by ratios of neighbours: log-gamma
 * would lose six digits at margins of 1e9. They begin large, so that they stay
 * clear of the denormal numbers, which multiplication need not bring to 0.
 */
double cs_fisher_exact(int64_t events, int64_t n, int64_t other_events,
		       int64_t other_n)
{
	struct tables all = { n, other_n, 0 };
	double weight = MOST, limit, total = MOST, tail = 0;
	int64_t mode;

	if (!is_share(events, n) || !is_share(other_events, other_n) ||
	    n > LARGEST || other_n > LARGEST)
		return NAN;
	all.sum = events + other_events;
	if (all.sum == 0 || all.sum == n + other_n)
		return NAN;
	mode = (n + 1) * (all.sum + 1) / (n + other_n + 2);
	for (int64_t x = mode; x != events && weight >= LEAST;) {
		int step = events > mode ? 1 : -1;

		weight *= ratio(&all, x, step);
		x += step;
	}
	if (weight < LEAST)
		return 0;
	limit = weight * (1 + 1e-7);
	if (MOST <= limit)
		tail = MOST;
	add_side(&all, mode, all.sum < n ? all.sum : n, limit, &total, &tail);
	add_side(&all, mode, all.sum > other_n ? all.sum - other_n : 0, limit,
		 &total, &tail);
	return fmin(1, tail / total);
}
