/* study.c - what cs-clv finds in the data: see study.h. */
#include "clv/study.h"

#include <math.h>
#include <stdlib.h>

#include "app/tables.h"
#include "base/mem.h"
#include "report/number.h"

const char *const unit_names[] = { "day", "week", "month", "year", NULL };

double study_unit(const struct study *study)
{
	static const double days[] = { 1, 7, 365.25 / 12, 365.25 };

	return days[study->options->unit];
}

double study_shift(const struct study *study, const struct cs_buying_rows *of)
{
	if (cs_btyd_counts(study->kind))
		return 0;
	return of->histories.purchases * log(study_unit(study));
}

double study_ahead(const struct study *study, cs_day from, cs_day to)
{
	struct cs_duration every = study->options->every.span;

	if (cs_btyd_counts(study->kind))
		return cs_buying_spans(from + 1, every, to);
	return to - from;
}

/* --- fits -------------------------------------------------------------- */

static void count(struct findings *found)
{
	const struct cs_buying_rows *now = &found->now;
	double repeat = 0;

	for (size_t i = 0; i < now->n; i++)
		if (now->rows[i].purchases > 0)
			repeat += now->rows[i].weight;
	found->customers = llround(now->histories.customers);
	found->repeat_customers = llround(repeat);
	found->repeat_purchases = llround(now->histories.purchases);
}

static bool enough(const struct cs_buyings *buyings, size_t customers)
{
	int64_t repeats = 0;

	for (size_t i = 0; i < buyings->count; i++)
		repeats += buyings->list[i].purchases;
	return buyings->count >= customers && repeats >= CS_FEWEST_REPEATS;
}

static struct trial attempt(const struct study *study,
			    const struct findings *found,
			    enum cs_btyd_kind kind, int k)
{
	const struct cs_buying_rows *then = &found->then;
	struct trial trial = { cs_btyd_fit(kind, k, &then->histories) };

	if (cs_btyd_fitted(&trial.fit))
		trial.score = cs_btyd_score(
		    &trial.fit.model, then->rows, then->n, then->first,
		    then->later, study->held_ahead, study->job->data.threads);
	return trial;
}

/* Regular gaps are for the models that allow for them. */
static int ticks(const struct study *study, enum cs_btyd_kind kind)
{
	return kind == CS_PARETO_NBD || cs_btyd_counts(kind) ? 1 : study->k;
}

/* Not those of other times than the model's own. */
static void find_models(const struct study *study, struct findings *found)
{
	for (int kind = 0; kind < CS_BTYD_MODELS; kind++) {
		enum cs_btyd_kind of = (enum cs_btyd_kind)kind;

		if (of == study->kind) {
			found->fits[kind] = found->fit;
			found->trials[kind] = found->trial;
			continue;
		}
		if (cs_btyd_counts(of) != cs_btyd_counts(study->kind))
			continue;
		found->fits[kind] =
		    cs_btyd_fit(of, ticks(study, of), &found->now.histories);
		if (found->tried)
			found->trials[kind] =
			    attempt(study, found, of, ticks(study, of));
	}
}

/* Of the whole, or of group number `group`. */
static void prepare(const struct study *study, struct findings *found,
		    long group)
{
	bool repeat = study->options->outlook.values == CS_VALUES_REPEAT;
	size_t fewest =
	    study->options->holdout.kind == HOLDOUT_AUTO ? FEWEST_HELD : 1;

	if (study->dated)
		cs_buying_rows_init(&found->now, &found->tally->now, repeat);
	else
		stated_rows(study->options, group,
			    cs_btyd_counts(study->kind) ? 1 : study_unit(study),
			    &found->now);
	found->now.histories.threads = study->job->data.threads;
	count(found);
	found->fitted = found->repeat_purchases >= CS_FEWEST_REPEATS;
	found->tried = found->fitted && study->held > 0 &&
		       enough(&found->tally->then, fewest);
	if (found->tried)
		cs_buying_rows_init(&found->then, &found->tally->then, repeat);
	found->then.histories.threads = study->job->data.threads;
}

static double beyond(const struct study *study, const struct findings *found)
{
	struct cs_tails room = { 0 };
	double sum = 0;

	for (size_t i = 0; i < found->now.n; i++)
		sum += found->now.rows[i].weight *
		       cs_btyd_discounted(
			   &found->fit.model, &found->now.rows[i],
			   found->now.histories.oldest, study->delta, &room);
	free(room.at);
	return 1 - sum / found->outlook.discounted;
}

static void find(const struct study *study, struct findings *found)
{
	enum cs_btyd_kind kind = study->kind;
	struct cs_buyers buyers = { &found->now.histories, NULL,
				    found->now.first };

	if (!found->fitted)
		return;
	found->fit =
	    cs_btyd_fit(kind, ticks(study, kind), &found->now.histories);
	if (study->valued) {
		found->values = cs_gamma_gamma_fit(
		    found->now.spending, found->now.first[found->now.n],
		    study->job->data.threads);
		buyers.spending = found->now.spending;
		if (cs_table_needed(study->job, SUMMARY) ||
		    cs_table_needed(study->job, VALUES))
			found->correlation = values_correlation(found);
	}
	if (!cs_btyd_fitted(&found->fit)) {
		found->fitted = found->tried = false;
		return;
	}
	found->outlook = cs_predict(&found->fit, &found->values, &buyers,
				    study->ahead, study->delta, CS_LEVEL);
	if (study->options->outlook.horizon.forever)
		found->beyond = beyond(study, found);
	if (found->tried)
		found->trial = attempt(study, found, kind, ticks(study, kind));
	if (cs_table_needed(study->job, MODELS))
		find_models(study, found);
}

/* --regularity auto: of the whole, by the score of the holdout. */
static int best_regularity(const struct study *study)
{
	struct findings *whole = &study->all[0];
	double top = -INFINITY;
	int best = 1;

	for (int k = 1; k <= CS_MOST_REGULAR && whole->tried; k++) {
		struct trial trial = attempt(study, whole, study->kind, k);

		if (cs_btyd_fitted(&trial.fit) && trial.score.log_score > top) {
			top = trial.score.log_score;
			best = k;
		}
	}
	return best;
}

/* --model all: of the whole, by the score of the holdout; without one by BIC.
 */
static enum cs_btyd_kind best_model(const struct study *study)
{
	struct findings *whole = &study->all[0];
	enum cs_btyd_kind best = study->kind;
	double top = -INFINITY;

	for (int i = 0; i < CS_BTYD_KINDS && whole->fitted; i++) {
		enum cs_btyd_kind kind = (enum cs_btyd_kind)i;
		struct trial trial = { .fit.end = CS_BTYD_STOPPED };
		double score;

		if (whole->tried)
			trial = attempt(study, whole, kind, ticks(study, kind));
		else
			trial.fit = cs_btyd_fit(kind, ticks(study, kind),
						&whole->now.histories);
		score = whole->tried ? trial.score.log_score : -trial.fit.bic;
		if (cs_btyd_fitted(&trial.fit) && score > top) {
			top = score;
			best = kind;
		}
	}
	return best;
}

double study_new_customer(const struct study *study, const struct findings *of,
			  double ahead)
{
	static const struct cs_history none = { .weight = 1 };
	static const struct cs_spending unknown = { 0, 0 };
	struct cs_tails room = { 0 };
	double later;

	if (!of->fitted || !study->valued || !of->values.converged)
		return CS_NOTHING;
	later = cs_btyd_discounted(&of->fit.model, &none, ahead, study->delta,
				   &room);
	free(room.at);
	return (1 + later) * study->options->outlook.margin *
	       cs_gamma_gamma_value(&of->values, &unknown).mean;
}

/* --- the study --------------------------------------------------------- */

static int refuse_few(const struct study *study, struct cs_err *err)
{
	const struct findings *whole = &study->all[0];

	if (whole->fitted || study->parts.customers == 0)
		return 0;
	if (whole->repeat_purchases < CS_FEWEST_REPEATS)
		return cs_fail(
		    err, "few-repeats",
		    "there are too few repeat purchases, %s on another day "
		    "than a customer's first: from fewer than %d nothing can "
		    "be said of the future; cs-retention tells who has come "
		    "back so far",
		    whole->repeat_purchases == 0
			? "none"
			: cs_figure((double)whole->repeat_purchases, 0).text,
		    CS_FEWEST_REPEATS);
	return cs_fail(err, "no-fit",
		       "%s: the search found no highest likelihood; try "
		       "another --model",
		       cs_btyd_names[study->kind]);
}

/* The parts of a summary: nobody is folded. */
static void begin_parts(struct study *study)
{
	struct cs_parts *parts = &study->parts;

	parts->size = sizeof(struct tally);
	parts->ngroups =
	    study->job->data.grouped ? study->job->data.ngroups : 0;
	parts->whole = cs_calloc(1, parts->size);
	parts->groups = cs_calloc(parts->ngroups, parts->size);
}

static void fold(struct study *study)
{
	struct cs_parts *parts = &study->parts;
	const struct tally *tally;

	parts->tallies[0] =
	    (struct cs_part_tally){ &cs_buyings_tally, &study->now,
				    offsetof(struct tally, now) };
	if (study->held > 0)
		parts->tallies[1] =
		    (struct cs_part_tally){ &cs_buyings_tally, &study->then,
					    offsetof(struct tally, then) };
	parts->led = true;
	if (study->dated)
		cs_parts_fold(parts, sizeof(struct tally), &study->job->data);
	else
		begin_parts(study);
	if (cs_data_follows(&study->job->data))
		return;
	study->all = cs_calloc(1 + parts->ngroups, sizeof *study->all);
	tally = parts->whole;
	for (size_t i = 0; i <= parts->ngroups; i++) {
		study->all[i].tally =
		    i == 0 ? tally
			   : (const struct tally *)parts->groups + i - 1;
		prepare(study, &study->all[i], (long)i - 1);
	}
	parts->customers = study->all[0].customers;
}

int study_run(void *run, struct cs_job *job, struct cs_err *err)
{
	struct study *study = run;

	if (study_plan(study, job, err) != 0)
		return -1;
	fold(study);
	if (cs_data_follows(&job->data))
		return 0;
	if (study->held > 0 && !study->all[0].tried)
		study->unheld = "it would leave too few customers or repeat "
				"purchases to fit a model to";
	if (study->options->outlook.model == CS_MODEL_ALL)
		study->kind = best_model(study);
	if (study->options->regularity == 0)
		study->k = best_regularity(study);
	for (size_t i = 0; i <= study->parts.ngroups; i++)
		find(study, &study->all[i]);
	if (refuse_few(study, err) != 0)
		return -1;
	study_doubt(study, job);
	return 0;
}

void study_release(void *released)
{
	struct study *study = released;

	for (size_t i = 0; study->all != NULL && i <= study->parts.ngroups;
	     i++) {
		cs_buying_rows_release(&study->all[i].now);
		cs_buying_rows_release(&study->all[i].then);
	}
	free(study->all);
}

const struct findings *study_of(const struct study *study, const void *part)
{
	size_t i = 0;

	while (study->all[i].tally != part)
		i++;
	return &study->all[i];
}
