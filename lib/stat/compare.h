/*
 * compare.h - is one estimate different from another, and what is left of that
 * when many pairs were tried.
 */
#ifndef CS_STAT_COMPARE_H
#define CS_STAT_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A histogram of times, as survival.h has it. */
struct cs_times {
	const int64_t *events, *censored; /* [ntimes] */
	size_t ntimes;
};

struct cs_difference {
	double rate; /* F of ours, see cs_km_difference() */
	double difference;
	double low, high; /* the interval; NaN: none */
	double p_value;	  /* two-sided, of no difference; NaN: no test */
	bool exact;	  /* by Fisher's test, not by the score */
};

/*
 * Theirs minus ours of the Kaplan-Meier curves at `time`: by how much more of
 * ours than of theirs had the event, F = 1 - S.
 *
 * If there were no difference, both would have the hazards h(u) of the two
 * together, and the curve S0. With C(u) the share of a group that is not
 * censored before u (its own product limit), its F has the variance
 *
 *	S0(t)^2 sum over u <= t of h(u) / (1 - h(u)) / (n S0(u-) C(u-))
 *
 * which is S0 (1 - S0) / n where nobody is censored before t. So the group is
 * worth m = S0 (1 - S0) / variance customers who are all watched until t. The
 * score test of two shares of m1 and m2 has the pooled F in its variance, and
 * the factor (m - 1) / m, m = m1 + m2 (Campbell 2007). Where a count that is
 * expected by the pooled F, of events or of others, is below 5, Fisher's exact
 * test is made of counts rounded to whole customers: who are those that there
 * are, where nobody is censored before t. Greenwood's errors, which know only
 * the own group, are 0 or far too small in small groups.
 *
 * The interval is Newcombe's (1998, method 10; Zou and Donner 2008), from
 * Wilson's intervals of both F, of S (1 - S) / se^2 customers each (Greenwood),
 * or m where that is none; it reaches as far as 0 where the test does not
 * refuse at this level, as Newcombe's alone does not always beside Fisher's.
 *
 * Measured, 95 % interval and size at .05: see cs-models(7).
 *
 * The curve of a group of whom nobody is left since all had the event is 0 from
 * there on; NaN where others were watched until before `time`, and then the
 * difference is. Neither interval nor test where
 * both together have no event, or nobody without.
 */
struct cs_difference cs_km_difference(const struct cs_times *ours,
				      const struct cs_times *theirs,
				      size_t time, double level);

/*
 * Holm's adjustment (Holm 1979) of n p-values, as R's p.adjust(p, "holm"): the
 * chance of one false alarm or more among all of them stays below the adjusted
 * value. NaN stays NaN and does not count. `adjusted` may be `p`.
 */
void cs_holm(const double *p, size_t n, double *adjusted);

#endif
