/* customers.c - cs-churn's table customers: whom to call. */
#include <stdlib.h>

#include "base/mem.h"
#include "churn/report.h"

enum { TEXT_ROWS = 20 };

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

static void put_listed(const struct churn_rules *rules, struct cs_table *table,
		       const struct listed *listed)
{
	const struct cs_list *keep = &rules->options->keep;

	cs_row(table);
	put_bytes(table, "customer", listed->key);
	cs_put_text(table, "state", cs_state_name(listed->standing.state));
	cs_put_count(table, "days_silent", listed->standing.days_silent);
	cs_put_real(table, "usual_gap_days", listed->standing.usual_gap);
	if (churn_knows(rules, COMPLAINT)) {
		cs_put_count(table, "complaints", listed->complaints);
		cs_put_text(table, "last_experience",
			    experience_names[listed->last]);
	} else {
		cs_put_null(table, "complaints");
		cs_put_null(table, "last_experience");
	}
	cs_put_money(table, "revenue_last_year", listed->revenue);
	for (size_t i = 0; i < keep->count; i++)
		put_bytes(table, keep->items[i], listed->kept[i].text);
}

/* --limit of each part. */
void put_customers(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	const struct listing *listing = &tally->listing;
	size_t limit = (size_t)study->job->shared.limit;

	for (size_t i = 0; i < listing->count && (limit == 0 || i < limit); i++)
		put_listed(&study->rules, table, &listing->list[i]);
}
