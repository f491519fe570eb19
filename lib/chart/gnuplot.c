/*
 * gnuplot.c - the charts as one gnuplot script: see plot.h for what keeps it
 * safe. The script holds its data, no path, no time.
 */
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "chart/chart.h"
#include "chart/plot.h"

void cs_plot_string(struct cs_buf *out, const char *text)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_printable(&shown, text, strlen(text), 0);
	cs_buf_addc(out, '\'');
	for (const char *p = shown.data; *p; p++) {
		if (*p == '\'')
			cs_buf_adds(out, "\xE2\x80\x99");
		else
			cs_buf_addc(out, *p);
	}
	cs_buf_addc(out, '\'');
	cs_buf_release(&shown);
}

void cs_plot_cut(struct cs_buf *out, const char *text, size_t columns)
{
	struct cs_buf whole = CS_BUF_INIT;
	size_t width, tail = columns / 3, from;

	cs_printable(&whole, text, strlen(text), 0);
	width = cs_utf8_width(whole.data, whole.length);
	if (columns < 12 || width <= columns) {
		cs_printable(out, text, strlen(text), columns);
	} else {
		from = cs_utf8_prefix(whole.data, whole.length,
				      columns - 3 - tail);
		cs_buf_add(out, whole.data, from);
		cs_buf_adds(out, "...");
		/* a wide character may stand across */
		for (size_t w = width - tail; w <= width; w++) {
			from = cs_utf8_prefix(whole.data, whole.length, w);
			if (cs_utf8_widest(whole.data + from, 0) <= tail)
				break;
		}
		cs_buf_adds(out, whole.data + from);
	}
	cs_buf_release(&whole);
}

void cs_plot_field(struct cs_buf *out, const char *text, size_t columns)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_plot_cut(&shown, text, columns);
	/* an empty field would be a missing value */
	if (shown.length == 0)
		cs_buf_addc(out, ' ');
	for (const char *p = shown.data; *p; p++) {
		/* a straight quote at the start would swallow the tab */
		if (*p == '"')
			cs_buf_adds(out, "\xE2\x80\x9D");
		else
			cs_buf_addc(out, *p);
	}
	cs_buf_addc(out, '\t');
	cs_buf_release(&shown);
}

unsigned cs_plot_block(struct cs_plot *plot)
{
	struct cs_buf end = CS_BUF_INIT, *rows = &plot->block;

	if (rows->length == 0)
		return 0;
	cs_buf_adds(&end, "END");
	while (cs_word_among(end.data, end.length, rows->data, '\n'))
		cs_buf_addc(&end, '_');
	plot->blocks++;
	cs_buf_addf(plot->out, "$data%u << %s\n", plot->blocks, end.data);
	cs_buf_add(plot->out, rows->data, rows->length);
	cs_buf_addf(plot->out, "%s\n", end.data);
	cs_buf_release(&end);
	cs_buf_clear(rows);
	return plot->blocks;
}

void cs_plot_grow(struct cs_plot *plot, long lines)
{
	plot->grown = lines != plot->canvas.height;
	cs_buf_addf(plot->out,
		    "set terminal dumb nofeed noenhanced mono size %ld,%ld\n",
		    plot->canvas.width, lines);
}

bool cs_chart_wanted(const struct cs_chart *chart, const char *const *names,
		     size_t nnames)
{
	for (size_t i = 0; i < nnames; i++)
		if (strcmp(names[i], chart->table) == 0)
			return true;
	return nnames == 0;
}

/* cairo draws best; a gnuplot without it may still have gd for png. */
static void add_terminal(struct cs_buf *out, const char *terminal)
{
	static const char cairo[] = "pngcairo";

	if (strncmp(terminal, cairo, strlen(cairo)) != 0) {
		cs_buf_addf(out, "set terminal %s\n", terminal);
		return;
	}
	cs_buf_addf(out,
		    "if (strstrt(GPVAL_TERMINALS, ' %s ') > 0) {\n"
		    "set terminal %s\n"
		    "} else {\n"
		    "set terminal png%s\n"
		    "}\n",
		    cairo, terminal, terminal + strlen(cairo));
}

static void add_preamble(struct cs_buf *out, const struct cs_report *report,
			 const struct cs_canvas *canvas, const char *terminal,
			 size_t charts)
{
	cs_buf_addf(out, "# %s: %zu chart%s for gnuplot 5.2 or later\n",
		    report->command, charts, charts == 1 ? "" : "s");
	if (terminal == NULL)
		cs_buf_addf(out,
			    "# gnuplot -e \"set terminal pngcairo size "
			    "%ld,%ld font ',14'; set output 'charts.png'\" "
			    "THIS-FILE\n",
			    canvas->width, canvas->height * (long)charts);
	cs_buf_adds(out, "set encoding utf8\n");
	if (terminal)
		add_terminal(out, terminal);
	cs_buf_adds(out, "set termoption noenhanced\n");
}

size_t cs_charts_wanted(const struct cs_report *report,
			const char *const *names, size_t nnames)
{
	size_t count = 0;

	for (size_t i = 0; i < report->ncharts; i++)
		count += cs_chart_wanted(&report->charts[i], names, nnames);
	return count;
}

int cs_charts_check(const struct cs_report *report, const char *const *names,
		    size_t nnames, struct cs_err *err)
{
	struct cs_buf list = CS_BUF_INIT;

	size_t count = cs_charts_wanted(report, names, nnames);

	if (count > 1 && report->canvas.title != NULL)
		return cs_fail(err, NULL,
			       "--title is of one chart, and these are %zu: "
			       "name the table of one with -t",
			       count);
	if (count > 0)
		return 0;
	for (size_t i = 0; i < report->ncharts; i++) {
		const char *table = report->charts[i].table;

		size_t first = 0;

		while (strcmp(report->charts[first].table, table) != 0)
			first++;
		if (first == i)
			cs_buf_addf(&list, "%s%s", i > 0 ? ", " : "", table);
	}
	if (report->ncharts == 0 && report->undrawn)
		cs_fail(err, "no-chart",
			"there is nothing to draw: no value, or a single one, "
			"says no more on a chart than in its table");
	else if (report->ncharts == 0)
		cs_fail(err, "no-chart", "there is nothing to draw");
	else
		cs_fail(err, "no-chart",
			"no chart belongs to the tables named; there are "
			"charts of %s",
			list.data);
	cs_buf_release(&list);
	return -1;
}

struct cs_canvas cs_chart_canvas(const struct cs_report *report,
				 bool characters)
{
	struct cs_canvas canvas = report->canvas;

	if (canvas.width > 0)
		return canvas;
	canvas.width = characters ? CS_CHART_COLUMNS : CS_CHART_WIDTH;
	canvas.height = characters ? CS_CHART_LINES : CS_CHART_HEIGHT;
	return canvas;
}

void cs_render_gnuplot(const struct cs_report *report, const char *const *names,
		       size_t nnames, const char *terminal, struct cs_buf *out)
{
	struct cs_plot plot = { .out = out,
				.title_font = "sans-serif:Bold,18",
				.line = 1,
				.block = CS_BUF_INIT,
				.label = CS_BUF_INIT,
				.name = CS_BUF_INIT };
	size_t count = cs_charts_wanted(report, names, nnames);
	bool several;

	plot.characters = terminal && strncmp(terminal, "dumb", 4) == 0;
	plot.canvas = cs_chart_canvas(report, plot.characters);
	add_preamble(out, report, &plot.canvas, terminal, count);
	/*
	 * svg counts in pixels, takes ":Bold" for a part of the name, and
	 * leaves half as much again between lines
	 */
	if (terminal && strncmp(terminal, "svg", 3) == 0) {
		plot.title_font = "sans-serif,25";
		plot.line = 0.8;
	}
	several = count > 1 && !plot.characters;
	if (several)
		cs_buf_addf(out, "set multiplot layout %zu,1\n", count);
	for (size_t i = 0; i < report->ncharts; i++)
		if (cs_chart_wanted(&report->charts[i], names, nnames))
			cs_plot_chart(&plot, &report->charts[i]);
	if (several)
		cs_buf_adds(out, "unset multiplot\n");
	cs_buf_release(&plot.block);
	cs_buf_release(&plot.label);
	cs_buf_release(&plot.name);
}
