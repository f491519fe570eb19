/* handling.c - what becomes of one complaint: see matters.h. */
#include <stdlib.h>

#include "base/mem.h"
#include "contacts/study.h"

/* --- follow-ups -------------------------------------------------------- */

enum { FOLLOW_UP_SLACK = 7 /* days before and after --follow-up */ };

/* A touch of a person that may follow up a complaint, on its civil day. */
struct person_touch {
	cs_day day;
	int64_t at;
};

/* A customer's, by day. */
struct person_touches {
	struct person_touch *list; /* owned; NULL: not looked for yet */
	size_t count;
};

static int by_day(const void *a, const void *b)
{
	const struct person_touch *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static struct person_touches person_touches_of(
    const struct contacts_rules *rules, const struct cs_customer *customer)
{
	struct person_touches all = {
		cs_calloc(customer->ntouches + 1, sizeof *all.list), 0
	};
	uint32_t only = rules->options->definitions[FOLLOWING].mask;
	bool sorted = true;

	for (size_t i = 0; i < customer->ntouches; i++) {
		const struct cs_touch *touch = &customer->touches[i];
		struct person_touch *next = &all.list[all.count];

		if (!by_person(rules, touch) ||
		    (only != 0 && (touch->flags & only) == 0))
			continue;
		*next = (struct person_touch){
			day_of(rules, touch->opened, touch->east), touch->opened
		};
		if (all.count++ > 0 && next[-1].day > next->day)
			sorted = false; /* clocks of several zones */
	}
	if (!sorted)
		qsort(all.list, all.count, sizeof *all.list, by_day);
	return all;
}

/* The first on one of these days; CS_NO_MOMENT: none. */
static int64_t touched(const struct person_touches *all, cs_day from, cs_day to)
{
	size_t low = 0, high = all->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (all->list[middle].day < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low < all->count && all->list[low].day <= to ? all->list[low].at
							    : CS_NO_MOMENT;
}

/* --- one complaint ------------------------------------------------------ */

/* One by the end of a day is over on the next. */
static bool deadline_passed(const struct contacts_rules *rules,
			    const struct cs_matter *matter, int64_t deadline)
{
	int32_t east = matter->east;

	if (deadline == day_end(rules, deadline, east, 0))
		return day_of(rules, deadline, east) <
		       day_of(rules, rules->end - 1, east);
	return limit_passed(rules, deadline);
}

static enum complaint_state state_of(const struct contacts_rules *rules,
				     const struct cs_matter *matter,
				     const struct handling *handling)
{
	cs_day today = day_of(rules, rules->end - 1, matter->east);

	if (matter->resolved == CS_NO_MOMENT)
		return handling->passed ? OVERDUE
		       : matter->responded == CS_NO_MOMENT &&
			       matter->replies <= 0
			   ? NEW
			   : STATE_ACKNOWLEDGED;
	if (handling->followed_up != CS_NO_MOMENT || today > handling->to)
		return CLOSED;
	return today >= handling->from ? FOLLOW_UP_DUE : STATE_RESOLVED;
}

static struct handling handling_of(const struct contacts_rules *rules,
				   const struct person_touches *touches,
				   const struct cs_matter *matter)
{
	const struct contacts_options *options = rules->options;
	struct handling handling = {
		.deadline = matter->due,
		.from = CS_NO_DAY,
		.to = CS_NO_DAY,
		.followed_up = CS_NO_MOMENT,
	};

	handling.acknowledge_by = limit_of(rules, matter, matter->opened,
					   options->acknowledge_within);
	if (handling.deadline == CS_NO_MOMENT)
		handling.deadline = limit_of(rules, matter, matter->opened,
					     options->resolve_within);
	handling.passed = deadline_passed(rules, matter, handling.deadline);
	if (matter->resolved != CS_NO_MOMENT) {
		cs_day day = day_of(rules, matter->resolved, matter->east) +
			     days_of(options->follow_up);

		handling.from = day - FOLLOW_UP_SLACK;
		handling.to = day + FOLLOW_UP_SLACK;
		handling.followed_up =
		    touched(touches, handling.from, handling.to);
	}
	handling.state = state_of(rules, matter, &handling);
	return handling;
}

void each_complaint(const struct contacts_rules *rules,
		    const struct cs_customer *customer, complaint_visit *visit,
		    void *to)
{
	struct person_touches touches = { NULL, 0 };

	for (size_t i = 0; i < customer->nmatters; i++) {
		const struct cs_matter *matter = &customer->matters[i];
		struct handling handling;

		if (!matter->inbound || !matter_is(rules, matter, COMPLAINT) ||
		    !cs_in_focus(customer, matter->group))
			continue;
		if (touches.list == NULL)
			touches = person_touches_of(rules, customer);
		handling = handling_of(rules, &touches, matter);
		visit(rules, customer, matter, &handling, to);
	}
	free(touches.list);
}
