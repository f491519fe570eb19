/* pages.c - see pages.h. */
#include "data/pages.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/mem.h"

/* Bits of the sizes of regions, each twice as large as the one before. */
enum { FIRST = 18, HUGE = 21, LARGEST = 23 };

/* ... of what the system may take for nothing: whole pages of its own. */
enum { PUT_OFF = 14 };

void cs_pages_init(struct cs_pages *pages, uint64_t memory)
{
	*pages = (struct cs_pages){ .capacity = 0 };
	pthread_mutex_init(&pages->lock, NULL);
	cs_spill_init(&pages->spill, memory);
}

void cs_pages_release(struct cs_pages *pages)
{
	for (size_t i = 0; i < pages->nregions; i++)
		free(pages->regions[i]);
	free(pages->regions);
	cs_spill_release(&pages->spill);
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
	unsigned unit = bits < HUGE ? bits : HUGE;
	void *region = cs_spill_map(&pages->spill, size, unit);

	pages->cleared = UINTPTR_MAX;
	if (region != NULL)
		return region;
	region = cs_mem_check(aligned_alloc((size_t)1 << unit, size));
	CS_GROW(pages->regions, pages->nregions, pages->capacity);
	pages->regions[pages->nregions++] = region;
	if (bits < HUGE)
		return region;
	(void)madvise(region, size, MADV_HUGEPAGE); /* there may be none */
	pages->cleared = (uintptr_t)region;
	return region;
}

/* Gives what lies before `to` back, in pieces as large as may be. */
static void skip(struct cs_pages *pages, uintptr_t to)
{
	while (pages->next < to) {
		unsigned bits = (unsigned)__builtin_ctzll(pages->next);

		while ((uintptr_t)1 << bits > to - pages->next)
			bits--;
		push(pages, (void *)pages->next, bits);
		pages->next += (uintptr_t)1 << bits;
	}
}

/* From the last region, or a new one. Who takes memory touches it first, since
 * to clear it takes long, and here all wait. */
static void *carve(struct cs_pages *pages, unsigned bits)
{
	uintptr_t size = (uintptr_t)1 << bits;
	uintptr_t unit = (uintptr_t)1 << (bits < HUGE ? bits : HUGE);

	if (((pages->next + unit - 1) & -unit) + size > pages->end) {
		unsigned next = pages->nregions < LARGEST - FIRST
				    ? FIRST + (unsigned)pages->nregions
				    : LARGEST;

		skip(pages, pages->end);
		next = next > bits ? next : bits;
		pages->next = (uintptr_t)new_region(pages, next);
		pages->end = pages->next + ((uintptr_t)1 << next);
	}
	skip(pages, (pages->next + unit - 1) & -unit);
	pages->next += size;
	return (void *)(pages->next - size);
}

void *cs_pages_take(struct cs_pages *pages, unsigned bits)
{
	unsigned found = bits;
	char *page;

	pthread_mutex_lock(&pages->lock);
	while (found < CS_PAGE_SIZES && pages->free[found] == NULL)
		found++;
	if (found == CS_PAGE_SIZES) {
		page = carve(pages, bits);
	} else {
		page = pop(pages, found);
		while (found-- > bits)
			push(pages, page + ((size_t)1 << found), found);
	}
	pthread_mutex_unlock(&pages->lock);
	return page;
}

void cs_pages_clear_ahead(struct cs_pages *pages)
{
#ifdef MADV_POPULATE_WRITE
	const uintptr_t unit = (uintptr_t)1 << HUGE;
	uintptr_t at;
	bool wanted;

	pthread_mutex_lock(&pages->lock);
	at = pages->cleared;
	wanted =
	    !pages->clearing && at < pages->end && at <= pages->next + unit;
	pages->clearing |= wanted;
	pthread_mutex_unlock(&pages->lock);
	if (!wanted)
		return;
	(void)madvise((void *)at, unit, MADV_POPULATE_WRITE);
	pthread_mutex_lock(&pages->lock);
	pages->clearing = false;
	if (pages->cleared == at) /* there is no other region yet */
		pages->cleared = at + unit;
	pthread_mutex_unlock(&pages->lock);
#else
	(void)pages;
#endif
}

void cs_pages_give(struct cs_pages *pages, void *page, unsigned bits)
{
	pthread_mutex_lock(&pages->lock);
	push(pages, page, bits);
	pthread_mutex_unlock(&pages->lock);
}

void cs_pages_put_off(struct cs_pages *pages, void *page, unsigned bits)
{
	if (bits >= PUT_OFF)
		(void)madvise(page, (size_t)1 << bits, MADV_DONTNEED);
	cs_pages_give(pages, page, bits);
}

/* Not to be found again, for what tells of the next one would be cleared, too;
 * the region stays one until it is freed. */
void cs_pages_drop(void *page, unsigned bits)
{
	(void)madvise(page, (size_t)1 << bits, MADV_DONTNEED);
}

void cs_pages_drop_within(char *begin, char *end)
{
	const uintptr_t unit = (uintptr_t)1 << PUT_OFF;
	size_t skipped = -(uintptr_t)begin % unit;
	size_t size = (size_t)(end - begin);

	if (size >= skipped + unit)
		(void)madvise(begin + skipped, (size - skipped) & -unit,
			      MADV_DONTNEED);
}
