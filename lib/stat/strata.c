/* strata.c - cs_compare_risks() of strata.h. */
#include "stat/strata.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

enum { STEPS = 200 }; /* at most, to a bound */

/* --- the shares of highest likelihood in a stratum --------------------- */

struct shares {
	double one, other;
};

/* With one = ratio x other. */
static struct shares by_ratio(const struct cs_risk_stratum *s, double ratio)
{
	double n = (double)s->n, m = (double)s->other_n;
	double y = (double)s->events, x = (double)s->other_events;
	double a = (n + m) * ratio, b = n * ratio + y + m + x * ratio;
	double root = sqrt(fmax(0, b * b - 4 * a * (y + x)));
	/* the smaller root, without taking a small number from a large one */
	double other = 2 * (y + x) / (b + root);

	return (struct shares){ fmin(1, ratio * other), fmin(1, other) };
}

/* With one = other + difference: the root of a cubic (Farrington and Manning
 * 1990). */
static struct shares by_difference(const struct cs_risk_stratum *s, double d)
{
	double t = (double)s->other_n / (double)s->n;
	double p = (double)s->events / (double)s->n;
	double q = (double)s->other_events / (double)s->other_n;
	double a = 1 + t, b = -(1 + t + p + t * q + d * (t + 2));
	double c = d * d + d * (2 * p + t + 1) + p + t * q;
	double third = b / (3 * a);
	double v = third * third * third - b * c / (6 * a * a) -
		   p * d * (1 + d) / (2 * a);
	double u = copysign(sqrt(fmax(0, third * third - c / (3 * a))), v);
	double cosine = u != 0 ? v / (u * u * u) : 0, one;

	cosine = fmin(1, fmax(-1, cosine));
	one = 2 * u * cos((M_PI + acos(cosine)) / 3) - third;
	one = fmin(fmin(1, 1 + d), fmax(fmax(0, d), one));
	return (struct shares){ one, fmin(1, fmax(0, one - d)) };
}

/* --- scores ------------------------------------------------------------ */

struct scoring {
	const struct cs_risk_stratum *strata;
	size_t n;
	double compared, events, expected;
	bool ratio; /* a ratio is tried, else a difference */
};

/* The standard error of the events, where `tried` is the truth. */
static double error_at(const struct scoring *all, double tried)
{
	double variance = 0, scale = all->ratio ? tried * tried : 1;

	for (size_t i = 0; i < all->n; i++) {
		const struct cs_risk_stratum *s = &all->strata[i];
		double n = (double)s->n, m = (double)s->other_n;
		struct shares p;

		if (s->n == 0 || s->other_n == 0)
			continue;
		p = all->ratio ? by_ratio(s, tried) : by_difference(s, tried);
		variance += n *
			    (p.one * (1 - p.one) +
			     scale * n * p.other * (1 - p.other) / m) *
			    ((n + m) / (n + m - 1));
	}
	return sqrt(variance);
}

/* How many standard errors the events lie above what `tried` says. */
static double score(const struct scoring *all, double tried)
{
	double above =
	    all->ratio ? all->events - tried * all->expected
		       : all->events - all->expected - tried * all->compared;

	return above / error_at(all, tried);
}

/*
 * Where the score is `limit`: between `low`, where it is more, and `high`,
 * where it is less. By false position, with the weight of an end that stays
 * halved (Dowell and Jarratt 1971), since each score is a walk over all strata.
 */
static double solve(const struct scoring *all, double low, double high,
		    double limit)
{
	double above = score(all, low) - limit,
	       below = score(all, high) - limit;
	double tried = low;
	int side = 0; /* of the end that moved last */

	/* an end at which the variance is nothing */
	above = isfinite(above) ? above : 1e3;
	below = isfinite(below) ? below : -1e3;
	for (int i = 0; i < STEPS; i++) {
		double last = tried, value;

		tried = low + (high - low) * (above / (above - below));
		if (!(tried > low && tried < high))
			tried = low + (high - low) / 2;
		value = score(all, tried) - limit;
		if (value == 0 || fabs(tried - last) <= 1e-13 * fabs(tried))
			break;
		if (value > 0) {
			low = tried;
			above = value;
			below /= side > 0 ? 2 : 1;
			side = 1;
		} else {
			high = tried;
			below = value;
			above /= side < 0 ? 2 : 1;
			side = -1;
		}
	}
	return tried;
}

static struct cs_interval ratios(struct scoring *all, double z)
{
	double ratio = all->events / all->expected, top = fmax(2 * ratio, 1);
	struct cs_interval interval;

	all->ratio = true;
	while (score(all, top) > -z)
		top *= 2;
	interval.low = all->events > 0 ? solve(all, 0, ratio, z) : 0;
	interval.high = solve(all, ratio, top, -z);
	return interval;
}

static struct cs_interval excesses(struct scoring *all, double z)
{
	double difference = (all->events - all->expected) / all->compared;

	all->ratio = false;
	return (struct cs_interval){
		all->compared * solve(all, -1, difference, z),
		all->compared * solve(all, difference, 1, -z),
	};
}

/* --- the comparison ---------------------------------------------------- */

static struct cs_risks unknown(void)
{
	struct cs_interval none = { NAN, NAN };

	return (struct cs_risks){ .share = NAN,
				  .other_share = NAN,
				  .ratio = NAN,
				  .ratio_interval = none,
				  .excess = NAN,
				  .excess_interval = none,
				  .p_value = NAN,
				  .p_exact = NAN };
}

/* Are so few expected of anything that the score is far from normal? */
static bool few(const struct scoring *all)
{
	double events = 0, n = 0, lapses = 0, m = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct cs_risk_stratum *s = &all->strata[i];
		double sum = (double)(s->events + s->other_events);

		if (s->n == 0 || s->other_n == 0)
			continue;
		events += (double)s->n * sum / (double)(s->n + s->other_n);
		n += (double)s->n;
		m += (double)s->other_n;
		lapses += sum;
	}
	return fmin(fmin(events, n - events),
		    fmin(lapses - events, m - (lapses - events))) < CS_RISK_FEW;
}

static bool add_up(struct scoring *all, struct cs_risks *risks)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct cs_risk_stratum *s = &all->strata[i];

		if (s->events < 0 || s->events > s->n || s->other_events < 0 ||
		    s->other_events > s->other_n)
			return false;
		if (s->other_n == 0)
			risks->uncompared += s->n;
		if (s->n == 0 || s->other_n == 0)
			continue;
		risks->n += s->n;
		risks->events += s->events;
		all->expected += (double)s->n *
				 ((double)s->other_events / (double)s->other_n);
	}
	all->compared = (double)risks->n;
	all->events = (double)risks->events;
	return true;
}

static struct cs_risk_stratum *both(const struct cs_risk_stratum *strata,
				    size_t *n)
{
	struct cs_risk_stratum *kept = cs_calloc(*n, sizeof *kept);
	size_t count = 0;

	for (size_t i = 0; i < *n; i++)
		if (strata[i].n > 0 && strata[i].other_n > 0)
			kept[count++] = strata[i];
	*n = count;
	return kept;
}

/* Widens an interval as far as `value`. */
static void hold(struct cs_interval *interval, double value)
{
	if (value < interval->low)
		interval->low = value;
	if (value > interval->high)
		interval->high = value;
}

/* Fills what needs no interval, and the mid-p of the exact test, else NaN;
 * false where nothing can be compared. */
static bool compare(struct scoring *all, struct cs_risks *risks)
{
	*risks = unknown();
	if (!add_up(all, risks)) {
		*risks = unknown();
		return false;
	}
	if (risks->n == 0)
		return false;
	risks->share = all->events / all->compared;
	risks->other_share = all->expected / all->compared;
	risks->excess = all->events - all->expected;
	if (all->expected > 0)
		risks->ratio = all->events / all->expected;
	return true;
}

/* Of all that had the event, or nobody, there is nothing to test. */
static void test(const struct scoring *all, double at_one,
		 struct cs_risks *risks)
{
	if (!isnan(at_one) && few(all)) {
		size_t n = all->n;
		struct cs_risk_stratum *kept = both(all->strata, &n);
		struct cs_exact exact = cs_exact_strata(kept, n);

		risks->p_value = exact.mid_p;
		risks->p_exact = exact.p;
		free(kept);
	} else if (!isnan(at_one)) {
		risks->p_value = 2 * gsl_cdf_ugaussian_Q(fabs(at_one));
	}
}

struct cs_risks cs_compare_risks(const struct cs_risk_stratum *strata, size_t n,
				 double level)
{
	struct scoring all = { .strata = strata, .n = n, .ratio = true };
	double z = cs_z(level);
	struct cs_risks risks;

	if (!compare(&all, &risks))
		return risks;
	test(&all, score(&all, 1), &risks);
	if (isnan(z))
		return risks;
	if (all.expected > 0)
		risks.ratio_interval = ratios(&all, z);
	risks.excess_interval = excesses(&all, z);
	if (!isnan(risks.p_exact) && risks.p_value > 1 - level) {
		hold(&risks.ratio_interval, 1);
		hold(&risks.excess_interval, 0);
	}
	return risks;
}

/* --- with clusters ----------------------------------------------------- */

/* Of a spread, as many of the score's own errors as t of its; NaN: not known.
 */
static double limit_of(const struct scoring *all, double estimate,
		       struct cs_spread spread, double by, bool least,
		       size_t clusters, double level)
{
	double own = error_at(all, estimate), se = spread.se * by;

	/* nobody had the event, or everybody */
	if (spread.se == 0)
		return cs_z(level) *
		       sqrt(fmax(1, all->compared / (double)clusters));
	if (least || !(own > 0))
		se = fmax(se, own);
	return isnan(spread.se)
		   ? NAN
		   : cs_t(level, spread.df) * (own > 0 ? se / own : 1);
}

/* The larger p-value; NaN if the first is. */
static double larger(double p, double other)
{
	return isnan(p) || p > other ? p : other;
}

struct cs_risks cs_compare_risks_spread(const struct cs_risk_stratum *strata,
					size_t n, size_t clusters, double level,
					struct cs_spread ratio,
					struct cs_spread excess)
{
	struct scoring all = { .strata = strata, .n = n, .ratio = true };
	struct cs_risks risks;
	double own, limit;
	bool rare;

	if (!compare(&all, &risks))
		return risks;
	own = error_at(&all, 1) / all.compared;
	test(&all, score(&all, 1), &risks);
	rare = !isnan(risks.p_exact);
	if (!isnan(risks.p_value)) {
		struct cs_spread spread = excess;
		double p;

		if (rare)
			spread.se = fmax(spread.se, own);
		p = isnan(excess.se)
			? NAN
			: cs_spread_p(risks.excess / all.compared, spread);
		risks.p_value = rare ? larger(p, risks.p_value) : p;
		risks.p_exact = NAN;
	}
	limit = limit_of(&all, risks.ratio, ratio, all.expected, rare, clusters,
			 level);
	if (all.expected > 0 && limit > 0)
		risks.ratio_interval = ratios(&all, limit);
	all.ratio = false;
	limit = limit_of(&all, risks.excess / all.compared, excess,
			 all.compared, rare, clusters, level);
	if (limit > 0)
		risks.excess_interval = excesses(&all, limit);
	if (risks.p_value > 1 - level) {
		hold(&risks.ratio_interval, 1);
		hold(&risks.excess_interval, 0);
	}
	return risks;
}
