/* keep.c - see keep.h. */
#include "app/keep.h"

#include <stdlib.h>

#include "base/mem.h"

enum { MOST_KEPT = 16 };

int cs_keep_plan(struct cs_job *job, const struct cs_list *keep,
		 struct cs_err *err)
{
	struct cs_input *input = &job->load.input;

	if (keep->count > MOST_KEPT)
		return cs_fail(err, NULL, "--keep takes up to %d columns",
			       MOST_KEPT);
	for (size_t i = 0; i < keep->count; i++)
		input->columns[input->ncolumns++] = (struct cs_column_rule){
			.name = keep->items[i],
			.option = "--keep",
			.named = keep->items[i],
			.wanted = CS_REQUIRED,
		};
	job->load.keep = keep->count;
	return 0;
}

void cs_keep_columns(struct cs_table *table, const struct cs_list *keep)
{
	for (size_t i = 0; i < keep->count; i++)
		cs_table_add_column(
		    table, &(struct cs_column){ keep->items[i], CS_TEXT });
}

void cs_put_bytes(struct cs_table *table, const char *column,
		  struct cs_text text)
{
	char *copy = cs_strndup(text.bytes, text.length);

	cs_put_text(table, column, text.length > 0 ? copy : NULL);
	free(copy);
}

void cs_keep_put(struct cs_table *table, const struct cs_list *keep,
		 const struct cs_kept *kept)
{
	for (size_t i = 0; i < keep->count; i++)
		cs_put_bytes(table, keep->items[i], kept[i].text);
}
