/* delivery.c - cs-contacts' tally and table of deliveries against promises. */
#include "contacts/report.h"
#include "report/number.h"

enum {
	NOTICE_DAYS = 14, /* before the promised day */
	DAY_MINUTES = 24 * 60
};
enum { PROMISED, ACTUAL, NSPANS };

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

/* --- the table ---------------------------------------------------------- */

const struct cs_column delivery_columns[] = {
	{ "class", CS_TEXT,
	  .means = "early: delivered before the promised day; on_time: on it; "
		   "late_notified: after it, or not yet, and the customer was "
		   "told up to two weeks before that day, or on it, without "
		   "asking; late_silent: likewise, and was not; all" },
	{ "orders", CS_COUNT,
	  .means = "delivered, or their promised day has passed" },
	{ "share", CS_SHARE, .means = "of all of these" },
	{ "share_low", CS_SHARE },
	{ "share_high", CS_SHARE },
	{ "median_days", CS_REAL, "median days", 1, .sparse = true,
	  .means = "days from the promised to the day of delivery, below 0: "
		   "before it, of half of them; those not delivered wait until "
		   "the end of observation" },
	{ "median_days_low", CS_REAL, .people = CS_FILES },
	{ "median_days_high", CS_REAL, .people = CS_FILES },
	{ "mean_days_late", CS_REAL, "mean days late", 1, .sparse = true,
	  .means =
	      "mean of the days by which the late ones are late, those not "
	      "delivered so far" },
	{ "repurchase_rate", CS_SHARE, "buy again", .sparse = true,
	  .means = "share of orders delivered after which the customer bought "
		   "again within --repurchase of the day promised or of the "
		   "delivery, whichever is later" },
	{ "repurchase_rate_low", CS_SHARE },
	{ "repurchase_rate_high", CS_SHARE },
	{ "difference", CS_SHARE, "against on time", .sparse = true,
	  .means = "repurchase_rate less that of on_time; with --adjust the "
		   "difference within orders of one number, of those watched "
		   "for all of --repurchase" },
	{ "difference_low", CS_SHARE },
	{ "difference_high", CS_SHARE },
	{ "p_value", CS_REAL, "p", 4, .sparse = true,
	  .means = "log-rank test of its curve of buying again against that of "
		   "on_time, two-sided, its variance by customers; with "
		   "--adjust the score test of no difference in any number" },
	{ "overdue_open", CS_COUNT, "overdue", .sparse = true,
	  .means = "of the late ones, not delivered yet" },
	{ "due", CS_COUNT, .people = CS_FILES,
	  .means = "of all: orders counted" },
	{ "open", CS_COUNT, .people = CS_FILES,
	  .means = "of all: not delivered, and the promised day has not "
		   "passed: in no share" },
	{ "promised_days", CS_REAL, .people = CS_FILES,
	  .means = "of all, also those not due: median days from order to "
		   "promised day" },
	{ "actual_days", CS_REAL, .people = CS_FILES,
	  .means = "of the same: days by which half were delivered, the others "
		   "waiting until the end of observation" },
	{ "actual_days_low", CS_REAL, .people = CS_FILES },
	{ "actual_days_high", CS_REAL, .people = CS_FILES },
	{ "early_by_week_share", CS_SHARE, .people = CS_FILES,
	  .means = "of all due: delivered seven days early or more" },
	{ "early_by_week_share_low", CS_SHARE, .people = CS_FILES },
	{ "early_by_week_share_high", CS_SHARE, .people = CS_FILES },
	{ NULL }
};

bool notices_known(const struct study *study)
{
	return study->rules.options->definitions[NOTICE].known;
}

void begin_delivery(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	note_groups(study, table);
	if (!study->rules.orders) {
		cs_table_add_note(table, "Whether orders come as promised "
					 "wants the orders (--orders).");
		return;
	}
	if (!study->rules.promises) {
		cs_table_add_note(table,
				  "Nothing says for when an order was promised "
				  "(--promised, --promise-days).");
		return;
	}
	if (!notices_known(study))
		cs_table_add_note(table,
				  "No contact is a notice (--notice): which "
				  "late orders the customer was told of is not "
				  "known.");
	if (!study->rules.deliveries)
		cs_table_add_note(table,
				  "Nothing says when an order was delivered "
				  "(--delivered).");
	else if (study->rules.options->adjust)
		cs_table_add_note(table,
				  "against on time: first orders with first "
				  "ones, second with second, later with later, "
				  "of those that were watched for all of "
				  "--repurchase.");
}

static void put_days(struct cs_table *table, const char *column,
		     const struct cs_waits *waits, int class, int32_t shift,
		     bool interval)
{
	struct cs_wait_curve curve = cs_waits_curve(waits, class, CS_LEVEL);
	struct cs_curve_time time = cs_wait_quantile(&curve, .5);

	cs_put_real(table, column, time.time / DAY_MINUTES - shift);
	if (interval)
		cs_put_range(table, column, time.low / DAY_MINUTES - shift,
			     time.high / DAY_MINUTES - shift);
	cs_wait_curve_release(&curve);
}

static void put_returns(const struct study *study, struct cs_table *table,
			const struct deliveries *all,
			const struct return_spread *spread, int class)
{
	struct cs_wait_curve curve =
	    cs_waits_curve(&all->returns, class, CS_LEVEL);
	struct cs_wait_curve on_time =
	    cs_waits_curve(&all->returns, ON_TIME, CS_LEVEL);
	struct cs_km km = returned_of(&study->rules, &curve);
	struct return_comparison c = { CS_NOTHING,
				       { CS_NOTHING, CS_NOTHING },
				       CS_NOTHING };

	if (class != CS_ALL_CLASSES && class != ON_TIME)
		c = compare_class(&study->rules, &curve, &on_time,
				  study->rules.options->adjust
				      ? (const struct return_count
					     *[]){ all->numbers[class],
						   all->numbers[ON_TIME] }
				      : NULL,
				  spread, class);
	cs_put_real(table, "repurchase_rate", 1 - km.survival);
	cs_put_interval(
	    table, "repurchase_rate",
	    returned_interval(&km, &curve,
			      &spread->of[class < 0 ? NDELIVERIES : class]));
	cs_put_real(table, "difference", c.difference);
	cs_put_interval(table, "difference", c.interval);
	cs_put_real(table, "p_value", c.p_value);
	cs_wait_curve_release(&on_time);
	cs_wait_curve_release(&curve);
}

/* What there is of all classes only. */
static void put_whole(struct cs_table *table, const struct deliveries *all,
		      int64_t due)
{
	cs_put_count(table, "open", all->open);
	put_days(table, "promised_days", &all->spans, PROMISED, 0, false);
	put_days(table, "actual_days", &all->spans, ACTUAL, 0, true);
	put_share(table, "early_by_week_share", all->early_by_week, due);
}

static void put_class(const struct study *study, struct cs_table *table,
		      const struct tally *tally, int class)
{
	static const char *const names[NDELIVERIES] = {
		[EARLY] = "early",
		[ON_TIME] = "on_time",
		[LATE_NOTIFIED] = "late_notified",
		[LATE_SILENT] = "late_silent",
	};
	const struct deliveries *all = &tally->deliveries;
	struct delivery_count sum = deliveries_sum(all);
	bool whole = class == CS_ALL_CLASSES;
	bool late = class == LATE_NOTIFIED || class == LATE_SILENT;
	struct delivery_count count = whole ? sum : all->counts[class];

	cs_row(table);
	cs_put_text(table, "class", whole ? "all" : names[class]);
	if (study->rules.deliveries && (!late || notices_known(study))) {
		cs_put_count(table, "orders", count.orders);
		put_share(table, "share", count.orders, whole ? 0 : sum.orders);
		put_days(table, "median_days", &all->lateness, class, EARLIEST,
			 true);
		cs_put_real(table, "mean_days_late",
			    cs_ratio(count.days_late, whole
							  ? deliveries_late(all)
						      : late ? count.orders
							     : 0));
		put_returns(study, table, all, &tally->delivery_spread, class);
		cs_put_known(table, "overdue_open", whole || late,
			     count.overdue);
		cs_put_known(table, "due", whole, count.orders);
		if (whole)
			put_whole(table, all, sum.orders);
	}
	cs_put_rest(table);
}

void put_delivery(const void *of, struct cs_table *table, const void *part)
{
	if (!has_orders(of, part))
		return;
	for (int i = 0; i < NDELIVERIES; i++)
		put_class(of, table, part, i);
	put_class(of, table, part, CS_ALL_CLASSES);
}
