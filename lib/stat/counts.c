/* counts.c - see counts.h. */
#include "stat/counts.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_log.h>

struct deviations {
	double subjects, sum, squares; /* squares of deviations from the mean */
	double mean;
};

static struct deviations sums_of(const int64_t *with, size_t n)
{
	struct deviations sums = { 0 };

	for (size_t c = 0; c < n; c++) {
		sums.subjects += (double)with[c];
		sums.sum += (double)c * (double)with[c];
	}
	sums.mean = sums.sum / sums.subjects;
	for (size_t c = 0; c < n; c++) {
		double off = (double)c - sums.mean;

		sums.squares += off * off * (double)with[c];
	}
	return sums;
}

/*
 * k^2 times the derivative of the log-likelihood. Written so, with
 * log(1 + x) - x at x = m / k, it keeps its digits however large k is: its
 * limit is half of subjects m - squares.
 */
static double slope(const int64_t *with, size_t n,
		    const struct deviations *sums, double k)
{
	double above = sums->subjects, part = 0;

	for (size_t j = 0; j + 1 < n; j++) {
		above -= (double)with[j];
		part += above * (double)j * (k / (k + (double)j));
	}
	return -part -
	       sums->subjects * k * k * gsl_sf_log_1plusx_mx(sums->mean / k);
}

/* The root of the slope, which is above 0 below it. */
static double fit_size(const int64_t *with, size_t n,
		       const struct deviations *sums)
{
	double excess = sums->squares / sums->subjects - sums->mean;
	double low, high;

	/* what is less than the rounding of its parts is nothing */
	if (!(excess > 8 * GSL_DBL_EPSILON * sums->mean * (1 + sums->mean)))
		return INFINITY;
	low = high = sums->mean * sums->mean / excess;
	while (slope(with, n, sums, low) < 0)
		low /= 4;
	while (slope(with, n, sums, high) > 0)
		high *= 4;
	while (high / low - 1 > 2 * GSL_DBL_EPSILON) {
		double middle = sqrt(low) * sqrt(high);

		if (middle <= low || middle >= high)
			break;
		*(slope(with, n, sums, middle) > 0 ? &low : &high) = middle;
	}
	return low;
}

static double log_none(double mean, double k)
{
	return isinf(k) ? -mean : -k * log1p(mean / k);
}

/* log of P(j + 1) / P(j) */
static double log_ratio(double mean, double k, size_t j)
{
	double more = isinf(k) ? 1 : (k + (double)j) / (k + mean);

	return log(more * mean / (double)(j + 1));
}

static double log_likelihood(const int64_t *with, size_t n,
			     const struct deviations *sums, double k)
{
	double above = sums->subjects;
	double sum = above * log_none(sums->mean, k);

	for (size_t j = 0; j + 1 < n; j++) {
		above -= (double)with[j];
		if (above > 0)
			sum += above * log_ratio(sums->mean, k, j);
	}
	return sum;
}

struct cs_counts cs_counts(const int64_t *with, size_t n)
{
	struct deviations sums = sums_of(with, n);
	struct cs_counts counts = { .subjects = (int64_t)sums.subjects,
				    .mean = NAN,
				    .variance = NAN,
				    .dispersion = NAN,
				    .dispersion_p = NAN,
				    .size = NAN,
				    .log_likelihood = NAN,
				    .poisson_log_likelihood = NAN };

	if (counts.subjects == 0)
		return counts;
	counts.mean = sums.mean;
	counts.size = fit_size(with, n, &sums);
	counts.log_likelihood = log_likelihood(with, n, &sums, counts.size);
	counts.poisson_log_likelihood =
	    log_likelihood(with, n, &sums, INFINITY);
	if (counts.subjects == 1)
		return counts;
	counts.variance = sums.squares / (sums.subjects - 1);
	if (sums.sum > 0) {
		counts.dispersion = sums.squares / sums.mean;
		counts.dispersion_p =
		    gsl_cdf_chisq_Q(counts.dispersion, sums.subjects - 1);
	}
	return counts;
}

double cs_count_chance(double mean, double size, int64_t c)
{
	double sum = log_none(mean, size);

	if (c < 0)
		return 0;
	for (int64_t j = 0; j < c; j++)
		sum += log_ratio(mean, size, (size_t)j);
	return exp(sum);
}

/* I_x(c, k) with x = m / (k + m), which is 1 - P(0) - ... - P(c - 1). */
double cs_count_reaches(double mean, double size, int64_t c)
{
	if (c <= 0)
		return 1;
	if (mean == 0)
		return 0;
	if (isinf(size))
		return gsl_cdf_gamma_P(mean, (double)c, 1);
	return gsl_cdf_beta_P(mean / (size + mean), (double)c, size);
}

int64_t cs_unusual_from(double mean, double size, double alpha)
{
	int64_t low = 0, high = 1; /* low does not do */

	if (isnan(mean) || isnan(size) || !(alpha > 0 && alpha <= 1))
		return 0;
	while (cs_count_reaches(mean, size, high) >= alpha) {
		low = high;
		high *= 2;
	}
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (cs_count_reaches(mean, size, middle) >= alpha)
			low = middle;
		else
			high = middle;
	}
	return high;
}
