/*
 * holding.h - what a column holds for those who compare it: numbers, days or
 * texts, by the cells of the first mebibyte, and how these are written
 * (lib/input only).
 */
#ifndef CS_INPUT_HOLDING_H
#define CS_INPUT_HOLDING_H

#include <stdbool.h>
#include <stddef.h>

#include "input/sample.h"
#include "input/schema.h"

struct cs_holding {
	size_t filled, numbers, days; /* cells; 20250307 is both */
	size_t doubtful;	      /* days: is the day or the month first? */
	enum cs_date_kind kind; /* what all would be as days, were they days */
	struct cs_cell_format format; /* the column's own; else the file's */
	struct cs_text other;	      /* the first that is neither */
};

/* `column` may be CS_FILE_COLUMN. */
struct cs_holding cs_holding_of(const struct cs_schema *schema,
				const struct cs_input *input,
				struct cs_sample *sample, int column);

/* The next cell of a column as cs_schema_cell() has it, without blanks around
 * it; false: that was the last. */
bool cs_holding_next(const struct cs_schema *schema, struct cs_sample *sample,
		     struct cs_text *cell);

#endif
