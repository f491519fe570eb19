/*
 * score.c - do the intervals of a mean and of the net promoter score hold what
 * the customers would say if all of them were asked?
 *
 * Five kinds of customers, by their chances to answer 0 to 10. The plain
 * interval of the score, without pseudo-answers, is shown to miss, as is the
 * mean's where nearly all answer alike.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/score.h"

#define LEVEL .95
enum { RUNS = 20000, KINDS = 5, PROMOTERS = 2, STEPS = 11 };

static const struct {
	const char *name;
	double chances[STEPS]; /* per cent */
} kinds[KINDS] = {
	{ "spread", { 5, 2, 3, 4, 5, 9, 8, 14, 16, 18, 16 } },
	{ "happy", { 1, 0, 0, 1, 1, 3, 4, 10, 20, 30, 30 } },
	{ "nearly all promoters", { 1, 0, 0, 0, 0, 0, 1, 1, 2, 25, 70 } },
	{ "torn", { 20, 8, 5, 3, 3, 4, 2, 3, 7, 15, 30 } },
	{ "lukewarm", { 1, 1, 2, 2, 4, 10, 15, 35, 20, 7, 3 } },
};
static const int numbers[] = { 10, 20, 30, 50, 100, 300 };

static gsl_rng *rng;

struct held {
	double net, plain, mean;
};

static bool holds(struct cs_interval interval, double truth)
{
	return interval.low <= truth && truth <= interval.high;
}

static struct cs_interval plain_net(double p, double d, double n)
{
	return cs_normal_interval(p - d, sqrt((p + d - (p - d) * (p - d)) / n),
				  LEVEL);
}

static struct held measure(const double *chances, int n)
{
	double net = chances[9] + chances[10], mean = 0;
	struct held held = { 0 };

	for (int i = 0; i < STEPS; i++) {
		mean += i * chances[i] / 100;
		net -= i <= 6 ? chances[i] : 0;
	}
	for (int run = 0; run < RUNS; run++) {
		struct cs_score_sums sums = { n, 0, 0 };
		unsigned of[STEPS];
		int promoters, detractors = 0;

		gsl_ran_multinomial(rng, STEPS, (unsigned)n, chances, of);
		for (int i = 0; i < STEPS; i++) {
			sums.sum += (int64_t)i * of[i];
			sums.squares += (int64_t)i * i * of[i];
			detractors += i <= 6 ? (int)of[i] : 0;
		}
		promoters = (int)(of[9] + of[10]);
		held.net +=
		    holds(cs_score_net(promoters, n - promoters - detractors,
				       detractors, LEVEL)
			      .interval,
			  net / 100);
		held.plain += holds(
		    plain_net((double)promoters / n, (double)detractors / n, n),
		    net / 100);
		held.mean +=
		    holds(cs_score_mean(&sums, 0, 10, LEVEL).interval, mean);
	}
	return (struct held){ held.net / RUNS, held.plain / RUNS,
			      held.mean / RUNS };
}

int main(void)
{
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (int k = 0; k < KINDS; k++) {
		for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
			struct held held =
			    measure(kinds[k].chances, numbers[i]);

			printf("# %s, %d: net %.4f, plain %.4f, mean %.4f\n",
			       kinds[k].name, numbers[i], held.net, held.plain,
			       held.mean);
			ok(numbers[i] < 20 ||
			       (held.net > .93 &&
				held.net < (k == PROMOTERS ? .985 : .97)),
			   "%s, %d answers: the score is held", kinds[k].name,
			   numbers[i]);
			ok(numbers[i] < 20 || k == PROMOTERS ||
			       (held.mean > .92 && held.mean < .97),
			   "... and the mean");
		}
	}
	ok(measure(kinds[PROMOTERS].chances, 10).plain < .5,
	   "ten of those who nearly all are promoters: the plain one misses");
	ok(measure(kinds[PROMOTERS].chances, 20).mean < .85,
	   "... and so does the mean's, of twenty");
	gsl_rng_free(rng);
	return done_testing();
}
