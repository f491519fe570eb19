/* answer.c - cs-contacts in a few sentences. */
#include <math.h>

#include "app/tables.h"
#include "contacts/report.h"
#include "report/number.h"

void add_within(int64_t seconds, struct cs_buf *out)
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
static void add_minutes(double minutes, bool clock, struct cs_buf *out)
{
	double number = minutes;
	const char *unit = "minute";

	if (minutes >= 2 * 24 * 60 || !clock) {
		number = minutes / (24 * 60);
		unit = "day";
	} else if (minutes >= 2 * 60) {
		number = minutes / 60;
		unit = "hour";
	}
	cs_add_rounded(out, number, number == floor(number) ? 0 : 1);
	cs_buf_addf(out, " %s%s", unit, number == 1 ? "" : "s");
}

/* How many were answered in time. */
static void say_hour(const struct study *study, struct cs_buf *out)
{
	struct response_count sum =
	    response_sum(&study->whole->response, CS_ALL_CLASSES);

	if (sum.contacts > 0 && !study->rules.responses) {
		cs_buf_addf(out,
			    "Customers began %s; who was answered is not told",
			    cs_counted(sum.contacts, "matter").text);
		return;
	}
	if (sum.due == 0)
		return;
	cs_buf_addf(out, "Of %s %s %s answered within ",
		    cs_counted(sum.due, "contact").text,
		    cs_figure((double)sum.within, 0).text,
		    sum.within == 1 ? "was" : "were");
	add_within(study->rules.options->within, out);
	cs_buf_adds(out, ", ");
	cs_add_percent(out, cs_ratio(sum.within, sum.due));
	cs_add_level_interval(out, cs_wilson(sum.within, sum.due, CS_LEVEL));
}

/* What half of them waited; how many still do. */
static void say_waits(const struct study *study, struct cs_buf *out)
{
	const struct response *response = &study->whole->response;
	struct response_count sum = response_sum(response, CS_ALL_CLASSES);
	int64_t open = sum.contacts - sum.answered;
	struct cs_wait_curve curve;
	double median;

	if (sum.contacts == 0 || !study->rules.responses)
		return;
	curve = cs_waits_curve(&response->waits, CS_ALL_CLASSES, CS_LEVEL);
	median = cs_wait_quantile(&curve, .5).time;
	cs_wait_curve_release(&curve);
	if (isnan(median)) {
		cs_buf_adds(out, "Fewer than half were answered so far");
	} else if (!study->rules.clock && median == 0) {
		cs_buf_adds(out, "Half were answered on the same day");
	} else {
		cs_buf_adds(out, "Half were answered within ");
		add_minutes(median, study->rules.clock, out);
	}
	if (open > 0)
		cs_buf_addf(out, "; %s %s still waiting",
			    cs_figure((double)open, 0).text,
			    open == 1 ? "is" : "are");
}

void say_response(const struct study *study, struct cs_buf *out)
{
	say_hour(study, out);
	if (out->length == 0)
		say_waits(study, out);
}

static void say_resolution(const struct study *study, struct cs_buf *out)
{
	struct resolution_count s =
	    resolution_sum(&study->whole->resolution, CS_ALL_CLASSES);
	int64_t decided = resolution_decided(&s);

	if (!study->rules.resolutions || decided == 0)
		return;
	cs_add_percent(out, cs_ratio(s.first, decided));
	cs_buf_addf(out, " of %s %s settled at once",
		    cs_counted(decided, "contact").text,
		    decided == 1 ? "was" : "were");
	if (s.repeated > 0)
		cs_buf_addf(out,
			    "; in %s the customer came back within %ld "
			    "day%s",
			    cs_figure((double)s.repeated, 0).text,
			    (long)days_of(study->rules.options->repeat_within),
			    days_of(study->rules.options->repeat_within) == 1
				? ""
				: "s");
	if (s.unresolved > 0)
		cs_buf_addf(out, "; %s %s not resolved",
			    cs_figure((double)s.unresolved, 0).text,
			    s.unresolved == 1 ? "is" : "are");
}

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	/* as tables stand, but what is done at once comes first */
	static say_sentence *const sentences[] = {
		say_hour,  say_waits,	 say_resolution,   say_complaints,
		say_plan,  say_delivery, say_touches,	   say_rate,
		say_hours, say_funnel,	 say_satisfaction,
	};
	const struct study *study = of;
	struct cs_buf out = CS_BUF_INIT;

	/* what they are made of was not tallied then */
	if (!cs_sentences_wanted(study->job))
		return;
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		cs_buf_clear(&out);
		sentences[i](study, &out);
		if (out.length == 0)
			continue;
		cs_report_lead(report, "%s.", out.data);
		if (first->length == 0)
			cs_buf_adds(first, out.data);
	}
	if (first->length == 0)
		cs_report_lead(report, "No customer began a contact.");
	cs_buf_release(&out);
}
