/* stat_compare.c - differences and Holm's adjustment, against R. */
#include "tap.h"

#include "stat/compare.h"

static void test_difference(void)
{
	struct cs_difference got = cs_difference(.12, .03, .04, .95);
	struct cs_difference back = cs_difference(-.12, .04, .03, .95);

	/* R: .12 + c(-1, 1) * qnorm(.975) * .05; 2 * pnorm(-.12 / .05) */
	near(got.difference, .12, 0, "the difference itself");
	near(got.low, 0.0220018007729973, 1e-11, "low");
	near(got.high, 0.217998199227003, 1e-12, "high");
	near(got.p_value, 0.0163950718491923, 1e-11, "p-value");
	near(back.low, -got.high, 1e-15, "turned round: low");
	near(back.high, -got.low, 1e-14, "turned round: high");
	near(back.p_value, got.p_value, 1e-15, "turned round: p-value");
	/* R: 2 * pnorm(-10) */
	near(cs_difference(10, .6, .8, .95).p_value, 1.52397060483211e-23,
	     1e-11, "a p-value far out keeps its digits");
	near(cs_difference(0, .6, .8, .95).p_value, 1, 1e-15,
	     "no difference at all");
	/* the interval ends at 0 exactly where p is 1 - level */
	near(cs_difference(1, .6, .8, .682689492137086).low + 1, 1, 1e-12,
	     "one standard error");
	near(cs_difference(1, .6, .8, .95).p_value, 1 - .682689492137086, 1e-12,
	     "and its p-value");
}

static void is_absent(struct cs_difference got, const char *name)
{
	ok(isnan(got.low) && isnan(got.high) && isnan(got.p_value),
	   "%s: no interval, no p-value", name);
}

static void test_absent(void)
{
	is_absent(cs_difference(.1, 0, .2, .95), "no variance in one");
	is_absent(cs_difference(.1, .2, 0, .95), "no variance in the other");
	is_absent(cs_difference(.1, NAN, .2, .95), "unknown error in one");
	is_absent(cs_difference(.1, .2, NAN, .95),
		  "unknown error in the other");
	is_absent(cs_difference(NAN, .1, .2, .95), "unknown difference");
	near(cs_difference(.1, 0, .2, .95).difference, .1, 0,
	     "the difference stays");
}

static void test_holm(void)
{
	/* R: p.adjust(c(.01, .02, .03, .04, .05), "holm") */
	static const double rising[5] = { .01, .02, .03, .04, .05 };
	static const double rising_want[5] = { .05, .08, .09, .09, .09 };
	/* R: p.adjust(c(.04, NA, .001, .03, .8, .03, 0), "holm") */
	static const double mixed_want[7] = { .12, NAN, .005, .12, .8, .12, 0 };
	double mixed[7] = { .04, NAN, .001, .03, .8, .03, 0 };
	double got[5];

	cs_holm(rising, 5, got);
	for (int i = 0; i < 5; i++)
		near(got[i], rising_want[i], 1e-15, named("holm, %d", i));
	cs_holm(mixed, 7, mixed);
	for (int i = 0; i < 7; i++)
		near(mixed[i], mixed_want[i], 1e-15,
		     named("holm in place, with NaN and ties, %d", i));
}

static void test_holm_facts(void)
{
	double p[50], adjusted[50], one = .3;
	bool above = true, ordered = true;

	for (int i = 0; i < 50; i++)
		p[i] = (i * 37 % 50) / 1000.0;
	cs_holm(p, 50, adjusted);
	for (int i = 0; i < 50; i++) {
		above = above && adjusted[i] >= p[i] && adjusted[i] <= 1;
		for (int j = 0; j < 50; j++)
			if (p[i] < p[j] && adjusted[i] > adjusted[j])
				ordered = false;
	}
	ok(above, "adjusting never makes a p-value smaller, nor above 1");
	ok(ordered, "and keeps their order");
	cs_holm(&one, 1, &one);
	near(one, .3, 0, "one alone stays");
	cs_holm(NULL, 0, NULL);
	one = NAN;
	cs_holm(&one, 1, &one);
	ok(isnan(one), "NaN alone stays");
}

int main(void)
{
	test_difference();
	test_absent();
	test_holm();
	test_holm_facts();
	return done_testing();
}
