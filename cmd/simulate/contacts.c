/* contacts.c - see contacts.h. */
#include "simulate/contacts.h"

#include "simulate/messages.h"
#include "simulate/text.h"
#include "simulate/tickets.h"

enum {
	COMPLAINT_DAYS = 12, /* after the order, at most */
	RESPONSE_DAYS = 4,
	INQUIRY_DAYS = 10,
	CALL_DAYS = 14
};
#define ANSWERED .7 /* of complaints that are not resolved */

void contacts_init(struct contacts *contacts, const struct settings *s,
		   struct cs_file *file, struct queue *queue)
{
	static const char *const names[] = {
		"customer", "date",	 "kind",     "direction", "order",
		"score",    "responded", "resolved", "channel"
	};

	*contacts =
	    (struct contacts){ .settings = s, .file = file, .queue = queue };
	if (file != NULL && s->service.on)
		messages_begin(contacts);
	else if (file != NULL)
		text_header(file, s->delimiter, names,
			    sizeof names / sizeof *names);
}

/* --- what a customer says */

struct note contacts_note(enum note_kind kind, const struct person *person,
			  int64_t order)
{
	return (struct note){ .value = order,
			      .customer = person->number,
			      .responded = NEVER,
			      .resolved = NEVER,
			      .kind = kind };
}

void contacts_put(struct contacts *contacts, const struct note *note,
		  int32_t day)
{
	if (day <= contacts->today)
		contacts_write(contacts, note);
	else if (day < contacts->settings->days)
		queue_put_note(contacts->queue, note, day);
}

/* No later than the last day. */
static int32_t by_the_end(const struct settings *s, int32_t day)
{
	return day < s->days ? day : (int32_t)s->days - 1;
}

/* NEVER if it lies beyond the end of the file. */
static int32_t if_known(const struct settings *s, int32_t day)
{
	return day < s->days ? day : NEVER;
}

/* Returns the day of the complaint. */
static int32_t complain(struct contacts *contacts, struct person *person,
			int64_t order)
{
	const struct settings *s = contacts->settings;
	struct draws draws = person_draws(person, s, DRAW_COMPLAINT);
	struct note note = contacts_note(COMPLAINT, person, order);
	int32_t day =
	    contacts->today + 1 + (int32_t)draw_below(&draws, COMPLAINT_DAYS);
	int32_t wait = draw_below(&draws, RESPONSE_DAYS + 1);
	int32_t span = 1 + draw_below(&draws, s->experience.resolve_days);
	bool resolved = draw_chance(&draws, s->experience.resolve);
	bool answered = draw_chance(&draws, ANSWERED);

	note.detail = (uint8_t)draw_below(&draws, 3);
	if (s->service.on)
		day += (int32_t)s->service.promise_days;
	else
		day = by_the_end(s, day);
	if (day >= s->days)
		return contacts->today;
	person->state |= HAS_COMPLAINED;
	if (s->service.on) {
		if (tickets_complain(contacts, note, day, resolved, span))
			person->state |= WAS_RESOLVED;
		return day;
	}
	if (resolved)
		note.resolved = if_known(s, day + span);
	if (wait > span && resolved)
		wait = span;
	if (resolved || answered)
		note.responded = if_known(s, day + wait);
	if (note.resolved != NEVER)
		person->state |= WAS_RESOLVED;
	contacts_put(contacts, &note, day);
	return day;
}

static void inquire(struct contacts *contacts, const struct person *person,
		    int64_t order)
{
	const struct settings *s = contacts->settings;
	struct draws draws = person_draws(person, s, DRAW_INQUIRY);
	struct note note = contacts_note(INQUIRY, person, order);
	int32_t day;

	if (!draw_chance(&draws, s->experience.inquiries))
		return;
	day = contacts->today + draw_below(&draws, INQUIRY_DAYS + 1);
	note.responded = if_known(s, day + draw_below(&draws, RESPONSE_DAYS));
	note.detail = (uint8_t)draw_below(&draws, 3);
	contacts_put(contacts, &note, day);
}

/* The call, after `day` if there was a complaint. */
static void call(struct contacts *contacts, struct person *person,
		 int64_t order, int32_t day)
{
	const struct settings *s = contacts->settings;
	struct draws draws = person_draws(person, s, DRAW_SURVEY);
	struct note note = contacts_note(SURVEY, person, order);
	double reveal = s->experience.reveal;
	int32_t wait = 2 + draw_below(&draws, CALL_DAYS);
	uint32_t score = draw_below(&draws, 12);

	if (person->state & HAS_COMPLAINED)
		reveal += s->experience.both_channels * (1 - reveal);
	note.detail = (uint8_t)(3 + score % 3);
	if (person->spoilt != 0 && draw_chance(&draws, reveal)) {
		person->state |= HAS_REVEALED;
		note.detail = (uint8_t)(1 + score % 2);
	}
	person->state |= WAS_CALLED;
	contacts_put(contacts, &note, by_the_end(s, day + wait));
}

/* --- what happens to a customer */

bool contacts_late(const struct contacts *contacts, struct person *person,
		   bool leaves)
{
	const struct settings *s = contacts->settings;
	double rate = s->groups.list[person->group].par[PAR_FAILURE_RATE];
	struct draws draws = person_draws(person, s, DRAW_EXPERIENCE);
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

/*
 * Does a comparison with others miss this order's next one? Only the first
 * failure is compared, and who would have left anyhow, or bought so late that
 * it had been a lapse, is missed by nobody.
 */
static bool is_lost(const struct settings *s, const struct person *person,
		    double leaving, const struct plan *plan, int32_t day)
{
	const struct experience *e = &s->experience;

	return (person->state & BY_FAILURE) && person->failures == 1 &&
	       leaving >= e->leave_satisfied &&
	       plan->day - day <= e->lapse_days &&
	       day + e->lapse_days + 1 < s->days;
}

void contacts_order(struct contacts *contacts, struct person *person,
		    int64_t order, bool late, struct plan *plan)
{
	const struct settings *s = contacts->settings;
	const struct experience *e = &s->experience;
	/* a stream of its own, which does not begin with the one above */
	struct draws draws =
	    draws_begin((uint64_t)s->seed, person->number, DRAW_EXPERIENCE,
			person->orders | 0x80000000u);
	bool spoilt = spoil(s, person, late, &draws);
	bool complains = draw_chance(&draws, e->complain);
	double leaving = draw_uniform(&draws);
	int32_t day = contacts->today;

	if (spoilt && complains)
		day = complain(contacts, person, order);
	if (!plan->leaves && leaving < chance_to_leave(e, person, spoilt)) {
		if (spoilt &&
		    is_lost(s, person, leaving, plan, contacts->today))
			person->state |= WAS_LOST;
		plan->leaves = true;
		person->reason = spoilt ? LEFT_DISSATISFIED : LEFT_SATISFIED;
		person->left = contacts->today;
	}
	inquire(contacts, person, order);
	if ((person->state & IS_ASKED) && !(person->state & WAS_CALLED) &&
	    (spoilt || plan->leaves || plan->day >= s->days))
		call(contacts, person, order, day);
}

/* --- rows */

static char *put_known(const struct settings *s, char *p, int32_t day)
{
	*p++ = s->delimiter;
	if (day == NEVER)
		return p;
	return put_date(p, s->start + day, &date_forms[s->date_form]);
}

void contacts_write(struct contacts *contacts, const struct note *note)
{
	static const char *const kinds[] = { [COMPLAINT] = "complaint",
					     [SURVEY] = "survey",
					     [INQUIRY] = "inquiry" };
	static const char *const channels[] = { "email", "phone", "chat" };
	const struct settings *s = contacts->settings;
	bool survey = note->kind == SURVEY;
	char c = s->delimiter, *p;

	contacts->written[note->kind]++;
	if (s->service.on) {
		messages_write(contacts, note);
		return;
	}
	if (contacts->file == NULL)
		return;
	p = put_customer(text_room(contacts->file), note->customer);
	p = put_known(s, p, contacts->today);
	p = put_cell(p, c, kinds[note->kind]);
	p = put_cell(p, c, survey ? "outbound" : "inbound");
	*p++ = c;
	p = put_number(p, (uint64_t)note->value, 1);
	*p++ = c;
	if (survey)
		*p++ = (char)('0' + note->detail);
	p = put_known(s, p, note->responded);
	p = put_known(s, p, note->resolved);
	p = put_cell(p, c, survey ? "phone" : channels[note->detail]);
	*p++ = '\n';
	text_end(contacts->file, p);
}
