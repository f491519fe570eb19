/*
 * projection.c - a fitted model carried on beyond the data, beside what was
 * observed. See plot.h.
 */
#include <math.h>

#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

enum { STEPS = 1000 }; /* of x; what lies closer together is not seen */
enum { POINTS = 200 }; /* likewise for points, which are wider */
#define NEAR 0.15 /* of the width: where words beside the end would stand */

struct projection {
	const struct cs_chart *chart;
	const struct cs_table *table;
	int x, y, y2, low, high, complete;
	struct cs_groups groups;
	struct cs_span xs, ys;
	double width;
	struct cs_axis across, up;
	size_t npoints; /* of the group with the most */
	unsigned band[CS_PLOT_GROUPS], line[CS_PLOT_GROUPS],
	    points[CS_PLOT_GROUPS];
};

static void find_span(struct projection *p)
{
	for (size_t r = p->groups.begin[0];
	     r < p->groups.begin[p->groups.count]; r++)
		cs_span_widen(&p->xs, cs_plot_x(p->table, r, p->x));
	p->width = p->xs.high - p->xs.low;
}

/* Where the rows that were fitted end, unless that is the group's last row. */
struct ends {
	bool any, same;
	bool known[CS_PLOT_GROUPS];
	double at[CS_PLOT_GROUPS];
};

static struct ends find_ends(const struct cs_chart *chart,
			     const struct cs_groups *groups)
{
	int complete = cs_chart_column(chart, chart->complete);
	int x = cs_chart_column(chart, chart->x);
	struct ends ends = { .same = true };

	for (size_t i = 0; i < groups->count && complete >= 0; i++) {
		for (size_t r = groups->begin[i]; r < groups->begin[i + 1];
		     r++) {
			const struct cs_cell *cell =
			    cs_table_cell(chart->data, r, (size_t)complete);

			if (cell->null || !cell->as.flag)
				continue;
			ends.known[i] = r + 1 < groups->begin[i + 1];
			ends.at[i] = cs_plot_x(chart->data, r, x);
		}
		ends.any = ends.any || ends.known[i];
		ends.same =
		    ends.same && ends.known[i] && ends.at[i] == ends.at[0];
	}
	return ends;
}

/* Begins a part of the remark. */
static void add_part(struct cs_buf *out)
{
	if (out->length > 0)
		cs_buf_adds(out, "; ");
}

void cs_projection_remark(struct cs_buf *out, const struct cs_plot *plot,
			  const struct cs_chart *chart)
{
	struct cs_groups groups = cs_plot_groups(chart);
	struct ends ends = find_ends(chart, &groups);

	cs_group_remark(out, plot, chart);
	if (plot->characters && chart->y2 && groups.total > 1) {
		add_part(out);
		cs_buf_addf(out, "letters: %s",
			    chart->names[1] ? chart->names[1] : "observed");
	}
	/* in different places in different groups */
	if (ends.any && !ends.same) {
		add_part(out);
		cs_buf_adds(out, "dotted: where the data fitted end");
	}
}

/* x and the value of a column; returns how many. */
static size_t add_values(struct projection *p, struct cs_buf *data,
			 size_t group, int column, double step)
{
	size_t end = p->groups.begin[group + 1], count = 0;

	for (size_t r = p->groups.begin[group]; r < end;
	     r = cs_plot_next(p->table, r, end, p->x, step)) {
		double value;

		if (!cs_plot_value(p->table, r, column, &value))
			continue;
		count++;
		cs_span_widen(&p->ys, value);
		cs_plot_point(data, cs_plot_x(p->table, r, p->x), value);
	}
	return count;
}

/* x, low, high; within the axes, as in strata.c. */
static void add_band(struct projection *p, struct cs_buf *data, size_t group)
{
	size_t end = p->groups.begin[group + 1];

	for (size_t r = p->groups.begin[group]; r < end;
	     r = cs_plot_next(p->table, r, end, p->x, p->width / STEPS)) {
		double low, high;

		if (!cs_plot_value(p->table, r, p->low, &low) ||
		    !cs_plot_value(p->table, r, p->high, &high)) {
			cs_buf_addc(data, '\n');
			continue;
		}
		cs_span_widen(&p->ys, low);
		cs_span_widen(&p->ys, high);
		cs_plot_range(data, cs_plot_x(p->table, r, p->x), low, high);
	}
}

static void add_data(struct cs_plot *plot, struct projection *p)
{
	struct cs_buf data = CS_BUF_INIT;
	size_t count, all = 0;

	for (size_t i = 0; i < p->groups.count; i++) {
		count = add_values(p, &data, i, p->y, p->width / STEPS);
		all += count;
		if (count == 0)
			cs_buf_adds(&data, "0\tNaN\n");
		p->line[i] = cs_plot_block(plot, &data);
		count = add_values(p, &data, i, p->y2, p->width / POINTS);
		p->npoints = count > p->npoints ? count : p->npoints;
		all += count;
		p->points[i] = cs_plot_block(plot, &data);
		if (plot->characters || p->low < 0 || p->high < 0)
			continue;
		add_band(p, &data, i);
		p->band[i] = cs_plot_block(plot, &data);
	}
	cs_buf_release(&data);
	if (all == 0)
		cs_plot_no_data(plot);
}

static void add_axes(struct cs_plot *plot, struct projection *p)
{
	enum cs_type type = p->table->columns[p->y].type;
	bool small = plot->characters;

	/* a single point stands in the middle */
	p->across = cs_axis_choose(p->width > 0 ? p->xs.low : p->xs.low - 1,
				   p->width > 0 ? p->xs.high : p->xs.high + 1,
				   p->table->columns[p->x].type == CS_COUNT,
				   true, 0, small ? 6 : 12);
	/* the axis ends beside the points, not at the next tic */
	if (p->width > 0) {
		p->across.low = cs_axis_end(p->xs.low - 0.01 * p->width);
		p->across.high = cs_axis_end(p->xs.high + 0.01 * p->width);
	}
	cs_axis_write(plot->out, "x", &p->across, p->table->columns[p->x].type);
	p->up = cs_axis_share(&p->ys, type, small ? 4 : 6);
	cs_axis_write(plot->out, "y", &p->up, type);
}

/* Something is drawn in the upper sixth of the plot around `x`. */
static bool high_around(const struct projection *p, double x)
{
	double limit = p->up.low + (p->up.high - p->up.low) * 5 / 6;
	int columns[] = { p->y, p->y2, p->high };

	for (size_t r = p->groups.begin[0];
	     r < p->groups.begin[p->groups.count]; r++) {
		double value;

		if (fabs(cs_plot_x(p->table, r, p->x) - x) > NEAR * p->width)
			continue;
		for (int i = 0; i < 3; i++)
			if (cs_plot_value(p->table, r, columns[i], &value) &&
			    value > limit)
				return true;
	}
	return false;
}

/* The words on both sides of an end that all groups share. */
static void add_words(struct cs_plot *plot, const struct projection *p,
		      double end)
{
	static const char *const words[] = { "fitted", "projected" };
	bool low = high_around(p, end);
	double whole = p->across.high - p->across.low;

	for (int i = 0; i < 2; i++) {
		double room =
		    i == 0 ? end - p->across.low : p->across.high - end;

		if (room < 0.12 * whole)
			continue;
		cs_buf_addf(plot->out, "set label '%s' at ", words[i]);
		cs_add_double(plot->out, end);
		cs_buf_addf(plot->out,
			    ", graph %d %s offset %d,%s front tc rgb "
			    "'" CS_COLOUR_SOFT "'\n",
			    low ? 0 : 1, i == 0 ? "right" : "left",
			    i == 0 ? -1 : 1, low ? "0.8" : "-0.8");
	}
}

static void add_ends(struct cs_plot *plot, const struct projection *p)
{
	struct ends ends = find_ends(p->chart, &p->groups);

	for (size_t i = 0; i < p->groups.count; i++) {
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
		add_words(plot, p, ends.at[0]);
}

/* " title '...'" of names[i]. */
static void add_title(struct cs_plot *plot, const struct projection *p, int i)
{
	static const char *const names[] = { "model", "observed" };

	cs_buf_adds(plot->out, " title ");
	cs_plot_string(plot->out,
		       p->chart->names[i] ? p->chart->names[i] : names[i]);
}

static void add_points(struct cs_plot *plot, const struct projection *p)
{
	struct cs_buf *out = plot->out;
	bool one = p->groups.total == 1;
	const char *size = p->npoints <= 40    ? "0.9"
			   : p->npoints <= 100 ? "0.6"
					       : "0.4";

	for (size_t i = 0; i < p->groups.count; i++) {
		if (!p->points[i])
			continue;
		cs_buf_addf(out, ", \\\n  $data%u using 1:2 with points ",
			    p->points[i]);
		if (plot->characters)
			cs_buf_addf(out, "pt %zu notitle", one ? 15 : i + 1);
		else
			cs_buf_addf(out, "pt 7 ps %s lc rgb '%s' notitle", size,
				    cs_group_colour(i));
	}
	if (p->y2 < 0 || (plot->characters && !one))
		return;
	cs_buf_addf(out, ", \\\n  NaN with points %s",
		    plot->characters ? "pt 15" : "pt 7 ps 0.9 lc rgb ");
	if (!plot->characters)
		cs_buf_addf(out, "'%s'",
			    one ? cs_group_colour(0) : CS_COLOUR_SOFT);
	add_title(plot, p, 1);
}

static void draw(struct cs_plot *plot, const struct projection *p)
{
	struct cs_buf *out = plot->out;

	cs_buf_adds(out, "plot ");
	cs_group_bands(plot, &p->groups, p->band);
	for (size_t i = 0; i < p->groups.count; i++) {
		cs_buf_addf(out, "%s$data%u using 1:2 with lines",
			    i > 0 ? ", \\\n  " : "", p->line[i]);
		cs_group_line(plot, i);
		if (p->groups.total == 1)
			add_title(plot, p, 0);
		else
			cs_group_title(plot, p->chart, &p->groups, i);
	}
	add_points(plot, p);
	cs_buf_addc(out, '\n');
}

void cs_plot_projection(struct cs_plot *plot, const struct cs_chart *chart)
{
	struct projection p = {
		.chart = chart,
		.table = chart->data,
		.x = cs_chart_column(chart, chart->x),
		.y = cs_chart_column(chart, chart->y),
		.y2 = cs_chart_column(chart, chart->y2),
		.low = cs_chart_column(chart, chart->low),
		.high = cs_chart_column(chart, chart->high),
		.complete = cs_chart_column(chart, chart->complete),
		.groups = cs_plot_groups(chart),
		.xs = { INFINITY, -INFINITY },
	};

	find_span(&p);
	add_data(plot, &p);
	add_axes(plot, &p);
	add_ends(plot, &p);
	cs_plot_key(plot, chart);
	draw(plot, &p);
}
