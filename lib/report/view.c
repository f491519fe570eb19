/* view.c - what people and what files see of a table: see internal.h. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "report/internal.h"

static bool sees(enum cs_people people, enum cs_people whose)
{
	return whose == CS_ALL || whose == people;
}

const struct cs_table *cs_table_view(struct cs_table *table,
				     enum cs_people people)
{
	struct cs_table *view = table->views[people];

	if (!table->limited)
		return table;
	/* its columns are known by number */
	assert(table->layout != CS_TRIANGLE && table->later == NULL);
	if (view != NULL)
		return view;
	/* texts, notes and the like stay the table's */
	view = cs_calloc(1, sizeof *view);
	*view = *table;
	view->columns = cs_calloc(table->ncolumns + 1, sizeof *view->columns);
	view->cells = cs_calloc(table->ncells, sizeof *view->cells);
	view->ncolumns = view->ncells = view->nrows = 0;
	for (size_t c = 0; c < table->ncolumns; c++)
		if (sees(people, table->columns[c].people))
			view->columns[view->ncolumns++] = table->columns[c];
	for (size_t i = 0; i < table->nrows * table->ncolumns; i++)
		if (sees(people, table->rows[i / table->ncolumns]) &&
		    sees(people, table->columns[i % table->ncolumns].people))
			view->cells[view->ncells++] = table->cells[i];
	return table->views[people] = view;
}
