/* survival.c - see survival.h. */
#include "stat/survival.h"

#include <math.h>

#include "stat/product_limit.h"
#include "stat/proportion.h"

/* The curve as it stands after all times before `next`. */
struct walk {
	size_t next;
	int64_t left;	 /* subjects whose time is `next` or later */
	int64_t leaving; /* those whose time was next - 1 */
	struct cs_product_limit curve;
};

static void step(struct walk *walk, int64_t events, int64_t censored)
{
	cs_product_limit_step(&walk->curve, walk->left, events);
	walk->leaving = events + censored;
	walk->left -= walk->leaving;
	walk->next++;
}

static struct cs_km point(const struct walk *walk, int64_t at_risk, double z,
			  enum cs_conf_type type)
{
	if (at_risk <= 0)
		return (struct cs_km){ .at_risk = at_risk,
				       .events_by = walk->curve.events,
				       .survival = NAN,
				       .se = NAN,
				       .low = NAN,
				       .high = NAN };
	return cs_product_limit_point(&walk->curve, at_risk, z, type);
}

void cs_km_points(const int64_t *events, const int64_t *censored, size_t ntimes,
		  const int64_t *times, size_t count, double level,
		  enum cs_conf_type type, struct cs_km *out)
{
	struct walk walk = { .curve = CS_PRODUCT_LIMIT_INIT };
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
