/*
 * scores.h - words of satisfaction, which stand for a score: lib/words/
 * scores.txt.
 *
 * A section is named as the score, 1 to 5, that its words are read as; those of
 * [asked] and [no answer] say that there is none.
 */
#ifndef CS_WORDS_SCORES_H
#define CS_WORDS_SCORES_H

#include <stdbool.h>

#include "base/text.h"

struct cs_score_words;

/* Owns what it makes of `text`, whose phrases are plain (cs_status_plain()),
 * and which is not needed any more. */
struct cs_score_words *cs_score_words_new(const char *text);
void cs_score_words_free(struct cs_score_words *words); /* takes NULL */

/* Does it begin with a number of up to 10 that words explain, as "4 - good" and
 * "10 (excellent)"? Then *score is the number; it is not owned. */
bool cs_score_numbered(struct cs_text cell, struct cs_text *score);

/*
 * Is the cell, blanks around it aside, one of the words, or such a number? Then
 * *score is "1" to "5", or empty for no answer, or the number; it is not owned.
 * Asked of any bytes.
 */
bool cs_score_word(const struct cs_score_words *words, struct cs_text cell,
		   struct cs_text *score);

/* Is it what cs_score_word() made of a word that says that somebody was asked,
 * and did not answer? */
bool cs_score_asked(struct cs_text score);

#endif
