/*
 * calendar.h - customers by calendar period: cohorts of new ones, and who is
 * active when: a tally, see fold.h.
 */
#ifndef CS_TALLY_CALENDAR_H
#define CS_TALLY_CALENDAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "tally/fold.h"

/* The periods from the first row to the end of observation. */
struct cs_calendar {
	enum cs_period unit;
	int32_t first; /* number of the first period */
	size_t count;
	cs_day origin;		 /* day that of_day[0] stands for */
	uint32_t *of_day;	 /* period of each day, counted from 0 */
	struct cs_window window; /* of the first purchases of cohorts */
	long inactive; /* periods of absence before a customer is reactivated */
};

struct cs_cohort_cell {
	int64_t active; /* customers with a purchase in the period */
	cs_sum revenue; /* purchases and refunds in the period */
};

/* Of the whole period, whatever the window. */
struct cs_period_row {
	int64_t active, fresh, returning, reactivated;
	int64_t orders;
	cs_sum revenue,
	    revenue_new; /* ... of those who are new in the period */
};

struct cs_activity {
	enum cs_period unit; /* as of the calendar: unit, first, count */
	int32_t first;
	size_t count, ncells;	      /* count * count */
	int64_t *sizes;		      /* customers per cohort */
	struct cs_cohort_cell *cells; /* [cohort * count + age] */
	struct cs_period_row *periods;
};

/*
 * Lays out the calendar of `data`. `copies` tallies will be kept: -1 with err
 * filled if they would take too much memory, since a date is probably a slip.
 */
int cs_calendar_init(struct cs_calendar *calendar, const struct cs_data *data,
		     enum cs_period unit, size_t copies, struct cs_err *err);
void cs_calendar_release(struct cs_calendar *calendar);

/* The rules are a struct cs_calendar. */
extern const struct cs_tally cs_activity_tally;

#endif
