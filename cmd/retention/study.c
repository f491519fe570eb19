/* study.c - the plan of cs-retention, and its tallies: see study.h. */
#include "retention/study.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "app/tables.h"
#include "stat/quantile.h"

/* --- the plan ---------------------------------------------------------- */

static struct cs_repeat_rules rules(const struct cs_job *job)
{
	const struct cs_data *data = &job->data;
	cs_day first = data->input.account.first_date;

	return (struct cs_repeat_rules){
		.window = job->shared.window,
		.as_of = data->as_of,
		.decided_until = CS_NO_DAY,
		.span =
		    first == CS_NO_DAY ? 1 : (size_t)(data->as_of - first) + 1,
	};
}

static int plan_calendar(struct study *study, struct cs_err *err)
{
	const struct cs_data *data = &study->job->data;

	if (cs_calendar_init(&study->calendar, data, study->job->shared.period,
			     data->threads * study->ngroups + 1, err) != 0)
		return -1;
	study->calendar.window = study->job->shared.window;
	study->calendar.inactive = study->options->inactive;
	return 0;
}

static int plan_reference(struct study *study, struct cs_err *err)
{
	const struct cs_data *data = &study->job->data;
	const char *name = study->options->reference;

	for (size_t g = 0; g < data->ngroups && study->reference < 0; g++)
		if (strcmp(data->groups[g], name) == 0)
			study->reference = (long)g;
	if (study->reference >= 0)
		return 0;
	cs_fail_at(err, NULL, 0, 0);
	return cs_fail(err, "no-group",
		       "--reference: no customer is in a group \"%s\"", name);
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
		.with_calendar = cs_table_needed(job, COHORTS) ||
				 cs_table_needed(job, PERIODS),
		.reference = -1,
		.ngroups = cs_data_ngroups(data),
	};
	if (cs_table_needed(job, COMPARE) && options->reference != NULL &&
	    plan_reference(study, err) != 0)
		return -1;
	if (cs_table_needed(job, LADDER) &&
	    cs_lapse_settle(job, &study->lapse, err) != 0)
		return -1;
	if (study->lapse.kind != CS_LAPSE_UNSETTLED)
		study->rules.decided_until = study->lapse.cutoff;
	return study->with_calendar ? plan_calendar(study, err) : 0;
}

/* --- tallies ----------------------------------------------------------- */

static void tally_all(struct study *study)
{
	struct tally *whole = &study->whole;
	struct tally *groups = cs_calloc(study->ngroups, sizeof *groups);
	struct cs_fold folds[] = {
		{ &cs_repeat_tally, &study->rules, &whole->repeat,
		  &groups->repeat, sizeof *groups },
		{ &cs_activity_tally, &study->calendar, &whole->activity,
		  &groups->activity, sizeof *groups },
	};

	study->groups = groups;
	cs_data_fold(&study->job->data, folds, study->with_calendar ? 2 : 1);
}

static void tally_release(struct tally *tally)
{
	cs_tally_release(&cs_repeat_tally, &tally->repeat);
	cs_tally_release(&cs_activity_tally, &tally->activity);
}

int study_run(void *study, struct cs_job *job, struct cs_err *err)
{
	if (plan(study, job, err) != 0)
		return -1;
	tally_all(study);
	return 0;
}

void study_release(void *released)
{
	struct study *study = released;

	for (size_t g = 0; study->groups != NULL && g < study->ngroups; g++)
		tally_release(&study->groups[g]);
	free(study->groups);
	tally_release(&study->whole);
	cs_calendar_release(&study->calendar);
	cs_lapse_release(&study->lapse);
}

double study_days_to_second(const struct study *study,
			    const struct tally *tally)
{
	return cs_histogram_median(tally->repeat.second, study->rules.span);
}
