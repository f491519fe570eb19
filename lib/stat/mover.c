/* mover.c - see mover.h. */
#include "stat/mover.h"

#include <math.h>

/* The third side of a triangle; rounding may leave less than nothing. */
static double reach(double u, double v, double correlation)
{
	return sqrt(fmax(0, u * u + v * v - 2 * correlation * u * v));
}

struct cs_interval cs_mover(double a, struct cs_interval of_a, double b,
			    struct cs_interval of_b, double correlation)
{
	double r = fmax(-1, fmin(1, correlation));

	if (isnan(of_a.low + of_a.high + of_b.low + of_b.high + correlation))
		return (struct cs_interval){ NAN, NAN };
	return (struct cs_interval){
		a - b - reach(a - of_a.low, of_b.high - b, r),
		a - b + reach(of_a.high - a, b - of_b.low, r),
	};
}
