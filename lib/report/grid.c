/* grid.c - tables in their printed form: see grid.h. */
#include "report/grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/internal.h"
#include "report/number.h"

/* Columns of words in a table of one row: where the line has no end, and what
 * they leave of one for the title beside them. */
enum { WORDS_ALONE = 44, BESIDE_WORDS = 34, WORDS_LEAST = 16 };

/* How a column is printed: its heading, decimals and interval. */
struct field {
	size_t column;
	int low, high;	      /* columns of the interval, or -1 */
	const char *interval; /* its heading */
	enum cs_type type;
	int decimals;
	char title[64];
};

struct cs_grid *cs_grids_add(struct cs_grids *grids)
{
	CS_GROW(grids->list, grids->count, grids->capacity);
	memset(&grids->list[grids->count], 0, sizeof *grids->list);
	grids->list[grids->count].gap = 2;
	return &grids->list[grids->count++];
}

static const char *keep(struct cs_grid *grid, const char *text)
{
	return cs_arena_copy(&grid->arena, text, strlen(text));
}

void cs_grid_add_column(struct cs_grid *grid, const char *title, bool right,
			bool shrinks)
{
	struct cs_grid_column column = { keep(grid, title), right, shrinks,
					 NULL };

	CS_GROW(grid->columns, grid->ncolumns, grid->capacity);
	grid->columns[grid->ncolumns++] = column;
}

static void add_cell(struct cs_grid *grid, const char *text)
{
	CS_GROW(grid->cells, grid->ncells, grid->cells_capacity);
	grid->cells[grid->ncells++] = *text ? keep(grid, text) : "";
}

void cs_grid_add_buf(struct cs_grid *grid, struct cs_buf *buf)
{
	add_cell(grid, buf->data);
	cs_buf_clear(buf);
}

void cs_grids_release(struct cs_grids *grids)
{
	for (size_t i = 0; i < grids->count; i++) {
		struct cs_grid *grid = &grids->list[i];

		cs_arena_release(&grid->arena);
		free(grid->columns);
		free(grid->lines);
		free(grid->cells);
		free(grid->note);
	}
	free(grids->list);
	memset(grids, 0, sizeof *grids);
}

int cs_group_column(const struct cs_table *table)
{
	return strcmp(table->columns[0].name, "group") == 0 ? 0 : -1;
}

static bool all_null(const struct cs_table *table, size_t column)
{
	for (size_t r = 0; r < cs_table_shown(table); r++)
		if (!cs_table_cell(table, r, column)->null)
			return false;
	return true;
}

/* The columns of a table that are printed on their own; to be freed. */
static struct field *fields_new(const struct cs_table *table, size_t *count)
{
	struct field *fields = cs_calloc(table->ncolumns, sizeof *fields);

	*count = 0;
	for (size_t c = 0; c < table->ncolumns; c++) {
		const struct cs_column *column = &table->columns[c];
		struct field *field = &fields[*count];

		if (cs_columns_bounded(table->columns, column->name) ||
		    (column->sparse && all_null(table, c)))
			continue;
		(*count)++;
		field->column = c;
		field->type = column->type;
		field->decimals = cs_column_decimals(table, c);
		cs_columns_interval(table->columns, column->name, &field->low,
				    &field->high);
		if (field->low >= 0)
			field->interval =
			    cs_interval_title(&table->columns[field->low]);
		snprintf(field->title, sizeof field->title, "%s",
			 column->title ? column->title : column->name);
		for (char *p = field->title; !column->title && *p; p++)
			if (*p == '_')
				*p = ' ';
	}
	return fields;
}

static void add_field(struct cs_buf *out, const struct cs_table *table,
		      const struct field *field, size_t row, bool unit)
{
	const struct cs_cell *cell = cs_table_cell(table, row, field->column);

	if ((int)field->column == cs_group_column(table))
		cs_add_group(out, cell);
	else
		cs_add_printed(out, field->type, field->decimals, cell, unit);
}

/* "64.1 to 67.0", or nothing if there is none. */
static void add_interval(struct cs_buf *out, const struct cs_table *table,
			 const struct field *field, size_t row)
{
	const struct cs_cell *low, *high;

	if (field->low < 0)
		return;
	low = cs_table_cell(table, row, (size_t)field->low);
	high = cs_table_cell(table, row, (size_t)field->high);
	if (low->null && high->null)
		return;
	/* one that is open has a bound: "3 to -" */
	cs_add_printed(out, table->columns[field->low].type, field->decimals,
		       low, false);
	cs_buf_adds(out, " to ");
	cs_add_printed(out, table->columns[field->high].type, field->decimals,
		       high, false);
}

/* Words that share a column with numbers, which may not be cut. */
static void add_field_cut(struct cs_grid *grid, struct cs_buf *buf,
			  size_t columns, enum cs_type type)
{
	struct cs_buf cut = CS_BUF_INIT;

	cs_printable(&cut, buf->data, buf->length,
		     type == CS_TEXT ? columns : 0);
	add_cell(grid, cut.data);
	cs_buf_clear(buf);
	cs_buf_release(&cut);
}

/* Rows of the table that are shown; says so in the note if some are not. */
static size_t rows_shown(const struct cs_table *table, struct cs_grid *grid)
{
	struct cs_buf note = CS_BUF_INIT;
	size_t rows = cs_table_rows(table), shown = cs_table_shown(table);

	if (shown == rows)
		return rows;
	cs_buf_adds(&note, "showing the first ");
	cs_add_count(&note, (int64_t)shown);
	cs_buf_adds(&note, " of ");
	cs_add_count(&note, (int64_t)rows);
	cs_buf_addf(&note, " rows; all in -f csv -t %s", table->name);
	grid->note = cs_strdup(note.data);
	cs_buf_release(&note);
	return shown;
}

static void fill_rows(struct cs_grid *grid, const struct cs_table *table)
{
	size_t count, rows = rows_shown(table, grid);
	struct field *fields = fields_new(table, &count);
	struct cs_buf buf = CS_BUF_INIT;

	for (size_t f = 0; f < count; f++) {
		cs_grid_add_column(grid, fields[f].title,
				   cs_is_number(fields[f].type),
				   fields[f].type == CS_TEXT);
		grid->columns[grid->ncolumns - 1].of =
		    &table->columns[fields[f].column];
		if (fields[f].low >= 0)
			cs_grid_add_column(grid, fields[f].interval, true,
					   false);
	}
	for (size_t r = 0; r < rows; r++) {
		for (size_t f = 0; f < count; f++) {
			add_field(&buf, table, &fields[f], r, true);
			cs_grid_add_buf(grid, &buf);
			if (fields[f].low < 0)
				continue;
			add_interval(&buf, table, &fields[f], r);
			if (buf.length == 0)
				cs_buf_addc(&buf, '-');
			cs_grid_add_buf(grid, &buf);
		}
	}
	grid->keys = cs_group_column(table) >= 0 && count > 1 ? 2 : 1;
	cs_buf_release(&buf);
	free(fields);
}

static size_t words_alone(size_t columns)
{
	if (columns == 0)
		return WORDS_ALONE;
	return columns > BESIDE_WORDS + WORDS_LEAST ? columns - BESIDE_WORDS
						    : WORDS_LEAST;
}

/* One row: title, value, interval. */
static void fill_fields(struct cs_grid *grid, const struct cs_table *table,
			const struct field *fields, size_t count, size_t words)
{
	struct cs_buf buf = CS_BUF_INIT, interval = CS_BUF_INIT;

	cs_grid_add_column(grid, "", false, false);
	cs_grid_add_column(grid, "value", true, false);
	cs_grid_add_column(grid, "95 % interval", false, false);
	grid->headless = true;
	grid->lines = cs_calloc(count, sizeof *grid->lines);
	for (size_t f = 0; f < count; f++) {
		grid->lines[f] = &table->columns[fields[f].column];
		add_cell(grid, fields[f].title);
		add_field(&buf, table, &fields[f], 0, true);
		add_field_cut(grid, &buf, words, fields[f].type);
		add_interval(&interval, table, &fields[f], 0);
		if (interval.length > 0)
			cs_buf_addf(&buf, "(%s)", interval.data);
		cs_buf_clear(&interval);
		cs_grid_add_buf(grid, &buf);
	}
	cs_buf_release(&interval);
	cs_buf_release(&buf);
}

void cs_grids_init(struct cs_grids *grids, const struct cs_table *table,
		   const struct cs_grid_limit *limit)
{
	struct field *fields;
	struct cs_grid *grid;
	size_t count, rows = cs_table_rows(table);

	memset(grids, 0, sizeof *grids);
	if (table->layout == CS_TRIANGLE) {
		cs_grids_add_triangle(grids, table, limit);
		return;
	}
	grid = cs_grids_add(grids);
	grid->keys = 1;
	if (table->layout == CS_ROWS || rows > 1) {
		fill_rows(grid, table);
		return;
	}
	fields = fields_new(table, &count);
	if (rows == 1)
		fill_fields(grid, table, fields, count,
			    words_alone(limit->columns));
	free(fields);
}
