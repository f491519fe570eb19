/*
 * triangle.c - the cohort triangle: a line per cohort, a column per age.
 *
 * What does not fit is cut at the top (old cohorts) and at the right (high
 * ages), and the note says so.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/grid.h"
#include "report/internal.h"
#include "report/number.h"

/* Rows of the table that make one line. */
struct line {
	size_t first, end;
};

struct triangle {
	const struct cs_table *table;
	const struct cs_triangle *at; /* the columns */
	int keys[2];		      /* columns that name a line */
	size_t nkeys;
	const struct line *lines; /* those shown */
	size_t first, end;	  /* their rows */
	size_t nlines, nlines_all;
	int64_t *ages; /* of those lines, ascending */
	size_t nages, nages_all;
	int decimals;
	bool marks; /* some cell is incomplete */
};

static const struct cs_cell *cell_at(const struct triangle *t, size_t row,
				     int column)
{
	return cs_table_cell(t->table, row, (size_t)column);
}

static const char *title_of(const struct triangle *t, int column)
{
	const struct cs_column *c = &t->table->columns[column];

	return c->title ? c->title : c->name;
}

static void add_cell(const struct triangle *t, struct cs_buf *out, size_t row,
		     int column, int decimals)
{
	cs_add_printed(out, t->table->columns[column].type, decimals,
		       cell_at(t, row, column), false);
}

static bool incomplete(const struct triangle *t, size_t row)
{
	const struct cs_cell *cell;

	if (t->at->complete < 0)
		return false;
	cell = cell_at(t, row, t->at->complete);
	return !cell->null && !cell->as.flag;
}

static bool same_group(const struct cs_table *table, size_t a, size_t b)
{
	return cs_group_column(table) < 0 || cs_same_cells(table, a, b, 0);
}

static struct line *find_lines(const struct cs_table *table, size_t *count)
{
	struct line *lines = NULL;
	size_t capacity = 0, rows = cs_table_rows(table);
	size_t key = (size_t)table->triangle.row;

	*count = 0;
	for (size_t r = 0; r < rows; r++) {
		if (r > 0 && cs_same_cells(table, r - 1, r, key) &&
		    same_group(table, r - 1, r)) {
			lines[*count - 1].end = r + 1;
			continue;
		}
		CS_GROW(lines, *count, capacity);
		lines[(*count)++] = (struct line){ r, r + 1 };
	}
	return lines;
}

static int by_age(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void find_ages(struct triangle *t)
{
	size_t capacity = 0, kept = 0;

	for (size_t r = t->first; r < t->end; r++) {
		const struct cs_cell *age = cell_at(t, r, t->at->column);

		if (age->null)
			continue;
		CS_GROW(t->ages, t->nages, capacity);
		t->ages[t->nages++] = age->as.count;
		t->marks = t->marks || incomplete(t, r);
	}
	if (t->nages > 0)
		qsort(t->ages, t->nages, sizeof *t->ages, by_age);
	for (size_t i = 0; i < t->nages; i++)
		if (i == 0 || t->ages[i] != t->ages[i - 1])
			t->ages[kept++] = t->ages[i];
	t->nages = t->nages_all = kept;
}

static void add_value(const struct triangle *t, struct cs_buf *out, size_t row)
{
	add_cell(t, out, row, t->at->value, t->decimals);
	if (t->marks)
		cs_buf_addc(out, incomplete(t, row) ? '*' : ' ');
}

/* Index of the age of a row among the ages shown, or nages. */
static size_t age_index(const struct triangle *t, size_t row)
{
	const struct cs_cell *cell = cell_at(t, row, t->at->column);
	const int64_t *found = NULL;

	if (!cell->null && t->nages > 0)
		found = bsearch(&cell->as.count, t->ages, t->nages,
				sizeof *t->ages, by_age);
	return found ? (size_t)(found - t->ages) : t->nages;
}

static size_t printed_width(const struct triangle *t, int column)
{
	size_t widest = strlen(title_of(t, column));
	struct cs_buf buf = CS_BUF_INIT;

	for (size_t l = 0; l < t->nlines; l++) {
		add_cell(t, &buf, t->lines[l].first, column, t->decimals);
		widest = cs_utf8_widest(buf.data, widest);
		cs_buf_clear(&buf);
	}
	cs_buf_release(&buf);
	return widest;
}

/* The heading of an age. */
static void add_age(const struct triangle *t, struct cs_buf *out, size_t age)
{
	cs_buf_addf(out, "%lld%s", (long long)t->ages[age],
		    t->marks ? " " : "");
}

/* How many ages fit into `columns` columns. */
static size_t ages_that_fit(const struct triangle *t, size_t columns)
{
	size_t *widths = cs_calloc(t->nages + 1, sizeof *widths);
	size_t used = t->nkeys - 1, fit = 0;
	struct cs_buf buf = CS_BUF_INIT;

	for (size_t k = 0; k < t->nkeys; k++)
		used += printed_width(t, t->keys[k]);
	for (size_t r = t->first; r < t->end; r++) {
		size_t *width = &widths[age_index(t, r)];

		add_value(t, &buf, r);
		*width = buf.length > *width ? buf.length : *width;
		cs_buf_clear(&buf);
	}
	for (; fit < t->nages; fit++) {
		add_age(t, &buf, fit);
		used +=
		    1 + (buf.length > widths[fit] ? buf.length : widths[fit]);
		cs_buf_clear(&buf);
		if (used > columns)
			break;
	}
	cs_buf_release(&buf);
	free(widths);
	return fit > 0 || t->nages == 0 ? fit : 1;
}

/* Decimals and ages: whole per cent, or money, where that shows more ages. */
static void fit_ages(struct triangle *t, const struct cs_grid_limit *limit)
{
	const struct cs_column *value = &t->table->columns[t->at->value];

	t->decimals = cs_column_decimals(t->table, (size_t)t->at->value);
	if (limit->columns > 0) {
		size_t fit = ages_that_fit(t, limit->columns);

		if (fit < t->nages && value->decimals == 0 &&
		    (value->type == CS_SHARE || value->type == CS_MONEY)) {
			t->decimals = 0;
			fit = ages_that_fit(t, limit->columns);
		}
		t->nages = fit;
	}
	if (limit->ages > 0 && t->nages > limit->ages)
		t->nages = limit->ages;
}

static void add_heading(const struct triangle *t, struct cs_grid *grid)
{
	struct cs_buf buf = CS_BUF_INIT;

	for (size_t k = 0; k < t->nkeys; k++) {
		cs_grid_add_column(grid, title_of(t, t->keys[k]), k > 0,
				   k == 0);
		grid->columns[k].of = &t->table->columns[t->keys[k]];
	}
	grid->keys = t->nkeys;
	for (size_t i = 0; i < t->nages; i++) {
		add_age(t, &buf, i);
		cs_grid_add_column(grid, buf.data, true, false);
		cs_buf_clear(&buf);
	}
	cs_buf_release(&buf);
}

static void add_line(const struct triangle *t, struct cs_grid *grid,
		     const struct line *line)
{
	size_t *rows = cs_calloc(t->nages + 1, sizeof *rows);
	struct cs_buf buf = CS_BUF_INIT;

	for (size_t r = line->first; r < line->end; r++)
		rows[age_index(t, r)] = r + 1;
	for (size_t k = 0; k < t->nkeys; k++) {
		add_cell(t, &buf, line->first, t->keys[k], 0);
		cs_grid_add_buf(grid, &buf);
	}
	for (size_t i = 0; i < t->nages; i++) {
		if (rows[i] > 0)
			add_value(t, &buf, rows[i] - 1);
		cs_grid_add_buf(grid, &buf);
	}
	cs_buf_release(&buf);
	free(rows);
}

static void add_note(const struct triangle *t, struct cs_grid *grid)
{
	bool share = t->table->columns[t->at->value].type == CS_SHARE;
	struct cs_buf note = CS_BUF_INIT;

	cs_buf_addf(&note, "cells: %s%s by %s%s", title_of(t, t->at->value),
		    share ? " in %" : "", title_of(t, t->at->column),
		    t->marks ? "; * the period was not over" : "");
	if (t->nlines < t->nlines_all || t->nages < t->nages_all) {
		cs_buf_addf(&note, "; showing the latest %zu of %zu cohorts",
			    t->nlines, t->nlines_all);
		if (t->nages > 0)
			cs_buf_addf(&note, " and ages %lld to %lld of %zu",
				    (long long)t->ages[0],
				    (long long)t->ages[t->nages - 1],
				    t->nages_all);
		cs_buf_addf(&note, "; all in -f csv -t %s", t->table->name);
	}
	grid->note = cs_strdup(note.data);
	cs_buf_release(&note);
}

/* One group's lines. */
static void add_triangle(struct cs_grids *grids, const struct cs_table *table,
			 const struct line *lines, size_t count,
			 const struct cs_grid_limit *limit)
{
	struct cs_grid *grid = cs_grids_add(grids);
	struct triangle t = {
		.table = table,
		.at = &table->triangle,
		.keys = { table->triangle.row, table->triangle.size },
		.nkeys = table->triangle.size >= 0 ? 2 : 1,
	};
	struct cs_buf caption = CS_BUF_INIT;
	size_t most = limit->rows;

	if (table->text_limit > 0 && table->text_limit < most)
		most = table->text_limit;
	t.nlines_all = count;
	t.nlines = count < most ? count : most;
	t.lines = lines + (count - t.nlines);
	t.first = t.lines[0].first;
	t.end = lines[count - 1].end;
	find_ages(&t);
	fit_ages(&t, limit);
	grid->gap = 1;
	add_heading(&t, grid);
	for (size_t l = 0; l < t.nlines; l++)
		add_line(&t, grid, &t.lines[l]);
	add_note(&t, grid);
	if (cs_group_column(table) >= 0) {
		cs_add_group(&caption, cs_table_cell(table, lines[0].first, 0));
		grid->caption =
		    cs_arena_copy(&grid->arena, caption.data, caption.length);
	}
	cs_buf_release(&caption);
	free(t.ages);
}

void cs_grids_add_triangle(struct cs_grids *grids, const struct cs_table *table,
			   const struct cs_grid_limit *limit)
{
	size_t count, first = 0;
	struct line *lines = find_lines(table, &count);

	assert(table->columns[table->triangle.column].type == CS_COUNT);
	for (size_t l = 1; l <= count; l++) {
		if (l < count &&
		    same_group(table, lines[first].first, lines[l].first))
			continue;
		add_triangle(grids, table, lines + first, l - first, limit);
		first = l;
	}
	free(lines);
}
