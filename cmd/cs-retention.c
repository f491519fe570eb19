/* cs-retention.c - who buys again? */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/lapse.h"
#include "cli/run.h"
#include "cli/shared.h"
#include "data/calendar.h"
#include "data/repeat.h"
#include "report/number.h"
#include "stat/compare.h"
#include "stat/proportion.h"
#include "stat/quantile.h"
#include "stat/survival.h"

#define LEVEL .95
#define NOTHING __builtin_nan("")
enum { MAX_DAYS = 32, TEXT_RUNGS = 12, CHART_RUNGS = 12, CHART_MONTHS = 24 };

/* --- options ----------------------------------------------------------- */

struct days {
	size_t count;
	int64_t list[MAX_DAYS];
};

static struct {
	struct days days;
	int occasion;
	long inactive;
	const char *reference;
} own = {
	.days = { 6, { 7, 30, 60, 90, 180, 365 } },
	.inactive = 3,
};

/* "7,30,60": ascending. */
static int parse_days(const char *text, void *value, struct cs_err *err)
{
	struct days days = { 0 };

	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, ",");
		char *word = cs_strndup(p, n);
		long day;
		bool good = cs_read_whole(word, &day) && day >= 0 &&
			    day <= 36500 && days.count < MAX_DAYS &&
			    (days.count == 0 ||
			     day > days.list[days.count - 1]);

		free(word);
		if (!good || (p[n] == ',' && p[n + 1] == '\0')) {
			days.count = 0;
			break;
		}
		days.list[days.count++] = day;
		p += n + (p[n] == ',');
	}
	if (days.count == 0)
		return cs_refuse(err, "wants up to 32 ascending numbers of days "
				      "such as 30,90,365, not ",
				 text, "");
	*(struct days *)value = days;
	return 0;
}

static const char *const occasions[] = { "order", "day", NULL };

static const struct cs_option options[] = {
	{ 0, "days", CS_OPT_PARSED, &own.days, "N,...",
	  "bought again within N days? default 7,30,60,90,180,365",
	  .parse = parse_days, .basic = true },
	{ 0, "occasion", CS_OPT_CHOICE, &own.occasion, NULL,
	  "one purchase is an order, or all orders of a day; default order",
	  occasions },
	{ 0, "inactive", CS_OPT_COUNT, &own.inactive, "N",
	  "absent for N periods before: reactivated; default 3", .low = 1,
	  .high = 10000 },
	{ 0, "reference", CS_OPT_TEXT, &own.reference, "GROUP",
	  "with --group: compare with this one; default the largest" },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", options },	  { "Calendar", cs_period_options },
	{ "Output", cs_output_options },  { "Columns", cs_column_options },
	{ "Groups", cs_group_options },	  { "Input", cs_input_options },
	{ "Time", cs_time_options },	  { "Lapse", cs_lapse_options },
	{ NULL, NULL }
};

static const char *const tables[] = { "summary", "ladder",  "within", "cohorts",
				      "periods", "compare", NULL };

static const struct cs_command command = {
	.name = "cs-retention",
	.question = "who buys again?",
	.operands = "[FILE ...]",
	.about = "Says how many customers come back for a second purchase and a "
		 "third, how\nsoon, and what they bring; follows cohorts of new "
		 "customers through time.",
	.example = "cs-retention --group country -t ladder -f csv orders.csv.gz",
	.tables = tables,
	.groups = groups,
};

static int prepare(struct cs_load_options *load, struct cs_err *err)
{
	struct cs_input *input = &load->input;

	if (cs_table_wanted("compare") && !cs_table_wanted("all") &&
	    input->column[CS_GROUP] == NULL)
		return cs_fail(err, NULL,
			       "the table compare wants --group COL");
	if (own.reference != NULL && input->column[CS_GROUP] == NULL)
		return cs_fail(err, NULL, "--reference goes with --group");
	input->wanted[CS_CUSTOMER] = input->wanted[CS_DATE_ROLE] =
	    input->wanted[CS_AMOUNT] = CS_REQUIRED;
	input->wanted[CS_ORDER] = CS_OPTIONAL;
	load->by_day = own.occasion == 1;
	load->need = CS_PURCHASES;
	return 0;
}

/* --- tallies ----------------------------------------------------------- */

/* Everything known of one group; the whole is the sum of all. */
struct tally {
	struct cs_repeat repeat;
	struct cs_activity activity;
};

struct study {
	const struct cs_job *job;
	struct cs_repeat_rules rules;
	struct cs_calendar calendar;
	struct cs_lapse lapse;
	bool with_lapse, with_calendar;
	size_t ngroups;
	struct tally *tallies;	/* [worker * ngroups + group]; then worker 0's are the groups' */
	struct tally whole;
};

/* Is this table to be printed or drawn? */
static bool needed(const char *name)
{
	bool separated = cs_shared.format == 1 || cs_shared.format == 2;

	if (cs_shared.tables.count > 0)
		return cs_table_wanted(name);
	return !separated || cs_shared.plot.given ||
	       strcmp(name, tables[0]) == 0;
}

static void tally_init(struct tally *tally, const struct study *study)
{
	cs_repeat_init(&tally->repeat, &study->rules);
	if (study->with_calendar)
		cs_activity_init(&tally->activity, &study->calendar);
}

static void tally_merge(struct tally *sum, const struct tally *part,
			const struct study *study)
{
	cs_repeat_merge(&sum->repeat, &part->repeat, &study->rules);
	if (study->with_calendar)
		cs_activity_merge(&sum->activity, &part->activity,
				  &study->calendar);
}

static void tally_release(struct tally *tally)
{
	cs_repeat_release(&tally->repeat);
	cs_activity_release(&tally->activity);
}

static void visit(void *context, unsigned worker,
		  const struct cs_customer *customer)
{
	struct study *study = context;
	struct tally *tally =
	    &study->tallies[worker * study->ngroups + customer->group];

	cs_repeat_add(&tally->repeat, &study->rules, customer);
	if (study->with_calendar)
		cs_activity_add(&tally->activity, &study->calendar, customer);
}

static int study_plan(struct study *study, struct cs_err *err)
{
	const struct cs_data *data = &study->job->data;
	const struct cs_account *account = &data->input.account;

	study->ngroups = data->ngroups > 0 ? data->ngroups : 1;
	study->with_lapse = needed("ladder");
	study->with_calendar = needed("cohorts") || needed("periods");
	study->rules = (struct cs_repeat_rules){
		.from = cs_shared.from,
		.to = cs_shared.to,
		.as_of = data->as_of,
		.decided_until = CS_NO_DAY,
		.span = account->first_date == CS_NO_DAY
			    ? 1
			    : (size_t)(data->as_of - account->first_date) + 1,
	};
	if (cs_groups_check(data, err) != 0)
		return -1;
	if (study->with_lapse && data->customers > 0) {
		if (cs_lapse_settle(data, &study->lapse, err) != 0)
			return -1;
		cs_lapse_note(study->job, &study->lapse);
		study->rules.decided_until =
		    cs_lapse_cutoff(&study->lapse, data->as_of);
	}
	if (!study->with_calendar)
		return 0;
	if (cs_calendar_init(&study->calendar, data,
			     (enum cs_period)cs_shared.period,
			     data->threads * study->ngroups + 1, err) != 0)
		return -1;
	study->calendar.from = cs_shared.from;
	study->calendar.to = cs_shared.to;
	study->calendar.inactive = own.inactive;
	return 0;
}

static void study_run(struct study *study)
{
	const struct cs_data *data = &study->job->data;
	size_t n = data->threads * study->ngroups;

	study->tallies = cs_calloc(n, sizeof *study->tallies);
	for (size_t i = 0; i < n; i++)
		tally_init(&study->tallies[i], study);
	cs_data_each(data, visit, study);
	tally_init(&study->whole, study);
	for (size_t i = 0; i < n; i++) {
		tally_merge(&study->whole, &study->tallies[i], study);
		if (i >= study->ngroups)
			tally_merge(&study->tallies[i % study->ngroups],
				    &study->tallies[i], study);
	}
	cs_repeat_sort(&study->whole.repeat);
	for (size_t g = 0; g < study->ngroups; g++)
		cs_repeat_sort(&study->tallies[g].repeat);
}

static void study_release(struct study *study)
{
	size_t n = study->tallies
		       ? study->job->data.threads * study->ngroups
		       : 0;

	for (size_t i = 0; i < n; i++)
		tally_release(&study->tallies[i]);
	free(study->tallies);
	tally_release(&study->whole);
	cs_calendar_release(&study->calendar);
}

/* --- tables ------------------------------------------------------------ */

static const struct cs_column summary_columns[] = {
	{ "group", CS_TEXT },
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
};

static const struct cs_column ladder_columns[] = {
	{ "group", CS_TEXT },
	{ "n", CS_COUNT, "purchase" },
	{ "reached", CS_COUNT, "reached it" },
	{ "continued", CS_COUNT, "bought again" },
	{ "undecided", CS_COUNT, "may yet" },
	{ "continue_rate", CS_SHARE, "rate" },
	{ "continue_rate_low", CS_SHARE },
	{ "continue_rate_high", CS_SHARE },
	{ "median_days", CS_REAL, "median days", 1 },
};

static const struct cs_column within_columns[] = {
	{ "group", CS_TEXT },
	{ "days", CS_COUNT, "within days" },
	{ "at_risk", CS_COUNT, "still watched" },
	{ "events", CS_COUNT, "bought again" },
	{ "repeat_rate", CS_SHARE, "rate" },
	{ "repeat_rate_low", CS_SHARE },
	{ "repeat_rate_high", CS_SHARE },
};

static const struct cs_column cohort_columns[] = {
	{ "group", CS_TEXT },
	{ "cohort", CS_TEXT, "first bought" },
	{ "size", CS_COUNT, "customers" },
	{ "age", CS_COUNT },
	{ "active", CS_COUNT },
	{ "retention", CS_SHARE },
	{ "revenue", CS_MONEY },
	{ "complete", CS_BOOL },
};

static const struct cs_column period_columns[] = {
	{ "group", CS_TEXT },
	{ "period", CS_TEXT },
	{ "active", CS_COUNT },
	{ "new", CS_COUNT },
	{ "returning", CS_COUNT, "return" },
	{ "reactivated", CS_COUNT, "back" },
	{ "orders", CS_COUNT },
	{ "revenue", CS_MONEY },
	{ "revenue_new", CS_MONEY, "of the new" },
	{ "returning_share", CS_SHARE, "returning" },
};

static const struct cs_column compare_columns[] = {
	{ "group", CS_TEXT },
	{ "days", CS_COUNT, "within days" },
	{ "reference", CS_TEXT, "against" },
	{ "repeat_rate", CS_SHARE, "rate" },
	{ "difference", CS_SHARE, "points" },
	{ "difference_low", CS_SHARE },
	{ "difference_high", CS_SHARE },
	{ "p_value", CS_REAL, "p", 4 },
	{ "p_adjusted", CS_REAL, "p (Holm)", 4 },
};

/* The column `group` comes first where there are groups, and not at all elsewhere. */
#define TABLE(job, name, title, columns)                                    \
	cs_report_add(&(job)->report,                                       \
		      cs_table_new((name), (title),                         \
				   (columns) + !(job)->data.grouped,        \
				   sizeof(columns) / sizeof *(columns) -    \
				       !(job)->data.grouped))

static void put_group(const struct study *study, struct cs_table *table,
		      const char *group)
{
	if (study->job->data.grouped)
		cs_put_text(table, group);
}

static double ratio(double part, double whole)
{
	return whole != 0 ? part / whole : NOTHING;
}

static double money_ratio(cs_sum part, cs_sum whole)
{
	return whole > 0 ? (double)((long double)part / (long double)whole)
			 : NOTHING;
}

static void put_interval(struct cs_table *table, struct cs_interval interval)
{
	cs_put_real(table, interval.low);
	cs_put_real(table, interval.high);
}

/* Of those whose second purchase is known. */
static double median_to_second(const struct study *study,
			       const struct cs_repeat *r)
{
	return cs_histogram_median(r->second, study->rules.span);
}

static void put_summary(const struct study *study, struct cs_table *table,
			const char *group, const struct tally *tally)
{
	const struct cs_repeat *r = &tally->repeat;

	put_group(study, table, group);
	cs_put_count(table, r->customers);
	cs_put_count(table, r->orders);
	cs_put_money(table, r->revenue);
	cs_put_count(table, r->repeat_customers);
	cs_put_real(table,
		    ratio((double)r->repeat_customers, (double)r->customers));
	put_interval(table,
		     cs_wilson(r->repeat_customers, r->customers, LEVEL));
	cs_put_real(table, ratio((double)r->orders, (double)r->customers));
	cs_put_real(table, ratio((double)r->repeat_orders, (double)r->orders));
	cs_put_real(table, money_ratio(r->repeat_revenue, r->revenue));
	cs_put_real(table, money_ratio(r->repeat_value, r->purchase_value));
	cs_put_real(table, median_to_second(study, r));
	cs_put_count(table, r->same_day_repeats);
	cs_put_day(table, r->first_date);
	cs_put_day(table, r->last_date);
}

static void put_ladder(const struct study *study, struct cs_table *table,
		       const char *group, const struct tally *tally)
{
	const struct cs_repeat *r = &tally->repeat;

	for (size_t n = 1; n <= r->nrungs; n++) {
		const struct cs_rung *rung = &r->rungs[n - 1];

		put_group(study, table, group);
		cs_put_count(table, (int64_t)n);
		cs_put_count(table, rung->reached);
		cs_put_count(table, rung->continued);
		cs_put_count(table, rung->undecided);
		cs_put_real(table, ratio((double)rung->continued,
					 (double)rung->reached));
		put_interval(table, cs_wilson(rung->continued, rung->reached,
					      LEVEL));
		cs_put_real(table,
			    cs_repeat_median_days(r, &study->rules, n));
	}
}

static void put_within(const struct study *study, struct cs_table *table,
		       const char *group, const struct tally *tally,
		       const struct days *days)
{
	const struct cs_repeat *r = &tally->repeat;
	struct cs_km points[MAX_DAYS];

	cs_km_points(r->second, r->censored, study->rules.span, days->list,
		     days->count, LEVEL, CS_CONF_LOG_LOG, points);
	for (size_t i = 0; i < days->count; i++) {
		put_group(study, table, group);
		cs_put_count(table, days->list[i]);
		cs_put_count(table, points[i].at_risk);
		cs_put_count(table, points[i].events_by);
		cs_put_real(table, 1 - points[i].survival);
		cs_put_real(table, 1 - points[i].high);
		cs_put_real(table, 1 - points[i].low);
	}
}

static bool complete(const struct study *study, size_t period)
{
	return cs_period_last(study->calendar.first + (int32_t)period,
			      study->calendar.unit) <= study->rules.as_of;
}

static void put_cohort(const struct study *study, struct cs_table *table,
		       const char *group, const struct tally *tally, size_t c)
{
	const struct cs_calendar *calendar = &study->calendar;
	int64_t size = tally->activity.sizes[c];
	char label[12];

	cs_period_format(calendar->first + (int32_t)c, calendar->unit, label);
	for (size_t age = 0; c + age < calendar->count; age++) {
		const struct cs_cohort_cell *cell =
		    &tally->activity.cells[c * calendar->count + age];

		put_group(study, table, group);
		cs_put_text(table, label);
		cs_put_count(table, size);
		cs_put_count(table, (int64_t)age);
		cs_put_count(table, cell->active);
		cs_put_real(table, (double)cell->active / (double)size);
		cs_put_money(table, cell->revenue);
		cs_put_bool(table, complete(study, c + age));
	}
}

static void put_cohorts(const struct study *study, struct cs_table *table,
			const char *group, const struct tally *tally)
{
	for (size_t c = 0; c < study->calendar.count; c++)
		if (tally->activity.sizes[c] > 0)
			put_cohort(study, table, group, tally, c);
}

/* Periods that overlap the window and have begun by the last purchase's. */
static bool shown(const struct study *study, size_t period)
{
	int32_t number = study->calendar.first + (int32_t)period;

	return cs_period_last(number, study->calendar.unit) >=
		   study->rules.from &&
	       cs_period_first(number, study->calendar.unit) <= study->rules.to;
}

static void put_periods(const struct study *study, struct cs_table *table,
			const char *group, const struct tally *tally)
{
	const struct cs_calendar *calendar = &study->calendar;
	char label[12];

	for (size_t p = 0; p < calendar->count; p++) {
		const struct cs_period_row *row = &tally->activity.periods[p];

		if (!shown(study, p))
			continue;
		put_group(study, table, group);
		cs_put_text(table,
			    cs_period_format(calendar->first + (int32_t)p,
					     calendar->unit, label));
		cs_put_count(table, row->active);
		cs_put_count(table, row->fresh);
		cs_put_count(table, row->returning);
		cs_put_count(table, row->reactivated);
		cs_put_count(table, row->orders);
		cs_put_money(table, row->revenue);
		cs_put_money(table, row->revenue_new);
		cs_put_real(table, ratio((double)row->returning,
					 (double)row->active));
	}
}

/* --- comparison of groups ---------------------------------------------- */

/* The group to compare with: the one named, else the largest; -1: no such group. */
static long reference(const struct study *study, struct cs_err *err)
{
	const struct cs_data *data = &study->job->data;
	size_t largest = 0;

	for (size_t g = 0; g < study->ngroups; g++) {
		if (own.reference != NULL &&
		    strcmp(data->groups[g], own.reference) == 0)
			return (long)g;
		if (study->tallies[g].repeat.customers >
		    study->tallies[largest].repeat.customers)
			largest = g;
	}
	if (own.reference == NULL)
		return (long)largest;
	cs_fail_at(err, NULL, 0, 0);
	return cs_fail(err, "no-group",
		       "--reference: no customer is in a group \"%s\"",
		       own.reference);
}

static struct cs_km within(const struct study *study, size_t group,
			   int64_t days)
{
	const struct cs_repeat *r = &study->tallies[group].repeat;

	return cs_km_at(r->second, r->censored, study->rules.span, days, LEVEL,
			CS_CONF_LOG_LOG);
}

/* All pairs of the table, whose p-values are adjusted together. */
static int put_compare(const struct study *study, struct cs_table *table,
		       struct cs_err *err)
{
	const struct cs_data *data = &study->job->data;
	size_t n = own.days.count * study->ngroups, i = 0;
	double *p = cs_calloc(n, sizeof *p), *adjusted;
	struct cs_difference *d = cs_calloc(n, sizeof *d);
	long against = reference(study, err);

	if (against < 0) {
		free(p);
		free(d);
		return -1;
	}
	adjusted = cs_calloc(n, sizeof *adjusted);
	for (i = 0; i < n; i++) {
		int64_t days = own.days.list[i / study->ngroups];
		struct cs_km ours = within(study, i % study->ngroups, days);
		struct cs_km theirs = within(study, (size_t)against, days);

		d[i] = cs_difference(theirs.survival - ours.survival, ours.se,
				     theirs.se, LEVEL);
		p[i] = i % study->ngroups == (size_t)against ? NOTHING
							     : d[i].p_value;
	}
	cs_holm(p, n, adjusted);
	for (i = 0; i < n; i++) {
		size_t group = i % study->ngroups;
		int64_t days = own.days.list[i / study->ngroups];

		if (group == (size_t)against)
			continue;
		cs_put_text(table, data->groups[group]);
		cs_put_count(table, days);
		cs_put_text(table, data->groups[against]);
		cs_put_real(table, 1 - within(study, group, days).survival);
		cs_put_real(table, d[i].difference);
		cs_put_real(table, d[i].low);
		cs_put_real(table, d[i].high);
		cs_put_real(table, p[i]);
		cs_put_real(table, adjusted[i]);
	}
	free(adjusted);
	free(p);
	free(d);
	return 0;
}

/* --- charts ------------------------------------------------------------ */

static void chart_ladder(struct cs_job *job, const struct study *study,
			 const char *answer)
{
	struct cs_table *table = cs_table_new(
	    "ladder", "", ladder_columns + 1,
	    sizeof ladder_columns / sizeof *ladder_columns - 1);
	struct cs_chart chart = {
		.table = "ladder", .kind = CS_CHART_BARS, .data = table,
		.title = "After each purchase, how many buy again?",
		.subtitle = answer,
		.xlabel = "after purchase number",
		.ylabel = "share who bought again, with 95 % interval",
		.x = "n", .y = "continue_rate", .low = "continue_rate_low",
		.high = "continue_rate_high",
	};
	struct study plain = *study;
	struct cs_job ungrouped = *job;
	struct tally few = study->whole;

	if (few.repeat.nrungs > CHART_RUNGS)
		few.repeat.nrungs = CHART_RUNGS;
	ungrouped.data.grouped = false;
	plain.job = &ungrouped;
	put_ladder(&plain, table, NULL, &few);
	cs_report_chart(&job->report, &chart, true);
}

static void chart_within(struct cs_job *job, const struct study *study)
{
	static const struct cs_column columns[] = {
		{ "days", CS_COUNT },
		{ "rate", CS_SHARE },
		{ "low", CS_SHARE },
		{ "high", CS_SHARE },
	};
	const struct cs_repeat *r = &study->whole.repeat;
	size_t span = study->rules.span;
	struct cs_table *table = cs_table_new("curve", "", columns, 4);
	int64_t *days = cs_calloc(span, sizeof *days);
	struct cs_km *points = cs_calloc(span, sizeof *points);
	struct cs_chart chart = {
		.table = "within", .kind = CS_CHART_STEP_BAND, .data = table,
		.title = "How soon do they buy again?",
		.subtitle = "Kaplan-Meier estimate with 95 % interval: "
			    "customers are watched up to the last date",
		.xlabel = "days since the first purchase",
		.ylabel = "share with a second purchase",
		.x = "days", .y = "rate", .low = "low", .high = "high",
	};

	for (size_t i = 0; i < span; i++)
		days[i] = (int64_t)i;
	cs_km_points(r->second, r->censored, span, days, span, LEVEL,
		     CS_CONF_LOG_LOG, points);
	for (size_t i = 0; i < span && points[i].at_risk > 0; i++) {
		cs_put_count(table, days[i]);
		cs_put_real(table, 1 - points[i].survival);
		cs_put_real(table, 1 - points[i].high);
		cs_put_real(table, 1 - points[i].low);
	}
	free(points);
	free(days);
	cs_report_chart(&job->report, &chart, true);
}

/* The latest cohorts, as many as can be read. */
static void chart_cohorts(struct cs_job *job, const struct study *study)
{
	struct cs_table *table = cs_table_new(
	    "cohorts", "", cohort_columns + 1,
	    sizeof cohort_columns / sizeof *cohort_columns - 1);
	size_t count = study->calendar.count;
	struct cs_chart chart = {
		.table = "cohorts", .kind = CS_CHART_HEATMAP, .data = table,
		.title = "Do new customers stay?",
		.subtitle = "share of each cohort that bought in later periods; "
			    "pale: the period is not over",
		.xlabel = "periods since the first purchase",
		.ylabel = "first purchase",
		.x = "age", .row = "cohort", .y = "retention",
		.complete = "complete",
	};
	struct study plain = *study;
	struct cs_job ungrouped = *job;

	ungrouped.data.grouped = false;
	plain.job = &ungrouped;
	for (size_t c = count > CHART_MONTHS ? count - CHART_MONTHS : 0;
	     c < count; c++)
		if (study->whole.activity.sizes[c] > 0)
			put_cohort(&plain, table, NULL, &study->whole, c);
	cs_report_chart(&job->report, &chart, true);
}

static void chart_periods(struct cs_job *job, const struct study *study)
{
	struct cs_table *table = cs_table_new(
	    "periods", "", period_columns + 1,
	    sizeof period_columns / sizeof *period_columns - 1);
	struct cs_chart chart = {
		.table = "periods", .kind = CS_CHART_STACK, .data = table,
		.title = "Who is buying: new customers or old ones?",
		.subtitle = "customers with a purchase in the period",
		.ylabel = "customers",
		.x = "period", .y = "returning", .y2 = "reactivated",
		.y3 = "new",
		.names = { "returning", "reactivated", "new" },
	};
	struct study plain = *study;
	struct cs_job ungrouped = *job;

	ungrouped.data.grouped = false;
	plain.job = &ungrouped;
	put_periods(&plain, table, NULL, &study->whole);
	cs_report_chart(&job->report, &chart, true);
}

/* --- the answer -------------------------------------------------------- */

static void answer(struct cs_job *job, const struct study *study,
		   struct cs_buf *text)
{
	const struct cs_repeat *r = &study->whole.repeat;
	struct cs_interval rate =
	    cs_wilson(r->repeat_customers, r->customers, LEVEL);
	double median = median_to_second(study, r);
	double revenue = money_ratio(r->repeat_revenue, r->revenue);

	if (r->customers == 0) {
		cs_report_lead(&job->report, "Nobody bought anything.");
		return;
	}
	cs_buf_adds(text, "Of ");
	cs_add_count(text, r->customers);
	cs_buf_adds(text, " customers ");
	cs_add_rounded(text,
		       100 * ratio((double)r->repeat_customers,
				   (double)r->customers),
		       1);
	cs_buf_adds(text, " % bought again (95 % interval ");
	cs_add_rounded(text, 100 * rate.low, 1);
	cs_buf_adds(text, " to ");
	cs_add_rounded(text, 100 * rate.high, 1);
	cs_buf_adds(text, " %)");
	if (revenue == revenue) {
		cs_buf_adds(text, "; they bring ");
		cs_add_rounded(text, 100 * revenue, 1);
		cs_buf_adds(text, " % of the revenue");
	}
	cs_report_lead(&job->report, "%s.", text->data);
	if (median == median)
		cs_report_lead(&job->report,
			       "Half of those who came back did so within %g "
			       "days.",
			       median);
}

static void fill_parameters(const struct study *study,
			    struct cs_object *parameters)
{
	cs_set_text(parameters, "occasion", occasions[own.occasion]);
	cs_set_text(parameters, "period",
		    cs_period_name((enum cs_period)cs_shared.period));
	cs_set_count(parameters, "inactive", own.inactive);
	if (study->lapse.rule != NULL)
		cs_lapse_fill(&study->lapse, parameters);
}

static struct cs_table *table_ladder(struct cs_job *job,
				     const struct study *study)
{
	struct cs_table *table =
	    TABLE(job, "ladder", "After each purchase, who buys again?",
		  ladder_columns);
	struct cs_buf lapse = CS_BUF_INIT;

	cs_table_set_text_limit(table, job->data.grouped ? 0 : TEXT_RUNGS);
	if (study->lapse.rule != NULL) {
		cs_lapse_text(&study->lapse, &lapse);
		cs_table_add_note(table,
				  "\"may yet\": have not bought again, but were "
				  "last seen %s or less before the end%s.",
				  lapse.data,
				  strcmp(study->lapse.rule, "default") == 0
				      ? " (95 % of all gaps between purchases "
					"are no longer)"
				      : "");
	}
	cs_buf_release(&lapse);
	return table;
}

struct table_set {
	struct cs_table *summary, *ladder, *within, *cohorts, *periods;
};

static void make_tables(struct cs_job *job, const struct study *study,
			struct table_set *t)
{
	*t = (struct table_set){ NULL, NULL, NULL, NULL, NULL };
	t->summary = TABLE(job, "summary", "Who buys again?", summary_columns);
	cs_table_set_layout(t->summary, CS_FIELDS);
	if (study->with_lapse)
		t->ladder = table_ladder(job, study);
	t->within = TABLE(job, "within", "How soon is the second purchase?",
			  within_columns);
	if (!study->with_calendar)
		return;
	t->cohorts = TABLE(job, "cohorts", "Of each cohort, who bought when?",
			   cohort_columns);
	cs_table_set_triangle(t->cohorts, "cohort", "size", "age", "retention",
			      "complete");
	t->periods = TABLE(job, "periods", "New, returning and reactivated",
			   period_columns);
}

static void fill_tables(const struct study *study, const struct table_set *t,
			const char *group, const struct tally *tally)
{
	put_summary(study, t->summary, group, tally);
	if (t->ladder != NULL)
		put_ladder(study, t->ladder, group, tally);
	put_within(study, t->within, group, tally, &own.days);
	if (t->cohorts == NULL)
		return;
	put_cohorts(study, t->cohorts, group, tally);
	put_periods(study, t->periods, group, tally);
}

static int compare(struct cs_job *job, const struct study *study,
		   struct cs_err *err)
{
	struct cs_table *table;

	if (!job->data.grouped || !needed("compare"))
		return 0;
	table = cs_report_add(
	    &job->report,
	    cs_table_new("compare", "Do groups differ in their repeat rate?",
			 compare_columns,
			 sizeof compare_columns / sizeof *compare_columns));
	return put_compare(study, table, err);
}

static int compute(struct cs_job *job, struct cs_err *err)
{
	struct study study = { .job = job };
	const struct cs_data *data = &job->data;
	struct cs_buf text = CS_BUF_INIT;
	struct table_set t;
	int status = study_plan(&study, err);

	if (status != 0)
		goto done;
	study_run(&study);
	if (data->customers > 0 &&
	    cs_window_check((uint64_t)study.whole.repeat.customers, err) != 0) {
		status = -1;
		goto done;
	}
	make_tables(job, &study, &t);
	fill_parameters(&study, job->report.parameters);
	answer(job, &study, &text);
	if (!data->grouped || !cs_shared.no_total)
		fill_tables(&study, &t, NULL, &study.whole);
	for (size_t g = 0; data->grouped && g < data->ngroups; g++)
		fill_tables(&study, &t, data->groups[g], &study.tallies[g]);
	status = compare(job, &study, err);
	if (study.with_lapse)
		chart_ladder(job, &study, text.length > 0 ? text.data : NULL);
	chart_within(job, &study);
	if (study.with_calendar) {
		chart_cohorts(job, &study);
		chart_periods(job, &study);
	}
done:
	study_release(&study);
	cs_buf_release(&text);
	return status;
}

int main(int argc, char **argv)
{
	static const struct cs_program program = { &command, prepare, compute };

	return cs_run(&program, argc, argv);
}
