/* Where customers are kept: pages of memory, keys short and long, totals that
 * outgrow an entry. */
#include "data/store.h"

#include <stdlib.h>
#include <string.h>

#include "tap.h"

static bool fits(const void *page, unsigned bits)
{
	return ((uintptr_t)page & (((uintptr_t)1 << bits) - 1)) == 0;
}

static void test_pages(void)
{
	struct cs_pages pages;
	void *page[64], *again;
	bool aligned = true;

	cs_pages_init(&pages);
	for (unsigned bits = 8; bits <= 21; bits++) {
		page[bits] = cs_pages_take(&pages, bits);
		memset(page[bits], 1, (size_t)1 << bits);
		aligned &= fits(page[bits], bits);
	}
	ok(aligned, "pages are aligned to their sizes");
	(void)cs_pages_take(&pages, 25);
	again = cs_pages_take(&pages, 25);
	memset(again, 1, (size_t)1 << 25);
	ok(fits(again, 21), "one may be larger than a region");
	cs_pages_give(&pages, page[14], 14);
	ok(cs_pages_take(&pages, 14) == page[14], "what was given is taken");
	cs_pages_give(&pages, again, 25);
	page[0] = cs_pages_take(&pages, 24);
	page[1] = cs_pages_take(&pages, 24);
	ok(page[0] == again && (char *)page[1] == (char *)again + (1 << 24),
	   "also by halves");
	cs_pages_release(&pages);
}

static void test_totals(void)
{
	struct cs_partition partition = { .nwide = 0 };
	struct cs_store_entry one = { .rows = 0 }, two = { .rows = 0 };
	cs_sum large = (cs_sum)INT64_MAX * 5;

	cs_entry_set(&partition, &one, 7, INT64_MIN);
	cs_entry_set(&partition, &two, 7, large);
	ok(one.wide == 0 && cs_entry_rows(&partition, &one) == 7 &&
	       cs_entry_value(&partition, &one) == INT64_MIN,
	   "a total stands in its entry");
	ok(two.wide > 0 && cs_entry_rows(&partition, &two) == 7 &&
	       cs_entry_value(&partition, &two) == large,
	   "one that does not fit stands elsewhere");
	cs_entry_set(&partition, &two, 6, large - INT64_MAX);
	ok(cs_entry_rows(&partition, &two) == 6 &&
	       cs_entry_value(&partition, &two) == (cs_sum)INT64_MAX * 4,
	   "and changes there");
	cs_entry_set(&partition, &one, (uint64_t)1 << 40, 1);
	ok(cs_entry_rows(&partition, &one) == (uint64_t)1 << 40 &&
	       cs_entry_value(&partition, &one) == 1,
	   "also for its many rows");
	free(partition.wide);
}

/* Rows of one customer, each of nearly as much as fits. */
static void test_sums(void)
{
	struct name {
		const char *text;
		size_t length;
	} const keys[] = { { "short", 5 },
			   { "sixteen letters.", 16 },
			   { "seventeen letters", 17 },
			   { "seventeen_letters", 17 } };
	const struct cs_load_options options = { .need = CS_TOTALS };
	struct cs_store *store = cs_store_new(&options);
	struct cs_shuffle *shuffle = cs_shuffle_new(store, 0, cs_store_rows, 1);
	cs_sum sum = 0;
	uint64_t rows = 0;
	size_t customers = 0, known = 0;

	for (size_t i = 0; i < 1000; i++) {
		struct cs_row row = { .amount = INT64_MAX - 1 };

		cs_key_set(&row.customer, keys[i % 4].text, keys[i % 4].length);
		cs_shuffle_total(shuffle, 0, &row);
	}
	cs_shuffle_finish(shuffle);
	for (size_t p = 0; p < CS_PARTITIONS; p++)
		for (size_t c = 0; c < store->partitions[p].nentries; c++) {
			const struct cs_partition *partition =
			    &store->partitions[p];
			const struct cs_store_entry *entry =
			    cs_entry(partition, c);
			struct cs_text text = cs_entry_key(entry);

			customers++;
			rows += cs_entry_rows(partition, entry);
			sum += cs_entry_value(partition, entry);
			for (size_t k = 0; k < 4; k++)
				known += cs_text_compare(
					     text, (struct cs_text){
						       keys[k].text,
						       keys[k].length }) == 0;
		}
	ok(customers == 4 && known == 4, "keys of all lengths are told apart");
	ok(rows == 1000 && sum == (cs_sum)(INT64_MAX - 1) * 1000,
	   "sums are exact beyond 64 bits");
	for (size_t k = 0; k < 4; k++) {
		struct cs_key key;

		cs_key_set(&key, keys[k].text, keys[k].length);
		known += cs_store_knows(store, &key);
	}
	ok(known == 8, "and are found");
	cs_store_free(store);
}

int main(void)
{
	test_pages();
	test_totals();
	test_sums();
	return done_testing();
}
