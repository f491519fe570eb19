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

/* As cs_wilson(), for a share p of m trials that need not be whole. */
static struct cs_interval wilson(double p, double m, double z)
{
	double centre = p * m + z * z / 2;
	double margin = z * sqrt(p * (1 - p) * m + z * z / 4);

	if (isnan(z))
		return no_interval;
	return (struct cs_interval){
		.low = p == 0 ? 0 : fmax(0, (centre - margin) / (m + z * z)),
		.high = p == 1 ? 1 : fmin(1, (centre + margin) / (m + z * z)),
	};
}

static bool possible(const struct cs_asked *s)
{
	return s->asked >= 0 && s->not_asked >= 0 && s->revealed >= 0 &&
	       s->revealed <= s->asked && (s->asked > 0 || s->not_asked == 0);
}

/* The silent of one stratum; *below and *above get how far the bounds are. */
static double silent_in(const struct cs_asked *s, double z, double *below,
			double *above)
{
	double a = (double)s->asked, u = (double)s->not_asked;
	double f = (double)s->revealed, p;
	struct cs_interval share;

	*below = *above = 0;
	if (s->not_asked == 0)
		return f;
	p = f / a;
	share = wilson(p, a / (a + u) * u, z);
	*below = (p - share.low) * u;
	*above = (share.high - p) * u;
	return f + p * u;
}

struct cs_silent cs_silent_proactive(const struct cs_asked *strata, size_t n,
				     int64_t complainers, double level)
{
	double z = cs_z(level), silent = 0, below2 = 0, above2 = 0;
	bool any = false;
	struct cs_silent s;

	for (size_t i = 0; i < n; i++) {
		double below, above;

		if (!possible(&strata[i]))
			return unknown();
		any = any || strata[i].asked > 0;
		silent += silent_in(&strata[i], z, &below, &above);
		below2 += below * below;
		above2 += above * above;
	}
	if (!any || complainers < 0)
		return unknown();
	s.silent = silent;
	s.silent_interval = isnan(z)
				? no_interval
				: (struct cs_interval){ silent - sqrt(below2),
							silent + sqrt(above2) };
	s.dissatisfied = silent + (double)complainers;
	s.dissatisfied_interval = shift(s.silent_interval, (double)complainers);
	return s;
}

struct cs_silent cs_silent_two_lists(int64_t complained, int64_t revealed,
				     int64_t both, double level, double *se)
{
	double n1 = (double)complained, n2 = (double)revealed;
	double m = (double)both, seen, unseen, var, c;
	struct cs_silent s = unknown();

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
	var = unseen * ((n1 + 1) / (m + 1)) * ((n2 + 1) / (m + 2));
	if (se != NULL)
		*se = sqrt(var);
	if (unseen == 0)
		return s;
	c = exp(cs_z(level) * sqrt(log1p(var / unseen / unseen)));
	if (isnan(c))
		return s;
	s.dissatisfied_interval =
	    (struct cs_interval){ seen + unseen / c, seen + unseen * c };
	s.silent_interval = (struct cs_interval){ (n2 - m) + unseen / c,
						  (n2 - m) + unseen * c };
	return s;
}
