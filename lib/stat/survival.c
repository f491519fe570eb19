/* survival.c - see survival.h. */
#include "stat/survival.h"

#include <math.h>

#include "stat/proportion.h"

/* The curve as it stands after all times before `next`. */
struct walk {
	size_t next;
	int64_t left;	 /* subjects whose time is `next` or later */
	int64_t leaving; /* those whose time was next - 1 */
	int64_t events;
	double survival;
	double greenwood; /* the variance of log S */
};

static void step(struct walk *walk, int64_t events, int64_t censored)
{
	double n = (double)walk->left, d = (double)events;

	if (events > 0) {
		/* (n - d) / n is exact to the last digit, 1 - d / n is not */
		walk->survival *= (n - d) / n;
		walk->greenwood += d / n / (n - d);
	}
	walk->events += events;
	walk->leaving = events + censored;
	walk->left -= walk->leaving;
	walk->next++;
}

static struct cs_interval interval(double survival, double greenwood, double z,
				   enum cs_conf_type type)
{
	double margin = z * sqrt(greenwood), power;

	/* no event yet, or no survivor: the formulas have no answer */
	if (!(greenwood > 0) || isinf(greenwood) || isnan(margin))
		return (struct cs_interval){ NAN, NAN };
	switch (type) {
	case CS_CONF_LOG:
		return (struct cs_interval){ survival * exp(-margin),
					     fmin(1, survival * exp(margin)) };
	case CS_CONF_PLAIN:
		return (struct cs_interval){
			fmax(0, survival - survival * margin),
			fmin(1, survival + survival * margin),
		};
	case CS_CONF_LOG_LOG: break;
	}
	/* log S is negative: exp(-margin / log S) is above 1 */
	power = exp(-margin / log(survival));
	return (struct cs_interval){ pow(survival, power),
				     pow(survival, 1 / power) };
}

static struct cs_km point(const struct walk *walk, int64_t at_risk, double z,
			  enum cs_conf_type type)
{
	struct cs_km km = { .at_risk = at_risk,
			    .events_by = walk->events,
			    .survival = NAN,
			    .se = NAN,
			    .low = NAN,
			    .high = NAN };
	struct cs_interval bounds;

	if (at_risk <= 0)
		return km;
	bounds = interval(walk->survival, walk->greenwood, z, type);
	km.survival = walk->survival;
	km.se = walk->survival * sqrt(walk->greenwood); /* 0 infinity = NaN */
	km.low = bounds.low;
	km.high = bounds.high;
	return km;
}

void cs_km_points(const int64_t *events, const int64_t *censored, size_t ntimes,
		  const int64_t *times, size_t count, double level,
		  enum cs_conf_type type, struct cs_km *out)
{
	struct walk walk = { .survival = 1 };
	double z = cs_z(level);

	for (size_t t = 0; t < ntimes; t++)
		walk.left += events[t] + censored[t];
	for (size_t i = 0; i < count; i++) {
		int64_t at_risk;

		while (walk.next < ntimes && (int64_t)walk.next <= times[i])
			step(&walk, events[walk.next], censored[walk.next]);
		at_risk = walk.left;
		/* those whose time is t itself are at risk at t */
		if (walk.next > 0 && (int64_t)walk.next - 1 == times[i])
			at_risk += walk.leaving;
		out[i] = point(&walk, at_risk, z, type);
	}
}

struct cs_km cs_km_at(const int64_t *events, const int64_t *censored,
		      size_t ntimes, int64_t time, double level,
		      enum cs_conf_type type)
{
	struct cs_km km;

	cs_km_points(events, censored, ntimes, &time, 1, level, type, &km);
	return km;
}
