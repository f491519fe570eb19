/* future.c - cs-clv's tables forecast and new. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "clv/report.h"

/* --- forecast ---------------------------------------------------------- */

const struct cs_column forecast_columns[] = {
	{ "period", CS_TEXT,
	  .means = "by --period, the first and the last cut to the horizon" },
	{ "expected_purchases", CS_REAL, "purchases", 1,
	  .means = "days with purchases of today's customers" },
	{ "expected_revenue", CS_REAL, "revenue", 2,
	  .means = "what they bring" },
	{ "discounted_value", CS_REAL, "worth today", 2,
	  .means = "the same times --margin, discounted from the middle of the "
		   "period; they add up to clv" },
	{ "alive_at_end", CS_REAL, "still customers", 1,
	  .means = "customers who have not left by the end of the period" },
	{ NULL }
};

enum { MOST_PERIODS = 400 };

static size_t periods_of(const struct study *study)
{
	enum cs_period unit = cs_shared_period(&study->job->shared);

	if (study->parts.customers == 0 || !study->dated)
		return 0;
	return (size_t)(cs_period_of(cs_outlook_end(&study->options->outlook,
						    study->now.end),
				     unit) -
			cs_period_of(study->now.end + 1, unit)) +
	       1;
}

void begin_forecast(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	if (!study->dated)
		cs_table_add_note(table, "None: a summary has no days.");
	else if (study->options->outlook.horizon.forever)
		cs_table_add_note(table,
				  "None: --horizon inf has no last period.");
	else if (periods_of(study) > MOST_PERIODS)
		cs_table_add_note(table,
				  "None: they are more than %d, choose a "
				  "longer --period.",
				  MOST_PERIODS);
	else
		cs_table_add_note(table,
				  "Of today's customers alone: who comes new "
				  "is not in it. The summary has the interval "
				  "of the whole.");
}

struct sums {
	double purchases, revenue, alive;
};

/* What customers of a row bring, all together, for each purchase of one. */
static double worth_of(const struct findings *found, size_t row)
{
	const struct cs_buying_rows *now = &found->now;
	double sum = 0;

	for (size_t c = now->first[row]; c < now->first[row + 1]; c++)
		sum += cs_gamma_gamma_value(&found->values, &now->spending[c])
			   .mean;
	return sum;
}

/* What all do within `t` days or opportunities. Where k is 1, the row before
 * may tell it, as in btyd/predict.c. */
static struct sums within(const struct findings *found, double t,
			  const double *worth)
{
	const struct cs_buying_rows *now = &found->now;
	const struct cs_btyd *model = &found->fit.model;
	struct cs_tails room = { 0 };
	struct sums sums = { 0 };
	double before = 0, mean = 0, stay = 0;

	for (size_t i = 0; i < now->n; i++) {
		const struct cs_history *row = &now->rows[i];
		double alive = cs_btyd_alive(model, row);

		if (before > 0 && model->k == 1 &&
		    row->purchases == row[-1].purchases &&
		    row->age == row[-1].age) {
			mean *= alive / before;
			stay *= alive / before;
		} else {
			mean = cs_btyd_moments(model, row, t, &room).mean;
			stay = cs_btyd_alive_after(model, row, t, &room);
		}
		before = alive;
		sums.purchases += row->weight * mean;
		sums.alive += row->weight * stay;
		sums.revenue += mean * worth[i];
	}
	free(room.at);
	return sums;
}

/* Days or opportunities ahead at which a period ends, up to the horizon. */
static double period_end(const struct study *study, int32_t period)
{
	cs_day last =
	    cs_period_last(period, cs_shared_period(&study->job->shared));
	cs_day end = cs_outlook_end(&study->options->outlook, study->now.end);

	return study_ahead(study, study->now.end, last < end ? last : end);
}

/* Periods are discounted from their middle; what that leaves out is spread
 * evenly, so that they add up to the value as it is known. */
static double scale_of(const struct study *study, const struct sums *at,
		       int32_t first, size_t n)
{
	double sum = 0, from = 0;

	for (size_t i = 0; i < n; i++) {
		double to = period_end(study, first + (int32_t)i);

		sum += (at[i + 1].revenue - at[i].revenue) *
		       exp(-study->delta * (from + to) / 2);
		from = to;
	}
	return sum;
}

static void put_periods(struct cs_table *table, const struct study *study,
			const struct findings *found, const struct sums *at,
			int32_t first, size_t n)
{
	enum cs_period unit = cs_shared_period(&study->job->shared);
	double scale = found->outlook.value * study->options->outlook.margin /
		       scale_of(study, at, first, n);
	char name[CS_PERIOD_SIZE];
	double from = 0;

	for (size_t i = 0; i < n; i++) {
		int32_t period = first + (int32_t)i;
		double to = period_end(study, period);
		double revenue = at[i + 1].revenue - at[i].revenue;

		cs_row(table);
		cs_put_text(table, "period",
			    cs_period_format(period, unit, name));
		cs_put_real(table, "expected_purchases",
			    at[i + 1].purchases - at[i].purchases);
		cs_put_real(table, "expected_revenue", revenue);
		cs_put_real(table, "discounted_value",
			    scale * revenue *
				exp(-study->delta * (from + to) / 2));
		cs_put_real(table, "alive_at_end", at[i + 1].alive);
		from = to;
	}
}

void put_forecast(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct findings *found = study_of(study, part);
	enum cs_period unit = cs_shared_period(&study->job->shared);
	int32_t first = cs_period_of(study->now.end + 1, unit);
	bool valued = study->valued && found->values.converged;
	struct sums *at;
	double *worth;
	size_t n;

	if (!found->fitted || !study->dated ||
	    study->options->outlook.horizon.forever)
		return;
	n = periods_of(study);
	if (n > MOST_PERIODS)
		return;
	at = cs_calloc(n + 1, sizeof *at);
	worth = cs_calloc(found->now.n, sizeof *worth);
	for (size_t i = 0; i < found->now.n; i++)
		worth[i] = valued ? worth_of(found, i) : NAN;
	for (size_t i = 0; i < n; i++)
		at[i + 1] =
		    within(found, period_end(study, first + (int32_t)i), worth);
	put_periods(table, study, found, at, first, n);
	free(at);
	free(worth);
}

/* --- new --------------------------------------------------------------- */

const struct cs_column new_columns[] = {
	{ "months", CS_COUNT, .means = "months since the first purchase" },
	{ "expected_purchases", CS_REAL, "buys again", 2,
	  .means = "days with purchases after the first" },
	{ "purchase_probability", CS_SHARE, "at least once",
	  .means = "chance that there is one" },
	{ "revenue", CS_REAL, .decimals = 2,
	  .means = "what a new customer brings, the first purchase included" },
	{ "clv", CS_REAL, "worth", 2,
	  .means = "the same times --margin, discounted to the first purchase: "
		   "what a new customer may cost" },
	{ NULL }
};

void begin_new(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	cs_table_add_note(table,
			  "From the first purchase on, which is included in "
			  "the money. %s",
			  study->options->outlook.margin < 1
			      ? "A new customer may cost as much as the last "
				"column says."
			      : "Costs have to be below the margin on it: see "
				"--margin.");
}

static double months_ahead(const struct study *study, int64_t months)
{
	double days = 365.25 / 12 * (double)months;

	return cs_btyd_counts(study->kind) ? floor(days / study->length + 1e-9)
					   : days;
}

void put_new(const void *of, struct cs_table *table, const void *part)
{
	static const int64_t months[] = { 1, 3, 6, 12, 24, 36 };
	static const struct cs_history none = { .weight = 1 };
	static const struct cs_spending unknown = { 0, 0 };
	const struct study *study = of;
	const struct findings *found = study_of(study, part);
	bool valued = study->valued && found->values.converged;
	struct cs_tails tails = { 0 };

	for (size_t i = 0; found->fitted && i < sizeof months / sizeof *months;
	     i++) {
		double t = months_ahead(study, months[i]);
		double again =
		    cs_btyd_moments(&found->fit.model, &none, t, &tails).mean;

		cs_btyd_tails(&found->fit.model, &none, t, 2, &tails);
		cs_row(table);
		cs_put_count(table, "months", months[i]);
		cs_put_real(table, "expected_purchases", again);
		cs_put_real(table, "purchase_probability",
			    tails.n > 1 ? tails.at[1] : NAN);
		cs_put_real(table, "revenue",
			    valued ? (1 + again) * cs_gamma_gamma_value(
						       &found->values, &unknown)
						       .mean
				   : NAN);
		cs_put_real(table, "clv", study_new_customer(study, found, t));
	}
	free(tails.at);
}
