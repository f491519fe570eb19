/* contacts.c - see contacts.h. */
#include "simulate/contacts.h"

#include "simulate/draw.h"
#include "simulate/sink.h"
#include "simulate/text.h"

#define COMPLAINT_DAYS 12 /* after the order, at most */
#define RESPONSE_DAYS 4
#define ANSWERED .7 /* of complaints that are not resolved */
#define INQUIRY_DAYS 10
#define CALL_DAYS 14

void contacts_init(struct contacts *contacts, const struct settings *s,
		   struct cs_file *sink, struct queue *queue)
{
	static const char *const names[] = {
		"customer", "date",	 "kind",     "direction", "order",
		"score",    "responded", "resolved", "channel"
	};
	char *p;

	*contacts =
	    (struct contacts){ .settings = s, .sink = sink, .queue = queue };
	if (sink == NULL)
		return;
	p = sink_room(sink);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (i > 0)
			*p++ = s->delimiter;
		p = put_text(p, names[i]);
	}
	*p++ = '\n';
	sink_end(sink, p);
}

/* --- what a customer says */

/* Puts a note on a day; what falls on today is written at once. */
static void put_note(struct contacts *contacts, struct note note, uint32_t day)
{
	if (day <= contacts->today)
		contacts_write(contacts, &note);
	else
		queue_put_note(contacts->queue, &note, day);
}

static uint32_t last_day(const struct contacts *contacts)
{
	return (uint32_t)contacts->settings->days - 1;
}

/* No later than the last day. */
static uint32_t by_the_end(const struct contacts *contacts, uint32_t day)
{
	uint32_t last = last_day(contacts);

	return day < last ? day : last;
}

/* NEVER if it lies beyond the end of the file. */
static int32_t if_known(const struct contacts *contacts, uint32_t day)
{
	return day <= last_day(contacts) ? (int32_t)day : NEVER;
}

/* Returns the day of the complaint. */
static uint32_t complain(struct contacts *contacts, struct person *person,
			 uint32_t number, uint64_t order)
{
	const struct experience *e = &contacts->settings->experience;
	struct draws draws =
	    draws_begin((uint64_t)contacts->settings->seed, number,
			DRAW_COMPLAINT, person->orders);
	uint32_t day = by_the_end(
	    contacts, contacts->today + 1 + draw_below(&draws, COMPLAINT_DAYS));
	struct note note = { .customer = number,
			     .value = (int64_t)order,
			     .responded = NEVER,
			     .resolved = NEVER,
			     .kind = NOTE_COMPLAINT };
	uint32_t wait = draw_below(&draws, RESPONSE_DAYS + 1);
	uint32_t span = 1 + draw_below(&draws, (uint32_t)e->resolve_days);
	bool resolved = draw_chance(&draws, e->resolve);
	bool answered = draw_chance(&draws, ANSWERED);

	note.detail = (uint8_t)draw_below(&draws, 3);
	if (resolved)
		note.resolved = if_known(contacts, day + span);
	if (wait > span && resolved)
		wait = span;
	if (resolved || answered)
		note.responded = if_known(contacts, day + wait);
	person->state |= HAS_COMPLAINED;
	if (note.resolved != NEVER)
		person->state |= WAS_RESOLVED;
	put_note(contacts, note, day);
	return day;
}

static void inquire(struct contacts *contacts, const struct person *person,
		    uint32_t number, uint64_t order)
{
	const struct experience *e = &contacts->settings->experience;
	struct draws draws = draws_begin((uint64_t)contacts->settings->seed,
					 number, DRAW_INQUIRY, person->orders);
	struct note note = { .customer = number,
			     .value = (int64_t)order,
			     .resolved = NEVER,
			     .kind = NOTE_INQUIRY };
	uint32_t day;

	if (!draw_chance(&draws, e->inquiries))
		return;
	day = contacts->today + draw_below(&draws, INQUIRY_DAYS + 1);
	note.responded =
	    if_known(contacts, day + draw_below(&draws, RESPONSE_DAYS));
	note.detail = (uint8_t)draw_below(&draws, 3);
	if (day <= last_day(contacts))
		put_note(contacts, note, day);
}

/* The call, after `day` if there was a complaint. */
static void call(struct contacts *contacts, struct person *person,
		 uint32_t number, uint64_t order, uint32_t day)
{
	const struct experience *e = &contacts->settings->experience;
	struct draws draws = draws_begin((uint64_t)contacts->settings->seed,
					 number, DRAW_SURVEY, person->orders);
	struct note note = { .customer = number,
			     .value = (int64_t)order,
			     .responded = NEVER,
			     .resolved = NEVER,
			     .kind = NOTE_SURVEY };
	double reveal = e->reveal;
	uint32_t wait = 2 + draw_below(&draws, CALL_DAYS);
	uint32_t score = draw_below(&draws, 12);

	if (person->state & HAS_COMPLAINED)
		reveal += e->both_channels * (1 - reveal);
	note.detail = (uint8_t)(3 + score % 3);
	if (person->spoilt != 0 && draw_chance(&draws, reveal)) {
		person->state |= HAS_REVEALED;
		note.detail = (uint8_t)(1 + score % 2);
	}
	person->state |= WAS_CALLED;
	put_note(contacts, note, by_the_end(contacts, day + wait));
}

/* --- what happens to a customer */

bool contacts_late(const struct contacts *contacts, struct person *person,
		   uint32_t number, bool leaves)
{
	const struct settings *s = contacts->settings;
	double rate = s->groups.list[person->group].par[PAR_FAILURE_RATE];
	struct draws draws = draws_begin((uint64_t)s->seed, number,
					 DRAW_EXPERIENCE, person->orders);
	bool late;

	if (leaves)
		rate += s->experience.selection * (1 - rate);
	late = draw_chance(&draws, rate);
	person->failures += late;
	return late;
}

/* Does this order make it dissatisfied? */
static bool spoil(const struct settings *s, struct person *person, bool late,
		  struct draws *draws)
{
	const double *par = s->groups.list[person->group].par;
	bool failure = draw_chance(draws, s->experience.failure_effect) && late;
	bool anyhow =
	    draw_chance(draws, par[PAR_DISSATISFIED]) && person->orders == 1;

	if (person->spoilt != 0 || !(failure || anyhow))
		return false;
	person->spoilt = person->orders;
	if (!anyhow)
		person->state |= BY_FAILURE;
	return true;
}

static double chance_to_leave(const struct experience *e,
			      const struct person *person, bool spoilt)
{
	if (!spoilt)
		return e->leave_satisfied;
	if (!(person->state & HAS_COMPLAINED))
		return e->leave_silent;
	return person->state & WAS_RESOLVED ? e->leave_resolved
					    : e->leave_unresolved;
}

void contacts_order(struct contacts *contacts, struct person *person,
		    uint32_t number, uint64_t order, bool late,
		    struct plan *plan)
{
	const struct settings *s = contacts->settings;
	const struct experience *e = &s->experience;
	/* a stream of its own, which does not begin with the one above */
	struct draws draws =
	    draws_begin((uint64_t)s->seed, number, DRAW_EXPERIENCE,
			person->orders | 0x80000000u);
	bool spoilt = spoil(s, person, late, &draws);
	bool complains = draw_chance(&draws, e->complain);
	double leaving = draw_uniform(&draws);
	uint32_t day = contacts->today;

	if (spoilt && complains)
		day = complain(contacts, person, number, order);
	if (!plan->leaves && leaving < chance_to_leave(e, person, spoilt)) {
		plan->leaves = true;
		person->reason = spoilt ? LEFT_DISSATISFIED : LEFT_SATISFIED;
		person->left = (int32_t)contacts->today;
	}
	inquire(contacts, person, number, order);
	if ((person->state & IS_ASKED) && !(person->state & WAS_CALLED) &&
	    (spoilt || plan->leaves || plan->day >= (uint32_t)s->days))
		call(contacts, person, number, order, day);
}

/* --- rows */

static char *put_known(const struct settings *s, char *p, int32_t day)
{
	*p++ = s->delimiter;
	if (day == NEVER)
		return p;
	return put_date(p, s->start + day, s->date_form);
}

void contacts_write(struct contacts *contacts, const struct note *note)
{
	static const char *const kinds[] = { [NOTE_COMPLAINT] = "complaint",
					     [NOTE_SURVEY] = "survey",
					     [NOTE_INQUIRY] = "inquiry" };
	static const char *const channels[] = { "email", "phone", "chat" };
	const struct settings *s = contacts->settings;
	bool survey = note->kind == NOTE_SURVEY;
	char *p;

	contacts->complaints += note->kind == NOTE_COMPLAINT;
	contacts->inquiries += note->kind == NOTE_INQUIRY;
	contacts->calls += survey;
	if (contacts->sink == NULL)
		return;
	p = put_customer(sink_room(contacts->sink), note->customer);
	p = put_known(s, p, (int32_t)contacts->today);
	*p++ = s->delimiter;
	p = put_text(p, kinds[note->kind]);
	*p++ = s->delimiter;
	p = put_text(p, survey ? "outbound" : "inbound");
	*p++ = s->delimiter;
	p = put_number(p, (uint64_t)note->value, 1);
	*p++ = s->delimiter;
	if (survey)
		*p++ = (char)('0' + note->detail);
	p = put_known(s, p, note->responded);
	p = put_known(s, p, note->resolved);
	*p++ = s->delimiter;
	p = put_text(p, survey ? "phone" : channels[note->detail]);
	*p++ = '\n';
	sink_end(contacts->sink, p);
}
