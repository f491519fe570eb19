/*
 * sheaf.h - rows of a block that are read side by side, column by column.
 *
 * Most rows of most files are what a few lines of code can read: a date as the
 * row above has it, an amount of a few digits, a key of plain characters. For
 * these a sheaf of rows is gone through once for each column that somebody
 * wants, in loops that are short, do not call, and hand every row of which they
 * are not sure to the careful way, cs_row_read(), as it is. The two give the
 * same rows; tests/unit/input_sheaf.c holds them to each other.
 */
#ifndef CS_INPUT_SHEAF_H
#define CS_INPUT_SHEAF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "input/row.h"

enum { CS_SHEAF_ROWS = 256 };

/* Rows that are used. Texts live as the batch. */
struct cs_sheaf {
	const struct cs_batch *batch; /* the block's records */
	uint64_t block;		      /* what is added to batch->raw[r] to get
					 the place of record r */
	size_t count;
	uint32_t record[CS_SHEAF_ROWS]; /* of each row; ascending */
	cs_day day[CS_SHEAF_ROWS];
	cs_micros amount[CS_SHEAF_ROWS];
	struct cs_key customer[CS_SHEAF_ROWS];
	bool further[CS_SHEAF_ROWS]; /* it continues an order, adding nothing */
	/* as the members of struct cs_row; NULL: all are empty */
	const struct cs_text *order, *group;
	const uint32_t *flags; /* likewise */
	/* with input->moments; else NULL */
	const struct cs_moment *moment;
	/* nvalues of each record from `first` on, also of those that are none
	 * of the rows; NULL: there are no fields */
	const struct cs_value *values;
	size_t first, nvalues;
};

/* As cs_row.place. */
static inline uint64_t cs_sheaf_place(const struct cs_sheaf *sheaf, size_t i)
{
	return sheaf->block + sheaf->batch->raw[sheaf->record[i]];
}

/* One of the rows by itself; *cells, which it points to, become its own. Its
 * currency is left empty. */
void cs_sheaf_row(const struct cs_sheaf *sheaf, size_t i, struct cs_row *row,
		  struct cs_cells *cells);

#endif
