/*
 * placeholder.c - one key for all who have none.
 *
 * Such a key has many orders while the next one has few: a large customer is
 * followed by others, each of them not much smaller. More than a quarter of all
 * orders and five times as many as the next one, in data that is more than a
 * handful; or a twentieth and six times as many, in data of hundreds, or four
 * times, where the next ones are no less than half of each other. A word
 * of lib/words/nobody.txt, such as 999 or shop@, is doubted from few orders on.
 */
#include <string.h>

#include "base/builtin.h"
#include "base/utf8.h"
#include "base/word.h"
#include "doubt/kinds.h"
#include "words/nobody.h"

enum {
	SOME_ORDERS = 40,
	SOME_CUSTOMERS = 10,
	MANY_ORDERS = 500,
	FEW_ORDERS = 6, /* of which a word has two or more */
};

/* Is it a word of the list, or an address of one? */
static bool is_word(const struct cs_nobody *met, struct cs_text key)
{
	struct cs_nobody *words = NULL; /* of a run that looked for none */
	const char *at = memchr(key.bytes, '@', key.length);
	bool found;

	if (met == NULL)
		met = words = cs_nobody_new(cs_builtin_text("words", "nobody"),
					    CS_NOBODY_DOUBTFUL);
	if (at != NULL)
		key.length = (size_t)(at - key.bytes);
	found = cs_nobody_knows(met, key);
	cs_nobody_free(words);
	return found;
}

/* Orders of the first key of no more than one of `part` of all. */
static uint64_t beyond(const struct cs_key_facts *keys, uint64_t part)
{
	for (size_t i = 0; i < keys->nmost; i++)
		if (keys->most[i].purchases * part <= keys->purchases)
			return keys->most[i].purchases;
	return keys->purchases; /* all of them are large */
}

/* Is the first one far from those behind it, which lie close together? */
static bool is_alone(const struct cs_key_facts *keys)
{
	const struct cs_key_of_many *most = keys->most;

	return keys->nmost == CS_MOST_KEYS &&
	       most[0].purchases >= 4 * most[1].purchases &&
	       most[1].purchases <= 2 * most[CS_MOST_KEYS - 1].purchases;
}

/* Several may stand out together. */
static bool stands_out(const struct cs_data *data, uint64_t orders)
{
	const struct cs_key_facts *keys = &data->keys;
	uint64_t all = keys->purchases;
	bool alone = orders == keys->most[0].purchases && is_alone(keys);

	if (data->customers < SOME_CUSTOMERS || all < SOME_ORDERS)
		return false;
	return (orders * 4 > all && orders >= 5 * beyond(keys, 4)) ||
	       (all >= MANY_ORDERS && orders * 20 > all &&
		(alone || orders >= 6 * beyond(keys, 20)));
}

/* Has it nothing that means something else in an expression? */
static bool is_plain(struct cs_text text)
{
	for (size_t i = 0; i < text.length; i++)
		if (strchr(",=<>~!\"'&|()", text.bytes[i]) != NULL)
			return false;
	return true;
}

/* "--exclude 'customer=999'" */
static void add_exclude(const struct cs_schema *schema, struct cs_text key,
			struct cs_buf *out)
{
	int column = schema->column[CS_ROLE_CUSTOMER];
	struct cs_buf value = CS_BUF_INIT;

	if (column >= 0)
		cs_buf_addf(&value, "%s=", schema->header.names[column]);
	cs_buf_add(&value, key.bytes, key.length);
	if (column < 0 || !is_plain(key) ||
	    !is_plain((struct cs_text){ value.data,
					value.length - key.length - 1 }) ||
	    !cs_add_offer(out, "--exclude", value.data))
		cs_buf_adds(out, "--exclude COLUMN=KEY");
	cs_buf_release(&value);
}

static void doubt(const struct cs_data *data, const struct cs_key_of_many *key,
		  uint64_t next, struct cs_doubts *doubts)
{
	struct cs_buf shown = CS_BUF_INIT, without = CS_BUF_INIT;

	cs_printable(&shown, key->key.bytes, key->key.length, 40);
	add_exclude(&data->input.schemas[0], key->key, &without);
	cs_doubt_add(doubts, "placeholder", key->purchases, NULL, 0,
		     "\"%s\" has %llu of %llu orders, and the next one %llu: "
		     "is it a customer, or does it say that there is none? %s "
		     "leaves it out, --trust placeholder keeps it",
		     shown.data, (unsigned long long)key->purchases,
		     (unsigned long long)data->keys.purchases,
		     (unsigned long long)next, without.data);
	cs_buf_release(&shown);
	cs_buf_release(&without);
}

void cs_doubt_placeholder(const struct cs_load_options *options,
			  const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_key_facts *keys = &data->keys;
	uint64_t all = keys->purchases;

	if (options->keys_of_many)
		return;
	for (size_t i = 0; i < keys->nmost; i++) {
		const struct cs_key_of_many *key = &keys->most[i];

		if (stands_out(data, key->purchases) ||
		    (all >= FEW_ORDERS && data->customers > 2 &&
		     key->purchases * 4 > all && key->purchases > 1 &&
		     is_word(options->input.nobody, key->key)))
			doubt(data, key,
			      i + 1 < keys->nmost ? key[1].purchases : 0,
			      doubts);
	}
}
