/*
 * clusters.c - do the intervals and tests of --cluster hold their level, where
 * customers come in clusters and where they do not?
 *
 * A shop of CUSTOMERS who come on any day of two years. The customers of a
 * cluster have in common how often they buy and how many leave after each
 * purchase. Figures are drawn RUNS times with fixed seeds, once from what a
 * command tallies, and without each slice in turn, as a command does it.
 */
#include "tap.h"

#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "base/mem.h"
#include "long/herd.h"
#include "stat/jackknife.h"
#include "stat/survival.h"
#include "tally/repeat.h"

#define LEVEL .95

enum {
	RUNS = 1000,
	CUSTOMERS = 2000,
	DAYS = 730,
	SLICES = CS_MOST_SLICES,
	MOST = 64, /* purchases of a customer */
};

static gsl_rng *rng;

/* --- the shop ---------------------------------------------------------- */

struct design {
	const char *name;
	size_t clusters; /* up to SLICES; 0: each customer stands alone */
	double uneven;	 /* sizes are lognormal, with this sigma */
	double alike;	 /* standard deviation of a cluster's own mood */
};

static const struct design designs[] = {
	{ "alone", 0, 0, .5 },
	{ "40 clusters", 40, 0, .5 },
	{ "100 uneven clusters", 100, 1, .5 },
	{ "12 clusters", 12, 0, .5 },
	{ "40 clusters, nothing in common", 40, 0, 0 },
};

/* Mean days to the next purchase, and how many have none, of a mood. */
static double rhythm(double mood)
{
	return 40 * exp(-mood);
}

static double leaves(double mood)
{
	return 1 / (1 + exp(mood));
}

/* Bought again within so many days: gaps are whole, rounded down. */
static double share_within(double mood, int days)
{
	return (1 - leaves(mood)) * -expm1(-(days + 1) / rhythm(mood));
}

/* The same of all moods; for days < 0 of all who are watched to the end. */
static double truth_within(double alike, int days)
{
	enum { STEPS = 400 };
	double sum = 0;

	for (int i = 0; i < STEPS; i++) {
		double mood = alike * gsl_cdf_ugaussian_Pinv((i + .5) / STEPS);

		if (days >= 0)
			sum += share_within(mood, days);
		for (int e = 0; days < 0 && e < DAYS; e++)
			sum += share_within(mood, e) / DAYS;
	}
	return sum / STEPS;
}

/* Returns how many purchases there are. */
static size_t draw_purchases(double mood, struct cs_order *purchases)
{
	int day = (int)gsl_rng_uniform_int(rng, DAYS);
	size_t n = 0;

	while (day < DAYS && n < MOST) {
		purchases[n++] = (struct cs_order){ .day = day };
		if (gsl_rng_uniform(rng) < leaves(mood))
			break;
		day += (int)gsl_ran_exponential(rng, rhythm(mood));
	}
	return n;
}

/* --- what is tallied --------------------------------------------------- */

/* Two kinds of customers that do not differ; the first are as many. */
enum { KINDS = 2 };

struct tallies {
	struct cs_repeat of[KINDS];
};

static const struct cs_repeat_rules rules = {
	.window = { CS_DAY_MIN, CS_DAY_MAX },
	.as_of = DAYS - 1,
	.span = DAYS,
};

static void init(struct tallies *t)
{
	for (int k = 0; k < KINDS; k++)
		cs_tally_init(&cs_repeat_tally, &t->of[k], &rules);
}

static void each(struct tallies *sum, const struct tallies *part,
		 void (*with)(const struct cs_tally *, void *, const void *))
{
	for (int k = 0; k < KINDS; k++)
		with(&cs_repeat_tally, &sum->of[k], &part->of[k]);
}

static void release(struct tallies *t)
{
	for (int k = 0; k < KINDS; k++)
		cs_tally_release(&cs_repeat_tally, &t->of[k]);
}

/* Kinds by chance within clusters, or by cluster. */
static void draw(const struct design *design, bool by_cluster,
		 struct tallies *slices)
{
	struct cs_order purchases[MOST];
	struct cluster clusters[SLICES];

	draw_clusters(rng, design->alike, design->uneven, clusters,
		      design->clusters);
	for (size_t i = 0; i < CUSTOMERS; i++) {
		bool alone = design->clusters == 0;
		size_t c = alone
			       ? i % SLICES
			       : draw_cluster(rng, clusters, design->clusters);
		double mood = alone ? gsl_ran_gaussian(rng, design->alike)
				    : clusters[c].mood;
		struct cs_customer customer = {
			.purchases = purchases,
			.npurchases = draw_purchases(mood, purchases),
		};
		size_t kind = by_cluster && !alone
				  ? c % KINDS
				  : gsl_rng_uniform_int(rng, KINDS);

		cs_repeat_tally.add(&slices[c].of[kind], &rules, &customer);
	}
}

/* --- figures ----------------------------------------------------------- */

static const int64_t horizons[] = { 30, 90, 180, 365 };
enum { HORIZONS = sizeof horizons / sizeof *horizons };
enum {
	RATE,
	WITHIN,
	DIFFERENCE = WITHIN + HORIZONS,
	FIGURES = DIFFERENCE + HORIZONS
};

/* The curve of some kinds together. */
static void curve_of(const struct tallies *t, int first, int end,
		     struct cs_km *points)
{
	int64_t events[DAYS] = { 0 }, censored[DAYS] = { 0 };

	for (int k = first; k < end; k++)
		for (int d = 0; d < DAYS; d++) {
			events[d] += t->of[k].second[d];
			censored[d] += t->of[k].censored[d];
		}
	cs_km_points(events, censored, DAYS, horizons, HORIZONS, LEVEL,
		     CS_CONF_LOG_LOG, points);
}

static void figure(const struct tallies *t, double *out, struct cs_km *points)
{
	struct cs_km a[HORIZONS], b[HORIZONS];
	int64_t customers = 0, repeaters = 0;

	for (int k = 0; k < KINDS; k++) {
		customers += t->of[k].customers;
		repeaters += t->of[k].repeat_customers;
	}
	out[RATE] = (double)repeaters / (double)customers;
	curve_of(t, 0, KINDS, points);
	curve_of(t, 0, 1, a);
	curve_of(t, 1, KINDS, b);
	for (int h = 0; h < HORIZONS; h++) {
		out[WITHIN + h] = points[h].survival;
		out[DIFFERENCE + h] = a[h].survival - b[h].survival;
	}
}

struct outcome {
	int rate, rate_without; /* intervals that hold the truth */
	int within[HORIZONS], within_without[HORIZONS];
	int rejected[HORIZONS]; /* differences */
};

static bool holds(struct cs_interval interval, double truth)
{
	return interval.low <= truth && truth <= interval.high;
}

static void judge_run(const struct design *design, const struct tallies *whole,
		      const struct cs_jackknife *jackknife, size_t slices,
		      const double *truth, struct outcome *outcome)
{
	int64_t x =
	    whole->of[0].repeat_customers + whole->of[1].repeat_customers;
	struct cs_km points[HORIZONS];

	(void)design;
	outcome->rate +=
	    holds(cs_spread_wilson((double)x / CUSTOMERS, CUSTOMERS,
				   cs_jackknife_spread(jackknife, RATE), slices,
				   LEVEL),
		  truth[RATE]);
	outcome->rate_without +=
	    holds(cs_wilson(x, CUSTOMERS, LEVEL), truth[RATE]);
	curve_of(whole, 0, KINDS, points);
	for (int h = 0; h < HORIZONS; h++) {
		double survival = jackknife->whole[WITHIN + h];
		struct cs_spread spread =
		    cs_jackknife_spread(jackknife, (size_t)(WITHIN + h));

		spread.se = fmax(spread.se, points[h].se);
		outcome->within[h] +=
		    holds(cs_spread_survival(survival, spread, CS_CONF_LOG_LOG,
					     LEVEL),
			  1 - truth[WITHIN + h]);
		outcome->within_without[h] +=
		    holds((struct cs_interval){ points[h].low, points[h].high },
			  1 - truth[WITHIN + h]);
		outcome->rejected[h] +=
		    cs_spread_p(jackknife->whole[DIFFERENCE + h],
				cs_jackknife_spread(
				    jackknife, (size_t)(DIFFERENCE + h))) < .05;
	}
}

struct sample {
	struct tallies slices[SLICES], whole;
};

static void all(void *of, double *out)
{
	struct cs_km points[HORIZONS];

	figure(&((struct sample *)of)->whole, out, points);
}

static void without(void *of, size_t s, double *out)
{
	struct sample *sample = of;

	each(&sample->whole, &sample->slices[s], cs_tally_take_out);
	all(sample, out);
	each(&sample->whole, &sample->slices[s], cs_tally_bring_back);
}

static void run(const struct design *design, bool by_cluster,
		const double *truth, struct outcome *outcome)
{
	size_t n = design->clusters > 0 ? design->clusters : SLICES;
	struct cs_jackknife jackknife;
	struct sample sample;

	init(&sample.whole);
	for (size_t s = 0; s < n; s++)
		init(&sample.slices[s]);
	draw(design, by_cluster, sample.slices);
	for (size_t s = 0; s < n; s++)
		each(&sample.whole, &sample.slices[s], cs_tally_merge);
	cs_jackknife_run(&jackknife, FIGURES, n, all, without, &sample);
	judge_run(design, &sample.whole, &jackknife, n, truth, outcome);
	cs_jackknife_release(&jackknife);
	for (size_t s = 0; s < n; s++)
		release(&sample.slices[s]);
	release(&sample.whole);
}

/* --- what is promised -------------------------------------------------- */

static void covers(int held, int without, const struct design *design,
		   const char *what, int days)
{
	double share = (double)held / RUNS;

	printf("# %s, %s %d: %.3f with clusters, %.3f without\n", design->name,
	       what, days, share, (double)without / RUNS);
	ok(share >= .93 && share <= .975, "%s covers", what);
}

static void measure(const struct design *design, bool by_cluster)
{
	struct outcome outcome = { 0 };
	double truth[FIGURES] = { truth_within(design->alike, -1) };

	gsl_rng_set(rng, 1 + (unsigned long)(design - designs));
	for (int h = 0; h < HORIZONS; h++)
		truth[WITHIN + h] =
		    truth_within(design->alike, (int)horizons[h]);
	for (int i = 0; i < RUNS; i++)
		run(design, by_cluster, truth, &outcome);
	covers(outcome.rate, outcome.rate_without, design, "repeat rate", 0);
	for (int h = 0; h < HORIZONS; h++)
		covers(outcome.within[h], outcome.within_without[h], design,
		       "within", (int)horizons[h]);
	for (int h = 0; h < HORIZONS; h++) {
		double size = (double)outcome.rejected[h] / RUNS;

		ok(size >= .02 && size <= .07,
		   "%s, kinds %s, difference at %d: size %.3f", design->name,
		   by_cluster ? "by cluster" : "within", (int)horizons[h],
		   size);
	}
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t d = 0; d < sizeof designs / sizeof *designs; d++) {
		measure(&designs[d], false);
		if (designs[d].clusters > 0)
			measure(&designs[d], true);
	}
	gsl_rng_free(rng);
	return done_testing();
}
