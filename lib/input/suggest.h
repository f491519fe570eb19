/* suggest.h - columns to name, where none could be taken (lib/input only). */
#ifndef CS_INPUT_SUGGEST_H
#define CS_INPUT_SUGGEST_H

#include "base/buf.h"
#include "input/schema.h"

/*
 * Appends up to three columns that might be meant for entry `rule` of
 * input->columns, as `"Ship Date", "Delivered"`, the likeliest first: by the
 * words of their names and by their cells. Nothing where no column is likely.
 */
void cs_suggest_columns(const struct cs_schema *schema,
			const struct cs_input *input, size_t rule,
			struct cs_buf *out);

#endif
