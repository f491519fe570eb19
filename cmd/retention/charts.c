/* charts.c - cs-retention's charts: of the whole, groups or not. */
#include "retention/report.h"

/* as many as can be read */
enum { CHART_RUNGS = 12, CHART_COHORTS = 24 };

static void chart_ladder(struct cs_job *job, const struct study *study,
			 const char *answer)
{
	struct cs_chart chart = {
		.table = "ladder",
		.kind = CS_CHART_BARS,
		.data = ladder_chart_table(study, CHART_RUNGS),
		.title = "After each purchase, how many buy again?",
		.subtitle = answer,
		.xlabel = "after purchase number",
		.ylabel = "share who bought again, with 95 % interval",
		.x = "n",
		.y = "continue_rate",
		.low = "continue_rate_low",
		.high = "continue_rate_high",
	};

	cs_report_chart(&job->report, &chart, true);
}

static void chart_within(struct cs_job *job, const struct study *study)
{
	struct cs_chart chart = {
		.table = "within",
		.kind = CS_CHART_STEP_BAND,
		.data = within_chart_table(study),
		.title = "How soon do they buy again?",
		.subtitle = "Kaplan-Meier estimate with 95 % interval: "
			    "customers are watched up to the last date",
		.xlabel = "days since the first purchase",
		.ylabel = "share with a second purchase",
		.x = "days",
		.y = "repeat_rate",
		.low = "repeat_rate_low",
		.high = "repeat_rate_high",
	};

	cs_report_chart(&job->report, &chart, true);
}

static void chart_cohorts(struct cs_job *job, const struct study *study)
{
	struct cs_chart chart = {
		.table = "cohorts",
		.kind = CS_CHART_HEATMAP,
		.data = cohorts_chart_table(study, CHART_COHORTS),
		.title = "Do new customers stay?",
		.subtitle = "share of each cohort that bought in later periods",
		.xlabel = "periods since the first purchase",
		.ylabel = "first purchase",
		.x = "age",
		.row = "cohort",
		.y = "retention",
		.complete = "complete",
	};

	cs_report_chart(&job->report, &chart, true);
}

static void chart_periods(struct cs_job *job, const struct study *study)
{
	struct cs_chart chart = {
		.table = "periods",
		.kind = CS_CHART_STACK,
		.data = periods_chart_table(study),
		.title = "Who is buying: new customers or old ones?",
		.subtitle = "customers with a purchase in the period",
		.ylabel = "customers",
		.x = "period",
		.y = "returning",
		.y2 = "reactivated",
		.y3 = "new",
		.names = { "returning", "reactivated", "new" },
	};

	cs_report_chart(&job->report, &chart, true);
}

void report_charts(struct cs_job *job, const struct study *study,
		   const char *answer)
{
	if (!cs_charts_needed(job))
		return;
	if (study->with_lapse)
		chart_ladder(job, study, answer);
	chart_within(job, study);
	if (study->with_calendar) {
		chart_cohorts(job, study);
		chart_periods(job, study);
	}
}
