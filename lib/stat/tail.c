/* tail.c - see tail.h. */
#include "stat/tail.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

#include "stat/concentration.h"

enum { PART = 20, FEWEST = 5 };

/* The sum of log(x_i / x_(k+1)) over the k largest; x_(k+1) is above 0. */
static double sum_logs(const cs_sum *values, size_t k)
{
	double base = log(cs_sum_double(values[k])), sum = 0;

	for (size_t i = 0; i < k; i++)
		sum += log(cs_sum_double(values[i])) - base;
	return sum;
}

double cs_tail_index(const cs_sum *values, size_t n)
{
	size_t k = n / PART;

	if (k < FEWEST || values[k] <= 0)
		return NAN;
	return (double)k / sum_logs(values, k);
}

/* --- a body and a Pareto tail ------------------------------------------ */

struct reach {
	size_t k, n;
	double start;	   /* u */
	double index, low; /* a, and the lower end of it */
	double body;	   /* the sum of what is not in the tail */
};

/* How many are in it. */
static size_t size_of(size_t n)
{
	size_t k = (size_t)sqrt((double)n);

	return k < 2 ? 2 : k;
}

cs_sum cs_tail_start(const cs_sum *values, size_t n)
{
	size_t k = size_of(n);

	return n > k && values[k] > 0 ? values[k] : 0;
}

static bool begin(struct reach *tail, const cs_sum *values, size_t n,
		  double level, struct cs_tail_effects effects)
{
	size_t k = size_of(n);
	double logs, shape = (double)k / effects.tail;

	if (cs_tail_start(values, n) == 0 || !(shape >= 2))
		return false;
	logs = sum_logs(values, k);
	*tail = (struct reach){
		.k = k,
		.n = n,
		.start = cs_sum_double(values[k]),
		.index = (double)k / logs,
		.low = gsl_cdf_gamma_Pinv((1 - level) / 2, shape, 1) / shape *
		       ((double)k / logs),
	};
	for (size_t i = k; i < n; i++)
		tail->body += cs_sum_double(values[i]);
	return true;
}

/* The sum of the tail at index a > 1. */
static double tail_sum(const struct reach *tail, double a)
{
	return (double)tail->k * tail->start / (1 - 1 / a);
}

/*
 * Half the mean difference of two draws over the mean. They come both from the
 * body, whose coefficient is *of, both from the tail, where it is
 * 1 / (2 a - 1), or one from each, and then the tail's is the larger.
 */
static double gini_at(const struct reach *tail, const void *of, double a)
{
	double n = (double)tail->n, p = (double)tail->k / n, q = 1 - p;
	double body_gini = *(const double *)of, high, low;

	if (a <= 1)
		return 1;
	high = tail_sum(tail, a) / n;
	low = tail->body / n;
	return (q * low * body_gini + (q * high - p * low) +
		p * high / (2 * a - 1)) /
	       (high + low);
}

/* What a top share needs besides. */
struct top {
	size_t count;
	double below_tail; /* the sum of those in it that are in the body */
};

static double share_at(const struct reach *tail, const void *of, double a)
{
	const struct top *top = of;
	double sum, part;

	if (a <= 1)
		return 1;
	sum = tail_sum(tail, a);
	part = top->count >= tail->k
		   ? sum + top->below_tail
		   : sum * pow((double)top->count / (double)tail->k, 1 - 1 / a);
	return part / (sum + tail->body);
}

/* --- the upper end ----------------------------------------------------- */

static double upper_end(const struct reach *tail,
			double (*at)(const struct reach *, const void *,
				     double),
			const void *of, double rest)
{
	double middle = at(tail, of, tail->index);

	return middle + hypot(at(tail, of, tail->low) - middle, rest);
}

static struct cs_interval extend(struct cs_interval interval, double high)
{
	if (!(interval.low < interval.high))
		return (struct cs_interval){ NAN, NAN };
	return (struct cs_interval){ fmax(interval.low, 0),
				     fmin(fmax(interval.high, high), 1) };
}

struct cs_interval cs_gini_reach(struct cs_interval interval,
				 const cs_sum *values, size_t n, double level,
				 struct cs_tail_effects effects)
{
	struct reach tail;
	double body;

	if (!begin(&tail, values, n, level, effects))
		return extend(interval, 1);
	if (isinf(tail.index))
		return extend(interval, interval.high);
	body = cs_gini_coefficient(values + tail.k, n - tail.k);
	return extend(interval,
		      upper_end(&tail, gini_at, &body,
				sqrt(effects.rest) * cs_z(level) *
				    cs_gini_lumped_se(values, n, tail.k)));
}

struct cs_interval cs_top_share_reach(struct cs_interval interval,
				      const cs_sum *values, size_t n,
				      size_t top, double level,
				      struct cs_tail_effects effects)
{
	struct top part = { top, 0 };
	struct reach tail;

	/* the top hold at least what all would if they were equal */
	if (!isnan(interval.low))
		interval.low = fmax(interval.low, (double)top / (double)n);
	if (top >= n)
		return extend(interval, interval.high);
	if (!begin(&tail, values, n, level, effects))
		return extend(interval, 1);
	if (isinf(tail.index))
		return extend(interval, interval.high);
	for (size_t i = tail.k; i < top; i++)
		part.below_tail += cs_sum_double(values[i]);
	return extend(interval, upper_end(&tail, share_at, &part,
					  sqrt(effects.rest) * cs_z(level) *
					      cs_top_share_lumped_se(
						  values, n, top, tail.k)));
}
