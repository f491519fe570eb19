/* answer.c - cs-retention in two sentences. */
#include "app/clusters.h"
#include "report/number.h"
#include "retention/report.h"

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	const struct study *study = of;
	const struct cs_repeat *r = &study->whole->repeat;
	double median = study_days_to_second(study, study->whole);
	double rate = cs_ratio(r->repeat_customers, r->customers);
	double revenue = cs_money_share(r->repeat_revenue, r->revenue);

	if (r->customers == 0) {
		cs_report_lead(report, "Nobody bought anything.");
		return;
	}
	cs_buf_addf(first, "Of %s customers %s %% bought again",
		    cs_figure((double)r->customers, 0).text,
		    cs_figure(100 * rate, 1).text);
	cs_add_level_interval(first, spread_rate(study, study->whole));
	if (revenue == revenue)
		cs_buf_addf(first, "; they bring %s %% of the revenue",
			    cs_figure(100 * revenue, 1).text);
	cs_report_lead(report, "%s.", first->data);
	cs_clusters_say(study->job, report, spread_rate(study, study->whole),
			cs_wilson(r->repeat_customers, r->customers, CS_LEVEL));
	if (median == median)
		cs_report_lead(report,
			       "Half of those who came back did so within %g "
			       "day%s.",
			       median, median == 1 ? "" : "s");
}
