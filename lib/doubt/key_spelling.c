/*
 * key_spelling.c - one customer in several spellings.
 *
 * Two keys that differ in capitals, blanks, zeros and the like only are hardly
 * ever two customers. In large data some always are, and move nothing: a
 * thousandth of the customers would have to become fewer.
 */
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "data/alike.h"
#include "doubt/kinds.h"

enum { ONE_OF = 1000 };

struct spellings {
	unsigned changes;  /* that are tried */
	unsigned needed;   /* ... and make them one */
	uint64_t fewer;	   /* customers */
	int64_t repeaters; /* more, or less */
	/* those of which two are shown: with most rows, then of least key */
	struct cs_alike two[2];
	uint64_t rows;
	struct cs_buf keys[2]; /* folded */
};

static size_t fold(struct cs_buf *out, struct cs_text key, unsigned changes)
{
	cs_buf_clear(out);
	cs_buf_add(out, key.bytes, key.length);
	return cs_key_fold(out->data, out->length, changes);
}

static bool are_one(struct spellings *found, struct cs_text a, struct cs_text b,
		    unsigned changes)
{
	size_t n = fold(&found->keys[0], a, changes);

	return n == fold(&found->keys[1], b, changes) &&
	       memcmp(found->keys[0].data, found->keys[1].data, n) == 0;
}

/* The changes without which the two are not one. */
static unsigned needed(struct spellings *found, struct cs_text a,
		       struct cs_text b)
{
	unsigned bits = 0;

	for (unsigned bit = 1; bit < CS_KEY_ALL; bit <<= 1)
		if ((found->changes & bit) != 0 &&
		    !are_one(found, a, b, found->changes & ~bit))
			bits |= bit;
	return bits;
}

/* 001d000000IRFma and 001d000000IRFmA are two: both have capitals here and
 * there, and a digit. */
static bool is_token(struct cs_text key)
{
	bool capital = false, small = false, digit = false;

	for (size_t i = 0; i < key.length; i++) {
		char c = key.bytes[i];

		capital |= c >= 'A' && c <= 'Z';
		small |= c >= 'a' && c <= 'z';
		digit |= c >= '0' && c <= '9';
		if (c == ' ' || c == '@')
			return false;
	}
	return capital && small && digit;
}

static void take(void *context, const struct cs_alike *alike, size_t count)
{
	struct spellings *found = context;
	const struct cs_alike *first = NULL, *second = NULL;
	uint64_t purchases = 0, repeaters = 0, rows = 0, n = 0;

	for (size_t i = 0; i < count; i++) {
		const struct cs_alike *one = &alike[i];
		unsigned bits;

		if (!one->counts)
			continue;
		if (first == NULL) {
			first = one;
		} else {
			bits = needed(found, first->key, one->key);
			if (bits == CS_KEY_CASE && is_token(first->key) &&
			    is_token(one->key))
				continue;
			found->needed |= bits;
			if (second == NULL)
				second = one;
		}
		n++;
		rows += one->rows;
		purchases += one->purchases;
		repeaters += one->purchases > 1;
	}
	if (n < 2)
		return;
	found->fewer += n - 1;
	found->repeaters += (int64_t)(purchases > 1) - (int64_t)repeaters;
	if (rows < found->rows ||
	    (rows == found->rows &&
	     cs_text_compare(first->key, found->two[0].key) > 0))
		return;
	found->rows = rows;
	found->two[0] = *first;
	found->two[1] = *second;
}

static void add_changes(unsigned changes, const char *const names[],
			const char *between, struct cs_buf *out)
{
	for (int i = 0; i < CS_NKEY_CHANGES; i++)
		if ((changes >> i & 1) != 0)
			cs_buf_addf(out, "%s%s", out->length > 0 ? between : "",
				    names[i]);
}

/* What it would change. */
static void add_figure(const struct cs_load_options *options,
		       const struct cs_data *data,
		       const struct spellings *found, struct cs_buf *out)
{
	double before = (double)data->customers;
	double after = before - (double)found->fewer;
	double repeaters = (double)data->keys.repeaters;

	cs_buf_addf(out, "%llu %s would be %llu",
		    (unsigned long long)data->customers,
		    options->keys_of_many ? "keys" : "customers",
		    (unsigned long long)(data->customers - found->fewer));
	if (options->need != CS_TOTALS && !options->keys_of_many)
		cs_buf_addf(out,
			    ", and %.1f %% instead of %.1f %% would have "
			    "bought again",
			    100 * (repeaters + (double)found->repeaters) /
				after,
			    100 * repeaters / before);
}

static void doubt(const struct cs_load_options *options,
		  const struct cs_data *data, const struct spellings *found,
		  struct cs_doubts *doubts)
{
	static const char *const what[CS_NKEY_CHANGES] = {
		"capitals",	 "blanks",	"leading zeros",
		".0 at the end", "apostrophes", "the signs between digits",
	};
	struct cs_buf keys[2] = { CS_BUF_INIT, CS_BUF_INIT };
	struct cs_buf words = CS_BUF_INIT, option = CS_BUF_INIT,
		      figure = CS_BUF_INIT;

	for (int i = 0; i < 2; i++)
		cs_printable(&keys[i], found->two[i].key.bytes,
			     found->two[i].key.length, 40);
	add_changes(found->needed, what, ", ", &words);
	add_changes(found->needed | options->input.fold_keys,
		    cs_key_change_names, ",", &option);
	add_figure(options, data, found, &figure);
	cs_doubt_add(
	    doubts, "key-spelling", found->fewer, NULL, 0,
	    "%llu key%s in %s only, as \"%s\" (%llu row%s) and "
	    "\"%s\" (%llu): as one, %s; --fold-keys %s makes "
	    "them one, --trust key-spelling keeps them apart",
	    (unsigned long long)found->fewer,
	    found->fewer == 1 ? " differs from another"
			      : "s differ from others",
	    words.data, keys[0].data, (unsigned long long)found->two[0].rows,
	    found->two[0].rows == 1 ? "" : "s", keys[1].data,
	    (unsigned long long)found->two[1].rows, figure.data, option.data);
	cs_buf_release(&keys[0]);
	cs_buf_release(&keys[1]);
	cs_buf_release(&words);
	cs_buf_release(&option);
	cs_buf_release(&figure);
}

void cs_doubt_key_spelling(const struct cs_load_options *options,
			   const struct cs_data *data, struct cs_doubts *doubts)
{
	struct spellings found = { .changes = cs_alike_likely(data),
				   .keys = { CS_BUF_INIT, CS_BUF_INIT } };

	if (found.changes == 0)
		return;
	cs_alike_each(data, found.changes, take, &found);
	if (found.fewer > 0 && found.fewer * ONE_OF >= data->customers)
		doubt(options, data, &found, doubts);
	cs_buf_release(&found.keys[0]);
	cs_buf_release(&found.keys[1]);
}
