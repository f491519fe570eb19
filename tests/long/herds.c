/*
 * herds.c - do the intervals and tests of cs-lifetime's --cluster hold their
 * level, where customers come in clusters and where they do not?
 *
 * Customers come on any day of WEEKS weeks and pay every seven days, until they
 * lapse; how many do after each payment, and how much they pay, the customers
 * of a cluster have in common. All figures are drawn RUNS times, as in
 * clusters.c, from what the command tallies.
 */
#include "tap.h"

#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "base/mem.h"
#include "stat/curve.h"
#include "long/herd.h"
#include "stat/jackknife.h"
#include "stat/lifetable.h"
#include "tally/lapses.h"
#include "tally/tenure.h"

#define LEVEL .95

enum {
	RUNS = 1000,
	CUSTOMERS = 1500,
	WEEKS = 40,
	DAYS = 7 * WEEKS,
	SLICES = CS_MOST_SLICES,
	KINDS = 2
};

static gsl_rng *rng;

struct design {
	const char *name;
	size_t clusters; /* 0: each customer stands alone */
	double uneven;	 /* sizes are lognormal, with this sigma */
	double alike;	 /* standard deviation of a cluster's own mood */
	bool by_cluster; /* kinds are of clusters, else of customers */
};

static const struct design designs[] = {
	{ "alone", 0, 0, .6, false },
	{ "40 clusters", 40, 0, .6, false },
	{ "40 clusters, kinds by cluster", 40, 0, .6, true },
	{ "100 uneven clusters", 100, 1, .6, false },
	{ "40 clusters, nothing in common", 40, 0, 0, false },
};

/* --- the truth --------------------------------------------------------- */

static double lapses_of(double mood)
{
	return 1 / (1 + 9 * exp(mood));
}

/* Mean over all moods of pay^i (1 - lapse)^n. */
static double mean_of(double alike, double n, bool paid)
{
	enum { STEPS = 2000 };
	double sum = 0;

	for (int i = 0; i < STEPS; i++) {
		double mood = alike * gsl_cdf_ugaussian_Pinv((i + .5) / STEPS);

		sum += pow(1 - lapses_of(mood), n) * (paid ? exp(mood) : 1);
	}
	return sum / STEPS;
}

/* --- tallies ----------------------------------------------------------- */

struct tallies {
	struct cs_lapses kinds[KINDS], all;
	struct cs_tenure tenure;
};

static struct cs_lapse lapse = { .kind = CS_LAPSE_GIVEN, .span = { 10, 0 } };
static const struct cs_lapse_rules lapse_rules = {
	.window = { CS_DAY_MIN, CS_DAY_MAX },
	.lapse = &lapse,
};
static const struct cs_tenure_rules tenure_rules = {
	.window = { CS_DAY_MIN, CS_DAY_MAX },
	.as_of = DAYS - 1,
	.unit = CS_WEEK,
};

static void init(struct tallies *t)
{
	for (int k = 0; k < KINDS; k++)
		cs_tally_init(&cs_lapses_tally, &t->kinds[k], &lapse_rules);
	cs_tally_init(&cs_lapses_tally, &t->all, &lapse_rules);
	cs_tally_init(&cs_tenure_tally, &t->tenure, &tenure_rules);
}

static void each(struct tallies *sum, const struct tallies *part,
		 void (*with)(const struct cs_tally *, void *, const void *))
{
	for (int k = 0; k < KINDS; k++)
		with(&cs_lapses_tally, &sum->kinds[k], &part->kinds[k]);
	with(&cs_lapses_tally, &sum->all, &part->all);
	with(&cs_tenure_tally, &sum->tenure, &part->tenure);
}

static void release(struct tallies *t)
{
	for (int k = 0; k < KINDS; k++)
		cs_tally_release(&cs_lapses_tally, &t->kinds[k]);
	cs_tally_release(&cs_lapses_tally, &t->all);
	cs_tally_release(&cs_tenure_tally, &t->tenure);
}

static void draw_customer(double mood, size_t kind, struct tallies *slice)
{
	struct cs_order purchases[WEEKS];
	struct cs_customer customer = { .purchases = purchases };
	int day = (int)gsl_rng_uniform_int(rng, DAYS);

	for (; day < DAYS; day += 7) {
		purchases[customer.npurchases++] = (struct cs_order){
			.day = day,
			.total = (cs_micros)(1e6 * exp(mood) *
					     gsl_ran_exponential(rng, 1)),
		};
		if (gsl_rng_uniform(rng) < lapses_of(mood))
			break;
	}
	cs_lapses_tally.add(&slice->kinds[kind], &lapse_rules, &customer);
	cs_lapses_tally.add(&slice->all, &lapse_rules, &customer);
	cs_tenure_tally.add(&slice->tenure, &tenure_rules, &customer);
}

static void draw(const struct design *design, struct tallies *slices)
{
	struct cluster clusters[SLICES];

	draw_clusters(rng, design->alike, design->uneven, clusters,
		      design->clusters);
	for (size_t i = 0; i < CUSTOMERS; i++) {
		bool alone = design->clusters == 0;
		size_t c = alone
			       ? i % SLICES
			       : draw_cluster(rng, clusters, design->clusters);

		draw_customer(alone ? gsl_ran_gaussian(rng, design->alike)
				    : clusters[c].mood,
			      design->by_cluster
				  ? c % KINDS
				  : gsl_rng_uniform_int(rng, KINDS),
			      &slices[c]);
	}
}

/* --- figures ----------------------------------------------------------- */

static const size_t payments[] = { 1, 3, 10 }, times[] = { 14, 70, 140 },
		    weeks[] = { 1, 5, 20 };
enum { OF_EACH = 3 };
enum {
	HAZARD,
	CURVE = HAZARD + OF_EACH,
	TENURE = CURVE + OF_EACH,
	FIGURES = TENURE + OF_EACH
};

static const char *const names[FIGURES] = {
	"hazard 1",	  "hazard 3",	    "hazard 10",
	"curve, day 14",  "curve, day 70",  "curve, day 140",
	"tenure, week 1", "tenure, week 5", "tenure, week 20",
};

/* The span of a tally, at each of its days. */
static struct cs_spans spans_of(const struct cs_lapses *lapses)
{
	static double days[DAYS];
	struct cs_spans spans = { lapses->ndays,    days, lapses->events,
				  lapses->censored, NULL, 0 };

	for (size_t t = 0; t < lapses->ndays; t++) {
		days[t] = (double)t;
		spans.start += lapses->events[t] + lapses->censored[t];
	}
	return spans;
}

static void score(const struct tallies *t, double *out)
{
	struct cs_spans spans[KINDS];

	for (int k = 0; k < KINDS; k++)
		spans[k] = spans_of(&t->kinds[k]);
	cs_rank_scores(spans, KINDS, CS_LOG_RANK, out);
	for (int k = 0; k < KINDS; k++)
		out[k] /= (double)(spans[0].start + spans[1].start);
}

/* Kaplan-Meier's curve, and the standard errors of all figures that customers
 * alone would have. */
static void figure(const struct tallies *t, double *out, double *se)
{
	static struct cs_km curve[DAYS];
	struct cs_spans spans = spans_of(&t->all);

	cs_curve(&spans, LEVEL, CS_CONF_LOG_LOG, curve);
	for (int i = 0; i < OF_EACH; i++) {
		const struct cs_life_counts *row =
		    &t->all.counts[payments[i] - 1];
		const struct cs_tenure_row *week =
		    &t->tenure.rows[weeks[i] - 1];

		out[HAZARD + i] = (double)row->lapsed / (double)row->at_risk;
		out[CURVE + i] = curve[times[i]].survival;
		se[CURVE + i] = curve[times[i]].se;
		out[TENURE + i] = log(cs_money_double(week->revenue) /
				      (double)week->customers);
		se[TENURE + i] = cs_tenure_se(week);
	}
}

static void fill_truth(const struct design *design, double *truth)
{
	for (int i = 0; i < OF_EACH; i++) {
		double n = (double)payments[i];

		truth[HAZARD + i] =
		    1 - mean_of(design->alike, n, false) /
			    mean_of(design->alike, n - 1, false);
		/* the nth payment is on day 7 (n - 1) */
		truth[CURVE + i] =
		    mean_of(design->alike, (double)(times[i] / 7 + 1), false);
		truth[TENURE + i] =
		    mean_of(design->alike, (double)weeks[i] - 1, true);
	}
}

/* --- a run ------------------------------------------------------------- */

struct outcome {
	int held[FIGURES], without[FIGURES];
	int rejected;
};

static bool holds(struct cs_interval interval, double truth)
{
	return interval.low <= truth && truth <= interval.high;
}

static struct cs_interval interval_of(const struct tallies *whole, int i,
				      double figure, double se,
				      struct cs_spread spread, size_t slices)
{
	if (i < CURVE)
		return cs_spread_wilson(
		    figure, (double)whole->all.counts[payments[i] - 1].at_risk,
		    spread, slices, LEVEL);
	if (i >= TENURE)
		spread.se *= exp(figure);
	spread.se = fmax(spread.se, se);
	return i < TENURE
		   ? cs_spread_survival(figure, spread, CS_CONF_LOG_LOG, LEVEL)
		   : cs_spread_mean(exp(figure), spread, LEVEL);
}

static struct cs_interval interval_alone(const struct tallies *whole, int i,
					 double figure, double se)
{
	const struct cs_life_counts *row;

	if (i >= TENURE)
		return cs_normal_interval(exp(figure), se, LEVEL);
	if (i >= CURVE)
		return cs_spread_survival(figure, (struct cs_spread){ se, 1e9 },
					  CS_CONF_LOG_LOG, LEVEL);
	row = &whole->all.counts[payments[i] - 1];
	return cs_wilson(row->lapsed, row->at_risk, LEVEL);
}

static void judge_run(const struct tallies *whole,
		      const struct cs_jackknife *jackknife, size_t slices,
		      const double *truth, struct outcome *outcome)
{
	double out[FIGURES], se[FIGURES] = { 0 };

	figure(whole, out, se);
	for (int i = 0; i < FIGURES; i++) {
		struct cs_spread spread =
		    cs_jackknife_spread(jackknife, (size_t)i);

		outcome->held[i] +=
		    holds(interval_of(whole, i, out[i], se[i], spread, slices),
			  truth[i]);
		outcome->without[i] +=
		    holds(interval_alone(whole, i, out[i], se[i]), truth[i]);
	}
}

struct sample {
	struct tallies slices[SLICES], whole;
	double scores[SLICES * KINDS], of_all[KINDS];
};

static void all(void *of, double *out)
{
	struct sample *sample = of;
	double se[FIGURES];

	figure(&sample->whole, out, se);
	score(&sample->whole, sample->of_all);
}

static void without(void *of, size_t s, double *out)
{
	struct sample *sample = of;
	double se[FIGURES];

	each(&sample->whole, &sample->slices[s], cs_tally_take_out);
	figure(&sample->whole, out, se);
	score(&sample->whole, sample->scores + s * KINDS);
	each(&sample->whole, &sample->slices[s], cs_tally_bring_back);
}

static void run(const struct design *design, const double *truth,
		struct outcome *outcome)
{
	static struct sample sample;
	size_t n = design->clusters > 0 ? design->clusters : SLICES;
	struct cs_jackknife jackknife;

	init(&sample.whole);
	for (size_t s = 0; s < n; s++)
		init(&sample.slices[s]);
	draw(design, sample.slices);
	for (size_t s = 0; s < n; s++)
		each(&sample.whole, &sample.slices[s], cs_tally_merge);
	cs_tenure_tally.finish(&sample.whole.tenure, &tenure_rules);
	for (size_t s = 0; s < n; s++)
		cs_tenure_tally.finish(&sample.slices[s].tenure, &tenure_rules);
	cs_jackknife_run(&jackknife, FIGURES, n, all, without, &sample);
	judge_run(&sample.whole, &jackknife, n, truth, outcome);
	outcome->rejected +=
	    cs_spread_test(sample.of_all, sample.scores, KINDS, n).p_value <
	    .05;
	cs_jackknife_release(&jackknife);
	for (size_t s = 0; s < n; s++)
		release(&sample.slices[s]);
	release(&sample.whole);
}

static void measure(const struct design *design)
{
	struct outcome outcome = { 0 };
	double truth[FIGURES], size;

	gsl_rng_set(rng, 1 + (unsigned long)(design - designs));
	fill_truth(design, truth);
	for (int i = 0; i < RUNS; i++)
		run(design, truth, &outcome);
	for (int i = 0; i < FIGURES; i++) {
		double share = (double)outcome.held[i] / RUNS;

		ok(share >= .93 && share <= .975,
		   "%s, %s: %.3f with clusters, %.3f without", design->name,
		   names[i], share, (double)outcome.without[i] / RUNS);
	}
	size = (double)outcome.rejected / RUNS;
	ok(size >= .03 && size <= .065, "%s, log-rank: size %.3f", design->name,
	   size);
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	cs_lapse_lay_out(&lapse, (struct cs_window){ 0, DAYS - 1 });
	for (size_t d = 0; d < sizeof designs / sizeof *designs; d++)
		measure(&designs[d]);
	cs_lapse_release(&lapse);
	gsl_rng_free(rng);
	return done_testing();
}
