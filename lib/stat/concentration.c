/* concentration.c - see concentration.h. */
#include "stat/concentration.h"

#include <math.h>

static cs_sum sum(const cs_sum *values, size_t n)
{
	cs_sum total = 0;

	for (size_t i = 0; i < n; i++)
		total += values[i];
	return total;
}

static double ratio(cs_sum part, cs_sum total)
{
	return cs_sum_double(part) / cs_sum_double(total);
}

/*
 * Sum of (2 i - n - 1) x_i over ranks i, smallest first. Values of 128 bits
 * times ranks need more than 128, so both halves are summed apart and the low
 * one's carry moved up. The sum is never negative: weights and values ascend
 * together and the weights add up to 0. Hence no digits cancel in the end.
 * *total is the sum of the values.
 */
static double rank_weighted_sum(const cs_sum *values, size_t n, cs_sum *total)
{
	cs_sum high = 0, low = 0, all = 0;
	int64_t weight = (int64_t)n - 1;

	for (size_t i = 0; i < n; i++, weight -= 2) {
		high += (cs_sum)weight * (int64_t)(values[i] >> 64);
		low += (cs_sum)weight * (uint64_t)values[i];
		all += values[i];
	}
	*total = all;
	high += low >> 64;
	return (double)high * 0x1p64 + (double)(uint64_t)low;
}

/*
 * The standard error of G by its influence function. With distribution F and
 * mean m, G = 2 T / m - 1 for T = E[x F(x)]. A little mass at x moves
 *
 *	m by x - m    and    T by x F(x) + E[y; y >= x] - 2 T
 *
 * and so G by
 *
 *	z(x) = 2 (x F(x) + E[y; y >= x]) / m - (1 + G) (1 + x / m).
 *
 * In the sample F is (r - 1/2) / n for rank r, ascending, and half of x counts
 * as above itself. With u = x / total and C = the sum of u over all larger
 * values this is z = 2 (r u + C) - (1 + G) (1 + n u): equal for equal values,
 * and of mean 0. The variance of G is that of the mean of z. Each of the first
 * `lump` is taken as their mean, of one that is itself.
 */
static double gini_se(const cs_sum *values, size_t n, size_t lump, cs_sum total,
		      double gini)
{
	double mean = ratio(sum(values, lump), total) / (double)lump;
	double squares = 0, size = (double)n;
	cs_sum above = 0;

	for (size_t i = 0; i < n; i++) {
		double u = i < lump ? mean : ratio(values[i], total);
		double over = i < lump ? (double)i * mean : ratio(above, total);
		double z = 2 * ((double)(n - i) * u + over) -
			   (1 + gini) * (1 + size * u);

		squares += z * z;
		above += values[i];
	}
	return n > 1 ? sqrt(squares / (size * (size - 1))) : NAN;
}

/* NaN where the total is not positive. */
static double coefficient(const cs_sum *values, size_t n, cs_sum *total)
{
	double weighted = rank_weighted_sum(values, n, total);

	return *total > 0 ? weighted / ((double)n * cs_sum_double(*total))
			  : NAN;
}

double cs_gini_coefficient(const cs_sum *values, size_t n)
{
	cs_sum total;

	return coefficient(values, n, &total);
}

struct cs_gini cs_gini(const cs_sum *values, size_t n)
{
	cs_sum total;
	double size = (double)n, gini = coefficient(values, n, &total);

	if (total <= 0)
		return (struct cs_gini){ NAN, NAN, NAN };
	return (struct cs_gini){
		.gini = gini,
		.corrected = n > 1 ? gini * size / (size - 1) : NAN,
		.se = gini_se(values, n, 1, total, gini),
	};
}

double cs_gini_lumped_se(const cs_sum *values, size_t n, size_t lump)
{
	cs_sum total;
	double gini = coefficient(values, n, &total);
	double mean = ratio(sum(values, lump), total) / (double)lump;

	for (size_t i = 0; i < lump; i++)
		gini += (double)(n - 1 - 2 * i) / (double)n *
			(mean - ratio(values[i], total));
	return gini_se(values, n, lump, total, gini);
}

/*
 * A top share is L = E[x; x > q] / m with P(x > q) = k / n = p held fixed. Mass
 * at x moves E[x; x > q] by max(x - q, 0) + q p - E[x; x > q], and L by
 *
 *	z(x) = (max(x - q, 0) + q p - L x) / m,
 *
 * whose mean is 0. q lies between the last value inside and the first outside;
 * the last one inside makes the mean exactly 0. `lump` as above.
 */
static double top_share_se(const cs_sum *values, size_t n, size_t k,
			   size_t lump, cs_sum total, double share)
{
	double mean = ratio(sum(values, lump), total) / (double)lump;
	double squares = 0, size = (double)n;
	double cut = k <= lump ? mean : ratio(values[k - 1], total);

	for (size_t i = 0; i < n; i++) {
		double u = i < lump ? mean : ratio(values[i], total);
		double over = i < k ? u - cut : 0;
		double z = size * over + (double)k * cut - share * size * u;

		squares += z * z;
	}
	return sqrt(squares / (size * (size - 1)));
}

struct cs_share cs_top_share(const cs_sum *values, size_t n, size_t k)
{
	cs_sum total = sum(values, n);
	double share;

	if (total <= 0)
		return (struct cs_share){ NAN, NAN };
	if (k >= n)
		return (struct cs_share){ 1, n > 1 ? 0 : NAN };
	share = ratio(sum(values, k), total);
	return (struct cs_share){
		share, k > 0 ? top_share_se(values, n, k, 1, total, share) : 0
	};
}

double cs_top_share_lumped_se(const cs_sum *values, size_t n, size_t k,
			      size_t lump)
{
	cs_sum total = sum(values, n);
	double share = k >= lump ? ratio(sum(values, k), total)
				 : ratio(sum(values, lump), total) *
				       ((double)k / (double)lump);

	return top_share_se(values, n, k, lump, total, share);
}

double cs_hhi(const cs_sum *values, size_t n)
{
	cs_sum total = sum(values, n);
	double squares = 0;

	if (total <= 0)
		return NAN;
	for (size_t i = 0; i < n; i++) {
		double share = ratio(values[i], total);

		squares += share * share;
	}
	return squares;
}

size_t cs_top_count(int64_t percent, size_t n)
{
	cs_sum whole = CS_PERCENT_WHOLE, count;

	if (percent >= CS_PERCENT_WHOLE || n == 0)
		return n;
	if (percent <= 0)
		return 1;
	count = ((cs_sum)percent * (cs_sum)n + whole - 1) / whole;
	return (size_t)count;
}

/* ceil(target total / whole) without a product of more than 128 bits. */
static cs_sum target_sum(cs_sum total, int64_t target)
{
	cs_sum whole = CS_PERCENT_WHOLE, rest = total % whole;

	return total / whole * target + (rest * target + whole - 1) / whole;
}

size_t cs_customers_for_target(const cs_sum *values, size_t n, int64_t target)
{
	cs_sum total = sum(values, n), need, reached = 0;
	size_t k = 0;

	if (total <= 0)
		return 0;
	if (target > CS_PERCENT_WHOLE)
		target = CS_PERCENT_WHOLE;
	need = target_sum(total, target > 0 ? target : 0);
	while (reached < need)
		reached += values[k++];
	return k;
}

size_t cs_lorenz(const cs_sum *values, size_t n, size_t room,
		 struct cs_lorenz_point *out)
{
	cs_sum total = sum(values, n), below = 0;
	size_t points = room > n ? n + 1 : room, done = 0;

	if (total <= 0 || points < 2)
		return 0;
	for (size_t j = 0; j < points; j++) {
		size_t upto =
		    (size_t)((cs_sum)j * (cs_sum)n / (cs_sum)(points - 1));

		for (; done < upto; done++)
			below += values[n - 1 - done];
		out[j].population = (double)upto / (double)n;
		out[j].share = ratio(below, total);
	}
	return points;
}
