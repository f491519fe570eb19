/*
 * concentration.h - how unevenly a total is spread over those who bring it.
 *
 * `values` are one exact sum per customer (or whatever the key is), sorted in
 * DESCENDING order; there are fewer than 2^32, and sums over them fit cs_sum.
 * Values may be negative (refunds) and are taken as they are: shares may then
 * leave [0, 1] and the Gini coefficient may exceed 1. Where the total is not
 * positive, or n is 0, shares mean nothing and results are NaN, or 0 for
 * counts.
 */
#ifndef CS_STAT_CONCENTRATION_H
#define CS_STAT_CONCENTRATION_H

#include <stddef.h>
#include <stdint.h>

#include "base/money.h"

enum { CS_PERCENT_WHOLE = 100000000 }; /* 100 % in millionths of a per cent */

struct cs_gini {
	double gini;	  /* population formula: 0 to (n - 1) / n */
	double corrected; /* n / (n - 1) times that; NaN if n is 1 */
	double se;	  /* of `gini`, linearised; NaN if n is 1 */
};

/*
 * The Gini coefficient, with ranks i = 1 for the smallest value:
 *
 *	G = sum over i of (2 i - n - 1) x_i / (n sum x)
 *
 * The sums are whole numbers and exact; one rounding makes the double. The
 * standard error is that of Langel and Tille (2013, Variance estimation of the
 * Gini index, JRSS A 176) under independent draws; an interval is
 * cs_normal_interval(gini, se, level). It holds its level for exponential or
 * mildly lognormal values and n of 2,000 or more. On heavy tails it is too
 * short: tail.h says how heavy they are, and moves it.
 */
struct cs_gini cs_gini(const cs_sum *values, size_t n);

/* The coefficient alone, in a fifth of the time. */
double cs_gini_coefficient(const cs_sum *values, size_t n);

struct cs_share {
	double share; /* of the total */
	double se;    /* linearised; NaN if n is 1 */
};

/*
 * The share of the first `k` values (k above n counts as n). Its standard error
 * takes k / n as given and the cut between the values as estimated; it is 0 for
 * k = n, where there is nothing to estimate.
 */
struct cs_share cs_top_share(const cs_sum *values, size_t n, size_t k);

/*
 * The standard errors of both for values of which each of the first `lump` (1
 * to n - 1) is their mean; the total is positive, and k from 1 to n - 1.
 */
double cs_gini_lumped_se(const cs_sum *values, size_t n, size_t lump);
double cs_top_share_lumped_se(const cs_sum *values, size_t n, size_t k,
			      size_t lump);

/*
 * Herfindahl-Hirschman index: the sum of squared shares, 1 / n for equal values
 * and 1 for a monopoly. The effective number of customers is 1 / HHI.
 */
double cs_hhi(const cs_sum *values, size_t n);

/*
 * How many are the top `percent` of n: ceil(percent n / 100), at least 1, at
 * most n (0 if n is 0). `percent` in millionths of a per cent, so that 20 % of
 * 105 is 21 and 12.5 % needs no binary fraction.
 */
size_t cs_top_count(int64_t percent, size_t n);

/*
 * The smallest k whose k largest values together reach `target` of the total;
 * `target` as above, 0 to CS_PERCENT_WHOLE (clamped to it). Exact. 0 where the
 * total is not positive.
 */
size_t cs_customers_for_target(const cs_sum *values, size_t n, int64_t target);

struct cs_lorenz_point {
	double population; /* fraction of the customers, poorest first */
	double share;	   /* their fraction of the total */
};

/*
 * The Lorenz curve from (0, 0) to (1, 1): all n + 1 points if `room` allows,
 * otherwise `room` of them at even distances. Writes to out[room], returns how
 * many; 0 where the total is not positive or room is below 2.
 */
size_t cs_lorenz(const cs_sum *values, size_t n, size_t room,
		 struct cs_lorenz_point *out);

#endif
