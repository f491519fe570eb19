/*
 * touch_read.h - from a row of the contacts to a touch, and how touches are
 * compared (lib/data only).
 */
#ifndef CS_DATA_TOUCH_READ_H
#define CS_DATA_TOUCH_READ_H

#include "data/touches.h"
#include "input/row.h"

/* Seconds of one in a column of spans; 0: nothing tells. */
struct cs_touch_units {
	int64_t response, resolution;
};

/* Cells of spans that are not used; moments before the opening in whose place a
 * span is. */
struct cs_span_faults {
	uint64_t bad, bare, early;
	char pad[40]; /* workers write side by side */
};

/* By what the column is called, "(in hrs)", else `otherwise`. */
int64_t cs_span_unit_of(const struct cs_schema *schema, size_t column,
			int64_t otherwise);

/* Without ticket, order, channel, group and file. */
struct cs_touch cs_touch_read(const struct cs_row *row,
			      struct cs_touch_units units,
			      struct cs_span_faults *faults);

/* For qsort(): by opened, then by all that a row says; equal rows are equal,
 * whichever file they are of. */
int cs_touch_order(const void *a, const void *b);

#endif
