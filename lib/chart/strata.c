/*
 * strata.c - survival curves by group, with the numbers still observed below
 * them. See plot.h.
 */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

enum { STEPS = 1000 }; /* of x; what lies closer together is not seen */
enum { MARKS = 60 };   /* for each group at most */
enum { NAME_WIDEST = 18 };
enum { NAME_WIDEST_CHARACTERS = 12 };

struct strata {
	const struct cs_chart *chart;
	const struct cs_table *table;
	int x, y, low, high, marks, at_risk;
	struct cs_groups groups;
	struct cs_span xs, ys;
	double step; /* of x, for thinning */
	struct cs_axis across, up;
	unsigned band[CS_PLOT_GROUPS], line[CS_PLOT_GROUPS],
	    ticks[CS_PLOT_GROUPS];
};

static void find_span(struct strata *s)
{
	for (size_t r = s->groups.begin[0];
	     r < s->groups.begin[s->groups.count]; r++)
		cs_span_widen(&s->xs, cs_plot_x(s->table, r, s->x));
	s->step = (s->xs.high - s->xs.low) / STEPS;
}

/* x, y of a curve; returns the last row with a value or the group's end. */
static size_t add_line(struct strata *s, struct cs_buf *data, size_t group)
{
	size_t end = s->groups.begin[group + 1], last = end;
	double start = s->table->columns[s->y].type == CS_PERCENT ? 100 : 1;

	cs_buf_addf(data, "0\t%g\n", start);
	cs_span_widen(&s->ys, start);
	for (size_t r = s->groups.begin[group]; r < end;
	     r = cs_plot_next(s->table, r, end, s->x, s->step)) {
		double value;

		if (!cs_plot_value(s->table, r, s->y, &value))
			continue;
		last = r;
		cs_span_widen(&s->ys, value);
		cs_plot_point(data, cs_plot_x(s->table, r, s->x), value);
	}
	if (last == end) {
		cs_buf_clear(data);
		cs_buf_adds(data, "0\tNaN\n");
	}
	return last;
}

/*
 * The band as the corners of its steps: x, low, high. All of it has to be
 * within the axes: gnuplot 5.4 may crash where it clips such a band.
 */
static void add_band(struct strata *s, struct cs_buf *data, size_t group)
{
	size_t end = s->groups.begin[group + 1], next;

	for (size_t r = s->groups.begin[group]; r < end; r = next) {
		double corner[2], low, high;

		next = cs_plot_next(s->table, r, end, s->x, s->step);
		if (!cs_plot_value(s->table, r, s->low, &low) ||
		    !cs_plot_value(s->table, r, s->high, &high)) {
			cs_buf_addc(data, '\n');
			continue;
		}
		cs_span_widen(&s->ys, low);
		cs_span_widen(&s->ys, high);
		corner[0] = cs_plot_x(s->table, r, s->x);
		corner[1] = cs_plot_x(s->table, next < end ? next : r, s->x);
		for (int i = 0; i < 2; i++)
			cs_plot_range(data, corner[i], low, high);
	}
}

/* x, y where somebody was lost from view; at most MARKS, evenly in x. */
static void add_ticks(const struct strata *s, struct cs_buf *data, size_t group)
{
	double step = (s->xs.high - s->xs.low) / MARKS, seen = -1;

	for (size_t r = s->groups.begin[group]; r < s->groups.begin[group + 1];
	     r++) {
		double count, value, here = cs_plot_x(s->table, r, s->x);
		double place =
		    step > 0 ? fmin(floor(here / step), MARKS - 1) : 0;

		if (!cs_plot_value(s->table, r, s->marks, &count) ||
		    !cs_plot_value(s->table, r, s->y, &value) || !(count > 0) ||
		    place <= seen)
			continue;
		seen = place;
		cs_plot_point(data, here, value);
	}
}

static void add_data(struct cs_plot *plot, struct strata *s)
{
	struct cs_buf data = CS_BUF_INIT;
	bool empty = true;
	size_t last;

	for (size_t i = 0; i < s->groups.count; i++) {
		last = add_line(s, &data, i);
		empty = empty && last == s->groups.begin[i + 1];
		if (s->groups.total == 1 && last < s->groups.begin[1])
			cs_plot_end(plot, s->table, last, s->x, s->y);
		s->line[i] = cs_plot_block(plot, &data);
		if (plot->characters)
			continue;
		if (s->low >= 0 && s->high >= 0)
			add_band(s, &data, i);
		s->band[i] = cs_plot_block(plot, &data);
		if (s->marks >= 0)
			add_ticks(s, &data, i);
		s->ticks[i] = cs_plot_block(plot, &data);
	}
	cs_buf_release(&data);
	if (empty)
		cs_plot_no_data(plot);
}

/* How many are at risk at `time`. */
static void add_number(struct cs_buf *out, const struct strata *s, size_t group,
		       double time)
{
	double within = 1e-9 * s->across.step;

	for (size_t r = s->groups.begin[group]; r < s->groups.begin[group + 1];
	     r++) {
		if (cs_plot_x(s->table, r, s->x) < time - within)
			continue;
		cs_plot_label(out, s->table, r, s->at_risk);
		return;
	}
	cs_buf_addc(out, '0');
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

/* The widest number of the strip and the widest name, in columns. */
static void measure(const struct cs_plot *plot, const struct strata *s,
		    size_t *number, size_t *name)
{
	size_t columns =
	    plot->characters ? NAME_WIDEST_CHARACTERS : NAME_WIDEST;
	struct cs_buf text = CS_BUF_INIT;

	*number = 0;
	*name = 0;
	for (size_t i = 0; i < s->groups.count; i++) {
		size_t width;

		cs_buf_clear(&text);
		add_number(&text, s, i, 0);
		width = cs_utf8_width(text.data, text.length);
		*number = width > *number ? width : *number;
		cs_buf_clear(&text);
		cs_group_name(&text, s->chart, &s->groups, i, columns);
		width = cs_utf8_width(text.data, text.length);
		*name = width > *name ? width : *name;
	}
	cs_buf_release(&text);
}

/* A line of the strip: the name and a number below each tic. */
static void add_strip_line(struct cs_plot *plot, const struct strata *s,
			   size_t group, double left, double down)
{
	const char *colour = s->groups.total > 1 && !plot->characters
				 ? cs_group_colour(group)
				 : CS_COLOUR_TEXT;
	size_t columns =
	    plot->characters ? NAME_WIDEST_CHARACTERS : NAME_WIDEST;
	struct cs_buf text = CS_BUF_INIT, place = CS_BUF_INIT;
	long first, last;

	if (s->groups.total > 1) {
		cs_group_name(&text, s->chart, &s->groups, group, columns);
		add_strip_text(plot->out, text.data, left, down, "graph 0",
			       "right", colour);
	}
	cs_axis_tics(&s->across, &first, &last);
	for (long i = first; i <= last; i++) {
		cs_buf_clear(&text);
		cs_buf_clear(&place);
		cs_buf_adds(&place, "first ");
		cs_add_double(&place, (double)i * s->across.step);
		add_number(&text, s, group, (double)i * s->across.step);
		add_strip_text(plot->out, text.data, 0, down, place.data,
			       "center", CS_COLOUR_TEXT);
	}
	cs_buf_release(&text);
	cs_buf_release(&place);
}

/* The heading stands to the left of the name of the axis if there is room. */
static double add_heading(struct cs_plot *plot, const struct strata *s)
{
	static const char heading[] = "still observed";
	bool small = plot->characters;
	const char *label = s->chart->xlabel;
	size_t room = cs_plot_across(plot) - (small ? 8 : 36);
	double down = small ? 2 : 2.5;

	if (label &&
	    cs_utf8_width(label, strlen(label)) + 2 * sizeof heading > room)
		down += small ? 1 : 1.3 * plot->line;
	add_strip_text(plot->out, heading, 0, down, "graph 0", "left",
		       CS_COLOUR_SOFT);
	return down;
}

static void add_strip(struct cs_plot *plot, const struct strata *s)
{
	bool small = plot->characters;
	double down = add_heading(plot, s), left;
	size_t number, name;

	measure(plot, s, &number, &name);
	left = -((double)number * (small ? 0.5 : 0.45) + (small ? 2 : 1.2));
	for (size_t i = 0; i < s->groups.count; i++)
		add_strip_line(plot, s, i, left,
			       down += small ? 1 : 1.15 * plot->line);
	cs_buf_addf(plot->out, "set bmargin %.2f\n", down + (small ? 1 : 1.1));
	left = (double)name * (small ? 1 : 0.85) + 1.5 - left;
	if (s->groups.total > 1 && left > 10)
		cs_buf_addf(plot->out, "set lmargin %.2f\n", left);
}

static void add_axes(struct cs_plot *plot, struct strata *s)
{
	enum cs_type type = s->table->columns[s->y].type;
	bool small = plot->characters;
	long first, last;

	/* as many tics as can carry a number each */
	for (int tics = small ? 5 : 8; tics > 1; tics--) {
		s->across = cs_axis_choose(
		    s->xs.low, s->xs.high,
		    s->table->columns[s->x].type == CS_COUNT, false, 0, tics);
		/* the curves end where the data end, not at the next tic */
		if (s->xs.high > s->across.low)
			s->across.high = cs_axis_end(s->xs.high);
		cs_axis_tics(&s->across, &first, &last);
		if (last - first < (small ? 5 : 8))
			break;
	}
	cs_axis_write(plot->out, "x", &s->across, s->table->columns[s->x].type);
	s->up = cs_axis_share(&s->ys, type, small ? 4 : 6);
	cs_axis_write(plot->out, "y", &s->up, type);
}

static void draw(struct cs_plot *plot, const struct strata *s)
{
	struct cs_buf *out = plot->out;
	double half = 0.012 * (s->up.high - s->up.low);

	cs_buf_adds(out, "plot ");
	cs_group_bands(plot, &s->groups, s->band);
	for (size_t i = 0; i < s->groups.count; i++)
		if (s->ticks[i])
			cs_buf_addf(out,
				    "$data%u using 1:($2-%.6g):(0):(%.6g) with "
				    "vectors nohead lw 1.2 lc rgb '%s' "
				    "notitle, \\\n  ",
				    s->ticks[i], half, 2 * half,
				    cs_group_colour(i));
	for (size_t i = 0; i < s->groups.count; i++) {
		cs_buf_addf(out, "%s$data%u using 1:2 with steps",
			    i > 0 ? ", \\\n  " : "", s->line[i]);
		cs_group_line(plot, i);
		cs_group_title(plot, s->chart, &s->groups, i);
	}
	cs_buf_addc(out, '\n');
}

void cs_plot_curves(struct cs_plot *plot, const struct cs_chart *chart)
{
	struct strata s = {
		.chart = chart,
		.table = chart->data,
		.x = cs_chart_column(chart, chart->x),
		.y = cs_chart_column(chart, chart->y),
		.low = cs_chart_column(chart, chart->low),
		.high = cs_chart_column(chart, chart->high),
		.marks = cs_chart_column(chart, chart->marks),
		.at_risk = cs_chart_column(chart, chart->at_risk),
		.groups = cs_plot_groups(chart),
	};

	find_span(&s);
	add_data(plot, &s);
	add_axes(plot, &s);
	if (s.at_risk >= 0)
		add_strip(plot, &s);
	cs_plot_key(plot, chart);
	draw(plot, &s);
}
