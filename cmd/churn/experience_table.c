/* experience_table.c - cs-churn's table experience. */
#include <stdlib.h>
#include <string.h>

#include "app/output.h"
#include "base/mem.h"
#include "churn/report.h"
#include "app/shared.h"
#include "stat/curve.h"

/* curves of fewer are not drawn */
enum { FEW = 10 };

const struct cs_column experience_columns[] = {
	{ "experience", CS_TEXT, .people = CS_FILES },
	{ "label", CS_TEXT, "experience", .people = CS_PEOPLE },
	{ "customers", CS_COUNT },
	{ "lapsed", CS_COUNT, .people = CS_FILES },
	{ "lapse_rate", CS_SHARE, "lapsed" },
	{ "lapse_rate_low", CS_SHARE },
	{ "lapse_rate_high", CS_SHARE },
	{ "risk_ratio", CS_REAL, "risk ratio", 2 },
	{ "risk_ratio_low", CS_REAL, NULL, 2 },
	{ "risk_ratio_high", CS_REAL, NULL, 2 },
	{ "p_value", CS_REAL, "p", 4 },
	{ "compared", CS_COUNT, .people = CS_FILES },
	{ "others", CS_COUNT, .people = CS_FILES },
	{ "others_lapse_rate", CS_SHARE, .people = CS_FILES },
	{ "test", CS_TEXT, .people = CS_FILES },
	{ NULL }
};

/* For people. */
static const char *const labels[NEXPERIENCES] = {
	[FAILURE_UNVOICED] = "unvoiced failure",
	[COMPLAINT_UNRESOLVED] = "unresolved",
	[COMPLAINT_LATE] = "resolved late",
	[COMPLAINT_RESOLVED] = "resolved",
	[COMPLAINT_FOLLOWED_UP] = "followed up",
	[COMPLAINT_MADE] = "complaint",
	[CONTACT_ONLY] = "other contact",
	[NOTHING] = "none",
};

/* Could anybody be known to have met this? */
static bool can_be_known(const struct study *study, enum experience experience)
{
	if (!knows_complaints(study))
		return false;
	switch (experience) {
	case FAILURE_UNVOICED: return study_knows(study, FAILURE);
	case COMPLAINT_MADE: return !study->resolutions;
	case COMPLAINT_UNRESOLVED:
	case COMPLAINT_LATE:
	case COMPLAINT_RESOLVED: return study->resolutions;
	case COMPLAINT_FOLLOWED_UP:
		return study->resolutions && knows_asked(study);
	default: return true;
	}
}

/* Rows of complaints by what became of them, or of all of them as one. */
static bool applies(const struct study *study, enum experience experience)
{
	if (experience == COMPLAINT_MADE)
		return !study->resolutions;
	if (experience >= COMPLAINT_UNRESOLVED &&
	    experience <= COMPLAINT_FOLLOWED_UP)
		return study->resolutions;
	return true;
}

static void put_comparison(struct cs_table *table, const struct comparison *c)
{
	cs_put_real(table, "risk_ratio", c->ratio);
	cs_put_interval(table, "risk_ratio", c->interval);
	cs_put_real(table, "p_value", c->p_value);
	cs_put_count(table, "compared", c->compared);
	cs_put_count(table, "others", c->others);
	cs_put_real(table, "others_lapse_rate", c->others_rate);
	cs_put_text(table, "test",
		    c->p_value != c->p_value ? NULL
		    : c->exact		     ? "fisher"
					     : "log-ratio");
}

static void put_row(const struct study *study, struct cs_table *table,
		    struct cs_part part, int group, enum experience experience)
{
	const struct tally *t = tally_of(study, group);
	int64_t met = t->met[experience], lapsed = t->met_lapsed[experience];
	struct comparison c;

	cs_put_part(table, part);
	cs_put_text(table, "experience", experience_name(experience));
	cs_put_text(table, "label", labels[experience]);
	if (!can_be_known(study, experience)) {
		cs_put_rest(table);
		return;
	}
	cs_put_count(table, "customers", met);
	cs_put_count(table, "lapsed", lapsed);
	cs_put_real(table, "lapse_rate", cs_ratio(lapsed, met));
	cs_put_interval(table, "lapse_rate", cs_wilson(lapsed, met, CS_LEVEL));
	if (experience == NOTHING) {
		cs_put_rest(table);
		return;
	}
	c = compare(study, t, experience);
	put_comparison(table, &c);
}

void put_experience(const struct study *study, struct cs_table *table,
		    struct cs_part part, int group)
{
	for (int e = 0; e < NEXPERIENCES; e++)
		if (applies(study, (enum experience)e))
			put_row(study, table, part, group, (enum experience)e);
}

static void add_notes(const struct study *study, struct cs_table *table)
{
	struct cs_buf text = CS_BUF_INIT;

	for (int d = 0; d < NDEFINED; d++)
		if (study->definitions[d].known)
			cs_buf_addf(&text, "%s%s '%s'",
				    text.length > 0 ? ", " : "",
				    study->definitions[d].option,
				    study->definitions[d].brief.data);
	if (text.length > 0)
		cs_table_add_note(table, "In force: %s.", text.data);
	if (study->resolutions)
		cs_table_add_note(
		    table,
		    "unresolved to followed up: complaints, resolved within "
		    "%ld "
		    "days or late; followed up: asked again within %ld days.",
		    (long)duration_days(study->options->resolve_within),
		    (long)duration_days(study->options->follow_up));
	cs_table_add_note(
	    table,
	    "Of several experiences a customer counts for the one that stands "
	    "first here. Risk ratio: lapse rate over that of others, who had "
	    "come to a purchase of the same number and %s without meeting "
	    "anything as bad. It is an association, not a cause. p: Fisher's "
	    "exact test below 5 lapses, "
	    "else of the log of the ratio.",
	    cs_period_names[study->job->shared.period]);
	cs_buf_release(&text);
}

struct cs_table *experience_table(const struct study *study)
{
	struct cs_table *table = cs_table_add(study->job, EXPERIENCES);

	add_notes(study, table);
	return table;
}

/* --- chart ------------------------------------------------------------- */

static int by_day(const void *a, const void *b)
{
	const struct record *x = a, *y = b;

	return (x->days > y->days) - (x->days < y->days);
}

/*
 * Is the record of the curve of this experience? That of NOTHING is of the
 * others at their drawn purchase, whatever they met later.
 */
static bool on_curve(const struct record *record, enum experience experience)
{
	if (record->days < 0)
		return false;
	if (experience == NOTHING)
		return record->other &&
		       (record->experience == NOTHING || record->before);
	return !record->other && record->experience == (uint8_t)experience;
}

/* One curve, as far as it can be told when they lapsed. */
static void put_course(const struct study *study, struct cs_table *table,
		       enum experience experience, const struct record *list,
		       size_t n)
{
	struct cs_spans spans = { .n = 0 };
	double *times = cs_calloc(n, sizeof *times);
	int64_t *events = cs_calloc(n, sizeof *events);
	int64_t *censored = cs_calloc(n, sizeof *censored);
	struct cs_km *curve;

	(void)study;
	for (size_t i = 0; i < n; i++) {
		if (!on_curve(&list[i], experience))
			continue;
		if (spans.n == 0 || times[spans.n - 1] < list[i].days)
			times[spans.n++] = list[i].days;
		events[spans.n - 1] += list[i].lapse;
		censored[spans.n - 1] += !list[i].lapse;
		spans.start++;
	}
	spans.times = times;
	spans.events = events;
	spans.censored = censored;
	curve = cs_calloc(spans.n, sizeof *curve);
	cs_curve(&spans, CS_LEVEL, CS_CONF_LOG_LOG, curve);
	for (size_t i = 0; i < spans.n && spans.start >= FEW; i++) {
		cs_row(table);
		cs_put_text(table, "experience",
			    experience == NOTHING ? "nothing so far"
						  : labels[experience]);
		cs_put_real(table, "time", times[i]);
		cs_put_count(table, "at_risk", curve[i].at_risk);
		cs_put_real(table, "survival", curve[i].survival);
		cs_put_real(table, "low", curve[i].low);
		cs_put_real(table, "high", curve[i].high);
	}
	free(curve);
	free(censored);
	free(events);
	free(times);
}

struct cs_table *experience_chart_table(const struct study *study)
{
	static const struct cs_column chart_columns[] = {
		{ "experience", CS_TEXT },
		{ "time", CS_REAL },
		{ "at_risk", CS_COUNT },
		{ "survival", CS_SHARE },
		{ "low", CS_SHARE },
		{ "high", CS_SHARE },
		{ NULL }
	};
	const struct records *all = &study->whole.records;
	struct cs_table *table = cs_table_new("experience", "", chart_columns);
	struct record *sorted = cs_calloc(all->count, sizeof *sorted);

	if (all->count > 0) {
		memcpy(sorted, all->list, all->count * sizeof *sorted);
		qsort(sorted, all->count, sizeof *sorted, by_day);
	}
	/* the others first, whom all are compared with */
	for (int i = 0; i < NEXPERIENCES; i++) {
		enum experience e =
		    (enum experience)((i + NEXPERIENCES - 1) % NEXPERIENCES);

		if (applies(study, e) && can_be_known(study, e))
			put_course(study, table, e, sorted, all->count);
	}
	free(sorted);
	return table;
}
