/*
 * phrases.h - phrases in plain letters, and a number that each stands for: how
 * the lists of statuses, scores and words for nobody are kept.
 */
#ifndef CS_WORDS_PHRASES_H
#define CS_WORDS_PHRASES_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"

struct cs_phrase_met {
	uint32_t at, length; /* in `plain` */
	uint32_t hash;
	int number;
};

/* All 0 and CS_BUF_INIT at first: CS_PHRASES_INIT. */
struct cs_phrases {
	struct cs_buf plain; /* one after the other */
	struct cs_phrase_met *list;
	size_t count, capacity;
	/* by their hashes: places in the list, from 1; 0: the slot is free */
	uint32_t *slots;
	size_t mask; /* slots - 1 */
	struct cs_hash_seed seed;
};

#define CS_PHRASES_INIT              \
	(struct cs_phrases)          \
	{                            \
		.plain = CS_BUF_INIT \
	}

/* `plain`, which is copied, stands for `number` (0 or more), if it is not there
 * already. */
void cs_phrases_put(struct cs_phrases *phrases, struct cs_text plain,
		    int number);
/* Those of a line, set apart by commas, as cs_status_plain() makes them. */
void cs_phrases_add(struct cs_phrases *phrases, const char *line, int number);
/* Likewise, of a line that is made so already, as those of our lists are. */
void cs_phrases_add_plain(struct cs_phrases *phrases, const char *line,
			  int number);
/* What the plain phrase stands for; -1: it is not there. */
int cs_phrases_find(const struct cs_phrases *phrases, struct cs_text plain);
void cs_phrases_release(struct cs_phrases *phrases);

#endif
