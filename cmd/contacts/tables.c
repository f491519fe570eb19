/* tables.c - all tables of cs-contacts, what they have in common, and the
 * summary. */
#include <math.h>

#include "contacts/report.h"

/* --- what tables have in common ----------------------------------------- */

void put_share(struct cs_table *table, const char *column, int64_t part,
	       int64_t of)
{
	cs_put_real(table, column, cs_ratio(part, of));
	cs_put_interval(table, column, cs_wilson(part, of, CS_LEVEL));
}

void put_quantile(struct cs_table *table, const char *column,
		  const struct cs_wait_curve *curve, double p, double unit)
{
	struct cs_curve_time time = cs_wait_quantile(curve, p);

	cs_put_real(table, column, time.time / unit);
	cs_put_range(table, column, time.low / unit, time.high / unit);
}

void put_instant(const struct study *study, struct cs_table *table,
		 const char *column, int64_t at, int32_t east, bool clock)
{
	char text[] = "YYYY-MM-DD HH:MM";
	int64_t shown;
	int32_t second;

	if (at == CS_NO_MOMENT) {
		cs_put_null(table, column);
		return;
	}
	shown = cs_moment_shown(study->rules.zone, at, east);
	second = cs_shown_second(shown);
	cs_day_format(cs_shown_day(shown), text);
	if (clock) {
		text[10] = ' ';
		cs_two_digits(second / CS_HOUR, text + 11);
		cs_two_digits(second % CS_HOUR / CS_MINUTE, text + 14);
	}
	cs_put_text(table, column, text);
}

void put_moment(const struct study *study, struct cs_table *table,
		const char *column, const struct cs_matter *matter, int64_t at)
{
	put_instant(study, table, column, at, matter->east, matter->clock);
}

void put_id(struct cs_table *table, const char *column, cs_orderid id)
{
	struct cs_buf text = CS_BUF_INIT;

	if (id != CS_NO_ORDER)
		cs_orderid_text(id, &text);
	cs_put_text(table, column, text.length > 0 ? text.data : NULL);
	cs_buf_release(&text);
}

void put_channel(const struct study *study, struct cs_table *table, int channel)
{
	cs_put_text(table, "channel",
		    channel == CS_ALL_CLASSES
			? NULL
			: study->job->data.contacts.channels[channel]);
}

/* Is the column of channels one of --group? */
static bool groups_by_channel(const struct cs_input_result *contacts)
{
	const struct cs_schema *schema = &contacts->schemas[0];
	int channel = schema->column[CS_NROLES + CS_CONTACT_CHANNEL];
	bool found = schema->column[CS_ROLE_GROUP] == channel;

	for (size_t i = 0; i < schema->groups.count; i++)
		found |= schema->groups.columns[i] == channel;
	return found;
}

int last_channel(const struct study *study, const void *part)
{
	if (study->rules.channels < 2 ||
	    (part != study->whole &&
	     groups_by_channel(&study->job->data.contacts.input)))
		return CS_ALL_CLASSES;
	return (int)study->rules.channels - 1;
}

void note_groups(const struct study *study, struct cs_table *table)
{
	const struct cs_data *data = &study->job->data;

	if (data->by_row && !data->order_groups && study->rules.orders)
		cs_table_add_note(table, "Orders have no such groups: only "
					 "contacts have that column.");
}

/* --- the summary -------------------------------------------------------- */

const struct cs_column summary_columns[] = {
	{ "contacts", CS_COUNT,
	  .means = "messages and calls, in or out; without what a machine "
		   "sent (--auto)",
	  .brief = true },
	{ "inbound", CS_COUNT, .means = "of them from customers" },
	{ "outbound", CS_COUNT, .means = "of them to customers" },
	{ "customers", CS_COUNT, .means = "who have a contact" },
	{ "orders", CS_COUNT, .means = "orders of --orders; null without" },
	{ "contacts_per_order", CS_REAL, "contacts per order", 3,
	  .means = "inbound contacts that are linked to an order, per order" },
	{ "due_within_hour", CS_COUNT, "due within the hour",
	  .means = "matters that a customer began at least --within before the "
		   "end of observation" },
	{ "within_hour", CS_SHARE, "answered in time",
	  .means = "of them answered within --within", .brief = true },
	{ "within_hour_low", CS_SHARE },
	{ "within_hour_high", CS_SHARE },
	{ "median_response_minutes", CS_REAL, "median minutes to an answer", 1,
	  .means = "minutes by which half were answered: see response" },
	{ "median_response_minutes_low", CS_REAL },
	{ "median_response_minutes_high", CS_REAL },
	{ "first_contact_resolution", CS_SHARE, "settled at the first contact",
	  .means = "share of contacts: see resolution", .brief = true },
	{ "first_contact_resolution_low", CS_SHARE },
	{ "first_contact_resolution_high", CS_SHARE },
	{ "late_share", CS_SHARE, "orders late",
	  .means = "of orders delivered, or due before now: see delivery" },
	{ "late_share_low", CS_SHARE },
	{ "late_share_high", CS_SHARE },
	{ "four_touch_share", CS_SHARE, "orders with four contacts",
	  .means = "of orders whose time for them is over: see plan" },
	{ "four_touch_share_low", CS_SHARE },
	{ "four_touch_share_high", CS_SHARE },
	{ "complaints_open", CS_COUNT, "open complaints",
	  .means = "complaints that are not resolved" },
	{ "complaints_overdue", CS_COUNT, "complaints overdue",
	  .means = "of them, past the day promised, or else --resolve-within",
	  .brief = true },
	{ "satisfied_share", CS_SHARE, "satisfied of those who answered",
	  .means = "share of answers: see satisfaction" },
	{ "satisfied_share_low", CS_SHARE },
	{ "satisfied_share_high", CS_SHARE },
	{ "response_rate", CS_SHARE, "answered of those who were asked",
	  .means = "share of contacts in which the firm asked" },
	{ "response_rate_low", CS_SHARE },
	{ "response_rate_high", CS_SHARE },
	{ NULL }
};

static void put_counts(struct cs_table *table, const struct counts *counts,
		       bool orders)
{

	cs_put_count(table, "contacts", counts->contacts);
	cs_put_count(table, "inbound", counts->inbound);
	cs_put_count(table, "outbound", counts->outbound);
	cs_put_count(table, "customers", counts->customers);
	cs_put_known(table, "orders", orders, counts->orders);
	cs_put_real(table, "contacts_per_order",
		    orders ? cs_ratio(counts->linked, counts->orders)
			   : CS_NOTHING);
}

static void put_response_summary(const struct study *study,
				 struct cs_table *table,
				 const struct response *response)
{
	bool known = study->rules.responses;
	struct cs_wait_curve curve =
	    cs_waits_curve(&response->waits, CS_ALL_CLASSES, CS_LEVEL);
	struct response_count sum = response_sum(response, CS_ALL_CLASSES);

	if (known)
		cs_put_count(table, "due_within_hour", sum.due);
	else
		cs_put_null(table, "due_within_hour");
	put_share(table, "within_hour", sum.within, known ? sum.due : 0);
	put_quantile(table, "median_response_minutes", &curve,
		     known ? .5 : CS_NOTHING, 1);
	cs_wait_curve_release(&curve);
}

static void put_late(const struct study *study, struct cs_table *table,
		     const struct deliveries *all)
{
	put_share(table, "late_share", deliveries_late(all),
		  study->rules.deliveries ? deliveries_sum(all).orders : 0);
}

void put_summary(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	struct resolution_count s =
	    resolution_sum(&tally->resolution, CS_ALL_CLASSES);
	bool complaints = study->rules.options->definitions[COMPLAINT].known &&
			  study->rules.resolutions;
	bool orders = study->rules.orders && has_orders(study, part);

	cs_row(table);
	put_counts(table, &tally->counts, orders);
	put_response_summary(study, table, &tally->response);
	put_share(table, "first_contact_resolution", s.first,
		  study->rules.resolutions ? resolution_decided(&s) : 0);
	put_late(study, table, &tally->deliveries);
	put_share(table, "four_touch_share",
		  tally->planned.counts[FOUR_TOUCHES].done,
		  orders && plan_is_known(study)
		      ? tally->planned.counts[FOUR_TOUCHES].due
		      : 0);
	if (complaints) {
		cs_put_count(table, "complaints_open", tally->complaints.open);
		cs_put_count(table, "complaints_overdue",
			     tally->complaints.overdue);
	} else {
		cs_put_null(table, "complaints_open");
		cs_put_null(table, "complaints_overdue");
	}
	put_satisfied(study, table, &tally->satisfaction);
}

/* --- all of them -------------------------------------------------------- */

const struct cs_table_spec contacts_tables[] = {
	[SUMMARY] = { "summary", "How do we look after customers?",
		      summary_columns, CS_FIELDS, .begin = begin_summary,
		      .put = put_summary },
	[PLAN] = { "plan", "Are the four contacts of an order made?",
		   plan_columns, .mute = no_plan, .begin = begin_plan,
		   .put = put_plan, .chart = chart_plan },
	[PLAN_EFFECT] = { "plan_effect",
			  "Do customers come back after orders that had them?",
			  effect_columns, .mute = no_plan,
			  .begin = begin_effect, .put = put_effect },
	[TOUCHES] = { "touches", "How many contacts does an order bring?",
		      touches_columns, .mute = no_orders,
		      .begin = begin_touches, .put = put_touches },
	[RATE] = { "rate", "Do contacts per order change by more than chance?",
		   rate_columns, .mute = no_orders, .begin = begin_rates,
		   .put = put_rates, .chart = chart_rates },
	[RESPONSE] = { "response", "How soon are they answered?",
		       response_columns, .mute = no_responses,
		       .begin = begin_response, .put = put_response,
		       .chart = chart_response },
	[HOURS] = { "hours",
		    "When do they write, and how soon are they "
		    "answered then?",
		    hours_columns, .mute = no_hours, .begin = begin_hours,
		    .put = put_hours, .chart = chart_hours },
	[RESOLUTION] = { "resolution", "Is it settled at the first contact?",
			 resolution_columns, .mute = no_resolutions,
			 .begin = begin_resolution, .put = put_resolution },
	[DELIVERY] = { "delivery", "Do orders come as promised?",
		       delivery_columns, .mute = no_deliveries,
		       .begin = begin_delivery, .put = put_delivery,
		       .chart = chart_delivery },
	[COMPLAINTS] = { "complaints", "What becomes of complaints?",
			 complaints_columns, .mute = no_complaints,
			 .begin = begin_complaints, .put = put_complaints,
			 .chart = chart_complaints },
	[FUNNEL] = { "funnel", "Who asks, who orders, and who orders again?",
		     funnel_columns, .mute = no_orders, .begin = begin_funnel,
		     .put = put_funnel, .chart = chart_funnel },
	[SATISFACTION] = { "satisfaction",
			   "How satisfied are those who answer?",
			   satisfaction_columns, .mute = no_scores,
			   .begin = begin_satisfaction, .put = put_satisfaction,
			   .chart = chart_satisfaction },
	[REGISTER] = { "register", "Which complaints want something done?",
		       register_columns, .is_long = true,
		       .begin = begin_register, .put = put_register },
	[ORDERS] = { "orders", "What was done for each order?", order_columns,
		     .is_long = true, .begin = begin_order_list,
		     .put = put_order_list },
	{ NULL }
};
