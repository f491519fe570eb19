/*
 * risk.h - two shares beside each other: Fisher's exact test.
 *
 * `events` of `n` customers here, `other_events` of `other_n` there. Counts
 * that cannot be (negative, more events than customers) give NaN.
 */
#ifndef CS_STAT_RISK_H
#define CS_STAT_RISK_H

#include <stdint.h>

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
