/*
 * sbg.h - the shifted beta-geometric model of how long contracts last (Fader
 * and Hardie 2007, How to project customer retention).
 *
 * Everybody lapses after each payment with a chance of their own, and those
 * chances are spread over the customers like a beta(alpha, beta). Who has paid
 * n times lapses after the nth payment with
 *
 *	h(n) = alpha / (alpha + beta + n - 1)
 *	S(n) = product over i <= n of 1 - h(i)
 *	     = B(alpha, beta + n) / B(alpha, beta)
 *
 * so that the hazard falls with n although nobody's does: those who leave leave
 * early. Fitted by maximum likelihood to a life table: with at_risk(n)
 * customers watched through their nth payment and lapsed(n) of them lost after
 * it,
 *
 *	LL = sum over n of lapsed log h(n) + (at_risk - lapsed) log(1 - h(n)),
 *
 * which for survivors of one cohort is the likelihood of the paper.
 */
#ifndef CS_STAT_SBG_H
#define CS_STAT_SBG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stat/lifetable.h"
#include "stat/proportion.h"

/* Why the search ended; but for the first, there is no estimate. */
enum cs_sbg_end {
	CS_SBG_CONVERGED,
	/* nothing to estimate from: of those at risk nobody lapsed, or
	   everybody */
	CS_SBG_NO_LAPSES,
	/* somebody at risk at one n only: that is one figure for two parameters
	 */
	CS_SBG_ONE_ROW,
	/* the hazard does not fall: LL is highest as alpha and beta grow
	   without limit, everybody with one and the same chance */
	CS_SBG_NO_SPREAD,
	/* all lapses follow the first payment: LL is highest as alpha and beta
	   go to 0, some leave at once and the rest never */
	CS_SBG_NO_RISK,
	/* no answer: counts that cannot be, or nobody who stayed at n = 1 while
	   later rows are so steep that LL is highest as beta goes to 0 */
	CS_SBG_STOPPED
};

struct cs_sbg {
	enum cs_sbg_end end; /* all below are NaN unless CS_SBG_CONVERGED */
	double alpha, beta;
	double alpha_se, beta_se; /* from the observed information */
	double covariance;	  /* of alpha and beta */
	double log_likelihood;
	double gradient; /* the norm of its gradient in log alpha, log beta */
};

/*
 * The fit to counts[n - 1], n = 1 .. rows, of which at_risk and lapsed are
 * read. For a given alpha + beta, LL has one maximum. That is followed over all
 * values of alpha + beta, each peak is climbed by Newton's method, and the
 * highest taken. Rows with nobody at risk say nothing. 1e14 counts in 1e5 rows
 * are no trouble; nor is the order of 1e9 that alpha + beta may reach where the
 * hazard hardly falls, though the standard errors are then larger than the
 * estimates.
 */
struct cs_sbg cs_sbg_fit(const struct cs_life_counts *counts, size_t rows);

/* S(n), n from 0, to 1e-12 relative in log S; NaN unless the fit converged. */
double cs_sbg_survival(const struct cs_sbg *fit, size_t n);

/*
 * Its interval by the delta method, symmetric in log(-log S); NaN at n = 0,
 * where there is nothing to estimate, and unless the fit converged. Digits are
 * lost where (alpha_se / alpha)^2 times the number at risk nears 1e16, a hazard
 * that hardly falls; where none is left, it is NaN.
 */
struct cs_interval cs_sbg_survival_interval(const struct cs_sbg *fit, size_t n,
					    double level);

/*
 * The expected number of payments of a new customer, its first (n = 0)
 * included, the sum over n >= 0 of S(n) / (1 + discount)^n with `discount` per
 * payment. That is 2F1(1, beta; alpha + beta; 1 / (1 + discount)), the
 * discounted expected lifetime of Fader and Hardie (2010). Without discount it
 * is (alpha + beta - 1) / (alpha - 1) where alpha > 1; elsewhere the mean does
 * not exist: NaN. NaN too for a discount that is negative or not finite, and
 * unless the fit converged.
 *
 * Good to 1e-12 relative down to the smallest discounts: it is computed as the
 * mean of (1 + discount) / (discount + theta) over the beta distribution of
 * theta. gsl_sf_hyperg_2F1() is wrong where alpha is a whole number, and says
 * nothing.
 */
double cs_sbg_expected_lifetime(const struct cs_sbg *fit, double discount);

#endif
