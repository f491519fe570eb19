/* series.c - see series.h. */
#include "btyd/series.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"

/* --- 2F1(1, b; c; z) --------------------------------------------------- */

enum { MOST_STEPS = 1000000 };
static const double SERIES_ENDS = .7; /* beyond it the fraction is shorter */

/*
 * Terms t_0 = 1, t_{j+1} = t_j (b + j) / (c + j) z. Their derivatives in b and
 * c are the terms times sums of 1 / (b + i) and 1 / (c + i).
 */
static struct cs_gauss series(double b, double c, double z)
{
	double term = 1, in_b = 0, in_c = 0, ratio;
	struct cs_gauss sum = { .value = 1 };

	for (int j = 0; j < MOST_STEPS; j++) {
		ratio = (b + j) / (c + j);
		sum.z += (j + 1) * term * ratio;
		term *= ratio * z;
		in_b += 1 / (b + j);
		in_c += 1 / (c + j);
		sum.value += term;
		sum.b += term * in_b;
		sum.c -= term * in_c;
		if (ratio * z < 1 && term < 1e-18 * sum.value)
			break;
	}
	sum.b /= sum.value;
	sum.c /= sum.value;
	sum.z /= sum.value;
	return sum;
}

static double series_value(double b, double c, double z)
{
	double term = 1, sum = 1, ratio;

	for (int j = 0; j < MOST_STEPS; j++) {
		ratio = (b + j) / (c + j) * z;
		term *= ratio;
		sum += term;
		if (ratio < 1 && term < 1e-17 * sum)
			break;
	}
	return sum;
}

/*
 * 1 / (1 + a_1 / (1 + a_2 / (1 + ...))), with
 *
 *	a_{2n+1} = -(b + n) (c - 1 + n) / ((c - 1 + 2n) (c + 2n)) z
 *	a_{2n} = -n (c - 1 - b + n) / ((c + 2n - 2) (c + 2n - 1)) z
 */
static double fraction(double b, double c, double z)
{
	double at = 1, up = 1, down = 0;

	for (int step = 1; step < MOST_STEPS; step++) {
		double n = step / 2;
		double a = step % 2 == 1
			       ? -(b + n) * (c - 1 + n) /
				     ((c - 1 + 2 * n) * (c + 2 * n)) * z
			       : -n * (c - 1 - b + n) /
				     ((c + 2 * n - 2) * (c + 2 * n - 1)) * z;

		down = 1 / (1 + a * down);
		up = 1 + a / up;
		at *= up * down;
		if (fabs(up * down - 1) < 1e-16)
			break;
	}
	return 1 / at;
}

double cs_gauss(double b, double c, double z)
{
	return z <= SERIES_ENDS ? series_value(b, c, z) : fraction(b, c, z);
}

/* From the differential equation of the series: z (1 - z) S' = c - 1 + (b z - c
 * + 1) S. */
struct cs_gauss cs_gauss_slopes(double b, double c, double z)
{
	double step_b = 1e-5 * b, step_c = 1e-5 * (c - 1);
	struct cs_gauss sum;

	if (z <= SERIES_ENDS)
		return series(b, c, z);
	sum.value = fraction(b, c, z);
	sum.b = log(fraction(b + step_b, c, z) / fraction(b - step_b, c, z)) /
		(2 * step_b);
	sum.c = log(fraction(b, c + step_c, z) / fraction(b, c - step_c, z)) /
		(2 * step_c);
	sum.z = ((c - 1) / sum.value + b * z - c + 1) / (z * (1 - z));
	return sum;
}

/* --- small ones -------------------------------------------------------- */

double cs_phi(double c, double y)
{
	return c == 0 ? y : expm1(c * y) / c;
}

double cs_log_sum(double a, double b)
{
	return fmax(a, b) + log1p(exp(-fabs(a - b)));
}

/* Factors are multiplied while the product is far from overflow. */
struct rising_product {
	double log, rest;
};

static inline void multiply(struct rising_product *product, double factor)
{
	product->rest *= factor;
	if (product->rest > 1e200 || product->rest < 1e-200) {
		product->log += log(product->rest);
		product->rest = 1;
	}
}

double cs_log_rising(double a, size_t n)
{
	struct rising_product product = { 0, 1 };

	for (size_t i = 0; i < n; i++)
		multiply(&product, a + (double)i);
	return product.log + log(product.rest);
}

struct cs_rising cs_rising_at(double a, const uint32_t *counts, size_t n,
			      size_t scale, size_t more)
{
	size_t last = n > 0 ? scale * counts[n - 1] + more : 0, at = 0;
	struct cs_rising rising = { cs_malloc((last + 1) * sizeof(double)),
				    cs_malloc((last + 1) * sizeof(double)) };
	struct rising_product product = { 0, 1 };
	double slope = 0;

	for (size_t i = 0; i < n; i++) {
		size_t to = scale * counts[i] + more;

		for (; at < to; at++) {
			multiply(&product, a + (double)at);
			slope += 1 / (a + (double)at);
		}
		rising.log[to] = product.log + log(product.rest);
		rising.slope[to] = slope;
	}
	return rising;
}

struct cs_rising cs_rising_table(double a, size_t most)
{
	struct cs_rising rising = { cs_malloc((most + 1) * sizeof(double)),
				    cs_malloc((most + 1) * sizeof(double)) };

	rising.log[0] = rising.slope[0] = 0;
	for (size_t n = 0; n < most; n++) {
		rising.log[n + 1] = rising.log[n] + log(a + (double)n);
		rising.slope[n + 1] = rising.slope[n] + 1 / (a + (double)n);
	}
	return rising;
}

void cs_rising_release(struct cs_rising *rising)
{
	free(rising->log);
	free(rising->slope);
}

/* --- the negative binomial --------------------------------------------- */

/* Does what follows term j, which is less than `rest` times it, add nothing? */
static bool is_rest(double term, double rest, size_t j, double mean,
		    size_t least, const struct cs_tails *tails)
{
	return term * rest * ((double)j + rest) <= 1e-17 * mean &&
	       (least == 0 || term * rest <= 1e-16 * tails->at[least - 1]);
}

/*
 * P(N = j) but for a factor, from the mode downwards, then upwards until what
 * follows adds nothing to what is bought from the `first` on. True: there was
 * room.
 */
static bool spread_out(double shape, double rate, double t, size_t first,
		       size_t least, struct cs_tails *tails)
{
	double z = t / (rate + t);
	double mode = shape > 1 ? floor((shape - 1) * t / rate) : 0;
	double term = 1, mean = 0;
	size_t j = (size_t)mode;

	if (mode >= CS_MOST_TAILS)
		return false;
	while (tails->capacity <= j)
		CS_GROW(tails->at, tails->capacity, tails->capacity);
	tails->at[j] = 1;
	for (size_t i = j; i > 0; i--)
		tails->at[i - 1] =
		    tails->at[i] * (double)i / ((shape + (double)i - 1) * z);
	for (;; j++) {
		double ratio = (shape + (double)j) / ((double)j + 1) * z;

		if (j >= first)
			mean += (double)(j - first + 1) * term;
		/* most terms are not so small: no more is asked of them */
		if (term <= 1e-17 * mean && j + 1 >= least && ratio < 1 &&
		    is_rest(term, 1 / (1 - ratio), j, mean, least, tails))
			break;
		if (j + 1 >= CS_MOST_TAILS)
			return false;
		term *= ratio;
		CS_GROW(tails->at, j + 1, tails->capacity);
		tails->at[j + 1] = term;
	}
	tails->n = j + 1;
	return true;
}

void cs_nbd_tails(double shape, double rate, double t, size_t first,
		  size_t least, struct cs_tails *tails)
{
	double sum = 0;

	tails->n = 0;
	if (!spread_out(shape, rate, t, first, least, tails))
		return;
	for (size_t i = tails->n; i > 0; i--)
		tails->at[i - 1] = sum += tails->at[i - 1];
	for (size_t i = 0; i < tails->n; i++)
		tails->at[i] /= sum;
}

/* --- integrals --------------------------------------------------------- */

/* Nodes of Gauss and Legendre above 0, with their weights. */
static const struct {
	double at, weight;
} nodes[] = {
	{ 0.99312859918509492479, 0.017614007139152118312 },
	{ 0.96397192727791379127, 0.040601429800386941331 },
	{ 0.91223442825132590587, 0.06267204833410906357 },
	{ 0.83911697182221882339, 0.083276741576704748725 },
	{ 0.74633190646015079261, 0.10193011981724043504 },
	{ 0.63605368072651502545, 0.11819453196151841731 },
	{ 0.510867001950827098, 0.1316886384491766269 },
	{ 0.37370608871541956067, 0.14209610931838205133 },
	{ 0.22778585114164507808, 0.14917298647260374679 },
	{ 0.076526521133497333755, 0.1527533871307258507 },
};

void cs_nodes(double low, double high, size_t panels,
	      void (*visit)(double x, double weight, void *context),
	      void *context)
{
	double half = (high - low) / (2 * (double)panels);

	for (size_t panel = 0; panel < panels; panel++) {
		double middle = low + (2 * (double)panel + 1) * half;

		for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
			double away = half * nodes[i].at;

			visit(middle - away, half * nodes[i].weight, context);
			visit(middle + away, half * nodes[i].weight, context);
		}
	}
}
