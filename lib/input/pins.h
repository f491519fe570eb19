/* pins.h - the options that say what was found: the end of --explain. */
#ifndef CS_INPUT_PINS_H
#define CS_INPUT_PINS_H

#include "base/buf.h"
#include "input/schema.h"

/*
 * Appends a heading and the line that can be pasted: with these options the
 * file is read in the same way. A line more says which have no word for it.
 */
void cs_add_pins(const struct cs_schema *schema, const struct cs_input *input,
		 struct cs_buf *out);

#endif
