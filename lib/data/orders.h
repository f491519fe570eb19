/*
 * orders.h - from a partition's rows to each customer's purchases (lib/data
 * only).
 */
#ifndef CS_DATA_ORDERS_H
#define CS_DATA_ORDERS_H

#include "base/err.h"
#include "data/store.h"

/* What went wrong: an order in two files, or a sum too large. */
struct cs_order_fault {
	enum { CS_NO_FAULT, CS_FAULT_OVERLAP, CS_FAULT_RANGE } kind;
	struct cs_text customer; /* its key */
	uint32_t files[2];
};

/* Is `a` a fault, and the one to tell of? */
static inline bool cs_fault_before(const struct cs_order_fault *a,
				   const struct cs_order_fault *b)
{
	return a->kind != CS_NO_FAULT &&
	       (b->kind == CS_NO_FAULT ||
		cs_text_compare(a->customer, b->customer) < 0);
}

/*
 * Forms orders and runs of a partition, sets entry->buys to whether the
 * customer counts, and frees the rows. Groups are ranked by provisional number;
 * `ranks` is NULL where there are none. The fault is that of the customer whose
 * key is least.
 */
void cs_orders_form(struct cs_store *store, struct cs_partition *partition,
		    const struct cs_load_options *options,
		    const uint32_t *ranks, struct cs_order_fault *fault);

#endif
