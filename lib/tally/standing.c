/* standing.c - see standing.h. */
#include "tally/standing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_statistics_int.h>

#include "base/mem.h"

enum {
	NEAR_GAPS = 64, /* this many need no memory of their own */
	YEAR_DAYS = 365
};

const char *const cs_state_names[] = { "active", "at_risk", "lapsed", NULL };

/* --- the usual gap ----------------------------------------------------- */

/*
 * The median gap between purchases on different days; how many gaps there are
 * goes to *ngaps.
 */
static double usual_gap(const struct cs_customer *customer, size_t *ngaps)
{
	const struct cs_order *purchases = customer->purchases;
	int32_t near[NEAR_GAPS], *gaps = near;
	size_t n = 0;
	double usual;

	if (customer->npurchases > NEAR_GAPS + 1)
		gaps = cs_malloc(customer->npurchases * sizeof *gaps);
	/* each is written, and stays if it is a gap: nothing to predict */
	for (size_t i = 1; i < customer->npurchases; i++) {
		gaps[n] = purchases[i].day - purchases[i - 1].day;
		n += gaps[n] > 0;
	}
	usual = n > 0 ? gsl_stats_int_median(gaps, 1, n) : NAN;
	if (gaps != near)
		free(gaps);
	*ngaps = n;
	return usual;
}

/* --- the rule ---------------------------------------------------------- */

/* `days`, as many times as a customer's usual gap is that of all. */
static int32_t in_rhythm(int32_t days, double own, double usual)
{
	double scaled = round(days * own / usual);

	if (!(scaled < INT32_MAX))
		return INT32_MAX;
	return scaled < 1 ? 1 : (int32_t)scaled;
}

/*
 * The day on which a silence since `day` becomes a lapse. Without a rhythm
 * lapse_days is below 0, and `paid` as cs_lapse_on() wants it.
 */
static cs_day lapse_after(const struct cs_standing_rules *rules,
			  int32_t lapse_days, struct cs_paydays *paid,
			  cs_day day)
{
	if (lapse_days < 0)
		return cs_lapse_on(rules->lapse, paid, day);
	return lapse_days < CS_DAY_MAX - day ? day + lapse_days + 1 : CS_NEVER;
}

/* Of the purchases before number `n`. */
static struct cs_paydays paid_before(const struct cs_standing_rules *rules,
				     int32_t lapse_days,
				     const struct cs_customer *customer,
				     size_t n)
{
	if (lapse_days >= 0)
		return (struct cs_paydays){ 0 };
	return cs_paydays_of(rules->lapse, customer->purchases, n);
}

/*
 * The first purchase from number `from` to the one before `to` after which
 * there was a lapse, whose day goes to *lapse; `to` if there is none. `paid` is
 * of those before `from`, and then of those up to the one that is returned.
 */
static size_t find_lapse(const struct cs_standing_rules *rules,
			 int32_t lapse_days, const struct cs_customer *customer,
			 size_t from, size_t to, struct cs_paydays *paid,
			 cs_day *lapse)
{
	const struct cs_order *purchases = customer->purchases;

	for (size_t i = from; i < to; i++) {
		cs_day next = i + 1 < customer->npurchases
				  ? purchases[i + 1].day
				  : rules->as_of;
		cs_day on =
		    lapse_after(rules, lapse_days, paid, purchases[i].day);

		if (on <= next) {
			*lapse = on;
			return i;
		}
	}
	return to;
}

struct cs_standing cs_standing_of(const struct cs_standing_rules *rules,
				  const struct cs_customer *customer)
{
	size_t ngaps = 0, end = customer->npurchases - 1;
	struct cs_standing standing = {
		.first = customer->purchases[0].day,
		.last = customer->purchases[end].day,
		.lapse_days = rules->rhythm ? rules->lapse_days : -1,
	};
	int32_t at_risk_days = rules->at_risk_days;
	struct cs_paydays none = { 0 }, paid;
	cs_day lapse;

	standing.days_silent = rules->as_of - standing.last;
	standing.usual_gap = rules->rhythm || !rules->gapless
				 ? usual_gap(customer, &ngaps)
				 : NAN;
	if (rules->rhythm && ngaps >= CS_OWN_GAPS) {
		standing.lapse_days = in_rhythm(
		    rules->lapse_days, standing.usual_gap, rules->usual_gap);
		at_risk_days = in_rhythm(at_risk_days, standing.usual_gap,
					 rules->usual_gap);
	}
	paid = paid_before(rules, standing.lapse_days, customer, end);
	lapse = lapse_after(rules, standing.lapse_days, &paid, standing.last);
	if (lapse <= rules->as_of) {
		standing.state = CS_LAPSED;
		return standing;
	}
	if (standing.days_silent > at_risk_days)
		standing.state = CS_AT_RISK;
	standing.reactivated = find_lapse(rules, standing.lapse_days, customer,
					  0, end, &none, &lapse) < end;
	return standing;
}

int32_t cs_standing_lapse_days(const struct cs_standing_rules *rules,
			       const struct cs_customer *customer)
{
	size_t ngaps;
	double own;

	if (!rules->rhythm)
		return -1;
	own = usual_gap(customer, &ngaps);
	return ngaps < CS_OWN_GAPS
		   ? rules->lapse_days
		   : in_rhythm(rules->lapse_days, own, rules->usual_gap);
}

void cs_standing_limits(const struct cs_standing_rules *rules,
			int32_t lapse_days, const struct cs_customer *customer,
			cs_day *limits)
{
	struct cs_paydays paid = { 0 };

	for (size_t i = 0; i < customer->npurchases; i++)
		limits[i] = lapse_after(rules, lapse_days, &paid,
					customer->purchases[i].day);
}

/* --- movements --------------------------------------------------------- */

static void movements_init(void *tally, const void *with)
{
	const struct cs_standing_rules *rules = with;
	struct cs_movements *movements = tally;

	movements->unit = rules->unit;
	if (rules->days.from == CS_NO_DAY || rules->days.to < rules->days.from)
		return;
	movements->first = cs_period_of(rules->days.from, rules->unit);
	movements->count = (size_t)(cs_period_of(rules->days.to, rules->unit) -
				    movements->first) +
			   1;
}

/* What happened on `day` is counted here: in `nowhere` if that is in no period.
 */
static struct cs_movement *on(const struct cs_movements *movements, cs_day day,
			      struct cs_movement *nowhere)
{
	int32_t number = cs_period_of(day, movements->unit);

	if (number < movements->first ||
	    (size_t)(number - movements->first) >= movements->count)
		return nowhere;
	return &movements->periods[number - movements->first];
}

static void movements_add(void *movements, const void *rules,
			  const struct cs_customer *customer)
{
	struct cs_standing standing = cs_standing_of(rules, customer);
	size_t n = customer->npurchases, i = 0;
	struct cs_movement nowhere = { 0 };
	struct cs_paydays paid = { 0 };
	cs_day lapse, since = standing.first;

	on(movements, since, &nowhere)->fresh++;
	if (standing.state != CS_LAPSED && !standing.reactivated)
		return; /* never lapsed */
	while ((i = find_lapse(rules, standing.lapse_days, customer, i, n,
			       &paid, &lapse)) < n) {
		struct cs_movement *at = on(movements, lapse, &nowhere);

		at->lapsed++;
		at->left += at != on(movements, since, &nowhere);
		if (++i == n)
			break;
		since = customer->purchases[i].day;
		on(movements, since, &nowhere)->reactivated++;
	}
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct cs_movements, "==", unit),
	CS_LIST(struct cs_movements, "qqqq", periods, CS_FIXED, count),
	{ NULL },
};

const struct cs_tally cs_movements_tally = {
	.size = sizeof(struct cs_movements),
	.init = movements_init,
	.add = movements_add,
	.members = members,
	.tag = "move",
	.version = 2,
};

/* --- revenue ----------------------------------------------------------- */

static cs_sum add_since(const struct cs_order *orders, size_t n, cs_day from)
{
	cs_sum sum = 0;

	while (n > 0 && orders[n - 1].day >= from)
		sum += orders[--n].total;
	return sum;
}

cs_sum cs_last_year_revenue(const struct cs_customer *customer)
{
	size_t n = customer->npurchases;
	cs_day from;

	if (n == 0)
		return 0;
	from = customer->purchases[n - 1].day - (YEAR_DAYS - 1);
	return add_since(customer->purchases, n, from) +
	       add_since(customer->refunds, customer->nrefunds, from);
}
