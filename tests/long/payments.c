/*
 * payments.c - orders that do not fall due: do lapse rates by payment, weighted
 * by the chance to have been watched so long, mean what they say of all
 * customers, quick and slow?
 *
 * A customer buys with a rate of its own, gamma distributed, leaves after each
 * purchase with a chance that may be the higher the slower it is, and lapses by
 * a silence of more than LIMIT days. The truth is that of LIVES customers who
 * are watched to their lapse; shops are watched for a year or two. A share of
 * the runs has itself a standard error of half a per cent, of the large shops
 * .7.
 */
#include "tap.h"

#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/lifetable.h"
#include "tally/lapses.h"
#include "tally/weights.h"

enum { LIMIT = 90, LIVES = 2000000, ROWS = 20, MOST = 1000 };

static const int judged[] = { 1, 3, 10 };
#define NJUDGED (sizeof judged / sizeof *judged)

struct shop {
	const char *name;
	int days;
	double growth;	 /* entries grow by exp(growth) from begin to end */
	double shape;	 /* of the gamma distribution of rates */
	double mean_gap; /* days, of a customer with the mean rate */
	double leaves;	 /* chance after a purchase, at that rate; */
	double slow;	 /* times (mean rate / own rate)^slow, at most .9 */
};

struct truth {
	double hazard[ROWS + 1], survival[ROWS + 1];
};

static gsl_rng *rng;

struct habit {
	double gap, leaves;
};

static struct habit draw_habit(const struct shop *shop)
{
	double slowness = 1 / gsl_ran_gamma(rng, shop->shape, 1 / shop->shape);
	double leaves = shop->leaves * pow(slowness, shop->slow);

	return (struct habit){ shop->mean_gap * slowness,
			       leaves < .9 ? leaves : .9 };
}

static bool leaves(const struct habit *habit)
{
	return gsl_rng_uniform(rng) < habit->leaves;
}

static struct truth find_truth(const struct shop *shop)
{
	struct truth truth = { { 0 }, { 1 } };
	long reached[ROWS + 1] = { 0 }, lapsed[ROWS + 1] = { 0 };

	for (long i = 0; i < LIVES; i++) {
		struct habit habit = draw_habit(shop);
		double at = gsl_rng_uniform(rng), next;

		for (int n = 1; n <= ROWS; n++, at = next) {
			bool gone = leaves(&habit);

			next = at + gsl_ran_exponential(rng, habit.gap);
			gone = gone || (int)next - (int)at > LIMIT;
			reached[n]++;
			lapsed[n] += gone;
			if (gone)
				break;
		}
	}
	for (int n = 1; n <= ROWS; n++) {
		truth.hazard[n] = (double)lapsed[n] / (double)reached[n];
		truth.survival[n] =
		    truth.survival[n - 1] * (1 - truth.hazard[n]);
	}
	return truth;
}

/* The day, from 0, on which somebody begins. */
static double draw_entry(const struct shop *shop)
{
	double u = gsl_rng_uniform(rng);

	return shop->growth > 0
		   ? shop->days * log1p(u * expm1(shop->growth)) / shop->growth
		   : shop->days * u;
}

/* What a customer buys until the data end; returns how often. */
static size_t draw_orders(const struct shop *shop, struct cs_order *orders)
{
	struct habit habit = draw_habit(shop);
	double at = draw_entry(shop);
	size_t n = 0;

	while (at < shop->days && n < MOST) {
		orders[n++].day = (cs_day)at;
		if (leaves(&habit))
			break;
		at += gsl_ran_exponential(rng, habit.gap);
	}
	return n;
}

struct book {
	struct cs_order *orders;
	struct cs_customer *customers;
	size_t n;
};

static void draw_book(const struct shop *shop, struct book *book)
{
	size_t used = 0;

	for (size_t i = 0; i < book->n; i++) {
		struct cs_customer *customer = &book->customers[i];

		customer->purchases = &book->orders[used];
		customer->npurchases = draw_orders(shop, &book->orders[used]);
		used += customer->npurchases;
	}
}

static size_t find_rows(const struct book *book, struct cs_lapse *lapse,
			struct cs_life_row *rows)
{
	struct cs_lapse_rules rules = { .window = { CS_DAY_MIN, CS_DAY_MAX },
					.lapse = lapse };
	struct cs_watched watched;
	struct cs_weights weights;
	struct cs_lapses lapses;
	size_t n;

	cs_tally_init(&cs_watched_tally, &watched, &rules);
	for (size_t i = 0; i < book->n; i++)
		cs_watched_tally.add(&watched, &rules, &book->customers[i]);
	cs_weights_make(&weights, &watched, &rules);
	rules.weights = &weights;
	cs_tally_init(&cs_lapses_tally, &lapses, &rules);
	for (size_t i = 0; i < book->n; i++)
		cs_lapses_tally.add(&lapses, &rules, &book->customers[i]);
	n = lapses.ncounts < ROWS ? lapses.ncounts : ROWS;
	cs_life_table(lapses.counts, lapses.sums, n, .95, CS_CONF_LOG_LOG,
		      rows);
	cs_tally_release(&cs_watched_tally, &watched);
	cs_tally_release(&cs_lapses_tally, &lapses);
	cs_weights_release(&weights);
	return n;
}

/* The rule over the days of a shop. */
static struct cs_lapse lay_out(const struct shop *shop)
{
	struct cs_lapse lapse = { .kind = CS_LAPSE_GIVEN,
				  .span = { .days = LIMIT } };

	cs_lapse_lay_out(&lapse, (struct cs_window){ 0, shop->days - 1 });
	return lapse;
}

static bool contains(struct cs_interval interval, double truth)
{
	return interval.low <= truth && truth <= interval.high;
}

/* Sums over the runs of one row. */
struct row {
	int seen, hazard, survival; /* runs; in which the interval held */
	double rate, reach;
};

static void add_run(struct row *sums, const struct cs_life_row *rows, size_t n,
		    const struct truth *truth)
{
	for (size_t i = 1; i <= n; i++) {
		const struct cs_life_row *row = &rows[i - 1];

		if (isnan(row->survival_interval.low) || isnan(row->hazard))
			continue;
		sums[i].seen++;
		sums[i].rate += row->hazard;
		sums[i].reach += row->within_reach;
		sums[i].hazard +=
		    contains(row->hazard_interval, truth->hazard[i]);
		sums[i].survival +=
		    contains(row->survival_interval, truth->survival[i]);
	}
}

static void run(const struct shop *shop, size_t customers, int runs,
		const struct truth *truth, struct row *sums)
{
	struct cs_lapse lapse = lay_out(shop);
	struct cs_life_row rows[ROWS];
	struct book book = {
		calloc(customers * 100 + MOST, sizeof *book.orders),
		calloc(customers, sizeof *book.customers), customers
	};

	for (int i = 0; i < runs; i++) {
		gsl_rng_set(rng, (unsigned long)i + 1);
		draw_book(shop, &book);
		add_run(sums, rows, find_rows(&book, &lapse, rows), truth);
	}
	free(book.orders);
	free(book.customers);
	cs_lapse_release(&lapse);
}

static void judge(const char *what, int held, int seen)
{
	double share = (double)held / seen;

	ok(share >= .93 && share <= .97, "%s: %.4f", what, share);
}

static void test_shop(const struct shop *shop)
{
	static const struct {
		size_t customers;
		int runs;
	} sizes[] = { { 200, 2000 }, { 2000, 2000 }, { 20000, 1000 } };
	struct truth truth;

	gsl_rng_set(rng, 0);
	truth = find_truth(shop);
	for (size_t s = 0; s < 3; s++) {
		struct row sums[ROWS + 1] = { { 0 } };
		char name[80];

		run(shop, sizes[s].customers, sizes[s].runs, &truth, sums);
		for (size_t j = 0; j < NJUDGED; j++) {
			int n = judged[j];
			const struct row *row = &sums[n];

			snprintf(name, sizeof name,
				 "%s, %zu customers, payment %d", shop->name,
				 sizes[s].customers, n);
			printf("# %s: rate %.4f for %.4f, within reach %.3f\n",
			       name, row->rate / row->seen, truth.hazard[n],
			       row->reach / row->seen);
			judge(named("%s: lapse rate", name), row->hazard,
			      row->seen);
			judge(named("%s: still there", name), row->survival,
			      row->seen);
		}
	}
}

/*
 * A year of a shop that nobody leaves, and half of whom buy less than once in
 * 60 days: who is slow cannot come to the tenth payment. The row says so.
 */
static void test_out_of_reach(void)
{
	const struct shop shop = { "slow", 366, 0, 2, 50, 0, 0 };
	struct row sums[ROWS + 1] = { { 0 } };
	struct truth truth;

	gsl_rng_set(rng, 0);
	truth = find_truth(&shop);
	run(&shop, 20000, 100, &truth, sums);
	for (int n = 1; n <= ROWS; n++) {
		double rate = sums[n].rate / sums[n].seen;
		double reach = sums[n].reach / sums[n].seen;

		printf("# payment %2d: rate %.4f for %.4f, within reach %.3f\n",
		       n, rate, truth.hazard[n], reach);
		if (reach >= .9)
			ok(rate > .75 * truth.hazard[n] &&
			       rate < 1.1 * truth.hazard[n],
			   "payment %d is within reach, and near", n);
		else
			ok(n >= 8, "payment %d is marked", n);
	}
}

int main(void)
{
	static const struct shop shops[] = {
		{ "even", 731, 0, 2, 20, .1, 0 },
		{ "growing", 731, 2.5, 2, 20, .1, 0 },
		{ "growing, the slow leave more", 731, 2.5, 2, 15, .08, .7 },
	};

	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t i = 0; i < sizeof shops / sizeof *shops; i++)
		test_shop(&shops[i]);
	test_out_of_reach();
	gsl_rng_free(rng);
	return done_testing();
}
