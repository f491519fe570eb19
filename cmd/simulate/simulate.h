/*
 * simulate.h - the run: days are gone through, and what falls on them is
 * written.
 */
#ifndef SIMULATE_SIMULATE_H
#define SIMULATE_SIMULATE_H

#include <stdint.h>

#include "base/err.h"
#include "simulate/contacts.h"
#include "simulate/people.h"
#include "simulate/queue.h"
#include "simulate/rows.h"
#include "simulate/settings.h"

/* Payments are counted by number up to this one. */
enum { PAYMENTS_COUNTED = 120 };

/* Of one number of the payment, in all the time simulated. */
struct payment_count {
	uint64_t reached; /* customers who made it */
	uint64_t at_risk; /* ... whose next one, however late, was to come
			     before the last day */
	uint64_t lapsed;  /* of those, who made no further one */
};

struct world {
	const struct settings *settings;
	struct person *people;
	uint32_t npeople;
	struct queue queue;
	struct rows rows;
	struct contacts contacts;
	struct payment_count payments[PAYMENTS_COUNTED + 1];
};

/* Writes all that resolved settings ask for. 0, or -1 with err filled. */
int simulate(const struct settings *settings, struct cs_err *err);

#endif
