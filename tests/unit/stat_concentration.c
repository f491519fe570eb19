/* stat_concentration.c - Gini, top shares, HHI, targets, the Lorenz curve. */
#include "tap.h"

#include <float.h>
#include <stdlib.h>

#include "stat_data.h"
#include "stat/concentration.h"

/*
 * The references marked R are from naive code: the pairwise Gini with weights,
 *	gw <- function(x, w = rep(1, length(x))) sum(outer(w, w) *
 *	    abs(outer(x, x, "-"))) / (2 * sum(w) * sum(w * x))
 * and for its standard error sqrt(sum(z^2) / (n * (n - 1))), where
 * z[k] is n times the numeric derivative of gw by w[k] at 1. Beside it stand
 * the jackknife, sqrt((n - 1) / n * sum((j - mean(j))^2)) for j[k] = gw(x[-k]),
 * and the bootstrap, the sd of gw over 20,000 samples with replacement: other
 * estimators of the same thing, which must be near, not equal.
 */
struct reference {
	double gini, corrected, se, jackknife, bootstrap, hhi;
};

#define SIZE 400

/* x <- (1:300)^2 */
static const struct reference squares_want = {
	0.49916250693289,   0.500831946755408,	0.0169042404574,
	0.0168791583513812, 0.0168264449818121, 0.00598999452739344
};

/* x <- floor(1e6 * -log(1 - ((1:400) - .5) / 400)): exponential quantiles */
static const struct reference exponential_want = {
	0.499562484901289,  0.500814521204299,	0.0142672196811,
	0.0143428360742512, 0.0141473494710885, 0.00497319476136634
};

/* incomes.csv; as published for R's ineq: .4620911 .5134346, HHI .1840812 */
static const struct reference incomes_want = {
	0.462091130267624, 0.513434589186249,  0.0807177475424,
	0.101988513794738, 0.0833292711103642, 0.184081230915485
};

static size_t fill_squares(cs_sum *values)
{
	for (int i = 0; i < 300; i++)
		values[i] = (300 - i) * (300 - i);
	return 300;
}

static size_t fill_exponential(cs_sum *values)
{
	for (int i = 0; i < 400; i++)
		values[i] =
		    (cs_sum)floor(1e6 * -log(1 - ((400 - i) - .5) / 400));
	return 400;
}

/* The file is in ascending order. */
static size_t fill_incomes(cs_sum *values)
{
	FILE *file = stat_data_open("incomes.csv");
	char line[4096];
	size_t n = 10;

	if (file == NULL)
		return 0;
	while (n > 0 && fgets(line, sizeof line, file) != NULL)
		values[--n] = stat_data_long(line, 1) * (cs_sum)CS_MICROS;
	fclose(file);
	return 10;
}

static void matches(const cs_sum *values, size_t n,
		    const struct reference *want, const char *name)
{
	struct cs_gini got = cs_gini(values, n);

	near(got.gini, want->gini, 1e-14, named("%s: Gini", name));
	near(got.corrected, want->corrected, 1e-14,
	     named("%s: corrected", name));
	near(got.se, want->se, 1e-9, named("%s: standard error", name));
	near(got.se, want->jackknife, n > 99 ? .006 : .21,
	     named("%s: near the jackknife", name));
	near(got.se, want->bootstrap, n > 99 ? .01 : .04,
	     named("%s: near the bootstrap", name));
	near(cs_hhi(values, n), want->hhi, 1e-14, named("%s: HHI", name));
}

static void test_published(void)
{
	cs_sum values[SIZE];
	size_t n;

	n = fill_squares(values);
	matches(values, n, &squares_want, "squares");
	n = fill_exponential(values);
	matches(values, n, &exponential_want, "exponential");
	n = fill_incomes(values);
	if (n > 0)
		matches(values, n, &incomes_want, "incomes");
	else
		skip(6, "no REALDATA with incomes.csv");
}

static void test_gini_facts(void)
{
	cs_sum values[SIZE], negative[] = { 3, 1, -2 };
	struct cs_gini got;

	/* 1..n: (n - 1) / (3 n) exactly */
	for (int i = 0; i < SIZE; i++)
		values[i] = SIZE - i;
	near(cs_gini(values, SIZE).gini, 399.0 / 1200, DBL_EPSILON,
	     "the first 400 numbers");
	for (int i = 0; i < SIZE; i++)
		values[i] = 7;
	got = cs_gini(values, SIZE);
	near(got.gini, 0, 0, "equal values");
	ok(got.se < 1e-15, "which leave no doubt");
	memset(values + 1, 0, (SIZE - 1) * sizeof *values);
	got = cs_gini(values, SIZE);
	near(got.gini, 399.0 / 400, DBL_EPSILON, "one has it all");
	near(got.corrected, 1, DBL_EPSILON, "corrected: 1");
	/* R: gw(c(3, 1, -2)) = 20 / 12; it may exceed 1 */
	near(cs_gini(negative, 3).gini, 5.0 / 3, DBL_EPSILON,
	     "negative values");
}

/* Scaling must not change a bit, however long the products. */
static void test_gini_scale(void)
{
	cs_sum values[SIZE], scaled[SIZE];
	size_t n = fill_exponential(values);
	struct cs_gini want, got;
	bool same = true;

	values[n - 1] = -12345; /* the low half of a negative is not its size */
	want = cs_gini(values, n);
	for (int shift = 1; shift <= 94; shift++) {
		for (size_t i = 0; i < n; i++)
			scaled[i] = values[i] * ((cs_sum)1 << shift);
		got = cs_gini(scaled, n);
		same = same && got.gini == want.gini &&
		       fabs(got.se / want.se - 1) < 1e-15 &&
		       fabs(cs_hhi(scaled, n) / cs_hhi(values, n) - 1) < 1e-15;
	}
	ok(same, "values up to 2^117 give the Gini of small ones");
}

/* Two values apart by one millionth in a hundred billion: all digits count. */
static void test_gini_exact(void)
{
	cs_sum values[2] = { INT64_C(100000000000000001),
			     INT64_C(100000000000000000) };

	near(cs_gini(values, 2).gini, 1 / (2 * 200000000000000001.0), 1e-15,
	     "the difference of 1 in 1e17 is exact");
}

static void test_not_positive(void)
{
	static const cs_sum zero[2] = { 5, -5 }, one[1] = { 5 };
	static const cs_sum minus[2] = { 1, -5 };
	const cs_sum *list[] = { zero, minus, NULL };
	struct cs_lorenz_point points[3];

	for (int i = 0; i < 3; i++) {
		size_t n = list[i] != NULL ? 2 : 0;
		struct cs_gini got = cs_gini(list[i], n);

		ok(isnan(got.gini) && isnan(got.corrected) && isnan(got.se),
		   "no Gini, %d", i);
		ok(isnan(cs_hhi(list[i], n)), "no HHI, %d", i);
		ok(isnan(cs_top_share(list[i], n, 1).share), "no share, %d", i);
		is_int((long long)cs_customers_for_target(list[i], n, 1), 0,
		       named("no target, %d", i));
		is_int((long long)cs_lorenz(list[i], n, 3, points), 0,
		       named("no curve, %d", i));
	}
	near(cs_gini(one, 1).gini, 0, 0, "one customer: Gini 0");
	ok(isnan(cs_gini(one, 1).corrected), "and nothing to correct it by");
	ok(isnan(cs_gini(one, 1).se), "nor an error");
	ok(isnan(cs_top_share(one, 1, 1).se), "of its share neither");
}

/*
 * R: the closed form over the numeric z, as above, and the sd of
 * sum(s[1:k]) / sum(s) over 20,000 samples s with replacement, sorted.
 */
static void test_top_share(void)
{
	cs_sum values[SIZE];
	size_t n = fill_squares(values);
	struct cs_share top = cs_top_share(values, n, 60);
	bool rising = true;

	near(top.share, 0.487361595568847, 1e-14, "squares: share of 20 %");
	near(top.se, 0.0172052271678, 1e-11, "its standard error");
	near(top.se, 0.0171061777289075, .01, "near the bootstrap");
	near(cs_top_share(values, n, 0).share, 0, 0, "of nobody");
	near(cs_top_share(values, n, n).share, 1, 0, "of all");
	near(cs_top_share(values, n, n).se, 0, 0, "which is certain");
	near(cs_top_share(values, n, n + 1).share, 1, 0, "of more than all");
	for (size_t k = 1; k < n; k++) {
		double step = cs_top_share(values, n, k).share -
			      cs_top_share(values, n, k - 1).share;

		rising = rising && step > 0 && step <= top.share;
	}
	ok(rising, "every customer adds to it");
	n = fill_exponential(values);
	top = cs_top_share(values, n, 80);
	near(top.share, 0.521474309498786, 1e-14, "exponential: share of 20 %");
	near(top.se, 0.0146567367746, 1e-11, "its standard error");
	near(top.se, 0.0145701119002335, .01, "near the bootstrap");
}

static void test_top_count(void)
{
	const int64_t percent = 1000000;

	is_int((long long)cs_top_count(20 * percent, 10), 2, "20 % of 10");
	is_int((long long)cs_top_count(20 * percent, 11), 3, "20 % of 11");
	is_int((long long)cs_top_count(7 * percent, 100), 7, "7 % of 100");
	is_int((long long)cs_top_count(12500000, 8), 1, "12.5 % of 8");
	is_int((long long)cs_top_count(12500001, 8), 2, "a little more");
	is_int((long long)cs_top_count(1, 3), 1, "at least one");
	is_int((long long)cs_top_count(0, 3), 1, "even of 0 %");
	is_int((long long)cs_top_count(-5, 3), 1, "or less");
	is_int((long long)cs_top_count(CS_PERCENT_WHOLE, 3), 3, "100 %");
	is_int((long long)cs_top_count(INT64_MAX, 3), 3, "more than all");
	is_int((long long)cs_top_count(percent, 0), 0, "of nobody");
	is_int((long long)(cs_top_count(50 * percent, SIZE_MAX) >> 63), 1,
	       "half of as many as there can be");
}

static void test_target(void)
{
	static const cs_sum values[] = { 50, 20, 10, 10, 5, 3, 2 };
	static const cs_sum refunds[] = { 90, 30, -20 };
	const int64_t percent = 1000000;
	cs_sum large[SIZE];
	size_t n;
	bool smallest = true;

	is_int((long long)cs_customers_for_target(values, 7, 80 * percent), 3,
	       "80 % reached exactly");
	is_int((long long)cs_customers_for_target(values, 7, 80 * percent + 1),
	       4, "a millionth of a per cent more");
	is_int((long long)cs_customers_for_target(values, 7, CS_PERCENT_WHOLE),
	       7, "all of it");
	is_int((long long)cs_customers_for_target(values, 7, INT64_MAX), 7,
	       "more than all of it is all of it");
	is_int((long long)cs_customers_for_target(values, 7, -1), 0,
	       "nothing needs nobody");
	is_int((long long)cs_customers_for_target(refunds, 3, CS_PERCENT_WHOLE),
	       2, "with refunds, all of it comes early");

	n = fill_squares(large);
	for (size_t i = 0; i < n; i++)
		large[i] *= (cs_sum)1 << 100;
	for (int64_t p = 1; p <= 100; p++) {
		size_t k = cs_customers_for_target(large, n, p * percent);

		/* 300 squares: shares in hundredths differ from their doubles
		 * by far less than one customer's */
		if (cs_top_share(large, n, k).share < p / 100.0 - 1e-12 ||
		    cs_top_share(large, n, k - 1).share >= p / 100.0)
			smallest = false;
	}
	ok(smallest, "k reaches the target, k - 1 does not");
}

static void test_lorenz(void)
{
	cs_sum values[SIZE];
	struct cs_lorenz_point all[SIZE + 1], few[11];
	size_t n = fill_exponential(values), count;
	bool convex = true, below = true, same = true;
	double area = 0;

	count = cs_lorenz(values, n, SIZE + 1, all);
	is_int((long long)count, 401, "room for all: a point per customer");
	for (size_t i = 0; i < count; i++) {
		below = below && all[i].share <= all[i].population;
		if (i > 0)
			area += (all[i].share + all[i - 1].share) / 2 / 400;
		if (i > 1 && all[i].share - all[i - 1].share <
				 all[i - 1].share - all[i - 2].share - 1e-15)
			convex = false;
	}
	ok(convex, "the curve is convex");
	ok(below, "and nowhere above the diagonal");
	near(1 - 2 * area, cs_gini(values, n).gini, 1e-13,
	     "twice the area beside it is the Gini coefficient");

	count = cs_lorenz(values, n, 11, few);
	is_int((long long)count, 11, "thinned to eleven");
	for (size_t i = 0; i < 11; i++)
		same = same && few[i].population == all[40 * i].population &&
		       few[i].share == all[40 * i].share;
	ok(same, "which are every fortieth");
	near(few[0].population + few[0].share, 0, 0, "from (0, 0)");
	near(few[10].population + few[10].share, 2, 0, "to (1, 1)");
	is_int((long long)cs_lorenz(values, 3, 3, few), 3,
	       "two steps for three");
	near(few[1].population, 1.0 / 3, 1e-15, "at whole customers");
	near(few[2].share, 1, 0, "and still to the end");
	is_int((long long)cs_lorenz(values, n, 1, few), 0, "no room, no curve");
}

int main(void)
{
	test_published();
	test_gini_facts();
	test_gini_scale();
	test_gini_exact();
	test_not_positive();
	test_top_share();
	test_top_count();
	test_target();
	test_lorenz();
	return done_testing();
}
