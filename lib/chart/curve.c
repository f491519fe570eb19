/* curve.c - charts of curves: steps with a band, Lorenz. See plot.h. */
#include <math.h>

#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

enum {
	POINTS = 2000
}; /* more are not seen in a picture and only make it slow */

/* Rows that are drawn: every so many of them, and the last. */
static size_t next_row(size_t row, size_t rows)
{
	size_t step = (rows + POINTS - 1) / POINTS;

	if (row + 1 >= rows)
		return rows;
	return row + step < rows ? row + step : rows - 1;
}

static bool is_number(const struct cs_table *table, int x)
{
	enum cs_type type = table->columns[x].type;

	return type != CS_TEXT && type != CS_DATE && type != CS_BOOL;
}

/*
 * The band as the corners of its steps: x, low, high. A gap where the interval
 * is unknown. All of it has to be within the axes: gnuplot 5.4 may crash where
 * it clips such a band.
 */
static void add_band(struct cs_buf *data, const struct cs_chart *chart, int x,
		     struct cs_span *xs, struct cs_span *ys)
{
	const struct cs_table *table = chart->data;
	size_t rows = cs_table_rows(table), next;
	int low = cs_chart_column(chart, chart->low);
	int high = cs_chart_column(chart, chart->high);

	for (size_t r = 0; r < rows; r = next) {
		double corner[2], a, b;

		next = next_row(r, rows);
		if (!cs_plot_value(table, r, low, &a) ||
		    !cs_plot_value(table, r, high, &b)) {
			cs_buf_addc(data, '\n');
			continue;
		}
		cs_span_widen(ys, a);
		cs_span_widen(ys, b);
		corner[0] = cs_plot_x(table, r, x);
		corner[1] = cs_plot_x(table, next < rows ? next : r, x);
		for (int i = 0; i < 2; i++) {
			cs_span_widen(xs, corner[i]);
			cs_plot_range(data, corner[i], a, b);
		}
	}
}

/* x, y, label of x, number; returns the last row with a value or `rows`. */
static size_t add_line(struct cs_buf *data, const struct cs_chart *chart, int x,
		       int y, const struct cs_labels *labels,
		       struct cs_span *xs, struct cs_span *ys)
{
	const struct cs_table *table = chart->data;
	size_t rows = cs_table_rows(table), last = rows;

	for (size_t r = 0; r < rows; r = next_row(r, rows)) {
		double value;

		if (!cs_plot_value(table, r, y, &value))
			continue;
		last = r;
		cs_span_widen(xs, cs_plot_x(table, r, x));
		cs_span_widen(ys, value);
		cs_plot_number(data, true, cs_plot_x(table, r, x));
		cs_plot_number(data, true, value);
		cs_plot_tic(data, labels, table, r, x);
		cs_buf_addf(data, "%zu\n", r);
	}
	return last;
}

void cs_plot_end(struct cs_plot *plot, const struct cs_table *table, size_t row,
		 int x, int y)
{
	struct cs_buf label = CS_BUF_INIT, *out = plot->out;
	double value;

	cs_plot_value(table, row, y, &value);
	cs_plot_label(&label, table, row, y);
	cs_buf_adds(out, "set label ");
	cs_plot_string(out, label.data);
	cs_buf_adds(out, " at ");
	cs_add_double(out, cs_plot_x(table, row, x));
	cs_buf_addc(out, ',');
	cs_add_double(out, value);
	cs_buf_addf(out,
		    " left offset %s,0 noenhanced tc rgb '" CS_COLOUR_MAIN
		    "'\nset rmargin 9\n",
		    plot->characters ? "1" : "0.5");
	cs_buf_release(&label);
}

static void add_x_axis(struct cs_plot *plot, const struct cs_table *table,
		       int x, const struct cs_labels *labels,
		       const struct cs_span *xs)
{
	struct cs_axis axis;

	if (!is_number(table, x)) {
		cs_plot_xtics(plot, labels, cs_table_rows(table));
		return;
	}
	axis = cs_axis_choose(xs->low, xs->high,
			      table->columns[x].type == CS_COUNT, true, 0,
			      plot->characters ? 6 : 12);
	/* the curve ends where the data end, not at the next tic */
	if (xs->high > axis.low)
		axis.high = cs_axis_end(xs->high);
	cs_axis_write(plot->out, "x", &axis, table->columns[x].type);
}

void cs_plot_step_band(struct cs_plot *plot, const struct cs_chart *chart)
{
	const struct cs_table *table = chart->data;
	int x = cs_chart_column(chart, chart->x);
	int y = cs_chart_column(chart, chart->y);
	struct cs_labels labels = cs_plot_labels(plot, table, x);
	struct cs_buf band = CS_BUF_INIT, line = CS_BUF_INIT, *out = plot->out;
	struct cs_span xs = { INFINITY, -INFINITY }, ys = { 0, 0 };
	bool number = is_number(table, x), banded = chart->low && chart->high;
	enum cs_type type = table->columns[y].type;
	unsigned first, second;
	struct cs_axis axis;
	size_t last;

	last = add_line(&line, chart, x, y, &labels, &xs, &ys);
	if (banded)
		add_band(&band, chart, x, &xs, &ys);
	if (last == cs_table_rows(table)) {
		cs_span_widen(&xs, 0);
		cs_buf_adds(&line, "0\tNaN\t \t0\n");
	} else {
		cs_plot_end(plot, table, last, x, y);
	}
	first = cs_plot_block(plot, &band);
	second = cs_plot_block(plot, &line);
	add_x_axis(plot, table, x, &labels, &xs);
	axis = cs_axis_choose(ys.low, ys.high, type == CS_COUNT, false, 0.02,
			      plot->characters ? 4 : 6);
	cs_axis_write(out, "y", &axis, type);
	cs_buf_adds(out, "plot ");
	if (first && !plot->characters)
		cs_buf_addf(out,
			    "$data%u using 1:2:3 with filledcurves lc rgb "
			    "'" CS_COLOUR_BAND "' notitle, \\\n  ",
			    first);
	cs_buf_addf(out,
		    "$data%u using 1:2%s with steps lw 2.5 lc rgb "
		    "'" CS_COLOUR_MAIN "' notitle\n",
		    second, number ? "" : ":xtic(3)");
	cs_buf_release(&line);
	cs_buf_release(&band);
}

void cs_plot_lorenz(struct cs_plot *plot, const struct cs_chart *chart)
{
	const struct cs_table *table = chart->data;
	struct cs_axis axis = { 0, 1, 0.2 };
	int x = cs_chart_column(chart, chart->x);
	int y = cs_chart_column(chart, chart->y);
	struct cs_buf data = CS_BUF_INIT, *out = plot->out;
	size_t rows = cs_table_rows(table);
	struct cs_span span = { 0, 1 };
	unsigned block;

	for (size_t r = 0; r < rows; r = next_row(r, rows)) {
		double population, share;

		if (!cs_plot_value(table, r, x, &population) ||
		    !cs_plot_value(table, r, y, &share) || population < 0 ||
		    population > 1)
			continue;
		if (data.length == 0 && population > 0)
			cs_buf_adds(&data, "0\t0\n");
		span.low = fmin(span.low, share);
		span.high = fmax(span.high, share);
		cs_plot_point(&data, population, share);
	}
	if (data.length == 0)
		cs_buf_adds(&data, "0\t0\n");
	block = cs_plot_block(plot, &data);
	cs_axis_write(out, "x", &axis, CS_SHARE);
	/* refunds: the curve dips below zero */
	if (span.low < 0 || span.high > 1)
		axis = cs_axis_choose(span.low, span.high, false, false, 0, 6);
	axis.low = span.low;
	axis.high = span.high;
	cs_axis_write(out, "y", &axis, CS_SHARE);
	cs_buf_adds(out,
		    "set label 'if all were equal' at 0.5,0.5 "
		    "right front offset -1,0.6 tc rgb '" CS_COLOUR_SOFT "'\n");
	if (plot->characters)
		cs_buf_adds(out, "plot x notitle, ");
	else
		cs_buf_addf(
		    out,
		    "plot $data%u using 1:2 with filledcurves closed lc rgb "
		    "'" CS_COLOUR_BAND "' notitle, \\\n"
		    "  x with lines lw 1.5 dt 2 lc rgb "
		    "'" CS_COLOUR_SOFT "' notitle, \\\n  ",
		    block);
	cs_buf_addf(out,
		    "$data%u using 1:2 with lines lw 2.5 lc rgb "
		    "'" CS_COLOUR_MAIN "' notitle\n",
		    block);
	cs_buf_release(&data);
}
