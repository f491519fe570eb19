/* models.c - cs-clv's tables parameters and models. */
#include <math.h>

#include "btyd/profile.h"
#include "clv/report.h"

/* --- parameters -------------------------------------------------------- */

const struct cs_column parameter_columns[] = {
	{ "model", CS_TEXT, .means = "pareto-nbd, ...; gamma-gamma of values" },
	{ "parameter", CS_TEXT,
	  .means = "r, alpha: how often they buy; a, b or s, beta: how they "
		   "leave; of bg-bb alpha, beta and gamma, delta; and of "
		   "gamma-gamma p, q, gamma. mean_rate: r / alpha, or the mean "
		   "chance to take an opportunity, alpha / (alpha + beta); "
		   "mean_dropout: the mean chance to leave after a purchase, a "
		   "/ (a + b), before an opportunity, gamma / (gamma + delta), "
		   "or rate, s / beta" },
	{ "estimate", CS_REAL, .decimals = 4,
	  .means = "the most likely value; its interval is made on the log "
		   "scale, or with --profile by the likelihood itself" },
	{ "se", CS_REAL, "standard error", 4,
	  .means = "estimate times the standard error of its logarithm" },
	{ "estimate_low", CS_REAL, .decimals = 4 },
	{ "estimate_high", CS_REAL, .decimals = 4 },
	{ "unit", CS_TEXT,
	  .means = "what the parameter counts in; null: nothing" },
	{ "log_likelihood", CS_REAL, .decimals = 3, .people = CS_FILES,
	  .means = "of the model, densities per --unit" },
	{ "aic", CS_REAL, .decimals = 1, .people = CS_FILES,
	  .means = "Akaike's criterion: the less the better" },
	{ "bic", CS_REAL, .decimals = 1, .people = CS_FILES,
	  .means = "that of Schwarz" },
	{ "gradient_norm", CS_REAL, .people = CS_FILES,
	  .means = "length of the gradient in log parameters, a customer" },
	{ "end", CS_TEXT, .people = CS_FILES,
	  .means = "why the search ended: converged, no_dropout, no_spread, "
		   "all_leave" },
	{ "evaluations", CS_COUNT, .people = CS_FILES,
	  .means = "likelihoods that were computed" },
	{ NULL }
};

static const char *const ends[] = {
	[CS_BTYD_CONVERGED] = "converged", [CS_BTYD_NO_DROPOUT] = "no_dropout",
	[CS_BTYD_NO_SPREAD] = "no_spread", [CS_BTYD_ALL_LEAVE] = "all_leave",
	[CS_BTYD_STOPPED] = "stopped",
};

void begin_parameters(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct findings *whole = &study->all[0];
	enum cs_btyd_kind kind = whole->fit.model.kind;

	if (cs_btyd_counts(study->kind))
		cs_table_add_note(table, "Times in opportunities (--every).");
	else
		cs_table_add_note(
		    table, "Times in %ss.%s", unit_names[study->options->unit],
		    whole->fitted && !study->options->profile &&
			    (kind == CS_MBG_NBD || kind == CS_BG_NBD)
			? " While few have been watched for a year, the "
			  "intervals of r and b hold less often than they "
			  "say (cs-models(7))."
			: "");
	if (study->options->profile)
		cs_table_add_note(
		    table, "Intervals are where the log-likelihood, all other "
			   "parameters refitted, is 1.92 below its top; an end "
			   "that is missing was not found: it may go on for "
			   "ever. Those of gamma-gamma are made of standard "
			   "errors.");
	if (whole->fitted)
		cs_table_add_note(table, "%s: log-likelihood %.3f.",
				  cs_btyd_names[whole->fit.model.kind],
				  whole->fit.log_likelihood +
				      study_shift(study, &whole->now));
}

/* What the rows of one model have in common. */
struct shown {
	const char *model;
	double log_likelihood, aic, bic, norm;
	const char *end;
	long evaluations;
};

/* A positive figure whose logarithm has this variance. */
static struct cs_interval by_error(double estimate, double variance)
{
	double reach = exp(cs_z(CS_LEVEL) * sqrt(variance));

	if (!(variance > 0))
		return (struct cs_interval){ NAN, NAN };
	return (struct cs_interval){ estimate / reach, estimate * reach };
}

static void put_parameter(struct cs_table *table, const struct shown *shown,
			  const char *name, double estimate, double variance,
			  struct cs_interval interval, const char *unit)
{
	double se = sqrt(variance);

	cs_row(table);
	cs_put_text(table, "model", shown->model);
	cs_put_text(table, "parameter", name);
	cs_put_real(table, "estimate", estimate);
	cs_put_real(table, "se", variance > 0 ? estimate * se : NAN);
	cs_put_real(table, "estimate_low", interval.low);
	cs_put_real(table, "estimate_high", interval.high);
	cs_put_text(table, "unit", unit);
	cs_put_real(table, "log_likelihood", shown->log_likelihood);
	cs_put_real(table, "aic", shown->aic);
	cs_put_real(table, "bic", shown->bic);
	cs_put_real(table, "gradient_norm", shown->norm);
	cs_put_text(table, "end", shown->end);
	cs_put_count(table, "evaluations", shown->evaluations);
}

/* A model's figures, and what their intervals are made of. */
struct fitted {
	const struct cs_btyd_fit *fit;
	const struct cs_histories *histories; /* NULL: standard errors */
};

static struct cs_btyd_bounds profile(const struct fitted *of, size_t over,
				     size_t under)
{
	double z = cs_z(CS_LEVEL);

	return cs_btyd_profile(of->fit, of->histories, over, under, z * z / 2);
}

/* A parameter, in a unit so long. */
static void put_own(struct cs_table *table, const struct shown *shown,
		    const struct fitted *of, size_t i, const char *name,
		    double length, const char *unit)
{
	double at[CS_MOST_PARAMETERS], variance = of->fit->covariance[i][i];
	struct cs_interval interval;

	cs_btyd_get(&of->fit->model, at);
	interval = by_error(at[i] / length, variance);
	if (of->histories != NULL) {
		struct cs_btyd_bounds logs = profile(of, i, CS_PROFILE_ALONE);

		interval = (struct cs_interval){ exp(logs.low) / length,
						 exp(logs.high) / length };
	}
	put_parameter(table, shown, name, at[i] / length, variance, interval,
		      unit);
}

/* x / y of two parameters, so many times. */
static void put_ratio(struct cs_table *table, const struct shown *shown,
		      const struct fitted *of, size_t x, const char *name,
		      double times, const char *unit)
{
	double at[CS_MOST_PARAMETERS], estimate, variance;
	size_t y = x + 1;
	struct cs_interval interval;

	cs_btyd_get(&of->fit->model, at);
	estimate = at[x] / at[y] * times;
	variance = of->fit->covariance[x][x] + of->fit->covariance[y][y] -
		   2 * of->fit->covariance[x][y];
	interval = by_error(estimate, variance);
	if (of->histories != NULL) {
		struct cs_btyd_bounds logs = profile(of, x, y);

		interval = (struct cs_interval){ exp(logs.low) * times,
						 exp(logs.high) * times };
	}
	put_parameter(table, shown, name, estimate, variance, interval, unit);
}

/* x / (x + y), which tells x / y. */
static void put_share(struct cs_table *table, const struct shown *shown,
		      const struct fitted *of, size_t x, const char *name)
{
	double at[CS_MOST_PARAMETERS], estimate, variance;
	size_t y = x + 1;
	struct cs_interval interval;

	cs_btyd_get(&of->fit->model, at);
	estimate = at[x] / (at[x] + at[y]);
	variance = (1 - estimate) * (1 - estimate) *
		   (of->fit->covariance[x][x] + of->fit->covariance[y][y] -
		    2 * of->fit->covariance[x][y]);
	interval = by_error(estimate, variance);
	if (interval.high > 1) /* the log scale knows no end there */
		interval.high = 1;
	if (of->histories != NULL) {
		struct cs_btyd_bounds logs = profile(of, x, y);

		interval = (struct cs_interval){ 1 / (1 + exp(-logs.low)),
						 1 / (1 + exp(-logs.high)) };
	}
	put_parameter(table, shown, name, estimate, variance, interval,
		      "share");
}

static void put_means(struct cs_table *table, const struct shown *shown,
		      const struct fitted *of, double unit, const char *per)
{
	const struct cs_btyd *model = &of->fit->model;

	if (cs_btyd_counts(model->kind))
		put_share(table, shown, of, 0, "mean_rate");
	else
		put_ratio(table, shown, of, 0, "mean_rate", unit / model->k,
			  per);
	if (cs_btyd_parameters(model->kind) == 2)
		return;
	if (model->kind == CS_PARETO_NBD)
		put_ratio(table, shown, of, 2, "mean_dropout", unit, per);
	else
		put_share(table, shown, of, 2, "mean_dropout");
}

static void put_fit(struct cs_table *table, const struct study *study,
		    const struct findings *found)
{
	static const char *const names[][4] = {
		[CS_PARETO_NBD] = { "r", "alpha", "s", "beta" },
		[CS_BG_NBD] = { "r", "alpha", "a", "b" },
		[CS_MBG_NBD] = { "r", "alpha", "a", "b" },
		[CS_NBD] = { "r", "alpha" },
		[CS_BG_BB] = { "alpha", "beta", "gamma", "delta" },
		[CS_BETA_BINOMIAL] = { "alpha", "beta" },
	};
	static const char *const per[] = { "a day", "a week", "a month",
					   "a year" };
	const struct cs_btyd_fit *fit = &found->fit;
	enum cs_btyd_kind kind = fit->model.kind;
	struct fitted of = { fit, study->options->profile
				      ? &found->now.histories
				      : NULL };
	double unit = study_unit(study);
	double shift = study_shift(study, &found->now);
	struct shown shown = { cs_btyd_names[kind],
			       fit->log_likelihood + shift,
			       fit->aic - 2 * shift,
			       fit->bic - 2 * shift,
			       fit->norm,
			       ends[fit->end],
			       fit->evaluations };

	for (size_t i = 0; i < fit->parameters; i++) {
		bool time = !cs_btyd_counts(kind) &&
			    (i == 1 || (i == 3 && kind == CS_PARETO_NBD));

		put_own(table, &shown, &of, i, names[kind][i], time ? unit : 1,
			time ? unit_names[study->options->unit] : NULL);
	}
	put_means(table, &shown, &of, unit, per[study->options->unit]);
}

static void put_values_fit(struct cs_table *table,
			   const struct cs_gamma_gamma *fit)
{
	double ll = fit->log_likelihood;
	struct shown shown = {
		"gamma-gamma",	 ll,
		6 - 2 * ll,	 3 * log(fit->customers) - 2 * ll,
		fit->norm,	 ends[CS_BTYD_CONVERGED],
		fit->evaluations
	};

	put_parameter(table, &shown, "p", fit->p, fit->covariance[0][0],
		      by_error(fit->p, fit->covariance[0][0]), NULL);
	put_parameter(table, &shown, "q", fit->q, fit->covariance[1][1],
		      by_error(fit->q, fit->covariance[1][1]), NULL);
	put_parameter(table, &shown, "gamma", fit->gamma, fit->covariance[2][2],
		      by_error(fit->gamma, fit->covariance[2][2]), "amount");
}

void put_parameters(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct findings *found = study_of(study, part);

	if (!found->fitted)
		return;
	put_fit(table, study, found);
	if (study->valued && found->values.converged)
		put_values_fit(table, &found->values);
}

/* --- models ------------------------------------------------------------ */

const struct cs_column model_columns[] = {
	{ "model", CS_TEXT, .means = "each that --model knows" },
	{ "k", CS_COUNT, .means = "--regularity" },
	{ "parameters", CS_COUNT, .people = CS_FILES,
	  .means = "how many are estimated" },
	{ "log_likelihood", CS_REAL, "log-likelihood", 1,
	  .means = "of all customers, densities per --unit; two that differ by "
		   "less than 2 are the same fit" },
	{ "aic", CS_REAL, .decimals = 1, .people = CS_FILES,
	  .means = "Akaike's criterion: the less the better" },
	{ "bic", CS_REAL, .decimals = 1, .people = CS_FILES,
	  .means = "that of Schwarz" },
	{ "end", CS_TEXT, .means = "as in parameters" },
	{ "holdout_log_score", CS_REAL, "log score", 1,
	  .means = "sum of the logarithms of the chances that the model gave "
		   "to what each customer bought in the holdout: the higher "
		   "the better" },
	{ "holdout_expected", CS_REAL, "expected", -1,
	  .means = "purchases of the holdout, by the model" },
	{ "holdout_actual", CS_REAL, "actual", -1,
	  .means = "those there were" },
	{ "holdout_error", CS_SHARE, "off", .means = "expected / actual - 1" },
	{ "mae", CS_REAL, .decimals = 3, .people = CS_FILES,
	  .means = "mean absolute error of a customer's purchases; it prefers "
		   "models that say too little" },
	{ "rmse", CS_REAL, .decimals = 3, .people = CS_FILES,
	  .means = "root of the mean squared error" },
	{ "buyers_expected", CS_REAL, .decimals = -1, .people = CS_FILES,
	  .means = "customers who buy in the holdout, by the model" },
	{ "buyers_actual", CS_REAL, .decimals = -1, .people = CS_FILES,
	  .means = "those who did" },
	{ "chosen", CS_BOOL, .people = CS_FILES,
	  .means = "whether all other tables are of it" },
	{ NULL }
};

/* Which others are as likely as the model in force. */
static void note_same(struct cs_table *table, const struct study *study,
		      const struct findings *whole)
{
	const struct cs_btyd_fit *chosen = &whole->fits[study->kind];

	for (int kind = 0; kind < CS_BTYD_MODELS && whole->fitted; kind++) {
		const struct cs_btyd_fit *fit = &whole->fits[kind];

		if (fit->parameters == 0 || !cs_btyd_fitted(fit) ||
		    fit == chosen || fit->end == CS_BTYD_NO_DROPOUT ||
		    chosen->end == CS_BTYD_NO_DROPOUT ||
		    fit->model.k != chosen->model.k ||
		    fabs(fit->log_likelihood - chosen->log_likelihood) >= 2)
			continue;
		cs_table_add_note(table,
				  "The log-likelihoods of %s and %s differ by "
				  "less than 2: these data do not tell them "
				  "apart.",
				  cs_btyd_names[study->kind],
				  cs_btyd_names[kind]);
	}
}

void begin_models(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct findings *whole = &study->all[0];
	double k = cs_btyd_counts(study->kind)
		       ? NAN
		       : cs_buyings_regularity(&whole->tally->now);

	cs_table_add_note(
	    table, "All other tables are of %s.",
	    cs_btyd_names[whole->fitted ? whole->fit.model.kind : study->kind]);
	if (study->options->outlook.model == CS_MODEL_ALL)
		cs_table_add_note(table, "It is the best of them by %s.",
				  whole->tried
				      ? "the log score of the holdout"
				      : "bic, since there is no holdout");
	note_same(table, study, whole);
	if (isfinite(k))
		cs_table_add_note(
		    table,
		    "The last two gaps of each customer are as regular as k = "
		    "%.2f; 1 is random. The log score of the holdout, not the "
		    "likelihood, tells whether --regularity helps.",
		    k);
}

static void put_trial(struct cs_table *table, const struct trial *trial,
		      bool tried)
{
	static const struct cs_btyd_score none = { NAN, NAN, NAN, NAN,
						   NAN, NAN, NAN, NAN };
	const struct cs_btyd_score *score =
	    tried && cs_btyd_fitted(&trial->fit) ? &trial->score : &none;

	cs_put_real(table, "holdout_log_score", score->log_score);
	cs_put_real(table, "holdout_expected", score->expected);
	cs_put_real(table, "holdout_actual", score->actual);
	cs_put_real(table, "holdout_error",
		    score->expected / score->actual - 1);
	cs_put_real(table, "mae", score->mae);
	cs_put_real(table, "rmse", score->rmse);
	cs_put_real(table, "buyers_expected", score->buyers_expected);
	cs_put_real(table, "buyers_actual", score->buyers_actual);
}

void put_models(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct findings *found = study_of(study, part);
	double shift = study_shift(study, &found->now);

	for (int kind = 0; kind < CS_BTYD_MODELS && found->fitted; kind++) {
		const struct cs_btyd_fit *fit = &found->fits[kind];
		bool known = cs_btyd_fitted(fit);

		if (fit->parameters == 0) /* it has other times */
			continue;
		cs_row(table);
		cs_put_text(table, "model", cs_btyd_names[kind]);
		cs_put_count(table, "k", fit->model.k);
		cs_put_count(table, "parameters", (int64_t)fit->parameters);
		cs_put_real(table, "log_likelihood",
			    known ? fit->log_likelihood + shift : NAN);
		cs_put_real(table, "aic", known ? fit->aic - 2 * shift : NAN);
		cs_put_real(table, "bic", known ? fit->bic - 2 * shift : NAN);
		cs_put_text(table, "end", ends[fit->end]);
		put_trial(table, &found->trials[kind], found->tried);
		cs_put_bool(table, "chosen",
			    (enum cs_btyd_kind)kind == study->kind);
	}
}
