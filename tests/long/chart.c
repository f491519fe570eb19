/*
 * chart.c - how often do control charts of calm periods signal, and do they
 * find a bad one?
 *
 * Calm periods have one rate, or rates that differ by a fifth or a tenth from
 * one to the other, as weeks do. Then one of them has its rate times 1.6.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/controlchart.h"

enum { RUNS = 20000, MOST = 52 };

struct design {
	const char *name;
	enum cs_control_kind kind;
	int periods;
	double size, rate;
	double spread; /* of the rate over periods: standard deviation / mean */
	bool uneven;   /* sizes from half to one and a half */
};

static const struct design designs[] = {
	{ "u, 12 of 500, Poisson", CS_CHART_U, 12, 500, .2, 0, false },
	{ "u, 12 of 500, spread .2", CS_CHART_U, 12, 500, .2, .2, false },
	{ "u, 12 of 500, spread .1", CS_CHART_U, 12, 500, .2, .1, false },
	{ "u, 12 of 500 or so, spread .2", CS_CHART_U, 12, 500, .2, .2, true },
	{ "u, 8 of 500, Poisson", CS_CHART_U, 8, 500, .2, 0, false },
	{ "u, 8 of 500, spread .2", CS_CHART_U, 8, 500, .2, .2, false },
	{ "u, 52 of 500, Poisson", CS_CHART_U, 52, 500, .2, 0, false },
	{ "u, 52 of 500, spread .2", CS_CHART_U, 52, 500, .2, .2, false },
	{ "u, 12 of 50,000, spread .2", CS_CHART_U, 12, 50000, .2, .2, false },
	{ "p, 12 of 500, binomial", CS_CHART_P, 12, 500, .15, 0, false },
	{ "p, 12 of 500, spread .2", CS_CHART_P, 12, 500, .15, .2, false },
};

/* Shares of points, or of bad periods, that signal. */
struct found {
	double limits, runs, bad;
};

static gsl_rng *rng;

static void draw(const struct design *d, int bad,
		 struct cs_chart_period *periods)
{
	for (int i = 0; i < d->periods; i++) {
		double size = d->size, rate = d->rate;

		if (d->uneven)
			size *= .5 + gsl_rng_uniform(rng);
		if (d->spread > 0)
			rate *= gsl_ran_gamma(rng, 1 / (d->spread * d->spread),
					      d->spread * d->spread);
		if (i == bad)
			rate *= 1.6;
		periods[i] = (struct cs_chart_period){ .size = (int64_t)size,
						       .complete = true,
						       .baseline = true };
		periods[i].count =
		    d->kind == CS_CHART_U
			? gsl_ran_poisson(rng, rate * size)
			: gsl_ran_binomial(rng, rate, (unsigned)size);
	}
}

static struct found measure(const struct design *d, enum cs_sigma sigma)
{
	struct cs_chart_period periods[MOST];
	struct cs_chart_point points[MOST];
	struct found found = { 0 };
	double points_seen = (double)RUNS * d->periods;

	for (int run = 0; run < RUNS; run++) {
		int bad = (int)gsl_rng_uniform_int(rng, (size_t)d->periods);

		draw(d, -1, periods);
		cs_control_chart(periods, (size_t)d->periods, d->kind, sigma,
				 points);
		for (int i = 0; i < d->periods; i++) {
			found.runs +=
			    (points[i].signal == CS_SIGNAL_RUN) / points_seen;
			found.limits +=
			    (points[i].signal > CS_SIGNAL_RUN) / points_seen;
		}
		draw(d, bad, periods);
		cs_control_chart(periods, (size_t)d->periods, d->kind, sigma,
				 points);
		found.bad += points[bad].signal == CS_SIGNAL_ABOVE;
	}
	found.bad /= RUNS;
	return found;
}

int main(void)
{
	static const char *const names[] = { "auto", "laney", "poisson" };

	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t i = 0; i < sizeof designs / sizeof *designs; i++) {
		const struct design *d = &designs[i];
		double calm[3];

		for (int sigma = 0; sigma < 3; sigma++) {
			struct found found = measure(d, (enum cs_sigma)sigma);

			calm[sigma] = found.limits;
			printf("# %s, %s: %.4f signal, %.4f by runs, %.3f of "
			       "the bad found\n",
			       d->name, names[sigma], found.limits, found.runs,
			       found.bad);
		}
		ok(calm[CS_SIGMA_AUTO] < .02, "%s: auto seldom signals",
		   d->name);
		ok(d->spread < .2 || calm[CS_SIGMA_POISSON] > .1,
		   "%s: plain limits do, where periods differ", d->name);
	}
	gsl_rng_free(rng);
	return done_testing();
}
