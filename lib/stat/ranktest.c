/*
 * ranktest.c - cs_rank_test() of curve.h.
 *
 * With n_g of the n at risk at an event time in group g, d events among them,
 * and the weight w, the deviations Z have the covariance
 *
 *	V_gh = sum of w^2 n_g / n (delta_gh - n_h / n) d (n - d) / (n - 1)
 *
 * over the event times. Its rows add up to 0 and nothing off its diagonal is
 * positive: V is the Laplacian of a network of groups with the links
 *
 *	L_gh = -V_gh = sum of w^2 n_g n_h / n^2 d (n - d) / (n - 1),
 *
 * sums of nothing negative. To eliminate a group is to hand its Z and its links
 * on to the others in proportion to its links with them; chi-square is the sum
 * of Z^2 / (sum of links) over the eliminated. No link is ever a difference of
 * two, so none is lost to rounding, and a group without links left adds no
 * degree of freedom: there is no pivot to be judged too small.
 */
#include "stat/curve.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/mem.h"

struct merge {
	const struct cs_spans *groups;
	size_t k;
	enum cs_rank_weight weight;
	size_t *next;	  /* [k]: the time of each group that is not yet done */
	int64_t *at_risk; /* [k], just before those */
	double *z;	  /* [k]: weighted observed - expected */
	double *links;	  /* [k][k], filled above the diagonal */
	double peto;	  /* product of 1 - d / (n + 1) so far */
};

static void merge_init(struct merge *m, const struct cs_spans *groups, size_t k,
		       enum cs_rank_weight weight)
{
	*m = (struct merge){ .groups = groups,
			     .k = k,
			     .weight = weight,
			     .next = cs_calloc(k, sizeof *m->next),
			     .at_risk = cs_calloc(k, sizeof *m->at_risk),
			     .z = cs_calloc(k, sizeof *m->z),
			     .links = cs_calloc(k, k * sizeof *m->links),
			     .peto = 1 };
	for (size_t g = 0; g < k; g++)
		m->at_risk[g] = groups[g].start;
}

static void merge_release(struct merge *m)
{
	free(m->next);
	free(m->at_risk);
	free(m->z);
	free(m->links);
}

static bool has_time(const struct merge *m, size_t g, double time)
{
	const struct cs_spans *spans = &m->groups[g];

	return m->next[g] < spans->n && spans->times[m->next[g]] == time;
}

static int64_t events_at(const struct merge *m, size_t g, double time)
{
	return has_time(m, g, time) ? m->groups[g].events[m->next[g]] : 0;
}

/* The earliest time that is not yet done in any group; infinite at the end. */
static double next_time(const struct merge *m)
{
	double time = INFINITY;

	for (size_t g = 0; g < m->k; g++)
		if (m->next[g] < m->groups[g].n)
			time = fmin(time, m->groups[g].times[m->next[g]]);
	return time;
}

static double weight_at(struct merge *m, double n, double d)
{
	m->peto *= (n + 1 - d) / (n + 1);
	switch (m->weight) {
	case CS_GEHAN: return n;
	case CS_TARONE_WARE: return sqrt(n);
	case CS_PETO: return m->peto;
	default: return 1;
	}
}

static void add_links(struct merge *m, double factor)
{
	for (size_t g = 0; g < m->k; g++) {
		double *row = m->links + g * m->k;
		double share = factor * (double)m->at_risk[g];

		if (share > 0)
			for (size_t h = g + 1; h < m->k; h++)
				row[h] += share * (double)m->at_risk[h];
	}
}

/* One time of the pooled sample; false where the counts cannot be. */
static bool compare(struct merge *m, double time)
{
	int64_t at_risk = 0, events = 0;
	double n, d, w;

	for (size_t g = 0; g < m->k; g++) {
		int64_t own = events_at(m, g, time);

		if (m->at_risk[g] < own)
			return false;
		at_risk += m->at_risk[g];
		events += own;
	}
	if (events == 0)
		return true;
	n = (double)at_risk;
	d = (double)events;
	w = weight_at(m, n, d);
	for (size_t g = 0; g < m->k; g++) {
		double expected = (double)m->at_risk[g] * d / n;

		m->z[g] += w * ((double)events_at(m, g, time) - expected);
	}
	if (events < at_risk)
		add_links(m, w * w * d * (n - d) / (n - 1) / n / n);
	return true;
}

/* Those seen last at this time are gone after it, those who enter have come. */
static void pass(struct merge *m, double time)
{
	for (size_t g = 0; g < m->k; g++) {
		const struct cs_spans *spans = &m->groups[g];
		size_t i = m->next[g];

		if (!has_time(m, g, time))
			continue;
		m->at_risk[g] -= spans->events[i] + spans->censored[i];
		if (spans->entered != NULL)
			m->at_risk[g] += spans->entered[i];
		m->next[g]++;
	}
}

/* Eliminates the groups one by one: see above. Uses up z and links. */
static struct cs_rank_test solve(struct merge *m)
{
	struct cs_rank_test test = { 0, 0, NAN };
	size_t k = m->k;

	for (size_t g = 0; g + 1 < k; g++) {
		const double *own = m->links + g * k;
		double all = 0;

		for (size_t h = g + 1; h < k; h++)
			all += own[h];
		if (!(all > 0))
			continue;
		test.chi_square += m->z[g] * m->z[g] / all;
		test.df++;
		for (size_t h = g + 1; h < k; h++) {
			double share = own[h] / all;

			m->z[h] += share * m->z[g];
			for (size_t i = h + 1; share > 0 && i < k; i++)
				m->links[h * k + i] += share * own[i];
		}
	}
	if (test.df == 0)
		test.chi_square = NAN;
	else
		test.p_value = gsl_cdf_chisq_Q(test.chi_square, test.df);
	return test;
}

/* Goes through all times; false where the counts cannot be. */
static bool compare_all(struct merge *m)
{
	double time;
	bool fits = true;

	while (fits && (time = next_time(m)) < INFINITY) {
		fits = compare(m, time);
		pass(m, time);
	}
	return fits;
}

struct cs_rank_test cs_rank_test(const struct cs_spans *groups, size_t k,
				 enum cs_rank_weight weights)
{
	struct cs_rank_test test = { NAN, 0, NAN };
	struct merge m;

	if (k == 0 || k > CS_RANK_GROUPS)
		return test;
	merge_init(&m, groups, k, weights);
	if (compare_all(&m))
		test = solve(&m);
	merge_release(&m);
	return test;
}

void cs_rank_scores(const struct cs_spans *groups, size_t k,
		    enum cs_rank_weight weights, double *z)
{
	struct merge m;
	bool fits;

	merge_init(&m, groups, k, weights);
	fits = compare_all(&m);
	for (size_t g = 0; g < k; g++)
		z[g] = fits ? m.z[g] : 0;
	merge_release(&m);
}
