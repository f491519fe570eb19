/* charts.c - cs-churn's charts: of the whole, groups or not. */
#include "churn/report.h"

static void chart_silent(const struct study *study)
{
	struct cs_chart chart = {
		.table = "silent",
		.kind = CS_CHART_ICEBERG,
		.data = silent_chart_table(study),
		.title = "How many were unhappy, and how many said so?",
		.subtitle = "above, customers who complained; below, silent "
			    "ones, by methods that rest on different "
			    "assumptions (95 % interval of what was measured)",
		.ylabel = "customers",
		.x = "method",
		.y = "voiced",
		.y2 = "silent",
		.low = "silent_low",
		.high = "silent_high",
		.names = { "complained", "silent" },
	};

	cs_report_chart(&study->job->report, &chart, true);
}

static void chart_experience(const struct study *study)
{
	struct cs_chart chart = {
		.table = "experience",
		.kind = CS_CHART_CURVES,
		.data = experience_chart_table(study),
		.title = "After what do they leave?",
		.subtitle =
		    "by the worst they met, as observed: an association, "
		    "not a cause (the table compares customers who had "
		    "bought as often)",
		.xlabel = "days since the purchase at which they met it",
		.ylabel = "share still there, with 95 % interval",
		.x = "time",
		.y = "survival",
		.low = "low",
		.high = "high",
		.row = "experience",
		.at_risk = "at_risk",
	};

	if (cs_table_rows(chart.data) > 0)
		cs_report_chart(&study->job->report, &chart, true);
	else
		cs_table_free((struct cs_table *)chart.data);
}

static void chart_periods(const struct study *study, const char *answer)
{
	struct cs_chart chart = {
		.table = "periods",
		.kind = CS_CHART_STACK,
		.data = periods_chart_table(study),
		.title = "How many customers have not lapsed?",
		.subtitle = answer,
		.ylabel = "customers at the end of the period",
		.x = "period",
		.y = "stayed",
		.y2 = "reactivated",
		.y3 = "new",
		.names = { "stayed", "won back", "new" },
	};

	cs_report_chart(&study->job->report, &chart, true);
}

void report_charts(const struct study *study, const char *answer)
{
	if (!cs_charts_needed(study->job))
		return;
	if (cs_table_needed(study->job, SILENT))
		chart_silent(study);
	if (cs_table_needed(study->job, EXPERIENCES))
		chart_experience(study);
	if (study->with_periods)
		chart_periods(study, answer);
}
