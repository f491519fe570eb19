/*
 * tenure.h - what customers bring in their first period with the firm, in the
 * second, and so on: a tally over customers, see fold.h.
 *
 * Period k of a customer begins k - 1 calendar periods (weeks, months,
 * quarters, years) after its first purchase, on the same day of the month (or
 * the month's last, see cs_duration_add()), and ends the day before period k
 * + 1. Only whole periods count: a customer is observed in period k if that
 * ends on or before the end of observation.
 */
#ifndef CS_TALLY_TENURE_H
#define CS_TALLY_TENURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "tally/fold.h"

struct cs_tenure_rules {
	struct cs_window window; /* of the first purchases */
	cs_day as_of;
	enum cs_period unit;
	bool numbered; /* the order's tag is the payment's number, from 1: who
			  is first seen above 1 has no known beginning and is
			  left out */
};

struct cs_tenure_row {
	int64_t customers; /* observed through the whole period */
	int64_t active;	   /* of those: with a purchase in it */
	int64_t orders;	   /* ... their purchases in it */
	cs_sum revenue; /* ... purchases and refunds in it; a refund from before
			   the first purchase counts on its day */
	struct cs_square_sum squares; /* of the customers' revenue in it */
};

struct cs_tenure {
	struct cs_tenure_row *rows; /* [k - 1] */
	size_t nrows;		    /* 0 until finished */
	/* the tally's own: until then, row.customers is of those observed no
	 * further */
	size_t length, capacity;
};

/* The rules are a struct cs_tenure_rules. */
extern const struct cs_tally cs_tenure_tally;

/*
 * The standard error of the mean revenue per customer of `customers`, in units
 * of the currency: sqrt(variance / n), sample variance. NaN below two
 * customers, and where a square did not fit.
 */
double cs_tenure_se(const struct cs_tenure_row *row);

#endif
