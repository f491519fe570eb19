/*
 * weights.h - what a customer at risk weighs where payments do not fall due.
 *
 * The nth payment is seen of customers who make it before the data end, and so
 * of quick ones: to be censored in payment numbers depends on one's own gaps.
 * In days it does not. Who began on day a is watched to the last day on which a
 * lapse can be told, whatever it does, and the a of all are known. So a payment
 * t days after the first one is seen with the chance
 *
 *	G(t) = share of customers with a + t within the window and not after
 *	       that day
 *
 * and weighs w(t) = 1 / G(t): it stands for the others who would have made it,
 * had they been watched as long. The sum of w over those at risk at payment n
 * estimates how many of all customers come to it within the longest time
 * watched, and the weighted hazard is theirs.
 *
 * Weights are relative to the largest G, and at most CS_WEIGHT_MOST, so that no
 * customer who happens to be watched longest stands for all. Customers first
 * seen at a number above 1 are watched from there, and have a G of their own:
 * most of them were there when the data began, and all of these are watched to
 * the end.
 *
 * Assumes that when somebody began says nothing of how it buys.
 */
#ifndef CS_TALLY_WEIGHTS_H
#define CS_TALLY_WEIGHTS_H

#include "tally/lapses.h"

enum { CS_WEIGHT_MOST = 50 };

struct cs_weights {
	int64_t *of[2]; /* [late][days since the first payment seen], in units
			   of 1 / CS_LIFE_ONE */
};

/* From the first payments of all customers, or of a group; `rules` as for the
 * tally of lapses. */
void cs_weights_make(struct cs_weights *weights,
		     const struct cs_watched *watched,
		     const struct cs_lapse_rules *rules);

/* Takes one that is all zeros, too. */
void cs_weights_release(struct cs_weights *weights);

/* Between CS_LIFE_ONE and CS_WEIGHT_MOST times that; of a payment that is at
 * risk in the window, `days` after the first. */
static inline int64_t cs_weight(const struct cs_weights *weights, bool late,
				int32_t days)
{
	return weights->of[late][days];
}

#endif
