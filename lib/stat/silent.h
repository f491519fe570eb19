/*
 * silent.h - how many were dissatisfied and never said so: three ways to
 * estimate it, which rest on different assumptions and are never added up.
 *
 * Numbers are customers, not whole ones. NaN is where the data do not say, and
 * for counts that cannot be (negative, a part larger than its whole).
 * Intervals have the nominal coverage `level` of proportion.h; a level that is
 * none takes away the interval only.
 */
#ifndef CS_STAT_SILENT_H
#define CS_STAT_SILENT_H

#include <stddef.h>
#include <stdint.h>

#include "stat/proportion.h"

struct cs_silent {
	double dissatisfied; /* those who complained and the silent */
	double silent;	     /* dissatisfied, and did not complain */
	struct cs_interval dissatisfied_interval, silent_interval;
};

/*
 * A scenario, not an estimate: of the dissatisfied a share `a` complains,
 * which the data cannot tell (0 < low <= a <= high <= 1, else NaN).
 *
 *	dissatisfied = complainers / a		silent = that - complainers
 *
 * The interval is what `low` and `high` give; it has no coverage.
 */
struct cs_silent cs_silent_articulation(int64_t complainers, double a,
					double low, double high);

/* One stratum of a proactive round: a call after delivery, a survey. */
struct cs_asked {
	int64_t asked;	   /* a; complainers among them stay in it */
	int64_t revealed;  /* f: of these, dissatisfied without having
			      complained */
	int64_t not_asked; /* u */
	double effect;	   /* d, of a design in which answers are not apart, see
			  asked.h; below 1 it counts as 1 */
};

/*
 * What the asked revealed, carried over to the others:
 *
 *	silent = sum over strata of f + p u,   p = f / a
 *	dissatisfied = silent + complainers
 *
 * In one stratum the interval is f + u times Wilson's for p at an effective
 * number m = a u / (a + u) / d of trials: to predict the rest of a finite
 * population is less certain than to know p from a, by p (1 - p) / u in
 * variance. Over strata it is the score interval of a sum (Martin Andres,
 * Herranz Tejedor and Alvarez Hernandez 2012), which is Wilson's again where
 * there is one: the bounds are the totals T with
 *
 *	(T - silent)^2 = z^2 sum V,   V = u^2 t (1 - t) / m
 *
 * where the t are the shares of highest likelihood, given m trials with share
 * p in each stratum, among those with the total T = sum of f + t u; they have
 * t - p = l V / u with one l for all.
 *
 * It holds its level where 30 silent or more are expected both among the asked
 * and among the others. Measured at .95: .88 where 1,900 of 2,000 are asked
 * and only 3 of 60 silent are left; .94 over 40 strata with 10 to 29 asked in
 * each, .91 with 5 in each.
 *
 * A stratum with u = 0 is known and adds no width; an empty one adds nothing.
 * NaN where a stratum has customers and none was asked, and where nobody was
 * asked at all. Assumes that the asked are like the others of their stratum:
 * customers who had a ticket are not.
 */
struct cs_silent cs_silent_proactive(const struct cs_asked *strata, size_t n,
				     int64_t complainers, double level);

/*
 * Two lists of dissatisfied customers, n1 who complained and n2 who revealed
 * it when asked, m in both (Chapman 1951):
 *
 *	N = (n1 + 1) (n2 + 1) / (m + 1) - 1
 *	se^2 = (n1 + 1) (n2 + 1) (n1 - m) (n2 - m) / ((m + 1)^2 (m + 2))
 *
 * The interval is log-normal in those on neither list (Burnham et al. 1987):
 *
 *	n1 + n2 - m + [f / C, f C],   f = N - (n1 + n2 - m)
 *	C = exp(z sqrt(log(1 + se^2 / f^2)))
 *
 * dissatisfied = N, silent = N - n1, bounds alike. *se, unless NULL, is that
 * of both; se^2 is taken `effect` times, see cs_lists_effect(), below 1 once.
 * Assumes that to complain and to reveal are independent; if the angry do both,
 * N is a lower bound. Below m = 10 the interval falls short (.88 of .95 at m
 * near 3) and N is too low; with m = 0 it is little more than a lower bound.
 * Where one list holds the whole other one (m = n1 or n2), f and se are 0,
 * which proves nothing: no interval. NaN where a list is empty.
 */
struct cs_silent cs_silent_two_lists(int64_t complained, int64_t revealed,
				     int64_t both, double effect, double level,
				     double *se);

#endif
