/* output.c - see output.h. */
#include "app/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "chart/chart.h"
#include "report/html.h"
#include "report/render.h"

/* --- formats ----------------------------------------------------------- */

static void render_separated(const struct cs_report *report,
			     const char *const *names, size_t nnames,
			     const struct cs_marks *marks, struct cs_buf *out)
{
	size_t count;
	const struct cs_table **tables =
	    cs_report_select(report, names, nnames, CS_FILES, &count);

	cs_render_separated(tables[0], marks, out);
	free(tables);
}

static int render_text(const struct cs_report *report, const char *const *names,
		       size_t nnames, struct cs_buf *out, struct cs_err *err)
{
	(void)err;
	cs_render_text(report, names, nnames, out);
	return 0;
}

static int render_csv(const struct cs_report *report, const char *const *names,
		      size_t nnames, struct cs_buf *out, struct cs_err *err)
{
	(void)err;
	render_separated(report, names, nnames, &report->marks, out);
	return 0;
}

static int render_tsv(const struct cs_report *report, const char *const *names,
		      size_t nnames, struct cs_buf *out, struct cs_err *err)
{
	struct cs_marks marks = report->marks;

	(void)err;
	marks.delimiter = '\t';
	render_separated(report, names, nnames, &marks, out);
	return 0;
}

static int render_json(const struct cs_report *report, const char *const *names,
		       size_t nnames, struct cs_buf *out, struct cs_err *err)
{
	(void)err;
	cs_render_json(report, names, nnames, out);
	return 0;
}

static int render_markdown(const struct cs_report *report,
			   const char *const *names, size_t nnames,
			   struct cs_buf *out, struct cs_err *err)
{
	(void)err;
	cs_render_markdown(report, names, nnames, out);
	return 0;
}

/* Draws the charts asked for: `drawings` has room for all of the report. */
static int draw_inline(const struct cs_report *report, const char *const *names,
		       size_t nnames, const char *prefix,
		       struct cs_buf *drawings, struct cs_err *err)
{
	for (size_t i = 0; i < report->ncharts; i++)
		if (cs_chart_wanted(&report->charts[i], names, nnames) &&
		    cs_chart_inline(report, i, prefix, &drawings[i], err) != 0)
			return -1;
	return 0;
}

typedef void render_drawn(const struct cs_report *report,
			  const char *const *names, size_t nnames,
			  const struct cs_buf *drawings, struct cs_buf *out);

static int draw_and_render(const struct cs_report *report,
			   const char *const *names, size_t nnames,
			   const char *prefix, render_drawn *write,
			   struct cs_buf *out, struct cs_err *err)
{
	struct cs_buf *drawings = cs_calloc(report->ncharts, sizeof *drawings);
	int result;

	for (size_t i = 0; i < report->ncharts; i++)
		drawings[i] = (struct cs_buf)CS_BUF_INIT;
	result = draw_inline(report, names, nnames, prefix, drawings, err);
	if (result == 0)
		write(report, names, nnames, drawings, out);
	for (size_t i = 0; i < report->ncharts; i++)
		cs_buf_release(&drawings[i]);
	free(drawings);
	return result;
}

static int render_html(const struct cs_report *report, const char *const *names,
		       size_t nnames, struct cs_buf *out, struct cs_err *err)
{
	return draw_and_render(report, names, nnames, "", cs_render_html, out,
			       err);
}

static int render_pieces(const struct cs_report *report,
			 const char *const *names, size_t nnames,
			 struct cs_buf *out, struct cs_err *err)
{
	static const char prefix[] = { CS_PIECE_ID, '\0' };

	return draw_and_render(report, names, nnames, prefix, cs_render_pieces,
			       out, err);
}

static int render_script(const struct cs_report *report,
			 const char *const *names, size_t nnames,
			 struct cs_buf *out, struct cs_err *err)
{
	(void)err;
	cs_render_gnuplot(report, names, nnames, NULL, out);
	return 0;
}

const struct cs_renderer cs_renderers[] = {
	{ "text", "txt", .limited = true, .render = render_text },
	{ "csv", "csv", .one_table = true, .render = render_csv },
	{ "tsv", "tsv", .one_table = true, .render = render_tsv },
	{ "json", "json", .render = render_json },
	{ "markdown", "md", .limited = true, .render = render_markdown },
	{ "html", "html", .limited = true, .drawn = true,
	  .render = render_html },
	{ "xlsx", "xlsx", .bytes = true, .check = cs_xlsx_check,
	  .render = cs_render_xlsx },
	{ "gnuplot", "gp", .charts = true, .render = render_script },
	{ "pieces", "pieces", .limited = true, .drawn = true, .inner = true,
	  .render = render_pieces },
	{ NULL },
};

/* Do these tables go into one file of the format? */
static int check_format(const struct cs_report *report,
			const struct cs_renderer *renderer,
			const char *const *names, size_t nnames,
			struct cs_err *err)
{
	size_t count;

	if (renderer->charts)
		return cs_charts_check(report, names, nnames, err);
	if (!renderer->one_table)
		return 0;
	free(cs_report_select(report, names, nnames, CS_FILES, &count));
	if (count == 1 || (count > 1 && nnames == 0))
		return 0;
	return cs_fail(err, "usage",
		       "%zu tables do not go into one file of %s: name one "
		       "with -t, or a directory with -o DIR/",
		       count, renderer->name);
}

/* --- tables ------------------------------------------------------------ */

/* A file per table; of gnuplot's, for those that have a chart. */
static int add_files(struct cs_files *files, const struct cs_report *report,
		     const struct cs_render *render, struct cs_err *err)
{
	const struct cs_renderer *renderer = render->renderer;
	size_t count, done = 0;
	const struct cs_table **tables = cs_report_select(
	    report, render->names, render->nnames, CS_FILES, &count);
	int result = cs_files_directory(files, render->output, err);

	for (size_t i = 0; i < count && result == 0; i++) {
		const char *name = tables[i]->name;

		if (renderer->charts && cs_charts_wanted(report, &name, 1) == 0)
			continue;
		done++;
		result =
		    renderer->render(report, &name, 1,
				     &cs_files_add_in(files, render->output,
						      name, renderer->suffix)
					  ->bytes,
				     err);
	}
	free(tables);
	if (result == 0 && done == 0)
		result = cs_fail(err, "no-chart",
				 "no chart belongs to the tables named");
	return result;
}

/* --- charts ------------------------------------------------------------ */

/* The terminal for a file name, or NULL. Its size suits `charts` charts. */
static const char *terminal_for(const struct cs_report *report,
				const char *path, size_t charts,
				char terminal[static 128])
{
	const char *dot = strrchr(path, '.');
	struct cs_canvas canvas = cs_chart_canvas(report, false);
	long height = canvas.height * (long)charts;

	if (dot == NULL)
		return NULL;
	if (strcasecmp(dot, ".png") == 0)
		snprintf(terminal, 128,
			 "pngcairo noenhanced size %ld,%ld font ',14'",
			 canvas.width, height);
	else if (strcasecmp(dot, ".svg") == 0)
		snprintf(terminal, 128,
			 "svg noenhanced size %ld,%ld font 'sans-serif,18' "
			 "background '#ffffff'",
			 canvas.width, height);
	else if (strcasecmp(dot, ".pdf") == 0)
		snprintf(terminal, 128,
			 "pdfcairo noenhanced size %.3fin,%.3fin font ',14'",
			 (double)canvas.width / 100, (double)height / 100);
	else
		return NULL;
	return terminal;
}

/* Are letters drawn by us, not by whoever shows them? */
static bool is_drawn(const char *terminal)
{
	return strncmp(terminal, "png", 3) == 0 ||
	       strncmp(terminal, "pdf", 3) == 0;
}

void cs_render_fonts(const struct cs_report *report,
		     const struct cs_render *render, struct cs_buf *missing)
{
	struct cs_buf script = CS_BUF_INIT;
	char terminal[128];
	const char *path = render->plot_file;

	if (!render->plot || path == NULL)
		return;
	if (cs_is_directory(path))
		path = ".png";
	if (cs_charts_wanted(report, render->names, render->nnames) == 0 ||
	    !terminal_for(report, path, 1, terminal) || !is_drawn(terminal))
		return;
	cs_render_gnuplot(report, render->names, render->nnames, terminal,
			  &script);
	cs_fonts_settle(&script, missing);
	cs_buf_release(&script);
}

static int draw(const struct cs_report *report, const char *const *names,
		size_t nnames, const char *terminal, struct cs_buf *out,
		struct cs_err *err)
{
	struct cs_buf script = CS_BUF_INIT, missing = CS_BUF_INIT;
	int result = cs_charts_check(report, names, nnames, err);

	if (result == 0) {
		cs_render_gnuplot(report, names, nnames, terminal, &script);
		if (is_drawn(terminal))
			cs_fonts_settle(&script, &missing);
		result = cs_gnuplot_run(&script, out, err);
	}
	cs_buf_release(&missing);
	cs_buf_release(&script);
	return result;
}

/* One picture of all the charts. */
static int add_picture(struct cs_files *files, const struct cs_report *report,
		       const struct cs_render *render, struct cs_err *err)
{
	size_t charts = cs_charts_wanted(report, render->names, render->nnames);
	char terminal[128];

	if (!terminal_for(report, render->plot_file, charts, terminal))
		return cs_fail(err, "usage",
			       "the name of a picture ends in .png, .svg or "
			       ".pdf, that of a directory in /");
	return draw(report, render->names, render->nnames, terminal,
		    &cs_files_add(files, render->plot_file)->bytes, err);
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
static int add_pictures(struct cs_files *files, const struct cs_report *report,
			const struct cs_render *render, struct cs_err *err)
{
	char terminal[128], name[128];

	if (cs_files_directory(files, render->plot_file, err) != 0)
		return -1;
	terminal_for(report, ".png", 1, terminal);
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
			 &cs_files_add_in(files, render->plot_file, name, "png")
			      ->bytes,
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
static int add_drawing(struct cs_files *files, const struct cs_report *report,
		       const struct cs_render *render, struct cs_err *err)
{
	struct cs_canvas canvas = cs_chart_canvas(report, true);
	char terminal[128];
	struct cs_buf *out;

	snprintf(terminal, sizeof terminal,
		 "dumb nofeed noenhanced mono size %ld,%ld", canvas.width,
		 canvas.height);
	if (render->output != NULL && cs_is_directory(render->output)) {
		if (cs_files_directory(files, render->output, err) != 0)
			return -1;
		out = &cs_files_add_in(files, render->output, "charts", "txt")
			   ->bytes;
	} else {
		out = &cs_files_add(files, render->output)->bytes;
	}
	if (draw(report, render->names, render->nnames, terminal, out, err) !=
	    0)
		return -1;
	tidy(out);
	cs_columns_settle(out);
	return 0;
}

static int add_tables(struct cs_files *files, const struct cs_report *report,
		      const struct cs_render *render, struct cs_err *err)
{
	if (render->output != NULL && cs_is_directory(render->output))
		return add_files(files, report, render, err);
	if (check_format(report, render->renderer, render->names,
			 render->nnames, err) != 0)
		return -1;
	return render->renderer->render(
	    report, render->names, render->nnames,
	    &cs_files_add(files, render->output)->bytes, err);
}

int cs_render(const struct cs_report *report, const struct cs_render *render,
	      struct cs_files *files, struct cs_err *err)
{
	if (render->plot && render->plot_file == NULL)
		return add_drawing(files, report, render, err);
	if (add_tables(files, report, render, err) != 0)
		return -1;
	if (!render->plot)
		return 0;
	return cs_is_directory(render->plot_file)
		   ? add_pictures(files, report, render, err)
		   : add_picture(files, report, render, err);
}
