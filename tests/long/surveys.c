/*
 * surveys.c - do surveys after orders, or of customers, of whom few or many
 * answer, find how many orders left somebody dissatisfied and silent?
 *
 * Shops are drawn whose customers differ in how much they buy, how often an
 * order fails them and whether they complain. All that is asked is answered
 * truthfully or not at all. The truth is that of the shop drawn. Intervals are
 * to hold it in 93 to 97 % of the runs.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/asked.h"
#include "stat/silent.h"

#define RUNS 2000
#define LEVEL .95

static gsl_rng *rng;

enum by { ORDER, CUSTOMER };

struct design {
	const char *name;
	int customers;
	enum by asked_by;
	double asked;
	enum by answered_by;
	double answers;
	bool bare; /* the effect of customers is left out */
};

static const struct design designs[] = {
	{ "15 % of orders, all answer", 3000, ORDER, .15, ORDER, 1 },
	{ "5 % of orders, all answer", 3000, ORDER, .05, ORDER, 1 },
	{ "15 % of orders, 90 % answered", 3000, ORDER, .15, ORDER, .9 },
	{ "15 % of orders, 50 % answered", 3000, ORDER, .15, ORDER, .5 },
	{ "15 % of orders, 10 % answered", 12000, ORDER, .15, ORDER, .1 },
	{ "15 % of orders, 90 % of customers answer", 3000, ORDER, .15,
	  CUSTOMER, .9 },
	{ "15 % of orders, 50 % of customers answer", 3000, ORDER, .15,
	  CUSTOMER, .5 },
	{ "15 % of orders, 10 % of customers answer", 12000, ORDER, .15,
	  CUSTOMER, .1 },
	{ "all orders, 10 % of customers answer", 3000, ORDER, 1, CUSTOMER,
	  .1 },
	{ "20 % of customers, 90 % of them answer", 3000, CUSTOMER, .2,
	  CUSTOMER, .9 },
	{ "20 % of customers, 50 % of them answer", 3000, CUSTOMER, .2,
	  CUSTOMER, .5 },
	{ "20 % of customers, 10 % of them answer", 12000, CUSTOMER, .2,
	  CUSTOMER, .1 },
	{ "20 % of customers, 50 % answered", 3000, CUSTOMER, .2, ORDER, .5 },
	{ "20 % of customers, 50 % of them answer, as if apart", 3000, CUSTOMER,
	  .2, CUSTOMER, .5, true },
};

struct shop {
	struct cs_asked_sums sums;
	int64_t silent; /* orders: the truth */
	int64_t customers, customers_revealed, customers_silent, reached;
};

static bool chance(double p)
{
	return gsl_rng_uniform(rng) < p;
}

static void draw_customer(const struct design *d, struct shop *shop)
{
	double fails = gsl_ran_beta(rng, 1, 6);
	double complains = gsl_ran_beta(rng, 2, 4);
	bool drawn = chance(d->asked), answers = chance(d->answers);
	struct cs_asked_counts c = { 0 };
	int64_t silent = shop->silent;

	c.all = 1 + gsl_ran_poisson(rng, gsl_ran_gamma(rng, .8, 5));
	for (int64_t i = 0; i < c.all; i++) {
		bool failed = chance(fails);
		bool complained = failed && chance(complains);
		bool asked = d->asked_by == ORDER ? chance(d->asked) : drawn;
		bool answered =
		    asked &&
		    (d->answered_by == ORDER ? chance(d->answers) : answers);

		c.asked += asked;
		c.answered += answered;
		c.mute += asked && !answered && !complained;
		c.complained += complained;
		c.revealed += answered && failed;
		c.both += answered && complained;
		shop->silent += failed && !complained;
	}
	cs_asked_add(&shop->sums, &c);
	shop->customers++;
	shop->reached += c.answered > 0;
	shop->customers_revealed += c.revealed > c.both;
	shop->customers_silent += shop->silent > silent;
}

struct score {
	int held;
	double estimate, truth;
};

static void count(struct score *score, const struct cs_silent *got,
		  double truth)
{
	score->held += got->silent_interval.low <= truth &&
		       truth <= got->silent_interval.high;
	score->estimate += got->silent / RUNS;
	score->truth += truth / RUNS;
}

static struct cs_silent of_orders(const struct design *d,
				  const struct cs_asked_sums *sums)
{
	struct cs_asked asked = {
		.asked = sums->sum.answered,
		.revealed = sums->sum.revealed - sums->sum.both,
		.not_asked = sums->sum.all - sums->sum.answered,
		.effect = d->bare ? 1 : cs_asked_effect(sums),
	};

	return cs_silent_proactive(&asked, 1, sums->sum.complained, LEVEL);
}

static struct cs_silent of_lists(const struct design *d,
				 const struct cs_asked_sums *sums)
{
	return cs_silent_two_lists(
	    sums->sum.complained, sums->sum.revealed, sums->sum.both,
	    d->bare ? 1 : cs_lists_effect(sums), LEVEL, NULL);
}

/* The same answers as customers': who was dissatisfied with any order. */
static struct cs_silent of_customers(const struct shop *shop)
{
	struct cs_asked asked = { .asked = shop->reached,
				  .revealed = shop->customers_revealed,
				  .not_asked =
				      shop->customers - shop->reached };

	return cs_silent_proactive(&asked, 1, 0, LEVEL);
}

static void conclude(const struct design *d, const struct score *score,
		     const char *what)
{
	double held = (double)score->held / RUNS;

	printf("# %s, %s: %.4f, mean %.1f of %.1f\n", what, d->name, held,
	       score->estimate, score->truth);
	if (d->bare)
		ok(held < .93, "%s, %s: too short", what, d->name);
	else
		ok(held >= .93 && held <= .97, "%s, %s: 93 to 97 %%", what,
		   d->name);
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t i = 0; i < sizeof designs / sizeof *designs; i++) {
		const struct design *d = &designs[i];
		struct score orders = { 0 }, lists = { 0 }, customers = { 0 };
		int by_order = 0;

		gsl_rng_set(rng, 700 + i);
		for (int run = 0; run < RUNS; run++) {
			struct shop shop = { 0 };
			struct cs_silent got;

			for (int k = 0; k < d->customers; k++)
				draw_customer(d, &shop);
			by_order += cs_asked_by_order(&shop.sums);
			got = of_orders(d, &shop.sums);
			count(&orders, &got, (double)shop.silent);
			got = of_lists(d, &shop.sums);
			count(&lists, &got, (double)shop.silent);
			got = of_customers(&shop);
			count(&customers, &got, (double)shop.customers_silent);
		}
		conclude(d, &orders, "proactive");
		conclude(d, &lists, "two lists");
		printf("# read as customers': %.1f of %.1f\n",
		       customers.estimate, customers.truth);
		ok(by_order == RUNS, "%s: told to be of orders", d->name);
	}
	gsl_rng_free(rng);
	return done_testing();
}
