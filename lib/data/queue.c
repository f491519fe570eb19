/* queue.c - see queue.h. */
#include "data/queue.h"

#include <stdlib.h>
#ifdef __x86_64__
#include <emmintrin.h>
#endif

/* Bits of a queue's bytes; customers of a partition from which on there is one.
 * Of fewer customers nothing was gained. */
enum { QUEUE_BITS = 17, QUEUE_SIZE = 1 << QUEUE_BITS, MANY = 4096 };

struct queue {
	pthread_mutex_t lock;
	char *bytes; /* NULL: there is none yet */
	size_t used;
};

struct cs_queues {
	struct cs_store *store;
	cs_deliver *deliver;
	unsigned workers;
	struct queue list[CS_PARTITIONS];
	char *spare[]; /* by worker; NULL: not yet */
};

struct cs_queues *cs_queues_new(struct cs_store *store, cs_deliver *deliver,
				unsigned workers)
{
	struct cs_queues *queues =
	    cs_calloc(1, sizeof *queues + workers * sizeof *queues->spare);

	queues->store = store;
	queues->deliver = deliver;
	queues->workers = workers;
	for (size_t i = 0; i < CS_PARTITIONS; i++)
		pthread_mutex_init(&queues->list[i].lock, NULL);
	return queues;
}

/* Without the lock, for which others would wait: it need not be known at once.
 */
static bool is_large(const struct cs_partition *partition)
{
	return __atomic_load_n(&partition->nentries, __ATOMIC_RELAXED) >= MANY;
}

/* Both a multiple of 8. Past the cache, from which it would only drive tables:
 * a twentieth of the time. */
static void copy_past(char *to, const char *from, size_t size)
{
#ifdef __x86_64__
	for (size_t i = 0; i < size; i += sizeof(long long)) {
		long long word;

		memcpy(&word, from + i, sizeof word);
		_mm_stream_si64((void *)(to + i), word);
	}
	_mm_sfence(); /* others may read it after the next unlock */
#else
	memcpy(to, from, size);
#endif
}

void cs_queues_put(struct cs_queues *queues, unsigned worker, size_t number,
		   const char *parcels, size_t size)
{
	struct cs_store *store = queues->store;
	struct queue *queue = &queues->list[number];
	char **spare = &queues->spare[worker], *full = NULL;
	size_t used = 0;

	pthread_mutex_lock(&queue->lock);
	if (queue->bytes == NULL && !is_large(&store->partitions[number])) {
		pthread_mutex_unlock(&queue->lock);
		queues->deliver(store, number, parcels, size);
		return;
	}
	if (queue->bytes == NULL)
		queue->bytes = cs_pages_take(&store->pages, QUEUE_BITS);
	if (queue->used + size > QUEUE_SIZE) {
		full = queue->bytes;
		used = queue->used;
		queue->bytes = *spare != NULL
				   ? *spare
				   : cs_pages_take(&store->pages, QUEUE_BITS);
		queue->used = 0;
	}
	copy_past(queue->bytes + queue->used, parcels, size);
	queue->used += size;
	pthread_mutex_unlock(&queue->lock);
	if (full != NULL) {
		queues->deliver(store, number, full, used);
		*spare = full;
		cs_store_relieve(store);
	}
}

void cs_queues_finish(struct cs_queues *queues, size_t number)
{
	struct queue *queue = &queues->list[number];

	if (queue->bytes == NULL)
		return;
	queues->deliver(queues->store, number, queue->bytes, queue->used);
	cs_pages_put_off(&queues->store->pages, queue->bytes, QUEUE_BITS);
	queue->bytes = NULL;
}

void cs_queues_free(struct cs_queues *queues)
{
	for (unsigned w = 0; w < queues->workers; w++)
		if (queues->spare[w] != NULL)
			cs_pages_put_off(&queues->store->pages,
					 queues->spare[w], QUEUE_BITS);
	for (size_t i = 0; i < CS_PARTITIONS; i++)
		pthread_mutex_destroy(&queues->list[i].lock);
	free(queues);
}
