/* Which of the four contacts an order had, told by hand. */
#include "contacts/study.h"

#include "tap.h"

enum { DAY = CS_DAY_SECONDS, NOON = 12 * CS_HOUR };

static struct contacts_options options = {
	.stage_within = { [ACKNOWLEDGEMENT] = { .days = 1 },
			  [PRODUCTION] = { .days = 7 },
			  [SHIPPING] = { .days = 1 },
			  [AFTER_DELIVERY] = { .days = 14 } },
	.definitions = { [AUTOMATIC] = { .mask = 1 },
			 [TOLD + ACKNOWLEDGEMENT] = { .mask = 2 },
			 [TOLD + PRODUCTION] = { .mask = 4 },
			 [TOLD + SHIPPING] = { .mask = 8 },
			 [TOLD + AFTER_DELIVERY] = { .mask = 16 } },
};
static const struct contacts_rules kinds = { .options = &options,
					     .end = (int64_t)1000 * DAY,
					     .kinds_told = true };
static const struct contacts_rules no_kinds = { .options = &options,
						.end = (int64_t)1000 * DAY };

static struct cs_touch touch(int64_t at, uint32_t flags)
{
	return (struct cs_touch){ .opened = at,
				  .flags = flags,
				  .direction = CS_OUTBOUND,
				  .clock = at % DAY != 0 };
}

/* Of one order: ordered on day 100 at noon, the others days. */
static struct order_plan plan_of(const struct contacts_rules *rules,
				 const struct cs_fulfilment *order,
				 const struct cs_touch *touches, size_t n)
{
	const struct cs_order purchase = { .day = 100 };
	const struct cs_customer customer = {
		.purchases = &purchase,
		.npurchases = 1,
		.fulfilments = order,
		.touches = touches,
		.ntouches = n,
	};
	struct order_plan plan;

	plan_orders(rules, &customer, &plan);
	return plan;
}

static const struct cs_fulfilment order = {
	.placed = (int64_t)100 * DAY + NOON,
	.ready = (int64_t)110 * DAY,
	.shipped = (int64_t)111 * DAY,
	.delivered = (int64_t)113 * DAY,
};

static void test_windows(void)
{
	struct order_plan plan = plan_of(&kinds, &order, NULL, 0);
	const struct stage_state *s = plan.stages;

	is_int(s[ACKNOWLEDGEMENT].from, order.placed, "from the order ...");
	is_int(s[ACKNOWLEDGEMENT].to, order.placed + DAY, "... to the second");
	is_int(s[PRODUCTION].from, (int64_t)103 * DAY, "seven days before");
	is_int(s[PRODUCTION].to, (int64_t)111 * DAY - 1, "the whole day");
	is_int(s[SHIPPING].from, (int64_t)110 * DAY, "the day before");
	is_int(s[SHIPPING].to, (int64_t)113 * DAY - 1, "the day after");
	is_int(s[AFTER_DELIVERY].from, (int64_t)114 * DAY, "the next day");
	is_int(s[AFTER_DELIVERY].to, (int64_t)128 * DAY - 1, "the 14th");
	is_int(plan.until, order.placed + (int64_t)28 * DAY, "four weeks");
}

static void test_unknown(void)
{
	struct cs_fulfilment few = { .placed = (int64_t)999 * DAY,
				     .ready = CS_NO_MOMENT,
				     .shipped = CS_NO_MOMENT,
				     .delivered = CS_NO_MOMENT };
	struct cs_touch thanks = touch((int64_t)999 * DAY, 2);
	struct order_plan plan = plan_of(&kinds, &few, &thanks, 1);

	ok(plan.stages[ACKNOWLEDGEMENT].done, "thanks of that day");
	ok(!plan.stages[ACKNOWLEDGEMENT].due, "are not due yet");
	for (enum stage s = PRODUCTION; s < NSTAGES; s++)
		ok(plan.stages[s].anchor == CS_NO_MOMENT &&
		       !plan.stages[s].done,
		   "stage %d: not known", (int)s);
	few.shipped = (int64_t)111 * DAY;
	plan = plan_of(&kinds, &few, NULL, 0);
	is_int(plan.stages[PRODUCTION].anchor, few.shipped,
	       "what is not ready goes by its shipping");
}

static void test_kinds(void)
{
	/* by a machine: thanks, and a survey; thanks again; shipping late */
	struct cs_touch touches[] = {
		touch((int64_t)100 * DAY + NOON + 60, 1 | 2),
		touch((int64_t)100 * DAY + NOON + 120, 2),
		touch((int64_t)114 * DAY, 8),
		touch((int64_t)115 * DAY, 1 | 16),
	};
	struct order_plan plan = plan_of(&kinds, &order, touches, 4);

	is_int(plan.stages[ACKNOWLEDGEMENT].wait, 60, "a machine's thanks");
	is_int(plan.touches, 3, "all but the machine's survey");
	ok(!plan.stages[SHIPPING].done && plan.stages[SHIPPING].late,
	   "shipping is told late");
	ok(!plan.stages[AFTER_DELIVERY].done, "a machine does not ask");
	options.strict_thanks = true;
	plan = plan_of(&kinds, &order, touches, 4);
	is_int(plan.stages[ACKNOWLEDGEMENT].wait, 120, "the person's thanks");
	is_int(plan.touches, 2, "and no machine's counts");
	options.strict_thanks = false;
}

static void test_no_kinds(void)
{
	/* the second of day 110 finds production done, and serves shipping */
	struct cs_touch touches[] = {
		touch((int64_t)110 * DAY, 0),
		touch((int64_t)110 * DAY, 0),
		touch((int64_t)112 * DAY, 0),
		touch((int64_t)140 * DAY, 0),
	};
	struct order_plan plan = plan_of(&no_kinds, &order, touches, 4);

	ok(!plan.stages[ACKNOWLEDGEMENT].done, "no thanks");
	is_int(plan.stages[PRODUCTION].wait, 0, "on the day it is ready");
	is_int(plan.stages[SHIPPING].wait, -DAY, "the day before shipping");
	ok(!plan.stages[AFTER_DELIVERY].done &&
	       !plan.stages[AFTER_DELIVERY].late,
	   "without a kind nothing is late");
}

static void test_direction(void)
{
	struct cs_touch in = touch((int64_t)101 * DAY, 2);

	in.direction = CS_INBOUND;
	ok(!plan_of(&kinds, &order, &in, 1).stages[ACKNOWLEDGEMENT].done,
	   "a customer's contact is none");
	in.direction = CS_OUTBOUND;
	in.purchase = -1;
	ok(!plan_of(&kinds, &order, &in, 1).stages[ACKNOWLEDGEMENT].done,
	   "nor one that is linked to no order");
}

int main(void)
{
	test_windows();
	test_unknown();
	test_kinds();
	test_no_kinds();
	test_direction();
	return done_testing();
}
