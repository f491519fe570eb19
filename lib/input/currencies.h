/*
 * currencies.h - a few different texts, sorted: the currencies that were met.
 *
 * Of more than CS_WORDS_MOST the least are kept, so that the set depends on the
 * texts alone and not on their order; parts add up.
 */
#ifndef CS_INPUT_CURRENCIES_H
#define CS_INPUT_CURRENCIES_H

#include <stddef.h>
#include <string.h>

#include "base/text.h"

enum { CS_WORDS_MOST = 16 };

struct cs_words {
	char *list[CS_WORDS_MOST]; /* owned; sorted by bytes */
	size_t count;
	struct cs_text
	    last; /* the one met last, or empty: most rows have the same */
};

#define CS_WORDS_INIT         \
	{                     \
		{ NULL }, 0,  \
		{             \
			"", 0 \
		}             \
	}

/* The part of cs_words_add() that is not inline. */
void cs_words_add_new(struct cs_words *words, const struct cs_text *text);

/* Adds a text that is not empty and holds no NUL. */
static inline void cs_words_add(struct cs_words *words,
				const struct cs_text *text)
{
	if (text->length != words->last.length ||
	    memcmp(text->bytes, words->last.bytes, text->length) != 0)
		cs_words_add_new(words, text);
}

/* Adds all of `part` to `sum`. */
void cs_words_merge(struct cs_words *sum, const struct cs_words *part);
void cs_words_release(struct cs_words *words);

#endif
