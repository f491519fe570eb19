/* funnel.c - cs-contacts' tally and table of the way from an enquiry to the
 * third order. */
#include <math.h>

#include "contacts/report.h"
#include "report/number.h"

/* --- the tally ---------------------------------------------------------- */

static void init(void *tally, const void *with)
{
	struct funnel *funnel = tally;

	(void)with;
	funnel->waits.classes = NSTEPS - 1;
}

/* What a stage is made of. */
static enum defined defined_of(enum step step)
{
	return step == AWARE ? AWARENESS : step == ASKED ? ENQUIRY : PREFERENCE;
}

static bool is_given(const struct contacts_rules *rules, enum step step)
{
	return rules->options->definitions[defined_of(step)].mask != 0;
}

/* An enquiry is the customer's; the others are as the expression says. */
static bool is_of_step(const struct contacts_rules *rules,
		       const struct cs_touch *touch, enum step step)
{
	return (step != ASKED || touch->direction == CS_INBOUND) &&
	       touch_is(rules, touch, defined_of(step)) &&
	       !touch_is(rules, touch, AUTOMATIC);
}

/* The day of the first contact of a stage, and its group; CS_NO_DAY: there is
 * none. */
static cs_day reached(const struct contacts_rules *rules,
		      const struct cs_customer *customer, enum step step,
		      uint32_t *group)
{
	for (size_t i = 0; i < customer->ntouches; i++) {
		const struct cs_touch *touch = &customer->touches[i];

		if (is_of_step(rules, touch, step)) {
			*group = touch->group;
			return day_of(rules, touch->opened, touch->east);
		}
	}
	return CS_NO_DAY;
}

/* From a step taken on one day to the next, or to the end of observation. */
static void count_step(const struct contacts_rules *rules, enum step step,
		       cs_day from, cs_day to, struct funnel *funnel)
{
	bool done = to != CS_NO_DAY;
	cs_day until = done ? to : day_of(rules, rules->end - 1, 0);

	funnel->steps[step].customers++;
	funnel->steps[step].converted += done;
	if (step < THIRD_ORDER)
		cs_waits_add(&funnel->waits, step,
			     (int64_t)(until - from) * CS_DAY_SECONDS, done);
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	const struct contacts_rules *rules = with;
	struct funnel *funnel = tally;
	cs_day days[NSTEPS], first;
	/* of the contact or the order with which a step begins */
	uint32_t groups[NSTEPS] = { 0 };

	for (enum step s = 0; s < NSTEPS; s++)
		days[s] = CS_NO_DAY;
	for (size_t p = 0; p < customer->npurchases && FIRST_ORDER + p < NSTEPS;
	     p++) {
		const struct cs_order *order = &customer->purchases[p];

		days[FIRST_ORDER + p] = order->day;
		groups[FIRST_ORDER + p] =
		    customer->fulfilments[order->tag].group;
	}
	first = days[FIRST_ORDER];
	for (enum step s = 0; s < FIRST_ORDER; s++) {
		if (is_given(rules, s))
			days[s] = reached(rules, customer, s, &groups[s]);
		if (first != CS_NO_DAY && days[s] > first)
			days[s] = CS_NO_DAY;
	}
	funnel->without += first != CS_NO_DAY && days[ASKED] == CS_NO_DAY &&
			   cs_in_focus(customer, groups[FIRST_ORDER]);
	for (enum step s = 0; s < NSTEPS; s++)
		if (days[s] != CS_NO_DAY && cs_in_focus(customer, groups[s]))
			count_step(rules, s, days[s],
				   s < FIRST_ORDER   ? first
				   : s < THIRD_ORDER ? days[s + 1]
						     : CS_NO_DAY,
				   funnel);
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct funnel, "qqqqqqqqqqqqq", without),
	CS_WAITS_LIST(struct funnel, waits),
	{ NULL },
};

const struct cs_tally funnel_tally = {
	.size = sizeof(struct funnel),
	.init = init,
	.add = add,
	.members = members,
};

/* --- the table ---------------------------------------------------------- */

const struct cs_column funnel_columns[] = {
	{ "stage", CS_TEXT,
	  .means =
	      "enquiry: customers whose first enquiry came before their "
	      "first order, or on its day; awareness, preference: likewise, "
	      "of the contacts of --stage; first_order, second_order, "
	      "third_order: who made one" },
	{ "meaning", CS_TEXT, .means = "what it is called in marketing" },
	{ "basis", CS_TEXT,
	  .means = "contacts or orders; awareness and preference are in "
		   "neither unless --stage says which contacts are: visits "
		   "and quotes would tell" },
	{ "customers", CS_COUNT, .means = "who came so far" },
	{ "converted", CS_COUNT, "went on",
	  .means =
	      "of them, who made the next order by the end of observation, "
	      "of the first three stages the first; of customers it is no "
	      "rate, as the latest have had no time yet" },
	{ "rate_30", CS_SHARE, "in 30 days",
	  .means = "share who go on within 30 days, by the curve; who has not "
		   "is watched until the end of observation; null where nobody "
		   "was watched so long" },
	{ "rate_30_low", CS_SHARE },
	{ "rate_30_high", CS_SHARE },
	{ "rate_90", CS_SHARE, "in 90 days", .means = "within 90 days" },
	{ "rate_90_low", CS_SHARE },
	{ "rate_90_high", CS_SHARE },
	{ "rate_365", CS_SHARE, "in a year", .means = "within 365 days" },
	{ "rate_365_low", CS_SHARE },
	{ "rate_365_high", CS_SHARE },
	{ "median_days", CS_REAL, "median days", 1,
	  .means = "days by which half went on; null where fewer than half "
		   "did" },
	{ "ordered_without_enquiry", CS_COUNT, "ordered without",
	  .sparse = true,
	  .means = "of enquiry: customers who made their first order before "
		   "any enquiry" },
	{ NULL }
};

static bool contacts_known(const struct study *study, enum step step)
{
	return study->rules.options->definitions[defined_of(step)].known;
}

void begin_funnel(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	note_groups(study, table);
	if (!study->rules.orders)
		cs_table_add_note(table, "What became of enquiries wants the "
					 "orders (--orders).");
	else if (!contacts_known(study, ASKED))
		cs_table_add_note(table, "No contact is an enquiry: --enquiry "
					 "says which are.");
	else
		cs_table_add_note(table,
				  "went on: by today; the latest have had no "
				  "time yet, which the rates allow for. Who "
				  "asked under another key than that of the "
				  "orders seems to be lost.");
}

/* Once all have gone on it stays so. */
static struct cs_km curve_at(const struct cs_wait_curve *curve, double minutes)
{
	size_t n = curve->spans.n;

	if (n > 0 && minutes > curve->times[n - 1] &&
	    curve->km[n - 1].survival == 0)
		return curve->km[n - 1];
	return cs_wait_at(curve, minutes);
}

/* Are the customers of a step known, in this part? */
static bool step_is_known(const struct study *study, const void *part,
			  enum step step)
{
	const struct cs_data *data = &study->job->data;

	if (!study->rules.orders)
		return false;
	return step >= FIRST_ORDER
		   ? has_orders(study, part)
		   : contacts_known(study, step) &&
			 (part == study->whole || data->touch_groups);
}

static void put_step(const struct study *study, struct cs_table *table,
		     const void *part, enum step step)
{
	const struct funnel *funnel = &((const struct tally *)part)->funnel;
	static const struct {
		const char *column;
		int days;
	} rates[] = { { "rate_30", 30 },
		      { "rate_90", 90 },
		      { "rate_365", 365 } };
	const struct step_count *count = &funnel->steps[step];
	struct cs_wait_curve curve;

	cs_put_count(table, "customers", count->customers);
	if (step == THIRD_ORDER)
		return;
	cs_put_count(table, "converted", count->converted);
	curve = cs_waits_curve(&funnel->waits, (int)step, CS_LEVEL);
	for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
		struct cs_km km = curve_at(&curve, rates[i].days * 24. * 60);

		cs_put_real(table, rates[i].column, 1 - km.survival);
		cs_put_range(table, rates[i].column, 1 - km.high, 1 - km.low);
	}
	cs_put_real(table, "median_days",
		    cs_wait_quantile(&curve, .5).time / (24 * 60));
	cs_wait_curve_release(&curve);
	if (step == ASKED)
		cs_put_known(table, "ordered_without_enquiry",
			     has_orders(study, part), funnel->without);
}

void put_funnel(const void *of, struct cs_table *table, const void *part)
{
	static const struct {
		const char *stage, *meaning;
	} rows[NSTEPS] = {
		[AWARE] = { "awareness", "awareness" },
		[ASKED] = { "enquiry", "consideration" },
		[PREFERRED] = { "preference", "preference" },
		[FIRST_ORDER] = { "first_order", "purchase" },
		[SECOND_ORDER] = { "second_order", "repurchase" },
		[THIRD_ORDER] = { "third_order", "loyalty" },
	};
	const struct study *study = of;

	for (enum step s = 0; s < NSTEPS; s++) {
		cs_row(table);
		cs_put_text(table, "stage", rows[s].stage);
		cs_put_text(table, "meaning", rows[s].meaning);
		cs_put_text(table, "basis",
			    s >= FIRST_ORDER ? "orders"
			    : s == ASKED || is_given(&study->rules, s)
				? "contacts"
				: "not in orders or contacts");
		if (step_is_known(study, part, s))
			put_step(study, table, part, s);
		cs_put_rest(table);
	}
}

/* --- the answer --------------------------------------------------------- */

void say_funnel(const struct study *study, struct cs_buf *out)
{
	static const int days[] = { 365, 90, 30 };
	const struct funnel *funnel = &study->whole->funnel;
	const struct step_count *asked = &funnel->steps[ASKED];
	struct cs_wait_curve curve;
	struct cs_km km = { .survival = CS_NOTHING };
	size_t i = 0;

	if (!study->rules.orders || asked->customers == 0)
		return;
	curve = cs_waits_curve(&funnel->waits, ASKED, CS_LEVEL);
	for (; i < sizeof days / sizeof *days; i++)
		if (!isnan(
			(km = curve_at(&curve, days[i] * 24. * 60)).survival))
			break;
	add_part(
	    asked->converted, asked->customers,
	    &(struct said){ "customer", " who asked first",
			    asked->customers == 1 ? "has ordered" : "ordered",
			    "ordered", "has not ordered" },
	    out);
	cs_buf_adds(out, asked->converted < asked->customers ? " so far" : "");
	if (asked->customers > 1 && asked->converted > 0 &&
	    !isnan(km.survival)) {
		cs_buf_addf(out, "; within %d days it is ", days[i]);
		cs_add_percent(out, 1 - km.survival);
		if (!isnan(km.low))
			cs_add_level_interval(
			    out,
			    (struct cs_interval){ 1 - km.high, 1 - km.low });
	}
	cs_wait_curve_release(&curve);
}
