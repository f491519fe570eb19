/*
 * score.h - how far a model was off: what it said of customers by a day, and
 * what they did afterwards.
 */
#ifndef CS_BTYD_SCORE_H
#define CS_BTYD_SCORE_H

#include <stdint.h>

#include "btyd/btyd.h"

struct cs_btyd_score {
	double customers;
	double actual, expected; /* purchases */
	/* The sum of log P(Y = y): a proper score, the higher the better. The
	   errors below prefer models that say too little. */
	double log_score;
	double mae, rmse;		       /* of a customer's purchases */
	double buyers_actual, buyers_expected; /* who buy at all */
};

/*
 * Of the customers of rows [0..n), in the `t` days after their age. Those of
 * row i did later[first[i]] up to later[first[i + 1] - 1] purchases, ascending.
 * A count whose probability is below what a double holds scores as the least
 * that one holds.
 */
struct cs_btyd_score cs_btyd_score(const struct cs_btyd *model,
				   const struct cs_history *rows, size_t n,
				   const size_t *first, const uint32_t *later,
				   double t, unsigned threads);

#endif
