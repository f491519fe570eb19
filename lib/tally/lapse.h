/*
 * lapse.h - the rule by which a silence becomes a lapse, settled once for every
 * day of the data.
 *
 * Whoever bought on a day and not again until cs_lapse_on() has lapsed on that
 * day; a purchase on it comes too late. A later purchase lapses no earlier.
 * All threads may read the table.
 *
 * Where payments are due every so many months the day of the month counts, and
 * that is the customer's: who pays on the 31st is billed on 28 February and
 * then on 31 March. A payment on `day` is due again on the latest of
 *
 *	day + span,
 *	near(day, a) + span, a the day of the month of the first payment,
 *	near(day, a) + span, a the largest so far,
 *
 * where near(day, a) is the ath of a month, or the last day of one that has no
 * ath, that lies nearest to `day`, the later of two, and months are added to it
 * as they are to the ath. So a payment some days early or late, or on the other
 * side of the end of a month, changes nothing, and no due date is more than
 * half a month later than day + span. Who has only ever paid on last days of
 * months is billed on these: 30 April may stand for the 31st.
 */
#ifndef CS_TALLY_LAPSE_H
#define CS_TALLY_LAPSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "data/orders.h"
#include "tally/gaps.h"

enum { CS_NEVER = CS_DAY_MAX + 1 }; /* later than any day */

enum cs_lapse_kind {
	CS_LAPSE_UNSETTLED, /* there is no rule */
	CS_LAPSE_GIVEN,
	CS_LAPSE_EVERY, /* payments are due at an interval, with some grace */
	CS_LAPSE_USUAL	/* a quantile of the gaps between purchases */
};

/* The rule tried on the past: see trial.h. */
struct cs_lapse_trial {
	cs_day date;	/* half-way through `days`; CS_NO_DAY: not tried, since
			nobody could have lapsed by then */
	int64_t lapsed; /* whom it would have called so on that date */
	int64_t returned;	   /* of those: who have bought since */
	struct cs_duration length; /* of a lapse then: CS_LAPSE_USUAL of the
				      gaps up to the date */
};

struct cs_lapse {
	enum cs_lapse_kind kind;
	struct cs_duration span, grace; /* silence beyond both is a lapse */
	/* by cs_lapse_lay_out(): */
	struct cs_window days; /* from the first date to the end of observation
				*/
	cs_day *on;	       /* [days.to - days.from + 1] by day + span;
				  CS_NEVER: not until CS_DAY_MAX */
	uint8_t *doms; /* [likewise] days of the month, where those of customers
			  count; else NULL */
	cs_day cutoff; /* the last of `days` since which silence is a lapse by
			  days.to, by day + span; CS_NO_DAY if there is none */
	struct cs_gaps gaps; /* once asked for, see cs_gaps_count() */
	struct cs_lapse_trial trial;
};

/* Makes the table of a rule whose kind, span and grace are set; not tried yet.
 */
void cs_lapse_lay_out(struct cs_lapse *lapse, struct cs_window days);

/* Takes one that is all zeros, too. */
void cs_lapse_release(struct cs_lapse *lapse);

/* The days of the month on which a customer paid so far; zeros: none yet. */
struct cs_paydays {
	uint8_t first, largest;
	bool last_only; /* each was the last of its month */
};

/* cs_lapse_on() where lapse->doms is not NULL. */
cs_day cs_lapse_by_month(const struct cs_lapse *lapse, struct cs_paydays *paid,
			 cs_day day);

/*
 * The first day on which silence since a payment on `day`, one of lapse->days,
 * is a lapse. `paid` is of the customer's payments before it, and takes it in:
 * payments are handed over one by one, in the order of their days.
 */
static inline cs_day cs_lapse_on(const struct cs_lapse *lapse,
				 struct cs_paydays *paid, cs_day day)
{
	if (lapse->doms != NULL)
		return cs_lapse_by_month(lapse, paid, day);
	return lapse->on[day - lapse->days.from];
}

/* Of the first n payments. */
struct cs_paydays cs_paydays_of(const struct cs_lapse *lapse,
				const struct cs_order *payments, size_t n);

/*
 * The last of lapse->days on which one more payment would be early enough for a
 * silence since then to be a lapse by days.to; CS_NO_DAY if none is. `paid` is
 * of the payments up to that day.
 */
cs_day cs_lapse_cutoff(const struct cs_lapse *lapse, struct cs_paydays paid);

/* Days of the table; 0 where it is not laid out. */
static inline size_t cs_lapse_ndays(const struct cs_lapse *lapse)
{
	return lapse->on == NULL ? 0 : cs_window_days(lapse->days);
}

/* Span and grace together. */
static inline struct cs_duration cs_lapse_length(const struct cs_lapse *lapse)
{
	return (struct cs_duration){ lapse->span.days + lapse->grace.days,
				     lapse->span.months + lapse->grace.months };
}

#endif
