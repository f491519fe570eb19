/*
 * lapse.h - the rule by which a silence becomes a lapse, settled once for every
 * day of the data.
 *
 * Whoever bought on a day and not again until lapse.on[day - lapse.days.from]
 * has lapsed on that day; a purchase on it comes too late. A later purchase
 * lapses no earlier. All threads may read the table.
 */
#ifndef CS_TALLY_LAPSE_H
#define CS_TALLY_LAPSE_H

#include "base/day.h"
#include "tally/gaps.h"

enum { CS_NEVER = CS_DAY_MAX + 1 }; /* later than any day */

enum cs_lapse_kind {
	CS_LAPSE_UNSETTLED, /* there is no rule */
	CS_LAPSE_GIVEN,
	CS_LAPSE_EVERY, /* payments are due at an interval, with some grace */
	CS_LAPSE_USUAL	/* a quantile of the gaps between purchases */
};

struct cs_lapse {
	enum cs_lapse_kind kind;
	struct cs_duration span, grace; /* silence beyond both is a lapse */
	/* by cs_lapse_lay_out(): */
	struct cs_window days; /* from the first date to the end of observation
				*/
	cs_day *on;	       /* [days.to - days.from + 1]; CS_NEVER: not until
				  CS_DAY_MAX */
	cs_day cutoff; /* the last of `days` since which silence is a lapse by
			  days.to; CS_NO_DAY if there is none */
	struct cs_gaps gaps; /* once asked for, see cs_gaps_count() */
};

/* Makes the table of a rule whose kind, span and grace are set. */
void cs_lapse_lay_out(struct cs_lapse *lapse, struct cs_window days);

/* Takes one that is all zeros, too. */
void cs_lapse_release(struct cs_lapse *lapse);

/* The first day on which silence since `day`, one of lapse->days, is a lapse.
 */
static inline cs_day cs_lapse_on(const struct cs_lapse *lapse, cs_day day)
{
	return lapse->on[day - lapse->days.from];
}

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
