/* tables.c - cs-churn in a few sentences, and its tables; of them summary and
 * periods. */
#include <math.h>

#include "app/clusters.h"
#include "churn/report.h"
#include "report/number.h"

/* --- the answer -------------------------------------------------------- */

static void say_states(const struct study *study, struct cs_buf *out)
{
	const struct people *p = &study->whole->people;
	int64_t lapsed = p->states[CS_LAPSED];
	int64_t unvoiced = lapsed - p->lapsed_complained;
	int64_t at_risk = p->states[CS_AT_RISK];

	if (!lapses_known(&study->rules)) {
		cs_buf_adds(out, "Who has lapsed is not known: ");
		cs_lapse_say_missing(&study->lapse, out);
		return;
	}
	cs_buf_addf(out, "Of %s ", cs_counted(p->customers, "customer").text);
	if (lapsed == 0)
		cs_buf_adds(out, "none has lapsed");
	else
		cs_buf_addf(
		    out, "%s (%s %%) %s lapsed", cs_figure(lapsed, 0).text,
		    cs_figure(100 * cs_ratio(lapsed, p->customers), 1).text,
		    lapsed == 1 ? "has" : "have");
	if (lapsed > 0 && churn_knows(&study->rules, COMPLAINT))
		cs_buf_addf(out, ", %s of them without a complaint",
			    unvoiced > 0 ? cs_figure(unvoiced, 0).text
					 : "none");
	if (at_risk == 0)
		cs_buf_adds(out, "; none is at risk");
	else
		cs_buf_addf(out, "; %s %s at risk", cs_figure(at_risk, 0).text,
			    at_risk == 1 ? "is" : "are");
}

/* ... and of those who were asked how many answered. */
static void say_judged(const struct study *study, enum method method,
		       struct cs_buf *out)
{
	struct cs_asked_counts c = asked_counts(study, &study->whole->people);

	cs_buf_adds(out, methods[method].told);
	if (method != PROACTIVE_CONTACTS)
		return;
	if (study->by_order)
		cs_buf_adds(out, " about theirs");
	else if (study->rules.options->asked < 0)
		cs_buf_adds(out, " about an order");
	if (c.answered == c.asked)
		return;
	cs_buf_adds(out, study->by_order ? ", of which " : ", of whom ");
	add_response(out, &c);
	cs_buf_adds(out, study->by_order ? " were answered" : " answered");
}

static void say_estimate(const struct study *study, enum method method,
			 struct cs_buf *out)
{
	const struct cs_silent *s = &study->whole->estimates[method];
	bool orders = method_of_orders(study, method);

	if (lround(s->silent) == 0)
		cs_buf_addf(out, "Hardly %s dissatisfied %s, ",
			    orders ? "any order left a customer"
				   : "anybody was",
			    orders ? "who did not complain of it"
				   : "and never complained");
	else if (orders)
		cs_buf_addf(out,
			    "About %s left a customer dissatisfied who did not "
			    "complain of %s, ",
			    cs_counted(lround(s->silent), "order").text,
			    lround(s->silent) == 1 ? "it" : "them");
	else
		cs_buf_addf(out,
			    "About %s %s dissatisfied and never complained, ",
			    cs_figure(s->silent, 0).text,
			    lround(s->silent) == 1 ? "was" : "were");
	say_judged(study, method, out);
	cs_buf_addf(out, " (%s %s to %s)",
		    method == ARTICULATION ? "range" : "95 % interval",
		    cs_figure(s->silent_interval.low, 0).text,
		    cs_figure(s->silent_interval.high, 0).text);
}

/* The best method that the data allow, by name. */
static void say_silent(const struct study *study, struct cs_buf *out)
{
	static const enum method best[] = { PROACTIVE_CONTACTS, TWO_LISTS,
					    ARTICULATION };

	for (size_t i = 0; i < sizeof best / sizeof *best; i++) {
		const struct cs_silent *s = &study->whole->estimates[best[i]];

		if (isnan(s->silent))
			continue;
		say_estimate(study, best[i], out);
		return;
	}
	cs_buf_adds(out, cs_contacts_given(study->job)
			     ? "How many were dissatisfied and never said so "
			       "the contacts do not tell: see the table silent"
			     : "How many were dissatisfied and never said so "
			       "orders alone do not tell: give the contacts "
			       "with --contacts FILE");
}

/* By the share who have lapsed; where that is not known, nothing. */
static void say_clusters(const struct study *study, struct cs_report *report)
{
	const struct people *p = &study->whole->people;
	int64_t lapsed = p->states[CS_LAPSED];
	int64_t all =
	    study->lapse.kind != CS_LAPSE_UNSETTLED ? p->customers : 0;

	cs_clusters_say(study->job, report,
			spread_share(study, study->whole, LAPSED, lapsed, all),
			cs_wilson(lapsed, all, CS_LEVEL));
}

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	const struct study *study = of;
	struct cs_buf more = CS_BUF_INIT;

	if (study->whole->people.customers == 0) {
		cs_report_lead(report, "Nobody bought anything.");
		return;
	}
	say_states(study, first);
	cs_report_lead(report, "%s.", first->data);
	cs_lapse_say_trial(&study->lapse, &more);
	if (more.length > 0)
		cs_report_lead(report, "%s.", more.data);
	cs_buf_clear(&more);
	say_silent(study, &more);
	cs_report_lead(report, "%s.", more.data);
	say_clusters(study, report);
	cs_buf_release(&more);
}

/* --- of all tables ----------------------------------------------------- */

const struct tally *first_part(const struct study *study)
{
	return cs_whole_wanted(study->job) ? study->whole : &study->groups[0];
}

void put_voiced(const struct study *study, struct cs_table *table,
		const char *column, int64_t count)
{
	cs_put_known(table, column, churn_knows(&study->rules, COMPLAINT),
		     count);
}

/* --- summary ----------------------------------------------------------- */

static const struct cs_column summary_columns[] = {
	{ "customers", CS_COUNT,
	  .means = "customers with a purchase: active + at_risk + lapsed",
	  .brief = true },
	{ "active", CS_COUNT,
	  .means = "customers whose silence is neither a risk nor a lapse",
	  .brief = true },
	{ "at_risk", CS_COUNT, "at risk",
	  .means = "customers silent for longer than --at-risk-after says, and "
		   "not lapsed yet",
	  .brief = true },
	{ "lapsed", CS_COUNT,
	  .means = "customers whose silence since the last purchase is a "
		   "lapse",
	  .brief = true },
	{ "lapsed_complained", CS_COUNT, "... who had complained",
	  .sparse = true,
	  .means = "of the lapsed, who complained up to --complaint-window "
		   "before the last purchase or later" },
	{ "lapsed_no_complaint", CS_COUNT, "... who had not", .sparse = true,
	  .means = "the other lapsed: they left without a word" },
	{ "reactivated", CS_COUNT, "won back after a lapse",
	  .means = "customers active or at risk now who had lapsed before" },
	{ "lapse_rate", CS_SHARE, "lapsed of all customers", .brief = true,
	  .means = "lapsed / customers, Wilson's interval" },
	{ "lapse_rate_low", CS_SHARE },
	{ "lapse_rate_high", CS_SHARE },
	{ NULL }
};

/* The default is 80 % of the gaps, unless a lapse comes first. */
static void say_at_risk(const struct study *study, struct cs_buf *out)
{
	const struct cs_standing_rules *standing = &study->rules.standing;

	if (study->job->shared.at_risk_after.given)
		cs_buf_addf(out, "for more than %s",
			    cs_counted(standing->at_risk_days, "day").text);
	else if (standing->at_risk_days < standing->lapse_days)
		cs_buf_addf(out,
			    "for more than %s (80 %% of the gaps between "
			    "purchases are no longer, each customer weighing "
			    "one)",
			    cs_counted(standing->at_risk_days, "day").text);
	else
		cs_buf_adds(out,
			    "nobody, since that lapse comes before the silence "
			    "that 80 % of the gaps between purchases do not "
			    "exceed (--at-risk-after sets it)");
}

/* Is nothing known of what customers told or met? */
bool nothing_told(const void *of)
{
	const struct study *study = of;

	return !cs_contacts_given(study->job) &&
	       !churn_knows(&study->rules, FAILURE);
}

static void begin_summary(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	const struct churn_rules *rules = &study->rules;
	struct cs_buf lapse = CS_BUF_INIT, at_risk = CS_BUF_INIT;

	if (study->lapse.kind == CS_LAPSE_UNSETTLED)
		return;
	cs_lapse_text(&study->lapse, &lapse);
	say_at_risk(study, &at_risk);
	cs_table_add_note(
	    table, "lapsed: silent for more than %s%s; at risk: %s.",
	    lapse.data,
	    rules->standing.rhythm ? ", or in proportion to the customer's own "
				     "usual gap (--rhythm)"
				   : "",
	    at_risk.data);
	if (churn_knows(rules, COMPLAINT))
		cs_table_add_note(table,
				  "who had complained: no more than %s before "
				  "their last purchase, or after it.",
				  cs_counted(rules->window, "day").text);
	else if (nothing_told(study))
		cs_table_add_note(table,
				  "Without --contacts it is not known who had "
				  "complained, how many were unhappy and never "
				  "said so, after what they leave, and what "
				  "that costs.");
	else
		cs_table_add_note(table, "Who had complained is not known%s.",
				  cs_contacts_given(study->job)
				      ? ": no contact is a complaint"
				      : " without --contacts");
	cs_buf_release(&lapse);
	cs_buf_release(&at_risk);
}

static void put_summary(const void *of, struct cs_table *table,
			const void *part)
{
	const struct tally *tally = part;
	const struct people *p = &tally->people;
	int64_t lapsed = p->states[CS_LAPSED];

	cs_row(table);
	cs_put_count(table, "customers", p->customers);
	if (!lapses_known(&((const struct study *)of)->rules)) {
		cs_put_rest(table);
		return;
	}
	for (int state = 0; state < CS_NSTATES; state++)
		cs_put_count(table, cs_state_names[state], p->states[state]);
	put_voiced(of, table, "lapsed_complained", p->lapsed_complained);
	put_voiced(of, table, "lapsed_no_complaint",
		   lapsed - p->lapsed_complained);
	cs_put_count(table, "reactivated", p->reactivated);
	cs_put_real(table, "lapse_rate", cs_ratio(lapsed, p->customers));
	cs_put_interval(table, "lapse_rate",
			spread_share(of, tally, LAPSED, lapsed, p->customers));
}

/* --- periods ----------------------------------------------------------- */

static const struct cs_column period_columns[] = {
	{ "period", CS_TEXT, .means = "2025-W07, 2025-03, 2025-Q1 or 2025" },
	{ "opening", CS_COUNT,
	  .means = "customers who had not lapsed at its beginning" },
	{ "new", CS_COUNT, .means = "who made their first purchase" },
	{ "reactivated", CS_COUNT, "won back",
	  .means = "won back; as often as it happened" },
	{ "lapsed", CS_COUNT,
	  .means = "lapses; as often as it happened, on the first day on which "
		   "the silence is too long" },
	{ "closing", CS_COUNT,
	  .means = "opening + new + reactivated - lapsed" },
	{ "left", CS_COUNT, .people = CS_FILES,
	  .means = "of the customers of opening, who lapsed in it, once each" },
	{ "churn_rate", CS_SHARE, "lapsed of opening",
	  .means = "left / opening; null where that is 0" },
	{ "complete", CS_BOOL,
	  .means = "whether the period ends by the end of observation",
	  .people = CS_FILES },
	{ NULL }
};

static void begin_periods(const void *of, struct cs_table *table)
{
	const struct study *study = of;
	cs_day end = study->job->data.as_of;
	enum cs_period unit = study->whole->movements.unit;
	int32_t last = cs_period_of(end, unit);

	cs_table_set_mark(table, "period", "complete");
	cs_table_add_note(table,
			  "Customers who have not lapsed: closing = opening + "
			  "new + won back - lapsed. A lapse falls on the first "
			  "day on which the silence is too long.");
	if (study->whole->movements.count > 0 &&
	    cs_period_last(last, unit) > end &&
	    cs_period_first(last, unit) <= study->job->shared.window.to)
		cs_table_add_note(
		    table, "* not over at the end of observation: lapses "
			   "are still missing");
}

/* Those that overlap the window of --from and --to; for the chart what the
 * stock at their end is made of. */
static void put_each(const struct study *study, struct cs_table *table,
		     const struct cs_movements *m, bool chart)
{
	struct cs_window window = study->job->shared.window;
	bool known = lapses_known(&study->rules);
	int64_t opening = 0, closing;
	char label[CS_PERIOD_SIZE];

	for (size_t i = 0; i < m->count; i++, opening = closing) {
		const struct cs_movement *p = &m->periods[i];
		int32_t number = m->first + (int32_t)i;
		int64_t stayed = opening - p->lapsed;

		closing = stayed + p->fresh + p->reactivated;
		if (cs_period_last(number, m->unit) < window.from ||
		    cs_period_first(number, m->unit) > window.to)
			continue;
		cs_row(table);
		cs_put_text(table, "period",
			    cs_period_format(number, m->unit, label));
		if (chart) {
			cs_put_count(table, "stayed", stayed > 0 ? stayed : 0);
			cs_put_count(table, "reactivated", p->reactivated);
			cs_put_count(table, "new", p->fresh);
		} else {
			cs_put_known(table, "opening", known, opening);
			cs_put_count(table, "new", p->fresh);
			cs_put_known(table, "reactivated", known,
				     p->reactivated);
			cs_put_known(table, "lapsed", known, p->lapsed);
			cs_put_known(table, "closing", known, closing);
			cs_put_known(table, "left", known, p->left);
			cs_put_real(table, "churn_rate",
				    known ? cs_ratio(p->left, opening)
					  : CS_NOTHING);
			cs_put_bool(table, "complete",
				    cs_period_last(number, m->unit) <=
					study->job->data.as_of);
		}
	}
}

static void put_periods(const void *of, struct cs_table *table,
			const void *part)
{
	put_each(of, table, &((const struct tally *)part)->movements, false);
}

static void chart_periods(const void *of, struct cs_report *report,
			  const char *answer)
{
	static const struct cs_column columns[] = { { "period", CS_TEXT },
						    { "stayed", CS_COUNT },
						    { "reactivated", CS_COUNT },
						    { "new", CS_COUNT },
						    { NULL } };
	const struct study *study = of;
	const char *name = churn_tables[PERIODS].name;
	struct cs_table *data = cs_table_new(name, "", columns);
	struct cs_chart chart = {
		.table = name,
		.kind = CS_CHART_STACK,
		.data = data,
		.title = "How many customers have not lapsed?",
		.subtitle = answer,
		.ylabel = "customers at the end of the period",
		.x = "period",
		.y = "stayed",
		.y2 = "reactivated",
		.y3 = "new",
		.names = { "stayed", "won back", "new" },
	};

	put_each(study, data, &study->whole->movements, true);
	if (cs_table_rows(data) > 0 && lapses_known(&study->rules))
		cs_report_chart(report, &chart, true);
	else
		cs_table_free(data);
}

/* --- all of them ------------------------------------------------------- */

const struct cs_table_spec churn_tables[] = {
	[SUMMARY] = { "summary", "Who is leaving?", summary_columns, CS_FIELDS,
		      .begin = begin_summary, .put = put_summary },
	[SILENT] = { "silent", "How many were unhappy and never said so?",
		     silent_columns, .mute = nothing_told,
		     .begin = begin_silent, .put = put_silent,
		     .chart = chart_silent },
	[EXPERIENCES] = { "experience", "After what do they leave?",
			  experience_columns, .mute = nothing_told,
			  .begin = begin_experience, .put = put_experience,
			  .chart = chart_experience },
	[IMPACT] = { "impact", "What does it cost?", impact_columns,
		     .begin = begin_impact, .put = put_impact },
	[PERIODS] = { "periods", "How did the stock of customers move?",
		      period_columns, .begin = begin_periods,
		      .put = put_periods, .chart = chart_periods },
	[CUSTOMERS] = { "customers", "Whom to call?", customer_columns,
			.is_long = true, .begin = begin_customers,
			.put = put_customers },
	{ NULL }
};
