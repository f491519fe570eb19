/* history.c - see history.h. */
#include "btyd/history.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Are all times whole, and no more than an index can be? */
enum { MOST_DAYS = 1 << 20 };

static bool in_days(const struct cs_histories *histories)
{
	if (histories->oldest >= MOST_DAYS)
		return false;
	for (size_t i = 0; i < histories->n; i++) {
		const struct cs_history *row = &histories->rows[i];

		if (row->age != floor(row->age) ||
		    row->recency != floor(row->recency))
			return false;
	}
	return true;
}

/* Whole days: where each is in the list, no sorting. */
static void find_days(struct cs_histories *histories)
{
	size_t n = (size_t)histories->oldest + 1;
	uint32_t *where = cs_calloc(n, sizeof *where);

	for (size_t i = 0; i < histories->n; i++) {
		where[(size_t)histories->rows[i].recency] = 1;
		where[(size_t)histories->rows[i].age] = 1;
	}
	histories->times = cs_malloc(n * sizeof *histories->times);
	for (size_t day = 0; day < n; day++) {
		if (where[day] == 0)
			continue;
		where[day] = (uint32_t)histories->ntimes;
		histories->times[histories->ntimes++] = (double)day;
	}
	for (size_t i = 0; i < histories->n; i++) {
		const struct cs_history *row = &histories->rows[i];

		histories->at[i].recency = where[(size_t)row->recency];
		histories->at[i].age = where[(size_t)row->age];
	}
	free(where);
}

static uint32_t time_of(const struct cs_histories *histories, double time)
{
	const double *at = bsearch(&time, histories->times, histories->ntimes,
				   sizeof time, ascending);

	return (uint32_t)(at - histories->times);
}

static void find_times(struct cs_histories *histories)
{
	size_t n = 2 * histories->n, kept = 0;
	double *times = cs_calloc(n, sizeof *times);

	for (size_t i = 0; i < histories->n; i++) {
		times[2 * i] = histories->rows[i].recency;
		times[2 * i + 1] = histories->rows[i].age;
	}
	if (n > 0)
		qsort(times, n, sizeof *times, ascending);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || times[i] != times[kept - 1])
			times[kept++] = times[i];
	histories->times = times;
	histories->ntimes = kept;
	for (size_t i = 0; i < histories->n; i++) {
		histories->at[i].recency =
		    time_of(histories, histories->rows[i].recency);
		histories->at[i].age =
		    time_of(histories, histories->rows[i].age);
	}
}

static void find_counts(struct cs_histories *histories)
{
	bool *there = cs_calloc(histories->most + 1, sizeof *there);
	size_t n = 0;

	for (size_t i = 0; i < histories->n; i++)
		there[(size_t)histories->rows[i].purchases] = true;
	for (size_t i = 0; i <= histories->most; i++)
		n += there[i];
	histories->counts = cs_calloc(n, sizeof *histories->counts);
	for (size_t i = 0; i <= histories->most; i++)
		if (there[i])
			histories->counts[histories->ncounts++] = (uint32_t)i;
	free(there);
}

/* The pair of this row's purchases and a time, a new one if there is none.
 * seen[time] tells the pair that had it last. */
static uint32_t pair_of(struct cs_histories *histories, uint32_t *seen,
			const struct cs_history *row, uint32_t time)
{
	struct cs_history_pair *pair = &histories->pairs[seen[time]];
	uint32_t purchases = (uint32_t)row->purchases;

	if (seen[time] < histories->npairs && pair->time == time &&
	    pair->purchases == purchases)
		return seen[time];
	seen[time] = (uint32_t)histories->npairs;
	histories->pairs[histories->npairs++] =
	    (struct cs_history_pair){ purchases, time };
	return seen[time];
}

static void find_pairs(struct cs_histories *histories)
{
	size_t n = histories->n;
	uint32_t *seen = cs_calloc(histories->ntimes, sizeof *seen);

	histories->pairs = cs_calloc(2 * n, sizeof *histories->pairs);
	for (size_t i = 0; i < n; i++) {
		struct cs_history_at *at = &histories->at[i];
		const struct cs_history *row = &histories->rows[i];

		at->recency_pair = pair_of(histories, seen, row, at->recency);
		at->age_pair = pair_of(histories, seen, row, at->age);
	}
	free(seen);
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
	if (in_days(histories))
		find_days(histories);
	else
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
