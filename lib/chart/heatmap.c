/*
 * heatmap.c - a grid of coloured cells, the cohort chart. See plot.h.
 *
 * A first column in which all cells are equal (100 % at age 0) says nothing and
 * would take the dark end of the scale: it is drawn grey and left out of the
 * range of colours. Incomplete cells are pale.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

enum {
	VALUES_ROWS = 30
}; /* up to so many rows and columns cells carry values */
enum { VALUES_COLUMNS = 26 };
enum { GAPS = 70 }; /* up to so many rows and columns cells stand apart */
enum { ROWS_CHARACTERS = 17 };

struct heatmap {
	const struct cs_chart *chart;
	const struct cs_table *table;
	int x, row, y, complete;
	size_t *line;	/* of each row of the table: 0 is the first shown */
	size_t *column; /* likewise */
	size_t lines, columns;
	size_t *first_of_line,
	    *first_of_column; /* a row of the table in each */
	bool flat;	      /* the first column is grey */
	double low, high;     /* the range of colours */
	bool values;
};

static bool same_cell(const struct cs_table *table, size_t a, size_t b, int c)
{
	struct cs_buf x = CS_BUF_INIT, y = CS_BUF_INIT;
	bool same;

	cs_add_plain(&x, table->columns[c].type,
		     cs_table_cell(table, a, (size_t)c));
	cs_add_plain(&y, table->columns[c].type,
		     cs_table_cell(table, b, (size_t)c));
	same = strcmp(x.data, y.data) == 0;
	cs_buf_release(&x);
	cs_buf_release(&y);
	return same;
}

/* Lines are runs of rows with one value of `row`. */
static void find_lines(struct heatmap *h)
{
	for (size_t r = 0; r < cs_table_rows(h->table); r++) {
		if (r == 0 || !same_cell(h->table, r - 1, r, h->row))
			h->first_of_line[h->lines++] = r;
		h->line[r] = h->lines - 1;
	}
}

static int by_number(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Columns are the values of x, ascending. */
static void find_columns(struct heatmap *h)
{
	size_t rows = cs_table_rows(h->table), kept = 0;
	double *values = cs_calloc(rows, sizeof *values);

	for (size_t r = 0; r < rows; r++)
		cs_plot_value(h->table, r, h->x, &values[r]);
	qsort(values, rows, sizeof *values, by_number);
	for (size_t i = 0; i < rows; i++)
		if (i == 0 || values[i] != values[i - 1])
			values[kept++] = values[i];
	h->columns = kept;
	for (size_t r = 0; r < rows; r++) {
		const double *found;
		double value;

		cs_plot_value(h->table, r, h->x, &value);
		found =
		    bsearch(&value, values, kept, sizeof *values, by_number);
		h->column[r] = (size_t)(found - values);
		h->first_of_column[h->column[r]] = r;
	}
	free(values);
}

static void find_range(struct heatmap *h)
{
	double value, first = 0;
	size_t seen = 0;

	h->flat = h->columns > 1;
	for (size_t r = 0; r < cs_table_rows(h->table); r++) {
		if (h->column[r] != 0 ||
		    !cs_plot_value(h->table, r, h->y, &value))
			continue;
		if (seen++ == 0)
			first = value;
		h->flat = h->flat && value == first;
	}
	h->low = 0;
	h->high = 0;
	for (size_t r = 0; r < cs_table_rows(h->table); r++) {
		if ((h->flat && h->column[r] == 0) ||
		    !cs_plot_value(h->table, r, h->y, &value))
			continue;
		h->low = fmin(h->low, value);
		h->high = fmax(h->high, value);
	}
	if (!(h->high > h->low))
		h->high = h->low + 1;
}

static bool incomplete(const struct heatmap *h, size_t row)
{
	const struct cs_cell *cell;

	if (h->complete < 0)
		return false;
	cell = cs_table_cell(h->table, row, (size_t)h->complete);
	return !cell->null && !cell->as.flag;
}

/* What the cell says: whole per cent, to be read at a glance. */
static void add_words(const struct heatmap *h, struct cs_buf *rows, size_t r)
{
	struct cs_buf words = CS_BUF_INIT;
	const struct cs_cell *cell = cs_table_cell(h->table, r, (size_t)h->y);
	enum cs_type type = h->table->columns[h->y].type;

	if (h->values)
		cs_add_printed(&words, type,
			       type == CS_SHARE
				   ? 0
				   : cs_column_decimals(h->table, (size_t)h->y),
			       cell, false);
	cs_plot_field(rows, words.data, 8);
	cs_buf_release(&words);
}

enum cells { COLOURED, PALE, GREY, DARK_WORDS, LIGHT_WORDS };

static bool belongs(const struct heatmap *h, size_t r, double value,
		    enum cells cells)
{
	bool grey = h->flat && h->column[r] == 0, pale = incomplete(h, r);
	bool dark =
	    !grey && !pale && (value - h->low) / (h->high - h->low) > 0.55;

	switch (cells) {
	case COLOURED: return !grey;
	case PALE: return !grey && pale;
	case GREY: return grey;
	case DARK_WORDS: return h->values && !dark;
	case LIGHT_WORDS: return h->values && dark;
	}
	return false;
}

/* column, line, value, words, value; returns the block's number, 0 if empty. */
static unsigned add_cells(struct cs_plot *plot, const struct heatmap *h,
			  enum cells cells)
{
	struct cs_buf rows = CS_BUF_INIT;
	unsigned block;
	double value;

	for (size_t r = 0; r < cs_table_rows(h->table); r++) {
		if (!cs_plot_value(h->table, r, h->y, &value) ||
		    !belongs(h, r, value, cells))
			continue;
		cs_buf_addf(&rows, "%zu\t%zu\t", h->column[r], h->line[r]);
		cs_plot_number(&rows, true, value);
		add_words(h, &rows, r);
		cs_add_double(&rows, value);
		cs_buf_addc(&rows, '\n');
	}
	block = cs_plot_block(plot, &rows);
	cs_buf_release(&rows);
	return block;
}

/*
 * Labels along the sides, through data as well: position, zero, label, zero.
 */
static unsigned add_side(struct cs_plot *plot, const struct heatmap *h,
			 bool down)
{
	size_t count = down ? h->lines : h->columns;
	size_t most =
	    plot->characters ? (down ? ROWS_CHARACTERS : 15) : (down ? 22 : 26);
	struct cs_labels labels;
	struct cs_buf rows = CS_BUF_INIT, label = CS_BUF_INIT;
	unsigned block;

	cs_plot_thin(&labels, h->table, down ? h->row : h->x,
		     down ? h->first_of_line : h->first_of_column, count, most);
	for (size_t i = labels.first; i < count; i += labels.every) {
		cs_buf_addf(&rows, "%zu\t0\t", i);
		cs_buf_clear(&label);
		cs_plot_label(&label, h->table,
			      down ? h->first_of_line[i]
				   : h->first_of_column[i],
			      down ? h->row : h->x);
		cs_plot_field(&rows, label.data, down ? 20 : 8);
		cs_buf_adds(&rows, "0\n");
	}
	block = cs_plot_block(plot, &rows);
	cs_buf_release(&label);
	cs_buf_release(&rows);
	return block;
}

static void add_settings(struct cs_plot *plot, const struct heatmap *h,
			 bool pale)
{
	struct cs_buf *out = plot->out;
	enum cs_type type = h->table->columns[h->y].type;
	struct cs_axis axis =
	    cs_axis_choose(h->low, h->high, type == CS_COUNT, false, 0, 5);

	cs_buf_addf(out,
		    "unset grid\nunset border\n"
		    "set xrange [-0.5:%zu.5]\nset yrange [%zu.5:-0.5]\n"
		    "set xtics nomirror scale 0 noenhanced\n"
		    "set ytics nomirror scale 0 noenhanced\n",
		    h->columns - 1, h->lines - 1);
	/* light to dark in even steps of lightness, yellow to blue */
	cs_buf_adds(out,
		    "set palette defined (0 '#f4f8d8', 1 '#c4e3c0', "
		    "2 '#84c9bd', 3 '#44a7c2', 4 '#2a7ab5', 5 '#20478f')\n");
	cs_axis_write(out, "cb", &axis, type);
	cs_buf_adds(out, "set cbrange [");
	cs_add_double(out, h->low);
	cs_buf_addc(out, ':');
	cs_add_double(out, h->high);
	cs_buf_adds(out, h->values ? "]\nunset colorbox\n"
				   : "]\nset colorbox noborder\n"
				     "set rmargin 11\n");
	if (pale)
		cs_buf_adds(out, "set label 'pale: the period was not over' at "
				 "graph 1, graph 1 right offset 0,1 tc "
				 "rgb '" CS_COLOUR_SOFT "'\n");
}

static void add_boxes(struct cs_buf *out, const struct heatmap *h,
		      unsigned block, const char *style)
{
	double half = h->lines <= GAPS && h->columns <= GAPS ? 0.47 : 0.5;

	if (block)
		cs_buf_addf(out,
			    "  $data%u using 1:2:($1-%.2f):($1+%.2f):($2-%.2f):"
			    "($2+%.2f)%s notitle, \\\n",
			    block, half, half, half, half, style);
}

static void add_labels(struct cs_buf *out, unsigned block, const char *colour)
{
	if (block)
		cs_buf_addf(out,
			    "  $data%u using 1:2:4 with labels noenhanced "
			    "tc rgb '%s' notitle, \\\n",
			    block, colour);
}

static void draw(struct cs_plot *plot, const struct heatmap *h)
{
	struct cs_buf *out = plot->out;
	unsigned coloured = add_cells(plot, h, COLOURED);
	unsigned pale = add_cells(plot, h, PALE);
	unsigned grey = add_cells(plot, h, GREY);
	unsigned dark = add_cells(plot, h, DARK_WORDS);
	unsigned light = add_cells(plot, h, LIGHT_WORDS);
	unsigned across = add_side(plot, h, false);
	unsigned down = add_side(plot, h, true);

	add_settings(plot, h, pale && !plot->characters);
	cs_buf_adds(out, "plot \\\n");
	if (!plot->characters) {
		add_boxes(out, h, coloured,
			  ":3 with boxxyerror fs solid noborder fc palette");
		add_boxes(out, h, pale,
			  " with boxxyerror fs transparent solid 0.6 noborder "
			  "fc rgb '#ffffff'");
		add_boxes(out, h, grey,
			  " with boxxyerror fs solid noborder fc rgb "
			  "'#e4e4e4'");
	}
	add_labels(out, dark, CS_COLOUR_TEXT);
	add_labels(out, light, "#ffffff");
	/* points that are not drawn bring the labels of the sides */
	cs_buf_addf(out,
		    "  $data%u using 1:2:xtic(3) with points pt -1 notitle, "
		    "\\\n  $data%u using 2:1:ytic(3) with points pt -1 "
		    "notitle\n",
		    across, down);
}

void cs_plot_heatmap(struct cs_plot *plot, const struct cs_chart *chart)
{
	size_t rows = cs_table_rows(chart->data);
	struct heatmap h = {
		.chart = chart,
		.table = chart->data,
		.x = cs_chart_column(chart, chart->x),
		.row = cs_chart_column(chart, chart->row),
		.y = cs_chart_column(chart, chart->y),
		.complete = cs_chart_column(chart, chart->complete),
		.line = cs_calloc(rows, sizeof *h.line),
		.column = cs_calloc(rows, sizeof *h.column),
		.first_of_line = cs_calloc(rows, sizeof *h.first_of_line),
		.first_of_column = cs_calloc(rows, sizeof *h.first_of_column),
	};

	assert(h.x >= 0 && h.row >= 0 && h.y >= 0);
	find_lines(&h);
	find_columns(&h);
	find_range(&h);
	h.values = (h.lines <= VALUES_ROWS && h.columns <= VALUES_COLUMNS) ||
		   plot->characters;
	draw(plot, &h);
	free(h.line);
	free(h.column);
	free(h.first_of_line);
	free(h.first_of_column);
}
