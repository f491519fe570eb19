/* delivery_table.c - cs-contacts' table of deliveries against promises. */
#include "contacts/report.h"

enum { DAY_MINUTES = 24 * 60 };

/* --- the table ---------------------------------------------------------- */

const struct cs_column delivery_columns[] = {
	{ "class", CS_TEXT,
	  .means = "early: delivered before the promised day; on_time: on it; "
		   "late_notified: after it, or not yet, and the customer was "
		   "told up to two weeks before that day, or on it, without "
		   "asking; late_silent: likewise, and was not; all of these; "
		   "then, of orders alone: due, overdue_open and open, as the "
		   "columns" },
	{ "orders", CS_COUNT,
	  .means = "delivered, or their promised day has passed; of open: "
		   "neither" },
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

/* A row that counts orders, whatever their class. */
static void put_state(struct cs_table *table, const char *name, bool known,
		      int64_t orders)
{
	cs_row(table);
	cs_put_text(table, "class", name);
	cs_put_known(table, "orders", known, orders);
	cs_put_rest(table);
}

void put_delivery(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct deliveries *all =
	    &((const struct tally *)part)->deliveries;
	struct delivery_count sum = deliveries_sum(all);
	bool known = study->rules.deliveries;

	if (!has_orders(of, part))
		return;
	for (int i = 0; i < NDELIVERIES; i++)
		put_class(of, table, part, i);
	put_class(of, table, part, CS_ALL_CLASSES);
	put_state(table, "due", known, sum.orders);
	put_state(table, "overdue_open", known, sum.overdue);
	put_state(table, "open", known, all->open);
}
