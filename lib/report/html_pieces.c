/*
 * html_pieces.c - a report in the pieces that a page of several is put together
 * from: see render.h.
 */
#include <stdlib.h>
#include <string.h>

#include "report/grid.h"
#include "report/html.h"
#include "report/internal.h"
#include "report/number.h"
#include "report/render.h"

static void add_piece(struct cs_buf *out, const char *name,
		      struct cs_buf *piece)
{
	cs_buf_addf(out, "%s %zu\n", name, piece->length);
	cs_buf_add(out, piece->data, piece->length);
	cs_buf_addc(out, '\n');
	cs_buf_clear(piece);
}

/* Each text as a piece, between a beginning and an end. */
static void add_pieces(struct cs_buf *out, const char *name, char *const *texts,
		       size_t count, const char *open, const char *close)
{
	struct cs_buf piece = CS_BUF_INIT;

	for (size_t i = 0; i < count; i++) {
		cs_html_element(&piece, open, texts[i], close);
		add_piece(out, name, &piece);
	}
	cs_buf_release(&piece);
}

/* --- figures ------------------------------------------------------------ */

static void add_word(struct cs_buf *out, enum cs_type type,
		     const struct cs_cell *cell)
{
	if (cell->null)
		return;
	if (out->length > 0)
		cs_buf_addc(out, ' ');
	cs_add_plain(out, type, cell);
}

/* What the row is called, whatever its figures are. */
static void add_row_name(struct cs_buf *out, const struct cs_table *table,
			 size_t row)
{
	size_t begin = cs_group_column(table) >= 0, c = begin;

	for (size_t i = 0; i < begin; i++)
		add_word(out, table->columns[i].type,
			 cs_table_cell(table, row, i));
	if (table->layout == CS_FIELDS)
		return;
	if (table->layout == CS_TRIANGLE) {
		size_t named[] = { (size_t)table->triangle.row,
				   (size_t)table->triangle.column };

		for (size_t i = 0; i < 2; i++)
			add_word(out, table->columns[named[i]].type,
				 cs_table_cell(table, row, named[i]));
		return;
	}
	do
		add_word(out, table->columns[c].type,
			 cs_table_cell(table, row, c));
	while (++c < table->ncolumns && table->columns[c - 1].type == CS_TEXT &&
	       table->columns[c].type == CS_TEXT);
}

static void add_value(struct cs_buf *out, const char *name, enum cs_type type,
		      const struct cs_cell *cell)
{
	const char *quote = type == CS_DATE && !cell->null ? "\"" : "";

	cs_buf_addf(out, ",\"%s\":%s", name, quote);
	if (cell->null)
		cs_buf_adds(out, "null");
	else
		cs_add_plain(out, type, cell);
	cs_buf_adds(out, quote);
}

/* By itself, "... of all customers" says nothing. */
static void add_title(struct cs_buf *out, const struct cs_column *of)
{
	struct cs_buf name = CS_BUF_INIT;
	bool alone = of->title != NULL && strncmp(of->title, "...", 3) != 0;

	cs_buf_adds(&name, alone ? of->title : of->name);
	for (char *p = name.data; !alone && *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
	cs_json_string(out, name.data);
	cs_buf_release(&name);
}

static void add_figure(struct cs_buf *out, const struct cs_table *table,
		       size_t row, size_t column, const char *name)
{
	const struct cs_column *of = &table->columns[column];
	const struct cs_cell *cell = cs_table_cell(table, row, column);
	struct cs_buf shown = CS_BUF_INIT;
	int low, high;

	cs_buf_addf(out,
		    "%s{\"cell\":%zu,\"row\":", out->length > 1 ? ",\n" : "",
		    cs_html_cell(table, row, column));
	cs_json_string(out, name);
	cs_buf_addf(out, ",\"column\":\"%s\",\"title\":", of->name);
	add_title(out, of);
	add_value(out, "value", of->type, cell);
	if (cs_columns_interval(table->columns, of->name, &low, &high)) {
		add_value(out, "low", table->columns[low].type,
			  cs_table_cell(table, row, (size_t)low));
		add_value(out, "high", table->columns[high].type,
			  cs_table_cell(table, row, (size_t)high));
	}
	cs_add_printed(&shown, of->type, cs_column_decimals(table, column),
		       cell, true);
	cs_buf_adds(out, ",\"shown\":");
	cs_json_string(out, shown.data);
	cs_buf_addc(out, '}');
	cs_buf_release(&shown);
}

static void add_figures(struct cs_buf *out, const struct cs_table *table)
{
	/* rows that are made when they are printed may be any number */
	size_t rows =
	    table->later != NULL ? cs_table_shown(table) : cs_table_rows(table);
	struct cs_buf name = CS_BUF_INIT;

	cs_buf_addc(out, '[');
	for (size_t r = 0; r < rows; r++) {
		cs_buf_clear(&name);
		add_row_name(&name, table, r);
		for (size_t c = 0; c < table->ncolumns; c++) {
			enum cs_type type = table->columns[c].type;

			if ((cs_is_number(type) || type == CS_DATE) &&
			    !cs_columns_bounded(table->columns,
						table->columns[c].name) &&
			    !cs_table_cell(table, r, c)->null)
				add_figure(out, table, r, c, name.data);
		}
	}
	cs_buf_addc(out, ']');
	cs_buf_release(&name);
}

/* --- all of it ------------------------------------------------------------ */

static void add_terms(struct cs_buf *out, const struct cs_table *table)
{
	struct cs_buf piece = CS_BUF_INIT;

	for (size_t c = 0; c < table->ncolumns; c++) {
		if (table->columns[c].means == NULL)
			continue;
		cs_html_meaning(&piece, table, &table->columns[c]);
		add_piece(out, "term", &piece);
	}
	cs_buf_release(&piece);
}

static void add_heads(struct cs_buf *out, const char *name, const char *title)
{
	struct cs_buf piece = CS_BUF_INIT;

	cs_buf_adds(&piece, name);
	add_piece(out, "table", &piece);
	cs_html_text(&piece, title);
	add_piece(out, "title", &piece);
	cs_buf_release(&piece);
}

static void add_table(const struct cs_html *page, const struct cs_table *table,
		      const struct cs_table *filed)
{
	struct cs_buf piece = CS_BUF_INIT;
	struct cs_html body = *page;

	body.out = &piece;
	add_heads(page->out, table->name, table->title);
	cs_html_charts(&body, table);
	cs_html_grids(&piece, table, true);
	add_piece(page->out, "body", &piece);
	add_terms(page->out, table);
	add_figures(&piece, table->later != NULL ? table : filed);
	add_piece(page->out, "figures", &piece);
	cs_buf_release(&piece);
}

/* The chart of a table that is not printed. */
static void add_alone(const struct cs_html *page, size_t i)
{
	const struct cs_chart *chart = &page->report->charts[i];
	struct cs_buf piece = CS_BUF_INIT;
	struct cs_html body = *page;

	body.out = &piece;
	add_heads(page->out, chart->table, chart->title);
	cs_html_chart(&body, i, chart->title);
	add_piece(page->out, "body", &piece);
	cs_buf_release(&piece);
}

static void add_day(struct cs_buf *out, const struct cs_report *report)
{
	struct cs_buf piece = CS_BUF_INIT;

	for (const struct cs_object *v = report->parameters->first; v != NULL;
	     v = v->next)
		if (strcmp(v->name, "as_of") == 0 && v->type == CS_DATE)
			cs_add_plain(&piece, v->type, &v->cell);
	add_piece(out, "as_of", &piece);
	cs_buf_release(&piece);
}

/* Wherever there are "files" in what json says of the input: contacts have
 * theirs. */
static void add_files(struct cs_buf *out, const struct cs_object *object)
{
	struct cs_buf piece = CS_BUF_INIT;

	for (const struct cs_object *v = object->first; v != NULL;
	     v = v->next) {
		if (v->kind == CS_KIND_OBJECT)
			add_files(out, v);
		if (v->kind != CS_KIND_LIST || strcmp(v->name, "files") != 0)
			continue;
		for (const struct cs_object *f = v->first; f; f = f->next) {
			cs_buf_adds(&piece, f->cell.as.text);
			add_piece(out, "file", &piece);
		}
	}
	cs_buf_release(&piece);
}

void cs_render_pieces(const struct cs_report *report, const char *const *names,
		      size_t nnames, const struct cs_buf *drawings,
		      struct cs_buf *out)
{
	struct cs_html page = { out, report, drawings, NULL, 0 };
	const struct cs_table **filed;
	size_t nfiled;

	page.tables =
	    cs_report_select(report, names, nnames, CS_PEOPLE, &page.ntables);
	filed = cs_report_select(report, names, nnames, CS_FILES, &nfiled);
	cs_buf_adds(out, "cs-pieces 1\n");
	add_day(out, report);
	add_pieces(out, "lead", report->lead, report->nlead, "<p>", "</p>\n");
	add_pieces(out, "warning", report->warnings, report->nwarnings, "<li>",
		   "</li>\n");
	add_pieces(out, "scope", report->scope, report->nscope, "<li>",
		   "</li>\n");
	add_files(out, report->input);
	for (size_t t = 0; t < page.ntables; t++)
		add_table(&page, page.tables[t], filed[t]);
	for (size_t i = 0; i < report->ncharts; i++)
		if (cs_html_alone(&page, i))
			add_alone(&page, i);
	free(filed);
	free(page.tables);
}
