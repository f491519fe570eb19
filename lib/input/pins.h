/* pins.h - the options that say what was found: the end of --explain. */
#ifndef CS_INPUT_PINS_H
#define CS_INPUT_PINS_H

#include <stddef.h>

#include "base/buf.h"
#include "input/schema.h"

/* An option that belongs to the input and is settled elsewhere. */
struct cs_pin {
	const char *option; /* "--line-items" */
	const char *word;   /* NULL: none says it */
};

/*
 * Appends a heading and the line that can be pasted: with these options the
 * files are read in the same way. Lines more name those for which there is no
 * word, or not the same one in all files.
 */
void cs_add_pins(const struct cs_schema *schemas, size_t nschemas,
		 const struct cs_input *input, const struct cs_pin *more,
		 size_t nmore, struct cs_buf *out);

#endif
