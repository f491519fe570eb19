/* moves.c - see moves.h. */
#include "reports/moves.h"

#include <string.h>

#include "report/html.h"
#include "report/number.h"

static void add_move(struct cs_buf *out, const struct figure *figure,
		     const char *title)
{
	const struct figure *before = figure->before;

	/* titles are HTML already */
	cs_buf_addf(out, "<li><em>%s</em>", title);
	cs_html_element(out, " ", figure->title, "");
	if (*figure->row != '\0')
		cs_html_element(out, " (", figure->row, ")");
	cs_html_element(out, ": ", figure->shown, "");
	cs_html_element(out, ", was ", before->shown, "</li>\n");
}

/* Those of one table; returns how many. */
static size_t add_moves_of(const struct page *page, size_t block,
			   const struct answer_table *table, struct cs_buf *out)
{
	const struct figures *figures = page->figures;
	size_t count = 0;

	for (size_t i = 0; i < figures->count; i++) {
		const struct figure *figure = &figures->list[i];

		if (figure->block != block || !figure->moved ||
		    strcmp(figure->table, table->name) != 0)
			continue;
		add_move(out, figure, table->title);
		count++;
	}
	return count;
}

/* Is there nothing of it in the run before? */
static bool is_lonely(const struct page *page, size_t block)
{
	return page->before != NULL &&
	       page->figures->blocks[block].other == NULL;
}

void moves_of_block(const struct page *page, size_t block, struct cs_buf *out)
{
	const struct answer *answer = &page->runs->blocks[block].run->answer;
	struct cs_buf list = CS_BUF_INIT;
	size_t count = 0;

	for (size_t t = 0; t < answer->ntables; t++)
		count += add_moves_of(page, block, &answer->tables[t], &list);
	if (is_lonely(page, block))
		cs_buf_adds(out,
			    "<p class=\"note\">Compared with nothing: in the "
			    "run before no command asked the same.</p>\n");
	if (count > 0) {
		cs_html_element(out,
				"<div class=\"moved\">\n<p><strong>Moved "
				"beyond the interval since ",
				page->before->as_of, "</strong></p>\n<ul>\n");
		cs_buf_add(out, list.data, list.length);
		cs_buf_adds(out, "</ul>\n</div>\n");
	}
	cs_buf_release(&list);
}

/* How many there were to compare, and what moved. */
void moves_in_short(const struct page *page, struct cs_buf *out)
{
	const struct comparison *of = page->comparison;
	const char *day = page->before->as_of;
	size_t lonely = of->figures - of->compared;

	cs_buf_addf(out, "<p>Of %s with an interval ",
		    cs_counted((int64_t)of->figures, "figure").text);
	cs_buf_addf(out, "%zu can be compared with the run before",
		    of->compared);
	cs_html_element(out, *day != '\0' ? ", of " : "", day, "; ");
	if (of->moved == 0)
		cs_buf_adds(out, "none has");
	else
		cs_buf_addf(out, "%zu %s", of->moved,
			    of->moved == 1 ? "has" : "have");
	cs_buf_adds(out, " moved beyond it.");
	if (lonely > 0)
		cs_buf_addf(out, " %zu %s new.", lonely,
			    lonely == 1 ? "is" : "are");
	if (of->gone > 0)
		cs_buf_addf(out, " %zu of that run %s here no more.", of->gone,
			    of->gone == 1 ? "is" : "are");
	cs_buf_adds(out, "</p>\n");
}
