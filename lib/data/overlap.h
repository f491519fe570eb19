/*
 * overlap.h - rows and orders that stand in more than one file (lib/data only).
 *
 * Orders are known by their ids. Rows without an id are equal if customer, day
 * and amount are. Where a file has a row twice and another has it once, it
 * stands in both once.
 */
#ifndef CS_DATA_OVERLAP_H
#define CS_DATA_OVERLAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/money.h"
#include "data/data.h"
#include "data/orderid.h"
#include "data/store.h"

/* An order while its customer is worked on; at first, a row. */
struct cs_draft {
	cs_micros total;
	cs_orderid id;
	uint64_t place; /* of its first row */
	cs_day day;
	uint32_t group : 31, varies : 1; /* other rows of it have another */
	uint32_t file;
	uint32_t tag;
};

/*
 * Are they one row twice, as far as can be told? Neither further rows of an
 * order, and others of 0 under an id, nor rows without id and day are.
 */
static inline bool cs_drafts_equal(const struct cs_draft *a,
				   const struct cs_draft *b)
{
	return a->total == b->total && a->day == b->day && a->file == b->file &&
	       cs_orderid_compare(a->id, b->id) == 0 &&
	       (a->id != CS_NO_ORDER ? a->total != 0 : a->day != CS_NO_DAY);
}

/* Times in which rows of several files lie. */
struct cs_shared_days;

/*
 * Looks at the rows without an order id in all partitions. NULL: there is but
 * one file.
 */
struct cs_shared_days *cs_shared_days_new(struct cs_store *store, size_t nfiles,
					  unsigned threads);
void cs_shared_days_free(struct cs_shared_days *days); /* takes NULL */

/*
 * May an order, or a row without an id, of a customer of the partition stand in
 * several files? False is certain; true is nearly so for orders, and for rows
 * says that one lies in `days`.
 */
bool cs_overlap_possible(const struct cs_store *store,
			 const struct cs_partition *partition,
			 const struct cs_shared_days *days);

/* What was found and left out; parts add up. */
struct cs_overlap_found {
	struct cs_overlap rows;
	uint64_t dropped;
	cs_sum dropped_value;
};

/* Adds `part`, with its example if that is the one to tell of. */
void cs_overlap_add(struct cs_overlap_found *sum,
		    const struct cs_overlap_found *part);

/*
 * Settles rows of one customer, all without an id or all of one order, as `how`
 * says; returns how many are left, in some order that depends on the rows
 * alone. What rows without an id have in common is counted, whatever `how` is;
 * the customer is not set.
 */
size_t cs_overlap_settle(struct cs_draft *rows, size_t n, enum cs_overlaps how,
			 const struct cs_shared_days *days,
			 struct cs_overlap_found *found);

/*
 * Of a customer's rows, sorted as cs_signs_loose() and cs_signs_order() want
 * them: of equal ones without an id one is left, of an order that stands in
 * itself several times what is it once. Returns how many are left, and adds up
 * the others.
 */
size_t cs_duplicates_drop(struct cs_draft *rows, size_t n, uint64_t *dropped,
			  cs_sum *dropped_value);

#endif
