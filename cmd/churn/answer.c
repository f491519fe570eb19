/* answer.c - cs-churn in a few sentences. */
#include <math.h>

#include "churn/report.h"
#include "report/number.h"

static void say_states(const struct study *study, struct cs_buf *out)
{
	const struct people *p = &study->whole.people;

	cs_buf_adds(out, "Of ");
	cs_add_count(out, p->customers);
	cs_buf_adds(out, " customers ");
	cs_add_count(out, p->states[CS_LAPSED]);
	cs_buf_adds(out, " (");
	cs_add_percent(out, cs_ratio(p->states[CS_LAPSED], p->customers));
	cs_buf_adds(out, ") have lapsed");
	if (churn_knows(&study->rules, COMPLAINT)) {
		cs_buf_adds(out, ", ");
		cs_add_count(out, p->states[CS_LAPSED] - p->lapsed_complained);
		cs_buf_adds(out, " of them without a complaint");
	}
	cs_buf_adds(out, "; ");
	cs_add_count(out, p->states[CS_AT_RISK]);
	cs_buf_adds(out, " are at risk");
}

/* The best method that the data allow, by name. */
static void say_silent(const struct study *study, struct cs_buf *out)
{
	static const enum method best[] = { PROACTIVE_CONTACTS, TWO_LISTS,
					    ARTICULATION };

	for (size_t i = 0; i < sizeof best / sizeof *best; i++) {
		const struct cs_silent *s = &study->whole.estimates[best[i]];

		if (isnan(s->silent))
			continue;
		cs_buf_addf(out, "About ");
		cs_add_rounded(out, s->silent, 0);
		cs_buf_addf(
		    out, " were dissatisfied and never complained, %s (%s ",
		    methods[best[i]].told,
		    best[i] == ARTICULATION ? "range" : "95 % interval");
		cs_add_rounded(out, s->silent_interval.low, 0);
		cs_buf_adds(out, " to ");
		cs_add_rounded(out, s->silent_interval.high, 0);
		cs_buf_adds(out, ")");
		return;
	}
	cs_buf_adds(out, cs_contacts_given(study->job)
			     ? "How many were dissatisfied and never said so "
			       "the contacts do not tell: see the table silent"
			     : "How many were dissatisfied and never said so "
			       "orders alone do not tell: give the contacts "
			       "with --contacts FILE");
}

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	const struct study *study = of;
	struct cs_buf more = CS_BUF_INIT;

	if (study->whole.people.customers == 0) {
		cs_report_lead(report, "Nobody bought anything.");
		return;
	}
	say_states(study, first);
	cs_report_lead(report, "%s.", first->data);
	say_silent(study, &more);
	cs_report_lead(report, "%s.", more.data);
	cs_buf_release(&more);
}
