/*
 * html.c - the report as a page: the answer first, then what may be wrong,
 * tables with their charts, what their columns are, and how it came about.
 *
 * The page is complete in itself and runs nothing: its style (page.txt) is in
 * it, charts are drawn in it, and it forbids the browser to fetch or run
 * anything. What comes from data is shown as cs_printable() makes it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/utf8.h"
#include "base/version.h"
#include "report/html.h"
#include "report/render.h"

enum { CONTENTS = 3 }; /* tables that are more than one sees */

/* --- sections ---------------------------------------------------------- */

static void add_table(const struct cs_html *page, const struct cs_table *table)
{
	struct cs_buf *out = page->out;

	cs_buf_addf(out, "<section>\n<h2 id=\"%s\">", table->name);
	cs_html_element(out, "", table->title, "</h2>\n");
	cs_html_charts(page, table);
	cs_html_grids(out, table, false);
	cs_buf_adds(out, "</section>\n");
}

static void add_alone(const struct cs_html *page, size_t i)
{
	const struct cs_chart *chart = &page->report->charts[i];
	struct cs_buf *out = page->out;

	cs_html_element(out, "<section>\n<h2>", chart->title, "</h2>\n");
	cs_html_chart(page, i, chart->title);
	cs_buf_addf(out,
		    "<p class=\"note\">its figures: -f csv -t %s</p>\n"
		    "</section>\n",
		    chart->table);
}

static void add_contents(const struct cs_html *page)
{
	struct cs_buf *out = page->out;

	if (page->ntables < CONTENTS)
		return;
	cs_buf_adds(out, "<nav aria-label=\"Contents\">\n<ul>\n");
	for (size_t t = 0; t < page->ntables; t++) {
		cs_buf_addf(out, "<li><a href=\"#%s\">", page->tables[t]->name);
		cs_html_element(out, "", page->tables[t]->title, "</a></li>\n");
	}
	cs_buf_adds(out, "</ul>\n</nav>\n");
}

static void add_doubts(const struct cs_html *page)
{
	const struct cs_report *report = page->report;

	if (report->nwarnings == 0)
		return;
	cs_buf_adds(page->out, "<section class=\"doubts\">\n<h2>Warnings</h2>"
			       "\n");
	cs_html_list(page->out, report->warnings, report->nwarnings);
	cs_buf_adds(page->out, "</section>\n");
}

/* --- what the columns are ---------------------------------------------- */

static void add_glossary(const struct cs_html *page)
{
	struct cs_buf *out = page->out;

	cs_buf_adds(out, "<section>\n<h2>What the columns are</h2>\n");
	for (size_t t = 0; t < page->ntables; t++) {
		const struct cs_table *table = page->tables[t];

		cs_html_element(out, "<h3>", table->title, "</h3>\n<dl>\n");
		for (size_t c = 0; c < table->ncolumns; c++)
			if (table->columns[c].means != NULL)
				cs_html_meaning(out, table, &table->columns[c]);
		cs_buf_adds(out, "</dl>\n");
	}
	cs_buf_adds(out, "</section>\n");
}

/* --- the page ---------------------------------------------------------- */

static void add_head(const struct cs_html *page, const char *title)
{
	struct cs_buf *out = page->out;

	cs_buf_adds(out,
		    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
		    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
		    "content=\"width=device-width, initial-scale=1\">\n"
		    "<meta http-equiv=\"Content-Security-Policy\" content=\""
		    "default-src 'none'; style-src 'unsafe-inline'\">\n"
		    "<meta name=\"generator\" content=\"cs-tools " CS_VERSION
		    "\">\n<title>");
	cs_html_sentence(out, title);
	cs_buf_addf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n",
		    cs_builtin_text("report", "page"));
	cs_buf_adds(out, "<header>\n<h1>");
	cs_html_sentence(out, title);
	cs_buf_adds(out, "</h1>\n<div class=\"answer\">\n");
	for (size_t i = 0; i < page->report->nlead; i++)
		cs_html_element(out, "<p>", page->report->lead[i], "</p>\n");
	cs_buf_adds(out, "</div>\n</header>\n<main>\n");
}

/* The command line; what is not shown in it cannot be pasted. */
static void add_line(struct cs_buf *out, const char *line)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_html_element(out,
			"<section>\n<h2>How to make it again</h2>\n"
			"<pre><code>",
			line, "</code></pre>\n");
	cs_printable(&shown, line, strlen(line), 0);
	if (strcmp(shown.data, line) != 0)
		cs_buf_adds(out, "<p class=\"note\">A name in it holds "
				 "characters that cannot be shown; \\x and \\u "
				 "stand for them: to run it, put the name in "
				 "again.</p>\n");
	cs_buf_adds(out, "</section>\n");
	cs_buf_release(&shown);
}

static void add_origin(const struct cs_html *page)
{
	const struct cs_report *report = page->report;
	struct cs_buf *out = page->out;

	if (report->nscope > 0) {
		cs_buf_adds(out, "<section>\n<h2>What this rests on</h2>\n");
		cs_html_list(out, report->scope, report->nscope);
		cs_buf_adds(out, "</section>\n");
	}
	if (report->line != NULL)
		add_line(out, report->line);
	cs_buf_addf(out,
		    "</main>\n<footer><p>%s " CS_VERSION "</p></footer>\n"
		    "</body>\n</html>\n",
		    report->command);
}

void cs_render_html(const struct cs_report *report, const char *const *names,
		    size_t nnames, const struct cs_buf *drawings,
		    struct cs_buf *out)
{
	struct cs_html page = { out, report, drawings, NULL, 0 };

	page.tables =
	    cs_report_select(report, names, nnames, CS_PEOPLE, &page.ntables);
	add_head(&page,
		 report->question != NULL ? report->question : report->command);
	add_doubts(&page);
	add_contents(&page);
	for (size_t t = 0; t < page.ntables; t++)
		add_table(&page, page.tables[t]);
	for (size_t i = 0; i < report->ncharts; i++)
		if (cs_html_alone(&page, i))
			add_alone(&page, i);
	add_glossary(&page);
	add_origin(&page);
	free(page.tables);
}
