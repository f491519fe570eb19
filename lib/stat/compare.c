/* compare.c - see compare.h. */
#include "stat/compare.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/mem.h"
#include "stat/product_limit.h"
#include "stat/proportion.h"
#include "stat/risk.h"

enum { FEW = 5 }; /* fewer are expected: the test is exact */

/* A group on its way to `time`. */
struct arm {
	const struct cs_times *times;
	int64_t n, at_risk;
	double uncensored; /* C(u-) */
	double sum;	   /* of the variance of compare.h, without S0(t)^2 */
	struct cs_product_limit curve;
	double share;	  /* F, NaN where it is not known */
	double worth;	  /* m */
	double own_worth; /* S (1 - S) / se^2, or m */
};

static int64_t at(const int64_t *counts, const struct cs_times *times,
		  size_t time)
{
	return time < times->ntimes ? counts[time] : 0;
}

static void arm_init(struct arm *arm, const struct cs_times *times)
{
	*arm = (struct arm){ .times = times,
			     .uncensored = 1,
			     .curve = CS_PRODUCT_LIMIT_INIT };
	for (size_t u = 0; u < times->ntimes; u++)
		arm->n += times->events[u] + times->censored[u];
	arm->at_risk = arm->n;
}

/* A day of both, whose curve was `pooled` before it. */
static void arm_step(struct arm *arm, size_t u, double odds, double pooled)
{
	int64_t events = at(arm->times->events, arm->times, u);
	int64_t censored = at(arm->times->censored, arm->times, u);

	if (odds > 0)
		arm->sum += odds / ((double)arm->n * pooled * arm->uncensored);
	cs_product_limit_step(&arm->curve, arm->at_risk, events);
	arm->at_risk -= events;
	if (censored > 0)
		arm->uncensored *=
		    (double)(arm->at_risk - censored) / (double)arm->at_risk;
	arm->at_risk -= censored;
}

/* Both up to `time`; returns the curve of all. */
static double walk(struct arm arms[2], size_t time)
{
	double pooled = 1;

	for (size_t u = 0; u <= time; u++) {
		int64_t n = arms[0].at_risk + arms[1].at_risk;
		int64_t events = at(arms[0].times->events, arms[0].times, u) +
				 at(arms[1].times->events, arms[1].times, u);
		double odds = (double)events / (double)(n - events);

		/* who is censored at `time` was watched until then */
		for (int i = 0; u == time && i < 2; i++)
			if (arms[i].at_risk == 0 && arms[i].curve.survival > 0)
				arms[i].curve.survival = NAN;
		for (int i = 0; i < 2; i++)
			arm_step(&arms[i], u, events > 0 ? odds : 0, pooled);
		if (events > 0)
			pooled *= (double)(n - events) / (double)n;
	}
	return pooled;
}

static void arm_settle(struct arm *arm, double pooled)
{
	double survival = arm->curve.survival, variance;

	arm->share = 1 - survival;
	arm->worth = (1 / pooled - 1) / arm->sum;
	variance = survival * survival * arm->curve.greenwood;
	arm->own_worth =
	    variance > 0 ? survival * arm->share / variance : arm->worth;
}

/* The p-value of the two shares. */
static double test(const struct arm *a, const struct arm *b, bool *exact)
{
	double m = a->worth + b->worth;
	double share = (a->worth * a->share + b->worth * b->share) / m;
	double least = fmin(a->worth, b->worth) * fmin(share, 1 - share);
	double variance =
	    share * (1 - share) * (1 / a->worth + 1 / b->worth) * m / (m - 1);

	*exact = least < FEW;
	return *exact ? cs_fisher_exact(
			    llround(a->worth * a->share), llround(a->worth),
			    llround(b->worth * b->share), llround(b->worth))
		      : 2 * gsl_cdf_ugaussian_Q(fabs(a->share - b->share) /
						sqrt(variance));
}

struct cs_difference cs_km_difference(const struct cs_times *ours,
				      const struct cs_times *theirs,
				      size_t time, double level)
{
	struct cs_difference d = { NAN, NAN, NAN, NAN, NAN, false };
	struct cs_interval us, them;
	struct arm arms[2], *a = &arms[0], *b = &arms[1];
	double pooled;

	arm_init(a, ours);
	arm_init(b, theirs);
	pooled = walk(arms, time);
	arm_settle(a, pooled);
	arm_settle(b, pooled);
	d.rate = a->share;
	d.difference = a->share - b->share;
	if (isnan(d.difference) || !(pooled > 0 && pooled < 1))
		return d;
	us = cs_wilson_share(a->share, a->own_worth, level);
	them = cs_wilson_share(b->share, b->own_worth, level);
	d.low = d.difference - hypot(a->share - us.low, them.high - b->share);
	d.high = d.difference + hypot(us.high - a->share, b->share - them.low);
	d.p_value = test(a, b, &d.exact);
	if (d.p_value > 1 - level) {
		d.low = fmin(d.low, 0);
		d.high = fmax(d.high, 0);
	}
	return d;
}

struct ranked {
	double p;
	size_t index;
};

static int by_p(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return (x->p > y->p) - (x->p < y->p);
}

void cs_holm(const double *p, size_t n, double *adjusted)
{
	struct ranked *order = cs_calloc(n, sizeof *order);
	size_t count = 0;
	double largest = 0;

	for (size_t i = 0; i < n; i++) {
		adjusted[i] = p[i];
		if (!isnan(p[i]))
			order[count++] = (struct ranked){ p[i], i };
	}
	qsort(order, count, sizeof *order, by_p);
	for (size_t i = 0; i < count; i++) {
		largest = fmax(largest, (double)(count - i) * order[i].p);
		adjusted[order[i].index] = fmin(1, largest);
	}
	free(order);
}
