/* summary.c - cs-clv's summary. */
#include <math.h>

#include "clv/report.h"
#include "report/number.h"

const struct cs_column summary_columns[] = {
	{ "model", CS_TEXT,
	  .means =
	      "the model in force: nbd where nobody can be seen to leave" },
	{ "customers", CS_COUNT, .means = "customers who have bought" },
	{ "repeat_customers", CS_COUNT, "... on more than one day",
	  .means = "those who bought on more than one day" },
	{ "repeat_purchases", CS_COUNT,
	  .means = "days with purchases after each customer's first" },
	{ "alive", CS_REAL, "still customers", -1,
	  .means = "customers who have not left, by the model: the sum of "
		   "their chances" },
	{ "alive_low", CS_REAL, .decimals = -1 },
	{ "alive_high", CS_REAL, .decimals = -1 },
	{ "horizon_days", CS_REAL, "days ahead", -1,
	  .means = "length of --horizon; null: for ever" },
	{ "expected_purchases", CS_REAL, "purchases in that time", -1,
	  .means =
	      "days with purchases of these customers within the horizon" },
	{ "expected_purchases_low", CS_REAL, .decimals = -1 },
	{ "expected_purchases_high", CS_REAL, .decimals = -1 },
	{ "expected_revenue", CS_REAL, "... bring revenue", 2,
	  .means = "what those bring, in the unit of amounts" },
	{ "expected_revenue_low", CS_REAL, .decimals = 2 },
	{ "expected_revenue_high", CS_REAL, .decimals = 2 },
	{ "clv", CS_REAL, "... worth today", 2,
	  .means = "the same times --margin, discounted to --as-of; the "
		   "interval is as wide in proportion as that of the revenue" },
	{ "clv_low", CS_REAL, .decimals = 2 },
	{ "clv_high", CS_REAL, .decimals = 2 },
	{ "clv_per_customer", CS_REAL, "... a customer", 2,
	  .means = "clv / customers" },
	{ "new_customer_clv", CS_REAL, "a new customer", 2,
	  .means = "what a new customer brings within the horizon, the first "
		   "purchase included, times --margin, discounted to it" },
	{ "value_mean", CS_REAL, "mean order value", 2,
	  .means = "mean value of an order of a new customer, by the model" },
	{ "frequency_value_correlation", CS_REAL, "frequency and value", 3,
	  .means = "Spearman's correlation of a customer's purchases and its "
		   "mean value: the model takes it for 0" },
	{ "holdout_total_error", CS_SHARE, "off when tried",
	  .means = "expected / actual purchases of the holdout, less 1" },
	{ "converged", CS_BOOL,
	  .means = "whether the search ended at the highest likelihood" },
	{ NULL }
};

/* What is counted otherwise than in the files, and what no figure holds. */
static void note_account(struct cs_table *table, const struct study *study)
{
	const struct findings *whole = &study->all[0];
	const struct cs_buyings *now = &whole->tally->now;

	if (cs_btyd_counts(study->kind))
		cs_table_add_note(table,
				  "Purchases are opportunities (--every) that "
				  "were taken.");
	if (now->merged > 0)
		cs_table_add_note(table,
				  "%s on a day with another of the same "
				  "customer: a day counts once.",
				  cs_counted(now->merged, "purchase").text);
	if (now->unplaced > 0)
		cs_table_add_note(
		    table,
		    "%s above what was bought before: %s in all is taken off "
		    "nothing.",
		    cs_counted(now->unplaced, "refund").text,
		    cs_figure(cs_money_double(now->unplaced_value), 2).text);
	if (whole->fitted && study->valued && !whole->values.converged)
		cs_table_add_note(table,
				  "No money: the values of orders differ too "
				  "little, or are too few, for a model of them "
				  "to be fitted.");
}

void begin_summary(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	if (study->parts.customers > 0)
		note_account(table, study);
	for (size_t i = 1; i <= study->parts.ngroups; i++)
		if (!study->all[i].fitted) {
			cs_table_add_note(table,
					  "No figures of groups with fewer "
					  "than %d repeat purchases.",
					  CS_FEWEST_REPEATS);
			break;
		}
}

void put_total(struct cs_table *table, const char *name,
	       const struct cs_total *total, bool known)
{
	struct cs_interval none = { NAN, NAN };

	cs_put_real(table, name, known ? total->mean : NAN);
	cs_put_interval(table, name, known ? total->interval : none);
}

static void put_worth(struct cs_table *table, const struct study *study,
		      const struct findings *found)
{
	const struct cs_total *revenue = &found->outlook.revenue;
	double clv = found->outlook.value * study->options->outlook.margin;
	double ratio = clv / revenue->mean;
	double customers = (double)found->customers;

	put_total(table, "expected_revenue", revenue, found->fitted);
	cs_put_real(table, "clv", found->fitted ? clv : NAN);
	cs_put_range(table, "clv",
		     found->fitted ? ratio * revenue->interval.low : NAN,
		     found->fitted ? ratio * revenue->interval.high : NAN);
	cs_put_real(table, "clv_per_customer",
		    found->fitted ? clv / customers : NAN);
	cs_put_real(table, "new_customer_clv",
		    study_new_customer(study, found, study->ahead));
}

void put_summary(const void *of, struct cs_table *table, const void *part)
{
	static const struct cs_spending unknown = { 0, 0 };
	const struct study *study = of;
	const struct findings *found = study_of(study, part);
	const struct cs_btyd_score *score = &found->trial.score;
	bool valued = found->fitted && study->valued;

	cs_row(table);
	cs_put_text(table, "model",
		    found->fitted ? cs_btyd_names[found->fit.model.kind]
				  : NULL);
	cs_put_count(table, "customers", found->customers);
	cs_put_count(table, "repeat_customers", found->repeat_customers);
	cs_put_count(table, "repeat_purchases", found->repeat_purchases);
	put_total(table, "alive", &found->outlook.alive, found->fitted);
	cs_put_real(table, "horizon_days", study->days);
	put_total(table, "expected_purchases", &found->outlook.purchases,
		  found->fitted);
	put_worth(table, study, found);
	cs_put_real(table, "value_mean",
		    valued ? cs_gamma_gamma_value(&found->values, &unknown).mean
			   : NAN);
	cs_put_real(table, "frequency_value_correlation",
		    valued ? found->correlation : NAN);
	cs_put_real(table, "holdout_total_error",
		    found->tried ? score->expected / score->actual - 1 : NAN);
	if (found->fitted)
		cs_put_bool(table, "converged", true);
	else
		cs_put_null(table, "converged");
}
