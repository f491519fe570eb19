/*
 * study.h - what cs-contacts computes: a tally for each table, of the same
 * customers, whose touches are joined to matters and linked to orders.
 *
 * To add a table: a file here with its struct, its tally, its columns and what
 * puts them; a member of struct tally; a line in `tallied` of study.c and one
 * in contacts_tables of tables.c.
 */
#ifndef CONTACTS_STUDY_H
#define CONTACTS_STUDY_H

#include "app/contacts.h"
#include "app/job.h"
#include "base/hours.h"
#include "data/touches.h"
#include "stat/compare.h"
#include "stat/controlchart.h"
#include "stat/counts.h"
#include "stat/proportion.h"
#include "stat/strata.h"
#include "tally/fold.h"
#include "tally/waits.h"

enum contacts_table {
	SUMMARY,
	PLAN,
	PLAN_EFFECT,
	TOUCHES,
	RATE,
	RESPONSE,
	HOURS,
	RESOLUTION,
	DELIVERY,
	COMPLAINTS,
	FUNNEL,
	SATISFACTION,
	REGISTER,
	ORDERS,
	NTABLES
};

/* What counts: an expression each, see app/contacts.h. */
enum defined {
	INBOUND,
	OUTBOUND,
	COMPLAINT,
	PROACTIVE,
	AUTOMATIC,
	NOTICE,
	/* of stages, in the order of enum stage */
	TOLD,
	ENQUIRY = TOLD + 4,
	/* --stage */
	AWARENESS,
	PREFERENCE,
	NDEFINED
};

/* Periods of which limits are made: those within these days. */
struct baseline {
	bool given;
	cs_day from, to;
};

/* The command's own options. */
struct contacts_options {
	struct cs_definition definitions[NDEFINED];
	int rows; /* enum cs_touch_rows; -1: as they are found */
	struct cs_duration link_within, repeat_within, acknowledge_within,
	    resolve_within, follow_up;
	int64_t within; /* seconds */
	int by;		/* enum hours_by */
	int scale;	/* enum scale; -1: as the scores show */
	int rate_by;	/* enum rate_by */
	int limits;	/* enum cs_sigma */
	double unusual; /* a chance */
	struct baseline baseline;
	const char *open, *holidays; /* --open, and a file of days; NULL */
	struct cs_hours *hours;	     /* what they say; owned */
	/* of stages; production: before it is ready */
	struct cs_duration stage_within[4];
	bool strict_thanks;
	long promise_days; /* 0: not said */
	struct cs_duration repurchase;
	struct cs_list stages; /* "preference=kind=quote" */
	bool adjust;
};

enum hours_by { BY_HOUR, BY_WEEKDAY };
enum rate_by { RATE_BY_CONTACT, RATE_BY_ORDER };
enum scale { SCALE_FIVE, SCALE_TEN, SCALE_WORDS };

/* Settled before the first customer is looked at; only read from then on. */
struct contacts_rules {
	const struct contacts_options *options;
	const struct cs_zone *zone; /* where days are counted, or NULL */
	int64_t now;		    /* the end of observation */
	int64_t end;		    /* the first instant behind it */
	int64_t first_contact;	    /* not before its day contacts were kept */
	struct cs_touch_rules forming;
	bool clock; /* times of day, or how long things took, are told */
	bool hours; /* times of day are */
	/* columns that tell of these are there */
	bool responses, resolutions, replies, reopens;
	enum cs_period unit; /* of periods: */
	int32_t first_period;
	size_t periods;
	bool orders;	 /* were given */
	bool promises;	 /* what was promised is told */
	bool deliveries; /* and what became of it */
	bool kinds_told; /* what a touch is for is told by its kind */
	bool effect;	 /* whether customers buy again is asked */
	bool worded;	 /* scores are words */
	size_t channels; /* that are told apart; at least 1 */
	size_t listed;	 /* rows of the register of a part; 0: all */
};

enum { MOST_CHANNELS = 50 };

static inline bool matter_is(const struct contacts_rules *rules,
			     const struct cs_matter *matter,
			     enum defined defined)
{
	return (matter->flags & rules->options->definitions[defined].mask) != 0;
}

static inline bool touch_is(const struct contacts_rules *rules,
			    const struct cs_touch *touch, enum defined defined)
{
	return (touch->flags & rules->options->definitions[defined].mask) != 0;
}

/* Is the order in the group that is looked at? */
static inline bool order_in_focus(const struct cs_customer *customer,
				  size_t purchase)
{
	const struct cs_order *order = &customer->purchases[purchase];

	return customer->focus == 0 ||
	       cs_in_focus(customer, customer->fulfilments[order->tag].group);
}

/* A person's touch, which the customer noticed. */
static inline bool by_person(const struct contacts_rules *rules,
			     const struct cs_touch *touch)
{
	return touch->direction == CS_OUTBOUND &&
	       !touch_is(rules, touch, AUTOMATIC);
}

/* --- times (times.c) ---------------------------------------------------- */

/* The civil day of an instant, for a clock that is so far east. */
cs_day day_of(const struct contacts_rules *rules, int64_t at, int32_t east);

/*
 * Seconds from one moment of a matter to another, the end of observation where
 * that is CS_NO_MOMENT. Without a clock whole days are counted.
 */
int64_t waited(const struct contacts_rules *rules,
	       const struct cs_matter *matter, int64_t from, int64_t to);

/* The same in opening hours, which --open must have told. */
int64_t waited_open(const struct contacts_rules *rules,
		    const struct cs_matter *matter, int64_t from, int64_t to);

/*
 * The last moment within a span of days after one: that much later, or without
 * a clock the last of that civil day. The first instant behind it must have
 * come for it to be due: limit_passed().
 */
int64_t limit_of(const struct contacts_rules *rules,
		 const struct cs_matter *matter, int64_t from,
		 struct cs_duration span);

/* The end of the civil day that lies `days` after that of a moment. */
int64_t day_end(const struct contacts_rules *rules, int64_t at, int32_t east,
		int32_t days);

static inline bool limit_passed(const struct contacts_rules *rules,
				int64_t limit)
{
	return limit < rules->end;
}

/* In days, a month being a twelfth of a year. */
int32_t days_of(struct cs_duration span);

/* --- counts (counts.c) -------------------------------------------------- */

struct counts {
	int64_t contacts, inbound, outbound; /* touches */
	int64_t customers;		     /* with a touch */
	int64_t orders;
	int64_t linked; /* inbound touches with one of these orders */
};

extern const struct cs_tally counts_tally;

/* --- the four contacts of an order (stages.c) ---------------------------- */

enum stage { ACKNOWLEDGEMENT, PRODUCTION, SHIPPING, AFTER_DELIVERY, NSTAGES };

/* One stage of one order. */
struct stage_state {
	int64_t anchor;	  /* CS_NO_MOMENT: not known, nor is what follows */
	int64_t from, to; /* the window, both ends in */
	bool anchor_day;  /* of the anchor only the day is told */
	bool due;	  /* the window has closed */
	bool done, late;  /* a touch in it; else one of its kind behind it */
	const struct cs_touch *by; /* the touch in it; NULL: none */
	int64_t wait;		   /* seconds from the anchor to it */
};

struct order_plan {
	struct stage_state stages[NSTAGES];
	int64_t until; /* touches are counted from the order up to here */
	int64_t touches;
	int32_t in, out; /* linked to it at any time, but for a machine's */
};

/* plans[npurchases] get what was done for each of a customer's orders. */
void plan_orders(const struct contacts_rules *rules,
		 const struct cs_customer *customer, struct order_plan *plans);

/* Of what falls on the first second of a day only the day is told. */
bool is_day(const struct contacts_rules *rules, int64_t at);

/* Days of a stage's window before its anchor, and behind it. */
int32_t days_before(const struct contacts_rules *rules, enum stage stage);
int32_t days_behind(const struct contacts_rules *rules, enum stage stage);

/* --- the plan (plan.c) --------------------------------------------------- */

enum { COMPLETE = NSTAGES, FOUR_TOUCHES, NPLANNED };
enum { FOUR = 4, FOUR_WEEKS = 28 /* contacts in so many days */ };

struct planned_count {
	int64_t orders, unknown; /* whose anchor is known; is not */
	int64_t due, done, late, tracking;
};

struct planned {
	int64_t outbound; /* the firm's touches, also a machine's */
	struct planned_count counts[NPLANNED];
	struct cs_waits waits; /* by stage: from the window's begin */
	/* by how many of the four were done, of orders due for all; with
	 * rules->effect */
	int64_t by_done[NSTAGES + 1];
	struct cs_waits returns;
};

extern const struct cs_tally plan_tally;

/* An order that is due for all four, see effect.c. */
void count_effect(const struct contacts_rules *rules,
		  const struct cs_customer *customer, size_t purchase,
		  const struct order_plan *plan, struct planned *planned);

/* --- contacts of orders (touches.c, and rate.c) ---------------------------
 *
 * Inbound ones. An order may have more until its time for them is over; one
 * whose time was over before any contact was kept has an unknown number.
 */

struct touched_period {
	int64_t contacts; /* received in it */
	/* orders placed in it; of them with a contact, and of unknown number */
	int64_t orders, contacted, open;
	int64_t linked; /* contacts of these orders */
};

struct touched {
	int64_t *with; /* [c]: orders with c contacts, whose time is over */
	size_t nwith, capacity;
	struct touched_period *periods; /* [rules->periods] */
	size_t nperiods;
	/* orders whose time is not over; was over before any contact */
	int64_t open, unseen;
};

extern const struct cs_tally touched_tally;

/* So many contacts are unusual for an order, see cs_unusual_from(). */
int64_t unusual_from(const struct contacts_rules *rules,
		     const struct cs_counts *counts);

/* --- buying again (returns.c) -------------------------------------------- */

struct return_wait {
	int32_t days;	 /* until it, or to the end of observation */
	int32_t watched; /* to that end */
	bool returned;
};

/* From the day `from`, that of the purchase or later, to the customer's next
 * purchase after it. */
struct return_wait return_wait(const struct contacts_rules *rules,
			       const struct cs_customer *customer,
			       size_t purchase, cs_day from);

/* Into a class of `waits`. */
void add_return(struct cs_waits *waits, size_t class, struct return_wait wait);

/* The curve at --repurchase: 1 - survival have bought again. */
struct cs_km returned_of(const struct contacts_rules *rules,
			 const struct cs_wait_curve *curve);

/* By how much more of ours than of theirs have bought again by then, see
 * cs_km_difference(); and the log-rank test of the curves. NaN: none. */
struct return_comparison {
	double difference;
	struct cs_interval interval;
	double p_value;
};

struct return_comparison compare_returns(const struct contacts_rules *rules,
					 const struct cs_wait_curve *ours,
					 const struct cs_wait_curve *theirs);

/* Orders of one number that were watched for all of --repurchase. */
struct return_count {
	int64_t orders, returned;
};

enum { NUMBERS = 3 /* first, second and later orders */ };

void count_return(const struct contacts_rules *rules, size_t purchase,
		  struct return_wait wait, struct return_count counts[NUMBERS]);

/*
 * The same within orders of one number, weighted by ours: see
 * cs_compare_risks(). Those of a number that theirs have none of are left out.
 */
struct return_comparison compare_counts(const struct return_count ours[NUMBERS],
					const struct return_count theirs[]);

/* --- delivery (delivery.c) -------------------------------------------------
 *
 * Orders whose promised day has passed. Those delivered before it are not
 * counted earlier: their late siblings cannot count yet, and a young book
 * would look better than it is (tests/long/due.c: .895 and .705 held, by this
 * rule .944 to .952).
 */

enum { EARLIEST = 1000 /* days; what is earlier counts as that */ };

enum delivery { EARLY, ON_TIME, LATE_NOTIFIED, LATE_SILENT, NDELIVERIES };

struct delivery_count {
	int64_t orders, overdue; /* of them not delivered yet */
	int64_t days_late;	 /* of those so far */
};

struct deliveries {
	struct delivery_count counts[NDELIVERIES];
	int64_t open;	       /* neither delivered nor past their day */
	int64_t early_by_week; /* of those counted */
	int64_t misdated; /* promised or delivered before they were placed: left
			     out */
	struct cs_waits lateness; /* by class: days, and a constant */
	struct cs_waits returns;  /* by class */
	/* likewise; with --adjust */
	struct return_count numbers[NDELIVERIES][NUMBERS];
	struct cs_waits spans; /* from order to promise, and to delivery */
};

extern const struct cs_tally delivery_tally;

/* Days of an order; CS_NO_DAY: not said, or not by today. */
struct order_dates {
	cs_day placed, promised, delivered;
};

struct order_dates order_dates(const struct contacts_rules *rules,
			       const struct cs_fulfilment *order, cs_day today);

/* Promised for, or delivered on, a day before it was placed? */
bool misdated(const struct order_dates *dates);

/* Of all classes. */
struct delivery_count deliveries_sum(const struct deliveries *deliveries);

/* --- the funnel (funnel.c) ------------------------------------------------ */

enum step {
	/* by contacts, each to the first order */
	AWARE,
	ASKED,
	PREFERRED,
	/* by orders, each to the next */
	FIRST_ORDER,
	SECOND_ORDER,
	THIRD_ORDER,
	NSTEPS
};

struct step_count {
	int64_t customers, converted; /* who came so far; of them, further */
};

struct funnel {
	int64_t without; /* customers who ordered and had not asked */
	struct step_count steps[NSTEPS];
	struct cs_waits waits; /* by step but the last: days to the next */
};

extern const struct cs_tally funnel_tally;

/* --- response (response.c) -----------------------------------------------
 *
 * Of matters that a customer began, by channel.
 */

struct response_count {
	int64_t contacts, answered;
	int64_t due, within; /* opened --within before the end; ... answered */
};

struct response {
	struct response_count *counts; /* [channels] */
	size_t ncounts;
	struct cs_waits waits;
};

extern const struct cs_tally response_tally;

/* The same in opening hours, of --open. */
extern const struct cs_tally business_tally;

/* Of one channel, or CS_ALL_CLASSES. */
struct response_count response_sum(const struct response *response,
				   int channel);

/* --- by the hour (hours.c) ---------------------------------------------- */

struct hours {
	struct response_count *counts; /* [24], or of weekdays [7] */
	size_t ncounts;
	struct cs_waits waits;
};

extern const struct cs_tally hours_tally;

/* Of one matter, by the elapsed time, into counts and waits of a class. */
void count_response(const struct contacts_rules *rules,
		    const struct cs_matter *matter, size_t class,
		    struct response_count *counts, struct cs_waits *waits);

/* --- resolution (resolution.c) ------------------------------------------ */

struct resolution_count {
	int64_t contacts;
	/* of decided ones, each by the first that holds */
	int64_t unresolved, reopened, several, repeated, first;
};

struct resolution {
	struct resolution_count *counts; /* [channels] */
	size_t ncounts;
	struct cs_waits waits;
};

extern const struct cs_tally resolution_tally;

/* Likewise; and of how many it is decided. */
struct resolution_count resolution_sum(const struct resolution *resolution,
				       int channel);
int64_t resolution_decided(const struct resolution_count *count);

/* --- complaints (complaints.c) ------------------------------------------ */

enum measure {
	ACKNOWLEDGED,
	DEADLINE_KEPT,
	RESOLVED,
	RESOLVED_IN_TIME,
	FOLLOWED_UP,
	REOPENED,
	NMEASURES
};

enum complaint_state {
	OVERDUE,
	NEW,
	STATE_ACKNOWLEDGED,
	FOLLOW_UP_DUE,
	STATE_RESOLVED,
	CLOSED,
	NSTATES
};

/* What became of one complaint. */
struct handling {
	enum complaint_state state;
	int64_t deadline;
	bool passed; /* it has */
	int64_t acknowledge_by;
	/* the civil days on which it is to be followed up, and the first touch
	 * on one of them; CS_NO_MOMENT: none */
	cs_day from, to;
	int64_t followed_up;
};

/* Calls visit() for each complaint of a customer in the focus (handling.c). */
typedef void complaint_visit(const struct contacts_rules *rules,
			     const struct cs_customer *customer,
			     const struct cs_matter *matter,
			     const struct handling *handling, void *to);
void each_complaint(const struct contacts_rules *rules,
		    const struct cs_customer *customer, complaint_visit *visit,
		    void *to);

struct measure_count {
	int64_t due, done, open, overdue;
};

enum { NAGES = 8 };
struct age_count {
	int64_t in_time, overdue;
};

struct complaints {
	int64_t complaints;
	int64_t open, overdue;
	cs_day oldest; /* on which the oldest open one was opened; CS_NO_DAY */
	struct measure_count measures[NMEASURES];
	struct age_count ages[NAGES]; /* of the open ones */
	struct cs_waits waits;	      /* by measure */
};

extern const struct cs_tally complaints_tally;

/* --- satisfaction (satisfaction.c) ----------------------------------------
 *
 * Contacts in which the firm asked, and answers: all, by channel and by period.
 */

enum { NSCORES = 11 /* 0 to 10 */ };

struct asked {
	int64_t asked;	 /* by what is proactive */
	int64_t silent;	 /* else: tickets whose score says so, */
	int64_t replied; /* and those with one */
	int64_t scores[NSCORES];
};

struct satisfaction {
	struct asked *counts; /* [1 + channels + periods] */
	size_t ncounts;
};

extern const struct cs_tally satisfaction_tally;

/* --- the register (register.c) ------------------------------------------ */

struct entry {
	struct cs_matter matter;
	struct cs_text customer; /* the data's */
	cs_orderid order;
	cs_sum revenue; /* last year */
	struct handling handling;
};

struct entries {
	struct entry *list;
	size_t count, capacity;
	int64_t complaints;
};

enum { LISTED_IN_TEXT = 20 };

extern const struct cs_tally register_tally;

/* --- the list of orders (orders.c) ---------------------------------------- */

struct listed_order {
	struct cs_text customer; /* this, what it is of and the touches that
				    served its stages are the data's */
	const struct cs_fulfilment *of;
	const struct cs_touch *by[NSTAGES]; /* NULL: none */
	uint32_t purchase;
	int32_t in, out; /* touches */
};

struct order_list {
	struct listed_order *list;
	size_t count, capacity;
	int64_t orders;
	int64_t unusual_from; /* contacts; 0: no number is unusual */
};

extern const struct cs_tally order_list_tally;

/* --- the study ---------------------------------------------------------- */

struct tally {
	struct counts counts;
	struct touched touched;
	struct response response, business;
	struct planned planned;
	struct deliveries deliveries;
	struct hours hours;
	struct resolution resolution;
	struct complaints complaints;
	struct funnel funnel;
	struct satisfaction satisfaction;
	struct entries entries;
	struct order_list order_list;
};

struct study {
	struct cs_parts parts;
	const struct cs_job *job;
	struct contacts_rules rules;
	struct cs_touch_account account;
	const struct tally *whole;
};

/*
 * Joins and links what was read, and tallies it for the tables that are needed.
 * `job` is borrowed for the life of the study.
 */
int study_run(void *study, struct cs_job *job, struct cs_err *err);

/* Have orders a place in this part? Not in a group by a column that they do not
 * have. */
bool has_orders(const struct study *study, const void *part);

/* Was a column found in any file? */
bool has_column(const struct study *study, enum cs_contact_field field);

#endif
