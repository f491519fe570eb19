/* drift.c - see drift.h. */
#include "stat/drift.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

/* Those at risk. */
struct watched {
	double n, x, xx;
};

static struct watched all(const struct cs_entries *entries, size_t n)
{
	struct watched risk = { 0 };

	for (size_t t = 0; t < n; t++) {
		risk.n += (double)entries[t].left;
		risk.x += (double)entries[t].left_x;
		risk.xx += (double)entries[t].left_xx;
	}
	return risk;
}

static double variance(const struct watched *risk)
{
	double mean = risk->x / risk->n;

	return fmax(0, risk->xx / risk->n - mean * mean);
}

struct cs_drift cs_drift(const struct cs_entries *entries, size_t n)
{
	struct watched risk = all(entries, n);
	struct cs_drift drift = {
		.customers = (int64_t)risk.n,
		.mean = risk.x / risk.n,
		.spread = sqrt(variance(&risk)),
	};
	double u = 0, v = 0;

	for (size_t t = 0; t < n; t++) {
		const struct cs_entries *at = &entries[t];
		double d = (double)at->events;

		if (at->events > 0)
			u += (double)at->events_x - d * risk.x / risk.n;
		if (at->events > 0 && risk.n > 1)
			v += d * (risk.n - d) / (risk.n - 1) * variance(&risk);
		drift.events += at->events;
		risk.n -= (double)at->left;
		risk.x -= (double)at->left_x;
		risk.xx -= (double)at->left_xx;
	}
	drift.score = u / (double)drift.customers;
	drift.log_ratio = v > 0 ? u / v : NAN;
	drift.se = 1 / sqrt(v);
	drift.p_value =
	    v > 0 ? 2 * gsl_cdf_ugaussian_Q(fabs(u) / sqrt(v)) : NAN;
	return drift;
}
