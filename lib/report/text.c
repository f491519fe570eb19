/*
 * text.c - the report for people: the answer, its scope, warnings, tables; as
 * wide as report->width, in columns as a terminal shows them.
 *
 * A table that is too wide first has its headings wrapped, then its words
 * cut (with "..."), then is broken into blocks that repeat the columns that
 * name the rows. Nothing is left out without a line that says so.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/grid.h"
#include "report/internal.h"
#include "report/render.h"

#define WIDTH 80      /* where the report has none */
#define SENTENCES 100 /* longer lines of words are hard to read */
#define INDENT 2
#define COHORTS 24	/* lines of a triangle */
#define HEADING_LINES 3 /* of a wrapped heading */
#define WORDS_LEAST 12	/* columns that words keep when others need room */
#define KEYS_LEAST 20	/* the same of what names the row, in narrow lines */
#define WORDS_MOST 40	/* columns of words in a table of blocks */

/* What is written to, and how. */
struct page {
	struct cs_buf *out;
	size_t width;
	bool bold; /* headings, by the codes of a terminal */
};

static void add_bold(const struct page *page, bool on)
{
	if (page->bold)
		cs_buf_adds(page->out, on ? "\033[1m" : "\033[0m");
}

static void add_blanks(struct cs_buf *out, size_t count)
{
	memset(cs_buf_room(out, count), ' ', count);
	out->length += count;
	out->data[out->length] = '\0';
}

/*
 * Bytes of the next line of `text` in `width` columns, broken at a blank; a
 * word longer than that stays whole. *skip is where the line after it begins.
 */
static size_t next_line(const char *text, size_t width, size_t *skip)
{
	size_t length = strlen(text), fit, end;

	fit = cs_utf8_prefix(text, length, width);
	if (fit == length) {
		*skip = length;
		return length;
	}
	/* a number and its per cent sign stay together */
	for (end = fit; end > 0 && (text[end] != ' ' || text[end + 1] == '%');)
		end--;
	if (end == 0)
		end = strcspn(text + 1, " ") + 1;
	*skip = end + strspn(text + end, " ");
	return end;
}

/* A paragraph; lines after the first are indented by `hang`. */
static void add_wrapped(const struct page *page, const char *text,
			size_t indent, size_t hang)
{
	size_t width = page->width < SENTENCES ? page->width : SENTENCES;
	struct cs_buf *out = page->out, shown = CS_BUF_INIT;
	const char *rest;
	size_t skip, length;

	cs_printable(&shown, text, strlen(text), 0);
	for (rest = shown.data; *rest; rest += skip) {
		if (rest != shown.data)
			indent = hang;
		length = next_line(rest, width - indent, &skip);
		add_blanks(out, indent);
		cs_buf_add(out, rest, length);
		cs_buf_addc(out, '\n');
	}
	cs_buf_release(&shown);
}

static void add_title(const struct page *page, const char *title)
{
	struct cs_buf text = CS_BUF_INIT;
	struct page plain = { &text, page->width, false };

	add_wrapped(&plain, title, 0, 0);
	for (char *line = text.data, *end; (end = strchr(line, '\n'));
	     line = end + 1) {
		add_bold(page, true);
		cs_buf_add(page->out, line, (size_t)(end - line));
		add_bold(page, false);
		cs_buf_addc(page->out, '\n');
	}
	cs_buf_release(&text);
}

/* Lines that a heading takes in `width` columns; 0 if a word is wider. */
static size_t heading_lines(const char *title, size_t width)
{
	size_t lines = 0, skip;

	for (; *title; title += skip, lines++) {
		size_t length = next_line(title, width, &skip);

		if (cs_utf8_width(title, length) > width)
			return 0;
	}
	return lines;
}

/* The narrowest column in which the heading takes at most `lines` lines. */
static size_t heading_width(const char *title, size_t lines)
{
	size_t most = cs_utf8_widest(title, 0);

	for (size_t width = 1; width < most; width++) {
		size_t need = heading_lines(title, width);

		if (need > 0 && need <= lines)
			return width;
	}
	return most;
}

static void heading_widths(const struct cs_grid *grid, const size_t *cells,
			   size_t lines, size_t *widths)
{
	for (size_t c = 0; c < grid->ncolumns; c++) {
		size_t heading = 0;

		if (!grid->headless)
			heading = heading_width(grid->columns[c].title, lines);
		widths[c] = cells[c] > heading ? cells[c] : heading;
	}
}

static size_t total(const struct cs_grid *grid, const size_t *widths)
{
	size_t sum = INDENT;

	for (size_t c = 0; c < grid->ncolumns; c++)
		sum += widths[c] + (c > 0 ? grid->gap : 0);
	return sum;
}

/* Takes columns of text from the widest words until the table fits. */
static void shrink(const struct cs_grid *grid, size_t most, size_t *widths)
{
	while (total(grid, widths) > most) {
		size_t widest = grid->ncolumns;

		for (size_t c = 0; c < grid->ncolumns; c++)
			if (grid->columns[c].shrinks &&
			    widths[c] > (c < grid->keys && most < WIDTH
					     ? KEYS_LEAST
					     : WORDS_LEAST) &&
			    (widest == grid->ncolumns ||
			     widths[c] > widths[widest]))
				widest = c;
		if (widest == grid->ncolumns)
			return;
		widths[widest]--;
	}
}

/* For blocks: words are cut at WORDS_MOST, everything at the line. */
static void restore(const struct cs_grid *grid, size_t line, const size_t *full,
		    size_t *widths)
{
	for (size_t c = 0; c < grid->ncolumns; c++) {
		size_t most =
		    grid->columns[c].shrinks ? WORDS_MOST : line - INDENT;

		if (grid->columns[c].shrinks && c < grid->keys)
			most = WORDS_MOST / 2;
		widths[c] = full[c] < most ? full[c] : most;
	}
}

/* Titles in front of values are broken where these need the room. */
static void break_titles(const struct cs_grid *grid, size_t most,
			 size_t *widths)
{
	size_t over = total(grid, widths) - most;

	if (widths[0] >= WORDS_LEAST + over)
		widths[0] -= over;
}

/* For lines of `most` columns. */
static void choose_widths(const struct cs_grid *grid, size_t most,
			  size_t *widths)
{
	size_t *cells = cs_calloc(grid->ncolumns + 1, sizeof *cells);
	size_t rows = grid->ncells / grid->ncolumns;

	for (size_t i = 0; i < rows * grid->ncolumns; i++) {
		size_t *widest = &cells[i % grid->ncolumns];

		*widest = cs_utf8_widest(grid->cells[i], *widest);
	}
	for (size_t lines = 1; lines <= HEADING_LINES; lines++) {
		heading_widths(grid, cells, lines, widths);
		if (total(grid, widths) <= most)
			break;
	}
	if (grid->headless && total(grid, widths) > most)
		break_titles(grid, most, widths);
	if (total(grid, widths) > most) {
		size_t *full = cells;

		memcpy(full, widths, grid->ncolumns * sizeof *full);
		shrink(grid, most, widths);
		if (total(grid, widths) > most)
			restore(grid, most, full, widths);
	}
	free(cells);
}

/* One cell in its column; blanks at the end of a line are cut later. */
static void add_cell(struct cs_buf *out, const char *text, size_t length,
		     size_t width, bool right)
{
	size_t wide = cs_utf8_width(text, length), dots = 0;

	if (wide > width) {
		dots = width < 3 ? width : 3;
		length = cs_utf8_prefix(text, length, width - dots);
		wide = cs_utf8_width(text, length) + dots;
	}
	add_blanks(out, right ? width - wide : 0);
	cs_buf_add(out, text, length);
	cs_buf_add(out, "...", dots);
	add_blanks(out, right ? 0 : width - wide);
}

static void cut_blanks(struct cs_buf *out)
{
	while (out->length > 0 && out->data[out->length - 1] == ' ')
		out->length--;
}

/* The columns of one block. */
struct block {
	const struct cs_grid *grid;
	const size_t *widths;
	size_t keys; /* 0 .. keys-1, then */
	size_t first, end;
};

static size_t next_column(const struct block *block, size_t column)
{
	return column + 1 == block->keys ? block->first : column + 1;
}

static void add_gap(struct cs_buf *out, const struct block *block,
		    size_t column)
{
	add_blanks(out, column == 0 ? INDENT : block->grid->gap);
}

/* Line `line` of `lines` of the heading of a column; short ones stand low. */
static void add_heading(struct cs_buf *out, const struct block *block,
			size_t column, size_t line, size_t lines)
{
	const struct cs_grid_column *c = &block->grid->columns[column];
	size_t width = block->widths[column], skip = 0, length = 0;
	size_t need = heading_lines(c->title, width);
	const char *title = c->title;

	if (need == 0 && line + 1 == lines)
		length = strlen(title); /* does not fit: cut */
	for (size_t i = lines - need; i <= line; i++, title += skip)
		length = next_line(title, width, &skip);
	add_cell(out, title - skip, length, width, c->right);
}

static void add_headings(const struct page *page, const struct block *block)
{
	const struct cs_grid *grid = block->grid;
	struct cs_buf *out = page->out;
	size_t lines = 1;

	for (size_t c = 0; c < block->end; c = next_column(block, c)) {
		size_t need =
		    heading_lines(grid->columns[c].title, block->widths[c]);

		lines = need > lines ? need : lines;
	}
	for (size_t line = 0; line < lines; line++) {
		add_bold(page, true);
		for (size_t c = 0; c < block->end; c = next_column(block, c)) {
			add_gap(out, block, c);
			add_heading(out, block, c, line, lines);
		}
		cut_blanks(out);
		add_bold(page, false);
		cs_buf_addc(out, '\n');
	}
	for (size_t c = 0; c < block->end; c = next_column(block, c)) {
		add_gap(out, block, c);
		for (size_t i = 0; i < block->widths[c]; i++)
			cs_buf_addc(out, '-');
	}
	cs_buf_addc(out, '\n');
}

/* The lines of a title that is broken, up to its last, which is returned. */
static const char *add_title_lines(struct cs_buf *out, const char *title,
				   size_t width)
{
	size_t skip, length = next_line(title, width, &skip);

	for (; title[skip]; length = next_line(title, width, &skip)) {
		add_blanks(out, INDENT);
		cs_buf_add(out, title, length);
		cs_buf_addc(out, '\n');
		title += skip;
	}
	return title;
}

static void add_block(const struct page *page, const struct block *block)
{
	const struct cs_grid *grid = block->grid;
	size_t rows = grid->ncells / grid->ncolumns;
	struct cs_buf *out = page->out;

	if (!grid->headless)
		add_headings(page, block);
	for (size_t r = 0; r < rows; r++) {
		for (size_t c = 0; c < block->end; c = next_column(block, c)) {
			const char *cell = grid->cells[r * grid->ncolumns + c];

			if (grid->headless && c == 0)
				cell = add_title_lines(out, cell,
						       block->widths[0]);
			add_gap(out, block, c);
			add_cell(out, cell, strlen(cell), block->widths[c],
				 grid->columns[c].right);
		}
		cut_blanks(out);
		cs_buf_addc(out, '\n');
	}
}

static void add_grid(const struct page *page, const struct cs_grid *grid)
{
	size_t *widths, keys, left = INDENT;
	struct cs_buf *out = page->out;
	size_t first;

	if (grid->ncolumns == 0 || grid->ncells == 0) {
		cs_buf_adds(out, "  (no rows)\n");
		return;
	}
	widths = cs_calloc(grid->ncolumns, sizeof *widths);
	choose_widths(grid, page->width, widths);
	keys = grid->keys < grid->ncolumns ? grid->keys : grid->ncolumns;
	for (size_t c = 0; c < keys; c++)
		left += widths[c] + (c > 0 ? grid->gap : 0);
	first = keys;
	do {
		struct block block = { grid, widths, keys, first, first };
		size_t used = left;

		while (block.end < grid->ncolumns) {
			used += grid->gap + widths[block.end];
			if (used > page->width && block.end > first)
				break;
			block.end++;
		}
		if (first > keys)
			cs_buf_addc(out, '\n');
		add_block(page, &block);
		first = block.end;
	} while (first < grid->ncolumns);
	free(widths);
}

static void add_table(const struct page *page, const struct cs_table *table)
{
	const struct cs_grid_limit limit = { COHORTS, page->width - INDENT, 0 };
	struct cs_buf *out = page->out;
	struct cs_grids grids;

	cs_buf_addc(out, '\n');
	add_title(page, table->title);
	cs_grids_init(&grids, table, &limit);
	for (size_t i = 0; i < grids.count; i++) {
		const struct cs_grid *grid = &grids.list[i];

		if (i > 0)
			cs_buf_addc(out, '\n');
		if (grid->caption)
			cs_buf_addf(out, "  %s:\n", grid->caption);
		add_grid(page, grid);
		if (grid->note)
			add_wrapped(page, grid->note, INDENT, INDENT);
	}
	if (grids.count == 0)
		cs_buf_adds(out, "  (no rows)\n");
	cs_grids_release(&grids);
	for (size_t i = 0; i < table->nnotes; i++)
		add_wrapped(page, table->notes[i], INDENT, INDENT);
}

void cs_render_text(const struct cs_report *report, const char *const *names,
		    size_t nnames, struct cs_buf *out)
{
	size_t count;
	const struct cs_table **tables =
	    cs_report_select(report, names, nnames, CS_PEOPLE, &count);
	const struct page page = { .out = out,
				   .width = report->width > 0 ? report->width
							      : WIDTH,
				   .bold = report->bold };
	struct cs_buf line = CS_BUF_INIT;

	for (size_t i = 0; i < report->nlead; i++)
		add_wrapped(&page, report->lead[i], 0, 0);
	if (report->nlead > 0 && report->nscope + report->nwarnings > 0)
		cs_buf_addc(out, '\n');
	for (size_t i = 0; i < report->nscope; i++)
		add_wrapped(&page, report->scope[i], 0, INDENT);
	for (size_t i = 0; i < report->nwarnings; i++) {
		cs_buf_clear(&line);
		cs_buf_addf(&line, "warning: %s", report->warnings[i]);
		add_wrapped(&page, line.data, 0, INDENT);
	}
	for (size_t i = 0; i < count; i++)
		add_table(&page, tables[i]);
	cs_buf_release(&line);
	free(tables);
}
