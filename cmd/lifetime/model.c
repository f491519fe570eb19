/* model.c - cs-lifetime's tables sbg and projection. */
#include <math.h>

#include "lifetime/report.h"

/* rows of the projection in text */
enum { TEXT_ROWS = 24 };

/* --- sbg --------------------------------------------------------------- */

const struct cs_column sbg_columns[] = {
	{ "alpha", CS_REAL, NULL, 4 },
	{ "alpha_se", CS_REAL, "... standard error", 4 },
	{ "beta", CS_REAL, NULL, 4 },
	{ "beta_se", CS_REAL, "... standard error", 4 },
	{ "log_likelihood", CS_REAL, "log-likelihood", 3 },
	{ "converged", CS_BOOL },
	{ "expected_lifetime", CS_REAL, "expected lifetime", 2 },
	{ NULL }
};

static const char *why_not(enum cs_sbg_end end)
{
	switch (end) {
	case CS_SBG_NO_LAPSES: return "nobody lapsed, or all at once";
	case CS_SBG_ONE_ROW:
		return "lapses after a single payment cannot tell two "
		       "parameters apart";
	case CS_SBG_NO_SPREAD:
		return "the lapse rate does not fall from payment to payment: "
		       "all customers may have one and the same";
	case CS_SBG_NO_RISK: return "some lapse at once and the others never";
	default: return "the search found no maximum";
	}
}

static void add_lifetime_note(const struct study *study, struct cs_table *table)
{
	const char *unit =
	    study->job->mode == MODE_SURVIVORS ? study_unit(study) : "payment";

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

struct cs_table *sbg_table(const struct study *study)
{
	struct cs_table *table = cs_table_add(study->job, SBG);

	if (study->whole.sbg.end != CS_SBG_CONVERGED)
		cs_table_add_note(table, "No fit: %s.",
				  why_not(study->whole.sbg.end));
	else
		add_lifetime_note(study, table);
	return table;
}

void put_sbg(const struct study *study, struct cs_table *table,
	     struct cs_part part, const struct subjects *s)
{
	double discount =
	    isnan(study->options->discount) ? 0 : study_discount(study);

	cs_put_part(table, part);
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
	{ "n", CS_COUNT, "payment" },	   { "observed", CS_SHARE },
	{ "survival", CS_SHARE, "model" }, { "survival_low", CS_SHARE },
	{ "survival_high", CS_SHARE },	   { NULL }
};

struct cs_table *projection_table(const struct study *study)
{
	struct cs_table *table = cs_table_add(study->job, PROJECTION);

	cs_table_set_text_limit(table,
				study->job->data.grouped ? 0 : TEXT_ROWS);
	cs_table_add_note(table,
			  "Share still there after the lapses that follow "
			  "payment n; the model (sbg) is fitted to all that is "
			  "observed%s.",
			  study->options->fit_to > 0 ? " up to --fit-to" : "");
	return table;
}

static void put_projected(struct cs_table *table, const struct subjects *s,
			  size_t n)
{
	cs_put_count(table, "n", (int64_t)n);
	cs_put_real(table, "observed",
		    n <= subjects_observed(s) ? s->rows[n - 1].survival
					      : CS_NOTHING);
	cs_put_real(table, "survival", cs_sbg_survival(&s->sbg, n));
	cs_put_interval(table, "survival",
			cs_sbg_survival_interval(&s->sbg, n, CS_LEVEL));
}

static size_t projected_rows(const struct study *study,
			     const struct subjects *s)
{
	return subjects_observed(s) + (size_t)study->options->horizon;
}

void put_projection(const struct study *study, struct cs_table *table,
		    struct cs_part part, const struct subjects *s)
{
	for (size_t n = 1; n <= projected_rows(study, s); n++) {
		cs_put_part(table, part);
		put_projected(table, s, n);
	}
}

static void put_chart(const struct study *study, struct cs_table *table,
		      const char *group, const struct subjects *s)
{
	size_t fitted = subjects_observed(s);

	if (study->options->fit_to > 0 &&
	    (size_t)study->options->fit_to < fitted)
		fitted = (size_t)study->options->fit_to;
	for (size_t n = 1; n <= projected_rows(study, s); n++) {
		cs_row(table);
		cs_put_text(table, "group", group);
		put_projected(table, s, n);
		cs_put_bool(table, "fitted", n <= fitted);
	}
}

struct cs_table *projection_chart_table(const struct study *study)
{
	static const struct cs_column chart_columns[] = {
		{ "group", CS_TEXT },	      { "n", CS_COUNT },
		{ "observed", CS_SHARE },     { "survival", CS_SHARE },
		{ "survival_low", CS_SHARE }, { "survival_high", CS_SHARE },
		{ "fitted", CS_BOOL },	      { NULL }
	};
	const struct cs_data *data = &study->job->data;
	struct cs_table *table = cs_table_new("projection", "", chart_columns);

	if (!data->grouped)
		put_chart(study, table, "all", &study->whole);
	for (size_t g = 0; data->grouped && g < study->ngroups; g++)
		put_chart(study, table, data->groups[g], &study->groups[g]);
	return table;
}
