/* tenure_table.c - cs-lifetime's table tenure. */
#include "lifetime/report.h"

/* periods of tenure in text */
enum { TEXT_PERIODS = 24 };

const struct cs_column tenure_columns[] = {
	{ "period", CS_COUNT,
	  .means = "number of the customer's own period: 1, 2, ..." },
	{ "customers", CS_COUNT, "observed",
	  .means = "whose period of that number is over, whether they bought "
		   "in it or not" },
	{ "orders_per_customer", CS_REAL, "orders each", 2,
	  .means = "purchases in it / customers" },
	{ "revenue_per_customer", CS_REAL, "revenue each", 2,
	  .means = "purchases and refunds in it / customers, normal interval; "
		   "none without amounts" },
	{ "revenue_per_customer_low", CS_REAL, NULL, 2 },
	{ "revenue_per_customer_high", CS_REAL, NULL, 2 },
	{ "active", CS_COUNT, "who bought",
	  .means = "of those customers, who bought in it" },
	{ "orders_per_active", CS_REAL, "orders of each", 2,
	  .means = "purchases in it / active" },
	{ "revenue_per_active", CS_REAL, "revenue of each", 2,
	  .means = "purchases and refunds in it, of the active / active; none "
		   "without amounts" },
	{ NULL }
};

void begin_tenure(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const char *period = cs_period_name(study->options->period);

	cs_table_keep_short(study->job, table,
			    study->job->data.grouped ? 0 : TEXT_PERIODS);
	cs_table_add_note(table,
			  "Period 1 is a customer's first %s since the first "
			  "purchase; observed: those whose %s is over, whether "
			  "they bought in it or not.",
			  period, period);
}

static double revenue_per(const struct study *study, cs_sum money,
			  int64_t customers)
{
	return study->valued && customers > 0
		   ? cs_money_double(money) / (double)customers
		   : CS_NOTHING;
}

void put_tenure(const void *study, struct cs_table *table, const void *part)
{
	const struct subjects *s = part;

	for (size_t k = 0; k < s->tenure.nrows; k++) {
		const struct cs_tenure_row *row = &s->tenure.rows[k];
		double revenue =
		    revenue_per(study, row->revenue, row->customers);

		cs_row(table);
		cs_put_count(table, "period", (int64_t)k + 1);
		cs_put_count(table, "customers", row->customers);
		cs_put_real(table, "orders_per_customer",
			    cs_ratio(row->orders, row->customers));
		cs_put_real(table, "revenue_per_customer", revenue);
		cs_put_interval(
		    table, "revenue_per_customer",
		    s->revenue != NULL
			? cs_spread_mean(revenue, s->revenue[k], CS_LEVEL)
			: cs_normal_interval(revenue, cs_tenure_se(row),
					     CS_LEVEL));
		cs_put_count(table, "active", row->active);
		cs_put_real(table, "orders_per_active",
			    cs_ratio(row->orders, row->active));
		cs_put_real(table, "revenue_per_active",
			    revenue_per(study, row->revenue, row->active));
	}
}

void chart_tenure(const void *of, struct cs_report *report, const char *answer)
{
	static const char *const labels[] = {
		[CS_WEEK] = "week since the first purchase",
		[CS_MONTH] = "month since the first purchase",
		[CS_QUARTER] = "quarter since the first purchase",
		[CS_HALF] = "half-year since the first purchase",
		[CS_YEAR] = "year since the first purchase",
	};
	const struct study *study = of;
	struct cs_table *data = cs_table_open(&lifetime_tables[TENURE], false);
	struct cs_chart chart = {
		.table = lifetime_tables[TENURE].name,
		.kind = CS_CHART_BARS,
		.data = data,
		.title = lifetime_tables[TENURE].question,
		.subtitle = "of all customers whose period is over",
		.xlabel = labels[study->options->period],
		.ylabel = "orders per customer",
		.x = "period",
		.y = "orders_per_customer",
	};

	(void)answer;
	if (study->valued) {
		chart.ylabel = "revenue per customer, with 95 % interval";
		chart.y = "revenue_per_customer";
		chart.low = "revenue_per_customer_low";
		chart.high = "revenue_per_customer_high";
	}
	put_tenure(study, data, &study->whole);
	cs_report_chart(report, &chart, true);
}
