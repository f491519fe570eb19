/* shuffle.c - boxes of parcels, one per worker and partition: see parcel.h. */
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "data/parcel.h"

/* Bytes: all of a worker's boxes stay in its cache. */
enum {
	BOX_BITS = 11,
	BOX_SIZE = 1 << BOX_BITS,
	BOXES_BITS = BOX_BITS + CS_PARTITION_BITS
};

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
		    cs_pages_take(&store->pages, BOXES_BITS);
	return shuffle;
}

/* Bytes that an order id, of which `order` knows nothing, and the texts to keep
 * take. */
static inline size_t texts_size(const struct cs_store *store,
				const struct cs_row *row, cs_orderid order)
{
	size_t size = order == CS_NO_ORDER ? row->order.length : 0;

	for (size_t i = 0; i < store->keep; i++)
		size +=
		    sizeof(uint32_t) + row->values[store->kept[i]].text.length;
	return size;
}

static inline void pack_head(struct cs_parcel *parcel, uint64_t hash,
			     size_t size, const struct cs_key *key,
			     bool further, cs_micros amount, char *text)
{
	parcel->hash = cs_table_hash(hash);
	parcel->size = (uint32_t)size | further;
	parcel->amount = amount;
	parcel->word[0] = key->word[0];
	parcel->word[1] = key->word[1];
	if (key->text.length > CS_KEY_WORDS) {
		parcel->word[0] = cs_long_word(hash);
		parcel->word[1] = key->text.length;
		memcpy(text, key->text.bytes, key->text.length);
	}
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

static struct cs_fulfilment fulfilment_of(const struct cs_row *row)
{
	const struct cs_value *values = row->values;

	return (struct cs_fulfilment){
		.placed = row->moment.at,
		.ready = values[CS_ORDER_READY].moment.at,
		.shipped = values[CS_ORDER_SHIPPED].moment.at,
		.delivered = values[CS_ORDER_DELIVERED].moment.at,
		.east = row->moment.east,
		.promised = values[CS_ORDER_PROMISED].day,
		.delivered_day = values[CS_ORDER_DELIVERED].day,
	};
}

/* What the row's line needs, and what stands behind the key. */
static inline void pack_line(const struct cs_store *store,
			     struct cs_parcel *parcel, const struct cs_row *row,
			     cs_orderid order, uint32_t file, uint32_t group,
			     uint32_t tag)
{
	struct cs_line_part *part = (void *)parcel->rest;
	char *text = parcel->rest + store->line_part + cs_long_key(parcel);

	part->order = order;
	part->day = row->day;
	part->order_length =
	    order == CS_NO_ORDER ? (uint32_t)row->order.length : 0;
	if (store->sources) {
		part->group = group;
		part->file = file;
	}
	if (store->particulars) {
		part->place = row->place;
		part->tag = tag;
	}
	if (store->fulfilments)
		part->fulfilment = fulfilment_of(row);
	if (part->order_length > 0)
		memcpy(text, row->order.bytes, row->order.length);
	if (store->keep > 0)
		pack_kept(store, text + part->order_length, row);
}

static size_t partition_of(uint64_t hash)
{
	return hash >> (64 - CS_PARTITION_BITS);
}

/* Room for a parcel in a worker's box; memory of its own if it fits no box. */
static inline struct cs_parcel *begin(struct cs_shuffle *shuffle,
				      unsigned worker, size_t number,
				      size_t size)
{
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
static inline void end(struct cs_shuffle *shuffle, size_t number,
		       struct cs_parcel *parcel, size_t size)
{
	if (size <= BOX_SIZE)
		return;
	shuffle->deliver(shuffle->store, number, (const char *)parcel, size);
	free(parcel);
}

static inline size_t parcel_size(const struct cs_key *key, size_t part,
				 size_t texts)
{
	size_t length = key->text.length;

	return (sizeof(struct cs_parcel) + part +
		(length > CS_KEY_WORDS ? length : 0) + texts + 7) &
	       ~(size_t)7;
}

/* `lines` is whether the store keeps them; a constant where nobody does. */
static inline __attribute__((always_inline)) void shuffle_row(
    struct cs_shuffle *shuffle, unsigned worker, const struct cs_row *row,
    uint32_t file, uint32_t group, uint32_t tag, bool lines)
{
	const struct cs_store *store = shuffle->store;
	uint64_t hash = cs_key_hash(&store->seed, &row->customer);
	size_t number = partition_of(hash), part = lines ? store->line_part : 0;
	cs_orderid order =
	    lines ? cs_orderid_short(row->order.bytes, row->order.length)
		  : CS_NO_ORDER;
	size_t texts = lines ? texts_size(store, row, order) : 0;
	size_t size = parcel_size(&row->customer, part, texts);
	struct cs_parcel *parcel = begin(shuffle, worker, number, size);

	pack_head(parcel, hash, size, &row->customer, row->further, row->amount,
		  parcel->rest + part);
	if (lines)
		pack_line(store, parcel, row, order, file, group, tag);
	end(shuffle, number, parcel, size);
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
	size_t number = partition_of(hash);
	size_t size = parcel_size(customer, shuffle->part, 0);
	struct cs_parcel *parcel = begin(shuffle, worker, number, size);

	pack_head(parcel, hash, size, customer, false, 0,
		  parcel->rest + shuffle->part);
	memcpy(parcel->rest, contact, sizeof *contact);
	end(shuffle, number, parcel, size);
}

void cs_shuffle_touch(struct cs_shuffle *shuffle, unsigned worker,
		      const struct cs_key *customer,
		      const struct cs_touch *touch, struct cs_text ticket,
		      struct cs_text order)
{
	uint64_t hash = cs_key_hash(&shuffle->store->seed, customer);
	size_t number = partition_of(hash);
	size_t size =
	    parcel_size(customer, shuffle->part, ticket.length + order.length);
	struct cs_parcel *parcel = begin(shuffle, worker, number, size);
	struct cs_touch *part = (void *)parcel->rest;
	char *text;

	pack_head(parcel, hash, size, customer, false, 0,
		  parcel->rest + shuffle->part);
	text = parcel->rest + shuffle->part + cs_long_key(parcel);
	*part = *touch;
	part->ticket = ticket.length;
	part->order = order.length;
	memcpy(text, ticket.bytes, ticket.length);
	memcpy(text + ticket.length, order.bytes, order.length);
	end(shuffle, number, parcel, size);
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
	cs_pages_give(&shuffle->store->pages, boxes->bytes, BOXES_BITS);
}

void cs_shuffle_finish(struct cs_shuffle *shuffle)
{
	cs_parallel(shuffle->workers, shuffle->workers, finish_worker, shuffle);
	free(shuffle);
}
