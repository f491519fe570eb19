/*
 * stat_lifetable.c - the life table, against R 4.2.2 (survival 3.5-3):
 *	summary(survfit(Surv(n, lapse) ~ 1, conf.type = TYPE))
 * with a row for each of 200 customers, and for Wilson's interval
 *	prop.test(lapsed, at_risk, correct = FALSE)$conf.int
 */
#include "tap.h"

#include "stat/lifetable.h"

/* Those at risk at n who neither lapsed nor are at risk at n + 1 are censored.
 */
static const struct cs_life_counts book[] = {
	{ 230, 200, 20, 3 }, { 170, 150, 60, 9 }, { 90, 80, 6, 0 },
	{ 70, 60, 0, 0 },    { 45, 20, 1, 1 },
};

#define ROWS (sizeof book / sizeof *book)

struct expected {
	double survival, low, high;
};

static void survives(enum cs_conf_type type, const struct expected *want,
		     const char *name)
{
	struct cs_life_row rows[ROWS];

	cs_life_table(book, NULL, ROWS, .95, type, rows);
	for (size_t i = 0; i < ROWS; i++) {
		near(rows[i].survival, want[i].survival, 1e-14,
		     named("%s, S(%zu)", name, i + 1));
		near(rows[i].survival_interval.low, want[i].low, 1e-13,
		     named("%s, low(%zu)", name, i + 1));
		near(rows[i].survival_interval.high, want[i].high, 1e-13,
		     named("%s, high(%zu)", name, i + 1));
	}
}

static void test_survival(void)
{
	static const struct expected log_log[] = {
		{ .9, 0.84929987343434432, 0.93429754978999546 },
		{ .54, 0.46227311284832190, 0.61135605351596090 },
		{ .4995, 0.42144742052303680, 0.57255443958196195 },
		{ .4995, 0.42144742052303680, 0.57255443958196195 },
		{ .474525, 0.38601329341966395, 0.55779080071747311 },
	};
	static const struct expected log[] = {
		{ .9, 0.85936863061487268, 0.94255244041250419 },
		{ .54, 0.47011566356669149, 0.62027288728837060 },
		{ .4995, 0.42906935409804575, 0.58149165774022460 },
		{ .4995, 0.42906935409804575, 0.58149165774022460 },
		{ .474525, 0.39547154323455475, 0.56938098196220654 },
	};
	static const struct expected plain[] = {
		{ .9, 0.85842288526950972, 0.94157711473049033 },
		{ .54, 0.46516119348511742, 0.61483880651488265 },
		{ .4995, 0.42358148068248663, 0.57541851931751342 },
		{ .4995, 0.42358148068248663, 0.57541851931751342 },
		{ .474525, 0.38804971338544503, 0.56100028661455503 },
	};

	survives(CS_CONF_LOG_LOG, log_log, "log-log");
	survives(CS_CONF_LOG, log, "log");
	survives(CS_CONF_PLAIN, plain, "plain");
}

static void test_hazard(void)
{
	/* R gives a share of 0 the lower bound 0, as here */
	static const double want[ROWS][4] = {
		{ .1, 0.065670448669095896, 0.149405812432717361, 20. / 87 },
		{ .4, 0.32504320736252534, 0.47995084151109002, 60. / 87 },
		{ .075, 0.034825249293005157, 0.154120160812192875, 6. / 87 },
		{ 0, 0, 0.060171852142089831, 0 },
		{ .05, 0.0088814488007953798, 0.2361311934467419660, 1. / 87 },
	};
	struct cs_life_row rows[ROWS];
	double shares = 0;

	cs_life_table(book, NULL, ROWS, .95, CS_CONF_LOG_LOG, rows);
	for (size_t i = 0; i < ROWS; i++) {
		near(rows[i].hazard, want[i][0], 1e-15,
		     named("hazard(%zu)", i + 1));
		near(rows[i].hazard_interval.low, want[i][1], 1e-13,
		     named("its low(%zu)", i + 1));
		near(rows[i].hazard_interval.high, want[i][2], 1e-13,
		     named("its high(%zu)", i + 1));
		near(rows[i].lapse_share, want[i][3], 1e-15,
		     named("share of lapses(%zu)", i + 1));
		shares += rows[i].lapse_share;
	}
	near(shares, 1, 1e-15, "the shares of lapses add up to 1");
	is_int((long long)cs_life_modal(book, ROWS), 2,
	       "most lapses follow the second payment");
	is_int((long long)cs_life_median(rows, ROWS), 3, "median");
	is_int((long long)cs_life_median(rows, 2), 0,
	       "no median while S is above one half");
}

/* As much as there is to say of the row, and no more. */
static void is_row(const struct cs_life_row *row, double hazard,
		   double survival, bool interval, const char *name)
{
	near(row->hazard, hazard, 1e-15, named("%s: hazard", name));
	near(row->survival, survival, 1e-15, named("%s: survival", name));
	ok(isnan(row->survival_interval.low) == !interval &&
	       isnan(row->survival_interval.high) == !interval,
	   "%s: interval of S %s", name, interval ? "there" : "not there");
	ok(isnan(row->hazard_interval.low) == isnan(hazard),
	   "%s: interval of the hazard", name);
}

static void test_ends(void)
{
	static const struct cs_life_counts gap[] = {
		{ 10, 10, 0, 0 },
		{ 10, 8, 2, 0 },
		{ 4, 0, 0, 0 },
		{ 3, 3, 1, 0 },
	};
	static const struct cs_life_counts gone[] = { { 4, 4, 1, 0 },
						      { 3, 3, 3, 0 } };
	static const struct cs_life_counts quiet[] = { { 4, 4, 0, 0 },
						       { 4, 2, 0, 0 } };
	struct cs_life_row rows[4];

	cs_life_table(gap, NULL, 4, .95, CS_CONF_LOG_LOG, rows);
	is_row(&rows[0], 0, 1, false, "no lapse yet");
	is_row(&rows[1], .25, .75, true, "two of eight");
	is_row(&rows[2], NAN, NAN, false, "nobody at risk");
	is_row(&rows[3], 1. / 3, NAN, false, "beyond nobody at risk");
	is_int((long long)cs_life_median(rows, 4), 0, "NaN is no median");

	cs_life_table(gone, NULL, 2, .95, CS_CONF_LOG, rows);
	is_row(&rows[1], 1, 0, false, "nobody left");
	is_int((long long)cs_life_median(rows, 2), 2, "median at the end");

	cs_life_table(quiet, NULL, 2, .95, CS_CONF_LOG_LOG, rows);
	is_row(&rows[1], 0, 1, false, "nobody lapsed");
	ok(isnan(rows[0].lapse_share) && isnan(rows[1].lapse_share),
	   "no share of no lapses");
	is_int((long long)cs_life_modal(quiet, 2), 0, "no mode of no lapses");

	is_int((long long)cs_life_modal(NULL, 0), 0, "no rows: no mode");
	is_int((long long)cs_life_median(NULL, 0), 0, "no rows: no median");
	cs_life_table(book, NULL, 1, 1, CS_CONF_LOG_LOG, rows);
	ok(rows[0].hazard == .1 && isnan(rows[0].hazard_interval.low) &&
	       isnan(rows[0].survival_interval.high),
	   "a level that is none: estimates without intervals");
}

static void test_median_and_mode(void)
{
	/* 25/44 x 23/25 x 22/23 is one half, though not in doubles */
	static const struct cs_life_counts half[] = {
		{ 44, 44, 19, 0 },
		{ 25, 25, 2, 0 },
		{ 23, 23, 1, 0 },
		{ 22, 22, 0, 0 },
	};
	static const struct cs_life_counts equal[] = {
		{ 9, 9, 2, 0 },
		{ 7, 7, 3, 0 },
		{ 4, 4, 3, 0 },
	};
	struct cs_life_row rows[4];

	cs_life_table(half, NULL, 4, .95, CS_CONF_LOG_LOG, rows);
	ok(rows[2].survival > .5, "S(3) comes out above one half");
	is_int((long long)cs_life_median(rows, 4), 3,
	       "and is the median all the same");
	is_int((long long)cs_life_modal(equal, 3), 2, "the first of equals");
}

/*
 * Three rows that no formula but the definition gives. In the first everybody
 * weighs 1. In the second ten weigh 1 and five weigh 3, and of these two lapse:
 *
 *	hazard	  = 6 / 25
 *	sandwich  = (18 (19 / 25)^2 + 37 (6 / 25)^2) / 25^2
 *	number	  = hazard (1 - hazard) / sandwich, less than 25^2 / 55
 *
 * In the third one of weight 1 lapses, of five like it and five of weight 3:
 * that is 20^2 / 50 customers, however little a lapse of weight 1 varies.
 */
static void test_weights(void)
{
	static const struct cs_life_counts counts[] = { { 20, 20, 4, 0 },
							{ 16, 15, 2, 0 },
							{ 12, 10, 1, 0 },
							{ 2, 0, 0, 0 } };
	const cs_sum one = CS_LIFE_ONE;
	const struct cs_life_sums sums[] = {
		{ 20 * one, 4 * one, 20 * one * one, 4 * one * one, 20 * one },
		{ 25 * one, 6 * one, 55 * one * one, 18 * one * one, 16 * one },
		{ 20 * one, one, 50 * one * one, one * one, 4 * one },
		{ 0, 0, 0, 0, 0 },
	};
	const double h = 6. / 25;
	double sandwich = (18 * (1 - h) * (1 - h) + 37 * h * h) / (25. * 25);
	double number = h * (1 - h) / sandwich;
	struct cs_life_row rows[4], plain[4];
	struct cs_interval want;

	cs_life_table(counts, sums, 4, .95, CS_CONF_LOG, rows);
	cs_life_table(counts, NULL, 4, .95, CS_CONF_LOG, plain);
	ok(memcmp(&rows[0].hazard_interval, &plain[0].hazard_interval,
		  sizeof want) == 0,
	   "where all weigh 1, to the last digit");
	near(rows[1].hazard, h, 1e-15, "weighted hazard");
	want = cs_wilson_share(h, number, .95);
	near(rows[1].hazard_interval.low, want.low, 1e-14, "its interval");
	near(rows[1].hazard_interval.high, want.high, 1e-14, "above, too");
	near(rows[1].survival, .8 * (1 - h), 1e-15, "survival");
	near(rows[1].survival_interval.low,
	     .8 * (1 - h) *
		 exp(-cs_z(.95) *
		     sqrt(4. / (20 * 16) + sandwich / (1 - h) / (1 - h))),
	     1e-14, "its interval");
	want = cs_wilson_share(1. / 20, 8, .95);
	near(rows[2].hazard_interval.high, want.high, 1e-14,
	     "one light lapse proves no more than those at risk");
	near(rows[0].within_reach, 1, 1e-15, "all reach the first");
	near(rows[1].within_reach, 1, 1e-15, "16 of 20, of whom .8 go on");
	near(rows[2].within_reach, 4 / (20 * .8 * (1 - h)), 1e-14,
	     "4 of 20, of whom .608 go on");
	ok(isnan(rows[3].hazard) && isnan(rows[3].survival) &&
	       isnan(rows[3].hazard_interval.low),
	   "nobody at risk");
	ok(isnan(plain[1].within_reach), "no reach without weights");
}

static void test_large(void)
{
	const int64_t many = INT64_C(1000000000000000);
	struct cs_life_counts counts[] = { { 4 * many, 4 * many, many, 0 },
					   { 3 * many, 3 * many, many, 0 } };
	struct cs_life_row rows[2];

	cs_life_table(counts, NULL, 2, .95, CS_CONF_PLAIN, rows);
	near(rows[1].survival, .5, 1e-15, "counts of many digits");
	/* 1.959963984540054 sqrt(S (1 - S) / 4e15) */
	near(rows[1].survival_interval.high - .5, 1.549487581e-08, 1e-7,
	     "and their interval");
	is_int((long long)cs_life_median(rows, 2), 2, "median");
}

int main(void)
{
	test_survival();
	test_hazard();
	test_ends();
	test_median_and_mode();
	test_weights();
	test_large();
	return done_testing();
}
