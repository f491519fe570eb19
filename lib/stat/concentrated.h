/*
 * concentrated.h - concentration where customers come in clusters: its figures
 * without a slice of them (jackknife.h), and what these make of an interval.
 *
 * Values as for concentration.h; none is negative.
 */
#ifndef CS_STAT_CONCENTRATED_H
#define CS_STAT_CONCENTRATED_H

#include <stddef.h>

#include "base/money.h"
#include "stat/jackknife.h"
#include "stat/tail.h"

enum cs_concentrated {
	CS_GINI_LEFT,
	CS_TOP_LEFT,  /* share of the top */
	CS_TAIL_LEFT, /* log of the tail's index; NaN: there is no tail */
	CS_CONCENTRATED
};

/*
 * Fills figures[CS_CONCENTRATED] of `n` values without the `nout` of them that
 * are in `out`. Of those that are left the top are as large a part as `top` is
 * of n, which need not be a whole number: one customer counts in part. The tail
 * begins where it does for all: what moves its index is who is in it.
 */
void cs_concentrated(const cs_sum *values, size_t n, const cs_sum *out,
		     size_t nout, size_t top, double *figures);

/*
 * What the spreads of a figure, whose own standard error is `se`, and of the
 * tail of n values say: t^2 / z^2 times how much larger than of customers on
 * their own the variances are, at least 1. NaN where the spread is not known;
 * without a tail it counts as 1. The figure's interval is -+ z se sqrt(rest),
 * with the reach of tail.h. Measured by tests/long/lumps.c at .95: .933 to .995
 * in 40 and 100 clusters, .894 to .997 in 12, which look too even.
 */
struct cs_tail_effects cs_concentrated_effects(size_t n, double se,
					       struct cs_spread figure,
					       struct cs_spread tail,
					       double level);

#endif
