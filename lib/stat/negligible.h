/*
 * negligible.h - from which payment on lapses are negligible: a claim that the
 * data have to prove, of the payments from there on together and one by one.
 *
 * N is the smallest number, with somebody at risk at the Nth payment, such that
 * the following three hold. `limit` is a hazard per payment, .02 say.
 *
 * 1. The pooled hazard of all n >= N has its upper bound below the limit. With
 * M = sum of at_risk, X = sum of lapsed, and of each customer m payments at
 * risk and x = 0 or 1 lapses among them, the bound is the largest h with
 *
 *	(X - h M)^2 <= z^2 max(h (1 - h) M, sum over customers of (x - h m)^2).
 *
 * The first variance is Wilson's, of payments that know nothing of one another;
 * the second is that of a ratio over customers (a score test with the sandwich
 * variance), so that one customer with thousands of payments proves no more
 * than one customer can. It has no bound where M^2 <= z^2 sum of m^2: fewer
 * than four customers' worth.
 *
 * 2. So has the Nth row, together with as many rows after it as it takes to
 * prove it without a lapse: r = z^2 (1 - limit) / limit at risk, 189 at .02. A
 * hazard that falls is highest there. So have all n >= N, each with as many
 * rows after it as hold 10 r at risk, if there are so many: a hazard of a third
 * of the limit nearly always passes.
 *
 * 3. No single row of 1 / limit at risk or more, 50 at .02, has the lower bound
 * of its 80 % Wilson interval above the limit: 3 of 60 has, 2 of 60 has not.
 * (In rows of fewer one lapse by itself is more than the limit.)
 *
 * Measured (tests/long/negligible.c): with hazards of .04 after the fourth
 * payment and .003 later, 4 or less was said in .0095 of samples of 200 and in
 * none of 500 or more, which the first condition alone, without its second
 * variance, said in .60, .41 and .19 of 200, 500 and 1,000; where all hazards
 * are the limit, in .0185 or less.
 */
#ifndef CS_STAT_NEGLIGIBLE_H
#define CS_STAT_NEGLIGIBLE_H

#include <stddef.h>

#include "stat/lifetable.h"

/*
 * Of row n, so that sums over the rows from N on are sums over customers: for a
 * customer at risk at n, and at r payments after n, squares adds up 2 r + 1,
 * and lapsed counts it if it lapsed at n or later.
 */
struct cs_life_spread {
	cs_sum squares; /* from N on: sum over customers of m^2 */
	cs_sum lapsed;	/* ... of x m */
};

/* 0: there is no such N. */
size_t cs_negligible(const struct cs_life_counts *counts,
		     const struct cs_life_spread *spread, size_t n,
		     double limit, double level);

/*
 * Adds the spread of customers of whom who is at risk in a row was at risk in
 * all rows before it, so that the counts say all.
 */
void cs_spread_cohort(const struct cs_life_counts *counts, size_t n,
		      struct cs_life_spread *spread);

#endif
