/*
 * separated.c - a table as csv (RFC 4180, but lines end in LF) or tsv.
 *
 * In tsv, tab, line feed, carriage return and backslash inside a cell are
 * written \t \n \r \\, so that every row is one line. A cell that a spreadsheet
 * would run as a formula is left as it is: the data are not ours to change.
 */
#include <string.h>

#include "report/internal.h"
#include "report/number.h"
#include "report/render.h"

static void add_tsv(struct cs_buf *out, const char *text)
{
	static const char named[] = "\t\n\r\\", letters[] = "tnr\\";

	for (; *text; text++) {
		const char *at = strchr(named, *text);

		if (at)
			cs_buf_addc(out, '\\');
		cs_buf_addc(out, at ? letters[at - named] : *text);
	}
}

static void add_text(struct cs_buf *out, const char *text, char delimiter)
{
	if (delimiter == '\t')
		add_tsv(out, text);
	else
		cs_buf_add_csv(out, text, strlen(text), delimiter);
}

static void add_cell(struct cs_buf *out, enum cs_type type,
		     const struct cs_cell *cell, const struct cs_marks *marks)
{
	size_t before = out->length;

	if (type == CS_TEXT && !cell->null) {
		add_text(out, cell->as.text, marks->delimiter);
		return;
	}
	cs_add_plain(out, type, cell);
	if (marks->decimal != '.' && cs_is_number(type))
		for (size_t i = before; i < out->length; i++)
			if (out->data[i] == '.')
				out->data[i] = marks->decimal;
}

void cs_render_separated(const struct cs_table *table,
			 const struct cs_marks *marks, struct cs_buf *out)
{
	size_t rows = cs_table_rows(table), columns = table->ncolumns;
	char delimiter = marks->delimiter;

	cs_buf_adds(out, marks->bom ? "\xef\xbb\xbf" : "");
	for (size_t c = 0; c < columns; c++) {
		add_text(out, table->columns[c].name, delimiter);
		cs_buf_addc(out, c + 1 < columns ? delimiter : '\n');
	}
	for (size_t r = 0; r < rows; r++) {
		for (size_t c = 0; c < columns; c++) {
			add_cell(out, table->columns[c].type,
				 cs_table_cell(table, r, c), marks);
			cs_buf_addc(out, c + 1 < columns ? delimiter : '\n');
		}
	}
}
