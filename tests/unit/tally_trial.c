/*
 * What gaps weigh, and a rule tried on the past: worked out by hand, and found
 * again customer by customer.
 */
#include "tally/trial.h"

#include "simulate/draw.h"
#include "stat/quantile.h"
#include "tally/gaps.h"
#include "tap.h"

enum { DAYS = 200, MOST = 40 };

static void add(const struct cs_tally *kind, void *tally, const void *rules,
		const struct cs_order *orders, size_t n)
{
	struct cs_customer customer = { .purchases = orders, .npurchases = n };

	kind->add(tally, rules, &customer);
}

/* --- weights ----------------------------------------------------------- */

/* 19 customers wait 10 days once; one waits 3 days 30 times, and 100 once. */
static void test_weights(void)
{
	const struct cs_gap_rules rules = { { 0, DAYS }, DAYS };
	const struct cs_order once[] = { { 5 }, { 5 }, { 15 } };
	struct cs_order often[32] = { { 0 } };
	struct cs_gaps gaps;
	int64_t sum = 0;

	for (int i = 1; i < 31; i++)
		often[i].day = 3 * i;
	often[31].day = 190;
	cs_tally_init(&cs_gaps_tally, &gaps, &rules);
	for (int i = 0; i < 19; i++)
		add(&cs_gaps_tally, &gaps, &rules, once, 3);
	add(&cs_gaps_tally, &gaps, &rules, often, 32);
	for (int i = 0; i < DAYS; i++)
		sum += gaps.weights[i];
	is_int(sum, 20 * CS_GAP_UNIT, "a customer weighs one, and no less");
	is_int(gaps.weights[10], 19 * CS_GAP_UNIT, "one gap is all of it");
	ok(gaps.weights[100] - CS_GAP_UNIT / 31 <= 1, "one of 31, to 1");
	is_int(cs_gaps_total(&gaps), 19 + 31, "counts stay counts");
	is_int(cs_histogram_quantile(gaps.weights, DAYS, .95), 10,
	       "19 of 20 and what the last one weighs below");
	is_int(cs_histogram_quantile(gaps.counts, DAYS, .5), 3,
	       "where gaps are counted, one sets the median");
	cs_tally_release(&cs_gaps_tally, &gaps);
}

/* --- the trial --------------------------------------------------------- */

/* On day 100, with purchases of nine customers before it or not. */
static void test_hand(void)
{
	static const struct {
		size_t n;
		struct cs_order orders[3];
	} people[] = {
		{ 1, { { 10 } } },		   /* silent for 90 */
		{ 2, { { 10 }, { 50 } } },	   /* 50 */
		{ 2, { { 40 }, { 150 } } },	   /* 60, returned */
		{ 3, { { 1 }, { 69 }, { 101 } } }, /* 31, returned */
		{ 1, { { 70 } } },		   /* 30 */
		{ 2, { { 100 }, { 130 } } },	   /* 0, returned */
		{ 1, { { 101 } } },		   /* not there yet */
	};
	const struct cs_trial_rules rules = { 100, 101, NULL };
	struct cs_trial trial;
	struct cs_trial_counts counts;

	cs_tally_init(&cs_trial_tally, &trial, &rules);
	for (size_t i = 0; i < sizeof people / sizeof *people; i++)
		add(&cs_trial_tally, &trial, &rules, people[i].orders,
		    people[i].n);
	counts = cs_trial_after(&trial, 30);
	is_int(counts.lapsed, 4, "silent for more than 30 days: four");
	is_int(counts.returned, 2, "of whom two returned");
	is_int(cs_trial_after(&trial, 0).lapsed, 5,
	       "who bought has no silence");
	is_int(cs_trial_after(&trial, 90).lapsed, 0, "nobody for so long");
	/* by 30 two of four, by 31 one of three, which may be .67 */
	is_int(cs_trial_length(&trial, 30, .8, 1), 31, "one of three");
	is_int(cs_trial_length(&trial, 29, .86, 1), 30, "two of four");
	is_int(cs_trial_length(&trial, 30, .5, 1), -1, "none is so sure");
	is_int(cs_trial_length(&trial, 30, .8, 4), -1, "three are too few");
	is_int(cs_trial_length(&trial, 500, .8, 1), -1, "no such silence");
	cs_tally_release(&cs_trial_tally, &trial);
}

/* By days, by the rule in days, and one by one; in parts. */
static void test_crowd(void)
{
	struct cs_lapse lapse = { .span = { .days = 25 } };
	const struct cs_standing_rules standing = { .as_of = 100,
						    .lapse = &lapse,
						    .gapless = true };
	const struct cs_trial_rules rules = { 100, 101, &standing };
	struct cs_trial parts[2], whole;
	struct draws state = { 9 };
	int64_t lapsed = 0, returned = 0;
	struct cs_trial_counts counts;

	cs_lapse_lay_out(&lapse, (struct cs_window){ 0, DAYS - 1 });
	cs_tally_init(&cs_trial_tally, &whole, &rules);
	for (int i = 0; i < 2; i++)
		cs_tally_init(&cs_trial_tally, &parts[i], &rules);
	for (int i = 0; i < 500; i++) {
		struct cs_order orders[MOST];
		cs_day day = (cs_day)draw_below(&state, 60), last = -1;
		cs_day end = 60 + (cs_day)draw_below(&state, DAYS - 60);
		size_t n = 0;

		for (; n < MOST && day < end; n++) {
			orders[n] = (struct cs_order){ day };
			last = day <= 100 ? day : last;
			day += (cs_day)draw_below(&state, 60);
		}
		add(&cs_trial_tally, &parts[i % 2], &rules, orders, n);
		if (last >= 0 && 100 - last > 25) {
			lapsed++;
			returned += orders[n - 1].day > 100;
		}
	}
	for (int i = 0; i < 2; i++) {
		cs_tally_merge(&cs_trial_tally, &whole, &parts[i]);
		cs_tally_release(&cs_trial_tally, &parts[i]);
	}
	counts = cs_trial_after(&whole, 25);
	ok(lapsed > 100 && returned > 30, "there is something to find");
	is_int(counts.lapsed, lapsed, "by days of silence: lapsed");
	is_int(counts.returned, returned, "returned");
	is_int(whole.standing.lapsed, lapsed, "by the rule: lapsed");
	is_int(whole.standing.returned, returned, "returned");
	cs_tally_release(&cs_trial_tally, &whole);
	cs_lapse_release(&lapse);
}

int main(void)
{
	test_weights();
	test_hand();
	test_crowd();
	return done_testing();
}
