/* lifetable.c - see lifetable.h. */
#include "stat/lifetable.h"

#include <math.h>
#include <stdbool.h>

#include "stat/product_limit.h"

/* What a row says of those at risk, weighted or not. */
struct alike {
	double hazard;
	double number; /* of customers that would tell as much */
};

static struct alike weigh(const struct cs_life_sums *sums)
{
	const double one = CS_LIFE_ONE;
	double all = cs_sum_double(sums->at_risk) / one;
	double squares = cs_sum_double(sums->at_risk_squares) / one / one;
	double lapsed = cs_sum_double(sums->lapsed_squares) / one / one;
	double h = cs_sum_double(sums->lapsed) / one / all;
	double sandwich =
	    lapsed * (1 - h) * (1 - h) + (squares - lapsed) * h * h;
	struct alike risk = { h, all * all / squares };

	if (h > 0 && h < 1)
		risk.number =
		    fmin(risk.number, h * (1 - h) * all * all / sandwich);
	return risk;
}

/* Does everybody at risk weigh 1? Then counts say all, to the last digit. */
static bool is_plain(const struct cs_life_counts *counts,
		     const struct cs_life_sums *sums)
{
	return sums == NULL ||
	       sums->at_risk == (cs_sum)counts->at_risk * CS_LIFE_ONE;
}

static void fill_plain(const struct cs_life_counts *counts, double level,
		       struct cs_product_limit *curve, struct cs_life_row *row)
{
	int64_t at_risk = counts->at_risk, lapsed = counts->lapsed;

	if (at_risk > 0)
		cs_product_limit_step(curve, at_risk, lapsed);
	else
		curve->survival = curve->greenwood = NAN;
	row->hazard = (double)lapsed / (double)at_risk;
	row->hazard_interval = cs_wilson(lapsed, at_risk, level);
}

static void fill_weighted(const struct cs_life_sums *sums, double level,
			  struct cs_product_limit *curve,
			  struct cs_life_row *row)
{
	struct alike risk = weigh(sums);

	curve->survival *= 1 - risk.hazard;
	curve->greenwood += risk.hazard / (risk.number * (1 - risk.hazard));
	row->hazard = risk.hazard;
	row->hazard_interval = cs_wilson_share(risk.hazard, risk.number, level);
}

static double within_reach(const struct cs_life_sums *sums, size_t i,
			   double survival)
{
	double share;

	if (sums == NULL || sums[0].begun == 0)
		return NAN;
	share = cs_sum_double(sums[i].begun) / cs_sum_double(sums[0].begun);
	/* estimates of one and the other may be out of step by chance */
	return share < survival ? share / survival : survival > 0 ? 1 : NAN;
}

void cs_life_table(const struct cs_life_counts *counts,
		   const struct cs_life_sums *sums, size_t n, double level,
		   enum cs_conf_type type, struct cs_life_row *out)
{
	struct cs_product_limit curve = CS_PRODUCT_LIMIT_INIT;
	double lapses = 0, z = cs_z(level);

	for (size_t i = 0; i < n; i++)
		lapses += (double)counts[i].lapsed;
	for (size_t i = 0; i < n; i++) {
		const struct cs_life_sums *of = sums == NULL ? NULL : &sums[i];

		out[i].within_reach = within_reach(sums, i, curve.survival);
		if (is_plain(&counts[i], of))
			fill_plain(&counts[i], level, &curve, &out[i]);
		else
			fill_weighted(of, level, &curve, &out[i]);
		out[i].survival = curve.survival;
		out[i].survival_interval = cs_survival_interval(
		    curve.survival, curve.greenwood, z, type);
		out[i].lapse_share = (double)counts[i].lapsed / lapses;
	}
}

size_t cs_life_modal(const struct cs_life_counts *counts, size_t n)
{
	int64_t most = 0;
	size_t modal = 0;

	for (size_t i = 0; i < n; i++)
		if (counts[i].lapsed > most) {
			most = counts[i].lapsed;
			modal = i + 1;
		}
	return modal;
}

size_t cs_life_median(const struct cs_life_row *rows, size_t n)
{
	/* a product that should be .5 may come out a digit above it */
	for (size_t i = 0; i < n; i++)
		if (rows[i].survival <= .5 * (1 + 1e-12))
			return i + 1;
	return 0;
}
