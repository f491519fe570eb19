/*
 * proportion.h - intervals, and Wilson's for a share.
 *
 * A level is the nominal coverage, a fraction strictly between 0 and 1 (.95);
 * anything else gives NaN. NaN is how every function of lib/stat says that
 * there is nothing to estimate from. All of them are pure, touch nothing global
 * and may run on any thread; none calls GSL in a way that its error handler
 * would hear of.
 */
#ifndef CS_STAT_PROPORTION_H
#define CS_STAT_PROPORTION_H

#include <stdint.h>

struct cs_interval {
	double low, high; /* both NaN: there is none */
};

/* The two-sided normal quantile: 1.959964 for .95. */
double cs_z(double level);

/*
 * estimate -+ z se, not clipped to any range. NaN where either is, and where se
 * is 0: values that are all alike are no proof that there are no others.
 */
struct cs_interval cs_normal_interval(double estimate, double se, double level);

/*
 * Wilson's score interval for `successes` of `trials` (Wilson 1927; Newcombe
 * 1998, method 3: no continuity correction): the p that a score test at this
 * level would not refuse. Low is exactly 0 where there is no success, high
 * exactly 1 where there is nothing else. NaN without trials, and for counts
 * that cannot be (negative, more successes than trials).
 */
struct cs_interval cs_wilson(int64_t successes, int64_t trials, double level);

/*
 * The same of a share whose trials are worth `number` alike, which need not be
 * whole. NaN unless the share lies within 0 and 1, and number above 0.
 */
struct cs_interval cs_wilson_share(double share, double number, double level);

#endif
