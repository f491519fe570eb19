/*
 * compare.c - how often cs_km_difference() finds a difference where there is
 * none, and its interval the true one.
 *
 * Customers come on any day of two years, as many on each or, in a growing
 * shop, ten times as many at the end, and are watched until its end; hazards
 * fall with time. "All watched" are watched for two years each.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/compare.h"
#include "stat/proportion.h"
#include "stat/survival.h"

enum { DAYS = 730, HORIZON = 180, MOST = 4, RUNS = 4000 };

enum entry { ALL_WATCHED, EVEN, GROWING };

static const char *const entries[] = { "all watched", "even", "growing" };

#define NOISE .007 /* two standard errors of .05 in RUNS runs */

static gsl_rng *rng;

struct group {
	int64_t events[DAYS + 1], censored[DAYS + 1];
};

/* Days from a first purchase to the end. */
static int watched(enum entry entry)
{
	double u = gsl_rng_uniform(rng);

	if (entry == ALL_WATCHED)
		return DAYS;
	/* density rises from 1 to 10 times: exp(k x), k = log 10 */
	return (int)(DAYS * (entry == EVEN ? u : 1 - log1p(9 * u) / log(10)));
}

/* A share `rate` have the event by HORIZON, most of them early. */
static double wait(double rate)
{
	double u = gsl_rng_uniform(rng);

	/* F(t) = 1 - (1 - rate)^((t / HORIZON)^.5) */
	return HORIZON * pow(log1p(-u) / log1p(-rate), 2);
}

static struct cs_times draw(struct group *group, int n, double rate,
			    enum entry entry)
{
	*group = (struct group){ { 0 }, { 0 } };
	for (int i = 0; i < n; i++) {
		double event = ceil(wait(rate));
		int end = watched(entry);

		if (event <= end)
			group->events[(size_t)event]++;
		else
			group->censored[end]++;
	}
	return (struct cs_times){ group->events, group->censored, DAYS + 1 };
}

/* Shares of the comparisons of all groups but the last with it. */
struct found {
	double size, any, covered, greenwood;
};

/* p < .05 by Greenwood's errors of both curves, which cs_km_difference() does
 * without. */
static bool greenwood(const struct cs_times *a, const struct cs_times *b)
{
	struct cs_km ours = cs_km_at(a->events, a->censored, a->ntimes, HORIZON,
				     .95, CS_CONF_LOG_LOG);
	struct cs_km theirs = cs_km_at(b->events, b->censored, b->ntimes,
				       HORIZON, .95, CS_CONF_LOG_LOG);

	double se = hypot(ours.se, theirs.se);

	return ours.se > 0 && theirs.se > 0 &&
	       fabs(theirs.survival - ours.survival) > cs_z(.95) * se;
}

struct design {
	int sizes[MOST], k, runs;
	double rate, other_rate;
	enum entry entry, other_entry;
};

static struct found measure(const struct design *design)
{
	static struct group groups[MOST];
	struct found found = { 0 };
	int compared = 0, last = design->k - 1;

	for (int run = 0; run < design->runs; run++) {
		struct cs_times times[MOST];
		double p[MOST];
		bool any = false;

		for (int g = 0; g <= last; g++)
			times[g] = draw(
			    &groups[g], design->sizes[g],
			    g == last ? design->other_rate : design->rate,
			    g == last ? design->other_entry : design->entry);
		for (int g = 0; g < last; g++) {
			struct cs_difference d = cs_km_difference(
			    &times[g], &times[last], HORIZON, .95);
			double truth = design->rate - design->other_rate;

			p[g] = d.p_value;
			compared += !isnan(d.difference);
			found.size += d.p_value < .05;
			found.greenwood += greenwood(&times[g], &times[last]);
			/* without an interval both are 0 or 1, and equal */
			found.covered += !isnan(d.difference) &&
					 (isnan(d.low) ||
					  (d.low <= truth && truth <= d.high));
		}
		cs_holm(p, (size_t)last, p);
		for (int g = 0; g < last; g++)
			any = any || p[g] < .05;
		found.any += any;
	}
	found.size /= compared;
	found.covered /= compared;
	found.greenwood /= compared;
	found.any /= design->runs;
	return found;
}

static const double rates[] = { .05, .1, .2, .3, .5, .7, .9, .95 };
enum { NRATES = sizeof rates / sizeof *rates };

/* Size at all rates; `least` and the coverage hold where five are expected. */
static void no_difference(const char *name, struct design design)
{
	int smallest = design.sizes[0];

	for (int g = 1; g < design.k; g++)
		smallest =
		    design.sizes[g] < smallest ? design.sizes[g] : smallest;
	printf("# %s\n#  rate   size  any, Holm  covered  Greenwood's size\n",
	       name);
	for (int r = 0; r < NRATES; r++) {
		double rate = rates[r];
		double expected = smallest * fmin(rate, 1 - rate);
		struct found f;

		design.rate = design.other_rate = rate;
		gsl_rng_set(rng, 1000 + (unsigned long)r);
		f = measure(&design);
		printf("#  %4.2f  %.3f      %.3f    %.3f             %.3f\n",
		       rate, f.size, f.any, f.covered, f.greenwood);
		ok(f.size <= .06 + NOISE && f.any <= .06 + NOISE,
		   "%s, rate %.2f: size at most .06", name, rate);
		if (expected >= 10)
			ok(f.size >= .03 && f.covered >= .93 &&
			       f.covered <= .97,
			   "... at least .03, and the interval covers");
	}
}

static void differing(const char *name, const struct design *design)
{
	struct found f;

	gsl_rng_set(rng, 7);
	f = measure(design);
	printf("# %s: covered %.3f, found %.3f\n", name, f.covered, f.size);
	ok(f.covered >= .93 && f.covered <= .97, "%s: covers", name);
}

int main(void)
{
	static const int pairs[][2] = { { 5, 5 },    { 5, 20 },	  { 10, 10 },
					{ 9, 2000 }, { 20, 20 },  { 20, 500 },
					{ 50, 50 },  { 100, 100 } };
	char name[80];

	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (enum entry e = ALL_WATCHED; e <= GROWING; e++) {
		snprintf(name, sizeof name, "200 in four groups, %s",
			 entries[e]);
		no_difference(
		    name,
		    (struct design){ { 20, 40, 60, 80 }, 4, RUNS, 0, 0, e, e });
		for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
			struct design d = { { pairs[i][0], pairs[i][1] },
					    2,
					    pairs[i][1] > 200 ? RUNS / 2 : RUNS,
					    0,
					    0,
					    e,
					    e };

			snprintf(name, sizeof name, "%d against %d, %s",
				 pairs[i][0], pairs[i][1], entries[e]);
			no_difference(name, d);
		}
	}
	no_difference(
	    "30 of a growing group against 100, even",
	    (struct design){ { 30, 100 }, 2, RUNS, 0, 0, GROWING, EVEN });
	differing(
	    "60 of 40 % against 100 of 60 %, growing",
	    &(struct design){ { 60, 100 }, 2, RUNS, .4, .6, GROWING, GROWING });
	differing(
	    "20 of 60 % against 1,000 of 30 %, even",
	    &(struct design){ { 20, 1000 }, 2, RUNS, .6, .3, EVEN, EVEN });
	differing(
	    "150 of 80 % against 150 of 50 %, growing and even",
	    &(struct design){ { 150, 150 }, 2, RUNS, .8, .5, GROWING, EVEN });
	gsl_rng_free(rng);
	return done_testing();
}
