/*
 * heatmap.c - a grid of coloured cells, the cohort chart. See plot.h.
 *
 * A first column in which all cells are equal (100 % at age 0) says nothing and
 * would take the dark end of the scale: it is drawn grey and left out of the
 * range of colours. Incomplete cells are pale.
 *
 * Panels are grids of the same lines and columns in one system of coordinates,
 * side by side, and below one another in a terminal.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/internal.h"
#include "report/number.h"
#include "chart/chart.h"
#include "chart/plot.h"

/* Up to so many rows and columns cells carry values. */
enum { VALUES_ROWS = 30, VALUES_COLUMNS = 26 };
enum { GAPS = 70 }; /* up to so many rows and columns cells stand apart */

struct heatmap {
	struct cs_side lines, columns;
	size_t *panel_of; /* of each row of the table */
	size_t panels, across;
	size_t *names;	  /* of each panel: a row of the table */
	bool flat;	  /* the first column is grey */
	double low, high; /* the range of colours */
	bool values;
	size_t gap;   /* lines between panels */
	size_t shown; /* columns: in a terminal as many as have room */
};

static size_t count_panels(const struct cs_plot *plot)
{
	size_t count = plot->rows > 0;

	for (size_t r = 1; r < plot->rows && plot->panel >= 0; r++)
		count +=
		    !cs_same_cells(plot->table, r - 1, r, (size_t)plot->panel);
	return count;
}

/* How many panels stand in a column. */
static size_t down_of(const struct heatmap *h)
{
	return (h->panels + h->across - 1) / h->across;
}

static void find_panels(struct cs_plot *plot, struct heatmap *h)
{
	h->panels = 0;
	for (size_t r = 0; r < plot->rows; r++) {
		if (r == 0 ||
		    (plot->panel >= 0 && !cs_same_cells(plot->table, r - 1, r,
							(size_t)plot->panel)))
			h->names[h->panels++] = r;
		h->panel_of[r] = h->panels - 1;
	}
	h->across = plot->characters ? 1
		    : h->panels == 4 ? 2
		    : h->panels < 3  ? h->panels
				     : 3;
	if (h->panels > 1)
		cs_side_merge(plot, &h->lines);
	/* as high as a name, or two */
	h->gap = plot->characters || h->lines.count * down_of(h) > 12 ? 2 : 1;
}

/* Where a panel begins: a blank column between them, two lines above each. */
static size_t left_of(const struct heatmap *h, size_t panel)
{
	return panel % h->across * (h->columns.count + 1);
}

static size_t top_of(const struct heatmap *h, size_t panel)
{
	return panel / h->across * (h->lines.count + h->gap);
}

void cs_heatmap_remark(struct cs_buf *out, const struct cs_plot *plot)
{
	cs_groups_chosen(out, plot, count_panels(plot));
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
	bool bare = h->panels > 1 || plot->characters;
	bool pale = cs_plot_flag(plot, r, false);
	bool dark =
	    !grey && !pale && (value - h->low) / (h->high - h->low) > 0.55;

	if (h->columns.of[r] >= h->shown)
		return false;
	switch (cells) {
	case COLOURED: return !grey;
	case PALE: return !grey && pale;
	case GREY: return grey;
	/* there is no room for a column of 100 */
	case DARK_WORDS: return h->values && !dark && !(grey && bare);
	case LIGHT_WORDS: return h->values && dark;
	}
	return false;
}

/* Whole per cent, to be read at a glance. */
static int decimals_of(const struct cs_plot *plot)
{
	return cs_plot_type(plot, plot->y) == CS_SHARE
		   ? 0
		   : cs_column_decimals(plot->table, (size_t)plot->y);
}

/* What stands in a cell, until the next is asked for; money in few characters:
 * 4.2k, 17k, 1.3M. */
static const char *words_of(struct cs_plot *plot, size_t r)
{
	static const char *const units[] = { "", "k", "M", "bn" };
	size_t unit = 0, most = sizeof units / sizeof *units - 1;
	double value;

	if (cs_plot_type(plot, plot->y) != CS_MONEY ||
	    !cs_plot_value(plot, r, plot->y, &value))
		return cs_plot_printed(plot, r, plot->y, decimals_of(plot),
				       false);
	for (; unit < most && fabs(value) >= 999.5; unit++)
		value /= 1000;
	cs_buf_clear(&plot->label);
	cs_add_rounded(&plot->label, value,
		       unit > 0 && fabs(value) < 9.95 ? 1 : 0);
	cs_buf_adds(&plot->label, units[unit]);
	return plot->label.data;
}

/* In columns; a grey one has none, or has room. */
static size_t widest_value(struct cs_plot *plot, const struct heatmap *h)
{
	size_t widest = 1;

	for (size_t r = 0; r < plot->rows; r++)
		if (!h->flat || h->columns.of[r] != 0)
			widest = cs_utf8_widest(words_of(plot, r), widest);
	return widest;
}

/* How many columns have room for their words and a blank. */
static size_t columns_shown(struct cs_plot *plot, const struct heatmap *h)
{
	size_t value = cs_plot_across(plot) + 3;
	size_t most = value / (widest_value(plot, h) + 1);

	return !plot->characters || h->columns.count < most ? h->columns.count
							    : most;
}

/* A line of the terminal for each of the grid, and the room below. */
static void grow(struct cs_plot *plot, const struct heatmap *h)
{
	enum { BELOW = 3 };
	size_t lines = top_of(h, h->panels - 1) + h->lines.count;
	long needed = lround(plot->top) + BELOW + (h->panels > 1) + (long)lines;

	if (needed > plot->canvas.height)
		cs_plot_grow(plot, needed);
	cs_buf_addf(plot->out, "set bmargin %d\n", BELOW);
}

/* column, line, value, words, value; returns the block's number, 0 if empty. */
static unsigned add_cells(struct cs_plot *plot, const struct heatmap *h,
			  enum cells cells)
{
	struct cs_buf *data = &plot->block;
	double value;

	for (size_t r = 0; r < plot->rows; r++) {
		if (!cs_plot_value(plot, r, plot->y, &value) ||
		    !belongs(plot, h, r, value, cells))
			continue;
		cs_buf_addf(data, "%zu\t%zu\t",
			    h->columns.of[r] + left_of(h, h->panel_of[r]),
			    h->lines.of[r] + top_of(h, h->panel_of[r]));
		cs_plot_number(plot, true, value);
		cs_plot_field(data, h->values ? words_of(plot, r) : "", 8);
		cs_add_double(data, value);
		cs_buf_addc(data, '\n');
	}
	return cs_plot_block(plot);
}

/*
 * Labels along a side of `times` panels that begin every `step`, through data
 * as well: position, zero, label, zero. At most `most` of them, cut after
 * `width` columns.
 */
static unsigned add_side(struct cs_plot *plot, const struct cs_side *side,
			 int column, size_t most, size_t width, size_t times,
			 size_t step)
{
	struct cs_buf *data = &plot->block;

	cs_plot_thin(plot, column, side->first, side->count, most / times);
	for (size_t panel = 0; panel < times; panel++)
		for (size_t i = plot->labels.first; i < side->count;
		     i += plot->labels.every) {
			cs_buf_addf(data, "%zu\t0\t", i + panel * step);
			cs_plot_field(
			    data, cs_plot_label(plot, side->first[i], column),
			    width);
			cs_buf_adds(data, "0\n");
		}
	return cs_plot_block(plot);
}

/* The names of panels above them. */
static void add_names(struct cs_plot *plot, const struct heatmap *h)
{
	size_t width = (h->values ? 96 : 72) / h->across;

	width = plot->characters ? 40 : width;
	for (size_t p = 0; p < h->panels && h->panels > 1; p++) {
		const char *name =
		    cs_plot_label(plot, h->names[p], plot->panel);

		cs_buf_clear(&plot->name);
		cs_plot_cut(&plot->name, name, width);
		cs_buf_adds(plot->out, "set label ");
		cs_plot_string(plot->out, plot->name.data);
		cs_buf_addf(plot->out,
			    " at first %g, first %g left offset 0,%s "
			    "noenhanced front tc rgb '" CS_COLOUR_TEXT "'\n",
			    (double)left_of(h, p) - 0.5,
			    (double)top_of(h, p) - (plot->characters ? 1 : 0.5),
			    plot->characters ? "0" : "0.7");
	}
}

static void add_settings(struct cs_plot *plot, const struct heatmap *h,
			 bool pale)
{
	struct cs_buf *out = plot->out;
	struct cs_axis axis = cs_axis_choose(
	    h->low, h->high, cs_plot_whole(plot, plot->y), false, 0, 5);
	size_t lines = top_of(h, h->panels - 1) + h->lines.count;

	cs_buf_addf(out,
		    "unset grid\nunset border\n"
		    "set xrange [-0.5:%zu.5]\nset yrange [%zu.5:%.2f]\n"
		    "set xtics nomirror scale 0 noenhanced\n"
		    "set ytics nomirror scale 0 noenhanced\n",
		    left_of(h, h->across - 1) + h->columns.count - 1, lines - 1,
		    h->panels == 1     ? -0.5
		    : plot->characters ? -1.5
				       : -0.5 - 0.06 * (double)lines);
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
	double half = h->lines.count * down_of(h) <= GAPS &&
			      h->columns.count * h->across <= GAPS
			  ? 0.47
			  : 0.5;

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

/* Labels of lines that do not touch. */
static size_t lines_shown(const struct cs_plot *plot)
{
	size_t lines = 25 * (size_t)plot->canvas.height / CS_CHART_HEIGHT;

	return lines > 4 ? lines : 4;
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
	unsigned across = add_side(plot, &h->columns, plot->x, small ? 15 : 26,
				   8, h->across, left_of(h, 1));
	unsigned down =
	    add_side(plot, &h->lines, plot->row,
		     small ? h->lines.count * down_of(h) : lines_shown(plot),
		     20, down_of(h), h->lines.count + h->gap);

	add_settings(plot, h, pale && !small);
	add_names(plot, h);
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

/* For values in cells. */
static bool has_room(struct cs_plot *plot, const struct heatmap *h)
{
	size_t across = left_of(h, h->across - 1) + h->columns.count;
	size_t most = VALUES_COLUMNS * (size_t)plot->canvas.width;
	size_t height = (size_t)plot->canvas.height;

	/* 100 wants more room than 99 */
	if (h->panels > 1)
		most = 10 * cs_plot_across(plot) /
		       (10 * widest_value(plot, h) + 7) * CS_CHART_WIDTH;
	return h->lines.count * down_of(h) <=
		   VALUES_ROWS * height / CS_CHART_HEIGHT &&
	       across <= most / CS_CHART_WIDTH;
}

void cs_plot_heatmap(struct cs_plot *plot)
{
	size_t *memory = cs_calloc(plot->rows, 6 * sizeof *memory);
	struct heatmap h = {
		.lines = { memory, memory + plot->rows, 0 },
		.columns = { memory + 2 * plot->rows, memory + 3 * plot->rows,
			     0 },
		.panel_of = memory + 4 * plot->rows,
		.names = memory + 5 * plot->rows,
	};

	assert(plot->x >= 0 && plot->row >= 0 && plot->y >= 0);
	cs_side_lines(plot, &h.lines);
	cs_side_columns(plot, &h.columns);
	find_panels(plot, &h);
	find_range(plot, &h);
	h.values = plot->characters || has_room(plot, &h);
	h.shown = columns_shown(plot, &h);
	h.columns.count = h.shown;
	if (plot->characters)
		grow(plot, &h);
	draw(plot, &h);
	free(memory);
}
