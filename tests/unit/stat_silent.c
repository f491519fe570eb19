/*
 * stat_silent.c - estimates of the silent, against values worked by hand and by
 * R; lapses in excess against R's survfit(Surv(t, e) ~ 1, weights = w).
 */
#include "tap.h"

#include "stat/silent.h"
#include "stat/survival.h"

#define DAYS 20

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

/* stratum (1 to 5), exposed, day, event, how many */
static const int rows[][5] = {
	{ 1, 1, 0, 1, 6 },   { 1, 1, 3, 1, 4 },	  { 1, 1, 5, 0, 3 },
	{ 1, 1, 9, 1, 2 },   { 1, 1, 12, 0, 5 },  { 1, 0, 0, 1, 11 },
	{ 1, 0, 2, 1, 7 },   { 1, 0, 3, 0, 6 },	  { 1, 0, 7, 1, 9 },
	{ 1, 0, 9, 0, 8 },   { 1, 0, 14, 0, 19 }, { 2, 1, 0, 1, 3 },
	{ 2, 1, 1, 0, 1 },   { 2, 1, 8, 1, 2 },	  { 2, 1, 13, 0, 4 },
	{ 2, 0, 0, 1, 2 },   { 2, 0, 4, 1, 1 },	  { 2, 0, 6, 0, 2 },
	{ 2, 0, 8, 1, 1 },   { 2, 0, 13, 1, 1 },  { 2, 0, 15, 0, 3 },
	{ 3, 1, 2, 1, 2 },   { 3, 1, 10, 0, 1 },  { 3, 0, 1, 1, 5 },
	{ 3, 0, 3, 1, 3 },   { 3, 0, 4, 0, 4 },	  { 3, 0, 10, 1, 2 },
	{ 3, 0, 11, 0, 30 }, { 4, 1, 0, 1, 7 },	  { 4, 1, 12, 0, 1 },
	{ 5, 0, 0, 1, 9 },   { 5, 0, 2, 0, 4 },
};

struct sample {
	int64_t counts[5][2][2][DAYS]; /* stratum, exposed, event, day */
	struct cs_excess_stratum strata[5];
};

static void point_at(struct sample *sample)
{
	for (int i = 0; i < 5; i++)
		sample->strata[i] = (struct cs_excess_stratum){
			.exposed_events = sample->counts[i][1][1],
			.exposed_censored = sample->counts[i][1][0],
			.other_events = sample->counts[i][0][1],
			.other_censored = sample->counts[i][0][0],
		};
}

static void fill(struct sample *sample, int times)
{
	memset(sample, 0, sizeof *sample);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const int *r = rows[i];

		sample->counts[r[0] - 1][r[1]][r[3]][r[2]] += r[4] * times;
	}
	point_at(sample);
}

/*
 * R on the rows of strata 1 to 3, the others with weight n1 / n0 of their
 * stratum: 1 - S of either from survfit(), the standard error by the formula of
 * Xie and Liu in a loop over individuals, p from pnorm().
 */
static void test_excess(void)
{
	static const double want[][6] = {
		/* horizon, exposed, other, se, difference, p */
		{ 0, 0.272727272727273, 0.171717171717172, 0.0906311586554682,
		  0.101010101010101, 0.265056821791791 },
		{ 3, 0.462450592885375, 0.258953168044077, 0.103330092395702,
		  0.203497424841298, 0.048908129781285 },
		{ 8, 0.539243365330322, 0.439604395090914, 0.111060881080604,
		  0.0996389702394077, 0.369635514855576 },
		{ 10, 0.616036137775268, 0.44571040047128, 0.111051581348766,
		  0.170325737303989, 0.125090338171217 },
		{ 12, 0.616036137775268, 0.44571040047128, 0.111051581348766,
		  0.170325737303989, 0.125090338171217 },
		{ 13, 0.616036137775268, 0.49935132945793, 0.114451195765893,
		  0.116684808317338, 0.307958131553812 },
	};
	struct sample sample;

	fill(&sample, 1);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		int day = (int)want[i][0];
		struct cs_excess got =
		    cs_excess_lapse(sample.strata, 5, DAYS, day, .95);
		double margin = cs_z(.95) * want[i][3];

		is_int(got.exposed, 33, named("day %d: exposed", day));
		is_int(got.uncompared, 8, named("day %d: uncompared", day));
		near(got.exposed_lapse, want[i][1], 1e-13,
		     named("day %d: lapse of the exposed", day));
		near(got.other_lapse, want[i][2], 1e-13,
		     named("day %d: lapse of the others", day));
		near(got.se, want[i][3], 1e-13, named("day %d: se", day));
		near(got.difference, want[i][4], 1e-12,
		     named("day %d: difference", day));
		near(got.p_value, want[i][5], 1e-11, named("day %d: p", day));
		near(got.excess, 33 * want[i][4], 1e-12,
		     named("day %d: excess", day));
		interval_is(got.difference_interval, want[i][4] - margin,
			    want[i][4] + margin, named("day %d", day));
		interval_is(got.excess_interval, 33 * (want[i][4] - margin),
			    33 * (want[i][4] + margin), named("day %d", day));
	}
}

/* One stratum: all weights are alike, and both curves are plain. */
static void test_one_stratum(void)
{
	struct sample sample;
	struct cs_excess got;
	struct cs_km one, two;

	fill(&sample, 1);
	got = cs_excess_lapse(sample.strata, 1, DAYS, 9, .9);
	one = cs_km_at(sample.counts[0][1][1], sample.counts[0][1][0], DAYS, 9,
		       .9, CS_CONF_PLAIN);
	two = cs_km_at(sample.counts[0][0][1], sample.counts[0][0][0], DAYS, 9,
		       .9, CS_CONF_PLAIN);
	near(got.exposed_lapse, 1 - one.survival, 1e-14, "plain curve");
	near(got.other_lapse, 1 - two.survival, 1e-14, "and that of others");
	near(got.se, hypot(one.se, two.se), 1e-13, "Greenwood");
}

static void test_excess_facts(void)
{
	struct sample sample, large;
	struct cs_excess a, b, turned;
	struct cs_excess_stratum reversed[5];

	fill(&sample, 1);
	fill(&large, 1000000);
	a = cs_excess_lapse(sample.strata, 5, DAYS, 10, .95);
	b = cs_excess_lapse(large.strata, 5, DAYS, 10, .95);
	near(b.difference, a.difference, 1e-12, "a million times as many");
	near(b.se * 1000, a.se, 1e-12, "a thousandth of the error");
	near(b.excess, a.excess * 1e6, 1e-12, "a million times the excess");
	for (int i = 0; i < 5; i++)
		reversed[i] = sample.strata[4 - i];
	turned = cs_excess_lapse(reversed, 5, DAYS, 10, .95);
	near(turned.difference, a.difference, 1e-13, "in any order");
	is_int(turned.uncompared, a.uncompared, "in any order, uncompared");
	/* each against itself */
	for (int i = 0; i < 5; i++) {
		reversed[i].other_events = reversed[i].exposed_events;
		reversed[i].other_censored = reversed[i].exposed_censored;
	}
	turned = cs_excess_lapse(reversed, 5, DAYS, 3, .95);
	ok(fabs(turned.difference) < 1e-15, "no difference from themselves");
	near(turned.p_value, 1, 1e-12, "nor a reason to doubt it");
}

static bool no_interval(const struct cs_excess *got)
{
	return isnan(got->se) && isnan(got->p_value) &&
	       absent(got->difference_interval) && absent(got->excess_interval);
}

static bool nothing(const struct cs_excess *got)
{
	return isnan(got->difference) && isnan(got->excess) && no_interval(got);
}

static void test_unobserved(void)
{
	struct sample sample;
	struct cs_excess got;

	fill(&sample, 1);
	got = cs_excess_lapse(sample.strata, 5, DAYS, 14, .95);
	ok(isnan(got.exposed_lapse) && nothing(&got),
	   "no exposed is watched for 14 days");
	ok(got.other_lapse > .49 && got.exposed == 33, "but the others are");
	got = cs_excess_lapse(sample.strata, 5, DAYS, DAYS, .95);
	ok(isnan(got.other_lapse) && nothing(&got), "beyond the histogram");
	got = cs_excess_lapse(sample.strata, 5, DAYS, INT64_MAX, .95);
	ok(nothing(&got), "far beyond the histogram");
	got = cs_excess_lapse(sample.strata, 5, DAYS, -1, .95);
	ok(nothing(&got), "before it");
	got = cs_excess_lapse(&sample.strata[3], 1, DAYS, 3, .95);
	ok(nothing(&got) && got.exposed == 0 && got.uncompared == 8,
	   "no others in the stratum");
	got = cs_excess_lapse(&sample.strata[4], 1, DAYS, 1, .95);
	ok(nothing(&got) && got.exposed == 0 && got.uncompared == 0,
	   "nobody exposed");
	got = cs_excess_lapse(NULL, 0, 0, 3, .95);
	ok(nothing(&got) && got.exposed == 0, "no strata");
	got = cs_excess_lapse(sample.strata, 5, 0, 0, .95);
	ok(nothing(&got) && got.uncompared == 0, "no days");
	sample.counts[4][0][0][19] = -1;
	got = cs_excess_lapse(sample.strata, 5, DAYS, 3, .95);
	ok(nothing(&got), "a negative count");
	sample.counts[4][0][0][19] = INT64_MAX;
	got = cs_excess_lapse(sample.strata, 5, DAYS, 3, .95);
	ok(nothing(&got), "more than can be counted");
}

static void test_extremes(void)
{
	struct sample sample = { 0 };
	struct cs_excess got;

	point_at(&sample);
	sample.counts[0][1][1][2] = 5;
	sample.counts[0][1][0][9] = 5;
	sample.counts[0][0][0][9] = 20;
	got = cs_excess_lapse(sample.strata, 5, DAYS, 9, .95);
	near(got.difference, .5, 1e-15, "no other lapsed");
	near(got.excess, 5, 1e-15, "no other lapsed, excess");
	ok(no_interval(&got), "no other lapsed: no interval");

	sample.counts[0][0][1][1] = 5;
	got = cs_excess_lapse(sample.strata, 5, DAYS, 9, .95);
	near(got.difference, .3, 1e-14, "5 of 25 of the others did");
	ok(!no_interval(&got), "and there is an interval");
	got = cs_excess_lapse(sample.strata, 5, DAYS, 9, 95);
	ok(absent(got.difference_interval) && absent(got.excess_interval) &&
	       !isnan(got.excess),
	   "a level that is none");

	sample.counts[0][1][0][9] = 0;
	got = cs_excess_lapse(sample.strata, 5, DAYS, 9, .95);
	near(got.exposed_lapse, 1, 0, "all exposed lapsed on day 2");
	near(got.excess, 4, 1e-14, "all exposed lapsed, excess");
	ok(no_interval(&got), "all exposed lapsed: no interval");
}

int main(void)
{
	test_articulation();
	test_proactive();
	test_proactive_edges();
	test_proactive_facts();
	test_two_lists();
	test_two_lists_edges();
	test_excess();
	test_one_stratum();
	test_excess_facts();
	test_unobserved();
	test_extremes();
	return done_testing();
}
