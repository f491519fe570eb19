/*
 * quantile.h - quantiles of a histogram of whole numbers.
 *
 * counts[v] observations have the value v, for v = 0..n-1; none is negative.
 */
#ifndef CS_STAT_QUANTILE_H
#define CS_STAT_QUANTILE_H

#include <stddef.h>
#include <stdint.h>

/*
 * The smallest value v such that at least the fraction `p` (0 to 1) of the
 * observations is v or less: always an observed value (R's type 1; Hyndman and
 * Fan 1996, definition 1). p times the number of observations is taken as whole
 * when it is so but for the rounding of p: .07 of 100 is 7. -1 where
 * there is no observation.
 */
int64_t cs_histogram_quantile(const int64_t *counts, size_t n, double p);

/*
 * The median as everybody knows it: the middle value, or the mean of the two
 * middle ones (R's type 2). NaN where there is no observation.
 */
double cs_histogram_median(const int64_t *counts, size_t n);

#endif
