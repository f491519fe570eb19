/* answer.c - cs-contacts in a few sentences. */
#include <math.h>

#include "contacts/report.h"
#include "report/number.h"

/* "1 hour", "90 minutes", "1 day". */
static void add_within(int64_t seconds, struct cs_buf *out)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = { { CS_DAY_SECONDS, "day" },
		      { CS_HOUR, "hour" },
		      { CS_MINUTE, "minute" },
		      { 1, "second" } };
	size_t i = 0;

	while (seconds % units[i].seconds != 0)
		i++;
	cs_add_count(out, seconds / units[i].seconds);
	cs_buf_addf(out, " %s%s", units[i].name,
		    seconds == units[i].seconds ? "" : "s");
}

/* "25 minutes", "3.5 hours", "2.1 days". */
static void add_minutes(double minutes, struct cs_buf *out)
{
	double number = minutes;
	const char *unit = "minute";

	if (minutes >= 2 * 24 * 60) {
		number = minutes / (24 * 60);
		unit = "day";
	} else if (minutes >= 2 * 60) {
		number = minutes / 60;
		unit = "hour";
	}
	cs_add_rounded(out, number, number == floor(number) ? 0 : 1);
	cs_buf_addf(out, " %s%s", unit, number == 1 ? "" : "s");
}

static void say_hour(const struct study *study,
		     const struct response_count *sum, struct cs_buf *out)
{
	struct cs_interval interval =
	    cs_wilson(sum->within, sum->due, CS_LEVEL);

	cs_buf_addf(out, "Of %s contact%s %s %s answered within ",
		    cs_figure((double)sum->due, 0).text,
		    sum->due == 1 ? "" : "s",
		    cs_figure((double)sum->within, 0).text,
		    sum->within == 1 ? "was" : "were");
	add_within(study->rules.options->within, out);
	cs_buf_adds(out, ", ");
	cs_add_percent(out, cs_ratio(sum->within, sum->due));
	cs_add_level_interval(out, interval);
}

/* What half of them waited; how many still do. */
static void say_waits(const struct response *response,
		      const struct response_count *sum, struct cs_buf *out)
{
	struct cs_wait_curve curve =
	    cs_waits_curve(&response->waits, CS_ALL_CLASSES, CS_LEVEL);
	double median = cs_wait_quantile(&curve, .5).time;
	int64_t open = sum->contacts - sum->answered;

	if (isnan(median)) {
		cs_buf_adds(out, "Fewer than half were answered so far");
	} else {
		cs_buf_adds(out, "Half were answered within ");
		add_minutes(median, out);
	}
	if (open > 0)
		cs_buf_addf(out, "; %s %s still waiting",
			    cs_figure((double)open, 0).text,
			    open == 1 ? "is" : "are");
	cs_wait_curve_release(&curve);
}

static void say_resolution(const struct study *study, struct cs_report *report)
{
	struct resolution_count s =
	    resolution_sum(&study->whole->resolution, CS_ALL_CLASSES);
	int64_t decided = resolution_decided(&s);
	struct cs_buf out = CS_BUF_INIT;

	if (!study->rules.resolutions || decided == 0)
		return;
	cs_add_percent(&out, cs_ratio(s.first, decided));
	cs_buf_addf(&out, " of %s contact%s %s settled at once",
		    cs_figure((double)decided, 0).text, decided == 1 ? "" : "s",
		    decided == 1 ? "was" : "were");
	if (s.repeated > 0)
		cs_buf_addf(&out,
			    "; in %s the customer came back within %ld days",
			    cs_figure((double)s.repeated, 0).text,
			    (long)days_of(study->rules.options->repeat_within));
	if (s.unresolved > 0)
		cs_buf_addf(&out, "; %s %s not resolved",
			    cs_figure((double)s.unresolved, 0).text,
			    s.unresolved == 1 ? "is" : "are");
	cs_report_lead(report, "%s.", out.data);
	cs_buf_release(&out);
}

/* Days for which the oldest open complaint waits. */
static double oldest_days(const struct study *study)
{
	return (double)(study->job->data.as_of -
			study->whole->complaints.oldest);
}

static void say_complaints(const struct study *study, struct cs_report *report)
{
	const struct complaints *all = &study->whole->complaints;
	const char *first = all->open == 1 ? "is" : "are";

	if (all->complaints == 0 || !study->rules.resolutions)
		return;
	if (all->open == 0) {
		cs_report_lead(report, "Of %s complaint%s none is open.",
			       cs_figure((double)all->complaints, 0).text,
			       all->complaints == 1 ? "" : "s");
		return;
	}
	cs_report_lead(
	    report,
	    "Of %s complaint%s %s %s open, %s past the day that was promised; "
	    "the oldest waits %s day%s.",
	    cs_figure((double)all->complaints, 0).text,
	    all->complaints == 1 ? "" : "s",
	    cs_figure((double)all->open, 0).text, first,
	    all->overdue > 0 ? cs_figure((double)all->overdue, 0).text : "none",
	    cs_figure(oldest_days(study), 0).text,
	    oldest_days(study) == 1 ? "" : "s");
}

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	const struct study *study = of;
	const struct response *response = &study->whole->response;
	struct response_count sum = response_sum(response, CS_ALL_CLASSES);
	struct cs_buf more = CS_BUF_INIT;

	if (sum.contacts == 0) {
		cs_report_lead(report, "No customer began a contact.");
		say_plan(study, report);
		say_delivery(study, report);
		say_funnel(study, report);
		return;
	}
	if (study->rules.responses) {
		say_waits(response, &sum, &more);
		if (sum.due > 0) {
			say_hour(study, &sum, first);
			cs_report_lead(report, "%s.", first->data);
		} else {
			cs_buf_adds(first, more.data);
		}
		cs_report_lead(report, "%s.", more.data);
	} else {
		cs_buf_addf(first,
			    "Customers began %s matter%s; who was answered is "
			    "not told",
			    cs_figure((double)sum.contacts, 0).text,
			    sum.contacts == 1 ? "" : "s");
		cs_report_lead(report, "%s.", first->data);
	}
	say_resolution(study, report);
	say_complaints(study, report);
	say_plan(study, report);
	say_delivery(study, report);
	say_touches(study, report);
	say_rate(study, report);
	say_funnel(study, report);
	cs_buf_release(&more);
}
