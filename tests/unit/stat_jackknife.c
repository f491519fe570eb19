/*
 * The grouped jackknife (stat/jackknife.h), held to what is known otherwise:
 * the variance of a mean, Student's t, Hotelling's T^2 of two means.
 */
#include "stat/jackknife.h"

#include "tap.h"

enum { N = 8 };

static const double values[N] = { 3, 1, 4, 1, 5, 9, 2, 6 };

static double mean_without(size_t left_out)
{
	double sum = 0;

	for (size_t i = 0; i < N; i++)
		sum += i == left_out ? 0 : values[i];
	return sum / (left_out < N ? N - 1 : N);
}

static void without(void *study, size_t slice, double *out)
{
	(void)study;
	out[0] = mean_without(slice);
	out[1] = 7;
	out[2] = NAN;
}

static void of_all(void *study, double *out)
{
	without(study, N, out);
}

/* Each value is a slice: the error of a mean, sd / sqrt n. */
static void test_mean(void)
{
	struct cs_jackknife jackknife;
	struct cs_spread spread;

	cs_jackknife_run(&jackknife, 3, N, of_all, without, NULL);
	spread = cs_jackknife_spread(&jackknife, 0);
	/* R: sd(c(3,1,4,1,5,9,2,6)) / sqrt(8) */
	near(spread.se, 0.9716977043151993, 1e-12, "the error of a mean");
	/* 3 sum(d^2)^2 / sum(d^4) - 2 is 7.7 */
	near(spread.df, 7, 1e-12, "at most one less than the slices");
	spread = cs_jackknife_spread(&jackknife, 1);
	ok(spread.se == 0 && spread.df == 0, "nothing moves it");
	spread = cs_jackknife_spread(&jackknife, 2);
	ok(isnan(spread.se) && spread.df == 0, "there is no figure");
	cs_jackknife_release(&jackknife);
}

static void at_zero(void *study, double *out)
{
	(void)study;
	*out = 0;
}

static void by_list(void *list, size_t slice, double *out)
{
	*out = ((const double *)list)[slice];
}

/* One slice that moves a figure far more than the others. */
static void test_uneven(void)
{
	struct cs_jackknife jackknife;
	struct cs_spread spread;
	double moves[6] = { 4, 1, -1, 1, 0, NAN };

	cs_jackknife_run(&jackknife, 1, 5, at_zero, by_list, moves);
	spread = cs_jackknife_spread(&jackknife, 0);
	near(spread.se, sqrt(.8 * 19), 1e-12, "four fifths of the squares");
	near(spread.df, 3, 1e-12,
	     "3 (16+3)^2 / 259 - 2 is 2.2: at least 4, at most one less");
	cs_jackknife_release(&jackknife);
	cs_jackknife_run(&jackknife, 1, 6, at_zero, by_list, moves);
	spread = cs_jackknife_spread(&jackknife, 0);
	ok(isnan(spread.se), "a figure that one slice alone has");
	cs_jackknife_release(&jackknife);
}

static void test_intervals(void)
{
	const struct cs_spread spread = { .05, 10 }, none = { 0, 0 };
	struct cs_interval got, own = cs_wilson(30, 100, .95);

	got = cs_spread_interval(.3, spread, .95);
	near(got.high, .3 + .05 * 2.2281388519649385, 1e-9, "with t");
	ok(isnan(cs_spread_interval(.3, none, .95).low), "none of nothing");
	got = cs_spread_mean(.3, spread, .95);
	near(got.low, .3 * exp(-2.2281388519649385 / 6), 1e-9, "of a mean");
	ok(isnan(cs_spread_mean(.3, none, .95).low), "... none of nothing");
	near(cs_spread_mean(-.3, spread, .95).high,
	     -.3 + .05 * 2.2281388519649385, 1e-9, "... of one below 0");
	/* R: n <- .21 / .0025 * (qnorm(.975) / qt(.975, 10))^2 */
	got = cs_spread_wilson(.3, 100, spread, 20, .95);
	near(got.low, 0.202333203192, 1e-9, "Wilson's of fewer customers");
	near(got.high, 0.419988495958, 1e-9, "... to");
	got =
	    cs_spread_wilson(.3, 100, (struct cs_spread){ .001, 10 }, 20, .95);
	ok(got.low == own.low && got.high == own.high,
	   "never of more than there are");
	got = cs_spread_wilson(0, 100, none, 20, .95);
	own = cs_wilson(0, 20, .95);
	near(got.high, own.high, 1e-12, "none of 100 in 20 slices: of 20");
	ok(got.low == 0, "... from 0");
	got = cs_spread_survival(.8, spread, CS_CONF_PLAIN, .95);
	near(got.low, .8 - .05 * 2.2281388519649385, 1e-9, "of a curve");
	ok(isnan(cs_spread_survival(1, spread, CS_CONF_PLAIN, .95).low),
	   "none before an event");
	/* R: 2 * pt(-2, 10) */
	near(cs_spread_p(-.1, spread), 0.07338803477074037, 1e-10, "p of t");
}

/*
 * Three figures that add up to 0: two are free. T^2 = z' S^-1 z with S the
 * jackknife's covariance of the first two, worked out in R:
 * D <- matrix(c(.1,-.2,.3,0,.1,-.3, .2,.1,-.1,-.2,.1,0), 6)
 * S <- 5/6 * t(D) %*% D; z <- c(.5, -.4); t2 <- z %*% solve(S) %*% z
 * f <- t2 * 4 / (2 * 5); pf(f, 2, 4, lower = FALSE)
 */
static void test_joint(void)
{
	const double a[6] = { .1, -.2, .3, 0, .1, -.3 };
	const double b[6] = { .2, .1, -.1, -.2, .1, 0 };
	const double whole[3] = { .5, -.4, -.1 };
	double without[18];
	struct cs_joint_test test;

	for (size_t s = 0; s < 6; s++) {
		without[3 * s] = whole[0] + a[s];
		without[3 * s + 1] = whole[1] + b[s];
		without[3 * s + 2] = whole[2] - a[s] - b[s];
	}
	test = cs_spread_test(whole, without, 3, 6);
	is_int(test.df1, 2, "two are free");
	is_int(test.df2, 4, "of six slices four are left");
	near(test.f, 1.0689230769230769, 1e-9, "F");
	near(test.p_value, 0.4247055981002783, 1e-9, "its p");
	test = cs_spread_test(whole, without, 3, 2);
	ok(isnan(test.f) && test.df1 == 0, "not of two slices");
}

int main(void)
{
	test_mean();
	test_uneven();
	test_intervals();
	test_joint();
	return done_testing();
}
