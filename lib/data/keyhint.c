/* keyhint.c - see keyhint.h. */
#include "data/keyhint.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "data/store.h"

/* Changes a key in place; returns its new length. */
static size_t change(char *key, size_t n, enum cs_key_change how)
{
	bool all = how == CS_KEY_ALL;
	size_t kept = 0, zeros = 0;

	for (size_t i = 0; i < n; i++) {
		char c = key[i];

		if ((all || how == CS_KEY_CASE) && c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (!((all || how == CS_KEY_SPACES) && c == ' '))
			key[kept++] = c;
	}
	if ((all || how == CS_KEY_POINT_ZERO) && kept > 2 &&
	    memcmp(key + kept - 2, ".0", 2) == 0)
		kept -= 2;
	while ((all || how == CS_KEY_ZEROS) && zeros + 1 < kept &&
	       key[zeros] == '0')
		zeros++;
	memmove(key, key + zeros, kept - zeros);
	return kept - zeros;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Hashes of the changed keys of those with orders, or of those without, sorted.
 */
static uint64_t *hashes(const struct cs_data *data, bool orders,
			enum cs_key_change how, size_t *count)
{
	struct cs_buf key = CS_BUF_INIT;
	size_t n = 0, capacity = 16;
	uint64_t *list = cs_malloc(capacity * sizeof *list);

	for (size_t p = 0; p < CS_PARTITIONS; p++) {
		const struct cs_partition *partition =
		    &data->store->partitions[p];

		for (size_t c = 0; c < partition->nentries; c++) {
			const struct cs_store_entry *entry =
			    &partition->entries[c];
			struct cs_text text = cs_entry_key(entry);

			if (orders != (entry->rows > 0))
				continue;
			cs_buf_clear(&key);
			cs_buf_add(&key, text.bytes, text.length);
			CS_GROW(list, n, capacity);
			list[n++] = cs_hash(&data->store->seed, key.data,
					    change(key.data, key.length, how));
		}
	}
	qsort(list, n, sizeof *list, by_value);
	cs_buf_release(&key);
	*count = n;
	return list;
}

void cs_key_hints(const struct cs_data *data, uint64_t counts[CS_NKEY_CHANGES])
{
	for (int how = 0; how < CS_NKEY_CHANGES; how++) {
		size_t n, m, at = 0;
		uint64_t *with =
		    hashes(data, true, (enum cs_key_change)how, &n);
		uint64_t *without =
		    hashes(data, false, (enum cs_key_change)how, &m);

		counts[how] = 0;
		for (size_t i = 0; i < m; i++) {
			while (at < n && with[at] < without[i])
				at++;
			counts[how] += at < n && with[at] == without[i];
		}
		free(with);
		free(without);
	}
}
