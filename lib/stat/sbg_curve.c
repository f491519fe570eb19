/* sbg_curve.c - what follows from a fit of sbg.h: survival and lifetime. */
#include "stat/sbg.h"

#include <math.h>

/* --- survival */

enum { DIRECT = 1024 };

/* The sum of 1 / (x + i), first <= i < end, by Euler and Maclaurin. */
static double harmonic(double x, double first, double end)
{
	double low = x + first, high = x + end;

	return log1p((end - first) / low) + (1 / low - 1 / high) / 2 +
	       (1 / (low * low) - 1 / (high * high)) / 12;
}

/* The sum of log((beta + i) / (alpha + beta + i)) likewise. */
static double log_ratios(double alpha, double beta, double first, double end)
{
	double low = beta + first, high = beta + end, n = end - first;
	double at_low = log1p(alpha / low), at_high = log1p(alpha / high);
	double integral = -n * at_high - alpha * log1p(n / (low + alpha)) -
			  low * log1p(-alpha * n / (high * (low + alpha)));
	double slope_low = alpha / (low * (low + alpha));
	double slope_high = alpha / (high * (high + alpha));

	return integral - (at_low - at_high) / 2 -
	       (slope_low - slope_high) / 12;
}

/* log S(n) and its derivatives in log alpha, and in both logs together. */
struct decline {
	double log_survival, d_alpha, d_both;
};

static struct decline decline(const struct cs_sbg *fit, size_t n)
{
	double alpha = fit->alpha, beta = fit->beta, both = alpha + beta;
	struct decline sum = { 0, 0, 0 };

	for (size_t i = 0; i < n && i < DIRECT; i++) {
		double k = (double)i;

		sum.log_survival -= log1p(alpha / (beta + k));
		sum.d_alpha -= alpha / (both + k);
		sum.d_both -= alpha * k / ((both + k) * (beta + k));
	}
	if (n > DIRECT) {
		double end = (double)n, rest = harmonic(both, DIRECT, end);

		sum.log_survival += log_ratios(alpha, beta, DIRECT, end);
		sum.d_alpha -= alpha * rest;
		sum.d_both -= both * rest - beta * harmonic(beta, DIRECT, end);
	}
	return sum;
}

double cs_sbg_survival(const struct cs_sbg *fit, size_t n)
{
	return fit->end == CS_SBG_CONVERGED ? exp(decline(fit, n).log_survival)
					    : NAN;
}

struct cs_interval cs_sbg_survival_interval(const struct cs_sbg *fit, size_t n,
					    double level)
{
	double alpha_se = fit->alpha_se / fit->alpha;
	double beta_se = fit->beta_se / fit->beta;
	double covariance = fit->covariance / fit->alpha / fit->beta;
	struct decline at = { 0, 0, 0 };
	double a, b, variance, factor;

	if (fit->end == CS_SBG_CONVERGED)
		at = decline(fit, n);
	a = at.d_alpha;
	b = at.d_both - at.d_alpha;
	variance = a * a * alpha_se * alpha_se + 2 * a * b * covariance +
		   b * b * beta_se * beta_se;
	factor = exp(cs_z(level) * sqrt(variance) / -at.log_survival);
	if (isnan(factor))
		return (struct cs_interval){ NAN, NAN };
	return (struct cs_interval){ exp(at.log_survival * factor),
				     exp(at.log_survival / factor) };
}

/* --- the expected lifetime */

/*
 * Weights of a beta distribution over s = log(theta / (1 - theta)), in steps of
 * `step` from its mode: theta^alpha (1 - theta)^beta, 1 at the mode.
 */
struct spread {
	double alpha, beta, discount;
	double step;
};

struct mean {
	double weights, values;
};

/* p d - log(1 - p + p exp(d)) */
static double log_weight(double p, double d)
{
	return p * d - (d < 700 ? log1p(p * expm1(d)) : d + log(p));
}

/* One term at `steps` from the mode, and the slope of its log weight. */
static struct mean term(const struct spread *spread, double steps,
			double *theta, double *slope)
{
	double both = spread->alpha + spread->beta;
	double p = spread->alpha / both, q = spread->beta / both;
	double d = steps * spread->step, odds = exp(-fabs(d)), weight;

	/* whichever of theta and 1 - theta is rare keeps the digits */
	weight = p < q ? log_weight(p, d) : log_weight(q, -d);
	weight = exp(both * weight);
	odds *= d < 0 ? p / q : q / p;
	*theta = d < 0 ? odds / (1 + odds) : 1 / (1 + odds);
	*slope = spread->alpha - both * *theta;
	return (struct mean){ weight, weight * (1 + spread->discount) /
					  (spread->discount + *theta) };
}

/*
 * Adds the terms on one side of the mode, direction -1 or 1, until they are
 * nothing. Beyond `end` weight and value fall like exp(-rate |s|): the rest is
 * a geometric series.
 */
static void add_side(const struct spread *spread, int direction, double end,
		     double rate, struct mean *sum)
{
	double log_odds = log(spread->alpha / spread->beta);
	double nothing_left = 1e-17 * spread->step;

	for (double steps = direction;; steps += direction) {
		double theta, slope;
		struct mean next = term(spread, steps, &theta, &slope);
		double over = log_odds + steps * spread->step - end;

		sum->weights += next.weights;
		sum->values += next.values;
		if (over * direction >= 0) {
			double rest = 1 / expm1(rate * spread->step);

			sum->weights += next.weights * rest;
			sum->values += next.values * rest;
			return;
		}
		/* steep enough for what follows to be less than this */
		if (-slope * direction >= 2 &&
		    next.weights <= nothing_left * sum->weights &&
		    next.values <= nothing_left * sum->values)
			return;
	}
}

/*
 * A customer whose chance is theta expects (1 + r) / (r + theta) payments. The
 * mean of that over the beta distribution is an integral over all s whose
 * integrand is analytic up to i pi on either side. There the trapezoidal rule
 * errs by exp(-2 pi^2 / step) only, if the step is also short beside the
 * standard deviation of s. The scale of the weights falls out.
 */
static double discounted(double alpha, double beta, double discount)
{
	struct spread spread = {
		.alpha = alpha,
		.beta = beta,
		.discount = discount,
		.step = fmin(.25, .6 * sqrt(1 / alpha + 1 / beta)),
	};
	double size = log(fmax(1, alpha + beta)), theta, slope;
	struct mean sum = term(&spread, 0, &theta, &slope);

	/* exp(-40) is nothing beside 1 */
	add_side(&spread, -1, fmin(log(discount), -size) - 40, alpha, &sum);
	add_side(&spread, 1, size + 40, beta, &sum);
	return sum.values / sum.weights;
}

double cs_sbg_expected_lifetime(const struct cs_sbg *fit, double discount)
{
	double alpha = fit->alpha, beta = fit->beta;

	if (fit->end != CS_SBG_CONVERGED || !(discount >= 0) || isinf(discount))
		return NAN;
	if (discount > 0)
		return discounted(alpha, beta, discount);
	return alpha > 1 ? 1 + beta / (alpha - 1) : NAN;
}
