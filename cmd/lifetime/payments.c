/* payments.c - lifetimes from orders: a lapse is a silence. See study.h. */
#include <stdlib.h>

#include "base/mem.h"
#include "app/tables.h"
#include "tally/fold.h"
#include "tally/lapses.h"
#include "lifetime/study.h"

enum { MOST_PAYMENTS = 100000 };

/* --- what is read ------------------------------------------------------ */

static uint32_t number_of(const struct cs_row *row)
{
	return (uint32_t)(row->values[0].number / CS_MICROS);
}

static int prepare(struct cs_job *job, struct cs_err *err)
{
	const struct lifetime_options *options = job->own;
	struct cs_column_rule *number;
	bool valued = cs_table_named(job, TENURE) && !cs_tables_all(job);

	(void)err;
	job->load.input.columns[CS_ROLE_AMOUNT].wanted =
	    valued ? CS_REQUIRED : CS_OPTIONAL;
	if (options->number == NULL)
		return 0;
	number = name_column(job, "--number", options->number);
	number->low = CS_MICROS;
	number->high = (cs_micros)MOST_PAYMENTS * CS_MICROS;
	number->whole = true;
	job->load.tag = number_of;
	return 0;
}

/* --- from tallies to subjects ------------------------------------------ */

/* Takes over what the table is made of, and releases the rest. */
static void take(struct subjects *s, struct cs_lapses *lapses)
{
	/* who had lapsed before --from is no longer in the table */
	s->customers = lapses->customers - lapses->lapsed_before;
	s->lapsed = lapses->lapsed;
	s->returned = lapses->returned;
	s->late = lapses->late;
	s->counts = lapses->counts;
	s->ncounts = lapses->ncounts;
	lapses->counts = NULL;
	for (size_t day = 0; day < lapses->ndays; day++) {
		struct moment counts = { lapses->events[day],
					 lapses->censored[day], 0 };

		s->start += counts.events + counts.censored;
		if (counts.events + counts.censored > 0)
			subjects_at(s, (double)day, counts);
	}
	cs_tally_release(&cs_lapses_tally, lapses);
}

/* The tenure of subjects is theirs; their lapses are taken from a tally. */
static int64_t tally_all(struct study *study)
{
	const struct cs_job *job = study->job;
	const struct cs_lapse_rules lapse_rules = {
		.window = job->shared.window,
		.lapse = &study->lapse,
		.numbered = study->options->number != NULL,
	};
	const struct cs_tenure_rules tenure_rules = {
		.window = lapse_rules.window,
		.as_of = job->data.as_of,
		.unit = study->options->period,
		.numbered = lapse_rules.numbered,
	};
	struct cs_lapses whole,
	    *groups = cs_calloc(study->ngroups, sizeof *groups);
	const struct cs_fold folds[] = {
		{ &cs_lapses_tally, &lapse_rules, &whole, groups },
		{ &cs_tenure_tally, &tenure_rules, &study->whole.tenure,
		  &study->groups->tenure, sizeof *study->groups },
	};
	int64_t backwards;

	cs_data_fold(&job->data, folds, cs_table_needed(job, TENURE) ? 2 : 1);
	backwards = whole.backwards;
	study->parts.customers = whole.customers;
	take(&study->whole, &whole);
	for (size_t g = 0; g < study->ngroups; g++)
		take(&study->groups[g], &groups[g]);
	free(groups);
	return backwards;
}

static int gather(struct study *study, struct cs_err *err)
{
	int64_t backwards;

	if (cs_lapse_settle(study->job, &study->lapse, err) != 0)
		return -1;
	study->valued = study->job->data.valued;
	backwards = tally_all(study);
	if (backwards == 0)
		return 0;
	return cs_fail(err, "payment-numbers",
		       "the payment numbers of %lld customer%s fall from one "
		       "payment to a later one: if a customer holds several "
		       "contracts, name the contract with --customer",
		       (long long)backwards, backwards == 1 ? "" : "s");
}

const struct kind kind_payments = {
	.name = "payments",
	.who = "customers",
	.lapsed = "lapsed",
	.clock = "days since the first payment",
	.prepare = prepare,
	.gather = gather,
};
