/* future.c - cs-clv's tables forecast and new. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "clv/report.h"

/* --- forecast ---------------------------------------------------------- */

const struct cs_column forecast_columns[] = {
	{ "period", CS_TEXT,
	  .means = "by --period, the first and the last cut to the horizon" },
	{ "expected_purchases", CS_REAL, "purchases", -1,
	  .means = "days with purchases of today's customers" },
	{ "expected_purchases_low", CS_REAL, .decimals = -1 },
	{ "expected_purchases_high", CS_REAL, .decimals = -1 },
	{ "expected_revenue", CS_REAL, "revenue", -1,
	  .means = "what they bring" },
	{ "expected_revenue_low", CS_REAL, .decimals = -1 },
	{ "expected_revenue_high", CS_REAL, .decimals = -1 },
	{ "discounted_value", CS_REAL, "worth today", -1,
	  .means = "the same times --margin, discounted from the middle of the "
		   "period; they add up to clv" },
	{ "alive_at_end", CS_REAL, "remain", -1,
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
				  "is not in it. An interval is of its period "
				  "alone; the summary has that of all.");
}

/* Days or opportunities ahead at which a period ends, up to the horizon. */
static double period_end(const struct study *study, int32_t period)
{
	cs_day last =
	    cs_period_last(period, cs_shared_period(&study->job->shared));
	cs_day end = cs_outlook_end(&study->options->outlook, study->now.end);

	return study_ahead(study, study->now.end, last < end ? last : end);
}

/* What `i` periods bring, discounted from the middle of each. */
static double discounted(const struct study *study, const struct cs_step *steps,
			 const double *ends, size_t i)
{
	double from = i > 0 ? ends[i - 1] : 0;

	return steps[i].revenue.mean *
	       exp(-study->delta * (from + ends[i]) / 2);
}

static void put_periods(struct cs_table *table, const struct study *study,
			const struct findings *found, const double *ends,
			size_t n)
{
	struct cs_buyers buyers = { &found->now.histories,
				    study->valued ? found->now.spending : NULL,
				    found->now.first };
	enum cs_period unit = cs_shared_period(&study->job->shared);
	int32_t first = cs_period_of(study->now.end + 1, unit);
	struct cs_step *steps = cs_calloc(n, sizeof *steps);
	char name[CS_PERIOD_SIZE];
	double sum = 0, scale;

	cs_predict_steps(&found->fit, &found->values, &buyers, ends, n,
			 CS_LEVEL, steps);
	for (size_t i = 0; i < n; i++)
		sum += discounted(study, steps, ends, i);
	/* what the middles leave out is spread, so that they add up to the
	 * value as it is known */
	scale = found->outlook.value * study->options->outlook.margin / sum;
	for (size_t i = 0; i < n; i++) {
		cs_row(table);
		cs_put_text(table, "period",
			    cs_period_format(first + (int32_t)i, unit, name));
		put_total(table, "expected_purchases", &steps[i].purchases,
			  true);
		put_total(table, "expected_revenue", &steps[i].revenue, true);
		cs_put_real(table, "discounted_value",
			    scale * discounted(study, steps, ends, i));
		cs_put_real(table, "alive_at_end", steps[i].alive);
	}
	free(steps);
}

void put_forecast(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct findings *found = study_of(study, part);
	enum cs_period unit = cs_shared_period(&study->job->shared);
	int32_t first = cs_period_of(study->now.end + 1, unit);
	double *ends;
	size_t n;

	if (!found->fitted || !study->dated ||
	    study->options->outlook.horizon.forever)
		return;
	n = periods_of(study);
	if (n == 0 || n > MOST_PERIODS)
		return;
	ends = cs_calloc(n, sizeof *ends);
	for (size_t i = 0; i < n; i++)
		ends[i] = period_end(study, first + (int32_t)i);
	put_periods(table, study, found, ends, n);
	free(ends);
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
