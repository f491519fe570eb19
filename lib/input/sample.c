/* sample.c - see sample.h. */
#include "input/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { SHOWN_VALUES = 5 };

void cs_sample_init(struct cs_sample *sample, const struct cs_schema *schema)
{
	cs_sample_column(sample, -1);
	sample->csv = NULL;
	sample->batch = schema->split;
	if (sample->batch != NULL)
		return;
	sample->csv =
	    cs_csv_new(schema->dialect.delimiter, schema->dialect.quote,
		       schema->header.ncolumns, CS_CSV_AUTO);
	sample->batch = cs_csv_split(sample->csv, schema->sample.data,
				     schema->sample.length);
}

void cs_sample_release(struct cs_sample *sample)
{
	cs_csv_free(sample->csv);
}

void cs_sample_column(struct cs_sample *sample, int column)
{
	sample->record = 0;
	sample->column = column;
}

bool cs_sample_next(struct cs_sample *sample, struct cs_text *cell)
{
	while (sample->column >= 0 &&
	       sample->record < sample->batch->nrecords) {
		struct cs_cells cells =
		    cs_batch_cells(sample->batch, sample->record++);

		if ((uint32_t)sample->column < cells.count) {
			*cell = cs_cells_at(&cells, (size_t)sample->column);
			return true;
		}
	}
	return false;
}

struct counted {
	struct cs_text text;
	size_t count;
};

static int by_bytes(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;

	return cs_text_compare(x->text, y->text);
}

static int by_count(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return by_bytes(a, b);
}

void cs_sample_commonest(const struct cs_schema *schema, int column,
			 struct cs_buf *out)
{
	struct cs_sample sample;
	struct counted *values = NULL;
	size_t count = 0, capacity = 0, kept = 0;
	struct cs_text cell;

	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, column);
	while (cs_sample_next(&sample, &cell)) {
		CS_GROW(values, count, capacity);
		values[count++] = (struct counted){ cell, 1 };
	}
	if (count > 0)
		qsort(values, count, sizeof *values, by_bytes);
	for (size_t i = 0; i < count; i++)
		if (kept > 0 && by_bytes(&values[kept - 1], &values[i]) == 0)
			values[kept - 1].count++;
		else
			values[kept++] = values[i];
	if (kept > 0)
		qsort(values, kept, sizeof *values, by_count);
	for (size_t i = 0; i < kept && i < SHOWN_VALUES; i++) {
		cs_buf_adds(out, i > 0 ? ", \"" : "\"");
		cs_printable(out, values[i].text.bytes, values[i].text.length,
			     30);
		cs_buf_addf(out, "\" (%zu)", values[i].count);
	}
	free(values);
	cs_sample_release(&sample);
}
