/* plan.c - cs-contacts' tally and table of the four contacts of an order. */
#include "contacts/report.h"
#include "report/number.h"

/* --- the tally ---------------------------------------------------------- */

static void init(void *tally, const void *with)
{
	struct planned *planned = tally;

	(void)with;
	planned->waits.classes = NSTAGES;
	planned->returns.classes = NSTAGES + 1;
}

static void count_stage(const struct contacts_rules *rules,
			const struct stage_state *state, enum stage stage,
			struct planned *planned)
{
	struct planned_count *count = &planned->counts[stage];
	bool known = state->anchor != CS_NO_MOMENT;
	int64_t before = (int64_t)days_before(rules, stage) * CS_DAY_SECONDS;

	count->orders += known;
	count->unknown += !known;
	if (!known || !state->due)
		return;
	count->due++;
	count->done += state->done;
	count->late += state->late && !state->done;
	count->tracking += state->done && state->by->tracking;
	if (state->done)
		cs_waits_add(&planned->waits, stage, before + state->wait,
			     true);
}

static void count_order(const struct contacts_rules *rules,
			const struct cs_customer *customer, size_t purchase,
			const struct order_plan *plan, void *to)
{
	struct planned *planned = to;
	struct planned_count *complete = &planned->counts[COMPLETE];
	struct planned_count *four = &planned->counts[FOUR_TOUCHES];
	bool known = true, due = true, done = true;

	for (enum stage s = 0; s < NSTAGES; s++) {
		const struct stage_state *state = &plan->stages[s];

		count_stage(rules, state, s, planned);
		known &= state->anchor != CS_NO_MOMENT;
		due &= state->due;
		done &= state->done;
	}
	complete->orders += known;
	complete->unknown += !known;
	complete->due += due;
	complete->done += due && done;
	if (due && rules->effect)
		count_effect(rules, customer, purchase, plan, planned);
	due = limit_passed(rules, plan->until);
	four->orders++;
	four->due += due;
	four->done += due && plan->touches >= FOUR;
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	struct planned *planned = tally;

	for (size_t i = 0; i < customer->ntouches; i++)
		planned->outbound +=
		    customer->touches[i].direction == CS_OUTBOUND;
	each_plan(with, customer, count_order, planned);
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct planned, "q", outbound),
	CS_MEMBERS(struct planned, "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq",
		   counts),
	CS_WAITS_LIST(struct planned, waits),
	CS_MEMBERS(struct planned, "qqqqq", by_done),
	CS_WAITS_LIST(struct planned, returns),
	{ NULL },
};

const struct cs_tally plan_tally = {
	.size = sizeof(struct planned),
	.init = init,
	.add = add,
	.members = members,
};

/* --- the table ---------------------------------------------------------- */

const struct cs_column plan_columns[] = {
	{ "stage", CS_TEXT,
	  .means =
	      "acknowledgement: thanks for the order; production: word "
	      "before it is ready; shipping: word when it is shipped; "
	      "after_delivery: the customer is asked how it was; complete: "
	      "all four of an order; four_touches: four contacts of any "
	      "kind or more within four weeks of the order, or by the end "
	      "of --ask-within, if that is later" },
	{ "orders", CS_COUNT,
	  .means = "whose day is known from which the time is counted: of the "
		   "order, the end of production or else shipping, shipping, "
		   "delivery" },
	{ "due", CS_COUNT, .means = "of them, whose time for it is over" },
	{ "done", CS_COUNT, .means = "of those due, in time" },
	{ "done_rate", CS_SHARE, "share", .means = "done of due" },
	{ "done_rate_low", CS_SHARE },
	{ "done_rate_high", CS_SHARE },
	{ "late", CS_COUNT,
	  .means =
	      "of those due, after its time; null where no kind of contact "
	      "tells what it is for" },
	{ "missing", CS_COUNT, .means = "of those due, neither" },
	{ "median_hours", CS_REAL, "median hours", 1,
	  .means = "hours from that day or moment to the contact, of half of "
		   "those done; below 0: before it" },
	{ "with_tracking", CS_COUNT, "with tracking",
	  .means = "of shipping done, with a tracking number" },
	{ "anchor_unknown", CS_COUNT, .people = CS_FILES,
	  .means = "orders whose day is not known" },
	{ NULL }
};

static const char *const names[NPLANNED] = {
	[ACKNOWLEDGEMENT] = "acknowledgement",
	[PRODUCTION] = "production",
	[SHIPPING] = "shipping",
	[AFTER_DELIVERY] = "after_delivery",
	[COMPLETE] = "complete",
	[FOUR_TOUCHES] = "four_touches",
};

bool plan_is_known(const struct study *study)
{
	return study->rules.orders && study->whole->planned.outbound > 0;
}

/* Which stages no contact is of, though those of others tell. */
static void note_untold(const struct study *study, struct cs_table *table)
{
	const struct cs_definition *told =
	    &study->rules.options->definitions[TOLD];
	struct cs_buf list = CS_BUF_INIT;

	for (int i = 0; i < NSTAGES; i++)
		if (!told[i].known)
			cs_buf_addf(&list, "%s%s", list.length > 0 ? ", " : "",
				    told[i].option);
	if (list.length > 0)
		cs_table_add_note(table,
				  "No contact is of these kinds, which options "
				  "name: %s.",
				  list.data);
	cs_buf_release(&list);
}

void begin_plan(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	note_groups(study, table);
	if (!study->rules.orders) {
		cs_table_add_note(table, "Whether an order had its contacts "
					 "wants the orders (--orders).");
		return;
	}
	if (!plan_is_known(study)) {
		cs_table_add_note(table,
				  "No contact is the firm's (--outbound): what "
				  "it said to customers is not told.");
		return;
	}
	if (!has_column(study, CS_CONTACT_DIRECTION))
		cs_table_add_note(table,
				  "Nothing says which contacts are the firm's "
				  "(--outbound): only those in which it asked "
				  "are taken for them.");
	if (study->rules.kinds_told)
		note_untold(study, table);
	else
		cs_table_add_note(table,
				  "No kind of contact tells what it is for: "
				  "each is taken for the first stage in whose "
				  "time it falls, and none is late.");
}

static double median_of(const struct contacts_rules *rules,
			const struct planned *planned, int stage)
{
	struct cs_wait_curve curve;
	double minutes, before;

	if (stage >= NSTAGES || planned->counts[stage].done == 0)
		return CS_NOTHING;
	curve = cs_waits_curve(&planned->waits, stage, CS_LEVEL);
	minutes = cs_wait_quantile(&curve, .5).time;
	before = days_before(rules, (enum stage)stage) * 24. * 60;
	cs_wait_curve_release(&curve);
	return (minutes - before) / 60;
}

void put_plan(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct contacts_rules *rules = &study->rules;
	const struct planned *planned = &((const struct tally *)part)->planned;

	for (int i = 0; has_orders(study, part) && i < NPLANNED; i++) {
		const struct planned_count *count = &planned->counts[i];
		bool late = i < NSTAGES && rules->kinds_told;

		cs_row(table);
		cs_put_text(table, "stage", names[i]);
		if (!plan_is_known(study)) {
			cs_put_rest(table);
			continue;
		}
		cs_put_count(table, "orders", count->orders);
		cs_put_count(table, "due", count->due);
		cs_put_count(table, "done", count->done);
		put_share(table, "done_rate", count->done, count->due);
		cs_put_known(table, "late", late, count->late);
		cs_put_count(table, "missing",
			     count->due - count->done - count->late);
		cs_put_real(table, "median_hours",
			    median_of(rules, planned, i));
		cs_put_known(table, "with_tracking",
			     i == SHIPPING &&
				 has_column(study, CS_CONTACT_TRACKING),
			     count->tracking);
		cs_put_count(table, "anchor_unknown", count->unknown);
	}
}

/* --- the chart ---------------------------------------------------------- */

void chart_plan(const void *of, struct cs_report *report, const char *answer)
{
	static const struct cs_column columns[] = { { "stage", CS_TEXT },
						    { "done", CS_SHARE },
						    { "done_low", CS_SHARE },
						    { "done_high", CS_SHARE },
						    { NULL } };
	const struct study *study = of;
	const struct planned_count *counts = study->whole->planned.counts;
	struct cs_table *data = cs_table_new("plan", "", columns);
	struct cs_chart chart = {
		.table = "plan",
		.kind = CS_CHART_BARS,
		.data = data,
		.title = "Are the four contacts of an order made?",
		.ylabel = "in time, of those due (95 % interval)",
		.x = "stage",
		.y = "done",
		.low = "done_low",
		.high = "done_high",
	};

	(void)answer;
	for (int i = 0; plan_is_known(study) && i < NPLANNED; i++) {
		if (counts[i].due == 0)
			continue;
		cs_row(data);
		cs_put_text(data, "stage", names[i]);
		put_share(data, "done", counts[i].done, counts[i].due);
	}
	draw_chart(study, report, chart, say_plan, cs_table_rows(data) > 1);
}

/* --- the answer --------------------------------------------------------- */

/* The stage that fails most, or -1: none does. */
static int weakest(const struct planned *planned)
{
	int worst = -1;
	double least = 1;

	for (int i = 0; i < NSTAGES; i++) {
		const struct planned_count *count = &planned->counts[i];

		if (count->due > 0 && cs_ratio(count->done, count->due) < least)
			least = cs_ratio(count->done, count->due), worst = i;
	}
	return worst;
}

void say_plan(const struct study *study, struct cs_buf *out)
{
	static const char *const words[NSTAGES] = {
		[ACKNOWLEDGEMENT] = "the thanks for the order were missing",
		[PRODUCTION] = "word before it was ready was missing",
		[SHIPPING] = "word when it was shipped was missing",
		[AFTER_DELIVERY] =
		    "nobody asked in time after delivery how it was",
	};
	const struct planned *planned = &study->whole->planned;
	const struct planned_count *four = &planned->counts[FOUR_TOUCHES];
	int worst = weakest(planned);

	if (four->due == 0 || !plan_is_known(study))
		return;
	add_part(four->done, four->due,
		 &(struct said){ "order", " whose time is over",
				 "had four contacts", "had four contacts",
				 "had fewer than four contacts" },
		 out);
	add_share(four->done, four->due, out);
	if (worst >= 0) {
		const struct planned_count *count = &planned->counts[worst];

		cs_buf_adds(out, "; ");
		if (count->due > 1) {
			cs_buf_adds(out, "most often, in ");
			cs_add_percent(out,
				       1 - cs_ratio(count->done, count->due));
			cs_buf_adds(out, " of those due, ");
		}
		cs_buf_adds(out, words[worst]);
	}
}
