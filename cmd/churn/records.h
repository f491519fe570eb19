/*
 * records.h - what customers did after a purchase: those who met something,
 * from that purchase on, beside others who had come as far at the same time.
 *
 * The others of an experience had met nothing as bad up to a purchase that was
 * drawn for them, and never met anything worse, like those who did meet it.
 * What they met later counts no more than what those did: to take for the
 * others only who never met anything would choose those who bought little.
 */
#ifndef CHURN_RECORDS_H
#define CHURN_RECORDS_H

#include "churn/person.h"
#include "stat/silent.h"
#include "tally/fold.h"

/*
 * One customer's further course from a purchase on: that at which it met the
 * worst it met, or, as one of the others, one drawn for it.
 */
struct record {
	uint32_t stratum; /* number and period of that purchase */
	/* to its last payment before a lapse, or as far as can be told; -1: too
	 * late to tell */
	int32_t days;
	uint32_t clock;	     /* that purchase, below MOST_CLOCKS */
	uint32_t experience; /* the worst it ever met */
	/* true or false: */
	uint32_t before; /* others: met the worst later ... */
	uint32_t failed; /* ... but had met a failure */
	uint32_t lapse;	 /* days ends with one */
	uint32_t lapsed; /* has lapsed by the end */
};

struct records {
	struct record *list;
	size_t count, capacity;
	uint32_t strata, ndays; /* above all that a record may have */
};

/* Of tallies that begin with a struct records. */
#define RECORDS_MEMBERS                                                   \
	CS_MEMBERS(struct records, "==", strata),                         \
	    CS_LIST(struct records, "dddddddd", list, CS_APPENDED, count, \
		    offsetof(struct records, capacity))
bool records_sound(const void *tally);

/* The rules are a struct churn_rules. */
void records_init(void *records, const void *rules);

/* From purchase `clock` on. */
void records_add(struct records *records, const struct churn_rules *rules,
		 const struct cs_customer *customer,
		 const struct person *person, size_t clock);

/* Fills rules->clocks and rules->met. */
void count_clocks(struct churn_rules *rules, const struct records *met);

/*
 * A struct records of the others, by rules whose clocks are filled. Each stands
 * there once, at a purchase that is drawn, by its key, from the numbers of
 * those at which something was met; unless it never got so far. So what it did
 * later has no say.
 */
extern const struct cs_tally others_tally;

#endif
