/*
 * compare.h - is one estimate different from another, and what is left of that
 * when many pairs were tried.
 */
#ifndef CS_STAT_COMPARE_H
#define CS_STAT_COMPARE_H

#include <stddef.h>

struct cs_difference {
	double difference;
	double low, high; /* difference -+ z se */
	double p_value;	  /* two-sided, of no difference */
};

/*
 * The difference d of two independent estimates with standard errors se1 and
 * se2: se^2 = se1^2 + se2^2, normal (Wald). Interval and p-value are NaN where
 * either standard error is NaN or 0: a group of three without an event has a
 * standard error of 0, and proves nothing. The interval is not clipped.
 */
struct cs_difference cs_difference(double d, double se1, double se2,
				   double level);

/*
 * Holm's adjustment (Holm 1979) of n p-values, as R's p.adjust(p, "holm"): the
 * chance of one false alarm or more among all of them stays below the adjusted
 * value. NaN stays NaN and does not count. `adjusted` may be `p`.
 */
void cs_holm(const double *p, size_t n, double *adjusted);

#endif
