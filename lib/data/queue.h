/*
 * queue.h - parcels of a partition that wait until there are many (shuffle.c
 * only).
 *
 * Tables of very many customers lie in no cache, and rows visit them at random:
 * of 25 million rows of 1.4 million customers that took a third of the time.
 * Where a partition's rows wait until there are thousands, its table is in the
 * cache while they are worked off: a sixth less in all. It comes to the same as
 * to hand over each box as it is, which is what is done while tables are small.
 */
#ifndef CS_DATA_QUEUE_H
#define CS_DATA_QUEUE_H

#include "data/store.h"

struct cs_queues;

struct cs_queues *cs_queues_new(struct cs_store *store, cs_deliver *deliver,
				unsigned workers);

/* `size` bytes of parcels, which are copied, for partition `number`. As
 * cs_shuffle_row(). */
void cs_queues_put(struct cs_queues *queues, unsigned worker, size_t number,
		   const char *parcels, size_t size);

/* Delivers what waits for a partition, to which nothing is put any more. */
void cs_queues_finish(struct cs_queues *queues, size_t number);

/* All partitions are finished. */
void cs_queues_free(struct cs_queues *queues);

#endif
