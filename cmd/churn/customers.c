/* customers.c - cs-churn's tally and table of single customers. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/keep.h"
#include "base/mem.h"
#include "churn/report.h"

/* --- the tally --------------------------------------------------------- */

static void init(void *listing, const void *rules)
{
	(void)rules;
	*(struct listing *)listing = (struct listing){ 0 };
}

/* Each is of two struct listed, and settles what it can: the first comes first
 * if it is below 0. */
typedef int comparison(const struct listed *x, const struct listed *y);

static int larger(double x, double y)
{
	if (isnan(x) || isnan(y))
		return isnan(x) - isnan(y);
	return (x < y) - (x > y);
}

static int by_customer(const struct listed *x, const struct listed *y)
{
	return cs_text_compare(x->common.key, y->common.key);
}

static int by_state(const struct listed *x, const struct listed *y)
{
	return x->common.state - y->common.state;
}

static int by_silence(const struct listed *x, const struct listed *y)
{
	return larger(x->common.days_silent, y->common.days_silent);
}

static int by_gap(const struct listed *x, const struct listed *y)
{
	return larger(x->common.usual_gap, y->common.usual_gap);
}

static int by_complaints(const struct listed *x, const struct listed *y)
{
	return larger(x->complaints, y->complaints);
}

static int by_experience(const struct listed *x, const struct listed *y)
{
	return strcmp(experiences[x->last].name, experiences[y->last].name);
}

static int by_revenue(const struct listed *x, const struct listed *y)
{
	return (x->common.last_year < y->common.last_year) -
	       (x->common.last_year > y->common.last_year);
}

/* By --sort: columns of the table. */
static const struct {
	const char *column;
	comparison *compare;
} sortings[] = {
	{ "customer", by_customer },
	{ "state", by_state },
	{ "days_silent", by_silence },
	{ "usual_gap_days", by_gap },
	{ "complaints", by_complaints },
	{ "last_experience", by_experience },
	{ "revenue_last_year", by_revenue },
};

static comparison *sorting_of(const struct churn_rules *rules)
{
	for (size_t i = 0; i < sizeof sortings / sizeof *sortings; i++)
		if (rules->sort != NULL &&
		    strcmp(sortings[i].column, rules->sort) == 0)
			return sortings[i].compare;
	return by_state; /* the usual one; a column of another table */
}

/* By what is asked for, then by revenue, then by key. */
static int in_order(const void *a, const void *b, void *with)
{
	const struct listed *x = a, *y = b;
	int order = (*(comparison *const *)with)(x, y);

	if (order == 0)
		order = by_revenue(x, y);
	return order != 0 ? order : by_customer(x, y);
}

/* Sorts them; those behind the first `most` go. 0: all stay. */
static void keep_first(struct listing *listing, const struct churn_rules *rules,
		       size_t most)
{
	comparison *sorting = sorting_of(rules);

	if (listing->count > 0)
		qsort_r(listing->list, listing->count, sizeof *listing->list,
			in_order, &sorting);
	if (most > 0 && listing->count > most)
		listing->count = most;
}

static void add(void *to, const void *with, const struct cs_customer *customer)
{
	const struct churn_rules *rules = with;
	struct person person = person_of(rules, customer);
	int state = rules->options->state;
	struct listing *listing = to;
	size_t most = rules->listed;

	if (state < 0
		? person.standing.state == CS_ACTIVE
		: state < CS_NSTATES && (int)person.standing.state != state)
		return;
	listing->customers++;
	if (most > 0 && listing->count / 2 >= most)
		keep_first(listing, rules, most);
	CS_GROW(listing->list, listing->count, listing->capacity);
	listing->list[listing->count++] = (struct listed){
		.common =
		    cs_listed_of(&person.standing, customer, person.revenue),
		.complaints = (uint32_t)person.complaints,
		.last = (uint8_t)person.last,
	};
}

static void trim(void *of, const void *with)
{
	const struct churn_rules *rules = with;

	if (rules->listed > 0)
		keep_first(of, rules, rules->listed);
}

static void finish(void *of, const void *with)
{
	const struct churn_rules *rules = with;

	keep_first(of, rules, rules->listed);
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct listing, "q", customers),
	CS_LIST(struct listing, CS_LISTED_ITEMS "db", list, CS_APPENDED, count,
		offsetof(struct listing, capacity)),
	{ NULL }
};

const struct cs_tally listing_tally = {
	.size = sizeof(struct listing),
	.init = init,
	.add = add,
	.trim = trim,
	.finish = finish,
	.members = members,
	.tag = "lstg",
	.version = 1,
};

/* --- the table --------------------------------------------------------- */

const struct cs_column customer_columns[] = {
	CS_LISTED_CUSTOMER,
	CS_LISTED_STATE,
	CS_LISTED_SILENCE,
	{ "complaints", CS_COUNT, .means = "how many it made" },
	{ "last_experience", CS_TEXT, "last experience",
	  .means = "the last thing that it met, as in experience; of one day "
		   "the worst" },
	CS_LISTED_LAST_YEAR,
	{ NULL }
};

void begin_customers(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	cs_keep_columns(table, &study->rules.options->keep);
	cs_table_keep_short(study->job, table, LISTED_IN_TEXT);
	cs_table_add_note(
	    table, "last year: revenue of the 365 days that end with the "
		   "last purchase; usual gap: median days between "
		   "purchases.");
}

static void put_listed(const void *of, struct cs_table *table, const void *part,
		       size_t row)
{
	const struct study *study = of;
	const struct tally *tally = part;
	const struct listed *listed = &tally->listing.list[row];

	cs_row(table);
	cs_listed_put_customer(table, &listed->common);
	cs_listed_put_state(table, &listed->common, true);
	cs_listed_put_silence(table, &listed->common);
	put_voiced(study, table, "complaints", listed->complaints);
	cs_put_text(table, "last_experience",
		    churn_knows(&study->rules, COMPLAINT)
			? experiences[listed->last].name
			: NULL);
	cs_listed_put_last_year(table, &listed->common,
				study->job->data.valued);
	cs_keep_put(table, &study->rules.options->keep, listed->common.kept);
}

/* --limit of each part. */
void put_customers(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	size_t limit = (size_t)study->job->shared.limit;
	size_t count = (size_t)tally->listing.customers;

	cs_rows_later(table, limit > 0 && limit < count ? limit : count,
		      put_listed, study, tally);
}
