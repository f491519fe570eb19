/* tickets.c - see tickets.h. */
#include "simulate/tickets.h"

#include <math.h>

enum {
	DAY = 86400,
	REPLIES_MOST = 9,
	QUESTIONS_MOST = 500, /* of an order */
	FIRST_QUESTION = 10,  /* numbers of an order's contacts; below it are */
	COMPLAINT_NUMBER = 6, /* those of service.c */
	FOLLOW_UP_NUMBER = 7,
	NUMBERS = 20,	 /* of a question: as often it is repeated at most */
	WATCHED_DAYS = 7 /* questions come so long after delivery */
};
#define OTHERS_MOST 4000000000u

const char *const ticket_channels[NCHANNELS] = { "email", "phone", "chat" };

/* Per cent, and how much slower an answer is. */
static const struct {
	int share;
	double slower;
} channels[NCHANNELS] = { { 50, 2 }, { 20, .1 }, { 30, .4 } };

/* Per cent; from six in the evening to eight answers take four times as long.
 */
static const uint8_t hours[HOURS] = { 1, 1, 1, 1, 1, 1, 2, 3, 6, 8, 8, 8,
				      7, 7, 7, 7, 7, 6, 6, 4, 3, 2, 2, 1 };
enum { NIGHT_SLOWER = 4 };

double channel_share(int channel)
{
	return channels[channel].share / 100.0;
}

double hour_share(int hour)
{
	return hours[hour] / 100.0;
}

double mean_response(const struct settings *s, int channel, int hour)
{
	double mean =
	    s->service.response_minutes * 60 * channels[channel].slower;

	return hour < MORNING || hour >= EVENING ? mean * NIGHT_SLOWER : mean;
}

uint32_t draw_second(struct draws *draws)
{
	uint32_t u = draw_below(draws, 100), hour = 0;

	while (u >= hours[hour])
		u -= hours[hour++];
	return hour * 3600 + draw_below(draws, 3600);
}

/* Of a time in seconds; what is longer than the file is not seen. */
static int32_t seconds(double time)
{
	return (int32_t)fmin(time, 2e9);
}

/* Others who enquire are not the customers of the same numbers. */
static struct draws ticket_draws(const struct settings *s,
				 const struct note *note, enum purpose purpose)
{
	uint32_t other = (uint32_t)note->yes << 31;

	return draws_begin((uint64_t)s->seed, note->customer, purpose,
			   other ^ (uint32_t)note->value << 12 ^ note->number);
}

/* Draws when it opens on its day, how it comes and how it is answered, and
 * whether it is solved. */
static void draw_ticket(const struct settings *s, struct note *note,
			double solved)
{
	const struct service *v = &s->service;
	struct draws draws = ticket_draws(s, note, DRAW_TICKET);
	uint32_t u = draw_below(&draws, 100);
	bool answered = !draw_chance(&draws, v->unanswered);
	bool enough = draw_chance(&draws, v->one_reply);
	bool resolved = draw_chance(&draws, solved);
	double span = draw_exponential(&draws) * SOLVING, wait;

	note->reopened = draw_chance(&draws, v->reopened);
	note->auto_replied = draw_chance(&draws, v->auto_replies);
	note->second = draw_second(&draws);
	for (note->channel = 0; u >= (uint32_t)channels[note->channel].share;)
		u -= (uint32_t)channels[note->channel++].share;
	wait = draw_exponential(&draws) *
	       mean_response(s, note->channel, (int)note->second / 3600);
	note->responded = note->resolved = NEVER;
	note->replies = 0;
	if (!answered)
		return;
	note->responded = seconds(wait);
	if (resolved)
		note->resolved = seconds(wait + span);
	for (note->replies = 1; !enough && note->replies < REPLIES_MOST;) {
		note->replies++;
		enough = draw_chance(&draws, .5);
	}
}

static void open_ticket(struct contacts *contacts, struct note note,
			int32_t day)
{
	draw_ticket(contacts->settings, &note,
		    contacts->settings->service.solved);
	contacts_put(contacts, &note, day);
}

void tickets_ask(struct contacts *contacts, const struct person *person,
		 int64_t order, const struct delivery *delivery)
{
	const struct settings *s = contacts->settings;
	const struct service *v = &s->service;
	struct draws draws = person_draws(person, s, DRAW_QUESTIONS);
	struct note note = contacts_note(QUESTION, person, order);
	uint32_t days = (uint32_t)(delivery->delivered / DAY - contacts->today +
				   WATCHED_DAYS);
	double mean, sum;

	if (v->questions <= 0)
		return;
	mean = draw_gamma(&draws, v->questions_size) * v->questions /
	       v->questions_size;
	sum = draw_exponential(&draws);
	for (int i = 0; sum < mean && i < QUESTIONS_MOST; i++) {
		int32_t day =
		    contacts->today + 1 + (int32_t)draw_below(&draws, days);

		note.number = (uint16_t)(FIRST_QUESTION + i * NUMBERS);
		open_ticket(contacts, note, day);
		sum += draw_exponential(&draws);
	}
}

void tickets_repeat(struct contacts *contacts, const struct note *note)
{
	const struct settings *s = contacts->settings;
	struct note again = *note;
	struct draws draws;

	if (++again.number % NUMBERS == FIRST_QUESTION - 1)
		return;
	draws = ticket_draws(s, &again, DRAW_REPEAT);
	if (!draw_chance(&draws, s->service.repeated))
		return;
	open_ticket(contacts, again,
		    contacts->today + 1 + (int32_t)draw_below(&draws, 6));
}

bool tickets_complain(struct contacts *contacts, struct note note, int32_t day,
		      bool resolved, int32_t span)
{
	const struct settings *s = contacts->settings;
	struct draws draws;
	int64_t call;

	note.number = COMPLAINT_NUMBER;
	draw_ticket(s, &note, 0);
	draws = ticket_draws(s, &note, DRAW_REPEAT);
	if (resolved && note.responded != NEVER)
		note.resolved = seconds(
		    fmax(note.responded, (span - draw_uniform(&draws)) * DAY));
	contacts_put(contacts, &note, day);
	if (note.resolved == NEVER)
		return false;
	call = (int64_t)day * DAY + note.second + note.resolved;
	resolved = call < (int64_t)s->days * DAY;
	/* about two weeks later, in the day */
	call += (int64_t)((8 + 12 * draw_uniform(&draws)) * DAY);
	if (draw_chance(&draws, s->service.followed_up) &&
	    call < (int64_t)s->days * DAY) {
		struct note follow = { .value = note.value,
				       .customer = note.customer,
				       .responded = NEVER,
				       .resolved = NEVER,
				       .kind = FOLLOW_UP,
				       .number = FOLLOW_UP_NUMBER,
				       .channel = 1,
				       .second = (uint32_t)(call % DAY) };

		contacts_put(contacts, &follow, (int32_t)(call / DAY));
	}
	return resolved;
}

/* --- before the first order */

static void enquire(struct contacts *contacts, uint32_t customer, bool other,
		    double at)
{
	struct note note = { .customer = customer,
			     .kind = INQUIRY,
			     .number = FIRST_QUESTION,
			     .yes = other };

	draw_ticket(contacts->settings, &note,
		    contacts->settings->service.solved);
	queue_put_note(contacts->queue, &note, (int32_t)at);
}

void tickets_enquire(struct contacts *contacts, const struct person *people,
		     uint32_t npeople)
{
	const struct settings *s = contacts->settings;
	const struct service *v = &s->service;
	double all = npeople * v->enquired / (1 - v->never_order), at = 0;

	for (uint32_t i = 0; i < npeople; i++) {
		struct draws draws = person_draws(&people[i], s, DRAW_ENQUIRY);
		bool enquired = draw_chance(&draws, v->enquired);
		double asked = people[i].at - draw_exponential(&draws) *
						  (double)v->enquiry_days;

		if (enquired && asked >= 0)
			enquire(contacts, i, false, asked);
	}
	if (v->enquired <= 0)
		return;
	/* they come at random; who then orders in the file is there already */
	for (uint32_t i = 0; i < OTHERS_MOST; i++) {
		struct draws draws =
		    draws_begin((uint64_t)s->seed, i, DRAW_ENQUIRY, 1);
		bool never = draw_chance(&draws, v->never_order);
		double order;

		at += draw_exponential(&draws) * (double)s->entry_days / all;
		order = at + draw_exponential(&draws) * (double)v->enquiry_days;
		if (at >= (double)s->entry_days)
			break;
		if (never || order >= (double)s->entry_days)
			enquire(contacts, i, true, at);
	}
}
