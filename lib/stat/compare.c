/* compare.c - see compare.h. */
#include "stat/compare.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/mem.h"
#include "stat/proportion.h"

struct cs_difference cs_difference(double d, double se1, double se2,
				   double level)
{
	double se = hypot(se1, se2);
	struct cs_interval bounds = cs_normal_interval(d, se, level);

	if (!(se1 > 0 && se2 > 0) || isnan(d))
		return (struct cs_difference){ d, NAN, NAN, NAN };
	return (struct cs_difference){
		.difference = d,
		.low = bounds.low,
		.high = bounds.high,
		.p_value = 2 * gsl_cdf_ugaussian_Q(fabs(d) / se),
	};
}

struct ranked {
	double p;
	size_t index;
};

static int by_p(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return (x->p > y->p) - (x->p < y->p);
}

void cs_holm(const double *p, size_t n, double *adjusted)
{
	struct ranked *order = cs_calloc(n, sizeof *order);
	size_t count = 0;
	double largest = 0;

	for (size_t i = 0; i < n; i++) {
		adjusted[i] = p[i];
		if (!isnan(p[i]))
			order[count++] = (struct ranked){ p[i], i };
	}
	qsort(order, count, sizeof *order, by_p);
	for (size_t i = 0; i < count; i++) {
		largest = fmax(largest, (double)(count - i) * order[i].p);
		adjusted[order[i].index] = fmin(1, largest);
	}
	free(order);
}
