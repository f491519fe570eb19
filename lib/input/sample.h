/*
 * sample.h - looking through one column of the first file's first rows.
 *
 *	struct cs_sample sample;
 *	cs_sample_init(&sample, schema);
 *	cs_sample_column(&sample, 3);
 *	while (cs_sample_next(&sample, &cell)) ...
 *	cs_sample_release(&sample);
 */
#ifndef CS_INPUT_SAMPLE_H
#define CS_INPUT_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "input/csv.h"
#include "input/schema.h"

struct cs_sample {
	struct cs_csv *csv; /* its own; NULL: the batch is schema->split */
	const struct cs_batch *batch;
	size_t record;
	int column;
};

/* Of schema->sample, which must outlive it. */
void cs_sample_init(struct cs_sample *sample, const struct cs_schema *schema);
void cs_sample_release(struct cs_sample *sample);

/* Begins anew with a column; a negative one has no cells. */
void cs_sample_column(struct cs_sample *sample, int column);
bool cs_sample_next(struct cs_sample *sample, struct cs_text *cell);

/*
 * The column's commonest values, as `"paid" (812), "void" (3)`; nothing if it
 * is empty.
 */
void cs_sample_commonest(const struct cs_schema *schema, int column,
			 struct cs_buf *out);

#endif
