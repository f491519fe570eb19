/*
 * orders.h - from a partition's rows to each customer's purchases (lib/data
 * only).
 */
#ifndef CS_DATA_ORDERS_H
#define CS_DATA_ORDERS_H

#include "base/err.h"
#include "data/idsample.h"
#include "data/overlap.h"
#include "data/store.h"

/* What went wrong: an order in two files, or a sum too large. */
struct cs_order_fault {
	enum { CS_NO_FAULT, CS_FAULT_OVERLAP, CS_FAULT_RANGE } kind;
	struct cs_text customer; /* its key */
	cs_orderid order;
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

/* What the partitions have in common, and what is found in one. */
struct cs_forming {
	struct cs_store *store;
	const struct cs_load_options *options;
	const uint32_t *ranks; /* of groups, by provisional number, or NULL */
	const struct cs_shared_days *days; /* NULL: of one file */
};

struct cs_formed {
	struct cs_order_fault fault; /* of the customer whose key is least */
	struct cs_overlap_found overlap; /* likewise */
	struct cs_signs signs;
	struct cs_id_sample ids;
	struct cs_arena *keys; /* of the partition, while it is formed, */
	struct cs_fulfilment *fulfilments; /* likewise; NULL: none are kept */
	/* customers that count whose first purchase has rows of several groups
	 */
	uint64_t group_varies;
	/* ... who bought several times on that day, in several groups */
	uint64_t group_tied;
};

/* A worker's memory while it forms orders: room for drafts, which is used
 * again, and what is left of a page of orders. Begins as zeros. */
struct cs_bench {
	struct cs_draft *rows;
	unsigned bits; /* of their bytes */
	bool kept;     /* orders lie among them */
	struct cs_order *orders;
	size_t room;
};

/* Gives the drafts back; the orders stay. */
void cs_bench_clear(struct cs_bench *bench, struct cs_store *store);

/*
 * Forms orders and runs of a partition, sets entry->buys to whether the
 * customer counts, and frees the rows. Rows that --overlap leaves out are no
 * longer the entry's.
 */
void cs_orders_form(struct cs_partition *partition,
		    const struct cs_forming *forming, struct cs_bench *bench,
		    struct cs_formed *formed);

/*
 * The same of several files where only totals are wanted: orders are not
 * formed, and rows not even sorted where none can stand in several files.
 */
void cs_orders_settle(struct cs_partition *partition,
		      const struct cs_forming *forming, struct cs_bench *bench,
		      struct cs_formed *formed);

/* By order id, those without one first; those of an order by file and amount.
 */
void cs_drafts_sort_by_id(struct cs_draft *drafts, size_t n);
/* Purchases before refunds, each by day and amount. */
void cs_drafts_sort_purchases(struct cs_draft *drafts, size_t n);

#endif
