/* store.c - see store.h. */
#include "data/store.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>


enum {
	BOX_SIZE = 8 * 1024,	/* bytes; one per worker and partition */
	FIRST_SLOTS = 64,
	BATCH = 64		/* rows whose memory is fetched ahead together */
};

/* What a line needs beyond the totals. */
struct line_part {
	uint64_t place;
	cs_day day;
	uint32_t group, file, order_length;
};

/*
 * A row in a box: this, the line part where lines are kept, a key too long for the
 * words and, with the line part, the order id; then padding to 8 bytes.
 */
struct parcel {
	uint64_t hash;
	uint64_t word[2];	/* of the key */
	cs_micros amount;
	uint32_t size;		/* bytes, all included */
	uint32_t key_length;
	char rest[];
};

struct cs_shuffle {
	struct cs_store *store;
	char *boxes;		/* CS_PARTITIONS of BOX_SIZE */
	uint32_t used[CS_PARTITIONS];
};

struct cs_store *cs_store_new(bool lines, bool places)
{
	struct cs_store *store = cs_calloc(1, sizeof *store);

	store->lines = lines;
	store->line_part = lines ? sizeof(struct line_part) : 0;
	store->line_size =
	    places ? sizeof(struct cs_line) : offsetof(struct cs_line, place);
	for (size_t i = 0; i < CS_PARTITIONS; i++)
		pthread_mutex_init(&store->partitions[i].lock, NULL);
	return store;
}

static void free_lines(struct cs_partition *partition)
{
	while (partition->lines != NULL) {
		struct cs_lines *next = partition->lines->next;

		free(partition->lines);
		partition->lines = next;
	}
}

void cs_store_free(struct cs_store *store)
{
	if (store == NULL)
		return;
	for (size_t i = 0; i < CS_PARTITIONS; i++) {
		struct cs_partition *partition = &store->partitions[i];

		pthread_mutex_destroy(&partition->lock);
		free(partition->slots);
		free(partition->entries);
		free(partition->orders);
		free(partition->runs);
		free_lines(partition);
		cs_arena_release(&partition->keys);
	}
	free(store);
}

/* --- one partition's table --------------------------------------------- */

/* The top bits chose the partition; the tag is of those that are left. */
static uint32_t tag_of(uint64_t hash)
{
	return (uint32_t)(hash >> 16);
}

static void grow_slots(struct cs_partition *partition)
{
	size_t size = partition->slots ? (partition->mask + 1) * 2 : FIRST_SLOTS;
	uint64_t *slots = cs_calloc(size, sizeof *slots);

	for (size_t i = 0; partition->slots && i <= partition->mask; i++) {
		uint64_t slot = partition->slots[i];
		size_t at = (slot >> 32) & (size - 1);

		if (slot == 0)
			continue;
		while (slots[at] != 0)
			at = (at + 1) & (size - 1);
		slots[at] = slot;
	}
	free(partition->slots);
	partition->slots = slots;
	partition->mask = size - 1;
}

/* Bytes of the key that stand in `rest`. */
static size_t long_key(size_t key_length)
{
	return key_length > CS_KEY_WORDS ? key_length : 0;
}

static struct cs_entry *add_entry(struct cs_store *store,
				  struct cs_partition *partition,
				  const struct parcel *parcel)
{
	struct cs_entry *entry;

	if (partition->nentries == partition->capacity) {
		partition->capacity += partition->capacity / 2 + 32;
		partition->entries =
		    cs_realloc(partition->entries, partition->capacity,
			       sizeof *partition->entries);
	}
	entry = &partition->entries[partition->nentries++];
	*entry = (struct cs_entry){ .key_length = parcel->key_length };
	if (long_key(parcel->key_length) > 0)
		entry->key.text = cs_arena_copy(&partition->keys,
						parcel->rest + store->line_part,
						parcel->key_length);
	else
		memcpy(entry->key.word, parcel->word, sizeof parcel->word);
	return entry;
}

static inline bool same_key(const struct cs_store *store,
			    const struct cs_entry *entry,
			    const struct parcel *parcel)
{
	if (entry->key_length != parcel->key_length)
		return false;
	if (long_key(parcel->key_length) == 0)
		return entry->key.word[0] == parcel->word[0] &&
		       entry->key.word[1] == parcel->word[1];
	return memcmp(entry->key.text, parcel->rest + store->line_part,
		      parcel->key_length) == 0;
}

/* Where to go on looking for a tag: its slot, or the free one where it would stand. */
static size_t probe(const struct cs_partition *partition, uint32_t tag,
		    size_t at)
{
	while (partition->slots[at] != 0 &&
	       (uint32_t)(partition->slots[at] >> 32) != tag)
		at = (at + 1) & partition->mask;
	return at;
}

static struct cs_entry *look_up(struct cs_store *store,
				struct cs_partition *partition,
				const struct parcel *parcel)
{
	uint32_t tag = tag_of(parcel->hash);
	struct cs_entry *entry;
	size_t at;

	/* at most half full: linear probing stays short */
	if (partition->slots == NULL ||
	    partition->nentries * 2 > partition->mask)
		grow_slots(partition);
	for (at = probe(partition, tag, tag & partition->mask);
	     partition->slots[at] != 0;
	     at = probe(partition, tag, (at + 1) & partition->mask)) {
		entry = &partition->entries[(uint32_t)partition->slots[at] - 1];
		if (same_key(store, entry, parcel))
			return entry;
	}
	entry = add_entry(store, partition, parcel);
	partition->slots[at] =
	    (uint64_t)tag << 32 | (uint32_t)partition->nentries;
	return entry;
}

static void add_line(struct cs_store *store, struct cs_partition *partition,
		     const struct cs_entry *entry, const struct parcel *parcel)
{
	struct cs_lines *chunk = partition->lines;
	const struct line_part *part = (const void *)parcel->rest;
	struct cs_line line = {
		.customer = (uint32_t)(entry - partition->entries),
		.day = part->day,
		.amount = parcel->amount,
		.order = cs_orderid_make(
		    parcel->rest + sizeof *part + long_key(parcel->key_length),
		    part->order_length, &partition->keys),
		.group = part->group,
		.file = part->file,
		.place = part->place,
	};

	if (chunk == NULL || chunk->count == CS_CHUNK_LINES) {
		chunk = cs_malloc(sizeof *chunk +
				  CS_CHUNK_LINES * store->line_size);
		chunk->next = partition->lines;
		chunk->count = 0;
		partition->lines = chunk;
	}
	memcpy(chunk->bytes + chunk->count++ * store->line_size, &line,
	       store->line_size);
	partition->nlines++;
}

static void take_parcel(struct cs_store *store, struct cs_partition *partition,
			const struct parcel *parcel, uint32_t likely)
{
	struct cs_entry *entry =
	    likely > 0 ? &partition->entries[likely - 1] : NULL;

	if (entry == NULL || !same_key(store, entry, parcel))
		entry = look_up(store, partition, parcel);
	entry->rows++;
	entry->value += parcel->amount;
	entry->buys |= parcel->amount >= 0;
	if (store->lines)
		add_line(store, partition, entry, parcel);
}

/*
 * Asks for the memory of a batch of rows before any of it is touched: first the
 * slots, then the entries that they name. likely[i] is the entry whose tag
 * fits, plus one, or 0.
 */
static void fetch_ahead(const struct cs_partition *partition,
			const struct parcel *const *batch, size_t count,
			uint32_t *likely)
{
	memset(likely, 0, count * sizeof *likely);
	if (partition->slots == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		__builtin_prefetch(
		    &partition->slots[tag_of(batch[i]->hash) & partition->mask]);
	for (size_t i = 0; i < count; i++) {
		uint32_t tag = tag_of(batch[i]->hash);
		size_t at = probe(partition, tag, tag & partition->mask);

		likely[i] = (uint32_t)partition->slots[at];
		if (likely[i] > 0) {
			const char *entry =
			    (const char *)&partition->entries[likely[i] - 1];

			__builtin_prefetch(entry, 1);
			/* it may lie across two lines */
			__builtin_prefetch(entry + sizeof(struct cs_entry) - 1,
					   1);
		}
	}
}

static void deliver(struct cs_store *store, size_t number, const char *box,
		    size_t used)
{
	struct cs_partition *partition = &store->partitions[number];
	const struct parcel *batch[BATCH];
	uint32_t likely[BATCH];
	size_t at = 0;

	pthread_mutex_lock(&partition->lock);
	while (at < used) {
		size_t count = 0;

		while (at < used && count < BATCH) {
			batch[count] = (const void *)(box + at);
			at += batch[count++]->size;
		}
		fetch_ahead(partition, batch, count, likely);
		for (size_t i = 0; i < count; i++)
			take_parcel(store, partition, batch[i], likely[i]);
	}
	pthread_mutex_unlock(&partition->lock);
}

/* --- boxes ------------------------------------------------------------- */

struct cs_shuffle *cs_shuffle_new(struct cs_store *store)
{
	struct cs_shuffle *shuffle = cs_calloc(1, sizeof *shuffle);

	shuffle->store = store;
	shuffle->boxes = cs_malloc((size_t)CS_PARTITIONS * BOX_SIZE);
	return shuffle;
}

static inline void pack(const struct cs_store *store, struct parcel *parcel,
			uint64_t hash, size_t size, const struct cs_row *row,
			uint32_t file, uint32_t group)
{
	struct line_part part = { row->place, row->day, group, file,
				  (uint32_t)row->order.length };
	size_t long_length = long_key(row->customer.text.length);
	char *text = parcel->rest + store->line_part;

	parcel->hash = hash;
	parcel->word[0] = row->customer.word[0];
	parcel->word[1] = row->customer.word[1];
	parcel->amount = row->amount;
	parcel->size = (uint32_t)size;
	parcel->key_length = (uint32_t)row->customer.text.length;
	if (long_length > 0)
		memcpy(text, row->customer.text.bytes, long_length);
	if (!store->lines)
		return;
	memcpy(parcel->rest, &part, sizeof part);
	memcpy(text + long_length, row->order.bytes, row->order.length);
}

void cs_shuffle_row(struct cs_shuffle *shuffle, const struct cs_row *row,
		    uint32_t file, uint32_t group)
{
	const struct cs_store *store = shuffle->store;
	uint64_t hash = cs_key_hash(&row->customer);
	size_t number = hash >> (64 - CS_PARTITION_BITS);
	size_t size = (sizeof(struct parcel) + store->line_part +
		       long_key(row->customer.text.length) +
		       (store->lines ? row->order.length : 0) + 7) &
		      ~(size_t)7;
	char *box = shuffle->boxes + number * BOX_SIZE;

	if (shuffle->used[number] + size > BOX_SIZE) {
		deliver(shuffle->store, number, box, shuffle->used[number]);
		shuffle->used[number] = 0;
	}
	if (size > BOX_SIZE) {
		struct parcel *large = cs_malloc(size);

		pack(store, large, hash, size, row, file, group);
		deliver(shuffle->store, number, (const char *)large, size);
		free(large);
		return;
	}
	pack(store, (void *)(box + shuffle->used[number]), hash, size, row,
	     file, group);
	shuffle->used[number] += (uint32_t)size;
}

void cs_shuffle_finish(struct cs_shuffle *shuffle)
{
	if (shuffle == NULL)
		return;
	for (size_t i = 0; i < CS_PARTITIONS; i++)
		if (shuffle->used[i] > 0)
			deliver(shuffle->store, i,
				shuffle->boxes + i * BOX_SIZE,
				shuffle->used[i]);
	free(shuffle->boxes);
	free(shuffle);
}
