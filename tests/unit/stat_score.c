/* Scores: worked examples, R's figures, and where there are none. */
#include "stat/score.h"

#include "tap.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static struct cs_score_sums sums_of(const int *answers, size_t n)
{
	struct cs_score_sums sums = { (int64_t)n, 0, 0 };

	for (size_t i = 0; i < n; i++) {
		sums.sum += answers[i];
		sums.squares += answers[i] * answers[i];
	}
	return sums;
}

static void is_mean(const struct cs_score_sums *sums, int lowest, int highest,
		    double level, const double *want, const char *what)
{
	struct cs_score got = cs_score_mean(sums, lowest, highest, level);

	near(got.figure, want[0], 1e-14, named("%s: mean", what));
	near(got.interval.low, want[1], 1e-13, named("%s: low", what));
	near(got.interval.high, want[2], 1e-13, named("%s: high", what));
}

/* R: t.test() */
static void test_mean(void)
{
	static const int ten[] = { 5, 5, 5, 5, 4, 4, 4, 3, 2, 1 };
	static const int wide[] = {
		0, 7, 9, 10, 10, 8, 10, 2, 6, 9, 9, 10, 10
	};
	static const int nearly[] = { 5, 5, 5, 5, 5, 4 };
	static const int alike[] = { 4, 4, 4, 4, 4, 4, 4 };
	struct cs_score_sums sums = sums_of(ten, COUNT(ten));
	struct cs_score score = cs_score_mean(&sums, 1, 5, .95);

	near(score.interval.low, 2.80, 2e-4, "ten answers: 2.80");
	near(score.interval.high, 4.80, 2e-4, "... to 4.80");
	is_mean(&sums, 1, 5, .95,
		(double[]){ 3.8, 2.799636463224458, 4.800363536775542 },
		"ten answers");
	sums = sums_of(wide, COUNT(wide));
	is_mean(&sums, 0, 10, .9,
		(double[]){ 7.692307692307693, 6.085653531368754,
			    9.298961853246631 },
		"thirteen at .9");
	sums = sums_of(nearly, COUNT(nearly));
	is_mean(&sums, 1, 5, .95, (double[]){ 29. / 6, 4.404903027393948, 5 },
		"no mean is above the scale");
	sums = sums_of(alike, COUNT(alike));
	is_mean(&sums, 1, 5, .95, (double[]){ 4, NAN, NAN },
		"all alike prove nothing");
	sums.answers = 4;
	is_mean(&sums, 1, 5, .95, (double[]){ NAN, NAN, NAN },
		"four are too few");
}

static void is_net(const int *of, double level, const double *want,
		   const char *what)
{
	struct cs_score got = cs_score_net(of[0], of[1], of[2], level);

	near(got.figure, want[0], 1e-14, named("%s: score", what));
	near(got.interval.low, want[1], 1e-12, named("%s: low", what));
	near(got.interval.high, want[2], 1e-12, named("%s: high", what));
}

/* R, by the formula in the header. */
static void test_net(void)
{
	struct cs_score score = cs_score_net(50, 30, 20, .95);

	near(score.interval.low, .1405, 5e-5 / .14, "50, 30, 20: .1405");
	near(score.interval.high, .4420, 5e-5 / .44, "... to .4420");
	is_net((int[]){ 50, 30, 20 }, .95,
	       (double[]){ .3, 0.1405113017876161, 0.4420129700570441 },
	       "50, 30, 20");
	is_net((int[]){ 7, 2, 1 }, .95,
	       (double[]){ .6, 0.07039408655596979, 0.85268283652095334 },
	       "7, 2, 1");
	is_net((int[]){ 123, 45, 67 }, .9,
	       (double[]){ 56. / 235, 0.1430041220361241, 0.3275841132579937 },
	       "123, 45, 67 at .9");
	is_net((int[]){ 20, 0, 0 }, .95, (double[]){ 1, 0.6968334402543936, 1 },
	       "all promoters: cut at 1");
	is_net((int[]){ 0, 0, 20 }, .95,
	       (double[]){ -1, -1, -0.6968334402543936 },
	       "all detractors: cut at -1");
	score = cs_score_net(5, 0, 0, .3);
	near(score.interval.high, 1, 0, "the score is never outside");
	is_net((int[]){ 4, 0, 0 }, .95, (double[]){ NAN, NAN, NAN },
	       "four are too few");
	is_net((int[]){ 40, -1, 0 }, .95, (double[]){ NAN, NAN, NAN },
	       "counts that cannot be");
	is_net((int[]){ 5, 5, 0 }, 95, (double[]){ .5, NAN, NAN }, "level 95");
}

static void test_bounds(void)
{
	struct cs_interval bounds = cs_score_bounds(7, 10, 40);

	near(bounds.low, .175, 1e-14, "seven of ten, of forty: low");
	near(bounds.high, .925, 1e-14, "... high");
	near(cs_wilson(7, 10, .95).low, .3968, 5e-5 / .39, "... Wilson's low");
	near(cs_wilson(7, 10, .95).high, .8922, 5e-5 / .89, "... and high");
	near(cs_wilson(10, 40, .95).low, .1419, 5e-5 / .14, "... response");
	near(cs_wilson(10, 40, .95).high, .4019, 5e-5 / .4, "... rate");
	bounds = cs_score_bounds(3, 4, 4);
	ok(bounds.low == .75 && bounds.high == .75, "all answered");
	bounds = cs_score_bounds(0, 0, 4);
	ok(bounds.low == 0 && bounds.high == 1, "none answered");
	ok(isnan(cs_score_bounds(0, 0, 0).low), "nobody asked");
	ok(isnan(cs_score_bounds(5, 4, 9).low), "more satisfied than answers");
	ok(isnan(cs_score_bounds(1, 5, 4).low), "more answers than asked");
}

int main(void)
{
	test_mean();
	test_net();
	test_bounds();
	return done_testing();
}
