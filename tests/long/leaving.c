/*
 * leaving.c - do intervals of the mean time up to a limit cover 93 to 97 %?
 *
 * Customers come at any time of a span of observation and are watched to its
 * end: staggered entry. Each design is drawn RUNS times with a seed of its own.
 * The limit is cs-lifetime's: the last time at which ten are watched, or a
 * quarter of fewer than twenty; the truth is that of the limit of each run.
 */
#include "tap.h"

#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/curve.h"

#define RUNS 4000
#define LEVEL .95
#define MOST 20000 /* customers */
#define SPAN 1.	   /* of observation */

static gsl_rng *rng;

struct person {
	double entry, time;
	int cause; /* 0: still there */
};

/* Persons in order of time, as counts; times are all different. */
struct drawn {
	double times[2 * MOST];
	int64_t events[2 * MOST], censored[2 * MOST], entered[2 * MOST];
	int64_t own[2 * MOST]; /* events of cause 1 */
	struct cs_km curve[2 * MOST];
	struct cs_spans spans;
};

static struct person persons[MOST];
static struct drawn drawn;

/* --- what is drawn ----------------------------------------------------- */

/* Weibull lifetimes: shape 1 is exponential. */
struct design {
	const char *name;
	size_t customers;
	double scale, shape;
	double late; /* share first seen at a time above 0 */
};

static double survival(const struct design *design, double time)
{
	return exp(-pow(time / design->scale, design->shape));
}

static int by_time(const void *a, const void *b)
{
	const struct person *x = a, *y = b;

	return (x->time > y->time) - (x->time < y->time);
}

static struct person draw_person(const struct design *design)
{
	struct person person = { 0 };

	do {
		double end = gsl_ran_flat(rng, 0, SPAN);

		person.time =
		    gsl_ran_weibull(rng, design->scale, design->shape);
		person.cause = person.time <= end;
		person.time = fmin(person.time, end);
		person.entry = gsl_rng_uniform(rng) < design->late
				   ? gsl_ran_flat(rng, 0, SPAN / 2)
				   : 0;
	} while (person.entry >= person.time);
	return person;
}

static void add(size_t i, double time)
{
	drawn.times[i] = time;
	drawn.events[i] = drawn.censored[i] = drawn.entered[i] = 0;
	drawn.own[i] = 0;
}

/* Persons who enter late are put in as times of their own. */
static void count(size_t n)
{
	static struct person instants[2 * MOST];
	size_t all = 0;

	drawn.spans = (struct cs_spans){
		0, drawn.times, drawn.events, drawn.censored, drawn.entered, 0
	};
	for (size_t i = 0; i < n; i++) {
		instants[all++] = persons[i];
		drawn.spans.start += persons[i].entry == 0;
		if (persons[i].entry > 0)
			instants[all++] =
			    (struct person){ 0, persons[i].entry, -1 };
	}
	qsort(instants, all, sizeof *instants, by_time);
	for (size_t i = 0; i < all; i++) {
		add(i, instants[i].time);
		drawn.events[i] = instants[i].cause > 0;
		drawn.own[i] = instants[i].cause == 1;
		drawn.censored[i] = instants[i].cause == 0;
		drawn.entered[i] = instants[i].cause < 0;
	}
	drawn.spans.n = all;
	cs_curve(&drawn.spans, LEVEL, CS_CONF_LOG_LOG, drawn.curve);
}

/* The last time at which enough are watched. */
static double limit(size_t customers)
{
	size_t i = drawn.spans.n;
	int64_t enough = customers < 20 ? (int64_t)(customers + 3) / 4 : 10;

	while (i > 1 && drawn.curve[i - 1].at_risk < enough)
		i--;
	return drawn.times[i - 1];
}

static void judge(int covered, const char *what, const char *design)
{
	double share = (double)covered / RUNS;

	printf("# %s, %s: %.4f\n", what, design, share);
	ok(share >= .93 && share <= .97, "%s, %s: 93 to 97 %%", what, design);
}

/* --- restricted means -------------------------------------------------- */

static double true_mean(const struct design *design, double to)
{
	enum { STEPS = 2000 };
	double sum = 0;

	for (int i = 0; i < STEPS; i++)
		sum += survival(design, to * (i + .5) / STEPS);
	return sum * to / STEPS;
}

static void means(const struct design *design)
{
	int covered = 0;

	gsl_rng_set(rng, 100 + design->customers);
	for (int run = 0; run < RUNS; run++) {
		struct cs_mean_time mean;
		double to, truth;

		for (size_t i = 0; i < design->customers; i++)
			persons[i] = draw_person(design);
		count(design->customers);
		to = limit(design->customers);
		truth = true_mean(design, to);
		mean = cs_restricted_mean(&drawn.spans, drawn.curve, to, LEVEL);
		covered += mean.low <= truth && truth <= mean.high;
	}
	judge(covered, "restricted mean", design->name);
}

int main(void)
{
	static const struct design designs[] = {
		{ "12 customers, exponential", 12, .5, 1, 0 },
		{ "20 customers, exponential", 20, .5, 1, 0 },
		{ "50 customers, exponential", 50, .5, 1, 0 },
		{ "200 customers, exponential", 200, .5, 1, 0 },
		{ "200 customers, few leave", 200, 5, 1, 0 },
		{ "50 customers, few leave", 50, 5, 1, 0 },
		{ "200 customers, early leavers", 200, .5, .5, 0 },
		{ "200 customers, late leavers", 200, .5, 2, 0 },
		{ "200 customers, half enter late", 200, .5, 1, .5 },
		{ "2,000 customers, exponential", 2000, .5, 1, 0 },
	};

	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t i = 0; i < sizeof designs / sizeof *designs; i++)
		means(&designs[i]);
	gsl_rng_free(rng);
	return done_testing();
}
