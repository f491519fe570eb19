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

void add_part(int64_t part, int64_t of, const struct said *said,
	      struct cs_buf *out)
{
	const char *verb = part == 1 ? said->one : said->many;

	if (of == 1)
		cs_buf_addf(out, "The only %s%s %s", said->noun, said->clause,
			    part == 1 ? said->one : said->not );
	else if (part == 0)
		cs_buf_addf(out, "None of %s%s %s",
			    cs_counted(of, said->noun).text, said->clause,
			    said->one);
	else if (part == of && of == 2)
		cs_buf_addf(out, "Both %ss%s %s", said->noun, said->clause,
			    verb);
	else if (part == of)
		cs_buf_addf(out, "All %s%s %s", cs_counted(of, said->noun).text,
			    said->clause, verb);
	else
		cs_buf_addf(out, "Of %s%s %s %s",
			    cs_counted(of, said->noun).text, said->clause,
			    cs_figure((double)part, 0).text, verb);
}

void add_share(int64_t part, int64_t of, struct cs_buf *out)
{
	if (of == 1)
		return;
	if (part > 0 && part < of) {
		cs_buf_adds(out, ", ");
		cs_add_percent(out, cs_ratio(part, of));
	}
	cs_add_level_interval(out, cs_wilson(part, of, CS_LEVEL));
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
	add_part(sum.within, sum.due,
		 &(struct said){
		     "contact",
		     sum.due == 1 && sum.contacts > 1 ? " that is due" : "",
		     "was answered within ", "were answered within ",
		     "was not answered within " },
		 out);
	add_within(study->rules.options->within, out);
	add_share(sum.within, sum.due, out);
}

/* "Half were answered within 25 minutes"; NaN: some time. */
static void add_answered(const struct study *study, const char *who,
			 double median, struct cs_buf *out)
{
	bool clock = study->rules.clock;

	cs_buf_adds(out, who);
	if (median == 0 && !clock) {
		cs_buf_adds(out, " on the same day");
	} else if (!isnan(median)) {
		cs_buf_adds(out, " within ");
		add_minutes(median, clock, out);
	}
}

/* An export of orders looks so. */
static void say_little(const struct study *study, struct cs_buf *out)
{
	if (!study->rules.orders && only_who_and_when(study) &&
	    study->whole->counts.contacts > 0)
		cs_buf_adds(out,
			    "The file tells who and when, and nothing of an "
			    "answer, a kind or a score: if it is an export of "
			    "orders, it belongs behind --orders, beside that "
			    "of the help desk");
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
	if (sum.contacts == 1) {
		cs_buf_adds(out, sum.due > 0 ? "It" : "The only contact");
		if (open > 0)
			cs_buf_adds(out, " is still waiting");
		else
			add_answered(study, " was answered", median, out);
		return;
	}
	if (isnan(median))
		cs_buf_adds(out,
			    sum.answered == 0
				? "None has been answered so far"
				: "Fewer than half have been answered so far");
	else
		add_answered(study, "Half were answered", median, out);
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

/* "; 21 were opened again"; of the only one "; it was opened again" */
static void add_broken(int64_t count, bool only, const char *one,
		       const char *many, struct cs_buf *out)
{
	if (count > 0)
		cs_buf_addf(out, "; %s %s",
			    only ? "it" : cs_figure((double)count, 0).text,
			    count == 1 ? one : many);
}

static void say_resolution(const struct study *study, struct cs_buf *out)
{
	struct resolution_count s =
	    resolution_sum(&study->whole->resolution, CS_ALL_CLASSES);
	int64_t decided = resolution_decided(&s);
	bool only = decided == 1;

	if (!study->rules.resolutions || decided == 0)
		return;
	add_part(
	    s.first, decided,
	    &(struct said){ "contact",
			    only && s.contacts > 1 ? " that is decided" : "",
			    "was settled at once", "were settled at once",
			    "was not settled at once" },
	    out);
	add_share(s.first, decided, out);
	if (s.repeated > 0) {
		cs_buf_adds(out, "; ");
		if (!only)
			cs_buf_addf(out, "in %s ",
				    cs_figure((double)s.repeated, 0).text);
		cs_buf_addf(
		    out, "the customer came back within %s",
		    cs_counted(days_of(study->rules.options->repeat_within),
			       "day")
			.text);
	}
	add_broken(s.unresolved, only, "is not resolved", "are not resolved",
		   out);
	add_broken(s.reopened, only, "was opened again", "were opened again",
		   out);
	add_broken(s.several, only, "took several replies",
		   "took several replies", out);
}

void say_delivery(const struct study *study, struct cs_buf *out)
{
	const struct deliveries *all = &study->whole->deliveries;
	struct delivery_count sum = deliveries_sum(all);
	int64_t silent = all->counts[LATE_SILENT].orders;

	if (sum.orders == 0 || !study->rules.deliveries)
		return;
	add_part(deliveries_late(all), sum.orders,
		 &(struct said){ "order",
				 sum.orders == 1
				     ? " delivered or past its promised day"
				     : " delivered or past their promised day",
				 "was late", "were late", "was not late" },
		 out);
	if (deliveries_late(all) > 0)
		add_share(deliveries_late(all), sum.orders, out);
	add_broken(sum.overdue, sum.orders == 1, "is still not there",
		   "are still not there", out);
	if (!notices_known(study) || silent == 0)
		return;
	cs_buf_adds(out, "; ");
	if (sum.orders > 1)
		cs_buf_addf(out, "of %s ", cs_figure((double)silent, 0).text);
	cs_buf_adds(out, "the customer had not been told");
}

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	/* as tables stand, but what is done at once comes first */
	static say_sentence *const sentences[] = {
		say_hour,	say_little, say_waits,	  say_resolution,
		say_complaints, say_plan,   say_delivery, say_touches,
		say_rate,	say_hours,  say_funnel,	  say_satisfaction,
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
