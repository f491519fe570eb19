/* study.c - the plan of cs-churn, and its tallies: see study.h. */
#include "churn/study.h"

#include <math.h>
#include <stdlib.h>

#include "app/tables.h"
#include "base/mem.h"
#include "stat/quantile.h"

/* --- the plan ---------------------------------------------------------- */

int32_t duration_days(struct cs_duration span)
{
	return (int32_t)lround((double)span.days +
			       (double)span.months * 365.25 / 12);
}

static int32_t days_of(struct cs_maybe_duration span, int32_t otherwise)
{
	return span.given ? duration_days(span.span) : otherwise;
}

static int plan_rules(struct study *study, struct cs_err *err)
{
	const struct churn_options *options = study->rules.options;
	const struct cs_data *data = &study->job->data;
	const struct cs_gaps *gaps = &study->lapse.gaps;
	int32_t usual, days;

	if (cs_lapse_settle(study->job, &study->lapse, err) != 0)
		return -1;
	cs_gaps_count(&study->lapse.gaps, data);
	days = duration_days(cs_lapse_length(&study->lapse));
	usual = (int32_t)cs_histogram_quantile(gaps->counts, gaps->length, .8);
	study->rules.window = days_of(options->complaint_window, days);
	study->rules.horizon = days_of(options->horizon, days);
	study->rules.standing = (struct cs_standing_rules){
		.as_of = data->as_of,
		.lapse = &study->lapse,
		.at_risk_days =
		    days_of(options->at_risk_after,
			    usual >= 0 && usual < days ? usual : days),
		.rhythm = options->rhythm,
		.lapse_days = days,
		.usual_gap = cs_histogram_median(gaps->counts, gaps->length),
		.unit = study->job->shared.period,
		.days = study->lapse.days,
	};
	if (isnan(study->rules.standing.usual_gap)) /* nobody has a gap */
		study->rules.standing.rhythm = false;
	if (!options->at_risk_after.given ||
	    study->rules.standing.at_risk_days < days)
		return 0;
	cs_fail_at(err, NULL, 0, 0);
	return cs_fail(err, "at-risk-after",
		       "--at-risk-after is not shorter than the %ld days of "
		       "silence that make a lapse",
		       (long)days);
}

static int plan(struct study *study, const struct cs_job *job,
		struct cs_err *err)
{
	study->job = job;
	study->rules.options = job->own;
	if (job->data.grouped)
		study->ngroups = cs_data_ngroups(&job->data);
	study->groups = cs_calloc(study->ngroups, sizeof *study->groups);
	if (job->data.customers == 0)
		return 0;
	study->rules.resolutions =
	    cs_contact_column(job, CS_CONTACT_RESOLVED) != NULL;
	study->rules.records =
	    cs_table_needed(job, SILENT) || cs_table_needed(job, EXPERIENCES);
	return plan_rules(study, err);
}

/* --- all of it --------------------------------------------------------- */

/* Into the member of each struct tally that lies at this offset. */
static struct cs_fold fold(struct study *study, const struct cs_tally *tally,
			   const void *rules, size_t member)
{
	return (struct cs_fold){ tally, rules, (char *)&study->whole + member,
				 study->ngroups > 0
				     ? (char *)study->groups + member
				     : NULL,
				 sizeof *study->groups };
}

static void tally_all(struct study *study)
{
	const struct cs_job *job = study->job;
	struct cs_fold folds[3] = { fold(study, &people_tally, &study->rules,
					 offsetof(struct tally, people)) };
	size_t n = 1;

	if (study->lapse.on != NULL && cs_table_needed(job, PERIODS))
		folds[n++] =
		    fold(study, &cs_movements_tally, &study->rules.standing,
			 offsetof(struct tally, movements));
	if (cs_table_needed(job, CUSTOMERS))
		folds[n++] = fold(study, &listing_tally, &study->rules,
				  offsetof(struct tally, listing));
	cs_data_fold(&job->data, folds, n);
}

/* Once it is known at which purchases something was met. */
static void tally_others(struct study *study)
{
	struct cs_fold others;
	struct drawing drawing;

	drawing_init(&drawing, &study->rules, &study->whole.people.records);
	others = fold(study, &others_tally, &drawing,
		      offsetof(struct tally, others));
	cs_data_fold(&study->job->data, &others, 1);
}

int study_run(void *run, struct cs_job *job, struct cs_err *err)
{
	struct study *study = run;

	if (plan(study, job, err) != 0)
		return -1;
	tally_all(study);
	if (study->whole.people.records.count > 0)
		tally_others(study);
	estimate(study, &study->whole);
	for (size_t g = 0; g < study->ngroups; g++)
		estimate(study, &study->groups[g]);
	return 0;
}

static void tally_release(struct tally *tally)
{
	cs_tally_release(&people_tally, &tally->people);
	cs_tally_release(&others_tally, &tally->others);
	cs_tally_release(&cs_movements_tally, &tally->movements);
	cs_tally_release(&listing_tally, &tally->listing);
}

void study_release(void *released)
{
	struct study *study = released;

	for (size_t g = 0; g < study->ngroups && study->groups != NULL; g++)
		tally_release(&study->groups[g]);
	free(study->groups);
	tally_release(&study->whole);
	cs_lapse_release(&study->lapse);
}
