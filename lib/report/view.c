/* view.c - what people and what files see of a table: see internal.h. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "report/internal.h"

static bool sees(enum cs_people people, enum cs_people whose)
{
	return whose == CS_ALL || whose == people;
}

/* The cell of the column that cs_table_set_mark() named, in a row that is not
 * complete: the text's, with a star. */
static struct cs_cell marked(struct cs_table *table, size_t i)
{
	struct cs_cell cell = table->cells[i];
	size_t row = i / table->ncolumns;
	struct cs_buf text = CS_BUF_INIT;

	if (table->mark < 0 || i % table->ncolumns != (size_t)table->mark ||
	    table->cells[row * table->ncolumns + (size_t)table->complete]
		.as.flag)
		return cell;
	cs_buf_addf(&text, "%s*", cell.as.text);
	cell.as.text = cs_keep_text(&table->texts, text.data);
	cs_buf_release(&text);
	return cell;
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
			view->cells[view->ncells++] = people == CS_PEOPLE
							  ? marked(table, i)
							  : table->cells[i];
	return table->views[people] = view;
}
