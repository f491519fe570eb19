/*
 * life_turns.h - late rows of a life table, by what changes from one to the
 * next.
 *
 * Who pays ten million times has as many rows, 112 bytes each; but row n + 1
 * hardly ever differs from row n where few come so far: when somebody's weight
 * changes, which is by day, when he lapses, and when he is no longer there.
 */
#ifndef CS_TALLY_LIFE_TURNS_H
#define CS_TALLY_LIFE_TURNS_H

#include <stddef.h>
#include <stdint.h>

#include "stat/lifetable.h"

/* How many rows stand by themselves. */
enum { CS_LIFE_ROWS = 4096 };

/* What row n has more than the one before. */
struct cs_life_turn {
	uint32_t n;
	struct cs_life_counts counts;
	struct cs_life_sums sums;
};

/* Adds `turn` to the row, or takes it away: sign is 1 or -1. */
void cs_life_turn_add(struct cs_life_turn *row, const struct cs_life_turn *turn,
		      int sign);

/* Sorts them, and makes one of those of each n, also where nothing is left of
 * it: there a row begins. Returns how many there are then. */
size_t cs_life_turns_join(struct cs_life_turn *turns, size_t n);

#endif
