/* html_parts.c - what pages are put together from: see html.h. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/grid.h"
#include "report/html.h"

enum { COHORTS = 60 }; /* lines and columns of a triangle: */
enum { AGES = 37 };    /* three years of months */
enum { NARROW = 14 };  /* columns that fit across a sheet of paper */
enum { SHORT = 24 };   /* columns of words that stand on one line */

/* --- text -------------------------------------------------------------- */

/* As text, and between double quotes. */
void cs_html_text(struct cs_buf *out, const char *text)
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
void cs_html_sentence(struct cs_buf *out, const char *text)
{
	size_t length = strlen(text), begin = out->length;

	cs_html_text(out, text);
	if (begins_with_a_word(text))
		out->data[begin] = (char)toupper((unsigned char)*text);
	if (length > 0 && strchr(".?!", text[length - 1]) == NULL)
		cs_buf_addc(out, '.');
}

void cs_html_element(struct cs_buf *out, const char *open, const char *text,
		     const char *close)
{
	cs_buf_adds(out, open);
	cs_html_text(out, text);
	cs_buf_adds(out, close);
}

void cs_html_list(struct cs_buf *out, char *const *items, size_t count)
{
	cs_buf_adds(out, "<ul>\n");
	for (size_t i = 0; i < count; i++)
		cs_html_element(out, "<li>", items[i], "</li>\n");
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
		cs_html_sentence(out, of->means);
		cs_buf_addc(out, '"');
	}
	cs_html_element(out, ">", text, "</th>");
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

size_t cs_html_cell(const struct cs_table *table, size_t row, size_t column)
{
	const struct cs_visible *shown = table->shown;

	return shown == NULL || table->later != NULL
		   ? row * table->ncolumns + column
		   : shown->rows[row] * shown->of->ncolumns +
			 shown->columns[column];
}

/* Where figures with an interval stand, which may be told from another day's.
 */
static void add_mark(struct cs_buf *out, const struct cs_table *table,
		     const struct cs_grid *grid, size_t row, size_t column)
{
	const struct cs_column *of = grid->columns[column].of;
	int low, high;

	if (grid->lines != NULL && column == grid->keys) {
		of = grid->lines[row];
		row = 0;
	}
	if (of != NULL &&
	    cs_columns_interval(table->columns, of->name, &low, &high))
		cs_buf_addf(
		    out, "%c%zu%c", CS_PIECE_CELL,
		    cs_html_cell(table, row, (size_t)(of - table->columns)),
		    CS_PIECE_END);
}

/* `marked`: NULL, or the table, of which cells are marked. */
static void add_row(struct cs_buf *out, const struct cs_grid *grid, size_t row,
		    const char *const *classes, const struct cs_table *marked)
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
		if (classes[c] != NULL) {
			cs_buf_addf(out, " class=\"%s", classes[c]);
			if (marked != NULL)
				add_mark(out, marked, grid, row, c);
			cs_buf_addc(out, '"');
		}
		cs_html_element(out, ">", cells[c], "</td>");
	}
	cs_buf_adds(out, "</tr>\n");
}

static void add_rows(struct cs_buf *out, const struct cs_grid *grid,
		     const struct cs_table *marked)
{
	const char **classes = cs_calloc(grid->ncolumns, sizeof *classes);
	size_t rows = grid->ncells / grid->ncolumns;

	for (size_t c = 0; c < grid->ncolumns; c++)
		classes[c] = class_of(grid, c);
	cs_buf_adds(out, "<tbody>\n");
	for (size_t r = 0; r < rows; r++)
		add_row(out, grid, r, classes, marked);
	cs_buf_adds(out, "</tbody>\n");
	free(classes);
}

/* The table in a box that scrolls by itself, also by the keyboard. */
static void add_grid(struct cs_buf *out, const struct cs_table *table,
		     const struct cs_grid *grid, bool cells)
{
	cs_buf_addf(out,
		    "<div class=\"table%s%s\" role=\"group\" tabindex=\"0\" "
		    "aria-label=\"",
		    grid->headless ? " fields" : "",
		    grid->ncolumns > NARROW ? " wide" : "");
	cs_html_element(out, "Table: ", table->title, "");
	if (grid->caption != NULL)
		cs_html_element(out, " ", grid->caption, "");
	cs_buf_adds(out, "\">\n<table>\n");
	if (grid->caption != NULL)
		cs_html_element(out, "<caption>", grid->caption,
				"</caption>\n");
	if (!grid->headless)
		add_headings(out, grid);
	add_rows(out, grid, cells ? table : NULL);
	cs_buf_adds(out, "</table>\n</div>\n");
}

void cs_html_grids(struct cs_buf *out, const struct cs_table *table, bool cells)
{
	static const struct cs_grid_limit limit = { COHORTS, 0, AGES };
	struct cs_grids grids;

	cs_grids_init(&grids, table, &limit);
	for (size_t i = 0; i < grids.count; i++) {
		const struct cs_grid *grid = &grids.list[i];

		if (grid->ncells > 0)
			add_grid(out, table, grid, cells);
		else
			cs_buf_adds(out, "<p>(no rows)</p>\n");
		if (grid->note != NULL)
			cs_html_element(out, "<p class=\"note\">", grid->note,
					"</p>\n");
	}
	if (grids.count == 0)
		cs_buf_adds(out, "<p>(no rows)</p>\n");
	cs_grids_release(&grids);
	for (size_t i = 0; i < table->nnotes; i++)
		cs_html_element(out, "<p class=\"note\">", table->notes[i],
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
void cs_html_chart(const struct cs_html *page, size_t i, const char *heading)
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
		cs_html_element(out, "<strong>", title,
				subtitle != NULL ? "</strong> " : "</strong>");
	if (subtitle != NULL)
		cs_html_text(out, subtitle);
	if (title != NULL || subtitle != NULL)
		cs_buf_adds(out, "</figcaption>\n");
	cs_html_element(out,
			"<div class=\"drawing\" tabindex=\"0\" role=\"img\" "
			"aria-label=\"Chart: ",
			chart->title, "");
	if (chart->subtitle != NULL)
		cs_html_element(out, " ", chart->subtitle, ".");
	cs_buf_adds(out, "\">\n");
	cs_buf_add(out, page->drawings[i].data, page->drawings[i].length);
	cs_buf_adds(out, "</div>\n</figure>\n");
}

static bool is_drawn(const struct cs_html *page, size_t i)
{
	return page->drawings[i].length > 0;
}

void cs_html_charts(const struct cs_html *page, const struct cs_table *table)
{
	for (size_t i = 0; i < page->report->ncharts; i++)
		if (is_drawn(page, i) &&
		    strcmp(page->report->charts[i].table, table->name) == 0)
			cs_html_chart(page, i, table->title);
}

/* A chart of a table that is not printed. */
bool cs_html_alone(const struct cs_html *page, size_t i)
{
	for (size_t t = 0; t < page->ntables; t++)
		if (strcmp(page->tables[t]->name,
			   page->report->charts[i].table) == 0)
			return false;
	return is_drawn(page, i);
}

/* --- what a column is --------------------------------------------------- */

void cs_html_meaning(struct cs_buf *out, const struct cs_table *table,
		     const struct cs_column *column)
{
	int low, high;

	cs_buf_adds(out, "<div><dt>");
	if (column->title != NULL)
		cs_html_element(out, "", column->title, " ");
	cs_buf_addf(out, "<code>%s</code></dt><dd>", column->name);
	cs_html_sentence(out, column->means);
	if (cs_columns_interval(table->columns, column->name, &low, &high)) {
		cs_buf_adds(out, " With its ");
		cs_html_element(out, "",
				cs_interval_title(&table->columns[low]), ".");
	}
	cs_buf_adds(out, "</dd></div>\n");
}
