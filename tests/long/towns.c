/*
 * towns.c - do the intervals and tests of cs-churn's --cluster hold, where
 * customers come in clusters and where they do not?
 *
 * The customers of a cluster have in common how many lapse, how many are
 * dissatisfied, complain, and answer. Truths are those of the law where a risk
 * is compared, and of the very customers drawn where the silent are told: these
 * are asked by lot, or most of some clusters and few of others. Intervals are
 * to hold in 93 to 98 % of the runs, and tests of no difference to find one in
 * 3 to 6.6 %; where ten are compared both only hold more. What would be without
 * --cluster is printed.
 */
#include "tap.h"

#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "long/herd.h"
#include "stat/asked.h"
#include "stat/jackknife.h"
#include "stat/silent.h"
#include "stat/strata.h"

#define LEVEL .95

enum { RUNS = 1000, CUSTOMERS = 2000, SLICES = 100, STRATA = 4 };

static gsl_rng *rng;

static const struct design {
	const char *name;
	size_t clusters; /* 0: each customer stands alone */
	double uneven;	 /* sizes are lognormal, with this sigma */
	double alike;	 /* standard deviation of a cluster's own mood */
	bool by_cluster; /* who met it, or was asked, goes by cluster */
} designs[] = {
	{ "alone", 0, 0, .5, false },
	{ "40 clusters", 40, 0, .5, false },
	{ "40 clusters, met by cluster", 40, 0, .5, true },
	{ "100 uneven clusters", 100, 1, .5, false },
	{ "100 uneven clusters, met by cluster", 100, 1, .5, true },
	{ "12 clusters", 12, 0, .5, false },
	{ "40 clusters, nothing in common", 40, 0, 0, false },
};

static bool chance(double p)
{
	return gsl_rng_uniform(rng) < p;
}

/* `share`, moved by a mood. */
static double moved(double share, double mood)
{
	return 1 / (1 + (1 - share) / share * exp(-mood));
}

/* What a slice adds to the counts. */
struct counts {
	struct cs_risk_stratum strata[STRATA];
	struct cs_asked_counts asked;
};

struct sample {
	size_t slices;
	struct counts slice[SLICES], all;
	double share;	/* who met it */
	double ratio;	/* of lapses */
	int64_t silent; /* the truth */
	int64_t dissatisfied;
};

/* --- customers --------------------------------------------------------- */

/* Moods of a cluster, one for each thing that its customers have in common. */
enum { LAPSES, UNHAPPY, COMPLAINS, MEETS, MOODS };

static void meet(struct sample *sample, const double *moods, bool by_cluster,
		 struct counts *counts)
{
	struct cs_risk_stratum *s =
	    &counts->strata[gsl_rng_uniform_int(rng, STRATA)];
	double rate = .5 * moved(.5, moods[LAPSES]);

	if (chance(by_cluster ? moved(sample->share, 3 * moods[MEETS])
			      : sample->share)) {
		s->n++;
		s->events += chance(rate * sample->ratio);
	} else {
		s->other_n++;
		s->other_events += chance(rate);
	}
}

static void ask(struct sample *sample, const double *moods, bool by_cluster,
		struct counts *counts)
{
	struct cs_asked_counts *c = &counts->asked;
	bool unhappy = chance(moved(.3, moods[UNHAPPY]));
	bool complained = unhappy && chance(moved(.4, moods[COMPLAINS]));
	bool answered = chance(by_cluster ? moved(.3, 3 * moods[MEETS]) : .3);

	c->all++;
	c->asked += answered;
	c->answered += answered;
	c->complained += complained;
	c->revealed += answered && unhappy;
	c->both += answered && complained;
	sample->silent += unhappy && !complained;
	sample->dissatisfied += unhappy;
}

static void draw(const struct design *design, struct sample *sample)
{
	struct cluster clusters[MOODS][SLICES];
	bool alone = design->clusters == 0;

	sample->slices = alone ? SLICES : design->clusters;
	memset(sample->slice, 0, sizeof sample->slice);
	sample->silent = sample->dissatisfied = 0;
	for (int m = 0; m < MOODS; m++)
		draw_clusters(rng, m < MEETS ? design->alike : .5,
			      design->uneven, clusters[m], design->clusters);
	for (size_t i = 0; i < CUSTOMERS; i++) {
		size_t c =
		    alone ? i % SLICES
			  : draw_cluster(rng, clusters[0], design->clusters);
		double moods[MOODS];

		for (int m = 0; m < MOODS; m++)
			moods[m] = alone ? gsl_ran_gaussian(rng, design->alike)
					 : clusters[m][c].mood;
		meet(sample, moods, design->by_cluster, &sample->slice[c]);
		ask(sample, moods, design->by_cluster, &sample->slice[c]);
	}
}

static void add(struct counts *sum, const struct counts *part, int sign)
{
	int64_t *to = (int64_t *)sum;
	const int64_t *from = (const int64_t *)part;

	for (size_t i = 0; i < sizeof *sum / sizeof *to; i++)
		to[i] += sign * from[i];
}

/* --- figures ----------------------------------------------------------- */

enum { RATIO, EXCESS, SILENT, LISTED, FIGURES };

static struct cs_asked stratum(const struct counts *counts)
{
	const struct cs_asked_counts *c = &counts->asked;

	return (struct cs_asked){ c->answered, c->revealed - c->both,
				  c->all - c->answered, 1 };
}

static void all(void *of, double *out)
{
	const struct counts *counts = &((struct sample *)of)->all;
	const struct cs_asked_counts *c = &counts->asked;
	struct cs_risks risks = cs_compare_risks(counts->strata, STRATA, NAN);
	struct cs_asked asked = stratum(counts);

	out[RATIO] = risks.ratio;
	out[EXCESS] = risks.excess / (double)risks.n;
	out[SILENT] =
	    cs_silent_proactive(&asked, 1, 0, NAN).silent / (double)c->all;
	out[LISTED] = log(cs_silent_two_lists(c->complained, c->revealed,
					      c->both, 1, NAN, NULL)
			      .dissatisfied /
			  (double)c->all);
}

static void without(void *of, size_t s, double *out)
{
	struct sample *sample = of;

	add(&sample->all, &sample->slice[s], -1);
	all(sample, out);
	add(&sample->all, &sample->slice[s], 1);
}

/* --- a run ------------------------------------------------------------- */

struct score {
	int with, alone; /* of the runs */
};

struct scores {
	struct score ratio, excess, refused, silent, lists;
};

static bool holds(struct cs_interval interval, double truth)
{
	return interval.low <= truth && truth <= interval.high;
}

static void judge_risks(const struct sample *sample, struct cs_risks got,
			bool with, struct scores *scores)
{
	*(with ? &scores->ratio.with : &scores->ratio.alone) +=
	    holds(got.ratio_interval, sample->ratio);
	*(with ? &scores->excess.with : &scores->excess.alone) +=
	    holds(got.excess_interval, 0);
	*(with ? &scores->refused.with : &scores->refused.alone) +=
	    got.p_value <= .05;
}

static void judge_silent(const struct sample *sample, double proactive,
			 double lists, bool with, struct scores *scores)
{
	const struct cs_asked_counts *c = &sample->all.asked;
	struct cs_asked asked = stratum(&sample->all);

	asked.effect = proactive;
	*(with ? &scores->silent.with : &scores->silent.alone) +=
	    holds(cs_silent_proactive(&asked, 1, 0, LEVEL).silent_interval,
		  (double)sample->silent);
	*(with ? &scores->lists.with : &scores->lists.alone) +=
	    holds(cs_silent_two_lists(c->complained, c->revealed, c->both,
				      lists, LEVEL, NULL)
		      .dissatisfied_interval,
		  (double)sample->dissatisfied);
}

static void run(const struct design *design, struct sample *sample,
		struct scores *scores)
{
	struct cs_asked_sums sums = { 0 };
	struct cs_jackknife jackknife;
	struct cs_spread spread[FIGURES];
	struct cs_asked asked;

	draw(design, sample);
	memset(&sample->all, 0, sizeof sample->all);
	for (size_t s = 0; s < sample->slices; s++) {
		add(&sample->all, &sample->slice[s], 1);
		cs_asked_add(&sums, &sample->slice[s].asked);
	}
	cs_jackknife_run(&jackknife, FIGURES, sample->slices, all, without,
			 sample);
	for (size_t i = 0; i < FIGURES; i++)
		spread[i] = cs_jackknife_spread(&jackknife, i);
	cs_jackknife_release(&jackknife);
	judge_risks(sample,
		    cs_compare_risks_spread(sample->all.strata, STRATA,
					    sample->slices, LEVEL,
					    spread[RATIO], spread[EXCESS]),
		    true, scores);
	judge_risks(sample, cs_compare_risks(sample->all.strata, STRATA, LEVEL),
		    false, scores);
	asked = stratum(&sample->all);
	judge_silent(sample,
		     cs_asked_spread_effect(&asked, 1, &sums, spread[SILENT],
					    sample->slices, LEVEL),
		     cs_lists_spread_effect(&sums, spread[LISTED], LEVEL), true,
		     scores);
	judge_silent(sample, 1, 1, false, scores);
}

/* --- what is promised -------------------------------------------------- */

static void covers(const struct design *design, const struct score *score,
		   double most, const char *what)
{
	double share = (double)score->with / RUNS;

	ok(share >= .93 && share <= most, "%s, %s: %.3f, %.3f without clusters",
	   design->name, what, share, (double)score->alone / RUNS);
}

static void measure(const struct design *design, double share, double ratio)
{
	static struct sample sample;
	struct scores scores = { 0 };
	bool rare = share < .01; /* too few for it to be long by a little */
	double size;

	gsl_rng_set(rng, 1 + (unsigned long)(design - designs));
	sample.share = share;
	sample.ratio = ratio;
	for (int i = 0; i < RUNS; i++)
		run(design, &sample, &scores);
	printf("# %g met it, risk ratio %g\n", share * CUSTOMERS, ratio);
	covers(design, &scores.ratio, rare ? 1 : .98, "ratio");
	if (ratio != 1)
		return;
	covers(design, &scores.excess, rare ? 1 : .98, "excess");
	size = (double)scores.refused.with / RUNS;
	ok(size >= (rare ? 0 : .03) && size <= .066,
	   "%s, size %.3f, %.3f without clusters", design->name, size,
	   (double)scores.refused.alone / RUNS);
	if (share < .1)
		return;
	covers(design, &scores.silent, .975, "silent by those who were asked");
	covers(design, &scores.lists, design->clusters == 12 ? .995 : .975,
	       "dissatisfied by two lists");
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t d = 0; d < sizeof designs / sizeof *designs; d++) {
		measure(&designs[d], .2, 1);
		measure(&designs[d], .2, 1.5);
		measure(&designs[d], .02, 1);
		measure(&designs[d], .005, 1);
	}
	gsl_rng_free(rng);
	return done_testing();
}
