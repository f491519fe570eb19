/* payments.c - lifetimes from orders: a lapse is a silence. See study.h. */
#include <stdlib.h>

#include "base/mem.h"
#include "app/clusters.h"
#include "app/drift.h"
#include "app/tables.h"
#include "tally/fold.h"
#include "tally/lapses.h"
#include "tally/weights.h"
#include "lifetime/study.h"

enum { MOST_PAYMENTS = 100000 };

/* --- what is read ------------------------------------------------------ */

static uint32_t number_of(const void *context, const struct cs_row *row)
{
	(void)context;
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
	number = cs_name_column(job, "--number", options->number);
	number->low = CS_MICROS;
	number->high = (cs_micros)MOST_PAYMENTS * CS_MICROS;
	number->whole = true;
	job->load.tag = number_of;
	return 0;
}

/* --- from tallies to subjects ------------------------------------------ */

/* Rows that are alike become one, behind those that stand by themselves. */
static void take_turns(struct subjects *s, const struct cs_lapses *lapses)
{
	size_t n = lapses->nturns, most = CS_LIFE_ROWS + 2 * n + 1;
	struct cs_life_turn now = { .n = CS_LIFE_ROWS + 1 };
	size_t rows = CS_LIFE_ROWS;

	if (n == 0)
		return;
	s->counts = cs_realloc(s->counts, most, sizeof *s->counts);
	s->sums = cs_realloc(s->sums, most, sizeof *s->sums);
	s->from = cs_calloc(most, sizeof *s->from);
	for (size_t i = s->ncounts; i < rows; i++) {
		s->counts[i] = now.counts;
		s->sums[i] = now.sums;
	}
	for (size_t i = 0; i < rows; i++)
		s->from[i] = (uint32_t)i + 1;
	for (size_t i = 0; i < n; i++) {
		const struct cs_life_turn *turn = &lapses->turns[i];

		if (turn->n > now.n) {
			s->from[rows] = now.n++;
			s->counts[rows] = now.counts;
			s->sums[rows++] = now.sums;
		}
		/* the first at which nobody is at risk knows who was before */
		if (turn->n > now.n && now.counts.at_risk == 0) {
			s->from[rows] = now.n;
			s->counts[rows] = now.counts;
			s->sums[rows++] = now.sums;
		}
		now.n = turn->n;
		cs_life_turn_add(&now, turn, 1);
	}
	s->from[rows] = now.n; /* after the last turn nobody is left */
	s->ncounts = rows;
}

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
	s->sums = lapses->sums;
	s->spread = lapses->spread;
	s->entries = lapses->entries;
	s->nentries = lapses->nentries;
	lapses->entries = NULL;
	lapses->counts = NULL;
	lapses->sums = NULL;
	lapses->spread = NULL;
	take_turns(s, lapses);
	for (size_t day = 0; day < lapses->ndays; day++) {
		struct moment counts = { lapses->events[day],
					 lapses->censored[day], 0 };

		s->start += counts.events + counts.censored;
		if (counts.events + counts.censored > 0)
			subjects_at(s, (double)day, counts);
	}
	cs_tally_release(&cs_lapses_tally, lapses);
}

/* Where payments do not fall due: of [0] all, then of the groups, if any. */
static struct cs_weights *weigh(const struct study *study,
				const struct cs_lapse_rules *rules)
{
	const struct cs_data *data = &study->job->data;
	size_t ngroups = data->grouped ? study->ngroups : 0;
	struct cs_watched whole, *groups = cs_calloc(ngroups, sizeof *groups);
	struct cs_weights *weights = cs_calloc(ngroups + 1, sizeof *weights);
	const struct cs_fold fold = { &cs_watched_tally, rules, &whole,
				      ngroups > 0 ? groups : NULL };

	cs_data_fold(data, &fold, 1);
	cs_weights_make(&weights[0], &whole, rules);
	cs_tally_release(&cs_watched_tally, &whole);
	for (size_t g = 0; g < ngroups; g++) {
		cs_weights_make(&weights[g + 1], &groups[g], rules);
		cs_tally_release(&cs_watched_tally, &groups[g]);
	}
	free(groups);
	return weights;
}

void release_weights(struct study *study)
{
	size_t ngroups = study->job->data.grouped ? study->ngroups : 0;

	for (size_t g = 0; study->weights != NULL && g <= ngroups; g++)
		cs_weights_release(&study->weights[g]);
	free(study->weights);
}

/* A group's weights are its own: what the whole weighs is no sum of groups. Of
 * the whole alone it is asked whether later customers differ. */
static void fold(struct study *study, const struct cs_lapse_rules *rules,
		 struct cs_lapses *whole, struct cs_lapses *groups)
{
	const struct cs_job *job = study->job;
	const struct cs_tenure_rules tenure_rules = {
		.window = rules->window,
		.as_of = job->data.as_of,
		.unit = study->options->period,
		.numbered = rules->numbered,
	};
	bool apart = job->data.grouped;
	struct cs_lapse_rules own = *rules;
	struct cs_fold folds[3];
	size_t n = 0;

	if (apart) {
		own.drifts = false;
		own.by_group = rules->weights != NULL;
		if (own.by_group)
			own.weights = rules->weights + 1;
		folds[n++] =
		    (struct cs_fold){ &cs_lapses_tally, rules, whole, NULL, 0 };
	}
	folds[n++] = (struct cs_fold){ &cs_lapses_tally, &own,
				       apart ? NULL : whole, groups, 0 };
	if (cs_table_needed(job, TENURE))
		folds[n++] = (struct cs_fold){ &cs_tenure_tally, &tenure_rules,
					       &study->whole.tenure,
					       &study->groups->tenure,
					       sizeof *study->groups };
	cs_data_fold(&job->data, folds, n);
}

/* The tenure of subjects is theirs; their lapses are taken from a tally. */
static int64_t tally_all(struct study *study)
{
	struct cs_lapse_rules rules = {
		.window = study->job->shared.window,
		.lapse = &study->lapse,
		.numbered = study->options->number != NULL,
	};
	struct cs_lapses whole,
	    *groups = cs_calloc(study->ngroups, sizeof *groups);
	int64_t backwards;

	/* until then, who paid before the data begin may look new */
	if (study->lapse.kind != CS_LAPSE_UNSETTLED) {
		rules.drifts = true;
		rules.drift_from = *study->lapse.on;
	}
	/* of all customers, also where a slice of them is tallied */
	if (!study_falls_due(study) && study->weights == NULL)
		study->weights = weigh(study, &rules);
	rules.weights = study->weights;
	/* rows with and without a slice have to be the same */
	rules.turns = rules.weights != NULL && !rules.numbered &&
		      !cs_clustered(study->job);
	fold(study, &rules, &whole, groups);
	backwards = whole.backwards;
	study->parts.customers = whole.customers;
	study->usual_gap = cs_ratio(whole.days, whole.steps);
	take(&study->whole, &whole);
	for (size_t g = 0; g < study->ngroups; g++)
		take(&study->groups[g], &groups[g]);
	free(groups);
	return backwards;
}

void warn_drift(const struct study *study)
{
	static const struct cs_drift_words words = {
		"later customers lapse sooner", "the first payment",
		"first paid", "likely to lapse", false
	};
	const struct subjects *s = &study->whole;
	struct cs_drift drift = cs_drift(s->entries, s->nentries);

	if (s->nentries > 0)
		cs_drift_warn(study->job, &drift,
			      cs_clustered(study->job)
				  ? cs_spread_p(drift.score, s->drift)
				  : drift.p_value,
			      *study->lapse.on, &words);
}

static int gather(struct study *study, struct cs_err *err)
{
	int64_t backwards;

	cs_lapse_settle(study->job, &study->lapse);
	if (cs_lapse_demand(study->job, &study->lapse, 1u << SUMMARY,
			    1u << PAYMENTS | 1u << CURVE | 1u << COMPARE |
				1u << SBG | 1u << PROJECTION,
			    err) != 0)
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

static void slice(struct study *study)
{
	tally_all(study);
}

const struct kind kind_payments = {
	.name = "payments",
	.who = "customer",
	.lapsed = "lapsed",
	.clock = "days since the first payment",
	.prepare = prepare,
	.gather = gather,
	.slice = slice,
};
