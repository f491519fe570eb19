/*
 * iceberg.c - what was voiced above a waterline, what was not below it. See
 * plot.h.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

enum { SHOWN = 100 };	    /* rows that are drawn */
enum { VALUES_SHOWN = 14 }; /* up to so many bars carry their value */
enum { LABEL_LINES = 3 };   /* that a label is broken into at most */
#define VALUE_ROOM 0.09	    /* of the span above and below for a value */

struct iceberg {
	size_t rows;	 /* that are drawn */
	bool known;	 /* something is to be drawn */
	bool values;	 /* are written at the bars */
	size_t columns;	 /* of a line of a label; 0: labels are tics */
	size_t lines;	 /* that labels take */
	int decimals[2]; /* of y and y2 */
	unsigned bars, missing, names;
};

/* Large numbers are read without decimals. */
static int choose_decimals(const struct cs_plot *plot, int column)
{
	enum cs_type type = cs_plot_type(plot, column);
	double value, least = INFINITY;

	for (size_t r = 0; r < plot->rows; r++)
		if (cs_plot_value(plot, r, column, &value))
			least = fmin(least, fabs(value));
	if (least >= 100 && (type == CS_REAL || type == CS_MONEY))
		return 0;
	return cs_column_decimals(plot->table, (size_t)column);
}

/* The words of a value of y or y2, or a blank. */
static void add_words(struct cs_plot *plot, const struct iceberg *ice, size_t r,
		      bool y2, bool known)
{
	int column = y2 ? plot->y2 : plot->y;

	cs_plot_field(
	    &plot->block,
	    known && ice->values
		? cs_plot_printed(plot, r, column, ice->decimals[y2], true)
		: "",
	    0);
}

/* number, y, -y2, -low, -high, bottom, label of x, y and y2 in words, number */
static void add_bar(struct cs_plot *plot, struct iceberg *ice, size_t r)
{
	double y, y2, low, high, bottom;
	bool up = cs_plot_value(plot, r, plot->y, &y);
	bool down = cs_plot_value(plot, r, plot->y2, &y2);
	bool has_low = cs_plot_value(plot, r, plot->low, &low);
	bool interval =
	    cs_plot_value(plot, r, plot->high, &high) && has_low && down;

	ice->known = ice->known || up || down;
	bottom = -fmax(down ? y2 : 0, interval ? high : 0);
	cs_span_widen(&plot->ys, bottom);
	cs_span_widen(&plot->ys, -y2);
	cs_span_widen(&plot->ys, y);
	if (interval)
		cs_span_widen(&plot->ys, -low);
	cs_buf_addf(&plot->block, "%zu\t", r);
	cs_plot_number(plot, up, y);
	cs_plot_number(plot, down, -y2);
	cs_plot_number(plot, interval, -low);
	cs_plot_number(plot, interval, -high);
	cs_plot_number(plot, down, bottom);
	if (ice->columns == 0)
		cs_plot_tic(plot, r);
	else
		cs_buf_adds(&plot->block, " \t");
	add_words(plot, ice, r, false, up);
	add_words(plot, ice, r, true, down);
	cs_buf_addf(&plot->block, "%zu\n", r);
}

static struct cs_lines label_lines(struct cs_plot *plot, size_t row,
				   size_t columns)
{
	return cs_plot_break(cs_plot_label(plot, row, plot->x), columns);
}

/* Labels in up to LABEL_LINES lines below the plot, if all of them fit. */
static void choose_labels(struct cs_plot *plot, struct iceberg *ice)
{
	size_t columns = cs_plot_across(plot) / ice->rows;

	cs_plot_labels(plot);
	if (plot->rows > ice->rows)
		plot->labels.every = plot->characters ? 20 : 5;
	if (columns < 8 || ice->rows > VALUES_SHOWN)
		return;
	ice->columns = columns - 2;
	for (size_t r = 0; r < ice->rows && ice->columns > 0; r++) {
		struct cs_lines lines = label_lines(plot, r, ice->columns);

		if (lines.count > ice->lines)
			ice->lines = lines.count;
		/* a terminal cannot turn them: there they are cut */
		if ((!lines.fits && !plot->characters) ||
		    lines.count > LABEL_LINES)
			ice->columns = 0;
		free(lines.text);
	}
	if (ice->columns > 0)
		plot->labels.turned = false;
}

/* number, the bottom of the plot, the lines of the label, number */
static void add_names(struct cs_plot *plot, struct iceberg *ice)
{
	for (size_t r = 0; r < ice->rows; r++) {
		struct cs_lines lines = label_lines(plot, r, ice->columns);
		const char *line = lines.text;

		cs_buf_addf(&plot->block, "%zu\t", r);
		cs_plot_number(plot, true, plot->yaxis.low);
		for (size_t i = 0; i < ice->lines; i++) {
			cs_plot_field(&plot->block, i < lines.count ? line : "",
				      ice->columns);
			if (i < lines.count)
				line += strlen(line) + 1;
		}
		cs_buf_addf(&plot->block, "%zu\n", r);
		free(lines.text);
	}
	ice->names = cs_plot_block(plot);
}

/* number, words, number where nothing is known of what is silent */
static void add_missing(struct cs_plot *plot, struct iceberg *ice)
{
	double value;

	for (size_t r = 0; r < ice->rows && ice->values; r++)
		if (!cs_plot_value(plot, r, plot->y2, &value))
			cs_buf_addf(&plot->block, "%zu\tno data\t%zu\n", r, r);
	ice->missing = cs_plot_block(plot);
}

static void add_axes(struct cs_plot *plot, const struct iceberg *ice)
{
	struct cs_span *ys = &plot->ys;
	double span = cs_axis_end(ys->high) - cs_axis_end(ys->low);
	double lines = cs_plot_lines(plot, 1.1) * (double)ice->lines;
	double room = ice->values ? VALUE_ROOM : 0.02;
	struct cs_axis *axis = &plot->yaxis;
	bool small = plot->characters;
	struct cs_buf *out = plot->out;

	/* the words "no data" stand below the line even if no bar does */
	if (!(span > 0))
		span = 1;
	ys->low = fmin(ys->low, -0.1 * span);
	*axis = cs_axis_choose(ys->low, ys->high, cs_plot_whole(plot, plot->y2),
			       false, room, small ? 5 : 7);
	axis->low = cs_axis_end(fmin(axis->low, ys->low - room * span));
	axis->absolute = true;
	cs_axis_write(out, "y", axis, cs_plot_type(plot, plot->y2));
	cs_plot_xtics(plot, ice->rows);
	if (ice->columns > 0)
		cs_buf_addf(out,
			    "unset xtics\nset xlabel offset 0,%.2f\n"
			    "set bmargin %.2f\n",
			    -lines - (small ? 0 : 0.3),
			    (small ? 1 : 0.9) +
				(plot->chart->xlabel ? 1.5 : 0) + lines);
	cs_buf_adds(out, "unset border\n");
	cs_buf_adds(out, small ? "set xzeroaxis lt 1\n"
			       : "set arrow from graph 0, first 0 to graph 1, "
				 "first 0 nohead front lw 2 lc rgb "
				 "'" CS_COLOUR_TEXT "'\n");
	if (!ice->known)
		cs_buf_adds(out, "unset ytics\n");
}

static void add_labels(struct cs_buf *out, unsigned block, const char *using,
		       double offset, const char *colour)
{
	cs_buf_addf(out,
		    ", \\\n  $data%u using %s with labels offset 0,%.2f "
		    "noenhanced tc rgb '%s' notitle",
		    block, using, offset, colour);
}

static void draw(const struct cs_plot *plot, const struct iceberg *ice)
{
	struct cs_buf *out = plot->out;
	bool small = plot->characters;
	double line = cs_plot_lines(plot, 1.1);

	cs_buf_addf(out,
		    "set boxwidth %s\n"
		    "plot $data%u using 1:2%s with boxes lc rgb "
		    "'" CS_COLOUR_THIRD "' notitle, \\\n"
		    "  $data%u using 1:3 with boxes lc rgb '" CS_COLOUR_ICE
		    "' notitle",
		    ice->rows <= 60 ? "0.6" : "0.86", ice->bars,
		    ice->columns > 0 ? "" : ":xtic(7)", ice->bars);
	if (plot->low >= 0 && plot->high >= 0 && !small)
		cs_buf_addf(
		    out,
		    ", \\\n  $data%u using 1:4:(0):($5-$4) with "
		    "vectors %s lw 1.5 lc rgb '" CS_COLOUR_TEXT "' notitle",
		    ice->bars,
		    ice->rows <= 30 ? "heads size screen 0.004,90" : "nohead");
	if (ice->values) {
		add_labels(out, ice->bars, "1:2:8", small ? 1 : 0.7,
			   CS_COLOUR_TEXT);
		add_labels(out, ice->bars, small ? "1:3:9" : "1:6:9",
			   small ? -1 : -0.7, CS_COLOUR_TEXT);
	}
	if (ice->missing)
		add_labels(out, ice->missing, "1:(0):2", small ? -1 : -0.8,
			   CS_COLOUR_PALE);
	for (size_t i = 0; i < ice->lines && ice->columns > 0; i++) {
		char using[32];

		snprintf(using, sizeof using, "1:2:%zu", i + 3);
		add_labels(out, ice->names, using, -1 - line * (double)i,
			   CS_COLOUR_TEXT);
	}
	cs_buf_addc(out, '\n');
}

void cs_plot_iceberg(struct cs_plot *plot)
{
	struct iceberg ice = {
		.rows = plot->rows < SHOWN ? plot->rows : SHOWN,
		.values = plot->rows <= VALUES_SHOWN,
	};

	choose_labels(plot, &ice);
	ice.decimals[0] = plot->y >= 0 ? choose_decimals(plot, plot->y) : 0;
	ice.decimals[1] = choose_decimals(plot, plot->y2);
	for (size_t r = 0; r < ice.rows; r++)
		add_bar(plot, &ice, r);
	ice.bars = cs_plot_block(plot);
	add_missing(plot, &ice);
	add_axes(plot, &ice);
	if (ice.columns > 0)
		add_names(plot, &ice);
	draw(plot, &ice);
}

void cs_iceberg_signs(const struct cs_plot *plot, double up)
{
	const char *first = plot->chart->names[0];
	double second = 0;

	if (first) {
		second = (double)cs_utf8_widest(first, 0);
		second = plot->characters ? second + 10 : second * 0.85 + 5;
	}
	cs_plot_sign(plot, 0, CS_SIGN_SQUARE, "above:", CS_COLOUR_THIRD, 0, up,
		     false);
	cs_plot_sign(plot, 1, CS_SIGN_SQUARE, "below:", CS_COLOUR_ICE, second,
		     up, false);
}

void cs_iceberg_remark(struct cs_buf *out, const struct cs_plot *plot)
{
	cs_plot_first(out, SHOWN, plot->rows, "");
}
