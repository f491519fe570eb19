/* stat_compare.c - differences and Holm's adjustment, against R. */
#include "tap.h"

#include "stat/compare.h"

/* Days of events and of censoring, -1 behind the last, as histograms. */
static struct cs_times histogram(int64_t counts[2][20], const int *events,
				 const int *censored)
{
	for (int i = 0; i < 20; i++)
		counts[0][i] = counts[1][i] = 0;
	for (; *events >= 0; events++)
		counts[0][*events]++;
	for (; *censored >= 0; censored++)
		counts[1][*censored]++;
	return (struct cs_times){ counts[0], counts[1], 20 };
}

/* Nobody is censored before day 10: the tests of a table of counts. */
static void test_watched(void)
{
	static const int none[] = { -1 };
	static const int eight[] = { 1, 1, 2, 3, 3, 5, 8, 9, -1 };
	static const int rest[] = { 10, -1 };
	int64_t a[2][20], b[2][20], big[2][20] = { { 0 } };
	struct cs_times ours = histogram(a, eight, rest);
	struct cs_times few = histogram(b, none, none), many;
	struct cs_difference d;

	b[0][2] = 3, b[1][12] = 9;
	d = cs_km_difference(&ours, &few, 10, .95);
	near(d.rate, 8 / 9., 1e-15, "8 of 9");
	near(d.difference, 8 / 9. - .25, 1e-15, "against 3 of 12");
	/* R: fisher.test(rbind(c(8, 1), c(3, 9)))$p.value */
	near(d.p_value, 0.0075187969924812, 1e-12, "Fisher's test");
	ok(d.exact, "is exact");
	/* R: from the roots of the quadratic of proportion.h */
	near(d.low, 0.209237723689935, 1e-13, "Newcombe's interval: low");
	near(d.high, 0.823985931950294, 1e-13, "high");
	d = cs_km_difference(&few, &ours, 10, .95);
	near(d.low, -0.823985931950294, 1e-13, "turned round");
	big[0][4] = 40, big[1][15] = 60;
	many = (struct cs_times){ big[0], big[1], 20 };
	b[0][2] = 30, b[1][12] = 90;
	d = cs_km_difference(&many, &few, 10, .95);
	/* R: prop.test(c(40, 30), c(100, 120), correct = FALSE), whose square
	 * root times sqrt(219 / 220) is the normal deviate */
	near(d.p_value, 0.0176412489015778, 1e-13,
	     "40 of 100 against 30 of 120");
	ok(!d.exact, "by the score");
}

/* Newcombe's interval alone would leave 0 out, at its upper end. */
static void test_holds(void)
{
	int64_t few[2][20] = { { 0 } }, many[2][20] = { { 0 } };
	struct cs_times ours = { few[0], few[1], 20 };
	struct cs_times theirs = { many[0], many[1], 20 };
	struct cs_difference d;

	few[0][2] = 4, few[1][12] = 3;
	many[0][4] = 860, many[1][12] = 140;
	d = cs_km_difference(&ours, &theirs, 10, .95);
	/* R: fisher.test(rbind(c(4, 3), c(860, 140)))$p.value */
	near(d.p_value, 0.0635917465315566, 1e-12, "4 of 7, not 86 %");
	near(d.high, 0, 0, "is not refused, and the interval holds 0");
	ok(d.low < -.5, "and reaches far down");
}

static void test_nobody(void)
{
	static const int none[] = { -1 }, two[] = { 1, 3, -1 };
	static const int early[] = { 2, 5, -1 }, late[] = { 15, 15, 19, -1 };
	int64_t a[2][20], b[2][20];
	struct cs_times gone = histogram(a, two, none);
	struct cs_times stay = histogram(b, none, late);
	struct cs_difference d = cs_km_difference(&gone, &stay, 10, .95);

	near(d.rate, 1, 0, "all had the event before");
	near(d.difference, 1, 0, "against none");
	/* R: fisher.test(rbind(c(2, 0), c(0, 3)))$p.value */
	near(d.p_value, .1, 1e-12, "of two and three");
	d = cs_km_difference(&gone, &gone, 10, .95);
	ok(isnan(d.p_value) && isnan(d.low), "all of both: no test");
	near(d.difference, 0, 0, "... and no difference");
	d = cs_km_difference(&stay, &stay, 10, .95);
	ok(isnan(d.p_value) && isnan(d.low), "none of both: no test");
	gone = histogram(a, none, early);
	d = cs_km_difference(&gone, &stay, 10, .95);
	ok(isnan(d.difference) && isnan(d.rate), "watched until day 5 only");
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
	test_watched();
	test_holds();
	test_nobody();
	test_holm();
	test_holm_facts();
	return done_testing();
}
