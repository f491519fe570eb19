/* The way from an enquiry to the third order, and that tallies of customers
 * merge. */
#include "contacts/study.h"

#include "tap.h"

enum { ENQUIRES = 1, ROBOT = 2 };

static struct contacts_options options = {
	.definitions = { [AUTOMATIC] = { .mask = ROBOT },
			 [ENQUIRY] = { .mask = ENQUIRES } },
};
static const struct contacts_rules rules = {
	.options = &options,
	.end = (int64_t)101 * CS_DAY_SECONDS,
};

/* A customer who writes on one day, and orders on up to four. */
static void count(struct funnel *funnel, cs_day asks, uint32_t flags,
		  const cs_day *days, size_t ndays)
{
	struct cs_order purchases[4];
	static const struct cs_fulfilment told_nothing;
	const struct cs_touch touch = {
		.opened = (int64_t)asks * CS_DAY_SECONDS,
		.flags = flags,
		.direction = CS_INBOUND,
	};
	const struct cs_customer customer = {
		.purchases = purchases,
		.npurchases = ndays,
		.fulfilments = &told_nothing,
		.touches = &touch,
		.ntouches = 1,
	};

	for (size_t i = 0; i < ndays; i++)
		purchases[i] = (struct cs_order){ .day = days[i] };
	funnel_tally.add(funnel, &rules, &customer);
}

static void test_steps(struct funnel *funnel)
{
	const struct step_count *steps = funnel->steps;

	is_int(steps[ASKED].customers, 3, "asked first, or on the day");
	is_int(steps[ASKED].converted, 2, "ordered then");
	is_int(funnel->without, 2, "asked later, and only a machine did");
	is_int(steps[FIRST_ORDER].customers, 4, "first orders");
	is_int(steps[SECOND_ORDER].customers, 1, "a second");
	is_int(steps[THIRD_ORDER].customers, 1, "a third");
	is_int(steps[THIRD_ORDER].converted, 0, "the fourth is no step");
}

int main(void)
{
	static const cs_day four[] = { 20, 30, 30, 60 };
	struct funnel a, b;
	struct cs_wait_curve curve;

	cs_tally_init(&funnel_tally, &a, &rules);
	cs_tally_init(&funnel_tally, &b, &rules);
	count(&a, 10, ENQUIRES, four, 4);
	count(&a, 20, ENQUIRES, four, 1);
	count(&b, 21, ENQUIRES, four, 1);
	count(&b, 10, ENQUIRES | ROBOT, four, 1);
	count(&b, 40, ENQUIRES, NULL, 0);
	cs_tally_merge(&funnel_tally, &a, &b);
	test_steps(&a);
	/* 0 and 10 days; the third is watched for 60 */
	curve = cs_waits_curve(&a.waits, ASKED, .95);
	is_int((long long)curve.spans.n, 3, "three times");
	is_int((long long)curve.times[2], 60 * 24 * 60, "to the last day");
	is_int(curve.censored[2], 1, "on which one waits");
	cs_wait_curve_release(&curve);
	cs_tally_release(&funnel_tally, &a);
	cs_tally_release(&funnel_tally, &b);
	return done_testing();
}
