/* model.c - cs-lifetime's tables sbg and projection. */
#include <math.h>

#include "lifetime/report.h"

/* rows of the projection in text */
enum { TEXT_ROWS = 24 };

/* --- sbg --------------------------------------------------------------- */

const struct cs_column sbg_columns[] = {
	{ "alpha", CS_REAL, NULL, 4,
	  .means = "first parameter of the beta distribution of lapse rates" },
	{ "alpha_se", CS_REAL, "... standard error", 4,
	  .means = "standard error of alpha" },
	{ "beta", CS_REAL, NULL, 4, .means = "second parameter of it" },
	{ "beta_se", CS_REAL, "... standard error", 4,
	  .means = "standard error of beta" },
	{ "log_likelihood", CS_REAL, "log-likelihood", 3,
	  .means = "log-likelihood at the maximum" },
	{ "converged", CS_BOOL,
	  .means = "false where there is no fit: text says why, and all other "
		   "columns are null" },
	{ "expected_lifetime", CS_REAL, "expected lifetime", 2,
	  .means = "payments of a new customer, the first included; later ones "
		   "discounted by --discount" },
	{ NULL }
};

static const char *const why_not[] = {
	[CS_SBG_NO_LAPSES] = "nobody lapsed, or all at once",
	[CS_SBG_ONE_ROW] = "lapses after a single payment cannot tell two "
			   "parameters apart",
	[CS_SBG_NO_SPREAD] =
	    "the lapse rate does not fall from payment to payment: "
	    "all customers may have one and the same",
	[CS_SBG_NO_RISK] = "some lapse at once and the others never",
	[CS_SBG_STOPPED] = "the search found no maximum",
};

static void add_lifetime_note(const struct study *study, struct cs_table *table)
{
	const char *unit = study_step(study);

	if (isnan(study->options->discount))
		cs_table_add_note(
		    table,
		    "expected lifetime: of a new customer, in %ss, the first "
		    "included; without --discount it exists only where alpha "
		    "is "
		    "above 1.",
		    unit);
	else
		cs_table_add_note(
		    table,
		    "expected lifetime: of a new customer, in %ss, the first "
		    "included, discounted at %g %% a year, of which one has "
		    "%.4g.",
		    unit, 100 * study->options->discount,
		    study->payments_a_year);
}

void begin_sbg(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	if (!study_falls_due(study))
		cs_table_add_note(table, "No fit: " STUDY_UNDUE ".");
	else if (study->whole.sbg.end != CS_SBG_CONVERGED)
		cs_table_add_note(table, "No fit: %s.",
				  why_not[study->whole.sbg.end]);
	else
		add_lifetime_note(study, table);
}

void put_sbg(const void *study, struct cs_table *table, const void *part)
{
	const struct subjects *s = part;
	double discount = study_discount(study);

	cs_row(table);
	cs_put_real(table, "alpha", s->sbg.alpha);
	cs_put_real(table, "alpha_se", s->sbg.alpha_se);
	cs_put_real(table, "beta", s->sbg.beta);
	cs_put_real(table, "beta_se", s->sbg.beta_se);
	cs_put_real(table, "log_likelihood", s->sbg.log_likelihood);
	cs_put_bool(table, "converged", s->sbg.end == CS_SBG_CONVERGED);
	cs_put_real(table, "expected_lifetime",
		    isnan(discount)
			? CS_NOTHING
			: cs_sbg_expected_lifetime(&s->sbg, discount));
}

/* --- projection -------------------------------------------------------- */

const struct cs_column projection_columns[] = {
	{ "n", CS_COUNT, "payment",
	  .means = "number of the payment, up to --horizon beyond the data" },
	{ "observed", CS_SHARE, .means = "survival, as in payments" },
	{ "survival", CS_SHARE, "model",
	  .means = "survival by the model; the interval is that of the fit, "
		   "and holds only if the model does" },
	{ "survival_low", CS_SHARE },
	{ "survival_high", CS_SHARE },
	{ NULL }
};

void begin_projection(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	cs_table_keep_short(study->job, table,
			    study->job->data.grouped ? 0 : TEXT_ROWS);
	cs_table_add_note(table,
			  "Share still there after the lapses that follow "
			  "payment n; the model (sbg) is fitted to all that is "
			  "observed%s.",
			  study->options->fit_to > 0 ? " up to --fit-to" : "");
	if (!study_falls_due(study))
		cs_table_add_note(table, "No fit: " STUDY_UNDUE ".");
}

/* With clusters, where errors are theirs, by Student's t. */
static struct cs_interval model_interval(const struct subjects *s, size_t n)
{
	struct cs_sbg fit = s->sbg;

	if (s->pooled != NULL) {
		double wider = cs_t(CS_LEVEL, s->model.df) / cs_z(CS_LEVEL);

		fit.alpha_se *= wider;
		fit.beta_se *= wider;
		fit.covariance *= wider * wider;
	}
	return cs_sbg_survival_interval(&fit, n, CS_LEVEL);
}

static size_t payments_observed(const struct subjects *s)
{
	return subjects_number(s, s->observed) - 1;
}

static void put_projected(struct cs_table *table, const struct subjects *s,
			  size_t n)
{
	cs_row(table);
	cs_put_count(table, "n", (int64_t)n);
	cs_put_real(table, "observed",
		    n <= payments_observed(s)
			? s->rows[subjects_row(s, n)].survival
			: CS_NOTHING);
	cs_put_real(table, "survival", cs_sbg_survival(&s->sbg, n));
	cs_put_interval(table, "survival", model_interval(s, n));
}

static size_t projected_rows(const struct study *study,
			     const struct subjects *s)
{
	return payments_observed(s) + (size_t)study->options->horizon;
}

static void put_projected_row(const void *study, struct cs_table *table,
			      const void *part, size_t row)
{
	(void)study;
	put_projected(table, part, row + 1);
}

void put_projection(const void *study, struct cs_table *table, const void *part)
{
	cs_rows_later(table, projected_rows(study, part), put_projected_row,
		      study, part);
}

/* The same, and where the fit ends. */
static void put_fitted(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct subjects *s = part;
	size_t fitted = subjects_fitted(s, study->options);

	for (size_t n = 1; n <= projected_rows(study, s); n++) {
		put_projected(table, s, n);
		cs_put_bool(table, "fitted", n <= fitted);
	}
}

void chart_projection(const void *of, struct cs_report *report,
		      const char *answer)
{
	static const struct cs_column fitted = { "fitted", CS_BOOL };
	const struct study *study = of;
	struct cs_table *data =
	    cs_table_open(&lifetime_tables[PROJECTION], true);
	struct cs_chart chart = {
		.table = lifetime_tables[PROJECTION].name,
		.kind = CS_CHART_PROJECTION,
		.data = data,
		.title = lifetime_tables[PROJECTION].question,
		.subtitle = "beta-geometric model with 95 % interval, and what "
			    "was observed",
		.xlabel = study->job->mode == MODE_SURVIVORS
			      ? kind_of(study->job)->clock
			      : "payments made",
		.ylabel = "share still there",
		.x = "n",
		.y = "survival",
		.low = "survival_low",
		.high = "survival_high",
		.y2 = "observed",
		.row = cs_part_column.name,
		.complete = fitted.name,
		.names = { "model", "observed" },
	};

	(void)answer;
	if (study->whole.sbg.end != CS_SBG_CONVERGED) {
		cs_table_free(data);
		return;
	}
	cs_table_add_column(data, &fitted);
	cs_draw_parts(study->job, &study->parts, subjects_size, study,
		      put_fitted, data, &chart);
	cs_report_chart(report, &chart, true);
}
