/* incidence.c - cs_incidence_curve() of incidence.h. */
#include "stat/incidence.h"

#include <math.h>
#include <stdbool.h>

#include "stat/product_limit.h"
#include "stat/proportion.h"

/*
 * What the variance is made of as time goes on. Its square is multiplied out,
 * so that F(t), which is not known yet, stands outside of the sums: with a_i =
 * d_i / (n_i (n_i - d_i)) and c_i = S(t_i-) d_ki / n_i^2,
 *
 *	V(t) = F^2 sum a - 2 F sum (a F_i + c) + sum (a F_i^2 + b + 2 c F_i).
 */
struct sums {
	double squared, linear, constant;
};

static void add_term(struct sums *sums, double survival, double incidence,
		     const double d[2], double n)
{
	double left = n - d[0], own = d[1];
	double a = left > 0 ? d[0] / n / left : 0; /* nothing comes after it */
	double c = survival * own / n / n;

	sums->squared += a;
	sums->linear += a * incidence + c;
	sums->constant += a * incidence * incidence +
			  survival * survival * own * (n - own) / n / n / n +
			  2 * c * incidence;
}

static double variance(const struct sums *sums, double f)
{
	return fmax(0, f * f * sums->squared - 2 * f * sums->linear +
			   sums->constant);
}

/* None where nobody has left for it, and where all have, for nothing else. */
static struct cs_incidence point(const struct sums *sums, double incidence,
				 bool whole, double z, enum cs_conf_type type)
{
	double v = variance(sums, incidence);
	struct cs_interval bounds =
	    cs_survival_interval(incidence, v / incidence / incidence, z, type);

	if (!(incidence > 0) || whole)
		return (struct cs_incidence){ .incidence = incidence,
					      .se = NAN,
					      .low = NAN,
					      .high = NAN };
	return (struct cs_incidence){ .incidence = incidence,
				      .se = sqrt(v),
				      .low = bounds.low,
				      .high = bounds.high };
}

void cs_incidence_curve(const struct cs_spans *spans, const int64_t *own,
			double level, enum cs_conf_type type,
			struct cs_incidence *out)
{
	struct cs_product_limit all = CS_PRODUCT_LIMIT_INIT;
	int64_t at_risk = spans->start, events_by = 0, others = 0;
	double incidence = 0, z = cs_z(level);
	struct sums sums = { 0 };

	for (size_t i = 0; i < spans->n; i++) {
		double d[] = { (double)spans->events[i], (double)own[i] };
		double before = all.survival, n = (double)at_risk;

		cs_product_limit_step(&all, at_risk, spans->events[i]);
		if (spans->events[i] > 0) {
			incidence = isnan(all.survival)
					? NAN
					: incidence + before * d[1] / n;
			add_term(&sums, before, incidence, d, n);
		}
		events_by += own[i];
		others += spans->events[i] - own[i];
		out[i] = point(&sums, incidence,
			       all.survival == 0 && others == 0, z, type);
		out[i].at_risk = at_risk;
		out[i].events_by = events_by;
		at_risk -= spans->events[i] + spans->censored[i];
		if (spans->entered != NULL)
			at_risk += spans->entered[i];
	}
}
