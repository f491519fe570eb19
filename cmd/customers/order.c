/* order.c - in which order cs-customers lists whom. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/sort.h"
#include "customers/study.h"

const char *const sorting_names[] = {
	[BY_CUSTOMER] = "customer",
	[BY_TIER] = "tier",
	[BY_SEGMENT] = "segment",
	[BY_STATE] = "state",
	[BY_FIRST_DATE] = "first_date",
	[BY_LAST_DATE] = "last_date",
	[BY_DAYS_SILENT] = "days_silent",
	[BY_USUAL_GAP] = "usual_gap_days",
	[BY_ORDERS] = "orders",
	[BY_PURCHASE_DAYS] = "purchase_days",
	[BY_REVENUE] = "revenue",
	[BY_LAST_YEAR] = "revenue_last_year",
	[BY_SHARE] = "share",
	[BY_AVERAGE_ORDER] = "average_order",
	[BY_R] = "r",
	[BY_F] = "f",
	[BY_M] = "m",
	[BY_ALIVE] = "p_alive",
	[BY_PURCHASES] = "expected_purchases",
	[BY_PROBABILITY] = "purchase_probability",
	[BY_NEXT_DATE] = "next_order_date",
	[BY_ORDER_VALUE] = "expected_order_value",
	[BY_EXPECTED_REVENUE] = "expected_revenue",
	[BY_CLV] = "clv",
	[BY_AT_STAKE] = "at_stake",
	[NSORTINGS] = NULL,
};

/* What comes first is large; NaN comes last. */
static double rank_of_past(const struct person *person, enum sorting by)
{
	const struct cs_listed *listed = &person->listed;

	switch (by) {
	case BY_TIER: return -person->tier;
	case BY_SEGMENT: return -person->segment;
	case BY_STATE: return -listed->state;
	case BY_FIRST_DATE: return -person->first;
	case BY_LAST_DATE:
	case BY_DAYS_SILENT: return listed->days_silent;
	case BY_USUAL_GAP: return listed->usual_gap;
	case BY_ORDERS: return person->orders;
	case BY_PURCHASE_DAYS: return person->purchases;
	case BY_REVENUE: return (double)person->revenue;
	case BY_LAST_YEAR:
	case BY_SHARE: return (double)listed->last_year;
	case BY_AVERAGE_ORDER: return (double)person->revenue / person->orders;
	case BY_R: return person->scores.r;
	case BY_F: return person->scores.f;
	case BY_M: return person->scores.m;
	default: return 0; /* by key */
	}
}

static double rank_of(const struct findings *found, const struct person *person,
		      enum sorting by)
{
	const struct cs_single *ahead;

	if (by < BY_ALIVE)
		return rank_of_past(person, by);
	if (!found->fitted)
		return NAN;
	ahead = &found->ahead[person->row];
	switch (by) {
	case BY_ALIVE: return ahead->alive;
	case BY_PURCHASES: return ahead->mean;
	case BY_PROBABILITY: return ahead->buys;
	case BY_NEXT_DATE: return ahead->next > 0 ? -ahead->next : NAN;
	case BY_ORDER_VALUE:
		return cs_gamma_gamma_value(&found->values, &person->spending)
		    .mean;
	case BY_EXPECTED_REVENUE: return person->expected_revenue;
	case BY_CLV: return person->clv;
	default: return person->at_stake;
	}
}

/* Somebody's place: by rank, or by tier and then what is at stake. */
struct place {
	double rank, then;
	uint32_t who; /* by key */
};

static int compare(double a, double b)
{
	if (isnan(a) || isnan(b))
		return isnan(a) - isnan(b);
	return a > b ? -1 : a < b;
}

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = compare(x->rank, y->rank);

	if (order == 0)
		order = compare(x->then, y->then);
	return order != 0 ? order : x->who < y->who ? -1 : x->who > y->who;
}

static bool wanted(const struct customers_options *options,
		   const struct person *person)
{
	return (options->tier < 0 || options->tier == person->tier) &&
	       (options->segment < 0 || options->segment == person->segment);
}

/* Where at_stake is not known, or nothing for all (nobody is seen to leave),
 * clv tells, and the last year where that is not known either. */
static struct place usual_place(const struct person *person)
{
	double stake = person->at_stake;

	return (struct place){ .rank = stake > 0 ? stake : NAN,
			       .then = isnan(person->clv)
					   ? (double)person->listed.last_year
					   : person->clv };
}

static void order_tier(const struct study *study, struct findings *found,
		       int tier, struct place *places)
{
	const struct people *people = &found->tally->people;
	size_t n = 0;

	for (size_t i = 0; i < people->count; i++) {
		if (!wanted(study->options, &people->list[i]) ||
		    people->list[i].tier != tier)
			continue;
		places[n] = usual_place(&people->list[i]);
		places[n++].who = (uint32_t)i;
	}
	cs_sort_on(study->job->data.threads, places, n, sizeof *places,
		   by_place);
	for (size_t i = 0; i < n; i++)
		found->order[found->listed++] = places[i].who;
}

static void order_by(const struct study *study, struct findings *found,
		     enum sorting by, struct place *places)
{
	const struct people *people = &found->tally->people;
	size_t n = 0;

	for (size_t i = 0; i < people->count; i++)
		if (wanted(study->options, &people->list[i]))
			places[n++] = (struct place){
				.rank = rank_of(found, &people->list[i], by),
				.who = (uint32_t)i,
			};
	cs_sort_on(study->job->data.threads, places, n, sizeof *places,
		   by_place);
	for (size_t i = 0; i < n; i++)
		found->order[i] = places[i].who;
	found->listed = n;
}

void order_people(const struct study *study, struct findings *found)
{
	size_t n = found->tally->people.count;
	struct place *places = cs_calloc(n, sizeof *places);

	found->order = cs_calloc(n, sizeof *found->order);
	if (study->options->sort >= 0)
		order_by(study, found, (enum sorting)study->options->sort,
			 places);
	else
		for (int tier = 0; tier < NTIERS; tier++)
			order_tier(study, found, tier, places);
	free(places);
}
