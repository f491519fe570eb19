/* causes_table.c - cs-lifetime's tables causes and incidence. */
#include <math.h>
#include <stdlib.h>

#include "app/clusters.h"
#include "base/mem.h"
#include "lifetime/report.h"
#include "report/number.h"
#include "stat/incidence.h"

/* --- the events of all causes, and of one ------------------------------ */

struct ends ends_of(const struct subjects *s)
{
	struct ends ends = { subjects_spans(s),
			     cs_calloc(s->ntimes, sizeof *ends.events),
			     cs_calloc(s->ntimes, sizeof *ends.censored) };

	for (size_t i = 0; i < s->nleavings; i++)
		ends.events[s->leavings[i].at] += s->leavings[i].count;
	for (size_t i = 0; i < s->ntimes; i++)
		ends.censored[i] =
		    s->events[i] + s->censored[i] - ends.events[i];
	ends.spans.events = ends.events;
	ends.spans.censored = ends.censored;
	return ends;
}

void ends_release(struct ends *ends)
{
	free(ends->events);
	free(ends->censored);
}

int64_t *events_of(const struct subjects *s, size_t cause)
{
	int64_t *own = cs_calloc(s->ntimes, sizeof *own);

	for (size_t i = 0; i < s->nleavings; i++)
		if (s->leavings[i].cause == cause)
			own[s->leavings[i].at] += s->leavings[i].count;
	return own;
}

const struct causes *causes_of(const struct study *study)
{
	return &study->options->stated.causes;
}

struct cause {
	const char *name;
	const int64_t *own;		  /* [ntimes], its events */
	const struct cs_incidence *curve; /* [ntimes] */
	const struct cs_spans *spans;	  /* of all causes */
};

typedef void take_cause(const struct study *study, void *to,
			const struct cause *cause);

/* With clusters: `spread` is of each time. */
static void widen(const struct study *study, const struct cs_spread *spread,
		  struct cs_incidence *curve, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct cs_spread own = spread[i];
		struct cs_interval bounds;

		own.se = isnan(own.se) ? own.se : fmax(own.se, curve[i].se);
		bounds =
		    cs_spread_survival(curve[i].incidence, own,
				       study->options->conf_type, CS_LEVEL);
		curve[i].se = own.se;
		curve[i].low = bounds.low;
		curve[i].high = bounds.high;
	}
}

/* The commonest first; `to` is a table, or whatever take() knows. */
static void each_cause(const struct study *study, const struct subjects *s,
		       take_cause *take, void *to)
{
	const struct causes *causes = causes_of(study);
	struct cs_incidence *curve = cs_calloc(s->ntimes, sizeof *curve);
	struct ends ends = ends_of(s);

	for (size_t c = 0; c < causes->count; c++) {
		int64_t *own = events_of(s, c);
		struct cause cause = { causes->names[c], own, curve,
				       &ends.spans };

		cs_incidence_curve(&ends.spans, own, CS_LEVEL,
				   study->options->conf_type, curve);
		if (s->incidence != NULL)
			widen(study, s->incidence + c * s->ntimes, curve,
			      s->ntimes);
		take(study, to, &cause);
		free(own);
	}
	ends_release(&ends);
	free(curve);
}

size_t causes_figures(const struct study *study, const struct subjects *s)
{
	return causes_of(study)->count * s->ntimes;
}

static void take_curve(const struct study *study, void *to,
		       const struct cause *cause)
{
	double **out = to;

	(void)study;
	for (size_t i = 0; i < cause->spans->n; i++)
		*(*out)++ = cause->curve[i].incidence;
}

double *causes_figure(const struct study *study, const struct subjects *s,
		      double *out)
{
	each_cause(study, s, take_curve, &out);
	return out;
}

/* --- causes ------------------------------------------------------------ */

const struct cs_column cause_columns[] = {
	{ "cause", CS_TEXT, .means = "what --cause says, the commonest first" },
	{ "events", CS_COUNT, "left for it", .means = "who left for it" },
	{ "share", CS_SHARE, "of all who left",
	  .means = "events / all who left: of those watched, not of all there "
		   "will be" },
	{ "time", CS_REAL, "by time", 1,
	  .means = "the limit, as restricted_to of summary" },
	{ "at_risk", CS_COUNT, "still at risk",
	  .means = "who are watched until then, and had not left before" },
	{ "incidence", CS_SHARE, "gone for it",
	  .means = "share that has left for it by then, while others left for "
		   "other causes (Aalen-Johansen); interval by --conf-type" },
	{ "incidence_low", CS_SHARE },
	{ "incidence_high", CS_SHARE },
	{ NULL }
};

void begin_causes(const void *study, struct cs_table *table)
{
	(void)study;
	cs_table_add_note(table, "\"gone for it\": of 100 who began, so many "
				 "have left for this cause by that time; with "
				 "those still there the causes make 100.");
}

/* Who are watched at `time`. */
static int64_t at_risk(const struct cause *cause, double time)
{
	const struct cs_spans *spans = cause->spans;

	for (size_t i = 0; i < spans->n; i++)
		if (spans->times[i] >= time)
			return cause->curve[i].at_risk;
	return 0;
}

/* At `time`; NaN beyond what was watched, unless all have left by then. */
static struct cs_incidence incidence_at(const struct cause *cause, double time)
{
	const struct cs_spans *spans = cause->spans;
	struct cs_incidence at = { 0, 0, 0, NAN, NAN, NAN };
	size_t n = spans->n;

	if (n == 0 || !(time >= 0) ||
	    (spans->times[n - 1] < time &&
	     cause->curve[n - 1].at_risk != spans->events[n - 1]))
		at.incidence = NAN;
	else
		for (size_t i = 0; i < n && spans->times[i] <= time; i++)
			at = cause->curve[i];
	return at;
}

static int64_t sum(const int64_t *counts, size_t n)
{
	int64_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += counts[i];
	return all;
}

static void put_at_limit(const struct study *study, void *to,
			 const struct cause *cause)
{
	struct cs_table *table = to;
	double limit = study->restricted_to;
	struct cs_incidence at = incidence_at(cause, limit);
	int64_t events = sum(cause->own, cause->spans->n);

	cs_row(table);
	cs_put_text(table, "cause", cause->name);
	cs_put_count(table, "events", events);
	cs_put_real(
	    table, "share",
	    cs_ratio(events, sum(cause->spans->events, cause->spans->n)));
	cs_put_real(table, "time", limit);
	cs_put_count(table, "at_risk", at_risk(cause, limit));
	cs_put_real(table, "incidence", at.incidence);
	cs_put_range(table, "incidence", at.low, at.high);
}

void put_causes(const void *study, struct cs_table *table, const void *part)
{
	each_cause(study, part, put_at_limit, table);
}

/* --- incidence --------------------------------------------------------- */

const struct cs_column incidence_columns[] = {
	{ "cause", CS_TEXT, .means = "what --cause says, the commonest first" },
	{ "time", CS_REAL, NULL, 2,
	  .means =
	      "a time at which somebody left for it, and the last of all" },
	{ "at_risk", CS_COUNT, "at risk",
	  .means = "who entered before that time, and had neither left nor was "
		   "last seen before it" },
	{ "events", CS_COUNT, "left", .means = "who left for it at that time" },
	{ "incidence", CS_SHARE, "gone for it",
	  .means = "share that has left for it by then (Aalen-Johansen); "
		   "interval by --conf-type" },
	{ "se", CS_REAL, "standard error", 4,
	  .means = "standard error of incidence (delta method)" },
	{ "incidence_low", CS_SHARE },
	{ "incidence_high", CS_SHARE },
	{ NULL }
};

static void put_time(struct cs_table *table, const struct cause *cause,
		     size_t i)
{
	const struct cs_incidence *at = &cause->curve[i];

	cs_row(table);
	cs_put_text(table, "cause", cause->name);
	cs_put_real(table, "time", cause->spans->times[i]);
	cs_put_count(table, "at_risk", at->at_risk);
	cs_put_count(table, "events", cause->own[i]);
	cs_put_real(table, "incidence", at->incidence);
	cs_put_real(table, "se", at->se);
	cs_put_range(table, "incidence", at->low, at->high);
}

static void put_times(struct cs_table *table, const struct cause *cause,
		      size_t most)
{
	size_t last = cause->spans->n, rows = 0;

	for (size_t i = 0; i < last && rows < most; i++)
		if (cause->own[i] > 0 || i + 1 == last) {
			put_time(table, cause, i);
			rows++;
		}
}

static void put_wanted(const struct study *study, void *table,
		       const struct cause *cause)
{
	size_t limit = (size_t)study->job->shared.limit;

	put_times(table, cause, limit > 0 ? limit : SIZE_MAX);
}

void put_incidence(const void *study, struct cs_table *table, const void *part)
{
	each_cause(study, part, put_wanted, table);
}

static void put_all(const struct study *study, void *table,
		    const struct cause *cause)
{
	(void)study;
	put_times(table, cause, SIZE_MAX);
}

void chart_incidence(const void *of, struct cs_report *report,
		     const char *answer)
{
	const struct study *study = of;
	struct cs_table *data =
	    cs_table_open(&lifetime_tables[INCIDENCE], false);
	struct cs_chart chart = {
		.table = lifetime_tables[INCIDENCE].name,
		.kind = CS_CHART_INCIDENCE,
		.data = data,
		.title = lifetime_tables[INCIDENCE].question,
		.subtitle =
		    study->job->data.grouped ? "all groups together" : NULL,
		.xlabel = kind_of(study->job)->clock,
		.ylabel = "share gone for it, with 95 % interval",
		.x = "time",
		.y = "incidence",
		.low = "incidence_low",
		.high = "incidence_high",
		.row = "cause",
	};

	(void)answer;
	each_cause(study, &study->whole, put_all, data);
	cs_report_chart(report, &chart, true);
}

/* --- sentences --------------------------------------------------------- */

void add_causes_note(const struct study *study, struct cs_table *table)
{
	int64_t others = causes_of(study)->others;

	if (others > 0)
		cs_table_add_note(
		    table,
		    "%s who left for another cause count%s as censored: this "
		    "is how long they would stay if there were no other. What "
		    "did happen is in the table causes.",
		    cs_figure((double)others, 0).text, others == 1 ? "s" : "");
}

enum { SAID = 3 }; /* causes */

struct saying {
	struct cs_buf *out;
	size_t said;
};

static void say_cause(const struct study *study, void *to,
		      const struct cause *cause)
{
	struct saying *saying = to;
	struct cs_buf *out = saying->out;
	double limit = study->restricted_to;
	double incidence = incidence_at(cause, limit).incidence;

	if (!(incidence > 0) || saying->said == SAID)
		return;
	if (saying->said++ == 0)
		cs_buf_addf(out,
			    "Gone by %s %.6g, by cause: ", study_unit(study),
			    limit);
	else
		cs_buf_adds(out, ", ");
	cs_buf_addf(out, "%s ", cause->name);
	cs_add_percent(out, incidence);
}

bool say_causes(const struct study *study, struct cs_buf *out)
{
	struct saying saying = { out, 0 };

	each_cause(study, &study->whole, say_cause, &saying);
	return saying.said > 0;
}
