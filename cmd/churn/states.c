/* states.c - cs-churn's tables summary and periods, and all tables together. */
#include "churn/report.h"
#include "app/shared.h"

const struct tally *tally_of(const struct study *study, int group)
{
	return group == WHOLE ? &study->whole : &study->tallies[group];
}

void report_tables(const struct study *study)
{
	static const struct {
		struct cs_table *(*make)(const struct study *study);
		void (*put)(const struct study *study, struct cs_table *table,
			    struct cs_part part, int group);
	} tables[] = {
		[SUMMARY] = { summary_table, put_summary },
		[SILENT] = { silent_table, put_silent },
		[EXPERIENCES] = { experience_table, put_experience },
		[IMPACT] = { impact_table, put_impact },
		[PERIODS] = { periods_table, put_periods },
		[CUSTOMERS] = { customers_table, put_customers },
	};
	const struct cs_data *data = &study->job->data;

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct cs_table *table;

		if (!cs_table_needed(study->job, i))
			continue;
		table = tables[i].make(study);
		if (cs_whole_wanted(study->job))
			tables[i].put(study, table, cs_part_whole(), WHOLE);
		for (size_t g = 0; data->grouped && g < study->ngroups; g++)
			tables[i].put(study, table, cs_part_group(data, g),
				      (int)g);
	}
}

/* --- summary ----------------------------------------------------------- */

static const struct cs_column summary_columns[] = {
	{ "customers", CS_COUNT },
	{ "active", CS_COUNT },
	{ "at_risk", CS_COUNT, "at risk" },
	{ "lapsed", CS_COUNT },
	{ "lapsed_complained", CS_COUNT, "... who had complained" },
	{ "lapsed_no_complaint", CS_COUNT, "... who had not" },
	{ "reactivated", CS_COUNT, "won back after a lapse" },
	{ NULL }
};

static void note_rules(const struct study *study, struct cs_table *table)
{
	struct cs_buf lapse = CS_BUF_INIT;

	if (study->lapse.kind == CS_LAPSE_UNSETTLED)
		return;
	cs_lapse_text(&study->lapse, &lapse);
	cs_table_add_note(
	    table,
	    "lapsed: silent for more than %s%s; at risk: for more than %ld "
	    "days%s.",
	    lapse.data,
	    study->rules.rhythm ? ", or in proportion to the customer's own "
				  "usual gap (--rhythm)"
				: "",
	    (long)study->rules.at_risk_days,
	    study->options->at_risk_after.given
		? ""
		: " (80 % of all gaps between purchases are no longer)");
	if (knows_complaints(study))
		cs_table_add_note(table,
				  "who had complained: no more than %ld days "
				  "before their last purchase, or after it.",
				  (long)study->window);
	else
		cs_table_add_note(table, "Who had complained is not known%s.",
				  cs_contacts_given(study->job)
				      ? ": no contact is a complaint"
				      : " without --contacts");
	cs_buf_release(&lapse);
}

struct cs_table *summary_table(const struct study *study)
{
	struct cs_table *table = cs_table_add(study->job, SUMMARY);

	note_rules(study, table);
	return table;
}

static void put_known(struct cs_table *table, const char *column, bool known,
		      int64_t count)
{
	if (known)
		cs_put_count(table, column, count);
	else
		cs_put_null(table, column);
}

void put_summary(const struct study *study, struct cs_table *table,
		 struct cs_part part, int group)
{
	const struct tally *t = tally_of(study, group);
	bool known = knows_complaints(study);

	cs_put_part(table, part);
	cs_put_count(table, "customers", t->customers);
	for (int state = 0; state < CS_NSTATES; state++)
		cs_put_count(table, cs_state_name((enum cs_state)state),
			     t->states[state]);
	put_known(table, "lapsed_complained", known, t->lapsed_complained);
	put_known(table, "lapsed_no_complaint", known,
		  t->states[CS_LAPSED] - t->lapsed_complained);
	cs_put_count(table, "reactivated", t->reactivated);
}

/* --- periods ----------------------------------------------------------- */

static const struct cs_column period_columns[] = {
	{ "period", CS_TEXT },
	{ "opening", CS_COUNT },
	{ "new", CS_COUNT },
	{ "reactivated", CS_COUNT, "won back" },
	{ "lapsed", CS_COUNT },
	{ "closing", CS_COUNT },
	{ "churn_rate", CS_SHARE, "lapsed of opening" },
	{ NULL }
};

struct cs_table *periods_table(const struct study *study)
{
	struct cs_table *table = cs_table_add(study->job, PERIODS);

	cs_table_add_note(table,
			  "Customers who have not lapsed: closing = opening + "
			  "new + won back - lapsed. A lapse falls on the first "
			  "day on which the silence is too long.");
	return table;
}

/* Periods that overlap the window of --from and --to. */
static bool shown(const struct study *study,
		  const struct cs_movements *movements, size_t index)
{
	const struct cs_shared *shared = &study->job->shared;
	int32_t number = movements->first + (int32_t)index;

	return cs_period_last(number, movements->unit) >= shared->window.from &&
	       cs_period_first(number, movements->unit) <= shared->window.to;
}

void put_periods(const struct study *study, struct cs_table *table,
		 struct cs_part part, int group)
{
	const struct cs_movements *m = &tally_of(study, group)->movements;
	int64_t opening = 0;
	char label[12];

	for (size_t i = 0; i < m->count; i++) {
		const struct cs_movement *p = &m->periods[i];
		int64_t closing =
		    opening + p->fresh + p->reactivated - p->lapsed;

		if (shown(study, m, i)) {
			cs_put_part(table, part);
			cs_put_text(table, "period",
				    cs_period_format(m->first + (int32_t)i,
						     m->unit, label));
			cs_put_count(table, "opening", opening);
			cs_put_count(table, "new", p->fresh);
			cs_put_count(table, "reactivated", p->reactivated);
			cs_put_count(table, "lapsed", p->lapsed);
			cs_put_count(table, "closing", closing);
			cs_put_real(table, "churn_rate",
				    cs_ratio(p->lapsed, opening));
		}
		opening = closing;
	}
}

/* What the stock at the end of each period is made of. */
struct cs_table *periods_chart_table(const struct study *study)
{
	static const struct cs_column chart_columns[] = {
		{ "period", CS_TEXT },
		{ "stayed", CS_COUNT },
		{ "reactivated", CS_COUNT },
		{ "new", CS_COUNT },
		{ NULL }
	};
	const struct cs_movements *m = &study->whole.movements;
	struct cs_table *table = cs_table_new("periods", "", chart_columns);
	int64_t opening = 0;
	char label[12];

	for (size_t i = 0; i < m->count; i++) {
		const struct cs_movement *p = &m->periods[i];
		int64_t stayed = opening - p->lapsed;

		if (shown(study, m, i)) {
			cs_row(table);
			cs_put_text(table, "period",
				    cs_period_format(m->first + (int32_t)i,
						     m->unit, label));
			cs_put_count(table, "stayed", stayed > 0 ? stayed : 0);
			cs_put_count(table, "reactivated", p->reactivated);
			cs_put_count(table, "new", p->fresh);
		}
		opening += p->fresh + p->reactivated - p->lapsed;
	}
	return table;
}

/* --- all of them ------------------------------------------------------- */

const struct cs_table_spec churn_tables[] = {
	[SUMMARY] = { "summary", "Who is leaving?", summary_columns,
		      CS_FIELDS },
	[SILENT] = { "silent", "How many were unhappy and never said so?",
		     silent_columns },
	[EXPERIENCES] = { "experience", "After what do they leave?",
			  experience_columns },
	[IMPACT] = { "impact", "What does it cost?", impact_columns },
	[PERIODS] = { "periods", "How did the stock of customers move?",
		      period_columns },
	[CUSTOMERS] = { "customers", "Whom to call?", customer_columns,
			.is_long = true },
	{ NULL }
};
