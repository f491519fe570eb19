/*
 * standing.h - where a customer stands at the end of observation: active, at risk
 * or lapsed; and how the stock of customers moved until then.
 *
 * A silence longer than the lapse rule allows is a lapse; it happens on the first
 * day on which the silence is too long. Who buys after a lapse is won back
 * (reactivated) on that day. A customer is at risk whose silence up to the end
 * is longer than `at_risk_days`, but not a lapse yet.
 */
#ifndef CS_DATA_STANDING_H
#define CS_DATA_STANDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/data.h"

struct cs_standing_rules {
	cs_day as_of;
	/* the first day that makes a silence since `purchase` a lapse; CS_DAY_MAX: never */
	cs_day (*lapse_day)(const void *rule, cs_day purchase);
	const void *rule;
	int32_t at_risk_days;
	/*
	 * --rhythm: a customer with at least CS_OWN_GAPS gaps between different days is judged by its
	 * own: lapse_days and at_risk_days are multiplied by its median gap over `usual_gap`, the median of
	 * all, rounded to whole days, at least 1; rule is not asked. Others are
	 * judged by lapse_days and at_risk_days as they are.
	 */
	bool rhythm;
	int32_t lapse_days;
	double usual_gap;	/* days, above 0 */
};

enum { CS_OWN_GAPS = 3 };

enum cs_state { CS_ACTIVE, CS_AT_RISK, CS_LAPSED, CS_NSTATES };

/* "active", "at_risk", "lapsed". */
const char *cs_state_name(enum cs_state state);

struct cs_standing {
	enum cs_state state;
	bool reactivated;	/* not lapsed now, but won back after a lapse before */
	cs_day first, last;	/* purchases */
	int32_t days_silent;	/* since the last one */
	double usual_gap;	/* median days between purchases on different days; NaN: none */
};

/*
 * Of a customer with a purchase; purchases after as_of there are none. Purchases of one
 * day are one here. Allocates nothing unless there are more than 64 gaps.
 */
struct cs_standing cs_standing_of(const struct cs_standing_rules *rules,
				  const struct cs_customer *customer);

/*
 * The first day on which the silence after purchase `index` was a lapse, if the next
 * purchase, or the end, came on or after it; CS_NO_DAY otherwise. The same rule as
 * cs_standing_of(), own rhythm included: `standing` is the customer's.
 */
cs_day cs_standing_lapse(const struct cs_standing_rules *rules,
			 const struct cs_standing *standing,
			 const struct cs_customer *customer, size_t index);

/* --- movements, calendar period by calendar period ------------------------ */

struct cs_movement {
	int64_t fresh;		/* first purchase in the period */
	int64_t reactivated;	/* won back; as often as it happened */
	int64_t lapsed;		/* likewise */
};

struct cs_movements {	/* of periods first .. first + count - 1 */
	enum cs_period unit;
	int32_t first;		/* number of the period, see day.h */
	size_t count;
	struct cs_movement *periods;
};

/* From the period of `first_day` to that of `last_day`. */
void cs_movements_init(struct cs_movements *movements, enum cs_period unit,
		       cs_day first_day, cs_day last_day);
void cs_movements_release(struct cs_movements *movements);
/*
 * Adds a customer's movements up to as_of. A lapse and the purchase that ends it
 * may lie in one period. Sum of fresh + reactivated - lapsed over all periods
 * is 1 if the customer is active or at risk at the end, else 0.
 */
void cs_movements_add(struct cs_movements *movements,
		      const struct cs_standing_rules *rules,
		      const struct cs_standing *standing,
		      const struct cs_customer *customer);
/* Adds `part` to `sum`, of the same periods. */
void cs_movements_merge(struct cs_movements *sum,
			const struct cs_movements *part);

/*
 * Revenue of a customer's last year: purchases and refunds of the 365 days that end with
 * the day of its last purchase; later refunds too.
 */
cs_sum cs_last_year_revenue(const struct cs_customer *customer);

#endif
