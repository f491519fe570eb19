/* calendar.c - cs-retention's tables by calendar, cohorts and periods. */
#include "base/day.h"
#include "retention/report.h"

/* cohorts in the chart: as many as can be read */
enum { CHART_COHORTS = 24, PANEL_COHORTS = 12 };

/* --- cohorts ----------------------------------------------------------- */

const struct cs_column cohort_columns[] = {
	{ "cohort", CS_TEXT, "first bought",
	  .means = "the period of the first purchase: 2025-W07, 2025-03, "
		   "2025-Q1 or 2025" },
	{ "size", CS_COUNT, "customers", .means = "customers in the cohort" },
	{ "age", CS_COUNT, .means = "periods since; 0 is the cohort's own" },
	{ "active", CS_COUNT,
	  .means = "of the cohort, who made a purchase in that period" },
	{ "retention", CS_SHARE, .means = "active / size" },
	{ "revenue", CS_MONEY,
	  .means = "of the cohort in that period; refunds before the first "
		   "purchase count at age 0" },
	{ "complete", CS_BOOL,
	  .means = "whether the period ends by the end of observation" },
	{ NULL }
};

/* What --measure says. */
static const struct {
	const char *cell, *title, *subtitle;
} shown_as[] = {
	[MEASURE_RETENTION] = { "retention", "Do new customers stay?",
				"share of each cohort that bought in later "
				"periods" },
	[MEASURE_ACTIVE] = { "active", "Do new customers stay?",
			     "customers of each cohort who bought in later "
			     "periods" },
	[MEASURE_REVENUE] = { "revenue", "What do new customers bring later?",
			      "revenue of each cohort in later periods" },
};

void begin_cohorts(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	cs_table_set_triangle(table, "cohort", "size", "age",
			      shown_as[study->options->measure].cell,
			      "complete");
	if (study->options->measure == MEASURE_REVENUE &&
	    !study->job->data.valued)
		cs_table_add_note(table, "There is no amount, so revenue is "
					 "not known.");
}

/* Is the period over? */
static bool is_over(const struct study *study, size_t period)
{
	return cs_period_last(study->calendar.first + (int32_t)period,
			      study->calendar.unit) <= study->rules.as_of;
}

/* Nothing for a period in which nobody was new. */
static void put_cohort(const struct study *study, struct cs_table *table,
		       const struct tally *tally, size_t c)
{
	const struct cs_calendar *calendar = &study->calendar;
	int64_t size = tally->activity.sizes[c];
	char label[CS_PERIOD_SIZE];

	if (size == 0)
		return;
	cs_period_format(calendar->first + (int32_t)c, calendar->unit, label);
	for (size_t age = 0; c + age < calendar->count; age++) {
		const struct cs_cohort_cell *cell =
		    &tally->activity.cells[c * calendar->count + age];

		cs_row(table);
		cs_put_text(table, "cohort", label);
		cs_put_count(table, "size", size);
		cs_put_count(table, "age", (int64_t)age);
		cs_put_count(table, "active", cell->active);
		cs_put_real(table, "retention", cs_ratio(cell->active, size));
		cs_put_known_money(table, "revenue", study->job->data.valued,
				   cell->revenue);
		cs_put_bool(table, "complete", is_over(study, c + age));
	}
}

void put_cohorts(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;

	for (size_t c = 0; c < study->calendar.count; c++)
		put_cohort(study, table, part, c);
}

/* "months since the first purchase" */
static void add_clock(const struct study *study, struct cs_buf *out)
{
	cs_buf_addf(out, "%ss since the first purchase",
		    cs_period_name(study->calendar.unit));
}

/* The latest, as many as can be read. */
static void put_latest(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	size_t n = study->calendar.count;
	size_t most = part != study->whole ? PANEL_COHORTS : CHART_COHORTS;

	for (size_t c = n > most ? n - most : 0; c < n; c++)
		put_cohort(study, table, part, c);
}

void chart_cohorts(const void *of, struct cs_report *report, const char *answer)
{
	const struct study *study = of;
	/* of times of the first purchase the cohorts are the groups */
	bool divided = study->ngroups > 0 && !study->job->load.by_first.given;
	struct cs_table *data =
	    cs_table_open(&retention_tables[COHORTS], divided);
	struct cs_buf clock = CS_BUF_INIT;
	struct cs_chart chart = {
		.table = "cohorts",
		.kind = CS_CHART_HEATMAP,
		.data = data,
		.title = shown_as[study->options->measure].title,
		.subtitle = shown_as[study->options->measure].subtitle,
		.ylabel = "first purchase",
		.x = "age",
		.row = "cohort",
		.y = shown_as[study->options->measure].cell,
		.complete = "complete",
	};

	(void)answer;
	add_clock(study, &clock);
	chart.xlabel = clock.data;
	if (divided)
		cs_draw_parts(study->job, &study->parts, tally_customers, study,
			      put_latest, data, &chart);
	else
		put_latest(study, data, study->whole);
	cs_report_chart(report, &chart, true);
	cs_buf_release(&clock);
}

/* --- periods ----------------------------------------------------------- */

const struct cs_column period_columns[] = {
	{ "period", CS_TEXT, .means = "2025-W07, 2025-03, 2025-Q1 or 2025" },
	{ "active", CS_COUNT,
	  .means = "customers with a purchase: new + returning + "
		   "reactivated" },
	{ "new", CS_COUNT,
	  .means = "who made their first purchase in the period" },
	{ "returning", CS_COUNT, "return",
	  .means = "who bought before, and were absent for fewer periods than "
		   "--inactive says" },
	{ "reactivated", CS_COUNT, "back",
	  .means = "who bought before, and were absent for --inactive periods "
		   "or more" },
	{ "orders", CS_COUNT, .means = "purchases" },
	{ "revenue", CS_MONEY,
	  .means = "purchases and refunds, also of customers who bought "
		   "nothing in the period" },
	{ "revenue_new", CS_MONEY, "of the new",
	  .means = "that of those who are new" },
	{ "returning_share", CS_SHARE, "returning",
	  .means = "returning / active" },
	{ "complete", CS_BOOL,
	  .means = "whether the period ends by the end of observation",
	  .people = CS_FILES },
	{ NULL }
};

/* Those that the window touches are shown, and whole. */
static bool shown(const struct study *study, size_t period)
{
	int32_t number = study->calendar.first + (int32_t)period;

	return cs_period_last(number, study->calendar.unit) >=
		   study->rules.window.from &&
	       cs_period_first(number, study->calendar.unit) <=
		   study->rules.window.to;
}

/* Does a period that is shown begin before the window, or end after it? */
static bool is_cut(const struct study *study)
{
	struct cs_window window = study->rules.window;
	enum cs_period unit = study->calendar.unit;

	return (window.from > study->calendar.origin &&
		cs_period_first(cs_period_of(window.from, unit), unit) <
		    window.from) ||
	       (window.to < study->job->data.as_of &&
		cs_period_last(cs_period_of(window.to, unit), unit) >
		    window.to);
}

void begin_periods(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	size_t n = study->calendar.count;

	cs_table_set_mark(table, "period", "complete");
	if (n > 0 && is_cut(study))
		cs_table_add_note(table,
				  "A period that the window cuts is counted "
				  "whole.");
	if (n > 0 && shown(study, n - 1) && !is_over(study, n - 1))
		cs_table_add_note(table,
				  "* not over at the end of observation");
}

void put_periods(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	const struct cs_calendar *calendar = &study->calendar;
	char label[CS_PERIOD_SIZE];

	for (size_t p = 0; p < calendar->count; p++) {
		const struct cs_period_row *row = &tally->activity.periods[p];

		if (!shown(study, p))
			continue;
		cs_row(table);
		cs_put_text(table, "period",
			    cs_period_format(calendar->first + (int32_t)p,
					     calendar->unit, label));
		cs_put_count(table, "active", row->active);
		cs_put_count(table, "new", row->fresh);
		cs_put_count(table, "returning", row->returning);
		cs_put_count(table, "reactivated", row->reactivated);
		cs_put_count(table, "orders", row->orders);
		cs_put_known_money(table, "revenue", study->job->data.valued,
				   row->revenue);
		cs_put_known_money(table, "revenue_new",
				   study->job->data.valued, row->revenue_new);
		cs_put_real(table, "returning_share",
			    cs_ratio(row->returning, row->active));
		cs_put_bool(table, "complete", is_over(study, p));
	}
}

void chart_periods(const void *of, struct cs_report *report, const char *answer)
{
	const struct study *study = of;
	struct cs_table *data = cs_table_new("periods", "", period_columns);
	struct cs_chart chart = {
		.table = "periods",
		.kind = CS_CHART_STACK,
		.data = data,
		.title = "Who is buying: new customers or old ones?",
		.subtitle = "customers with a purchase in the period",
		.ylabel = "customers",
		.x = "period",
		.y = "returning",
		.y2 = "reactivated",
		.y3 = "new",
		.names = { "returning", "reactivated", "new" },
	};

	(void)answer;
	put_periods(study, data, study->whole);
	cs_report_chart(report, &chart, true);
}
