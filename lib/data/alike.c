/* alike.c - see alike.h. */
#include "data/alike.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "data/store.h"

/* Customers of which one of 7 is looked at, and one of 31: primes, so that no
 * habit of numbering falls between them. */
enum { MANY = 20000, VERY_MANY = 100000 };

/* --- a table of folded keys --------------------------------------------- */

struct folded {
	uint64_t hash;
	uint32_t partition;
	uint32_t customer; /* its entry plus one; 0: the slot is free */
};

static const struct cs_store_entry *entry_of(const struct cs_store *store,
					     const struct folded *one)
{
	return cs_entry(&store->partitions[one->partition], one->customer - 1);
}

struct key_table {
	const struct cs_store *store;
	unsigned changes;
	struct cs_buf key;
	struct folded *slots;
	size_t mask; /* slots - 1 */
	/* those that met another one, each maybe more than once */
	struct folded *met;
	size_t nmet, capacity;
};

static void table_begin(struct key_table *table, const struct cs_data *data,
			unsigned changes, size_t count)
{
	size_t size = 64;

	while (size < count + count / 4)
		size *= 2;
	*table = (struct key_table){
		.store = data->store,
		.changes = changes,
		.key = CS_BUF_INIT,
		.slots = cs_calloc(size, sizeof *table->slots),
		.mask = size - 1,
	};
}

static void table_end(struct key_table *table)
{
	cs_buf_release(&table->key);
	free(table->slots);
	free(table->met);
}

static void meet(struct key_table *table, const struct folded *one)
{
	CS_GROW(table->met, table->nmet, table->capacity);
	table->met[table->nmet++] = *one;
}

static void fold_of_each(void *context, struct folded one)
{
	struct key_table *table = context;
	struct cs_text text = cs_entry_key(entry_of(table->store, &one));
	size_t at;

	cs_buf_clear(&table->key);
	cs_buf_add(&table->key, text.bytes, text.length);
	one.hash =
	    cs_hash(&table->store->seed, table->key.data,
		    cs_key_fold(table->key.data, text.length, table->changes));
	for (at = one.hash & table->mask; table->slots[at].customer != 0;
	     at = (at + 1) & table->mask)
		if (table->slots[at].hash == one.hash) {
			meet(table, &table->slots[at]);
			meet(table, &one);
			return;
		}
	table->slots[at] = one;
}

/* --- those that are one -------------------------------------------------- */

static int by_hash(const void *a, const void *b, void *store)
{
	const struct folded *x = a, *y = b;

	return x->hash != y->hash
		   ? (x->hash > y->hash) - (x->hash < y->hash)
		   : cs_text_compare(cs_entry_key(entry_of(store, x)),
				     cs_entry_key(entry_of(store, y)));
}

static struct cs_alike alike_of(const struct cs_store *store,
				const struct folded *one)
{
	const struct cs_partition *partition =
	    &store->partitions[one->partition];
	const struct cs_store_entry *entry = entry_of(store, one);
	uint64_t rows = cs_entry_rows(partition, entry);
	/* contacts alone may have made the entry, later */
	bool formed = partition->runs != NULL && rows > 0;

	return (struct cs_alike){
		.key = cs_entry_key(entry),
		.rows = rows,
		.purchases = formed
				 ? partition->runs[one->customer - 1].npurchases
				 : rows,
		.counts = entry->buys,
	};
}

static void hand_on(struct key_table *table,
		    void (*take)(void *context, const struct cs_alike *alike,
				 size_t count),
		    void *context)
{
	struct folded *met = table->met;
	struct cs_alike *alike = NULL;
	size_t count = 0, capacity = 0;

	if (table->nmet > 0)
		qsort_r(met, table->nmet, sizeof *met, by_hash,
			(void *)(uintptr_t)table->store);
	for (size_t i = 0; i < table->nmet; i++) {
		if (i > 0 && met[i].partition == met[i - 1].partition &&
		    met[i].customer == met[i - 1].customer)
			continue;
		if (i > 0 && met[i].hash != met[i - 1].hash) {
			take(context, alike, count);
			count = 0;
		}
		CS_GROW(alike, count, capacity);
		alike[count++] = alike_of(table->store, &met[i]);
	}
	if (count > 0)
		take(context, alike, count);
	free(alike);
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c | 0x20) >= 'a' || c < 0;
}

/*
 * Is the key drawn? What is looked at is what table leaves: the first character
 * behind zeros, and the last two that are no signs, before .0 or of what is
 * before an at sign; but for capitals.
 */
static bool is_drawn(const struct cs_store_entry *entry, unsigned of)
{
	struct cs_text key = cs_entry_key(entry);
	const char *first = key.bytes, *last = first + key.length - 1;
	const char *at = *last <= '9' ? NULL : memchr(first, '@', key.length);
	unsigned lot;

	if (at != NULL && at > first)
		last = at - 1;
	else if (key.length > 2 && *last == '0' && last[-1] == '.')
		last -= 2;
	while (first < last && *first == '0')
		first++;
	lot = (*first | 0x20) * 3U + (*last | 0x20);
	if (last > first)
		last--;
	if (last > first && !is_alnum(*last))
		last--;
	lot += last > first ? (*last | 0x20) * 10U : 0;
	return lot % of == 0;
}

/* Each of all that are in the store; or of those that count, one of so many. */
enum { ALL = 0, COUNTED = 1 };

static inline void each_of_partition(
    const struct cs_store *store, uint32_t p, unsigned of,
    void (*take)(void *context, struct folded one), void *context)
{
	const struct cs_partition *partition = &store->partitions[p];

	for (uint32_t c = 0; c < partition->nentries; c++) {
		const struct cs_store_entry *entry = cs_entry(partition, c);

		if (of == ALL ||
		    (entry->buys && (of == COUNTED || is_drawn(entry, of))))
			take(context, (struct folded){ .partition = p,
						       .customer = c + 1 });
	}
}

static void each_entry(const struct cs_data *data, unsigned of,
		       void (*take)(void *context, struct folded one),
		       void *context)
{
	for (uint32_t p = 0; p < CS_PARTITIONS; p++) {
		each_of_partition(data->store, p, of, take, context);
		cs_store_relieve(data->store);
	}
}

void cs_alike_each(const struct cs_data *data, unsigned changes,
		   void (*take)(void *context, const struct cs_alike *alike,
				size_t count),
		   void *context)
{
	struct key_table table;
	size_t count = 0;

	for (size_t p = 0; p < CS_PARTITIONS; p++)
		count += data->store->partitions[p].nentries;
	table_begin(&table, data, changes, count);
	each_entry(data, ALL, fold_of_each, &table);
	hand_on(&table, take, context);
	table_end(&table);
}

/* --- is it likely? ------------------------------------------------------- */

/* What keys have; the first six as in enum cs_key_change. */
enum {
	HAS_CAPITAL = CS_KEY_CASE,
	HAS_BLANK = CS_KEY_BLANKS,
	HAS_ZERO = CS_KEY_ZEROS,
	HAS_POINT_ZERO = CS_KEY_POINT_ZERO,
	HAS_APOSTROPHE = CS_KEY_APOSTROPHES,
	HAS_SIGN = CS_KEY_SIGNS,
	HAS_SMALL = 64,
	HAS_BEYOND = 128 /* ASCII: a character of any kind */
};

static unsigned char_features(unsigned char c)
{
	if (c >= 'a' && c <= 'z')
		return HAS_SMALL;
	if (c >= 'A' && c <= 'Z')
		return HAS_CAPITAL;
	if (c >= 0x80)
		return HAS_BEYOND;
	return c == ' '			      ? HAS_BLANK
	       : c == '\'' || c == '`'	      ? HAS_APOSTROPHE
	       : strchr(".-/()+,", c) != NULL ? HAS_SIGN
					      : 0;
}

struct looks { /* of some keys */
	const struct looking *looking;
	unsigned any; /* features that a key has */
	size_t keys;
	/* bits: of keys that begin with a zero, and of the others */
	uint64_t zero_lengths, other_lengths;
	char pad[64]; /* workers write side by side */
};

struct looking {
	const struct cs_store *store;
	unsigned of;		  /* see each_entry() */
	unsigned char table[256]; /* features of characters */
	struct looks *looks;	  /* by worker */
};

static void look_at(struct looks *looks, struct cs_text key)
{
	const unsigned char *table = looks->looking->table;
	unsigned found = 0;
	uint64_t length = (uint64_t)1 << (key.length < 63 ? key.length : 63);

	for (size_t i = 0; i < key.length; i++)
		found |= table[(unsigned char)key.bytes[i]];
	if (key.length > 2 && key.bytes[key.length - 1] == '0' &&
	    key.bytes[key.length - 2] == '.')
		found |= HAS_POINT_ZERO;
	if ((found & (HAS_CAPITAL | HAS_SMALL)) != 0)
		found &= ~(unsigned)HAS_SIGN; /* it is no number */
	if (*key.bytes == '0' && key.length > 1)
		looks->zero_lengths |= length;
	else
		looks->other_lengths |= length;
	looks->any |= found;
	looks->keys++;
}

/* The changes that might make one of two keys. */
static unsigned changes_of(const struct looks *looks)
{
	unsigned changes = looks->any & CS_KEY_ALL;

	if ((looks->any & HAS_SMALL) == 0)
		changes &= ~(unsigned)CS_KEY_CASE;
	if ((looks->any & HAS_BEYOND) != 0)
		changes |= CS_KEY_CASE | CS_KEY_BLANKS | CS_KEY_APOSTROPHES;
	/* zeros that fill keys up to one length make them no other's */
	if (looks->zero_lengths != 0 &&
	    ((looks->zero_lengths | looks->other_lengths) &
	     ((looks->zero_lengths | looks->other_lengths) - 1)) != 0)
		changes |= CS_KEY_ZEROS;
	return changes;
}

static void look_at_entry(void *context, struct folded one)
{
	struct looks *looks = context;

	look_at(looks, cs_entry_key(entry_of(looks->looking->store, &one)));
}

static void look_at_partition(void *context, unsigned worker, size_t job)
{
	const struct looking *looking = context;

	each_of_partition(looking->store, (uint32_t)job, looking->of,
			  look_at_entry, &looking->looks[worker]);
}

static struct looks look_at_all(const struct cs_data *data, unsigned of)
{
	struct looking looking = { .store = data->store, .of = of };
	struct looks all = { 0 };

	looking.looks = cs_calloc(data->threads, sizeof *looking.looks);
	for (unsigned w = 0; w < data->threads; w++)
		looking.looks[w].looking = &looking;
	for (unsigned c = 0; c < 256; c++)
		looking.table[c] =
		    (unsigned char)char_features((unsigned char)c);
	cs_store_each(data->store, data->threads, look_at_partition, &looking);
	for (unsigned w = 0; w < data->threads; w++) {
		const struct looks *looks = &looking.looks[w];

		all.any |= looks->any;
		all.keys += looks->keys;
		all.zero_lengths |= looks->zero_lengths;
		all.other_lengths |= looks->other_lengths;
	}
	free(looking.looks);
	return all;
}

unsigned cs_alike_likely(const struct cs_data *data)
{
	unsigned of = data->customers < MANY	    ? COUNTED
		      : data->customers < VERY_MANY ? 7
						    : 31;
	struct looks looks = look_at_all(data, of);
	struct key_table table;
	unsigned changes;

	if (looks.keys * 4 * of < data->customers) {
		of = COUNTED; /* all begin and end alike */
		looks = look_at_all(data, of);
	}
	changes = changes_of(&looks);
	if (changes == 0)
		return 0;
	table_begin(&table, data, changes, looks.keys);
	each_entry(data, of, fold_of_each, &table);
	if (table.nmet == 0)
		changes = 0;
	table_end(&table);
	return changes;
}

/* --- contacts ------------------------------------------------------------ */

static void count_unmatched(void *context, const struct cs_alike *alike,
			    size_t count)
{
	uint64_t *sum = context, without = 0;

	for (size_t i = 0; i < count; i++)
		without += alike[i].rows == 0;
	if (without < count)
		*sum += without;
}

void cs_alike_contacts(const struct cs_data *data,
		       uint64_t counts[CS_NKEY_CHANGES + 1])
{
	for (int i = 0; i <= CS_NKEY_CHANGES; i++) {
		counts[i] = 0;
		cs_alike_each(data, i < CS_NKEY_CHANGES ? 1U << i : CS_KEY_ALL,
			      count_unmatched, &counts[i]);
	}
}
