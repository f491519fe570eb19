/* concentrated.c - see concentrated.h. */
#include "stat/concentrated.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/concentration.h"

/* Those that are left, the largest first; to be freed. */
static cs_sum *left_of(const cs_sum *values, size_t n, const cs_sum *out,
		       size_t nout)
{
	cs_sum *list = cs_calloc(n, sizeof *list);
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		if (nout > 0 && *out == values[i]) {
			out++;
			nout--;
		} else {
			list[count++] = values[i];
		}
	return list;
}

static double top_share(const cs_sum *list, size_t n, double top)
{
	size_t whole = (size_t)top;
	cs_sum total = 0, held = 0;
	double part;

	for (size_t i = 0; i < n; i++) {
		total += list[i];
		held += i < whole ? list[i] : 0;
	}
	part = cs_sum_double(held);
	if (whole < n)
		part += (top - (double)whole) * cs_sum_double(list[whole]);
	return total > 0 ? part / cs_sum_double(total) : NAN;
}

/* Adds, or takes off, those above the start, and the sum of their log(x / u).
 */
static void add_tail(const cs_sum *values, size_t n, cs_sum start, int sign,
		     double *count, double *logs)
{
	for (size_t i = 0; i < n && values[i] > start; i++) {
		*count += sign;
		*logs +=
		    sign * log(cs_sum_double(values[i]) / cs_sum_double(start));
	}
}

void cs_concentrated(const cs_sum *values, size_t n, const cs_sum *out,
		     size_t nout, size_t top, double *figures)
{
	cs_sum *list = left_of(values, n, out, nout);
	cs_sum start = cs_tail_start(values, n);
	double count = 0, logs = 0;

	figures[CS_GINI_LEFT] = cs_gini_coefficient(list, n - nout);
	figures[CS_TOP_LEFT] = top_share(
	    list, n - nout, (double)top * (double)(n - nout) / (double)n);
	figures[CS_TAIL_LEFT] = NAN;
	free(list);
	if (start == 0)
		return;
	add_tail(values, n, start, 1, &count, &logs);
	add_tail(out, nout, start, -1, &count, &logs);
	if (count > 0)
		figures[CS_TAIL_LEFT] = log(count / logs);
}

static double effect(struct cs_spread spread, double se, double level)
{
	return pow(
	    fmax(spread.se / se, 1) * cs_t(level, spread.df) / cs_z(level), 2);
}

struct cs_tail_effects cs_concentrated_effects(size_t n, double se,
					       struct cs_spread figure,
					       struct cs_spread tail,
					       double level)
{
	double k = floor(sqrt((double)n));

	return (struct cs_tail_effects){
		.rest = effect(figure, se, level),
		.tail = tail.df > 0 ? effect(tail, 1 / sqrt(k), level) : 1,
	};
}
