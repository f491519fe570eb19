/* markdown.c - the report as Markdown with pipe tables; numbers as in text. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "report/grid.h"
#include "report/internal.h"
#include "report/render.h"

enum { COHORTS = 60 }; /* lines and columns of a triangle: */
enum { AGES = 37 };    /* three years of months */

/* Do renderers make a link of this word, or tell somebody of that name? */
static bool is_address(const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((word[i] == '@' && i + 1 < length) ||
		    strncmp(word + i, "://", 3) == 0 ||
		    strncasecmp(word + i, "www.", 4) == 0)
			return true;
	return false;
}

/* Where a block that begins at p begins with a list's mark: its last byte. */
static const char *list_mark(const char *p)
{
	const char *mark = p + strspn(p, "0123456789");

	return *mark != '\0' && strchr(mark > p ? ".)" : "+-", *mark) &&
		       (mark[1] == ' ' || mark[1] == '\0')
		   ? mark
		   : NULL;
}

/*
 * Text in which nothing is markup; a pipe would end the cell. Addresses are
 * code, since an escape does not keep GitHub from making a link of a@b.c.
 * Blanks at either end go. `block`: the text begins a paragraph or an item.
 */
static void add_escaped(struct cs_buf *out, const char *text, bool block)
{
	struct cs_buf shown = CS_BUF_INIT;
	const char *p, *end, *mark;
	size_t length;

	cs_printable(&shown, text, strlen(text), 0);
	p = shown.data + strspn(shown.data, " ");
	for (end = shown.data + shown.length; end > p && end[-1] == ' ';)
		end--;
	mark = block ? list_mark(p) : NULL;
	for (; p < end; p += length) {
		length = strcspn(p, " ,;\"'`|\\<>()[]{}");
		if (is_address(p, length)) {
			cs_buf_addf(out, "`%.*s`", (int)length, p);
			continue;
		}
		length += p + length < end; /* what ends the word */
		for (size_t i = 0; i < length; i++) {
			if (p + i == mark || strchr("\\`*_[]<>|~&#", p[i]))
				cs_buf_addc(out, '\\');
			cs_buf_addc(out, p[i]);
		}
	}
	cs_buf_release(&shown);
}

static void add_row(struct cs_buf *out, const char *const *cells, size_t count)
{
	for (size_t c = 0; c < count; c++) {
		cs_buf_adds(out, "| ");
		add_escaped(out, cells[c], false);
		cs_buf_adds(out, c + 1 < count ? " " : " |\n");
	}
}

static void add_grid(struct cs_buf *out, const struct cs_grid *grid)
{
	const char **titles = cs_calloc(grid->ncolumns, sizeof *titles);
	size_t rows = grid->ncells / grid->ncolumns;

	for (size_t c = 0; c < grid->ncolumns; c++)
		titles[c] = grid->columns[c].title;
	add_row(out, titles, grid->ncolumns);
	for (size_t c = 0; c < grid->ncolumns; c++)
		cs_buf_adds(out, grid->columns[c].right ? "| ---: " : "| --- ");
	cs_buf_adds(out, "|\n");
	for (size_t r = 0; r < rows; r++)
		add_row(out, grid->cells + r * grid->ncolumns, grid->ncolumns);
	free(titles);
}

static void add_paragraph(struct cs_buf *out, const char *text)
{
	cs_buf_addc(out, '\n');
	add_escaped(out, text, true);
	cs_buf_addc(out, '\n');
}

static void add_table(struct cs_buf *out, const struct cs_table *table)
{
	static const struct cs_grid_limit limit = { COHORTS, 0, AGES };
	struct cs_grids grids;

	cs_buf_adds(out, "\n## ");
	add_escaped(out, table->title, false);
	cs_buf_addc(out, '\n');
	cs_grids_init(&grids, table, &limit);
	for (size_t i = 0; i < grids.count; i++) {
		const struct cs_grid *grid = &grids.list[i];

		if (grid->caption) {
			cs_buf_adds(out, "\n### ");
			add_escaped(out, grid->caption, false);
			cs_buf_addc(out, '\n');
		}
		if (grid->ncells > 0) {
			cs_buf_addc(out, '\n');
			add_grid(out, grid);
		} else {
			add_paragraph(out, "(no rows)");
		}
		if (grid->note)
			add_paragraph(out, grid->note);
	}
	if (grids.count == 0)
		add_paragraph(out, "(no rows)");
	cs_grids_release(&grids);
	for (size_t i = 0; i < table->nnotes; i++)
		add_paragraph(out, table->notes[i]);
}

static void add_item(struct cs_buf *out, const char *label, const char *text)
{
	cs_buf_addf(out, "- %s", label);
	add_escaped(out, text, *label == '\0');
	cs_buf_addc(out, '\n');
}

void cs_render_markdown(const struct cs_report *report,
			const char *const *names, size_t nnames,
			struct cs_buf *out)
{
	size_t count;
	const struct cs_table **tables =
	    cs_report_select(report, names, nnames, CS_PEOPLE, &count);

	cs_buf_addf(out, "# %s\n", report->command);
	for (size_t i = 0; i < report->nlead; i++)
		add_paragraph(out, report->lead[i]);
	if (report->nscope + report->nwarnings > 0)
		cs_buf_addc(out, '\n');
	for (size_t i = 0; i < report->nscope; i++)
		add_item(out, "", report->scope[i]);
	for (size_t i = 0; i < report->nwarnings; i++)
		add_item(out, "warning: ", report->warnings[i]);
	for (size_t i = 0; i < count; i++)
		add_table(out, tables[i]);
	free(tables);
}
