/*
 * html.h - what a page, and the pieces of one (html_pieces.c), are put together
 * from. What comes from data is shown as cs_printable() makes it.
 */
#ifndef CS_REPORT_HTML_H
#define CS_REPORT_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "report/internal.h"

struct cs_html {
	struct cs_buf *out;
	const struct cs_report *report;
	const struct cs_buf *drawings; /* as of cs_render_html() */
	const struct cs_table **tables;
	size_t ntables;
};

/* Marks in a piece: see cs_render_pieces(). */
enum { CS_PIECE_CELL = 1, CS_PIECE_END = 2, CS_PIECE_ID = 3 };

/* As text, and between double quotes. */
void cs_html_text(struct cs_buf *out, const char *text);
/* A phrase as a sentence: with a capital and a full stop. */
void cs_html_sentence(struct cs_buf *out, const char *text);
/* The text between a beginning and an end, which are taken as they are. */
void cs_html_element(struct cs_buf *out, const char *open, const char *text,
		     const char *close);
void cs_html_list(struct cs_buf *out, char *const *items, size_t count);

/* The table with its notes, without a heading; `cells`: cells are marked as in
 * a piece. */
void cs_html_grids(struct cs_buf *out, const struct cs_table *table,
		   bool cells);

/* One chart, as a figure; `heading` stands above it. */
void cs_html_chart(const struct cs_html *page, size_t chart,
		   const char *heading);
/* Those of a table. */
void cs_html_charts(const struct cs_html *page, const struct cs_table *table);
/* Is it drawn, and is its table not printed? */
bool cs_html_alone(const struct cs_html *page, size_t chart);

/* What a column means, for a <dl>. */
void cs_html_meaning(struct cs_buf *out, const struct cs_table *table,
		     const struct cs_column *column);

/*
 * The number of a cell of a table in that of which it is a view, counted row by
 * row: the same for all views, but where its rows are put later.
 */
size_t cs_html_cell(const struct cs_table *table, size_t row, size_t column);

#endif
