/* How far the share who buy again may be off where customers have several
 * orders: held to R's survfit(cluster = customer, influence = 1). */
#include "contacts/study.h"

#include "tap.h"

enum { DAY = CS_DAY_SECONDS, MOST = 4 };

/* Day 200 is over. */
static struct contacts_options options = { .repurchase = { .days = 60 } };
static const struct contacts_rules rules = {
	.options = &options,
	.now = (int64_t)201 * DAY,
	.end = (int64_t)201 * DAY,
};

/* Four customers, whose orders come on the day that was promised, that of the
 * order: 10, 20 and 50 days to the next, 50 days, 20 days; the last of each was
 * watched for 20, 50, 80 and 75. */
static const cs_day days[4][MOST] = {
	{ 100, 110, 130, 180 }, { 100, 150 }, { 120 }, { 105, 125 }
};

static void add(const struct cs_tally *tally, void *to, const void *with,
		int number)
{
	struct cs_fulfilment fulfilments[MOST];
	struct cs_order purchases[MOST];
	struct cs_customer customer = { .purchases = purchases,
					.fulfilments = fulfilments };

	for (uint32_t i = 0; i < MOST && days[number][i] > 0; i++) {
		cs_day day = days[number][i];

		fulfilments[i] = (struct cs_fulfilment){
			.placed = (int64_t)day * DAY,
			.delivered = (int64_t)day * DAY,
			.ready = CS_NO_MOMENT,
			.shipped = CS_NO_MOMENT,
			.promised = day,
			.delivered_day = day,
		};
		purchases[i] = (struct cs_order){ .day = day, .tag = i };
		customer.npurchases++;
	}
	tally->add(to, with, &customer);
}

/* The first n customers. */
static struct cs_interval interval_of(int n, struct cs_km *km)
{
	struct deliveries deliveries;
	struct return_spread a, b;
	const struct cs_waits *waits = &deliveries.returns;
	struct return_terms *terms;
	struct cs_wait_curve curve;
	struct cs_interval interval;

	cs_tally_init(&delivery_tally, &deliveries, &rules);
	for (int i = 0; i < n; i++)
		add(&delivery_tally, &deliveries, &rules, i);
	terms = return_terms_new(&rules, &waits, 1, ON_TIME);
	cs_tally_init(&delivery_spread_tally, &a, terms);
	cs_tally_init(&delivery_spread_tally, &b, terms);
	for (int i = 0; i < n; i++)
		add(&delivery_spread_tally, i % 2 == 0 ? &a : &b, terms, i);
	cs_tally_merge(&delivery_spread_tally, &a, &b);
	curve = cs_waits_curve(waits, ON_TIME, .95);
	*km = returned_of(&rules, &curve);
	interval = returned_interval(km, &curve, &a.of[ON_TIME]);
	is_int(a.of[ON_TIME].customers, n, "customers");
	is_int(a.of[NDELIVERIES].customers, n, "of all classes likewise");
	is_int(a.of[EARLY].customers, 0, "none of another");
	cs_wait_curve_release(&curve);
	return_terms_free(terms);
	cs_tally_release(&delivery_tally, &deliveries);
	return interval;
}

int main(void)
{
	struct cs_km km;
	struct cs_interval interval = interval_of(4, &km);

	near(km.survival, .4, 1e-12, "S");
	/* se .2440 by influence.surv, each customer's n / (n - m) times; t of 3
	 * degrees of freedom */
	near(interval.low, .1043073067589534, 1e-5, "from");
	near(interval.high, .9995102835141533, 1e-5, "to");
	near(1 - km.high, 1 - .69652360003771097, 1e-9, "Greenwood's is ...");
	near(1 - km.low, 1 - .09812360860222015, 1e-9, "... narrower");
	return done_testing();
}
