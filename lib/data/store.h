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
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/ranks.h"
#include "data/data.h"
#include "data/lines.h"
#include "data/orderid.h"
#include "data/pages.h"
#include "data/touches.h"

enum { CS_PARTITION_BITS = 7, CS_PARTITIONS = 1 << CS_PARTITION_BITS };

/*
 * One customer: 32 bytes, so that none lies across two lines of a cache. A key
 * up to CS_KEY_WORDS long stands in its words. None has a NUL in it, so that 0
 * in the first place says that the key is longer: then word[0] is the upper
 * seven bytes of its hash, and word[1] the address of a length and the text.
 */
struct cs_store_entry {
	union {
		uint64_t word[2];
		char bytes[CS_KEY_WORDS];
	} key;
	cs_micros value;    /* unless it is wide */
	uint32_t rows : 31; /* likewise */
	uint32_t buys : 1;  /* has a row that is not negative, or a purchase */
	uint32_t wide;	    /* number in the partition's list plus one, or 0 */
};

/* What is too large for an entry. */
struct cs_wide_total {
	uint64_t rows;
	cs_sum value;
};

enum { CS_ENTRY_PAGE_BITS = 14, CS_ENTRY_PAGE = 512 };
_Static_assert(sizeof(struct cs_store_entry) * CS_ENTRY_PAGE ==
		   1 << CS_ENTRY_PAGE_BITS,
	       "entries fill their pages");

/* One row where purchases are wanted: 24 bytes, as a rule. */
struct cs_line {
	uint32_t customer; /* index of the entry */
	cs_day day;
	cs_micros amount;
	cs_orderid order;
	uint32_t more[]; /* of struct cs_more, as far as the store keeps it */
};

/* What a line has beside its day, amount and order. */
struct cs_more {
	uint32_t group, file; /* the group's provisional number: groups.h */
	uint32_t tag;	      /* the command's own */
	uint64_t place;	      /* of the row in the input */
};

enum { CS_MOST_MORE = 5 };

/* One row of the contacts, */
struct cs_contact_line {
	uint32_t customer; /* index of the entry */
	struct cs_contact contact;
};

/* ... with its times. */
struct cs_touch_line {
	uint32_t customer;
	struct cs_touch touch;
};

struct cs_run {			 /* a customer's orders */
	struct cs_order *orders; /* purchases, then refunds */
	uint32_t npurchases, nrefunds;
	uint32_t group;
	uint32_t slice; /* see clusters.h */
};

struct cs_partition {
	pthread_mutex_t lock;
	uint32_t *slots;     /* entry + 1, and bits of the hash; 0 is free */
	unsigned slots_bits; /* of their bytes */
	uint32_t mask; /* slots - 1; which of a slot's bits are the entry's */
	struct cs_store_entry **entries; /* in pages; see cs_entry() */
	size_t nentries, npages, page_capacity;
	struct cs_wide_total *wide;
	size_t nwide, wide_capacity;
	struct cs_arena keys; /* long keys and order ids */
	struct cs_line_list lines;
	struct cs_run *runs; /* one per entry, formed from the lines */
	struct cs_line_list contact_lines;
	struct cs_contact *contacts; /* formed from them, by customer */
	size_t *first_contact; /* per entry, and one more; NULL: no contacts */
	struct cs_fulfilment *fulfilments; /* of rows; then of orders, by tag */
	size_t nfulfilments, fulfilments_capacity;
	struct cs_touch *touches; /* like contacts, where moments are read */
	struct cs_matter *matters;
	size_t *first_matter; /* likewise */
	size_t nruns;	      /* entries that have one */
	struct cs_kept *kept; /* [entry * store->keep + field] */
	size_t kept_capacity;
};

struct cs_store {
	struct cs_hash_seed seed; /* of the customers' keys */
	struct cs_ranks *ranks;	  /* that read rows for it; NULL: none beside */
	const struct cs_part_files *parts; /* as struct cs_input has them */
	bool unlike;	   /* parcels of a part had another form */
	bool lines;	   /* keep rows: for purchases, or of several
				     files, which may overlap */
	bool sources;	   /* ... with group and file */
	bool tags, places; /* ... with those, too */
	bool fulfilments;  /* ... and how orders were fulfilled */
	size_t nmore;	   /* so many words of more[] */
	size_t line_size, page_lines;
	size_t line_part; /* bytes that a row takes along for its line */
	size_t keep;	  /* texts that a customer keeps, of these fields: */
	uint8_t kept[CS_MAX_FIELDS];
	struct cs_pages pages;
	struct cs_partition partitions[CS_PARTITIONS];
};

struct cs_store *cs_store_new(const struct cs_load_options *options);
void cs_store_free(struct cs_store *store); /* takes NULL */

/* Where a partition's arrays come from. */
static inline struct cs_spill *cs_spill_of(struct cs_store *store)
{
	return &store->pages.spill;
}

/* Writes what the store keeps of it: store->nmore words. */
static inline void cs_more_put(const struct cs_store *store,
			       const struct cs_more *more, uint32_t *words)
{
	if (store->sources) {
		*words++ = more->group;
		*words++ = more->file;
	}
	if (store->tags)
		*words++ = more->tag;
	if (store->places)
		memcpy(words, &more->place, sizeof more->place);
}

/* The rest is 0. */
static inline struct cs_more cs_more_get(const struct cs_store *store,
					 const uint32_t *words)
{
	struct cs_more more = { 0 };

	if (store->sources) {
		more.group = *words++;
		more.file = *words++;
	}
	if (store->tags)
		more.tag = *words++;
	if (store->places)
		memcpy(&more.place, words, sizeof more.place);
	return more;
}

/* Line `i` of a page. */
static inline const struct cs_line *cs_line_at(const struct cs_store *store,
					       const struct cs_line_page *page,
					       size_t i)
{
	return (const void *)(page->bytes + i * store->line_size);
}

static inline struct cs_store_entry *cs_entry(
    const struct cs_partition *partition, size_t i)
{
	return &partition->entries[i / CS_ENTRY_PAGE][i % CS_ENTRY_PAGE];
}

/* Bytes up to the last that is not 0: no key has one of those inside. */
static inline size_t cs_short_length(uint64_t first, uint64_t second)
{
	return second != 0 ? 16 - (size_t)__builtin_clzll(second) / 8
			   : 8 - (size_t)__builtin_clzll(first) / 8;
}

/* The key; that of a short one stands in the entry. */
static inline struct cs_text cs_entry_key(const struct cs_store_entry *entry)
{
	const char *bytes = entry->key.bytes;
	struct cs_text key = { bytes, 0 };

	if (*bytes == '\0') {
		bytes = (const char *)(uintptr_t)entry->key.word[1];
		memcpy(&key.length, bytes, sizeof key.length);
		key.bytes = bytes + sizeof key.length;
	} else {
		key.length = cs_short_length(cs_cell_load8(bytes),
					     cs_cell_load8(bytes + 8));
	}
	return key;
}

static inline uint64_t cs_entry_rows(const struct cs_partition *partition,
				     const struct cs_store_entry *entry)
{
	return entry->wide == 0 ? entry->rows
				: partition->wide[entry->wide - 1].rows;
}

static inline cs_sum cs_entry_value(const struct cs_partition *partition,
				    const struct cs_store_entry *entry)
{
	return entry->wide == 0 ? entry->value
				: partition->wide[entry->wide - 1].value;
}

/* Sets both, in a place of their own if they are too large. */
void cs_entry_set(struct cs_partition *partition, struct cs_store_entry *entry,
		  uint64_t rows, cs_sum value);

/* Has this customer a row that is not negative, or a purchase? */
bool cs_store_knows(const struct cs_store *store, const struct cs_key *key);

/* Calls work() for each partition, by number, as cs_parallel() does, where rows
 * are all there. */
void cs_store_each(struct cs_store *store, unsigned threads,
		   void (*work)(void *context, unsigned worker, size_t number),
		   void *context);

/* To be called after a partition by those who go through them one by one. */
static inline void cs_store_relieve(struct cs_store *store)
{
	cs_spill_relieve(cs_spill_of(store));
}

/* All customers are there, and none will be looked for. */
void cs_store_close(struct cs_store *store);

struct cs_sheaf;
struct cs_parcel;

/* --- the way into a store ---------------------------------------------- */

/*
 * Parcels on their way from the workers to the store. Those of one shuffle have
 * a part of one size, and are taken by one function.
 */
struct cs_shuffle;

/* Takes `used` bytes of parcels into partition `number`; from any thread. */
typedef void cs_deliver(struct cs_store *store, size_t number,
			const char *parcels, size_t used);

/* Of rows: `part` is store->line_part. Where the leader has the customers, or
 * each rank those of some partitions, they go there, */
cs_deliver cs_store_rows, cs_store_send, cs_store_spread;
/* ... and come from there: cs_ranks_take, of this store, and of a shuffle into
 * it, where they were of another run. */
cs_ranks_take cs_store_receive, cs_shuffle_receive;
/*
 * Of contacts: `part` is the size of one. Makes an entry for a customer that
 * has none, which then has no rows: all rows must have been handed over before.
 */
cs_deliver cs_store_contacts;
/* Of touches: likewise. */
cs_deliver cs_store_touches;

struct cs_shuffle *cs_shuffle_new(struct cs_store *store, size_t part,
				  cs_deliver *deliver, unsigned workers);

/*
 * One call at a time for each worker, below `workers`. File, group and tag are
 * stored where the store keeps lines.
 */
void cs_shuffle_row(struct cs_shuffle *shuffle, unsigned worker,
		    const struct cs_row *row, uint32_t file, uint32_t group,
		    uint32_t tag);
/* A row that is packed already, with another seed. */
void cs_shuffle_parcel(struct cs_shuffle *shuffle, unsigned worker,
		       const struct cs_parcel *parcel);
struct cs_store *cs_shuffle_store(const struct cs_shuffle *shuffle);
/* All rows of a sheaf, which have no texts to keep. `groups` and `tags` are by
 * row; NULL: all are 0. */
void cs_shuffle_sheaf(struct cs_shuffle *shuffle, unsigned worker,
		      const struct cs_sheaf *sheaf, uint32_t file,
		      const uint32_t *groups, const uint32_t *tags);
void cs_shuffle_contact(struct cs_shuffle *shuffle, unsigned worker,
			const struct cs_key *customer,
			const struct cs_contact *contact);

/* `touch` without its ids, and what is kept of it, which are these texts. */
void cs_shuffle_touch(struct cs_shuffle *shuffle, unsigned worker,
		      const struct cs_key *customer,
		      const struct cs_touch *touch, struct cs_text ticket,
		      struct cs_text order, struct cs_text kept);

/* Hands over what is left, and frees the shuffle. */
void cs_shuffle_finish(struct cs_shuffle *shuffle);

#endif
