/* answer.c - cs-retention in two sentences. */
#include "report/number.h"
#include "retention/report.h"

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	const struct study *study = of;
	const struct cs_repeat *r = &study->whole->repeat;
	double median = study_days_to_second(study, study->whole);
	double revenue = cs_money_share(r->repeat_revenue, r->revenue);

	if (r->customers == 0) {
		cs_report_lead(report, "Nobody bought anything.");
		return;
	}
	cs_buf_adds(first, "Of ");
	cs_add_count(first, r->customers);
	cs_buf_adds(first, " customers ");
	cs_add_percent(first, cs_ratio(r->repeat_customers, r->customers));
	cs_buf_adds(first, " bought again");
	cs_add_level_interval(
	    first, cs_wilson(r->repeat_customers, r->customers, CS_LEVEL));
	if (revenue == revenue) {
		cs_buf_adds(first, "; they bring ");
		cs_add_percent(first, revenue);
		cs_buf_adds(first, " of the revenue");
	}
	cs_report_lead(report, "%s.", first->data);
	if (median == median)
		cs_report_lead(report,
			       "Half of those who came back did so within %g "
			       "days.",
			       median);
}
