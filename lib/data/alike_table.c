/* alike_table.c - see alike_table.h. */
#include "data/alike_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/sort.h"

/* Hashes that ranks show one another at once, of all of them. */
enum { SHOWN = 1 << 20 };

void cs_key_table_begin(struct cs_key_table *table, const struct cs_data *data,
			unsigned changes, size_t count)
{
	size_t size = 64;

	while (size < count + count / 4)
		size *= 2;
	*table = (struct cs_key_table){
		.data = data,
		.changes = changes,
		.key = CS_BUF_INIT,
		.slots = cs_calloc(size, sizeof *table->slots),
		.mask = size - 1,
	};
}

void cs_key_table_end(struct cs_key_table *table)
{
	cs_buf_release(&table->key);
	free(table->slots);
	free(table->met);
}

static void meet(struct cs_key_table *table, const struct cs_folded *one)
{
	CS_GROW(table->met, table->nmet, table->capacity);
	table->met[table->nmet++] = *one;
}

/* Where the hash stands, or would. */
static struct cs_folded *find(const struct cs_key_table *table, uint64_t hash)
{
	size_t at = hash & table->mask;

	while (table->slots[at].customer != 0 && table->slots[at].hash != hash)
		at = (at + 1) & table->mask;
	return &table->slots[at];
}

void cs_key_table_add(void *context, struct cs_folded one)
{
	struct cs_key_table *table = context;
	const struct cs_store *store = table->data->store;
	struct cs_text text = cs_entry_key(cs_folded_entry(store, &one));
	struct cs_folded *slot;

	cs_buf_clear(&table->key);
	cs_buf_add(&table->key, text.bytes, text.length);
	one.hash =
	    cs_hash(&store->seed, table->key.data,
		    cs_key_fold(table->key.data, text.length, table->changes));
	slot = find(table, one.hash);
	if (slot->customer == 0) {
		*slot = one;
		return;
	}
	meet(table, slot);
	meet(table, &one);
}

/* --- those of other ranks ------------------------------------------------- */

/* Each shows the others those of its hashes that are of this round. */
static void meet_round(struct cs_key_table *table, uint64_t round,
		       uint64_t rounds)
{
	struct cs_ranks *ranks = table->data->ranks;
	struct cs_buf mine = CS_BUF_INIT, *all;

	for (size_t i = 0; i <= table->mask; i++)
		if (table->slots[i].customer != 0 &&
		    (table->slots[i].hash >> 32) % rounds == round)
			cs_buf_add(&mine, &table->slots[i].hash,
				   sizeof table->slots[i].hash);
	all = cs_ranks_share(ranks, &mine);
	for (unsigned r = 0; r < cs_ranks_count(ranks); r++) {
		const uint64_t *theirs = (const void *)all[r].data;

		for (size_t i = 0; i < all[r].length / sizeof *theirs; i++) {
			const struct cs_folded *slot = find(table, theirs[i]);

			if (slot->customer != 0)
				meet(table, slot);
		}
	}
	cs_ranks_share_release(ranks, all);
	cs_buf_release(&mine);
}

uint64_t cs_key_table_meet(struct cs_key_table *table)
{
	uint64_t met, rounds = table->data->customers / SHOWN + 1;

	for (uint64_t i = 0; table->data->ranks != NULL && i < rounds; i++)
		meet_round(table, i, rounds);
	met = table->nmet;
	cs_ranks_add(table->data->ranks, &met, 1);
	return met;
}

/* --- those that are one --------------------------------------------------- */

struct found_key {
	uint64_t hash;
	struct cs_alike alike;
};

struct found_keys {
	struct found_key *list;
	size_t count, capacity;
};

static int by_hash_and_key(const void *a, const void *b)
{
	const struct found_key *x = a, *y = b;

	return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash)
				  : cs_text_compare(x->alike.key, y->alike.key);
}

static struct cs_alike alike_of(const struct cs_store *store,
				const struct cs_folded *one)
{
	const struct cs_partition *partition =
	    &store->partitions[one->partition];
	const struct cs_store_entry *entry = cs_folded_entry(store, one);
	uint64_t rows = cs_entry_rows(partition, entry);
	/* contacts alone may have made the entry, later */
	bool formed = partition->runs != NULL && rows > 0;

	return (struct cs_alike){
		.key = cs_entry_key(entry),
		.rows = rows,
		.purchases = formed
				 ? partition->runs[one->customer - 1].npurchases
				 : rows,
		.counts = entry->buys,
	};
}

/* Sorted, each once. */
static void sort_found(struct found_keys *all)
{
	size_t kept = 0;

	cs_sort(all->list, all->count, sizeof *all->list, by_hash_and_key);
	for (size_t i = 0; i < all->count; i++)
		if (i == 0 ||
		    by_hash_and_key(&all->list[kept - 1], &all->list[i]) != 0)
			all->list[kept++] = all->list[i];
	all->count = kept;
}

static void find_others(const struct cs_data *data, struct found_keys *found)
{
	struct cs_buf mine = CS_BUF_INIT, *all;
	struct cs_arena *arena = &data->store->partitions[0].keys;

	for (size_t i = 0; i < found->count; i++) {
		const struct found_key *one = &found->list[i];

		cs_buf_add(&mine, one, sizeof *one);
		cs_bytes_put_text(&mine, one->alike.key.bytes,
				  one->alike.key.length);
	}
	all = cs_ranks_share(data->ranks, &mine);
	for (unsigned r = 0; r < cs_ranks_count(data->ranks); r++) {
		struct cs_bytes bytes = { all[r].data,
					  all[r].data + all[r].length };

		while (bytes.at < bytes.end) {
			struct found_key *one;
			struct cs_text *key;

			CS_GROW(found->list, found->count, found->capacity);
			one = &found->list[found->count++];
			key = &one->alike.key;
			cs_bytes_take(&bytes, one, sizeof *one);
			*key = cs_bytes_take_text(&bytes);
			key->bytes =
			    cs_arena_copy(arena, key->bytes, key->length);
		}
	}
	cs_ranks_share_release(data->ranks, all);
	cs_buf_release(&mine);
	sort_found(found);
}

void cs_key_table_take(const struct cs_key_table *table,
		       void (*take)(void *context, const struct cs_alike *alike,
				    size_t count),
		       void *context)
{
	struct found_keys all = { 0 };
	struct cs_alike *alike = NULL;
	size_t count = 0, capacity = 0;

	for (size_t i = 0; i < table->nmet; i++) {
		CS_GROW(all.list, all.count, all.capacity);
		all.list[all.count++] = (struct found_key){
			table->met[i].hash,
			alike_of(table->data->store, &table->met[i]),
		};
	}
	sort_found(&all);
	if (table->data->ranks != NULL)
		find_others(table->data, &all);
	for (size_t i = 0; i < all.count; i++) {
		if (i > 0 && all.list[i].hash != all.list[i - 1].hash) {
			take(context, alike, count);
			count = 0;
		}
		CS_GROW(alike, count, capacity);
		alike[count++] = all.list[i].alike;
	}
	if (count > 0)
		take(context, alike, count);
	free(alike);
	free(all.list);
}
