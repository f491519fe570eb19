/*
 * ending.h - is a file's last line, which has no line end, cut off? As far as
 * its last field tells, beside those of the first rows (lib/input only).
 */
#ifndef CS_INPUT_ENDING_H
#define CS_INPUT_ENDING_H

#include <stdbool.h>
#include <stddef.h>

#include "input/csv.h"

enum { CS_ENDING_WORDS = 64 };

/* The last field of the rows that were looked at. */
struct cs_ending {
	size_t rows;		      /* in which it is filled */
	bool empty;		      /* in some it is not */
	size_t shortest, longest;     /* of them, in bytes */
	size_t least, most;	      /* digits behind a mark */
	char *words[CS_ENDING_WORDS]; /* different ones; owned */
	size_t nwords;		      /* CS_ENDING_WORDS: too many to know */
};

/* Looks at the first records of `batch` but its last, which may be the one that
 * is cut off. Release it. */
void cs_ending_settle(struct cs_ending *ending, const struct cs_batch *batch,
		      size_t ncolumns);
void cs_ending_release(struct cs_ending *ending);

/*
 * Is this field, the last of its line, shorter than usual? One that is empty
 * where none is, or has fewer decimals than all; shorter than those that have
 * one length, or than a hundred others; the beginning of a word that is usual,
 * and no such word.
 */
bool cs_ending_short(const struct cs_ending *usual, struct cs_text field);

#endif
