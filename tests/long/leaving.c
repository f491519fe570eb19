/*
 * leaving.c - do intervals of the mean time up to a limit, and of incidences by
 * cause, cover 93 to 97 %? Has Gray's test its size?
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
#include "stat/incidence.h"

#define RUNS 4000
#define LEVEL .95
#define MOST 2000 /* customers */
#define SPAN 1.	  /* of observation */

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
	double own;  /* share that leaves for cause 1 */
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
		bool own = gsl_rng_uniform(rng) < design->own;

		person.time =
		    gsl_ran_weibull(rng, design->scale, design->shape);
		person.cause = person.time > end ? 0 : own ? 1 : 2;
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

static void draw(const struct design *design)
{
	for (size_t i = 0; i < design->customers; i++)
		persons[i] = draw_person(design);
	count(design->customers);
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

static void judge(double share, double most, const char *what,
		  const char *design)
{
	printf("# %s, %s: %.4f\n", what, design, share);
	ok(share >= .93 && share <= most, "%s, %s: 93 to %g %%", what, design,
	   100 * most);
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

		draw(design);
		to = limit(design->customers);
		truth = true_mean(design, to);
		mean = cs_restricted_mean(&drawn.spans, drawn.curve, to, LEVEL);
		covered += mean.low <= truth && truth <= mean.high;
	}
	judge((double)covered / RUNS, .97, "restricted mean", design->name);
}

/* --- incidences -------------------------------------------------------- */

/* Of cause 1 by `time`; 0: by the limit. Where nobody left for it there is no
 * interval, and nothing is judged. */
static void incidences(const struct design *design, double time)
{
	static struct cs_incidence curve[2 * MOST];
	int64_t covered = 0, printed = 0, events = 0;

	gsl_rng_set(rng, 200 + design->customers);
	for (int run = 0; run < RUNS; run++) {
		const struct cs_incidence *at = curve;
		double to, truth;

		draw(design);
		to = time > 0 ? time : limit(design->customers);
		truth = design->own * (1 - survival(design, to));
		cs_incidence_curve(&drawn.spans, drawn.own, LEVEL,
				   CS_CONF_LOG_LOG, curve);
		for (size_t i = 0; i < drawn.spans.n && drawn.times[i] <= to;
		     i++)
			at = &curve[i];
		events += at->events_by;
		printed += at->incidence > 0;
		covered += at->low <= truth && truth <= at->high;
	}
	/* of fewer than five events they are a little long */
	judge((double)covered / (double)printed, events < 5 * RUNS ? .98 : .97,
	      time > 0 ? "incidence, early" : "incidence", design->name);
}

/* --- Gray's test ------------------------------------------------------- */

/*
 * k groups of so many customers, of whom the share `own` leaves for cause 1 in
 * the same time; for others they leave the sooner the later the group.
 */
struct alike {
	const char *name;
	size_t k, customers;
	double own;
};

enum { MOST_GROUPS = 4 };

static void draw_group(const struct alike *alike, size_t g, struct drawn *group)
{
	struct design cause = { .scale = .5, .shape = 1, .own = 1 };
	struct design others = { .scale = 1 / (1. + (double)g), .shape = 1 };

	for (size_t i = 0; i < alike->customers; i++)
		persons[i] = draw_person(
		    gsl_rng_uniform(rng) < alike->own ? &cause : &others);
	count(alike->customers);
	*group = drawn;
	group->spans.times = group->times;
	group->spans.events = group->events;
	group->spans.censored = group->censored;
	group->spans.entered = NULL;
}

static void size_of_test(const struct alike *alike)
{
	static struct drawn groups[MOST_GROUPS];
	struct cs_spans spans[MOST_GROUPS];
	const int64_t *own[MOST_GROUPS];
	int below = 0;

	gsl_rng_set(rng, 300 + alike->k);
	for (int run = 0; run < RUNS; run++) {
		for (size_t g = 0; g < alike->k; g++) {
			draw_group(alike, g, &groups[g]);
			spans[g] = groups[g].spans;
			own[g] = groups[g].own;
		}
		below += cs_gray_test(spans, own, alike->k).p_value < .05;
	}
	printf("# Gray's test, %s: %.4f\n", alike->name, (double)below / RUNS);
	ok(below >= .03 * RUNS && below <= .06 * RUNS,
	   "Gray's test, %s: 3 to 6 %%", alike->name);
}

int main(void)
{
	static const struct design designs[] = {
		{ "12 customers, exponential", 12, .5, 1 },
		{ "20 customers, exponential", 20, .5, 1 },
		{ "50 customers, exponential", 50, .5, 1 },
		{ "200 customers, exponential", 200, .5, 1 },
		{ "50 customers, few leave", 50, 5, 1 },
		{ "200 customers, few leave", 200, 5, 1 },
		{ "200 customers, early leavers", 200, .5, .5 },
		{ "200 customers, late leavers", 200, .5, 2 },
		{ "200 customers, half enter late", 200, .5, 1, .5 },
		{ "2,000 customers, exponential", 2000, .5, 1 },
	};
	static const struct design causes[] = {
		{ "half of 50", 50, .5, 1, 0, .5 },
		{ "a fifth of 50", 50, .5, 1, 0, .2 },
		{ "half of 200", 200, .5, 1, 0, .5 },
		{ "a tenth of 200", 200, .5, 1, 0, .1 },
		{ "nine tenths of 200", 200, .5, 1, 0, .9 },
		{ "three tenths of 200, half enter late", 200, .5, 1, .5, .3 },
		{ "a twentieth of 2,000", 2000, .5, 1, 0, .05 },
	};
	static const struct alike alike[] = {
		{ "2 groups of 30, half", 2, 30, .5 },
		{ "2 groups of 100, a tenth", 2, 100, .1 },
		{ "2 groups of 1,000, a fifth", 2, 1000, .2 },
		{ "4 groups of 50, half", 4, 50, .5 },
	};

	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t i = 0; i < sizeof designs / sizeof *designs; i++)
		means(&designs[i]);
	for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
		incidences(&causes[i], 0);
		incidences(&causes[i], .1);
	}
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
		size_of_test(&alike[i]);
	gsl_rng_free(rng);
	return done_testing();
}
