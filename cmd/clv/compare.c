/* compare.c - do groups buy differently? A table of cs-clv. */
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "clv/report.h"

const struct cs_column compare_columns[] = {
	{ "group", CS_TEXT,
	  .means = "the group; null: all of them, with the test" },
	{ "customers", CS_COUNT, .means = "its customers" },
	{ "log_likelihood", CS_REAL, "log-likelihood", 2,
	  .means = "of a model of its own, densities per --unit; of all: one "
		   "model for everybody" },
	{ "r", CS_REAL, .decimals = 3,
	  .means = "its parameters, as in "
		   "parameters" },
	{ "alpha", CS_REAL, .decimals = 3, .means = "second parameter" },
	{ "s_or_a", CS_REAL, "s or a", 3, .sparse = true,
	  .means = "third: s of pareto-nbd, else a; none of nbd" },
	{ "beta_or_b", CS_REAL, "beta or b", 3, .sparse = true,
	  .means = "fourth: beta or b" },
	{ "chi_square", CS_REAL, .decimals = 2, .sparse = true,
	  .means = "2 (sum of log-likelihoods of groups - that of all)" },
	{ "df", CS_COUNT, .sparse = true,
	  .means = "parameters that groups have more than one model" },
	{ "p_value", CS_REAL, "p", 4, .sparse = true,
	  .means = "of no difference, by the chi-square distribution" },
	{ NULL }
};

static void put_model(struct cs_table *table, const struct study *study,
		      const struct findings *found)
{
	const struct cs_btyd *model = &found->fit.model;
	double unit = cs_btyd_counts(model->kind) ? 1 : study_unit(study);
	bool leaves = found->fitted && cs_btyd_parameters(model->kind) == 4;
	double beta =
	    model->kind == CS_PARETO_NBD ? model->beta / unit : model->b;

	cs_put_count(table, "customers", found->customers);
	cs_put_real(table, "log_likelihood",
		    found->fitted ? found->fit.log_likelihood +
					study_shift(study, &found->now)
				  : NAN);
	cs_put_real(table, "r", found->fitted ? model->r : NAN);
	cs_put_real(table, "alpha", found->fitted ? model->alpha / unit : NAN);
	cs_put_real(table, "s_or_a", leaves ? model->a : NAN);
	cs_put_real(table, "beta_or_b", leaves ? beta : NAN);
}

void put_compare(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	size_t groups = study->parts.ngroups;
	const struct findings *whole = &study->all[0];
	double sum = 0, chi;
	int64_t df = -(int64_t)whole->fit.parameters;

	(void)part;
	for (size_t i = 1; i <= groups; i++) {
		const struct findings *found = &study->all[i];

		cs_row(table);
		cs_put_text(table, "group", study->job->data.groups[i - 1]);
		put_model(table, study, found);
		cs_put_rest(table);
		sum += found->fitted ? found->fit.log_likelihood : NAN;
		df += (int64_t)found->fit.parameters;
	}
	if (groups == 0)
		return;
	chi = 2 * (sum - whole->fit.log_likelihood);
	cs_row(table);
	cs_put_null(table, "group");
	put_model(table, study, whole);
	cs_put_real(table, "chi_square", chi);
	cs_put_known(table, "df", chi == chi && df > 0, df);
	cs_put_real(table, "p_value",
		    chi == chi && df > 0
			? gsl_cdf_chisq_Q(fmax(chi, 0), (double)df)
			: NAN);
	cs_table_by_line(study->job, table, true, 1);
}
