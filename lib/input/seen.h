/*
 * seen.h - rows that hold the same as an earlier one, as far as expressions
 * compare them (lib/input only).
 *
 * Contacts are of few kinds and scores. What the expressions that mark rows say
 * of a row is remembered with the cells that they compare, so that a row like
 * an earlier one costs a look at those cells: measured, flags take a sixth of
 * the instructions that they take one by one. The slow path it equals is to ask
 * every expression, in row_filter.c.
 */
#ifndef CS_INPUT_SEEN_H
#define CS_INPUT_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CS_SEEN_BYTES = 32, /* cells together, a byte more for each */
	CS_SEEN_COUNTERS = 24,
	CS_SEEN_ROWS = 64
};

/* What became of a row of such cells. */
struct cs_seen_row {
	char cells[CS_SEEN_BYTES];
	size_t ncounters; /* that it made larger by one */
	uint64_t *counters[CS_SEEN_COUNTERS];
	uint32_t flags;
	bool used;
};

/* Of one worker, in one file. */
struct cs_seen {
	bool begun;	  /* the rest is set */
	bool off;	  /* few rows are like another */
	size_t ncolumns;  /* compared by expressions that mark rows */
	int *columns;	  /* [ncolumns] */
	int64_t known;	  /* rows that were like another, less those not */
	uint64_t *counts; /* for one row, as in the reader: of matches, then of
			     what met */
	struct cs_seen_row *rows; /* [CS_SEEN_ROWS] by hash */
};

void cs_seen_release(struct cs_seen *seen); /* leaves it as for a new file */

#endif
