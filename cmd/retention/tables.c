/* tables.c - cs-retention's tables summary, ladder and within; all filled. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "retention/report.h"
#include "stat/survival.h"

enum { TEXT_RUNGS = 12 };

/* --- summary ----------------------------------------------------------- */

static const struct cs_column summary_columns[] = {
	{ "customers", CS_COUNT },
	{ "orders", CS_COUNT },
	{ "revenue", CS_MONEY },
	{ "repeat_customers", CS_COUNT, "bought again" },
	{ "repeat_rate", CS_SHARE, "... of all customers" },
	{ "repeat_rate_low", CS_SHARE },
	{ "repeat_rate_high", CS_SHARE },
	{ "orders_per_customer", CS_REAL, "orders per customer", 2 },
	{ "repeat_order_share", CS_SHARE, "orders that are repeats" },
	{ "repeat_customer_revenue_share", CS_SHARE,
	  "revenue from repeat customers" },
	{ "repeat_order_revenue_share", CS_SHARE,
	  "value of orders that are repeats" },
	{ "median_days_to_second", CS_REAL, "median days to the second", 1 },
	{ "same_day_repeats", CS_COUNT, "second on the first day" },
	{ "first_date", CS_DATE, "first purchase" },
	{ "last_date", CS_DATE, "last purchase" },
	{ NULL }
};

static struct cs_table *summary_table(struct cs_job *job)
{
	struct cs_table *table =
	    cs_group_table(job, "summary", "Who buys again?", summary_columns);

	cs_table_set_layout(table, CS_FIELDS);
	return table;
}

static void put_summary(const struct study *study, struct cs_table *table,
			struct cs_part part, const struct tally *tally)
{
	const struct cs_repeat *r = &tally->repeat;

	cs_put_part(table, part);
	cs_put_count(table, "customers", r->customers);
	cs_put_count(table, "orders", r->orders);
	cs_put_money(table, "revenue", r->revenue);
	cs_put_count(table, "repeat_customers", r->repeat_customers);
	cs_put_real(table, "repeat_rate",
		    cs_ratio(r->repeat_customers, r->customers));
	cs_put_interval(table, "repeat_rate",
			cs_wilson(r->repeat_customers, r->customers, CS_LEVEL));
	cs_put_real(table, "orders_per_customer",
		    cs_ratio(r->orders, r->customers));
	cs_put_real(table, "repeat_order_share",
		    cs_ratio(r->repeat_orders, r->orders));
	cs_put_real(table, "repeat_customer_revenue_share",
		    cs_money_share(r->repeat_revenue, r->revenue));
	cs_put_real(table, "repeat_order_revenue_share",
		    cs_money_share(r->repeat_value, r->purchase_value));
	cs_put_real(table, "median_days_to_second",
		    study_days_to_second(study, tally));
	cs_put_count(table, "same_day_repeats", r->same_day_repeats);
	cs_put_day(table, "first_date", r->first_date);
	cs_put_day(table, "last_date", r->last_date);
}

/* --- ladder ------------------------------------------------------------ */

static const struct cs_column ladder_columns[] = {
	{ "n", CS_COUNT, "purchase" },
	{ "reached", CS_COUNT, "reached it" },
	{ "continued", CS_COUNT, "bought again" },
	{ "undecided", CS_COUNT, "may yet" },
	{ "continue_rate", CS_SHARE, "rate" },
	{ "continue_rate_low", CS_SHARE },
	{ "continue_rate_high", CS_SHARE },
	{ "median_days", CS_REAL, "median days", 1 },
	{ NULL }
};

static void add_lapse_note(struct cs_table *table, const struct cs_lapse *lapse)
{
	bool usual = lapse->kind == CS_LAPSE_USUAL;
	struct cs_buf text = CS_BUF_INIT;

	cs_lapse_text(lapse, &text);
	cs_table_add_note(table,
			  "\"may yet\": have not bought again, but were last "
			  "seen %s or less before the end%s.",
			  text.data,
			  usual ? " (95 % of all gaps between purchases are no "
				  "longer)"
				: "");
	cs_buf_release(&text);
}

static struct cs_table *ladder_table(struct cs_job *job,
				     const struct study *study)
{
	struct cs_table *table = cs_group_table(
	    job, "ladder", "After each purchase, who buys again?",
	    ladder_columns);

	cs_table_set_text_limit(table, job->data.grouped ? 0 : TEXT_RUNGS);
	if (study->lapse.kind != CS_LAPSE_UNSETTLED)
		add_lapse_note(table, &study->lapse);
	return table;
}

static void put_rung(const struct study *study, struct cs_table *table,
		     struct cs_part part, const struct tally *tally, size_t n)
{
	const struct cs_rung *rung = &tally->repeat.rungs[n - 1];

	cs_put_part(table, part);
	cs_put_count(table, "n", (int64_t)n);
	cs_put_count(table, "reached", rung->reached);
	cs_put_count(table, "continued", rung->continued);
	cs_put_count(table, "undecided", rung->undecided);
	cs_put_real(table, "continue_rate",
		    cs_ratio(rung->continued, rung->reached));
	cs_put_interval(table, "continue_rate",
			cs_wilson(rung->continued, rung->reached, CS_LEVEL));
	cs_put_real(table, "median_days",
		    cs_repeat_median_days(&tally->repeat, &study->rules, n));
}

static void put_ladder(const struct study *study, struct cs_table *table,
		       struct cs_part part, const struct tally *tally)
{
	for (size_t n = 1; n <= tally->repeat.nrungs; n++)
		put_rung(study, table, part, tally, n);
}

struct cs_table *ladder_chart_table(const struct study *study, size_t rungs)
{
	struct cs_table *table = cs_table_new("ladder", "", ladder_columns);

	for (size_t n = 1; n <= rungs && n <= study->whole.repeat.nrungs; n++)
		put_rung(study, table, CS_UNGROUPED, &study->whole, n);
	return table;
}

/* --- within ------------------------------------------------------------ */

static const struct cs_column within_columns[] = {
	{ "days", CS_COUNT, "within days" },
	{ "at_risk", CS_COUNT, "still watched" },
	{ "events", CS_COUNT, "bought again" },
	{ "repeat_rate", CS_SHARE, "rate" },
	{ "repeat_rate_low", CS_SHARE },
	{ "repeat_rate_high", CS_SHARE },
	{ NULL }
};

static struct cs_table *within_table(struct cs_job *job)
{
	return cs_group_table(job, "within", "How soon is the second purchase?",
			      within_columns);
}

/* The share of those who bought again, with its interval. */
static void put_repeat_rate(struct cs_table *table, const struct cs_km *point)
{
	cs_put_real(table, "repeat_rate", 1 - point->survival);
	cs_put_interval(
	    table, "repeat_rate",
	    (struct cs_interval){ 1 - point->high, 1 - point->low });
}

static void put_within(const struct study *study, struct cs_table *table,
		       struct cs_part part, const struct tally *tally)
{
	const struct days *days = &study->options->days;
	struct cs_km points[MAX_DAYS];

	cs_km_points(tally->repeat.second, tally->repeat.censored,
		     study->rules.span, days->list, days->count, CS_LEVEL,
		     CS_CONF_LOG_LOG, points);
	for (size_t i = 0; i < days->count; i++) {
		cs_put_part(table, part);
		cs_put_count(table, "days", days->list[i]);
		cs_put_count(table, "at_risk", points[i].at_risk);
		cs_put_count(table, "events", points[i].events_by);
		put_repeat_rate(table, &points[i]);
	}
}

struct cs_table *within_chart_table(const struct study *study)
{
	static const struct cs_column columns[] = {
		{ "days", CS_COUNT },
		{ "repeat_rate", CS_SHARE },
		{ "repeat_rate_low", CS_SHARE },
		{ "repeat_rate_high", CS_SHARE },
		{ NULL }
	};
	const struct cs_repeat *r = &study->whole.repeat;
	size_t span = study->rules.span;
	struct cs_table *table = cs_table_new("curve", "", columns);
	int64_t *days = cs_calloc(span, sizeof *days);
	struct cs_km *points = cs_calloc(span, sizeof *points);

	for (size_t i = 0; i < span; i++)
		days[i] = (int64_t)i;
	cs_km_points(r->second, r->censored, span, days, span, CS_LEVEL,
		     CS_CONF_LOG_LOG, points);
	for (size_t i = 0; i < span && points[i].at_risk > 0; i++) {
		cs_row(table);
		cs_put_count(table, "days", days[i]);
		put_repeat_rate(table, &points[i]);
	}
	free(points);
	free(days);
	return table;
}

/* --- all of them ------------------------------------------------------- */

struct table_set {
	struct cs_table *summary, *within;
	struct cs_table *ladder;	    /* NULL: not needed */
	struct cs_table *cohorts, *periods; /* NULL: not needed */
};

static void fill(const struct study *study, const struct table_set *t,
		 struct cs_part part, const struct tally *tally)
{
	put_summary(study, t->summary, part, tally);
	if (t->ladder != NULL)
		put_ladder(study, t->ladder, part, tally);
	put_within(study, t->within, part, tally);
	if (t->cohorts != NULL)
		put_cohorts(study, t->cohorts, part, tally);
	if (t->periods != NULL)
		put_periods(study, t->periods, part, tally);
}

void report_tables(struct cs_job *job, const struct study *study)
{
	const struct cs_data *data = &job->data;
	struct table_set t = { .summary = summary_table(job) };

	if (study->with_lapse)
		t.ladder = ladder_table(job, study);
	t.within = within_table(job);
	if (study->with_calendar) {
		t.cohorts = cohorts_table(job);
		t.periods = periods_table(job);
	}
	if (cs_whole_wanted(job))
		fill(study, &t, cs_part_whole(), &study->whole);
	for (size_t g = 0; data->grouped && g < data->ngroups; g++)
		fill(study, &t, cs_part_group(data, g), &study->groups[g]);
}
