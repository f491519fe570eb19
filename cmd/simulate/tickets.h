/*
 * tickets.h - matters that customers write or call about, with --service:
 * questions about orders, complaints, and enquiries before there is an order.
 *
 * A ticket opens at an hour of the day, comes by a channel and is answered
 * after an exponential time, whose mean depends on both, or never. Nothing else
 * depends on that time.
 */
#ifndef SIMULATE_TICKETS_H
#define SIMULATE_TICKETS_H

#include "simulate/contacts.h"
#include "simulate/service.h"

enum { HOURS = 24, MORNING = 8, EVENING = 18, NCHANNELS = 3 };
enum { SOLVING = 21600 }; /* mean seconds from an answer to the solution */
extern const char *const ticket_channels[NCHANNELS];

/* Shares of the channels and of the hours that tickets open in, each 1 in all.
 */
double channel_share(int channel);
double hour_share(int hour);
/* The mean time to an answer, in seconds. */
double mean_response(const struct settings *settings, int channel, int hour);

/* A second of the day, by the hours' shares. */
uint32_t draw_second(struct draws *draws);

/* Questions about an order, of which number person->orders was made today. */
void tickets_ask(struct contacts *contacts, const struct person *person,
		 int64_t order, const struct delivery *delivery);

/*
 * A complaint on a day, to be resolved within `span` days if it is answered.
 * Returns whether it is by the end of the file.
 */
bool tickets_complain(struct contacts *contacts, struct note note, int32_t day,
		      bool resolved, int32_t span);

/* Who is to come again: puts the ticket of the next time into the queue. */
void tickets_repeat(struct contacts *contacts, const struct note *note);

/*
 * Enquiries before first orders: of customers, and of others who make none in
 * the file. So many of the others that of all who enquire --never-order never
 * order.
 */
void tickets_enquire(struct contacts *contacts, const struct person *people,
		     uint32_t npeople);

#endif
