/*
 * bgbb.c - BG/BB, in which there are opportunities, one after another, and each
 * is taken or not; and the beta-binomial, in which nobody leaves.
 *
 * While he is a customer somebody takes an opportunity with a chance of his
 * own, beta(alpha, beta), and leaves before the next with another, beta(gamma,
 * delta). Of n of them he took x, the last of these number t_x. With (a)_n = a
 * (a + 1) ... (a + n - 1), the chance to take x and leave y is
 *
 *	B(x, y) = (alpha)_x (beta)_y / (alpha + beta)_(x+y)
 *
 * that to stay for m S(m) = (delta)_m / (gamma + delta)_m, that to leave after
 * just m D(m) = gamma (delta)_m / (gamma + delta)_(m+1), and
 *
 *	L = B(x, n - x) S(n) + sum over m = t_x .. n - 1 of B(x, m - x) D(m)
 *	P(alive at n + 1) = B(x, n - x) S(n + 1) / L
 *
 * From there on he is a new customer of alpha + x, beta + n - x, gamma and
 * delta + n + 1 who has one opportunity for certain. All terms are positive.
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "btyd/models.h"

/* The parameters by the names of the paper; gamma is 0 where nobody leaves. */
struct shapes {
	double alpha, beta, gamma, delta;
};

static struct shapes shapes_of(const struct cs_btyd *model)
{
	bool leaves = model->kind == CS_BG_BB;

	return (struct shapes){ model->r, model->alpha, leaves ? model->a : 0,
				leaves ? model->b : 1 };
}

/* --- likelihood -------------------------------------------------------- */

struct bb_tables {
	struct shapes of;
	struct cs_rising alpha, beta, both, delta, life;
};

static struct bb_tables tables_new(const struct cs_btyd *model, size_t most,
				   size_t opportunities)
{
	struct shapes of = shapes_of(model);

	return (struct bb_tables){
		of,
		cs_rising_table(of.alpha, most),
		cs_rising_table(of.beta, opportunities),
		cs_rising_table(of.alpha + of.beta, opportunities),
		cs_rising_table(of.delta, opportunities + 1),
		cs_rising_table(of.gamma + of.delta, opportunities + 1),
	};
}

static void tables_release(struct bb_tables *tables)
{
	cs_rising_release(&tables->alpha);
	cs_rising_release(&tables->beta);
	cs_rising_release(&tables->both);
	cs_rising_release(&tables->delta);
	cs_rising_release(&tables->life);
}

/* log B(x, m - x). */
static double log_taken(const struct bb_tables *tables, size_t x, size_t m)
{
	return tables->alpha.log[x] + tables->beta.log[m - x] -
	       tables->both.log[m];
}

static double log_stays(const struct bb_tables *tables, size_t m)
{
	return tables->delta.log[m] - tables->life.log[m];
}

static double log_leaves(const struct bb_tables *tables, size_t m)
{
	return log(tables->of.gamma) + tables->delta.log[m] -
	       tables->life.log[m + 1];
}

struct last {
	size_t x, recency, n;
};

static struct last last_of(const struct cs_history *at)
{
	return (struct last){ (size_t)at->purchases, (size_t)at->recency,
			      (size_t)at->age };
}

/* log L; `stayed`, if not NULL, the logarithm of its first term. */
static double log_all(const struct bb_tables *tables, struct last at,
		      double *stayed)
{
	double sum = log_taken(tables, at.x, at.n) + log_stays(tables, at.n);

	if (stayed != NULL)
		*stayed = sum;
	for (size_t m = at.recency; m < at.n && tables->of.gamma > 0; m++)
		sum = cs_log_sum(sum, log_taken(tables, at.x, m) +
					  log_leaves(tables, m));
	return sum;
}

/* Adds `weight` times the slopes of the logarithm of a term: of who left after
 * m opportunities, or stays beyond them. */
static void add_term(const struct bb_tables *tables, size_t x, size_t m,
		     bool left, double weight, double *slope)
{
	const struct shapes *of = &tables->of;
	double both = tables->both.slope[m],
	       life = tables->life.slope[m + left];

	slope[0] += weight * of->alpha * (tables->alpha.slope[x] - both);
	slope[1] += weight * of->beta * (tables->beta.slope[m - x] - both);
	slope[2] += weight * (left - of->gamma * life);
	slope[3] += weight * of->delta * (tables->delta.slope[m] - life);
}

static double score(const void *of, const struct cs_histories *histories,
		    size_t row, double *slope)
{
	const struct bb_tables *tables = of;
	struct last at = last_of(&histories->rows[row]);
	double stayed, all = log_all(tables, at, &stayed);

	add_term(tables, at.x, at.n, false, exp(stayed - all), slope);
	for (size_t m = at.recency; m < at.n && tables->of.gamma > 0; m++)
		add_term(tables, at.x, m, true,
			 exp(log_taken(tables, at.x, m) +
			     log_leaves(tables, m) - all),
			 slope);
	return all;
}

void cs_bgbb_slopes(const struct cs_btyd *model,
		    const struct cs_histories *histories,
		    struct cs_slopes *slopes)
{
	struct bb_tables tables =
	    tables_new(model, histories->most, (size_t)histories->oldest);

	cs_slopes_sum(histories, cs_btyd_parameters(model->kind), score,
		      &tables, slopes);
	tables_release(&tables);
}

/* --- one customer ------------------------------------------------------ */

/* The chance that who is there at opportunity `m` is there at the next. */
static double stays(struct shapes of, double m)
{
	return (of.delta + m) / (of.gamma + of.delta + m);
}

double cs_bgbb_alive(const struct cs_btyd *model, const struct cs_history *at)
{
	struct last last = last_of(at);
	struct bb_tables tables = tables_new(model, last.x, last.n);
	double stayed, all = log_all(&tables, last, &stayed);

	tables_release(&tables);
	return exp(stayed - all) * stays(shapes_of(model), at->age);
}

double cs_bgbb_alive_after(const struct cs_btyd *model,
			   const struct cs_history *at, double t)
{
	struct shapes of = shapes_of(model);
	double alive = cs_bgbb_alive(model, at);

	for (double m = 1; m <= t; m++)
		alive *= stays(of, at->age + m);
	return alive;
}

/* The chance to take an opportunity that there is. */
static double takes(struct shapes of, const struct cs_history *at)
{
	return (of.alpha + at->purchases) / (of.alpha + of.beta + at->age);
}

/* With S the chance to be there at opportunity j of those to come, E[Y] is the
 * sum of S times that to take one, E[Y (Y - 1)] that of 2 (j - 1) S times that
 * to take two. */
struct cs_btyd_moments cs_bgbb_moments(const struct cs_btyd *model,
				       const struct cs_history *at, double t)
{
	struct shapes of = shapes_of(model);
	double alive = cs_bgbb_alive(model, at), once = takes(of, at);
	double twice = once * (of.alpha + at->purchases + 1) /
		       (of.alpha + of.beta + at->age + 1);
	struct cs_btyd_moments y = { 0, 0 };

	for (double j = 1; j <= t; j++) {
		y.mean += alive * once;
		y.square += alive * (once + 2 * (j - 1) * twice);
		alive *= stays(of, at->age + j);
	}
	return y;
}

/* Where the discount leaves nothing of what is later still. */
static const double ENDS = 45;

double cs_bgbb_discounted(const struct cs_btyd *model,
			  const struct cs_history *at, double t, double delta)
{
	struct shapes of = shapes_of(model);
	double alive = cs_bgbb_alive(model, at), sum = 0;
	double last = delta > 0 ? fmin(t, ENDS / delta) : t;

	for (double j = 1; j <= last; j++) {
		sum += alive * exp(-delta * j);
		alive *= stays(of, at->age + j);
	}
	return sum * takes(of, at);
}

/*
 * taken[i]: the chance to have taken i of the first j opportunities, if there
 * were so many, grown by one at a time as an urn of Polya; who leaves after j
 * keeps what he has.
 */
void cs_bgbb_tails(const struct cs_btyd *model, const struct cs_history *at,
		   double t, size_t least, struct cs_tails *tails)
{
	struct shapes of = shapes_of(model);
	size_t most = (size_t)t, n = most + 1 > least ? most + 1 : least;
	double a = of.alpha + at->purchases,
	       both = of.alpha + of.beta + at->age;
	double *taken = cs_calloc(most + 1, sizeof *taken);
	double there = cs_bgbb_alive(model, at), sum = 0;

	while (tails->capacity < n)
		CS_GROW(tails->at, tails->capacity, tails->capacity);
	for (size_t i = 0; i < n; i++)
		tails->at[i] = 0;
	taken[0] = 1;
	for (size_t j = 1; j <= most; j++) {
		double next = there * stays(of, at->age + (double)j);
		double left = j < most ? there - next : there;

		for (size_t i = j + 1; i-- > 0;) {
			double not = both - a + (double)j - 1 - (double)i;
			double more =
			    i > 0 ? taken[i - 1] * (a + (double)i - 1) : 0;

			taken[i] = ((i < j ? taken[i] * not : 0) + more) /
				   (both + (double)j - 1);
			tails->at[i] += left * taken[i];
		}
		there = next;
	}
	for (size_t i = n; i-- > 1;)
		tails->at[i] = sum += tails->at[i];
	tails->at[0] = 1;
	tails->n = n;
	free(taken);
}
