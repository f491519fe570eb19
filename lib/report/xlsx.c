/*
 * xlsx.c - the report as a workbook, by libxlsxwriter: a first sheet with the
 * answer and all that is said beside it, then a sheet for each table.
 *
 * Texts are written as texts, so that no cell is a formula, whatever it begins
 * with. A row goes to a file of the library's when it is done: a long list
 * takes no more memory than the file that comes of it. Nothing looks at the
 * clock.
 */
#include "report/render.h"

#ifdef CS_XLSX

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/version.h"
#include "report/internal.h"
#include "report/number.h"
#include "report/xlsx.h"

enum { MOST_BYTES = 32000 }; /* of a cell, which takes 32,767 characters */
enum { NARROWEST = 10, WIDEST = 60 }; /* columns, in characters */
enum { ACROSS = 110 };		      /* the column of the first sheet */
enum { FIRST_DAY = -25508 };   /* 1900-03-01: those before are miscounted */
enum { EPOCH = 25569 };	       /* the number of 1970-01-01 */
enum { EIGHTIES = 315532800 }; /* when all files in a zip are from */

struct book {
	const struct cs_xlsx *lib;
	lxw_workbook *book;
	lxw_format *bold, *wrapped;
	lxw_worksheet *first;
	lxw_row_t row; /* the next of the first sheet */
	size_t cells;  /* that have been written, with comments */
};

/* --- texts ------------------------------------------------------------- */

/* _x0041_ is read as A. */
static bool is_escape(const char *text)
{
	return text[0] == '_' && text[1] == 'x' &&
	       strspn(text + 2, "0123456789abcdefABCDEF") >= 4 &&
	       text[6] == '_';
}

/* What no XML may hold, escaped or not. */
static bool is_nothing(const char *text, size_t length)
{
	size_t used;

	return (cs_utf8_decode(text, length, &used) & 0xFFFE) == 0xFFFE;
}

/* Cut if it is too long for a cell. */
static void write_text(struct book *to, lxw_worksheet *sheet, lxw_row_t row,
		       lxw_col_t column, const char *text, lxw_format *format)
{
	struct cs_buf kept = CS_BUF_INIT;
	size_t length = strlen(text);

	for (size_t used; length > 0 && kept.length < MOST_BYTES;
	     text += used, length -= used) {
		cs_utf8_decode(text, length, &used);
		if (is_escape(text))
			cs_buf_adds(&kept, "_x005F_");
		else if (used > 1 && is_nothing(text, length))
			cs_printable(&kept, text, used, 0);
		else
			cs_buf_add(&kept, text, used);
	}
	if (length > 0)
		cs_buf_adds(&kept, "...");
	to->lib->worksheet_write_string(sheet, row, column, kept.data, format);
	to->cells += kept.length > 0 || format != NULL;
	cs_buf_release(&kept);
}

/* --- the first sheet --------------------------------------------------- */

static void add_line(struct book *to, const char *text, lxw_format *format)
{
	write_text(to, to->first, to->row++, 0, text, format);
}

static void add_lines(struct book *to, const char *heading, char *const *lines,
		      size_t count)
{
	if (count == 0)
		return;
	to->row++;
	add_line(to, heading, to->bold);
	for (size_t i = 0; i < count; i++)
		add_line(to, lines[i], to->wrapped);
}

/* The name of each leads to its sheet. */
static void add_contents(struct book *to, const struct cs_table **tables,
			 size_t count)
{
	char place[80];

	to->row++;
	add_line(to, "Tables", to->bold);
	for (size_t i = 0; i < count; i++) {
		const struct cs_table *table = tables[i];

		snprintf(place, sizeof place, "internal:'%s'!A1", table->name);
		to->cells++;
		to->lib->worksheet_write_url_opt(to->first, to->row++, 0, place,
						 NULL, table->name,
						 table->title);
		write_text(to, to->first, to->row++, 0, table->title,
			   to->wrapped);
		for (size_t n = 0; n < table->nnotes; n++)
			add_line(to, table->notes[n], to->wrapped);
	}
}

static void add_first(struct book *to, const struct cs_report *report,
		      const struct cs_table **tables, size_t count)
{
	char *line = report->line;

	to->first = to->lib->workbook_add_worksheet(to->book, "Answer");
	to->lib->worksheet_set_column(to->first, 0, 0, ACROSS, NULL);
	add_line(to,
		 report->question != NULL ? report->question : report->command,
		 to->bold);
	for (size_t i = 0; i < report->nlead; i++)
		add_line(to, report->lead[i], to->wrapped);
	add_lines(to, "Warnings", report->warnings, report->nwarnings);
	add_contents(to, tables, count);
	add_lines(to, "What this rests on", report->scope, report->nscope);
	add_lines(to, "How to make it again", &line, line != NULL);
	to->row++;
	add_line(to, report->command, NULL);
	add_line(to, "cs-tools " CS_VERSION, NULL);
}

/* --- a table ----------------------------------------------------------- */

static lxw_format *format_of(const struct book *to,
			     const struct cs_column *column)
{
	static const char *const whole[] = {
		[CS_COUNT] = "#,##0",  [CS_MONEY] = "#,##0",
		[CS_REAL] = "#,##0",   [CS_SHARE] = "0",
		[CS_PERCENT] = "0",    [CS_DATE] = "yyyy-mm-dd",
		[CS_TEXT] = "General", [CS_BOOL] = "General",
	};
	int decimals = column->decimals != 0	  ? column->decimals
		       : column->type == CS_MONEY ? 2
						  : 1;
	lxw_format *format = to->lib->workbook_add_format(to->book);
	char text[40];

	if (!cs_is_number(column->type) || column->type == CS_COUNT)
		decimals = 0;
	snprintf(text, sizeof text, "%s%.*s%s", whole[column->type],
		 decimals > 0 ? 1 + decimals : 0, ".000000000",
		 column->type == CS_SHARE     ? "%"
		 : column->type == CS_PERCENT ? "\" %\""
					      : "");
	to->lib->format_set_num_format(format, text);
	return format;
}

/* What the column is, for whoever rests on its heading. */
static void add_comment(struct book *to, lxw_worksheet *sheet,
			const struct cs_table *table, size_t c)
{
	const struct cs_column *column = &table->columns[c];
	lxw_comment_options options = { .width = 320 };
	struct cs_buf text = CS_BUF_INIT;
	const char *end = strrchr(column->name, '_');

	if (cs_columns_bounded(table->columns, column->name))
		cs_buf_addf(&text, "%s end of the 95 %% interval of %.*s",
			    strcmp(end, "_low") == 0 ? "lower" : "upper",
			    (int)(end - column->name), column->name);
	else if (column->means != NULL)
		cs_buf_adds(&text, column->means);
	options.height = (uint16_t)(40 + 20 * (text.length / 48));
	to->cells += text.length > 0;
	if (text.length > 0)
		to->lib->worksheet_write_comment_opt(sheet, 0, (lxw_col_t)c,
						     text.data, &options);
	cs_buf_release(&text);
}

static void write_cell(struct book *to, lxw_worksheet *sheet, lxw_row_t row,
		       lxw_col_t column, enum cs_type type,
		       const struct cs_cell *cell, lxw_format *format)
{
	char day[11];
	double number = 0;

	if (cell->null)
		return;
	switch (type) {
	case CS_TEXT:
		write_text(to, sheet, row, column, cell->as.text, NULL);
		return;
	case CS_BOOL:
		to->cells++;
		to->lib->worksheet_write_boolean(sheet, row, column,
						 cell->as.flag, NULL);
		return;
	case CS_DATE:
		if (cell->as.day < FIRST_DAY) {
			write_text(to, sheet, row, column,
				   cs_day_format(cell->as.day, day), NULL);
			return;
		}
		number = (double)cell->as.day + EPOCH;
		break;
	case CS_COUNT: number = (double)cell->as.count; break;
	case CS_MONEY: number = cs_money_double(cell->as.money); break;
	case CS_REAL:
	case CS_SHARE:
	case CS_PERCENT: number = cell->as.real; break;
	}
	to->cells++;
	to->lib->worksheet_write_number(sheet, row, column, number, format);
}

/* Columns that the cell takes, as people see it. */
static size_t width_of(const struct cs_column *column,
		       const struct cs_cell *cell, struct cs_buf *text)
{
	cs_buf_clear(text);
	cs_add_printed(text, column->type,
		       column->decimals > 0 ? column->decimals : 2, cell, true);
	return cs_utf8_widest(text->data, 0);
}

static void add_rows(struct book *to, lxw_worksheet *sheet,
		     const struct cs_table *table, lxw_format *const *formats,
		     size_t *widths)
{
	size_t rows = cs_table_rows(table);
	struct cs_buf text = CS_BUF_INIT;

	for (size_t r = 0; r < rows; r++)
		for (size_t c = 0; c < table->ncolumns; c++) {
			const struct cs_column *column = &table->columns[c];
			const struct cs_cell *cell = cs_table_cell(table, r, c);
			size_t width = width_of(column, cell, &text);

			widths[c] = width > widths[c] ? width : widths[c];
			write_cell(to, sheet, (lxw_row_t)r + 1, (lxw_col_t)c,
				   column->type, cell, formats[c]);
		}
	cs_buf_release(&text);
}

static void add_table(struct book *to, const struct cs_table *table)
{
	lxw_worksheet *sheet =
	    to->lib->workbook_add_worksheet(to->book, table->name);
	lxw_format **formats = cs_calloc(table->ncolumns, sizeof *formats);
	size_t *widths = cs_calloc(table->ncolumns, sizeof *widths);

	for (size_t c = 0; c < table->ncolumns; c++) {
		const char *name = table->columns[c].name;

		formats[c] = format_of(to, &table->columns[c]);
		/* the arrow of the filter stands beside it */
		widths[c] = cs_utf8_widest(name, 0) + 3;
		write_text(to, sheet, 0, (lxw_col_t)c, name, to->bold);
		add_comment(to, sheet, table, c);
	}
	add_rows(to, sheet, table, formats, widths);
	for (size_t c = 0; c < table->ncolumns; c++) {
		size_t width = widths[c] < NARROWEST ? NARROWEST : widths[c];

		to->lib->worksheet_set_column(
		    sheet, (lxw_col_t)c, (lxw_col_t)c,
		    (double)(width < WIDEST ? width : WIDEST), NULL);
	}
	to->lib->worksheet_freeze_panes(sheet, 1, 0);
	if (cs_table_rows(table) > 0)
		to->lib->worksheet_autofilter(sheet, 0, 0,
					      (lxw_row_t)cs_table_rows(table),
					      (lxw_col_t)(table->ncolumns - 1));
	free(widths);
	free(formats);
}

/* --- the workbook ------------------------------------------------------ */

lxw_error cs_xlsx_write(const struct cs_xlsx *lib, const char *path,
			const struct cs_report *report,
			const struct cs_table **tables, size_t count,
			size_t *cells)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_doc_properties properties = { .created = EIGHTIES };
	struct book to = { lib, lib->workbook_new_opt(path, &options) };

	if (to.book == NULL)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	lib->workbook_set_properties(to.book, &properties);
	to.bold = lib->workbook_add_format(to.book);
	lib->format_set_bold(to.bold);
	to.wrapped = lib->workbook_add_format(to.book);
	lib->format_set_text_wrap(to.wrapped);
	add_first(&to, report, tables, count);
	for (size_t i = 0; i < count; i++)
		add_table(&to, tables[i]);
	*cells = to.cells;
	return lib->workbook_close(to.book);
}

#endif
