/*
 * margins.h - two by two tables that share their margins (lib/stat only).
 */
#ifndef CS_STAT_MARGINS_H
#define CS_STAT_MARGINS_H

#include <stdint.h>

/* Of n and other_n: the largest that are counted. */
#define CS_MARGIN_MOST INT64_C(1000000000)

/* Tables by x, the events among the first n. */
struct cs_margins {
	int64_t n, other_n, sum; /* sum: events among all */
	int64_t low, high;	 /* of x */
};

static inline struct cs_margins cs_margins_of(int64_t n, int64_t other_n,
					      int64_t sum)
{
	return (struct cs_margins){ n, other_n, sum,
				    sum > other_n ? sum - other_n : 0,
				    sum < n ? sum : n };
}

/* The likeliest x. */
static inline int64_t cs_margins_mode(const struct cs_margins *all)
{
	return (all->n + 1) * (all->sum + 1) / (all->n + all->other_n + 2);
}

/*
 * The probability of the next x in the direction `step`, 1 or -1, over that of
 * x. Walks begin at the mode and go outwards by these ratios: log-gamma would
 * lose six digits at margins of 1e9.
 */
static inline double cs_margins_ratio(const struct cs_margins *all, int64_t x,
				      int step)
{
	int64_t from = step > 0 ? x : x - 1;
	double rise = (double)(all->n - from) / (double)(from + 1) *
		      ((double)(all->sum - from) /
		       (double)(all->other_n - all->sum + from + 1));

	return step > 0 ? rise : 1 / rise;
}

#endif
