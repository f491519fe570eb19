/* currencies.c - see currencies.h. */
#include "input/currencies.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Puts `word` at `at`; of too many the greatest goes. */
static void insert(struct cs_words *words, size_t at, char *word)
{
	if (words->count == CS_WORDS_MOST) {
		words->last = (struct cs_text){ "", 0 };
		free(words->list[--words->count]);
	}
	memmove(&words->list[at + 1], &words->list[at],
		(words->count - at) * sizeof *words->list);
	words->list[at] = word;
	words->count++;
}

void cs_words_add_new(struct cs_words *words, const struct cs_text *text)
{
	char *word;
	size_t at = 0;
	int order = 1;

	word = cs_strndup(text->bytes, text->length);
	while (at < words->count && (order = strcmp(words->list[at], word)) < 0)
		at++;
	if (at == CS_WORDS_MOST || (at < words->count && order == 0)) {
		free(word);
		if (at == CS_WORDS_MOST)
			return;
	} else {
		insert(words, at, word);
	}
	words->last =
	    (struct cs_text){ words->list[at], strlen(words->list[at]) };
}

void cs_words_merge(struct cs_words *sum, const struct cs_words *part)
{
	for (size_t i = 0; i < part->count; i++) {
		struct cs_text text = { part->list[i], strlen(part->list[i]) };

		cs_words_add(sum, &text);
	}
}

void cs_words_release(struct cs_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->list[i]);
	words->count = 0;
	words->last = (struct cs_text){ "", 0 };
}
