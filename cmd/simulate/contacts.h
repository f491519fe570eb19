/*
 * contacts.h - how customers fare with their orders, and what they say of it.
 *
 * An order may come late. A customer becomes dissatisfied once at most: with an
 * order that came late, or with its first for no visible reason. It complains
 * or keeps silent, the complaint is resolved or not, and the customer leaves or
 * stays. Some customers are called: after the order that made them
 * dissatisfied, or else after their last in the file. Everything that follows
 * an order is put on its day in the queue, on the last day of the file at the
 * latest; inquiries beyond it are left out.
 *
 * With --service contacts have moments and more kinds: service.h, tickets.h and
 * messages.h.
 */
#ifndef SIMULATE_CONTACTS_H
#define SIMULATE_CONTACTS_H

#include <stdint.h>

#include "base/file.h"
#include "simulate/people.h"
#include "simulate/queue.h"
#include "simulate/settings.h"

enum { SCORES = 11 }; /* 0 to 10 */

struct contacts {
	const struct settings *settings;
	struct cs_file *file; /* NULL: nothing is written */
	struct queue *queue;
	int32_t today;
	int64_t written[NNOTES]; /* of each kind */
	/* --service: what those who were asked would say, by whether they did
	 */
	int64_t scores[2][SCORES];
};

/* A note of a kind about an order, by its id; nothing else is said of it. */
struct note contacts_note(enum note_kind kind, const struct person *person,
			  int64_t order);

/* Puts a note on a day: what falls on today is written at once, what lies
 * beyond the last never. */
void contacts_put(struct contacts *contacts, const struct note *note,
		  int32_t day);

void contacts_init(struct contacts *contacts, const struct settings *settings,
		   struct cs_file *file, struct queue *queue);

/*
 * Draws whether order number person->orders, made today, comes late. `leaves`:
 * the customer is about to leave in any case.
 */
bool contacts_late(const struct contacts *contacts, struct person *person,
		   bool leaves);

/*
 * What comes of that order, whose id is `order`: marks the person, and puts
 * contacts into the queue. `plan` has the customer leave by its own if it
 * does so through this order.
 */
void contacts_order(struct contacts *contacts, struct person *person,
		    int64_t order, bool late, struct plan *plan);

/* Writes a note that has come due. */
void contacts_write(struct contacts *contacts, const struct note *note);

#endif
