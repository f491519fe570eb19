/*
 * reasons.c - is Gray's test with --cluster of the size it says?
 *
 * Customers leave for one of two causes, on one of DAYS days; how soon for each
 * the customers of a cluster have in common. Two kinds of them do not differ:
 * by lot within clusters, or by cluster. What the test without --cluster finds
 * is printed.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "long/herd.h"
#include "stat/incidence.h"
#include "stat/jackknife.h"

enum { RUNS = 1000, CUSTOMERS = 1000, DAYS = 60, SLICES = 100, KINDS = 2 };

static gsl_rng *rng;

static const struct design {
	const char *name;
	size_t clusters; /* 0: each customer stands alone */
	double uneven;	 /* sizes are lognormal, with this sigma */
	double alike;	 /* standard deviation of a cluster's own moods */
	bool by_cluster; /* kinds are of clusters, else of customers */
} designs[] = {
	{ "alone", 0, 0, .6, false },
	{ "40 clusters", 40, 0, .6, false },
	{ "40 clusters, kinds by cluster", 40, 0, .6, true },
	{ "100 uneven clusters, kinds by cluster", 100, 1, .6, true },
	{ "12 clusters, kinds by cluster", 12, 0, .6, true },
	{ "40 clusters, nothing in common", 40, 0, 0, true },
};

/* Counts by kind and day. */
struct counts {
	int64_t all[KINDS][DAYS], own[KINDS][DAYS], censored[KINDS][DAYS];
};

struct sample {
	struct counts slice[SLICES], whole;
	double of_all[KINDS], scores[SLICES * KINDS];
};

static void add(struct counts *sum, const struct counts *part, int sign)
{
	int64_t *to = (int64_t *)sum;
	const int64_t *from = (const int64_t *)part;

	for (size_t i = 0; i < sizeof *sum / sizeof *to; i++)
		to[i] += sign * from[i];
}

static void draw_customer(const double *moods, size_t kind,
			  struct counts *counts)
{
	double own = gsl_ran_exponential(rng, 60 * exp(moods[0]));
	double other = gsl_ran_exponential(rng, 60 * exp(moods[1]));
	int end = (int)gsl_rng_uniform_int(rng, 2 * DAYS);
	double gone = fmin(own, other);

	if (gone >= end || gone >= DAYS) {
		counts->censored[kind][end < DAYS ? end : DAYS - 1]++;
		return;
	}
	counts->all[kind][(int)gone]++;
	counts->own[kind][(int)gone] += own < other;
}

static size_t draw(const struct design *design, struct sample *sample)
{
	struct cluster clusters[2][SLICES];
	size_t n = design->clusters > 0 ? design->clusters : SLICES;

	memset(sample, 0, sizeof *sample);
	for (int m = 0; m < 2; m++)
		draw_clusters(rng, design->alike, design->uneven, clusters[m],
			      design->clusters);
	for (size_t i = 0; i < CUSTOMERS; i++) {
		bool alone = design->clusters == 0;
		size_t c =
		    alone ? i % SLICES : draw_cluster(rng, clusters[0], n);
		double moods[2];

		for (int m = 0; m < 2; m++)
			moods[m] = alone ? gsl_ran_gaussian(rng, design->alike)
					 : clusters[m][c].mood;
		draw_customer(moods,
			      design->by_cluster
				  ? c % KINDS
				  : gsl_rng_uniform_int(rng, KINDS),
			      &sample->slice[c]);
	}
	for (size_t s = 0; s < n; s++)
		add(&sample->whole, &sample->slice[s], 1);
	return n;
}

static void spans_of(const struct counts *counts, struct cs_spans *spans,
		     const int64_t **own)
{
	static double days[DAYS];

	for (int d = 0; d < DAYS; d++)
		days[d] = d;
	for (int k = 0; k < KINDS; k++) {
		spans[k] = (struct cs_spans){
			DAYS, days, counts->all[k], counts->censored[k], NULL, 0
		};
		own[k] = counts->own[k];
		for (int d = 0; d < DAYS; d++)
			spans[k].start +=
			    counts->all[k][d] + counts->censored[k][d];
	}
}

static void score(const struct counts *counts, double *out)
{
	struct cs_spans spans[KINDS];
	const int64_t *own[KINDS];

	spans_of(counts, spans, own);
	cs_gray_scores(spans, own, KINDS, out);
	for (int k = 0; k < KINDS; k++)
		out[k] /= (double)(spans[0].start + spans[1].start);
}

static void measure(const struct design *design)
{
	static struct sample sample;
	int with = 0, without = 0;
	double size;

	gsl_rng_set(rng, 1 + (unsigned long)(design - designs));
	for (int i = 0; i < RUNS; i++) {
		size_t n = draw(design, &sample);
		struct cs_spans spans[KINDS];
		const int64_t *own[KINDS];

		score(&sample.whole, sample.of_all);
		for (size_t s = 0; s < n; s++) {
			add(&sample.whole, &sample.slice[s], -1);
			score(&sample.whole, sample.scores + s * KINDS);
			add(&sample.whole, &sample.slice[s], 1);
		}
		with += cs_spread_test(sample.of_all, sample.scores, KINDS, n)
			    .p_value < .05;
		spans_of(&sample.whole, spans, own);
		without += cs_gray_test(spans, own, KINDS).p_value < .05;
	}
	size = (double)with / RUNS;
	ok(size >= .03 && size <= .066, "%s: size %.3f, %.3f without clusters",
	   design->name, size, (double)without / RUNS);
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t d = 0; d < sizeof designs / sizeof *designs; d++)
		measure(&designs[d]);
	gsl_rng_free(rng);
	return done_testing();
}
