/* stages.c - which of the four contacts an order had: see orders.h. */
#include <stdlib.h>

#include "base/mem.h"
#include "contacts/study.h"

/* --- windows -------------------------------------------------------------- */

int32_t days_before(const struct contacts_rules *rules, enum stage stage)
{
	bool before = stage == PRODUCTION || stage == SHIPPING;

	return before ? days_of(rules->options->stage_within[stage]) : 0;
}

int32_t days_behind(const struct contacts_rules *rules, enum stage stage)
{
	return stage == PRODUCTION
		   ? 0
		   : days_of(rules->options->stage_within[stage]);
}

bool is_day(const struct contacts_rules *rules, int64_t at)
{
	return cs_shown_second(cs_moment_shown(rules->zone, at, 0)) == 0;
}

/* The last second of the day that is so many days after this. */
static int64_t last_of(const struct contacts_rules *rules, int64_t at,
		       int32_t days)
{
	return day_end(rules, at, 0, days);
}

static struct stage_state window_of(const struct contacts_rules *rules,
				    enum stage stage, int64_t anchor)
{
	struct stage_state state = { .anchor = anchor };
	int32_t before = days_before(rules, stage);
	int32_t behind = days_behind(rules, stage);

	if (anchor == CS_NO_MOMENT)
		return state;
	state.anchor_day = is_day(rules, anchor);
	if (state.anchor_day) {
		state.from = last_of(rules, anchor, -before - 1) + 1;
		state.to = last_of(rules, anchor, behind);
	} else {
		state.from = anchor - (int64_t)before * CS_DAY_SECONDS;
		state.to = anchor + (int64_t)behind * CS_DAY_SECONDS;
	}
	/* who is asked has it */
	if (stage == AFTER_DELIVERY)
		state.from =
		    1 + (state.anchor_day ? last_of(rules, anchor, 0) : anchor);
	state.due = limit_passed(rules, state.to);
	return state;
}

static void begin_plan_of(const struct contacts_rules *rules,
			  const struct cs_fulfilment *order,
			  struct order_plan *plan)
{
	const int64_t anchors[NSTAGES] = {
		[ACKNOWLEDGEMENT] = order->placed,
		[PRODUCTION] = order->ready != CS_NO_MOMENT ? order->ready
							    : order->shipped,
		[SHIPPING] = order->shipped,
		[AFTER_DELIVERY] = order->delivered,
	};
	const struct stage_state *last = &plan->stages[AFTER_DELIVERY];

	*plan = (struct order_plan){ 0 };
	for (enum stage s = 0; s < NSTAGES; s++)
		plan->stages[s] = window_of(rules, s, anchors[s]);
	plan->until =
	    is_day(rules, order->placed)
		? last_of(rules, order->placed, FOUR_WEEKS)
		: order->placed + (int64_t)FOUR_WEEKS * CS_DAY_SECONDS;
	if (last->anchor != CS_NO_MOMENT && last->to > plan->until)
		plan->until = last->to;
}

/* --- touches ------------------------------------------------------------ */

/* The last second at which it can have been. */
static int64_t end_of(const struct contacts_rules *rules,
		      const struct cs_touch *touch)
{
	return touch->clock ? touch->opened
			    : day_end(rules, touch->opened, touch->east, 0);
}

/* May it serve the stage? A confirmation is a machine's everywhere. */
static bool may_serve(const struct contacts_rules *rules,
		      const struct cs_touch *touch, enum stage stage)
{
	if (rules->kinds_told &&
	    !touch_is(rules, touch, TOLD + (enum defined)stage))
		return false;
	return !touch_is(rules, touch, AUTOMATIC) ||
	       (rules->kinds_told && stage == ACKNOWLEDGEMENT &&
		!rules->options->strict_thanks);
}

/* Whole days where of either only the day is told. */
static int64_t wait_of(const struct contacts_rules *rules,
		       const struct stage_state *state,
		       const struct cs_touch *touch)
{
	if (touch->clock && !state->anchor_day)
		return touch->opened - state->anchor;
	return (int64_t)CS_DAY_SECONDS *
	       (day_of(rules, touch->opened, touch->east) -
		day_of(rules, state->anchor, touch->east));
}

/* The earliest stage that wants it and has none; else the earliest for which it
 * comes late. */
static void serve(const struct contacts_rules *rules,
		  const struct cs_touch *touch, struct order_plan *plan)
{
	int64_t end = end_of(rules, touch);
	struct stage_state *late = NULL;

	for (enum stage s = 0; s < NSTAGES; s++) {
		struct stage_state *state = &plan->stages[s];

		if (state->anchor == CS_NO_MOMENT || state->done ||
		    !may_serve(rules, touch, s))
			continue;
		if (end >= state->from && touch->opened <= state->to) {
			state->done = true;
			state->by = touch;
			state->wait = wait_of(rules, state, touch);
			return;
		}
		if (late == NULL && touch->opened > state->to)
			late = state;
	}
	if (late != NULL)
		late->late = rules->kinds_told;
}

void plan_orders(const struct contacts_rules *rules,
		 const struct cs_customer *customer, struct order_plan *plans)
{
	for (size_t p = 0; p < customer->npurchases; p++)
		begin_plan_of(
		    rules, &customer->fulfilments[customer->purchases[p].tag],
		    &plans[p]);
	for (size_t i = 0; i < customer->ntouches; i++) {
		const struct cs_touch *touch = &customer->touches[i];
		bool counts = !touch_is(rules, touch, AUTOMATIC);
		struct order_plan *plan;

		if (touch->purchase < 0)
			continue;
		plan = &plans[touch->purchase];
		plan->in += touch->direction == CS_INBOUND && counts;
		if (touch->direction != CS_OUTBOUND)
			continue;
		plan->out += counts;
		if (end_of(rules, touch) >=
			plan->stages[ACKNOWLEDGEMENT].anchor &&
		    touch->opened <= plan->until)
			plan->touches +=
			    counts || may_serve(rules, touch, ACKNOWLEDGEMENT);
		serve(rules, touch, plan);
	}
}

void each_plan(const struct contacts_rules *rules,
	       const struct cs_customer *customer, plan_visit *visit, void *to)
{
	size_t n = customer->npurchases;
	struct order_plan *plans;

	if (n == 0)
		return;
	plans = cs_calloc(n, sizeof *plans);
	plan_orders(rules, customer, plans);
	for (size_t p = 0; p < n; p++)
		if (order_in_focus(customer, p) &&
		    plans[p].stages[ACKNOWLEDGEMENT].anchor < rules->end)
			visit(rules, customer, p, &plans[p], to);
	free(plans);
}
