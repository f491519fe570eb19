/*
 * frame.c - around the plot: the question, the answer, the names of the axes.
 * See plot.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "chart/plot.h"

struct cs_lines cs_plot_break(const char *text, size_t columns)
{
	struct cs_lines lines = { cs_strdup(text), 1, true };
	char *line = lines.text;

	for (;;) {
		size_t length = strlen(line);
		size_t fit = cs_utf8_prefix(line, length, columns);

		if (fit == length)
			return lines;
		while (fit > 0 && (line[fit] != ' ' || line[fit + 1] == '%'))
			fit--;
		if (fit == 0) {
			lines.fits = false; /* one long word */
			return lines;
		}
		line[fit] = '\0';
		line += fit + 1;
		lines.count++;
	}
}

/*
 * `up` is the height of the line above the plot in lines of the base font,
 * `right` how far it begins to the right of its place.
 */
static void add_text(struct cs_buf *out, const char *text, double right,
		     double up, const char *place, const char *style)
{
	cs_buf_adds(out, "set label ");
	cs_plot_string(out, text);
	cs_buf_addf(out, " at graph %s, graph 1 offset %g,%.2f noenhanced %s\n",
		    place, right, up, style);
}

/* Writes the lines from the top; returns the height of the first. */
static double add_lines(struct cs_buf *out, const char *text, size_t columns,
			double up, double height, const char *style)
{
	struct cs_lines lines = cs_plot_break(text, columns);
	const char *line = lines.text;

	up += (double)(lines.count - 1) * height;
	for (size_t i = 0; i < lines.count; i++) {
		add_text(out, line, 0, up - (double)i * height, "0", style);
		line += strlen(line) + 1;
	}
	free(lines.text);
	return up + height;
}

/* What a legend says in colours. */
static void add_layers(const struct cs_plot *plot, double up, const char *style)
{
	const struct cs_chart *chart = plot->chart;
	struct cs_buf text = CS_BUF_INIT;

	if (chart->ylabel)
		cs_buf_addf(&text, "%s ", chart->ylabel);
	cs_buf_adds(&text, "from the bottom: ");
	for (int i = 0; i < 3 && chart->names[i]; i++)
		cs_buf_addf(&text, "%s%s", i > 0 ? ", " : "", chart->names[i]);
	add_text(plot->out, text.data, 0, up, "0", style);
	cs_buf_release(&text);
}

/* Names over both axes that would touch each other. */
static bool crowded(const struct cs_plot *plot)
{
	return cs_utf8_widest(plot->chart->ylabel, 0) +
		   cs_utf8_widest(plot->chart->y2label, 0) + 3 >
	       cs_plot_across(plot);
}

/* Returns the height of the next line. */
static double add_axis_names(const struct cs_plot *plot, double up)
{
	const struct cs_chart *chart = plot->chart;
	struct cs_buf *out = plot->out;
	const char *style = "left front tc rgb '" CS_COLOUR_SOFT "'";
	const char *right = "right front tc rgb '" CS_COLOUR_LINE "'";
	double left = up;

	if (chart->ylabel && chart->y2label && crowded(plot))
		left += cs_plot_lines(plot, 1.35);
	if (plot->characters && plot->form->layers)
		add_layers(plot, left, style);
	else if (chart->ylabel)
		add_text(out, chart->ylabel, 0, left, "0", style);
	if (chart->y2label)
		add_text(out, chart->y2label, 0, up, "1", right);
	if (chart->xlabel) {
		cs_buf_adds(out, "set xlabel ");
		cs_plot_string(out, chart->xlabel);
		cs_buf_adds(out, " noenhanced tc rgb '" CS_COLOUR_SOFT "'\n");
	}
	return left + cs_plot_lines(plot, 1.7);
}

void cs_plot_sign(const struct cs_plot *plot, int i, const char *sign,
		  const char *word, const char *colour, double at, double up,
		  bool right)
{
	const char *place = right ? "1" : "0", *side = right ? "right" : "left";
	double room;
	char style[64];

	if (plot->chart->names[i] == NULL)
		return;
	sign = plot->characters ? word : sign;
	room = (double)cs_utf8_widest(sign, 0) + 1;
	snprintf(style, sizeof style, "%s front tc rgb '%s'", side, colour);
	add_text(plot->out, sign, at, up, place, style);
	snprintf(style, sizeof style, "%s front tc rgb '" CS_COLOUR_TEXT "'",
		 side);
	add_text(plot->out, plot->chart->names[i],
		 right ? at - room : at + room, up, place, style);
}

/* The line for the names of the axes and the legend; returns the next one. */
static double add_names(const struct cs_plot *plot, double up)
{
	const struct cs_legend *legend = &plot->legend;
	const struct cs_chart *chart = plot->chart;
	bool names = chart->ylabel || chart->y2label || chart->names[1] ||
		     legend->entries > 0;
	double next;

	if (legend->lines > 0)
		up += (double)legend->lines * plot->line +
		      (plot->characters ? 0 : 0.35);
	next = add_axis_names(plot, up);
	up = names ? next : up;
	if (plot->form->signs == NULL || chart->y2 == NULL ||
	    (chart->names[0] == NULL && chart->names[1] == NULL))
		return up;
	plot->form->signs(plot, up);
	return up + cs_plot_lines(plot, 1.5);
}

static double add_subtitle(const struct cs_plot *plot, double up)
{
	size_t columns = cs_plot_room(plot, 104, 62);
	double line = cs_plot_lines(plot, 1.35);
	struct cs_buf remark = CS_BUF_INIT;

	if (plot->form->remark)
		plot->form->remark(&remark, plot);
	if (remark.length > 0)
		up = add_lines(plot->out, remark.data, columns, up, line,
			       "left tc rgb '" CS_COLOUR_SOFT "'");
	cs_buf_release(&remark);
	if (plot->chart->subtitle)
		up = add_lines(plot->out, plot->chart->subtitle, columns, up,
			       line, "left tc rgb '" CS_COLOUR_TEXT "'");
	return up;
}

void cs_plot_frame(struct cs_plot *plot)
{
	const struct cs_chart *chart = plot->chart;
	struct cs_buf *out = plot->out;
	bool small = plot->characters;
	bool right = chart->y2 && (chart->y2label || plot->form->second);
	char title[96];
	double up;

	if (plot->grown)
		cs_plot_grow(plot, plot->canvas.height);
	cs_buf_adds(out, "\nreset\n"
			 "set datafile separator tab\n"
			 "set datafile commentschars ''\n"
			 "unset key\n"
			 "set border 1 lc rgb '" CS_COLOUR_SOFT "'\n"
			 "set tics textcolor rgb '" CS_COLOUR_TEXT "'\n"
			 "set style fill solid noborder\n");
	if (!small)
		cs_buf_adds(out, "set grid ytics lt 1 lw 1 lc rgb "
				 "'" CS_COLOUR_GRID "'\n");
	up = add_subtitle(plot, add_names(plot, 1)) + (small ? 0 : 0.15);
	snprintf(title, sizeof title,
		 "left font '%s' tc rgb '" CS_COLOUR_TEXT "'",
		 plot->title_font);
	if (plot->canvas.title != NULL || chart->title != NULL)
		up = add_lines(
		    out, plot->canvas.title ? plot->canvas.title : chart->title,
		    cs_plot_room(plot, 80, 62), up, cs_plot_lines(plot, 1.8),
		    title);
	plot->top = up + (small ? 0 : 0.6);
	cs_buf_addf(out, "set tmargin %.2f\nset rmargin %d\n", plot->top,
		    right ? 8 : 4);
}
