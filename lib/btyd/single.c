/* single.c - see single.h. */
#include "btyd/single.h"

#include <math.h>
#include <stdlib.h>

#include "base/parallel.h"

enum { JOB_ROWS = 256 };

/* --- the next purchase ------------------------------------------------- */

/* The chance that the clock of gamma(r, a) rings before that of gamma(s, b):
 * the formula for q of pareto.c, with the clocks exchanged. */
static double rings_first(double r, double a, double s, double b)
{
	double w = r + s;

	if (b >= a)
		return r / w * cs_gauss(s, w + 1, (b - a) / b);
	return r / w * (b / a) * cs_gauss(r + 1, w + 1, (a - b) / a);
}

/*
 * The chance that somebody who is still a customer at `age`, with so many
 * purchases behind him, buys within t days: for BG, MBG and NBD 1 - ((alpha +
 * T) / (alpha + T + t))^(r + x). For Pareto/NBD it is that he buys before he
 * dies, less that he is alive at T + t without having bought and then does:
 * p(0) - (1 + t / alpha')^-r' (1 + t / beta')^-s p(t), p(t) the chance that of
 * two clocks gamma(r', alpha' + t) and gamma(s, beta' + t) the first rings
 * first. k = 1. To 1e-12, absolute.
 */
static double buys(const struct cs_btyd *model, double purchases, double age,
		   double t)
{
	double r = model->r + purchases, a = model->alpha + age;
	double quiet = r * log1p(t / a), b;

	if (model->kind != CS_PARETO_NBD)
		return -expm1(-quiet);
	b = model->beta + age;
	return rings_first(r, a, model->s, b) -
	       exp(-quiet - model->s * log1p(t / b)) *
		   rings_first(r, a + t, model->s, b + t);
}

/* By halves. */
static int32_t next_day(const struct cs_btyd *model,
			const struct cs_history *at, double alive)
{
	int32_t low = 0, high = CS_SINGLE_DAYS;

	if (!(alive * buys(model, at->purchases, at->age, high) >= .5))
		return 0;
	while (high - low > 1) {
		int32_t middle = low + (high - low) / 2;

		if (alive * buys(model, at->purchases, at->age, middle) >= .5)
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* --- of those who are alive -------------------------------------------- */

/* What customers with one number of purchases and one age share. */
struct shared {
	double mean, discounted;
	struct cs_tails tails;
};

/*
 * Who has just bought is the likeliest to be still a customer: the chance of
 * it, which is divided by, is not near 0 then.
 */
static void look_ahead(const struct cs_btyd *model, const struct cs_history *at,
		       double t, double delta, struct shared *shared)
{
	struct cs_history just = *at;
	struct cs_tails *tails = &shared->tails;
	double alive;

	if (just.purchases > 0)
		just.recency = just.age;
	alive = cs_btyd_alive(model, &just);
	shared->discounted =
	    cs_btyd_discounted(model, &just, t, delta, tails) / alive;
	tails->n = 0;
	shared->mean = NAN;
	if (isinf(t))
		return;
	shared->mean = cs_btyd_moments(model, &just, t, tails).mean / alive;
	cs_btyd_tails(model, &just, t, 2, tails);
	for (size_t i = 1; i < tails->n; i++)
		tails->at[i] /= alive;
}

/* The least y for which P(Y > y) <= `beyond`. */
static uint32_t point(const struct cs_tails *tails, double alive, double beyond)
{
	size_t low = 0, high = tails->n - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (alive * tails->at[middle + 1] > beyond)
			low = middle + 1;
		else
			high = middle;
	}
	return (uint32_t)low;
}

static struct cs_single single_of(const struct cs_btyd *model,
				  const struct cs_history *at,
				  const struct shared *shared)
{
	double alive = cs_btyd_alive(model, at);
	const struct cs_tails *tails = &shared->tails;
	struct cs_single ahead = {
		.alive = alive,
		.mean = alive * shared->mean,
		.discounted = alive * shared->discounted,
		.if_alive = shared->discounted,
		.buys = NAN,
		.next = next_day(model, at, alive),
	};

	if (tails->n < 2)
		return ahead;
	ahead.buys = alive * tails->at[1];
	ahead.low = point(tails, alive, .975);
	ahead.high = point(tails, alive, .025);
	return ahead;
}

/* --- all rows ---------------------------------------------------------- */

struct singles {
	const struct cs_btyd *model;
	const struct cs_history *rows;
	size_t n;
	double t, delta;
	struct cs_single *ahead;
};

static void look(void *of, unsigned worker, size_t job)
{
	const struct singles *look = of;
	size_t begin = job * JOB_ROWS, end = begin + JOB_ROWS;
	struct shared shared = { 0 };

	(void)worker;
	if (end > look->n)
		end = look->n;
	for (size_t i = begin; i < end; i++) {
		const struct cs_history *row = &look->rows[i];

		if (i == begin || row->purchases != row[-1].purchases ||
		    row->age != row[-1].age)
			look_ahead(look->model, row, look->t, look->delta,
				   &shared);
		look->ahead[i] = single_of(look->model, row, &shared);
	}
	free(shared.tails.at);
}

void cs_singles(const struct cs_btyd *model, const struct cs_history *rows,
		size_t n, double t, double delta, unsigned threads,
		struct cs_single *ahead)
{
	struct singles all = { model, rows, n, t, delta, ahead };

	cs_parallel(threads, (n + JOB_ROWS - 1) / JOB_ROWS, look, &all);
}
