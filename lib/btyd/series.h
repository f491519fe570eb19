/*
 * series.h - the sums that models of buying rest on.
 *
 * All terms are positive, so that nothing cancels, and what would overflow is
 * never formed. Held against mpmath by tests/unit/btyd_points.c.
 */
#ifndef CS_BTYD_SERIES_H
#define CS_BTYD_SERIES_H

#include <stddef.h>
#include <stdint.h>

/*
 * 2F1(1, b; c; z) for b > 0, c > 1, 0 <= z < 1 and b <= c + 1, with the
 * derivatives of its logarithm. Up to z = .7 the power series, beyond it
 * Gauss's continued fraction by Lentz's method (at z = .99 150 steps in place
 * of 2,500 terms). To 1e-12 relative in the value, 1e-9 in the derivatives
 * beyond z = .7, where those in b and c are differences.
 * gsl_sf_hyperg_2F1() is wrong where c - 1 is whole, and says nothing.
 */
struct cs_gauss {
	double value;
	double b, c, z; /* d log value / d each */
};

double cs_gauss(double b, double c, double z);
struct cs_gauss cs_gauss_slopes(double b, double c, double z);

/* (exp(c y) - 1) / c; y at c = 0. */
double cs_phi(double c, double y);

/* log a (a + 1) ... (a + n - 1); 0 for n = 0. Time: n. */
double cs_log_rising(double a, size_t n);

/*
 * The same for every n up to `most`, and the derivative in a, the sum of 1 / (a
 * + i) for i < n: log[0..most] and slope[0..most]. Differences of lgamma()
 * would lose the digits that a large `a` takes.
 */
struct cs_rising {
	double *log, *slope;
};
struct cs_rising cs_rising_table(double a, size_t most);

/* Filled only at scale c + more for the `n` ascending counts c, others are
 * undefined: a logarithm for each of these, not for each number. */
struct cs_rising cs_rising_at(double a, const uint32_t *counts, size_t n,
			      size_t scale, size_t more);
void cs_rising_release(struct cs_rising *rising);

/*
 * at[i] = P(N >= i) for i = 0 .. n - 1; beyond that it is less than matters for
 * the mean and the mean square. Begins as zeros, may be used again; free at.
 */
struct cs_tails {
	double *at;
	size_t n, capacity;
};

/*
 * Of the negative binomial N, the purchases within t of a customer whose rate
 * is gamma(shape, rate): P(N = j) = (shape)_j / j! (rate / (rate + t))^shape (t
 * / (rate + t))^j. From the mode outwards by ratios, then divided by their sum,
 * which is 1: no gamma function, nothing underflows that counts. At least
 * `least` entries, and so many that the sum from i = `first`, at least 1, is
 * known. To 1e-13 relative. n = 0 if it would take more than
 * CS_MOST_TAILS entries: there is no answer.
 */
enum { CS_MOST_TAILS = 1 << 21 };
void cs_nbd_tails(double shape, double rate, double t, size_t first,
		  size_t least, struct cs_tails *tails);

/*
 * Calls visit() with each of 20 nodes of Gauss and Legendre in each of `panels`
 * equal parts between `low` and `high`, and its weight: the integral of f is
 * the sum of weight f(x).
 */
void cs_nodes(double low, double high, size_t panels,
	      void (*visit)(double x, double weight, void *context),
	      void *context);

/* exp() of more is beyond what a double holds. */
#define CS_LOG_MOST 700.

/* log(exp(a) + exp(b)); a or b may be -infinity, not both. */
double cs_log_sum(double a, double b);

#endif
