/*
 * tally_weights.c - what customers weigh where payments do not fall due: worked
 * out by hand, and rows that do not depend on who comes when.
 */
#include "tally/weights.h"

#include <stdlib.h>

#include "tap.h"

enum { DAYS = 100, LIMIT = 9 };

/* A lapse can be told of payments until day 89. */
static struct cs_lapse lapse = { .kind = CS_LAPSE_GIVEN,
				 .span = { .days = LIMIT } };

static struct cs_lapse_rules rules = { .window = { CS_DAY_MIN, CS_DAY_MAX },
				       .lapse = &lapse };

static const struct {
	size_t n;
	struct cs_order orders[3]; /* day, number */
} people[] = {
	/* begin on days 0, 50, 80, 89 and 95; the last can tell nothing */
	{ 3, { { 0, 1, 0 }, { 5, 2, 0 }, { 60, 3, 0 } } },
	{ 2, { { 50, 1, 0 }, { 55, 2, 0 } } },
	{ 2, { { 80, 1, 0 }, { 86, 2, 0 } } },
	{ 1, { { 89, 1, 0 } } },
	{ 1, { { 95, 1, 0 } } },
	/* first seen at the third payment, one of them after the cutoff */
	{ 2, { { 2, 3, 0 }, { 8, 4, 0 } } },
	{ 1, { { 90, 3, 0 } } },
};

#define NPEOPLE (sizeof people / sizeof *people)

static void add(const struct cs_tally *tally, void *to, size_t i)
{
	struct cs_customer customer = { .purchases = people[i].orders,
					.npurchases = people[i].n };

	tally->add(to, &rules, &customer);
}

static void make(struct cs_weights *weights)
{
	struct cs_watched watched;

	cs_tally_init(&cs_watched_tally, &watched, &rules);
	for (size_t i = 0; i < NPEOPLE; i++)
		add(&cs_watched_tally, &watched, i);
	cs_weights_make(weights, &watched, &rules);
	cs_tally_release(&cs_watched_tally, &watched);
}

static void is_weight(const struct cs_weights *weights, bool late, int32_t days,
		      double want, const char *name)
{
	near((double)cs_weight(weights, late, days) / CS_LIFE_ONE, want, 1e-11,
	     name);
}

/* Of the four who began by day 89, as many were watched for so many days. */
static void test_weights(void)
{
	struct cs_weights weights;

	rules.numbered = true;
	make(&weights);
	is_weight(&weights, false, 0, 1, "all four, on the first day");
	is_weight(&weights, false, 1, 4. / 3, "three for a day");
	is_weight(&weights, false, 9, 4. / 3, "and for nine");
	is_weight(&weights, false, 10, 2, "two for ten");
	is_weight(&weights, false, 39, 2, "and for 39");
	is_weight(&weights, false, 40, 4, "one for 40");
	is_weight(&weights, false, 89, 4, "and for 89");
	is_weight(&weights, false, 90, CS_WEIGHT_MOST, "nobody for 90");
	is_weight(&weights, true, 0, 1, "the late by themselves");
	is_weight(&weights, true, 87, 1, "watched to the end");
	cs_weights_release(&weights);
}

/*
 * Days 60 to 69 only: a payment t days after the first is counted of whom began
 * on days 60 - t to 69 - t, one at most.
 */
static void test_window(void)
{
	struct cs_weights weights;

	rules.window = (struct cs_window){ 60, 69 };
	make(&weights);
	is_weight(&weights, false, 0, CS_WEIGHT_MOST, "nobody began in it");
	is_weight(&weights, false, 10, 1, "of day 50");
	is_weight(&weights, false, 19, 1, "on its last day");
	is_weight(&weights, false, 20, CS_WEIGHT_MOST, "and no longer");
	is_weight(&weights, false, 60, 1, "of day 0");
	cs_weights_release(&weights);
	rules.window = (struct cs_window){ CS_DAY_MIN, CS_DAY_MAX };
}

/* Nobody weighs more than CS_WEIGHT_MOST, however few were watched so long. */
static void test_most(void)
{
	enum { MANY = 500 };
	struct cs_watched watched;
	struct cs_weights weights;

	cs_tally_init(&cs_watched_tally, &watched, &rules);
	watched.begun[0] = MANY / CS_WEIGHT_MOST - 1;
	watched.begun[40] = 1;
	watched.begun[80] = MANY - MANY / CS_WEIGHT_MOST;
	cs_weights_make(&weights, &watched, &rules);
	is_weight(&weights, false, 9, 1, "all");
	is_weight(&weights, false, 49, 50, "ten of 500");
	is_weight(&weights, false, 50, 50, "nine of 500");
	cs_weights_release(&weights);
	cs_tally_release(&cs_watched_tally, &watched);
}

static void test_too_short(void)
{
	struct cs_lapse brief = lapse;
	struct cs_weights weights;

	brief.cutoff = CS_NO_DAY;
	rules.lapse = &brief;
	make(&weights);
	is_weight(&weights, false, 0, CS_WEIGHT_MOST, "no day can be told");
	cs_weights_release(&weights);
	rules.lapse = &lapse;
}

/*
 * Payment 2 comes after 5, 5 and 6 days and weighs 4/3 each; the first of them
 * lapses, as do the one on day 55 and that on day 86, which is told by day 96.
 * Payment 3 on day 60 comes after the lapse. Merging in parts changes nothing.
 */
static void test_rows(void)
{
	struct cs_weights weights;
	struct cs_lapses whole, part;
	const cs_sum w = 4 * (cs_sum)CS_LIFE_ONE / 3;

	make(&weights);
	rules.weights = &weights;
	cs_tally_init(&cs_lapses_tally, &whole, &rules);
	cs_tally_init(&cs_lapses_tally, &part, &rules);
	for (size_t i = 0; i < NPEOPLE; i++)
		add(&cs_lapses_tally, i % 2 > 0 ? &part : &whole, i);
	cs_tally_merge(&cs_lapses_tally, &whole, &part);
	ok(whole.nsums == whole.ncounts && whole.nspread == 0,
	   "sums for each row, and no spread");
	ok(whole.sums[0].at_risk == 4 * (cs_sum)CS_LIFE_ONE,
	   "all who begin weigh 1");
	ok(whole.sums[1].at_risk == 3 * w && whole.sums[1].lapsed == 3 * w,
	   "three come to the second, and lapse");
	ok(whole.sums[1].lapsed_squares == 3 * w * w &&
	       whole.sums[1].at_risk_squares == 3 * w * w,
	   "and their squares");
	ok(whole.sums[2].at_risk == CS_LIFE_ONE && whole.sums[2].begun == 0,
	   "the third is of those who came late");
	is_int(whole.steps, 5, "from payment to payment");
	is_int(whole.days, 60 + 5 + 6 + 6, "days between them");
	cs_tally_release(&cs_lapses_tally, &whole);
	cs_tally_release(&cs_lapses_tally, &part);
	rules.weights = NULL;
	cs_weights_release(&weights);
}

/*
 * Without weights: the first customer is at risk at 1 and 2 and lapses, and so
 * are the next two; the fourth is at risk once and has not paid again.
 */
static void test_spread(void)
{
	struct cs_lapses lapses;
	cs_sum squares[2] = { 0, 0 }, lapsed[2] = { 0, 0 };

	cs_tally_init(&cs_lapses_tally, &lapses, &rules);
	for (size_t i = 0; i < 4; i++)
		add(&cs_lapses_tally, &lapses, i);
	for (size_t n = 2; n-- > 0;)
		for (size_t from = 0; from <= n; from++) {
			squares[from] += lapses.spread[n].squares;
			lapsed[from] += lapses.spread[n].lapsed;
		}
	is_int((long long)squares[0], 4 + 4 + 4 + 1, "squares from 1 on");
	is_int((long long)squares[1], 1 + 1 + 1, "squares from 2 on");
	is_int((long long)lapsed[0], 2 + 2 + 2 + 1, "times lapses, from 1 on");
	is_int((long long)lapsed[1], 3, "from 2 on");
	cs_tally_release(&cs_lapses_tally, &lapses);
}

int main(void)
{
	cs_lapse_lay_out(&lapse, (struct cs_window){ 0, DAYS - 1 });
	test_weights();
	test_window();
	test_most();
	test_too_short();
	test_rows();
	test_spread();
	cs_lapse_release(&lapse);
	return done_testing();
}
