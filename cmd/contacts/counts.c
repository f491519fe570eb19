/* counts.c - how many there are: cs-contacts' tally of all touches. */
#include "contacts/study.h"

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	const struct contacts_rules *rules = with;
	struct counts *counts = tally;

	counts->customers += customer->ntouches > 0;
	counts->orders += (int64_t)customer->npurchases;
	for (size_t i = 0; i < customer->ntouches; i++) {
		const struct cs_touch *touch = &customer->touches[i];

		if (touch_is(rules, touch, AUTOMATIC))
			continue;
		counts->contacts++;
		counts->outbound += touch->direction == CS_OUTBOUND;
		if (touch->direction != CS_INBOUND)
			continue;
		counts->inbound++;
		counts->linked += touch->purchase >= 0;
	}
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct counts, "qqqqqq", contacts),
	{ NULL },
};

const struct cs_tally counts_tally = {
	.size = sizeof(struct counts),
	.add = add,
	.members = members,
};
