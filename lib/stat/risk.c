/* risk.c - see risk.h. */
#include "stat/risk.h"

#include <math.h>
#include <stdbool.h>

#include "stat/margins.h"

#define MOST 0x1p960   /* the weight of the mode */
#define LEAST 0x1p-900 /* less than that is a p-value of 0 */

static bool is_share(int64_t events, int64_t n)
{
	return n > 0 && events >= 0 && events <= n;
}

/*
 * Of all x from the mode to an end: *total gets their weights, *tail
 * those of them that are at most `limit`. Weights only fall on the way, and
 * with margins up to CS_MARGIN_MOST the spread is below 2e4 tables: past a
 * weight that is 1e-25 of the tail, what is left adds nothing to it.
 */
static void add_side(const struct cs_margins *all, int64_t mode, int64_t end,
		     double limit, double *total, double *tail)
{
	double weight = MOST;
	int step = end > mode ? 1 : -1;

	for (int64_t x = mode; x != end; x += step) {
		weight *= cs_margins_ratio(all, x, step);
		*total += weight;
		if (weight <= limit) {
			*tail += weight;
			if (weight <= 1e-25 * *tail)
				return;
		}
	}
}

/*
 * Weights begin large, so that they stay clear of the denormal numbers, which
 * multiplication need not bring to 0.
 */
double cs_fisher_exact(int64_t events, int64_t n, int64_t other_events,
		       int64_t other_n)
{
	struct cs_margins all;
	double weight = MOST, limit, total = MOST, tail = 0;
	int64_t mode;

	if (!is_share(events, n) || !is_share(other_events, other_n) ||
	    n > CS_MARGIN_MOST || other_n > CS_MARGIN_MOST)
		return NAN;
	all = cs_margins_of(n, other_n, events + other_events);
	if (all.sum == 0 || all.sum == n + other_n)
		return NAN;
	mode = cs_margins_mode(&all);
	for (int64_t x = mode; x != events && weight >= LEAST;) {
		int step = events > mode ? 1 : -1;

		weight *= cs_margins_ratio(&all, x, step);
		x += step;
	}
	if (weight < LEAST)
		return 0;
	limit = weight * (1 + 1e-7);
	if (MOST <= limit)
		tail = MOST;
	add_side(&all, mode, all.high, limit, &total, &tail);
	add_side(&all, mode, all.low, limit, &total, &tail);
	return fmin(1, tail / total);
}
