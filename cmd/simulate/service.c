/* service.c - see service.h. */
#include "simulate/service.h"

#include <math.h>

#include "simulate/tickets.h"

enum { DAY = 86400, LATE_MOST = 10, EARLY_MOST = 10, DELAY_NUMBER = 5 };
#define ON_TIME .4 /* of those that are not late: on the promised day */

struct delivery service_delivery(const struct settings *s,
				 const struct person *person, int32_t day,
				 bool late)
{
	struct draws draws = person_draws(person, s, DRAW_DELIVERY);
	long spare = s->service.promise_days - 4;
	uint32_t early = spare < EARLY_MOST ? (uint32_t)spare : EARLY_MOST;
	struct delivery d = { .promised =
				  day + (int32_t)s->service.promise_days };
	int32_t arrived = d.promised;
	double part = person->at - floor(person->at);

	/* payments have no time of day of their own */
	if (contractual(s))
		part = draw_second(&draws) / (double)DAY;
	d.ordered = (int64_t)day * DAY + (int64_t)(part * DAY);
	if (late)
		arrived += 1 + (int32_t)draw_below(&draws, LATE_MOST);
	else if (!draw_chance(&draws, ON_TIME))
		arrived -= 1 + (int32_t)draw_below(&draws, early);
	/* from nine to six; on the way for one to three days */
	d.delivered =
	    (int64_t)arrived * DAY + 9 * 3600 + draw_below(&draws, 9 * 3600);
	d.shipped =
	    d.delivered - (int64_t)((1 + 2 * draw_uniform(&draws)) * DAY);
	d.ready = d.shipped - (int64_t)(draw_uniform(&draws) * DAY);
	if (d.ready < d.ordered + 3600)
		d.ready = d.ordered + 3600;
	return d;
}

/* --- what the firm says */

static void say(struct contacts *contacts, struct note note, int number,
		int64_t moment)
{
	note.number = (uint16_t)number;
	note.second = (uint32_t)(moment % DAY);
	if (moment / DAY < contacts->settings->days)
		contacts_put(contacts, &note, (int32_t)(moment / DAY));
}

/*
 * A stage of the plan: when it is contacted in its window, and when too late.
 * `u` is uniform, `long_u` exponential.
 */
static int64_t stage_moment(enum note_kind kind, const struct delivery *d,
			    bool in_time, double u, double long_u)
{
	double room = fmin((double)(d->ready - d->ordered), 6.9 * DAY);

	switch (kind) {
	case CONFIRMATION:
		return d->ordered + (int64_t)(in_time ? fmin(600 * long_u, 8e4)
						      : (2.1 + 3 * u) * DAY);
	case PRODUCTION:
		return d->ready +
		       (int64_t)(in_time ? -u * room : (1 + 2 * u) * DAY);
	case SHIPPING:
		return d->shipped +
		       (int64_t)((in_time ? .9 * u : 2.1 + 3 * u) * DAY);
	default:
		return d->delivered +
		       (int64_t)((in_time ? 1 + 12 * u : 16 + 14 * u) * DAY);
	}
}

/* What a customer would say if it answered. */
static uint8_t draw_score(const struct settings *s, struct draws *draws,
			  bool reveals)
{
	/* per cent, from the best on */
	static const uint8_t five[] = { 60, 30, 10 };
	static const uint8_t ten[] = { 35, 30, 20, 15 };
	bool wide = s->service.scale == SCALE_10;
	const uint8_t *shares = wide ? ten : five;
	uint32_t u = draw_below(draws, 100);
	int score = wide ? 10 : 5;

	if (reveals)
		return (uint8_t)(wide ? u * 7 / 100 : 1 + u * 2 / 100);
	for (; u >= *shares; shares++, score--)
		u -= *shares;
	return (uint8_t)score;
}

/* A survey, which who is dissatisfied with this order answers less often. */
static struct note survey(const struct settings *s, struct person *person,
			  struct note note, struct draws *draws, bool known)
{
	const struct service *v = &s->service;
	bool dissatisfied = person->spoilt == person->orders;
	double reveal = s->experience.reveal;
	bool reveals;

	if (person->state & HAS_COMPLAINED)
		reveal += s->experience.both_channels * (1 - reveal);
	reveals = draw_chance(draws, reveal) && dissatisfied;
	note.detail = draw_score(s, draws, reveals);
	note.yes = draw_chance(draws, dissatisfied ? v->answers_dissatisfied
						   : v->answers);
	if (known)
		person->state |= WAS_CALLED;
	if (known && note.yes && reveals)
		person->state |= HAS_REVEALED;
	return note;
}

void service_order(struct contacts *contacts, struct person *person,
		   int64_t order, const struct delivery *d, bool late)
{
	const struct settings *s = contacts->settings;
	const struct service *v = &s->service;
	const struct {
		enum note_kind kind;
		double chance;
	} stages[] = { { CONFIRMATION, v->acknowledged },
		       { PRODUCTION, v->updated },
		       { SHIPPING, v->shipping_told },
		       { SURVEY, v->asked_after } };
	struct draws draws = person_draws(person, s, DRAW_STAGES);

	for (int i = 0; i < 4; i++) {
		struct note note = contacts_note(stages[i].kind, person, order);
		bool in_time = draw_chance(&draws, stages[i].chance);
		bool later = draw_chance(&draws, v->made_late);
		double u = draw_uniform(&draws);
		int64_t moment = stage_moment(stages[i].kind, d, in_time, u,
					      draw_exponential(&draws));

		if (stages[i].kind == SHIPPING)
			note.yes = draw_chance(&draws, v->tracked);
		if (!in_time && !later)
			continue;
		if (stages[i].kind == SURVEY)
			note = survey(s, person, note, &draws,
				      moment / DAY < s->days);
		say(contacts, note, 1 + i, moment);
	}
	if (draw_chance(&draws, v->delay_told) && late) {
		int32_t before = 1 + (int32_t)draw_below(&draws, 4);

		say(contacts, contacts_note(DELAY, person, order), DELAY_NUMBER,
		    (int64_t)(d->promised - before) * DAY + 9 * 3600 +
			draw_below(&draws, 9 * 3600));
	}
	tickets_ask(contacts, person, order, d);
}
