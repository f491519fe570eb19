/*
 * tally_buying.c - each customer's purchase days, and what refunds take off
 * them: worked out by hand.
 */
#include "tally/buying.h"

#include <stdlib.h>

#include "tap.h"

static const struct cs_buying_rules rules = { .end = 100,
					      .start = 0,
					      .length = 151 };

static struct cs_buyings begin(void)
{
	struct cs_buyings buyings;

	cs_tally_init(&cs_buyings_tally, &buyings, &rules);
	return buyings;
}

static void add(struct cs_buyings *buyings, const struct cs_order *purchases,
		size_t n, const struct cs_order *refunds, size_t nrefunds)
{
	struct cs_customer customer = { .purchases = purchases,
					.npurchases = n,
					.refunds = refunds,
					.nrefunds = nrefunds };

	cs_buyings_tally.add(buyings, &rules, &customer);
}

static void test_days(void)
{
	static const struct cs_order ann[] = {
		{ 10, 0, 5000000 }, { 10, 0, 3000000 },	 { 30, 0, 2000000 },
		{ 60, 0, 1000000 }, { 101, 0, 9000000 }, { 140, 0, 1000000 }
	};
	static const struct cs_order bob[] = { { 100, 0, 4000000 } };
	static const struct cs_order cat[] = { { 120, 0, 4000000 } };
	struct cs_buyings buyings = begin();
	const struct cs_buying *one;

	add(&buyings, ann, 6, NULL, 0);
	add(&buyings, bob, 1, NULL, 0);
	add(&buyings, cat, 1, NULL, 0);
	cs_buyings_tally.finish(&buyings, &rules);
	is_int((long long)buyings.count, 2, "who came after the end is not in");
	one = &buyings.list[0];
	ok(one->purchases == 0 && one->recency == 0 && one->age == 0 &&
	       one->later == 0 && one->value == 4000000,
	   "once, on the last day");
	one = &buyings.list[1];
	ok(one->purchases == 2 && one->recency == 50 && one->age == 90 &&
	       one->later == 2,
	   "days: two after the first, two after the end");
	is_int((long long)one->value, 11000000, "value up to the end");
	is_int((long long)one->first, 8000000, "... of the first day");
	is_int(buyings.merged, 1, "one purchase on a day that had one");
	ok(buyings.gaps[20] == 1 && buyings.gaps[30] == 1 &&
	       buyings.gaps[41] == 0,
	   "gaps up to the end");
	ok(buyings.days[30] == 1 && buyings.days[101] == 1 &&
	       buyings.days[10] == 0 && buyings.days[120] == 0,
	   "days of those who had bought before");
	/* M = 20 / 50: (M - 1/2)^2 = .01, k = .96 / .08 */
	near(cs_buyings_regularity(&buyings), 12, 1e-9, "regularity");
	cs_tally_release(&cs_buyings_tally, &buyings);
}

/* A refund goes off the last day before it, down to 0, then the one before. */
static void test_refunds(void)
{
	static const struct cs_order bought[] = { { 10, 0, 5000000 },
						  { 20, 0, 3000000 },
						  { 30, 0, 7000000 } };
	static const struct cs_order back[] = { { 5, 0, -1000000 },
						{ 25, 0, -4000000 },
						{ 40, 0, -2000000 },
						{ 110, 0, -5000000 } };
	struct cs_buyings buyings = begin();

	add(&buyings, bought, 3, back, 4);
	is_int(buyings.list[0].purchases, 2, "refunds change no count");
	/* 25: 3 of day 20, 1 of day 10; 40: 2 of day 30; 110 is later */
	is_int((long long)buyings.list[0].first, 4000000, "first");
	is_int((long long)buyings.list[0].value, 9000000, "value");
	is_int(buyings.unplaced, 1, "one before any purchase");
	is_int((long long)buyings.unplaced_value, 1000000, "... its value");
	cs_tally_release(&cs_buyings_tally, &buyings);
}

/* What is added in two parts is as if in one. */
static void test_merge(void)
{
	static const struct cs_order bought[] = { { 10, 0, 5000000 },
						  { 10, 0, 1000000 },
						  { 30, 0, 3000000 },
						  { 60, 0, 7000000 } };
	static const struct cs_order back[] = { { 5, 0, -1000000 } };
	struct cs_buyings sum = begin(), part = begin();

	add(&sum, bought, 4, back, 1);
	add(&part, bought, 4, back, 1);
	add(&part, bought, 4, NULL, 0);
	cs_tally_merge(&cs_buyings_tally, &sum, &part);
	is_int((long long)sum.count, 3, "merged: customers");
	is_int(sum.merged, 3, "merged: purchases on a day that had one");
	is_int((long long)sum.unplaced_value, 2000000, "merged: value left");
	is_int(sum.unplaced, 2, "merged: refunds left over");
	is_int(sum.rhythms, 3, "merged: customers with two gaps");
	/* M = 20 / 50: (M - 1/2)^2 = .01, k = .96 / .08 */
	near(cs_buyings_regularity(&sum), 12, 1e-9, "merged: regularity");
	is_int(sum.firsts[10], 3, "merged: first purchases");
	cs_tally_release(&cs_buyings_tally, &sum);
	cs_tally_release(&cs_buyings_tally, &part);
}

/* One customer alone is as in the list, and is found in the rows. */
static void test_alone(void)
{
	static const struct cs_order few[] = { { 10, 0, 5000000 },
					       { 10, 0, 3000000 },
					       { 30, 0, 2000000 } };
	static const struct cs_order once[] = { { 90, 0, 4000000 } };
	static const struct cs_order back[] = { { 40, 0, -3000000 } };
	struct cs_customer customer = { .purchases = few,
					.npurchases = 3,
					.refunds = back,
					.nrefunds = 1 };
	struct cs_buyings buyings = begin();
	struct cs_buying one = cs_buying_of(&rules, &customer);
	struct cs_buying_rows rows;

	add(&buyings, few, 3, back, 1);
	add(&buyings, once, 1, NULL, 0);
	add(&buyings, few, 2, NULL, 0);
	is_int(one.purchases, 1, "alone: days after the first");
	ok(one.recency == 20 && one.age == 90 && one.later == 0, "alone: when");
	is_int((long long)one.value, 7000000, "alone: refunds taken off");
	near(cs_buying_spending(&one, false).mean, 3.5, 1e-12, "alone: mean");
	near(cs_buying_spending(&one, true).n, 0, 0, "alone: nothing later");
	cs_buyings_tally.finish(&buyings, &rules);
	cs_buying_rows_init(&rows, &buyings, false);
	is_int((long long)rows.n, 3, "three histories");
	for (size_t i = 0; i < buyings.count; i++) {
		size_t row = cs_buying_row(&rows, &buyings.list[i]);

		ok(rows.rows[row].purchases == buyings.list[i].purchases &&
		       rows.rows[row].age == buyings.list[i].age &&
		       rows.rows[row].recency == buyings.list[i].recency,
		   "its row");
	}
	cs_buying_rows_release(&rows);
	cs_tally_release(&cs_buyings_tally, &buyings);
}

static void test_rows(void)
{
	static const struct cs_order same[] = { { 10, 0, 5000000 },
						{ 20, 0, 3000000 } };
	static const struct cs_order free_of_charge[] = { { 10, 0, 0 } };
	struct cs_buyings buyings = begin();
	struct cs_buying_rows rows, repeat;

	add(&buyings, same, 2, NULL, 0);
	add(&buyings, free_of_charge, 1, NULL, 0);
	add(&buyings, same, 2, NULL, 0);
	cs_buyings_tally.finish(&buyings, &rules);
	cs_buying_rows_init(&rows, &buyings, false);
	cs_buying_rows_init(&repeat, &buyings, true);
	is_int((long long)rows.n, 2, "two histories of three customers");
	ok(rows.rows[1].weight == 2 && rows.rows[1].purchases == 1 &&
	       rows.rows[1].recency == 10 && rows.rows[1].age == 90,
	   "a row of two");
	ok(rows.first[1] == 1 && rows.first[2] == 3, "their customers");
	ok(rows.spending[0].n == 0, "nothing spent tells no value");
	ok(rows.spending[1].n == 2 && rows.spending[1].mean == 4, "all");
	ok(repeat.spending[1].n == 1 && repeat.spending[1].mean == 3, "repeat");
	cs_buying_rows_release(&rows);
	cs_buying_rows_release(&repeat);
	cs_tally_release(&cs_buyings_tally, &buyings);
}

/* Months from the 31st on: the first ends on the 28th of February. */
static void test_opportunities(void)
{
	/* 1970-01-31, -02-28 and -03-30 (opportunity 1), -03-31 (2), -05-31 */
	static const struct cs_order bought[] = { { 30, 0, 5000000 },
						  { 58, 0, 3000000 },
						  { 88, 0, 4000000 },
						  { 89, 0, 1000000 },
						  { 150, 0, 9000000 } };
	const struct cs_buying_rules monthly = {
		.end = 100, .start = 0, .length = 151, .every = { 0, 1 }
	};
	struct cs_buying_rules ahead = monthly;
	struct cs_customer customer = { .purchases = bought, .npurchases = 5 };
	struct cs_buyings buyings = begin();
	const struct cs_buying *one = buyings.list;

	is_int(cs_buying_spans(30, monthly.every, 57), 1, "a month ends");
	is_int(cs_buying_spans(30, monthly.every, 56), 0, "... not before");
	is_int(cs_buying_spans(30, monthly.every, 88), 2, "two months");
	is_int(cs_buying_spans(30, monthly.every, 20), 0, "none before");
	cs_buyings_tally.add(&buyings, &monthly, &customer);
	one = &buyings.list[0];
	/* by day 100: periods 1 (58 .. 88) */
	ok(one->purchases == 1 && one->recency == 1 && one->age == 1,
	   "one whole opportunity, taken");
	is_int((long long)one->value, 12000000, "with what it brought");
	is_int(one->later, 1, "the next was taken, the last has not ended");
	ok(buyings.days[88] == 1 && buyings.days[118] == 1 &&
	       buyings.firsts[30] == 1,
	   "on their last days");
	is_int(buyings.merged, 0, "days are not merged");
	ahead.ahead = 1;
	cs_buyings_tally.add(&buyings, &ahead, &customer);
	is_int(buyings.list[1].later, 1, "of the one opportunity ahead");
	cs_tally_release(&cs_buyings_tally, &buyings);
}

int main(void)
{
	test_opportunities();
	test_days();
	test_refunds();
	test_merge();
	test_alone();
	test_rows();
	return done_testing();
}
