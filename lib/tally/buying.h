/*
 * buying.h - each customer's purchase days up to some day: how many, the first,
 * the last, what they brought; a tally over customers, see fold.h.
 *
 * A purchase here is a day with purchases: those of one day are one. Refunds
 * are taken off the last purchase day on or before theirs, then off the one
 * before, down to 0 each: they change values, never counts.
 */
#ifndef CS_TALLY_BUYING_H
#define CS_TALLY_BUYING_H

#include <stddef.h>
#include <stdint.h>

#include "btyd/gamma_gamma.h"
#include "btyd/history.h"
#include "tally/fold.h"

struct cs_buying_rules {
	cs_day end;    /* what is later is not seen, but counted in `later` */
	cs_day start;  /* the first day of the data */
	size_t length; /* days from there to the last, both included */
	/* Zeros: by days. Else by opportunities of this length, one after
	   another from each customer's first purchase on, of which that is the
	   one of number 0: purchases in one of them are one, on its last day,
	   and what has not ended by the last day of the data is left out. */
	struct cs_duration every;
	uint32_t ahead;	  /* ... `later` is of so many of them; 0: of all */
	unsigned threads; /* that sort the list */
};

/* Whole spans of `every` from `first` to `end`, counted from `first` on; 0
 * where `end` is before it. */
uint32_t cs_buying_spans(cs_day first, struct cs_duration every, cs_day end);

/* A customer whose first purchase is not after the end. */
struct cs_buying {
	uint32_t purchases; /* days with purchases, without the first */
	uint32_t recency;   /* days from the first to the last of them */
	uint32_t age;	    /* days from the first to the end */
	uint32_t later;	    /* days with purchases after the end */
	/* or opportunities, and ended ones, in place of days */
	cs_sum value; /* of all, refunds taken off */
	cs_sum first; /* ... of the first */
};

struct cs_buyings {
	struct cs_buying *list; /* by purchases, age, recency, later, value,
				   first */
	size_t count, capacity;
	int64_t *gaps;	 /* [days] between purchase days up to the end */
	int64_t *days;	 /* [days from the start] purchase days of customers
			  who have bought before, the end or not */
	int64_t *firsts; /* likewise first purchases, up to the end */
	size_t length;	 /* of all three: the rules' */
	/* Refunds that found no value to be taken off: how much of them, > 0;
	   it stands first, since members are placed from there. */
	cs_sum unplaced_value;
	int64_t unplaced; /* ... and how many */
	int64_t merged;	  /* purchases on a day that had one, to the end */
	/* Customers with two gaps, and the sum of (M - 1/2)^2 in 2^-40, where M
	   is the last gap but one over the last two. */
	int64_t rhythms, rhythm_squares;
};

extern const struct cs_tally cs_buyings_tally; /* by struct cs_buying_rules */

/* The same of one customer, who has bought nothing after the end. */
struct cs_buying cs_buying_of(const struct cs_buying_rules *rules,
			      const struct cs_customer *customer);

/* Its purchase days and their mean value; `repeat`: without the first. */
struct cs_spending cs_buying_spending(const struct cs_buying *buying,
				      bool repeat);

/*
 * The ticks from purchase to purchase as Wheat and Morrison (1990) tell them
 * from the last two gaps: M is beta(k, k). 1: purchases come at random. NaN
 * without customers.
 */
double cs_buyings_regularity(const struct cs_buyings *buyings);

/*
 * What models are fitted to. `rows` are of customers with one history, and the
 * spending of row i's customers is spending[first[i]] up to first[i + 1] - 1,
 * in the order of the list. `repeat`: without the first purchase.
 */
struct cs_buying_rows {
	struct cs_history *rows;
	size_t *first;
	size_t n;
	struct cs_spending *spending;
	uint32_t *later; /* of the same customers: purchases after the end */
	struct cs_histories histories;
};
void cs_buying_rows_init(struct cs_buying_rows *rows,
			 const struct cs_buyings *buyings, bool repeat);
/* The row of a customer who is in the list. */
size_t cs_buying_row(const struct cs_buying_rows *rows,
		     const struct cs_buying *of);
void cs_buying_rows_release(struct cs_buying_rows *rows);

#endif
