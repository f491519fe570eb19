/*
 * first.h - groups by the time of the first purchase (lib/data only).
 *
 * Each customer gets the provisional number of a pair: the period in which it
 * first bought, and its group by the column, if there is one. The pairs are
 * numbered as values of a column are: groups.h.
 */
#ifndef CS_DATA_FIRST_H
#define CS_DATA_FIRST_H

#include "data/data.h"
#include "data/groups.h"

/* Provisional number of the pair; CS_NO_DAY: nothing was bought. `rank` is of
 * the column's groups. From any thread. */
uint32_t cs_first_number(struct cs_grouping *pairs,
			 const struct cs_by_first *by, cs_day day,
			 uint32_t rank);

/*
 * Ranks all pairs by time, or by the column's group and then by time, as they
 * are named. columns[rank] is what a group of the column is called; NULL: there
 * is none. ranks[number] belongs to `pairs`, the names to the caller, each of
 * them too. Returns how many there are.
 */
size_t cs_first_rank(struct cs_grouping *pairs, const struct cs_by_first *by,
		     const char *const *columns, const uint32_t **ranks,
		     char ***names);

#endif
