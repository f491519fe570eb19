/* survival.c - see survival.h. */
#include "stat/survival.h"

#include <math.h>

#include "stat/product_limit.h"
#include "stat/proportion.h"

void cs_km_points(const int64_t *events, const int64_t *censored, size_t ntimes,
		  const int64_t *times, size_t count, double level,
		  enum cs_conf_type type, struct cs_km *out)
{
	struct cs_product_limit curve = CS_PRODUCT_LIMIT_INIT;
	double z = cs_z(level);
	int64_t left = 0, leaving = 0; /* those whose time was next - 1 */
	size_t next = 0;

	for (size_t t = 0; t < ntimes; t++)
		left += events[t] + censored[t];
	for (size_t i = 0; i < count; i++) {
		int64_t at_risk;

		for (; next < ntimes && (int64_t)next <= times[i]; next++) {
			cs_product_limit_step(&curve, left, events[next]);
			leaving = events[next] + censored[next];
			left -= leaving;
		}
		/* those whose time is t itself are at risk at t */
		at_risk = left + ((int64_t)next - 1 == times[i] ? leaving : 0);
		if (at_risk <= 0)
			curve.survival = curve.greenwood = NAN;
		out[i] = cs_product_limit_point(&curve, at_risk, z, type);
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
