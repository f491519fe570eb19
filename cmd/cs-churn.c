/* cs-churn.c - who is leaving, who left without a word, what does it cost? */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "churn/report.h"
#include "app/keep.h"
#include "app/run.h"

/* --- options ----------------------------------------------------------- */

static const struct churn_options defaults = {
	.resolve_within = { .days = 7 },
	.follow_up = { .days = 30 },
	.articulation = { .5, .03, .75 },
	.no_return = .9,
	.tells = 9,
	.tell_twenty = .13,
	.asked = -1,
	.state = -1,
	.definitions = {
		[COMPLAINT] = { "--complaint", .usual_field = CS_CONTACT_KIND,
				cs_usual_complaint },
		[PROACTIVE] = { "--proactive", .usual_field = CS_CONTACT_KIND,
				"= survey,Survey,SURVEY,follow-up,Follow-up,"
				"followup,proactive,Proactive",
				.rare = true },
		[DISSATISFIED] = { "--dissatisfied",
				   .usual_field = CS_CONTACT_SCORE, "<= 2",
				   .of_answers = true },
		[FAILURE] = { "--failure", .usual_field = CS_CONTACT_KIND,
			      "= yes,Yes,YES,true,True,TRUE,1",
			      .of_orders = true, .word = "late",
			      .rare = true },
	},
};

#define OWN(member) CS_OWN(struct churn_options, member)

static const char *const listed_states[] = { "active", "at_risk", "lapsed",
					     "all", NULL };

/* "A" or "A,LOW,HIGH", fractions; or the misquotation by name. */
static int parse_articulation(const char *text, void *value, struct cs_err *err)
{
	struct articulation *articulation = value;
	double a[3] = { 0 }; /* share, low, high */
	size_t count = 0;
	char *copy, *rest, *word;
	bool good = true;

	if (strcmp(text, "misquoted-96") == 0) {
		*articulation =
		    (struct articulation){ 1.0 / 26, CS_NOTHING, CS_NOTHING };
		return 0;
	}
	rest = copy = cs_strdup(text);
	for (; good && (word = strsep(&rest, ",")) != NULL; count++)
		good = count < 3 && cs_read_real(word, &a[count]) &&
		       a[count] > 0 && a[count] <= 1;
	free(copy);
	if (count == 1)
		a[1] = a[2] = a[0];
	if (!good || count == 2 || a[1] > a[0] || a[0] > a[2])
		return cs_refuse(err,
				 "wants a share, or a share and its range, as "
				 ".5 or .5,.03,.75, or misquoted-96, not ",
				 text, "");
	*articulation = (struct articulation){ a[0], a[1], a[2] };
	return 0;
}

static const char *const asked_names[] = {
	[ASKED_ORDER] = "order", [ASKED_CUSTOMER] = "customer", NULL
};

static const struct cs_option options[] = {
	{ 0, "complaint", CS_OPT_LIST, OWN(definitions[COMPLAINT].texts),
	  "EXPR", "contacts that are complaints; default: kind = complaint",
	  .basic = true },
	{ 0, "proactive", CS_OPT_LIST, OWN(definitions[PROACTIVE].texts),
	  "EXPR", "contacts in which the firm asked; default: kind = survey",
	  .basic = true },
	{ 0, "dissatisfied", CS_OPT_LIST, OWN(definitions[DISSATISFIED].texts),
	  "EXPR",
	  "answers that reveal dissatisfaction; default: score <= 2, of ten <= "
	  "6",
	  .basic = true },
	{ 0, "asked", CS_OPT_CHOICE, OWN(asked), "order|customer",
	  "what surveys ask about; default: order, if customers were asked "
	  "about several",
	  asked_names },
	{ 0, "failure", CS_OPT_LIST, OWN(definitions[FAILURE].texts), "EXPR",
	  "orders or contacts that tell of a failure, or late: orders that "
	  "came later than promised; default: late = yes",
	  .basic = true },
	{ 0, "complaint-window", CS_OPT_PARSED, OWN(complaint_window),
	  "DURATION",
	  "how long before the last purchase a complaint goes with a lapse; "
	  "default: the length of a lapse",
	  .parse = cs_parse_span, .show = cs_show_span },
	{ 0, "resolve-within", CS_OPT_PARSED, OWN(resolve_within), "DURATION",
	  "a complaint resolved later was resolved late; default 7d",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "follow-up", CS_OPT_PARSED, OWN(follow_up), "DURATION",
	  "asked again so soon after it was resolved: followed up; default "
	  "30d",
	  .parse = cs_parse_duration, .show = cs_show_duration },
	{ 0, "horizon", CS_OPT_PARSED, OWN(horizon), "DURATION",
	  "compare lapses up to so long after what was met, not the next one "
	  "only; default 0d",
	  .parse = cs_parse_span, .show = cs_show_span },
	{ 0, "state", CS_OPT_CHOICE, OWN(state), "STATE",
	  "list customers of this state, or all; default: at risk, then lapsed",
	  listed_states },
	{ 0, "keep", CS_OPT_WORDS, OWN(keep), "COL,...",
	  "columns of orders to list with each customer: the last value" },
	{ 0 }
};

static const struct cs_option scenario[] = {
	{ 0, "articulation", CS_OPT_PARSED, OWN(articulation),
	  "A[,LOW,HIGH]|misquoted-96",
	  "share of the dissatisfied who complain; default .5,.03,.75",
	  .parse = parse_articulation },
	{ 0, "no-return", CS_OPT_NUMBER, OWN(no_return), "SHARE",
	  "of the silent who do not come back; default .9", .low = 0,
	  .high = 1 },
	{ 0, "tells", CS_OPT_NUMBER, OWN(tells), "N",
	  "others whom a dissatisfied customer tells; default 9", .low = 0,
	  .high = 1e6 },
	{ 0, "tell-twenty", CS_OPT_NUMBER, OWN(tell_twenty), "SHARE",
	  "of the dissatisfied who tell twenty or more; default .13", .low = 0,
	  .high = 1 },
	{ 0 }
};

static const struct cs_option_group groups[] = {
	{ "Question", options },
	{ "Late orders", late_options },
	{ "Contacts", cs_contact_options },
	{ "Output", cs_output_options },
	{ "Columns", cs_column_options },
	{ "Scenarios", scenario },
	{ "Calendar", cs_period_options },
	{ "Groups", cs_group_options },
	{ "Input", cs_input_options },
	{ "Purchases", cs_occasion_options },
	{ "Time", cs_time_options },
	{ "Lapse", cs_lapse_options },
	{ "Risk", cs_risk_options },
	{ NULL, NULL }
};

static const struct cs_command command = {
	.name = "cs-churn",
	.question = "who is leaving, and who left without a word?",
	.operands = "[FILE ...]",
	.about =
	    "Says which customers are at risk and which have lapsed, who of "
	    "them had\ncomplained, how many were dissatisfied and never "
	    "said so, and what that may\ncost.",
	.example = "cs-churn --contacts contacts.csv -t customers --limit 20 "
		   "orders.csv",
	.tables = churn_tables,
	.groups = groups,
	.without = "contact-direction contact-channel",
};

/* --- what is read ------------------------------------------------------ */

static int prepare(struct cs_job *job, struct cs_err *err)
{
	struct churn_options *own = job->own;

	if (own->asked >= 0 && !cs_contacts_given(job))
		return cs_fail(err, NULL, "--asked goes with --contacts FILE");
	if (!cs_table_needed(job, CUSTOMERS) &&
	    (own->keep.count > 0 || cs_list_has(&job->values.given, "state")))
		return cs_fail(err, NULL, "--%s goes with -t customers",
			       own->keep.count > 0 ? "keep" : "state");
	if (cs_keep_plan(job, &own->keep, err) != 0)
		return -1;
	return cs_contacts_prepare(job, own->definitions, NDEFINED, err) == 0
		   ? late_prepare(job, err)
		   : -1;
}

/* --- the run ----------------------------------------------------------- */

static void set_known(struct cs_object *p, const char *name, bool known,
		      int64_t count)
{
	if (known)
		cs_set_count(p, name, count);
	else
		cs_set_null(p, name);
}

static void settled(const void *of, struct cs_object *p)
{
	const struct study *study = of;
	const struct churn_rules *rules = &study->rules;
	const struct churn_options *own = rules->options;

	for (int i = 0; i < NDEFINED; i++) {
		const struct cs_definition *d = &own->definitions[i];
		struct cs_object *object =
		    cs_set_object(p, d->option + strlen("--"));

		cs_set_text(object, "expression",
			    d->text.length > 0 ? d->text.data : NULL);
		cs_set_count(object, "contacts", (int64_t)d->matches);
		if (d->of_orders)
			cs_set_count(object, "orders",
				     (int64_t)d->order_matches);
	}
	cs_set_text(
	    p, "asked",
	    asked_names[study->by_order ? ASKED_ORDER : ASKED_CUSTOMER]);
	cs_lapse_fill(&study->lapse, p);
	set_known(p, "at_risk_after_days", lapses_known(rules),
		  rules->standing.at_risk_days);
	cs_set_bool(p, "rhythm", rules->standing.rhythm);
	set_known(p, "complaint_window_days", window_known(rules),
		  rules->window);
	cs_set_count(p, "horizon_days", rules->horizon);
	cs_set_count(p, "resolve_within_days",
		     cs_duration_days(own->resolve_within));
	cs_set_count(p, "follow_up_days", cs_duration_days(own->follow_up));
	cs_set_real(p, "articulation", own->articulation.share);
	cs_set_real(p, "articulation_low", own->articulation.low);
	cs_set_real(p, "articulation_high", own->articulation.high);
}

static const struct cs_program churn = {
	.command = &command,
	.own = &defaults,
	.own_size = sizeof defaults,
	.list = &churn_tables[CUSTOMERS],
	.prepare = prepare,
	.spreads = cs_job_spreads,
	.study_size = sizeof(struct study),
	.study = study_run,
	.settled = settled,
	.answer = report_answer,
	.release_study = study_release,
};

int main(int argc, char **argv)
{
	return cs_run(&churn, argc, argv);
}
