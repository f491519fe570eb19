/*
 * rankscore.c - does the log-rank test of clusters keep its level?
 *
 * Customers buy at rates that differ as a gamma distribution of shape 1, and
 * each of their orders is of one of two or five groups, which change nothing:
 * by lot for each order, or the customer's own for all. Each order is followed
 * to the customer's next, or to the end. RUNS samples of fixed seeds; beside it
 * the test that takes orders for independent.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/rankscore.h"

enum { RUNS = 2000, DAYS = 365, MOST_ORDERS = 100000, MOST_GROUPS = 5 };

static gsl_rng *rng;

struct design {
	const char *name;
	size_t customers, groups;
	bool own;	  /* groups go by customer */
	double low, high; /* refused at .05 */
};

static const struct design designs[] = {
	{ "two groups by lot, of 20 customers", 20, 2, false, .03, .09 },
	{ "two groups by lot, of 100", 100, 2, false, .03, .08 },
	{ "two groups by lot, of 400", 400, 2, false, .03, .07 },
	{ "two groups by customer, of 20", 20, 2, true, .03, .10 },
	{ "two groups by customer, of 100", 100, 2, true, .03, .08 },
	{ "two groups by customer, of 400", 400, 2, true, .03, .07 },
	{ "five groups by lot, of 20", 20, 5, false, .01, .08 },
	{ "five groups by lot, of 100", 100, 5, false, .03, .08 },
	{ "five groups by customer, of 40", 40, 5, true, .01, .11 },
	{ "five groups by customer, of 100", 100, 5, true, .03, .11 },
	{ "five groups by customer, of 400", 400, 5, true, .03, .08 },
};

/* --- a sample ----------------------------------------------------------- */

struct order {
	size_t customer, group;
	int days; /* to the next, or to the end */
	bool event;
};

static struct order orders[MOST_ORDERS];
static size_t norders;

static void draw(const struct design *d)
{
	norders = 0;
	for (size_t c = 0; c < d->customers; c++) {
		double mean = 60 / gsl_ran_gamma(rng, 1, 1);
		size_t own = gsl_rng_uniform_int(rng, d->groups);
		double at = gsl_ran_exponential(rng, mean);

		while (at < DAYS && norders < MOST_ORDERS) {
			double next = at + gsl_ran_exponential(rng, mean);
			int end = next < DAYS ? (int)next : DAYS;

			orders[norders++] = (struct order){
				c,
				d->own ? own
				       : gsl_rng_uniform_int(rng, d->groups),
				end - (int)at,
				next < DAYS,
			};
			at = next;
		}
	}
}

static double times[DAYS + 1];
static int64_t events[MOST_GROUPS][DAYS + 1], censored[MOST_GROUPS][DAYS + 1];

static void count(size_t groups, struct cs_spans *spans)
{
	memset(events, 0, sizeof events);
	memset(censored, 0, sizeof censored);
	for (size_t g = 0; g < groups; g++)
		spans[g] = (struct cs_spans){ DAYS + 1,	   times, events[g],
					      censored[g], NULL,  0 };
	for (size_t i = 0; i < norders; i++) {
		const struct order *o = &orders[i];

		(o->event ? events : censored)[o->group][o->days]++;
		spans[o->group].start++;
	}
}

/* --- the tests ---------------------------------------------------------- */

static void add_products(const double *u, size_t k, double *v)
{
	for (size_t g = 0; g < k; g++)
		for (size_t h = 0; h < k; h++)
			v[g * k + h] += u[g] * u[h];
}

static double clustered(const struct cs_spans *spans, size_t k)
{
	struct cs_rank_terms *terms = cs_rank_terms_new(spans, k);
	double z[MOST_GROUPS], u[MOST_GROUPS] = { 0 },
			       v[MOST_GROUPS * MOST_GROUPS] = { 0 };

	if (terms == NULL)
		return NAN;
	for (size_t i = 0; i < norders; i++) {
		const struct order *o = &orders[i];

		if (i > 0 && o->customer != orders[i - 1].customer) {
			add_products(u, k, v);
			memset(u, 0, sizeof u);
		}
		cs_rank_terms_add(terms, o->group, o->days, o->event, u);
	}
	add_products(u, k, v);
	cs_rank_scores(spans, k, CS_LOG_RANK, z);
	cs_rank_terms_free(terms);
	return cs_rank_clustered(z, v, k).p_value;
}

static void try_design(const struct design *d)
{
	struct cs_spans spans[MOST_GROUPS];
	int refused = 0, plain = 0, all = 0;
	double share;

	for (int run = 0; run < RUNS; run++) {
		double p;

		draw(d);
		count(d->groups, spans);
		p = clustered(spans, d->groups);
		if (isnan(p))
			continue;
		all++;
		refused += p < .05;
		plain +=
		    cs_rank_test(spans, d->groups, CS_LOG_RANK).p_value < .05;
	}
	share = (double)refused / all;
	ok(share > d->low && share < d->high,
	   "%s: refused %.4f; as if independent %.4f", d->name, share,
	   (double)plain / all);
	if (d->own)
		ok((double)plain / all > .12, "... which misses");
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (int day = 0; day <= DAYS; day++)
		times[day] = day;
	for (size_t i = 0; i < sizeof designs / sizeof *designs; i++)
		try_design(&designs[i]);
	gsl_rng_free(rng);
	return done_testing();
}
