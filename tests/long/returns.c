/*
 * returns.c - by how much more customers come back after early deliveries than
 * after those on time: do cs-contacts' intervals hold, where it is as much, and
 * customers count with several orders?
 *
 * Customers buy at rates that differ as a gamma distribution of shape 1; each
 * order comes on the day after it was placed, and was promised for that day or
 * the next. Which of both goes by lot, by the customer, or mostly by the
 * customer. RUNS shops of fixed seeds; beside it the intervals that take orders
 * for independent.
 */
#include "app/tables.h"
#include "contacts/study.h"

#include "tap.h"

#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

enum { RUNS = 1000, DAYS = 500, BEGIN = 100, MOST = 400 };

static gsl_rng *rng;

static struct contacts_options options = { .repurchase = { .days = 60 },
					   .adjust = true };
static const struct contacts_rules rules = {
	.options = &options,
	.now = (int64_t)(BEGIN + DAYS) * CS_DAY_SECONDS,
	.end = (int64_t)(BEGIN + DAYS) * CS_DAY_SECONDS,
};

struct design {
	const char *name;
	size_t customers;
	double early; /* share of orders */
	double own;   /* share of customers whose orders are all alike */
	bool misses;  /* as if orders were independent */
};

static const struct design designs[] = {
	{ "by lot, 50 customers", 50, .5, 0, false },
	{ "by lot, 300 customers", 300, .5, 0, false },
	{ "one in five by lot, 300 customers", 300, .2, 0, false },
	{ "by customer, 50 customers", 50, .5, 1, true },
	{ "by customer, 300 customers", 300, .5, 1, true },
	{ "one in five by customer, 300 customers", 300, .2, 1, true },
	{ "half by customer, 300 customers", 300, .5, .5, true },
};

/* --- a customer --------------------------------------------------------- */

struct person {
	struct cs_fulfilment fulfilments[MOST];
	struct cs_order purchases[MOST];
	struct cs_customer customer;
};

static void draw(const struct design *d, struct person *person)
{
	double mean = 60 / gsl_ran_gamma(rng, 1, 1);
	bool own = gsl_rng_uniform(rng) < d->own;
	bool early = gsl_rng_uniform(rng) < d->early;
	double at = gsl_ran_exponential(rng, mean);
	uint32_t n = 0;

	for (; at < DAYS && n < MOST; at += gsl_ran_exponential(rng, mean)) {
		cs_day day = BEGIN + (cs_day)at;
		bool is_early = own ? early : gsl_rng_uniform(rng) < d->early;

		person->fulfilments[n] = (struct cs_fulfilment){
			.placed = (int64_t)day * CS_DAY_SECONDS,
			.delivered = CS_NO_MOMENT,
			.ready = CS_NO_MOMENT,
			.shipped = CS_NO_MOMENT,
			.promised = day + 1,
			.delivered_day = is_early ? day : day + 1,
		};
		person->purchases[n] =
		    (struct cs_order){ .day = day, .tag = n };
		n++;
	}
	person->customer = (struct cs_customer){
		.purchases = person->purchases,
		.fulfilments = person->fulfilments,
		.npurchases = n,
	};
}

/* --- a shop ------------------------------------------------------------- */

struct shop {
	struct person *people;
	struct deliveries deliveries;
	struct return_spread spread;
};

static void tally(const struct design *d, struct shop *shop)
{
	const struct cs_waits *waits = &shop->deliveries.returns;
	struct return_terms *terms;

	cs_tally_init(&delivery_tally, &shop->deliveries, &rules);
	for (size_t i = 0; i < d->customers; i++) {
		draw(d, &shop->people[i]);
		delivery_tally.add(&shop->deliveries, &rules,
				   &shop->people[i].customer);
	}
	terms = return_terms_new(&rules, &waits, 1, ON_TIME);
	return_terms_adjust(terms, 0, shop->deliveries.numbers);
	cs_tally_init(&delivery_spread_tally, &shop->spread, terms);
	for (size_t i = 0; i < d->customers; i++)
		delivery_spread_tally.add(&shop->spread, terms,
					  &shop->people[i].customer);
	return_terms_free(terms);
}

enum method { CURVES, NUMBERED, PLAIN_CURVES, PLAIN_NUMBERED, NMETHODS };

static void compare(const struct shop *shop, struct return_comparison c[])
{
	const struct deliveries *all = &shop->deliveries;
	const struct return_count *numbers[] = { all->numbers[EARLY],
						 all->numbers[ON_TIME] };
	struct cs_wait_curve early =
	    cs_waits_curve(&all->returns, EARLY, CS_LEVEL);
	struct cs_wait_curve on_time =
	    cs_waits_curve(&all->returns, ON_TIME, CS_LEVEL);

	c[CURVES] =
	    compare_class(&rules, &early, &on_time, NULL, &shop->spread, EARLY);
	c[NUMBERED] = compare_class(&rules, &early, &on_time, numbers,
				    &shop->spread, EARLY);
	c[PLAIN_CURVES] = compare_returns(&rules, &early, &on_time);
	c[PLAIN_NUMBERED] = compare_counts(numbers[0], numbers[1], NULL);
	cs_wait_curve_release(&early);
	cs_wait_curve_release(&on_time);
}

static void try_design(const struct design *d)
{
	int held[NMETHODS] = { 0 }, all[NMETHODS] = { 0 }, refused[2] = { 0 };
	double width[NMETHODS] = { 0 }, share[NMETHODS];
	struct return_comparison c[NMETHODS];
	struct shop shop;

	shop.people = calloc(d->customers, sizeof *shop.people);
	for (int run = 0; run < RUNS; run++) {
		tally(d, &shop);
		compare(&shop, c);
		for (int m = 0; m < NMETHODS; m++) {
			struct cs_interval i = c[m].interval;

			if (isnan(i.low))
				continue;
			all[m]++;
			held[m] += i.low <= 0 && i.high >= 0;
			width[m] += i.high - i.low;
			if (m < 2)
				refused[m] += c[m].p_value < .05;
		}
		cs_tally_release(&delivery_tally, &shop.deliveries);
	}
	free(shop.people);
	for (int m = 0; m < NMETHODS; m++)
		share[m] = (double)held[m] / all[m];
	ok(share[CURVES] > .93 && share[CURVES] < .97,
	   "%s: held %.4f of %d, %.3f wide; as if independent %.4f, %.3f",
	   d->name, share[CURVES], all[CURVES], width[CURVES] / all[CURVES],
	   share[PLAIN_CURVES], width[PLAIN_CURVES] / all[PLAIN_CURVES]);
	ok(share[NUMBERED] > .93 && share[NUMBERED] < .97,
	   "... of one number %.4f of %d, %.3f; %.4f, %.3f", share[NUMBERED],
	   all[NUMBERED], width[NUMBERED] / all[NUMBERED],
	   share[PLAIN_NUMBERED], width[PLAIN_NUMBERED] / all[PLAIN_NUMBERED]);
	ok(refused[0] < .09 * all[CURVES] && refused[1] < .08 * all[NUMBERED],
	   "... refused at .05: %.4f; %.4f", (double)refused[0] / all[CURVES],
	   (double)refused[1] / all[NUMBERED]);
	if (d->misses)
		ok(share[PLAIN_CURVES] < .92 && share[PLAIN_NUMBERED] < .93,
		   "... as if independent misses");
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t i = 0; i < sizeof designs / sizeof *designs; i++)
		try_design(&designs[i]);
	gsl_rng_free(rng);
	return done_testing();
}
