/* lorenz.c - the chart of Lorenz curves, one or a group's each. See plot.h. */
#include <math.h>

#include "chart/plot.h"

/* The points of a group, from 0 on; what lies outside widens `span`. */
static void add_curve(struct cs_plot *plot, size_t group, struct cs_span *span)
{
	struct cs_buf *data = &plot->block;
	double population, share;

	for (size_t r = plot->groups.begin[group];
	     r < plot->groups.begin[group + 1]; r++) {
		if (!cs_plot_value(plot, r, plot->x, &population) ||
		    !cs_plot_value(plot, r, plot->y, &share) ||
		    population < 0 || population > 1)
			continue;
		if (data->length == 0 && population > 0)
			cs_buf_adds(data, "0\t0\n");
		cs_span_widen(span, share);
		cs_plot_point(plot, population, share);
	}
	if (data->length == 0)
		cs_buf_adds(data, "0\t0\n");
	plot->groups.line[group] = cs_plot_block(plot);
}

static void add_axes(const struct cs_plot *plot, const struct cs_span *span)
{
	struct cs_axis axis = { 0, 1, 0.2 };

	cs_axis_write(plot->out, "x", &axis, CS_SHARE);
	/* refunds: the curve dips below zero */
	if (span->low < 0 || span->high > 1)
		axis =
		    cs_axis_choose(span->low, span->high, false, false, 0, 6);
	axis.low = span->low;
	axis.high = span->high;
	cs_axis_write(plot->out, "y", &axis, CS_SHARE);
}

/* The line of equals; of a single curve what lies between them. */
static void add_equality(const struct cs_plot *plot)
{
	struct cs_buf *out = plot->out;

	if (plot->characters) {
		cs_buf_adds(out, "x notitle");
		return;
	}
	if (plot->groups.total == 1)
		cs_buf_addf(out,
			    "$data%u using 1:2 with filledcurves closed lc rgb "
			    "'" CS_COLOUR_BAND "' notitle, \\\n  ",
			    plot->groups.line[0]);
	cs_buf_adds(out, "x with lines lw 1.5 dt 2 lc rgb '" CS_COLOUR_SOFT
			 "' notitle");
}

void cs_plot_lorenz(struct cs_plot *plot)
{
	struct cs_span span = { 0, 1 };
	struct cs_buf *out = plot->out;

	for (size_t i = 0; i < plot->groups.count; i++)
		add_curve(plot, i, &span);
	add_axes(plot, &span);
	cs_buf_adds(out,
		    "set label 'if all were equal' at 0.5,0.5 "
		    "right front offset -1,0.6 tc rgb '" CS_COLOUR_SOFT "'\n");
	cs_plot_key(plot);
	cs_buf_adds(out, "plot ");
	add_equality(plot);
	for (size_t i = 0; i < plot->groups.count; i++) {
		cs_buf_addf(out, ", \\\n  $data%u using 1:2 with lines",
			    plot->groups.line[i]);
		cs_group_line(plot, i);
		cs_group_title(plot, i);
	}
	cs_buf_addc(out, '\n');
}
