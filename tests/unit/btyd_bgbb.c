/*
 * btyd_bgbb.c - BG/BB and the beta-binomial of lib/btyd: the fit and figures
 * that papers print, to more digits by 40-digit arithmetic, and what can be
 * walked through by hand.
 */
#include "btyd.h"
#include "tap.h"

#include <stdlib.h>

#include "btyd/btyd.h"
#include "btyd/fit.h"

#define SIZE(array) (sizeof(array) / sizeof *(array))

static double mean_of(const struct cs_btyd *model, const struct cs_history *at,
		      double t)
{
	return cs_btyd_moments(model, at, t, NULL).mean;
}

/* Donors of a charity: gifts, the year of the last, years, donors (Fader,
 * Hardie and Shang 2010). */
static const struct cs_history donors[] = {
	{ 0, 0, 6, 3464 }, { 1, 1, 6, 1091 }, { 1, 2, 6, 277 },
	{ 1, 3, 6, 129 },  { 1, 4, 6, 78 },   { 1, 5, 6, 119 },
	{ 1, 6, 6, 129 },  { 2, 2, 6, 613 },  { 2, 3, 6, 255 },
	{ 2, 4, 6, 155 },  { 2, 5, 6, 173 },  { 2, 6, 6, 234 },
	{ 3, 3, 6, 322 },  { 3, 4, 6, 181 },  { 3, 5, 6, 225 },
	{ 3, 6, 6, 357 },  { 4, 4, 6, 240 },  { 4, 5, 6, 284 },
	{ 4, 6, 6, 512 },  { 5, 5, 6, 335 },  { 5, 6, 6, 728 },
	{ 6, 6, 6, 1203 }
};

/* The fit is the top at 40 digits; the figures are at the parameters that
 * papers print of it. */
static void test_opportunities(void)
{
	static const struct cs_history never = { 0, 0, 6, 1 };
	static const struct cs_history four = { 4, 5, 6, 1 };
	struct cs_btyd at = { CS_BG_BB,	    1,
			      1.2035225,    .7497164,
			      { .6567182 }, { 2.7834419 } };
	struct cs_btyd one = { CS_BG_BB, 1, 1.2, .75, { 1 }, { 2.8 } };
	struct cs_histories all;
	struct cs_btyd_fit fit;
	struct cs_tails room = { 0 };
	double sum = 0;

	cs_histories_init(&all, donors, SIZE(donors), 0);
	fit = cs_btyd_fit(CS_BG_BB, 1, &all);
	near(fit.log_likelihood, -33225.5812743470068, 1e-14, "donors: LL");
	near(fit.model.r, 1.203522351602, 1e-10, "alpha");
	near(fit.model.alpha, .7497163581729, 1e-10, "beta");
	near(fit.model.a, .6567182084418, 1e-10, "gamma");
	near(fit.model.b, 2.783442232577, 1e-10, "delta");
	cs_histories_release(&all);
	near(log_likelihood(&at, &never), -1.167517089303, 1e-12,
	     "never again: LL");
	near(cs_btyd_alive(&at, &never), .10813325492, 1e-10, "alive");
	near(cs_btyd_moments(&at, &never, 5, &room).mean, .072863329985, 1e-10,
	     "next 5");
	near(cs_btyd_discounted(&at, &never, 10, log(1.1), &room),
	     .083048497199, 1e-10, "next 10, discounted");
	near(log_likelihood(&at, &four), -5.095581047955, 1e-12,
	     "four gifts: LL");
	near(cs_btyd_alive(&at, &four), .69680010369, 1e-10, "alive");
	near(cs_btyd_moments(&at, &four, 5, &room).mean, 2.0300239844, 1e-10,
	     "next 5");
	near(cs_btyd_discounted(&at, &four, 10, log(1.1), &room), 2.3137899574,
	     1e-10, "next 10, discounted");
	for (size_t i = 0; i < SIZE(donors); i++)
		sum += donors[i].weight *
		       cs_btyd_moments(&at, &donors[i], 5, &room).mean;
	near(sum, 12884.157, 1e-7, "all donors, next 5");
	near(mean_of(&one, &(struct cs_history){ 2, 4, 6, 1 }, 5), .80035795183,
	     1e-10, "gamma = 1");
	free(room.at);
}

/* The count of what was taken by walking through all that can happen. */
static double walk(double x, double n, double left, double want)
{
	const double alpha = 1.2, beta = .75, gamma = .6, delta = 2.8;
	double take = (alpha + x) / (alpha + beta + n);
	double stay = (delta + n + 1) / (gamma + delta + n + 1);

	if (left == 0 || want < 0)
		return want == 0;
	return take * (stay * walk(x + 1, n + 1, left - 1, want - 1) +
		       (1 - stay) * (want == 1)) +
	       (1 - take) * (stay * walk(x, n + 1, left - 1, want) +
			     (1 - stay) * (want == 0));
}

static void test_opportunities_taken(void)
{
	struct cs_btyd model = { CS_BG_BB, 1, 1.2, .75, { .6 }, { 2.8 } };
	struct cs_btyd staying = {
		CS_BETA_BINOMIAL, 1, 1.2, .75, { 0 }, { 0 }
	};
	struct cs_history at = { 2, 3, 4, 1 };
	double alive = cs_btyd_alive(&model, &at);
	struct cs_tails tails = { 0 };
	struct cs_btyd_moments y = cs_btyd_moments(&model, &at, 6, &tails);
	double mean = 0, square = 0;

	cs_btyd_tails(&model, &at, 6, 9, &tails);
	for (size_t i = 1; i < 7; i++) {
		near(tails.at[i] - tails.at[i + 1],
		     alive * walk(2, 4, 6, (double)i), 1e-12,
		     named("P(Y = %zu)", i));
		mean += tails.at[i];
		square += (2 * (double)i - 1) * tails.at[i];
	}
	ok(tails.n == 9 && tails.at[7] == 0, "no more than there are");
	near(mean, y.mean, 1e-14, "E is the sum of P(Y >= i)");
	near(square, y.square, 1e-14, "E[Y^2] likewise");
	near(cs_btyd_alive_after(&model, &at, 1, &tails),
	     alive * (2.8 + 5) / (.6 + 2.8 + 5), 1e-14, "alive one later");
	near(cs_btyd_alive(&staying, &at), 1, 1e-15,
	     "beta-binomial: nobody leaves");
	near(mean_of(&staying, &at, 6), 6 * 3.2 / 5.95, 1e-14, "... E");
	free(tails.at);
}

int main(void)
{
	test_opportunities();
	test_opportunities_taken();
	return done_testing();
}
