/* Contacts of orders, and of periods; told by hand. */
#include "contacts/study.h"

#include "tap.h"

enum { DAY = CS_DAY_SECONDS };

/* Contacts are kept from day 31 on, day 120 is over; an order of which no
 * delivery is known has 2 x 10 days. */
static struct contacts_options options = {
	.definitions = { [AUTOMATIC] = { .mask = 1 } },
	.unusual = .01,
};
static const struct contacts_rules rules = {
	.options = &options,
	.end = (int64_t)121 * DAY,
	.first_contact = (int64_t)31 * DAY,
	.forming = { .link_within = (int64_t)10 * DAY,
		     .end = (int64_t)121 * DAY },
	.unit = CS_MONTH,
	.first_period = 0,
	.periods = 5,
};

static void test_orders(void)
{
	/* over before any contact; with two; with none; not over */
	static const cs_day days[] = { 5, 40, 70, 110 };
	struct cs_fulfilment fulfilments[4];
	struct cs_order purchases[4];
	struct cs_touch touches[4];
	const struct cs_customer customer = {
		.purchases = purchases,
		.npurchases = 4,
		.fulfilments = fulfilments,
		.touches = touches,
		.ntouches = 4,
	};
	struct touched touched;

	for (uint32_t i = 0; i < 4; i++) {
		fulfilments[i] = (struct cs_fulfilment){
			.placed = (int64_t)days[i] * DAY,
			.delivered = CS_NO_MOMENT,
			.ready = CS_NO_MOMENT,
			.shipped = CS_NO_MOMENT,
		};
		purchases[i] = (struct cs_order){ .day = days[i], .tag = i };
		touches[i] = (struct cs_touch){
			.opened = (int64_t)(41 + (int)i) * DAY,
			.direction = i == 2 ? CS_OUTBOUND : CS_INBOUND,
			.flags = i == 3,
			.purchase = 1,
		};
	}
	touches[3].purchase = 2;
	cs_tally_init(&touched_tally, &touched, &rules);
	touched_tally.add(&touched, &rules, &customer);
	touches[3].flags = 0;
	touches[3].purchase = 1;
	touched_tally.add(&touched, &rules, &customer);
	is_int(touched.unseen, 2, "over before the first contact");
	is_int(touched.open, 2, "not over yet");
	is_int((long long)touched.nwith, 4, "up to three contacts");
	is_int(touched.with[0], 2, "orders without any");
	is_int(touched.with[2], 1, "with two: not the firm's, a machine's");
	is_int(touched.with[3], 1, "with three");
	is_int(touched.periods[1].contacts, 5, "contacts of February");
	is_int(touched.periods[1].linked, 5, "about its orders");
	is_int(touched.periods[1].contacted, 2, "of which both have some");
	is_int(touched.periods[3].open, 2, "of April it is not known");
	cs_tally_release(&touched_tally, &touched);
}

/* Bliss and Fisher's mites, as if contacts of 150 orders. */
static void test_unusual(void)
{
	const int64_t with[] = { 70, 38, 17, 10, 9, 3, 2, 1 };
	struct cs_counts counts = cs_counts(with, 8);

	is_int(unusual_from(&rules, &counts), 8, "eight are unusual");
}

int main(void)
{
	test_orders();
	test_unusual();
	return done_testing();
}
