/* buying_sort.c - see buying_sort.h. */
#include "tally/buying_sort.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "base/sort.h"

#define BY(member)                  \
	if (x->member != y->member) \
	return x->member < y->member ? -1 : 1

static int by_history(const void *a, const void *b)
{
	const struct cs_buying *x = a, *y = b;

	BY(purchases);
	BY(age);
	BY(recency);
	BY(later);
	BY(value);
	BY(first);
	return 0;
}

/*
 * Many customers have few purchases, and an age within the data: they go to a
 * bin of their purchases and age, bin after bin in the order of the list, and
 * only those of a bin are compared. All who bought more share the last bin.
 */
enum { MANY = 1 << 14, MOST_PURCHASES = 32, JOB_BINS = 64 };

struct bins {
	struct cs_buying *list;
	size_t *first; /* [n + 1] */
	size_t n, ages;
};

static size_t bin_of(const struct bins *bins, const struct cs_buying *of)
{
	if (of->purchases >= MOST_PURCHASES || of->age >= bins->ages)
		return bins->n - 1;
	return of->purchases * bins->ages + of->age;
}

static void sort_bins(void *of, unsigned worker, size_t job)
{
	const struct bins *bins = of;
	size_t from = job * JOB_BINS, to = from + JOB_BINS;

	(void)worker;
	for (size_t bin = from; bin < to && bin < bins->n; bin++) {
		size_t begin = bins->first[bin];
		size_t n = bins->first[bin + 1] - begin;

		if (n > 1)
			qsort(bins->list + begin, n, sizeof *bins->list,
			      by_history);
	}
}

/* Fills the bins, whose list takes the place of this one. */
static void fill(struct bins *bins, const struct cs_buyings *buyings)
{
	size_t *next = bins->first;
	size_t sum = 0;

	for (size_t i = 0; i < buyings->count; i++)
		next[bin_of(bins, &buyings->list[i])]++;
	for (size_t bin = 0; bin < bins->n; bin++) {
		size_t n = next[bin];

		next[bin] = sum;
		sum += n;
	}
	for (size_t i = 0; i < buyings->count; i++)
		bins->list[next[bin_of(bins, &buyings->list[i])]++] =
		    buyings->list[i];
	/* each has moved on to where the one after it begins */
	memmove(next + 1, next, bins->n * sizeof *next);
	next[0] = 0;
}

void cs_buyings_sort(struct cs_buyings *buyings, unsigned threads)
{
	struct bins bins = { .ages = buyings->length };

	bins.n = MOST_PURCHASES * bins.ages + 1;
	if (buyings->count < MANY || bins.n > buyings->count) {
		cs_sort_on(threads, buyings->list, buyings->count,
			   sizeof *buyings->list, by_history);
		return;
	}
	bins.first = cs_calloc(bins.n + 1, sizeof *bins.first);
	bins.list = cs_calloc(buyings->count, sizeof *bins.list);
	fill(&bins, buyings);
	cs_parallel(threads, (bins.n + JOB_BINS - 1) / JOB_BINS, sort_bins,
		    &bins);
	free(buyings->list);
	buyings->list = bins.list;
	buyings->capacity = buyings->count;
	free(bins.first);
}
