/* store.c - see store.h. */
#include "data/store.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "data/parcel.h"

enum {
	FIRST_SLOTS_BITS = 8, /* of bytes */
	BATCH = 64,	      /* rows whose memory is fetched ahead together */
	MOST_ROWS = INT32_MAX /* of an entry */
};

struct cs_store *cs_store_new(const struct cs_load_options *options)
{
	struct cs_store *store = cs_calloc(1, sizeof *store);

	store->seed = cs_hash_draw_seed();
	cs_pages_init(&store->pages);
	store->lines = options->need != CS_TOTALS || options->input.nfiles > 1;
	store->particulars = options->items == CS_ITEMS_ONCE ||
			     options->tag != NULL || options->moments;
	store->fulfilments = options->moments;
	store->sources = options->input.columns[CS_ROLE_GROUP].named != NULL ||
			 options->input.nfiles > 1 || store->particulars;
	for (size_t i = 0; i < options->keep; i++)
		store->kept[store->keep++] = (uint8_t)i;
	if (options->cluster > 0)
		store->kept[store->keep++] = (uint8_t)(options->cluster - 1);
	if (store->lines)
		store->line_part =
		    store->fulfilments ? sizeof(struct cs_line_part)
		    : store->particulars
			? offsetof(struct cs_line_part, fulfilment)
		    : store->sources ? offsetof(struct cs_line_part, place)
				     : offsetof(struct cs_line_part, group);
	store->line_size = store->particulars ? sizeof(struct cs_line)
			   : store->sources   ? offsetof(struct cs_line, place)
					      : offsetof(struct cs_line, group);
	store->page_lines = cs_lines_per_page(store->line_size);
	for (size_t i = 0; i < CS_PARTITIONS; i++)
		pthread_mutex_init(&store->partitions[i].lock, NULL);
	return store;
}

void cs_store_close(struct cs_store *store)
{
	for (size_t i = 0; i < CS_PARTITIONS; i++) {
		struct cs_partition *partition = &store->partitions[i];

		if (partition->slots != NULL)
			cs_pages_put_off(&store->pages, partition->slots,
					 partition->slots_bits);
		partition->slots = NULL;
	}
}

void cs_store_free(struct cs_store *store)
{
	if (store == NULL)
		return;
	for (size_t i = 0; i < CS_PARTITIONS; i++) {
		struct cs_partition *partition = &store->partitions[i];

		pthread_mutex_destroy(&partition->lock);
		free(partition->entries);
		free(partition->runs);
		free(partition->contacts);
		free(partition->first_contact);
		free(partition->kept);
		free(partition->wide);
		free(partition->fulfilments);
		free(partition->touches);
		free(partition->matters);
		free(partition->first_matter);
		cs_arena_release(&partition->keys);
	}
	cs_pages_release(&store->pages);
	free(store);
}

/* --- one partition's table --------------------------------------------- */

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
		partition->kept_capacity +=
		    partition->kept_capacity / 2 + CS_ENTRY_PAGE;
		partition->kept =
		    cs_realloc(partition->kept, partition->kept_capacity,
			       store->keep * sizeof *partition->kept);
	}
}

/* `part` is where in parcel->rest a long key stands, here and below. */
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
		    (struct cs_kept){ CS_NO_DAY, false, { "", 0 } };
	entry = cs_entry(partition, partition->nentries++);
	*entry = (struct cs_store_entry){ .rows = 0 };
	copy_key(part, partition, entry, parcel);
	return entry;
}

static inline bool same_key(size_t part, const struct cs_store_entry *entry,
			    const struct cs_parcel *parcel)
{
	struct cs_text key;

	if (entry->key.word[0] != parcel->word[0])
		return false;
	if (cs_long_key(parcel) == 0)
		return entry->key.word[1] == parcel->word[1];
	key = cs_entry_key(entry);
	return key.length == parcel->word[1] &&
	       memcmp(key.bytes, parcel->rest + part, key.length) == 0;
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

/* Returns the entry's number. */
static size_t look_up(struct cs_store *store, size_t part,
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

		if (same_key(part, cs_entry(partition, i), parcel))
			return i;
	}
	add_entry(store, part, partition, parcel);
	fill_slot(partition, partition->nentries - 1, hash);
	return partition->nentries - 1;
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

/* --- totals ------------------------------------------------------------- */

void cs_entry_set(struct cs_partition *partition, struct cs_store_entry *entry,
		  uint64_t rows, cs_sum value)
{
	if (entry->wide == 0 &&
	    (rows > MOST_ROWS || value < INT64_MIN || value > INT64_MAX)) {
		CS_GROW(partition->wide, partition->nwide,
			partition->wide_capacity);
		entry->wide = (uint32_t)++partition->nwide;
	}
	if (entry->wide > 0) {
		partition->wide[entry->wide - 1] =
		    (struct cs_wide_total){ rows, value };
		return;
	}
	entry->rows = (uint32_t)rows & MOST_ROWS;
	entry->value = (cs_micros)value;
}

static inline void add_total(struct cs_partition *partition,
			     struct cs_store_entry *entry, cs_micros amount)
{
	cs_micros value;

	if (entry->wide > 0 || entry->rows == MOST_ROWS ||
	    __builtin_add_overflow(entry->value, amount, &value)) {
		cs_entry_set(partition, entry,
			     cs_entry_rows(partition, entry) + 1,
			     cs_entry_value(partition, entry) + amount);
		return;
	}
	entry->rows++;
	entry->value = value;
}

/* --- from parcels to entries ---------------------------------------------- */

/* `likely` is the entry that it may be, plus one; 0: nobody knows. */
static inline size_t find_entry(struct cs_store *store, size_t part,
				struct cs_partition *partition,
				const struct cs_parcel *parcel, uint32_t likely)
{
	return likely > 0 &&
		       same_key(part, cs_entry(partition, likely - 1), parcel)
		   ? likely - 1
		   : look_up(store, part, partition, parcel);
}

/* An id as it is compared: #1001 and 1001 are one. */
static cs_orderid without_sign(cs_orderid id, struct cs_arena *arena)
{
	struct cs_buf text = CS_BUF_INIT;

	if (id == CS_NO_ORDER)
		return id;
	cs_orderid_text(id, &text);
	if (text.length > 1 && *text.data == '#')
		id = cs_orderid_make(text.data + 1, text.length - 1, arena);
	cs_buf_release(&text);
	return id;
}

/* Keeps how a row's order was fulfilled; returns its number. */
static uint32_t add_fulfilment(struct cs_partition *partition,
			       const struct cs_line_part *part,
			       cs_orderid order)
{
	struct cs_fulfilment *fulfilment;

	CS_GROW(partition->fulfilments, partition->nfulfilments,
		partition->fulfilments_capacity);
	fulfilment = &partition->fulfilments[partition->nfulfilments];
	*fulfilment = part->fulfilment;
	fulfilment->id = without_sign(order, &partition->keys);
	return (uint32_t)partition->nfulfilments++;
}

static void add_line(struct cs_store *store, struct cs_partition *partition,
		     size_t entry, const struct cs_parcel *parcel)
{
	const struct cs_line_part *part = (const void *)parcel->rest;
	struct cs_line *line =
	    cs_lines_add(&partition->lines, &store->pages, store->line_size,
			 store->page_lines);

	line->customer = (uint32_t)entry;
	line->day = part->day;
	line->amount = parcel->amount;
	line->order = part->order;
	if (part->order_length > 0)
		line->order = cs_orderid_make(
		    parcel->rest + store->line_part + cs_long_key(parcel),
		    part->order_length, &partition->keys);
	if (store->sources) {
		line->group = part->group;
		line->file = part->file;
	}
	if (store->particulars) {
		line->place = part->place;
		line->tag = store->fulfilments
				? add_fulfilment(partition, part, line->order)
				: part->tag;
	}
}

/* Keeps the texts that stand behind a parcel's order id, if they are later. */
static void keep_texts(struct cs_store *store, struct cs_partition *partition,
		       size_t entry, const struct cs_parcel *parcel)
{
	const struct cs_line_part *part = (const void *)parcel->rest;
	const char *p = parcel->rest + store->line_part + cs_long_key(parcel) +
			part->order_length;

	for (size_t i = 0; i < store->keep; i++) {
		struct cs_kept *kept =
		    &partition->kept[entry * store->keep + i];
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
			size_t entry, const struct cs_parcel *parcel)
{
	size_t size = sizeof(struct cs_contact_line);
	struct cs_contact_line *line =
	    cs_lines_add(&partition->contact_lines, &store->pages, size,
			 cs_lines_per_page(size));

	line->customer = (uint32_t)entry;
	memcpy(&line->contact, parcel->rest, sizeof line->contact);
}

/* The ids stand behind the key; the touch has their lengths. */
static void add_touch(struct cs_store *store, struct cs_partition *partition,
		      size_t entry, const struct cs_parcel *parcel)
{
	size_t size = sizeof(struct cs_touch_line), length;
	struct cs_touch_line *line =
	    cs_lines_add(&partition->contact_lines, &store->pages, size,
			 cs_lines_per_page(size));
	struct cs_touch *touch = &line->touch;
	const char *ticket = parcel->rest + sizeof *touch + cs_long_key(parcel);

	line->customer = (uint32_t)entry;
	memcpy(touch, parcel->rest, sizeof *touch);
	length = touch->ticket;
	touch->ticket = cs_orderid_make(ticket, length, &partition->keys);
	touch->order = without_sign(
	    cs_orderid_make(ticket + length, touch->order, &partition->keys),
	    &partition->keys);
}

static inline void add_row(struct cs_store *store,
			   struct cs_partition *partition, size_t number,
			   const struct cs_parcel *parcel)
{
	struct cs_store_entry *entry = cs_entry(partition, number);

	add_total(partition, entry, parcel->amount);
	entry->buys |= parcel->amount >= 0 && !cs_parcel_further(parcel);
	if (store->lines)
		add_line(store, partition, number, parcel);
	if (store->keep > 0)
		keep_texts(store, partition, number, parcel);
}

/*
 * Asks for the memory of a batch of rows before any of it is touched: first the
 * slots, then the entries that they name. likely[i] is the entry whose hash
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
		__builtin_prefetch(
		    &partition->slots[batch[i]->hash & partition->mask]);
	for (size_t i = 0; i < count; i++) {
		uint32_t hash = batch[i]->hash;
		uint32_t at = probe(partition, hash, hash & partition->mask);

		likely[i] = partition->slots[at] & partition->mask;
		if (likely[i] > 0)
			__builtin_prefetch(cs_entry(partition, likely[i] - 1),
					   1);
	}
}

/* `part` and `add` are constants where this is called, so that it is made for
 * each of them. */
static inline __attribute__((always_inline)) void deliver(
    struct cs_store *store, size_t number, const char *parcels, size_t used,
    size_t part,
    void (*add)(struct cs_store *, struct cs_partition *, size_t,
		const struct cs_parcel *))
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
			at += cs_parcel_size(batch[count++]);
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

void cs_store_touches(struct cs_store *store, size_t number,
		      const char *parcels, size_t used)
{
	deliver(store, number, parcels, used, sizeof(struct cs_touch),
		add_touch);
}
