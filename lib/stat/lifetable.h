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
 *
 * Where payments do not fall due, who has come to the nth payment before the
 * data end is quick, and the slow, who lapse more, are missing. Then a customer
 * at risk weighs w, the inverse of the chance to have been watched so long (see
 * weights.h), and
 *
 *	hazard(n) = sum of w over the lapsed / sum of w over those at risk
 *	v(n)	  = sum of w^2 (lapsed - hazard)^2 / (sum of w)^2
 *	m(n)	  = the lesser of (sum of w)^2 / sum of w^2
 *		    and hazard (1 - hazard) / v
 *
 * (Robins and Rotnitzky 1992; Horvitz and Thompson). v is the sandwich variance
 * of a ratio, with weights as known, and m the number of customers alike who
 * would tell as much (Kish): the intervals are Wilson's and Greenwood's with m
 * in place of at_risk. The second bound on m does nothing where all lapse
 * alike, and the first keeps a few lapses of customers of low weight from
 * passing for certainty. Rows of one customer are taken for uncorrelated, as
 * they are without weights; with them they are nearly: the standard error of
 * log S was 0 to 4 % larger than that of the customers' influence.
 */
#ifndef CS_STAT_LIFETABLE_H
#define CS_STAT_LIFETABLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "stat/proportion.h"
#include "stat/survival.h"

struct cs_life_counts {
	int64_t reached, at_risk, lapsed, returned;
};

/* A weight of 1: weights are whole multiples of 1 / CS_LIFE_ONE, so that sums
 * of them do not depend on the order. */
#define CS_LIFE_ONE ((int64_t)1 << 40)

/* Of a row: sums over those at risk, of weights and of their squares. */
struct cs_life_sums {
	cs_sum at_risk, lapsed;
	cs_sum at_risk_squares, lapsed_squares;
	cs_sum begun; /* at_risk, of those who entered at payment 1 only */
};

struct cs_life_row {
	double hazard;			    /* NaN where nobody is at risk */
	struct cs_interval hazard_interval; /* likewise */
	double survival; /* NaN from the first row on where nobody is at risk */
	struct cs_interval
	    survival_interval; /* likewise, and at S = 1 and S = 0 */
	double lapse_share; /* lapsed(n) / all lapses; NaN if there is none */
	/*
	 * Of those who go as far as payment n, the share that the data can
	 * hold, since they come to it within the time that customers were
	 * watched: the weights of those at risk who entered at payment 1, over
	 * those at row 1 and S(n - 1). The others are slow. Where it is low,
	 * row n is of quick customers, and nothing weighs the slow. NaN without
	 * weights.
	 */
	double within_reach;
};

/*
 * out[i], i < n, from counts[i]: the payment of number i + 1. sums[i] likewise;
 * NULL: all weigh 1.
 */
void cs_life_table(const struct cs_life_counts *counts,
		   const struct cs_life_sums *sums, size_t n, double level,
		   enum cs_conf_type type, struct cs_life_row *out);

/* The payment that most lapses follow, the first of equals; 0: nobody lapsed.
 */
size_t cs_life_modal(const struct cs_life_counts *counts, size_t n);

/* The smallest n with S(n) <= .5, but for rounding; 0: there is none. */
size_t cs_life_median(const struct cs_life_row *rows, size_t n);

#endif
