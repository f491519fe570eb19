/* fit.c - see fit.h. */
#include "btyd/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const double HUGE_SHAPE = 1e4, SLOW = 1e-3;

void cs_btyd_get(const struct cs_btyd *model, double *parameters)
{
	const double of[] = { model->r, model->alpha, model->a, model->b };

	memcpy(parameters, of,
	       cs_btyd_parameters(model->kind) * sizeof *parameters);
}

void cs_btyd_set(struct cs_btyd *model, const double *parameters)
{
	model->r = parameters[0];
	model->alpha = parameters[1];
	if (cs_btyd_parameters(model->kind) == 2)
		return;
	model->a = parameters[2];
	model->b = parameters[3];
}

/* From where the climb begins. */
static void start(const struct cs_btyd_sample *sample, double *at)
{
	const struct cs_histories *of = sample->histories;

	at[0] = 1;
	at[1] = of->ages / (sample->k * of->purchases);
	if (cs_btyd_counts(sample->kind))
		at[1] = fmax(at[1] - 1, .1);
	at[2] = 1;
	at[3] = sample->kind == CS_PARETO_NBD ? of->ages / of->customers : 3;
}

/* Is what the model says of leaving next to nothing? */
static bool too_slow(const double *at, const void *of)
{
	const struct cs_btyd_sample *sample = of;

	if (cs_btyd_parameters(sample->kind) == 2)
		return false;
	if (sample->kind == CS_PARETO_NBD)
		return at[2] / at[3] * sample->histories->oldest < SLOW;
	return at[2] / (at[2] + at[3]) < SLOW;
}

static struct cs_btyd_fit climb(const struct cs_btyd_sample *sample,
				cs_climb_astray *astray)
{
	size_t n = cs_btyd_parameters(sample->kind);
	struct cs_btyd_fit fit = {
		.end = CS_BTYD_STOPPED,
		.asked = sample->kind,
		.model = { sample->kind, sample->k },
		.parameters = n,
	};
	double customers = sample->histories->customers, at[4];
	struct cs_climb top;

	start(sample, at);
	top = cs_climb(n, cs_btyd_slopes, astray, sample, at);
	fit.end = top.astray	  ? CS_BTYD_NO_DROPOUT
		  : top.converged ? CS_BTYD_CONVERGED
				  : CS_BTYD_STOPPED;
	if (fit.end == CS_BTYD_CONVERGED && top.flat)
		fit.end = CS_BTYD_NO_SPREAD;
	cs_btyd_set(&fit.model, top.at);
	fit.log_likelihood = top.value;
	fit.aic = 2 * (double)n - 2 * top.value;
	fit.bic = (double)n * log(customers) - 2 * top.value;
	fit.norm = top.norm / customers;
	fit.evaluations = top.evaluations;
	memcpy(fit.covariance, top.covariance, sizeof fit.covariance);
	return fit;
}

static enum cs_btyd_end end_of(const struct cs_btyd *model)
{
	double most = exp(CS_CLIMB_REACH) * .999;

	bool leaves = cs_btyd_parameters(model->kind) == 4;

	if (leaves && model->b <= 1 / most)
		return CS_BTYD_ALL_LEAVE;
	if (model->r > HUGE_SHAPE || (leaves && model->a > HUGE_SHAPE))
		return CS_BTYD_NO_SPREAD;
	return CS_BTYD_CONVERGED;
}

/* Is it hardly more likely than that nobody leaves? */
static bool no_better(const struct cs_btyd_fit *fit,
		      const struct cs_btyd_fit *stay)
{
	return 2 * (fit->log_likelihood - stay->log_likelihood) < 4;
}

/*
 * Where nobody leaves and gaps are random it does not matter when the last
 * purchase was: rows of one number of purchases and one age become one.
 */
static struct cs_btyd_fit climb_nbd(const struct cs_btyd_sample *sample)
{
	const struct cs_histories *of = sample->histories;
	struct cs_history *rows = cs_calloc(of->n, sizeof *rows);
	struct cs_btyd_sample fewer = *sample;
	struct cs_histories histories;
	struct cs_btyd_fit fit;
	size_t n = 0;

	for (size_t i = 0; i < of->n; i++) {
		const struct cs_history *row = &of->rows[i];

		if (n == 0 || row->purchases != rows[n - 1].purchases ||
		    row->age != rows[n - 1].age)
			rows[n++] = (struct cs_history){ row->purchases, 0,
							 row->age, 0 };
		rows[n - 1].weight += row->weight;
	}
	cs_histories_init(&histories, rows, n, of->log_gaps);
	histories.threads = of->threads;
	fewer.histories = &histories;
	fit = climb(&fewer, NULL);
	cs_histories_release(&histories);
	free(rows);
	return fit;
}

/* Without anybody leaving. */
static struct cs_btyd_fit climb_staying(const struct cs_btyd_sample *sample)
{
	return sample->kind == CS_NBD && sample->k == 1 ? climb_nbd(sample)
							: climb(sample, NULL);
}

struct cs_btyd_fit cs_btyd_fit(enum cs_btyd_kind kind, int k,
			       const struct cs_histories *histories)
{
	struct cs_btyd_sample sample = { kind, k, histories };
	struct cs_btyd_sample staying = { cs_btyd_staying(kind), k, histories };
	struct cs_btyd_fit fit, stay;

	if (kind == staying.kind) {
		fit = climb_staying(&staying);
	} else {
		fit = climb(&sample, too_slow);
		stay = climb_staying(&staying);
		/* it only passed through */
		if (fit.end == CS_BTYD_NO_DROPOUT && !no_better(&fit, &stay))
			fit = climb(&sample, NULL);
		if (cs_btyd_fitted(&stay) && no_better(&fit, &stay)) {
			stay.asked = kind;
			stay.end = CS_BTYD_NO_DROPOUT;
			stay.evaluations += fit.evaluations;
			return stay;
		}
		if (fit.end == CS_BTYD_NO_DROPOUT)
			fit.end = CS_BTYD_STOPPED;
	}
	if (fit.end == CS_BTYD_CONVERGED)
		fit.end = end_of(&fit.model);
	return fit;
}
