/* calendar.c - cs-retention's tables by calendar, cohorts and periods. */
#include "base/day.h"
#include "retention/report.h"

/* --- cohorts ----------------------------------------------------------- */

static const struct cs_column cohort_columns[] = {
	{ "cohort", CS_TEXT, "first bought" },
	{ "size", CS_COUNT, "customers" },
	{ "age", CS_COUNT },
	{ "active", CS_COUNT },
	{ "retention", CS_SHARE },
	{ "revenue", CS_MONEY },
	{ "complete", CS_BOOL },
	{ NULL }
};

struct cs_table *cohorts_table(struct cs_job *job)
{
	struct cs_table *table = cs_group_table(
	    job, "cohorts", "Of each cohort, who bought when?", cohort_columns);

	cs_table_set_triangle(table, "cohort", "size", "age", "retention",
			      "complete");
	return table;
}

/* Is the period over? */
static bool complete(const struct study *study, size_t period)
{
	return cs_period_last(study->calendar.first + (int32_t)period,
			      study->calendar.unit) <= study->rules.as_of;
}

/* Nothing for a period in which nobody was new. */
static void put_cohort(const struct study *study, struct cs_table *table,
		       struct cs_part part, const struct tally *tally, size_t c)
{
	const struct cs_calendar *calendar = &study->calendar;
	int64_t size = tally->activity.sizes[c];
	char label[12];

	if (size == 0)
		return;
	cs_period_format(calendar->first + (int32_t)c, calendar->unit, label);
	for (size_t age = 0; c + age < calendar->count; age++) {
		const struct cs_cohort_cell *cell =
		    &tally->activity.cells[c * calendar->count + age];

		cs_put_part(table, part);
		cs_put_text(table, "cohort", label);
		cs_put_count(table, "size", size);
		cs_put_count(table, "age", (int64_t)age);
		cs_put_count(table, "active", cell->active);
		cs_put_real(table, "retention", cs_ratio(cell->active, size));
		cs_put_money(table, "revenue", cell->revenue);
		cs_put_bool(table, "complete", complete(study, c + age));
	}
}

void put_cohorts(const struct study *study, struct cs_table *table,
		 struct cs_part part, const struct tally *tally)
{
	for (size_t c = 0; c < study->calendar.count; c++)
		put_cohort(study, table, part, tally, c);
}

struct cs_table *cohorts_chart_table(const struct study *study, size_t cohorts)
{
	struct cs_table *table = cs_table_new("cohorts", "", cohort_columns);
	size_t count = study->calendar.count;

	for (size_t c = count > cohorts ? count - cohorts : 0; c < count; c++)
		put_cohort(study, table, CS_UNGROUPED, &study->whole, c);
	return table;
}

/* --- periods ----------------------------------------------------------- */

static const struct cs_column period_columns[] = {
	{ "period", CS_TEXT },
	{ "active", CS_COUNT },
	{ "new", CS_COUNT },
	{ "returning", CS_COUNT, "return" },
	{ "reactivated", CS_COUNT, "back" },
	{ "orders", CS_COUNT },
	{ "revenue", CS_MONEY },
	{ "revenue_new", CS_MONEY, "of the new" },
	{ "returning_share", CS_SHARE, "returning" },
	{ NULL }
};

struct cs_table *periods_table(struct cs_job *job)
{
	return cs_group_table(job, "periods", "New, returning and reactivated",
			      period_columns);
}

/* Periods that overlap the window and have begun by the last purchase's. */
static bool shown(const struct study *study, size_t period)
{
	int32_t number = study->calendar.first + (int32_t)period;

	return cs_period_last(number, study->calendar.unit) >=
		   study->rules.window.from &&
	       cs_period_first(number, study->calendar.unit) <=
		   study->rules.window.to;
}

void put_periods(const struct study *study, struct cs_table *table,
		 struct cs_part part, const struct tally *tally)
{
	const struct cs_calendar *calendar = &study->calendar;
	char label[12];

	for (size_t p = 0; p < calendar->count; p++) {
		const struct cs_period_row *row = &tally->activity.periods[p];

		if (!shown(study, p))
			continue;
		cs_put_part(table, part);
		cs_put_text(table, "period",
			    cs_period_format(calendar->first + (int32_t)p,
					     calendar->unit, label));
		cs_put_count(table, "active", row->active);
		cs_put_count(table, "new", row->fresh);
		cs_put_count(table, "returning", row->returning);
		cs_put_count(table, "reactivated", row->reactivated);
		cs_put_count(table, "orders", row->orders);
		cs_put_money(table, "revenue", row->revenue);
		cs_put_money(table, "revenue_new", row->revenue_new);
		cs_put_real(table, "returning_share",
			    cs_ratio(row->returning, row->active));
	}
}

struct cs_table *periods_chart_table(const struct study *study)
{
	struct cs_table *table = cs_table_new("periods", "", period_columns);

	put_periods(study, table, CS_UNGROUPED, &study->whole);
	return table;
}
