/*
 * Tallies of who buys again, worked out by hand; merged in any way they are the
 * same. Days are counted from the first of the case.
 */
#include "tally/repeat.h"

#include "tap.h"

enum { SPAN = 400 };

/* who is silent since day 300 has lapsed by the end */
static struct cs_lapse after_64 = { .span = { .days = 64 } };

static const struct cs_repeat_rules all = {
	.window = { 0, 365 }, .as_of = 365, .lapse = &after_64, .span = SPAN
};

struct person {
	size_t npurchases, nrefunds;
	struct cs_order orders[5]; /* purchases, then refunds */
};

static const struct person people[] = {
	/* ann buys three times, two of them on one day, and gives some back */
	{ 3, 1, { { 10, 0, 5 }, { 10, 0, 7 }, { 40, 0, 11 }, { 50, 0, -2 } } },
	/* bob once, long ago */
	{ 1, 0, { { 100, 0, 20 } } },
	/* cy once, lately; and a refund before that */
	{ 1, 1, { { 350, 0, 30 }, { 20, 0, -4 } } },
	/* dan twice; and a refund after the end of what is reported */
	{ 2, 1, { { 0, 0, 100 }, { 365, 0, 200 }, { 366, 0, -1 } } },
};

enum { PEOPLE = sizeof people / sizeof *people };

static void add(struct cs_repeat *repeat, const struct cs_repeat_rules *rules,
		const struct person *person)
{
	struct cs_customer customer = {
		.purchases = person->orders,
		.npurchases = person->npurchases,
		.refunds = person->orders + person->npurchases,
		.nrefunds = person->nrefunds,
	};

	cs_repeat_tally.add(repeat, rules, &customer);
}

static void is_rung(const struct cs_repeat *repeat, size_t n,
		    struct cs_rung want, double median, const char *name)
{
	const struct cs_rung *got = &repeat->rungs[n - 1];

	ok(got->reached == want.reached && got->continued == want.continued &&
	       got->undecided == want.undecided,
	   "%s: rung %zu: %ld reached, %ld continued, %ld undecided", name, n,
	   (long)got->reached, (long)got->continued, (long)got->undecided);
	near(cs_repeat_median_days(repeat, n), median, 0,
	     named("%s: rung %zu: median days", name, n));
}

static void check_all(struct cs_repeat *repeat, const char *name)
{
	cs_repeat_tally.finish(repeat, NULL);
	is_int(repeat->customers, 4, named("%s: customers", name));
	is_int(repeat->orders, 7, "orders");
	is_int(repeat->repeat_customers, 2, "ann and dan came back");
	is_int(repeat->repeat_orders, 3, "three times");
	is_int(repeat->same_day_repeats, 1, "ann on the first day");
	/* 5+7+11-2, 20, 30-4, 100+200; dan's refund is too late */
	is_int((long long)repeat->revenue, 21 + 20 + 26 + 300, "revenue");
	is_int((long long)repeat->repeat_revenue, 21 + 300, "of ann and dan");
	is_int((long long)repeat->purchase_value, 23 + 20 + 30 + 300,
	       "before refunds");
	is_int((long long)repeat->repeat_value, 7 + 11 + 200,
	       "without first purchases");
	is_int(repeat->first_date, 0, "first date");
	is_int(repeat->last_date, 365, "last date");
	is_int((long long)repeat->nrungs, 3, "three rungs");
	/* after the first: 0 and 365 days; cy may yet come */
	is_rung(repeat, 1, (struct cs_rung){ 4, 2, 1 }, 182.5, name);
	is_rung(repeat, 2, (struct cs_rung){ 2, 1, 1 }, 30, name);
	is_rung(repeat, 3, (struct cs_rung){ 1, 0, 0 }, __builtin_nan(""),
		name);
	is_int(repeat->second[0] + repeat->second[365], 2,
	       "days to the second purchase");
	/* bob is watched for 265 days, cy for 15 */
	is_int(repeat->censored[265] + repeat->censored[15], 2,
	       "days without one");
}

static void test_whole(void)
{
	struct cs_repeat repeat;

	cs_tally_init(&cs_repeat_tally, &repeat, &all);
	for (size_t i = 0; i < PEOPLE; i++)
		add(&repeat, &all, &people[i]);
	check_all(&repeat, "one tally");
	cs_tally_release(&cs_repeat_tally, &repeat);
}

static void test_merged(void)
{
	for (unsigned split = 0; split < 1u << PEOPLE; split++) {
		struct cs_repeat one, two, sum;
		char name[40];

		if (split % 5 != 0) /* some ways to share four people out */
			continue;
		cs_tally_init(&cs_repeat_tally, &one, &all);
		cs_tally_init(&cs_repeat_tally, &two, &all);
		cs_tally_init(&cs_repeat_tally, &sum, &all);
		for (size_t i = PEOPLE; i-- > 0;)
			add(split >> i & 1 ? &one : &two, &all, &people[i]);
		cs_tally_merge(&cs_repeat_tally, &sum, &one);
		cs_tally_merge(&cs_repeat_tally, &sum, &two);
		snprintf(name, sizeof name, "shared out as %u", split);
		check_all(&sum, name);
		cs_tally_release(&cs_repeat_tally, &one);
		cs_tally_release(&cs_repeat_tally, &two);
		cs_tally_release(&cs_repeat_tally, &sum);
	}
}

/* A window: numbers of purchases still come from all of them. */
static void test_window(void)
{
	const struct cs_repeat_rules late = { .window = { 40, 364 },
					      .as_of = 364,
					      .lapse = &after_64,
					      .span = SPAN };
	struct cs_repeat repeat;

	cs_tally_init(&cs_repeat_tally, &repeat, &late);
	for (size_t i = 0; i < PEOPLE; i++)
		add(&repeat, &late, &people[i]);
	cs_repeat_tally.finish(&repeat, NULL);
	is_int(repeat.customers, 3, "window: dan has no purchase in it");
	is_int(repeat.orders, 3, "one each");
	is_int(repeat.repeat_customers, 1, "ann's was a repeat");
	is_int(repeat.repeat_orders, 1, "her third");
	is_int(repeat.same_day_repeats, 0, "her second is not in it");
	/* cy's refund came before it */
	is_int((long long)repeat.revenue, 11 - 2 + 20 + 30, "revenue");
	is_int((long long)repeat.repeat_revenue, 9, "of ann");
	is_int((long long)repeat.repeat_value, 11, "of repeats");
	is_rung(&repeat, 1, (struct cs_rung){ 2, 0, 1 }, __builtin_nan(""),
		"window");
	is_rung(&repeat, 2, (struct cs_rung){ 0, 0, 0 }, __builtin_nan(""),
		"window");
	is_rung(&repeat, 3, (struct cs_rung){ 1, 0, 0 }, __builtin_nan(""),
		"window");
	is_int(repeat.second[0] + repeat.second[365], 0,
	       "nobody of it came back");
	cs_tally_release(&cs_repeat_tally, &repeat);
}

/* Medians on both sides of the rung behind which there are no histograms; or,
 * where gaps are listed, without any. */
static void test_far_rungs(bool listed)
{
	enum { MOST = CS_RUNG_HISTOGRAMS + 4 };
	struct cs_repeat_rules rules = all;
	struct cs_order orders[MOST];
	struct cs_repeat parts[3], sum;
	long wrong = 0;

	rules.listed = listed;
	cs_tally_init(&cs_repeat_tally, &sum, &rules);
	/* three people who come every 1, 2 and 5 days */
	for (int k = 0; k < 3; k++) {
		struct cs_customer customer = { .purchases = orders,
						.npurchases = MOST };

		for (int i = 0; i < MOST; i++)
			orders[i] =
			    (struct cs_order){ i * (k == 0 ? 5 : k), 0, 1 };
		cs_tally_init(&cs_repeat_tally, &parts[k], &rules);
		cs_repeat_tally.add(&parts[k], &rules, &customer);
		cs_tally_merge(&cs_repeat_tally, &sum, &parts[k]);
		cs_tally_release(&cs_repeat_tally, &parts[k]);
	}
	cs_repeat_tally.finish(&sum, NULL);
	ok((sum.ngap_counts == 0) == listed, "histograms, or none");
	for (size_t n = 1; n < MOST; n++)
		wrong += cs_repeat_median_days(&sum, n) != 2;
	is_int(wrong, 0, "medians of sixty-seven rungs");
	ok(isnan(cs_repeat_median_days(&sum, MOST)),
	   "nobody went on from the last");
	is_int(sum.rungs[MOST - 1].reached, 3, "all reached it");
	cs_tally_release(&cs_repeat_tally, &sum);
}

int main(void)
{
	cs_lapse_lay_out(&after_64, (struct cs_window){ 0, 365 });
	test_whole();
	test_merged();
	test_window();
	test_far_rungs(false);
	test_far_rungs(true);
	cs_lapse_release(&after_64);
	return done_testing();
}
