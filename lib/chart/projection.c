/*
 * projection.c - a fitted model carried on beyond the data, beside what was
 * observed. See plot.h.
 */
#include <math.h>

#include "report/number.h"
#include "chart/plot.h"

enum { STEPS = 1000 }; /* of x; what lies closer together is not seen */
enum { POINTS = 200 }; /* likewise for points, which are wider */
#define NEAR 0.15 /* of the width: where words beside the end would stand */

/* Where the rows that were fitted end, unless that is the group's last row. */
struct ends {
	bool any, same;
	bool known[CS_CHART_GROUPS];
	double at[CS_CHART_GROUPS];
};

static struct ends find_ends(const struct cs_plot *plot)
{
	const struct cs_groups *groups = &plot->groups;
	struct ends ends = { .same = true };

	for (size_t i = 0; i < groups->count; i++) {
		size_t end = groups->begin[i + 1];

		for (size_t r = groups->begin[i]; r < end; r++) {
			if (!cs_plot_flag(plot, r, true))
				continue;
			ends.known[i] = r + 1 < end;
			ends.at[i] = cs_plot_x(plot, r);
		}
		ends.any = ends.any || ends.known[i];
		ends.same =
		    ends.same && ends.known[i] && ends.at[i] == ends.at[0];
	}
	return ends;
}

static const char *name_of(const struct cs_plot *plot, int i)
{
	static const char *const names[] = { "model", "observed" };
	const char *name = plot->chart->names[i];

	return name ? name : names[i];
}

void cs_projection_remark(struct cs_buf *out, const struct cs_plot *plot)
{
	struct ends ends = find_ends(plot);

	cs_group_remark(out, plot);
	if (plot->characters && plot->y2 >= 0 && plot->groups.total > 1)
		cs_buf_addf(out, "%sletters: %s", out->length > 0 ? "; " : "",
			    name_of(plot, 1));
	/* in different places in different groups */
	if (ends.any && !ends.same)
		cs_buf_addf(out, "%sdotted: where the data fitted end",
			    out->length > 0 ? "; " : "");
}

/* Returns how many points the group with the most has. */
static size_t add_data(struct cs_plot *plot, double width)
{
	struct cs_groups *groups = &plot->groups;
	size_t count, last, all = 0, most = 0;

	for (size_t i = 0; i < groups->count; i++) {
		count = cs_group_points(plot, i, plot->y, width / STEPS, &last);
		all += count;
		if (count == 0)
			cs_buf_adds(&plot->block, "0\tNaN\n");
		groups->line[i] = cs_plot_block(plot);
		count =
		    cs_group_points(plot, i, plot->y2, width / POINTS, &last);
		all += count;
		most = count > most ? count : most;
		groups->points[i] = cs_plot_block(plot);
		if (plot->characters || plot->low < 0 || plot->high < 0)
			continue;
		cs_group_band(plot, i, width / STEPS, false);
		groups->band[i] = cs_plot_block(plot);
	}
	if (all == 0)
		cs_plot_no_data(plot);
	return most;
}

static void add_axes(struct cs_plot *plot, double width)
{
	/* a single point stands in the middle */
	double aside = width > 0 ? 0 : 1;
	struct cs_axis *axis = &plot->xaxis;

	*axis = cs_axis_choose(plot->xs.low - aside, plot->xs.high + aside,
			       cs_plot_whole(plot, plot->x), true, 0,
			       plot->characters ? 6 : 12);
	/* the axis ends beside the points, not at the next tic */
	if (width > 0) {
		axis->low = cs_axis_end(plot->xs.low - 0.01 * width);
		axis->high = cs_axis_end(plot->xs.high + 0.01 * width);
	}
	cs_axis_write(plot->out, "x", axis, cs_plot_type(plot, plot->x));
	cs_plot_yaxis(plot, 0.02);
}

/* Something is drawn in the upper sixth of the plot within `near` of `x`. */
static bool high_around(const struct cs_plot *plot, double x, double near)
{
	const struct cs_axis *axis = &plot->yaxis;
	double limit = axis->low + (axis->high - axis->low) * 5 / 6, value;
	int columns[] = { plot->y, plot->y2, plot->high };

	for (size_t r = 0; r < plot->groups.begin[plot->groups.count]; r++)
		for (int i = 0; i < 3; i++)
			if (fabs(cs_plot_x(plot, r) - x) <= near &&
			    cs_plot_value(plot, r, columns[i], &value) &&
			    value > limit)
				return true;
	return false;
}

/* The words on both sides of an end that all groups share. */
static void add_words(struct cs_plot *plot, double end, double width)
{
	const struct cs_axis *axis = &plot->xaxis;
	bool low = high_around(plot, end, NEAR * width);

	for (int i = 0; i < 2; i++) {
		double room = i == 0 ? end - axis->low : axis->high - end;

		if (room < 0.12 * (axis->high - axis->low))
			continue;
		cs_buf_addf(plot->out, "set label '%s' at ",
			    i == 0 ? "fitted" : "projected");
		cs_add_double(plot->out, end);
		cs_buf_addf(plot->out,
			    ", graph %d %s offset %d,%s front tc rgb "
			    "'" CS_COLOUR_SOFT "'\n",
			    low ? 0 : 1, i == 0 ? "right" : "left",
			    i == 0 ? -1 : 1, low ? "0.8" : "-0.8");
	}
}

static void add_ends(struct cs_plot *plot, double width)
{
	struct ends ends = find_ends(plot);

	for (size_t i = 0; i < plot->groups.count; i++) {
		if (!ends.known[i] || (ends.same && i > 0))
			continue;
		cs_buf_adds(plot->out, "set arrow from ");
		cs_add_double(plot->out, ends.at[i]);
		cs_buf_adds(plot->out, ", graph 0 to ");
		cs_add_double(plot->out, ends.at[i]);
		cs_buf_addf(plot->out,
			    ", graph 1 nohead lw 1.5 dt (2,4) lc rgb '%s'\n",
			    ends.same ? CS_COLOUR_SOFT : cs_group_colour(i));
	}
	if (ends.any && ends.same)
		add_words(plot, ends.at[0], width);
}

static void add_title(struct cs_plot *plot, int i)
{
	cs_buf_adds(plot->out, " title ");
	cs_plot_string(plot->out, name_of(plot, i));
}

/* `most`: of the group with the most. */
static void add_points(struct cs_plot *plot, size_t most)
{
	struct cs_buf *out = plot->out;
	bool one = plot->groups.total == 1;
	const char *size = most <= 40 ? "0.9" : most <= 100 ? "0.6" : "0.4";

	for (size_t i = 0; i < plot->groups.count; i++) {
		if (!plot->groups.points[i])
			continue;
		cs_buf_addf(out, ", \\\n  $data%u using 1:2 with points ",
			    plot->groups.points[i]);
		if (plot->characters)
			cs_buf_addf(out, "pt %zu notitle", one ? 15 : i + 1);
		else
			cs_buf_addf(out, "pt 7 ps %s lc rgb '%s' notitle", size,
				    cs_group_colour(i));
	}
	if (plot->y2 < 0 || (plot->characters && !one))
		return;
	cs_buf_adds(out, ", \\\n  NaN with points ");
	if (plot->characters)
		cs_buf_adds(out, "pt 15");
	else
		cs_buf_addf(out, "pt 7 ps 0.9 lc rgb '%s'",
			    one ? cs_group_colour(0) : CS_COLOUR_SOFT);
	add_title(plot, 1);
}

void cs_plot_projection(struct cs_plot *plot)
{
	struct cs_buf *out = plot->out;
	double width;
	size_t most;

	plot->xs = (struct cs_span){ INFINITY, -INFINITY };
	cs_group_span(plot);
	width = plot->xs.high - plot->xs.low;
	most = add_data(plot, width);
	add_axes(plot, width);
	add_ends(plot, width);
	cs_plot_key(plot);
	cs_buf_adds(out, "plot ");
	cs_group_bands(plot);
	for (size_t i = 0; i < plot->groups.count; i++) {
		cs_buf_addf(out, "%s$data%u using 1:2 with lines",
			    i > 0 ? ", \\\n  " : "", plot->groups.line[i]);
		cs_group_line(plot, i);
		if (plot->groups.total == 1)
			add_title(plot, 0);
		else
			cs_group_title(plot, i);
	}
	add_points(plot, most);
	cs_buf_addc(out, '\n');
}
