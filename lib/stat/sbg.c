/*
 * sbg.c - the fit of sbg.h.
 *
 * With k = n - 1, p = alpha / (alpha + beta), q = 1 - p and phi = 1 / (alpha +
 * beta) the hazard is p / (1 + phi k), and
 *
 *	LL = sum of lapsed log p + stayed log(q + phi k)
 *		    - at_risk log(1 + phi k).
 *
 * phi = 0 is one hazard for everybody; nothing is singular there, as it is in
 * alpha and beta. At any phi LL has one maximum in p: what is left to search is
 * one dimension, which is done from end to end.
 */
#include "stat/sbg.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_math.h>

#include "base/mem.h"

struct row {
	double k, stayed, lapsed;
};

struct table {
	struct row *rows; /* those with somebody at risk, k ascending */
	size_t n;
	double stayed, lapsed; /* their sums */
	double first_stayed;   /* at k = 0 */
	double later_lapsed;   /* at k > 0 */
};

/* A value of phi, with the p that suits it best. */
struct point {
	double phi;
	double log_odds, p, q;		     /* log(p / q) */
	double d_odds, d_phi;		     /* gradient in log odds and phi */
	double odds_odds, odds_phi, phi_phi; /* Hessian */
};

enum { ROUNDS = 200 };

static bool fill(const struct cs_life_counts *counts, size_t rows,
		 struct table *table)
{
	for (size_t i = 0; i < rows; i++) {
		int64_t at_risk = counts[i].at_risk, lapsed = counts[i].lapsed;
		struct row row = { .k = (double)i };

		if (lapsed < 0 || lapsed > at_risk)
			return false;
		if (at_risk == 0)
			continue;
		row.stayed = (double)(at_risk - lapsed);
		row.lapsed = (double)lapsed;
		table->rows[table->n++] = row;
		table->stayed += row.stayed;
		table->lapsed += row.lapsed;
		if (i == 0)
			table->first_stayed = row.stayed;
		else
			table->later_lapsed += row.lapsed;
	}
	return true;
}

static struct point odds(double phi, double log_odds)
{
	return (struct point){ .phi = phi,
			       .log_odds = log_odds,
			       .p = 1 / (1 + exp(-log_odds)),
			       .q = 1 / (1 + exp(log_odds)) };
}

/*
 * The p that suits phi: where the lapses expected beside those who stayed,
 *
 *	E = sum of stayed p / (q + phi k),
 *
 * are the lapses there were. E rises with p, and d log E / d log odds lies
 * between q and 1: Newton's method on log E is quick. The bracket holds it in
 * any case.
 */
static struct point best_odds(const struct table *table, double phi,
			      double start)
{
	double low = log(table->lapsed / table->stayed);
	/* if nobody stayed at k = 0, q may go to 0; 40 is as good as that */
	double high = table->first_stayed > 0
			  ? log(table->lapsed / table->first_stayed)
			  : low + 40;
	double at = fmin(fmax(start, low), high);

	for (int round = 0; round < ROUNDS; round++) {
		struct point point = odds(phi, at);
		double expected = 0, slope = 0, excess, next;

		for (size_t i = 0; i < table->n; i++) {
			double v = phi * table->rows[i].k;
			double part =
			    table->rows[i].stayed * point.p / (point.q + v);

			expected += part;
			slope += part * (1 + v) / (point.q + v);
		}
		excess = log(expected / table->lapsed);
		*(excess > 0 ? &high : &low) = at;
		next = at - excess * expected / (slope * point.q);
		if (!(next >= low && next <= high))
			next = (low + high) / 2;
		if (fabs(next - at) <= 4 * GSL_DBL_EPSILON * (1 + fabs(at)))
			break;
		at = next;
	}
	return odds(phi, at);
}

/*
 * With v = phi k and the excess e = stayed p / (q + v) - lapsed:
 *
 *	dLL / d log odds = - sum of q e
 *	dLL / d phi	 = sum of k e / (1 + v)
 *
 * The second derivatives are written so that neither a rare lapse nor a rare
 * survivor costs digits, the first of them with the sum of e, which is 0 here,
 * left out.
 */
static struct point evaluate(const struct table *table, double phi,
			     double start)
{
	struct point at = best_odds(table, phi, start);
	double p = at.p, q = at.q;

	for (size_t i = 0; i < table->n; i++) {
		const struct row *row = &table->rows[i];
		double k = row->k, v = phi * k, stayed = row->stayed / (q + v);
		double one = k / (q + v), all = k / (1 + v);
		double excess = stayed * p - row->lapsed;

		at.d_odds -= q * excess;
		at.d_phi += all * excess;
		at.odds_odds -= p * q * q * stayed * (1 + v) / (q + v);
		at.odds_phi += p * q * stayed * one;
		at.phi_phi +=
		    all * (row->lapsed * all - stayed * p * (one + all));
	}
	return at;
}

static double log_likelihood(const struct table *table, const struct point *at)
{
	double sum = 0;

	for (size_t i = 0; i < table->n; i++) {
		const struct row *row = &table->rows[i];
		double v = at->phi * row->k;

		sum += row->lapsed * (log(at->p) - log1p(v)) +
		       row->stayed * (log(at->q + v) - log1p(v));
	}
	return sum;
}

/* The second derivative along the best p. */
static double curvature(const struct point *at)
{
	return at->phi_phi - at->odds_phi * at->odds_phi / at->odds_odds;
}

/* Newton's method where LL rises at `low` and falls at `high`. */
static struct point climb(const struct table *table, struct point low,
			  struct point high)
{
	struct point at = low;
	double step;

	for (int round = 0; round < ROUNDS; round++) {
		double next = at.phi - at.d_phi / curvature(&at);

		if (!(next > low.phi && next < high.phi))
			next = low.phi > 0 ? sqrt(low.phi * high.phi)
					   : high.phi / 2;
		step = fabs(next - at.phi);
		at = evaluate(table, next, at.log_odds);
		if (at.d_phi == 0 || step <= 4 * GSL_DBL_EPSILON * next)
			break;
		*(at.d_phi > 0 ? &low : &high) = at;
	}
	return at;
}

/*
 * Does LL rise from phi = 0? A slope within rounding of 0 is none: even with
 * 1e14 counts it is less than a ten thousandth of its standard error.
 */
static bool rises(const struct table *table, const struct point *zero)
{
	double odds_zero = table->lapsed / table->stayed, terms = 0;

	for (size_t i = 0; i < table->n; i++)
		terms += table->rows[i].k * (table->rows[i].stayed * odds_zero +
					     table->rows[i].lapsed);
	return zero->d_phi > 1e-12 * terms;
}

/*
 * Where to look: below `low` LL is a parabola in phi to a thousandth, and above
 * `high` it falls, as
 *
 *	dLL / d phi < sum of stayed / (k phi^2) - later_lapsed / (1 + phi).
 */
static void span(const struct table *table, double *low, double *high)
{
	double first =
	    table->first_stayed > 0 ? table->first_stayed : table->stayed;
	double q = first / (first + table->lapsed), reach = 0;

	for (size_t i = 0; i < table->n; i++)
		if (table->rows[i].k > 0)
			reach += table->rows[i].stayed / table->rows[i].k;
	*low = 1e-3 * q / table->rows[table->n - 1].k;
	*high = fmax(1, 2 * reach / table->later_lapsed);
}

/*
 * The highest of all maxima: one lies wherever LL rises at one phi and falls at
 * the next. All its terms are slow functions of log phi, so that doubling phi
 * misses none. False: LL is highest at phi = 0.
 */
static bool highest(const struct table *table, struct point *best)
{
	struct point zero = evaluate(table, 0, 0), before = zero, at;
	bool rising = rises(table, &zero), found = false;
	double top = rising ? -INFINITY : log_likelihood(table, &zero);
	double phi, high;

	span(table, &phi, &high);
	for (; phi < 4 * high; phi *= 2, before = at) {
		bool rose = rising;

		at = evaluate(table, phi, before.log_odds);
		rising = at.d_phi > 0;
		if (rose && !rising) {
			struct point peak = climb(table, before, at);
			double height = log_likelihood(table, &peak);

			if (height > top) {
				top = height;
				*best = peak;
				found = true;
			}
		}
	}
	return found;
}

static struct cs_sbg nothing(enum cs_sbg_end end)
{
	return (struct cs_sbg){ end, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
}

/*
 * From the log odds t and u = log phi to log alpha = log p - u and log beta =
 * log q - u:
 *
 *	d log alpha = q dt - du		d LL / d log alpha = LL_t - p LL_u
 *	d log beta = -p dt - du		d LL / d log beta = -LL_t - q LL_u
 *
 * At the maximum the information transforms alike.
 */
static struct cs_sbg conclude(const struct table *table, const struct point *at)
{
	double p = at->p, q = at->q, phi = at->phi;
	double tu = phi * at->odds_phi, uu = phi * phi * at->phi_phi;
	double determinant = at->odds_odds * uu - tu * tu;
	double var_t = -uu / determinant, var_u = -at->odds_odds / determinant;
	double cov = tu / determinant, g_t = at->d_odds, g_u = phi * at->d_phi;
	/* how far the maximum still is, in squared standard errors: far where p
	   went to 1 and would go on */
	double left =
	    -g_t * g_t / at->odds_odds - at->d_phi * at->d_phi / curvature(at);
	struct cs_sbg fit = { .end = CS_SBG_CONVERGED,
			      .alpha = p / phi,
			      .beta = q / phi };

	if (!(at->odds_odds < 0 && determinant > 0 && left < 1e-10))
		return nothing(CS_SBG_STOPPED);
	fit.alpha_se = fit.alpha * sqrt(q * q * var_t - 2 * q * cov + var_u);
	fit.beta_se = fit.beta * sqrt(p * p * var_t + 2 * p * cov + var_u);
	fit.covariance =
	    fit.alpha * fit.beta * (var_u + (p - q) * cov - p * q * var_t);
	fit.log_likelihood = log_likelihood(table, at);
	fit.gradient = hypot(g_t - p * g_u, g_t + q * g_u);
	return fit;
}

static struct cs_sbg fit_table(const struct table *table)
{
	struct point best = { 0 };

	if (table->lapsed == 0 || table->stayed == 0)
		return nothing(CS_SBG_NO_LAPSES);
	if (table->n == 1)
		return nothing(CS_SBG_ONE_ROW);
	if (table->later_lapsed == 0)
		return nothing(CS_SBG_NO_RISK);
	if (!highest(table, &best))
		return nothing(CS_SBG_NO_SPREAD);
	return conclude(table, &best);
}

struct cs_sbg cs_sbg_fit(const struct cs_life_counts *counts, size_t rows)
{
	struct table table = { .rows = cs_calloc(rows, sizeof *table.rows) };
	struct cs_sbg fit = fill(counts, rows, &table)
				? fit_table(&table)
				: nothing(CS_SBG_STOPPED);

	free(table.rows);
	return fit;
}
