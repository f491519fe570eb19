/* layout_use.h - what a layout makes of a file (lib/input only). */
#ifndef CS_INPUT_LAYOUT_USE_H
#define CS_INPUT_LAYOUT_USE_H

#include "input/csv.h"
#include "input/schema.h"

/*
 * Finds the layout of a file whose header is known, and writes what it says
 * into the schema and into `used`, a copy of the input. -1 with err filled: the
 * export cannot be used.
 */
int cs_layout_apply(struct cs_schema *schema, struct cs_input *used,
		    struct cs_err *err);

#endif
