/* curve.c - see curve.h; the tests that compare curves are in ranktest.c. */
#include "stat/curve.h"

#include <math.h>
#include <stdbool.h>

#include "stat/product_limit.h"
#include "stat/proportion.h"

/* Who was ever under observation. */
static int64_t subjects(const struct cs_spans *spans)
{
	int64_t all = spans->start;

	for (size_t i = 0; spans->entered != NULL && i < spans->n; i++)
		all += spans->entered[i];
	return all;
}

void cs_curve(const struct cs_spans *spans, double level,
	      enum cs_conf_type type, struct cs_km *out)
{
	struct cs_product_limit curve = CS_PRODUCT_LIMIT_INIT;
	int64_t at_risk = spans->start;
	double z = cs_z(level);

	if (subjects(spans) <= 0)
		curve.survival = curve.greenwood = NAN;
	for (size_t i = 0; i < spans->n; i++) {
		cs_product_limit_step(&curve, at_risk, spans->events[i]);
		out[i] = cs_product_limit_point(&curve, at_risk, z, type);
		at_risk -= spans->events[i] + spans->censored[i];
		if (spans->entered != NULL)
			at_risk += spans->entered[i];
	}
}

/* --- quantiles --------------------------------------------------------- */

enum line { CURVE, LOW, HIGH };

static double height(const struct cs_km *km, enum line line)
{
	switch (line) {
	case LOW: return km->low;
	case HIGH: return km->high;
	default: return km->survival;
	}
}

/* The last time at which somebody was seen. */
static double last_seen(const struct cs_spans *spans)
{
	size_t n = spans->n;

	while (n > 0 && spans->events[n - 1] == 0 &&
	       spans->censored[n - 1] == 0)
		n--;
	return n > 0 ? spans->times[n - 1] : NAN;
}

/*
 * The first time at which a line is down to `level`; where it then lies on it,
 * the middle of that stretch. A product of fractions that ought to be 1/2 may
 * miss it by a few roundings: what is nearer than the tolerance is equal.
 */
static double comes_down(const struct cs_spans *spans,
			 const struct cs_km *curve, enum line line,
			 double level)
{
	const double tolerance = 0x1p-26; /* sqrt(DBL_EPSILON), as R has it */
	double from = NAN, to = last_seen(spans);

	for (size_t i = 0; i < spans->n; i++) {
		double above = height(&curve[i], line) - level;

		if (isnan(from) && above <= tolerance)
			from = spans->times[i];
		if (!isnan(from) && fabs(above) > tolerance) {
			to = spans->times[i];
			break;
		}
	}
	return from + (to - from) / 2;
}

struct cs_curve_time cs_curve_quantile(const struct cs_spans *spans,
				       const struct cs_km *curve, double p)
{
	if (spans->n == 0 || isnan(curve[0].survival) || !(p >= 0 && p <= 1))
		return (struct cs_curve_time){ NAN, NAN, NAN };
	if (p == 0)
		return (struct cs_curve_time){ 0, 0, 0 };
	return (struct cs_curve_time){
		.time = comes_down(spans, curve, CURVE, 1 - p),
		.low = comes_down(spans, curve, LOW, 1 - p),
		.high = comes_down(spans, curve, HIGH, 1 - p),
	};
}

/* --- restricted mean --------------------------------------------------- */

/* On the scale of log(mean / (limit - mean)), whose derivative is `slope`. */
struct cs_mean_time cs_mean_time(double mean, double se, double limit, double z)
{
	double left = limit - mean, slope = limit / mean / left;
	double factor = exp(z * se * slope);

	if (!(se > 0 && left > 0))
		return (struct cs_mean_time){ mean, NAN, NAN, NAN };
	return (struct cs_mean_time){
		.mean = mean,
		.se = se,
		.low = limit * mean / (mean + left * factor),
		.high = limit * mean / (mean + left / factor),
	};
}

struct cs_mean_time cs_restricted_mean(const struct cs_spans *spans,
				       const struct cs_km *curve, double limit,
				       double level)
{
	double area = 0, right = limit, variance = 0;
	size_t n = spans->n;

	if (n == 0 || isnan(curve[0].survival) || !(limit > 0) || isinf(limit))
		return (struct cs_mean_time){ NAN, NAN, NAN, NAN };
	while (n-- > 0) {
		double d = (double)spans->events[n];
		double left = (double)curve[n].at_risk - d;

		if (spans->times[n] > limit)
			continue;
		area += curve[n].survival * (right - spans->times[n]);
		right = spans->times[n];
		if (d > 0 && left > 0)
			variance += area * area * d / (d + left) / left;
	}
	area += right; /* S = 1 up to the first time */
	return cs_mean_time(area, sqrt(variance), limit, cs_z(level));
}
