/*
 * totals.h - what rows are called that are the sum of others: lib/words/
 * totals.txt; or what an account held: balances.txt.
 */
#ifndef CS_WORDS_TOTALS_H
#define CS_WORDS_TOTALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sets of the first and the last three letters of the words in the list. */
struct cs_total_letters {
	uint32_t first[1024], last[1024];
	/* of bytes: enum cs_total_place */
	unsigned char places[256];
};

/* Where a letter stands in a word of the list. */
enum cs_total_place {
	CS_TOTAL_FIRST = 1,
	CS_TOTAL_SECOND = 2,
	CS_TOTAL_LAST_BUT_ONE = 4,
	CS_TOTAL_LAST = 8
};

void cs_total_letters_init(struct cs_total_letters *letters);

static inline unsigned cs_three_letters(const char *p)
{
	return (p[0] & 31u) << 10 | (p[1] & 31u) << 5 | (p[2] & 31u);
}

static inline bool cs_begins_as(const uint32_t *set, const char *p)
{
	unsigned code = cs_three_letters(p);

	return (set[code >> 5] >> (code & 31) & 1) != 0;
}

/* False if the text is surely not called so: asked of all rows. */
static inline bool cs_maybe_total(const struct cs_total_letters *letters,
				  const char *bytes, size_t length)
{
	const unsigned char *places = letters->places;
	const unsigned char *p = (const unsigned char *)bytes, *e = p + length;

	return length >= 3 &&
	       (((places[p[0]] & CS_TOTAL_FIRST) != 0 &&
		 (places[p[1]] & CS_TOTAL_SECOND) != 0 &&
		 cs_begins_as(letters->first, bytes)) ||
		((places[e[-1]] & CS_TOTAL_LAST) != 0 &&
		 (places[e[-2]] & CS_TOTAL_LAST_BUT_ONE) != 0 &&
		 cs_begins_as(letters->last, bytes + length - 3)));
}

/* Is the text, or what it begins or ends with, in one of the lists? */
bool cs_is_total(const struct cs_total_letters *letters, const char *bytes,
		 size_t length);

/* Does a name that is a total begin as one of lib/words/balances.txt? */
bool cs_is_balance(const char *name);

/* Do these plain words (cs_name_plain()) begin with a line of
 * lib/words/LIST.txt, "totals", "balances" or "footers"? */
bool cs_begins_with_phrase(const char *list, const char *words);

#endif
