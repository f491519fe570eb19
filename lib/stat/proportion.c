/* proportion.c - see proportion.h. */
#include "stat/proportion.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

double cs_z(double level)
{
	/* the upper tail: 1 - small keeps no digits of a high level */
	return level > 0 && level < 1 ? gsl_cdf_ugaussian_Qinv((1 - level) / 2)
				      : NAN;
}

struct cs_interval cs_normal_interval(double estimate, double se, double level)
{
	double margin = cs_z(level) * se;

	if (isnan(estimate) || !(margin > 0))
		return (struct cs_interval){ NAN, NAN };
	return (struct cs_interval){ estimate - margin, estimate + margin };
}

/*
 * The share p of m = trials is within z sqrt(q (1 - q) / m) of q; both roots
 * of the quadratic in q are centre -+ margin, over m + z^2.
 */
struct cs_interval cs_wilson(int64_t successes, int64_t trials, double level)
{
	double z = cs_z(level), x = (double)successes, m = (double)trials;
	double centre, margin;

	if (trials <= 0 || successes < 0 || successes > trials || isnan(z))
		return (struct cs_interval){ NAN, NAN };
	centre = x + z * z / 2;
	margin = z * sqrt(x * ((double)(trials - successes) / m) + z * z / 4);
	return (struct cs_interval){
		.low = successes == 0
			   ? 0
			   : fmax(0, (centre - margin) / (m + z * z)),
		.high = successes == trials
			    ? 1
			    : fmin(1, (centre + margin) / (m + z * z)),
	};
}

struct cs_interval cs_wilson_share(double share, double number, double level)
{
	double z = cs_z(level), all = number + z * z;
	double centre = share * number + z * z / 2;
	double margin = z * sqrt(share * (1 - share) * number + z * z / 4);

	if (!(number > 0 && share >= 0 && share <= 1) || isnan(z))
		return (struct cs_interval){ NAN, NAN };
	return (struct cs_interval){
		.low = share == 0 ? 0 : fmax(0, (centre - margin) / all),
		.high = share == 1 ? 1 : fmin(1, (centre + margin) / all),
	};
}
