/*
 * scores.h - on which scale customers answered: 1 to 5, 0 to 10, 0 to 100.
 *
 * Nothing in a file says so but the scores themselves, all of them, and what
 * their column is called. They are counted while they are read: how many are
 * up to 0, to 1, to 2, ... to 10, to 60, to 100.
 */
#ifndef CS_APP_SCORES_H
#define CS_APP_SCORES_H

#include "app/contacts.h"

/* The expression that counts them, of the column of scores; it holds of every
 * answer. */
#define CS_SCORES_COUNTED                                                     \
	"score <= 0 or score <= 1 or score <= 2 or score <= 3 or score <= 4 " \
	"or score <= 5 or score <= 6 or score <= 7 or score <= 8 or "         \
	"score <= 9 or score <= 10 or score <= 60 or score <= 100"

/* Who would not recommend: 0 to 6 of 10. */
#define CS_SCORES_OF_TEN "<= 6"
/* ... of 100. */
#define CS_SCORES_OF_HUNDRED "<= 60"

struct cs_job;

/*
 * Finds the scale of the answers that job has read: the definition's usual
 * expression becomes that of the scale, the scope says which one it is, and a
 * warning where scores and name, or scores and what was given, contradict one
 * another.
 */
void cs_scores_settle(struct cs_job *job, struct cs_definition *definition);

/* Does its name say that the answers are from 0 to 10, as "NPS"? Where so
 * many are none above 5, the name is doubted. */
bool cs_scores_named_ten(const char *column);
enum { CS_SCORES_DOUBTED = 20 };

/* Are most of the contacts' answers words, as "Good"? By the sample; the scores
 * that a layout puts in place of cells are taken for words. */
bool cs_scores_worded(const struct cs_job *job);

#endif
