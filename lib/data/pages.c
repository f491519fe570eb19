/* pages.c - see pages.h. */
#include "data/pages.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/mem.h"

/* Bits of the sizes of regions, each twice as large as the one before. */
enum { FIRST = 18, HUGE = 21, LARGEST = 23 };

void cs_pages_init(struct cs_pages *pages)
{
	*pages = (struct cs_pages){ .capacity = 0 };
	pthread_mutex_init(&pages->lock, NULL);
}

void cs_pages_release(struct cs_pages *pages)
{
	for (size_t i = 0; i < pages->nregions; i++)
		free(pages->regions[i]);
	free(pages->regions);
	pthread_mutex_destroy(&pages->lock);
}

static void push(struct cs_pages *pages, void *page, unsigned bits)
{
	memcpy(page, &pages->free[bits], sizeof(void *));
	pages->free[bits] = page;
}

static void *pop(struct cs_pages *pages, unsigned bits)
{
	void *page = pages->free[bits];

	memcpy(&pages->free[bits], page, sizeof(void *));
	return page;
}

static void *new_region(struct cs_pages *pages, unsigned bits)
{
	size_t size = (size_t)1 << bits;
	void *region = cs_mem_check(
	    aligned_alloc((size_t)1 << (bits < HUGE ? bits : HUGE), size));

	CS_GROW(pages->regions, pages->nregions, pages->capacity);
	pages->regions[pages->nregions++] = region;
	if (bits >= HUGE) /* no matter if there are none */
		(void)madvise(region, size, MADV_HUGEPAGE);
	return region;
}

/* The size of the next region, of at least `bits`. */
static unsigned region_bits(const struct cs_pages *pages, unsigned bits)
{
	unsigned next = pages->nregions < LARGEST - FIRST
			    ? FIRST + (unsigned)pages->nregions
			    : LARGEST;

	return next > bits ? next : bits;
}

void *cs_pages_take(struct cs_pages *pages, unsigned bits)
{
	unsigned found = bits;
	char *page;

	pthread_mutex_lock(&pages->lock);
	while (found < CS_PAGE_SIZES && pages->free[found] == NULL)
		found++;
	if (found < CS_PAGE_SIZES) {
		page = pop(pages, found);
	} else {
		found = region_bits(pages, bits);
		page = new_region(pages, found);
	}
	while (found > bits) {
		found--;
		push(pages, page + ((size_t)1 << found), found);
	}
	pthread_mutex_unlock(&pages->lock);
	return page;
}

void cs_pages_give(struct cs_pages *pages, void *page, unsigned bits)
{
	pthread_mutex_lock(&pages->lock);
	push(pages, page, bits);
	pthread_mutex_unlock(&pages->lock);
}
