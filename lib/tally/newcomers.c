/* newcomers.c - see newcomers.h. */
#include "tally/newcomers.h"

static void newcomers_init(void *tally, const void *with)
{
	const struct cs_repeat_rules *rules = with;

	((struct cs_newcomers *)tally)->span = rules->span;
}

static void newcomers_add(void *tally, const void *with,
			  const struct cs_customer *customer)
{
	const struct cs_repeat_rules *rules = with;
	struct cs_newcomers *newcomers = tally;
	const struct cs_order *purchase = customer->purchases;
	bool second = customer->npurchases > 1;
	cs_day first = purchase[0].day, time;

	if (!cs_in(rules->window, first) || first < rules->drift_from)
		return;
	time = (second ? purchase[1].day : rules->as_of) - first;
	cs_entries_add(&newcomers->entries[time], first - rules->drift_from,
		       second);
}

static const struct cs_members members[] = {
	CS_LIST(struct cs_newcomers, "qqqqq", entries, CS_FIXED, span),
	{ NULL },
};

const struct cs_tally cs_newcomers_tally = {
	.size = sizeof(struct cs_newcomers),
	.init = newcomers_init,
	.add = newcomers_add,
	.members = members,
	.tag = "newc",
	.version = 1,
};
