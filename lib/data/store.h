/*
 * store.h - customers in partitions, filled from many threads (lib/data only).
 *
 * A row goes by its key's hash into one of CS_PARTITIONS. Each worker collects
 * the rows of a partition in a box and hands full boxes over; a partition is
 * locked meanwhile, and its table, small enough for a cache, is looked up for
 * the whole box at once.
 */
#ifndef CS_DATA_STORE_H
#define CS_DATA_STORE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/money.h"
#include "data/data.h"
#include "data/orderid.h"

enum { CS_PARTITION_BITS = 7, CS_PARTITIONS = 1 << CS_PARTITION_BITS };
enum { CS_CHUNK_LINES = 256 };

/* One customer: 48 bytes. */
struct cs_store_entry {
	union {
		uint64_t word[2];	  /* of keys up to CS_KEY_WORDS long */
		char bytes[CS_KEY_WORDS]; /* the same */
		const char *text; /* of longer ones: in the partition's arena */
	} key;
	uint32_t key_length;
	bool buys; /* has a row that is not negative, or a purchase */
	uint64_t rows;
	cs_sum value;
};

/* One row where purchases are wanted. */
struct cs_line {
	uint32_t customer; /* index of the entry */
	cs_day day;
	cs_micros amount;
	cs_orderid order;
	uint32_t group; /* provisional number, see groups.h */
	uint32_t file;
	/* the rest is stored only where the store keeps particulars */
	uint64_t place; /* of the row in the input */
	uint32_t tag;	/* the command's own */
};

/* One row of the contacts. */
struct cs_contact_line {
	uint32_t customer; /* index of the entry */
	struct cs_contact contact;
};

struct cs_line_chunk { /* newest first */
	struct cs_line_chunk *next;
	size_t count;
	_Alignas(16) char bytes[]; /* CS_CHUNK_LINES lines: struct cs_line in
				      the store's line_size, or contacts */
};

struct cs_run { /* where a customer's orders are */
	size_t first;
	uint32_t npurchases, nrefunds;
	uint32_t group;
	uint32_t slice; /* see clusters.h */
};

struct cs_partition {
	pthread_mutex_t lock;
	uint64_t *slots; /* tag << 32 | entry + 1; 0 is free */
	size_t mask;	 /* slots - 1 */
	struct cs_store_entry *entries;
	size_t nentries, capacity;
	struct cs_arena keys; /* long keys and order ids */
	struct cs_line_chunk *lines;
	size_t nlines;
	struct cs_order *orders; /* formed from the lines */
	struct cs_run *runs;	 /* one per entry */
	struct cs_line_chunk *contact_lines;
	size_t ncontacts;
	struct cs_contact *contacts; /* formed from them, by customer */
	size_t *first_contact; /* per entry, and one more; NULL: no contacts */
	struct cs_kept *kept;  /* [entry * store->keep + field] */
};

struct cs_store {
	struct cs_hash_seed seed; /* of the customers' keys */
	bool lines;		  /* keep rows: for purchases, or of several
				     files, which may overlap */
	bool particulars;	  /* ... with place and tag */
	size_t line_size;
	size_t line_part; /* bytes that a row takes along for its line */
	size_t keep;	  /* texts that a customer keeps, of these fields: */
	uint8_t kept[CS_MAX_FIELDS];
	struct cs_partition partitions[CS_PARTITIONS];
};

struct cs_store *cs_store_new(const struct cs_load_options *options);
void cs_store_free(struct cs_store *store); /* takes NULL */

/* Line `i` of a chunk; of place and tag only with particulars. */
static inline const struct cs_line *cs_line_at(
    const struct cs_store *store, const struct cs_line_chunk *chunk, size_t i)
{
	return (const void *)(chunk->bytes + i * store->line_size);
}

static inline struct cs_text cs_entry_key(const struct cs_store_entry *entry)
{
	return (struct cs_text){ entry->key_length <= CS_KEY_WORDS
				     ? entry->key.bytes
				     : entry->key.text,
				 entry->key_length };
}

/* Has this customer a row that is not negative, or a purchase? */
bool cs_store_knows(const struct cs_store *store, const struct cs_key *key);

/* --- the way into a store ---------------------------------------------- */

/*
 * Parcels on their way from the workers to the store. Those of one shuffle have
 * a part of one size, and are taken by one function.
 */
struct cs_shuffle;

/* Takes `used` bytes of parcels into partition `number`; from any thread. */
typedef void cs_deliver(struct cs_store *store, size_t number,
			const char *parcels, size_t used);

/* Of rows: `part` is store->line_part. */
cs_deliver cs_store_rows;
/*
 * Of contacts: `part` is the size of one. Makes an entry for a customer that
 * has none, which then has no rows: all rows must have been handed over before.
 */
cs_deliver cs_store_contacts;

struct cs_shuffle *cs_shuffle_new(struct cs_store *store, size_t part,
				  cs_deliver *deliver, unsigned workers);

/*
 * One call at a time for each worker, below `workers`. File, group and tag are
 * stored where the store keeps lines.
 */
void cs_shuffle_row(struct cs_shuffle *shuffle, unsigned worker,
		    const struct cs_row *row, uint32_t file, uint32_t group,
		    uint32_t tag);
/* The same where the store keeps no lines. */
void cs_shuffle_total(struct cs_shuffle *shuffle, unsigned worker,
		      const struct cs_row *row);
void cs_shuffle_contact(struct cs_shuffle *shuffle, unsigned worker,
			const struct cs_key *customer,
			const struct cs_contact *contact);

/* Hands over what is left, and frees the shuffle. */
void cs_shuffle_finish(struct cs_shuffle *shuffle);

#endif
