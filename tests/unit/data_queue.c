/* Parcels that wait: whatever is put is delivered once, by small tables as it
 * comes, by large ones in large pieces, from all threads. */
#include "data/queue.h"

#include <stdlib.h>

#include "base/parallel.h"
#include "tap.h"

enum { WORKERS = 3, BOXES = 4000, WORDS = 250, LARGE = 5, SMALL = 6 };

/* What has come, by partition; guarded by the partition's lock. */
static struct came {
	uint64_t words, sum, calls;
} came[CS_PARTITIONS];

static void deliver(struct cs_store *store, size_t number, const char *parcels,
		    size_t used)
{
	struct cs_partition *partition = &store->partitions[number];

	pthread_mutex_lock(&partition->lock);
	came[number].calls++;
	for (size_t i = 0; i < used; i += sizeof(uint64_t)) {
		uint64_t word;

		memcpy(&word, parcels + i, sizeof word);
		came[number].words++;
		came[number].sum += word * word;
	}
	pthread_mutex_unlock(&partition->lock);
}

static uint64_t word_of(size_t job, size_t i)
{
	return job * WORDS + i;
}

/* Boxes of different sizes, every other one for each of two partitions. */
static void put(void *context, unsigned worker, size_t job)
{
	uint64_t box[WORDS];
	size_t n = 1 + job % WORDS;

	for (size_t i = 0; i < n; i++)
		box[i] = word_of(job, i);
	cs_queues_put(context, worker, job % 2 == 0 ? LARGE : SMALL,
		      (const char *)box, n * sizeof *box);
}

static void finish(void *context, unsigned worker, size_t job)
{
	(void)worker;
	cs_queues_finish(context, job);
}

int main(void)
{
	const struct cs_load_options options = { .need = CS_TOTALS };
	struct cs_store *store = cs_store_new(&options);
	struct cs_queues *queues = cs_queues_new(store, deliver, WORKERS);
	uint64_t words[2] = { 0, 0 }, sum[2] = { 0, 0 };

	for (size_t job = 0; job < BOXES; job++)
		for (size_t i = 0; i < 1 + job % WORDS; i++) {
			words[job % 2]++;
			sum[job % 2] += word_of(job, i) * word_of(job, i);
		}
	store->partitions[LARGE].nentries = 100000;
	cs_parallel(WORKERS, BOXES, put, queues);
	is_int((int64_t)came[SMALL].calls, BOXES / 2,
	       "a small table has each box at once");
	ok(came[LARGE].calls < BOXES / 20 && came[LARGE].words < words[0],
	   "a large one has many together, some later");
	cs_parallel(WORKERS, CS_PARTITIONS, finish, queues);
	ok(came[SMALL].words == words[1] && came[SMALL].sum == sum[1],
	   "all of the small one");
	ok(came[LARGE].words == words[0] && came[LARGE].sum == sum[0],
	   "all of the large one");
	ok(came[0].calls == 0, "and nothing else");
	cs_queues_free(queues);
	store->partitions[LARGE].nentries = 0;
	cs_store_free(store);
	return done_testing();
}
