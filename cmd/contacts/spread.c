/* spread.c - how far the share who buy again may be off where customers count
 * with several orders: see orders.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/tables.h"
#include "base/mem.h"
#include "contacts/study.h"
#include "stat/jackknife.h"

enum { DAY_MINUTES = 24 * 60 };

/* Squares are whole numbers of so many, so that they add up in any order. */
static const double UNIT = 1 << 20;

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

struct return_terms *return_terms_new(const struct contacts_rules *rules,
				      const struct cs_waits *const waits[],
				      size_t parts)
{
	struct return_terms *all = cs_calloc(1, sizeof *all);

	all->rules = rules;
	all->days = (size_t)days_of(rules->options->repurchase);
	all->parts = parts;
	all->terms = cs_calloc(parts * RETURN_FIGURES, sizeof *all->terms);
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
	for (size_t i = 0; i < all->parts * RETURN_FIGURES; i++)
		free(all->terms[i].event);
	free(all->terms);
	free(all);
}

/* --- the tallies -------------------------------------------------------- */

/* Of one customer, by figure. */
struct person {
	const struct return_terms *all;
	const struct return_term *terms;
	size_t classes;
	int64_t orders[RETURN_FIGURES];
	double sums[RETURN_FIGURES];
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

static void add_order(const struct contacts_rules *rules, size_t class,
		      struct return_wait wait, void *to)
{
	struct person *person = to;

	(void)rules;
	add_to(person, class, wait);
	if (person->classes < RETURN_FIGURES)
		add_to(person, RETURN_FIGURES - 1, wait);
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
