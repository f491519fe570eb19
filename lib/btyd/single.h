/*
 * single.h - what single customers will still do (btyd.h has the models).
 *
 * There is no interval of what one customer is expected to buy: it would say
 * nothing of what he does. There are the 2.5 and 97.5 per cent points of what
 * he buys, and when he will have bought as likely as not.
 *
 * Purchases come at random here (k = 1): then the future of somebody who is
 * still a customer depends on his purchases and his age alone, and all else is
 * the chance that he is one.
 */
#ifndef CS_BTYD_SINGLE_H
#define CS_BTYD_SINGLE_H

#include <stdint.h>

#include "btyd/btyd.h"

enum { CS_SINGLE_DAYS = 1826 }; /* five years: no next order beyond it */

/* Of one customer, and Y what he buys within the horizon. */
struct cs_single {
	double alive;	   /* the chance that he is still a customer */
	double mean;	   /* E[Y]; NaN for ever, or where it cannot be told */
	double discounted; /* see cs_btyd_discounted() */
	double if_alive;   /* ... of one who is still a customer for certain */
	double buys;	   /* P(Y >= 1); NaN likewise */
	uint32_t low;	   /* the least y for which P(Y <= y) >= .025 */
	uint32_t high;	   /* ... .975; both 0 where `mean` is NaN */
	/* the first day from T on, 1 to CS_SINGLE_DAYS, by which he has bought
	   with a chance of .5 or more; 0: none, as of all who are still
	   customers with less than that */
	int32_t next;
};

/*
 * Of the customers of each row: ahead[n]. Rows of equal purchases and age
 * follow one another, or it takes longer. `t` and `delta` as in
 * cs_btyd_discounted().
 */
void cs_singles(const struct cs_btyd *model, const struct cs_history *rows,
		size_t n, double t, double delta, unsigned threads,
		struct cs_single *ahead);

#endif
