/* checks.c - cs-clv's tables that hold the model against the data: holdout,
 * frequency, tracking. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "clv/report.h"

enum { CLASSES = 8 }; /* 0 to 6 purchases, and more */

static void put_class(struct cs_table *table, const char *column, size_t i)
{
	char name[] = "0";

	name[0] = (char)('0' + i);
	cs_put_text(table, column, i + 1 < CLASSES ? name : "7+");
}

/* --- holdout ----------------------------------------------------------- */

const struct cs_column holdout_columns[] = {
	{ "repeat_purchases", CS_TEXT, "bought again",
	  .means = "days with purchases after the first, by the end of the "
		   "calibration; null: all customers" },
	{ "customers", CS_COUNT, .means = "customers of the calibration" },
	{ "actual", CS_COUNT,
	  .means = "their days with purchases after that, up to --as-of" },
	{ "expected", CS_REAL, .decimals = 1,
	  .means = "the same by the model, as fitted to the calibration" },
	{ "expected_low", CS_REAL, .decimals = 1 },
	{ "expected_high", CS_REAL, .decimals = 1 },
	{ "actual_per_customer", CS_REAL, .decimals = 2, .people = CS_FILES,
	  .means = "actual / customers" },
	{ "expected_per_customer", CS_REAL, .decimals = 2, .people = CS_FILES,
	  .means = "expected / customers" },
	{ "buyers_actual", CS_COUNT, "came back",
	  .means = "customers who bought after the calibration" },
	{ "buyers_expected", CS_REAL, "expected", 1,
	  .means = "the same by the model" },
	{ NULL }
};

void begin_holdout(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	char day[11];

	if (study->unheld != NULL)
		cs_table_add_note(table, "Not tried: %s.", study->unheld);
	else
		cs_table_add_note(
		    table,
		    "Fitted to purchases up to %s, and asked for the %.0f days "
		    "after that. The interval takes the model for right.",
		    cs_day_format(study->then.end, day), study->held);
}

/* Of the rows from `begin` to the one before `end`. */
static void put_range(struct cs_table *table, const struct study *study,
		      const struct findings *found, size_t begin, size_t end)
{
	const struct cs_buying_rows *then = &found->then;
	const struct cs_btyd_fit *fit = &found->trial.fit;
	struct cs_btyd_score score = cs_btyd_score(
	    &fit->model, then->rows + begin, end - begin, then->first + begin,
	    then->later, study->held_ahead, study->job->data.threads);
	struct cs_histories histories;
	struct cs_buyers buyers = { &histories, NULL, NULL };
	struct cs_prediction outlook;

	cs_histories_init(&histories, then->rows + begin, end - begin, 0);
	histories.threads = study->job->data.threads;
	outlook =
	    cs_predict(fit, NULL, &buyers, study->held_ahead, 0, CS_LEVEL);
	cs_histories_release(&histories);
	cs_put_count(table, "customers", (int64_t)score.customers);
	cs_put_count(table, "actual", (int64_t)score.actual);
	cs_put_real(table, "expected", score.expected);
	cs_put_interval(table, "expected", outlook.purchases.interval);
	cs_put_real(table, "actual_per_customer",
		    score.actual / score.customers);
	cs_put_real(table, "expected_per_customer",
		    score.expected / score.customers);
	cs_put_count(table, "buyers_actual", (int64_t)score.buyers_actual);
	cs_put_real(table, "buyers_expected", score.buyers_expected);
}

void put_holdout_classes(const struct study *study,
			 const struct findings *found, struct cs_table *table)
{
	const struct cs_buying_rows *then = &found->then;
	size_t begin = 0, end;

	for (size_t i = 0; i < CLASSES; i++, begin = end) {
		for (end = begin;
		     end < then->n && (then->rows[end].purchases <= (double)i ||
				       i + 1 == CLASSES);
		     end++)
			;
		if (begin == end)
			continue;
		cs_row(table);
		put_class(table, "repeat_purchases", i);
		put_range(table, study, found, begin, end);
	}
}

void put_holdout(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct findings *found = study_of(study, part);

	if (!found->tried || !cs_btyd_fitted(&found->trial.fit))
		return;
	put_holdout_classes(study, found, table);
	cs_row(table);
	cs_put_null(table, "repeat_purchases");
	put_range(table, study, found, 0, found->then.n);
}

/* --- frequency --------------------------------------------------------- */

const struct cs_column frequency_columns[] = {
	{ "purchases", CS_TEXT, "bought again",
	  .means = "days with purchases after the first" },
	{ "actual", CS_COUNT, .means = "customers with so many" },
	{ "expected", CS_REAL, .decimals = 1,
	  .means = "the same by the model, as fitted" },
	{ NULL }
};

/* expected[i]: customers with i purchases, the last of so many and more. */
static void expect_frequency(const struct findings *found, double *expected)
{
	static const struct cs_history none = { .weight = 1 };
	const struct cs_histories *of = &found->now.histories;
	double *customers = cs_calloc(of->ntimes, sizeof *customers);
	struct cs_tails tails = { 0 };

	for (size_t i = 0; i < of->n; i++)
		customers[of->at[i].age] += of->rows[i].weight;
	for (size_t i = 0; i < of->ntimes; i++) {
		if (customers[i] == 0)
			continue;
		cs_btyd_tails(&found->fit.model, &none, of->times[i],
			      CLASSES + 1, &tails);
		for (size_t c = 0; c < CLASSES && tails.n > CLASSES; c++)
			expected[c] +=
			    customers[i] *
			    (tails.at[c] -
			     (c + 1 < CLASSES ? tails.at[c + 1] : 0));
	}
	free(customers);
	free(tails.at);
}

void put_frequency(const void *of, struct cs_table *table, const void *part)
{
	const struct findings *found = study_of(of, part);
	const struct cs_buying_rows *now = &found->now;
	double expected[CLASSES] = { 0 }, actual[CLASSES] = { 0 };

	if (!found->fitted)
		return;
	for (size_t i = 0; i < now->n; i++)
		actual[(size_t)fmin(now->rows[i].purchases, CLASSES - 1)] +=
		    now->rows[i].weight;
	expect_frequency(found, expected);
	for (size_t i = 0; i < CLASSES; i++) {
		cs_row(table);
		put_class(table, "purchases", i);
		cs_put_count(table, "actual", llround(actual[i]));
		cs_put_real(table, "expected", expected[i]);
	}
}

/* --- tracking ---------------------------------------------------------- */

const struct cs_column tracking_columns[] = {
	{ "period", CS_TEXT, .means = "by --period, the last up to --as-of" },
	{ "first_purchases", CS_COUNT, "new", .means = "new customers" },
	{ "actual", CS_COUNT,
	  .means = "days with purchases of customers who had bought before" },
	{ "expected", CS_REAL, .decimals = 1,
	  .means = "the same by the model, from first purchases alone" },
	{ "cumulative_actual", CS_COUNT, "... up to then",
	  .means = "actual, from the first date on" },
	{ "cumulative_expected", CS_REAL, "expected", 1,
	  .means = "expected, from the first date on" },
	{ NULL }
};

enum { MOST_TRACKED = 1200 };

static int32_t tracked_periods(const struct study *study)
{
	enum cs_period unit = cs_shared_period(&study->job->shared);

	if (study->parts.customers == 0 || !study->dated)
		return 0;
	return cs_period_of(study->now.end, unit) -
	       cs_period_of(study->now.start, unit) + 1;
}

void begin_tracking(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	char day[11];

	if (!study->dated)
		cs_table_add_note(table, "None: a summary has no days.");
	else if (tracked_periods(study) > MOST_TRACKED)
		cs_table_add_note(table,
				  "None: they are more than %d, choose a "
				  "longer --period.",
				  MOST_TRACKED);
	else if (study->all[0].tried)
		cs_table_add_note(table,
				  "By the model as fitted up to %s: what comes "
				  "after that is a test.",
				  cs_day_format(study->then.end, day));
	else
		cs_table_add_note(table,
				  "By the model as fitted to all of it.");
}

/* What a new customer buys again within so many days, as it is asked for. */
struct again {
	const struct cs_btyd *model;
	double *within; /* below 0: not known yet */
	struct cs_tails room;
};

static struct again again_new(const struct cs_btyd *model, size_t days)
{
	struct again again = { model, cs_malloc(days * sizeof(double)) };

	for (size_t day = 0; day < days; day++)
		again.within[day] = -1;
	return again;
}

/* From its day up to another. */
static double again_within(struct again *again, const struct study *study,
			   cs_day first, cs_day until)
{
	static const struct cs_history none = { .weight = 1 };
	double ahead = until - first, *within;

	if (cs_btyd_counts(study->kind)) /* that of the first is none */
		ahead = fmax(study_ahead(study, first - 1, until) - 1, 0);
	within = &again->within[(size_t)ahead];
	if (*within < 0)
		*within =
		    cs_btyd_moments(again->model, &none, ahead, &again->room)
			.mean;
	return *within;
}

static void put_periods(struct cs_table *table, const struct study *study,
			const struct cs_buyings *now, struct again *again)
{
	enum cs_period unit = cs_shared_period(&study->job->shared);
	cs_day start = study->now.start, end = study->now.end;
	int32_t last = cs_period_of(end, unit);
	int64_t actual = 0, before = 0;
	double expected_before = 0;
	char name[CS_PERIOD_SIZE];
	cs_day day = start;

	for (int32_t p = cs_period_of(start, unit); p <= last; p++) {
		cs_day until = cs_period_last(p, unit);
		int64_t new = 0;
		double expected = 0;

		until = until < end ? until : end;
		for (; day <= until; day++) {
			new += now->firsts[day - start];
			actual += now->days[day - start];
		}
		for (cs_day d = start; d <= until; d++)
			if (now->firsts[d - start] > 0)
				expected +=
				    (double)now->firsts[d - start] *
				    again_within(again, study, d, until);
		cs_row(table);
		cs_put_text(table, "period", cs_period_format(p, unit, name));
		cs_put_count(table, "first_purchases", new);
		cs_put_count(table, "actual", actual - before);
		cs_put_real(table, "expected", expected - expected_before);
		cs_put_count(table, "cumulative_actual", actual);
		cs_put_real(table, "cumulative_expected", expected);
		before = actual;
		expected_before = expected;
	}
}

void put_tracking(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct findings *found = study_of(study, part);
	const struct cs_buyings *now = &found->tally->now;
	bool tried = found->tried && cs_btyd_fitted(&found->trial.fit);
	struct again again;

	if (!found->fitted || !study->dated ||
	    tracked_periods(study) > MOST_TRACKED)
		return;
	again = again_new(tried ? &found->trial.fit.model : &found->fit.model,
			  now->length);
	put_periods(table, study, now, &again);
	free(again.within);
	free(again.room.at);
}
