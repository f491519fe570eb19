/* counts.c - how many there are: cs-contacts' tally of all touches. */
#include "contacts/study.h"

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	const struct contacts_rules *rules = with;
	struct counts *counts = tally;
	bool touched = false;

	for (size_t p = 0; p < customer->npurchases; p++) {
		bool focus = order_in_focus(customer, p);
		const struct cs_fulfilment *order =
		    &customer->fulfilments[customer->purchases[p].tag];

		counts->orders += focus;
		counts->unpromised += focus && order->promised == CS_NO_DAY;
	}
	for (size_t i = 0; i < customer->ntouches; i++) {
		const struct cs_touch *touch = &customer->touches[i];

		bool inbound = touch->direction == CS_INBOUND;
		bool focus = cs_in_focus(customer, touch->group);

		touched |= focus;
		if (touch_is(rules, touch, AUTOMATIC))
			continue;
		counts->contacts += focus;
		counts->outbound += focus && touch->direction == CS_OUTBOUND;
		counts->inbound += focus && inbound;
		counts->linked +=
		    inbound && touch->purchase >= 0 &&
		    order_in_focus(customer, (size_t)touch->purchase);
	}
	counts->customers += touched;
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct counts, "qqqqqqq", contacts),
	{ NULL },
};

const struct cs_tally counts_tally = {
	.size = sizeof(struct counts),
	.add = add,
	.members = members,
};
