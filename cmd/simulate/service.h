/*
 * service.h - how an order comes, and what the firm says on its way, with
 * --service: it acknowledges the order, sends word before it is ready and when
 * it is shipped, asks afterwards how it was, and tells of a delay.
 *
 * Moments are seconds from the beginning of the first day.
 */
#ifndef SIMULATE_SERVICE_H
#define SIMULATE_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "simulate/contacts.h"

struct delivery {
	int64_t ordered, ready, shipped, delivered; /* moments */
	int32_t promised;			    /* a day */
};

/*
 * Of order number person->orders, made on `day`. One in time comes on the
 * promised day or up to ten before it, a late one up to ten after it.
 */
struct delivery service_delivery(const struct settings *settings,
				 const struct person *person, int32_t day,
				 bool late);

/* Puts what is said of that order, with its id, into the queue. */
void service_order(struct contacts *contacts, struct person *person,
		   int64_t order, const struct delivery *delivery, bool late);

#endif
