/*
 * gaps.h - how long customers usually wait: the gaps between purchases, a tally
 * over customers, see fold.h.
 */
#ifndef CS_TALLY_GAPS_H
#define CS_TALLY_GAPS_H

#include <stddef.h>
#include <stdint.h>

#include "tally/fold.h"

struct cs_gaps {
	int64_t *counts; /* [days] between consecutive purchases of a customer
			    on different days; NULL: not counted yet */
	size_t length;	 /* days from the first to the last date, plus one */
};

/* The rules are a size_t: the length. */
extern const struct cs_tally cs_gaps_tally;

/* Counts the gaps of all customers, unless they are counted already. */
void cs_gaps_count(struct cs_gaps *gaps, const struct cs_data *data);

#endif
