/* Where customers are kept: pages of memory, keys short and long, totals that
 * outgrow an entry. */
#include "data/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/sheaf.h"
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

	cs_pages_init(&pages, 0);
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
		cs_shuffle_row(shuffle, 0, &row, 0, 0, 0);
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

/* Is not asked: the store needs to know that there are tags. */
static uint32_t some_tag(const void *context, const struct cs_row *row)
{
	(void)context;
	(void)row;
	return 0;
}

/* Rows in a sheaf: of seven customers, whose keys are short and long, and with
 * ids short and long. */
static struct cs_sheaf *some_rows(struct cs_batch *batch)
{
	static char texts[CS_SHEAF_ROWS][2][40];
	static struct cs_text orders[CS_SHEAF_ROWS];
	static uint32_t raw[CS_SHEAF_ROWS];
	struct cs_sheaf *sheaf = calloc(1, sizeof *sheaf);

	*batch = (struct cs_batch){ .raw = raw };
	sheaf->batch = batch;
	sheaf->block = (uint64_t)5 << 32;
	sheaf->order = orders;
	sheaf->count = CS_SHEAF_ROWS;
	for (size_t i = 0; i < sheaf->count; i++) {
		int key = snprintf(
		    texts[i][0], sizeof texts[i][0],
		    i % 7 > 4 ? "somebody.%zu@shop.example" : "K%zu", i % 7);
		int id =
		    snprintf(texts[i][1], sizeof texts[i][1],
			     i % 3 > 0 ? "%zu" : "a-long-order-id-%zu", i / 2);

		cs_key_set(&sheaf->customer[i], texts[i][0], (size_t)key);
		orders[i] = (struct cs_text){ texts[i][1], (size_t)id };
		sheaf->record[i] = (uint32_t)i;
		raw[i] = (uint32_t)i * 30;
		sheaf->day[i] = (cs_day)i;
		sheaf->amount[i] = (cs_micros)i - 9;
		sheaf->further[i] = i % 5 == 0;
	}
	return sheaf;
}

static bool same_id(cs_orderid a, cs_orderid b)
{
	return cs_orderid_compare(a, b) == 0;
}

static bool same_lines(const struct cs_store *store,
		       const struct cs_partition *a,
		       const struct cs_partition *b)
{
	bool same = a->lines.count == b->lines.count;

	for (size_t i = 0; same && i < a->lines.count; i++) {
		const struct cs_line *x, *y;

		x = cs_line_at(store, a->lines.first, i);
		y = cs_line_at(store, b->lines.first, i);
		same = x->customer == y->customer && x->day == y->day &&
		       x->amount == y->amount && same_id(x->order, y->order);
		same = same && memcmp(x->more, y->more,
				      store->nmore * sizeof *x->more) == 0;
	}
	return same;
}

static bool same_customers(const struct cs_partition *a,
			   const struct cs_partition *b)
{
	bool same = a->nentries == b->nentries;

	for (size_t c = 0; same && c < a->nentries; c++) {
		const struct cs_store_entry *x = cs_entry(a, c);
		const struct cs_store_entry *y = cs_entry(b, c);

		same = cs_text_compare(cs_entry_key(x), cs_entry_key(y)) == 0 &&
		       x->rows == y->rows && x->value == y->value &&
		       x->buys == y->buys;
	}
	return same;
}

static void test_sheaf(const struct cs_load_options *options,
		       const uint32_t *groups, const uint32_t *tags,
		       const char *what)
{
	struct cs_store *one = cs_store_new(options);
	struct cs_store *two = cs_store_new(options);
	struct cs_shuffle *shuffle[2];
	struct cs_batch batch;
	struct cs_sheaf *sheaf = some_rows(&batch);
	bool same = true;

	two->seed = one->seed;
	shuffle[0] = cs_shuffle_new(one, one->line_part, cs_store_rows, 1);
	shuffle[1] = cs_shuffle_new(two, two->line_part, cs_store_rows, 1);
	cs_shuffle_sheaf(shuffle[0], 0, sheaf, 3, groups, tags);
	for (size_t i = 0; i < sheaf->count; i++) {
		struct cs_row row = { .customer = sheaf->customer[i],
				      .order = sheaf->order[i],
				      .day = sheaf->day[i],
				      .amount = sheaf->amount[i],
				      .place = sheaf->block + 30 * i,
				      .further = sheaf->further[i] };

		cs_shuffle_row(shuffle[1], 0, &row, 3,
			       groups != NULL ? groups[i] : 0,
			       tags != NULL ? tags[i] : 0);
	}
	cs_shuffle_finish(shuffle[0]);
	cs_shuffle_finish(shuffle[1]);
	for (size_t p = 0; p < CS_PARTITIONS; p++)
		same &=
		    same_customers(&one->partitions[p], &two->partitions[p]) &&
		    same_lines(one, &one->partitions[p], &two->partitions[p]);
	ok(same, "a sheaf comes to what its rows come to: %s", what);
	cs_store_free(one);
	cs_store_free(two);
	free(sheaf);
}

static void test_sheaves(void)
{
	struct cs_load_options options = { .need = CS_TOTALS };
	uint32_t groups[CS_SHEAF_ROWS], tags[CS_SHEAF_ROWS];

	for (uint32_t i = 0; i < CS_SHEAF_ROWS; i++) {
		groups[i] = i % 4;
		tags[i] = i % 9;
	}
	test_sheaf(&options, NULL, NULL, "totals");
	options.need = CS_PURCHASES;
	test_sheaf(&options, NULL, NULL, "purchases");
	options.tag = some_tag;
	test_sheaf(&options, NULL, tags, "with tags");
	options.items = CS_ITEMS_ONCE;
	options.input.columns[CS_ROLE_GROUP].named = "group";
	test_sheaf(&options, groups, tags, "with groups, tags and places");
}

int main(void)
{
	test_pages();
	test_totals();
	test_sums();
	test_sheaves();
	return done_testing();
}
