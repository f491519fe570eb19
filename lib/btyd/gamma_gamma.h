/*
 * gamma_gamma.h - what an order of each customer is worth (Fader and Hardie
 * 2013, after Colombo and Jiang 1999).
 *
 * The values of a customer's orders are gamma(p, nu), their mean p / nu
 * differs: nu is gamma(q, gamma) over the customers. Of n orders of mean m,
 *
 *	LL = lgamma(pn + q) - lgamma(pn) - lgamma(q) + q log gamma
 *	   + (pn - 1) log m + pn log n - (pn + q) log(gamma + nm)
 *
 * It is assumed that values do not go with frequency.
 */
#ifndef CS_BTYD_GAMMA_GAMMA_H
#define CS_BTYD_GAMMA_GAMMA_H

#include <stdbool.h>
#include <stddef.h>

#include "btyd/climb.h"

/* Orders of a customer, with their mean value; n = 0: nothing is known. */
struct cs_spending {
	double n, mean;
};

struct cs_gamma_gamma {
	bool converged;	    /* all below is NaN if not */
	double p, q, gamma; /* gamma in the unit of money */
	double customers;   /* fitted to so many: n > 0 and mean > 0 */
	double log_likelihood;
	double norm; /* as in fit.h */
	long evaluations;
	double covariance[CS_MOST_PARAMETERS][CS_MOST_PARAMETERS]; /* of logs */
};

/* Quickest where equal n follow one another; the same on any number of threads.
 */
struct cs_gamma_gamma cs_gamma_gamma_fit(const struct cs_spending *list,
					 size_t n, unsigned threads);

/*
 * Of a customer with this spending the mean of its order values: its
 * expectation p (gamma + nm) / (pn + q - 1) and its mean square, and the
 * expected variance of an order around it. Infinite for somebody of whom
 * nothing is known where q <= 1, and without variance where q <= 2: NaN.
 */
struct cs_order_value {
	double mean, square, variance;
};
struct cs_order_value cs_gamma_gamma_value(const struct cs_gamma_gamma *model,
					   const struct cs_spending *spending);

#endif
