/*
 * orders.h - what is counted of orders, each with its own contacts: a tally for
 * each table, and what these share.
 */
#ifndef CONTACTS_ORDERS_H
#define CONTACTS_ORDERS_H

#include "contacts/rules.h"
#include "stat/compare.h"
#include "stat/counts.h"
#include "stat/strata.h"
#include "tally/fold.h"
#include "tally/waits.h"

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

/* Calls visit() for each order in the focus that was placed by the end. */
typedef void plan_visit(const struct contacts_rules *rules,
			const struct cs_customer *customer, size_t purchase,
			const struct order_plan *plan, void *to);
void each_plan(const struct contacts_rules *rules,
	       const struct cs_customer *customer, plan_visit *visit, void *to);

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
	int number; /* of the order: 0, 1, 2 for the third and later */
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
 * cs_km_difference(), and a test. NaN: none. */
struct return_comparison {
	double difference;
	struct cs_interval interval;
	double p_value;
};

/* Of orders that are taken for independent, without a test: see
 * compare_class(). */
struct return_comparison compare_returns(const struct contacts_rules *rules,
					 const struct cs_wait_curve *ours,
					 const struct cs_wait_curve *theirs);

/* Orders of one number that were watched for all of --repurchase. */
struct return_count {
	int64_t orders, returned;
};

enum { NUMBERS = 3 /* first, second and later orders */ };

void count_return(const struct contacts_rules *rules, struct return_wait wait,
		  struct return_count counts[NUMBERS]);

/*
 * The same within orders of one number, weighted by ours: see
 * cs_compare_risks(). Those of a number that theirs have none of are left out.
 * A spread is that of the difference by customers; NULL: orders are
 * independent.
 */
struct cs_spread;
struct return_comparison compare_counts(const struct return_count ours[NUMBERS],
					const struct return_count theirs[],
					const struct cs_spread *spread);

/* --- how far that may be off (spread.c) ----------------------------------
 *
 * Customers count with each of their orders, which are not independent. The
 * curve S at t is off by the sum over orders of
 *
 *	phi = n e_i / (Y_i - d_i) - n sum over t_j <= t, t_i of
 *	      d_j / (Y_j (Y_j - d_j))
 *
 * times -S / n, where e_i is 1 if the customer came back by t, at t_i, when Y_i
 * orders were at risk and d_i came to their end; so the variance is S^2 / n^2
 * times the sum over customers of the square of their m orders' sum, which is
 * the infinitesimal jackknife by customer, R's survfit(cluster = customer), and
 * of one order each Greenwood's. Each sum is taken n / (n - m) times: a
 * customer with many orders draws the curve to itself. The interval is
 * symmetric in log(-log S),
 * with Student's t of customers less one, and never narrower than that of
 * cs_curve(). Its coverage: cs-models(7), tests/long/service.t.
 *
 * The curves must be there: it takes a second pass. The same pass makes the
 * covariance of the log-rank test by customers, stat/rankscore.h; where nobody
 * counts with several orders the test is the plain one.
 */

enum { RETURN_FIGURES = 5 /* classes, and all where they are fewer */ };

/* Squares, and those of scores, which are a few at most, are whole numbers of
 * so many, so that they add up in any order. */
#define SPREAD_UNIT 1048576.	  /* 2^20 */
#define SCORE_UNIT 1099511627776. /* 2^40 */

struct return_terms;

struct return_spread {
	struct spread_count {
		int64_t customers, several; /* who count; more than once */
		cs_sum squares;
	} of[RETURN_FIGURES];
	/* of scores: of each class against another the square, or of all
	 * classes g <= h the product, row by row */
	cs_sum products[RETURN_FIGURES * (RETURN_FIGURES + 1) / 2];
	/* of each class and the other: products of the sums of both curves */
	cs_sum crosses[RETURN_FIGURES];
	/* within orders of one number, see compare_class() */
	struct spread_count adjusted[RETURN_FIGURES];
	int64_t several; /* customers who count more than once, in any class */
};

extern const struct cs_tally delivery_spread_tally, effect_spread_tally;

/* Of the waits of all parts, the whole first; to be freed. The rules of these
 * tallies. Each class is compared with `against`, or all classes where that is
 * -1. */
struct return_terms *return_terms_new(const struct contacts_rules *rules,
				      const struct cs_waits *const waits[],
				      size_t parts, int against);
/* Also within orders of one number, of a part's counts by class. */
void return_terms_adjust(struct return_terms *terms, size_t part,
			 const struct return_count (*numbers)[NUMBERS]);
void return_terms_free(struct return_terms *terms); /* takes NULL */

/* Of the share who bought again, km of `curve`. */
struct cs_interval returned_interval(const struct cs_km *km,
				     const struct cs_wait_curve *curve,
				     const struct spread_count *of);

/* Log-rank: of a class against the other; of all classes. NaN: none. */
double pair_p(const struct cs_wait_curve *ours,
	      const struct cs_wait_curve *theirs,
	      const struct return_spread *spread, int class);
double classes_p(const struct cs_wait_curve curves[],
		 const struct return_spread *spread);

/*
 * A class against the other, with the test; numbers: within orders of one
 * number, of both; NULL: of all.
 *
 * Where customers have several orders the interval is cs_mover()'s: of both
 * shares Wilson's by the variance of above, and their correlation by the sum
 * over customers of the product of what they add to both curves. Within orders
 * of one number a customer adds
 *
 *	sum over its orders of y - p_k, less that of w_k (y - q_k)
 *
 * with p_k and q_k the shares of orders of number k in the class and in the
 * other, and w_k how many of ours there are to one of theirs, each sum over
 * orders of one number n / (n - m) times: the spread of
 * cs_compare_risks_spread(). Coverage: cs-models(7), tests/long/returns.c.
 */
struct return_comparison compare_class(
    const struct contacts_rules *rules, const struct cs_wait_curve *ours,
    const struct cs_wait_curve *theirs,
    const struct return_count *const numbers[],
    const struct return_spread *spread, int class);

/* Calls visit() for each order of a customer that counts, with its class. */
typedef void return_visit(const struct contacts_rules *rules, size_t class,
			  struct return_wait wait, void *to);
typedef void return_visitor(const struct contacts_rules *rules,
			    const struct cs_customer *customer,
			    return_visit *visit, void *to);
return_visitor each_delivered, each_effect;

/* --- delivery (delivery.c) -------------------------------------------------
 *
 * Orders that are delivered, or whose promised day has passed. What comes
 * early counts before its late siblings can, so that a book whose last promised
 * days are still to come looks better than it is: cs-contacts(1) says by how
 * much, tests/long/due.c measures it.
 */

enum { EARLIEST = 1000 /* days; what is earlier counts as that */ };
enum { PROMISED, ACTUAL, NSPANS }; /* classes of `spans` */

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
int64_t deliveries_late(const struct deliveries *deliveries);

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

#endif
