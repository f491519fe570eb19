/*
 * repeat.h - who buys again: a tally over customers, see fold.h.
 *
 * Purchase numbers come from all purchases; what is tallied are those that lie
 * in the window.
 */
#ifndef CS_TALLY_REPEAT_H
#define CS_TALLY_REPEAT_H

#include <stddef.h>
#include <stdint.h>

#include "tally/fold.h"
#include "tally/lapse.h"

struct cs_repeat_rules {
	struct cs_window window; /* of what is reported */
	cs_day as_of;
	const struct cs_lapse *lapse; /* NULL: nothing is undecided */
	size_t span;	   /* days that a gap can be long, plus one */
	cs_day drift_from; /* of the first purchases of newcomers.h */
	/* Gaps are all held one by one: for groups of fewer customers than
	 * there are days. */
	bool listed;
};

enum { CS_RUNG_HISTOGRAMS = 64 };

/* Customers at their nth purchase. */
struct cs_rung {
	int64_t reached;   /* nth purchase in the window */
	int64_t continued; /* of those: who have a next purchase */
	int64_t undecided; /* ... have none, but may yet: no lapse so far */
};

struct cs_rung_gap {
	uint32_t n;
	int32_t days;
};

struct cs_repeat {
	int64_t customers;	  /* with a purchase in the window */
	int64_t orders;		  /* purchases in the window */
	int64_t repeat_customers; /* with a second or later purchase in the
				     window */
	int64_t repeat_orders;	  /* second and later purchases in the window */
	int64_t same_day_repeats; /* second purchase, in the window, on the day
				     of the first */
	cs_sum revenue;	       /* their purchases and refunds in the window */
	cs_sum other_refunds;  /* in the window, of customers who bought nothing
				 in it */
	cs_sum repeat_revenue; /* ... of the repeat customers */
	cs_sum purchase_value; /* purchases in the window, before refunds */
	cs_sum repeat_value;   /* ... without first purchases */
	cs_day first_date,
	    last_date;	       /* of purchases in the window; CS_NO_DAY */
	struct cs_rung *rungs; /* rungs[n - 1] */
	size_t nrungs, rung_capacity;
	size_t nhistograms; /* CS_RUNG_HISTOGRAMS; 0 with rules->listed */
	/* [n - 1][days], for n up to nhistograms, as far as there are any */
	int64_t *gap_counts;
	size_t ngap_counts, gap_capacity;
	struct cs_rung_gap *late_gaps; /* of later n; sorted once finished */
	size_t nlate_gaps, late_capacity;
	size_t span;	   /* rules->span */
	int64_t *second;   /* [days] to the second purchase, first in the window
			    */
	int64_t *censored; /* [days] from a first purchase without a second to
			      as_of */
	int64_t *waited;   /* [days] from the first to the second purchase of
			      the repeat customers, in the window or before */
};

/* The rules are a struct cs_repeat_rules. */
extern const struct cs_tally cs_repeat_tally;

/*
 * Median days from the nth to the next purchase, of those who continued; NaN if
 * nobody did. Of a finished tally.
 */
double cs_repeat_median_days(const struct cs_repeat *repeat, size_t n);

#endif
