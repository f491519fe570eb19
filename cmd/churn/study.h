/*
 * study.h - what cs-churn computes: of each group of customers and the whole,
 * who is where, what they met and bring, and how many were silent.
 */
#ifndef CHURN_STUDY_H
#define CHURN_STUDY_H

#include "app/job.h"
#include "app/lapse.h"
#include "base/err.h"
#include "churn/person.h"
#include "stat/asked.h"
#include "stat/silent.h"
#include "tally/fold.h"

enum churn_table { SUMMARY, SILENT, EXPERIENCES, IMPACT, PERIODS, CUSTOMERS };

/* --- records (records.c) --------------------------------------------------
 *
 * What customers did after a purchase: those who met something, from that
 * purchase on, beside others who had come as far at the same time.
 *
 * The others of an experience had met nothing as bad up to a purchase that was
 * drawn for them, and never met anything worse, like those who did meet it.
 * What they met later counts no more than what those did: to take for the
 * others only who never met anything would choose those who bought little.
 */

/*
 * One customer's further course from a purchase on: that at which it met the
 * worst it met, or, as one of the others, one drawn for it.
 */
struct record {
	uint32_t stratum; /* number and period of that purchase */
	/* to its last payment before a lapse, or as far as can be told; -1: too
	 * late to tell */
	int32_t days;
	uint32_t clock;	     /* that purchase, below MOST_CLOCKS */
	uint32_t experience; /* the worst it ever met */
	/* true or false: */
	uint32_t before; /* others: met the worst later ... */
	uint32_t failed; /* ... but had met a failure */
	uint32_t lapse;	 /* days ends with one */
	uint32_t lapsed; /* has lapsed by the end */
};

struct records {
	struct record *list;
	size_t count, capacity;
	uint32_t strata, ndays; /* above all that a record may have */
};

/* Of tallies that begin with a struct records. */
#define RECORDS_MEMBERS                                                   \
	CS_MEMBERS(struct records, "==", strata),                         \
	    CS_LIST(struct records, "dddddddd", list, CS_APPENDED, count, \
		    offsetof(struct records, capacity))
bool records_sound(const void *tally);

/* The rules are a struct churn_rules. */
void records_init(void *records, const void *rules);

/* From purchase `clock` on. */
void records_add(struct records *records, const struct churn_rules *rules,
		 const struct cs_customer *customer,
		 const struct person *person, size_t clock);

/* Fills rules->clocks and rules->met. */
void count_clocks(struct churn_rules *rules, const struct records *met);

/*
 * A struct records of the others, by rules whose clocks are filled. Each stands
 * there once, at a purchase that is drawn, by its key, from the numbers of
 * those at which something was met; unless it never got so far. So what it did
 * later has no say.
 */
extern const struct cs_tally others_tally;

/* --- tallies: the rules are a struct churn_rules -------------------------- */

struct people {
	struct records records; /* of those who met something */
	int64_t customers;
	int64_t states[CS_NSTATES];
	int64_t reactivated;
	int64_t lapsed_complained;
	int64_t complained;
	int64_t came_back; /* of them: bought after their last complaint */
	int64_t asked, answered, revealed, revealed_complained;
	int64_t mute; /* asked, neither answered nor complained */
	/* revealed without complaint, and bought after it */
	int64_t unvoiced_back;
	int64_t met[NEXPERIENCES], met_lapsed[NEXPERIENCES]; /* by the worst */
	cs_sum revenue;				  /* of each one's last year */
	cs_sum revenue_at_risk, revenue_unvoiced; /* lapsed without complaint */
	struct cs_asked_sums orders; /* what was asked and said of them */
};

extern const struct cs_tally people_tally;

/* One of many: what is printed of it, and no more. */
struct listed {
	cs_sum revenue;	    /* last year */
	struct cs_text key; /* like `kept` the data's */
	const struct cs_kept *kept;
	double usual_gap;
	int32_t days_silent;
	uint32_t complaints;
	uint8_t state, last; /* enum cs_state, enum experience */
};

enum { LISTED_IN_TEXT = 20 };

struct listing {
	struct listed *list;
	size_t count, capacity;
	int64_t customers; /* who belong on it */
};

/*
 * A struct listing of those in the state that --state names, else of those at
 * risk, then the lapsed; each state by revenue, the highest first. The list
 * goes no further than rules->listed.
 */
extern const struct cs_tally listing_tally;

/* --- the study ----------------------------------------------------------- */

/* Ways to say how many were silent. */
enum method {
	ARTICULATION,
	PROACTIVE_CONTACTS,
	TWO_LISTS,
	EXCESS_LAPSE,
	NMETHODS
};

struct tally {
	struct people people;
	struct records others;	       /* see others_tally */
	struct cs_movements movements; /* empty without the table periods */
	struct listing listing;	       /* ... the table customers */
	struct cs_silent estimates[NMETHODS]; /* NaN where there is none */
	struct cs_excess excess;	      /* what EXCESS_LAPSE rests on */
};

struct study {
	struct cs_parts parts;
	const struct cs_job *job;
	struct churn_rules rules;
	struct cs_lapse lapse;
	struct tally *whole, *groups; /* of the parts; [ngroups] */
	size_t ngroups;		      /* 0 where the input is not grouped */
	bool by_order;		      /* who was asked was asked about orders */
};

/*
 * Fills a struct study from what was read: settles the rules, visits all
 * customers and estimates. `job` is borrowed for the life of the study. 0; or
 * -1 with err filled, if a lapse cannot be told or comes before the risk of it.
 * Release `study` in every case.
 */
int study_run(void *study, struct cs_job *job, struct cs_err *err);
void study_release(void *study);

/* A duration in days, a month being a twelfth of a year. */
int32_t duration_days(struct cs_duration span);

/* --- estimates (silent.c) ------------------------------------------------ */

struct method_spec {
	const char *name;  /* "two_lists" */
	const char *kind;  /* "estimate" */
	const char *drawn; /* its label in charts */
	const char *told;  /* in the answer; NULL: never there */
	/* Only where it lacks nothing: */
	struct cs_silent (*estimate)(const struct study *study,
				     struct tally *tally);
	void (*say)(const struct study *study, const struct tally *tally,
		    struct cs_buf *out); /* on what it rests */
	enum defined needs[NDEFINED];	 /* up to an NDEFINED */
};

extern const struct method_spec methods[NMETHODS];

/*
 * The first thing that a method rests on and that the data do not tell;
 * NDEFINED: it lacks nothing.
 */
enum defined method_lacks(const struct churn_rules *rules, enum method method);

/* Does it count orders? */
bool method_of_orders(const struct study *study, enum method method);

/* Fills tally->estimates and tally->excess, of a group or the whole. */
void estimate(const struct study *study, struct tally *tally);

/* --- who was asked (asked.c) ----------------------------------------------
 *
 * A survey tells of the order before it. Where customers were asked about
 * several, what is counted is orders, of which a customer may have more than
 * one; else it is customers, by the order that each was asked about.
 */

/* Adds one customer's orders, by what was asked and said until the next one. */
void asked_count(struct cs_asked_sums *sums, const struct churn_rules *rules,
		 const struct cs_customer *customer);

/* As --asked has it, or as the contacts of all show: see cs_asked_by_order().
 */
bool asked_by_order(const struct study *study);

/* Of orders or of customers, by study->by_order. */
struct cs_asked_counts asked_counts(const struct study *study,
				    const struct people *people);

/* For `methods`: */
struct cs_silent proactive(const struct study *study, struct tally *tally);
struct cs_silent two_lists(const struct study *study, struct tally *tally);
void say_proactive(const struct study *study, const struct tally *tally,
		   struct cs_buf *out);
void say_two_lists(const struct study *study, const struct tally *tally,
		   struct cs_buf *out);

/* The share who answered: "10.0 %". */
void add_response(struct cs_buf *out, const struct cs_asked_counts *counts);

/* If fewer than half of the asked answered, and an estimate is printed. */
void warn_response(struct cs_job *job, const struct study *study);

/* --- comparisons (compare.c) ---------------------------------------------- */

/* [0] of that experience, with others like them; [1] these: at a purchase of
 * the same number and period. */
struct stratum {
	int64_t customers[2], lapsed[2];
};

struct comparison {
	struct stratum sum;
	double others_rate; /* standardised to the compared */
	double ratio;
	struct cs_interval interval;
	double p_value;
	bool exact; /* Fisher's test */
};

struct comparison compare(const struct tally *tally,
			  enum experience experience);

/*
 * Lapses of those who met a failure and never complained beyond those of
 * others, up to `horizon` days.
 */
struct cs_excess excess(const struct tally *tally, int32_t horizon);

#endif
