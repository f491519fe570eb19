/*
 * Amounts as decimals, and as the nearest doubles; sums of squares, against
 * whole numbers and fractions of any length in Python.
 */
#include "base/money.h"

#include <stdlib.h>

#include "tap.h"

static void is_money(cs_sum value, const char *want)
{
	char text[CS_MONEY_SIZE];

	is_str(cs_money_format(value, text), want, named("written %s", want));
	near(cs_money_double(value), strtod(want, NULL), 0x1p-52,
	     named("%s as a double", want));
}

static void add_times(struct cs_square_sum *sum, cs_sum value, int times)
{
	while (times-- > 0)
		cs_square_add(sum, value);
}

/* Of one value that is 0 the squares are the deviations. */
static double squares_of(const struct cs_square_sum *sum)
{
	return cs_square_deviations(sum, 0, 1);
}

/* Sums that do not fit in 128 bits. */
static void test_squares(void)
{
	struct cs_square_sum sum = { 0 }, part = { 0 };

	near(squares_of(&sum), 0, 0, "no squares");
	near(cs_square_deviations(&sum, 0, 0), NAN, 0, "no values, no mean");
	cs_square_add(&sum, -3);
	cs_square_add(&sum, 4);
	near(squares_of(&sum), 25, 0, "9 and 16");
	add_times(&part, INT64_MIN, 3);
	near(squares_of(&part), 3 * 0x1p126, 0, "three of 2^126");
	add_times(&part, INT64_MIN, 2);
	near(squares_of(&part), 5 * 0x1p126, 0, "five: beyond 128 bits");
	for (int i = 0; i < 3; i++)
		cs_square_merge(&sum, &part);
	is_int((long long)sum.high, 3, "fifteen of them carry three times");
	ok(sum.low == ((unsigned __int128)3 << 126) + 25,
	   "and nothing is lost below");
	near(squares_of(&sum), 15 * 0x1p126, 0, "in all");
	/* 2^53 + 1 lies between two doubles; whatever is above makes it the
	 * upper */
	sum = (struct cs_square_sum){ .low = (cs_sum)((1LL << 53) + 1) << 70 };
	near(squares_of(&sum), 0x1p123, 0, "half-way goes to even");
	sum.low++;
	near(squares_of(&sum), 0x1.0000000000001p123, 0,
	     "and a little more goes up");
}

static void test_unknown(void)
{
	struct cs_square_sum sum = { 0 }, part = { 0 };

	cs_square_add(&sum, INT64_MAX);
	cs_square_add(&sum, INT64_MIN);
	ok(!sum.unknown, "64 bits fit");
	cs_square_add(&part, (cs_sum)INT64_MAX + 1);
	near(squares_of(&part), NAN, 0, "65 bits do not");
	cs_square_merge(&sum, &part);
	near(squares_of(&sum), NAN, 0, "merged, the sum is unknown");
	cs_square_add(&sum, 1);
	near(cs_square_deviations(&sum, -1, 3), NAN, 0, "and stays so");
	part = (struct cs_square_sum){ 0 };
	cs_square_add(&part, (cs_sum)INT64_MIN - 1);
	near(squares_of(&part), NAN, 0, "nor do they below zero");
}

/* `count` random values, or what a shift leaves of them, each plus `more`. */
static void is_spread(int count, int shift, int64_t more, double squares,
		      double deviations, const char *name)
{
	struct cs_square_sum sum = { 0 }, minus = { 0 };
	uint64_t state = 7;
	cs_sum total = 0;

	for (int i = 0; i < count; i++) {
		cs_sum value;

		state = state * 6364136223846793005u + 1442695040888963407u;
		value = ((int64_t)state >> shift) + more;
		cs_square_add(&sum, value);
		cs_square_add(&minus, -value);
		total += value;
	}
	if (squares > 0)
		near(squares_of(&sum), squares, 0, named("%s: squares", name));
	near(cs_square_deviations(&sum, total, count), deviations, 0x1p-51,
	     named("%s: deviations", name));
	near(cs_square_deviations(&minus, -total, count), deviations, 0x1p-51,
	     named("%s: deviations of the opposite", name));
}

static void test_spreads(void)
{
	struct cs_square_sum sum = { 0 };

	is_spread(1000, 1, 0, 7.047791958545054e39, 7.037481738846738e39,
		  "63 bits");
	is_spread(1000, 20, 0, 2.5639717781978143e28, 2.5602209421219405e28,
		  "44 bits");
	is_spread(999, 44, 0, 90907308686362, 90783640058788.34, "20 bits");
	is_spread(1000, 44, 9000000000000000000, -1, 90957323340802.44,
		  "20 bits beside 9e18");
	is_spread(3, 62, 0, 3, 8.0 / 3, "1, -1 and -1");
	/* as doubles the squares of these are one number */
	cs_square_add(&sum, 1000000000000001);
	cs_square_add(&sum, 1000000000000002);
	cs_square_add(&sum, 1000000000000004);
	near(cs_square_deviations(&sum, 3000000000000007, 3), 14.0 / 3, 0x1p-51,
	     "1, 2 and 4 beside 1e15");
	sum = (struct cs_square_sum){ 0 };
	add_times(&sum, 9990000000000001, 1000);
	near(cs_square_deviations(&sum, (cs_sum)9990000000000001 * 1000, 1000),
	     0, 0, "all equal: exactly 0");
	sum = (struct cs_square_sum){ 0 };
	add_times(&sum, 1, 999999);
	add_times(&sum, 0, 1);
	near(cs_square_deviations(&sum, 999999, 1000000), .999999, 0x1p-51,
	     "one of a million differs");
}

int main(void)
{
	const cs_sum greatest = (cs_sum)(~(unsigned __int128)0 >> 1);
	uint64_t state = 7;
	int wrong = 0;

	is_money(0, "0");
	is_money(1, "0.000001");
	is_money(-1, "-0.000001");
	is_money(10, "0.00001");
	is_money(500000, "0.5");
	is_money(-500000, "-0.5");
	is_money(1000000, "1");
	is_money(1500000, "1.5");
	is_money(-1000001, "-1.000001");
	is_money(10000000, "10");
	is_money(100000000000000, "100000000");
	is_money(8310477054000, "8310477.054");
	is_money(INT64_MAX, "9223372036854.775807");
	is_money(INT64_MIN, "-9223372036854.775808");
	is_money((cs_sum)INT64_MAX * 1000, "9223372036854775.807");
	is_money((cs_sum)INT64_MAX * INT64_MAX,
		 "85070591730234615847396907784232.501249");
	is_money(greatest, "170141183460469231731687303715884.105727");
	is_money(-greatest - 1, "-170141183460469231731687303715884.105728");
	for (int i = 0; i < 100000; i++) {
		char text[CS_MONEY_SIZE];
		cs_sum value;
		double want, got;

		state = state * 6364136223846793005u + 1442695040888963407u;
		value = (cs_sum)(int64_t)state >> (state >> 5 & 31);
		want = strtod(cs_money_format(value, text), NULL);
		got = cs_money_double(value);
		wrong += fabs(got - want) > 0x1p-52 * fabs(want);
	}
	is_int(wrong, 0, "a hundred thousand doubles to their last place");
	test_squares();
	test_unknown();
	test_spreads();
	return done_testing();
}
