/*
 * key.h - a customer's key, with its first 16 bytes as two words.
 *
 * Nearly all keys fit the words, which are compared, hashed and looked through
 * without a call; unused bytes are zero.
 */
#ifndef CS_INPUT_KEY_H
#define CS_INPUT_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "cell/cell.h"
#include "input/csv.h"

enum { CS_KEY_WORDS = 16 };

struct cs_key {
	uint64_t word[2]; /* if length is up to CS_KEY_WORDS; else 0 */
	struct cs_text text;
};

static inline void cs_key_set(struct cs_key *key, const char *bytes,
			      size_t length)
{
	uint64_t first = 0, second = 0;

	if (length >= 8 && length <= CS_KEY_WORDS) {
		first = cs_cell_load8(bytes);
		/* in two steps, since 64 at once is no shift */
		second = cs_cell_load8(bytes + length - 8) >>
			 4 * (CS_KEY_WORDS - length) >>
			 4 * (CS_KEY_WORDS - length);
	} else if (length > 0 && length < 8) {
		first = cs_cell_load(bytes, length) >> 8 * (8 - length);
	}
	key->word[0] = first;
	key->word[1] = second;
	key->text.bytes = bytes;
	key->text.length = length;
}

static inline uint64_t cs_key_hash(const struct cs_hash_seed *seed,
				   const struct cs_key *key)
{
	return key->text.length <= CS_KEY_WORDS
		   ? cs_hash_words(seed, key->word[0], key->word[1],
				   key->text.length)
		   : cs_hash(seed, key->text.bytes, key->text.length);
}

enum { CS_KEY_BEYOND_ASCII = 1, CS_KEY_AT_SIGN = 2, CS_KEY_ASTERISK = 4 };

/* What in sixteen bytes asks for a closer look. */
static inline unsigned cs_key_word_features(uint64_t a, uint64_t b)
{
	const uint64_t high = 0x8080808080808080u, one = 0x0101010101010101u;
	uint64_t x = a ^ '@' * one, y = b ^ '@' * one;
	uint64_t at = ((x - one) & ~x) | ((y - one) & ~y);
	uint64_t v = a ^ '*' * one, w = b ^ '*' * one;
	uint64_t asterisk = ((v - one) & ~v) | ((w - one) & ~w);

	if (((a | b | at | asterisk) & high) == 0) /* nearly all */
		return 0;
	return (((a | b) & high) != 0 ? CS_KEY_BEYOND_ASCII : 0) |
	       ((at & high) != 0 ? CS_KEY_AT_SIGN : 0) |
	       ((asterisk & high) != 0 ? CS_KEY_ASTERISK : 0);
}

static inline unsigned cs_key_features(const struct cs_key *key)
{
	unsigned found = 0;

	if (key->text.length <= 8)
		return cs_key_word_features(key->word[0], 0);
	if (key->text.length <= CS_KEY_WORDS)
		return cs_key_word_features(key->word[0], key->word[1]);
	for (size_t left = key->text.length; left > 0;) {
		size_t n = left < 8 ? left : 8;

		found |= cs_key_word_features(
		    cs_cell_load(key->text.bytes + key->text.length - left, n),
		    0);
		left -= n;
	}
	return found;
}

/* In small letters, as far as they are ASCII: what lower case is elsewhere
 * depends on the language. The key is then the text of `out`. */
void cs_key_lower(struct cs_key *key, struct cs_buf *out);

/* The key's bytes in `out`, if they are not there yet, to be changed. */
char *cs_key_own(const struct cs_key *key, struct cs_buf *out);

#endif
