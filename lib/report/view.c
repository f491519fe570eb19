/* view.c - what people and what files see of a table: see internal.h. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "report/internal.h"

/* The cell of the column that cs_table_set_mark() named: in a row that is not
 * complete, its text with a star. */
static struct cs_cell marked(struct cs_table *table, size_t row)
{
	const struct cs_cell *cells = table->cells + row * table->ncolumns;
	struct cs_cell cell = cells[table->mark];
	struct cs_buf text = CS_BUF_INIT;

	if (cells[table->complete].as.flag)
		return cell;
	cs_buf_addf(&text, "%s*", cell.as.text);
	cell.as.text = cs_keep_text(&table->texts, text.data);
	cs_buf_release(&text);
	return cell;
}

static void show_columns(struct cs_table *view, const struct cs_table *table,
			 enum cs_people people)
{
	size_t n = table->ncolumns;

	view->columns = cs_calloc(n + 1, sizeof *view->columns);
	view->shown->columns = cs_calloc(n, sizeof *view->shown->columns);
	view->ncolumns = 0;
	for (size_t c = 0; c < n; c++)
		if (cs_sees(people, table->columns[c].people)) {
			view->shown->columns[view->ncolumns] = c;
			view->columns[view->ncolumns++] = table->columns[c];
		}
}

static bool is_ordered(const struct cs_table *table, enum cs_people people)
{
	return table->order >= 0 && cs_sees(people, table->ordered);
}

/* The row of all customers, those of groups, that of the others. */
static int place_of(const struct cs_table *table, const struct cs_cell *group)
{
	if (group->null)
		return 0;
	return table->last != NULL && strcmp(group->as.text, table->last) == 0
		   ? 2
		   : 1;
}

static int compare_sums(cs_sum a, cs_sum b)
{
	return (a > b) - (a < b);
}

/* Above 0: a is the larger. */
static int compare_cells(enum cs_type type, const struct cs_cell *a,
			 const struct cs_cell *b)
{
	switch (type) {
	case CS_TEXT: return strcmp(b->as.text, a->as.text);
	case CS_COUNT: return compare_sums(a->as.count, b->as.count);
	case CS_MONEY: return compare_sums(a->as.money, b->as.money);
	case CS_DATE: return compare_sums(a->as.day, b->as.day);
	case CS_BOOL: return a->as.flag - b->as.flag;
	default: return (a->as.real > b->as.real) - (a->as.real < b->as.real);
	}
}

static int by_order(const void *a, const void *b, void *context)
{
	const struct cs_table *table = context;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	const struct cs_cell *one = table->cells + x * table->ncolumns;
	const struct cs_cell *other = table->cells + y * table->ncolumns;
	int order = place_of(table, one) - place_of(table, other);

	one += table->order;
	other += table->order;
	if (order == 0)
		order = one->null - other->null;
	if (order == 0 && !one->null)
		order = compare_cells(table->columns[table->order].type, other,
				      one);
	return order != 0 ? order : (x > y) - (x < y);
}

static void show_rows(struct cs_table *view, struct cs_table *table,
		      enum cs_people people)
{
	struct cs_visible *shown = view->shown;

	shown->rows = cs_calloc(table->nrows, sizeof *shown->rows);
	if (people == CS_PEOPLE && table->mark >= 0)
		shown->marked = cs_calloc(table->nrows, sizeof *shown->marked);
	view->nrows = 0;
	for (size_t r = 0; r < table->nrows; r++)
		if (cs_sees(people, table->rows[r]))
			shown->rows[view->nrows++] = r;
	if (is_ordered(table, people) && view->nrows > 0)
		qsort_r(shown->rows, view->nrows, sizeof *shown->rows, by_order,
			table);
	for (size_t r = 0; shown->marked != NULL && r < view->nrows; r++)
		shown->marked[r] = marked(table, shown->rows[r]);
	view->ncells = view->nrows * view->ncolumns;
}

const struct cs_table *cs_table_view(struct cs_table *table,
				     enum cs_people people)
{
	struct cs_table *view = table->views[people];

	if (!table->limited && !is_ordered(table, people))
		return table;
	/* columns of a triangle are known by number; cells of rows to come are
	 * not there to be marked */
	assert(table->layout != CS_TRIANGLE &&
	       (table->later == NULL || table->mark < 0));
	if (view != NULL)
		return view;
	/* texts, notes and the like stay the table's */
	view = cs_calloc(1, sizeof *view);
	*view = *table;
	view->cells = NULL;
	view->shown = cs_calloc(1, sizeof *view->shown);
	view->shown->of = table;
	show_columns(view, table, people);
	if (table->later != NULL)
		view->later = cs_later_view(table, people);
	else
		show_rows(view, table, people);
	return table->views[people] = view;
}

const struct cs_cell *cs_view_cell(const struct cs_table *view, size_t row,
				   size_t column)
{
	const struct cs_visible *shown = view->shown;
	size_t there = shown->columns[column];

	if (view->later != NULL)
		return &cs_later_row(view, row)->cells[there];
	if (shown->marked != NULL && there == (size_t)view->mark)
		return &shown->marked[row];
	return &shown->of
		    ->cells[shown->rows[row] * shown->of->ncolumns + there];
}

void cs_view_free(struct cs_table *view)
{
	if (view == NULL)
		return;
	free(view->shown->rows);
	free(view->shown->columns);
	free(view->shown->marked);
	free(view->shown);
	free(view->columns);
	cs_later_free(view->later);
	free(view);
}
