/* predict.c - see predict.h. */
#include "btyd/predict.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "btyd/totals.h"

struct cs_prediction cs_predict(const struct cs_btyd_fit *fit,
				const struct cs_gamma_gamma *values,
				const struct cs_buyers *buyers, double t,
				double delta, double level)
{
	struct cs_pass pass = {
		.buyers = buyers, .fit = fit, .t = t, .delta = delta
	};
	struct cs_prediction sum;
	struct cs_row_future *rows;
	struct cs_row_totals parameters;
	struct cs_pass_slopes slopes;

	cs_pass_begin(&pass, values);
	rows = cs_pass_rows(&pass);
	pass.t = isfinite(t) ? t : 0;
	slopes = cs_pass_slopes(&pass);
	parameters = cs_pass_variances(fit, &slopes);
	sum = cs_pass_add_up(&pass, rows, &parameters, values, level);
	free(rows);
	cs_pass_release(&pass);
	return sum;
}

/* --- step by step --------------------------------------------------------- */

enum { ANCHORS = 4 };

/* Slopes at some times, between which they are read off. */
struct anchors {
	size_t n;
	double t[ANCHORS];
	struct cs_pass_slopes at[ANCHORS];
};

/* At the end of a quarter, half, three quarters and all of the steps, if
 * something can be bought in between. */
static void set_anchors(struct anchors *anchors, const struct cs_pass *pass,
			const double *ends, size_t n)
{
	struct cs_pass then = *pass;

	then.stays = false;
	then.t = 0;
	anchors->n = 0;
	for (size_t quarter = 1; quarter <= ANCHORS; quarter++) {
		size_t steps = (quarter * n + ANCHORS - 1) / ANCHORS;

		if (ends[steps - 1] <= then.t)
			continue;
		then.t = ends[steps - 1];
		anchors->t[anchors->n] = then.t;
		anchors->at[anchors->n++] = cs_pass_slopes(&then);
	}
}

/*
 * The slopes of what is bought up to t. By day they hardly change: between two
 * anchors they lie on a line, before the first they are as there.
 */
static struct cs_pass_slopes slopes_up_to(const struct anchors *anchors,
					  double t)
{
	struct cs_pass_slopes slopes = { 0 };
	size_t a = 0;
	double share = 1;

	while (a + 1 < anchors->n && anchors->t[a] < t)
		a++;
	if (a > 0)
		share = (t - anchors->t[a - 1]) /
			(anchors->t[a] - anchors->t[a - 1]);
	for (size_t i = 0; i < CS_MOST_PARAMETERS; i++) {
		double later = share * t / anchors->t[a];
		double sooner = a > 0 ? (1 - share) * t / anchors->t[a - 1] : 0;
		const struct cs_pass_slopes *from =
		    &anchors->at[a > 0 ? a - 1 : 0];
		const struct cs_pass_slopes *to = &anchors->at[a];

		slopes.purchases[i] =
		    sooner * from->purchases[i] + later * to->purchases[i];
		slopes.revenue[i] =
		    sooner * from->revenue[i] + later * to->revenue[i];
	}
	return slopes;
}

/*
 * What is left of the second factorial moment up to the end of a step, where
 * `more` of it are new: the pairs of purchases whose first is before the step
 * are none of it. How often two purchases are u and v days ahead depends on the
 * later, v, alone (k = 1), so that of the new pairs those are s / v.
 */
static double pairs_within(enum cs_btyd_kind kind, double from, double to,
			   double more)
{
	double middle = (from + to - (cs_btyd_counts(kind) ? 1 : 0)) / 2;

	return from > 0 ? more * (1 - from / middle) : more;
}

/* From rows up to the end of a step, and of the one before, to the step's. */
static void take_step(enum cs_btyd_kind kind, double from, double to, size_t n,
		      const struct cs_row_future *before,
		      const struct cs_row_future *at,
		      struct cs_row_future *step)
{
	for (size_t i = 0; i < n; i++) {
		double pairs = at[i].square - at[i].mean;
		double mean = at[i].mean;

		if (before != NULL) {
			pairs -= before[i].square - before[i].mean;
			mean -= before[i].mean;
		}
		pairs = pairs_within(kind, from, to, pairs > 0 ? pairs : 0);
		step[i] =
		    (struct cs_row_future){ at[i].alive, mean, pairs + mean,
					    mean, at[i].stay };
	}
}

/* The slopes of what is bought after `from` and up to `to`. */
static struct cs_row_totals by_step(const struct cs_btyd_fit *fit,
				    const struct anchors *anchors, double from,
				    double to)
{
	struct cs_pass_slopes slopes = slopes_up_to(anchors, to);
	struct cs_pass_slopes less = slopes_up_to(anchors, from);

	for (size_t i = 0; i < CS_MOST_PARAMETERS; i++) {
		slopes.purchases[i] -= less.purchases[i];
		slopes.revenue[i] -= less.revenue[i];
	}
	return cs_pass_variances(fit, &slopes);
}

void cs_predict_steps(const struct cs_btyd_fit *fit,
		      const struct cs_gamma_gamma *values,
		      const struct cs_buyers *buyers, const double *ends,
		      size_t n, double level, struct cs_step *steps)
{
	const struct cs_histories *of = buyers->histories;
	struct cs_pass pass = { .buyers = buyers, .fit = fit, .stays = true };
	struct cs_row_future *before = NULL, *step;
	struct anchors anchors;

	cs_pass_begin(&pass, values);
	step = cs_calloc(of->n, sizeof *step);
	set_anchors(&anchors, &pass, ends, n);
	for (size_t j = 0; j < n; j++) {
		double from = j > 0 ? ends[j - 1] : 0;
		struct cs_row_totals parameters =
		    by_step(fit, &anchors, from, ends[j]);
		struct cs_prediction sum;
		struct cs_row_future *at;

		pass.t = ends[j];
		at = cs_pass_rows(&pass);
		take_step(fit->model.kind, from, ends[j], of->n, before, at,
			  step);
		sum = cs_pass_add_up(&pass, step, &parameters, values, level);
		steps[j] = (struct cs_step){ sum.purchases, sum.revenue, 0 };
		for (size_t i = 0; i < of->n; i++)
			steps[j].alive += of->rows[i].weight * step[i].stay;
		free(before);
		before = at;
	}
	free(before);
	free(step);
	cs_pass_release(&pass);
}
