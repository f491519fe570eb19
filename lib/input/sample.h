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
static inline bool cs_sample_next(struct cs_sample *sample,
				  struct cs_text *cell)
{
	const struct cs_batch *batch = sample->batch;
	size_t column = (size_t)sample->column;

	if (sample->column < 0)
		return false;
	while (sample->record < batch->nrecords) {
		struct cs_cells cells = cs_batch_cells(batch, sample->record++);

		if (column >= cells.count)
			continue;
		*cell = cs_cells_at(&cells, column);
		return true;
	}
	return false;
}

/* What a column's cells are, as the file's layout reads them. */
struct cs_seen_value {
	char *text; /* without blanks around it; owned */
	size_t rows;
};

struct cs_seen_values {
	struct cs_seen_value *list; /* the commonest first; owned */
	size_t count;
};

/* Of the sample; a negative column but CS_FILE_COLUMN has none. */
struct cs_seen_values cs_sample_values(const struct cs_schema *schema,
				       int column);
void cs_seen_values_release(struct cs_seen_values *values);

#endif
