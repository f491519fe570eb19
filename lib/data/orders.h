/*
 * orders.h - from a partition's rows to each customer's purchases (lib/data
 * only).
 */
#ifndef CS_DATA_ORDERS_H
#define CS_DATA_ORDERS_H

#include "base/err.h"
#include "data/store.h"

struct cs_order_rules {
	bool once;    /* an order is worth what its first row says */
	bool by_day;  /* purchases of one day are one */
	bool any_row; /* a customer counts who has a row that is not negative */
	const uint32_t
	    *group_ranks; /* by provisional number; NULL: no groups */
	cs_day first_from, first_to;
};

/* What went wrong in one partition: an order in two files, or a sum too large.
 */
struct cs_order_fault {
	enum { CS_NO_FAULT, CS_FAULT_OVERLAP, CS_FAULT_RANGE } kind;
	uint32_t customer;
	cs_orderid order;
	uint32_t files[2];
};

/*
 * Forms orders and runs, sets entry->buys to whether the customer counts, and
 * frees the rows. Returns 0, or -1 with the fault of the customer whose key is
 * least.
 */
int cs_orders_form(struct cs_store *store, struct cs_partition *partition,
		   const struct cs_order_rules *rules,
		   struct cs_order_fault *fault);

#endif
