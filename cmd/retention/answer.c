/* answer.c - cs-retention in three sentences. */
#include <math.h>

#include "app/clusters.h"
#include "report/number.h"
#include "retention/report.h"

enum { FIRST_WEEKS = 28 }; /* days */

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
		cs_buf_addf(out, "Within %s ", cs_counted(days, "day").text);
	cs_add_percent(out, 1 - km.survival);
	cs_buf_addf(out, " of %s buy again",
		    study->windowed ? "those who first bought then"
				    : "new customers");
	if (km.low == km.low)
		cs_add_level_interval(
		    out, (struct cs_interval){ 1 - km.high, 1 - km.low });
}

/* Fewer than STUDY_WATCHED. */
static const char *const WATCHED[STUDY_WATCHED] = {
	"nobody is", "one is",	"two are",   "three are", "four are",
	"five are",  "six are", "seven are", "eight are", "nine are",
};

/* What --days asks for, and hardly anybody was watched for. */
static void say_unwatched(const struct study *study, struct cs_report *report)
{
	const struct days *asked = &study->options->days;
	int64_t days = asked->list[asked->count - 1];
	struct cs_km km = study_within(study, study->whole, days);

	if (!cs_list_has(&study->job->values.given, "days") ||
	    km.at_risk >= STUDY_WATCHED)
		return;
	cs_report_lead(report,
		       "Within %s is %s known: %s still watched so long.",
		       cs_counted(days, "day").text,
		       km.at_risk > 0 ? "hardly" : "not", WATCHED[km.at_risk]);
}

/*
 * Who bought before the data begin, and does so again soon, looks new. They are
 * among the customers of the first weeks, on whom alone the end of a curve
 * rests that is nearly as long as the data.
 */
static void say_earliest(const struct study *study, struct cs_report *report)
{
	const struct cs_data *data = &study->job->data;
	cs_day first = data->input.account.first_date, last;
	char by[11], from[11];
	int64_t days;
	struct cs_km km = study_headline(study, &days);

	last = data->as_of - (cs_day)days;
	if (km.at_risk < STUDY_WATCHED || last - first >= FIRST_WEEKS ||
	    data->input.account.last_date < first + FIRST_WEEKS ||
	    study->whole->repeat.first_date >= first + FIRST_WEEKS)
		return;
	cs_report_lead(report,
		       "Only those who first bought by %s were watched so "
		       "long, and %lld still are: where the shop is older than "
		       "its data, some of them are old customers. --first-from "
		       "%s leaves them out.",
		       cs_day_format(last, by), (long long)km.at_risk,
		       cs_day_format(first + FIRST_WEEKS, from));
}

/* What has become of it by now: a count, of all who bought. */
static void add_so_far(const struct study *study, struct cs_buf *out)
{
	const struct cs_repeat *r = &study->whole->repeat;
	double revenue = cs_money_share(r->repeat_revenue, r->revenue);

	cs_buf_addf(out, "Of %s%s ", cs_counted(r->customers, "customer").text,
		    study->windowed ? " who bought then" : "");
	if (r->repeat_customers == 0) {
		cs_buf_adds(out, study->windowed
				     ? "none is a repeat buyer"
				     : "none has bought again so far");
		return;
	}
	cs_add_percent(out, cs_ratio(r->repeat_customers, r->customers));
	cs_buf_adds(out, study->windowed ? " are repeat buyers"
					 : " have bought again so far");
	if (revenue == revenue)
		cs_buf_addf(out, "; %s %s %% of the revenue",
			    r->repeat_customers == 1 ? "that is one, who brings"
						     : "they bring",
			    cs_figure(100 * revenue, 1).text);
}

/* When those who did came back. */
static void say_median(const struct study *study, struct cs_report *report)
{
	double median = study_days_to_second(study, study->whole);
	bool one = study->whole->repeat.repeat_customers == 1;
	struct cs_buf when = CS_BUF_INIT;

	if (isnan(median))
		return;
	if (median == 0)
		cs_buf_adds(&when, "on the day of the first");
	else
		cs_buf_addf(&when, "%s%g day%s %s the first",
			    one ? "" : "within ", median,
			    median == 1 ? "" : "s", one ? "after" : "of");
	cs_report_lead(report, "%s %s second purchase %s.",
		       one ? "That one" : "Half of these",
		       one		 ? "made the"
		       : study->windowed ? "had made their"
					 : "made their",
		       when.data);
	cs_buf_release(&when);
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
	struct cs_buf chance = CS_BUF_INIT, so_far = CS_BUF_INIT;

	if (r->customers == 0) {
		cs_report_lead(report, "Nobody bought anything.");
		return;
	}
	add_chance(study, &chance);
	if (chance.length > 0)
		cs_report_lead(report, "%s.", chance.data);
	say_unwatched(study, report);
	if (chance.length > 0)
		say_earliest(study, report);
	add_so_far(study, &so_far);
	cs_report_lead(report, "%s.", so_far.data);
	say_median(study, report);
	say_clusters(study, report);
	if (study_of_gaps(study->job))
		say_gaps(study, report);
	cs_buf_adds(first, so_far.data); /* it goes with the charts */
	cs_buf_release(&so_far);
	cs_buf_release(&chance);
}
