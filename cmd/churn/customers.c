/* customers.c - cs-churn's tally and table of single customers. */
#include <stdlib.h>

#include "base/mem.h"
#include "churn/report.h"

enum { TEXT_ROWS = 20 };

/* --- the tally --------------------------------------------------------- */

static void init(void *listing, const void *rules)
{
	(void)rules;
	*(struct listing *)listing = (struct listing){ 0 };
}

static void add(void *to, const void *with, const struct cs_customer *customer)
{
	const struct churn_rules *rules = with;
	struct person person = person_of(rules, customer);
	int state = rules->options->state;
	struct listing *listing = to;

	if (state >= 0 ? (int)person.standing.state != state
		       : person.standing.state == CS_ACTIVE)
		return;
	CS_GROW(listing->list, listing->count, listing->capacity);
	listing->list[listing->count++] = (struct listed){
		.key = customer->key,
		.person = person,
		.kept = customer->kept,
	};
}

static int by_revenue(const void *a, const void *b)
{
	const struct listed *one = a, *other = b;
	const struct person *x = &one->person, *y = &other->person;

	if (x->standing.state != y->standing.state)
		return x->standing.state < y->standing.state ? -1 : 1;
	if (x->revenue != y->revenue)
		return x->revenue > y->revenue ? -1 : 1;
	return cs_text_compare(one->key, other->key);
}

static void finish(void *of, const void *rules)
{
	struct listing *listing = of;

	(void)rules;
	if (listing->count > 0)
		qsort(listing->list, listing->count, sizeof *listing->list,
		      by_revenue);
}

static const struct cs_members members[] = {
	/* they are not packed, so nobody asks what they are made of */
	CS_LIST(struct listing, "d", list, CS_APPENDED, count,
		offsetof(struct listing, capacity)),
	{ NULL }
};

const struct cs_tally listing_tally = {
	.size = sizeof(struct listing),
	.init = init,
	.add = add,
	.finish = finish,
	.members = members,
};

/* --- the table --------------------------------------------------------- */

const struct cs_column customer_columns[] = {
	{ "customer", CS_TEXT, .means = "the key" },
	{ "state", CS_TEXT, .means = "active, at_risk or lapsed" },
	{ "days_silent", CS_COUNT, "days silent",
	  .means = "days from the last purchase to the end of observation" },
	{ "usual_gap_days", CS_REAL, "usual gap", 1,
	  .means = "median days between its purchases on different days; null "
		   "if there are none" },
	{ "complaints", CS_COUNT, .means = "how many it made" },
	{ "last_experience", CS_TEXT, "last experience",
	  .means = "the last thing that it met, as in experience; of one day "
		   "the worst" },
	{ "revenue_last_year", CS_MONEY, "last year",
	  .means = "purchases and refunds of the 365 days up to its last "
		   "purchase, and later refunds" },
	{ NULL }
};

void begin_customers(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct cs_list *keep = &study->rules.options->keep;

	for (size_t i = 0; i < keep->count; i++)
		cs_table_add_column(
		    table, &(struct cs_column){ keep->items[i], CS_TEXT });
	cs_table_set_text_limit(table, TEXT_ROWS);
	cs_table_add_note(
	    table, "last year: revenue of the 365 days that end with the "
		   "last purchase; usual gap: median days between "
		   "purchases.");
}

static void put_bytes(struct cs_table *table, const char *column,
		      struct cs_text text)
{
	char *copy = cs_strndup(text.bytes, text.length);

	cs_put_text(table, column, text.length > 0 ? copy : NULL);
	free(copy);
}

static void put_listed(const struct study *study, struct cs_table *table,
		       const struct listed *listed)
{
	const struct cs_list *keep = &study->rules.options->keep;
	const struct person *person = &listed->person;

	cs_row(table);
	put_bytes(table, "customer", listed->key);
	cs_put_text(table, "state", cs_state_names[person->standing.state]);
	cs_put_count(table, "days_silent", person->standing.days_silent);
	cs_put_real(table, "usual_gap_days", person->standing.usual_gap);
	put_voiced(study, table, "complaints", person->complaints);
	cs_put_text(table, "last_experience",
		    churn_knows(&study->rules, COMPLAINT)
			? experiences[person->last].name
			: NULL);
	cs_put_money(table, "revenue_last_year", person->revenue);
	for (size_t i = 0; i < keep->count; i++)
		put_bytes(table, keep->items[i], listed->kept[i].text);
}

/* --limit of each part. */
void put_customers(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct listing *listing = &((const struct tally *)part)->listing;
	size_t limit = (size_t)study->job->shared.limit;

	for (size_t i = 0; i < listing->count && (limit == 0 || i < limit); i++)
		put_listed(study, table, &listing->list[i]);
}
