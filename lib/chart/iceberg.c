/*
 * iceberg.c - what was voiced above a waterline, what was not below it. See
 * plot.h.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

enum { SHOWN = 100 };	    /* rows that are drawn */
enum { VALUES_SHOWN = 14 }; /* up to so many bars carry their value */
enum { LABEL_LINES = 3 };   /* that a label is broken into at most */
#define VALUE_ROOM 0.09	    /* of the span above and below for a value */

struct iceberg {
	const struct cs_chart *chart;
	const struct cs_table *table;
	int x, y, y2, low, high;
	size_t rows;
	struct cs_labels labels;
	struct cs_axis axis;
	struct cs_span span;
	bool known;	 /* something is to be drawn */
	bool values;	 /* are written at the bars */
	size_t columns;	 /* of a line of a label; 0: labels are tics */
	size_t lines;	 /* that labels take */
	int decimals[2]; /* of y and y2 */
	unsigned bars, missing, names;
};

/* Large numbers are read without decimals. */
static int choose_decimals(const struct cs_table *table, int column)
{
	enum cs_type type = table->columns[column].type;
	double value, least = INFINITY;

	for (size_t r = 0; r < cs_table_rows(table); r++)
		if (cs_plot_value(table, r, column, &value))
			least = fmin(least, fabs(value));
	if (least >= 100 && (type == CS_REAL || type == CS_MONEY))
		return 0;
	return cs_column_decimals(table, (size_t)column);
}

/* The words of a value, or a blank. */
static void add_words(struct cs_buf *rows, const struct iceberg *ice, size_t r,
		      int column, bool known)
{
	struct cs_buf words = CS_BUF_INIT;

	if (known && ice->values)
		cs_add_printed(&words, ice->table->columns[column].type,
			       ice->decimals[column == ice->y2],
			       cs_table_cell(ice->table, r, (size_t)column),
			       true);
	cs_plot_field(rows, words.data, 0);
	cs_buf_release(&words);
}

/* number, y, -y2, -low, -high, bottom, label of x, y and y2 in words, number */
static void add_bar(struct cs_buf *rows, struct iceberg *ice, size_t r)
{
	double y, y2, low, high, bottom;
	bool up = cs_plot_value(ice->table, r, ice->y, &y);
	bool down = cs_plot_value(ice->table, r, ice->y2, &y2);
	bool interval = cs_plot_value(ice->table, r, ice->low, &low);

	interval =
	    cs_plot_value(ice->table, r, ice->high, &high) && interval && down;
	ice->known = ice->known || up || down;
	bottom = -fmax(down ? y2 : 0, interval ? high : 0);
	cs_span_widen(&ice->span, bottom);
	cs_span_widen(&ice->span, -y2);
	cs_span_widen(&ice->span, y);
	if (interval)
		cs_span_widen(&ice->span, -low);
	cs_buf_addf(rows, "%zu\t", r);
	cs_plot_number(rows, up, y);
	cs_plot_number(rows, down, -y2);
	cs_plot_number(rows, interval, -low);
	cs_plot_number(rows, interval, -high);
	cs_plot_number(rows, down, bottom);
	if (ice->columns == 0)
		cs_plot_tic(rows, &ice->labels, ice->table, r, ice->x);
	else
		cs_buf_adds(rows, " \t");
	add_words(rows, ice, r, ice->y, up);
	add_words(rows, ice, r, ice->y2, down);
	cs_buf_addf(rows, "%zu\n", r);
}

/* Labels in up to LABEL_LINES lines below the plot, if all of them fit. */
static void choose_labels(struct cs_plot *plot, struct iceberg *ice)
{
	size_t columns = cs_plot_across(plot) / ice->rows;
	struct cs_buf label = CS_BUF_INIT;

	ice->labels = cs_plot_labels(plot, ice->table, ice->x);
	if (cs_table_rows(ice->table) > ice->rows)
		ice->labels.every = plot->characters ? 20 : 5;
	if (columns < 8 || ice->rows > VALUES_SHOWN)
		return;
	ice->columns = columns - 2;
	for (size_t r = 0; r < ice->rows && ice->columns > 0; r++) {
		struct cs_lines lines;

		cs_buf_clear(&label);
		cs_plot_label(&label, ice->table, r, ice->x);
		lines = cs_plot_break(label.data, ice->columns);
		if (lines.count > ice->lines)
			ice->lines = lines.count;
		/* a terminal cannot turn them: there they are cut */
		if ((!lines.fits && !plot->characters) ||
		    lines.count > LABEL_LINES)
			ice->columns = 0;
		free(lines.text);
	}
	ice->labels.turned = ice->labels.turned && ice->columns == 0;
	cs_buf_release(&label);
}

/* number, the bottom of the plot, the lines of the label, number */
static void add_names(struct cs_plot *plot, struct iceberg *ice)
{
	struct cs_buf rows = CS_BUF_INIT, label = CS_BUF_INIT;

	for (size_t r = 0; r < ice->rows; r++) {
		struct cs_lines lines;
		const char *line;

		cs_buf_clear(&label);
		cs_plot_label(&label, ice->table, r, ice->x);
		lines = cs_plot_break(label.data, ice->columns);
		line = lines.text;
		cs_buf_addf(&rows, "%zu\t", r);
		cs_plot_number(&rows, true, ice->axis.low);
		for (size_t i = 0; i < ice->lines; i++) {
			cs_plot_field(&rows, i < lines.count ? line : "",
				      ice->columns);
			if (i < lines.count)
				line += strlen(line) + 1;
		}
		cs_buf_addf(&rows, "%zu\n", r);
		free(lines.text);
	}
	ice->names = cs_plot_block(plot, &rows);
	cs_buf_release(&rows);
	cs_buf_release(&label);
}

/* number, words, number where nothing is known of what is silent */
static void add_missing(struct cs_plot *plot, struct iceberg *ice)
{
	struct cs_buf rows = CS_BUF_INIT;
	double value;

	for (size_t r = 0; r < ice->rows && ice->values; r++)
		if (!cs_plot_value(ice->table, r, ice->y2, &value))
			cs_buf_addf(&rows, "%zu\tno data\t%zu\n", r, r);
	ice->missing = cs_plot_block(plot, &rows);
	cs_buf_release(&rows);
}

static void add_axes(struct cs_plot *plot, struct iceberg *ice)
{
	enum cs_type type = ice->table->columns[ice->y2].type;
	double span = cs_axis_end(ice->span.high) - cs_axis_end(ice->span.low);
	double line = plot->characters ? 1 : 1.1 * plot->line, room;
	struct cs_buf *out = plot->out;

	/* the words "no data" stand below the line even if no bar does */
	if (!(span > 0))
		span = 1;
	ice->span.low = fmin(ice->span.low, -0.1 * span);
	room = ice->values ? VALUE_ROOM : 0.02;
	ice->axis =
	    cs_axis_choose(ice->span.low, ice->span.high, type == CS_COUNT,
			   false, room, plot->characters ? 5 : 7);
	ice->axis.low =
	    cs_axis_end(fmin(ice->axis.low, ice->span.low - room * span));
	ice->axis.absolute = true;
	cs_axis_write(out, "y", &ice->axis, type);
	cs_plot_xtics(plot, &ice->labels, ice->rows);
	if (ice->columns > 0)
		cs_buf_addf(out,
			    "unset xtics\nset xlabel offset 0,%.2f\n"
			    "set bmargin %.2f\n",
			    -line * (double)ice->lines -
				(plot->characters ? 0 : 0.3),
			    (plot->characters ? 1 : 0.9) +
				(ice->chart->xlabel ? 1.5 : 0) +
				line * (double)ice->lines);
	cs_buf_adds(out, "unset border\n");
	cs_buf_adds(out, plot->characters
			     ? "set xzeroaxis lt 1\n"
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

static void draw(struct cs_plot *plot, const struct iceberg *ice)
{
	struct cs_buf *out = plot->out;
	bool small = plot->characters;
	double line = small ? 1 : 1.1 * plot->line;

	cs_buf_addf(out,
		    "set boxwidth %s\n"
		    "plot $data%u using 1:2%s with boxes lc rgb "
		    "'" CS_COLOUR_THIRD "' notitle, \\\n"
		    "  $data%u using 1:3 with boxes lc rgb '" CS_COLOUR_ICE
		    "' notitle",
		    ice->rows <= 60 ? "0.6" : "0.86", ice->bars,
		    ice->columns > 0 ? "" : ":xtic(7)", ice->bars);
	if (ice->low >= 0 && ice->high >= 0 && !small)
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

void cs_plot_iceberg(struct cs_plot *plot, const struct cs_chart *chart)
{
	const struct cs_table *table = chart->data;
	size_t rows = cs_table_rows(table);
	size_t shown = rows < SHOWN ? rows : SHOWN;
	struct iceberg ice = {
		.chart = chart,
		.table = table,
		.x = cs_chart_column(chart, chart->x),
		.y = cs_chart_column(chart, chart->y),
		.y2 = cs_chart_column(chart, chart->y2),
		.low = cs_chart_column(chart, chart->low),
		.high = cs_chart_column(chart, chart->high),
		.rows = shown,
		.values = rows <= VALUES_SHOWN,
	};
	struct cs_buf data = CS_BUF_INIT;

	choose_labels(plot, &ice);
	ice.decimals[0] = ice.y >= 0 ? choose_decimals(table, ice.y) : 0;
	ice.decimals[1] = choose_decimals(table, ice.y2);
	for (size_t r = 0; r < shown; r++)
		add_bar(&data, &ice, r);
	ice.bars = cs_plot_block(plot, &data);
	add_missing(plot, &ice);
	add_axes(plot, &ice);
	if (ice.columns > 0)
		add_names(plot, &ice);
	draw(plot, &ice);
	cs_buf_release(&data);
}

void cs_iceberg_signs(const struct cs_plot *plot, const struct cs_chart *chart,
		      double up)
{
	bool small = plot->characters;
	double second = 0;

	if (chart->names[0]) {
		cs_plot_sign(plot, small ? "above:" : CS_SIGN_SQUARE,
			     CS_COLOUR_THIRD, chart->names[0], 0, up, false);
		second = (double)cs_utf8_width(chart->names[0],
					       strlen(chart->names[0]));
		second = small ? second + 10 : second * 0.85 + 5;
	}
	if (chart->names[1])
		cs_plot_sign(plot, small ? "below:" : CS_SIGN_SQUARE,
			     CS_COLOUR_ICE, chart->names[1], second, up, false);
}

void cs_iceberg_remark(struct cs_buf *out, const struct cs_plot *plot,
		       const struct cs_chart *chart)
{
	(void)plot;
	cs_plot_first(out, SHOWN, cs_table_rows(chart->data), "");
}
