/* answer.c - cs-retention in three sentences. */
#include "app/clusters.h"
#include "report/number.h"
#include "retention/report.h"

/* The chance, for which it does not matter who came late. */
static void add_chance(const struct study *study, struct cs_buf *out)
{
	int64_t days;
	struct cs_km km = study_headline(study, &days);

	if (km.at_risk < STUDY_WATCHED)
		return;
	spread_within(study, study->whole, days, &km);
	if (days == 365)
		cs_buf_adds(out, "Within a year ");
	else
		cs_buf_addf(out, "Within %lld days ", (long long)days);
	cs_add_percent(out, 1 - km.survival);
	cs_buf_addf(out, " of %s buy again",
		    study->windowed ? "those who first bought then"
				    : "new customers");
	if (km.low == km.low)
		cs_add_level_interval(
		    out, (struct cs_interval){ 1 - km.high, 1 - km.low });
}

/* What has become of it by now: a count, of all who bought. */
static void add_so_far(const struct study *study, struct cs_buf *out)
{
	const struct cs_repeat *r = &study->whole->repeat;
	double revenue = cs_money_share(r->repeat_revenue, r->revenue);

	cs_buf_addf(
	    out, "Of %s customers%s %s %% %s",
	    cs_figure((double)r->customers, 0).text,
	    study->windowed ? " who bought then" : "",
	    cs_figure(100 * cs_ratio(r->repeat_customers, r->customers), 1)
		.text,
	    study->windowed ? "are repeat buyers" : "have bought again so far");
	if (revenue == revenue)
		cs_buf_addf(out, "; they bring %s %% of the revenue",
			    cs_figure(100 * revenue, 1).text);
}

/* How much wider the chance's interval is, or that of the rate so far. */
static void say_clusters(const struct study *study, struct cs_report *report)
{
	const struct cs_repeat *r = &study->whole->repeat;
	int64_t days;
	struct cs_km alone = study_headline(study, &days), km = alone;

	if (!cs_clustered(study->job))
		return;
	if (alone.at_risk < STUDY_WATCHED) {
		cs_clusters_say(
		    study->job, report, spread_rate(study, study->whole),
		    cs_wilson(r->repeat_customers, r->customers, CS_LEVEL));
		return;
	}
	spread_within(study, study->whole, days, &km);
	cs_clusters_say(study->job, report,
			(struct cs_interval){ km.low, km.high },
			(struct cs_interval){ alone.low, alone.high });
}

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	const struct study *study = of;
	const struct cs_repeat *r = &study->whole->repeat;
	double median = study_days_to_second(study, study->whole);
	struct cs_buf chance = CS_BUF_INIT, so_far = CS_BUF_INIT;

	if (r->customers == 0) {
		cs_report_lead(report, "Nobody bought anything.");
		return;
	}
	add_chance(study, &chance);
	if (chance.length > 0)
		cs_report_lead(report, "%s.", chance.data);
	add_so_far(study, &so_far);
	cs_report_lead(report, "%s.", so_far.data);
	if (median == median)
		cs_report_lead(report,
			       "Half of these %s their second purchase within "
			       "%g day%s of the first.",
			       study->windowed ? "had made" : "made", median,
			       median == 1 ? "" : "s");
	say_clusters(study, report);
	cs_buf_adds(first, so_far.data); /* it goes with the charts */
	cs_buf_release(&so_far);
	cs_buf_release(&chance);
}
