/* stat_concentrated.c - concentration of those who are left. */
#include "tap.h"

#include "stat/concentrated.h"

/* Of 9, 4, 2, 1, 1 the 4 and a 1 go: 9, 2 and 1 are left. */
static void test_left(void)
{
	const cs_sum values[] = { 9, 4, 2, 1, 1 }, out[] = { 4, 1 };
	double figures[CS_CONCENTRATED];

	cs_concentrated(values, 5, out, 2, 2, figures);
	/* (2 * 9 - 2 * 1) / (3 * 12) */
	near(figures[CS_GINI_LEFT], 16. / 36, 1e-12, "Gini");
	/* two of five is 1.2 of three: 9 and a fifth of 2 */
	near(figures[CS_TOP_LEFT], 9.4 / 12, 1e-12, "top share");
	/* above 2 are 9 and 4 at first */
	near(figures[CS_TAIL_LEFT], log(1 / log(9. / 2)), 1e-12, "tail");
	cs_concentrated(values, 5, NULL, 0, 2, figures);
	near(figures[CS_TOP_LEFT], 13. / 17, 1e-12, "top share of all");
	near(figures[CS_TAIL_LEFT], log(2 / log(9. / 2 * 4 / 2)), 1e-12,
	     "tail of all");
	cs_concentrated(values, 5, values, 2, 2, figures);
	ok(isnan(figures[CS_TAIL_LEFT]), "nobody is left in the tail");
	cs_concentrated(values, 5, values, 5, 2, figures);
	ok(isnan(figures[CS_GINI_LEFT]) && isnan(figures[CS_TOP_LEFT]),
	   "nobody is left");
}

static void test_effects(void)
{
	const struct cs_spread wide = { .02, 10 }, narrow = { .001, 10 };
	const struct cs_spread none = { NAN, 0 };
	struct cs_tail_effects got;
	double by_t =
	    1.2923743232612981; /* R: (qt(.975, 10) / qnorm(.975))^2 */

	got = cs_concentrated_effects(400, .01, wide, narrow, .95);
	near(got.rest, 4 * by_t, 1e-6, "twice the error, with t");
	near(got.tail, by_t, 1e-6, "never less than of customers apart");
	got = cs_concentrated_effects(400, .01, none, none, .95);
	ok(isnan(got.rest) && got.tail == 1, "not known");
}

int main(void)
{
	test_left();
	test_effects();
	return done_testing();
}
