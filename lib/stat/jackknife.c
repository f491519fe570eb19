/* jackknife.c - see jackknife.h. */
#include "stat/jackknife.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/mem.h"
#include "stat/product_limit.h"

/* Degrees of freedom, where few events make few slices stand out. */
enum { LEAST = 4 };

/* Adds the figures without a slice. */
static void add(struct cs_jackknife *jackknife, const double *figures)
{
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

void cs_jackknife_run(struct cs_jackknife *jackknife, size_t n, size_t slices,
		      cs_figure_all *all, cs_figure_without *without,
		      void *study)
{
	double *figures = cs_calloc(n, sizeof *figures);

	*jackknife = (struct cs_jackknife){
		.n = n,
		.slices = slices,
		.whole = cs_calloc(n, sizeof *jackknife->whole),
		.of = cs_calloc(n, sizeof *jackknife->of),
	};
	all(study, jackknife->whole);
	for (size_t s = 0; s < slices; s++) {
		without(study, s, figures);
		add(jackknife, figures);
	}
	free(figures);
}

void cs_jackknife_release(struct cs_jackknife *jackknife)
{
	free(jackknife->whole);
	free(jackknife->of);
	*jackknife = (struct cs_jackknife){ 0 };
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
		of->moved < 2 ? 0 : fmin(most, fmax(LEAST, df)),
	};
}

/* --- intervals --------------------------------------------------------- */

double cs_t(double level, double df)
{
	return level > 0 && level < 1 && df > 0
		   ? gsl_cdf_tdist_Qinv((1 - level) / 2, df)
		   : NAN;
}

static const struct cs_interval none = { NAN, NAN };

struct cs_interval cs_spread_interval(double estimate, struct cs_spread spread,
				      double level)
{
	double margin = cs_t(level, spread.df) * spread.se;

	return margin > 0 && !isnan(estimate)
		   ? (struct cs_interval){ estimate - margin,
					   estimate + margin }
		   : none;
}

struct cs_interval cs_spread_mean(double mean, struct cs_spread spread,
				  double level)
{
	double factor = exp(cs_t(level, spread.df) * spread.se / mean);

	if (!(mean > 0))
		return cs_spread_interval(mean, spread, level);
	return spread.se > 0 && !isnan(factor)
		   ? (struct cs_interval){ mean / factor, mean * factor }
		   : none;
}

struct cs_interval cs_spread_wilson(double share, double trials,
				    struct cs_spread spread, size_t clusters,
				    double level)
{
	double t = cs_t(level, spread.df), variance;

	if (!(trials > 0) || isnan(spread.se) || clusters < 2)
		return none;
	if (share == 0 || share == 1)
		return cs_wilson_share(share, fmin(trials, (double)clusters),
				       level);
	/* the z^2 of the formula, the t^2 of what the variance is known by */
	variance = spread.se * spread.se * t * t / pow(cs_z(level), 2);
	return cs_wilson_share(
	    share, fmin(trials, share * (1 - share) / variance), level);
}

struct cs_interval cs_spread_survival(double survival, struct cs_spread spread,
				      enum cs_conf_type type, double level)
{
	double relative = spread.se / survival;

	return spread.df > 0 && survival > 0 && survival < 1
		   ? cs_survival_interval(survival, relative * relative,
					  cs_t(level, spread.df), type)
		   : none;
}

double cs_spread_p(double figure, struct cs_spread spread)
{
	return spread.se > 0 && spread.df > 0
		   ? 2 * gsl_cdf_tdist_Q(fabs(figure) / spread.se, spread.df)
		   : NAN;
}

/* --- several figures at once ------------------------------------------- */

/* Sums of products of the deviations, [k][k]. */
static double *products(const double *whole, const double *without, size_t k,
			size_t slices)
{
	double *sum = cs_calloc(k * k, sizeof *sum);

	for (size_t s = 0; s < slices; s++)
		for (size_t g = 0; g < k; g++)
			for (size_t h = 0; h < k; h++)
				sum[g * k + h] +=
				    (without[s * k + g] - whole[g]) *
				    (without[s * k + h] - whole[h]);
	return sum;
}

/*
 * z' V^- z by elimination, largest pivot first; *rank is how many there are. A
 * pivot that is next to nothing of the largest is of a figure that the others
 * determine.
 */
static double quadratic(double *v, double *z, size_t k, int *rank)
{
	double sum = 0, largest = 0;

	for (*rank = 0;; ++*rank) {
		size_t p = 0;
		double pivot;

		for (size_t g = 1; g < k; g++)
			p = v[g * k + g] > v[p * k + p] ? g : p;
		pivot = v[p * k + p];
		largest = fmax(largest, pivot);
		if (!(pivot > 1e-9 * largest))
			return sum;
		sum += z[p] * z[p] / pivot;
		for (size_t g = 0; g < k; g++) {
			double share = v[g * k + p] / pivot;

			if (g == p)
				continue;
			z[g] -= share * z[p];
			for (size_t h = 0; h < k; h++)
				if (h != p)
					v[g * k + h] -= share * v[p * k + h];
		}
		for (size_t g = 0; g < k; g++)
			v[g * k + p] = v[p * k + g] = 0;
	}
}

struct cs_joint_test cs_spread_test(const double *whole, const double *without,
				    size_t k, size_t slices)
{
	struct cs_joint_test test = { NAN, 0, 0, NAN };
	double *v = products(whole, without, k, slices);
	double *z = cs_calloc(k, sizeof *z);
	double g = (double)slices, t2;
	int q;

	for (size_t i = 0; i < k; i++)
		z[i] = whole[i];
	t2 = quadratic(v, z, k, &q) * g / (g - 1);
	if (q > 0 && q < (int)slices && !isnan(t2)) {
		test.df1 = q;
		test.df2 = (int)slices - q;
		test.f = t2 * (g - q) / (q * (g - 1));
		test.p_value = gsl_cdf_fdist_Q(test.f, q, g - q);
	}
	free(v);
	free(z);
	return test;
}
