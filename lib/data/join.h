/* join.h - rows of one order become one (orders.c, join.c only). */
#ifndef CS_DATA_JOIN_H
#define CS_DATA_JOIN_H

#include "data/orders.h"

/* What one customer's rows came to. */
struct cs_found {
	struct cs_order_fault fault;
	struct cs_overlap_found overlap;
	const struct cs_store_entry *entry;
	bool group_varies, group_tied; /* as struct cs_formed counts them */
	uint64_t dropped;	       /* by --duplicates */
	cs_sum dropped_value;
};

/* The first of a customer's faults is kept. */
void cs_fault_at(struct cs_order_fault *fault, int kind,
		 const struct cs_draft *a, const struct cs_draft *b);

static inline bool cs_same_order(const struct cs_draft *a,
				 const struct cs_draft *b)
{
	return a->id != CS_NO_ORDER && cs_orderid_compare(a->id, b->id) == 0;
}

/* Where the order that begins at rows[i] ends. */
static inline size_t cs_order_end(const struct cs_draft *rows, size_t i,
				  size_t n)
{
	size_t end = i + 1;

	while (end < n && cs_same_order(&rows[i], &rows[end]))
		end++;
	return end;
}

/* Rows of one customer, sorted by id, all of which have one: those of each
 * order become one draft; returns how many are left. */
size_t cs_join_rows(struct cs_draft *rows, size_t n,
		    const struct cs_forming *forming, struct cs_formed *formed,
		    struct cs_found *own);

/* --occasion day: purchases[0..n) are sorted by day; likewise. */
size_t cs_join_days(struct cs_draft *purchases, size_t n,
		    struct cs_order_fault *fault);

#endif
