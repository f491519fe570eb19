/* negligible.c - see negligible.h. */
#include "stat/negligible.h"

#include <math.h>
#include <stdbool.h>

enum { NSTRETCHES = 3 };

struct rows {
	const struct cs_life_counts *counts;
	size_t n;
	double limit, level;
};

/* Of rows from some N on. */
struct rest {
	int64_t at_risk, lapsed;
	struct cs_life_spread spread;
};

/*
 * The largest h with (X - h M)^2 <= z^2 (X - 2 h c + h^2 q), c and q being the
 * sums of x m and of m^2: the variance as the customers show it.
 */
static double bound_by_customers(const struct rest *rest, double z)
{
	double all = (double)rest->at_risk, lapsed = (double)rest->lapsed;
	double a = all * all - z * z * cs_sum_double(rest->spread.squares);
	double b = lapsed * all - z * z * cs_sum_double(rest->spread.lapsed);
	double c = lapsed * (lapsed - z * z);

	if (!(a > 0))
		return 1;
	return fmin(1, (b + sqrt(fmax(0, b * b - a * c))) / a);
}

static bool is_below(const struct rows *rows, int64_t lapsed, int64_t at_risk)
{
	return cs_wilson(lapsed, at_risk, rows->level).high < rows->limit;
}

static bool is_proven(const struct rows *rows, const struct rest *rest)
{
	return is_below(rows, rest->lapsed, rest->at_risk) &&
	       bound_by_customers(rest, cs_z(rows->level)) < rows->limit;
}

/*
 * The last row, from 1, that does not pass with `stretch` at risk; 0: all do.
 * Rows with too few after them are judged as the last stretch is.
 */
static size_t last_failure(const struct rows *rows, double stretch)
{
	int64_t at_risk = 0, lapsed = 0;
	size_t end = rows->n;

	for (size_t i = rows->n; i-- > 0;) {
		const struct cs_life_counts *last;

		at_risk += rows->counts[i].at_risk;
		lapsed += rows->counts[i].lapsed;
		if ((double)at_risk < stretch)
			continue;
		/* no more rows than it takes */
		while (last = &rows->counts[end - 1],
		       (double)(at_risk - last->at_risk) >= stretch) {
			at_risk -= last->at_risk;
			lapsed -= last->lapsed;
			end--;
		}
		if (!is_below(rows, lapsed, at_risk))
			return end == rows->n ? rows->n : i + 1;
	}
	return 0;
}

/* How many at risk a row is judged with, smallest first. */
static void stretches(const struct rows *rows, double out[NSTRETCHES])
{
	double z = cs_z(rows->level);
	double least = z * z * (1 - rows->limit) / rows->limit;

	out[0] = least;
	out[1] = 2 * least;
	out[2] = 5 * least;
}

size_t cs_negligible(const struct cs_life_counts *counts,
		     const struct cs_life_spread *spread, size_t n,
		     double limit, double level)
{
	const struct rows rows = { counts, n, limit, level };
	double stretch[NSTRETCHES];
	size_t failure[NSTRETCHES], smallest = 0;
	struct rest rest = { 0 };

	stretches(&rows, stretch);
	for (int s = 0; s < NSTRETCHES; s++)
		failure[s] = last_failure(&rows, stretch[s]);
	for (; n > 0; n--) {
		const struct cs_life_counts *row = &counts[n - 1];
		int s = NSTRETCHES - 1;

		if (cs_wilson(row->lapsed, row->at_risk, level).low > limit)
			break;
		rest.at_risk += row->at_risk;
		rest.lapsed += row->lapsed;
		rest.spread.squares += spread[n - 1].squares;
		rest.spread.lapsed += spread[n - 1].lapsed;
		while (s > 0 && (double)rest.at_risk < 3 * stretch[s])
			s--;
		if (row->at_risk > 0 && n > failure[s] &&
		    is_proven(&rows, &rest))
			smallest = n;
	}
	return smallest;
}

void cs_spread_cohort(const struct cs_life_counts *counts, size_t n,
		      struct cs_life_spread *spread)
{
	cs_sum after = 0, lapsed = 0;

	for (size_t i = n; i-- > 0;) {
		lapsed += counts[i].lapsed;
		spread[i].squares += counts[i].at_risk + 2 * after;
		spread[i].lapsed += lapsed;
		after += counts[i].at_risk;
	}
}
