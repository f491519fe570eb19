/* product_limit.c - see product_limit.h. */
#include "stat/product_limit.h"

#include <math.h>

void cs_product_limit_step(struct cs_product_limit *curve, int64_t at_risk,
			   int64_t events)
{
	double n = (double)at_risk, d = (double)events;

	if (events <= 0)
		return;
	curve->events += events;
	if (events > at_risk) {
		curve->survival = curve->greenwood = NAN;
		return;
	}
	/* (n - d) / n is exact to the last digit, 1 - d / n is not */
	curve->survival *= (n - d) / n;
	curve->greenwood += d / n / (n - d);
}

struct cs_interval cs_survival_interval(double survival, double greenwood,
					double z, enum cs_conf_type type)
{
	double margin = z * sqrt(greenwood), power;

	/* no event yet, or no survivor: the formulas have no answer */
	if (!(greenwood > 0) || isinf(greenwood) || isnan(margin))
		return (struct cs_interval){ NAN, NAN };
	switch (type) {
	case CS_CONF_LOG:
		return (struct cs_interval){ survival * exp(-margin),
					     fmin(1, survival * exp(margin)) };
	case CS_CONF_PLAIN:
		return (struct cs_interval){
			fmax(0, survival - survival * margin),
			fmin(1, survival + survival * margin),
		};
	case CS_CONF_LOG_LOG: break;
	}
	/* log S is negative: exp(-margin / log S) is above 1 */
	power = exp(-margin / log(survival));
	return (struct cs_interval){ pow(survival, power),
				     pow(survival, 1 / power) };
}

struct cs_km cs_product_limit_point(const struct cs_product_limit *curve,
				    int64_t at_risk, double z,
				    enum cs_conf_type type)
{
	struct cs_interval bounds =
	    cs_survival_interval(curve->survival, curve->greenwood, z, type);

	return (struct cs_km){
		.at_risk = at_risk,
		.events_by = curve->events,
		.survival = curve->survival,
		.se =
		    curve->survival * sqrt(curve->greenwood), /* 0 inf = NaN */
		.low = bounds.low,
		.high = bounds.high,
	};
}
