/*
 * gaps.h - how long customers usually wait: the gaps between purchases, a tally
 * over customers, see fold.h.
 */
#ifndef CS_TALLY_GAPS_H
#define CS_TALLY_GAPS_H

#include <stddef.h>
#include <stdint.h>

#include "tally/fold.h"

struct cs_gap_rules {
	struct cs_window window; /* of the purchase that ends a gap */
	size_t length;		 /* cs_data_days() */
};

/*
 * What a customer weighs, the least common multiple of 1 to 22: up to 22 gaps
 * weigh the same, and of more their shares differ by no more than 1.
 */
#define CS_GAP_UNIT INT64_C(232792560)

struct cs_gaps {
	int64_t *counts;   /* [days] between consecutive purchases of a customer
			    on different days; NULL: not counted yet */
	int64_t *weights;  /* [likewise] the same gaps, those of a customer
			    CS_GAP_UNIT together: each customer weighs one,
			    however often it buys */
	size_t length;	   /* of both: the rules' */
	int64_t buyers;	   /* who bought in the window; */
	int64_t customers; /* of them, who have a gap that ends there */
};

extern const struct cs_tally cs_gaps_tally; /* by struct cs_gap_rules */

/* How many there are. */
int64_t cs_gaps_total(const struct cs_gaps *gaps);

/* Counts the gaps of all customers, unless they are counted already. */
void cs_gaps_count(struct cs_gaps *gaps, const struct cs_data *data);

#endif
