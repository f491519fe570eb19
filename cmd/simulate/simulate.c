/* simulate.c - see simulate.h. */
#include "simulate/simulate.h"

#include <errno.h>
#include <stdlib.h>

#include "base/mem.h"
#include "simulate/draw.h"
#include "simulate/truth.h"

#define REFUND_DAYS 20
#define AHEAD 8

enum { ORDERS, CONTACTS, TRUTH, PARAMETERS, NSINKS };

/* --- an order */

static void count_payment(struct world *world, const struct person *person,
			  const struct plan *plan)
{
	const struct settings *s = world->settings;
	struct payment_count *count;
	/* the last day on which the next one may come */
	double latest = plan->at + (double)s->late_days;

	if (!contractual(s) || person->orders > PAYMENTS_COUNTED)
		return;
	count = &world->payments[person->orders];
	count->reached++;
	/* on the last day it may still come before midnight */
	if (latest >= (double)(s->days - 1))
		return;
	count->at_risk++;
	count->lapsed += plan->leaves;
}

static void plan_refund(struct world *world, const struct person *person,
			uint32_t number, uint32_t day, int64_t cents)
{
	const struct settings *s = world->settings;
	struct draws draws =
	    draws_begin((uint64_t)s->seed, number, DRAW_REFUND, person->orders);
	struct note note = { .customer = number,
			     .value = cents,
			     .kind = NOTE_REFUND,
			     .detail = person->channel };

	if (!draw_chance(&draws, s->refund_rate))
		return;
	day += 1 + draw_below(&draws, REFUND_DAYS);
	if (day < (uint32_t)s->days)
		queue_put_note(&world->queue, &note, day);
}

/* The model's own leaving; after an order for pareto-nbd, with it for others.
 */
static void leave_by_model(const struct settings *s, struct person *person)
{
	person->reason = LEFT_BY_MODEL;
	person->left =
	    s->model == PARETO_NBD ? (int32_t)person->leaving : person->last;
}

/* One order; returns the day of the next, settings->days or more if there is
 * none. */
static uint32_t order(struct world *world, uint32_t number, uint32_t day)
{
	const struct settings *s = world->settings;
	struct person *person = &world->people[number];
	struct plan plan;
	bool late = false;
	uint64_t id;
	int64_t cents;

	if (person->orders == 0)
		person->first = (int32_t)day;
	person->last = (int32_t)day;
	person->orders++;
	plan = person_plan(person, s, number);
	if (plan.leaves)
		leave_by_model(s, person);
	if (s->experience.on)
		late = contacts_late(&world->contacts, person, number,
				     plan.leaves);
	id = rows_order(&world->rows, person, number, late, &cents);
	if (s->refund_rate > 0)
		plan_refund(world, person, number, day, cents);
	if (s->experience.on)
		contacts_order(&world->contacts, person, number, id, late,
			       &plan);
	count_payment(world, person, &plan);
	if (plan.leaves)
		return (uint32_t)s->days;
	person->at = plan.at;
	return plan.day;
}

/* --- days */

/* All orders of a customer that fall on this day. */
static void buy(struct world *world, uint32_t number, uint32_t day)
{
	uint32_t next = day;

	while (next == day)
		next = order(world, number, day);
	if (next < (uint32_t)world->settings->days)
		queue_put(&world->queue, number, next);
}

static void act_on(struct world *world, uint32_t entry, uint32_t day)
{
	struct note note;

	if (entry < world->npeople) {
		buy(world, entry, day);
		return;
	}
	note = queue_take_note(&world->queue, entry);
	if (note.kind == NOTE_REFUND)
		rows_refund(&world->rows, &world->people[note.customer],
			    note.customer, note.value, note.detail);
	else
		contacts_write(&world->contacts, &note);
}

/* Is there still a use in going on? */
static bool useful(struct cs_file *const *sinks)
{
	bool useful = false;

	for (int i = 0; i < NSINKS; i++) {
		if (sinks[i] == NULL)
			continue;
		if (sinks[i]->error != 0 && sinks[i]->error != EPIPE)
			return false;
		useful |= sinks[i]->error == 0;
	}
	return useful;
}

static void world_init(struct world *world, const struct settings *s)
{
	world->settings = s;
	world->npeople = (uint32_t)s->customers;
	world->people = cs_calloc(world->npeople, sizeof *world->people);
	queue_init(&world->queue, (uint32_t)s->days, world->npeople);
	for (uint32_t i = 0; i < world->npeople; i++) {
		struct person *person = &world->people[i];

		person_init(person, s, i);
		queue_put(&world->queue, i, (uint32_t)person->at);
	}
}

static void run(struct world *world, struct cs_file *const *sinks)
{
	uint32_t days = (uint32_t)world->settings->days;

	for (uint32_t day = 0; day < days && useful(sinks); day++) {
		const uint64_t *list;
		size_t n = queue_take(&world->queue, day, &list);

		rows_day(&world->rows, day);
		world->contacts.today = day;
		for (size_t i = 0; i < n; i++) {
			/* customers lie far apart: ask for them in time */
			if (i + AHEAD < n)
				__builtin_prefetch(
				    &world->people[list[i + AHEAD] >> 32], 1);
			act_on(world, (uint32_t)list[i], day);
		}
	}
}

static int open_sinks(const struct settings *s, struct cs_files *files,
		      struct cs_file **sinks, struct cs_err *err)
{
	const char *paths[NSINKS] = { [ORDERS] = s->output,
				      [CONTACTS] = s->contacts,
				      [TRUTH] = s->truth,
				      [PARAMETERS] = s->truth_parameters };

	for (int i = 0; i < NSINKS; i++) {
		if (i != ORDERS && paths[i] == NULL)
			continue;
		sinks[i] = cs_files_add(files, paths[i]);
		if (cs_file_open(sinks[i], err) != 0)
			return -1;
	}
	return 0;
}

int simulate(const struct settings *s, struct cs_err *err)
{
	struct cs_files files = CS_FILES_INIT;
	struct cs_file *sinks[NSINKS] = { NULL };
	struct world world = { 0 };
	int result = open_sinks(s, &files, sinks, err);

	if (result == 0) {
		world_init(&world, s);
		rows_init(&world.rows, s, sinks[ORDERS]);
		contacts_init(&world.contacts, s, sinks[CONTACTS],
			      &world.queue);
		run(&world, sinks);
		if (s->truth != NULL)
			truth_customers(&world, sinks[TRUTH]);
		if (s->truth_parameters != NULL)
			truth_parameters(&world, sinks[PARAMETERS]);
		result = cs_files_publish(&files, err);
	}
	cs_files_release(&files);
	queue_release(&world.queue);
	free(world.people);
	return result;
}
