/* shuffle.c - boxes of parcels, one per worker and partition: see parcel.h. */
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "data/parcel.h"
#include "data/queue.h"
#include "input/sheaf.h"

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
	struct cs_queues *queues;
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
	shuffle->queues = cs_queues_new(store, deliver, workers);
	shuffle->workers = workers;
	for (unsigned i = 0; i < workers; i++)
		shuffle->boxes[i].bytes =
		    cs_pages_take(&store->pages, BOXES_BITS);
	return shuffle;
}

/* What a row's line has beyond the totals, and the id without its text. */
struct row_line {
	struct cs_text id;
	cs_orderid order; /* CS_NO_ORDER: it takes memory */
	cs_day day;
	struct cs_more more;
};

static inline size_t id_size(const struct row_line *line)
{
	return line->order == CS_NO_ORDER ? line->id.length : 0;
}

static inline size_t kept_size(const struct cs_store *store,
			       const struct cs_row *row)
{
	size_t size = 0;

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

static void pack_fulfilment(struct cs_parcel *parcel, const struct cs_row *row)
{
	struct cs_line_part *part = (void *)parcel->rest;
	const struct cs_value *values = row->values;

	part->fulfilment = (struct cs_fulfilment){
		.placed = row->moment.at,
		.ready = values[CS_ORDER_READY].moment.at,
		.shipped = values[CS_ORDER_SHIPPED].moment.at,
		.delivered = values[CS_ORDER_DELIVERED].moment.at,
		.east = row->moment.east,
		.promised = values[CS_ORDER_PROMISED].day,
		.delivered_day = values[CS_ORDER_DELIVERED].day,
		.placed_clock = row->moment.clock,
		.delivered_clock = values[CS_ORDER_DELIVERED].moment.clock,
	};
}

/* Returns where texts to keep stand. */
static inline char *pack_line(const struct cs_store *store,
			      struct cs_parcel *parcel,
			      const struct row_line *line)
{
	struct cs_line_part *part = (void *)parcel->rest;
	char *text = parcel->rest + store->line_part + cs_long_key(parcel);

	part->order = line->order;
	part->day = line->day;
	part->order_length = (uint32_t)id_size(line);
	if (store->nmore > 0)
		cs_more_put(store, &line->more, part->more);
	if (part->order_length > 0)
		memcpy(text, line->id.bytes, line->id.length);
	return text + part->order_length;
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
		cs_queues_put(shuffle->queues, worker, number, box,
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

static inline void put_total(struct cs_shuffle *shuffle, unsigned worker,
			     const struct cs_key *customer, uint64_t hash,
			     bool further, cs_micros amount)
{
	size_t number = partition_of(hash), size = parcel_size(customer, 0, 0);
	struct cs_parcel *parcel = begin(shuffle, worker, number, size);

	pack_head(parcel, hash, size, customer, further, amount, parcel->rest);
	end(shuffle, number, parcel, size);
}

/* `row` is NULL where it has neither texts to keep nor a fulfilment. */
static inline __attribute__((always_inline)) void put_line(
    struct cs_shuffle *shuffle, unsigned worker, const struct cs_key *customer,
    uint64_t hash, bool further, cs_micros amount, const struct row_line *line,
    const struct cs_row *row)
{
	const struct cs_store *store = shuffle->store;
	size_t texts =
	    id_size(line) + (row != NULL ? kept_size(store, row) : 0);
	size_t number = partition_of(hash), part = store->line_part;
	size_t size = parcel_size(customer, part, texts);
	struct cs_parcel *parcel = begin(shuffle, worker, number, size);
	char *kept;

	pack_head(parcel, hash, size, customer, further, amount,
		  parcel->rest + part);
	kept = pack_line(store, parcel, line);
	if (row != NULL && store->fulfilments)
		pack_fulfilment(parcel, row);
	if (row != NULL && store->keep > 0)
		pack_kept(store, kept, row);
	end(shuffle, number, parcel, size);
}

void cs_shuffle_row(struct cs_shuffle *shuffle, unsigned worker,
		    const struct cs_row *row, uint32_t file, uint32_t group,
		    uint32_t tag)
{
	const struct cs_store *store = shuffle->store;
	const struct cs_key *customer = &row->customer;
	uint64_t hash = cs_key_hash(&store->seed, customer);
	struct row_line line;

	if (!store->lines) {
		put_total(shuffle, worker, customer, hash, row->further,
			  row->amount);
		return;
	}
	line = (struct row_line){
		.id = row->order,
		.order = cs_orderid_short(row->order.bytes, row->order.length),
		.day = row->day,
		.more = { group, file, tag, row->place },
	};
	put_line(shuffle, worker, customer, hash, row->further, row->amount,
		 &line, row);
}

struct cs_store *cs_shuffle_store(const struct cs_shuffle *shuffle)
{
	return shuffle->store;
}

void cs_shuffle_parcel(struct cs_shuffle *shuffle, unsigned worker,
		       const struct cs_parcel *parcel)
{
	size_t size = cs_parcel_size(parcel), length = cs_long_key(parcel);
	struct cs_key key = { { parcel->word[0], parcel->word[1] }, { "", 0 } };
	struct cs_parcel *packed;
	size_t number;
	uint64_t hash;

	key.text.bytes = parcel->rest + shuffle->part;
	key.text.length =
	    length > 0 ? length
		       : cs_short_length(parcel->word[0], parcel->word[1]);
	hash = cs_key_hash(&shuffle->store->seed, &key);
	number = partition_of(hash);
	packed = begin(shuffle, worker, number, size);
	memcpy(packed, parcel, size);
	packed->hash = cs_table_hash(hash);
	if (length > 0)
		packed->word[0] = cs_long_word(hash);
	end(shuffle, number, packed, size);
}

static void put_sheaf_line(struct cs_shuffle *shuffle, unsigned worker,
			   const struct cs_sheaf *sheaf, size_t i,
			   uint64_t hash, uint32_t file, uint32_t group,
			   uint32_t tag)
{
	static const struct cs_text none = { "", 0 };
	struct row_line line = {
		.id = sheaf->order != NULL ? sheaf->order[i] : none,
		.day = sheaf->day[i],
		.more = { group, file, tag, cs_sheaf_place(sheaf, i) },
	};

	line.order = cs_orderid_short(line.id.bytes, line.id.length);
	put_line(shuffle, worker, &sheaf->customer[i], hash, sheaf->further[i],
		 sheaf->amount[i], &line, NULL);
}

void cs_shuffle_sheaf(struct cs_shuffle *shuffle, unsigned worker,
		      const struct cs_sheaf *sheaf, uint32_t file,
		      const uint32_t *groups, const uint32_t *tags)
{
	const struct cs_store *store = shuffle->store;
	uint64_t hash[CS_SHEAF_ROWS];
	size_t n = sheaf->count;

	if (store->lines && shuffle->workers > 1)
		cs_pages_clear_ahead(&shuffle->store->pages);
	for (size_t i = 0; i < n; i++)
		hash[i] = cs_key_hash(&store->seed, &sheaf->customer[i]);
	if (store->lines)
		for (size_t i = 0; i < n; i++)
			put_sheaf_line(shuffle, worker, sheaf, i, hash[i], file,
				       groups != NULL ? groups[i] : 0,
				       tags != NULL ? tags[i] : 0);
	else
		for (size_t i = 0; i < n; i++)
			put_total(shuffle, worker, &sheaf->customer[i], hash[i],
				  sheaf->further[i], sheaf->amount[i]);
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
		      struct cs_text order, struct cs_text kept)
{
	uint64_t hash = cs_key_hash(&shuffle->store->seed, customer);
	size_t number = partition_of(hash);
	size_t size = parcel_size(customer, shuffle->part,
				  ticket.length + order.length + kept.length);
	struct cs_parcel *parcel = begin(shuffle, worker, number, size);
	struct cs_touch *part = (void *)parcel->rest;
	char *text;

	pack_head(parcel, hash, size, customer, false, 0,
		  parcel->rest + shuffle->part);
	text = parcel->rest + shuffle->part + cs_long_key(parcel);
	*part = *touch;
	part->ticket = ticket.length;
	part->order = order.length;
	part->kept = kept.length;
	memcpy(text, ticket.bytes, ticket.length);
	memcpy(text + ticket.length, order.bytes, order.length);
	memcpy(text + ticket.length + order.length, kept.bytes, kept.length);
	end(shuffle, number, parcel, size);
}

static void finish_partition(void *context, unsigned thread, size_t job)
{
	struct cs_shuffle *shuffle = context;

	(void)thread;
	cs_queues_finish(shuffle->queues, job);
	for (unsigned w = 0; w < shuffle->workers; w++)
		if (shuffle->boxes[w].used[job] > 0)
			shuffle->deliver(shuffle->store, job,
					 shuffle->boxes[w].bytes +
					     job * BOX_SIZE,
					 shuffle->boxes[w].used[job]);
	cs_store_relieve(shuffle->store);
}

void cs_shuffle_finish(struct cs_shuffle *shuffle)
{
	cs_parallel(shuffle->workers, CS_PARTITIONS, finish_partition, shuffle);
	for (unsigned w = 0; w < shuffle->workers; w++)
		cs_pages_give(&shuffle->store->pages, shuffle->boxes[w].bytes,
			      BOXES_BITS);
	cs_queues_free(shuffle->queues);
	free(shuffle);
}
