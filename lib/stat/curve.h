/*
 * curve.h - Kaplan-Meier curves over any times, with late entry, and tests that
 * compare them.
 *
 * Subjects are given as counts at distinct times: events[i] had the event at
 * times[i], censored[i] were last seen without it then, entered[i] came under
 * observation then; `start` were under observation from the beginning. At risk
 * at t are those with entry < t <= exit: who is censored at t is at risk for an
 * event at t, who enters at t is not, and nobody leaves before or at the time
 * of entry. Those who start are at risk from time 0, and events of theirs there
 * count. A time may have counts of 0. Counts of other subjects at the same
 * times may be added in place.
 *
 *	S(t)  = product over t_i <= t of 1 - d_i / n_i
 *	se(t) = S(t) sqrt(sum over t_i <= t of d_i / (n_i (n_i - d_i)))
 *
 * (Kaplan and Meier 1958; Greenwood), as R's survfit(Surv(time, status) ~ 1)
 * or Surv(entry, time, status). See survival.h for the same on a histogram of
 * days, and for the intervals. All functions are pure; more events than
 * subjects at risk give NaN.
 */
#ifndef CS_STAT_CURVE_H
#define CS_STAT_CURVE_H

#include <stddef.h>
#include <stdint.h>

#include "stat/survival.h"

struct cs_spans {
	size_t n;	     /* times */
	const double *times; /* ascending, distinct, finite, not negative */
	const int64_t *events, *censored; /* [n], none negative */
	const int64_t *entered;		  /* [n], or NULL: no late entry */
	int64_t start; /* under observation from the beginning */
};

/*
 * The curve at every time, into out[n]: at_risk just before times[i], events_by
 * up to and including it, the curve and its interval at it. Where nobody is at
 * risk (a hole that late entry leaves) the curve goes on as it is. S = 0, once
 * reached, stays, with a standard error and an interval of NaN; so does S = 1
 * until the first event, with a standard error of 0 and an interval of NaN (R
 * puts it at [1, 1]). All NaN without subjects.
 */
void cs_curve(const struct cs_spans *spans, double level,
	      enum cs_conf_type type, struct cs_km *out);

struct cs_curve_time {
	double time;	  /* NaN: the curve does not come down so far */
	double low, high; /* NaN: nor does that bound of its interval */
};

/*
 * The time by which the share p (0 to 1, .5 for the median) has had the event:
 * the smallest time with S <= 1 - p. Where S is flat at 1 - p, the midpoint of
 * that stretch, up to the next event or, if there is none, the last time at
 * which anybody was seen. The interval is where the lower and the upper bound
 * of the curve first come down to 1 - p, by the same rule (Brookmeyer and
 * Crowley 1982). `curve` is what cs_curve() made of `spans`, and gives the
 * interval its level and type.
 *
 * As R's quantile(survfit()), its tolerance included: what differs from 1 - p
 * by less than 1.5e-8 equals it. Where a bound rises again, which happens late
 * on thin curves, R's quantile() sorts it first; this takes the first time, as
 * R's print(survfit()) does. p = 0 is at 0.
 */
struct cs_curve_time cs_curve_quantile(const struct cs_spans *spans,
				       const struct cs_km *curve, double p);

struct cs_mean_time {
	double mean, se;
	double low, high; /* NaN: there is no se */
};

/*
 * The area under the curve from 0 to `limit`: the mean time up to there (the
 * restricted mean). Beyond the last time the curve goes on flat.
 *
 *	se^2 = sum over t_i <= limit of A_i^2 d_i / (n_i (n_i - d_i))
 *
 * with A_i the area from t_i to the limit (Klein and Moeschberger 2003, 4.5),
 * as R's print(survfit(), rmean = limit); a term with n_i = d_i is 0, since
 * nothing is left behind it. The interval is symmetric in log(m / (limit - m)):
 * inside (0, limit), and it covers .942 to .955 (95 %) of 12 to 2,000
 * customers, where mean -+ z se covers .89 to .95: tests/long/leaving.c.
 *
 * All NaN without subjects and for a limit that is not positive and finite;
 * without an event before the limit all but mean.
 */
struct cs_mean_time cs_restricted_mean(const struct cs_spans *spans,
				       const struct cs_km *curve, double limit,
				       double level);

/* The same of a mean whose standard error is known otherwise; z as by cs_z(),
 * or another quantile. */
struct cs_mean_time cs_mean_time(double mean, double se, double limit,
				 double z);

enum cs_rank_weight { /* with d_j events of n_j at risk, over all groups */
		      CS_LOG_RANK,    /* 1 */
		      CS_GEHAN,	      /* n_j */
		      CS_TARONE_WARE, /* sqrt n_j */
		      CS_PETO, /* product over t_i <= t_j of 1 - d_i / (n_i + 1)
				*/
		      CS_NRANK_WEIGHTS
};

/* Groups that are tested; of more no test is made. */
enum { CS_RANK_GROUPS = 200 };

struct cs_rank_test {
	double chi_square; /* NaN where no two groups can be compared */
	int df;		   /* 0 there */
	double p_value;	   /* upper tail; NaN likewise */
};

/*
 * Do k groups have one curve? groups[g] are the spans of group g, each with
 * times of its own; equal times are equal to the last digit.
 *
 * chi-square = Z' V^-1 Z with Z_g the weighted sum of d_gj - n_gj d_j / n_j and
 * V its hypergeometric covariance (Klein and Moeschberger 2003, 7.3).
 * CS_LOG_RANK is R's survdiff(); CS_PETO, with n_i + 1, is not its rho = 1. df
 * is the rank of V: one less than the groups whose expected number is not 0 -
 * those where it is are left out with their degree of freedom - and less again
 * where late entry keeps sets of groups apart, so that none of one was ever at
 * risk with any of another, or where all at risk had the event at once, which
 * compares nobody.
 *
 * Takes time in proportion to times k^2: a second for 50 groups with a million
 * times, and k^2 numbers of memory. With more than CS_RANK_GROUPS, nothing is
 * tested: "they do not all have one curve" says little of so many, and events
 * that are spread so thin are far from chi-square's large numbers.
 */
struct cs_rank_test cs_rank_test(const struct cs_spans *groups, size_t k,
				 enum cs_rank_weight weight);

/* z[g] ([k]) get the Z_g of up to CS_RANK_GROUPS groups; all 0 where counts
 * cannot be. */
void cs_rank_scores(const struct cs_spans *groups, size_t k,
		    enum cs_rank_weight weight, double *z);

/*
 * expected[g] ([k]) get the events that each of k groups would have had with
 * the curve of the pooled sample, the sum of n_gj d_j / n_j; they add up to the
 * events there were. `pooled` are all groups together. For any number of
 * groups: takes time in proportion to all times.
 */
void cs_expected_events(const struct cs_spans *groups, size_t k,
			const struct cs_spans *pooled, double *expected);

#endif
