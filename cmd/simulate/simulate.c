/* simulate.c - see simulate.h. */
#include "simulate/simulate.h"

#include <errno.h>
#include <stdlib.h>

#include "base/mem.h"
#include "simulate/service.h"
#include "simulate/tickets.h"

enum { REFUND_DAYS = 20, AHEAD = 8 };

enum { ORDERS, CONTACTS, TRUTH, PARAMETERS, NFILES };

/* --- an order */

static void count_payment(struct world *world, const struct person *person,
			  const struct plan *plan)
{
	const struct settings *s = world->settings;
	struct payment_count *count;
	/* the last day on which the next one may come */
	double latest = plan->at + s->late_days;

	if (!contractual(s) || person->orders > PAYMENTS_COUNTED)
		return;
	count = &world->payments[person->orders];
	count->reached++;
	/* on the last day it may still come before midnight */
	if (latest >= s->days - 1)
		return;
	count->at_risk++;
	count->lapsed += plan->leaves;
}

static void plan_refund(struct world *world, const struct person *person,
			int32_t day, int64_t cents)
{
	const struct settings *s = world->settings;
	struct draws draws = person_draws(person, s, DRAW_REFUND);
	struct note note = { .customer = person->number,
			     .value = cents,
			     .kind = REFUND,
			     .detail = person->channel };

	if (!draw_chance(&draws, s->refund_rate))
		return;
	day += 1 + draw_below(&draws, REFUND_DAYS);
	if (day < s->days)
		queue_put_note(&world->queue, &note, day);
}

/* One order; returns the day of the next, settings->days or more if there is
 * none. */
static int32_t order(struct world *world, struct person *person, int32_t day)
{
	const struct settings *s = world->settings;
	struct delivery delivery = { 0 };
	struct plan plan;
	bool late = false;
	int64_t id, cents;

	if (person->orders == 0)
		person->first = day;
	person->last = day;
	person->orders++;
	plan = person_plan(person, s);
	if (plan.leaves) {
		person->reason = LEFT_BY_MODEL;
		person->left =
		    s->model == PARETO_NBD ? (int32_t)person->leaving : day;
	}
	if (s->experience.on)
		late = contacts_late(&world->contacts, person, plan.leaves);
	if (s->service.on)
		delivery = service_delivery(s, person, day, late);
	id = rows_order(&world->rows, person, late, &delivery, &cents);
	if (s->refund_rate > 0)
		plan_refund(world, person, day, cents);
	if (s->experience.on)
		contacts_order(&world->contacts, person, id, late, &plan);
	if (s->service.on)
		service_order(&world->contacts, person, id, &delivery, late);
	count_payment(world, person, &plan);
	if (plan.leaves)
		return (int32_t)s->days;
	person->at = plan.at;
	return plan.day;
}

/* --- days */

/* All orders of a customer that fall on this day. */
static void buy(struct world *world, uint32_t number, int32_t day)
{
	int32_t next = day;

	while (next == day)
		next = order(world, &world->people[number], day);
	if (next < world->settings->days)
		queue_put(&world->queue, number, next);
}

static void act_on(struct world *world, uint32_t entry, int32_t day)
{
	struct note note;

	if (entry < world->npeople) {
		buy(world, entry, day);
		return;
	}
	note = queue_take_note(&world->queue, entry);
	if (note.kind == REFUND)
		rows_refund(&world->rows, &world->people[note.customer],
			    note.value, note.detail);
	else
		contacts_write(&world->contacts, &note);
}

/* Is there still a use in going on? */
static bool useful(struct cs_file *const *files)
{
	bool useful = false;

	for (int i = 0; i < NFILES; i++) {
		if (files[i] == NULL)
			continue;
		if (files[i]->error != 0 && files[i]->error != EPIPE)
			return false;
		useful |= files[i]->error == 0;
	}
	return useful;
}

static void world_init(struct world *world, const struct settings *s)
{
	world->settings = s;
	world->npeople = (uint32_t)s->customers;
	world->people = cs_calloc(world->npeople, sizeof *world->people);
	queue_init(&world->queue, (int32_t)s->days, world->npeople);
	for (uint32_t i = 0; i < world->npeople; i++) {
		person_init(&world->people[i], s, i);
		queue_put(&world->queue, i, (int32_t)world->people[i].at);
	}
}

static void run(struct world *world, struct cs_file *const *files)
{
	for (int32_t day = 0; day < world->settings->days && useful(files);
	     day++) {
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

static int open_files(const struct settings *s, struct cs_files *all,
		      struct cs_file **files, struct cs_err *err)
{
	const char *paths[NFILES] = { [ORDERS] = s->output,
				      [CONTACTS] = s->contacts,
				      [TRUTH] = s->truth,
				      [PARAMETERS] = s->truth_parameters };

	for (int i = 0; i < NFILES; i++) {
		if (i != ORDERS && paths[i] == NULL)
			continue;
		files[i] = cs_files_add(all, paths[i]);
		if (cs_file_open(files[i], err) != 0)
			return -1;
	}
	return 0;
}

int simulate(const struct settings *s, struct cs_err *err)
{
	struct cs_files all = CS_FILES_INIT;
	struct cs_file *files[NFILES] = { NULL };
	struct world world = { 0 };
	int result = open_files(s, &all, files, err);

	if (result == 0) {
		world_init(&world, s);
		rows_init(&world.rows, s, files[ORDERS]);
		contacts_init(&world.contacts, s, files[CONTACTS],
			      &world.queue);
		if (s->service.on)
			tickets_enquire(&world.contacts, world.people,
					world.npeople);
		run(&world, files);
		if (s->truth != NULL)
			truth_customers(&world, files[TRUTH]);
		if (s->truth_parameters != NULL)
			truth_parameters(&world, &files[PARAMETERS]->bytes);
		result = cs_files_publish(&all, err);
	}
	cs_files_release(&all);
	queue_release(&world.queue);
	free(world.people);
	return result;
}
