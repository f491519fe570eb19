/* shuffle.c - boxes of parcels, one per worker and partition: see store.h. */
#include <stdlib.h>
#include <string.h>

#include "data/parcel.h"

enum { BOX_SIZE = 8 * 1024 }; /* bytes */

struct cs_shuffle {
	struct cs_store *store;
	bool contacts;
	size_t part; /* bytes of a parcel before its long key */
	char *boxes; /* CS_PARTITIONS of BOX_SIZE */
	uint32_t used[CS_PARTITIONS];
};

struct cs_shuffle *cs_shuffle_new(struct cs_store *store, bool contacts)
{
	struct cs_shuffle *shuffle = cs_calloc(1, sizeof *shuffle);

	shuffle->store = store;
	shuffle->contacts = contacts;
	shuffle->part = cs_parcel_part(store, contacts);
	shuffle->boxes = cs_malloc((size_t)CS_PARTITIONS * BOX_SIZE);
	return shuffle;
}

/* Bytes that the order id and the texts to keep take. */
static size_t texts_size(const struct cs_store *store, const struct cs_row *row)
{
	size_t size = store->lines ? row->order.length : 0;

	for (size_t i = 0; i < store->keep; i++)
		size += sizeof(uint32_t) + row->values[i].text.length;
	return size;
}

static void pack_key(struct cs_parcel *parcel, uint64_t hash, size_t size,
		     const struct cs_key *key, char *text)
{
	parcel->hash = hash;
	parcel->word[0] = key->word[0];
	parcel->word[1] = key->word[1];
	parcel->size = (uint32_t)size;
	parcel->key_length = (uint32_t)key->text.length;
	if (cs_long_key(key->text.length) > 0)
		memcpy(text, key->text.bytes, key->text.length);
}

static void pack_kept(const struct cs_store *store, char *p,
		      const struct cs_row *row)
{
	for (size_t i = 0; i < store->keep; i++) {
		struct cs_text text = row->values[i].text;
		uint32_t length =
		    row->values[i].empty ? 0 : (uint32_t)text.length;

		memcpy(p, &length, sizeof length);
		memcpy(p + sizeof length, text.bytes, length);
		p += sizeof length + length;
	}
}

static inline void pack(const struct cs_store *store, struct cs_parcel *parcel,
			uint64_t hash, size_t size, const struct cs_row *row,
			const struct cs_row_note *note)
{
	struct cs_line_part part = { row->day,	 note->group,
				     note->file, (uint32_t)row->order.length,
				     row->place, note->tag };
	char *text = parcel->rest + store->line_part;

	pack_key(parcel, hash, size, &row->customer, text);
	parcel->amount = row->amount;
	if (!store->lines)
		return;
	memcpy(parcel->rest, &part, store->line_part);
	text += cs_long_key(row->customer.text.length);
	memcpy(text, row->order.bytes, row->order.length);
	if (store->keep > 0)
		pack_kept(store, text + row->order.length, row);
}

/* Room for a parcel in the box of partition `number`; NULL if it fits no box.
 */
static inline void *make_room(struct cs_shuffle *shuffle, size_t number,
			      size_t size)
{
	char *box = shuffle->boxes + number * BOX_SIZE;

	if (shuffle->used[number] + size > BOX_SIZE) {
		cs_store_deliver(shuffle->store, shuffle->contacts, number, box,
				 shuffle->used[number]);
		shuffle->used[number] = 0;
	}
	if (size > BOX_SIZE)
		return NULL;
	shuffle->used[number] += (uint32_t)size;
	return box + shuffle->used[number] - size;
}

static inline size_t parcel_size(const struct cs_shuffle *shuffle,
				 const struct cs_key *key, size_t texts)
{
	return (sizeof(struct cs_parcel) + shuffle->part +
		cs_long_key(key->text.length) + texts + 7) &
	       ~(size_t)7;
}

static size_t partition_of(uint64_t hash)
{
	return hash >> (64 - CS_PARTITION_BITS);
}

void cs_shuffle_row(struct cs_shuffle *shuffle, const struct cs_row *row,
		    const struct cs_row_note *note)
{
	const struct cs_store *store = shuffle->store;
	uint64_t hash = cs_key_hash(&row->customer);
	size_t number = partition_of(hash);
	size_t size =
	    parcel_size(shuffle, &row->customer, texts_size(store, row));
	struct cs_parcel *parcel = make_room(shuffle, number, size);

	if (parcel == NULL) {
		parcel = cs_malloc(size);
		pack(store, parcel, hash, size, row, note);
		cs_store_deliver(shuffle->store, shuffle->contacts, number,
				 (const char *)parcel, size);
		free(parcel);
		return;
	}
	pack(store, parcel, hash, size, row, note);
}

void cs_shuffle_contact(struct cs_shuffle *shuffle,
			const struct cs_key *customer,
			const struct cs_contact *contact)
{
	uint64_t hash = cs_key_hash(customer);
	size_t number = partition_of(hash);
	size_t size = parcel_size(shuffle, customer, 0);
	struct cs_parcel *parcel = make_room(shuffle, number, size);
	struct cs_parcel *large = parcel == NULL ? cs_malloc(size) : NULL;

	if (parcel == NULL)
		parcel = large;
	pack_key(parcel, hash, size, customer, parcel->rest + shuffle->part);
	parcel->amount = 0;
	memcpy(parcel->rest, contact, sizeof *contact);
	if (large != NULL)
		cs_store_deliver(shuffle->store, shuffle->contacts, number,
				 (const char *)large, size);
	free(large);
}

void cs_shuffle_finish(struct cs_shuffle *shuffle)
{
	if (shuffle == NULL)
		return;
	for (size_t i = 0; i < CS_PARTITIONS; i++)
		if (shuffle->used[i] > 0)
			cs_store_deliver(shuffle->store, shuffle->contacts, i,
					 shuffle->boxes + i * BOX_SIZE,
					 shuffle->used[i]);
	free(shuffle->boxes);
	free(shuffle);
}
