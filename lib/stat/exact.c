/* exact.c - cs_exact_strata() of strata.h. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/margins.h"
#include "stat/risk.h"
#include "stat/strata.h"

#define LEAST 1e-40 /* of the likeliest sum: less is left out */

/* --- one stratum ------------------------------------------------------- */

/* How many x, on this side of the mode, are likely enough. */
static size_t reach(const struct cs_margins *all, int64_t mode, int step)
{
	int64_t x = mode, end = step > 0 ? all->high : all->low;
	double weight = 1;
	size_t n = 0;

	for (; x != end; x += step, n++) {
		weight *= cs_margins_ratio(all, x, step);
		if (weight < LEAST)
			break;
	}
	return n;
}

/* --- sums over strata -------------------------------------------------- */

/* Weights of neighbouring sums; of all others they are nothing. */
struct chances {
	int64_t low; /* the first of them */
	size_t count;
	double *weights;
};

static struct chances sums_of(const struct cs_margins *all)
{
	int64_t mode = cs_margins_mode(all);
	size_t below = reach(all, mode, -1), above = reach(all, mode, 1);
	struct chances sums = { mode - (int64_t)below, below + above + 1,
				NULL };

	sums.weights = cs_calloc(sums.count, sizeof *sums.weights);
	sums.weights[below] = 1;
	for (size_t i = below; i > 0; i--)
		sums.weights[i - 1] =
		    sums.weights[i] *
		    cs_margins_ratio(all, sums.low + (int64_t)i, -1);
	for (size_t i = below; i + 1 < sums.count; i++)
		sums.weights[i + 1] =
		    sums.weights[i] *
		    cs_margins_ratio(all, sums.low + (int64_t)i, 1);
	return sums;
}

/* Leaves out what is too unlikely, at both ends; the likeliest gets 1. */
static void trim(struct chances *sums)
{
	double most = 0;
	size_t from = 0, to = sums->count;

	for (size_t i = 0; i < sums->count; i++)
		most = fmax(most, sums->weights[i]);
	while (sums->weights[from] < LEAST * most)
		from++;
	while (sums->weights[to - 1] < LEAST * most)
		to--;
	for (size_t i = from; i < to; i++)
		sums->weights[i - from] = sums->weights[i] / most;
	sums->low += (int64_t)from;
	sums->count = to - from;
}

/* Adds what is possible in one more stratum, which it releases. */
static void add(struct chances *sums, struct chances more)
{
	size_t count = sums->count + more.count - 1;
	double *weights = cs_calloc(count, sizeof *weights);

	for (size_t i = 0; i < sums->count; i++)
		for (size_t j = 0; j < more.count; j++)
			weights[i + j] += sums->weights[i] * more.weights[j];
	free(sums->weights);
	free(more.weights);
	*sums = (struct chances){ sums->low + more.low, count, weights };
	trim(sums);
}

static struct cs_exact tail(const struct chances *sums, int64_t events)
{
	double total = 0, less = 0, alike = 0, this;

	if (events < sums->low || events >= sums->low + (int64_t)sums->count)
		return (struct cs_exact){ 0, 0 };
	this = sums->weights[events - sums->low];
	for (size_t i = 0; i < sums->count; i++) {
		double weight = sums->weights[i];

		total += weight;
		if (weight * (1 + 1e-7) < this)
			less += weight;
		else if (weight <= this * (1 + 1e-7))
			alike += weight;
	}
	return (struct cs_exact){ fmin(1, (less + alike) / total),
				  fmin(1, (less + alike / 2) / total) };
}

static bool is_share(int64_t events, int64_t n)
{
	return events >= 0 && events <= n && n <= CS_MARGIN_MOST;
}

struct cs_exact cs_exact_strata(const struct cs_risk_stratum *strata, size_t n)
{
	struct chances sums = { 0, 1, cs_malloc(sizeof *sums.weights) };
	int64_t events = 0;
	bool open = false, sound = true;
	struct cs_exact p = { NAN, NAN };

	sums.weights[0] = 1;
	for (size_t i = 0; i < n && sound; i++) {
		const struct cs_risk_stratum *s = &strata[i];
		struct cs_margins all = cs_margins_of(
		    s->n, s->other_n, s->events + s->other_events);

		sound = is_share(s->events, s->n) &&
			is_share(s->other_events, s->other_n);
		if (!sound)
			break;
		events += s->events;
		open = open || all.low < all.high;
		if (all.low < all.high)
			add(&sums, sums_of(&all));
		else
			sums.low += all.low;
	}
	if (sound && open)
		p = tail(&sums, events);
	if (sound && open && n == 1)
		p.p = cs_fisher_exact(strata->events, strata->n,
				      strata->other_events, strata->other_n);
	free(sums.weights);
	return p;
}
