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

/* From the day on which it was there and had been promised. */
static void follow(const struct contacts_rules *rules,
		   const struct cs_customer *customer, size_t purchase,
		   cs_day from, enum delivery class, struct deliveries *all)
{
	struct return_wait wait = return_wait(rules, customer, purchase, from);

	add_return(&all->returns, class, wait);
	if (rules->options->adjust)
		count_return(rules, purchase, wait, all->numbers[class]);
}

/* An order whose promised day has passed. */
static void add_due(const struct contacts_rules *rules,
		    const struct cs_customer *customer, size_t purchase,
		    const struct order_dates *dates, cs_day today,
		    struct deliveries *all)
{
	bool delivered = dates->delivered != CS_NO_DAY;
	cs_day days = (delivered ? dates->delivered : today) - dates->promised;
	enum delivery class =
	    days < 0	? EARLY
	    : days == 0 ? ON_TIME
	    : was_notified(rules, customer, purchase, dates->promised)
		? LATE_NOTIFIED
		: LATE_SILENT;
	struct delivery_count *count = &all->counts[class];

	count->orders++;
	count->overdue += !delivered;
	count->days_late += days > 0 ? days : 0;
	all->early_by_week += days <= -7;
	add_days(&all->lateness, class,
		 (days < -EARLIEST ? -EARLIEST : days) + EARLIEST, delivered);
	if (delivered)
		follow(rules, customer, purchase,
		       days > 0 ? dates->delivered : dates->promised, class,
		       all);
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	const struct contacts_rules *rules = with;
	struct deliveries *all = tally;
	cs_day today = day_of(rules, rules->end - 1, 0);

	for (size_t p = 0; p < customer->npurchases; p++) {
		const struct cs_fulfilment *order =
		    &customer->fulfilments[customer->purchases[p].tag];
		struct order_dates dates = order_dates(rules, order, today);
		bool delivered = dates.delivered != CS_NO_DAY;

		if (dates.promised == CS_NO_DAY ||
		    order->placed >= rules->end || !order_in_focus(customer, p))
			continue;
		if (misdated(&dates)) {
			all->misdated++;
			continue;
		}
		add_days(&all->spans, PROMISED, dates.promised - dates.placed,
			 true);
		add_days(&all->spans, ACTUAL,
			 (delivered ? dates.delivered : today) - dates.placed,
			 delivered);
		if (dates.promised < today)
			add_due(rules, customer, p, &dates, today, all);
		else
			all->open += !delivered;
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

static int64_t late_of(const struct deliveries *deliveries)
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
	{ "orders", CS_COUNT, .means = "whose promised day has passed" },
	{ "share", CS_SHARE, .means = "of all whose promised day has passed" },
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
		   "on_time, two-sided; with --adjust the score test of no "
		   "difference in any number" },
	{ "overdue_open", CS_COUNT, "overdue", .sparse = true,
	  .means = "of the late ones, not delivered yet" },
	{ "due", CS_COUNT, .people = CS_FILES,
	  .means = "of all: orders whose promised day has passed" },
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

/* Does any contact tell which late orders were told of? */
static bool notices_known(const struct study *study)
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
			const struct deliveries *all, int class)
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
		c = study->rules.options->adjust
			? compare_counts(all->numbers[class],
					 all->numbers[ON_TIME])
			: compare_returns(&study->rules, &curve, &on_time);
	cs_put_real(table, "repurchase_rate", 1 - km.survival);
	cs_put_range(table, "repurchase_rate", 1 - km.high, 1 - km.low);
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
		      const struct deliveries *all, int class)
{
	static const char *const names[NDELIVERIES] = {
		[EARLY] = "early",
		[ON_TIME] = "on_time",
		[LATE_NOTIFIED] = "late_notified",
		[LATE_SILENT] = "late_silent",
	};
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
			    cs_ratio(count.days_late, whole  ? late_of(all)
						      : late ? count.orders
							     : 0));
		put_returns(study, table, all, class);
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
	const struct deliveries *all =
	    &((const struct tally *)part)->deliveries;

	if (!has_orders(of, part))
		return;
	for (int i = 0; i < NDELIVERIES; i++)
		put_class(of, table, all, i);
	put_class(of, table, all, CS_ALL_CLASSES);
}

/* --- the summary and the answer ----------------------------------------- */

void put_late(const struct study *study, struct cs_table *table,
	      const struct deliveries *all)
{
	put_share(table, "late_share", late_of(all),
		  study->rules.deliveries ? deliveries_sum(all).orders : 0);
}

void say_delivery(const struct study *study, struct cs_buf *out)
{
	const struct deliveries *all = &study->whole->deliveries;
	struct delivery_count sum = deliveries_sum(all);
	int64_t silent = all->counts[LATE_SILENT].orders;

	if (sum.orders == 0 || !study->rules.deliveries)
		return;
	cs_buf_addf(out, "Of %s whose promised day has passed ",
		    cs_counted(sum.orders, "order").text);
	if (late_of(all) == 0) {
		cs_buf_adds(out, "none was late");
	} else {
		cs_buf_addf(out, "%s did not come by it, ",
			    cs_figure((double)late_of(all), 0).text);
		cs_add_percent(out, cs_ratio(late_of(all), sum.orders));
		cs_add_level_interval(
		    out, cs_wilson(late_of(all), sum.orders, CS_LEVEL));
	}
	if (sum.overdue > 0)
		cs_buf_addf(out, "; %s %s still not there",
			    cs_figure((double)sum.overdue, 0).text,
			    sum.overdue == 1 ? "is" : "are");
	if (notices_known(study) && silent > 0)
		cs_buf_addf(out, "; of %s the customer had not been told",
			    cs_figure((double)silent, 0).text);
}
