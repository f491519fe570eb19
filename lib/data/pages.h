/*
 * pages.h - memory of a store, in sizes that are powers of two (lib/data only).
 *
 * It comes from the system in regions, of which large ones ask for huge pages:
 * tables that are visited all over miss less, and cost fewer faults. What is
 * given back is used again, by halves if less is wanted. Regions beyond the
 * budget of memory lie in a file: base/spill.h. From any thread.
 */
#ifndef CS_DATA_PAGES_H
#define CS_DATA_PAGES_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/spill.h"

enum { CS_PAGE_SIZES = 48 };

struct cs_pages {
	pthread_mutex_t lock;
	void *free[CS_PAGE_SIZES]; /* by size; each begins with the next */
	uintptr_t next, end;	   /* what is left of the last region */
	uintptr_t cleared;	   /* up to there by cs_pages_clear_ahead() */
	bool clearing;
	void **regions; /* those of memory */
	size_t nregions, capacity;
	struct cs_spill spill;
};

/* `memory` is the budget, as of cs_spill_init(). */
void cs_pages_init(struct cs_pages *pages, uint64_t memory);
void cs_pages_release(struct cs_pages *pages); /* and all that was taken */

/* 1 << bits bytes, aligned as much, up to 2 MB; contents undefined. At least 64
 * bytes. */
void *cs_pages_take(struct cs_pages *pages, unsigned bits);
/*
 * Has the system clear what is taken next, which it may be slow at. For those
 * who hold nothing that others wait for, as who takes memory does: a tenth of
 * the time of two threads that keep purchases.
 */
void cs_pages_clear_ahead(struct cs_pages *pages);
/* What is not used again soon, so that others may have it meanwhile. */
void cs_pages_put_off(struct cs_pages *pages, void *page, unsigned bits);
void cs_pages_give(struct cs_pages *pages, void *page, unsigned bits);
/* Of what nobody takes again: the system has it back at once. */
void cs_pages_drop(void *page, unsigned bits);
/* Likewise, what lies between, of a page that is kept. */
void cs_pages_drop_within(char *begin, char *end);

#endif
