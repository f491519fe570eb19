/*
 * standing.h - where customers stand (tally/standing.h) as options say it, and
 * what lists of single customers say of that: cs-churn's and cs-customers' are
 * by one rule, in the same words.
 */
#ifndef CS_APP_STANDING_H
#define CS_APP_STANDING_H

#include "app/job.h"
#include "report/table.h"
#include "tally/standing.h"

/*
 * Settles the rule of lapse (lapse.h) and with it, --at-risk-after and --rhythm
 * the rules, which borrow `lapse`: usual gaps are asked for, and movements are
 * by --period from the first date on. By default who has been silent for longer
 * than the 80th percentile of the gaps is at risk. Of nobody the rules are
 * zeros. -1 with err filled: a risk is not shorter than a lapse.
 */
int cs_standing_settle(const struct cs_job *job, struct cs_lapse *lapse,
		       struct cs_standing_rules *rules, struct cs_err *err);

/* One customer of a list. */
struct cs_listed {
	cs_sum last_year;	    /* cs_last_year_revenue() */
	struct cs_text key;	    /* of the data, like `kept` */
	const struct cs_kept *kept; /* see keep.h */
	double usual_gap;	    /* days; NaN: there are none */
	int32_t days_silent;
	uint8_t state; /* enum cs_state */
};

/* What it is made of, for a tally's list: tally/tally.h. */
#define CS_LISTED_ITEMS "stkfdb|"

struct cs_listed cs_listed_of(const struct cs_standing *standing,
			      const struct cs_customer *customer,
			      cs_sum last_year);

/* Columns, and what puts them. */
#define CS_LISTED_CUSTOMER                              \
	{                                               \
		"customer", CS_TEXT, .means = "the key" \
	}
#define CS_LISTED_STATE                                                \
	{                                                              \
		"state", CS_TEXT, .means = "active, at_risk or lapsed" \
	}
#define CS_LISTED_SILENCE                                                     \
	{ "days_silent", CS_COUNT, "days silent",                             \
	  .means = "days from the last purchase to the end of observation" }, \
	{                                                                     \
		"usual_gap_days", CS_REAL, "usual gap", 1,                    \
		    .means = "median days between its purchases on "          \
			     "different days; null if there are none"         \
	}
#define CS_LISTED_LAST_YEAR                                              \
	{                                                                \
		"revenue_last_year", CS_MONEY, "last year",              \
		    .means = "purchases and refunds of the 365 days up " \
			     "to its last purchase, and later refunds"   \
	}

void cs_listed_put_customer(struct cs_table *table,
			    const struct cs_listed *listed);
/* Null where nothing tells a lapse. */
void cs_listed_put_state(struct cs_table *table, const struct cs_listed *listed,
			 bool known);
void cs_listed_put_silence(struct cs_table *table,
			   const struct cs_listed *listed);
void cs_listed_put_last_year(struct cs_table *table,
			     const struct cs_listed *listed, bool valued);

#endif
