/*
 * simulate.h - the run: days are gone through, and what falls on them is
 * written; then what is true of it.
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
	int64_t reached; /* customers who made it */
	int64_t at_risk; /* ... whose next one, however late, was to come
			     before the last day */
	int64_t lapsed;	 /* of those, who made no further one */
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

/*
 * What is true of the customers and of the whole, as CSV: always with commas,
 * decimal points and ISO dates. cs-simulate(1) says what the columns and names
 * mean. First a row per customer; the run is over.
 */
void truth_customers(const struct world *world, struct cs_file *file);
/* Rows of name and value. */
void truth_parameters(const struct world *world, struct cs_buf *out);

/* Those of --service: what follows from the settings, and what was written. */
void truth_of_service(const struct settings *settings, struct cs_buf *out);
void truth_of_contacts(const struct contacts *contacts, struct cs_buf *out);

#endif
