/* people.c - see people.h. */
#include "simulate/people.h"

#include <math.h>

#define DAYS_OF_WEEK 7

static uint8_t draw_group(const struct settings *s, struct draws *draws)
{
	double u = draw_uniform(draws), sum = 0;
	size_t i = 0;

	for (; i + 1 < s->groups.count; i++) {
		sum += s->groups.list[i].share;
		if (u < sum)
			break;
	}
	return (uint8_t)i;
}

static void draw_habits(struct person *person, struct draws *draws)
{
	uint32_t country = draw_below(draws, 100);
	uint32_t channel = draw_below(draws, 100);

	person->country = country < 55 ? 0 : country < 85 ? 1 : 2;
	person->channel = channel < 60 ? 0 : channel < 85 ? 1 : 2;
}

static double draw_rate(const double *par, struct draws *draws)
{
	return draw_gamma(draws, par[PAR_R]) / (par[PAR_ALPHA] * DAYS_OF_WEEK);
}

static double draw_leaving_rate(const double *par, struct draws *draws)
{
	return draw_gamma(draws, par[PAR_S]) * par[PAR_LAPSE_FACTOR] /
	       (par[PAR_BETA] * DAYS_OF_WEEK);
}

/* How it buys and leaves. */
static void draw_nature(struct person *person, const struct settings *s,
			struct draws *draws)
{
	const double *par = s->groups.list[person->group].par;

	if (s->model == SBG)
		person->leaving =
		    draw_beta(draws, par[PAR_ALPHA], par[PAR_BETA]);
	if (contractual(s))
		return;
	person->rate = draw_rate(par, draws);
	if (s->model != PARETO_NBD) {
		person->leaving = draw_beta(draws, par[PAR_A], par[PAR_B]) *
				  par[PAR_LAPSE_FACTOR];
	} else {
		double rate = draw_leaving_rate(par, draws);

		person->leaving = person->at + draw_exponential(draws) / rate;
	}
}

struct draws person_draws(const struct person *person, const struct settings *s,
			  enum purpose purpose)
{
	return draws_begin((uint64_t)s->seed, person->number, purpose,
			   person->orders);
}

double person_leaving_rate(const struct person *person,
			   const struct settings *s)
{
	const double *par = s->groups.list[person->group].par;
	struct draws draws =
	    draws_begin((uint64_t)s->seed, person->number, DRAW_MODEL, 0);

	draw_rate(par, &draws);
	return draw_leaving_rate(par, &draws);
}

void person_init(struct person *person, const struct settings *s,
		 uint32_t number)
{
	struct draws draws;
	const double *par;

	*person = (struct person){ .number = number, .left = NEVER };
	draws = person_draws(person, s, DRAW_GROUP);
	person->group = draw_group(s, &draws);
	par = s->groups.list[person->group].par;
	draws = person_draws(person, s, DRAW_ENTRY);
	person->at = draw_uniform(&draws) * s->entry_days;
	if (contractual(s))
		person->at = floor(person->at);
	draws = person_draws(person, s, DRAW_MODEL);
	draw_nature(person, s, &draws);
	draws = person_draws(person, s, DRAW_VALUE);
	person->spread = draw_gamma(&draws, par[PAR_Q]) / par[PAR_GAMMA];
	draws = person_draws(person, s, DRAW_HABITS);
	draw_habits(person, &draws);
	draws = person_draws(person, s, DRAW_SURVEY);
	if (s->experience.on && draw_chance(&draws, s->experience.proactive))
		person->state |= IS_ASKED;
}

double contract_hazard(const struct settings *s, const struct group *group,
		       uint32_t n)
{
	size_t last = s->hazards.count - 1;
	double hazard = s->hazards.list[n - 1 < last ? n - 1 : last] *
			group->par[PAR_LAPSE_FACTOR];

	return hazard < 1 ? hazard : 1;
}

cs_day payment_due(const struct settings *s, cs_day first, uint32_t n)
{
	struct cs_duration span = { s->every.span.days * n,
				    s->every.span.months * n };

	return cs_duration_add(first, span);
}

/* The next order at `at`, or after the end. */
static struct plan buys_at(const struct settings *s, double at)
{
	return (struct plan){ .at = at,
			      .day = at < s->days ? (int32_t)at
						  : (int32_t)s->days };
}

static struct plan plan_purchase(const struct person *person,
				 const struct settings *s, struct draws *draws)
{
	struct plan plan;
	double gap = 0;

	/* with bg-nbd the first purchase is no occasion to leave */
	if (s->model != PARETO_NBD &&
	    (person->orders > 1 || s->model == MBG_NBD) &&
	    draw_chance(draws, person->leaving))
		return (struct plan){ .leaves = true };
	for (long tick = 0; tick < s->regularity; tick++)
		gap += draw_exponential(draws);
	plan = buys_at(s, person->at + gap / person->rate);
	if (s->model == PARETO_NBD && plan.at >= person->leaving) {
		plan.leaves = person->leaving < s->days;
		plan.day = (int32_t)s->days;
	}
	return plan;
}

/* Due days are counted from the first payment, which was never late. */
static struct plan plan_payment(const struct person *person,
				const struct settings *s, struct draws *draws)
{
	const struct group *group = &s->groups.list[person->group];
	double hazard = s->model == SBG
			    ? person->leaving
			    : contract_hazard(s, group, person->orders);
	cs_day due = payment_due(s, s->start + person->first, person->orders);
	struct draws late = person_draws(person, s, DRAW_LATE);
	struct plan plan = buys_at(s, due - s->start);

	plan.leaves = draw_chance(draws, hazard);
	plan.day += draw_below(&late, (uint32_t)s->late_days + 1);
	if (plan.day > s->days)
		plan.day = (int32_t)s->days;
	return plan;
}

struct plan person_plan(const struct person *person, const struct settings *s)
{
	struct draws draws = person_draws(person, s, DRAW_NEXT);

	return contractual(s) ? plan_payment(person, s, &draws)
			      : plan_purchase(person, s, &draws);
}
