/* cs-contacts.c - how do we look after customers, and where does it fail? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell/span.h"
#include "contacts/report.h"
#include "app/keep.h"
#include "app/run.h"

/* --- options ------------------------------------------------------------ */

static const struct contacts_options defaults = {
	.rows = -1,
	.scale = -1,
	.unusual = .01,
	.repurchase = { .days = 180 },
	.link_within = { .days = 28 },
	.repeat_within = { .days = 7 },
	.acknowledge_within = { .days = 1 },
	.resolve_within = { .days = 7 },
	.follow_up = { .days = 14 },
	.within = CS_HOUR,
	.stage_within = {
		[ACKNOWLEDGEMENT] = { .days = 1 },
		[PRODUCTION] = { .days = 7 },
		[SHIPPING] = { .days = 1 },
		[AFTER_DELIVERY] = { .days = 14 },
	},
	.definitions = {
		[INBOUND] = { "--inbound", .usual_field = CS_CONTACT_DIRECTION,
			"= inbound,Inbound,INBOUND,incoming,Incoming,"
			"INCOMING,in,In,IN,customer,Customer,CUSTOMER",
			      .rare = true },
		[OUTBOUND] = { "--outbound",
			       .usual_field = CS_CONTACT_DIRECTION,
			"= outbound,Outbound,OUTBOUND,outgoing,Outgoing,"
			"OUTGOING,out,Out,OUT,agent,Agent,AGENT",
			       .rare = true },
		[COMPLAINT] = { "--complaint", .usual_field = CS_CONTACT_KIND,
				cs_usual_complaint },
		[PROACTIVE] = { "--proactive", .usual_field = CS_CONTACT_KIND,
			"= survey,Survey,SURVEY,follow-up,Follow-up,"
			"FOLLOW-UP,follow up,Follow up,FOLLOW UP,follow_up,"
			"Follow_up,FOLLOW_UP,followup,Followup,FOLLOWUP,"
			"proactive,Proactive,PROACTIVE",
				.rare = true },
		[AUTOMATIC] = { "--auto", .usual_field = CS_CONTACT_KIND,
			"= auto,Auto,AUTO,autoreply,Autoreply,AUTOREPLY,"
			"auto-reply,Auto-reply,AUTO-REPLY,bot,Bot,BOT,"
			"automatic,Automatic,AUTOMATIC",
				.rare = true },
		[NOTICE] = { "--notice", .usual_field = CS_CONTACT_KIND,
			"= delay,Delay,DELAY,delayed,Delayed,DELAYED,late,"
			"Late,LATE,shipping,Shipping,SHIPPING,shipment,"
			"Shipment,SHIPMENT,tracking,Tracking,TRACKING,"
			"production,Production,PRODUCTION,progress,Progress,"
			"PROGRESS,update,Update,UPDATE",
			     .rare = true },
		[FOLLOWING] = { "--followed-up",
				.usual_field = CS_CONTACT_KIND,
				.rare = true },
		[SATISFIED] = { "--satisfied",
				.usual_field = CS_CONTACT_SCORE,
				.rare = true },
		[TOLD + ACKNOWLEDGEMENT] = {
			"--acknowledgement", .usual_field = CS_CONTACT_KIND,
			"= acknowledgement,Acknowledgement,ACKNOWLEDGEMENT,"
			"acknowledgment,Acknowledgment,ACKNOWLEDGMENT,"
			"confirmation,Confirmation,CONFIRMATION,thanks,"
			"Thanks,THANKS",
			.rare = true },
		[TOLD + PRODUCTION] = {
			"--production", .usual_field = CS_CONTACT_KIND,
			"= production,Production,PRODUCTION,progress,"
			"Progress,PROGRESS,update,Update,UPDATE",
			.rare = true },
		[TOLD + SHIPPING] = {
			"--shipping", .usual_field = CS_CONTACT_KIND,
			"= shipping,Shipping,SHIPPING,shipment,Shipment,"
			"SHIPMENT,tracking,Tracking,TRACKING",
			.rare = true },
		[TOLD + AFTER_DELIVERY] = {
			"--after-delivery", .usual_field = CS_CONTACT_KIND,
			"= survey,Survey,SURVEY,follow-up,Follow-up,"
			"FOLLOW-UP,follow up,Follow up,FOLLOW UP,follow_up,"
			"Follow_up,FOLLOW_UP,followup,Followup,FOLLOWUP,"
			"proactive,Proactive,PROACTIVE",
			.rare = true },
		[ENQUIRY] = { "--enquiry", .usual_field = CS_CONTACT_KIND,
			"= inquiry,Inquiry,INQUIRY,enquiry,Enquiry,ENQUIRY,"
			"question,Question,QUESTION,lead,Lead,LEAD,quote,"
			"Quote,QUOTE,request,Request,REQUEST",
			      .rare = true },
		[AWARENESS] = { "--stage", .usual_field = CS_CONTACT_KIND,
				.rare = true },
		[PREFERENCE] = { "--stage", .usual_field = CS_CONTACT_KIND,
				 .rare = true },
	},
};

#define OWN(member) CS_OWN(struct contacts_options, member)
#define EXPRESSION(what) CS_OPT_LIST, OWN(definitions[what].texts), "EXPR"
#define DURATION(member) CS_OPT_PARSED, OWN(member), "DURATION"

/* Minutes and hours, too: "1h", "90min", "1d". */
static int parse_within(const char *text, void *value, struct cs_err *err)
{
	int64_t seconds;

	if (!cs_span_read(text, strlen(text), 0, &seconds) || seconds == 0)
		return cs_refuse(
		    err, "wants how long, as 30min, 1h or 1d, not ", text, "");
	*(int64_t *)value = seconds;
	return 0;
}

static void show_within(const void *value, const char *name,
			struct cs_object *parameters)
{
	(void)name;
	cs_set_real(parameters, "within_minutes",
		    (double)*(const int64_t *)value / CS_MINUTE);
}

/* struct baseline *: "2025-01..2025-06". */
static int parse_baseline(const char *text, void *value, struct cs_err *err)
{
	const char *dots = strstr(text, "..");
	struct baseline baseline = { .given = true };
	struct cs_buf from = CS_BUF_INIT;
	int status;

	if (dots == NULL)
		return cs_refuse(err,
				 "wants FROM..TO, as 2025-01..2025-06, "
				 "not ",
				 text, "");
	cs_buf_add(&from, text, (size_t)(dots - text));
	status = cs_parse_day_range_start(from.data, &baseline.from, err);
	if (status == 0)
		status = cs_parse_day_range_end(dots + 2, &baseline.to, err);
	cs_buf_release(&from);
	if (status == 0 && baseline.from > baseline.to)
		return cs_refuse(err, "ends before it begins: ", text, "");
	if (status == 0)
		*(struct baseline *)value = baseline;
	return status;
}

static void show_baseline(const void *value, const char *name,
			  struct cs_object *parameters)
{
	const struct baseline *baseline = value;
	char text[24];

	if (!baseline->given) {
		cs_set_null(parameters, name);
		return;
	}
	cs_day_format(baseline->from, text);
	memcpy(text + 10, "..", 2);
	cs_day_format(baseline->to, text + 12);
	cs_set_text(parameters, name, text);
}

static const char *const rate_bys[] = { "contact", "order", NULL };
static const char *const sigmas[] = { "auto", "laney", "poisson", NULL };
static const char *const row_kinds[] = { "touches", "tickets", NULL };
static const char *const scales[] = { "1-5", "0-10", "good-bad", NULL };
static const char *const hour_kinds[] = { "hour", "weekday", NULL };

static const struct cs_option options[] = {
	{ 0, "within", CS_OPT_PARSED, OWN(within), "TIME",
	  "how soon an answer is in time: 30min, 1h, 1d; default 1h",
	  .parse = parse_within, .show = show_within, .basic = true },
	{ 0, "open", CS_OPT_TEXT, OWN(open), "HOURS",
	  "opening hours, in which waiting is counted, too: 'Mon-Fri "
	  "09:00-17:00;Sat 10:00-14:00'" },
	{ 0, "holidays", CS_OPT_TEXT, OWN(holidays), "FILE",
	  "with --open: days on which it is closed, a date a line",
	  .file = true },
	{ 0, "by", CS_OPT_CHOICE, OWN(by), NULL,
	  "the table hours is of hours or weekdays; default hour", hour_kinds },
	{ 0, "rate-by", CS_OPT_CHOICE, OWN(rate_by), NULL,
	  "the table rate sets against orders the contacts of the same period, "
	  "or those about them; default contact",
	  rate_bys },
	{ 0, "limits", CS_OPT_CHOICE, OWN(limits), NULL,
	  "how much more periods vary than chance has it: by the median step, "
	  "the mean step, no more; default auto",
	  sigmas },
	{ 0, "baseline", CS_OPT_PARSED, OWN(baseline), "FROM..TO",
	  "limits of rates from the periods within these days only: "
	  "2025-01..2025-06",
	  .parse = parse_baseline, .show = show_baseline },
	{ 0, "unusual", CS_OPT_NUMBER, OWN(unusual), "P",
	  "an order has unusually many contacts if fewer than this share have "
	  "as many; default 0.01",
	  .low = .0001, .high = .5 },
	{ 0, "repeat-within", DURATION(repeat_within),
	  "who comes back so soon was not settled; default 7d",
	  .parse = cs_parse_duration, .show = cs_show_duration, .basic = true },
	{ 0, "acknowledge-within", DURATION(acknowledge_within),
	  "a complaint answered so soon was acknowledged; default 1d",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "resolve-within", DURATION(resolve_within),
	  "when a complaint is to be resolved, where no day was promised; "
	  "default 7d",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "follow-up", DURATION(follow_up),
	  "when to ask again after it was resolved, a week more or less; "
	  "default 14d",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "scale", CS_OPT_CHOICE, OWN(scale), "1-5|0-10|good-bad",
	  "of scores; default: as they show", scales },
	{ 0, "link-within", DURATION(link_within),
	  "so long after its delivery a contact is about an order; default 28d",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "ack-within", DURATION(stage_within[ACKNOWLEDGEMENT]),
	  "plan: an order is acknowledged so soon; default 1d",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "before-ready", DURATION(stage_within[PRODUCTION]),
	  "plan: word comes so long before it is ready; default 7d",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "ship-within", DURATION(stage_within[SHIPPING]),
	  "plan: word comes so long before or after it is shipped; default 1d",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "ask-within", DURATION(stage_within[AFTER_DELIVERY]),
	  "plan: the customer is asked so soon after delivery; default 14d",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "promise-days", CS_OPT_COUNT, OWN(promise_days), "N",
	  "orders without a promised day are promised N days after they were "
	  "placed, weekends included",
	  .low = 1, .high = 3650 },
	{ 0, "repurchase", DURATION(repurchase),
	  "who buys again so soon after an order has come back; default 180d",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "adjust", CS_OPT_FLAG, OWN(adjust), NULL,
	  "delivery: compare who buys again within first, second and later "
	  "orders" },
	{ 0, "strict-thanks", CS_OPT_FLAG, OWN(strict_thanks), NULL,
	  "plan: an acknowledgement by a machine is none" },
	{ 0, "keep", CS_OPT_WORDS, OWN(keep), "COL,...",
	  "-t register: columns of contacts, or else of the customer's "
	  "orders, at the end" },
	{ 0, "rows", CS_OPT_CHOICE, OWN(rows), "touches|tickets",
	  "what a row is; default: a ticket where it says how that went",
	  row_kinds },
	{ 0 }
};

static const struct cs_option meanings[] = {
	{ 0, "complaint", EXPRESSION(COMPLAINT),
	  "contacts that are complaints; default: kind = complaint",
	  .basic = true },
	{ 0, "followed-up", EXPRESSION(FOLLOWING),
	  "contacts that ask again after a complaint; default: all of a "
	  "person" },
	{ 0, "satisfied", EXPRESSION(SATISFIED),
	  "answers of who is satisfied: 'score >= 8'; default: 4 and 5, 9 and "
	  "10, or good" },
	{ 0, "inbound", EXPRESSION(INBOUND),
	  "contacts of the customer; default: direction = inbound" },
	{ 0, "outbound", EXPRESSION(OUTBOUND),
	  "contacts of the firm; default: direction = outbound" },
	{ 0, "proactive", EXPRESSION(PROACTIVE),
	  "contacts in which the firm asked; default: kind = survey" },
	{ 0, "auto", EXPRESSION(AUTOMATIC),
	  "what a machine sent, which is no answer; default: kind = auto" },
	{ 0, "notice", EXPRESSION(NOTICE),
	  "word that an order will be late; default: kind = delay, shipping "
	  "or production" },
	{ 0, "acknowledgement", EXPRESSION(TOLD + ACKNOWLEDGEMENT),
	  "thanks for an order; default: kind = confirmation" },
	{ 0, "production", EXPRESSION(TOLD + PRODUCTION),
	  "word before an order is ready; default: kind = production" },
	{ 0, "shipping", EXPRESSION(TOLD + SHIPPING),
	  "word that it is shipped; default: kind = shipping" },
	{ 0, "after-delivery", EXPRESSION(TOLD + AFTER_DELIVERY),
	  "asked how it was; default: kind = survey" },
	{ 0, "enquiry", EXPRESSION(ENQUIRY),
	  "questions of who may order; default: kind = inquiry" },
	{ 0, "stage", CS_OPT_LIST, OWN(stages), "NAME=EXPR",
	  "funnel: contacts that are a stage of it, awareness or preference: "
	  "'preference=kind=quote'" },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", options },
	{ "Meaning", meanings },
	{ "Orders", cs_moment_contact_options },
	{ "Contacts", cs_contact_options },
	{ "Groups", cs_row_group_options },
	{ "Output", cs_output_options },
	{ "Columns of orders", cs_column_options },
	{ "Input", cs_input_options },
	{ "Time", cs_moment_options },
	{ "Calendar", cs_period_options },
	{ NULL, NULL }
};

/* Are orders known, too? */
enum mode { CONTACTS_ALONE, WITH_ORDERS };

static const struct cs_refusal refusals[] = {
	{ 1u << CONTACTS_ALONE,
	  "rate-by limits baseline unusual link-within ack-within before-ready "
	  "ship-within ask-within promise-days repurchase adjust strict-thanks "
	  "notice acknowledgement production shipping after-delivery enquiry",
	  "goes with --orders FILE" },
	{ 0 }
};

static int find_mode(struct cs_job *job, struct cs_err *err)
{
	(void)err;
	job->mode = cs_list_has(&job->values.given, "orders") ? WITH_ORDERS
							      : CONTACTS_ALONE;
	return 0;
}

static const struct cs_command command = {
	.name = "cs-contacts",
	.question = "how do we look after customers, and where does it fail?",
	.operands = "[FILE ...]",
	.about =
	    "Reads what a help desk exports and says how soon customers are "
	    "answered, what is\nsettled at the first contact, and what becomes "
	    "of complaints. What is not due\nyet has not failed; what is not "
	    "answered is not left out.",
	.example = "cs-contacts --orders orders.csv -t response,complaints "
		   "tickets.csv",
	.tables = contacts_tables,
	.groups = groups,
	.refusals = refusals,
	.without = "contacts",
};

/* --- what is read ------------------------------------------------------- */

/* --stage NAME=EXPR, each to its definition. */
static int plan_stages(struct contacts_options *own, struct cs_err *err)
{
	static const struct {
		const char *name;
		enum defined defined;
	} stages[] = { { "awareness=", AWARENESS },
		       { "preference=", PREFERENCE } };

	for (size_t i = 0; i < own->stages.count; i++) {
		const char *text = own->stages.items[i];
		size_t s = 0, n = 0;

		for (; s < sizeof stages / sizeof *stages; s++) {
			n = strlen(stages[s].name);
			if (strncmp(text, stages[s].name, n) == 0)
				break;
		}
		if (s == sizeof stages / sizeof *stages)
			return cs_refuse(err,
					 "--stage wants awareness=EXPR or "
					 "preference=EXPR, not ",
					 text, "");
		cs_list_add(&own->definitions[stages[s].defined].texts,
			    text + n);
	}
	return 0;
}

static void release(void *of)
{
	struct contacts_options *own = of;

	cs_hours_free(own->hours);
	cs_list_release(&own->definitions[AWARENESS].texts);
	cs_list_release(&own->definitions[PREFERENCE].texts);
}

static int prepare(struct cs_job *job, struct cs_err *err)
{
	struct contacts_options *own = job->own;

	if (plan_hours(own, err) != 0 || plan_stages(own, err) != 0)
		return -1;
	if (own->keep.count > 0 && !cs_table_needed(job, REGISTER))
		return cs_fail(err, NULL, "--keep goes with -t register");
	return cs_contacts_prepare(job, own->definitions, NDEFINED, err) == 0
		   ? cs_keep_plan_contacts(
			 job, &own->keep, own->definitions[COMPLAINT].mask, err)
		   : -1;
}

/* --- the run ------------------------------------------------------------ */

static void settled(const void *of, struct cs_object *p)
{
	const struct study *study = of;
	const struct contacts_options *own = study->rules.options;

	/* those of --stage are its list */
	for (int i = 0; i <= ENQUIRY; i++) {
		const struct cs_definition *d = &own->definitions[i];
		char name[32];
		struct cs_object *object;

		snprintf(name, sizeof name, "%s", d->option + strlen("--"));
		for (char *c = name; *c != '\0'; c++)
			if (*c == '-')
				*c = '_';
		object = cs_set_object(p, name);

		cs_set_text(object, "expression",
			    d->text.length > 0 ? d->text.data : NULL);
		cs_set_count(object, "contacts", (int64_t)d->matches);
	}
	cs_set_text(p, "rows", own->rows < 0 ? "found" : row_kinds[own->rows]);
}

static const struct cs_program contacts = {
	.command = &command,
	.own = &defaults,
	.own_size = sizeof defaults,
	.contacts_first = true,
	.mode = find_mode,
	.prepare = prepare,
	.study_size = sizeof(struct study),
	.study = study_run,
	.settled = settled,
	.answer = report_answer,
	.release = release,
};

int main(int argc, char **argv)
{
	return cs_run(&contacts, argc, argv);
}
