/*
 * predict.h - what many customers will still buy and bring, with intervals.
 *
 * A total differs from what is expected of it in two ways. The parameters are
 * estimates: their share is the delta method's, from the covariance of the fit
 * and central differences of the total. And customers do as they please: that
 * share is the sum of their own variances, known in closed form. Both are
 * needed; see cs-models(7) for what each alone covers. The model is taken for
 * right: that, no interval knows.
 */
#ifndef CS_BTYD_PREDICT_H
#define CS_BTYD_PREDICT_H

#include "btyd/fit.h"
#include "btyd/gamma_gamma.h"
#include "stat/proportion.h"

struct cs_buyers {
	const struct cs_histories *histories;
	/* The customers of row i are spending[first[i]] up to first[i + 1] - 1;
	   NULL: values are not known. */
	const struct cs_spending *spending;
	const size_t *first;
};

/* `mean` with its interval; two standard deviations, of what comes from the
 * parameters and from the customers. All NaN: it cannot be said. */
struct cs_total {
	double mean;
	double by_parameters, by_process;
	struct cs_interval interval; /* not below 0 */
};

struct cs_prediction {
	struct cs_total alive;	   /* customers at T */
	struct cs_total purchases; /* in the t days after T */
	struct cs_total revenue;   /* ... what they bring */
	double discounted;	   /* the purchases, as of T */
	double value;		   /* the revenue, as of T */
};

/*
 * Where t is infinite only `alive`, `discounted` and `value` are known.
 * `values` NULL, or not converged: no revenue.
 */
struct cs_prediction cs_predict(const struct cs_btyd_fit *fit,
				const struct cs_gamma_gamma *values,
				const struct cs_buyers *buyers, double t,
				double delta, double level);

/* What comes in one of several steps of time, one after another. */
struct cs_step {
	struct cs_total purchases, revenue;
	double alive; /* customers who have not left by its end */
};

/*
 * Of n > 0 steps that end `ends` days (or opportunities) after T, which rise.
 * The means add up to those of cs_predict(); the intervals are each step's own,
 * and do not. With k above 1 gaps that reach into a step are taken for random
 * ones: the customers' share is then a little large. Covered: cs-models(7).
 */
void cs_predict_steps(const struct cs_btyd_fit *fit,
		      const struct cs_gamma_gamma *values,
		      const struct cs_buyers *buyers, const double *ends,
		      size_t n, double level, struct cs_step *steps);

#endif
