/* gamma_gamma.c - see gamma_gamma.h. */
#include "btyd/gamma_gamma.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sf_psi.h>

#include "base/mem.h"
#include "btyd/blocks.h"

/* Those that count, with the logarithms that no parameter changes. */
struct sample {
	struct spent {
		double n, sum, log_mean, log_sum;
	} * list;
	size_t n;
	unsigned threads;
	struct cs_slopes *blocks; /* of the parameters tried last */
};

/* What depends on n alone. */
struct at_n {
	double n, constant;	 /* of LL without m */
	double psi_all, psi_own; /* of pn + q, of pn */
};

static double lgamma_of(double x)
{
	int sign;

	return lgamma_r(x, &sign);
}

static struct at_n at_n(const double *at, double n)
{
	double own = at[0] * n, all = own + at[1];

	return (struct at_n){ n,
			      lgamma_of(all) - lgamma_of(own) -
				  lgamma_of(at[1]) + at[1] * log(at[2]) +
				  own * log(n),
			      gsl_sf_psi(all), gsl_sf_psi(own) };
}

static bool counts(const struct cs_spending *spending)
{
	return spending->n > 0 && spending->mean > 0;
}

static struct cs_slopes slopes_of(const struct sample *sample, const double *at,
				  bool bare, size_t from, size_t to)
{
	double psi_q = gsl_sf_psi(at[1]), log_gamma = log(at[2]);
	struct at_n by = { 0 };
	struct cs_slopes slopes = { .bare = bare };

	for (size_t i = from; i < to; i++) {
		const struct spent *row = &sample->list[i];
		double n = row->n, log_all = log(at[2] + row->sum), slope[3];

		if (n != by.n)
			by = at_n(at, n);
		slope[0] = at[0] * n *
			   (by.psi_all - by.psi_own + row->log_sum - log_all);
		slope[1] = at[1] * (by.psi_all - psi_q + log_gamma - log_all);
		slope[2] =
		    at[1] - (at[0] * n + at[1]) * at[2] / (at[2] + row->sum);
		cs_slopes_add(&slopes, 3, 1,
			      by.constant + (at[0] * n - 1) * row->log_mean -
				  (at[0] * n + at[1]) * log_all,
			      slope);
	}
	return slopes;
}

struct spent_blocks {
	const struct sample *sample;
	const double *at;
	bool bare;
};

static void sum_block(void *of, size_t block, size_t from, size_t to)
{
	const struct spent_blocks *summing = of;

	summing->sample->blocks[block] =
	    slopes_of(summing->sample, summing->at, summing->bare, from, to);
}

static void slopes_at(const double *at, const void *of,
		      struct cs_slopes *slopes)
{
	const struct sample *sample = of;
	struct spent_blocks summing = { sample, at, slopes->bare };

	cs_blocks_each(sample->n, sample->threads, sum_block, &summing);
	for (size_t i = 0; i < cs_blocks(sample->n); i++)
		cs_slopes_fold(slopes, 3, &sample->blocks[i]);
}

static struct cs_gamma_gamma conclude(const struct cs_climb *top,
				      double customers)
{
	struct cs_gamma_gamma fit = { .converged = top->converged,
				      .p = top->at[0],
				      .q = top->at[1],
				      .gamma = top->at[2],
				      .customers = customers,
				      .log_likelihood = top->value,
				      .norm = top->norm / customers,
				      .evaluations = top->evaluations };

	memcpy(fit.covariance, top->covariance, sizeof fit.covariance);
	if (!fit.converged)
		fit.p = fit.q = fit.gamma = fit.log_likelihood = NAN;
	return fit;
}

/* Returns the mean of means; `vary`: they are not all the same. */
static double gather(struct sample *sample, const struct cs_spending *list,
		     size_t n, bool *vary)
{
	double mean = 0, first = NAN;

	for (size_t i = 0; i < n; i++) {
		double m = list[i].mean, times = list[i].n;

		if (!counts(&list[i]))
			continue;
		*vary = *vary || (sample->n > 0 && m != first);
		first = m;
		mean += m;
		sample->list[sample->n++] =
		    (struct spent){ times, times * m, log(m), log(times * m) };
	}
	return mean / (double)sample->n;
}

struct cs_gamma_gamma cs_gamma_gamma_fit(const struct cs_spending *list,
					 size_t n, unsigned threads)
{
	static const double starts[][2] = { { 6, 4 }, { 1, 1 }, { .5, 2 } };
	struct sample sample = { .list = cs_calloc(n, sizeof *sample.list),
				 .threads = threads };
	bool vary = false;
	double mean = gather(&sample, list, n, &vary);
	struct cs_climb top = { 0 };

	sample.blocks = cs_calloc(cs_blocks(sample.n), sizeof *sample.blocks);
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		double p = starts[i][0], q = starts[i][1];
		double at[] = { p, q, mean * (fmax(q - 1, 0) + .01) / p };

		if (sample.n < 3 || !vary || top.converged)
			break;
		top = cs_climb(3, slopes_at, NULL, &sample, at);
	}
	free(sample.list);
	free(sample.blocks);
	return conclude(&top, (double)sample.n);
}

struct cs_order_value cs_gamma_gamma_value(const struct cs_gamma_gamma *model,
					   const struct cs_spending *spending)
{
	double p = model->p, sum = model->gamma, shape = model->q;
	struct cs_order_value value = { NAN, NAN, NAN };

	if (counts(spending)) {
		sum += spending->n * spending->mean;
		shape += p * spending->n;
	}
	if (shape > 1)
		value.mean = p * sum / (shape - 1);
	if (shape > 2) {
		value.square = p * value.mean * sum / (shape - 2);
		value.variance = value.square / p;
	}
	return value;
}
