/* messages.c - see messages.h. */
#include "simulate/messages.h"

#include "simulate/text.h"
#include "simulate/tickets.h"

enum { DAY = 86400, NEXT_REPLY = 3 * 3600, AUTO_SECONDS = 20, AGENTS = 5 };

static const struct {
	const char *name;
	bool outbound, ticket;
} kinds[NNOTES] = {
	[COMPLAINT] = { "complaint", false, true },
	[SURVEY] = { "survey", true },
	[INQUIRY] = { "inquiry", false, true },
	[QUESTION] = { "question", false, true },
	[CONFIRMATION] = { "confirmation", true },
	[PRODUCTION] = { "production", true },
	[SHIPPING] = { "shipping", true },
	[DELAY] = { "delay", true },
	[FOLLOW_UP] = { "followup", true },
	[REPLY] = { "reply", true },
	[AUTO_REPLY] = { "auto", true },
	[REOPENING] = { NULL, false }, /* as its ticket, which detail says */
};

/* --- rows */

void messages_begin(struct contacts *contacts)
{
	const struct settings *s = contacts->settings;
	bool tickets = s->service.rows == ROWS_TICKETS;
	const char *const names[] = {
		"ticket_id",
		"customer_id",
		"order_id",
		"created_at",
		"kind",
		"direction",
		"channel",
		tickets ? "first_response_at" : NULL,
		"resolved_at",
		tickets ? "replies" : NULL,
		tickets ? "reopens" : NULL,
		"due_date",
		"score",
		"agent",
		"tracking_number",
	};

	text_header(contacts->file, s->delimiter, names,
		    sizeof names / sizeof *names);
}

/* So many seconds after a note's moment: known if that is by the end. */
static bool is_known(const struct contacts *contacts, const struct note *note,
		     int32_t after)
{
	return after != NEVER &&
	       contacts->today + ((int64_t)note->second + after) / DAY <
		   contacts->settings->days;
}

static char *put_after(const struct contacts *contacts, char *p,
		       const struct note *note, int32_t after)
{
	const struct settings *s = contacts->settings;
	int64_t moment = (int64_t)note->second + after;

	*p++ = s->delimiter;
	if (!is_known(contacts, note, after))
		return p;
	return put_moment(p,
			  s->start + contacts->today + (cs_day)(moment / DAY),
			  (uint32_t)(moment % DAY), &date_forms[s->date_form]);
}

/* T10001-6 is about an order; Q000007-10 of a customer, P of another. */
static char *put_matter(char *p, char c, const struct note *note)
{
	bool order = note->value != 0;
	char *customer;

	*p++ = order ? 'T' : note->yes ? 'P' : 'Q';
	p = order ? put_number(p, (uint64_t)note->value, 1)
		  : put_number(p, (uint64_t)note->customer + 1, 6);
	*p++ = '-';
	p = put_number(p, note->number, 1);
	*p++ = c;
	customer = p;
	p = put_customer(p, note->customer);
	/* none of the orders' */
	if (!order && note->yes)
		*customer = 'P';
	*p++ = c;
	return order ? put_number(p, (uint64_t)note->value, 1) : p;
}

static char *put_progress(const struct contacts *contacts, char *p,
			  const struct note *note)
{
	const struct settings *s = contacts->settings;
	bool tickets = s->service.rows == ROWS_TICKETS;
	bool whole = tickets && kinds[note->kind].ticket;
	bool resolved = is_known(contacts, note, note->resolved);

	if (tickets)
		p = put_after(contacts, p, note, note->responded);
	p = put_after(contacts, p, note,
		      kinds[note->kind].ticket ? note->resolved : NEVER);
	if (tickets)
		*p++ = s->delimiter;
	if (whole)
		p = put_number(p,
			       is_known(contacts, note, note->responded)
				   ? note->replies
				   : 0,
			       1);
	if (tickets)
		*p++ = s->delimiter;
	if (whole)
		p = put_number(p, resolved && note->reopened, 1);
	*p++ = s->delimiter;
	if (note->kind == COMPLAINT)
		p = put_date(p,
			     s->start + contacts->today +
				 (cs_day)s->service.deadline_days,
			     &date_forms[s->date_form]);
	return p;
}

static void write_row(struct contacts *contacts, const struct note *note)
{
	const struct settings *s = contacts->settings;
	char c = s->delimiter, *p;
	bool by_person = kinds[note->kind].ticket || note->kind == REPLY ||
			 note->kind == FOLLOW_UP;

	p = put_matter(text_room(contacts->file), c, note);
	p = put_after(contacts, p, note, 0);
	p = put_cell(
	    p, c,
	    kinds[note->kind == REOPENING ? note->detail : note->kind].name);
	p = put_cell(p, c, kinds[note->kind].outbound ? "outbound" : "inbound");
	p = put_cell(p, c, ticket_channels[note->channel]);
	p = put_progress(contacts, p, note);
	*p++ = c;
	if (note->kind == SURVEY && note->yes)
		p = put_number(p, note->detail, 1);
	*p++ = c;
	if (by_person) {
		*p++ = 'A';
		p = put_number(p, note->customer % AGENTS + 1, 1);
	}
	*p++ = c;
	if (note->kind == SHIPPING && note->yes) {
		*p++ = 'X';
		p = put_number(p, (uint64_t)note->value, 9);
	}
	*p++ = '\n';
	text_end(contacts->file, p);
}

/* --- what follows */

static void put_message(struct contacts *contacts, struct note note,
			enum note_kind kind, int64_t after)
{
	int64_t moment = (int64_t)note.second + after;

	if (kind == REOPENING)
		note.detail = note.kind;
	note.kind = (uint8_t)kind;
	note.second = (uint32_t)(moment % DAY);
	if (contacts->today + moment / DAY < contacts->settings->days)
		contacts_put(contacts, &note,
			     contacts->today + (int32_t)(moment / DAY));
}

static void put_messages(struct contacts *contacts, const struct note *note)
{
	if (note->kind == REPLY && note->replies > 1) {
		struct note next = *note;

		next.replies--;
		put_message(contacts, next, REPLY, NEXT_REPLY);
	}
	if (!kinds[note->kind].ticket)
		return;
	if (note->auto_replied)
		put_message(contacts, *note, AUTO_REPLY, AUTO_SECONDS);
	if (note->responded != NEVER)
		put_message(contacts, *note, REPLY, note->responded);
	if (note->resolved != NEVER && note->reopened)
		put_message(contacts, *note, REOPENING,
			    note->responded +
				(note->resolved - note->responded) / 2);
}

void messages_write(struct contacts *contacts, const struct note *note)
{
	if (note->kind == SURVEY)
		contacts->scores[note->yes][note->detail]++;
	if (contacts->file != NULL)
		write_row(contacts, note);
	if (contacts->settings->service.rows == ROWS_TOUCHES)
		put_messages(contacts, note);
	if (note->kind == QUESTION || note->kind == INQUIRY)
		tickets_repeat(contacts, note);
}
