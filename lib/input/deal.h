/*
 * deal.h - what of an input is whose, where several ranks read (lib/input
 * only).
 */
#ifndef CS_INPUT_DEAL_H
#define CS_INPUT_DEAL_H

#include <stddef.h>

#include "base/ranks.h"

enum {
	CS_DEALT_RUN = 16, /* blocks of a file that a rank gets in a row */
	CS_DEALT_FILES = 4 /* so many for each rank, and files are dealt */
};

/* Who gets number `n` of what is dealt: the others twice as much as a leader
 * who puts away what they read. */
static inline unsigned cs_dealt_to(const struct cs_ranks *ranks, size_t n)
{
	if (cs_ranks_spread(ranks))
		return cs_ranks_owner(ranks, n);
	return (unsigned)((n % (2 * cs_ranks_count(ranks) - 1) + 1) / 2);
}

#endif
