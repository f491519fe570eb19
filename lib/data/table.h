/*
 * table.h - the table of a partition's customers (table.c, store.c only).
 *
 * Slots point to entries, by linear probing; entries stay where they are. Where
 * a batch of parcels is looked up, their memory is asked for before.
 */
#ifndef CS_DATA_TABLE_H
#define CS_DATA_TABLE_H

#include "data/parcel.h"

enum { CS_MOST_ROWS = INT32_MAX }; /* of an entry that is not wide */

/* `part` is where in parcel->rest a long key stands, here and below. */
static inline bool cs_same_key(size_t part, const struct cs_store_entry *entry,
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

/* The number of the entry of a parcel's customer, which is made if there is
 * none. */
size_t cs_table_look_up(struct cs_store *store, size_t part,
			struct cs_partition *partition,
			const struct cs_parcel *parcel);

/* The same; `likely` is the entry that it may be, plus one; 0: nobody knows. */
static inline size_t cs_table_find(struct cs_store *store, size_t part,
				   struct cs_partition *partition,
				   const struct cs_parcel *parcel,
				   uint32_t likely)
{
	return likely > 0 && cs_same_key(part, cs_entry(partition, likely - 1),
					 parcel)
		   ? likely - 1
		   : cs_table_look_up(store, part, partition, parcel);
}

/*
 * Asks for the memory of a batch of rows before any of it is touched: first the
 * slots, then the entries that they name, then their keys where such are long.
 * likely[i] is the entry whose hash fits, plus one, or 0.
 */
void cs_table_fetch(const struct cs_partition *partition,
		    const struct cs_parcel *const *batch, size_t count,
		    uint32_t *likely);

/* One more row. */
static inline void cs_entry_add(struct cs_partition *partition,
				struct cs_store_entry *entry, cs_micros amount)
{
	cs_micros value;

	if (entry->wide > 0 || entry->rows == CS_MOST_ROWS ||
	    __builtin_add_overflow(entry->value, amount, &value)) {
		cs_entry_set(partition, entry,
			     cs_entry_rows(partition, entry) + 1,
			     cs_entry_value(partition, entry) + amount);
		return;
	}
	entry->rows++;
	entry->value = value;
}

#endif
