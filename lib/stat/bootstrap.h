/*
 * bootstrap.h - an interval for the Gini coefficient that leans on no formula.
 */
#ifndef CS_STAT_BOOTSTRAP_H
#define CS_STAT_BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "stat/proportion.h"

struct cs_bootstrap {
	size_t replicates; /* 999 is usual; below 2 there is no interval */
	uint32_t seed;	   /* of the Mersenne twister MT19937; 0 is 4357 */
	double level;
};

/*
 * The percentile interval (Davison and Hinkley 1997, 5.3.1) of the Gini
 * coefficient by population formula: over samples of n drawn with replacement,
 * its quantiles (1 -+ level) / 2 at place (replicates + 1) p, as by R's type 6.
 * `values` as for cs_gini(). The same values, replicates and seed give the same
 * bounds. Time goes with replicates x n, memory with replicates + n. NaN where
 * the total is not positive, in the values or in any replicate: to leave those
 * out would make the interval look better than it is.
 */
struct cs_interval cs_gini_bootstrap(const cs_sum *values, size_t n,
				     const struct cs_bootstrap *options);

#endif
