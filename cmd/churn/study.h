/*
 * study.h - what cs-churn computes: of each group of customers and the whole,
 * who is where, what they met and bring, and how many were silent.
 */
#ifndef CHURN_STUDY_H
#define CHURN_STUDY_H

#include "app/job.h"
#include "app/lapse.h"
#include "app/standing.h"
#include "base/err.h"
#include "churn/person.h"
#include "stat/asked.h"
#include "stat/jackknife.h"
#include "stat/silent.h"
#include "stat/strata.h"
#include "tally/fold.h"

enum churn_table { SUMMARY, SILENT, EXPERIENCES, IMPACT, PERIODS, CUSTOMERS };

/* --- records (records.c) --------------------------------------------------
 *
 * Who met something is compared with customers who could have met it as well:
 * who stood after a purchase of the same number, made in the same period, had
 * been silent for as many days, and had met nothing as bad. The clock starts on
 * the day on which it was met, or on which it was known what became of it: what
 * comes after a lapse cannot be what led to it.
 *
 * What is asked is whether the silence that runs on that day becomes a lapse;
 * with --horizon, whether any purchase up to so long after the last one is the
 * last before a lapse.
 */

/* One customer who met something. */
struct record {
	uint32_t stratum;    /* number and period of its last purchase */
	uint32_t silence;    /* days since then */
	uint32_t experience; /* the first as bad as this */
	uint32_t lapsed;     /* true or false */
};

/* What keeps a customer from being compared, whoever the others are. */
enum apart {
	NO_PURCHASE,  /* none before it */
	BOUGHT_AGAIN, /* before it was known what became of it */
	AFTER_LAPSE,  /* it came, or was known, after a lapse */
	TOO_LATE,     /* to tell whether a lapse follows */
	NAPART
};

struct records {
	struct record *list;
	size_t count, capacity;
	uint32_t strata, ndays; /* above all that a record may have */
	int64_t apart[NEXPERIENCES][NAPART];
};

/* Of tallies that begin with a struct records. */
#define RECORDS_MEMBERS                                                    \
	CS_MEMBERS(struct records, "==", strata),                          \
	    CS_MEMBERS(struct records, "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", \
		       apart),                                             \
	    CS_LIST(struct records, "dddd", list, CS_APPENDED, count,      \
		    offsetof(struct records, capacity))
bool records_sound(const void *tally);

/* The rules are a struct churn_rules. */
void records_init(void *records, const void *rules);

/* What the customer met, as far as it was the first of its kind. */
void records_add(struct records *records, const struct churn_rules *rules,
		 const struct cs_customer *customer,
		 const struct person *person);

/* Purchase `index` and what came of it. */
struct course {
	uint32_t stratum;
	int32_t silence; /* days until the next purchase, the lapse, the end */
	bool told;	 /* it can be told whether ... */
	bool lapsed;	 /* ... a lapse followed */
};

enum { NEAR_COURSES = 64 };

/* Those of all purchases of a customer: [npurchases]. */
struct courses {
	struct course *list;
	cs_day *limits; /* of cs_standing_limits() */
	/* so many need no memory of their own, which is `far` */
	struct course near[NEAR_COURSES];
	cs_day near_limits[NEAR_COURSES];
	void *far;
};

/* Fills it; `lapse_days` as cs_standing_limits() has it. Returns its list. */
struct course *courses_of(const struct churn_rules *rules, int32_t lapse_days,
			  const struct cs_customer *customer,
			  struct courses *courses);
void courses_release(struct courses *courses);

/* --- the others (others.c) ------------------------------------------------
 *
 * A cell is a place at which somebody is compared: an experience, a stratum and
 * a silence, among all customers and again in each group. So there are no more
 * than records. Cells of one part and stratum are a block; the silences of a
 * block, whatever was met there, are its steps: others are counted once at the
 * last that they reached, whatever they are others of.
 */

struct cell {
	int64_t compared[2]; /* who met it there; [1]: and lapsed */
	/* others, of whom this is the last cell with a silence that they
	 * reached */
	int64_t others[2];
};

struct block {
	uint64_t place; /* part x strata + stratum */
	/* of each experience the cells, by silence, the shortest first */
	uint32_t first[NEXPERIENCES + 1];
	uint32_t step, nsteps; /* the first of its steps, and how many */
};

struct cells {
	struct block *blocks; /* by place */
	uint32_t *index;      /* [mask + 1] of blocks, by hash; 0: none, else
				 number + 1 */
	uint32_t *silences;   /* [count] */
	struct cell *cells;   /* [count] */
	uint32_t *steps;      /* [nsteps] silences, of each block ascending */
	size_t nblocks, mask, count, nsteps;
	uint32_t strata;
};

/*
 * Of the records of the whole (part 0) and of ngroups groups (1 and on);
 * `records` [1 + ngroups]. The caller releases them.
 */
struct cells cells_of(const struct records *const *records, size_t n);
void cells_release(struct cells *cells);

/* Counts the others of all cells, in one pass over the data. */
void cells_count(struct cells *cells, const struct churn_rules *rules,
		 const struct cs_data *data);

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
	struct cs_listed common;
	uint32_t complaints;
	uint8_t last; /* enum experience */
};

enum { LISTED_IN_TEXT = 20 };

struct listing {
	struct listed *list;
	size_t count, capacity;
	int64_t customers; /* who belong on it */
};

/*
 * A struct listing of those in the state that --state names, or of all, else of
 * those at risk, then the lapsed; by state, or as --sort says, and then by
 * revenue, the highest first. The list goes no further than rules->listed.
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

/* Who met something beside the others. */
struct comparison {
	struct cs_risks risks;
	int64_t others; /* purchases of others */
	int64_t apart[NAPART];
};

struct tally {
	struct people people;
	struct cs_movements movements; /* empty without the table periods */
	struct listing listing;	       /* ... the table customers */
	struct cs_silent estimates[NMETHODS];	  /* NaN where there is none */
	struct comparison compared[NEXPERIENCES]; /* where records are */
};

struct study {
	struct cs_parts parts;
	const struct cs_job *job;
	struct churn_rules rules;
	struct cs_lapse lapse;
	struct tally *whole, *groups; /* of the parts; [ngroups] */
	size_t ngroups;		      /* 0 where the input is not grouped */
	bool by_order;		      /* who was asked was asked about orders */
	struct cells cells;	      /* of the parts; empty without records */
	/* with --cluster: see spread.c */
	struct cs_jackknife jackknife;
	struct cs_asked_sums *slices; /* [1 + ngroups], as if of customers */
	uint32_t *period_of_day;      /* the rules' */
};

/*
 * Fills a struct study from what was read: settles the rules, visits all
 * customers and estimates. `job` is borrowed for the life of the study. 0; or
 * -1 with err filled, if a lapse cannot be told or comes before the risk of it.
 * Release `study` in every case.
 */
int study_run(void *study, struct cs_job *job, struct cs_err *err);
void study_release(void *study);

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

/* Fills tally->estimates, of a group or the whole. */
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

/* The strata of a part, to be freed: the whole's are the groups. */
struct cs_asked *asked_strata(const struct study *study,
			      const struct tally *tally, size_t *n);

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

/* Of a group or the whole. */
struct comparison compare(const struct study *study, const struct tally *tally,
			  enum experience experience);

/* What it compares: *n strata, to be freed, and how many others. */
struct cs_risk_stratum *strata_of(const struct study *study,
				  const struct tally *tally,
				  enum experience experience, size_t *n,
				  int64_t *others);

/* The first block at `place` or behind it. */
size_t first_block(const struct cells *cells, uint64_t place);

/* 0 of the whole, 1 and on of groups. */
size_t part_of(const struct study *study, const struct tally *tally);

/* --- spread.c: where there are clusters --------------------------------- */

/* Shares of customers of a part that have an interval. */
enum share {
	LAPSED, /* of all */
	COMPLAINERS_RETURNED,
	SILENT_RETURNED,
	MET_LAPSED, /* and on: of those who met each experience */
	NSHARES = MET_LAPSED + NEXPERIENCES
};

/* How much figures differ without each slice. */
void spread_run(struct study *study);

/* The interval of a share, `some` of `all`: Wilson's, or with clusters theirs;
 * and of the compared who lapsed. */
struct cs_interval spread_share(const struct study *study,
				const struct tally *tally, enum share share,
				int64_t some, int64_t all);
struct cs_interval spread_compared(const struct study *study,
				   const struct tally *tally,
				   enum experience experience,
				   const struct cs_risks *risks);

struct cs_risks spread_risks(const struct study *study,
			     const struct tally *tally,
			     enum experience experience,
			     const struct cs_risk_stratum *strata, size_t n);

/* The effects of clusters on what asked.c estimates, with t; NaN: not known. */
double spread_proactive(const struct study *study, const struct tally *tally,
			const struct cs_asked *strata, size_t n);
double spread_lists(const struct study *study, const struct tally *tally);

#endif
