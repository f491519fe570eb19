/* standing.c - see standing.h. */
#include "tally/standing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort_int.h>
#include <gsl/gsl_statistics_int.h>

#include "base/mem.h"

enum {
	NEAR_GAPS = 64, /* this many need no memory of their own */
	YEAR_DAYS = 365,
	NEVER = CS_DAY_MAX + 1 /* later than any day */
};

const char *cs_state_name(enum cs_state state)
{
	static const char *const names[CS_NSTATES] = { "active", "at_risk",
						       "lapsed" };

	return names[state];
}

/* --- the usual gap ----------------------------------------------------- */

/* Writes the gaps between purchases on different days; returns how many. */
static size_t list_gaps(const struct cs_customer *customer, int32_t *gaps)
{
	const struct cs_order *purchases = customer->purchases;
	size_t n = 0;

	/* each is written, and stays if it is a gap: nothing to predict */
	for (size_t i = 1; i < customer->npurchases; i++) {
		gaps[n] = purchases[i].day - purchases[i - 1].day;
		n += gaps[n] > 0;
	}
	return n;
}

/* The median gap; how many gaps there are goes to *ngaps. */
static double usual_gap(const struct cs_customer *customer, size_t *ngaps)
{
	int32_t near[NEAR_GAPS], *gaps = near;
	double usual;

	if (customer->npurchases > NEAR_GAPS + 1)
		gaps = cs_malloc(customer->npurchases * sizeof *gaps);
	*ngaps = list_gaps(customer, gaps);
	gsl_sort_int(gaps, 1, *ngaps);
	usual = *ngaps > 0
		    ? gsl_stats_int_median_from_sorted_data(gaps, 1, *ngaps)
		    : NAN;
	if (gaps != near)
		free(gaps);
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

/* How a customer is judged. */
struct judge {
	const struct cs_standing_rules *rules;
	int32_t lapse_days; /* as in struct cs_standing */
	const struct cs_movements
	    *notes; /* whose spans are filled in; or NULL */
};

/* The day on which a silence since `day` becomes a lapse, or NEVER. */
static cs_day ask(const struct judge *judge, cs_day day)
{
	const struct cs_standing_rules *rules = judge->rules;
	cs_day lapse;

	if (judge->lapse_days >= 0)
		return judge->lapse_days < CS_DAY_MAX - day
			   ? day + judge->lapse_days + 1
			   : NEVER;
	lapse = rules->lapse_day(rules->rule, day);
	return lapse < CS_DAY_MAX ? lapse : NEVER;
}

/* As ask(). The rule may count in months: it is asked once for each day. */
static cs_day lapse_after(const struct judge *judge, cs_day day)
{
	const struct cs_movements *notes = judge->notes;
	int32_t *noted;

	if (judge->lapse_days >= 0 || notes == NULL || day < notes->first_day ||
	    day > notes->last_day)
		return ask(judge, day);
	noted = &notes->spans[day - notes->first_day];
	if (*noted == 0)
		*noted = ask(judge, day) - day;
	return day + *noted;
}

/*
 * The first purchase from number `from` to the one before `to` after which
 * there was a lapse, whose day goes to *lapse; `to` if there is none. The rule
 * is asked about few: a later purchase lapses no earlier than the one that was
 * asked about, so what is followed by another before that day has not lapsed.
 */
static size_t find_lapse(const struct judge *judge,
			 const struct cs_customer *customer, size_t from,
			 size_t to, cs_day *lapse)
{
	const struct cs_order *purchases = customer->purchases;
	cs_day earliest = CS_DAY_MIN;

	for (size_t i = from; i < to; i++) {
		cs_day next = i + 1 < customer->npurchases
				  ? purchases[i + 1].day
				  : judge->rules->as_of;

		if (next < earliest || next == purchases[i].day)
			continue;
		earliest = lapse_after(judge, purchases[i].day);
		if (earliest <= next) {
			*lapse = earliest;
			return i;
		}
	}
	return to;
}

struct cs_standing cs_standing_of(const struct cs_standing_rules *rules,
				  const struct cs_customer *customer)
{
	size_t ngaps, end = customer->npurchases - 1;
	struct cs_standing standing = {
		.first = customer->purchases[0].day,
		.last = customer->purchases[end].day,
		.lapse_days = rules->rhythm ? rules->lapse_days : -1,
	};
	struct judge judge = { .rules = rules };
	int32_t at_risk_days = rules->at_risk_days;
	cs_day lapse;

	standing.days_silent = rules->as_of - standing.last;
	standing.usual_gap = usual_gap(customer, &ngaps);
	if (rules->rhythm && ngaps >= CS_OWN_GAPS) {
		standing.lapse_days = in_rhythm(
		    rules->lapse_days, standing.usual_gap, rules->usual_gap);
		at_risk_days = in_rhythm(at_risk_days, standing.usual_gap,
					 rules->usual_gap);
	}
	judge.lapse_days = standing.lapse_days;
	lapse = lapse_after(&judge, standing.last);
	if (lapse <= rules->as_of) {
		standing.state = CS_LAPSED;
		return standing;
	}
	if (standing.days_silent > at_risk_days)
		standing.state = CS_AT_RISK;
	standing.reactivated =
	    find_lapse(&judge, customer, 0, end, &lapse) < end;
	return standing;
}

cs_day cs_standing_lapse(const struct cs_standing_rules *rules,
			 const struct cs_standing *standing,
			 const struct cs_customer *customer, size_t index)
{
	const struct judge judge = { rules, standing->lapse_days, NULL };
	cs_day lapse = CS_NO_DAY;

	find_lapse(&judge, customer, index, index + 1, &lapse);
	return lapse;
}

/* --- movements --------------------------------------------------------- */

void cs_movements_init(struct cs_movements *movements, enum cs_period unit,
		       cs_day first_day, cs_day last_day)
{
	*movements = (struct cs_movements){ .unit = unit, .last_day = -1 };
	if (first_day == CS_NO_DAY || last_day < first_day)
		return;
	movements->first = cs_period_of(first_day, unit);
	movements->count =
	    (size_t)(cs_period_of(last_day, unit) - movements->first) + 1;
	movements->periods =
	    cs_calloc(movements->count, sizeof *movements->periods);
	movements->first_day = first_day;
	movements->last_day = last_day;
	movements->spans = cs_calloc((size_t)(last_day - first_day) + 1,
				     sizeof *movements->spans);
}

void cs_movements_release(struct cs_movements *movements)
{
	free(movements->periods);
	free(movements->spans);
	*movements = (struct cs_movements){ 0 };
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

void cs_movements_add(struct cs_movements *movements,
		      const struct cs_standing_rules *rules,
		      const struct cs_standing *standing,
		      const struct cs_customer *customer)
{
	const struct judge judge = { rules, standing->lapse_days, movements };
	size_t n = customer->npurchases, i = 0;
	struct cs_movement nowhere = { 0 };
	cs_day lapse;

	on(movements, standing->first, &nowhere)->fresh++;
	if (standing->state != CS_LAPSED && !standing->reactivated)
		return; /* never lapsed */
	while ((i = find_lapse(&judge, customer, i, n, &lapse)) < n) {
		on(movements, lapse, &nowhere)->lapsed++;
		if (++i < n)
			on(movements, customer->purchases[i].day, &nowhere)
			    ->reactivated++;
	}
}

void cs_movements_merge(struct cs_movements *sum,
			const struct cs_movements *part)
{
	for (size_t i = 0; i < sum->count; i++) {
		sum->periods[i].fresh += part->periods[i].fresh;
		sum->periods[i].reactivated += part->periods[i].reactivated;
		sum->periods[i].lapsed += part->periods[i].lapsed;
	}
}

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
