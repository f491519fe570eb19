/*
 * btyd_single.c - what single customers will still do: the published points of
 * CDNOW's fits, and that quick ways say what the slow ones do.
 */
#include "cdnow.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>

#include "btyd/single.h"

#define SIZE(array) (sizeof(array) / sizeof *(array))

static const struct cs_btyd others[] = {
	/* alpha above beta, s below 1; nearly one rate */
	{ CS_PARETO_NBD, 1, 2.3, 90, { .2 }, { 15 } },
	{ CS_MBG_NBD, 1, 40, 900, { .3 }, { 5 } },
};

/* In the order of purchases, age, recency. */
static const struct cs_history rows[] = {
	{ 0, 0, 30, 1 },      { 0, 0, 272, 4 },	    { 1, 5, 60, 1 },
	{ 2, 10, 272, 1 },    { 2, 213, 272, 1 },   { 2, 272, 272, 1 },
	{ 25, 300, 700, 1 },  { 25, 600, 700, 1 },  { 25, 699, 700, 1 },
	{ 300, 700, 730, 1 }, { 300, 730, 730, 1 },
};

/* The published figures: CDNOW's mbg-nbd and pareto-nbd, 365 days, 10 %. */
static void test_published(void)
{
	static const double want[][5] = {
		/* alive, mean, buys, discounted */
		{ CS_PARETO_NBD, .869134241442, 1.85506451414, .631816881011,
		  1.77544983991 },
		{ CS_BG_NBD, .726620316657, 1.56218972814, .60326300809,
		  1.49514875497 },
		{ CS_MBG_NBD, .70613846788, 1.60043429778, .60483664975,
		  1.53236593832 },
	};
	static const struct cs_history at = { 2, 213, 272, 1 };

	for (size_t i = 0; i < SIZE(want); i++) {
		struct cs_single got;

		cs_singles(&of_cdnow[(size_t)want[i][0]], &at, 1, 365,
			   log(1.1) / 365.25, 1, &got);
		near(got.alive, want[i][1], 1e-11, "P(alive)");
		near(got.mean, want[i][2], 1e-11, "E[Y]");
		near(got.buys, want[i][3], 1e-11, "P(Y >= 1)");
		near(got.discounted, want[i][4], 1e-11, "discounted");
		near(got.if_alive, want[i][4] / want[i][1], 1e-11,
		     "... if alive");
	}
}

/* By the tails of the models, which know nothing of rows or of halves. */
static double chance(const struct cs_btyd *model, const struct cs_history *at,
		     double t, struct cs_tails *tails)
{
	cs_btyd_tails(model, at, t, 2, tails);
	return tails->at[1];
}

static bool right_day(const struct cs_btyd *model, const struct cs_history *at,
		      int32_t next, struct cs_tails *tails)
{
	if (next == 0)
		return chance(model, at, CS_SINGLE_DAYS, tails) < .5;
	return chance(model, at, next, tails) >= .5 &&
	       (next == 1 || chance(model, at, next - 1, tails) < .5);
}

static bool right_points(const struct cs_single *got,
			 const struct cs_tails *tails)
{
	const double *at = tails->at; /* P(Y > y) is at[y + 1] */

	return at[got->low + 1] <= .975 && at[got->high + 1] <= .025 &&
	       (got->low == 0 || at[got->low] > .975) &&
	       (got->high == 0 || at[got->high] > .025);
}

static void test_slowly(const struct cs_btyd *model, double t)
{
	double delta = log(1.1) / 365.25;
	struct cs_single got[SIZE(rows)], threads[SIZE(rows)];
	struct cs_tails tails = { 0 };

	cs_singles(model, rows, SIZE(rows), t, delta, 1, got);
	cs_singles(model, rows, SIZE(rows), t, delta, 3, threads);
	for (size_t i = 0; i < SIZE(rows); i++) {
		const char *name = cs_btyd_names[model->kind];

		near(got[i].alive, cs_btyd_alive(model, &rows[i]), 1e-12, name);
		near(got[i].mean,
		     cs_btyd_moments(model, &rows[i], t, &tails).mean, 1e-10,
		     name);
		near(got[i].discounted,
		     cs_btyd_discounted(model, &rows[i], t, delta, &tails),
		     1e-10, name);
		near(got[i].buys, chance(model, &rows[i], t, &tails), 1e-10,
		     name);
		ok(right_points(&got[i], &tails), "%s: points", name);
		ok(right_day(model, &rows[i], got[i].next, &tails),
		   "%s: day %d", name, got[i].next);
		ok(got[i].mean == threads[i].mean &&
		       got[i].if_alive == threads[i].if_alive,
		   "%s: threads", name);
	}
	free(tails.at);
}

static void test_forever(void)
{
	struct cs_single got[SIZE(rows)];
	struct cs_tails tails = { 0 };

	cs_singles(&of_cdnow[CS_MBG_NBD], rows, SIZE(rows), INFINITY,
		   log(1.1) / 365.25, 1, got);
	for (size_t i = 0; i < SIZE(rows); i++) {
		ok(isnan(got[i].mean) && isnan(got[i].buys) && got[i].high == 0,
		   "for ever: no number");
		near(got[i].discounted,
		     cs_btyd_discounted(&of_cdnow[CS_MBG_NBD], &rows[i],
					INFINITY, log(1.1) / 365.25, &tails),
		     1e-10, "for ever: worth");
	}
	free(tails.at);
}

int main(void)
{
	test_published();
	for (size_t i = 0; i < SIZE(of_cdnow); i++) {
		test_slowly(&of_cdnow[i], 365);
		test_slowly(&of_cdnow[i], 7);
	}
	for (size_t i = 0; i < SIZE(others); i++) {
		test_slowly(&others[i], 365);
		test_slowly(&others[i], 7);
	}
	test_forever();
	return done_testing();
}
