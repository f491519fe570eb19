/* curve.c - charts of curves: steps with a band, Lorenz. See plot.h. */
#include <math.h>

#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

enum { POINTS = 2000 }; /* more are not seen and only make it slow */

void cs_plot_end(struct cs_plot *plot, size_t row)
{
	struct cs_buf *out = plot->out;
	double value;

	cs_plot_value(plot, row, plot->y, &value);
	cs_buf_adds(out, "set label ");
	cs_plot_string(out, cs_plot_label(plot, row, plot->y));
	cs_buf_adds(out, " at ");
	cs_add_double(out, cs_plot_x(plot, row));
	cs_buf_addc(out, ',');
	cs_add_double(out, value);
	cs_buf_addf(out,
		    " left offset %s,0 noenhanced tc rgb '" CS_COLOUR_MAIN
		    "'\nset rmargin 9\n",
		    plot->characters ? "1" : "0.5");
}

/* x, y, label of x, number */
static unsigned add_line(struct cs_plot *plot)
{
	double value;

	for (size_t r = 0; r < plot->rows;
	     r = cs_plot_next(plot, r, plot->rows, 0)) {
		if (!cs_plot_value(plot, r, plot->y, &value))
			continue;
		cs_plot_number(plot, true, cs_plot_x(plot, r));
		cs_plot_number(plot, true, value);
		cs_plot_tic(plot, r);
		cs_buf_addf(&plot->block, "%zu\n", r);
	}
	if (plot->block.length == 0)
		cs_buf_adds(&plot->block, "0\tNaN\t \t0\n");
	return cs_plot_block(plot);
}

static void add_x_axis(struct cs_plot *plot)
{
	enum cs_type type = cs_plot_type(plot, plot->x);
	struct cs_span xs = plot->xs;
	struct cs_axis axis;

	if (!cs_is_number(type)) {
		cs_plot_xtics(plot, plot->rows);
		return;
	}
	axis = cs_axis_choose(xs.low, xs.high, type == CS_COUNT, true, 0,
			      plot->characters ? 6 : 12);
	/* the curve ends where the data end, not at the next tic */
	if (xs.high > axis.low)
		axis.high = cs_axis_end(xs.high);
	cs_axis_write(plot->out, "x", &axis, type);
}

void cs_plot_step_band(struct cs_plot *plot)
{
	size_t last = plot->rows;
	unsigned band = 0, line;
	double value;

	plot->every = (plot->rows + POINTS - 1) / POINTS;
	plot->xs = (struct cs_span){ INFINITY, -INFINITY };
	cs_group_span(plot);
	cs_plot_labels(plot);
	for (size_t r = 0; r < plot->rows;
	     r = cs_plot_next(plot, r, plot->rows, 0)) {
		if (!cs_plot_value(plot, r, plot->y, &value))
			continue;
		last = r;
		cs_span_widen(&plot->ys, value);
	}
	if (last < plot->rows)
		cs_plot_end(plot, last);
	if (plot->low >= 0 && plot->high >= 0) {
		cs_group_band(plot, 0, 0, true);
		band = cs_plot_block(plot);
	}
	line = add_line(plot);
	add_x_axis(plot);
	cs_plot_yaxis(plot, 0.02);
	cs_buf_adds(plot->out, "plot ");
	if (band && !plot->characters)
		cs_buf_addf(plot->out,
			    "$data%u using 1:2:3 with filledcurves lc rgb "
			    "'" CS_COLOUR_BAND "' notitle, \\\n  ",
			    band);
	cs_buf_addf(
	    plot->out,
	    "$data%u using 1:2%s with steps lw 2.5 lc rgb "
	    "'" CS_COLOUR_MAIN "' notitle\n",
	    line, cs_is_number(cs_plot_type(plot, plot->x)) ? "" : ":xtic(3)");
}
