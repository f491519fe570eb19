/* explain.h - what was taken for what: the answer to --explain. */
#ifndef CS_INPUT_EXPLAIN_H
#define CS_INPUT_EXPLAIN_H

#include "base/buf.h"
#include "input/schema.h"

/*
 * Appends a table of roles, their columns and sample values, the habits that
 * were settled, and at the end the options that pin all of it.
 */
void cs_schema_explain(const struct cs_schema *schema,
		       const struct cs_input *input, struct cs_buf *out);

#endif
