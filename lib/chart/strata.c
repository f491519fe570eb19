/*
 * strata.c - survival curves by group, with the numbers still observed below
 * them, or incidences by cause. See plot.h.
 */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "report/number.h"
#include "chart/plot.h"

enum { STEPS = 1000 }; /* of x; what lies closer together is not seen */
enum { MARKS = 60 };   /* for each group at most */
enum { NAME_WIDEST = 18 };
enum { NAME_WIDEST_CHARACTERS = 12 };

/* The curve of a group; returns false if it has no value. */
static bool add_line(struct cs_plot *plot, size_t group, double step)
{
	double full = cs_plot_type(plot, plot->y) == CS_PERCENT ? 100 : 1;
	double start = plot->chart->kind == CS_CHART_CURVES ? full : 0;
	size_t last;

	cs_buf_addf(&plot->block, "0\t%g\n", start);
	cs_span_widen(&plot->ys, start);
	if (cs_group_points(plot, group, plot->y, step, &last) > 0) {
		if (plot->groups.total == 1)
			cs_plot_end(plot, last);
		plot->groups.line[group] = cs_plot_block(plot);
		return true;
	}
	cs_buf_clear(&plot->block);
	cs_buf_adds(&plot->block, "0\tNaN\n");
	plot->groups.line[group] = cs_plot_block(plot);
	return false;
}

/* x, y where somebody was lost from view; at most MARKS, evenly in x. */
static void add_ticks(struct cs_plot *plot, size_t group, double width)
{
	double step = width / MARKS, seen = -1, count, value;

	for (size_t r = plot->groups.begin[group];
	     r < plot->groups.begin[group + 1]; r++) {
		double here = cs_plot_x(plot, r);
		double place =
		    step > 0 ? fmin(floor(here / step), MARKS - 1) : 0;

		if (!cs_plot_value(plot, r, plot->marks, &count) ||
		    !cs_plot_value(plot, r, plot->y, &value) || !(count > 0) ||
		    place <= seen)
			continue;
		seen = place;
		cs_plot_point(plot, here, value);
	}
}

static void add_data(struct cs_plot *plot)
{
	double width = plot->xs.high - plot->xs.low, step = width / STEPS;
	bool empty = true;

	for (size_t i = 0; i < plot->groups.count; i++) {
		if (add_line(plot, i, step))
			empty = false;
		if (plot->characters)
			continue;
		if (plot->low >= 0 && plot->high >= 0)
			cs_group_band(plot, i, step, true);
		plot->groups.band[i] = cs_plot_block(plot);
		add_ticks(plot, i, width);
		plot->groups.points[i] = cs_plot_block(plot);
	}
	if (empty)
		cs_plot_no_data(plot);
}

/* How many of a group are at risk at `time`. */
static const char *number_at(struct cs_plot *plot, size_t group, double time)
{
	double within = 1e-9 * plot->xaxis.step;

	for (size_t r = plot->groups.begin[group];
	     r < plot->groups.begin[group + 1]; r++)
		if (!(cs_plot_x(plot, r) < time - within))
			return cs_plot_label(plot, r, plot->at_risk);
	return "0";
}

static const char *name_of(struct cs_plot *plot, size_t group)
{
	return cs_group_name(plot, group,
			     plot->characters ? NAME_WIDEST_CHARACTERS
					      : NAME_WIDEST);
}

/* `down` is how far below the plot, in lines of the base font. */
static void add_strip_text(struct cs_buf *out, const char *text, double left,
			   double down, const char *place, const char *side,
			   const char *colour)
{
	cs_buf_adds(out, "set label ");
	cs_plot_string(out, text);
	cs_buf_addf(out,
		    " at %s, graph 0 %s offset %g,%.2f noenhanced tc rgb "
		    "'%s'\n",
		    place, side, left, -down, colour);
}

/* A line of the strip: the name and a number below each tic. */
static void add_strip_line(struct cs_plot *plot, size_t group, double left,
			   double down)
{
	struct cs_buf place = CS_BUF_INIT;
	long first, last;

	if (plot->groups.total > 1)
		add_strip_text(plot->out, name_of(plot, group), left, down,
			       "graph 0", "right",
			       plot->characters ? CS_COLOUR_TEXT
						: cs_group_colour(group));
	cs_axis_tics(&plot->xaxis, &first, &last);
	for (long i = first; i <= last; i++) {
		double at = (double)i * plot->xaxis.step;

		cs_buf_clear(&place);
		cs_buf_adds(&place, "first ");
		cs_add_double(&place, at);
		add_strip_text(plot->out, number_at(plot, group, at), 0, down,
			       place.data, "center", CS_COLOUR_TEXT);
	}
	cs_buf_release(&place);
}

/* The heading stands to the left of the name of the axis if there is room. */
static double add_heading(struct cs_plot *plot)
{
	static const char heading[] = "still observed";
	const char *label = plot->chart->xlabel;
	size_t room = cs_plot_room(plot, 76, 54);
	double down = plot->characters ? 2 : 2.5;

	if (label && cs_utf8_widest(label, 0) + 2 * sizeof heading > room)
		down += cs_plot_lines(plot, 1.3);
	add_strip_text(plot->out, heading, 0, down, "graph 0", "left",
		       CS_COLOUR_SOFT);
	return down;
}

static void add_strip(struct cs_plot *plot)
{
	bool small = plot->characters;
	double down = add_heading(plot), left;
	size_t number = 0, name = 0;

	for (size_t i = 0; i < plot->groups.count; i++) {
		number = cs_utf8_widest(number_at(plot, i, 0), number);
		name = cs_utf8_widest(name_of(plot, i), name);
	}
	left = -((double)number * (small ? 0.5 : 0.45) + (small ? 2 : 1.2));
	for (size_t i = 0; i < plot->groups.count; i++)
		add_strip_line(plot, i, left,
			       down += cs_plot_lines(plot, 1.15));
	cs_buf_addf(plot->out, "set bmargin %.2f\n", down + (small ? 1 : 1.1));
	left = (double)name + 1.5 - left;
	if (plot->groups.total > 1)
		cs_buf_addf(plot->out, "set lmargin %.2f\n", fmax(left, 8));
}

static void add_axes(struct cs_plot *plot)
{
	int most = plot->characters ? 5 : 8;
	struct cs_axis *axis = &plot->xaxis;
	long first, last;

	if (plot->form->minutes) {
		cs_axis_minutes(plot);
		cs_plot_yaxis(plot, 0.02);
		return;
	}
	/* as many tics as can carry a number each */
	for (int tics = most; tics > 1; tics--) {
		*axis = cs_axis_choose(plot->xs.low, plot->xs.high,
				       cs_plot_whole(plot, plot->x), false, 0,
				       tics);
		/* the curves end where the data end, not at the next tic */
		if (plot->xs.high > axis->low)
			axis->high = cs_axis_end(plot->xs.high);
		cs_axis_tics(axis, &first, &last);
		if (last - first < most)
			break;
	}
	cs_axis_write(plot->out, "x", axis, cs_plot_type(plot, plot->x));
	cs_plot_yaxis(plot, 0.02);
}

static void draw(struct cs_plot *plot)
{
	double half = 0.012 * (plot->yaxis.high - plot->yaxis.low);
	const struct cs_groups *groups = &plot->groups;
	struct cs_buf *out = plot->out;

	cs_buf_adds(out, "plot ");
	cs_group_bands(plot);
	for (size_t i = 0; i < groups->count; i++)
		if (groups->points[i])
			cs_buf_addf(out,
				    "$data%u using 1:($2-%.6g):(0):(%.6g) with "
				    "vectors nohead lw 1.2 lc rgb '%s' "
				    "notitle, \\\n  ",
				    groups->points[i], half, 2 * half,
				    cs_group_colour(i));
	for (size_t i = 0; i < groups->count; i++) {
		cs_buf_addf(out, "%s$data%u using 1:2 with steps",
			    i > 0 ? ", \\\n  " : "", groups->line[i]);
		cs_group_line(plot, i);
		cs_group_title(plot, i);
	}
	cs_buf_addc(out, '\n');
}

/* A low picture is the curves'. */
static bool has_room(const struct cs_plot *plot)
{
	return plot->characters ||
	       plot->canvas.height >= 420 + 22 * (long)plot->groups.count;
}

void cs_plot_curves(struct cs_plot *plot)
{
	cs_group_span(plot);
	add_data(plot);
	add_axes(plot);
	if (plot->at_risk >= 0 && has_room(plot))
		add_strip(plot);
	cs_plot_key(plot);
	draw(plot);
}
