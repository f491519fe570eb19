/*
 * person.h - what cs-churn is asked for, and one customer judged by it: where
 * it stands, what it met and what it did then.
 */
#ifndef CHURN_PERSON_H
#define CHURN_PERSON_H

#include "app/contacts.h"
#include "app/job.h"
#include "app/lapse.h"
#include "app/shared.h"
#include "data/data.h"
#include "tally/standing.h"

/* What counts: an expression each, see app/contacts.h. */
enum defined { COMPLAINT, PROACTIVE, DISSATISFIED, FAILURE, NDEFINED };

/* What a survey asks about. */
enum asked { ASKED_ORDER, ASKED_CUSTOMER };

struct articulation {
	/* of the dissatisfied who complain; the misquoted one in 26 comes
	 * without a range: NaN */
	double share, low, high;
};

/* The command's own options. */
struct churn_options {
	struct cs_definition definitions[NDEFINED];
	struct cs_maybe_duration complaint_window, horizon;
	struct cs_duration resolve_within, follow_up;
	struct articulation articulation;
	double no_return;   /* of silent dissatisfied customers */
	double tells;	    /* others, each */
	double tell_twenty; /* share who tell twenty or more */
	int asked;	    /* enum asked; -1: as the contacts show */
	int state; /* enum cs_state; CS_NSTATES: all; -1: at risk and lapsed */
	struct cs_list keep;
	struct promises {
		const char *promised, *delivered; /* columns; NULL: guess */
		long days; /* where no day was promised; 0: not said */
		/* the first of the fields enum cs_order_field */
		size_t field;
	} promises;
};

/* Settled before the first customer is judged; only read from then on. */
struct churn_rules {
	const struct churn_options *options;
	struct cs_standing_rules standing;
	int32_t window, horizon; /* days; see window_known() */
	bool resolutions;	 /* contacts say what was settled */
	bool records;		 /* comparisons are asked for */
	bool grouped;		 /* ... in each group too */
	size_t listed;		 /* customers to list of a part; 0: all */
	const char *sort;	 /* a column of theirs; NULL: as usual */
	/* [days of standing.days] of each its period, counted from the first;
	 * NULL where there are no customers */
	const uint32_t *period_of_day;
	uint32_t periods; /* how many there are */
	/* once that is known: where those stand who are compared, see study.h
	 */
	const struct cells *cells;
};

/* --- orders that failed (late.c) ------------------------------------------
 *
 * --failure late: of a row that had not come by the end of the promised day the
 * tag says which day that is. Whether it came later, or never, the order has
 * failed once that day is before the end of observation. Days that are earlier
 * make a larger tag, since of an order's rows the largest counts, and one that
 * satisfies an expression the largest of all.
 */

extern const struct cs_option late_options[];

/* After cs_keep_plan() and cs_contacts_prepare(). */
int late_prepare(struct cs_job *job, struct cs_err *err);

/* Counts late orders, where they are asked for; -1 with err filled where days
 * that it takes are in no file. */
int late_settle(struct cs_job *job, struct cs_err *err);

bool order_failed(const struct cs_order *order, cs_day as_of);

/* Can it be told who complained, was asked, revealed dissatisfaction? */
static inline bool churn_knows(const struct churn_rules *rules,
			       enum defined defined)
{
	return rules->options->definitions[defined].known;
}

/* Can it be told who has lapsed, if there is anybody? */
static inline bool lapses_known(const struct churn_rules *rules)
{
	return rules->standing.lapse == NULL ||
	       !cs_lapse_missing(rules->standing.lapse);
}

/* ... whether a complaint goes with a lapse or a failure? */
static inline bool window_known(const struct churn_rules *rules)
{
	return rules->options->complaint_window.given || lapses_known(rules);
}

/*
 * What a customer met, the worst first: of several the first in this order.
 * COMPLAINT_MADE stands for the four above it where contacts do not say what
 * was settled.
 */
enum experience {
	FAILURE_UNVOICED, /* a failure, and no complaint within
			     --complaint-window of it */
	COMPLAINT_UNRESOLVED,
	COMPLAINT_LATE,	       /* resolved, but not within --resolve-within */
	COMPLAINT_RESOLVED,    /* in time, and not followed up */
	COMPLAINT_FOLLOWED_UP, /* in time, and asked again within --follow-up */
	COMPLAINT_MADE,
	CONTACT_ONLY, /* wrote or called, without complaint */
	NOTHING,
	NEXPERIENCES
};

/*
 * How bad something is: who is compared had met nothing as bad, and neither had
 * the others until then. A complaint is as bad as any, whatever became of it.
 */
enum badness { A_FAILURE, A_COMPLAINT, A_CONTACT, NBAD };

static inline enum badness badness_of(enum experience experience)
{
	return experience == FAILURE_UNVOICED ? A_FAILURE
	       : experience < CONTACT_ONLY    ? A_COMPLAINT
					      : A_CONTACT;
}

/* The first that a customer met as bad as something. */
struct first {
	cs_day day;   /* CS_NO_DAY: nothing */
	cs_day known; /* ... from which on it is compared */
	/* NOTHING: a failure that was complained about */
	enum experience experience;
};

struct person {
	struct cs_standing standing;
	int64_t complaints;
	bool asked, answered, revealed;
	/* within the window of the last purchase, or after */
	bool complained_lately;
	bool came_back;	    /* bought after its last complaint */
	bool back_unvoiced; /* bought after it first revealed dissatisfaction */
	enum experience worst, last;
	cs_day last_day; /* on which it met the last; CS_NO_DAY: never */
	struct first firsts[NBAD];
	cs_sum revenue; /* last year */
};

/* Of purchases the last on or before `day`; npurchases: none. */
size_t purchase_by(const struct cs_customer *customer, cs_day day);

/*
 * The first complaint on or after `day`; CS_NO_DAY: none.
 */
cs_day next_complaint(const struct churn_rules *rules,
		      const struct cs_customer *customer, cs_day day);

struct person person_of(const struct churn_rules *rules,
			const struct cs_customer *customer);
/* The same without revenue, and of standing only the first and last purchase:
 * what it met, and what it did about it. */
struct person person_met(const struct churn_rules *rules,
			 const struct cs_customer *customer);

#endif
