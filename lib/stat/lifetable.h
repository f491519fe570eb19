/*
 * lifetable.h - the discrete life table of the first lapse by payment number.
 *
 * Row n = 1, 2, ... counts customers at their nth payment: `reached` it without
 * a lapse before, `at_risk` those of them watched long enough to tell whether
 * they lapse, `lapsed` those of these who did, `returned` those of these who
 * came back later (they stay lapsed: it is the table of the first lapse).
 * censored = reached - at_risk.
 *
 *	hazard(n)   = lapsed(n) / at_risk(n), with Wilson's interval
 *	S(n)        = product over i <= n of 1 - hazard(i)
 *	Var log S   = sum over i <= n of lapsed / (at_risk (at_risk - lapsed))
 *
 * (Greenwood), with an interval of S as in survival.h. Counts add up over
 * customers. None is negative, lapsed <= at_risk <= reached, and the sum of
 * at_risk over all n fits in an int64_t.
 */
#ifndef CS_STAT_LIFETABLE_H
#define CS_STAT_LIFETABLE_H

#include <stddef.h>
#include <stdint.h>

#include "stat/proportion.h"
#include "stat/survival.h"

struct cs_life_counts {
	int64_t reached, at_risk, lapsed, returned;
};

struct cs_life_row {
	double hazard;			    /* NaN where nobody is at risk */
	struct cs_interval hazard_interval; /* likewise */
	double survival; /* NaN from the first row on where nobody is at risk */
	struct cs_interval
	    survival_interval; /* likewise, and at S = 1 and S = 0 */
	double lapse_share; /* lapsed(n) / all lapses; NaN if there is none */
};

/* out[i], i < n, from counts[i]: the payment of number i + 1. */
void cs_life_table(const struct cs_life_counts *counts, size_t n, double level,
		   enum cs_conf_type type, struct cs_life_row *out);

/* The payment that most lapses follow, the first of equals; 0: nobody lapsed.
 */
size_t cs_life_modal(const struct cs_life_counts *counts, size_t n);

/* The smallest n with S(n) <= .5, but for rounding; 0: there is none. */
size_t cs_life_median(const struct cs_life_row *rows, size_t n);

/*
 * From which payment on lapses are negligible: the smallest N, with somebody at
 * risk, such that
 * - the pooled hazard of all n >= N, their lapses over the sum of their
 * at_risk, has the upper bound of its Wilson interval below `limit`, and
 * - no single n >= N has the lower bound of its interval above `limit`.
 * 0: there is none. `limit` is a hazard per payment, .02 say. One lapse among
 * very few at risk is enough for the second condition to fail (one of eight,
 * where the limit is .02): N then lies beyond that row.
 */
size_t cs_life_negligible(const struct cs_life_counts *counts, size_t n,
			  double limit, double level);

#endif
