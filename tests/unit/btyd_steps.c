/*
 * btyd_steps.c - what comes in one of several steps of time: that steps add up,
 * that one step is the whole, and that the customers' share of the variance is
 * that of drawn customers.
 */
#include "cdnow.h"
#include "tap.h"

#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "btyd/predict.h"

enum { STEPS = 4, DRAWN = 500000 };

static const double ends[STEPS] = { 10 * WEEK, 20 * WEEK, 40 * WEEK,
				    60 * WEEK };

/* A fit whose parameters are known, but for `doubt` of their variances. */
static struct cs_btyd_fit fit_of(const struct cs_btyd *model, double doubt)
{
	struct cs_btyd_fit fit = { .model = *model,
				   .asked = model->kind,
				   .parameters =
				       cs_btyd_parameters(model->kind) };

	for (size_t i = 0; i < fit.parameters; i++)
		fit.covariance[i][i] = doubt;
	return fit;
}

/* Counts the purchases of a new customer in each step. */
static void draw(gsl_rng *rng, const struct cs_btyd *model, double counts[])
{
	double rate = gsl_ran_gamma(rng, model->r, 1 / model->alpha);
	double leaves = 0, dies = INFINITY, at = 0;
	size_t step = 0;

	for (size_t i = 0; i < STEPS; i++)
		counts[i] = 0;
	if (model->kind == CS_PARETO_NBD)
		dies = gsl_ran_exponential(
		    rng, 1 / gsl_ran_gamma(rng, model->s, 1 / model->beta));
	else if (model->kind != CS_NBD)
		leaves = gsl_ran_beta(rng, model->a, model->b);
	if (model->kind == CS_MBG_NBD && gsl_rng_uniform(rng) < leaves)
		return;
	for (;;) {
		at += gsl_ran_exponential(rng, 1 / rate);
		if (at >= dies)
			return;
		while (step < STEPS && at > ends[step])
			step++;
		if (step == STEPS)
			return;
		counts[step]++;
		if (gsl_rng_uniform(rng) < leaves)
			return;
	}
}

static void test_drawn(const struct cs_btyd *model, gsl_rng *rng)
{
	static const struct cs_history fresh = { 0, 0, 0, 1 };
	double sum[STEPS] = { 0 }, squares[STEPS] = { 0 }, counts[STEPS];
	struct cs_btyd_fit fit = fit_of(model, 0);
	struct cs_step steps[STEPS];
	struct cs_histories of;
	struct cs_buyers buyers = { &of, NULL, NULL };

	cs_histories_init(&of, &fresh, 1, 0);
	cs_predict_steps(&fit, NULL, &buyers, ends, STEPS, .95, steps);
	for (size_t c = 0; c < DRAWN; c++) {
		draw(rng, model, counts);
		for (size_t i = 0; i < STEPS; i++) {
			sum[i] += counts[i];
			squares[i] += counts[i] * counts[i];
		}
	}
	for (size_t i = 0; i < STEPS; i++) {
		double mean = sum[i] / DRAWN;
		double sd = sqrt(squares[i] / DRAWN - mean * mean);

		near(steps[i].purchases.mean, mean, .02,
		     named("%s: mean of step %zu", cs_btyd_names[model->kind],
			   i));
		near(steps[i].purchases.by_process, sd, .025,
		     named("%s: deviation of step %zu",
			   cs_btyd_names[model->kind], i));
		ok(steps[i].purchases.by_parameters == 0,
		   "... of which parameters that are known have no part");
	}
	cs_histories_release(&of);
}

static const struct cs_history rows[] = {
	{ 0, 0, 30, 3 },    { 0, 0, 272, 4 },	{ 1, 5, 60, 1 },
	{ 2, 10, 272, 1 },  { 2, 213, 272, 2 }, { 2, 272, 272, 1 },
	{ 25, 300, 700, 1 }
};
enum { ROWS = sizeof rows / sizeof *rows };

static const struct cs_gamma_gamma values = {
	.converged = true,
	.p = 6.25,
	.q = 3.744,
	.gamma = 15.44,
	.customers = 100,
	.covariance = { { .01 }, { 0, .01 }, { 0, 0, .02 } },
};

static void test_sums(const struct cs_btyd *model)
{
	struct cs_btyd_fit fit = fit_of(model, .004);
	struct cs_spending spending[13];
	size_t first[ROWS + 1] = { 0 };
	struct cs_step steps[STEPS], one;
	struct cs_histories of;
	struct cs_buyers buyers = { &of, spending, first };
	struct cs_prediction whole;
	double purchases = 0, revenue = 0;

	for (size_t i = 0; i < ROWS; i++)
		first[i + 1] = first[i] + (size_t)rows[i].weight;
	for (size_t i = 0; i < first[ROWS]; i++)
		spending[i] =
		    (struct cs_spending){ (double)(i % 4 + 1), 20 + (double)i };
	cs_histories_init(&of, rows, ROWS, 0);
	whole = cs_predict(&fit, &values, &buyers, ends[STEPS - 1], 0, .95);
	cs_predict_steps(&fit, &values, &buyers, ends, STEPS, .95, steps);
	for (size_t i = 0; i < STEPS; i++) {
		purchases += steps[i].purchases.mean;
		revenue += steps[i].revenue.mean;
	}
	near(purchases, whole.purchases.mean, 1e-12, "steps add up");
	near(revenue, whole.revenue.mean, 1e-12, "and what they bring");
	cs_predict_steps(&fit, &values, &buyers, &ends[STEPS - 1], 1, .95,
			 &one);
	near(one.purchases.interval.low, whole.purchases.interval.low, 1e-12,
	     "one step is the whole: from");
	near(one.purchases.interval.high, whole.purchases.interval.high, 1e-12,
	     "... to");
	near(one.revenue.interval.high, whole.revenue.interval.high, 1e-12,
	     "... what it brings");
	near(one.alive, steps[STEPS - 1].alive, 1e-12, "... who stays");
	ok(one.alive <= whole.alive.mean, "... of those who have");
	cs_histories_release(&of);
}

/* Opportunities: of a step of one there are no pairs. */
static void test_counted(void)
{
	static const struct cs_btyd model = { CS_BG_BB, 1,	  1.204,
					      .750,	{ .657 }, { 2.783 } };
	static const double each[3] = { 1, 2, 3 };
	static const struct cs_history row = { 2, 4, 6, 1 };
	struct cs_btyd_fit fit = fit_of(&model, 0);
	struct cs_step steps[3];
	struct cs_histories of;
	struct cs_buyers buyers = { &of, NULL, NULL };

	cs_histories_init(&of, &row, 1, 0);
	cs_predict_steps(&fit, NULL, &buyers, each, 3, .95, steps);
	for (size_t i = 0; i < 3; i++) {
		double p = steps[i].purchases.mean;

		near(steps[i].purchases.by_process, sqrt(p * (1 - p)), 1e-9,
		     named("opportunity %zu is taken or not", i + 1));
	}
	cs_histories_release(&of);
}

int main(void)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	for (size_t m = 0; m < CS_BTYD_KINDS; m++) {
		test_drawn(&of_cdnow[m], rng);
		test_sums(&of_cdnow[m]);
	}
	test_counted();
	gsl_rng_free(rng);
	return done_testing();
}
