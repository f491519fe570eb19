/*
 * signs.h - what rows show of what an order is, while orders are formed.
 * Nothing is decided by it here; lib/doubt judges.
 */
#ifndef CS_DATA_SIGNS_H
#define CS_DATA_SIGNS_H

#include <stdint.h>

#include "base/text.h"
#include "base/day.h"
#include "base/mem.h"
#include "base/money.h"
#include "data/orderid.h"

/* Days that the rows of an order may lie apart: goods are sent in parts, and
 * within a month. */
enum { CS_ORDER_DAYS = 31 };

/* An example: of the customer whose key is least. Texts live as the store. */
struct cs_sign {
	struct cs_text customer; /* no bytes: there is none */
	cs_orderid order;
	cs_day first, last;
	cs_micros amount;
	uint64_t rows;
};

/* An order id that two customers of a file have. */
struct cs_shared_id {
	cs_orderid order;
	struct cs_text customer[2]; /* the least */
	cs_day day[2];
};

/*
 * Orders, or days of rows without an id, of several piles: [0] of two, [1] of
 * three, [2] of more.
 */
struct cs_folds {
	uint64_t mixed[3];
	uint64_t
	    folded[3]; /* ... in each of which a row stands n, 2n, ... times,
			       where n is 2 or more */
	uint64_t piles, plural; /* in the mixed; ... of two rows or more */
};

/*
 * Rows are equal, a pile, if file, customer, order id, day and amount are.
 * Further rows of orders, and others of 0 under an id, are left out of that.
 */
struct cs_signs {
	uint64_t sampled; /* rows that were looked at, of some customers, where
			     only totals are wanted; 0: all were */
	uint64_t buyers;  /* customers with a purchase */
	uint64_t again;	  /* purchases but the first of each */
	uint64_t paid_back;
	uint64_t dropped; /* rows, by --duplicates */
	cs_sum dropped_value;
	uint64_t elsewhere; /* another file has one of the customer, day and
			       amount, under another id or without one */
	struct cs_sign elsewhere_at;

	/* orders, or a customer's days without ids, of three rows or more that
	 * add up to something; of which one is the sum of the others */
	uint64_t several, summed;
	struct cs_sign summed_at;

	/* orders with an id; who forms them counts them and piles of one: */
	uint64_t orders;
	uint64_t piled; /* of one pile of several rows */
	uint64_t apart; /* rows that are not negative, further than that */
	struct cs_sign apart_at;

	uint64_t piles;	 /* of one row or more */
	uint64_t twos;	 /* whose rows are a multiple of two */
	uint64_t threes; /* ... of three */
	uint64_t equal;	 /* rows that are not their pile's first */
	struct cs_sign equal_at;
	struct cs_folds folds;

	/* rows without an id, with a day: */
	uint64_t loose;
	/* customers' neighbours by day and amount, [1]: of one amount */
	uint64_t same_day[2], other_day[2];
	struct cs_sign day_at; /* several rows of a day */
	uint64_t item_rows;    /* on a day with other amounts of the customer */
	uint64_t item_days;

	/* of a sample of ids by their hash, which are all where they are few */
	uint64_t ids;
	uint64_t ids_shared;  /* by customers of one file */
	uint64_t ids_one_day; /* ... whose rows begin on one day */
	struct cs_shared_id shared_at;
};

struct cs_draft; /* overlap.h */

/*
 * Looks at a customer's rows without an id, by day, amount and file. Here and
 * below examples are copied to `arena`.
 */
void cs_signs_loose(struct cs_signs *signs, const struct cs_draft *rows,
		    size_t n, struct cs_text customer, struct cs_arena *arena);

/* Looks at an order of several rows, by file, amount and day. */
void cs_signs_order(struct cs_signs *signs, const struct cs_draft *rows,
		    size_t n, struct cs_text customer, struct cs_arena *arena);

/*
 * Looks at the orders of a customer, of several files, sorted so that those of
 * one day and amount stand together.
 */
void cs_signs_look_elsewhere(struct cs_signs *signs,
			     const struct cs_draft *orders, size_t n,
			     struct cs_text customer, struct cs_arena *arena);

/* How often an order's rows stand in it: the largest number that divides all of
 * its piles, of which there are *piles. 0: they are all of 0. */
size_t cs_order_times(const struct cs_draft *rows, size_t n, size_t *piles);

/* Adds `part`, but for what is of the sample. */
void cs_signs_add(struct cs_signs *sum, const struct cs_signs *part);

#endif
