/*
 * risk.h - two shares beside each other: a risk ratio and Fisher's exact test.
 *
 * `events` of `n` customers here, `other_events` of `other_n` there. Counts
 * that cannot be (negative, more events than customers) give NaN.
 */
#ifndef CS_STAT_RISK_H
#define CS_STAT_RISK_H

#include <stdint.h>

#include "stat/proportion.h"

struct cs_risk_ratio {
	double ratio; /* NaN where either n is 0, or other_events is */
	struct cs_interval interval;
};

/*
 * (events / n) / (other_events / other_n), with an interval on the log scale
 * (Katz, Baptista, Azen and Pike 1978):
 *
 *	exp(log ratio -+ z se)
 *	se^2 = 1 / events - 1 / n + 1 / other_events - 1 / other_n
 *
 * Without events the ratio is 0 and has no interval (NaN); nor has it one
 * where everybody had the event on both sides, for se is 0 then and proves
 * nothing.
 */
struct cs_risk_ratio cs_risk_ratio(int64_t events, int64_t n,
				   int64_t other_events, int64_t other_n,
				   double level);

/*
 * Fisher's exact test (Fisher 1935), two-sided: the chance, given the margins,
 * of a table that is as unlikely as this one or more so. Tables whose
 * probability is within 1e-7 (relative) of this one's count as equally likely,
 * as in R's fisher.test(). A p-value below 1e-308 loses digits and ends at 0.
 *
 * n and other_n are at most 1e9 each, NaN beyond. Time grows with the square
 * root of the smallest margin: milliseconds at the limit. NaN where a margin
 * is 0, that is without customers on a side, without any event, or with
 * nothing else: there is one table only, and no test.
 */
double cs_fisher_exact(int64_t events, int64_t n, int64_t other_events,
		       int64_t other_n);

#endif
