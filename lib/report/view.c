/* view.c - what people and what files see of a table: see internal.h. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "report/internal.h"

static bool sees(enum cs_people people, enum cs_people whose)
{
	return whose == CS_ALL || whose == people;
}

/* Texts, notes and the like stay the table's. */
static void fill_view(struct cs_table *view, const struct cs_table *table,
		      enum cs_people people)
{
	*view = *table;
	view->columns = cs_calloc(table->ncolumns + 1, sizeof *view->columns);
	view->cells = cs_calloc(table->ncells, sizeof *view->cells);
	view->ncolumns = view->ncells = view->nrows = 0;
	for (size_t c = 0; c < table->ncolumns; c++)
		if (sees(people, table->columns[c].people))
			view->columns[view->ncolumns++] = table->columns[c];
	for (size_t r = 0; r < table->nrows; r++)
		for (size_t c = 0;
		     sees(people, table->rows[r]) && c < table->ncolumns; c++)
			if (sees(people, table->columns[c].people))
				view->cells[view->ncells++] =
				    *cs_table_cell(table, r, c);
}

const struct cs_table *cs_table_view(struct cs_table *table,
				     enum cs_people people)
{
	if (!table->limited)
		return table;
	/* its columns are known by number */
	assert(table->layout != CS_TRIANGLE);
	if (table->views[people] == NULL) {
		struct cs_table *view = cs_calloc(1, sizeof *view);

		fill_view(view, table, people);
		table->views[people] = view;
	}
	return table->views[people];
}
