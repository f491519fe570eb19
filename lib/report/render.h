/*
 * render.h - a report as text, csv, tsv, json, markdown, html, or a workbook.
 *
 * Only this part of the house formats numbers. The same report gives the same
 * bytes: nothing here looks at the clock, the locale or the terminal; how wide
 * text is and whether headings stand out is said in the report.
 */
#ifndef CS_REPORT_RENDER_H
#define CS_REPORT_RENDER_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "report/table.h"

/*
 * The tables of these names in one format, appended to a buffer; without names
 * those that are not long.
 */
void cs_render_text(const struct cs_report *report, const char *const *names,
		    size_t nnames, struct cs_buf *out);
void cs_render_json(const struct cs_report *report, const char *const *names,
		    size_t nnames, struct cs_buf *out);
void cs_render_markdown(const struct cs_report *report,
			const char *const *names, size_t nnames,
			struct cs_buf *out);
/*
 * A page that is complete in itself. drawings[i] is report->charts[i] as an
 * element of HTML, empty where it is not drawn.
 */
void cs_render_html(const struct cs_report *report, const char *const *names,
		    size_t nnames, const struct cs_buf *drawings,
		    struct cs_buf *out);
/*
 * What a page of several reports is put together from (cs-report): the line
 * "cs-pieces 1", then pieces, each a line "NAME LENGTH", so many bytes and the
 * end of a line. In order, those in brackets as often as there are any:
 *
 *	as_of	the day, 2025-12-31; empty where there is none
 *	[lead]	a sentence of the answer, as a <p>
 *	[warning] [scope]	as an <li>
 *	[file]	the name of one that was read
 *	[table]	its name, and what follows is of it:
 *	  title	  as the content of a heading
 *	  body	  charts and grids
 *	  [term]  a column, as a <div> of a <dl>
 *	  figures an array of JSON, an object a line, of its numbers and days:
 *		  cell, row, column, title, value, low, high, shown
 *
 * An id in a drawing begins with the byte CS_PIECE_ID (html.h), in whose place
 * comes what tells reports apart. At the end of the class of a cell whose
 * figure has an interval stands the number `cell` between CS_PIECE_CELL and
 * CS_PIECE_END. `row` names the row: its group and leading words, joined by
 * blanks, or the first column where there are none.
 */
void cs_render_pieces(const struct cs_report *report, const char *const *names,
		      size_t nnames, const struct cs_buf *drawings,
		      struct cs_buf *out);
/* "text", with the escapes of JSON. */
void cs_json_string(struct cs_buf *out, const char *text);
/*
 * A workbook, as spreadsheets read it: with a sheet for each table, its columns
 * called as in csv, in front of which the first says all else. -1 with err
 * filled: a table has more rows than a sheet ("too-long"), or the machine keeps
 * something from us.
 */
int cs_render_xlsx(const struct cs_report *report, const char *const *names,
		   size_t nnames, struct cs_buf *out, struct cs_err *err);
/* -1: it was built without what makes workbooks; err says so. */
int cs_xlsx_check(struct cs_err *err);
void cs_render_separated(const struct cs_table *table,
			 const struct cs_marks *marks, struct cs_buf *out);

#endif
