/* tenure_table.c - what customers bring the longer they stay. */
#include "lifetime/report.h"

const struct cs_column tenure_columns[] = {
	{ "period", CS_COUNT },
	{ "customers", CS_COUNT, "observed" },
	{ "orders_per_customer", CS_REAL, "orders each", 2 },
	{ "revenue_per_customer", CS_REAL, "revenue each", 2 },
	{ "revenue_per_customer_low", CS_REAL, NULL, 2 },
	{ "revenue_per_customer_high", CS_REAL, NULL, 2 },
	{ "active", CS_COUNT, "who bought" },
	{ "orders_per_active", CS_REAL, "orders of each", 2 },
	{ "revenue_per_active", CS_REAL, "revenue of each", 2 },
	{ NULL }
};

struct cs_table *tenure_table(const struct study *study)
{
	const char *period = cs_period_names[study->options->period];
	struct cs_table *table = cs_table_add(study->job, TENURE);

	cs_table_set_text_limit(table, study->job->data.grouped ? 0 : 24);
	cs_table_add_note(table,
			  "Period 1 is a customer's first %s since the first "
			  "purchase; observed: those whose %s is over, whether "
			  "they bought in it or not.",
			  period, period);
	return table;
}

static double per(cs_sum money, int64_t customers)
{
	return customers > 0 ? cs_money_double(money) / (double)customers
			     : CS_NOTHING;
}

void put_tenure(const struct study *study, struct cs_table *table,
		struct cs_part part, const struct subjects *s)
{
	for (size_t k = 0; k < s->tenure.nrows; k++) {
		const struct cs_tenure_row *row = &s->tenure.rows[k];
		double revenue = per(row->revenue, row->customers);

		cs_put_part(table, part);
		cs_put_count(table, "period", (int64_t)k + 1);
		cs_put_count(table, "customers", row->customers);
		cs_put_real(table, "orders_per_customer",
			    cs_ratio(row->orders, row->customers));
		cs_put_real(table, "revenue_per_customer",
			    study->valued ? revenue : CS_NOTHING);
		cs_put_interval(
		    table, "revenue_per_customer",
		    cs_normal_interval(study->valued ? revenue : CS_NOTHING,
				       cs_tenure_se(row), CS_LEVEL));
		cs_put_count(table, "active", row->active);
		cs_put_real(table, "orders_per_active",
			    cs_ratio(row->orders, row->active));
		cs_put_real(table, "revenue_per_active",
			    study->valued ? per(row->revenue, row->active)
					  : CS_NOTHING);
	}
}

struct cs_table *tenure_chart_table(const struct study *study)
{
	struct cs_table *table = cs_table_new("tenure", "", tenure_columns);

	put_tenure(study, table, CS_UNGROUPED, &study->whole);
	return table;
}
