/*
 * history.h - what models of buying know of customers: how often each has
 * bought again, when last, and for how long it has been watched.
 *
 * Times are days from the customer's first purchase, and need not be whole.
 * Customers of one history are one row with a weight: 23,570 of them are 8,685
 * rows.
 */
#ifndef CS_BTYD_HISTORY_H
#define CS_BTYD_HISTORY_H

#include <stddef.h>
#include <stdint.h>

struct cs_history {
	double purchases; /* without the first: whole, >= 0 */
	double recency;	  /* of the last; 0 without any; <= age */
	double age;	  /* at the end of observation; 0: nothing is known */
	double weight;	  /* > 0: so many customers */
};

/*
 * Prepared for many evaluations: a time, and a number of purchases with a time,
 * stands in a table once (a pair, where rows are in the order of purchases;
 * else it may stand there again).
 */
struct cs_histories {
	const struct cs_history *rows; /* borrowed */
	size_t n;
	struct cs_history_at {
		uint32_t recency, age;		 /* of times[] */
		uint32_t recency_pair, age_pair; /* of pairs[] */
	} * at;					 /* [n] */
	double *times;				 /* ascending */
	size_t ntimes;
	struct cs_history_pair {
		uint32_t purchases, time; /* of times[] */
	} * pairs;
	size_t npairs;
	uint32_t *counts; /* different numbers of purchases, ascending */
	size_t ncounts;
	size_t most;	  /* the largest number of purchases */
	double oldest;	  /* the largest age */
	double customers; /* the sum of weights, */
	double purchases; /* ... of their purchases, and */
	double ages;	  /* ... of their ages */
	/* The sum of the logarithms of all gaps between purchases, in days:
	   wanted where gaps are regular (k > 1), and 0 else. */
	double log_gaps;
	unsigned threads; /* to work with; 1 unless somebody sets it */
};

void cs_histories_init(struct cs_histories *histories,
		       const struct cs_history *rows, size_t n,
		       double log_gaps);
void cs_histories_release(struct cs_histories *histories);

#endif
