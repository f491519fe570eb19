/*
 * due.c - shares of what is still under way: who enquires and orders later,
 * orders that come late, complaints that are settled by their day.
 *
 * They begin evenly over the days that are watched, so that the last of them
 * cannot have come to their end. Right is to count those whose day has passed,
 * or a curve of all. To count all, or those that have come to their end, is
 * shown to miss: what is known early is not like the rest. To count those whose
 * day has passed or that ended before it is right where no day is to come, and
 * else looks too good by what is measured here.
 */
#include "tap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "stat/proportion.h"
#include "stat/survival.h"

#define LEVEL .95
enum { RUNS = 4000, MOST_DAYS = 731 };

static gsl_rng *rng;

static bool holds(struct cs_interval interval, double truth)
{
	return interval.low <= truth && truth <= interval.high;
}

/* --- who enquires and orders later: within 30, 90 and 365 days */

struct funnel {
	int enquirers, days;
	double never, mean; /* share who never order; days until the others do
			     */
};

static const struct funnel funnels[] = {
	{ 100, 365, .5, 20 },  { 400, 365, .5, 20 }, { 400, 731, .9, 20 },
	{ 400, 731, .5, 100 }, { 100, 200, .3, 60 },
};

/* Who ordered up to `span` civil days later. */
static double converted(const struct funnel *f, int span)
{
	return (1 - f->never) *
	       (1 - exp(-span / f->mean) * f->mean * (1 - exp(-1 / f->mean)));
}

static void draw_funnel(const struct funnel *f, int64_t *events,
			int64_t *censored)
{
	memset(events, 0, MOST_DAYS * sizeof *events);
	memset(censored, 0, MOST_DAYS * sizeof *censored);
	for (int i = 0; i < f->enquirers; i++) {
		double at = gsl_rng_uniform(rng) * f->days;
		double order = at + gsl_ran_exponential(rng, f->mean);

		if (gsl_rng_uniform(rng) < f->never || order >= f->days)
			censored[f->days - 1 - (int)at]++;
		else
			events[(int)order - (int)at]++;
	}
}

static void try_funnel(const struct funnel *f)
{
	static const int spans[] = { 30, 90, 365 };
	static int64_t events[MOST_DAYS], censored[MOST_DAYS];
	int held[3] = { 0 }, all[3] = { 0 }, naive = 0;

	for (int run = 0; run < RUNS; run++) {
		int64_t orders = 0;

		draw_funnel(f, events, censored);
		for (int t = 0; t < f->days; t++)
			orders += events[t];
		naive +=
		    holds(cs_wilson(orders, f->enquirers, LEVEL), 1 - f->never);
		for (int i = 0; i < 3; i++) {
			struct cs_km km =
			    cs_km_at(events, censored, (size_t)f->days,
				     spans[i], LEVEL, CS_CONF_LOG_LOG);

			/* nobody was watched so long */
			if (isnan(km.survival))
				continue;
			all[i]++;
			held[i] += holds(
			    (struct cs_interval){ 1 - km.high, 1 - km.low },
			    converted(f, spans[i]));
		}
	}
	for (int i = 0; i < 3 && spans[i] < f->days - 90; i++) {
		double share = (double)held[i] / all[i];

		ok(share > .93 && share < .97,
		   "%d enquirers in %d days: ordered within %d: held %.4f",
		   f->enquirers, f->days, spans[i], share);
	}
	ok((double)naive / RUNS < .95, "... all who ordered, of all: %.4f",
	   (double)naive / RUNS);
}

/* --- shares of what is due at a day */

/* How an order, or a complaint, that begins at 0 goes on. */
struct course {
	int due;   /* its day */
	int ended; /* the day of its end; behind all others: never */
};

enum { NEVER = 100000 };

/* Promised in 14 days; three in ten come up to ten days late. */
static struct course order(void)
{
	struct course c = { 14, 14 };

	if (gsl_rng_uniform(rng) < .3)
		c.ended += 1 + (int)gsl_rng_uniform_int(rng, 10);
	else if (gsl_rng_uniform(rng) < .6)
		c.ended -= 1 + (int)gsl_rng_uniform_int(rng, 10);
	return c;
}

/* To be settled in 7 days; one in five never is. */
static struct course complaint(void)
{
	struct course c = { 7, 1 + (int)gsl_rng_uniform_int(rng, 14) };

	if (gsl_rng_uniform(rng) < .2)
		c.ended = NEVER;
	return c;
}

struct matter {
	const char *name;
	struct course (*draw)(void);
	double kept; /* the share that ends by its day */
};

static const struct matter matters[] = {
	{ "orders in time", order, .7 },
	{ "complaints settled in time", complaint, .8 / 2 },
};

enum rule { PASSED, OR_ENDED, ENDED, ALL, NRULES };
static const char *const rules[] = { "whose day has passed",
				     "... or that ended", "that ended", "all" };

static bool counts(enum rule rule, struct course c, int watched)
{
	bool passed = c.due < watched, ended = c.ended <= watched;

	return rule == PASSED	  ? passed
	       : rule == OR_ENDED ? passed || ended
	       : rule == ENDED	  ? ended
				  : true;
}

/* n that began over so many days, the last of them `quiet` days ago. */
struct book {
	int days, n, quiet;
};

/* Of the shares in time: how many intervals hold, and by how much they miss */
struct miss {
	double held, bias;
};

static void try_book(const struct matter *matter, const struct book *book,
		     struct miss misses[NRULES])
{
	int64_t due[NRULES] = { 0 }, kept[NRULES] = { 0 };

	for (int i = 0; i < book->n; i++) {
		int watched = book->quiet + (int)gsl_rng_uniform_int(
						rng, (unsigned long)book->days);
		struct course c = matter->draw();
		bool in_time = c.ended <= c.due && c.ended <= watched;

		for (int rule = 0; rule < NRULES; rule++)
			if (counts((enum rule)rule, c, watched)) {
				due[rule]++;
				kept[rule] += in_time;
			}
	}
	for (int rule = 0; rule < NRULES; rule++) {
		double share = due[rule] == 0
				   ? matter->kept
				   : (double)kept[rule] / (double)due[rule];

		misses[rule].held += holds(
		    cs_wilson(kept[rule], due[rule], LEVEL), matter->kept);
		misses[rule].bias += share - matter->kept;
	}
}

static void try_matter(const struct matter *matter, struct book book)
{
	struct miss misses[NRULES] = { { 0 } };

	for (int run = 0; run < RUNS; run++)
		try_book(matter, &book, misses);
	printf("# %s, %d in %d days, the last %d days ago:", matter->name,
	       book.n, book.days, book.quiet);
	for (int rule = 0; rule < NRULES; rule++) {
		misses[rule].held /= RUNS;
		misses[rule].bias /= RUNS;
		printf(" %s %.4f, off by %.4f;", rules[rule], misses[rule].held,
		       misses[rule].bias);
	}
	puts("");
	ok(misses[PASSED].held > .93 && misses[PASSED].held < .97,
	   "%s, %d in %d days: of those whose day has passed", matter->name,
	   book.n, book.days);
	if (book.quiet > 0)
		/* what ended before its day is like the rest */
		ok(misses[OR_ENDED].held > .93 && misses[OR_ENDED].held < .97 &&
		       fabs(misses[OR_ENDED].bias) < .002,
		   "... or that ended, the last of them due");
	else
		/* as cs-contacts counts, to be told in cs-contacts(1) */
		ok(misses[OR_ENDED].bias > 0 &&
		       misses[OR_ENDED].bias * book.days < 4.5,
		   "... or that ended: too good, and the less the longer");
	if (book.days < 100 && book.quiet == 0)
		ok(misses[ENDED].held < .93 && misses[ALL].held < .93,
		   "... other ways miss");
}

int main(void)
{
	static const struct book books[] = {
		{ 365, 100, 0 }, { 365, 700, 0 }, { 60, 300, 0 },
		{ 30, 300, 0 },	 { 30, 300, 15 }, { 365, 700, 15 },
	};

	rng = gsl_rng_alloc(gsl_rng_mt19937);
	for (size_t i = 0; i < sizeof funnels / sizeof *funnels; i++)
		try_funnel(&funnels[i]);
	for (size_t i = 0; i < sizeof matters / sizeof *matters; i++)
		for (size_t j = 0; j < sizeof books / sizeof *books; j++)
			try_matter(&matters[i], books[j]);
	gsl_rng_free(rng);
	return done_testing();
}
