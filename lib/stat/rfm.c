/* rfm.c - see rfm.h. */
#include "stat/rfm.h"

#include "stat/order.h"

const char *const cs_segment_names[] = {
	[CS_NEW] = "new",
	[CS_CHAMPIONS] = "champions",
	[CS_LOYAL] = "loyal",
	[CS_PROMISING] = "promising",
	[CS_CANNOT_LOSE] = "cannot_lose",
	[CS_SEGMENT_AT_RISK] = "at_risk",
	[CS_DORMANT] = "dormant",
	[CS_NSEGMENTS] = NULL,
};

/* At least k fifths are worse than a value that is above the last of them. */
struct cs_score_cuts cs_score_cuts(cs_sum *values, size_t n)
{
	struct cs_score_cuts cuts;

	cs_sort_descending(values, n);
	for (size_t k = 1; k < CS_SCORES; k++)
		cuts.above[k - 1] =
		    values[n - (k * n + CS_SCORES - 1) / CS_SCORES];
	return cuts;
}

uint8_t cs_score_of(const struct cs_score_cuts *cuts, cs_sum value)
{
	uint8_t score = 1;

	for (size_t k = 1; k < CS_SCORES; k++)
		score += value > cuts->above[k - 1];
	return score;
}

enum cs_segment cs_segment_of(struct cs_rfm scores, size_t purchase_days)
{
	int twice = scores.f + (scores.m > 0 ? scores.m : scores.f);

	if (purchase_days == 1 && scores.r >= 4)
		return CS_NEW;
	if (scores.r >= 4 && twice >= 8)
		return CS_CHAMPIONS;
	if (scores.r >= 3)
		return twice >= 6 ? CS_LOYAL : CS_PROMISING;
	if (twice >= 8)
		return CS_CANNOT_LOSE;
	return twice >= 5 ? CS_SEGMENT_AT_RISK : CS_DORMANT;
}
