/*
 * strata.c - shares compared within strata: are exact test and score test of
 * the size they say, and do their intervals hold what is true?
 *
 * Where nothing differs .03 to .06 of the p-values are to be at most .05, with
 * ten or more compared; fewer have too few outcomes for that, .02 to .07.
 * Intervals are to cover ratio and excess in 93 to 97 % of the samples of a
 * hundred compared or more. All that is measured is printed.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/strata.h"

#define RUNS 4000
#define LEVEL .95
#define MOST 400 /* strata */

static gsl_rng *rng;

/*
 * `n` compared over `strata`, each with `others` of them; the chance of an
 * event there runs from rate - spread to rate + spread. That of the compared is
 * `ratio` times as large.
 */
struct design {
	unsigned n, strata, others;
	double rate, spread, ratio;
};

/* What was found so far. */
struct found {
	int tests, refused, exact;
	int ratio, excess; /* intervals that held the truth */
	double share_of;   /* mean expected, of the compared */
};

static double rate_of(const struct design *design, unsigned s)
{
	double place =
	    design->strata > 1 ? 2.0 * s / (design->strata - 1.0) - 1 : 0;

	return design->rate + design->spread * place;
}

/* Returns what is expected of the compared, had they been like the others. */
static double draw(const struct design *design, struct cs_risk_stratum *strata)
{
	double expected = 0;

	for (unsigned s = 0; s < design->strata; s++) {
		unsigned n = design->n / design->strata +
			     (s < design->n % design->strata);
		double rate = rate_of(design, s);

		expected += n * rate;
		strata[s] = (struct cs_risk_stratum){
			.n = n,
			.events =
			    gsl_ran_binomial(rng, design->ratio * rate, n),
			.other_n = design->others,
			.other_events =
			    gsl_ran_binomial(rng, rate, design->others),
		};
	}
	return expected;
}

static struct found measure(const struct design *design)
{
	static struct cs_risk_stratum strata[MOST];
	struct found found = { 0 };

	for (int run = 0; run < RUNS; run++) {
		double expected = draw(design, strata);
		double excess = (design->ratio - 1) * expected;
		struct cs_risks got =
		    cs_compare_risks(strata, design->strata, LEVEL);

		found.tests += !isnan(got.p_value);
		found.refused += got.p_value <= 1 - LEVEL;
		found.exact += !isnan(got.p_exact);
		found.ratio += got.ratio_interval.low <= design->ratio &&
			       design->ratio <= got.ratio_interval.high;
		found.excess += got.excess_interval.low <= excess &&
				excess <= got.excess_interval.high;
	}
	return found;
}

/* --- size --------------------------------------------------------------- */

static void sizes(unsigned strata, unsigned others, double spread,
		  unsigned seed)
{
	static const unsigned compared[] = { 5, 8, 10, 15, 20, 30, 50 };
	static const double rates[] = { .05, .1, .2, .3, .5, .7, .8, .9, .95 };

	gsl_rng_set(rng, seed);
	printf("# p <= .05 in %u strata of %u others, rates -+ %g\n", strata,
	       others, spread);
	for (size_t i = 0; i < sizeof compared / sizeof *compared; i++) {
		double least = 1, most = 0;

		printf("# %2u:", compared[i]);
		for (size_t j = 0; j < sizeof rates / sizeof *rates; j++) {
			double room = fmin(rates[j], 1 - rates[j]);
			struct design design = { compared[i],
						 strata,
						 others,
						 rates[j],
						 fmin(spread, room * .9),
						 1 };
			struct found found = measure(&design);
			double size = (double)found.refused / RUNS;

			printf(" %.3f%s", size,
			       found.exact * 2 > RUNS ? "e" : "");
			least = fmin(least, size);
			most = fmax(most, size);
		}
		printf("\n");
		ok(compared[i] < 10 ? least > .018 && most < .07
				    : least >= .03 && most <= .06,
		   "%u compared in %u strata: the size", compared[i], strata);
	}
}

/* --- coverage ------------------------------------------------------------ */

static const struct {
	const char *name;
	struct design design;
	bool judged;
} designs[] = {
	{ "one stratum, no effect", { 100, 1, 400, .3, 0, 1 }, true },
	{ "one stratum, ratio 1.5", { 100, 1, 400, .3, 0, 1.5 }, true },
	{ "one stratum, ratio 3", { 100, 1, 400, .2, 0, 3 }, true },
	{ "rates near 1", { 100, 1, 400, .85, 0, 1.05 }, true },
	{ "20 strata, no effect", { 100, 20, 30, .4, .3, 1 }, true },
	{ "20 strata, ratio 1.5", { 100, 20, 30, .4, .2, 1.5 }, true },
	{ "20 strata, ratio .5", { 100, 20, 30, .4, .3, .5 }, true },
	{ "100 strata of one, no effect", { 100, 100, 8, .4, .3, 1 }, true },
	{ "100 strata of one, ratio 1.5", { 100, 100, 8, .4, .2, 1.5 }, true },
	{ "100 strata of one, ratio 2", { 100, 100, 8, .3, .15, 2 }, true },
	{ "400 strata of five, ratio 1.5",
	  { 2000, 400, 8, .4, .2, 1.5 },
	  true },
	{ "400 strata of five, few others",
	  { 2000, 400, 3, .4, .2, 1.2 },
	  true },
	{ "20 compared, ratio 1.5", { 20, 20, 20, .4, .2, 1.5 }, false },
	{ "10 compared, ratio 1.5", { 10, 10, 20, .4, .2, 1.5 }, false },
	{ "5 compared, ratio 1", { 5, 5, 20, .5, .3, 1 }, false },
	{ "5 compared, ratio 1.5", { 5, 5, 20, .4, .2, 1.5 }, false },
};

static void coverage(void)
{
	for (size_t i = 0; i < sizeof designs / sizeof *designs; i++) {
		struct found found;
		double ratio, excess;

		gsl_rng_set(rng, 700 + i);
		found = measure(&designs[i].design);
		ratio = (double)found.ratio / RUNS;
		excess = (double)found.excess / RUNS;
		printf("# %s: ratio %.4f, excess %.4f\n", designs[i].name,
		       ratio, excess);
		ok(!designs[i].judged || (ratio >= .93 && ratio <= .97),
		   "%s: the ratio", designs[i].name);
		ok(!designs[i].judged || (excess >= .93 && excess <= .97),
		   "%s: the excess", designs[i].name);
	}
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	sizes(1, 100, 0, 600);
	sizes(5, 40, .2, 601);
	coverage();
	gsl_rng_free(rng);
	return done_testing();
}
