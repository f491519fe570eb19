/* draft_sort.c - the orders in which rows of a customer are looked at: see
 * orders.h. */
#include <stdlib.h>

#include "data/orders.h"

/* Those without an id first, as cs_signs_loose() wants them; those of an order
 * as cs_signs_order() does. */
static int by_id(const void *a, const void *b)
{
	const struct cs_draft *x = a, *y = b;
	int order = cs_orderid_compare(x->id, y->id);

	if (order != 0)
		return order;
	if (x->id != CS_NO_ORDER && x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->id == CS_NO_ORDER && x->day != y->day)
		return x->day < y->day ? -1 : 1;
	/* so that a sum overflows, or does not, in every order of rows */
	if (x->total != y->total)
		return x->total < y->total ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->file > y->file) - (x->file < y->file);
}

static int by_day(const void *a, const void *b)
{
	const struct cs_draft *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->total != y->total)
		return x->total < y->total ? -1 : 1;
	if (x->id != y->id)
		return cs_orderid_compare(x->id, y->id);
	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->tag > y->tag) - (x->tag < y->tag);
}

/* Purchases before refunds, then by day. */
static int purchases_first(const void *a, const void *b)
{
	const struct cs_draft *x = a, *y = b;
	int refund = (x->total < 0) - (y->total < 0);

	return refund != 0 ? refund : by_day(a, b);
}

/* Most customers have a few orders, for which a call of qsort() is dear. */
static void sort(struct cs_draft *drafts, size_t n,
		 int (*compare)(const void *, const void *))
{
	if (n > 12) {
		qsort(drafts, n, sizeof *drafts, compare);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct cs_draft moved = drafts[i];
		size_t at = i;

		for (; at > 0 && compare(&drafts[at - 1], &moved) > 0; at--)
			drafts[at] = drafts[at - 1];
		drafts[at] = moved;
	}
}

void cs_drafts_sort_by_id(struct cs_draft *drafts, size_t n)
{
	sort(drafts, n, by_id);
}

void cs_drafts_sort_purchases(struct cs_draft *drafts, size_t n)
{
	sort(drafts, n, purchases_first);
}
