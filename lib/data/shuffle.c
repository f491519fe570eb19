/* shuffle.c - boxes of parcels, one per worker and partition: see parcel.h. */
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "data/parcel.h"

/* Bytes: all of a worker's boxes stay in its cache. */
enum { BOX_SIZE = 2 * 1024 };

struct boxes {
	char *bytes; /* CS_PARTITIONS of BOX_SIZE */
	uint32_t used[CS_PARTITIONS];
	char pad[64]; /* workers write side by side */
};

struct cs_shuffle {
	struct cs_store *store;
	size_t part; /* bytes of a parcel before its long key */
	cs_deliver *deliver;
	unsigned workers;
	struct boxes boxes[]; /* by worker */
};

struct cs_shuffle *cs_shuffle_new(struct cs_store *store, size_t part,
				  cs_deliver *deliver, unsigned workers)
{
	struct cs_shuffle *shuffle =
	    cs_calloc(1, sizeof *shuffle + workers * sizeof *shuffle->boxes);

	shuffle->store = store;
	shuffle->part = part;
	shuffle->deliver = deliver;
	shuffle->workers = workers;
	for (unsigned i = 0; i < workers; i++)
		shuffle->boxes[i].bytes =
		    cs_malloc((size_t)CS_PARTITIONS * BOX_SIZE);
	return shuffle;
}

/* Bytes that the order id and the texts to keep take. */
static inline size_t texts_size(const struct cs_store *store,
				const struct cs_row *row)
{
	size_t size = row->order.length;

	for (size_t i = 0; i < store->keep; i++)
		size +=
		    sizeof(uint32_t) + row->values[store->kept[i]].text.length;
	return size;
}

static inline void pack_key(struct cs_parcel *parcel, uint64_t hash,
			    size_t size, const struct cs_key *key, bool further,
			    char *text)
{
	parcel->hash = hash;
	parcel->word[0] = key->word[0];
	parcel->word[1] = key->word[1];
	parcel->size = (uint32_t)size & INT32_MAX;
	parcel->further = further;
	parcel->key_length = (uint32_t)key->text.length;
	if (cs_long_key(key->text.length) > 0)
		memcpy(text, key->text.bytes, key->text.length);
}

static void pack_kept(const struct cs_store *store, char *p,
		      const struct cs_row *row)
{
	for (size_t i = 0; i < store->keep; i++) {
		const struct cs_value *value = &row->values[store->kept[i]];
		struct cs_text text = value->text;
		uint32_t length = value->empty ? 0 : (uint32_t)text.length;

		memcpy(p, &length, sizeof length);
		memcpy(p + sizeof length, text.bytes, length);
		p += sizeof length + length;
	}
}

/* What the row's line needs, and the order id behind the key. */
static inline void pack_line(const struct cs_store *store,
			     struct cs_parcel *parcel, const struct cs_row *row,
			     uint32_t file, uint32_t group, uint32_t tag)
{
	struct cs_line_part *part = (void *)parcel->rest;
	char *text = parcel->rest + store->line_part +
		     cs_long_key(row->customer.text.length);

	part->day = row->day;
	part->group = group;
	part->file = file;
	part->order_length = (uint32_t)row->order.length;
	if (store->particulars) {
		part->place = row->place;
		part->tag = tag;
	}
	memcpy(text, row->order.bytes, row->order.length);
	if (store->keep > 0)
		pack_kept(store, text + row->order.length, row);
}

static size_t partition_of(uint64_t hash)
{
	return hash >> (64 - CS_PARTITION_BITS);
}

/* Room for a parcel in a worker's box; memory of its own if it fits no box. */
static inline struct cs_parcel *begin(struct cs_shuffle *shuffle,
				      unsigned worker, uint64_t hash,
				      size_t size)
{
	size_t number = partition_of(hash);
	struct boxes *boxes = &shuffle->boxes[worker];
	char *box = boxes->bytes + number * BOX_SIZE;

	if (boxes->used[number] + size > BOX_SIZE) {
		shuffle->deliver(shuffle->store, number, box,
				 boxes->used[number]);
		boxes->used[number] = 0;
	}
	if (size > BOX_SIZE)
		return cs_malloc(size);
	boxes->used[number] += (uint32_t)size;
	return (void *)(box + boxes->used[number] - size);
}

/* The parcel is packed: one that fits no box goes now. */
static inline void end(struct cs_shuffle *shuffle, struct cs_parcel *parcel)
{
	if (parcel->size <= BOX_SIZE)
		return;
	shuffle->deliver(shuffle->store, partition_of(parcel->hash),
			 (const char *)parcel, parcel->size);
	free(parcel);
}

static inline size_t parcel_size(const struct cs_shuffle *shuffle,
				 const struct cs_key *key, size_t texts)
{
	return (sizeof(struct cs_parcel) + shuffle->part +
		cs_long_key(key->text.length) + texts + 7) &
	       ~(size_t)7;
}

/* `lines` is whether the store keeps them; a constant where nobody does. */
static inline __attribute__((always_inline)) void shuffle_row(
    struct cs_shuffle *shuffle, unsigned worker, const struct cs_row *row,
    uint32_t file, uint32_t group, uint32_t tag, bool lines)
{
	const struct cs_store *store = shuffle->store;
	uint64_t hash = cs_key_hash(&store->seed, &row->customer);
	size_t texts = lines ? texts_size(store, row) : 0;
	size_t size = parcel_size(shuffle, &row->customer, texts);
	struct cs_parcel *parcel = begin(shuffle, worker, hash, size);

	pack_key(parcel, hash, size, &row->customer, row->further,
		 parcel->rest + (lines ? store->line_part : 0));
	parcel->amount = row->amount;
	if (lines)
		pack_line(store, parcel, row, file, group, tag);
	end(shuffle, parcel);
}

void cs_shuffle_row(struct cs_shuffle *shuffle, unsigned worker,
		    const struct cs_row *row, uint32_t file, uint32_t group,
		    uint32_t tag)
{
	shuffle_row(shuffle, worker, row, file, group, tag,
		    shuffle->store->lines);
}

void cs_shuffle_total(struct cs_shuffle *shuffle, unsigned worker,
		      const struct cs_row *row)
{
	shuffle_row(shuffle, worker, row, 0, 0, 0, false);
}

void cs_shuffle_contact(struct cs_shuffle *shuffle, unsigned worker,
			const struct cs_key *customer,
			const struct cs_contact *contact)
{
	uint64_t hash = cs_key_hash(&shuffle->store->seed, customer);
	size_t size = parcel_size(shuffle, customer, 0);
	struct cs_parcel *parcel = begin(shuffle, worker, hash, size);

	pack_key(parcel, hash, size, customer, false,
		 parcel->rest + shuffle->part);
	parcel->amount = 0;
	memcpy(parcel->rest, contact, sizeof *contact);
	end(shuffle, parcel);
}

static void finish_worker(void *context, unsigned thread, size_t job)
{
	struct cs_shuffle *shuffle = context;
	struct boxes *boxes = &shuffle->boxes[job];

	(void)thread;
	for (size_t i = 0; i < CS_PARTITIONS; i++)
		if (boxes->used[i] > 0)
			shuffle->deliver(shuffle->store, i,
					 boxes->bytes + i * BOX_SIZE,
					 boxes->used[i]);
	free(boxes->bytes);
}

void cs_shuffle_finish(struct cs_shuffle *shuffle)
{
	cs_parallel(shuffle->workers, shuffle->workers, finish_worker, shuffle);
	free(shuffle);
}
