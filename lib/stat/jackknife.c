/* jackknife.c - see jackknife.h. */
#include "stat/jackknife.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/mem.h"
#include "stat/product_limit.h"

void cs_jackknife_init(struct cs_jackknife *jackknife, size_t n)
{
	*jackknife = (struct cs_jackknife){
		.n = n,
		.whole = cs_calloc(n, sizeof *jackknife->whole),
		.of = cs_calloc(n, sizeof *jackknife->of),
	};
}

void cs_jackknife_release(struct cs_jackknife *jackknife)
{
	free(jackknife->whole);
	free(jackknife->of);
	*jackknife = (struct cs_jackknife){ 0 };
}

void cs_jackknife_whole(struct cs_jackknife *jackknife, const double *figures)
{
	for (size_t i = 0; i < jackknife->n; i++)
		jackknife->whole[i] = figures[i];
}

void cs_jackknife_add(struct cs_jackknife *jackknife, const double *figures)
{
	jackknife->slices++;
	for (size_t i = 0; i < jackknife->n; i++) {
		struct cs_deviations *of = &jackknife->of[i];
		double d = figures[i] - jackknife->whole[i];

		/* what rounding leaves is no deviation */
		if (fabs(d) <= 1e-13 * fabs(jackknife->whole[i]))
			continue;
		of->squares += d * d;
		of->fourths += d * d * d * d;
		of->moved++;
	}
}

struct cs_spread cs_jackknife_spread(const struct cs_jackknife *jackknife,
				     size_t i)
{
	const struct cs_deviations *of = &jackknife->of[i];
	double g = (double)jackknife->slices, most = (double)of->moved - 1;
	double df = 3 * of->squares * of->squares / of->fourths - 2;

	if (isnan(jackknife->whole[i]) || isnan(of->squares))
		return (struct cs_spread){ NAN, 0 };
	return (struct cs_spread){
		sqrt((g - 1) / g * of->squares),
		of->moved < 2 ? 0 : fmin(most, fmax(1, df)),
	};
}

/* --- intervals --------------------------------------------------------- */

/* The two-sided quantile of Student's t; NaN for df 0. */
static double quantile(double level, double df)
{
	return level > 0 && level < 1 && df > 0
		   ? gsl_cdf_tdist_Qinv((1 - level) / 2, df)
		   : NAN;
}

static const struct cs_interval none = { NAN, NAN };

struct cs_interval cs_spread_interval(double estimate, struct cs_spread spread,
				      double level)
{
	double margin = quantile(level, spread.df) * spread.se;

	return margin > 0 && !isnan(estimate)
		   ? (struct cs_interval){ estimate - margin,
					   estimate + margin }
		   : none;
}

/* Wilson's of a share of so many, which need not be a whole number. */
static struct cs_interval wilson(double p, double n, double z)
{
	double centre = p * n + z * z / 2;
	double margin = z * sqrt(p * (1 - p) * n + z * z / 4);

	return (struct cs_interval){
		p <= 0 ? 0 : fmax(0, (centre - margin) / (n + z * z)),
		p >= 1 ? 1 : fmin(1, (centre + margin) / (n + z * z)),
	};
}

struct cs_interval cs_spread_wilson(int64_t successes, int64_t trials,
				    struct cs_spread spread, size_t clusters,
				    double level)
{
	double n = (double)trials, p = (double)successes / n, z = cs_z(level);
	double t = quantile(level, spread.df);

	if (trials <= 0 || successes < 0 || successes > trials ||
	    isnan(spread.se) || clusters < 2)
		return none;
	if (successes == 0 || successes == trials)
		return wilson(p, fmin(n, (double)clusters), z);
	/* the z^2 of n of its own, the t^2 of n as it comes out */
	n = fmin(n, p * (1 - p) / (spread.se * spread.se) * (z * z) / (t * t));
	return isnan(t) ? none : wilson(p, n, z);
}

struct cs_interval cs_spread_survival(double survival, struct cs_spread spread,
				      enum cs_conf_type type, double level)
{
	double relative = spread.se / survival;

	return spread.df > 0 && survival > 0 && survival < 1
		   ? cs_survival_interval(survival, relative * relative,
					  quantile(level, spread.df), type)
		   : none;
}

double cs_spread_p(double figure, struct cs_spread spread)
{
	return spread.se > 0 && spread.df > 0
		   ? 2 * gsl_cdf_tdist_Q(fabs(figure) / spread.se, spread.df)
		   : NAN;
}
