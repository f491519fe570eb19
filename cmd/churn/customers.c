/* customers.c - cs-churn's table customers: whom to call. */
#include <stdlib.h>

#include "base/mem.h"
#include "churn/report.h"
#include "app/shared.h"

enum { TEXT_ROWS = 20 };

const struct cs_column customer_columns[] = {
	{ "customer", CS_TEXT },
	{ "state", CS_TEXT },
	{ "days_silent", CS_COUNT, "days silent" },
	{ "usual_gap_days", CS_REAL, "usual gap", 1 },
	{ "complaints", CS_COUNT },
	{ "last_experience", CS_TEXT, "last experience" },
	{ "revenue_last_year", CS_MONEY, "last year" },
	{ NULL }
};

struct cs_table *customers_table(const struct study *study)
{
	const struct cs_list *keep = &study->options->keep;
	struct cs_table *table = cs_table_add(study->job, CUSTOMERS);

	for (size_t i = 0; i < keep->count; i++) {
		struct cs_column kept = { keep->items[i], CS_TEXT };

		cs_table_add_column(table, &kept);
	}
	cs_table_set_text_limit(table, TEXT_ROWS);
	cs_table_add_note(
	    table, "last year: revenue of the 365 days that end with the "
		   "last purchase; usual gap: median days between "
		   "purchases.");
	return table;
}

static void put_kept(const struct study *study, struct cs_table *table,
		     const struct listed *listed)
{
	for (size_t i = 0; i < study->options->keep.count; i++) {
		struct cs_text text = listed->kept[i].text;
		char *copy = cs_strndup(text.bytes, text.length);

		cs_put_text(table, study->options->keep.items[i],
			    text.length > 0 ? copy : NULL);
		free(copy);
	}
}

static void put_listed(const struct study *study, struct cs_table *table,
		       struct cs_part part, const struct listed *listed)
{
	char *key = cs_strndup(listed->key.bytes, listed->key.length);

	cs_put_part(table, part);
	cs_put_text(table, "customer", key);
	cs_put_text(table, "state", cs_state_name(listed->standing.state));
	cs_put_count(table, "days_silent", listed->standing.days_silent);
	cs_put_real(table, "usual_gap_days", listed->standing.usual_gap);
	if (knows_complaints(study))
		cs_put_count(table, "complaints", listed->complaints);
	else
		cs_put_null(table, "complaints");
	cs_put_text(table, "last_experience",
		    knows_complaints(study) ? experience_name(listed->last)
					    : NULL);
	cs_put_money(table, "revenue_last_year", listed->revenue);
	put_kept(study, table, listed);
	free(key);
}

/* At risk first, then lapsed, each by revenue; --limit of each group. */
void put_customers(const struct study *study, struct cs_table *table,
		   struct cs_part part, int group)
{
	const struct listing *all = &study->listings[0];
	long left =
	    study->job->shared.limit > 0 ? study->job->shared.limit : -1;

	for (size_t i = 0; i < all->count && left != 0; i++) {
		if (group != WHOLE && all->list[i].group != (uint32_t)group)
			continue;
		put_listed(study, table, part, &all->list[i]);
		left--;
	}
}
