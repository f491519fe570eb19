/*
 * drift.h - do customers who come later do worse than those who came first?
 *
 * The log-rank test of entry: Cox's score test, with the day on which a
 * customer came as the covariate x. With d events of n at risk at a time since
 * entry, e the sum of x over those who have the event, m and s^2 mean and
 * variance of x over those at risk,
 *
 *	U = sum over the times of (e - d m)
 *	V = sum over the times of d (n - d) / (n - 1) s^2
 *
 * and U / sqrt V is standard normal if the time to the event does not depend on
 * x (Cox 1972; the variance with ties as in the log-rank test, which it is for
 * two values of x). That those who came late are watched shorter, does
 * not matter: at each time customers are compared who are watched so long.
 * U / V is the first step of Newton's method from 0: about the log of the ratio
 * of hazards of who came a day later, a little nearer to 0 where that is large.
 *
 * Size at .01, measured on shops that do not drift: tests/long/drift.c.
 */
#ifndef CS_STAT_DRIFT_H
#define CS_STAT_DRIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Customers whose time is so many days: sums of whole numbers, which add up. */
struct cs_entries {
	int64_t events, events_x; /* of those who had the event, and of x */
	int64_t left, left_x, left_xx; /* of all: and of x, and of x^2 */
};

/* x is from 0 to 100,000. */
static inline void cs_entries_add(struct cs_entries *at, int64_t x, bool event)
{
	at->events += event;
	at->events_x += event ? x : 0;
	at->left++;
	at->left_x += x;
	at->left_xx += x * x;
}

struct cs_drift {
	int64_t customers, events;
	double mean, spread;  /* of x: its mean, and standard deviation */
	double score;	      /* U / customers */
	double log_ratio, se; /* U / V, of one day of x; 1 / sqrt V */
	double p_value; /* two-sided; NaN, as log_ratio: nothing to tell */
};

/* entries[t]: customers whose time is t. */
struct cs_drift cs_drift(const struct cs_entries *entries, size_t n);

#endif
