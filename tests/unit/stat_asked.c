/* stat_asked.c - surveys that follow orders: what is counted, effects. */
#include "tap.h"

#include "stat/asked.h"

/* So many customers alike. */
static void add(struct cs_asked_sums *sums, int times,
		struct cs_asked_counts customer)
{
	for (int i = 0; i < times; i++)
		cs_asked_add(sums, &customer);
}

static void test_by_order(void)
{
	struct cs_asked_sums lot = { 0 }, once = { 0 }, half = { 0 };

	/* half of the orders of two: (20 / 40)^2 of 40 pairs are 10 */
	add(&lot, 5, (struct cs_asked_counts){ .all = 2, .asked = 2 });
	add(&lot, 10, (struct cs_asked_counts){ .all = 2, .asked = 1 });
	add(&lot, 5, (struct cs_asked_counts){ .all = 2 });
	ok(cs_asked_by_order(&lot), "as many pairs as by lot");
	add(&once, 20, (struct cs_asked_counts){ .all = 2, .asked = 1 });
	ok(!cs_asked_by_order(&once), "each customer once");
	/* 22 of 44 orders: of 44 pairs 11 are expected; there are 4, then 6 */
	add(&half, 2, (struct cs_asked_counts){ .all = 2, .asked = 2 });
	add(&half, 18, (struct cs_asked_counts){ .all = 2, .asked = 1 });
	add(&half, 2, (struct cs_asked_counts){ .all = 2 });
	ok(!cs_asked_by_order(&half), "a few asked twice");
	add(&half, 1, (struct cs_asked_counts){ .all = 2, .asked = 2 });
	add(&half, 1, (struct cs_asked_counts){ .all = 2 });
	ok(cs_asked_by_order(&half), "half as many as by lot are enough");
	ok(!cs_asked_by_order(&(struct cs_asked_sums){ 0 }), "nobody");
}

/*
 * Ten customers of forty answer for both of their orders, five of them silent
 * about both. p is 1/2, the sum of e^2 over orders 20 / 4, over customers 10:
 * an effect of 2, as s and q are both 1/4.
 */
static void test_clusters(void)
{
	struct cs_asked_sums sums = { 0 };

	add(&sums, 5,
	    (struct cs_asked_counts){ .all = 2, .answered = 2, .revealed = 2 });
	add(&sums, 5, (struct cs_asked_counts){ .all = 2, .answered = 2 });
	add(&sums, 30, (struct cs_asked_counts){ .all = 2 });
	near(cs_asked_effect(&sums), 2, 1e-12, "customers who are of a mind");
	is_int(sums.sum.all, 80, "orders");
}

/*
 * A lot: one answer of two from 20 of 40, two from 10, of which as in clusters
 * above half are silent. s is 1/2, q 20 / 80: 1 - s^2 / q is 0.
 */
static void test_lot(void)
{
	struct cs_asked_sums sums = { 0 };

	add(&sums, 5,
	    (struct cs_asked_counts){ .all = 2, .answered = 2, .revealed = 2 });
	add(&sums, 5, (struct cs_asked_counts){ .all = 2, .answered = 2 });
	add(&sums, 10,
	    (struct cs_asked_counts){ .all = 2, .answered = 1, .revealed = 1 });
	add(&sums, 10, (struct cs_asked_counts){ .all = 2, .answered = 1 });
	add(&sums, 10, (struct cs_asked_counts){ .all = 2 });
	near(cs_asked_effect(&sums), 1, 1e-12, "orders drawn by lot");
}

static void test_no_effect(void)
{
	struct cs_asked_sums none = { 0 }, satisfied = { 0 }, every = { 0 };

	near(cs_asked_effect(&none), 1, 0, "no orders");
	near(cs_lists_effect(&none), 1, 0, "no lists");
	add(&satisfied, 9, (struct cs_asked_counts){ .all = 3, .answered = 2 });
	near(cs_asked_effect(&satisfied), 1, 0, "all are satisfied");
	add(&every, 4,
	    (struct cs_asked_counts){ .all = 2, .answered = 2, .revealed = 1 });
	near(cs_asked_effect(&every), 1, 0, "nothing is left to tell");
}

/*
 * Of five customers two orders are on both lists, of five two on one, of five
 * two on the other: n1 and n2 are 20, m 10. (x + y - w)^2 - x y
 * is (.1 + .1 - .2)^2 - .1^2 of each of the first, .1^2 of each of the others:
 * together .05, over 10 10 / (10 20 20), which is .025.
 */
static void test_lists(void)
{
	struct cs_asked_sums two = { 0 }, one = { 0 };

	add(&two, 5,
	    (struct cs_asked_counts){
		.revealed = 2, .complained = 2, .both = 2 });
	add(&two, 5, (struct cs_asked_counts){ .complained = 2 });
	add(&two, 5, (struct cs_asked_counts){ .revealed = 2 });
	near(cs_lists_effect(&two), 2, 1e-12, "lists of customers");
	/* R: (qt(.975, 10) / qnorm(.975))^2 */
	near(cs_lists_spread_effect(&two, (struct cs_spread){ .1, 10 }, .95),
	     2 * 1.2923743232612981, 1e-6, "... of clusters, with t");
	ok(isnan(cs_lists_spread_effect(&two, (struct cs_spread){ 0, 0 }, .95)),
	   "... of too few");
	add(&one, 3, (struct cs_asked_counts){ .complained = 1 });
	add(&one, 4, (struct cs_asked_counts){ .revealed = 1 });
	add(&one, 2,
	    (struct cs_asked_counts){
		.revealed = 1, .complained = 1, .both = 1 });
	near(cs_lists_effect(&one), 1, 1e-12, "an order each");
}

/*
 * Slices of which all answer or nobody, so that s and q are both 1/4: nothing
 * is taken off. Of 100 answers 20 are silent: V is (400 / 100)^2 100 .2 .8.
 */
static void test_slices(void)
{
	const struct cs_asked asked = { 100, 20, 300, 1 };
	const struct cs_asked none = { 100, 0, 300, 1 };
	struct cs_asked_sums sums = { 0 };
	double twice = sqrt(2 * 16 * 100 * .2 * .8) / 400;
	double by_t = 1.2923743232612981;

	add(&sums, 5,
	    (struct cs_asked_counts){
		.all = 20, .answered = 20, .revealed = 4 });
	add(&sums, 15, (struct cs_asked_counts){ .all = 20 });
	near(cs_asked_spread_effect(&asked, 1, &sums,
				    (struct cs_spread){ twice, 10 }, 20, .95),
	     2 * by_t, 1e-6, "twice the variance, with t");
	near(cs_asked_spread_effect(&asked, 1, &sums,
				    (struct cs_spread){ twice / 2, 10 }, 20,
				    .95),
	     by_t, 1e-6, "never less than of customers apart");
	near(cs_asked_spread_effect(&none, 1, &sums, (struct cs_spread){ 0, 0 },
				    20, .95),
	     5, 1e-12, "nobody silent: 20 slices say as much as 20");
	ok(isnan(cs_asked_spread_effect(&asked, 1, &sums,
					(struct cs_spread){ NAN, 0 }, 20, .95)),
	   "not known");
}

int main(void)
{
	test_by_order();
	test_clusters();
	test_lot();
	test_no_effect();
	test_lists();
	test_slices();
	return done_testing();
}
