/* table.c - see table.h. */
#include "data/table.h"

#include <string.h>

enum { FIRST_SLOTS_BITS = 8 }; /* of bytes */

static uint64_t entry_hash(const struct cs_store *store,
			   const struct cs_store_entry *entry)
{
	const uint64_t *word = entry->key.word;

	return *entry->key.bytes == '\0'
		   ? word[0]
		   : cs_hash_words(&store->seed, word[0], word[1],
				   cs_entry_key(entry).length);
}

/* A slot holds an entry's number plus one in the bits of the mask, and in the
 * others those of its hash. */
static inline bool slot_fits(const struct cs_partition *partition,
			     uint32_t slot, uint32_t hash)
{
	return ((slot ^ hash) & ~partition->mask) == 0;
}

static void fill_slot(struct cs_partition *partition, size_t number,
		      uint32_t hash)
{
	uint32_t mask = partition->mask, at = hash & mask;

	while (partition->slots[at] != 0)
		at = (at + 1) & mask;
	partition->slots[at] = (hash & ~mask) | ((uint32_t)number + 1);
}

/* Slots twice as many, or the first; at most half of them are in use, so that
 * linear probing stays short. */
static void grow_slots(struct cs_store *store, struct cs_partition *partition)
{
	unsigned bits = partition->slots_bits;

	if (bits > 0)
		cs_pages_give(&store->pages, partition->slots, bits);
	bits = bits > 0 ? bits + 1 : FIRST_SLOTS_BITS;
	partition->slots = cs_pages_take(&store->pages, bits);
	memset(partition->slots, 0, (size_t)1 << bits);
	partition->slots_bits = bits;
	partition->mask =
	    (uint32_t)(((size_t)1 << bits) / sizeof *partition->slots - 1);
	for (size_t i = 0; i < partition->nentries; i++)
		fill_slot(
		    partition, i,
		    cs_table_hash(entry_hash(store, cs_entry(partition, i))));
}

static void grow_entries(struct cs_store *store, struct cs_partition *partition)
{
	CS_GROW(partition->entries, partition->npages,
		partition->page_capacity);
	partition->entries[partition->npages++] =
	    cs_pages_take(&store->pages, CS_ENTRY_PAGE_BITS);
	if (store->keep > 0 &&
	    partition->npages * CS_ENTRY_PAGE > partition->kept_capacity) {
		size_t size = store->keep * sizeof *partition->kept;
		size_t old = partition->kept_capacity;

		partition->kept_capacity += old / 2 + CS_ENTRY_PAGE;
		partition->kept =
		    cs_spill_resize(cs_spill_of(store), partition->kept,
				    old * size, partition->kept_capacity, size);
	}
}

static void copy_key(size_t part, struct cs_partition *partition,
		     struct cs_store_entry *entry,
		     const struct cs_parcel *parcel)
{
	size_t length = cs_long_key(parcel);
	char *copy;

	memcpy(entry->key.word, parcel->word, sizeof parcel->word);
	if (length == 0)
		return;
	copy = cs_arena_alloc(&partition->keys, sizeof length + length);
	memcpy(copy, &length, sizeof length);
	memcpy(copy + sizeof length, parcel->rest + part, length);
	entry->key.word[1] = (uint64_t)(uintptr_t)copy;
}

static struct cs_store_entry *add_entry(struct cs_store *store, size_t part,
					struct cs_partition *partition,
					const struct cs_parcel *parcel)
{
	struct cs_store_entry *entry;

	if (partition->nentries == partition->npages * CS_ENTRY_PAGE)
		grow_entries(store, partition);
	for (size_t i = 0; i < store->keep; i++)
		partition->kept[partition->nentries * store->keep + i] =
		    (struct cs_kept){ CS_NO_DAY,
				      false,
				      (uint16_t)(store->keep - 1 - i),
				      { "", 0 } };
	entry = cs_entry(partition, partition->nentries);
	/* queue.c looks at it meanwhile */
	__atomic_store_n(&partition->nentries, partition->nentries + 1,
			 __ATOMIC_RELAXED);
	*entry = (struct cs_store_entry){ .rows = 0 };
	copy_key(part, partition, entry, parcel);
	return entry;
}

/* Where to go on looking for a hash: a slot that may be its own, or the free
 * one where it would stand. */
static inline uint32_t probe(const struct cs_partition *partition,
			     uint32_t hash, uint32_t at)
{
	while (partition->slots[at] != 0 &&
	       !slot_fits(partition, partition->slots[at], hash))
		at = (at + 1) & partition->mask;
	return at;
}

static inline size_t entry_of(const struct cs_partition *partition,
			      uint32_t slot)
{
	return (slot & partition->mask) - 1;
}

size_t cs_table_look_up(struct cs_store *store, size_t part,
			struct cs_partition *partition,
			const struct cs_parcel *parcel)
{
	uint32_t hash = parcel->hash, at;

	if (partition->slots == NULL ||
	    partition->nentries * 2 > partition->mask)
		grow_slots(store, partition);
	for (at = probe(partition, hash, hash & partition->mask);
	     partition->slots[at] != 0;
	     at = probe(partition, hash, (at + 1) & partition->mask)) {
		size_t i = entry_of(partition, partition->slots[at]);

		if (cs_same_key(part, cs_entry(partition, i), parcel))
			return i;
	}
	add_entry(store, part, partition, parcel);
	fill_slot(partition, partition->nentries - 1, hash);
	return partition->nentries - 1;
}

void cs_table_fetch(const struct cs_partition *partition,
		    const struct cs_parcel *const *batch, size_t count,
		    uint32_t *likely)
{
	size_t texts = 0;

	memset(likely, 0, count * sizeof *likely);
	if (partition->slots == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		__builtin_prefetch(
		    &partition->slots[batch[i]->hash & partition->mask]);
	for (size_t i = 0; i < count; i++) {
		uint32_t hash = batch[i]->hash;
		uint32_t at = probe(partition, hash, hash & partition->mask);

		likely[i] = partition->slots[at] & partition->mask;
		if (likely[i] > 0)
			__builtin_prefetch(cs_entry(partition, likely[i] - 1),
					   1);
		texts += cs_long_key(batch[i]) > 0;
	}
	for (size_t i = 0; texts > 0 && i < count; i++)
		if (likely[i] > 0 && cs_long_key(batch[i]) > 0)
			__builtin_prefetch((const void *)(uintptr_t)cs_entry(
					       partition, likely[i] - 1)
					       ->key.word[1]);
}

bool cs_store_knows(const struct cs_store *store, const struct cs_key *key)
{
	uint64_t hash = cs_key_hash(&store->seed, key);
	const struct cs_partition *partition =
	    &store->partitions[hash >> (64 - CS_PARTITION_BITS)];
	uint32_t part = cs_table_hash(hash), at;

	if (partition->slots == NULL)
		return false;
	for (at = probe(partition, part, part & partition->mask);
	     partition->slots[at] != 0;
	     at = probe(partition, part, (at + 1) & partition->mask)) {
		const struct cs_store_entry *entry = cs_entry(
		    partition, entry_of(partition, partition->slots[at]));

		if (cs_text_compare(cs_entry_key(entry), key->text) == 0)
			return entry->buys;
	}
	return false;
}

void cs_entry_set(struct cs_partition *partition, struct cs_store_entry *entry,
		  uint64_t rows, cs_sum value)
{
	if (entry->wide == 0 &&
	    (rows > CS_MOST_ROWS || value < INT64_MIN || value > INT64_MAX)) {
		CS_GROW(partition->wide, partition->nwide,
			partition->wide_capacity);
		entry->wide = (uint32_t)++partition->nwide;
	}
	if (entry->wide > 0) {
		partition->wide[entry->wide - 1] =
		    (struct cs_wide_total){ rows, value };
		return;
	}
	entry->rows = (uint32_t)rows & CS_MOST_ROWS;
	entry->value = (cs_micros)value;
}
