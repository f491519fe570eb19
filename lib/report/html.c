/*
 * html.c - the report as a page: the answer first, then what may be wrong,
 * tables with their charts, what their columns are, and how it came about.
 *
 * The page is complete in itself and runs nothing: its style (page.txt) is in
 * it, charts are drawn in it, and it forbids the browser to fetch or run
 * anything. What comes from data is shown as cs_printable() makes it.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/utf8.h"
#include "base/version.h"
#include "report/grid.h"
#include "report/internal.h"
#include "report/render.h"

enum { COHORTS = 60 }; /* lines and columns of a triangle: */
enum { AGES = 37 };    /* three years of months */
enum { NARROW = 14 };  /* columns that fit across a sheet of paper */
enum { CONTENTS = 3 }; /* tables that are more than one sees */
enum { SHORT = 24 };   /* columns of words that stand on one line */

struct page {
	struct cs_buf *out;
	const struct cs_report *report;
	const struct cs_buf *drawings;
	const struct cs_table **tables;
	size_t ntables;
};

/* --- text -------------------------------------------------------------- */

/* As text, and between double quotes. */
static void add_text(struct cs_buf *out, const char *text)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_printable(&shown, text, strlen(text), 0);
	for (const char *p = shown.data; *p != '\0'; p++)
		switch (*p) {
		case '&': cs_buf_adds(out, "&amp;"); break;
		case '<': cs_buf_adds(out, "&lt;"); break;
		case '>': cs_buf_adds(out, "&gt;"); break;
		case '"': cs_buf_adds(out, "&quot;"); break;
		case '\'': cs_buf_adds(out, "&#39;"); break;
		default: cs_buf_addc(out, *p);
		}
	cs_buf_release(&shown);
}

/* Names and letters of formulas are left as they are. */
static bool begins_with_a_word(const char *text)
{
	size_t length = strcspn(text, " ,;:.-?");

	for (size_t i = 0; i < length; i++)
		if (!islower((unsigned char)text[i]))
			return false;
	return length > 1 || *text == 'a';
}

/* A phrase as a sentence: with a capital and a full stop. */
static void add_sentence(struct cs_buf *out, const char *text)
{
	size_t length = strlen(text), begin = out->length;

	add_text(out, text);
	if (begins_with_a_word(text))
		out->data[begin] = (char)toupper((unsigned char)*text);
	if (length > 0 && strchr(".?!", text[length - 1]) == NULL)
		cs_buf_addc(out, '.');
}

static void add_element(struct cs_buf *out, const char *open, const char *text,
			const char *close)
{
	cs_buf_adds(out, open);
	add_text(out, text);
	cs_buf_adds(out, close);
}

static void add_list(struct cs_buf *out, char *const *items, size_t count)
{
	cs_buf_adds(out, "<ul>\n");
	for (size_t i = 0; i < count; i++)
		add_element(out, "<li>", items[i], "</li>\n");
	cs_buf_adds(out, "</ul>\n");
}

/* --- tables ------------------------------------------------------------ */

/* Numbers are flushed right, and words may need several lines; or NULL. */
static const char *class_of(const struct cs_grid *grid, size_t column)
{
	if (grid->columns[column].right)
		return "n";
	for (size_t i = column; i < grid->ncells; i += grid->ncolumns)
		if (cs_utf8_widest(grid->cells[i], 0) > SHORT)
			return "t";
	return NULL;
}

/* A cell of the heading, or one that names a row. */
static void add_heading(struct cs_buf *out, const char *scope,
			const char *class, const struct cs_column *of,
			const char *text)
{
	cs_buf_addf(out, "<th scope=\"%s\"", scope);
	if (class != NULL)
		cs_buf_addf(out, " class=\"%s\"", class);
	if (of != NULL && of->means != NULL) {
		cs_buf_adds(out, " title=\"");
		add_sentence(out, of->means);
		cs_buf_addc(out, '"');
	}
	add_element(out, ">", text, "</th>");
}

static void add_headings(struct cs_buf *out, const struct cs_grid *grid)
{
	cs_buf_adds(out, "<thead>\n<tr>");
	for (size_t c = 0; c < grid->ncolumns; c++) {
		const struct cs_grid_column *column = &grid->columns[c];

		if (*column->title == '\0')
			cs_buf_adds(out, "<td></td>");
		else
			add_heading(out, "col", column->right ? "n" : NULL,
				    column->of, column->title);
	}
	cs_buf_adds(out, "</tr>\n</thead>\n");
}

static void add_row(struct cs_buf *out, const struct cs_grid *grid, size_t row,
		    const char *const *classes)
{
	const char *const *cells = grid->cells + row * grid->ncolumns;

	cs_buf_adds(out, "<tr>");
	for (size_t c = 0; c < grid->ncolumns; c++) {
		if (c < grid->keys) {
			add_heading(out, "row", classes[c],
				    grid->lines != NULL ? grid->lines[row]
							: NULL,
				    cells[c]);
			continue;
		}
		cs_buf_adds(out, "<td");
		if (classes[c] != NULL)
			cs_buf_addf(out, " class=\"%s\"", classes[c]);
		add_element(out, ">", cells[c], "</td>");
	}
	cs_buf_adds(out, "</tr>\n");
}

static void add_rows(struct cs_buf *out, const struct cs_grid *grid)
{
	const char **classes = cs_calloc(grid->ncolumns, sizeof *classes);
	size_t rows = grid->ncells / grid->ncolumns;

	for (size_t c = 0; c < grid->ncolumns; c++)
		classes[c] = class_of(grid, c);
	cs_buf_adds(out, "<tbody>\n");
	for (size_t r = 0; r < rows; r++)
		add_row(out, grid, r, classes);
	cs_buf_adds(out, "</tbody>\n");
	free(classes);
}

/* The table in a box that scrolls by itself, also by the keyboard. */
static void add_grid(struct cs_buf *out, const struct cs_table *table,
		     const struct cs_grid *grid)
{
	cs_buf_addf(out,
		    "<div class=\"table%s%s\" role=\"region\" "
		    "tabindex=\"0\" aria-label=\"",
		    grid->headless ? " fields" : "",
		    grid->ncolumns > NARROW ? " wide" : "");
	add_element(out, "Table: ", table->title, "");
	if (grid->caption != NULL)
		add_element(out, " ", grid->caption, "");
	cs_buf_adds(out, "\">\n<table>\n");
	if (grid->caption != NULL)
		add_element(out, "<caption>", grid->caption, "</caption>\n");
	if (!grid->headless)
		add_headings(out, grid);
	add_rows(out, grid);
	cs_buf_adds(out, "</table>\n</div>\n");
}

static void add_grids(struct cs_buf *out, const struct cs_table *table)
{
	static const struct cs_grid_limit limit = { COHORTS, 0, AGES };
	struct cs_grids grids;

	cs_grids_init(&grids, table, &limit);
	for (size_t i = 0; i < grids.count; i++) {
		const struct cs_grid *grid = &grids.list[i];

		if (grid->ncells > 0)
			add_grid(out, table, grid);
		else
			cs_buf_adds(out, "<p>(no rows)</p>\n");
		if (grid->note != NULL)
			add_element(out, "<p class=\"note\">", grid->note,
				    "</p>\n");
	}
	if (grids.count == 0)
		cs_buf_adds(out, "<p>(no rows)</p>\n");
	cs_grids_release(&grids);
	for (size_t i = 0; i < table->nnotes; i++)
		add_element(out, "<p class=\"note\">", table->notes[i],
			    "</p>\n");
}

/* --- charts ------------------------------------------------------------ */

/* The page has said it where it gave the answer. */
static bool said(const struct cs_report *report, const char *text)
{
	return report->nlead > 0 &&
	       strncmp(report->lead[0], text, strlen(text)) == 0;
}

/* `heading` stands above it. */
static void add_chart(const struct page *page, size_t i, const char *heading)
{
	const struct cs_chart *chart = &page->report->charts[i];
	const char *title = chart->title, *subtitle = chart->subtitle;
	struct cs_buf *out = page->out;

	cs_buf_adds(out, "<figure>\n");
	if (strcmp(title, heading) == 0)
		title = NULL;
	if (subtitle != NULL && said(page->report, subtitle))
		subtitle = NULL;
	if (title != NULL || subtitle != NULL)
		cs_buf_adds(out, "<figcaption>");
	if (title != NULL)
		add_element(out, "<strong>", title,
			    subtitle != NULL ? "</strong> " : "</strong>");
	if (subtitle != NULL)
		add_text(out, subtitle);
	if (title != NULL || subtitle != NULL)
		cs_buf_adds(out, "</figcaption>\n");
	add_element(out,
		    "<div class=\"drawing\" tabindex=\"0\" role=\"img\" "
		    "aria-label=\"Chart: ",
		    chart->title, "");
	if (chart->subtitle != NULL)
		add_element(out, " ", chart->subtitle, ".");
	cs_buf_adds(out, "\">\n");
	cs_buf_add(out, page->drawings[i].data, page->drawings[i].length);
	cs_buf_adds(out, "</div>\n</figure>\n");
}

static bool is_drawn(const struct page *page, size_t i)
{
	return page->drawings[i].length > 0;
}

/* --- sections ---------------------------------------------------------- */

static void add_table(const struct page *page, const struct cs_table *table)
{
	struct cs_buf *out = page->out;

	cs_buf_addf(out, "<section>\n<h2 id=\"%s\">", table->name);
	add_element(out, "", table->title, "</h2>\n");
	for (size_t i = 0; i < page->report->ncharts; i++)
		if (is_drawn(page, i) &&
		    strcmp(page->report->charts[i].table, table->name) == 0)
			add_chart(page, i, table->title);
	add_grids(out, table);
	cs_buf_adds(out, "</section>\n");
}

/* A chart of a table that is not printed. */
static bool is_alone(const struct page *page, size_t i)
{
	for (size_t t = 0; t < page->ntables; t++)
		if (strcmp(page->tables[t]->name,
			   page->report->charts[i].table) == 0)
			return false;
	return is_drawn(page, i);
}

static void add_alone(const struct page *page, size_t i)
{
	const struct cs_chart *chart = &page->report->charts[i];
	struct cs_buf *out = page->out;

	add_element(out, "<section>\n<h2>", chart->title, "</h2>\n");
	add_chart(page, i, chart->title);
	cs_buf_addf(out,
		    "<p class=\"note\">its figures: -f csv -t %s</p>\n"
		    "</section>\n",
		    chart->table);
}

static void add_contents(const struct page *page)
{
	struct cs_buf *out = page->out;

	if (page->ntables < CONTENTS)
		return;
	cs_buf_adds(out, "<nav aria-label=\"Contents\">\n<ul>\n");
	for (size_t t = 0; t < page->ntables; t++) {
		cs_buf_addf(out, "<li><a href=\"#%s\">", page->tables[t]->name);
		add_element(out, "", page->tables[t]->title, "</a></li>\n");
	}
	cs_buf_adds(out, "</ul>\n</nav>\n");
}

static void add_doubts(const struct page *page)
{
	const struct cs_report *report = page->report;

	if (report->nwarnings == 0)
		return;
	cs_buf_adds(page->out, "<section class=\"doubts\">\n<h2>Warnings</h2>"
			       "\n");
	add_list(page->out, report->warnings, report->nwarnings);
	cs_buf_adds(page->out, "</section>\n");
}

/* --- what the columns are ---------------------------------------------- */

static void add_meaning(struct cs_buf *out, const struct cs_table *table,
			const struct cs_column *column)
{
	int low, high;

	cs_buf_adds(out, "<div><dt>");
	if (column->title != NULL)
		add_element(out, "", column->title, " ");
	cs_buf_addf(out, "<code>%s</code></dt><dd>", column->name);
	add_sentence(out, column->means);
	if (cs_columns_interval(table->columns, column->name, &low, &high)) {
		cs_buf_adds(out, " With its ");
		add_element(out, "", cs_interval_title(&table->columns[low]),
			    ".");
	}
	cs_buf_adds(out, "</dd></div>\n");
}

static void add_glossary(const struct page *page)
{
	struct cs_buf *out = page->out;

	cs_buf_adds(out, "<section>\n<h2>What the columns are</h2>\n");
	for (size_t t = 0; t < page->ntables; t++) {
		const struct cs_table *table = page->tables[t];

		add_element(out, "<h3>", table->title, "</h3>\n<dl>\n");
		for (size_t c = 0; c < table->ncolumns; c++)
			if (table->columns[c].means != NULL)
				add_meaning(out, table, &table->columns[c]);
		cs_buf_adds(out, "</dl>\n");
	}
	cs_buf_adds(out, "</section>\n");
}

/* --- the page ---------------------------------------------------------- */

static void add_head(const struct page *page, const char *title)
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
	add_sentence(out, title);
	cs_buf_addf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n",
		    cs_builtin_text("report", "page"));
	cs_buf_adds(out, "<header>\n<h1>");
	add_sentence(out, title);
	cs_buf_adds(out, "</h1>\n<div class=\"answer\">\n");
	for (size_t i = 0; i < page->report->nlead; i++)
		add_element(out, "<p>", page->report->lead[i], "</p>\n");
	cs_buf_adds(out, "</div>\n</header>\n<main>\n");
}

static void add_origin(const struct page *page)
{
	const struct cs_report *report = page->report;
	struct cs_buf *out = page->out;

	if (report->nscope > 0) {
		cs_buf_adds(out, "<section>\n<h2>What this rests on</h2>\n");
		add_list(out, report->scope, report->nscope);
		cs_buf_adds(out, "</section>\n");
	}
	if (report->line != NULL)
		add_element(out,
			    "<section>\n<h2>How to make it again</h2>\n"
			    "<pre><code>",
			    report->line, "</code></pre>\n</section>\n");
	cs_buf_addf(out,
		    "</main>\n<footer><p>%s " CS_VERSION "</p></footer>\n"
		    "</body>\n</html>\n",
		    report->command);
}

void cs_render_html(const struct cs_report *report, const char *const *names,
		    size_t nnames, const struct cs_buf *drawings,
		    struct cs_buf *out)
{
	struct page page = { out, report, drawings, NULL, 0 };

	page.tables =
	    cs_report_select(report, names, nnames, CS_PEOPLE, &page.ntables);
	add_head(&page,
		 report->question != NULL ? report->question : report->command);
	add_doubts(&page);
	add_contents(&page);
	for (size_t t = 0; t < page.ntables; t++)
		add_table(&page, page.tables[t]);
	for (size_t i = 0; i < report->ncharts; i++)
		if (is_alone(&page, i))
			add_alone(&page, i);
	add_glossary(&page);
	add_origin(&page);
	free(page.tables);
}
