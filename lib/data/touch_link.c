/* touch_link.c - see touch_link.h. */
#include "data/touch_link.h"

#include <stdlib.h>

#include "base/mem.h"

/* Of more it is better to search than to look. */
enum { FEW_ORDERS = 16 };

struct linking {
	const struct cs_touch_rules *rules;
	const struct cs_placed *placed;
	uint32_t *by_id; /* purchases by id; NULL: not needed yet */
};

static const struct cs_fulfilment *fulfilment_of(const struct cs_placed *placed,
						 size_t purchase)
{
	return &placed->fulfilments[placed->purchases[purchase].tag];
}

/* --- by id -------------------------------------------------------------- */

static int by_id(const void *a, const void *b, void *placed)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int order = cs_orderid_compare(fulfilment_of(placed, x)->id,
				       fulfilment_of(placed, y)->id);

	return order != 0 ? order : (x > y) - (x < y);
}

static void sort_ids(struct linking *linking)
{
	size_t n = linking->placed->count;

	linking->by_id = cs_calloc(n, sizeof *linking->by_id);
	for (size_t p = 0; p < n; p++)
		linking->by_id[p] = (uint32_t)p;
	qsort_r(linking->by_id, n, sizeof *linking->by_id, by_id,
		(void *)linking->placed);
}

/* The first purchase of this id, or -1. */
static int32_t look_for(const struct cs_placed *placed, cs_orderid id)
{
	for (size_t p = 0; p < placed->count; p++)
		if (cs_orderid_compare(fulfilment_of(placed, p)->id, id) == 0)
			return (int32_t)p;
	return -1;
}

static int32_t search_for(struct linking *linking, cs_orderid id)
{
	const struct cs_placed *placed = linking->placed;
	size_t low = 0, high = placed->count;

	if (linking->by_id == NULL)
		sort_ids(linking);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t p = linking->by_id[middle];

		if (cs_orderid_compare(fulfilment_of(placed, p)->id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == placed->count ||
	    cs_orderid_compare(fulfilment_of(placed, linking->by_id[low])->id,
			       id) != 0)
		return -1;
	return (int32_t)linking->by_id[low];
}

static bool link_by_id(struct linking *linking, struct cs_touch *touch)
{
	if (touch->order == CS_NO_ORDER)
		return false;
	touch->purchase = linking->placed->count <= FEW_ORDERS
			      ? look_for(linking->placed, touch->order)
			      : search_for(linking, touch->order);
	if (touch->purchase >= 0)
		touch->linked = CS_LINKED_BY_ID;
	return touch->purchase >= 0;
}

/* --- by time ------------------------------------------------------------ */

int64_t cs_link_until(const struct cs_fulfilment *fulfilment,
		      const struct cs_touch_rules *rules)
{
	int64_t delivered = fulfilment->delivered;
	/* of one of which only the day is told, all that day */
	int64_t rest = CS_DAY_SECONDS - 1;

	if (delivered != CS_NO_MOMENT && delivered < rules->end)
		return delivered + (fulfilment->delivered_clock ? 0 : rest) +
		       rules->link_within;
	return fulfilment->placed + (fulfilment->placed_clock ? 0 : rest) +
	       2 * rules->link_within;
}

/* How many purchases were placed by then. */
static size_t placed_by(const struct cs_placed *placed, int64_t at)
{
	size_t low = 0, high = placed->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (fulfilment_of(placed, middle)->placed > at)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static void link_by_time(const struct linking *linking, struct cs_touch *touch)
{
	/* of one of whom only the day is known, all that day */
	int64_t until = touch->opened + (touch->clock ? 0 : CS_DAY_SECONDS - 1);
	size_t p = placed_by(linking->placed, until);

	if (p == 0 ||
	    touch->opened > cs_link_until(fulfilment_of(linking->placed, p - 1),
					  linking->rules))
		return;
	touch->purchase = (int32_t)(p - 1);
	touch->linked = CS_LINKED_BY_TIME;
}

void cs_touches_link(const struct cs_touch_rules *rules,
		     const struct cs_placed *placed, struct cs_touch *touches,
		     size_t count)
{
	struct linking linking = { rules, placed, NULL };

	for (size_t i = 0; i < count; i++)
		if (!link_by_id(&linking, &touches[i]))
			link_by_time(&linking, &touches[i]);
	free(linking.by_id);
}
