/* draft_sort.c - the orders in which rows of a customer are looked at: see
 * orders.h. */
#include "data/orders.h"

/* Those without an id first, as cs_signs_loose() wants them; those of an order
 * as cs_signs_order() does. */
static inline int by_id(const struct cs_draft *x, const struct cs_draft *y)
{
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

static inline int by_day(const struct cs_draft *x, const struct cs_draft *y)
{
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

/*
 * qsort() asks for as much memory again, and does not see that files are mostly
 * in order of time. `compare` is a constant where these are called, so that
 * they are made for each.
 */
#define INLINE static inline __attribute__((always_inline))
typedef int order(const struct cs_draft *x, const struct cs_draft *y);

/* How many are few; of more, steps of each to its place, on average, beyond
 * which to divide them goes faster. */
enum { FEW = 24, STEPS = 8 };

/* Moves each to its place among those before it, by so many steps in all;
 * false: that does not do. */
INLINE bool insert(struct cs_draft *drafts, size_t n, size_t steps,
		   order *compare)
{
	for (size_t i = 1; i < n; i++) {
		struct cs_draft moved = drafts[i];
		size_t at = i;

		if (compare(&drafts[i - 1], &moved) <= 0)
			continue;
		for (; at > 0 && compare(&drafts[at - 1], &moved) > 0; at--)
			drafts[at] = drafts[at - 1];
		drafts[at] = moved;
		if (i - at > steps)
			return false;
		steps -= i - at;
	}
	return true;
}

INLINE void swap(struct cs_draft *a, struct cs_draft *b)
{
	struct cs_draft c = *a;

	*a = *b;
	*b = c;
}

/*
 * None before the index that is returned comes after one from it on; n > 1, and
 * so is each part > 0. The pivot, never the last, is any: rows that are in some
 * order may have a middle that divides them badly.
 */
INLINE size_t divide(struct cs_draft *drafts, size_t n, order *compare)
{
	size_t any = (size_t)(n * 0x9e3779b97f4a7c15u >> 32) % (n - 1);
	struct cs_draft pivot = drafts[any];
	size_t low = 0, high = n - 1;

	for (;; low++, high--) {
		while (compare(&drafts[low], &pivot) < 0)
			low++;
		while (compare(&pivot, &drafts[high]) < 0)
			high--;
		if (low >= high)
			return high + 1;
		swap(&drafts[low], &drafts[high]);
	}
}

/* Divides them, and goes on with the smaller part. */
INLINE void sort_many(struct cs_draft *drafts, size_t n, order *compare)
{
	struct {
		struct cs_draft *drafts;
		size_t n;
	} rest[64]; /* each at least as large as all after it */
	size_t nrest = 0;

	for (;;) {
		while (n > FEW) {
			size_t first = divide(drafts, n, compare);

			if (first > n / 2) {
				rest[nrest].drafts = drafts;
				rest[nrest++].n = first;
				drafts += first;
				n -= first;
			} else {
				rest[nrest].drafts = drafts + first;
				rest[nrest++].n = n - first;
				n = first;
			}
		}
		(void)insert(drafts, n, SIZE_MAX, compare);
		if (nrest == 0)
			return;
		drafts = rest[--nrest].drafts;
		n = rest[nrest].n;
	}
}

INLINE void sort(struct cs_draft *drafts, size_t n, order *compare)
{
	if (!insert(drafts, n, n > FEW ? STEPS * n : SIZE_MAX, compare))
		sort_many(drafts, n, compare);
}

void cs_drafts_sort_by_id(struct cs_draft *drafts, size_t n)
{
	sort(drafts, n, by_id);
}

void cs_drafts_sort_purchases(struct cs_draft *drafts, size_t n)
{
	size_t purchases = 0;

	/* else each purchase after a refund is out of place */
	for (size_t i = 0; i < n; i++)
		if (drafts[i].total >= 0) {
			if (purchases < i)
				swap(&drafts[purchases], &drafts[i]);
			purchases++;
		}
	sort(drafts, purchases, by_day);
	sort(drafts + purchases, n - purchases, by_day);
}
