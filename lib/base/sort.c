/* sort.c - see sort.h. */
#include "base/sort.h"

#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"

/* fewer are sorted before a thread has started */
enum { FEW = 1 << 14, MOST_RUNS = 16 };

/* Sorted runs, and the room in which two of them become one. */
struct runs {
	char *from, *to;
	size_t n, size, count;
	cs_order_fn *compare;
};

static size_t begin_of(const struct runs *runs, size_t run)
{
	return runs->n / runs->count * run +
	       runs->n % runs->count * run / runs->count;
}

static void sort_run(void *of, unsigned worker, size_t run)
{
	const struct runs *runs = of;
	size_t begin = begin_of(runs, run), end = begin_of(runs, run + 1);

	(void)worker;
	qsort(runs->from + begin * runs->size, end - begin, runs->size,
	      runs->compare);
}

/* Fills the first half of what two runs become: equal ones from the left. */
static void merge_front(const struct runs *runs, const char *left,
			const char *right, const char *end, char *to, size_t n)
{
	const char *middle = right;

	for (; n > 0; n--, to += runs->size) {
		const char **least =
		    right == end ||
			    (left < middle && runs->compare(left, right) <= 0)
			? &left
			: &right;

		memcpy(to, *least, runs->size);
		*least += runs->size;
	}
}

/* Fills the other half from its end: equal ones from the right. */
static void merge_back(const struct runs *runs, const char *begin,
		       const char *middle, const char *end, char *to, size_t n)
{
	const char *left = middle, *right = end;

	for (; n > 0; n--) {
		const char **most =
		    left == begin || (right > middle &&
				      runs->compare(left - runs->size,
						    right - runs->size) <= 0)
			? &right
			: &left;

		*most -= runs->size;
		to -= runs->size;
		memcpy(to, *most, runs->size);
	}
}

/* Two jobs for each two runs: they meet in the middle. */
static void merge_half(void *of, unsigned worker, size_t job)
{
	const struct runs *runs = of;
	size_t run = job / 2 * 2;
	size_t first = begin_of(runs, run), last = begin_of(runs, run + 2);
	size_t half = (last - first) / 2;
	const char *begin = runs->from + first * runs->size;
	const char *middle = runs->from + begin_of(runs, run + 1) * runs->size;
	const char *end = runs->from + last * runs->size;

	(void)worker;
	if (job % 2 == 0)
		merge_front(runs, begin, middle, end,
			    runs->to + first * runs->size, half);
	else
		merge_back(runs, begin, middle, end,
			   runs->to + last * runs->size, last - first - half);
}

void cs_sort_on(unsigned threads, void *list, size_t n, size_t size,
		cs_order_fn *compare)
{
	/* four or sixteen: then the last merge ends where it began */
	struct runs runs = { list,   NULL, n, size, threads > 4 ? MOST_RUNS : 4,
			     compare };
	char *room;

	if (threads < 2 || n < FEW) {
		if (n > 1)
			qsort(list, n, size, compare);
		return;
	}
	cs_parallel(threads, runs.count, sort_run, &runs);
	room = cs_malloc(n * size);
	runs.to = room;
	/* begin_of() of every second run is that of half as many */
	for (; runs.count > 1; runs.count /= 2) {
		char *from = runs.from;

		cs_parallel(threads, runs.count, merge_half, &runs);
		runs.from = runs.to;
		runs.to = from;
	}
	free(room);
}
