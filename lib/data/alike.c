/* alike.c - see alike.h. */
#include "data/alike.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/alike_table.h"

/* Customers of which one of 7 is looked at, and one of 31: primes, so that no
 * habit of numbering falls between them. */
enum { MANY = 20000, VERY_MANY = 100000 };

/* --- one of so many ------------------------------------------------------ */

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
    void (*take)(void *context, struct cs_folded one), void *context)
{
	const struct cs_partition *partition = &store->partitions[p];

	for (uint32_t c = 0; c < partition->nentries; c++) {
		const struct cs_store_entry *entry = cs_entry(partition, c);

		if (of == ALL ||
		    (entry->buys && (of == COUNTED || is_drawn(entry, of))))
			take(context, (struct cs_folded){ .partition = p,
							  .customer = c + 1 });
	}
}

static void each_entry(const struct cs_data *data, unsigned of,
		       void (*take)(void *context, struct cs_folded one),
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
	struct cs_key_table table;
	size_t count = 0;

	for (size_t p = 0; p < CS_PARTITIONS; p++)
		count += data->store->partitions[p].nentries;
	cs_key_table_begin(&table, data, changes, count);
	each_entry(data, ALL, cs_key_table_add, &table);
	cs_key_table_meet(&table);
	cs_key_table_take(&table, take, context);
	cs_key_table_end(&table);
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

static void look_at_entry(void *context, struct cs_folded one)
{
	struct looks *looks = context;

	look_at(looks,
		cs_entry_key(cs_folded_entry(looks->looking->store, &one)));
}

static void look_at_partition(void *context, unsigned worker, size_t job)
{
	const struct looking *looking = context;

	each_of_partition(looking->store, (uint32_t)job, looking->of,
			  look_at_entry, &looking->looks[worker]);
}

static void add_looks(struct looks *sum, const struct looks *part)
{
	sum->any |= part->any;
	sum->keys += part->keys;
	sum->zero_lengths |= part->zero_lengths;
	sum->other_lengths |= part->other_lengths;
}

/* Those of other ranks. */
static void look_at_others(struct cs_ranks *ranks, struct looks *sum)
{
	struct cs_buf mine = CS_BUF_INIT, *all;

	cs_buf_add(&mine, sum, sizeof *sum);
	all = cs_ranks_share(ranks, &mine);
	for (unsigned r = 0; r < cs_ranks_count(ranks); r++)
		if (all[r].length == sizeof *sum)
			add_looks(sum, (const void *)all[r].data);
	cs_ranks_share_release(ranks, all);
	cs_buf_release(&mine);
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
	for (unsigned w = 0; w < data->threads; w++)
		add_looks(&all, &looking.looks[w]);
	free(looking.looks);
	if (data->ranks != NULL)
		look_at_others(data->ranks, &all);
	return all;
}

unsigned cs_alike_likely(const struct cs_data *data)
{
	unsigned of = data->customers < MANY	    ? COUNTED
		      : data->customers < VERY_MANY ? 7
						    : 31;
	struct looks looks = look_at_all(data, of);
	struct cs_key_table table;
	unsigned changes;

	if (looks.keys * 4 * of < data->customers) {
		of = COUNTED; /* all begin and end alike */
		looks = look_at_all(data, of);
	}
	changes = changes_of(&looks);
	if (changes == 0)
		return 0;
	cs_key_table_begin(&table, data, changes, looks.keys);
	each_entry(data, of, cs_key_table_add, &table);
	if (cs_key_table_meet(&table) == 0)
		changes = 0;
	cs_key_table_end(&table);
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
