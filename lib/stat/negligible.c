/* negligible.c - see negligible.h. */
#include "stat/negligible.h"

#include <math.h>
#include <stdbool.h>

/* At which a row by itself stands in the way; how many times the least proof
 * all rows are judged by. */
#define OWN_LEVEL .8
enum { AMPLE = 10 };

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

/* Rows from one on, no more than hold `enough` at risk. */
struct stretch {
	double enough;
	int64_t at_risk, lapsed;
	size_t end;
};

/* Lets it begin a row earlier, at row i from 0; false: it holds too few. */
static bool move_back(struct stretch *stretch, const struct rows *rows,
		      size_t i)
{
	stretch->at_risk += rows->counts[i].at_risk;
	stretch->lapsed += rows->counts[i].lapsed;
	for (;;) {
		const struct cs_life_counts *last =
		    &rows->counts[stretch->end - 1];
		double left = (double)(stretch->at_risk - last->at_risk);

		if (stretch->end == i + 1 || left < stretch->enough)
			break;
		stretch->at_risk -= last->at_risk;
		stretch->lapsed -= last->lapsed;
		stretch->end--;
	}
	return (double)stretch->at_risk >= stretch->enough;
}

static bool stands_against(const struct rows *rows, size_t i)
{
	const struct cs_life_counts *row = &rows->counts[i];

	return (double)row->at_risk * rows->limit >= 1 &&
	       cs_wilson(row->lapsed, row->at_risk, OWN_LEVEL).low >
		   rows->limit;
}

static void add_row(struct rest *rest, const struct cs_life_counts *row,
		    const struct cs_life_spread *spread)
{
	rest->at_risk += row->at_risk;
	rest->lapsed += row->lapsed;
	rest->spread.squares += spread->squares;
	rest->spread.lapsed += spread->lapsed;
}

size_t cs_negligible(const struct cs_life_counts *counts,
		     const struct cs_life_spread *spread, size_t n,
		     double limit, double level)
{
	const struct rows rows = { counts, n, limit, level };
	double z = cs_z(level), least = z * z * (1 - limit) / limit;
	struct stretch first = { least, 0, 0, n };
	struct stretch ample = { AMPLE * least, 0, 0, n };
	struct rest rest = { 0 };
	size_t smallest = 0;

	for (size_t i = n; i-- > 0;) {
		bool told = move_back(&first, &rows, i);

		if (stands_against(&rows, i) ||
		    (move_back(&ample, &rows, i) &&
		     !is_below(&rows, ample.lapsed, ample.at_risk)))
			break;
		add_row(&rest, &counts[i], &spread[i]);
		if (told && counts[i].at_risk > 0 &&
		    is_below(&rows, first.lapsed, first.at_risk) &&
		    is_proven(&rows, &rest))
			smallest = i + 1;
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
