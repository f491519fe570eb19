/* silent.c - see silent.h; cs_excess_lapse() is in excess.c. */
#include "stat/silent.h"

#include <math.h>
#include <stdbool.h>

static const struct cs_interval no_interval = { NAN, NAN };

static struct cs_interval shift(struct cs_interval interval, double by)
{
	return (struct cs_interval){ interval.low + by, interval.high + by };
}

static struct cs_silent unknown(void)
{
	return (struct cs_silent){ NAN, NAN, no_interval, no_interval };
}

struct cs_silent cs_silent_articulation(int64_t complainers, double a,
					double low, double high)
{
	double c = (double)complainers;
	struct cs_silent s;

	if (complainers < 0 || !(0 < low && low <= a && a <= high && high <= 1))
		return unknown();
	s.dissatisfied = c / a;
	s.dissatisfied_interval = (struct cs_interval){ c / high, c / low };
	/* not c / a - c, which loses digits near a = 1 */
	s.silent = c * ((1 - a) / a);
	s.silent_interval = (struct cs_interval){ c * ((1 - high) / high),
						  c * ((1 - low) / low) };
	return s;
}

static bool possible(const struct cs_asked *s)
{
	return s->asked >= 0 && s->not_asked >= 0 && s->revealed >= 0 &&
	       s->revealed <= s->asked && (s->asked > 0 || s->not_asked == 0);
}

/*
 * How far the share of the rest of a stratum moves up at `pull` l: the positive
 * root d of d = l (u / m) (p + d) (1 - p - d). Down it is the same for 1 - p.
 */
static double moves(const struct cs_asked *s, bool up, double pull)
{
	double a = (double)s->asked, u = (double)s->not_asked;
	double f = (double)(up ? s->revealed : s->asked - s->revealed);
	double p = f / a, q = (a - f) / a;
	/* u / m */
	double k = pull * ((a + u) / a) * fmax(s->effect, 1);
	double b = 1 - k * (q - p); /* k d^2 + b d - k p q = 0 */
	double root = sqrt(b * b + 4 * k * k * p * q);

	/* whichever form does not cancel */
	return b >= 0 ? 2 * k * p * q / (b + root) : (root - b) / (2 * k);
}

static double sum_moves(const struct cs_asked *strata, size_t n, bool up,
			double pull)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		if (strata[i].not_asked > 0)
			sum += moves(&strata[i], up, pull) *
			       (double)strata[i].not_asked;
	return sum;
}

/*
 * From the estimate to a bound. With |T - silent| = l sum V the condition on
 * silent.h's bounds is l |T - silent| = z^2, and both factors grow with l: one
 * root, found by halving its logarithm. Counts and levels that doubles can hold
 * have it inside these limits; without a way to go the distance is 0 for every
 * l.
 */
static double distance(const struct cs_asked *strata, size_t n, bool up,
		       double z)
{
	double low = -100, high = 100, middle = 0;

	do {
		double pull = exp(middle);

		if (pull * sum_moves(strata, n, up, pull) < z * z)
			low = middle;
		else
			high = middle;
		middle = (low + high) / 2;
	} while (low < middle && middle < high);
	return sum_moves(strata, n, up, exp(low));
}

/* The estimate; NaN where the strata do not say. */
static double carry_over(const struct cs_asked *strata, size_t n)
{
	double silent = 0;
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		const struct cs_asked *s = &strata[i];
		double f = (double)s->revealed;

		if (!possible(s))
			return NAN;
		if (s->asked == 0)
			continue;
		silent += f + f / (double)s->asked * (double)s->not_asked;
		any = true;
	}
	return any ? silent : NAN;
}

struct cs_silent cs_silent_proactive(const struct cs_asked *strata, size_t n,
				     int64_t complainers, double level)
{
	double silent = carry_over(strata, n), z = cs_z(level);
	struct cs_silent s = unknown();

	if (isnan(silent) || complainers < 0)
		return s;
	s.silent = silent;
	s.dissatisfied = silent + (double)complainers;
	if (isnan(z))
		return s;
	s.silent_interval = (struct cs_interval){
		silent - distance(strata, n, false, z),
		silent + distance(strata, n, true, z),
	};
	s.dissatisfied_interval = shift(s.silent_interval, (double)complainers);
	return s;
}

struct cs_silent cs_silent_two_lists(int64_t complained, int64_t revealed,
				     int64_t both, double effect, double level,
				     double *se)
{
	double n1 = (double)complained, n2 = (double)revealed;
	double m = (double)both, seen, unseen, var, c;
	struct cs_silent s = unknown();
	struct cs_interval rest;

	if (se != NULL)
		*se = NAN;
	if (complained <= 0 || revealed <= 0 || both < 0 || both > complained ||
	    both > revealed)
		return s;
	seen = n1 + (n2 - m);
	/* N - seen, from the formula for N */
	unseen = (n1 - m) / (m + 1) * (n2 - m);
	s.dissatisfied = seen + unseen;
	s.silent = (n2 - m) + unseen;
	var = unseen * ((n1 + 1) / (m + 1)) * ((n2 + 1) / (m + 2)) *
	      fmax(effect, 1);
	if (se != NULL)
		*se = sqrt(var);
	if (unseen == 0)
		return s;
	c = exp(cs_z(level) * sqrt(log1p(var / unseen / unseen)));
	if (isnan(c))
		return s;
	rest = (struct cs_interval){ unseen / c, unseen * c };
	s.dissatisfied_interval = shift(rest, seen);
	s.silent_interval = shift(rest, n2 - m);
	return s;
}
