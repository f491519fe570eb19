/* result.c - what reading leaves, and what is said without it: see reader.h. */
#include "input/reader.h"

#include <stdlib.h>

void cs_input_result_release(struct cs_input_result *result)
{
	for (size_t i = 0; i < result->nschemas; i++)
		cs_schema_release(&result->schemas[i]);
	for (size_t i = 0; i < result->nrejects; i++)
		free(result->rejects[i].message);
	cs_sum_rows_release(&result->sum_rows);
	cs_words_release(&result->currencies);
	cs_statuses_release(&result->statuses);
	free(result->days);
	free(result->sizes);
	free(result->schemas);
	free(result->rejects);
	free(result->open_lines);
	free(result->matches);
	free(result->met);
	free(result->nobody);
	*result = (struct cs_input_result){ 0 };
}
