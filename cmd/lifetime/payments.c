/* payments.c - lifetimes from orders: a lapse is a silence. See study.h. */
#include <stdlib.h>

#include "base/mem.h"
#include "app/notice.h"
#include "app/tables.h"
#include "tally/lapses.h"
#include "lifetime/study.h"

enum { MOST_PAYMENTS = 100000 };

/* --- what is read ------------------------------------------------------ */

static uint32_t number_of(const struct cs_row *row)
{
	return (uint32_t)(row->values[0].number / CS_MICROS);
}

int payments_prepare(struct cs_job *job, struct cs_err *err)
{
	struct lifetime_options *options = job->own;
	struct cs_input *input = &job->load.input;
	bool valued = cs_table_named(job, TENURE) && !cs_tables_all(job);

	(void)err;
	input->columns[CS_ROLE_CUSTOMER].wanted =
	    input->columns[CS_ROLE_DATE].wanted = CS_REQUIRED;
	input->columns[CS_ROLE_AMOUNT].wanted =
	    valued ? CS_REQUIRED : CS_OPTIONAL;
	input->columns[CS_ROLE_ORDER].wanted = CS_OPTIONAL;
	job->load.need = CS_PURCHASES;
	if (options->number == NULL)
		return 0;
	input->columns[input->ncolumns++] = (struct cs_column_rule){
		.name = "number",
		.option = "--number",
		.named = options->number,
		.type = CS_FIELD_NUMBER,
		.wanted = CS_REQUIRED,
		.filled = true,
		.low = CS_MICROS,
		.high = (cs_micros)MOST_PAYMENTS * CS_MICROS,
		.whole = true,
	};
	job->load.tag = number_of;
	return 0;
}

/* --- tallies ----------------------------------------------------------- */

struct tally {
	struct cs_lapses lapses;
	struct cs_tenure tenure;
};

struct tallying {
	struct cs_lapse_rules lapses;
	struct cs_tenure_rules tenure;
	bool with_tenure;
	size_t ngroups;
	struct tally whole, *groups;
};

static void tally_all(struct tallying *all, const struct cs_data *data)
{
	struct tally *whole = &all->whole;
	struct tally *groups = cs_calloc(all->ngroups, sizeof *groups);
	struct cs_fold folds[] = {
		{ &cs_lapses_tally, &all->lapses, &whole->lapses,
		  &groups->lapses, sizeof *groups },
		{ &cs_tenure_tally, &all->tenure, &whole->tenure,
		  &groups->tenure, sizeof *groups },
	};

	all->groups = groups;
	cs_data_fold(data, folds, all->with_tenure ? 2 : 1);
}

/* --- from tallies to subjects ------------------------------------------ */

/* Takes the tally over. */
static void take(struct subjects *s, struct tally *tally)
{
	struct cs_lapses *lapses = &tally->lapses;

	/* who had lapsed before --from is no longer in the table */
	s->customers = lapses->customers - lapses->lapsed_before;
	s->lapsed = lapses->lapsed;
	s->returned = lapses->returned;
	s->late = lapses->late;
	s->counts = lapses->counts;
	s->ncounts = lapses->ncounts;
	lapses->counts = NULL;
	s->tenure = tally->tenure;
	for (size_t day = 0; day < lapses->ndays; day++) {
		struct moment counts = { lapses->events[day],
					 lapses->censored[day], 0 };

		s->start += counts.events + counts.censored;
		if (counts.events + counts.censored > 0)
			subjects_at(s, (double)day, counts);
	}
	cs_tally_release(&cs_lapses_tally, lapses);
}

static void plan(struct tallying *all, const struct study *study)
{
	const struct cs_data *data = &study->job->data;

	all->lapses = (struct cs_lapse_rules){
		.window = study->job->shared.window,
		.lapse = &study->lapse,
		.numbered = study->options->number != NULL,
	};
	all->tenure = (struct cs_tenure_rules){
		.window = all->lapses.window,
		.as_of = data->as_of,
		.unit = study->options->period,
		.numbered = all->lapses.numbered,
	};
	all->with_tenure = cs_table_needed(study->job, TENURE);
	all->ngroups = study->ngroups;
}

static int check(const struct tallying *all, const struct cs_job *job,
		 struct cs_err *err)
{
	const struct cs_lapses *whole = &all->whole.lapses;

	cs_fail_at(err, NULL, 0, 0);
	if (whole->backwards > 0)
		return cs_fail(
		    err, "payment-numbers",
		    "the payment numbers of %lld customer%s fall "
		    "from one payment to a later one: if a customer "
		    "holds several contracts, name the contract with "
		    "--customer",
		    (long long)whole->backwards,
		    whole->backwards == 1 ? "" : "s");
	return cs_window_check(job, whole->customers, err);
}

int payments_gather(struct study *study, struct cs_err *err)
{
	const struct cs_data *data = &study->job->data;
	struct tallying all = { 0 };
	int status;

	if (cs_lapse_settle(study->job, &study->lapse, err) != 0)
		return -1;
	study->valued = data->input.schemas[0].column[CS_ROLE_AMOUNT] >= 0 ||
			data->input.schemas[0].column[CS_ROLE_QUANTITY] >= 0;
	plan(&all, study);
	tally_all(&all, data);
	status = check(&all, study->job, err);
	take(&study->whole, &all.whole);
	for (size_t g = 0; g < study->ngroups; g++)
		take(&study->groups[g], &all.groups[g]);
	free(all.groups);
	return status;
}
