/* queue.c - see queue.h. */
#include "simulate/queue.h"

#include <stdlib.h>

#include "base/mem.h"
#include "stat/order.h"

void queue_init(struct queue *queue, int32_t ndays, uint32_t ncustomers)
{
	*queue = (struct queue){ .ncustomers = ncustomers };
	queue->heads = cs_calloc((size_t)ndays, sizeof *queue->heads);
	queue->blocks_capacity = ncustomers / BLOCK_ENTRIES + (size_t)ndays + 1;
	queue->blocks =
	    cs_calloc(queue->blocks_capacity, sizeof *queue->blocks);
}

void queue_release(struct queue *queue)
{
	free(queue->heads);
	free(queue->blocks);
	free(queue->notes);
	free(queue->today);
	free(queue->spare);
}

/* An empty block in front of the day's others. */
static struct block *new_block(struct queue *queue, int32_t day)
{
	uint32_t number;

	if (queue->free_block != 0) {
		number = queue->free_block - 1;
		queue->free_block = queue->blocks[number].next;
	} else {
		CS_GROW(queue->blocks, queue->nblocks, queue->blocks_capacity);
		number = (uint32_t)queue->nblocks++;
	}
	queue->blocks[number].next = queue->heads[day];
	queue->blocks[number].count = 0;
	queue->heads[day] = number + 1;
	return &queue->blocks[number];
}

void queue_put(struct queue *queue, uint32_t entry, int32_t day)
{
	struct block *block = NULL;

	if (queue->heads[day] != 0)
		block = &queue->blocks[queue->heads[day] - 1];
	if (block == NULL || block->count == BLOCK_ENTRIES)
		block = new_block(queue, day);
	block->entries[block->count++] = entry;
}

void queue_put_note(struct queue *queue, const struct note *note, int32_t day)
{
	uint32_t number;

	if (queue->free_note != 0) {
		number = queue->free_note - 1;
		queue->free_note = queue->notes[number].customer;
	} else {
		CS_GROW(queue->notes, queue->nnotes, queue->notes_capacity);
		number = (uint32_t)queue->nnotes++;
	}
	queue->notes[number] = *note;
	queue_put(queue, queue->ncustomers + number, day);
}

struct note queue_take_note(struct queue *queue, uint32_t entry)
{
	uint32_t number = entry - queue->ncustomers;
	struct note note = queue->notes[number];

	queue->notes[number].customer = queue->free_note;
	queue->free_note = number + 1;
	return note;
}

/* Stable, by the customers in the high half. */
static void sort(struct queue *queue, size_t n)
{
	for (int shift = 32; shift < 64 && queue->ncustomers >> (shift - 32);
	     shift += 8)
		if (cs_radix_pass(queue->today, queue->spare, n, shift)) {
			uint64_t *swap = queue->today;

			queue->today = queue->spare;
			queue->spare = swap;
		}
}

static uint64_t with_customer(const struct queue *queue, uint32_t entry)
{
	uint64_t customer = entry;

	if (entry >= queue->ncustomers)
		customer = queue->notes[entry - queue->ncustomers].customer;
	return customer << 32 | entry;
}

size_t queue_take(struct queue *queue, int32_t day, const uint64_t **list)
{
	size_t n = 0, at;
	uint32_t next;

	for (uint32_t i = queue->heads[day]; i != 0;
	     i = queue->blocks[i - 1].next)
		n += queue->blocks[i - 1].count;
	if (n > queue->room) {
		queue->room = n + n / 2;
		queue->today =
		    cs_realloc(queue->today, queue->room, sizeof *queue->today);
		queue->spare =
		    cs_realloc(queue->spare, queue->room, sizeof *queue->spare);
	}
	/* the latest is first on the list */
	at = n;
	for (uint32_t i = queue->heads[day]; i != 0; i = next) {
		struct block *block = &queue->blocks[i - 1];

		while (block->count > 0)
			queue->today[--at] = with_customer(
			    queue, block->entries[--block->count]);
		next = block->next;
		block->next = queue->free_block;
		queue->free_block = i;
	}
	queue->heads[day] = 0;
	sort(queue, n);
	*list = queue->today;
	return n;
}
