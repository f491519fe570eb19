/* lines.c - see lines.h. */
#include "data/lines.h"

void cs_lines_turn(struct cs_line_list *lines, struct cs_pages *pages)
{
	struct cs_line_page *page = cs_pages_take(pages, CS_LINE_PAGE_BITS);

	page->next = NULL;
	page->count = 0;
	if (lines->last != NULL)
		lines->last->next = page;
	else
		lines->first = page;
	lines->last = page;
}

static struct cs_line_page *take_first(struct cs_line_list *lines)
{
	struct cs_line_page *page = lines->first;

	lines->first = page->next;
	if (lines->first == NULL)
		lines->last = NULL;
	return page;
}

void cs_lines_shift(struct cs_line_list *lines, struct cs_pages *pages)
{
	cs_pages_give(pages, take_first(lines), CS_LINE_PAGE_BITS);
}

void cs_lines_put_off(struct cs_line_list *lines, struct cs_pages *pages)
{
	cs_pages_put_off(pages, take_first(lines), CS_LINE_PAGE_BITS);
}

void cs_lines_drop(struct cs_line_list *lines)
{
	cs_pages_drop(take_first(lines), CS_LINE_PAGE_BITS);
}
