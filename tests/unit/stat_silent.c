/*
 * stat_silent.c - estimates of the silent, against values worked by hand and by
 * R.
 */
#include "tap.h"

#include "stat/silent.h"

static void interval_is(struct cs_interval got, double low, double high,
			const char *name)
{
	near(got.low, low, 1e-12, named("%s, low", name));
	near(got.high, high, 1e-12, named("%s, high", name));
}

static bool absent(struct cs_interval got)
{
	return isnan(got.low) && isnan(got.high);
}

static void is_unknown(struct cs_silent got, const char *name)
{
	ok(isnan(got.silent) && isnan(got.dissatisfied) &&
	       absent(got.silent_interval) && absent(got.dissatisfied_interval),
	   "%s: unknown", name);
}

static void test_articulation(void)
{
	struct cs_silent got = cs_silent_articulation(30, .5, .03, .75);

	near(got.dissatisfied, 60, 1e-15, "articulation, dissatisfied");
	near(got.silent, 30, 1e-15, "articulation, silent");
	interval_is(got.dissatisfied_interval, 40, 1000, "dissatisfied");
	interval_is(got.silent_interval, 10, 970, "silent");
	/* one in twenty-six: 96 % do not complain */
	near(cs_silent_articulation(1, 1 / 26.0, .03, .75).silent, 25, 1e-14,
	     "one in twenty-six");
	near(cs_silent_articulation(7, 1, 1, 1).silent, 0, 0, "all complain");
	got = cs_silent_articulation(0, .5, .03, .75);
	near(got.silent, 0, 0, "nobody complained");
	interval_is(got.silent_interval, 0, 0, "nobody complained");
	is_unknown(cs_silent_articulation(-1, .5, .03, .75), "negative");
	is_unknown(cs_silent_articulation(1, .5, 0, .75), "low 0");
	is_unknown(cs_silent_articulation(1, .02, .03, .75), "a below low");
	is_unknown(cs_silent_articulation(1, .8, .03, .75), "a above high");
	is_unknown(cs_silent_articulation(1, .8, .03, 1.1), "high above 1");
	is_unknown(cs_silent_articulation(1, NAN, .03, .75), "a NaN");
}

/*
 * a 400, u 600: an effective number of 240, of which .325 are 78, and R says
 * 130 + 600 * prop.test(78, 240, correct = FALSE)$conf.int.
 */
static void test_proactive(void)
{
	static const struct cs_asked one = { 400, 130, 600 };
	static const struct cs_asked clusters = { 400, 130, 600, 2 };
	static const struct cs_asked strata[] = {
		{ 400, 130, 600 }, { 50, 4, 250 }, { 80, 7, 0 }, { 0, 0, 0 }
	};
	static const struct cs_asked nil[] = { { 100, 20, 100 },
					       { 100, 0, 10000 } };
	struct cs_silent got = cs_silent_proactive(&one, 1, 100, .95);

	near(got.silent, 325, 1e-15, "proactive, silent");
	near(got.dissatisfied, 425, 1e-15, "proactive, dissatisfied");
	interval_is(got.silent_interval, 291.342660946578, 361.965662241149,
		    "proactive, silent");
	interval_is(got.dissatisfied_interval, 391.342660946578,
		    461.965662241149, "proactive, dissatisfied");

	/* answers that are half apart: Wilson's at 120 trials, by hand */
	got = cs_silent_proactive(&clusters, 1, 0, .95);
	near(got.silent, 325, 1e-15, "an effect of 2, silent");
	interval_is(got.silent_interval, 278.655129463612, 377.858895484316,
		    "an effect of 2");

	/*
	 * R, without a multiplier: for a total T the likelihood is maximised
	 * over the share of the first stratum, uniroot() finds the T
	 */
	got = cs_silent_proactive(strata, 4, 0, .95);
	near(got.silent, 356, 1e-14, "strata, silent");
	interval_is(got.silent_interval, 318.2623723201, 401.2992809036,
		    "strata, silent");
	near(got.dissatisfied, 356, 1e-14, "no complainers");
	/* a large stratum without any: nothing below, but much above */
	got = cs_silent_proactive(nil, 2, 0, .95);
	near(got.silent, 40, 1e-14, "a stratum without any, silent");
	interval_is(got.silent_interval, 31.243750015776, 413.50860759311,
		    "a stratum without any");
}

static void test_proactive_edges(void)
{
	static const struct cs_asked all = { 100, 12, 0 };
	static const struct cs_asked none = { 100, 0, 300 };
	static const struct cs_asked every = { 100, 100, 300 };
	static const struct cs_asked mute[] = { { 100, 12, 50 }, { 0, 0, 9 } };
	static const struct cs_asked empty[] = { { 0, 0, 0 }, { 0, 0, 0 } };
	static const struct cs_asked bad[] = {
		{ -1, 0, 5 }, { 5, -1, 5 }, { 5, 1, -5 }, { 5, 6, 5 }
	};
	static const struct cs_asked many = { INT64_MAX / 2, INT64_MAX / 8,
					      INT64_MAX / 2 };
	double z2 = cs_z(.95) * cs_z(.95);
	struct cs_silent got = cs_silent_proactive(&all, 1, 3, .95);

	near(got.silent, 12, 0, "all were asked");
	interval_is(got.silent_interval, 12, 12, "all were asked");
	interval_is(got.dissatisfied_interval, 15, 15, "all were asked");
	got = cs_silent_proactive(&none, 1, 0, .95);
	near(got.silent, 0, 0, "nobody revealed anything");
	interval_is(got.silent_interval, 0, 300 * z2 / (75 + z2),
		    "nobody revealed anything");
	got = cs_silent_proactive(&every, 1, 0, .95);
	near(got.silent, 400, 1e-15, "everybody is silent");
	interval_is(got.silent_interval, 100 + 300 * 75 / (75 + z2), 400,
		    "everybody is silent");
	is_unknown(cs_silent_proactive(mute, 2, 0, .95), "a stratum unasked");
	is_unknown(cs_silent_proactive(empty, 2, 5, .95), "nobody there");
	is_unknown(cs_silent_proactive(NULL, 0, 5, .95), "no stratum");
	is_unknown(cs_silent_proactive(&all, 1, -1, .95), "complainers");
	for (int i = 0; i < 4; i++)
		is_unknown(cs_silent_proactive(&bad[i], 1, 0, .95),
			   named("bad stratum %d", i));
	got = cs_silent_proactive(&none, 1, 0, 95);
	ok(got.silent == 0 && absent(got.silent_interval) &&
	       absent(got.dissatisfied_interval),
	   "a level that is none");
	got = cs_silent_proactive(&many, 1, 1, .95);
	near(got.silent, 0x1p61, 1e-12, "largest counts");
	near(got.silent_interval.high, 0x1p61, 1e-8, "their interval");
}

/* Bounds meet at the estimate as more are asked, and lie around it. */
static void test_proactive_facts(void)
{
	bool inside = true, narrower = true;
	double last = INFINITY;

	for (int a = 50; a <= 950; a += 50) {
		struct cs_asked s = { a, a / 10, 1000 - a };
		struct cs_silent got = cs_silent_proactive(&s, 1, 0, .95);
		double width =
		    got.silent_interval.high - got.silent_interval.low;

		inside = inside && s.revealed <= got.silent_interval.low &&
			 got.silent_interval.low < got.silent &&
			 got.silent < got.silent_interval.high &&
			 got.silent_interval.high <= s.revealed + s.not_asked;
		narrower = narrower && width < last;
		last = width;
	}
	ok(inside, "between those revealed and all that can be");
	ok(narrower, "the more are asked, the narrower");
}

static void test_two_lists(void)
{
	double se;
	struct cs_silent got = cs_silent_two_lists(100, 150, 20, 1, .95, &se);

	/* by hand, 101 * 151 / 21 - 1; the bounds by R */
	near(got.dissatisfied, 725.238095238095, 1e-14, "Chapman");
	near(se, 127.860145715945, 1e-13, "Chapman, standard error");
	near(got.silent, 625.238095238095, 1e-14, "Chapman, silent");
	interval_is(got.dissatisfied_interval, 531.014306735133, 1044.781110025,
		    "Chapman");
	interval_is(got.silent_interval, 431.014306735133, 944.781110025,
		    "Chapman, silent");
	/* by hand: se^2 three times */
	got = cs_silent_two_lists(100, 150, 20, 3, .95, NULL);
	interval_is(got.dissatisfied_interval, 444.478526851223,
		    1373.521333234384, "two lists, an effect of 3");
	got = cs_silent_two_lists(150, 100, 20, 1, .95, NULL);
	near(got.dissatisfied, 725.238095238095, 1e-14, "lists change places");
	near(got.silent, 575.238095238095, 1e-14, "but not the silent");

	/* no overlap: 11 * 21 - 1; var = 11 * 21 * 10 * 20 / 2 */
	got = cs_silent_two_lists(10, 20, 0, 1, .95, &se);
	near(got.dissatisfied, 230, 1e-15, "m = 0");
	near(se, sqrt(23100), 1e-14, "m = 0, standard error");
	near(got.dissatisfied_interval.low,
	     30 + 200 / exp(cs_z(.95) * sqrt(log(1.5775))), 1e-13,
	     "m = 0, low");
	near(got.dissatisfied_interval.high,
	     30 + 200 * exp(cs_z(.95) * sqrt(log(1.5775))), 1e-13,
	     "m = 0, high");
}

static void test_two_lists_edges(void)
{
	double se = 1;
	struct cs_silent got = cs_silent_two_lists(10, 25, 10, 1, .95, &se);

	near(got.dissatisfied, 25, 0, "m = n1: the other list is all");
	near(got.silent, 15, 0, "m = n1, silent");
	near(se, 0, 0, "m = n1, standard error");
	ok(absent(got.dissatisfied_interval) && absent(got.silent_interval),
	   "m = n1: no interval");
	got = cs_silent_two_lists(25, 10, 10, 1, .95, &se);
	near(got.silent, 0, 0, "m = n2: all complained");
	ok(absent(got.silent_interval), "m = n2: no interval");
	is_unknown(cs_silent_two_lists(0, 10, 0, 1, .95, &se), "no complaints");
	ok(isnan(se), "and no standard error");
	is_unknown(cs_silent_two_lists(10, 0, 0, 1, .95, NULL),
		   "none revealed");
	is_unknown(cs_silent_two_lists(0, 0, 0, 1, .95, NULL), "all zero");
	is_unknown(cs_silent_two_lists(10, 20, 11, 1, .95, NULL), "m above n1");
	is_unknown(cs_silent_two_lists(20, 10, 11, 1, .95, NULL), "m above n2");
	is_unknown(cs_silent_two_lists(20, 10, -1, 1, .95, NULL), "negative m");
	is_unknown(cs_silent_two_lists(-20, 10, 1, 1, .95, NULL),
		   "negative n1");
	is_unknown(cs_silent_two_lists(20, -10, 1, 1, .95, NULL),
		   "negative n2");
	got = cs_silent_two_lists(100, 150, 20, 1, 1, &se);
	ok(!isnan(got.silent) && !isnan(se) && absent(got.silent_interval) &&
	       absent(got.dissatisfied_interval),
	   "a level that is none");
	got = cs_silent_two_lists(INT64_MAX, INT64_MAX, INT64_MAX / 2, 1, .95,
				  &se);
	near(got.dissatisfied, 0x1p64, 1e-12, "largest counts");
	ok(got.dissatisfied_interval.high > got.dissatisfied,
	   "largest counts, interval");
}

int main(void)
{
	test_articulation();
	test_proactive();
	test_proactive_edges();
	test_proactive_facts();
	test_two_lists();
	test_two_lists_edges();
	return done_testing();
}
