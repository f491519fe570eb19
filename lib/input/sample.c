/* sample.c - see sample.h. */
#include "input/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "input/holding.h"

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

static int by_text(const void *a, const void *b)
{
	const struct cs_seen_value *x = a, *y = b;

	return strcmp(x->text, y->text);
}

static int by_rows(const void *a, const void *b)
{
	const struct cs_seen_value *x = a, *y = b;

	if (x->rows != y->rows)
		return x->rows > y->rows ? -1 : 1;
	return by_text(a, b);
}

/* One of each: the others are let go. */
static void unite(struct cs_seen_values *values)
{
	size_t kept = 0;

	if (values->count > 0)
		qsort(values->list, values->count, sizeof *values->list,
		      by_text);
	for (size_t i = 0; i < values->count; i++) {
		struct cs_seen_value *last = &values->list[kept - (kept > 0)];

		if (kept > 0 && by_text(last, &values->list[i]) == 0) {
			last->rows += values->list[i].rows;
			free(values->list[i].text);
		} else {
			values->list[kept++] = values->list[i];
		}
	}
	values->count = kept;
	if (kept > 0)
		qsort(values->list, kept, sizeof *values->list, by_rows);
}

struct cs_seen_values cs_sample_values(const struct cs_schema *schema,
				       int column)
{
	struct cs_seen_values values = { 0 };
	struct cs_sample sample;
	size_t capacity = 0;
	struct cs_text cell;

	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, column);
	while (cs_holding_next(schema, &sample, &cell)) {
		CS_GROW(values.list, values.count, capacity);
		values.list[values.count++] =
		    (struct cs_seen_value){ cs_strndup(cell.bytes, cell.length),
					    1 };
	}
	cs_sample_release(&sample);
	unite(&values);
	return values;
}

void cs_seen_values_release(struct cs_seen_values *values)
{
	for (size_t i = 0; i < values->count; i++)
		free(values->list[i].text);
	free(values->list);
	*values = (struct cs_seen_values){ 0 };
}
