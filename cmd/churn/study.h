/*
 * study.h - what cs-churn asks of orders and contacts: its options, and what is
 * counted for each group and the whole.
 */
#ifndef CHURN_STUDY_H
#define CHURN_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "app/contacts.h"
#include "app/lapse.h"
#include "app/job.h"
#include "tally/standing.h"
#include "stat/silent.h"

/* What counts: an expression each, see app/contacts.h. */
enum defined { COMPLAINT, PROACTIVE, DISSATISFIED, FAILURE, NDEFINED };

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

const char *experience_name(enum experience experience);

enum churn_table { SUMMARY, SILENT, EXPERIENCES, IMPACT, PERIODS, CUSTOMERS };

enum { MOST_KEPT = 16 };

struct articulation {
	double share, low, high; /* of the dissatisfied who complain */
	bool misquoted;		 /* one in 26 */
};

/*
 * The command's own options, with their defaults once parsed, and what is read
 * for them.
 */
struct churn_options {
	struct cs_list expressions[NDEFINED];
	struct cs_maybe_duration complaint_window, at_risk_after, horizon;
	struct cs_duration resolve_within, follow_up;
	bool rhythm;
	struct articulation articulation;
	double no_return;   /* of silent dissatisfied customers */
	double tells;	    /* others, each */
	double tell_twenty; /* share who tell twenty or more */
	int state;	    /* index into cs_state; -1: at risk and lapsed */
	struct cs_list keep;
	struct cs_definition definitions[NDEFINED];
};

/*
 * One customer's further course from a purchase on: that at which it met the
 * worst it met, or, as one of the others, one drawn for it.
 */
struct record {
	uint32_t stratum; /* number and period of that purchase */
	int32_t days; /* to its last payment before a lapse, or as far as can be
			 told; -1: too late to tell */
	uint8_t experience; /* the worst it ever met */
	bool other;	    /* the purchase was drawn */
	bool before;	    /* ... and it met the worst later */
	bool failed;	    /* ... but had met a failure */
	bool lapse;	    /* days ends with one */
	bool lapsed;	    /* has lapsed by the end */
};

struct records {
	struct record *list;
	size_t count, capacity;
};

/* Counts of customers of one group, or all. */
struct tally {
	int64_t customers;
	int64_t states[CS_NSTATES];
	int64_t reactivated;
	int64_t lapsed_complained;
	int64_t complained,
	    came_back; /* of them: bought after their last complaint */
	int64_t asked, revealed, revealed_complained;
	int64_t
	    unvoiced_back; /* revealed without complaint, and bought after it */
	int64_t met[NEXPERIENCES], met_lapsed[NEXPERIENCES]; /* by the worst */
	cs_sum revenue;				  /* of each one's last year */
	cs_sum revenue_at_risk, revenue_unvoiced; /* lapsed without complaint */
	struct cs_movements movements;
	struct records records;
};

/* A customer for the table customers. */
struct listed {
	struct cs_text key;
	uint32_t group;
	struct cs_standing standing;
	int64_t complaints;
	enum experience last;
	cs_sum revenue;
	const struct cs_kept *kept;
};

struct listing {
	struct listed *list;
	size_t count, capacity;
};

struct study {
	struct cs_job *job;
	const struct churn_options *options;
	const struct cs_definition *definitions; /* [NDEFINED] */
	struct cs_lapse lapse;
	struct cs_standing_rules rules;
	int32_t window, horizon; /* days */
	bool resolutions;	 /* contacts say what was settled */
	bool with_listing, with_periods, with_records;
	int32_t first_period; /* of the strata */
	size_t nperiods;
	uint64_t *ordinals; /* how many met the worst at their nth purchase, [n
			       - 1] */
	uint64_t nmet;	    /* their sum; once all have been visited */
	size_t ngroups;
	struct tally *tallies; /* [worker * ngroups + group]; then the first are
				  the groups' */
	struct tally whole;
	struct listing
	    *listings; /* per worker; then the first is all, sorted */
};

enum { MOST_ORDINALS = 4096 }; /* beyond, ordinals count as one */

/* Fills options->definitions, bound to options->expressions. */
void churn_define(struct churn_options *options);

/* A duration in days, a month being a twelfth of a year. */
int32_t duration_days(struct cs_duration span);

/* Visits all customers. Release `study` in every case. */
int study_run(struct study *study, struct cs_job *job, struct cs_err *err);
void study_release(struct study *study);

/* Can the contacts tell who complained, was asked, revealed dissatisfaction? */
bool study_knows(const struct study *study, enum defined defined);

/* --- one customer (person.c) --------------------------------------------- */

struct person {
	struct cs_standing standing;
	int64_t complaints;
	bool asked, revealed;
	bool complained_lately; /* within the window of the last purchase, or
				   after */
	bool came_back;		/* bought after its last complaint */
	bool back_unvoiced; /* bought after it first revealed dissatisfaction */
	enum experience worst, last;
	size_t
	    clock; /* purchase at which the worst was first met; of NOTHING 0 */
	size_t first_failure; /* purchase; SIZE_MAX: none */
	cs_sum revenue;	      /* last year */
};

struct person person_of(const struct study *study,
			const struct cs_customer *customer);

/* From purchase `clock` on. */
struct record record_of(const struct study *study,
			const struct cs_customer *customer,
			const struct person *person, size_t clock);

/*
 * At which purchase a customer stands among the others: drawn, by its key, from
 * the numbers of the purchases at which something was met. So each stands there
 * once, and what it did later has no say. SIZE_MAX if it never got so far.
 */
size_t person_clock(const struct study *study,
		    const struct cs_customer *customer);

/* --- comparisons (compare.c) ---------------------------------------------- */

struct comparison {
	int64_t compared; /* of that experience, with others like them */
	int64_t compared_lapsed;
	int64_t others; /* at a purchase of the same number and period, see
			   others_of() */
	int64_t others_lapsed;
	double others_rate; /* standardised to the compared */
	double ratio;
	struct cs_interval interval;
	double p_value;
	bool exact; /* Fisher's test */
};

struct comparison compare(const struct study *study, const struct tally *tally,
			  enum experience experience);

/* Lapses of those who met a failure and never complained beyond those of
 * others. */
struct cs_excess excess(const struct study *study, const struct tally *tally);

#endif
