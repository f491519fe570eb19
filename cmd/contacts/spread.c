/* spread.c - how far the share who buy again may be off where customers count
 * with several orders: see orders.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/tables.h"
#include "base/mem.h"
#include "contacts/study.h"
#include "stat/jackknife.h"
#include "stat/rankscore.h"

enum { DAY_MINUTES = 24 * 60 };

/* Squares are whole numbers of so many, so that they add up in any order. */
static const double UNIT = 1 << 20;
/* Of scores, which are a few at most. */
static const double SCORE_UNIT = 1099511627776.; /* 2^40 */

/* --- what an order adds ------------------------------------------------- */

/* Of one curve, by day up to --repurchase. */
struct return_term {
	double n;      /* orders */
	double *event; /* of an event on that day; owned */
	double *gone;  /* of who is watched up to it: taken off */
};

struct return_terms {
	const struct contacts_rules *rules;
	size_t days;
	size_t parts;		   /* the whole, and each group */
	struct return_term *terms; /* [parts][RETURN_FIGURES] */
	/* the class that others are compared with, each by itself; else all */
	int against;
	struct cs_rank_terms **tests; /* [parts][RETURN_FIGURES]; NULL: none */
};

static struct return_term term_of(const struct cs_spans *spans, size_t days)
{
	double n = (double)spans->start, at_risk = n, sum = 0, events;
	struct return_term term = {
		n, cs_calloc(2 * (days + 1), sizeof *term.event), NULL
	};
	size_t next = 0;

	term.gone = term.event + days + 1;
	for (size_t i = 0; i < spans->n; i++) {
		size_t day = (size_t)(spans->times[i] / DAY_MINUTES);

		if (day > days)
			break;
		for (; next < day; next++)
			term.gone[next] = n * sum;
		events = (double)spans->events[i];
		if (at_risk > events) { /* else S is 0, and has no interval */
			term.event[day] = n / (at_risk - events);
			sum += events / (at_risk * (at_risk - events));
		}
		at_risk -= events + (double)spans->censored[i];
	}
	for (; next <= days; next++)
		term.gone[next] = n * sum;
	return term;
}

/* Of what is compared in one part. */
static void tests_of(struct return_terms *all, const struct cs_waits *waits,
		     struct cs_rank_terms **tests)
{
	struct cs_wait_curve curves[RETURN_FIGURES] = { 0 };
	struct cs_spans spans[RETURN_FIGURES] = { { 0 } };
	size_t n = waits->classes;

	for (size_t i = 0; i < n; i++) {
		curves[i] = cs_waits_curve(waits, (int)i, CS_LEVEL);
		spans[i] = curves[i].spans;
	}
	if (all->against < 0)
		tests[0] = cs_rank_terms_new(spans, n);
	for (int i = 0; all->against >= 0 && i < (int)n; i++)
		if (i != all->against)
			tests[i] = cs_rank_terms_new(
			    (const struct cs_spans[]){ spans[i],
						       spans[all->against] },
			    2);
	for (size_t i = 0; i < n; i++)
		cs_wait_curve_release(&curves[i]);
}

struct return_terms *return_terms_new(const struct contacts_rules *rules,
				      const struct cs_waits *const waits[],
				      size_t parts, int against)
{
	struct return_terms *all = cs_calloc(1, sizeof *all);

	all->rules = rules;
	all->days = (size_t)days_of(rules->options->repurchase);
	all->parts = parts;
	all->against = against;
	all->terms = cs_calloc(parts * RETURN_FIGURES, sizeof *all->terms);
	all->tests = cs_calloc(parts * RETURN_FIGURES, sizeof(*all->tests));
	for (size_t i = 0; i < parts; i++)
		tests_of(all, waits[i], all->tests + i * RETURN_FIGURES);
	for (size_t i = 0; i < parts * RETURN_FIGURES; i++) {
		const struct cs_waits *of = waits[i / RETURN_FIGURES];
		size_t class = i % RETURN_FIGURES;
		struct cs_wait_curve curve = cs_waits_curve(
		    of, class < of->classes ? (int)class : CS_ALL_CLASSES,
		    CS_LEVEL);

		all->terms[i] = term_of(&curve.spans, all->days);
		cs_wait_curve_release(&curve);
	}
	return all;
}

void return_terms_free(struct return_terms *all)
{
	if (all == NULL)
		return;
	for (size_t i = 0; i < all->parts * RETURN_FIGURES; i++) {
		free(all->terms[i].event);
		cs_rank_terms_free(all->tests[i]);
	}
	free(all->terms);
	free((void *)all->tests);
	free(all);
}

/* --- the tallies -------------------------------------------------------- */

/* Of one customer, by figure. */
struct person {
	const struct return_terms *all;
	const struct return_term *terms;
	struct cs_rank_terms *const *tests;
	size_t classes;
	int64_t all_orders, orders[RETURN_FIGURES];
	double sums[RETURN_FIGURES];
	/* by test and group */
	double scores[RETURN_FIGURES][RETURN_FIGURES];
};

static void add_to(struct person *person, size_t figure,
		   struct return_wait wait)
{
	const struct return_term *term = &person->terms[figure];
	size_t days = person->all->days, day = (size_t)wait.days;

	person->orders[figure]++;
	if (wait.returned && day <= days)
		person->sums[figure] += term->event[day];
	person->sums[figure] -= term->gone[day < days ? day : days];
}

static void add_scores(struct person *person, size_t class,
		       struct return_wait wait)
{
	double time = (double)(wait.days > 0 ? wait.days : 0) * DAY_MINUTES;
	int against = person->all->against;

	for (size_t i = 0; i < RETURN_FIGURES; i++)
		if (person->tests[i] != NULL &&
		    (against < 0 || class == i || class == (size_t)against))
			cs_rank_terms_add(
			    person->tests[i], against < 0 ? class : class != i,
			    time, wait.returned, person->scores[i]);
}

static void add_order(const struct contacts_rules *rules, size_t class,
		      struct return_wait wait, void *to)
{
	struct person *person = to;

	(void)rules;
	person->all_orders++;
	add_to(person, class, wait);
	add_scores(person, class, wait);
	if (person->classes < RETURN_FIGURES)
		add_to(person, RETURN_FIGURES - 1, wait);
}

/* Of pairs the square, by class; else the products, of group by group. */
static void add_products(const struct person *person,
			 struct return_spread *spread)
{
	const double(*u)[RETURN_FIGURES] = person->scores;
	size_t n = 0;

	spread->several += person->all_orders > 1;
	for (size_t g = 0; g < RETURN_FIGURES; g++) {
		if (person->all->against >= 0) {
			spread->products[g] +=
			    (cs_sum)(u[g][0] * u[g][0] * SCORE_UNIT);
			continue;
		}
		for (size_t h = g; h < RETURN_FIGURES; h++)
			spread->products[n++] +=
			    (cs_sum)(u[0][g] * u[0][h] * SCORE_UNIT);
	}
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer, return_visitor *each,
		size_t classes)
{
	const struct return_terms *all = with;
	struct return_spread *spread = tally;
	struct person person = {
		.all = all,
		.terms = all->terms + customer->focus * RETURN_FIGURES,
		.tests = all->tests + customer->focus * RETURN_FIGURES,
		.classes = classes,
	};

	each(all->rules, customer, add_order, &person);
	for (size_t i = 0; i < RETURN_FIGURES; i++) {
		struct spread_count *of = &spread->of[i];
		double n = person.terms[i].n,
		       left = n - (double)person.orders[i];
		/* as if the curve were made without the customer */
		double sum = left > 0 ? person.sums[i] * n / left : 0;

		of->customers += person.orders[i] > 0;
		of->several += person.orders[i] > 1;
		of->squares += (cs_sum)(sum * sum * UNIT);
	}
	add_products(&person, spread);
}

static void add_delivered(void *tally, const void *with,
			  const struct cs_customer *customer)
{
	add(tally, with, customer, each_delivered, NDELIVERIES);
}

static void add_effect(void *tally, const void *with,
		       const struct cs_customer *customer)
{
	add(tally, with, customer, each_effect, RETURN_FIGURES);
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct return_spread, "qqsqqsqqsqqsqqs", of),
	CS_MEMBERS(struct return_spread, "sssssssssssssss", products),
	CS_MEMBERS(struct return_spread, "q", several),
	{ NULL },
};

const struct cs_tally delivery_spread_tally = {
	.size = sizeof(struct return_spread),
	.add = add_delivered,
	.members = members,
};

const struct cs_tally effect_spread_tally = {
	.size = sizeof(struct return_spread),
	.add = add_effect,
	.members = members,
};

/* --- the interval ------------------------------------------------------- */

struct cs_interval returned_interval(const struct cs_km *km,
				     const struct cs_wait_curve *curve,
				     const struct spread_count *of)
{
	struct cs_interval interval = { 1 - km->high, 1 - km->low };
	struct cs_spread spread = { .df = (double)(of->customers - 1) };
	struct cs_interval survival;

	if (of->several == 0)
		return interval;
	spread.se = km->survival * sqrt((double)of->squares / UNIT) /
		    (double)curve->spans.start;
	survival =
	    cs_spread_survival(km->survival, spread, CS_CONF_LOG_LOG, CS_LEVEL);
	/* that customers differ less than by chance is chance */
	return (struct cs_interval){ fmin(interval.low, 1 - survival.high),
				     fmax(interval.high, 1 - survival.low) };
}

/* --- the test ----------------------------------------------------------- */

double pair_p(const struct cs_wait_curve *ours,
	      const struct cs_wait_curve *theirs,
	      const struct return_spread *spread, int class)
{
	const struct cs_spans spans[] = { ours->spans, theirs->spans };
	double z[2], square = (double)spread->products[class] / SCORE_UNIT;

	if (ours->spans.n == 0 || theirs->spans.n == 0)
		return __builtin_nan("");
	if (spread->several == 0)
		return cs_rank_test(spans, 2, CS_LOG_RANK).p_value;
	cs_rank_scores(spans, 2, CS_LOG_RANK, z);
	return cs_rank_clustered(
		   z, (const double[]){ square, -square, -square, square }, 2)
	    .p_value;
}

double classes_p(const struct cs_wait_curve curves[],
		 const struct return_spread *spread)
{
	struct cs_spans spans[RETURN_FIGURES] = { { 0 } };
	double z[RETURN_FIGURES], v[RETURN_FIGURES * RETURN_FIGURES];
	size_t classes[RETURN_FIGURES], n = 0;

	for (size_t i = 0; i < RETURN_FIGURES; i++)
		if (curves[i].spans.n > 0) {
			classes[n] = i;
			spans[n++] = curves[i].spans;
		}
	if (n < 2)
		return __builtin_nan("");
	if (spread->several == 0)
		return cs_rank_test(spans, n, CS_LOG_RANK).p_value;
	cs_rank_scores(spans, n, CS_LOG_RANK, z);
	for (size_t i = 0; i < n * n; i++) {
		size_t g = classes[i / n], h = classes[i % n],
		       low = g < h ? g : h, high = g < h ? h : g;

		/* as add_products() counts them */
		v[i] = (double)spread->products[low * RETURN_FIGURES -
						low * (low + 1) / 2 + high] /
		       SCORE_UNIT;
	}
	return cs_rank_clustered(z, v, n).p_value;
}
