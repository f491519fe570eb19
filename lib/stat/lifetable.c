/* lifetable.c - see lifetable.h. */
#include "stat/lifetable.h"

#include <math.h>

#include "stat/product_limit.h"

void cs_life_table(const struct cs_life_counts *counts, size_t n, double level,
		   enum cs_conf_type type, struct cs_life_row *out)
{
	struct cs_product_limit curve = CS_PRODUCT_LIMIT_INIT;
	double lapses = 0, z = cs_z(level);

	for (size_t i = 0; i < n; i++)
		lapses += (double)counts[i].lapsed;
	for (size_t i = 0; i < n; i++) {
		int64_t at_risk = counts[i].at_risk, lapsed = counts[i].lapsed;

		if (at_risk > 0)
			cs_product_limit_step(&curve, at_risk, lapsed);
		else
			curve.survival = curve.greenwood = NAN;
		out[i] = (struct cs_life_row){
			.hazard = (double)lapsed / (double)at_risk,
			.hazard_interval = cs_wilson(lapsed, at_risk, level),
			.survival = curve.survival,
			.survival_interval = cs_survival_interval(
			    curve.survival, curve.greenwood, z, type),
			.lapse_share = (double)lapsed / lapses,
		};
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

size_t cs_life_negligible(const struct cs_life_counts *counts, size_t n,
			  double limit, double level)
{
	int64_t at_risk = 0, lapsed = 0;
	size_t smallest = 0;

	while (n > 0) {
		const struct cs_life_counts *row = &counts[n - 1];

		if (cs_wilson(row->lapsed, row->at_risk, level).low > limit)
			break;
		at_risk += row->at_risk;
		lapsed += row->lapsed;
		if (row->at_risk > 0 &&
		    cs_wilson(lapsed, at_risk, level).high < limit)
			smallest = n;
		n--;
	}
	return smallest;
}
