/* spread.c - how far the share who buy again may be off where customers count
 * with several orders: see orders.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/tables.h"
#include "base/mem.h"
#include "contacts/study.h"
#include "stat/rankscore.h"

enum { DAY_MINUTES = 24 * 60 };

/* --- what an order adds ------------------------------------------------- */

/* Of one curve, by day up to --repurchase. */
struct return_term {
	double n;      /* orders */
	double *event; /* of an event on that day; owned */
	double *gone;  /* of who is watched up to it: taken off */
};

/* Of a class within orders of one number. */
struct number_term {
	struct number_side {
		double n, share; /* orders, and who came back */
	} ours[NUMBERS], theirs[NUMBERS];
	double weight[NUMBERS]; /* ours to one of theirs; 0: left out */
};

struct return_terms {
	const struct contacts_rules *rules;
	size_t days;
	size_t parts;		   /* the whole, and each group */
	struct return_term *terms; /* [parts][RETURN_FIGURES] */
	/* the class that others are compared with, each by itself; else all */
	int against;
	struct cs_rank_terms **tests; /* [parts][RETURN_FIGURES]; NULL: none */
	struct number_term *numbers;  /* [parts][RETURN_FIGURES]; NULL: none */
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

void return_terms_adjust(struct return_terms *all, size_t part,
			 const struct return_count (*numbers)[NUMBERS])
{
	if (all->numbers == NULL)
		all->numbers = cs_calloc(all->parts * RETURN_FIGURES,
					 sizeof *all->numbers);
	for (int class = 0; class < NDELIVERIES; class ++) {
		struct number_term *term =
		    &all->numbers[part * RETURN_FIGURES + (size_t) class];

		for (int k = 0; k < NUMBERS; k++) {
			const struct return_count *ours = &numbers[class][k];
			const struct return_count *theirs =
			    &numbers[all->against][k];

			if (ours->orders == 0 || theirs->orders == 0)
				continue;
			term->ours[k] =
			    (struct number_side){ (double)ours->orders,
						  cs_ratio(ours->returned,
							   ours->orders) };
			term->theirs[k] =
			    (struct number_side){ (double)theirs->orders,
						  cs_ratio(theirs->returned,
							   theirs->orders) };
			term->weight[k] =
			    cs_ratio(ours->orders, theirs->orders);
		}
	}
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
	free(all->numbers);
	free(all);
}

/* --- the tallies -------------------------------------------------------- */

/* Of one customer, by figure. */
struct person {
	const struct return_terms *all;
	const struct return_term *terms;
	struct cs_rank_terms *const *tests;
	const struct number_term *numbers; /* NULL: none */
	size_t classes;
	int64_t all_orders, orders[RETURN_FIGURES];
	double sums[RETURN_FIGURES];
	/* of orders that are watched long enough, by class */
	struct number_count {
		int64_t orders, returned;
	} counts[RETURN_FIGURES][NUMBERS];
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

static void add_number(struct person *person, size_t class,
		       struct return_wait wait)
{
	struct number_count *count = &person->counts[class][wait.number];
	int32_t days = (int32_t)person->all->days;

	if (wait.watched < days)
		return;
	count->orders++;
	count->returned += wait.returned && wait.days <= days;
}

static void add_order(const struct contacts_rules *rules, size_t class,
		      struct return_wait wait, void *to)
{
	struct person *person = to;

	(void)rules;
	person->all_orders++;
	add_to(person, class, wait);
	add_scores(person, class, wait);
	if (person->numbers != NULL)
		add_number(person, class, wait);
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
			if (u[g][0] != 0)
				spread->products[g] +=
				    (cs_sum)(u[g][0] * u[g][0] * SCORE_UNIT);
			continue;
		}
		for (size_t h = g; h < RETURN_FIGURES; h++)
			spread->products[n++] +=
			    (cs_sum)(u[0][g] * u[0][h] * SCORE_UNIT);
	}
}

static void add_square(struct spread_count *of, int64_t orders, double sum)
{
	of->customers += orders > 0;
	of->several += orders > 1;
	of->squares += (cs_sum)(sum * sum * SPREAD_UNIT);
}

/* So many times, as if the figure of n were made without the customer. */
static double without(double n, int64_t orders)
{
	double left = n - (double)orders;

	return left > 0 ? n / left : 0;
}

static double add_side(const struct number_side *of,
		       const struct number_count *count)
{
	return ((double)count->returned - of->share * (double)count->orders) *
	       without(of->n, count->orders);
}

/* What the customer adds within orders of one number, of a class and the
 * other. */
static void add_numbers(const struct person *person, size_t class,
			struct spread_count *to)
{
	const struct number_term *term = &person->numbers[class];
	const struct number_count *ours = person->counts[class],
				  *theirs =
				      person->counts[person->all->against];
	int64_t orders = 0;
	double sum = 0;

	for (int k = 0; k < NUMBERS; k++) {
		if (term->weight[k] == 0)
			continue;
		orders += ours[k].orders + theirs[k].orders;
		sum += add_side(&term->ours[k], &ours[k]) -
		       term->weight[k] * add_side(&term->theirs[k], &theirs[k]);
	}
	add_square(to, orders, sum);
}

static void add_sums(struct person *person, struct return_spread *spread)
{
	int against = person->all->against;
	double *sums = person->sums;

	for (size_t i = 0; i < RETURN_FIGURES; i++) {
		if (person->orders[i] == 0)
			continue;
		sums[i] *= without(person->terms[i].n, person->orders[i]);
		add_square(&spread->of[i], person->orders[i], sums[i]);
	}
	if (against < 0)
		return;
	for (size_t i = 0; i < RETURN_FIGURES; i++) {
		if (sums[i] != 0 && sums[against] != 0)
			spread->crosses[i] +=
			    (cs_sum)(sums[i] * sums[against] * SPREAD_UNIT);
		if (person->numbers != NULL && i != (size_t)against)
			add_numbers(person, i, &spread->adjusted[i]);
	}
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer, return_visitor *each,
		size_t classes)
{
	const struct return_terms *all = with;
	size_t first = customer->focus * RETURN_FIGURES;
	struct return_spread *spread = tally;
	struct person person = {
		.all = all,
		.terms = all->terms + first,
		.tests = all->tests + first,
		.numbers = all->numbers == NULL ? NULL : all->numbers + first,
		.classes = classes,
	};

	each(all->rules, customer, add_order, &person);
	add_sums(&person, spread);
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
	CS_MEMBERS(struct return_spread, "sssss", crosses),
	CS_MEMBERS(struct return_spread, "qqsqqsqqsqqsqqs", adjusted),
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
