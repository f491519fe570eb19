/*
 * lifetable.c - are the life table and the sBG model right on average, and do
 * nominal 95 % intervals cover 93 to 97 %?
 *
 * Two designs whose truth is known, each drawn RUNS times with fixed seeds. A
 * share of the runs has itself a standard error of about half a per cent.
 */
#include "tap.h"

#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/lifetable.h"
#include "stat/negligible.h"
#include "stat/sbg.h"

#define RUNS 2000
#define LEVEL .95

/*
 * The book: POLICIES begin on any day of END days, with equal chances. The
 * nth payment falls due 30 (n - 1) days later and comes up to 4 days late; the
 * policy ends after it with the chance hazard(n). What is seen ends on day END.
 *
 * At risk at n are those whose nth payment lies more than THRESHOLD days before
 * the end. Whether they paid within THRESHOLD days is known of all of them; of
 * the others, of those only who did.
 */
#define POLICIES 12000
#define END 730
#define PERIOD 30
#define LATEST 4
#define THRESHOLD 45
#define ROWS 25 /* more than END / PERIOD */

/* Six in ten lapses follow the second payment, then it calms down. */
static double hazard(int n)
{
	static const double early[] = { 0, .05, .228, .06, .03 };

	return n < 5 ? early[n] : .006;
}

/* The first N from which on lapses are below LIMIT: 3 % is not, .6 % is. */
#define CALM 5
#define LIMIT .02

static gsl_rng *rng;

static bool contains(struct cs_interval interval, double truth)
{
	return interval.low <= truth && truth <= interval.high;
}

/* Whether the share of the runs is as promised; else it is only printed. */
static void judge(int covered, bool judged, const char *what)
{
	double share = (double)covered / RUNS;

	if (judged)
		ok(share >= .93 && share <= .97, "%s: %.4f", what, share);
	else
		printf("# %s: %.4f\n", what, share);
}

/* --- the life table */

static void draw_policy(struct cs_life_counts *counts)
{
	int start = (int)gsl_rng_uniform_int(rng, END);

	for (int n = 1; n < ROWS; n++) {
		int paid = start + PERIOD * (n - 1) +
			   (int)gsl_rng_uniform_int(rng, LATEST + 1);
		bool lapses = gsl_rng_uniform(rng) < hazard(n);

		if (paid >= END)
			return;
		counts[n - 1].reached++;
		if (paid + THRESHOLD < END) {
			counts[n - 1].at_risk++;
			counts[n - 1].lapsed += lapses;
		}
		if (lapses)
			return;
	}
}

/* Of all policies, those expected to be at risk at n. */
static double expected_at_risk(int n)
{
	double share = 0;

	for (int late = 0; late <= LATEST; late++) {
		int last = END - THRESHOLD - PERIOD * (n - 1) - late;

		share += last > 0 ? (double)last / END / (LATEST + 1) : 0;
	}
	for (int i = 1; i < n; i++)
		share *= 1 - hazard(i);
	return POLICIES * share;
}

static double expected_lapses(int n)
{
	return expected_at_risk(n) * hazard(n);
}

/* Sums over the runs of one row. */
struct row {
	int seen; /* runs with somebody at risk */
	double hazard, squares;
	int hazard_covered, survival_covered;
};

static void add(struct row *row, const struct cs_life_row *got, int n,
		double survival)
{
	if (isnan(got->hazard))
		return;
	row->seen++;
	row->hazard += got->hazard;
	row->squares += got->hazard * got->hazard;
	row->hazard_covered += contains(got->hazard_interval, hazard(n));
	row->survival_covered += contains(got->survival_interval, survival);
}

static void conclude(const struct row *row, int n)
{
	bool judged = expected_lapses(n) >= 30;
	double mean = row->hazard / row->seen;
	double variance = row->squares / row->seen - mean * mean;
	double error = sqrt(variance / row->seen);

	ok(fabs(mean - hazard(n)) < 4 * error,
	   "payment %d: mean hazard %.6f, %.1f standard errors off %g", n, mean,
	   (mean - hazard(n)) / error, hazard(n));
	judge(row->hazard_covered, judged,
	      named("payment %d, %.0f lapses: hazard covered", n,
		    expected_lapses(n)));
	judge(row->survival_covered, judged,
	      named("payment %d: survival covered", n));
}

static void test_book(void)
{
	struct row rows[ROWS] = { { 0 } };
	int calm = 0, modal = 0, last = 0;
	double share = 0, all = 0, truth;

	for (int n = 1; n < ROWS; n++) {
		all += expected_lapses(n);
		last = expected_at_risk(n) > 0 ? n : last;
	}
	truth = expected_lapses(2) / all;
	ok(truth > .59 && truth < .61, "%.4f of all lapses follow the second",
	   truth);
	for (unsigned long run = 0; run < RUNS; run++) {
		struct cs_life_counts counts[ROWS] = { { 0 } };
		struct cs_life_row got[ROWS];
		struct cs_life_spread spread[ROWS] = { { 0, 0 } };
		double survival = 1;

		gsl_rng_set(rng, run + 1);
		for (int i = 0; i < POLICIES; i++)
			draw_policy(counts);
		cs_life_table(counts, NULL, ROWS, LEVEL, CS_CONF_LOG_LOG, got);
		for (int n = 1; n <= last; n++) {
			survival *= 1 - hazard(n);
			add(&rows[n], &got[n - 1], n, survival);
		}
		share += got[1].lapse_share / RUNS;
		modal += cs_life_modal(counts, ROWS) == 2;
		cs_spread_cohort(counts, ROWS, spread);
		calm +=
		    cs_negligible(counts, spread, ROWS, LIMIT, LEVEL) == CALM;
	}
	for (int n = 1; n <= last; n++)
		conclude(&rows[n], n);
	is_int(modal, RUNS, "most lapses follow the second payment, always");
	ok(fabs(share - truth) < .001, "share of the second payment: %.4f",
	   share);
	ok(calm >= .95 * RUNS, "negligible from payment %d on: %d of %d", CALM,
	   calm, RUNS);
}

/* --- the sBG model */

/*
 * CONTRACTS of which a fifth each were signed 8, 9, ... 12 periods ago, so that
 * of the later payments fewer are seen; the chances of lapsing are drawn from
 * beta(alpha, beta).
 */
#define CONTRACTS 5000
#define COHORTS 5
#define SHORTEST 8
#define LONGEST (SHORTEST + COHORTS - 1)

static void draw_contracts(double alpha, double beta,
			   struct cs_life_counts *counts)
{
	for (int cohort = 0; cohort < COHORTS; cohort++) {
		unsigned left = CONTRACTS / COHORTS;
		double size = alpha + beta;

		/* of those left, h(n) lapse: the same as one by one */
		for (int n = 1; n <= SHORTEST + cohort; n++) {
			unsigned lapsed =
			    gsl_ran_binomial(rng, alpha / (size + n - 1), left);

			counts[n - 1].at_risk += left;
			counts[n - 1].lapsed += lapsed;
			left -= lapsed;
		}
	}
}

/* A positive parameter has its interval on the log scale. */
static struct cs_interval positive(double estimate, double se)
{
	double factor = exp(cs_z(LEVEL) * se / estimate);

	return (struct cs_interval){ estimate / factor, estimate * factor };
}

static void test_sbg(double alpha, double beta, unsigned long seed)
{
	static const size_t times[] = { 1, 6, 12, 24, 60 };
	size_t ntimes = sizeof times / sizeof *times;
	int converged = 0, alpha_covered = 0, beta_covered = 0;
	int covered[8] = { 0 };
	struct cs_sbg truth = { .alpha = alpha, .beta = beta };

	gsl_rng_set(rng, seed);
	for (int run = 0; run < RUNS; run++) {
		struct cs_life_counts counts[LONGEST] = { { 0 } };
		struct cs_sbg fit;

		draw_contracts(alpha, beta, counts);
		fit = cs_sbg_fit(counts, LONGEST);
		converged += fit.end == CS_SBG_CONVERGED;
		alpha_covered +=
		    contains(positive(fit.alpha, fit.alpha_se), alpha);
		beta_covered += contains(positive(fit.beta, fit.beta_se), beta);
		for (size_t i = 0; i < ntimes; i++)
			covered[i] += contains(
			    cs_sbg_survival_interval(&fit, times[i], LEVEL),
			    cs_sbg_survival(&truth, times[i]));
	}
	is_int(converged, RUNS,
	       named("sBG %g, %g: always converged", alpha, beta));
	judge(alpha_covered, true,
	      named("sBG %g, %g: alpha covered", alpha, beta));
	judge(beta_covered, true,
	      named("sBG %g, %g: beta covered", alpha, beta));
	for (size_t i = 0; i < ntimes; i++)
		judge(
		    covered[i], true,
		    named("sBG %g, %g: S(%zu) covered", alpha, beta, times[i]));
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	test_book();
	test_sbg(.7, 3.8, 1);
	test_sbg(.7, 1.2, 2);
	test_sbg(2, 8, 3);
	gsl_rng_free(rng);
	return done_testing();
}
