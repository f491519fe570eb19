/* vocabulary.h - how a vocabulary is kept (lib/words only). */
#ifndef CS_WORDS_VOCABULARY_H
#define CS_WORDS_VOCABULARY_H

#include "base/hash.h"
#include "base/text.h"
#include "words/words.h"

enum {
	CS_PHRASE_WORDS = 4,
	CS_WORD_NOTHING = 0 /* what says nothing: "of" */
};

struct cs_phrase {
	uint16_t line, place; /* in its section */
	uint16_t words[CS_PHRASE_WORDS];
	uint8_t count;
};

struct cs_word_list {
	uint16_t *words;
	size_t count, capacity;
};

struct cs_section {
	char *name;
	struct cs_phrase *phrases;
	size_t count, capacity;
	struct cs_word_list also, not ;
};

struct cs_spelling {
	struct cs_text text; /* plain; of the text that was read */
	uint16_t word;
};

struct cs_vocabulary {
	struct cs_spelling *spellings; /* as they were met */
	size_t count, capacity;
	/* by their hashes: numbers of spellings, from 1; 0: the slot is free */
	uint16_t *slots;
	size_t mask; /* slots - 1 */
	struct cs_hash_seed seed;
	struct cs_section *sections;
	size_t nsections, sections_capacity;
	uint16_t nwords; /* different ones, CS_WORD_NOTHING among them */
};

/* The word that is spelled so; -1: it is not known. */
int cs_word_spelled(const struct cs_vocabulary *vocabulary, const char *text,
		    size_t length);
/* NULL: there is no such section. */
const struct cs_section *cs_vocabulary_section(
    const struct cs_vocabulary *vocabulary, const char *name);

#endif
