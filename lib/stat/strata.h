/*
 * strata.h - two shares compared within strata: exact test, ratio, difference.
 *
 * `events` of `n` customers here, `other_events` of `other_n` there. Counts
 * that cannot be (negative, more events than customers) give NaN.
 */
#ifndef CS_STAT_STRATA_H
#define CS_STAT_STRATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stat/jackknife.h"
#include "stat/proportion.h"

/* The compared of one stratum, and the others there. */
struct cs_risk_stratum {
	int64_t events, n, other_events, other_n;
};

/*
 * The exact test given the margins of each stratum, two-sided: the chance of a
 * sum of `events` that is as unlikely as this one or more so, where in each
 * stratum they are hypergeometric. Of one stratum it is Fisher's (Fisher 1935),
 * of several that of Birch (1964), as R's mantelhaen.test(exact = TRUE) has it:
 * sums whose probability is within 1e-7 (relative) of this one's count as
 * equally likely. mid_p counts half of the equally likely (Lancaster 1961): a
 * test at .05 by p refuses much less often, .013 to .045 of the time with 5 to
 * 50 compared, by mid_p .02 to .066.
 *
 * Sums that are less likely than the likeliest by 1e-40 are left out, so that
 * p-values below about 1e-39 may be 0. Counts of customers are at most 1e9, NaN
 * beyond, and NaN where only one sum is possible. Time: strata times the
 * standard deviation of the sum.
 */
struct cs_exact {
	double p, mid_p;
};
struct cs_exact cs_exact_strata(const struct cs_risk_stratum *strata, size_t n);

struct cs_risks {
	int64_t n, events;  /* compared: of strata that have others */
	int64_t uncompared; /* n of strata that have none */
	double share;	    /* events / n */
	double other_share; /* of the others, weighted as the compared */
	double ratio;	    /* share / other_share; NaN if that is 0 */
	struct cs_interval ratio_interval;
	double excess; /* events too many: n (share - other_share) */
	struct cs_interval excess_interval;
	double p_value; /* two-sided, of no difference in any stratum */
	double p_exact; /* by cs_exact_strata() in full; NaN: by score */
};

/*
 * The compared beside others of their own strata. With n(s) compared of whom
 * y(s) had the event, m(s) others of whom x(s) had it, and q(s) = x(s) / m(s):
 *
 *	other_share = sum of n(s) q(s) / sum of n(s)
 *
 * so that an other counts n(s) / m(s). The intervals are score intervals
 * (Koopman 1984; Miettinen and Nurminen 1985), stratified with weights n(s):
 * the ratios r and excesses d n with, summed over the strata,
 *
 *	(sum of y - r n q)^2 = z^2 sum of V c
 *	V = n^2 (a (1 - a) / n + r^2 b (1 - b) / m),	a = r b
 *
 *	(sum of y - n q - n d)^2 = z^2 sum of V c
 *	V = n^2 (a (1 - a) / n + b (1 - b) / m),	a = b + d
 *
 *	c = (n + m) / (n + m - 1)
 *
 * where in each stratum a and b are the shares of highest likelihood that have
 * this ratio or difference. p_value is that of the score at r = 1, which is the
 * same as at d = 0; or, if of the compared or the others fewer than
 * CS_RISK_FEW events, or non-events, are expected with no difference, mid_p of
 * cs_exact_strata(); where that does not refuse it at this level, the intervals
 * reach as far as 1 and 0. There is no test, and p_value NaN, where nothing can
 * differ: without events, or with nothing else, in every stratum; the intervals
 * are there all the same, but of a ratio of nothing to nothing.
 *
 * Measured at .95 (tests/long/strata.c): ratio .934 to .953, excess .942 to
 * .963 with 100 or more compared, and to .967 with 5 to 20.
 *
 * Assumes that within a stratum who is compared is as good as random. An other
 * may stand in several strata, if those who are compared in one of them are
 * among the others of those before it (as in the risk sets of Cox's partial
 * likelihood).
 */
enum { CS_RISK_FEW = 5 };
struct cs_risks cs_compare_risks(const struct cs_risk_stratum *strata, size_t n,
				 double level);

/*
 * The same where customers come in clusters: `ratio` is the spread of the
 * ratio, `excess` that of the excess over n. The intervals are score intervals
 * in which z^2 is t^2 times as many times larger as the variance of the
 * jackknife is than V at the estimate. p_value is of Student's t, of the
 * excess. Where few are expected, neither variance is smaller than V, and
 * p_value no lower than mid_p; p_exact is NaN. Where no slice moves a figure,
 * since nobody had the event, each of `clusters` slices counts as one customer.
 * Intervals reach as far as 1 and 0 where p_value is above 1 - level. NaN where
 * a spread is not known.
 *
 * Measured by tests/long/towns.c at .95, in 12 to 100 clusters: both intervals
 * .94 to .98 with 40 or 400 of 2,000 compared, .98 to 1 with 10; p below .05 in
 * .042 to .064, and .004 to .052.
 */
struct cs_risks cs_compare_risks_spread(const struct cs_risk_stratum *strata,
					size_t n, size_t clusters, double level,
					struct cs_spread ratio,
					struct cs_spread excess);

#endif
