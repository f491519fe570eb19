/*
 * further.h - further rows of an order, which leave out what its first row
 * says (lib/input only).
 *
 * A row without an amount continues the row before it if it has the same order
 * id, or if id, customer and date are empty. The cells that it leaves empty are
 * those of the order's first row, its head. Blocks are worked on side by side,
 * so each gives the head of the order that it ends with to the next, as soon as
 * it is split.
 */
#ifndef CS_INPUT_FURTHER_H
#define CS_INPUT_FURTHER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "input/csv.h"
#include "input/norow.h"
#include "input/row.h"
#include "input/schema.h"

/* --- from block to block ------------------------------------------------- */

/* What a block gives to the next. */
struct cs_handover;

/* Who hands out blocks keeps this, all zeros at first. */
struct cs_relay {
	struct cs_handover *last;
	uint32_t file;
};

struct cs_baton {
	struct cs_handover *from; /* NULL: a file begins, or nothing is given */
	struct cs_handover *to;	  /* NULL: nothing is given in this file */
};

/* For the next block, of file number `file`; one call at a time. */
struct cs_baton cs_relay_next(struct cs_relay *relay,
			      const struct cs_schema *schema, uint32_t file);
void cs_relay_end(struct cs_relay *relay);

/* --- within a block ------------------------------------------------------ */

/* The cells of a record, copied. */
struct cs_record {
	struct cs_buf text;
	uint32_t *end;
	uint32_t count, capacity;
};

/* One worker's. */
struct cs_further {
	struct cs_row_reader heads;   /* reads them again; counts for nothing */
	const struct cs_batch *batch; /* of the present block */
	size_t last;		      /* record that continues an order ... */
	size_t head;		      /* ... and its head */
	size_t known;		      /* the head whose fate this is: */
	enum cs_fate fate;
	struct cs_record before; /* the head of the order that goes on from the
				    block before; none: of 0 cells */
	struct cs_record filled; /* the last row that was asked for */
	struct cs_fill missing;	 /* cells of a head */
};

void cs_further_init(struct cs_further *further, const struct cs_input *input);
void cs_further_release(struct cs_further *further);

/*
 * Begins with a block, and gives on what the next one needs: for that, what the
 * block before gives is awaited where it matters. `batch` is used until the
 * next call.
 */
void cs_further_begin(struct cs_further *further,
		      const struct cs_schema *schema,
		      const struct cs_batch *batch,
		      const struct cs_baton *baton);

/* Is the head that was given on one of the block's own? Else it is of a block
 * before. */
bool cs_further_knows(const struct cs_further *further);

/* May the row continue another? Only then is cs_further_row() asked. */
static inline bool cs_lacks_amount(const struct cs_schema *schema,
				   const struct cs_cells *cells)
{
	size_t amount = (size_t)schema->column[CS_ROLE_AMOUNT];
	struct cs_text cell;

	if (!schema->continues || !cs_norow_fits(schema, cells))
		return false;
	if (amount >= cells->count)
		return true;
	cell = cs_cells_raw(cells, amount);
	if (cell.length == 0)
		return true;
	/* blanks, NA, NULL */
	return (*cell.bytes < '$' || (*cell.bytes | 0x20) == 'n') &&
	       cs_cell_empty(cell.bytes, cell.length);
}

/*
 * Does record `r` continue an order? Records are asked from first to last. If
 * so, *cells become those of its head where they are empty, and *fate is what
 * became of the head. They are valid until the next call.
 */
bool cs_further_row(struct cs_further *further, size_t r,
		    struct cs_cells *cells, enum cs_fate *fate);

#endif
