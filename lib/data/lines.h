/*
 * lines.h - rows of a partition in pages, in the order in which they came
 * (lib/data only).
 */
#ifndef CS_DATA_LINES_H
#define CS_DATA_LINES_H

#include <stddef.h>

#include "data/pages.h"

enum { CS_LINE_PAGE_BITS = 14 };

struct cs_line_page {
	struct cs_line_page *next;
	size_t count;
	_Alignas(16) char bytes[]; /* so many lines */
};

struct cs_line_list {
	struct cs_line_page *first, *last;
	size_t count;
};

/* Begins a page. */
void cs_lines_turn(struct cs_line_list *lines, struct cs_pages *pages);

/* Gives the first page back. */
void cs_lines_shift(struct cs_line_list *lines, struct cs_pages *pages);

/* Likewise, so that the system may have it meanwhile. */
void cs_lines_put_off(struct cs_line_list *lines, struct cs_pages *pages);

/* Likewise, to the system: where no more pages are taken. */
void cs_lines_drop(struct cs_line_list *lines);

/* Lines of `size` bytes that a page holds. */
static inline size_t cs_lines_per_page(size_t size)
{
	return (((size_t)1 << CS_LINE_PAGE_BITS) -
		sizeof(struct cs_line_page)) /
	       size;
}

/* Room for one more line of `size` bytes, of which a page holds so many. */
static inline void *cs_lines_add(struct cs_line_list *lines,
				 struct cs_pages *pages, size_t size,
				 size_t per_page)
{
	if (lines->last == NULL || lines->last->count == per_page)
		cs_lines_turn(lines, pages);
	lines->count++;
	return lines->last->bytes + lines->last->count++ * size;
}

#endif
