/*
 * blocks.c - bars in a terminal, filled with blocks of Unicode: see plot.h.
 *
 * A bar is many points, each a block. There are at least as many of them as
 * characters, which gnuplot alone knows, along both sides: those that fall
 * together are one.
 */
#include <math.h>

#include "chart/plot.h"

static const char *const signs[] = { "\xE2\x96\x88", "\xE2\x96\x92",
				     "\xE2\x96\x91" };

/* Lines of the plot: below it are the axis, its labels and its name. */
static double lines_of(const struct cs_plot *plot)
{
	return fmax((double)plot->canvas.height - plot->top - 3, 3);
}

/* A line of a bar. */
static void add_line(struct cs_plot *plot, double x, double width, double y)
{
	double column = ((double)plot->rows + 0.2) / (double)plot->canvas.width;
	double half = fmax((width - column) / 2, 0);

	for (double at = x - half; at <= x + half; at += column)
		cs_plot_point(plot, at, y);
}

void cs_plot_fill(struct cs_plot *plot, double x, double width, double low,
		  double high)
{
	const struct cs_axis *axis = &plot->yaxis;
	double line = (axis->high - axis->low) / lines_of(plot);
	double way = high < low ? -1 : 1;
	double most = fmin(fabs(high - low), axis->high - axis->low);

	/* the first line is the axis, or may be of the bar below, which then
	 * lies over this one */
	double first = low == 0 ? line : 0.4 * line;

	for (double y = first; y < most; y += line / 2)
		add_line(plot, x, width, low + way * y);
	if (most >= line / 2)
		add_line(plot, x, width, low + way * most);
}

void cs_plot_filled(struct cs_plot *plot, unsigned block, int sign)
{
	if (block)
		cs_buf_addf(plot->out,
			    "$data%u using 1:2 with points pt '%s' notitle, "
			    "\\\n  ",
			    block, signs[sign]);
}
