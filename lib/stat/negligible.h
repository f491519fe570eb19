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
 * 2. So has each row, as far as its numbers allow. A row is judged together
 * with as many rows after it as it takes for R at risk (at the end, with rows
 * before it), by Wilson's upper bound. Where r = z^2 (1 - limit) / limit is the
 * number at risk that proves it without a lapse (189 at .02), R is 5 r, or 2 r,
 * or r: the largest of which M is three times. With 5 r at risk a hazard of a
 * third of the limit passes in 97 of 100; with r only one without any lapse.
 *
 * 3. No single row has the lower bound of its Wilson interval above the limit.
 *
 * Measured (tests/long/negligible.c): with hazards of .04 after the fourth
 * payment and .003 later, 4 or less was said in .001 to .007 of samples, which
 * the first condition alone, without its second variance, said in .19 to .60;
 * where all hazards are the limit, in .003 or less.
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
