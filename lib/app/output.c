/* output.c - a report where it was asked for: cs_render() of render.h. */
#include "report/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "report/internal.h"
#include "chart/plot.h"
#include "report/render.h"

/* Points across and down of one chart. */
#define CHART_WIDTH 1200
#define CHART_HEIGHT 700

static const char *const suffixes[] = {
	[CS_FORMAT_TEXT] = "txt",    [CS_FORMAT_CSV] = "csv",
	[CS_FORMAT_TSV] = "tsv",     [CS_FORMAT_JSON] = "json",
	[CS_FORMAT_MARKDOWN] = "md", [CS_FORMAT_GNUPLOT] = "gp",
};

static size_t charts_wanted(const struct cs_report *report,
			    const char *const *names, size_t nnames)
{
	size_t count = 0;

	for (size_t i = 0; i < report->ncharts; i++)
		count += cs_chart_wanted(&report->charts[i], names, nnames);
	return count;
}

static int add_separated(const struct cs_report *report,
			 const char *const *names, size_t nnames,
			 char delimiter, struct cs_buf *out, struct cs_err *err)
{
	size_t count;
	const struct cs_table **tables =
	    cs_report_select(report, names, nnames, &count);

	if (nnames == 0 && count > 1)
		count = 1;
	if (count == 1)
		cs_render_separated(tables[0], delimiter, out);
	free(tables);
	if (count == 1)
		return 0;
	return cs_fail(err, "usage",
		       "%zu tables do not go into one file of %s: name one "
		       "with -t, or a directory with -o DIR/",
		       count, delimiter == '\t' ? "tsv" : "csv");
}

/* The report, or those of its tables, in one format. */
static int add_format(const struct cs_report *report, enum cs_format format,
		      const char *const *names, size_t nnames,
		      struct cs_buf *out, struct cs_err *err)
{
	switch (format) {
	case CS_FORMAT_TEXT: cs_render_text(report, names, nnames, out); break;
	case CS_FORMAT_CSV:
		return add_separated(report, names, nnames, ',', out, err);
	case CS_FORMAT_TSV:
		return add_separated(report, names, nnames, '\t', out, err);
	case CS_FORMAT_JSON: cs_render_json(report, names, nnames, out); break;
	case CS_FORMAT_MARKDOWN:
		cs_render_markdown(report, names, nnames, out);
		break;
	case CS_FORMAT_GNUPLOT:
		return cs_render_gnuplot(report, names, nnames, NULL, NULL, out,
					 err);
	}
	return 0;
}

/* A file per table; of gnuplot's, for those that have a chart. */
static int add_files(struct cs_pieces *pieces, const struct cs_report *report,
		     const struct cs_render *render, struct cs_err *err)
{
	size_t count, done = 0;
	const struct cs_table **tables =
	    cs_report_select(report, render->names, render->nnames, &count);
	int result = cs_pieces_directory(pieces, render->output, err);

	for (size_t i = 0; i < count && result == 0; i++) {
		const char *name = tables[i]->name;

		if (render->format == CS_FORMAT_GNUPLOT &&
		    charts_wanted(report, &name, 1) == 0)
			continue;
		done++;
		result =
		    add_format(report, render->format, &name, 1,
			       cs_pieces_add_in(pieces, render->output, name,
						suffixes[render->format]),
			       err);
	}
	free(tables);
	if (result == 0 && done == 0)
		result = cs_fail(err, "no-chart",
				 "no chart belongs to the tables named");
	return result;
}

/* The terminal for a file name, or NULL. Its size suits `charts` charts. */
static const char *terminal_for(const char *path, size_t charts,
				char terminal[static 128])
{
	const char *dot = strrchr(path, '.');
	size_t height = CHART_HEIGHT * charts;

	if (!dot)
		return NULL;
	if (strcasecmp(dot, ".png") == 0)
		snprintf(terminal, 128,
			 "pngcairo noenhanced size %d,%zu font ',14'",
			 CHART_WIDTH, height);
	else if (strcasecmp(dot, ".svg") == 0)
		snprintf(terminal, 128,
			 "svg noenhanced size %d,%zu font 'sans-serif,18' "
			 "background '#ffffff'",
			 CHART_WIDTH, height);
	else if (strcasecmp(dot, ".pdf") == 0)
		snprintf(terminal, 128,
			 "pdfcairo noenhanced size %.3fin,%.3fin font ',14'",
			 CHART_WIDTH / 100.0, (double)height / 100);
	else
		return NULL;
	return terminal;
}

static int draw(const struct cs_report *report, const char *const *names,
		size_t nnames, const char *terminal, struct cs_buf *out,
		struct cs_err *err)
{
	struct cs_buf script = CS_BUF_INIT;
	int result = cs_render_gnuplot(report, names, nnames, terminal, NULL,
				       &script, err);

	if (result == 0)
		result = cs_gnuplot_run(&script, out, err);
	cs_buf_release(&script);
	return result;
}

/* One picture of all the charts. */
static int add_picture(struct cs_pieces *pieces, const struct cs_report *report,
		       const struct cs_render *render, struct cs_err *err)
{
	size_t charts = charts_wanted(report, render->names, render->nnames);
	char terminal[128];

	if (!terminal_for(render->plot_file, charts, terminal))
		return cs_fail(err, "usage",
			       "the name of a picture ends in .png, .svg or "
			       ".pdf, that of a directory in /");
	return draw(report, render->names, render->nnames, terminal,
		    cs_pieces_add(pieces, render->plot_file), err);
}

/* How many charts of the same table stand before this one. */
static size_t rank_of(const struct cs_report *report, size_t chart)
{
	size_t rank = 0;

	for (size_t i = 0; i < chart; i++)
		rank += strcmp(report->charts[i].table,
			       report->charts[chart].table) == 0;
	return rank;
}

/* TABLE.png, TABLE-2.png, ... */
static int add_pictures(struct cs_pieces *pieces,
			const struct cs_report *report,
			const struct cs_render *render, struct cs_err *err)
{
	char terminal[128], name[128];

	if (cs_pieces_directory(pieces, render->plot_file, err) != 0)
		return -1;
	terminal_for(".png", 1, terminal);
	for (size_t i = 0; i < report->ncharts; i++) {
		struct cs_report one = *report;
		size_t rank = rank_of(report, i);

		if (!cs_chart_wanted(&report->charts[i], render->names,
				     render->nnames))
			continue;
		one.charts = &report->charts[i];
		one.ncharts = 1;
		snprintf(name, sizeof name, "%s", one.charts->table);
		if (rank > 0)
			snprintf(name, sizeof name, "%s-%zu", one.charts->table,
				 rank + 1);
		if (draw(&one, NULL, 0, terminal,
			 cs_pieces_add_in(pieces, render->plot_file, name,
					  "png"),
			 err) != 0)
			return -1;
	}
	return 0;
}

/* Blanks at the ends of lines and feeds between pages go. */
static void tidy(struct cs_buf *drawing)
{
	size_t kept = 0, line = 0;

	for (size_t i = 0; i < drawing->length; i++) {
		char c = drawing->data[i];

		if (c == '\f')
			continue;
		if (c == '\n')
			while (kept > line && drawing->data[kept - 1] == ' ')
				kept--;
		drawing->data[kept++] = c;
		if (c == '\n')
			line = kept;
	}
	/* after its last page gnuplot prints a line of blanks without an end */
	drawing->length = line;
	drawing->data[line] = '\0';
}

/* The charts in characters, instead of tables. */
static int add_drawing(struct cs_pieces *pieces, const struct cs_report *report,
		       const struct cs_render *render, struct cs_err *err)
{
	struct cs_buf *out;

	if (render->output && cs_is_directory(render->output)) {
		if (cs_pieces_directory(pieces, render->output, err) != 0)
			return -1;
		out = cs_pieces_add_in(pieces, render->output, "charts", "txt");
	} else {
		out = cs_pieces_add(pieces, render->output);
	}
	if (draw(report, render->names, render->nnames,
		 "dumb nofeed noenhanced mono size 79,24", out, err) != 0)
		return -1;
	tidy(out);
	return 0;
}

static int add_tables(struct cs_pieces *pieces, const struct cs_report *report,
		      const struct cs_render *render, struct cs_err *err)
{
	if (render->output && cs_is_directory(render->output))
		return add_files(pieces, report, render, err);
	return add_format(report, render->format, render->names, render->nnames,
			  cs_pieces_add(pieces, render->output), err);
}

int cs_render(const struct cs_report *report, const struct cs_render *render,
	      struct cs_err *err)
{
	struct cs_pieces pieces = CS_PIECES_INIT;
	int result;

	if (render->plot && !render->plot_file)
		result = add_drawing(&pieces, report, render, err);
	else
		result = add_tables(&pieces, report, render, err);
	if (result == 0 && render->plot && render->plot_file)
		result = cs_is_directory(render->plot_file)
			     ? add_pictures(&pieces, report, render, err)
			     : add_picture(&pieces, report, render, err);
	if (result == 0)
		result = cs_pieces_commit(&pieces, err);
	cs_pieces_release(&pieces);
	return result;
}
