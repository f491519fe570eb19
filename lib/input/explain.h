/* explain.h - what was taken for what, and why: the answer to --explain. */
#ifndef CS_INPUT_EXPLAIN_H
#define CS_INPUT_EXPLAIN_H

#include "base/buf.h"
#include "input/schema.h"

/*
 * Appends a table of the columns, those that are used first: what their cells
 * are, how many are filled and differ, samples; then why these were taken and
 * others not, and what says how numbers and dates are written. All of it by the
 * first rows. The schema may have failed: what it lacks is shown as missing.
 */
void cs_schema_explain(const struct cs_schema *schema,
		       const struct cs_input *input, struct cs_buf *out);

/*
 * Appends how each of the files behind the first is read otherwise than that:
 * columns, layout, marks, dates, where the table begins. Nothing if there is
 * only one.
 */
void cs_schemas_compare(const struct cs_schema *schemas, size_t count,
			const struct cs_input *input, struct cs_buf *out);

#endif
