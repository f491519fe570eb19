/*
 * people.h - customers: who they are, when they buy next, when they have left.
 *
 * Days are counted from the first day of the file.
 */
#ifndef SIMULATE_PEOPLE_H
#define SIMULATE_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "simulate/draw.h"
#include "simulate/settings.h"

enum { NEVER = -1 }; /* as a day */

/* Why a customer buys no more. */
enum reason { STAYS, LEFT_BY_MODEL, LEFT_DISSATISFIED, LEFT_SATISFIED };

enum state {
	IS_ASKED = 1, /* a survey call is due, or was made */
	WAS_CALLED = 2,
	HAS_COMPLAINED = 4,
	WAS_RESOLVED = 8,  /* ... by the end of the file */
	HAS_REVEALED = 16, /* in the call, that it is dissatisfied */
	BY_FAILURE = 32,   /* it would not be dissatisfied had nothing failed */
	/* its first failure drove it away, early enough for that to be seen,
	   and it would have bought within --lapse-days */
	WAS_LOST = 64
};

struct person {
	double at;	  /* the next order; contracts: the day it is due */
	double rate;	  /* orders a day; contracts: 0 */
	double leaving;	  /* pareto-nbd: day of leaving; others: chance after an
			   order */
	double spread;	  /* gamma-gamma: its orders are gamma(p) / spread */
	uint32_t number;  /* from 0 */
	uint32_t orders;  /* made so far */
	uint32_t written; /* ... and in the file */
	uint32_t
	    spoilt; /* number of the order that made it dissatisfied; 0: none */
	uint32_t failures;
	int32_t first, last; /* days of the first and latest order */
	int32_t left;	     /* day; NEVER: still a customer at the end */
	uint8_t group, country, channel;
	uint8_t reason; /* enum reason */
	uint8_t state;	/* enum state */
};

/* What the model has a customer do after an order. */
struct plan {
	bool leaves; /* buys no more, and that is known by the end */
	double at;   /* else when it buys next, maybe after the end */
	int32_t
	    day; /* the day of that; at least settings->days: after the end */
};

/* Draws customer `number`; its first order is at `at`. */
void person_init(struct person *person, const struct settings *settings,
		 uint32_t number);

/* The stream of a purpose, for order number person->orders. */
struct draws person_draws(const struct person *person,
			  const struct settings *settings,
			  enum purpose purpose);

/* After order number person->orders, which fell on person->last. */
struct plan person_plan(const struct person *person,
			const struct settings *settings);

/* The chance to lapse after payment n, of a group under --model contract. */
double contract_hazard(const struct settings *settings,
		       const struct group *group, uint32_t n);

/* When payment n + 1 is due of those who made their first on `first`. */
cs_day payment_due(const struct settings *settings, cs_day first, uint32_t n);

/*
 * pareto-nbd: the rate a day at which the customer leaves. It is drawn anew,
 * since nothing but the truth asks for it.
 */
double person_leaving_rate(const struct person *person,
			   const struct settings *settings);

#endif
