/* study.c - the plan of cs-retention, and its tallies: see study.h. */
#include "retention/study.h"

#include <stdlib.h>

#include "base/mem.h"
#include "app/tables.h"
#include "stat/quantile.h"

/* --- the plan ---------------------------------------------------------- */

static struct cs_repeat_rules rules(const struct cs_job *job)
{
	const struct cs_data *data = &job->data;
	cs_day first = data->input.account.first_date;

	return (struct cs_repeat_rules){
		.from = job->shared.from,
		.to = job->shared.to,
		.as_of = data->as_of,
		.decided_until = CS_NO_DAY,
		.span =
		    first == CS_NO_DAY ? 1 : (size_t)(data->as_of - first) + 1,
	};
}

static int plan_lapse(struct study *study, struct cs_err *err)
{
	const struct cs_data *data = &study->job->data;

	if (cs_lapse_settle(study->job, &study->lapse, err) != 0)
		return -1;
	cs_lapse_note(study->job, &study->lapse);
	study->rules.decided_until =
	    cs_lapse_cutoff(&study->lapse, data->as_of);
	return 0;
}

static int plan_calendar(struct study *study, struct cs_err *err)
{
	const struct cs_data *data = &study->job->data;

	if (cs_calendar_init(&study->calendar, data, study->job->shared.period,
			     data->threads * study->ngroups + 1, err) != 0)
		return -1;
	study->calendar.from = study->job->shared.from;
	study->calendar.to = study->job->shared.to;
	study->calendar.inactive = study->options->inactive;
	return 0;
}

int study_plan(struct study *study, const struct cs_job *job,
	       const struct retention_options *options, struct cs_err *err)
{
	const struct cs_data *data = &job->data;

	*study = (struct study){
		.job = job,
		.options = options,
		.rules = rules(job),
		.with_lapse = cs_table_needed(job, "ladder"),
		.with_calendar = cs_table_needed(job, "cohorts") ||
				 cs_table_needed(job, "periods"),
		.ngroups = data->ngroups > 0 ? data->ngroups : 1,
	};
	if (study->with_lapse && data->customers > 0 &&
	    plan_lapse(study, err) != 0)
		return -1;
	return study->with_calendar ? plan_calendar(study, err) : 0;
}

/* --- tallies ----------------------------------------------------------- */

static void tally_init(struct tally *tally, const struct study *study)
{
	cs_repeat_init(&tally->repeat, &study->rules);
	if (study->with_calendar)
		cs_activity_init(&tally->activity, &study->calendar);
}

static void tally_merge(struct tally *sum, const struct tally *part,
			const struct study *study)
{
	cs_repeat_merge(&sum->repeat, &part->repeat, &study->rules);
	if (study->with_calendar)
		cs_activity_merge(&sum->activity, &part->activity,
				  &study->calendar);
}

static void tally_release(struct tally *tally)
{
	cs_repeat_release(&tally->repeat);
	cs_activity_release(&tally->activity);
}

static size_t tally_count(const struct study *study)
{
	return study->job->data.threads * study->ngroups;
}

static void visit(void *context, unsigned worker,
		  const struct cs_customer *customer)
{
	struct study *study = context;
	struct tally *tally =
	    &study->tallies[worker * study->ngroups + customer->group];

	cs_repeat_add(&tally->repeat, &study->rules, customer);
	if (study->with_calendar)
		cs_activity_add(&tally->activity, &study->calendar, customer);
}

void study_run(struct study *study)
{
	size_t n = tally_count(study);

	study->tallies = cs_calloc(n, sizeof *study->tallies);
	for (size_t i = 0; i < n; i++)
		tally_init(&study->tallies[i], study);
	cs_data_each(&study->job->data, visit, study);
	tally_init(&study->whole, study);
	for (size_t i = 0; i < n; i++) {
		tally_merge(&study->whole, &study->tallies[i], study);
		if (i >= study->ngroups)
			tally_merge(&study->tallies[i % study->ngroups],
				    &study->tallies[i], study);
	}
	cs_repeat_sort(&study->whole.repeat);
	for (size_t g = 0; g < study->ngroups; g++)
		cs_repeat_sort(&study->tallies[g].repeat);
}

void study_release(struct study *study)
{
	size_t n = study->tallies != NULL ? tally_count(study) : 0;

	for (size_t i = 0; i < n; i++)
		tally_release(&study->tallies[i]);
	free(study->tallies);
	tally_release(&study->whole);
	cs_calendar_release(&study->calendar);
}

double study_days_to_second(const struct study *study,
			    const struct tally *tally)
{
	return cs_histogram_median(tally->repeat.second, study->rules.span);
}
