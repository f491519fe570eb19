/*
 * product_limit.h - the step of a product-limit curve and the interval at it:
 * what survival.h and curve.h have in common, for lib/stat itself.
 *
 *	struct cs_product_limit curve = CS_PRODUCT_LIMIT_INIT;
 *
 *	for each time in ascending order
 *		cs_product_limit_step(&curve, at_risk, events);
 *	km = cs_product_limit_point(&curve, at_risk, cs_z(.95), type);
 */
#ifndef CS_STAT_PRODUCT_LIMIT_H
#define CS_STAT_PRODUCT_LIMIT_H

#include <stdint.h>

#include "stat/proportion.h"
#include "stat/survival.h"

struct cs_product_limit {
	int64_t events;	  /* so far */
	double survival;  /* S */
	double greenwood; /* the variance of log S; infinite at S = 0 */
};

#define CS_PRODUCT_LIMIT_INIT \
	{                     \
		0, 1, 0       \
	}

/*
 * `events` of `at_risk` at the next time. More events than subjects at risk
 * cannot be: the curve is NaN from there on.
 */
void cs_product_limit_step(struct cs_product_limit *curve, int64_t at_risk,
			   int64_t events);

/* The curve as it stands, with its standard error and interval; z as by cs_z().
 */
struct cs_km cs_product_limit_point(const struct cs_product_limit *curve,
				    int64_t at_risk, double z,
				    enum cs_conf_type type);

/*
 * The interval of S from the variance of log S (greenwood). NaN where that is
 * 0, infinite or NaN: before the first event, and where nobody survives.
 */
struct cs_interval cs_survival_interval(double survival, double greenwood,
					double z, enum cs_conf_type type);

#endif
