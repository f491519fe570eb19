/*
 * survival.h - the Kaplan-Meier curve of a time histogram.
 *
 * Times are whole days (or any whole unit) from 0. events[t] subjects had the
 * event at t, censored[t] were last seen without it at t; both arrays have
 * `ntimes` counts, none negative. Everybody is at risk from time 0, events at 0
 * count, and who is censored at t is at risk for an event at t. As the counts
 * are a histogram, partial ones add up.
 *
 *	S(t)  = product over u <= t of 1 - d_u / n_u
 *	se(t) = S(t) sqrt(sum over u <= t of d_u / (n_u (n_u - d_u)))
 *
 * (Kaplan and Meier 1958; Greenwood), with d_u events at u and n_u subjects
 * whose time is u or later: what R's summary(survfit(Surv(time, status) ~ 1,
 * conf.type = ...), times = t) prints. There is one difference: before the
 * first event R puts the interval at [1, 1]; here it is NaN, since no event is
 * not certainty.
 */
#ifndef CS_STAT_SURVIVAL_H
#define CS_STAT_SURVIVAL_H

#include <stddef.h>
#include <stdint.h>

/* How the interval is made symmetric; g2 = (se / S)^2, z as by cs_z(). */
enum cs_conf_type {
	CS_CONF_LOG_LOG, /* S^exp(-+ z sqrt(g2) / log S): inside [0, 1] */
	CS_CONF_LOG,	 /* S exp(-+ z sqrt(g2)), at most 1 */
	CS_CONF_PLAIN,	 /* S -+ z se, clipped to [0, 1] */
};

struct cs_km {
	int64_t at_risk;   /* subjects whose time is t or later */
	int64_t events_by; /* events up to and including t */
	/*
	 * The curve, the standard error of S and the interval. All NaN where t
	 * is beyond the last observed time: nobody was watched that long. At S
	 * = 0 the standard error and the interval are NaN, at S = 1 the
	 * interval.
	 */
	double survival, se, low, high;
};

/*
 * The curve at `count` times in ascending order (equal ones allowed, negative
 * ones lie before the curve: S = 1), into out[count], in one pass over the
 * histogram. For the whole curve ask at the times where either count is not 0.
 */
void cs_km_points(const int64_t *events, const int64_t *censored, size_t ntimes,
		  const int64_t *times, size_t count, double level,
		  enum cs_conf_type type, struct cs_km *out);

/* The same at one time. */
struct cs_km cs_km_at(const int64_t *events, const int64_t *censored,
		      size_t ntimes, int64_t time, double level,
		      enum cs_conf_type type);

#endif
