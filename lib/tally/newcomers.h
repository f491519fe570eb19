/*
 * newcomers.h - do later customers come back less? First purchases by the time
 * to the second, or that they were watched without one: a tally over customers,
 * see fold.h, by the rules of repeat.h.
 */
#ifndef CS_TALLY_NEWCOMERS_H
#define CS_TALLY_NEWCOMERS_H

#include <stddef.h>

#include "stat/drift.h"
#include "tally/repeat.h"

struct cs_newcomers {
	size_t span; /* rules->span */
	/* [days] to the second purchase, or to as_of, of first purchases that
	 * lie in the window; x is the day of the first, from drift_from */
	struct cs_entries *entries;
};

extern const struct cs_tally cs_newcomers_tally;

#endif
