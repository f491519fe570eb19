/* answer.c - cs-lifetime in a few sentences. */
#include <math.h>
#include <string.h>

#include "app/clusters.h"
#include "lifetime/report.h"
#include "report/number.h"

/* "2nd", "11th". */
static void add_ordinal(struct cs_buf *out, size_t n)
{
	const char *end = "th";

	if (n % 100 < 11 || n % 100 > 13)
		end = n % 10 == 1   ? "st"
		      : n % 10 == 2 ? "nd"
		      : n % 10 == 3 ? "rd"
				    : "th";
	cs_add_count(out, (int64_t)n);
	cs_buf_adds(out, end);
}

static void say_lapsed(const struct study *study, struct cs_buf *out)
{
	const struct kind *kind = kind_of(study->job);
	const struct subjects *s = &study->whole;

	if (cs_lapse_missing(&study->lapse)) {
		cs_buf_adds(out, "Who has lapsed is not known: ");
		cs_lapse_say_missing(&study->lapse, out);
		return;
	}
	cs_buf_addf(out, "Of %s ", cs_counted(s->customers, kind->who).text);
	cs_add_count(out, s->lapsed);
	cs_buf_adds(out, " (");
	cs_add_percent(out, cs_ratio(s->lapsed, s->customers));
	cs_buf_addf(out, ") %s", kind->lapsed);
	if (study->lapse.kind != CS_LAPSE_UNSETTLED) {
		cs_buf_adds(out, ", by a silence of more than ");
		cs_lapse_text(&study->lapse, out);
	}
}

/* After which payment they lapse: the sentence that a chart can carry too. */
static bool say_modal(const struct study *study, struct cs_buf *out)
{
	const struct subjects *s = &study->whole;
	size_t modal = cs_life_modal(s->counts, s->ncounts);

	if (modal == 0)
		return false;
	cs_add_percent(out, s->rows[modal - 1].lapse_share);
	cs_buf_adds(out, " of all lapses came after the ");
	add_ordinal(out, subjects_number(s, modal - 1));
	cs_buf_addf(out, " %s, where ", study_step(study));
	cs_add_percent(out, s->rows[modal - 1].hazard);
	cs_buf_adds(out, " of those who reached it stopped");
	cs_add_level_interval(out, s->rows[modal - 1].hazard_interval);
	return true;
}

/* Nobody has to lapse for it to be told from when on they stay. */
static bool is_counted_when_due(const struct study *study)
{
	return study_falls_due(study) && study->whole.observed > 0;
}

/* From when on they stay, or why that cannot be said. */
static void say_negligible(const struct study *study, struct cs_buf *out)
{
	const struct subjects *s = &study->whole;
	const char *step = study_step(study);
	size_t n = negligible_after(study, s);

	if (!study_falls_due(study)) {
		cs_buf_adds(out, "From when on lapses are negligible can be "
				 "said only where payments fall due (--every): "
				 "elsewhere late payments are those of quick "
				 "buyers");
		return;
	}
	if (n > 0) {
		cs_buf_adds(out, "From the ");
		add_ordinal(out, n);
		cs_buf_addf(out, " %s on lapses are negligible: fewer than ",
			    step);
		cs_add_percent(out, study->options->negligible);
		cs_buf_addf(out, " of those who reach a %s", step);
	} else {
		cs_buf_adds(out, "The data do not show that lapses become "
				 "negligible, that is, below ");
		cs_add_percent(out, study->options->negligible);
		cs_buf_addf(out, " a %s", step);
	}
	if (study->payments_a_year != 1) {
		cs_buf_adds(out, ", or ");
		cs_add_percent(out, study_a_year(study));
		cs_buf_adds(out, " a year");
	}
}

/* By when half have lapsed, as each kind of input can say it. */
static void add_median(const struct study *study, double median,
		       struct cs_buf *out)
{
	switch ((enum mode)study->job->mode) {
	case MODE_PAYMENTS:
		if (median == 0)
			cs_buf_adds(out, "Half paid for the last time on the "
					 "day of their first payment");
		else
			cs_buf_addf(out,
				    "Half paid for the last time within %.6g "
				    "days of their first payment",
				    median);
		break;
	case MODE_DURATIONS:
		cs_buf_addf(out, "Half have lapsed by time %.6g", median);
		break;
	default:
		cs_buf_addf(out, "Half have %s after %.6g %s%s",
			    kind_of(study->job)->lapsed, median,
			    study_unit(study), median == 1 ? "" : "s");
	}
}

static void say_median(const struct study *study, struct cs_buf *out)
{
	const struct subjects *s = &study->whole;
	struct cs_spans spans = subjects_spans(s);
	struct cs_curve_time median = cs_curve_quantile(&spans, s->curve, .5);

	if (s->ntimes == 0) {
		cs_buf_adds(out, "Nobody was watched long enough to tell how "
				 "long they stay");
		return;
	}
	if (isnan(median.time)) {
		cs_buf_adds(out, "More than half are still there at the end of "
				 "what could be observed");
		return;
	}
	add_median(study, median.time, out);
	if (median.high == 0)
		return;
	if (!isnan(median.low) && !isnan(median.high))
		cs_buf_addf(out, " (95 %% interval %.6g to %.6g)", median.low,
			    median.high);
	else if (!isnan(median.low))
		cs_buf_addf(out, " (95 %% interval from %.6g on)", median.low);
}

static void say_clusters(const struct study *study, struct cs_report *report)
{
	struct cs_mean_time with = study_mean(study, &study->whole);
	struct cs_mean_time without = study_mean_alone(study, &study->whole);

	cs_clusters_say(study->job, report,
			(struct cs_interval){ with.low, with.high },
			(struct cs_interval){ without.low, without.high });
}

void report_answer(const void *of, struct cs_report *report,
		   struct cs_buf *first)
{
	const struct study *study = of;
	struct cs_buf more = CS_BUF_INIT;
	bool modal;

	if (study->whole.customers == 0) {
		cs_report_lead(report, "There is nobody to follow.");
		return;
	}
	say_lapsed(study, &more);
	cs_report_lead(report, "%s.", more.data);
	if (cs_lapse_missing(&study->lapse)) {
		cs_buf_release(&more);
		return;
	}
	modal = say_modal(study, first);
	if (!modal)
		cs_buf_adds(first, more.data);
	if (study->lapse.kind != CS_LAPSE_UNSETTLED) {
		cs_buf_clear(&more);
		cs_lapse_say_trial(&study->lapse, &more);
		cs_report_lead(report, "%s.", more.data);
	}
	if (modal)
		cs_report_lead(report, "%s.", first->data);
	if (modal || is_counted_when_due(study)) {
		cs_buf_clear(&more);
		say_negligible(study, &more);
		cs_report_lead(report, "%s.", more.data);
	}
	cs_buf_clear(&more);
	say_median(study, &more);
	if (study->options->stated.causes.others > 0)
		cs_buf_adds(&more, ", if nobody left for another cause");
	cs_report_lead(report, "%s.", more.data);
	cs_buf_clear(&more);
	if (has_causes(study->job) && say_causes(study, &more))
		cs_report_lead(report, "%s.", more.data);
	say_clusters(study, report);
	cs_buf_release(&more);
}
