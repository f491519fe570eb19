/* store.c - see store.h. */
#include "data/store.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "data/parcel.h"

enum {
	FIRST_SLOTS = 64,
	BATCH = 64 /* rows whose memory is fetched ahead together */
};

struct cs_store *cs_store_new(const struct cs_load_options *options)
{
	struct cs_store *store = cs_calloc(1, sizeof *store);

	store->seed = cs_hash_draw_seed();
	store->lines = options->need != CS_TOTALS || options->input.nfiles > 1;
	store->particulars =
	    options->items == CS_ITEMS_ONCE || options->tag != NULL;
	for (size_t i = 0; i < options->keep; i++)
		store->kept[store->keep++] = (uint8_t)i;
	if (options->cluster > 0)
		store->kept[store->keep++] = (uint8_t)(options->cluster - 1);
	if (store->lines)
		store->line_part = store->particulars
				       ? sizeof(struct cs_line_part)
				       : offsetof(struct cs_line_part, place);
	store->line_size = store->particulars ? sizeof(struct cs_line)
					      : offsetof(struct cs_line, place);
	for (size_t i = 0; i < CS_PARTITIONS; i++)
		pthread_mutex_init(&store->partitions[i].lock, NULL);
	return store;
}

static void free_lines(struct cs_line_chunk *chunk)
{
	while (chunk != NULL) {
		struct cs_line_chunk *next = chunk->next;

		free(chunk);
		chunk = next;
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
		free(partition->contacts);
		free(partition->first_contact);
		free(partition->kept);
		free_lines(partition->lines);
		free_lines(partition->contact_lines);
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
	size_t size =
	    partition->slots ? (partition->mask + 1) * 2 : FIRST_SLOTS;
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

static void grow_entries(const struct cs_store *store,
			 struct cs_partition *partition)
{
	partition->capacity += partition->capacity / 2 + 32;
	partition->entries = cs_realloc(partition->entries, partition->capacity,
					sizeof *partition->entries);
	if (store->keep > 0)
		partition->kept =
		    cs_realloc(partition->kept, partition->capacity,
			       store->keep * sizeof *partition->kept);
}

/* `part` is where in parcel->rest a long key stands, here and below. */
static struct cs_store_entry *add_entry(const struct cs_store *store,
					size_t part,
					struct cs_partition *partition,
					const struct cs_parcel *parcel)
{
	struct cs_store_entry *entry;

	if (partition->nentries == partition->capacity)
		grow_entries(store, partition);
	for (size_t i = 0; i < store->keep; i++)
		partition->kept[partition->nentries * store->keep + i] =
		    (struct cs_kept){ CS_NO_DAY, false, { "", 0 } };
	entry = &partition->entries[partition->nentries++];
	*entry = (struct cs_store_entry){ .key_length = parcel->key_length };
	if (cs_long_key(parcel->key_length) > 0)
		entry->key.text = cs_arena_copy(
		    &partition->keys, parcel->rest + part, parcel->key_length);
	else
		memcpy(entry->key.word, parcel->word, sizeof parcel->word);
	return entry;
}

static inline bool same_key(size_t part, const struct cs_store_entry *entry,
			    const struct cs_parcel *parcel)
{
	if (entry->key_length != parcel->key_length)
		return false;
	if (cs_long_key(parcel->key_length) == 0)
		return entry->key.word[0] == parcel->word[0] &&
		       entry->key.word[1] == parcel->word[1];
	return memcmp(entry->key.text, parcel->rest + part,
		      parcel->key_length) == 0;
}

/* Where to go on looking for a tag: its slot, or the free one where it would
 * stand. */
static size_t probe(const struct cs_partition *partition, uint32_t tag,
		    size_t at)
{
	while (partition->slots[at] != 0 &&
	       (uint32_t)(partition->slots[at] >> 32) != tag)
		at = (at + 1) & partition->mask;
	return at;
}

static struct cs_store_entry *look_up(const struct cs_store *store, size_t part,
				      struct cs_partition *partition,
				      const struct cs_parcel *parcel)
{
	uint32_t tag = tag_of(parcel->hash);
	struct cs_store_entry *entry;
	size_t at;

	/* at most half full: linear probing stays short */
	if (partition->slots == NULL ||
	    partition->nentries * 2 > partition->mask)
		grow_slots(partition);
	for (at = probe(partition, tag, tag & partition->mask);
	     partition->slots[at] != 0;
	     at = probe(partition, tag, (at + 1) & partition->mask)) {
		entry = &partition->entries[(uint32_t)partition->slots[at] - 1];
		if (same_key(part, entry, parcel))
			return entry;
	}
	entry = add_entry(store, part, partition, parcel);
	partition->slots[at] =
	    (uint64_t)tag << 32 | (uint32_t)partition->nentries;
	return entry;
}

bool cs_store_knows(const struct cs_store *store, const struct cs_key *key)
{
	uint64_t hash = cs_key_hash(&store->seed, key);
	const struct cs_partition *partition =
	    &store->partitions[hash >> (64 - CS_PARTITION_BITS)];
	uint32_t tag = tag_of(hash);

	if (partition->slots == NULL)
		return false;
	for (size_t at = probe(partition, tag, tag & partition->mask);
	     partition->slots[at] != 0;
	     at = probe(partition, tag, (at + 1) & partition->mask)) {
		const struct cs_store_entry *entry =
		    &partition->entries[(uint32_t)partition->slots[at] - 1];

		if (cs_text_compare(cs_entry_key(entry), key->text) == 0)
			return entry->buys;
	}
	return false;
}

/* `likely` is the entry that it may be, plus one; 0: nobody knows. */
static inline struct cs_store_entry *find_entry(const struct cs_store *store,
						size_t part,
						struct cs_partition *partition,
						const struct cs_parcel *parcel,
						uint32_t likely)
{
	struct cs_store_entry *entry =
	    likely > 0 ? &partition->entries[likely - 1] : NULL;

	return entry != NULL && same_key(part, entry, parcel)
		   ? entry
		   : look_up(store, part, partition, parcel);
}

/* Room for one more line of `size` bytes. */
static inline void *add_to(struct cs_line_chunk **newest, size_t size)
{
	struct cs_line_chunk *chunk = *newest;

	if (chunk == NULL || chunk->count == CS_CHUNK_LINES) {
		chunk = cs_malloc(sizeof *chunk + CS_CHUNK_LINES * size);
		chunk->next = *newest;
		chunk->count = 0;
		*newest = chunk;
	}
	return chunk->bytes + chunk->count++ * size;
}

static void add_line(struct cs_store *store, struct cs_partition *partition,
		     const struct cs_store_entry *entry,
		     const struct cs_parcel *parcel)
{
	const struct cs_line_part *part = (const void *)parcel->rest;
	struct cs_line *line = add_to(&partition->lines, store->line_size);

	line->customer = (uint32_t)(entry - partition->entries);
	line->day = part->day;
	line->amount = parcel->amount;
	line->order = cs_orderid_make(parcel->rest + store->line_part +
					  cs_long_key(parcel->key_length),
				      part->order_length, &partition->keys);
	line->group = part->group;
	line->file = part->file;
	if (store->particulars) {
		line->place = part->place;
		line->tag = part->tag;
	}
	partition->nlines++;
}

/* Keeps the texts that stand behind a parcel's order id, if they are later. */
static void keep_texts(struct cs_store *store, struct cs_partition *partition,
		       const struct cs_store_entry *entry,
		       const struct cs_parcel *parcel)
{
	const struct cs_line_part *part = (const void *)parcel->rest;
	size_t index = (size_t)(entry - partition->entries);
	const char *p = parcel->rest + store->line_part +
			cs_long_key(parcel->key_length) + part->order_length;

	for (size_t i = 0; i < store->keep; i++) {
		struct cs_kept *kept =
		    &partition->kept[index * store->keep + i];
		struct cs_text text = { p + sizeof(uint32_t), 0 };
		uint32_t length;
		int order;

		memcpy(&length, p, sizeof length);
		text.length = length;
		p = text.bytes + length;
		order = cs_text_compare(text, kept->text);
		kept->varies |=
		    length > 0 && kept->text.length > 0 && order != 0;
		if (length == 0 || part->day < kept->day ||
		    (part->day == kept->day && order <= 0))
			continue;
		kept->day = part->day;
		if (order != 0)
			kept->text =
			    (struct cs_text){ cs_arena_copy(&partition->keys,
							    text.bytes, length),
					      length };
	}
}

static void add_contact(struct cs_store *store, struct cs_partition *partition,
			struct cs_store_entry *entry,
			const struct cs_parcel *parcel)
{
	struct cs_contact_line *line =
	    add_to(&partition->contact_lines, sizeof *line);

	(void)store;
	line->customer = (uint32_t)(entry - partition->entries);
	memcpy(&line->contact, parcel->rest, sizeof line->contact);
	partition->ncontacts++;
}

static inline void add_row(struct cs_store *store,
			   struct cs_partition *partition,
			   struct cs_store_entry *entry,
			   const struct cs_parcel *parcel)
{
	entry->rows++;
	entry->value += parcel->amount;
	entry->buys |= parcel->amount >= 0 && !parcel->further;
	if (store->lines)
		add_line(store, partition, entry, parcel);
	if (store->keep > 0)
		keep_texts(store, partition, entry, parcel);
}

/*
 * Asks for the memory of a batch of rows before any of it is touched: first the
 * slots, then the entries that they name. likely[i] is the entry whose tag
 * fits, plus one, or 0.
 */
static void fetch_ahead(const struct cs_partition *partition,
			const struct cs_parcel *const *batch, size_t count,
			uint32_t *likely)
{
	memset(likely, 0, count * sizeof *likely);
	if (partition->slots == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		__builtin_prefetch(&partition->slots[tag_of(batch[i]->hash) &
						     partition->mask]);
	for (size_t i = 0; i < count; i++) {
		uint32_t tag = tag_of(batch[i]->hash);
		size_t at = probe(partition, tag, tag & partition->mask);

		likely[i] = (uint32_t)partition->slots[at];
		if (likely[i] > 0) {
			const char *entry =
			    (const char *)&partition->entries[likely[i] - 1];

			__builtin_prefetch(entry, 1);
			/* it may lie across two lines */
			__builtin_prefetch(
			    entry + sizeof(struct cs_store_entry) - 1, 1);
		}
	}
}

/* `part` and `add` are constants where this is called, so that it is made for
 * each of them. */
static inline __attribute__((always_inline)) void deliver(
    struct cs_store *store, size_t number, const char *parcels, size_t used,
    size_t part,
    void (*add)(struct cs_store *, struct cs_partition *,
		struct cs_store_entry *, const struct cs_parcel *))
{
	struct cs_partition *partition = &store->partitions[number];
	const struct cs_parcel *batch[BATCH];
	uint32_t likely[BATCH];
	size_t at = 0;

	pthread_mutex_lock(&partition->lock);
	while (at < used) {
		size_t count = 0;

		while (at < used && count < BATCH) {
			batch[count] = (const void *)(parcels + at);
			at += batch[count++]->size;
		}
		fetch_ahead(partition, batch, count, likely);
		for (size_t i = 0; i < count; i++)
			add(store, partition,
			    find_entry(store, part, partition, batch[i],
				       likely[i]),
			    batch[i]);
	}
	pthread_mutex_unlock(&partition->lock);
}

void cs_store_rows(struct cs_store *store, size_t number, const char *parcels,
		   size_t used)
{
	deliver(store, number, parcels, used, store->line_part, add_row);
}

void cs_store_contacts(struct cs_store *store, size_t number,
		       const char *parcels, size_t used)
{
	deliver(store, number, parcels, used, sizeof(struct cs_contact),
		add_contact);
}
