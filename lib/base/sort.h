/* sort.h - qsort() of what is mostly in order already, and of much. */
#ifndef CS_BASE_SORT_H
#define CS_BASE_SORT_H

#include <stdlib.h>

typedef int cs_order_fn(const void *a, const void *b);

/* The same, unless it is in order, which qsort() does not see. */
static inline void cs_sort(void *list, size_t n, size_t size,
			   cs_order_fn *compare)
{
	const char *item = list;

	for (size_t i = 1; i < n; i++, item += size)
		if (compare(item, item + size) > 0) {
			qsort(list, n, size, compare);
			return;
		}
}

/*
 * The same on so many threads, with room for as much again. Items that compare
 * as equal have to be alike: their order depends on the number of threads.
 */
void cs_sort_on(unsigned threads, void *list, size_t n, size_t size,
		cs_order_fn *compare);

#endif
