/* groups.c - what charts with several groups share: see plot.h. */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "report/internal.h"
#include "report/number.h"
#include "chart/plot.h"

enum { NAME_WIDEST = 24 }; /* columns of a name in the legend */
enum { NAME_WIDEST_CHARACTERS = 13 };
/* Columns across: of a picture in gnuplot's measure, which is wider; a
 * terminal. */
enum { ROOM = 84, ROOM_CHARACTERS = 60 };
enum { STRIP = 18 }; /* less where names stand to the left of the plot */

/*
 * Neighbours differ in lightness or in their dashes, so that they are told
 * apart in grey, too.
 */
static const struct {
	const char *colour, *dash;
} styles[CS_CHART_GROUPS] = {
	{ CS_COLOUR_MAIN, "solid" }, { CS_COLOUR_THIRD, "solid" },
	{ "#222222", "(8,4)" },	     { "#009e73", "(14,4,3,4)" },
	{ "#8e3b86", "(3,3)" },	     { "#6cb0e0", "(20,5)" },
};

/* Two rows of a group. */
static bool together(const struct cs_plot *plot, size_t a, size_t b)
{
	return plot->row < 0 ||
	       cs_same_cells(plot->table, a, b, (size_t)plot->row);
}

struct cs_groups cs_plot_groups(const struct cs_plot *plot)
{
	struct cs_groups groups = { 0 };

	for (size_t r = 0; r < plot->rows; r++) {
		if (r > 0 && together(plot, r - 1, r))
			continue;
		if (groups.total < CS_CHART_GROUPS)
			groups.begin[groups.count++] = r;
		else if (groups.total == CS_CHART_GROUPS)
			groups.begin[groups.count] = r;
		groups.total++;
	}
	if (groups.total == groups.count)
		groups.begin[groups.count] = plot->rows;
	return groups;
}

const char *cs_group_name(struct cs_plot *plot, size_t group, size_t columns)
{
	const char *name = "";

	if (plot->row >= 0)
		name =
		    cs_plot_label(plot, plot->groups.begin[group], plot->row);
	cs_buf_clear(&plot->name);
	cs_plot_cut(&plot->name, name, columns);
	return plot->name.data;
}

const char *cs_group_colour(size_t group)
{
	return styles[group].colour;
}

void cs_group_line(const struct cs_plot *plot, size_t group)
{
	if (plot->characters)
		cs_buf_addf(plot->out, " lt %zu", group + 1);
	else
		cs_buf_addf(plot->out, " lw 2.5 dt %s lc rgb '%s'",
			    styles[group].dash, styles[group].colour);
}

void cs_group_bands(const struct cs_plot *plot)
{
	const struct cs_groups *groups = &plot->groups;

	for (size_t i = 0; i < groups->count; i++)
		if (groups->band[i])
			cs_buf_addf(plot->out,
				    "$data%u using 1:2:3 with filledcurves "
				    "fs transparent solid %s lc rgb '%s' "
				    "notitle, \\\n  ",
				    groups->band[i],
				    groups->count > 2 ? "0.15" : "0.25",
				    styles[i].colour);
}

/* Its name in the legend. */
static const char *entry_of(struct cs_plot *plot, size_t group)
{
	return cs_group_name(plot, group,
			     plot->characters ? NAME_WIDEST_CHARACTERS
					      : NAME_WIDEST);
}

void cs_group_title(struct cs_plot *plot, size_t group)
{
	const char *name = entry_of(plot, group);

	if (plot->groups.total == 1) {
		cs_buf_adds(plot->out, " notitle");
		return;
	}
	cs_buf_adds(plot->out, " title ");
	cs_plot_string(plot->out, *name ? name : " ");
}

/* --- their rows ----------------------------------------------------------- */

void cs_group_span(struct cs_plot *plot)
{
	const struct cs_groups *groups = &plot->groups;

	for (size_t r = groups->begin[0]; r < groups->begin[groups->count]; r++)
		cs_span_widen(&plot->xs, cs_plot_x(plot, r));
}

size_t cs_plot_next(const struct cs_plot *plot, size_t row, size_t end,
		    double step)
{
	double here = floor(cs_plot_x(plot, row) / step);
	size_t next = row + 1;

	if (plot->every > 0 && next < end)
		return row + plot->every < end ? row + plot->every : end - 1;
	if (!(step > 0))
		return next < end ? end - 1 : end;
	while (next + 1 < end && floor(cs_plot_x(plot, next) / step) == here &&
	       floor(cs_plot_x(plot, next + 1) / step) == here)
		next++;
	return next;
}

size_t cs_group_points(struct cs_plot *plot, size_t group, int column,
		       double step, size_t *last)
{
	size_t end = plot->groups.begin[group + 1], count = 0;
	double value;

	for (size_t r = plot->groups.begin[group]; r < end;
	     r = cs_plot_next(plot, r, end, step)) {
		if (!cs_plot_value(plot, r, column, &value))
			continue;
		count++;
		*last = r;
		cs_span_widen(&plot->ys, value);
		cs_plot_point(plot, cs_plot_x(plot, r), value);
	}
	return count;
}

void cs_group_band(struct cs_plot *plot, size_t group, double step, bool steps)
{
	size_t end = plot->groups.begin[group + 1], next;
	double low, high;

	for (size_t r = plot->groups.begin[group]; r < end; r = next) {
		next = cs_plot_next(plot, r, end, step);
		if (!cs_plot_value(plot, r, plot->low, &low) ||
		    !cs_plot_value(plot, r, plot->high, &high)) {
			cs_buf_addc(&plot->block, '\n');
			continue;
		}
		cs_span_widen(&plot->ys, low);
		cs_span_widen(&plot->ys, high);
		cs_plot_range(plot, cs_plot_x(plot, r), low, high);
		if (steps)
			cs_plot_range(plot,
				      cs_plot_x(plot, next < end ? next : r),
				      low, high);
	}
}

/* --- the legend ----------------------------------------------------------- */

/* Adds an entry with this name; `characters` becomes those of the longest. */
static void add_entry(struct cs_legend *legend, const char *name,
		      size_t *characters)
{
	size_t count = 0;

	for (const char *p = name; *p; p++)
		count += ((unsigned char)*p & 0xC0) != 0x80;
	legend->entries++;
	*characters = count > *characters ? count : *characters;
	legend->width = cs_utf8_widest(name, legend->width);
}

static void add_entries(struct cs_plot *plot, struct cs_legend *legend,
			size_t *characters)
{
	const char *const *names = plot->chart->names;
	bool points = plot->form->points, many = plot->groups.total > 1;

	for (size_t i = 0; many && i < plot->groups.count; i++)
		add_entry(legend, entry_of(plot, i), characters);
	if (points && plot->groups.total == 1)
		add_entry(legend, names[0] ? names[0] : "model", characters);
	if (points && plot->y2 >= 0 && !(plot->characters && many))
		add_entry(legend, names[1] ? names[1] : "observed", characters);
}

struct cs_legend cs_plot_legend(struct cs_plot *plot)
{
	const struct cs_chart *chart = plot->chart;
	size_t room = cs_plot_room(plot, ROOM, ROOM_CHARACTERS);
	size_t characters = 0, wide, label = 0;
	struct cs_legend legend = { 0 };

	if (!plot->form->groups)
		return legend;
	add_entries(plot, &legend, &characters);
	if (legend.entries == 0)
		return legend;
	if (chart->at_risk && chart->row)
		room = room > STRIP ? room - STRIP : 0;
	if (chart->ylabel)
		label = cs_utf8_widest(chart->ylabel, 0);
	/* gnuplot takes all characters for wide ones, and none for double */
	if (!plot->characters) {
		legend.width = legend.width * 4 / 5 + 1;
		label = label * 4 / 5;
	}
	wide = legend.width + 7;
	legend.spare = (int)legend.width - (int)characters;
	legend.columns = room / wide > 0 ? room / wide : 1;
	if (legend.columns > legend.entries)
		legend.columns = legend.entries;
	legend.lines = (legend.entries + legend.columns - 1) / legend.columns;
	if (legend.lines == 1 && legend.entries * wide + label + 8 <= room)
		legend.lines = 0;
	return legend;
}

void cs_plot_key(struct cs_plot *plot)
{
	const struct cs_legend *legend = &plot->legend;
	bool beside = legend->lines == 0;

	if (legend->entries == 0)
		return;
	cs_buf_addf(plot->out,
		    "set key at graph %d, graph %s bottom %s horizontal Left "
		    "reverse samplen 3 spacing %g width %d maxcols %zu "
		    "noenhanced textcolor rgb '" CS_COLOUR_TEXT "'\n",
		    beside ? 1 : 0, plot->characters ? "1.08" : "1.02",
		    beside ? "right" : "left", plot->line, legend->spare + 1,
		    legend->columns);
}

void cs_plot_first(struct cs_buf *out, size_t shown, size_t total,
		   const char *what)
{
	if (shown >= total)
		return;
	cs_buf_addf(out, "the first %zu of ", shown);
	cs_add_count(out, (int64_t)total);
	cs_buf_adds(out, what);
}

void cs_groups_chosen(struct cs_buf *out, const struct cs_plot *plot,
		      size_t drawn)
{
	const struct cs_chart *chart = plot->chart;

	if (chart->of_groups <= drawn)
		return;
	cs_buf_addf(out, "the %zu %s of ", drawn,
		    chart->latest ? "latest" : "largest");
	cs_add_count(out, (int64_t)chart->of_groups);
	cs_buf_adds(out, " groups");
}

void cs_group_remark(struct cs_buf *out, const struct cs_plot *plot)
{
	if (plot->chart->of_groups > plot->groups.total) {
		cs_groups_chosen(out, plot, plot->groups.total);
		return;
	}
	cs_plot_first(out, plot->groups.count, plot->groups.total,
		      plot->form->minutes			? ", by size"
		      : plot->chart->kind == CS_CHART_INCIDENCE ? " causes"
								: " groups");
}
