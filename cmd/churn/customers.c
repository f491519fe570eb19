/* customers.c - cs-churn's tally and table of single customers. */
#include <stdlib.h>

#include "app/keep.h"
#include "base/mem.h"
#include "churn/report.h"

/* --- the tally --------------------------------------------------------- */

static void init(void *listing, const void *rules)
{
	(void)rules;
	*(struct listing *)listing = (struct listing){ 0 };
}

static int by_revenue(const void *a, const void *b)
{
	const struct cs_listed *x = a, *y = b; /* which they begin with */

	if (x->state != y->state)
		return x->state < y->state ? -1 : 1;
	if (x->last_year != y->last_year)
		return x->last_year > y->last_year ? -1 : 1;
	return cs_text_compare(x->key, y->key);
}

/* Sorts them; those behind the first `most` go. 0: all stay. */
static void keep_first(struct listing *listing, size_t most)
{
	if (listing->count > 0)
		qsort(listing->list, listing->count, sizeof *listing->list,
		      by_revenue);
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
		keep_first(listing, most);
	CS_GROW(listing->list, listing->count, listing->capacity);
	listing->list[listing->count++] = (struct listed){
		.common =
		    cs_listed_of(&person.standing, customer, person.revenue),
		.complaints = (uint32_t)person.complaints,
		.last = (uint8_t)person.last,
	};
}

static void finish(void *of, const void *with)
{
	keep_first(of, ((const struct churn_rules *)with)->listed);
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct listing, "q", customers),
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
	cs_table_set_text_limit(table, LISTED_IN_TEXT);
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
