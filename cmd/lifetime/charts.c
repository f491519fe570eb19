/* charts.c - cs-lifetime's charts. */
#include "lifetime/report.h"

static bool drawn(const struct study *study, size_t table)
{
	return cs_table_possible(study->job, table) &&
	       (table == CURVE || cs_table_needed(study->job, table));
}

static void chart_payments(const struct study *study, const char *answer)
{
	struct cs_chart chart = {
		.table = "payments",
		.kind = CS_CHART_BARS,
		.data = payments_chart_table(study),
		.title = "After which payment do they lapse?",
		.subtitle = answer,
		.xlabel = "after payment number",
		.ylabel = "share who lapse, with 95 % interval",
		.y2label = "share still there",
		.x = "n",
		.y = "hazard",
		.low = "hazard_low",
		.high = "hazard_high",
		.y2 = "survival",
		.names = { "lapse after this payment", "still there" },
	};

	cs_report_chart(&study->job->report, &chart, true);
}

static void chart_curve(const struct study *study, const char *answer)
{
	static const char *const labels[] = {
		[MODE_PAYMENTS] = "days since the first payment",
		[MODE_CONTRACTS] = "days since the start",
		[MODE_DURATIONS] = "time",
		[MODE_SURVIVORS] = "periods since the start",
	};
	struct cs_chart chart = {
		.table = "curve",
		.kind = CS_CHART_CURVES,
		.data = curve_chart_table(study),
		.title = "How long do they stay?",
		.subtitle = answer,
		.xlabel = labels[study->job->mode],
		.ylabel = "share still there, with 95 % interval",
		.x = "time",
		.y = "survival",
		.low = "survival_low",
		.high = "survival_high",
		.row = "group",
		.marks = "censored",
		.at_risk = "at_risk",
	};

	cs_report_chart(&study->job->report, &chart, true);
}

static void chart_projection(const struct study *study)
{
	struct cs_chart chart = {
		.table = "projection",
		.kind = CS_CHART_PROJECTION,
		.data = projection_chart_table(study),
		.title = "How many will stay?",
		.subtitle = "beta-geometric model with 95 % interval, and what "
			    "was observed",
		.xlabel = study->job->mode == MODE_SURVIVORS
			      ? "periods since the start"
			      : "payments made",
		.ylabel = "share still there",
		.x = "n",
		.y = "survival",
		.low = "survival_low",
		.high = "survival_high",
		.y2 = "observed",
		.row = "group",
		.complete = "fitted",
		.names = { "model", "observed" },
	};

	cs_report_chart(&study->job->report, &chart, true);
}

static void chart_tenure(const struct study *study)
{
	static const char *const labels[] = {
		[CS_WEEK] = "week since the first purchase",
		[CS_MONTH] = "month since the first purchase",
		[CS_QUARTER] = "quarter since the first purchase",
		[CS_YEAR] = "year since the first purchase",
	};
	struct cs_chart chart = {
		.table = "tenure",
		.kind = CS_CHART_BARS,
		.data = tenure_chart_table(study),
		.title = "Do customers become worth more the longer they stay?",
		.subtitle = "of all customers whose period is over",
		.xlabel = labels[study->options->period],
		.ylabel = study->valued
			      ? "revenue per customer, with 95 % interval"
			      : "orders per customer",
		.x = "period",
		.y = study->valued ? "revenue_per_customer"
				   : "orders_per_customer",
		.low = study->valued ? "revenue_per_customer_low" : NULL,
		.high = study->valued ? "revenue_per_customer_high" : NULL,
	};

	cs_report_chart(&study->job->report, &chart, true);
}

void report_charts(const struct study *study, const char *answer)
{
	if (!cs_charts_needed(study->job))
		return;
	if (drawn(study, PAYMENTS))
		chart_payments(study, answer);
	if (drawn(study, CURVE))
		chart_curve(study, cs_table_possible(study->job, PAYMENTS)
				       ? NULL
				       : answer);
	if (drawn(study, PROJECTION) &&
	    study->whole.sbg.end == CS_SBG_CONVERGED)
		chart_projection(study);
	if (drawn(study, TENURE))
		chart_tenure(study);
}
