/*
 * moved.c - how often does a figure of cs-report move beyond its interval by
 * chance alone?
 *
 * A share of .3, with Wilson's interval, of 1,000 customers; then of these with
 * others who are no different, until a share `new` of all is new. The
 * difference has the variance of the first times `new`, so that it should
 * happen with 2 Phi(-1.96 / sqrt(new)). Two samples that have nobody in common
 * differ by sqrt(2) of a standard error.
 */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>

#include "reports/figures.h"
#include "stat/proportion.h"
#include "tap.h"

#define RUNS 100000
#define CUSTOMERS 1000
#define SHARE .3

static gsl_rng *rng;

static struct figure figure_of(unsigned events, unsigned customers)
{
	struct cs_interval interval = cs_wilson(events, customers, .95);

	return (struct figure){ .table = "",
				.row = "",
				.column = "",
				.value = (double)events / customers,
				.low = interval.low,
				.high = interval.high };
}

static bool moves(struct figure before, struct figure now)
{
	struct asked old = { .command = "" }, new = { .command = "" };
	struct figures then = {
		.list = &before, .count = 1, .blocks = &old, .nblocks = 1
	};
	struct figures here = {
		.list = &now, .count = 1, .blocks = &new, .nblocks = 1
	};
	struct comparison found = figures_compare(&here, &then);

	if (found.compared != 1)
		exit(1);
	return found.moved == 1;
}

static double share_new(double new)
{
	unsigned others = (unsigned)(CUSTOMERS * new / (1 - new) + .5);
	int moved = 0;

	for (int i = 0; i < RUNS; i++) {
		unsigned old = gsl_ran_binomial(rng, SHARE, CUSTOMERS);
		unsigned all = old + gsl_ran_binomial(rng, SHARE, others);

		moved += moves(figure_of(old, CUSTOMERS),
			       figure_of(all, CUSTOMERS + others));
	}
	return (double)moved / RUNS;
}

static double share_apart(void)
{
	int moved = 0;

	for (int i = 0; i < RUNS; i++)
		moved +=
		    moves(figure_of(gsl_ran_binomial(rng, SHARE, CUSTOMERS),
				    CUSTOMERS),
			  figure_of(gsl_ran_binomial(rng, SHARE, CUSTOMERS),
				    CUSTOMERS));
	return (double)moved / RUNS;
}

int main(void)
{
	static const double new[] = { .01, .1, .25, .5 };
	double apart;

	rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(rng, 1);
	for (size_t i = 0; i < sizeof new / sizeof *new; i++) {
		double got = share_new(new[i]);
		double want = 2 * gsl_cdf_ugaussian_P(-1.96 / sqrt(new[i]));

		printf("# %g new: %.5f, by the formula %.5f\n", new[i], got,
		       want);
		ok(fabs(got - want) < .0015, "%g of all are new", new[i]);
	}
	apart = share_apart();
	printf("# nobody in common: %.5f\n", apart);
	ok(fabs(apart - 2 * gsl_cdf_ugaussian_P(-1.96 / sqrt(2))) < .01,
	   "nobody in common");
	gsl_rng_free(rng);
	return done_testing();
}
