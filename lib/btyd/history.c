/* history.c - see history.h. */
#include "btyd/history.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static int by_pair(const void *a, const void *b)
{
	const struct cs_history_pair *x = a, *y = b;

	if (x->purchases != y->purchases)
		return x->purchases < y->purchases ? -1 : 1;
	return (x->time > y->time) - (x->time < y->time);
}

/* Sorts a list of `n`, and leaves of equal ones the first. */
static size_t distinct(void *list, size_t n, size_t size,
		       int (*compare)(const void *, const void *))
{
	char *bytes = list;
	size_t kept = 0;

	if (n == 0)
		return 0;
	qsort(list, n, size, compare);
	for (size_t i = 1; i < n; i++)
		if (compare(bytes + kept * size, bytes + i * size) != 0 &&
		    ++kept != i)
			for (size_t c = 0; c < size; c++)
				bytes[kept * size + c] = bytes[i * size + c];
	return kept + 1;
}

static uint32_t find(const void *item, const void *list, size_t n, size_t size,
		     int (*compare)(const void *, const void *))
{
	const char *at = bsearch(item, list, n, size, compare);

	return (uint32_t)((size_t)(at - (const char *)list) / size);
}

static void find_times(struct cs_histories *histories)
{
	double *times = cs_calloc(2 * histories->n, sizeof *times);

	for (size_t i = 0; i < histories->n; i++) {
		times[2 * i] = histories->rows[i].recency;
		times[2 * i + 1] = histories->rows[i].age;
	}
	histories->ntimes =
	    distinct(times, 2 * histories->n, sizeof *times, ascending);
	histories->times = times;
	for (size_t i = 0; i < histories->n; i++) {
		histories->at[i].recency =
		    find(&histories->rows[i].recency, times, histories->ntimes,
			 sizeof *times, ascending);
		histories->at[i].age =
		    find(&histories->rows[i].age, times, histories->ntimes,
			 sizeof *times, ascending);
	}
}

static int by_count(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void find_counts(struct cs_histories *histories)
{
	uint32_t *counts = cs_calloc(histories->n, sizeof *counts);

	for (size_t i = 0; i < histories->n; i++)
		counts[i] = (uint32_t)histories->rows[i].purchases;
	histories->ncounts =
	    distinct(counts, histories->n, sizeof *counts, by_count);
	histories->counts = counts;
}

static struct cs_history_pair pair(const struct cs_history *row, uint32_t time)
{
	return (struct cs_history_pair){ (uint32_t)row->purchases, time };
}

static void find_pairs(struct cs_histories *histories)
{
	size_t n = histories->n;
	struct cs_history_pair *pairs = cs_calloc(2 * n, sizeof *pairs);

	for (size_t i = 0; i < n; i++) {
		struct cs_history_at *at = &histories->at[i];

		pairs[2 * i] = pair(&histories->rows[i], at->recency);
		pairs[2 * i + 1] = pair(&histories->rows[i], at->age);
	}
	histories->npairs = distinct(pairs, 2 * n, sizeof *pairs, by_pair);
	histories->pairs = pairs;
	for (size_t i = 0; i < n; i++) {
		struct cs_history_at *at = &histories->at[i];
		struct cs_history_pair last =
		    pair(&histories->rows[i], at->recency);
		struct cs_history_pair end = pair(&histories->rows[i], at->age);

		at->recency_pair =
		    find(&last, pairs, histories->npairs, sizeof last, by_pair);
		at->age_pair =
		    find(&end, pairs, histories->npairs, sizeof end, by_pair);
	}
}

void cs_histories_init(struct cs_histories *histories,
		       const struct cs_history *rows, size_t n, double log_gaps)
{
	*histories = (struct cs_histories){
		.rows = rows,
		.n = n,
		.at = cs_calloc(n, sizeof *histories->at),
		.log_gaps = log_gaps,
		.threads = 1,
	};
	for (size_t i = 0; i < n; i++) {
		const struct cs_history *row = &rows[i];

		histories->most =
		    (size_t)fmax((double)histories->most, row->purchases);
		histories->oldest = fmax(histories->oldest, row->age);
		histories->customers += row->weight;
		histories->purchases += row->weight * row->purchases;
		histories->ages += row->weight * row->age;
	}
	find_times(histories);
	find_pairs(histories);
	find_counts(histories);
}

void cs_histories_release(struct cs_histories *histories)
{
	free(histories->at);
	free(histories->times);
	free(histories->pairs);
	free(histories->counts);
}
