/* A sample of order ids: who shares one, and the same in every order. */
#include "data/idsample.h"

#include <stdio.h>

#include "base/mem.h"
#include "tap.h"

enum { ORDERS = 60000 };

static struct cs_store *store;
static struct cs_store_entry entries[ORDERS];
static struct cs_arena ids;

/* Order k is of a customer of its own, and each 50th has the id of the one
 * before it; of each 100th both are on one day. */
static void take(struct cs_id_sample *sample, size_t k)
{
	bool shared = k % 50 == 1;
	struct cs_drawn_id one = { .key = cs_entry_key(&entries[k]),
				   .day = shared && k % 100 == 1 };
	char text[48];
	int n = snprintf(text, sizeof text, "order/no/%zu", shared ? k - 1 : k);

	one.id = cs_orderid_make(text, (size_t)n, &ids);
	one.lot = cs_orderid_lot(one.id);
	if (one.lot < sample->limit)
		cs_id_sample_keep(sample, &one);
}

static struct cs_signs sample_of(size_t n, size_t parts, bool backwards)
{
	struct cs_id_sample all = CS_ID_SAMPLE_INIT;
	struct cs_signs signs = { 0 };

	for (size_t p = 0; p < parts; p++) {
		struct cs_id_sample part = CS_ID_SAMPLE_INIT;

		for (size_t k = p; k < n; k += parts)
			take(&part, backwards ? n - 1 - k : k);
		cs_id_sample_add(&all, &part);
	}
	cs_id_sample_judge(&all, store, &signs);
	cs_id_sample_release(&all);
	return signs;
}

static void is_same(const struct cs_signs *a, const struct cs_signs *b,
		    const char *name)
{
	ok(a->ids == b->ids && a->ids_shared == b->ids_shared &&
	       a->ids_one_day == b->ids_one_day &&
	       cs_orderid_compare(a->shared_at.order, b->shared_at.order) ==
		   0 &&
	       cs_text_compare(a->shared_at.customer[0],
			       b->shared_at.customer[0]) == 0 &&
	       a->shared_at.day[1] == b->shared_at.day[1],
	   "%s", name);
}

int main(void)
{
	const struct cs_load_options options = { .need = CS_PURCHASES };
	struct cs_signs few, once, again;

	store = cs_store_new(&options);
	for (size_t i = 0; i < ORDERS; i++)
		snprintf(entries[i].key.bytes, CS_KEY_WORDS, "c%zu", i);

	few = sample_of(1000, 1, false);
	ok(few.ids == 980 && few.ids_shared == 20 && few.ids_one_day == 10,
	   "of few ids all are compared");
	ok(cs_text_compare(few.shared_at.customer[0],
			   (struct cs_text){ "c0", 2 }) == 0 &&
	       cs_text_compare(few.shared_at.customer[1],
			       (struct cs_text){ "c1", 2 }) == 0,
	   "the least id is told, with its customers");
	again = sample_of(1000, 7, true);
	is_same(&few, &again, "in whatever order they come");

	once = sample_of(ORDERS, 1, false);
	ok(once.ids > CS_SAMPLED_IDS / 5 && once.ids <= CS_SAMPLED_IDS / 2 &&
	       once.ids_shared * 49 > once.ids / 2 &&
	       once.ids_shared * 49 < once.ids * 2,
	   "of many a sample, which has its share of shared ones");
	again = sample_of(ORDERS, 1, true);
	is_same(&once, &again, "which is the same backwards");
	again = sample_of(ORDERS, 13, false);
	is_same(&once, &again, "and from parts");
	cs_arena_release(&ids);
	cs_store_free(store);
	return done_testing();
}
