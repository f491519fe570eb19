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

/* Up to so many rows and columns cells carry values. */
enum { VALUES_ROWS = 30, VALUES_COLUMNS = 26 };
enum { GAPS = 70 }; /* up to so many rows and columns cells stand apart */
enum { ROWS_CHARACTERS = 17 };

/* The lines or the columns of the grid. */
struct side {
	size_t *of;    /* of each row of the table: 0 is the first shown */
	size_t *first; /* of each: a row of the table in it */
	size_t count;
};

struct heatmap {
	struct side lines, columns;
	bool flat;	  /* the first column is grey */
	double low, high; /* the range of colours */
	bool values;
};

/* Lines are runs of rows with one value of `row`. */
static void find_lines(const struct cs_plot *plot, struct side *lines)
{
	for (size_t r = 0; r < plot->rows; r++) {
		if (r == 0 ||
		    !cs_same_cells(plot->table, r - 1, r, (size_t)plot->row))
			lines->first[lines->count++] = r;
		lines->of[r] = lines->count - 1;
	}
}

static int by_number(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Columns are the values of x, ascending. */
static void find_columns(const struct cs_plot *plot, struct side *columns)
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

static void find_range(const struct cs_plot *plot, struct heatmap *h)
{
	double value, first = NAN;

	h->flat = h->columns.count > 1;
	for (size_t r = 0; r < plot->rows; r++) {
		if (h->columns.of[r] != 0 ||
		    !cs_plot_value(plot, r, plot->y, &value))
			continue;
		first = isnan(first) ? value : first;
		h->flat = h->flat && value == first;
	}
	for (size_t r = 0; r < plot->rows; r++) {
		if ((h->flat && h->columns.of[r] == 0) ||
		    !cs_plot_value(plot, r, plot->y, &value))
			continue;
		h->low = fmin(h->low, value);
		h->high = fmax(h->high, value);
	}
	if (!(h->high > h->low))
		h->high = h->low + 1;
}

enum cells { COLOURED, PALE, GREY, DARK_WORDS, LIGHT_WORDS };

static bool belongs(const struct cs_plot *plot, const struct heatmap *h,
		    size_t r, double value, enum cells cells)
{
	bool grey = h->flat && h->columns.of[r] == 0;
	bool pale = cs_plot_flag(plot, r, false);
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
	struct cs_buf *data = &plot->block;
	/* whole per cent, to be read at a glance */
	int decimals = cs_plot_type(plot, plot->y) == CS_SHARE
			   ? 0
			   : cs_column_decimals(plot->table, (size_t)plot->y);
	double value;

	for (size_t r = 0; r < plot->rows; r++) {
		if (!cs_plot_value(plot, r, plot->y, &value) ||
		    !belongs(plot, h, r, value, cells))
			continue;
		cs_buf_addf(data, "%zu\t%zu\t", h->columns.of[r],
			    h->lines.of[r]);
		cs_plot_number(plot, true, value);
		cs_plot_field(data,
			      h->values ? cs_plot_printed(plot, r, plot->y,
							  decimals, false)
					: "",
			      8);
		cs_add_double(data, value);
		cs_buf_addc(data, '\n');
	}
	return cs_plot_block(plot);
}

/*
 * Labels along a side, through data as well: position, zero, label, zero. At
 * most `most` of them, cut after `width` columns.
 */
static unsigned add_side(struct cs_plot *plot, const struct side *side,
			 int column, size_t most, size_t width)
{
	struct cs_buf *data = &plot->block;

	cs_plot_thin(plot, column, side->first, side->count, most);
	for (size_t i = plot->labels.first; i < side->count;
	     i += plot->labels.every) {
		cs_buf_addf(data, "%zu\t0\t", i);
		cs_plot_field(data, cs_plot_label(plot, side->first[i], column),
			      width);
		cs_buf_adds(data, "0\n");
	}
	return cs_plot_block(plot);
}

static void add_settings(struct cs_plot *plot, const struct heatmap *h,
			 bool pale)
{
	struct cs_buf *out = plot->out;
	struct cs_axis axis = cs_axis_choose(
	    h->low, h->high, cs_plot_whole(plot, plot->y), false, 0, 5);

	cs_buf_addf(out,
		    "unset grid\nunset border\n"
		    "set xrange [-0.5:%zu.5]\nset yrange [%zu.5:-0.5]\n"
		    "set xtics nomirror scale 0 noenhanced\n"
		    "set ytics nomirror scale 0 noenhanced\n",
		    h->columns.count - 1, h->lines.count - 1);
	/* light to dark in even steps of lightness, yellow to blue */
	cs_buf_adds(out,
		    "set palette defined (0 '#f4f8d8', 1 '#c4e3c0', "
		    "2 '#84c9bd', 3 '#44a7c2', 4 '#2a7ab5', 5 '#20478f')\n");
	cs_axis_write(out, "cb", &axis, cs_plot_type(plot, plot->y));
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
	double half =
	    h->lines.count <= GAPS && h->columns.count <= GAPS ? 0.47 : 0.5;

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
	bool small = plot->characters;
	unsigned coloured = add_cells(plot, h, COLOURED);
	unsigned pale = add_cells(plot, h, PALE);
	unsigned grey = add_cells(plot, h, GREY);
	unsigned dark = add_cells(plot, h, DARK_WORDS);
	unsigned light = add_cells(plot, h, LIGHT_WORDS);
	unsigned across =
	    add_side(plot, &h->columns, plot->x, small ? 15 : 26, 8);
	unsigned down = add_side(plot, &h->lines, plot->row,
				 small ? ROWS_CHARACTERS : 22, 20);

	add_settings(plot, h, pale && !small);
	cs_buf_adds(out, "plot \\\n");
	if (!small) {
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

void cs_plot_heatmap(struct cs_plot *plot)
{
	size_t *memory = cs_calloc(plot->rows, 4 * sizeof *memory);
	struct heatmap h = {
		.lines = { memory, memory + plot->rows, 0 },
		.columns = { memory + 2 * plot->rows, memory + 3 * plot->rows,
			     0 },
	};

	assert(plot->x >= 0 && plot->row >= 0 && plot->y >= 0);
	find_lines(plot, &h.lines);
	find_columns(plot, &h.columns);
	find_range(plot, &h);
	h.values = plot->characters || (h.lines.count <= VALUES_ROWS &&
					h.columns.count <= VALUES_COLUMNS);
	draw(plot, &h);
	free(memory);
}
