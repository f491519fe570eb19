/* delivery.c - cs-contacts' tally of deliveries against promises; its table is
 * delivery_table.c. */
#include "contacts/report.h"

enum { NOTICE_DAYS = 14 /* before the promised day */ };

/* --- one order ---------------------------------------------------------- */

struct order_dates order_dates(const struct contacts_rules *rules,
			       const struct cs_fulfilment *order, cs_day today)
{
	struct order_dates dates = {
		.placed = day_of(rules, order->placed, order->east),
		.promised = order->promised,
		.delivered = order->delivered_day,
	};

	if (dates.promised == CS_NO_DAY && rules->options->promise_days > 0)
		dates.promised =
		    dates.placed + (cs_day)rules->options->promise_days;
	if (dates.delivered > today || (order->delivered != CS_NO_MOMENT &&
					order->delivered >= rules->end))
		dates.delivered = CS_NO_DAY;
	return dates;
}

bool misdated(const struct order_dates *dates)
{
	return dates->promised < dates->placed ||
	       (dates->delivered != CS_NO_DAY &&
		dates->delivered < dates->placed);
}

/*
 * Did the firm tell of it up to two weeks before the promised day, or on it,
 * before the customer asked then? Who asks at the same moment was not told.
 */
static bool was_notified(const struct contacts_rules *rules,
			 const struct cs_customer *customer, size_t purchase,
			 cs_day promised)
{
	int64_t told = INT64_MAX, asked = INT64_MAX;

	for (size_t i = 0; i < customer->ntouches; i++) {
		const struct cs_touch *touch = &customer->touches[i];
		cs_day day = day_of(rules, touch->opened, touch->east);

		if (touch->purchase != (int32_t)purchase ||
		    day < promised - NOTICE_DAYS || day > promised)
			continue;
		if (touch->direction == CS_INBOUND && touch->opened < asked)
			asked = touch->opened;
		if (by_person(rules, touch) && touch_is(rules, touch, NOTICE) &&
		    touch->opened < told)
			told = touch->opened;
	}
	return told < asked;
}

/* --- the tally ---------------------------------------------------------- */

static void init(void *tally, const void *with)
{
	struct deliveries *all = tally;

	(void)with;
	all->lateness.classes = NDELIVERIES;
	all->returns.classes = NDELIVERIES;
	all->spans.classes = NSPANS;
}

static void add_days(struct cs_waits *waits, size_t class, cs_day days,
		     bool done)
{
	cs_waits_add(waits, class, (int64_t)days * CS_DAY_SECONDS, done);
}

/* An order that is there, or whose promised day has passed. */
struct due_order {
	enum delivery class;
	cs_day days; /* from that day to delivery, or to today */
	bool delivered;
};

static struct due_order due_order(const struct contacts_rules *rules,
				  const struct cs_customer *customer,
				  size_t purchase,
				  const struct order_dates *dates, cs_day today)
{
	bool delivered = dates->delivered != CS_NO_DAY;
	cs_day days = (delivered ? dates->delivered : today) - dates->promised;

	return (struct due_order){
		days < 0    ? EARLY
		: days == 0 ? ON_TIME
		: was_notified(rules, customer, purchase, dates->promised)
		    ? LATE_NOTIFIED
		    : LATE_SILENT,
		days,
		delivered,
	};
}

/* From the day on which it was there and had been promised. */
static struct return_wait follow(const struct contacts_rules *rules,
				 const struct cs_customer *customer,
				 size_t purchase,
				 const struct order_dates *dates,
				 const struct due_order *order)
{
	return return_wait(rules, customer, purchase,
			   order->days > 0 ? dates->delivered
					   : dates->promised);
}

/* Is it there, and was it promised for a day that has come? */
static bool is_followed(const struct order_dates *dates, cs_day today)
{
	return dates->delivered != CS_NO_DAY && dates->promised <= today;
}

static void add_due(const struct contacts_rules *rules,
		    const struct cs_customer *customer, size_t purchase,
		    const struct order_dates *dates, cs_day today,
		    struct deliveries *all)
{
	struct due_order order =
	    due_order(rules, customer, purchase, dates, today);
	struct delivery_count *count = &all->counts[order.class];
	cs_day days = order.days;
	struct return_wait wait;

	count->orders++;
	count->overdue += !order.delivered;
	count->days_late += days > 0 ? days : 0;
	all->early_by_week += days <= -7;
	add_days(&all->lateness, order.class,
		 (days < -EARLIEST ? -EARLIEST : days) + EARLIEST,
		 order.delivered);
	if (!is_followed(dates, today))
		return;
	wait = follow(rules, customer, purchase, dates, &order);
	add_return(&all->returns, order.class, wait);
	if (rules->options->adjust)
		count_return(rules, wait, all->numbers[order.class]);
}

/* Has the order a promise, and been placed? */
static bool is_promised(const struct contacts_rules *rules,
			const struct cs_customer *customer, size_t purchase,
			cs_day today, struct order_dates *dates)
{
	const struct cs_fulfilment *order =
	    &customer->fulfilments[customer->purchases[purchase].tag];

	*dates = order_dates(rules, order, today);
	return dates->promised != CS_NO_DAY && order->placed < rules->end &&
	       order_in_focus(customer, purchase);
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	const struct contacts_rules *rules = with;
	struct deliveries *all = tally;
	cs_day today = day_of(rules, rules->end - 1, 0);

	for (size_t p = 0; p < customer->npurchases; p++) {
		struct order_dates dates;
		bool delivered;

		if (!is_promised(rules, customer, p, today, &dates))
			continue;
		if (misdated(&dates)) {
			all->misdated++;
			continue;
		}
		delivered = dates.delivered != CS_NO_DAY;
		add_days(&all->spans, PROMISED, dates.promised - dates.placed,
			 true);
		add_days(&all->spans, ACTUAL,
			 (delivered ? dates.delivered : today) - dates.placed,
			 delivered);
		if (delivered || dates.promised < today)
			add_due(rules, customer, p, &dates, today, all);
		else
			all->open++;
	}
}

void each_delivered(const struct contacts_rules *rules,
		    const struct cs_customer *customer, return_visit *visit,
		    void *to)
{
	cs_day today = day_of(rules, rules->end - 1, 0);

	for (size_t p = 0; p < customer->npurchases; p++) {
		struct order_dates dates;
		struct due_order order;

		if (!is_promised(rules, customer, p, today, &dates) ||
		    misdated(&dates) || !is_followed(&dates, today))
			continue;
		order = due_order(rules, customer, p, &dates, today);
		visit(rules, order.class,
		      follow(rules, customer, p, &dates, &order), to);
	}
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct deliveries, "qqqqqqqqqqqq", counts),
	CS_MEMBERS(struct deliveries, "qqq", open),
	CS_WAITS_LIST(struct deliveries, lateness),
	CS_WAITS_LIST(struct deliveries, returns),
	CS_MEMBERS(struct deliveries, "qqqqqqqqqqqqqqqqqqqqqqqq", numbers),
	CS_WAITS_LIST(struct deliveries, spans),
	{ NULL },
};

const struct cs_tally delivery_tally = {
	.size = sizeof(struct deliveries),
	.init = init,
	.add = add,
	.members = members,
};

struct delivery_count deliveries_sum(const struct deliveries *deliveries)
{
	struct delivery_count sum = { 0 };

	for (int i = 0; i < NDELIVERIES; i++) {
		sum.orders += deliveries->counts[i].orders;
		sum.overdue += deliveries->counts[i].overdue;
		sum.days_late += deliveries->counts[i].days_late;
	}
	return sum;
}

int64_t deliveries_late(const struct deliveries *deliveries)
{
	return deliveries->counts[LATE_NOTIFIED].orders +
	       deliveries->counts[LATE_SILENT].orders;
}
