/*
 * queue.h - what is to come, by day: a calendar queue.
 *
 * An entry is a number: below `ncustomers` the next order of that customer,
 * else a note, which says more. What falls on a day comes out by customer, and
 * of one customer in the order in which it was put in. Memory goes with what is
 * pending at a time.
 */
#ifndef SIMULATE_QUEUE_H
#define SIMULATE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum note_kind {
	REFUND,
	COMPLAINT,
	SURVEY,
	INQUIRY,
	/* with --service only: */
	QUESTION, /* about an order */
	CONFIRMATION,
	PRODUCTION,
	SHIPPING,
	DELAY,
	FOLLOW_UP,
	REPLY, /* --rows touches: on a ticket, as are these */
	AUTO_REPLY,
	REOPENING,
	NNOTES
};

struct note {
	int64_t value;	   /* cents to pay back, or the order's id; 0: none */
	uint32_t customer; /* of a free one: the next free, + 1 */
	/* days from the start; with --service seconds after it opened; -1: not
	 */
	int32_t responded, resolved;
	uint8_t kind;	/* enum note_kind */
	uint8_t detail; /* channel, or score; REOPENING: the ticket's kind */
	/* with --service: */
	uint8_t channel;
	uint8_t replies; /* of a person */
	uint32_t second; /* of the day */
	uint16_t number; /* of the order's, or the customer's */
	bool reopened, auto_replied;
	bool yes; /* SURVEY: answered; SHIPPING: has a tracking number;
		     INQUIRY: of one who makes no order in the file */
};

enum { BLOCK_ENTRIES = 14 };

/* Entries of one day; a cache line. */
struct block {
	uint32_t
	    next; /* of the same day, put in earlier, or the next free, + 1 */
	uint32_t count;
	uint32_t entries[BLOCK_ENTRIES];
};

struct queue {
	uint32_t ncustomers;
	uint32_t *heads; /* of each day: its latest block + 1, or 0 */
	struct block *blocks;
	size_t nblocks, blocks_capacity;
	uint32_t free_block; /* + 1 */
	struct note *notes;  /* entry - ncustomers */
	size_t nnotes, notes_capacity;
	uint32_t free_note;	 /* + 1 */
	uint64_t *today, *spare; /* customer << 32 | entry */
	size_t room;
};

void queue_init(struct queue *queue, int32_t ndays, uint32_t ncustomers);
void queue_release(struct queue *queue);

void queue_put(struct queue *queue, uint32_t entry, int32_t day);
/* A copy of `note`. */
void queue_put_note(struct queue *queue, const struct note *note, int32_t day);

/*
 * Takes all of a day: entries are the low 32 bits of list[0..n). The list is
 * good until the next call.
 */
size_t queue_take(struct queue *queue, int32_t day, const uint64_t **list);
/* The note of an entry, which is then free. */
struct note queue_take_note(struct queue *queue, uint32_t entry);

#endif
