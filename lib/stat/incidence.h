/*
 * incidence.h - what share has left for one cause, where other causes compete.
 *
 * Subjects are counts at distinct times, as in curve.h; here spans->events are
 * those of all causes, and own[i] of them at times[i] are of the cause that is
 * asked about. Who has left for one cause can no more leave for another: to
 * count the others as censored, as 1 - S of a curve does, would say what share
 * left if there were no other cause.
 */
#ifndef CS_STAT_INCIDENCE_H
#define CS_STAT_INCIDENCE_H

#include <stddef.h>
#include <stdint.h>

#include "stat/curve.h"

struct cs_incidence {
	int64_t at_risk;   /* just before times[i] */
	int64_t events_by; /* of the cause, up to and including times[i] */
	/* se and bounds are NaN at 0 and where all have left for the cause. */
	double incidence, se, low, high;
};

/*
 * The cumulative incidence of the cause at every time, into out[n]:
 *
 *	F(t) = sum over t_i <= t of S(t_i-) d_ki / n_i
 *
 * (Aalen and Johansen 1978), with S the curve of all causes. The incidences of
 * all causes and S add up to 1. The variance is that of the delta method
 * (Marubini and Valsecchi 1995, 10.3), with d_i events of all causes,
 *
 *	sum of (F(t) - F(t_i))^2 d_i / (n_i (n_i - d_i))
 *	     + S(t_i-)^2 d_ki (n_i - d_ki) / n_i^3
 *	     - 2 (F(t) - F(t_i)) S(t_i-) d_ki / n_i^2,
 *
 * which is that of R's survfit() of an event with several states, as is the
 * interval: log(-log F) for CS_CONF_LOG_LOG, log F, or F itself. (With late
 * entry R has the infinitesimal jackknife's, a few per cent off.) With one
 * cause F = 1 - S, with Greenwood's variance. cmprsk's cuminc() has another
 * one, Aalen's, about as large. The interval covers .942 to .956 (95 %) where
 * five or more events are expected, and .965 to .977 where fewer are:
 * tests/long/leaving.c.
 *
 * Takes time in proportion to n. NaN without subjects, and where there are more
 * events than subjects at risk.
 */
void cs_incidence_curve(const struct cs_spans *spans, const int64_t *own,
			double level, enum cs_conf_type type,
			struct cs_incidence *out);

/* Groups that cs_gray_test() takes. */
enum { CS_GRAY_GROUPS = 50 };

/*
 * Has the cause one incidence in k groups? own[g][i] are the events of the
 * cause at groups[g].times[i].
 *
 * Gray (1988), with rho = 0: as the log-rank test, but with those who left for
 * another cause kept in the sets at risk, weighed by the chance of not having
 * been censored; R's cmprsk::cuminc(), which it agrees with. df is the rank of
 * the covariance. NaN, df 0, where nobody had the event or no two groups can be
 * compared, for more than CS_GRAY_GROUPS groups, and where somebody enters
 * late, for which the test is not made. Its size is .044 to .051 (5 %) of 30 to
 * 1,000 in a group: tests/long/leaving.c.
 *
 * Takes time in proportion to times k^3.
 */
struct cs_rank_test cs_gray_test(const struct cs_spans *groups,
				 const int64_t *const *own, size_t k);

/*
 * Its scores, [k], which add up to 0; NaN where there is no test. With
 * cs_spread_test() its size is .035 to .060 (tests/long/reasons.c).
 */
void cs_gray_scores(const struct cs_spans *groups, const int64_t *const *own,
		    size_t k, double *scores);

#endif
