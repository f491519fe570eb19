/* Every job is done once, by a worker that does one thing at a time. */
#include "base/parallel.h"

#include <stdatomic.h>

#include "tap.h"

enum { MOST_JOBS = 2000, MOST_WORKERS = 8 };

struct record {
	atomic_int done[MOST_JOBS];
	atomic_int busy[MOST_WORKERS];
	long sums[MOST_WORKERS]; /* not atomic: each is one worker's own */
	atomic_int clashes;
	unsigned threads;
};

static void work(void *context, unsigned worker, size_t job)
{
	struct record *record = context;

	if (worker >= record->threads) {
		atomic_fetch_add(&record->clashes, 1);
		return;
	}
	if (atomic_exchange(&record->busy[worker], 1))
		atomic_fetch_add(&record->clashes, 1);
	atomic_fetch_add(&record->done[job], 1);
	record->sums[worker] += (long)job;
	atomic_store(&record->busy[worker], 0);
}

static void check(unsigned threads, size_t jobs)
{
	static struct record record;
	long wrong = 0, sum = 0;

	memset(&record, 0, sizeof record);
	record.threads = threads ? threads : 1;
	cs_parallel(threads, jobs, work, &record);
	for (size_t i = 0; i < MOST_JOBS; i++)
		wrong += record.done[i] != (i < jobs);
	for (unsigned w = 0; w < MOST_WORKERS; w++)
		sum += record.sums[w];
	ok(wrong == 0 && record.clashes == 0 &&
	       sum == (long)jobs * ((long)jobs - 1) / 2,
	   "%zu jobs on %u threads", jobs, threads);
}

int main(void)
{
	check(1, 0);
	check(8, 0);
	check(1, 1);
	check(8, 1);
	check(0, 3);
	check(1, MOST_JOBS);
	check(3, 7);
	for (int i = 0; i < 20; i++)
		check(8, MOST_JOBS);
	ok(cs_cores() >= 1, "there is a core");
	return done_testing();
}
