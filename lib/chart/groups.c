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
enum { ROOM = 84 };
enum { ROOM_CHARACTERS = 60 };
enum { STRIP = 18 }; /* less where names stand to the left of the plot */

/*
 * Neighbours differ in lightness or in their dashes, so that they are told
 * apart in grey, too.
 */
static const struct {
	const char *colour, *dash;
} styles[CS_PLOT_GROUPS] = {
	{ CS_COLOUR_MAIN, "solid" }, { CS_COLOUR_THIRD, "solid" },
	{ "#222222", "(8,4)" },	     { "#009e73", "(14,4,3,4)" },
	{ "#8e3b86", "(3,3)" },	     { "#6cb0e0", "(20,5)" },
};

/* Two rows of a group. */
static bool together(const struct cs_table *table, size_t a, size_t b, int row)
{
	const struct cs_cell *x = cs_table_cell(table, a, (size_t)row);
	const struct cs_cell *y = cs_table_cell(table, b, (size_t)row);

	if (x->null || y->null)
		return x->null && y->null;
	if (table->columns[row].type != CS_TEXT)
		return false;
	return strcmp(x->as.text, y->as.text) == 0;
}

struct cs_groups cs_plot_groups(const struct cs_chart *chart)
{
	struct cs_groups groups = { 0 };
	size_t rows = cs_table_rows(chart->data);
	int row = cs_chart_column(chart, chart->row);

	for (size_t r = 0; r < rows; r++) {
		if (r > 0 && (row < 0 || together(chart->data, r - 1, r, row)))
			continue;
		if (groups.total < CS_PLOT_GROUPS)
			groups.begin[groups.count++] = r;
		else if (groups.total == CS_PLOT_GROUPS)
			groups.begin[groups.count] = r;
		groups.total++;
	}
	if (groups.total == groups.count)
		groups.begin[groups.count] = rows;
	return groups;
}

void cs_group_name(struct cs_buf *out, const struct cs_chart *chart,
		   const struct cs_groups *groups, size_t group, size_t columns)
{
	struct cs_buf name = CS_BUF_INIT;
	int row = cs_chart_column(chart, chart->row);

	if (row >= 0)
		cs_plot_label(&name, chart->data, groups->begin[group], row);
	cs_printable(out, name.data, name.length, columns);
	cs_buf_release(&name);
}

const char *cs_group_colour(size_t group)
{
	return styles[group % CS_PLOT_GROUPS].colour;
}

void cs_group_line(const struct cs_plot *plot, size_t group)
{
	if (plot->characters)
		cs_buf_addf(plot->out, " lt %zu", group + 1);
	else
		cs_buf_addf(plot->out, " lw 2.5 dt %s lc rgb '%s'",
			    styles[group % CS_PLOT_GROUPS].dash,
			    cs_group_colour(group));
}

void cs_group_bands(const struct cs_plot *plot, const struct cs_groups *groups,
		    const unsigned band[])
{
	for (size_t i = 0; i < groups->count; i++)
		if (band[i])
			cs_buf_addf(plot->out,
				    "$data%u using 1:2:3 with filledcurves "
				    "fs transparent solid %s lc rgb '%s' "
				    "notitle, \\\n  ",
				    band[i],
				    groups->count > 2 ? "0.15" : "0.25",
				    cs_group_colour(i));
}

void cs_group_title(const struct cs_plot *plot, const struct cs_chart *chart,
		    const struct cs_groups *groups, size_t group)
{
	size_t columns =
	    plot->characters ? NAME_WIDEST_CHARACTERS : NAME_WIDEST;
	struct cs_buf name = CS_BUF_INIT;

	if (groups->total == 1) {
		cs_buf_adds(plot->out, " notitle");
		return;
	}
	cs_group_name(&name, chart, groups, group, columns);
	cs_buf_adds(plot->out, " title ");
	cs_plot_string(plot->out, name.length > 0 ? name.data : " ");
	cs_buf_release(&name);
}

size_t cs_plot_next(const struct cs_table *table, size_t row, size_t end, int x,
		    double step)
{
	double here = floor(cs_plot_x(table, row, x) / step);
	size_t next = row + 1;

	if (!(step > 0))
		return next < end ? end - 1 : end;
	while (next + 1 < end &&
	       floor(cs_plot_x(table, next, x) / step) == here &&
	       floor(cs_plot_x(table, next + 1, x) / step) == here)
		next++;
	return next;
}

/* Adds an entry with this name; `characters` becomes those of the longest. */
static void add_entry(struct cs_legend *legend, const char *name,
		      size_t *characters)
{
	size_t length = strlen(name), count = 0;
	size_t width = cs_utf8_width(name, length);

	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)name[i] & 0xC0) != 0x80;
	legend->entries++;
	*characters = count > *characters ? count : *characters;
	legend->width = width > legend->width ? width : legend->width;
}

static void add_entries(const struct cs_plot *plot,
			const struct cs_chart *chart, struct cs_legend *legend,
			size_t *characters)
{
	struct cs_groups groups = cs_plot_groups(chart);
	bool points = cs_chart_forms[chart->kind].points;
	size_t columns =
	    plot->characters ? NAME_WIDEST_CHARACTERS : NAME_WIDEST;
	struct cs_buf name = CS_BUF_INIT;

	for (size_t i = 0; i < groups.count && groups.total > 1; i++) {
		cs_buf_clear(&name);
		cs_group_name(&name, chart, &groups, i, columns);
		add_entry(legend, name.data, characters);
	}
	cs_buf_release(&name);
	if (points && groups.total == 1)
		add_entry(legend, chart->names[0] ? chart->names[0] : "model",
			  characters);
	if (points && chart->y2 && !(plot->characters && groups.total > 1))
		add_entry(legend,
			  chart->names[1] ? chart->names[1] : "observed",
			  characters);
}

struct cs_legend cs_plot_legend(const struct cs_plot *plot,
				const struct cs_chart *chart)
{
	size_t room = plot->characters ? ROOM_CHARACTERS : ROOM;
	size_t characters = 0, wide, label = 0;
	struct cs_legend legend = { 0 };

	if (!cs_chart_forms[chart->kind].groups)
		return legend;
	add_entries(plot, chart, &legend, &characters);
	if (legend.entries == 0)
		return legend;
	if (chart->at_risk && chart->row)
		room -= STRIP;
	if (chart->ylabel)
		label = cs_utf8_width(chart->ylabel, strlen(chart->ylabel));
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
	if (legend.lines == 1 && legend.entries * wide + label + 2 <= room)
		legend.lines = 0;
	return legend;
}

void cs_plot_key(struct cs_plot *plot, const struct cs_chart *chart)
{
	struct cs_legend legend = cs_plot_legend(plot, chart);
	bool beside = legend.lines == 0;

	if (legend.entries == 0)
		return;
	cs_buf_addf(plot->out,
		    "set key at graph %d, graph %s bottom %s horizontal Left "
		    "reverse samplen 3 spacing %g width %d maxcols %zu "
		    "noenhanced textcolor rgb '" CS_COLOUR_TEXT "'\n",
		    beside ? 1 : 0, plot->characters ? "1.08" : "1.02",
		    beside ? "right" : "left", plot->line, legend.spare + 1,
		    legend.columns);
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

void cs_group_remark(struct cs_buf *out, const struct cs_plot *plot,
		     const struct cs_chart *chart)
{
	struct cs_groups groups = cs_plot_groups(chart);

	(void)plot;
	cs_plot_first(out, groups.count, groups.total, " groups");
}
