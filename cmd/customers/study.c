/* study.c - see study.h. */
#include "customers/study.h"
#include "report/number.h"

#include <math.h>
#include <stdlib.h>

#include "app/lapse.h"
#include "app/notice.h"
#include "app/season.h"
#include "app/tables.h"
#include "base/mem.h"
#include "base/parallel.h"

/* --- the plan ---------------------------------------------------------- */

static int plan(struct study *study, const struct cs_job *job,
		struct cs_err *err)
{
	const struct customers_options *options = job->own;
	const struct cs_data *data = &job->data;

	study->job = job;
	study->options = options;
	study->buying = (struct cs_buying_rules){
		data->as_of,
		data->input.account.first_date,
		cs_data_days(data),
		.threads = data->threads,
	};
	study->delta = cs_outlook_delta(&options->outlook);
	study->days = data->customers > 0
			  ? cs_outlook_days(&options->outlook, data->as_of)
			  : CS_NOTHING;
	return cs_standing_settle(job, &study->lapse, &study->standing, err);
}

/* --- what is expected -------------------------------------------------- */

static int64_t repeats_of(const struct cs_buyings *buyings)
{
	int64_t sum = 0;

	for (size_t i = 0; i < buyings->count; i++)
		sum += buyings->list[i].purchases;
	return sum;
}

static void fit(const struct study *study, struct findings *found)
{
	const struct cs_outlook *outlook = &study->options->outlook;
	const struct cs_buyings *buyings = &found->tally->buyings;

	if (repeats_of(buyings) < CS_FEWEST_REPEATS)
		return;
	cs_buying_rows_init(&found->rows, buyings,
			    outlook->values == CS_VALUES_REPEAT);
	found->fit = cs_btyd_fit((enum cs_btyd_kind)outlook->model, 1,
				 &found->rows.histories);
	found->fitted = cs_btyd_fitted(&found->fit);
	if (!found->fitted)
		return;
	if (study->job->data.valued)
		found->values =
		    cs_gamma_gamma_fit(found->rows.spending, buyings->count,
				       study->job->data.threads);
	found->ahead = cs_calloc(found->rows.n, sizeof *found->ahead);
	cs_singles(&found->fit.model, found->rows.rows, found->rows.n,
		   study->days, study->delta, study->job->data.threads,
		   found->ahead);
}

static void expect(const struct study *study, const struct findings *found,
		   struct person *person)
{
	double margin = study->options->outlook.margin, value;
	const struct cs_single *ahead;
	struct cs_buying buying = {
		.purchases = person->purchases,
		.age = (uint32_t)(study->buying.end - person->first),
	};

	person->expected_revenue = person->clv = person->at_stake = NAN;
	person->promise = NAN;
	if (!found->fitted)
		return;
	buying.recency = buying.age - (uint32_t)person->listed.days_silent;
	person->row = (uint32_t)cs_buying_row(&found->rows, &buying);
	ahead = &found->ahead[person->row];
	if (!study->job->data.valued)
		person->promise =
		    isinf(study->days) ? ahead->discounted : ahead->mean;
	if (!found->values.converged)
		return;
	value = cs_gamma_gamma_value(&found->values, &person->spending).mean;
	person->expected_revenue = ahead->mean * value;
	person->clv = ahead->discounted * value * margin;
	person->promise =
	    isinf(study->days) ? person->clv : person->expected_revenue;
	person->at_stake =
	    ahead->if_alive * (1 - ahead->alive) * value * margin;
}

enum { JOB_PEOPLE = 4096 };

struct expecting {
	const struct study *study;
	struct findings *found;
};

static void expect_some(void *of, unsigned worker, size_t job)
{
	const struct expecting *all = of;
	struct people *people = &all->found->tally->people;
	size_t from = job * JOB_PEOPLE, to = from + JOB_PEOPLE;

	(void)worker;
	for (size_t i = from; i < to && i < people->count; i++)
		expect(all->study, all->found, &people->list[i]);
}

static void find(const struct study *study, struct findings *found)
{
	struct expecting all = { study, found };

	fit(study, found);
	cs_parallel(study->job->data.threads,
		    found->tally->people.count / JOB_PEOPLE + 1, expect_some,
		    &all);
	score_people(study, found);
	put_in_tiers(study, found);
	if (cs_table_needed(study->job, CUSTOMERS) ||
	    cs_sentences_wanted(study->job))
		order_people(study, found);
}

double study_share(const struct findings *found, const struct person *person)
{
	return cs_money_share(person->listed.last_year, found->last_year);
}

/* --- doubts ------------------------------------------------------------ */

static void warn_unfitted(struct cs_job *job, const struct findings *whole)
{
	int64_t repeats = repeats_of(&whole->tally->buyings);
	const char *model =
	    cs_btyd_names[((const struct customers_options *)job->own)
			      ->outlook.model];

	if (whole->fitted)
		return;
	if (repeats < CS_FEWEST_REPEATS)
		cs_warn(job, "few-repeats", (uint64_t)repeats, NULL, 0,
			"there are too few repeat purchases, %s on another day "
			"than a customer's first: from fewer than %d nothing "
			"can be said of the future; tiers are by the last "
			"year's revenue",
			repeats == 0 ? "none"
				     : cs_figure((double)repeats, 0).text,
			CS_FEWEST_REPEATS);
	else
		cs_warn(job, "no-fit", 1, NULL, 0,
			"%s: the search found no highest likelihood: nothing "
			"is said of the future, and tiers are by the last "
			"year's revenue; try another --model",
			model);
}

/* --- the study --------------------------------------------------------- */

static void fold(struct study *study)
{
	struct cs_parts *parts = &study->parts;

	parts->tallies[0] =
	    (struct cs_part_tally){ &people_tally, study,
				    offsetof(struct tally, people) };
	parts->tallies[1] =
	    (struct cs_part_tally){ &cs_buyings_tally, &study->buying,
				    offsetof(struct tally, buyings) };
	parts->led = true;
	cs_parts_fold(parts, sizeof(struct tally), &study->job->data);
	study->all = cs_calloc(1 + parts->ngroups, sizeof *study->all);
	for (size_t i = 0; i <= parts->ngroups; i++)
		study->all[i].tally =
		    i == 0 ? parts->whole
			   : (struct tally *)parts->groups + i - 1;
	parts->customers = (int64_t)study->all[0].tally->people.count;
}

int study_run(void *run, struct cs_job *job, struct cs_err *err)
{
	struct study *study = run;

	if (plan(study, job, err) != 0 ||
	    cs_lapse_demand(job, &study->lapse, ~0u, 0, err) != 0)
		return -1;
	cs_lapse_try(job, &study->lapse,
		     study->standing.rhythm ? &study->standing : NULL);
	fold(study);
	for (size_t i = 0;
	     i <= study->parts.ngroups && !cs_data_follows(&job->data); i++)
		find(study, &study->all[i]);
	if (job->data.customers > 0) {
		warn_unfitted(job, &study->all[0]);
		if (study->all[0].fitted)
			cs_outlook_warn(job, &study->all[0].fit);
		cs_season_warn(job, &study->lapse);
	}
	return 0;
}

void study_release(void *released)
{
	struct study *study = released;

	for (size_t i = 0; study->all != NULL && i <= study->parts.ngroups;
	     i++) {
		cs_buying_rows_release(&study->all[i].rows);
		free(study->all[i].ahead);
		free(study->all[i].order);
	}
	free(study->all);
	cs_lapse_release(&study->lapse);
}

const struct findings *study_of(const struct study *study, const void *part)
{
	size_t i = 0;

	while (study->all[i].tally != part)
		i++;
	return &study->all[i];
}
