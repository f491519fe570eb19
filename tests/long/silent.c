/*
 * silent.c - do the estimates of the silent find them?
 *
 * Populations in which everybody's satisfaction is known are drawn RUNS times a
 * design, each design with a fixed seed of its own. The truth is that of the
 * very population drawn, not of the law behind it. A nominal 95 % interval is
 * to cover it in 93 to 97 % of the runs, where at least 30 events are expected;
 * other designs are measured and printed. At last every assumption is broken on
 * purpose, and the estimate has to go wrong in the direction the manual says.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/silent.h"

#define RUNS 2000
#define LEVEL .95

static gsl_rng *rng;

/* What became of a design so far. */
struct tally {
	int covered;
	double estimate, truth;
};

/* An interval that is NaN contains nothing and counts as a miss. */
static void count(struct tally *tally, double estimate,
		  struct cs_interval interval, double truth)
{
	tally->covered += interval.low <= truth && truth <= interval.high;
	tally->estimate += estimate / RUNS;
	tally->truth += truth / RUNS;
}

static double report(const struct tally *tally, const char *design)
{
	double share = (double)tally->covered / RUNS;

	printf("# %s: %.4f, mean %.1f of %.1f\n", design, share,
	       tally->estimate, tally->truth);
	return share;
}

static void conclude(const struct tally *tally, bool judged, const char *design)
{
	double share = report(tally, design);

	if (judged)
		ok(share >= .93 && share <= .97, "%s covers 93 to 97 %%",
		   design);
}

/* The estimate is off by a tenth or more, upwards or downwards. */
static void is_biased(const struct tally *tally, bool up, const char *design)
{
	double ratio = tally->estimate / tally->truth;

	report(tally, design);
	ok(up ? ratio > 1.1 : ratio < .9, "%s: too %s", design,
	   up ? "high" : "low");
}

/* --- proactive contacts */

struct round {
	unsigned customers;
	double asked, silent; /* shares */
};

/*
 * As many are silent as chance has it, of these as many asked; all that the
 * estimate does not know of a population is who it is made of. Returns the
 * silent.
 */
static double draw_asked(const struct round *round, struct cs_asked *stratum)
{
	unsigned n = round->customers;
	unsigned silent = gsl_ran_binomial(rng, round->silent, n);
	unsigned asked = (unsigned)lround(round->asked * n);

	*stratum = (struct cs_asked){
		.asked = asked,
		.not_asked = n - asked,
		.revealed =
		    gsl_ran_hypergeometric(rng, silent, n - silent, asked),
	};
	return silent;
}

static void proactive(const struct round *rounds, size_t n, bool judged,
		      const char *design)
{
	static const int complainers = 60;
	struct tally tally = { 0 };
	struct cs_asked strata[40];

	for (int run = 0; run < RUNS; run++) {
		double truth = 0;
		struct cs_silent got;

		for (size_t i = 0; i < n; i++)
			truth += draw_asked(&rounds[i], &strata[i]);
		got = cs_silent_proactive(strata, n, complainers, LEVEL);
		count(&tally, got.silent, got.silent_interval, truth);
	}
	conclude(&tally, judged, design);
}

static void proactive_rounds(void)
{
	static const double asked[] = { .05, .2, .5, .8, .95 };
	static const double silent[] = { .03, .1, .3, .6 };

	for (int i = 0; i < 5; i++)
		for (int j = 0; j < 4; j++) {
			struct round round = { 2000, asked[i], silent[j] };
			double fewer = fmin(asked[i], 1 - asked[i]);
			double events = round.customers * fewer * silent[j];
			char design[64];

			snprintf(design, sizeof design,
				 "Proactive, %g of 2000 asked, %g silent",
				 asked[i], silent[j]);
			gsl_rng_set(rng, 100 + 10 * (unsigned)i + (unsigned)j);
			proactive(&round, 1, events > 29.9, design);
		}
}

static void proactive_strata(void)
{
	static const struct round uneven[] = { { 1000, .2, .3 },
					       { 500, .5, .15 },
					       { 3000, .1, .1 },
					       { 200, 1, .3 } };
	static const struct round rare[] = { { 2000, .3, .03 },
					     { 1000, .3, .04 },
					     { 3000, .1, .05 } };
	struct round many[40], tiny[40];

	for (int i = 0; i < 40; i++) {
		many[i] = (struct round){ 100, .1 + .01 * (i % 20),
					  .1 + .01 * (i % 7) };
		tiny[i] = (struct round){ 50, .1, .1 + .01 * (i % 7) };
	}
	gsl_rng_set(rng, 200);
	proactive(uneven, 4, true, "Proactive, 4 uneven strata");
	gsl_rng_set(rng, 201);
	proactive(rare, 3, true, "Proactive, 3 strata, few silent");
	gsl_rng_set(rng, 202);
	proactive(many, 20, true, "Proactive, 20 strata, 10 to 29 asked");
	gsl_rng_set(rng, 203);
	proactive(many, 40, true, "Proactive, 40 strata, 10 to 29 asked");
	gsl_rng_set(rng, 204);
	proactive(tiny, 40, false, "Proactive, 40 strata, 5 asked");
}

/* --- two lists */

/* Customers of one temper: how many, and their chances of either list. */
struct temper {
	double mean;
	double complains, reveals;
};

/* Adds to the counts; returns how many there are. */
static double draw_lists(const struct temper *temper, unsigned lists[3])
{
	unsigned all = gsl_ran_poisson(rng, temper->mean);
	unsigned complained = gsl_ran_binomial(rng, temper->complains, all);
	unsigned both = gsl_ran_binomial(rng, temper->reveals, complained);

	lists[0] += complained;
	lists[1] +=
	    both + gsl_ran_binomial(rng, temper->reveals, all - complained);
	lists[2] += both;
	return all;
}

static struct tally two_lists(const struct temper *tempers, int n)
{
	struct tally tally = { 0 };

	for (int run = 0; run < RUNS; run++) {
		unsigned lists[3] = { 0, 0, 0 };
		double truth = 0;
		struct cs_silent got;

		for (int i = 0; i < n; i++)
			truth += draw_lists(&tempers[i], lists);
		got = cs_silent_two_lists(lists[0], lists[1], lists[2], 1,
					  LEVEL, NULL);
		count(&tally, got.silent, got.silent_interval,
		      truth - lists[0]);
	}
	return tally;
}

static void list_designs(void)
{
	static const struct temper designs[] = {
		{ 1000, .1, .1 }, { 500, .2, .2 },  { 2000, .05, .2 },
		{ 600, .15, .3 }, { 2000, .2, .3 }, { 200, .5, .5 },
		{ 150, .6, .7 },  { 300, .1, .1 },  { 800, .05, .08 },
	};

	for (size_t i = 0; i < sizeof designs / sizeof *designs; i++) {
		const struct temper *d = &designs[i];
		double m = d->mean * d->complains * d->reveals;
		struct tally tally;
		char design[128];

		gsl_rng_set(rng, 300 + i);
		tally = two_lists(d, 1);
		snprintf(design, sizeof design,
			 "Two lists, %g and %g of %g, m near %.3g",
			 d->complains, d->reveals, d->mean, m);
		conclude(&tally, m > 9.99, design);
	}
}

/* --- assumptions broken on purpose */

/*
 * A ticket is any contact, with a complaint or without. Asked are only
 * customers with tickets. The silent with a chance `silent_ticket` of one.
 */
static struct tally only_tickets(double silent_ticket)
{
	struct tally tally = { 0 };

	for (int run = 0; run < RUNS; run++) {
		unsigned n = 2000, silent, complainers, revealed;
		struct cs_asked asked;
		struct cs_silent got;

		complainers = gsl_ran_binomial(rng, .04, n);
		silent = gsl_ran_binomial(rng, .16 / .96, n - complainers);
		revealed = gsl_ran_binomial(rng, silent_ticket, silent);
		asked.revealed = revealed;
		asked.asked =
		    complainers + revealed +
		    gsl_ran_binomial(rng, .05, n - complainers - silent);
		asked.not_asked = n - asked.asked;
		got = cs_silent_proactive(&asked, 1, complainers, LEVEL);
		count(&tally, got.silent, got.silent_interval, silent);
	}
	return tally;
}

static void broken(void)
{
	static const struct temper tempers[] = { { 300, .4, .5 },
						 { 700, .05, .1 } };
	struct tally tally;

	gsl_rng_set(rng, 500);
	tally = two_lists(tempers, 2);
	is_biased(&tally, false, "Two lists, the angry are on both");
	/* six times as likely to have one as the satisfied */
	gsl_rng_set(rng, 501);
	tally = only_tickets(.3);
	is_biased(&tally, true,
		  "Proactive, only tickets, and the silent have more of them");
	/* no likelier: then the complainers among the asked dilute them */
	gsl_rng_set(rng, 502);
	tally = only_tickets(.05);
	is_biased(&tally, false,
		  "Proactive, only tickets, and the silent have no more");
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	proactive_rounds();
	proactive_strata();
	list_designs();
	broken();
	gsl_rng_free(rng);
	return done_testing();
}
