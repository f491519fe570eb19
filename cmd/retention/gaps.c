/*
 * gaps.c - how long it takes from one purchase to the next: a tally and a table
 * of cs-retention.
 *
 * Of those who came back the days are known. Who has not yet may still do so,
 * after a longer time than most, so that theirs alone are too short: beside
 * them stand days by which a share of all had come back (Kaplan-Meier), where
 * the others count as waiting up to the end of observation. A customer has one
 * gap behind each purchase, so the gaps of a line are independent; those of the
 * last two lines, which may hold several of a customer, have no such days. From
 * the second purchase on they have no interval: slow customers reach it late,
 * if at all, so that the days are short of the truth, by a tenth where rates
 * differ as in tests/long/gaps.c, and the interval would not hold it.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/clusters.h"
#include "base/mem.h"
#include "report/number.h"
#include "retention/report.h"
#include "stat/curve.h"
#include "stat/quantile.h"

/* --- the tally --------------------------------------------------------- */

static void spacing_init(void *tally, const void *with)
{
	((struct spacing *)tally)->span =
	    ((const struct cs_repeat_rules *)with)->span;
}

static struct spacing_day *day_of(struct spacing *spacing, size_t purchase,
				  cs_day days)
{
	size_t row = purchase < SPACING_LATER ? purchase : SPACING_LATER;

	spacing->days =
	    cs_lengthen(spacing->days, &spacing->count, &spacing->capacity,
			(row + 1) * spacing->span, sizeof *spacing->days);
	return &spacing->days[row * spacing->span + (size_t)days];
}

static void add(void *to, const void *with, const struct cs_customer *customer)
{
	const struct cs_repeat_rules *rules = with;
	const struct cs_order *purchase = customer->purchases;
	size_t n = customer->npurchases;

	for (size_t i = 0; i < n; i++) {
		if (!cs_in(rules->window, purchase[i].day))
			continue;
		if (i + 1 < n)
			day_of(to, i, purchase[i + 1].day - purchase[i].day)
			    ->came++;
		else
			day_of(to, i, rules->as_of - purchase[i].day)
			    ->waiting++;
	}
}

static const struct cs_members parts[] = {
	CS_LIST(struct spacing, "qq", days, CS_GROWING, count,
		offsetof(struct spacing, capacity)),
	{ NULL }
};

const struct cs_tally spacing_tally = {
	.size = sizeof(struct spacing),
	.init = spacing_init,
	.add = add,
	.members = parts,
	.tag = "spac",
	.version = 1,
};

/* --- a line ------------------------------------------------------------ */

struct line {
	int64_t came, waiting, same_day;
	double mean, lower, median, upper;  /* days of those who came */
	struct cs_curve_time quarter, half; /* of all */
};

static double quantile(const int64_t *came, size_t span, double p)
{
	int64_t days = cs_histogram_quantile(came, span, p);

	return days < 0 ? CS_NOTHING : (double)days;
}

/* The days by which a quarter and a half of all had come back. */
static void find_shares(struct line *line, const int64_t *came,
			const int64_t *waiting, size_t span)
{
	double *times = cs_calloc(span, sizeof *times);
	int64_t *events = cs_calloc(2 * span, sizeof *events);
	struct cs_spans spans = { .times = times,
				  .events = events,
				  .censored = events + span,
				  .start = line->came + line->waiting };
	struct cs_km *curve;

	for (size_t day = 0; day < span; day++) {
		if (came[day] + waiting[day] == 0)
			continue;
		times[spans.n] = (double)day;
		events[spans.n] = came[day];
		events[span + spans.n++] = waiting[day];
	}
	curve = cs_calloc(spans.n, sizeof *curve);
	cs_curve(&spans, CS_LEVEL, CS_CONF_LOG_LOG, curve);
	line->quarter = cs_curve_quantile(&spans, curve, .25);
	line->half = cs_curve_quantile(&spans, curve, .5);
	free(curve);
	free(events);
	free(times);
}

/* Of the rows from `begin` up to `end`; `alone`: a customer has one gap. */
static struct line line_of(const struct spacing *spacing, size_t begin,
			   size_t end, bool alone)
{
	size_t span = spacing->span;
	int64_t *came = cs_calloc(2 * span, sizeof *came);
	int64_t *waiting = came + span, sum = 0;
	struct line line = { .quarter = { NAN, NAN, NAN },
			     .half = { NAN, NAN, NAN } };

	for (size_t i = begin * span; i < end * span; i++) {
		came[i % span] += spacing->days[i].came;
		waiting[i % span] += spacing->days[i].waiting;
	}
	for (size_t day = 0; day < span; day++) {
		line.came += came[day];
		line.waiting += waiting[day];
		sum += came[day] * (int64_t)day;
	}
	line.same_day = came[0];
	line.mean = cs_ratio(sum, line.came);
	line.lower = quantile(came, span, .25);
	line.median = cs_histogram_median(came, span);
	line.upper = quantile(came, span, .75);
	if (alone)
		find_shares(&line, came, waiting, span);
	free(came);
	return line;
}

/* --- the table --------------------------------------------------------- */

const struct cs_column gap_columns[] = {
	{ "between", CS_TEXT, "purchases",
	  .means = "which two purchases: 1 to 2; 13 on: those after the 13th "
		   "or a later one; all: those of each customer together" },
	{ "came_back", CS_COUNT, "came back",
	  .means = "customers whose earlier purchase lies in the window and "
		   "who made the later one by the end of observation; in the "
		   "last lines such gaps" },
	{ "waiting", CS_COUNT, "not yet",
	  .means = "who have not made it: they may yet" },
	{ "same_day", CS_COUNT, .people = CS_FILES,
	  .means = "of those who came back, on the day of the earlier one: 0 "
		   "days" },
	{ "mean_days", CS_REAL, "mean", 1,
	  .means = "mean days of those who came back" },
	{ "lower_quartile_days", CS_REAL, "quarter", -1,
	  .means = "days within which a quarter of them did" },
	{ "median_days", CS_REAL, "half", 1,
	  .means = "days within which half of them did" },
	{ "upper_quartile_days", CS_REAL, "3 quarters", -1,
	  .means = "days within which three quarters of them did" },
	{ "quarter_of_all_days", CS_REAL, NULL, 1, .people = CS_FILES,
	  .means = "days within which a quarter of all came back, those who "
		   "have not yet counted as waiting (Kaplan-Meier), interval "
		   "by its bounds, of the first line only: later ones are "
		   "somewhat short; null where that was not seen, and where a "
		   "customer may count twice" },
	{ "quarter_of_all_days_low", CS_REAL, NULL, -1, .people = CS_FILES },
	{ "quarter_of_all_days_high", CS_REAL, NULL, -1, .people = CS_FILES },
	{ "half_of_all_days", CS_REAL, "half of all", 1,
	  .means = "the same, of half of all" },
	{ "half_of_all_days_low", CS_REAL, NULL, -1, .people = CS_FILES },
	{ "half_of_all_days_high", CS_REAL, NULL, -1, .people = CS_FILES },
	{ NULL }
};

void begin_gaps(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	cs_table_add_note(table,
			  "Days from one purchase to the next: mean, and "
			  "within which a quarter, half and three quarters "
			  "came, of those who came back. Who has not yet may "
			  "still come, later than most: half of all counts "
			  "them as waiting (Kaplan-Meier; from the second "
			  "purchase on rather short, since quick customers are "
			  "watched longest there); \"-\": fewer than half were "
			  "seen to come, or customers would count twice.");
	cs_table_add_note(table, "How many took how long: -t histogram.");
	if (cs_clustered(study->job))
		cs_table_add_note(table, "With --cluster the days of all have "
					 "no interval.");
}

static void put_share(struct cs_table *table, const char *column,
		      struct cs_curve_time time)
{
	cs_put_real(table, column, time.time);
	cs_put_range(table, column, time.low, time.high);
}

static void put_line(struct cs_table *table, const char *between,
		     const struct line *line)
{
	cs_row(table);
	cs_put_text(table, "between", between);
	cs_put_count(table, "came_back", line->came);
	cs_put_count(table, "waiting", line->waiting);
	cs_put_count(table, "same_day", line->same_day);
	cs_put_real(table, "mean_days", line->mean);
	cs_put_real(table, "lower_quartile_days", line->lower);
	cs_put_real(table, "median_days", line->median);
	cs_put_real(table, "upper_quartile_days", line->upper);
	put_share(table, "quarter_of_all_days", line->quarter);
	put_share(table, "half_of_all_days", line->half);
}

static size_t rows_of(const struct spacing *spacing)
{
	return spacing->span > 0 ? spacing->count / spacing->span : 0;
}

/* The line of one purchase; the interval is that of the first, of customers who
 * are on their own. */
static struct line single(const struct study *study,
			  const struct spacing *spacing, size_t n)
{
	struct line line = line_of(spacing, n, n + 1, true);

	if (n > 0 || cs_clustered(study->job))
		line.half.low = line.half.high = line.quarter.low =
		    line.quarter.high = CS_NOTHING;
	return line;
}

static void put_single(const struct study *study, struct cs_table *table,
		       const struct spacing *spacing)
{
	size_t rows = rows_of(spacing);
	char between[32];

	for (size_t n = 0; n < rows && n < SPACING_LATER; n++) {
		struct line line = single(study, spacing, n);

		if (line.came + line.waiting == 0)
			continue;
		snprintf(between, sizeof between, "%zu to %zu", n + 1, n + 2);
		put_line(table, between, &line);
	}
}

void put_gaps(const void *of, struct cs_table *table, const void *part)
{
	const struct spacing *spacing = &((const struct tally *)part)->spacing;
	size_t rows = rows_of(spacing);
	struct line line;
	char between[32];

	if (rows == 0)
		return;
	put_single(of, table, spacing);
	if (rows > SPACING_LATER) {
		line = line_of(spacing, SPACING_LATER, rows, false);
		snprintf(between, sizeof between, "%d on", SPACING_LATER + 1);
		put_line(table, between, &line);
	}
	line = line_of(spacing, 0, rows, false);
	put_line(table, "all", &line);
}

void chart_gaps(const void *of, struct cs_report *report, const char *answer)
{
	const struct study *study = of;
	struct cs_table *data =
	    cs_table_open(&retention_tables[GAPS], study->ngroups > 0);
	struct cs_chart chart = {
		.table = "gaps",
		.kind = CS_CHART_POINTS,
		.data = data,
		.title = retention_tables[GAPS].question,
		.subtitle =
		    "days of those who have come back so far: half within the "
		    "point, the middle half within the line",
		.xlabel = "purchases",
		.ylabel = "days from one to the next",
		.x = "between",
		.y = "median_days",
		.low = "lower_quartile_days",
		.high = "upper_quartile_days",
	};

	(void)answer;
	/* at the price of a look at everybody */
	if (!cs_table_needed(study->job, GAPS)) {
		cs_table_free(data);
		return;
	}
	cs_draw_parts(study->job, &study->parts, tally_customers, study,
		      put_gaps, data, &chart);
	cs_report_chart(report, &chart, true);
}

/* --- the answer -------------------------------------------------------- */

static void say_all(struct cs_report *report, const struct line *line)
{
	bool half = !isnan(line->half.time);
	const struct cs_curve_time *time = half ? &line->half : &line->quarter;
	struct cs_buf interval = CS_BUF_INIT;

	if (isnan(time->time)) {
		cs_report_lead(report, "Of all who bought once fewer than a "
				       "quarter were seen to buy again.");
		return;
	}
	if (!isnan(time->low) && !isnan(time->high))
		cs_buf_addf(&interval, " (95 %% interval %g to %g)", time->low,
			    time->high);
	cs_report_lead(report,
		       "Of all who bought once, those who may yet come back "
		       "included, %s buy again within %g days%s%s.",
		       half ? "half" : "a quarter", time->time, interval.data,
		       half ? "" : "; half were not seen to");
	cs_buf_release(&interval);
}

void say_gaps(const struct study *study, struct cs_report *report)
{
	const struct spacing *spacing = &study->whole->spacing;
	size_t rows = rows_of(spacing);
	struct line all, first;

	if (rows == 0)
		return;
	all = line_of(spacing, 0, rows, false);
	first = single(study, spacing, 0);
	if (all.came == 0) {
		cs_report_lead(report, "Nobody has bought twice, so there are "
				       "no days between purchases.");
		return;
	}
	cs_report_lead(report,
		       "Of those who came back, half did so within %g days of "
		       "the purchase before, a quarter within %g, three "
		       "quarters within %g.",
		       all.median, all.lower, all.upper);
	say_all(report, &first);
}
