/* study.c - the plan of cs-retention, and its tallies: see study.h. */
#include "retention/study.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "app/clusters.h"
#include "app/drift.h"
#include "app/season.h"
#include "app/tables.h"
#include "stat/quantile.h"

enum { SHOWN_GROUPS = 8 };

/* --- the plan ---------------------------------------------------------- */

static struct cs_repeat_rules rules(const struct cs_job *job)
{
	const struct cs_data *data = &job->data;

	return (struct cs_repeat_rules){
		.window = job->shared.window,
		.as_of = data->as_of,
		.span = cs_data_days(data),
		.listed = data->customers < data->ngroups * cs_data_days(data),
	};
}

static int plan_calendar(struct study *study, struct cs_err *err)
{
	const struct cs_data *data = &study->job->data;

	if (cs_calendar_init(
		&study->calendar, data, cs_shared_period(&study->job->shared),
		data->threads * cs_data_ngroups(data) + 1, err) != 0)
		return -1;
	study->calendar.window = study->job->shared.window;
	study->calendar.inactive = study->options->inactive;
	return 0;
}

static int refuse_reference(const struct cs_data *data, const char *name,
			    struct cs_err *err)
{
	const char **names = cs_calloc(data->ngroups + 1, sizeof *names);
	struct cs_buf given = CS_BUF_INIT, others = CS_BUF_INIT;
	const char *near;

	for (size_t g = 0; g < data->ngroups; g++)
		names[g] = data->groups[g];
	near = cs_nearest(name, names);
	for (size_t g = 0; g < data->ngroups && near == NULL; g++) {
		cs_buf_adds(&others, g == 0 ? "the groups are " : ", ");
		if (g == SHOWN_GROUPS) {
			cs_buf_addf(&others, "and %zu more", data->ngroups - g);
			break;
		}
		cs_printable(&others, names[g], strlen(names[g]), 40);
	}
	if (near != NULL) {
		cs_buf_adds(&others, "did you mean \"");
		cs_printable(&others, near, strlen(near), 40);
		cs_buf_adds(&others, "\"?");
	}
	cs_printable(&given, name, strlen(name), 60);
	cs_fail(err, "no-group",
		"--reference: no customer is in a group \"%s\"; %s", given.data,
		others.data);
	cs_buf_release(&given);
	cs_buf_release(&others);
	free(names);
	return -1;
}

static int plan_reference(struct study *study, struct cs_err *err)
{
	const struct cs_data *data = &study->job->data;
	const char *name = study->options->reference;

	for (size_t g = 0; g < data->ngroups && study->reference < 0; g++)
		if (strcmp(data->groups[g], name) == 0)
			study->reference = (long)g;
	return study->reference >= 0 ? 0 : refuse_reference(data, name, err);
}

static int plan(struct study *study, const struct cs_job *job,
		struct cs_err *err)
{
	const struct retention_options *options = job->own;
	const struct cs_data *data = &job->data;

	*study = (struct study){
		.job = job,
		.options = options,
		.rules = rules(job),
		.windowed = job->shared.window.from > CS_DAY_MIN ||
			    job->shared.window.to < CS_DAY_MAX,
		.with_calendar = cs_table_needed(job, COHORTS) ||
				 cs_table_needed(job, PERIODS),
		.reference = -1,
		.ngroups = data->ngroups,
	};
	if (cs_table_needed(job, COMPARE) && options->reference != NULL &&
	    plan_reference(study, err) != 0)
		return -1;
	/* without a rule one column of one table is not known */
	if (cs_table_needed(job, LADDER))
		cs_lapse_settle(job, &study->lapse);
	if (study->lapse.kind != CS_LAPSE_UNSETTLED) {
		study->rules.lapse = &study->lapse;
		/* until then, who bought before the data begin may look new */
		study->drifts = true;
		study->rules.drift_from = *study->lapse.on;
	}
	return study->with_calendar ? plan_calendar(study, err) : 0;
}

/* --- the study --------------------------------------------------------- */

static void warn_drift(const struct study *study, struct cs_job *job)
{
	const struct cs_newcomers *newcomers = &study->whole->newcomers;
	static const struct cs_drift_words words = {
		"later customers come back less", "the first purchase",
		"first bought", "likely to buy again", true
	};
	struct cs_drift drift = cs_drift(newcomers->entries, newcomers->span);

	cs_drift_warn(job, &drift, spread_drift(study, &drift),
		      study->rules.drift_from, &words);
}

bool study_of_gaps(const struct cs_job *job)
{
	return cs_table_needed(job, GAPS) || cs_table_needed(job, HISTOGRAM);
}

int64_t tally_customers(const void *tally)
{
	return ((const struct tally *)tally)->repeat.customers;
}

/*
 * The largest group or, of times of the first purchase, which are in their
 * order, the earliest that can be read; the others are many.
 */
static long usual_reference(const struct study *study)
{
	const struct cs_job *job = study->job;
	size_t n = study->ngroups, largest = 0;
	bool times = job->load.by_first.given && job->group_columns == NULL;

	n -= n > 1 && job->data.pooled;
	for (size_t g = 0; times && g < n; g++)
		if (study->groups[g].repeat.customers >= STUDY_WATCHED)
			return (long)g;
	for (size_t g = 1; g < n; g++)
		if (study->groups[g].repeat.customers >
		    study->groups[largest].repeat.customers)
			largest = g;
	return (long)largest;
}

static void list_tallies(const struct study *study, struct cs_part_tally *next)
{
	*next++ =
	    (struct cs_part_tally){ .tally = &cs_repeat_tally,
				    .rules = &study->rules,
				    .at = offsetof(struct tally, repeat) };
	if (study->drifts)
		*next++ = (struct cs_part_tally){ .tally = &cs_newcomers_tally,
						  .rules = &study->rules,
						  .at = offsetof(struct tally,
								 newcomers),
						  .whole = true };
	if (cs_table_needed(study->job, MEMBERS))
		*next++ = (struct cs_part_tally){ .tally = &members_tally,
						  .rules = &study->rules,
						  .at = offsetof(struct tally,
								 members) };
	if (study_of_gaps(study->job))
		*next++ = (struct cs_part_tally){ .tally = &spacing_tally,
						  .rules = &study->rules,
						  .at = offsetof(struct tally,
								 spacing) };
	if (study->with_calendar)
		*next++ = (struct cs_part_tally){ .tally = &cs_activity_tally,
						  .rules = &study->calendar,
						  .at = offsetof(struct tally,
								 activity) };
}

int study_run(void *run, struct cs_job *job, struct cs_err *err)
{
	struct study *study = run;
	struct cs_parts *parts = &study->parts;

	if (plan(study, job, err) != 0)
		return -1;
	cs_lapse_try(job, &study->lapse, NULL);
	list_tallies(study, parts->tallies);
	parts->led = true;
	cs_parts_fold(parts, sizeof(struct tally), &job->data);
	study->whole = parts->whole;
	study->groups = parts->groups;
	parts->customers = study->whole->repeat.customers;
	if (study->reference < 0 && study->ngroups > 0)
		study->reference = usual_reference(study);
	if (cs_clustered(job))
		spread_run(study);
	if (study->drifts)
		warn_drift(study, job);
	cs_season_warn(job,
		       cs_table_needed(job, WITHIN) ? NULL : &study->lapse);
	return 0;
}

void study_release(void *released)
{
	struct study *study = released;

	cs_calendar_release(&study->calendar);
	cs_lapse_release(&study->lapse);
	cs_jackknife_release(&study->jackknife);
	free(study->first_figures);
}

double study_days_to_second(const struct study *study,
			    const struct tally *tally)
{
	return cs_histogram_median(tally->repeat.waited, study->rules.span);
}

struct cs_km study_within(const struct study *study, const struct tally *tally,
			  int64_t days)
{
	const struct cs_repeat *r = &tally->repeat;

	return cs_km_at(r->second, r->censored, study->rules.span, days,
			CS_LEVEL, CS_CONF_LOG_LOG);
}

struct cs_km study_headline(const struct study *study, int64_t *days)
{
	static const int64_t usual[] = { 7, 30, 90, 180, 365 };
	const struct days *asked = &study->options->days;
	struct cs_km km = { 0 };

	if (cs_list_has(&study->job->values.given, "days"))
		for (size_t i = asked->count;
		     i > 0 && km.at_risk < STUDY_WATCHED; i--)
			km = study_within(study, study->whole,
					  *days = asked->list[i - 1]);
	for (size_t i = sizeof usual / sizeof *usual;
	     i > 0 && km.at_risk < STUDY_WATCHED; i--)
		km = study_within(study, study->whole, *days = usual[i - 1]);
	return km;
}
