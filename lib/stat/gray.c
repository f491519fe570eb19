/*
 * gray.c - cs_gray_test() and cs_gray_scores() of incidence.h.
 *
 * With n_g at risk in group g, S_g its curve of all causes and F_g its
 * incidence, r_g = n_g / S_g(t-) are those who would be at risk if nobody left
 * for another cause, and R their sum. Under one incidence F of all groups, dF =
 * d / R. The score of group g is the sum over events of the cause of
 *
 *	d_g - d r_g (1 - F_g(t-)) / sum of r_h (1 - F_h(t-)).
 *
 * It is written as a sum of independent terms, one for each group, time and
 * kind of event, whose variances add up (Gray 1988, section 3): with
 *
 *	a_gh = r_g (delta_gh - r_h / R)
 *	c_gh = sum up to t of a_gh dF / (1 - F(t-))
 *
 * and c_gh(end) that up to the end, an event in group h moves the score of g by
 * a_gh - w c_gh + w c_gh(end) with w = 1 - (1 - F) / S_h for the cause, and by
 * w (c_gh - c_gh(end)) with w = (1 - F) / S_h for another. As c_gh(end) is
 * known only there, three sums are kept: of the squares of what stands before
 * it, of that times w, and of w^2.
 */
#include "stat/incidence.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "base/mem.h"

struct group {
	const struct cs_spans *spans;
	const int64_t *own;
	size_t next;		 /* the time that is not yet done */
	double n;		 /* at risk just before it */
	double before, survival; /* S just before it, and after */
	double gone, incidence;	 /* F likewise */
	double cause, other;	 /* events at the time at hand */
	double w2;
};

struct test {
	struct group *groups;
	size_t k;
	double *score;	 /* [k] */
	double *a, *c;	 /* [k][k], row g and column h of those above */
	double *v, *w;	 /* [k][k]: what stands before the end; w times it */
	double f, after; /* F of all groups, before the time and after it */
};

static double *square(size_t k)
{
	return cs_calloc(k, k * sizeof(double));
}

static void test_init(struct test *t, const struct cs_spans *groups,
		      const int64_t *const *own, size_t k)
{
	*t = (struct test){ .groups = cs_calloc(k, sizeof *t->groups),
			    .k = k,
			    .score = cs_calloc(k, sizeof *t->score),
			    .a = square(k),
			    .c = square(k),
			    .v = square(k),
			    .w = square(k) };
	for (size_t g = 0; g < k; g++)
		t->groups[g] = (struct group){ .spans = &groups[g],
					       .own = own[g],
					       .n = (double)groups[g].start,
					       .before = 1,
					       .survival = 1 };
}

static void test_release(struct test *t)
{
	free(t->groups);
	free(t->score);
	free(t->a);
	free(t->c);
	free(t->v);
	free(t->w);
}

static double next_time(const struct test *t)
{
	double time = INFINITY;

	for (size_t g = 0; g < t->k; g++) {
		const struct group *group = &t->groups[g];

		if (group->next < group->spans->n)
			time = fmin(time, group->spans->times[group->next]);
	}
	return time;
}

static bool is_at(const struct group *group, double time)
{
	return group->next < group->spans->n &&
	       group->spans->times[group->next] == time;
}

/* Events at the time, and the curves after them. False: they cannot be. */
static bool step(struct group *group, double time)
{
	double events = 0;

	group->cause = group->other = 0;
	if (is_at(group, time)) {
		events = (double)group->spans->events[group->next];
		group->cause = (double)group->own[group->next];
		group->other = events - group->cause;
	}
	if (events > group->n || group->other < 0)
		return false;
	if (events > 0) {
		group->survival =
		    group->before * ((group->n - events) / group->n);
		group->incidence =
		    group->gone + group->before * group->cause / group->n;
	}
	return true;
}

static void pass(struct group *group, double time)
{
	if (is_at(group, time)) {
		size_t i = group->next++;

		group->n -= (double)(group->spans->events[i] +
				     group->spans->censored[i]);
	}
	group->before = group->survival;
	group->gone = group->incidence;
}

/* r_g */
static double risk(const struct group *group)
{
	return group->n > 0 ? group->n / group->before : 0;
}

/* Adds a term of group h: how it moves each score, its w and its variance. */
static void add_term(struct test *t, size_t h, const double *moves, double w,
		     double variance)
{
	size_t k = t->k;

	t->groups[h].w2 += w * w * variance;
	for (size_t g = 0; g < k; g++) {
		t->w[g * k + h] += moves[g] * w * variance;
		for (size_t i = 0; i <= g; i++)
			t->v[g * k + i] += moves[g] * moves[i] * variance;
	}
}

/* Events of the cause. Of d at once each but the first is as if without
 * replacement. */
static void add_cause(struct test *t, size_t h, double d, double all,
		      double *moves)
{
	struct group *group = &t->groups[h];
	double share = all * group->before;
	double ties = d > 1 ? 1 - (d - 1) / (share - 1) : 1;
	double w =
	    group->survival > 0 ? 1 - (1 - t->after) / group->survival : 1;

	for (size_t g = 0; g < t->k; g++)
		moves[g] = t->a[g * t->k + h] - w * t->c[g * t->k + h];
	add_term(t, h, moves, w, ties * group->before * d / all / group->n);
}

/* Events of other causes. */
static void add_others(struct test *t, size_t h, double *moves)
{
	struct group *group = &t->groups[h];
	double d = group->other, n = group->n;
	double ties = d > 1 ? 1 - (d - 1) / (n - 1) : 1;
	double w = (1 - t->after) / group->survival;

	for (size_t g = 0; g < t->k; g++)
		moves[g] = w * t->c[g * t->k + h];
	/* the end comes with the other sign */
	add_term(t, h, moves, -w,
		 group->before * group->before * ties * d / n / n);
}

/* Scores at a time with events of the cause, d in all. */
static void add_scores(struct test *t, double d, double weighed)
{
	for (size_t g = 0; g < t->k; g++)
		t->score[g] +=
		    t->groups[g].cause -
		    d * risk(&t->groups[g]) * (1 - t->groups[g].gone) / weighed;
}

/* a and c there. */
static void add_moves(struct test *t, double d, double all)
{
	size_t k = t->k;

	for (size_t g = 0; g < k; g++)
		for (size_t h = 0; h < k; h++) {
			double other = risk(&t->groups[h]);
			double a =
			    risk(&t->groups[g]) * ((g == h) - other / all);

			t->a[g * k + h] = a;
			t->c[g * k + h] += a * d / all / (1 - t->f);
		}
}

/* One time of all groups; false where the counts cannot be. `moves` has room
 * for k; NULL: scores alone. */
static bool compare(struct test *t, double time, double *moves)
{
	double d = 0, all = 0, weighed = 0;

	for (size_t g = 0; g < t->k; g++) {
		struct group *group = &t->groups[g];

		if (!step(group, time))
			return false;
		d += group->cause;
		all += risk(group);
		weighed += risk(group) * (1 - group->gone);
	}
	if (d > 0) {
		t->after = t->f + d / all;
		add_scores(t, d, weighed);
		if (moves != NULL)
			add_moves(t, d, all);
	}
	for (size_t h = 0; h < t->k && moves != NULL; h++) {
		if (d > 0 && t->groups[h].n > 0)
			add_cause(t, h, d, all, moves);
		if (t->groups[h].other > 0 && t->groups[h].survival > 0)
			add_others(t, h, moves);
	}
	t->f = t->after;
	return true;
}

/* The covariance, in t->v below and on the diagonal: with c at the end. */
static void finish(struct test *t)
{
	size_t k = t->k;

	for (size_t g = 0; g < k; g++)
		for (size_t i = 0; i <= g; i++)
			for (size_t h = 0; h < k; h++) {
				double x = t->c[g * k + h];
				double y = t->c[i * k + h];

				t->v[g * k + i] += x * y * t->groups[h].w2 +
						   x * t->w[i * k + h] +
						   y * t->w[g * k + h];
			}
}

/* score' V^-1 score over all groups but the last, whose row is the others'.
 * Eliminates; what is left of a diagonal by rounding is nothing. */
static struct cs_rank_test solve(struct test *t)
{
	const double nothing = 1e-10;
	struct cs_rank_test test = { 0, 0, NAN };
	size_t k = t->k;

	for (size_t g = 0; g + 1 < k; g++)
		t->a[g] = t->v[g * k + g]; /* as they were */
	for (size_t g = 0; g + 1 < k; g++) {
		double pivot = t->v[g * k + g];

		if (!(pivot > nothing * t->a[g]))
			continue;
		test.chi_square += t->score[g] * t->score[g] / pivot;
		test.df++;
		for (size_t h = g + 1; h + 1 < k; h++) {
			double share = t->v[h * k + g] / pivot;

			t->score[h] -= share * t->score[g];
			for (size_t i = g + 1; i <= h; i++)
				t->v[h * k + i] -= share * t->v[i * k + g];
		}
	}
	if (test.df == 0)
		test.chi_square = NAN;
	else
		test.p_value = gsl_cdf_chisq_Q(test.chi_square, test.df);
	return test;
}

static bool enters_late(const struct cs_spans *spans)
{
	for (size_t i = 0; spans->entered != NULL && i < spans->n; i++)
		if (spans->entered[i] > 0)
			return true;
	return false;
}

/* All times; false where there is no test. */
static bool walk(struct test *t, double *moves)
{
	double time;

	for (size_t g = 0; g < t->k; g++)
		if (enters_late(t->groups[g].spans))
			return false;
	while ((time = next_time(t)) < INFINITY) {
		if (!compare(t, time, moves))
			return false;
		for (size_t g = 0; g < t->k; g++)
			pass(&t->groups[g], time);
	}
	return true;
}

struct cs_rank_test cs_gray_test(const struct cs_spans *groups,
				 const int64_t *const *own, size_t k)
{
	struct cs_rank_test test = { NAN, 0, NAN };
	struct test t;
	double *moves;

	if (k == 0 || k > CS_GRAY_GROUPS)
		return test;
	test_init(&t, groups, own, k);
	moves = cs_calloc(k, sizeof *moves);
	if (walk(&t, moves)) {
		finish(&t);
		test = solve(&t);
	}
	free(moves);
	test_release(&t);
	return test;
}

void cs_gray_scores(const struct cs_spans *groups, const int64_t *const *own,
		    size_t k, double *scores)
{
	struct test t;
	bool fits;

	test_init(&t, groups, own, k);
	fits = walk(&t, NULL);
	for (size_t g = 0; g < k; g++)
		scores[g] = fits ? t.score[g] : NAN;
	test_release(&t);
}
