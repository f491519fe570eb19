/* sides.c - the lines and columns of a grid: see plot.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

static int compare_lines(const struct cs_plot *plot, size_t a, size_t b)
{
	const struct cs_cell *x =
	    cs_table_cell(plot->table, a, (size_t)plot->row);
	const char *text = x->null ? "" : x->as.text;
	const struct cs_cell *y =
	    cs_table_cell(plot->table, b, (size_t)plot->row);

	return strcmp(text, y->null ? "" : y->as.text);
}

void cs_side_lines(const struct cs_plot *plot, struct cs_side *lines)
{
	for (size_t r = 0; r < plot->rows; r++) {
		if (r == 0 ||
		    !cs_same_cells(plot->table, r - 1, r, (size_t)plot->row))
			lines->first[lines->count++] = r;
		lines->of[r] = lines->count - 1;
	}
}

void cs_side_merge(const struct cs_plot *plot, struct cs_side *lines)
{
	size_t count = 0;

	for (size_t i = 0; i < lines->count; i++) {
		size_t row = lines->first[i], at = count;

		while (at > 0 &&
		       compare_lines(plot, lines->first[at - 1], row) > 0)
			at--;
		if (at > 0 &&
		    compare_lines(plot, lines->first[at - 1], row) == 0)
			continue;
		memmove(&lines->first[at + 1], &lines->first[at],
			(count - at) * sizeof *lines->first);
		lines->first[at] = row;
		count++;
	}
	lines->count = count;
	for (size_t r = 0; r < plot->rows; r++)
		for (lines->of[r] = 0;
		     compare_lines(plot, lines->first[lines->of[r]], r) != 0;)
			lines->of[r]++;
}

static int by_number(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void cs_side_columns(const struct cs_plot *plot, struct cs_side *columns)
{
	size_t rows = plot->rows, kept = 0;
	double *values = cs_calloc(rows, sizeof *values), value;
	const double *found;

	for (size_t r = 0; r < rows; r++)
		cs_plot_value(plot, r, plot->x, &values[r]);
	qsort(values, rows, sizeof *values, by_number);
	for (size_t i = 0; i < rows; i++)
		if (i == 0 || values[i] != values[i - 1])
			values[kept++] = values[i];
	columns->count = kept;
	for (size_t r = 0; r < rows; r++) {
		cs_plot_value(plot, r, plot->x, &value);
		found =
		    bsearch(&value, values, kept, sizeof *values, by_number);
		columns->of[r] = (size_t)(found - values);
		columns->first[columns->of[r]] = r;
	}
	free(values);
}
