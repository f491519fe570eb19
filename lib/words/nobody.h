/*
 * nobody.h - words that stand where a customer should, and name none.
 *
 * lib/words/nobody.txt has a section for each kind. Those of the first three
 * are a line each and compared as they are written, but for ASCII capitals;
 * those of the others stand between commas and are compared as cs_name_plain()
 * writes them: "(Walk-In)" is walk in.
 */
#ifndef CS_WORDS_NOBODY_H
#define CS_WORDS_NOBODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/text.h"
#include "words/phrases.h"

enum cs_nobody_kind {
	CS_NOBODY_NOT,
	CS_NOBODY_EMPTY,   /* what programs write: nothing is called so */
	CS_NOBODY_MISSING, /* a thing might be called so: none */
	CS_NOBODY_NUMBER,  /* 0: an order might have it */
	CS_NOBODY_WORD,	   /* guest */
	CS_NOBODY_DOUBTFUL /* who may be one: 999, web */
};

enum { CS_NOBODY_LONGEST = 40 /* bytes of what is looked up */ };

/* Whatever stands behind this byte, it may be a word. */
#define CS_NOBODY_ANY ((uint64_t)1 << 63)

struct cs_nobody_word {
	const char *text;  /* as it is compared */
	const char *shown; /* as the list has it */
	enum cs_nobody_kind kind;
};

/* Of no section, but for customers: numbers of what is no word. */
enum { CS_NOBODY_SIGNS, CS_NOBODY_MASKED, CS_NOBODY_FIRST };

struct cs_nobody {
	struct cs_nobody_word *words;
	size_t count, capacity;
	enum cs_nobody_kind last; /* later ones are there, but not found */
	struct cs_arena texts;	  /* of the words */
	struct cs_phrases index;  /* numbers of words, from CS_NOBODY_FIRST */
	/* by the first byte: a bit for each length that a word may have, and
	 * CS_NOBODY_ANY */
	uint64_t lengths[256];
	/* by the first three bytes, five bits of each: of what lengths are the
	 * words that begin so? A bit for each four of them. */
	uint16_t begins[1 << 15];
	unsigned char kinds[256]; /* of bytes, in a hash of letters */
	uint64_t letters[257];	  /* a bit for each hash of a word's letters */
};

/* The words of a text as nobody.txt, of which those of kinds up to `last` are
 * found; the others are there for cs_nobody_knows(), if people are. */
struct cs_nobody *cs_nobody_new(const char *text, enum cs_nobody_kind last);
void cs_nobody_free(struct cs_nobody *nobody); /* takes NULL */

/* The part of cs_nobody_find() that is not inline. */
int cs_nobody_look_up(const struct cs_nobody *nobody, struct cs_text key);

/* Five bits are the same of capitals and small letters. */
static inline size_t cs_nobody_beginning(const char *text)
{
	return (size_t)(text[0] & 31) << 10 | (size_t)(text[1] & 31) << 5 |
	       (size_t)(text[2] & 31);
}

/* The number of the word that `key`, which is not empty, is, or -1. */
static inline int cs_nobody_find(const struct cs_nobody *nobody,
				 struct cs_text key)
{
	uint64_t lengths = nobody->lengths[(unsigned char)*key.bytes];

	if (key.length > CS_NOBODY_LONGEST || (lengths >> key.length & 1) == 0)
		return -1;
	if (key.length > 2 && (lengths & CS_NOBODY_ANY) == 0 &&
	    (nobody->begins[cs_nobody_beginning(key.bytes)] >> key.length / 4 &
	     1) == 0)
		return -1;
	return cs_nobody_look_up(nobody, key);
}

/* Is the key, which may be empty, a word of any kind? */
bool cs_nobody_knows(const struct cs_nobody *nobody, struct cs_text key);

#endif
