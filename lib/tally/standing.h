/*
 * standing.h - where a customer stands at the end of observation: active, at
 * risk or lapsed; and how the stock of customers moved until then.
 *
 * A silence longer than the lapse rule allows is a lapse. It happens on the
 * first day on which the silence is too long, be it the day of the next
 * purchase. Who buys after a lapse is won back (reactivated) on the day of that
 * purchase. At risk is a customer whose silence up to the end is longer than
 * `at_risk_days`, but not a lapse yet. Purchases of one day are one here.
 *
 *	struct cs_standing standing = cs_standing_of(&rules, customer);
 *	cs_movements_tally.add(&movements, &rules, customer);
 *
 * All functions are safe from any thread, each with movements of its own.
 */
#ifndef CS_TALLY_STANDING_H
#define CS_TALLY_STANDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tally/fold.h"
#include "tally/lapse.h"

struct cs_standing_rules {
	cs_day as_of;
	const struct cs_lapse *lapse; /* purchases lie in its days */
	int32_t at_risk_days;	      /* 0 or more */
	/*
	 * --rhythm: a silence of more than lapse_days is a lapse, whatever
	 * `lapse` says (it may be NULL). For a customer with at least
	 * CS_OWN_GAPS gaps between purchases on different days, lapse_days and
	 * at_risk_days are multiplied by the median of its gaps over
	 * `usual_gap`, the median of all, and rounded to whole days, halves up,
	 * at least 1. For others they are taken as they are.
	 */
	bool rhythm;
	int32_t lapse_days; /* 0 or more; read with rhythm only */
	double usual_gap;   /* days, above 0; likewise */
	bool gapless;	    /* usual gaps, which take time, are not asked for */
	/* movements: of the periods that these days lie in; none if days.from
	 * is CS_NO_DAY or after days.to */
	enum cs_period unit;
	struct cs_window days;
};

enum { CS_OWN_GAPS = 3 };

enum cs_state { CS_ACTIVE, CS_AT_RISK, CS_LAPSED, CS_NSTATES };

/* "active", "at_risk", "lapsed", NULL. */
extern const char *const cs_state_names[];

struct cs_standing {
	enum cs_state state;
	bool
	    reactivated; /* not lapsed now, but won back after a lapse before */
	cs_day first, last;  /* purchases */
	int32_t days_silent; /* from the last one to as_of */
	double usual_gap;    /* median days between purchases on different days,
				the mean of the middle two of an even number;
				NaN: none */
	int32_t lapse_days;  /* the longest silence that is no lapse, as judged
				with rhythm; -1 without: rules->lapse tells */
};

/*
 * Of a customer with a purchase, and none after as_of. Allocates nothing unless
 * it has more than 65 purchases.
 */
struct cs_standing cs_standing_of(const struct cs_standing_rules *rules,
				  const struct cs_customer *customer);

/* Its lapse_days, in less time than all of it takes. */
int32_t cs_standing_lapse_days(const struct cs_standing_rules *rules,
			       const struct cs_customer *customer);

/*
 * Of each purchase the first day on which the silence after it is a lapse,
 * whether or not another purchase comes before: limits[npurchases]. The same
 * rule as in cs_standing_of(), own rhythm included: `lapse_days` is the
 * customer's. CS_NEVER: not until CS_DAY_MAX.
 */
void cs_standing_limits(const struct cs_standing_rules *rules,
			int32_t lapse_days, const struct cs_customer *customer,
			cs_day *limits);

/* --- movements, calendar period by calendar period ------------------------ */

struct cs_movement {
	int64_t fresh;	     /* first purchase in the period */
	int64_t reactivated; /* won back in it; as often as it happened */
	int64_t lapsed;	     /* lapses in it; likewise */
	int64_t left;	     /* of these, of who had not lapsed at its
				beginning: each customer once at most */
};

struct cs_movements { /* of periods first .. first + count - 1 */
	enum cs_period unit;
	int32_t first; /* number of the period, see day.h */
	size_t count;
	struct cs_movement *periods;
};

/*
 * The rules are a struct cs_standing_rules. Counts movements up to as_of, but
 * not what happened outside the periods. A lapse and the purchase that ends it
 * may lie in one period. If the periods reach from the first purchase to as_of,
 * the sum of fresh + reactivated - lapsed over them is 1 for a customer who is
 * active or at risk at the end, else 0.
 */
extern const struct cs_tally cs_movements_tally;

/*
 * Revenue of a customer's last year: purchases and refunds of the 365 days that
 * end with the day of its last purchase; later refunds too. 0 without a
 * purchase.
 */
cs_sum cs_last_year_revenue(const struct cs_customer *customer);

#endif
