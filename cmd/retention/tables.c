/* tables.c - the tables of cs-retention, but for those that compare groups or
 * go by calendar. */
#include <stdlib.h>

#include "app/clusters.h"
#include "base/mem.h"
#include "report/number.h"
#include "retention/report.h"
#include "stat/survival.h"

/* rungs in text and in the chart: as many as can be read */
enum { TEXT_RUNGS = 12 };

/* --- summary ----------------------------------------------------------- */

static const struct cs_column summary_columns[] = {
	{ "customers", CS_COUNT,
	  .means = "customers with a purchase in the window", .brief = true },
	{ "orders", CS_COUNT, .means = "purchases" },
	{ "revenue", CS_MONEY,
	  .means = "purchases and refunds of these customers in the window",
	  .brief = true },
	{ "repeat_customers", CS_COUNT, "bought again so far",
	  .means = "customers with a second or later purchase" },
	{ "repeat_rate", CS_SHARE, "... of all customers",
	  .means = "repeat_customers / customers, so far: who came late had "
		   "little time; Wilson's interval of that share",
	  .brief = true, .of_each = "bought again so far" },
	{ "repeat_rate_low", CS_SHARE },
	{ "repeat_rate_high", CS_SHARE },
	{ "orders_per_customer", CS_REAL, "orders per customer", 2,
	  .means = "orders / customers" },
	{ "repeat_order_share", CS_SHARE, "orders that are repeats",
	  .means = "share of the orders that are not a customer's first" },
	{ "repeat_customer_revenue_share", CS_SHARE,
	  "revenue from repeat customers",
	  .means = "revenue of the repeat customers / revenue" },
	{ "repeat_order_revenue_share", CS_SHARE,
	  "value of orders that are repeats",
	  .means = "value of the orders that are not a customer's first / "
		   "value of all orders, before refunds" },
	{ "median_days_to_second", CS_REAL, "median days to the second", 1,
	  .means = "days from the first to the second purchase of the repeat "
		   "customers",
	  .brief = true },
	{ "same_day_repeats", CS_COUNT, "second on the first day",
	  .means = "customers whose second purchase fell on the day of the "
		   "first" },
	{ "first_date", CS_DATE, "first purchase",
	  .means = "day of the first purchase" },
	{ "last_date", CS_DATE, "last purchase",
	  .means = "day of the last purchase" },
	{ NULL }
};

/* Years beside one another, not the rows of one beside all that came before. */
static void note_window(const struct study *study, struct cs_table *table)
{
	const struct cs_job *job = study->job;

	if (job->shared.window.from > CS_DAY_MIN && !job->load.by_first.given)
		cs_table_add_note(
		    table, "Who first bought before --from counts as a repeat "
			   "buyer here. To compare those who began in one year "
			   "with those of another: --group first:year.");
}

static void begin_summary(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	struct cs_buf amount = CS_BUF_INIT;

	note_window(study, table);
	if (study->whole->repeat.other_refunds == 0)
		return;
	cs_add_money(&amount, study->whole->repeat.other_refunds, 2);
	cs_table_add_note(table,
			  "not in the revenue: %s, refunds of customers who "
			  "bought nothing in the window",
			  amount.data);
	cs_buf_release(&amount);
}

static void put_summary(const void *of, struct cs_table *table,
			const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	const struct cs_repeat *r = &tally->repeat;

	cs_row(table);
	cs_put_count(table, "customers", r->customers);
	cs_put_count(table, "orders", r->orders);
	cs_put_known_money(table, "revenue", study->job->data.valued,
			   r->revenue);
	cs_put_count(table, "repeat_customers", r->repeat_customers);
	cs_put_real(table, "repeat_rate",
		    cs_ratio(r->repeat_customers, r->customers));
	cs_put_interval(table, "repeat_rate", spread_rate(study, tally));
	cs_put_real(table, "orders_per_customer",
		    cs_ratio(r->orders, r->customers));
	cs_put_real(table, "repeat_order_share",
		    cs_ratio(r->repeat_orders, r->orders));
	cs_put_real(table, "repeat_customer_revenue_share",
		    cs_money_share(r->repeat_revenue, r->revenue));
	cs_put_real(table, "repeat_order_revenue_share",
		    cs_money_share(r->repeat_value, r->purchase_value));
	cs_put_real(table, "median_days_to_second",
		    study_days_to_second(of, tally));
	cs_put_count(table, "same_day_repeats", r->same_day_repeats);
	cs_put_day(table, "first_date", r->first_date);
	cs_put_day(table, "last_date", r->last_date);
}

/* --- ladder ------------------------------------------------------------ */

static const struct cs_column ladder_columns[] = {
	{ "n", CS_COUNT, "purchase", .means = "number of the purchase" },
	{ "reached", CS_COUNT, "reached it",
	  .means = "customers whose nth purchase lies in the window" },
	{ "continued", CS_COUNT, "bought again",
	  .means = "of those, who made a further one by the end of "
		   "observation" },
	{ "undecided", CS_COUNT, "may yet",
	  .means = "who did not, but whose nth purchase is no further back "
		   "than the lapse rule allows: they may yet" },
	{ "continue_rate", CS_SHARE, "rate",
	  .means = "continued / reached, Wilson's interval; the undecided "
		   "count as not continued" },
	{ "continue_rate_low", CS_SHARE },
	{ "continue_rate_high", CS_SHARE },
	{ "median_days", CS_REAL, "median days", 1,
	  .means = "days to the next purchase, of those who continued" },
	{ NULL }
};

static void note_rule(const struct study *study, struct cs_table *table)
{
	struct cs_buf text = CS_BUF_INIT;

	cs_lapse_text(&study->lapse, &text);
	cs_table_add_note(table,
			  "\"may yet\": have not bought again, but were last "
			  "seen %s or less before the end%s.",
			  text.data,
			  study->lapse.kind == CS_LAPSE_USUAL
			      ? " (95 % of the gaps between purchases are no "
				"longer, each customer weighing one)"
			      : "");
	cs_buf_clear(&text);
	cs_lapse_say_trial(&study->lapse, &text);
	cs_table_add_note(table, "%s.", text.data);
	cs_buf_release(&text);
}

static void begin_ladder(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	struct cs_buf why = CS_BUF_INIT;

	cs_table_keep_short(study->job, table,
			    study->job->data.grouped ? 0 : TEXT_RUNGS);
	cs_lapse_say_missing(&study->lapse, &why);
	if (why.length > 0)
		cs_table_add_note(table, "\"may yet\" is not known: %s.",
				  why.data);
	else if (study->lapse.kind != CS_LAPSE_UNSETTLED)
		note_rule(study, table);
	cs_buf_release(&why);
}

static void put_rung(const void *of, struct cs_table *table, const void *part,
		     size_t row)
{
	const struct study *study = of;
	const struct tally *tally = part;
	const struct cs_rung *rung = &tally->repeat.rungs[row];
	size_t n = row + 1;

	cs_row(table);
	cs_put_count(table, "n", (int64_t)n);
	cs_put_count(table, "reached", rung->reached);
	cs_put_count(table, "continued", rung->continued);
	cs_put_known(table, "undecided", study->rules.lapse != NULL,
		     rung->undecided);
	cs_put_real(table, "continue_rate",
		    cs_ratio(rung->continued, rung->reached));
	cs_put_interval(table, "continue_rate", spread_rung(study, tally, n));
	cs_put_real(table, "median_days",
		    cs_repeat_median_days(&tally->repeat, n));
}

/* A customer with ten million orders has as many rungs. */
static void put_ladder(const void *of, struct cs_table *table, const void *part)
{
	const struct tally *tally = part;

	cs_rows_later(table, tally->repeat.nrungs, put_rung, of, tally);
}

/* Those that a chart has. */
static void put_rungs(const void *of, struct cs_table *table, const void *part)
{
	const struct tally *tally = part;

	for (size_t row = 0; row < tally->repeat.nrungs && row < TEXT_RUNGS;
	     row++)
		put_rung(of, table, tally, row);
}

static void chart_ladder(const void *of, struct cs_report *report,
			 const char *answer)
{
	const struct study *study = of;
	bool groups = study->ngroups > 0;
	struct cs_table *data =
	    cs_table_open(&retention_tables[LADDER], groups);
	struct cs_chart chart = {
		.table = "ladder",
		.kind = groups ? CS_CHART_POINTS : CS_CHART_BARS,
		.data = data,
		.title = "After each purchase, how many buy again?",
		.subtitle = answer,
		.xlabel = "after purchase number",
		.ylabel = "share who bought again, with 95 % interval",
		.x = "n",
		.y = "continue_rate",
		.low = "continue_rate_low",
		.high = "continue_rate_high",
	};

	cs_draw_parts(study->job, &study->parts, tally_customers, study,
		      put_rungs, data, &chart);
	cs_report_chart(report, &chart, true);
}

/* --- within ------------------------------------------------------------ */

static const struct cs_column within_columns[] = {
	{ "days", CS_COUNT, "within days",
	  .means = "number of days; 0 is the day of the first purchase" },
	{ "at_risk", CS_COUNT, "still watched",
	  .means = "customers observed, until the second purchase or the end, "
		   "that long or longer" },
	{ "events", CS_COUNT, "bought again",
	  .means = "second purchases by then" },
	{ "repeat_rate", CS_SHARE, "rate",
	  .means = "Kaplan-Meier share with a second purchase by then, "
		   "interval on the log(-log) scale; none if nobody was "
		   "watched that long" },
	{ "repeat_rate_low", CS_SHARE },
	{ "repeat_rate_high", CS_SHARE },
	{ NULL }
};

/* Is some rate at risk to be that of a few? On the last days of all. */
static bool few_watched(const struct study *study, const struct tally *tally)
{
	const struct days *days = &study->options->days;

	for (size_t i = days->count; i > 0; i--) {
		int64_t n =
		    study_within(study, tally, days->list[i - 1]).at_risk;

		if (n > 0)
			return n < STUDY_WATCHED;
	}
	return false;
}

static void begin_within(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	bool few = study->job->data.grouped == false &&
		   few_watched(study, study->whole);

	for (size_t g = 0; g < study->ngroups; g++)
		few |= few_watched(study, &study->groups[g]);
	if (few)
		cs_table_add_note(table,
				  "A rate of days after which fewer than "
				  "ten are still watched is hardly "
				  "known.");
}

/* Those before the first of `n` days on which nobody is watched, or all. */
static void put_curve(const struct study *study, struct cs_table *table,
		      const struct tally *tally, const int64_t *days, size_t n,
		      bool all)
{
	const struct cs_repeat *r = &tally->repeat;
	struct cs_km *points = cs_calloc(n, sizeof *points);

	cs_km_points(r->second, r->censored, study->rules.span, days, n,
		     CS_LEVEL, CS_CONF_LOG_LOG, points);
	for (size_t i = 0; i < n && (all || points[i].at_risk > 0); i++) {
		if (all || tally == study->whole)
			spread_within(study, tally, days[i], &points[i]);
		else if (cs_clustered(study->job))
			points[i].low = points[i].high = CS_NOTHING;
		cs_row(table);
		cs_put_count(table, "days", days[i]);
		cs_put_count(table, "at_risk", points[i].at_risk);
		cs_put_count(table, "events", points[i].events_by);
		cs_put_real(table, "repeat_rate", 1 - points[i].survival);
		cs_put_range(table, "repeat_rate", 1 - points[i].high,
			     1 - points[i].low);
	}
	free(points);
}

static void put_within(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct days *days = &study->options->days;

	put_curve(study, table, part, days->list, days->count, true);
}

/* The whole curve; with clusters a group's has its interval at --days only. */
static void put_days(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	size_t span = study->rules.span;
	int64_t *days = cs_calloc(span, sizeof *days);

	for (size_t i = 0; i < span; i++)
		days[i] = (int64_t)i;
	put_curve(study, table, part, days, span, false);
	free(days);
}

static void chart_within(const void *of, struct cs_report *report,
			 const char *answer)
{
	const struct study *study = of;
	bool groups = study->ngroups > 0;
	struct cs_table *data =
	    cs_table_open(&retention_tables[WITHIN], groups);
	struct cs_chart chart = {
		.table = "within",
		.kind = groups ? CS_CHART_INCIDENCE : CS_CHART_STEP_BAND,
		.data = data,
		.title = "How soon do they buy again?",
		.subtitle = "Kaplan-Meier estimate with 95 % interval: "
			    "customers are watched up to the last date",
		.xlabel = "days since the first purchase",
		.ylabel = "share with a second purchase",
		.x = "days",
		.y = "repeat_rate",
		.low = "repeat_rate_low",
		.high = "repeat_rate_high",
		.at_risk = groups ? "at_risk" : NULL,
	};

	(void)answer;
	cs_draw_parts(study->job, &study->parts, tally_customers, study,
		      put_days, data, &chart);
	cs_report_chart(report, &chart, true);
}

/* --- all of them ------------------------------------------------------- */

const struct cs_table_spec retention_tables[] = {
	[SUMMARY] = { "summary", "Who buys again?", summary_columns, CS_FIELDS,
		      .begin = begin_summary, .put = put_summary },
	[LADDER] = { "ladder", "After each purchase, who buys again?",
		     ladder_columns, .begin = begin_ladder, .put = put_ladder,
		     .chart = chart_ladder },
	[WITHIN] = { "within", "How soon is the second purchase?",
		     within_columns, .begin = begin_within, .put = put_within,
		     .chart = chart_within },
	[COHORTS] = { "cohorts", "Of each cohort, who bought when?",
		      cohort_columns, .begin = begin_cohorts,
		      .put = put_cohorts, .chart = chart_cohorts },
	[PERIODS] = { "periods", "New, returning and reactivated",
		      period_columns, .begin = begin_periods,
		      .put = put_periods, .chart = chart_periods },
	[COMPARE] = { "compare", "Do groups differ in their repeat rate?",
		      compare_columns, .across = true, .put = put_compare },
	[GAPS] = { "gaps", "How long from one purchase to the next?",
		   gap_columns, .is_long = true, .begin = begin_gaps,
		   .put = put_gaps, .chart = chart_gaps },
	[HISTOGRAM] = { "histogram", "How many days lie between purchases?",
			histogram_columns, .is_long = true,
			.begin = begin_histogram, .put = put_histogram,
			.chart = chart_histogram },
	[MEMBERS] = { "members", "Who is in which cohort?", member_columns,
		      .is_long = true, .begin = begin_members,
		      .put = put_members },
	{ NULL }
};
