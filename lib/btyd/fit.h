/*
 * fit.h - a model of buying fitted to histories.
 */
#ifndef CS_BTYD_FIT_H
#define CS_BTYD_FIT_H

#include "btyd/btyd.h"

enum cs_btyd_end {
	CS_BTYD_CONVERGED,
	/* Nobody can be seen to leave: the likelihood is hardly higher (twice
	   the difference below 4) than where nobody does, or who leaves is too
	   slow or too few to tell. The fit is then that of cs_btyd_staying(),
	   with the same k. */
	CS_BTYD_NO_DROPOUT,
	/* All buy at one rate (r > 1e4), or leave with one chance (a, b > 1e4)
	   or at one rate (s > 1e4), or the likelihood hardly tells any more how
	   far from it they are: the model holds, its limit is meant. */
	CS_BTYD_NO_SPREAD,
	/* All leave at once: b or beta at the end of its range. */
	CS_BTYD_ALL_LEAVE,
	CS_BTYD_STOPPED /* no answer */
};

struct cs_btyd_fit {
	enum cs_btyd_end end;
	/* model.kind is cs_btyd_staying() of it where nobody leaves */
	enum cs_btyd_kind asked;
	struct cs_btyd model;
	size_t parameters;
	double log_likelihood; /* densities per day */
	double bic, aic;
	double norm; /* of the gradient in log parameters, per customer */
	long evaluations;
	/* of the log parameters, in the order of struct cs_btyd; zeros of one
	   that is at the end of its range */
	double covariance[CS_MOST_PARAMETERS][CS_MOST_PARAMETERS];
};

/* There must be purchases. k is 1 for pareto-nbd and bg-bb. */
struct cs_btyd_fit cs_btyd_fit(enum cs_btyd_kind kind, int k,
			       const struct cs_histories *histories);

/* Has it an answer? Not CS_BTYD_STOPPED. */
static inline int cs_btyd_fitted(const struct cs_btyd_fit *fit)
{
	return fit->end != CS_BTYD_STOPPED;
}

/* The parameters as an array, and back: 2 where nobody leaves, else 4. */
void cs_btyd_get(const struct cs_btyd *model, double *parameters);
void cs_btyd_set(struct cs_btyd *model, const double *parameters);

#endif
