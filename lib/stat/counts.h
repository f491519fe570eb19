/*
 * counts.h - how many contacts an order has: what is usual, and from which
 * number on it is not.
 *
 * Counts come as a histogram: with[c] subjects have c, for c = 0..n-1; none is
 * negative. Histograms add up.
 */
#ifndef CS_STAT_COUNTS_H
#define CS_STAT_COUNTS_H

#include <stddef.h>
#include <stdint.h>

/*
 * The negative binomial of a mean m and a size k has
 *
 *	P(0) = (k / (k + m))^k
 *	P(c) = P(c - 1) (k + c - 1) / c  m / (k + m)
 *
 * and the variance m + m^2 / k: Poisson counts whose means differ from subject
 * to subject as a gamma variate of shape k does. An infinite k is Poisson.
 */
struct cs_counts {
	int64_t subjects;
	double mean;	 /* m; NaN without subjects */
	double variance; /* s^2, over subjects - 1; NaN of fewer than two */
	/* (subjects - 1) s^2 / m, against chi-square of subjects - 1: large,
	   and p small, where counts vary more than Poisson's. NaN of fewer
	   than two subjects, and where m is 0. */
	double dispersion, dispersion_p;
	double size;	       /* k; NaN without subjects */
	double log_likelihood; /* of m and k; NaN without subjects */
	double poisson_log_likelihood;
};

/*
 * k has the highest likelihood: with A_j subjects above j,
 *
 *	sum of A_j / (k + j) + subjects log(k / (k + m)) = 0,
 *
 * where j runs from 0, which is sum of psi(k + c) - psi(k) + log(k / (k + m))
 * over subjects. There is one root if the variance over subjects (not
 * subjects - 1) is above m, and else none: k is infinite (Levin and Reeds
 * 1977). It is found by bracketing in log k, to the last digits. The estimate
 * is a little high in small samples. Takes time in proportion to n.
 */
struct cs_counts cs_counts(const int64_t *with, size_t n);

/*
 * P(C = c), which takes time in proportion to c, and P(C >= c), of a mean (at
 * least 0) and a size (above 0, maybe infinite).
 */
double cs_count_chance(double mean, double size, int64_t c);
double cs_count_reaches(double mean, double size, int64_t c);

/*
 * The smallest c with P(C >= c) < alpha: who has as many is unusual. 0 where
 * mean or size is NaN, and for an alpha that is not a probability above 0.
 *
 * Measured (tests/long/counts.c): where mean and size are estimated from 100 to
 * 5,000 calm orders with .07 to 3 contacts each, .2 to 1 % of them are called
 * unusual at .01, 1.1 % of 50; by Poisson, with an infinite size, up to 11 %.
 */
int64_t cs_unusual_from(double mean, double size, double alpha);

#endif
