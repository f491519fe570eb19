/* study.c - what cs-clv finds in the data: see study.h. */
#include "clv/study.h"

#include <math.h>
#include <stdlib.h>

#include "app/notice.h"
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
	return of->histories.purchases * log(study_unit(study));
}

/* --- the plan ---------------------------------------------------------- */

/* The last day of the calibration; CS_NO_DAY: none. */
static cs_day calibration_end(const struct study *study)
{
	const struct holdout *holdout = &study->options->holdout;
	cs_day as_of = study->now.end;
	double days = (double)study->now.length;
	struct cs_duration back = { -holdout->span.days,
				    -holdout->span.months };

	switch (holdout->kind) {
	case HOLDOUT_AUTO: return as_of - (cs_day)(days / 3);
	case HOLDOUT_DAY: return holdout->day;
	case HOLDOUT_SPAN: return cs_duration_add(as_of, back);
	case HOLDOUT_SHARE: return as_of - (cs_day)(days * holdout->share);
	default: return CS_NO_DAY;
	}
}

static int plan_holdout(struct study *study, struct cs_err *err)
{
	cs_day end = calibration_end(study);
	char first[11], last[11];

	study->then = study->now;
	if (end == CS_NO_DAY) {
		study->unheld = "--holdout none";
		return 0;
	}
	if (end >= study->now.start && end < study->now.end) {
		study->then.end = end;
		study->held = study->now.end - end;
		return 0;
	}
	if (study->options->holdout.kind == HOLDOUT_AUTO) {
		study->unheld = "there are too few days";
		return 0;
	}
	return cs_fail(err, NULL,
		       "--holdout: the calibration has to end between %s, the "
		       "first date, and the day before %s, the last",
		       cs_day_format(study->now.start, first),
		       cs_day_format(study->now.end, last));
}

static int plan(struct study *study, const struct cs_job *job,
		struct cs_err *err)
{
	const struct clv_options *options = job->own;
	const struct cs_data *data = &job->data;

	study->job = job;
	study->options = options;
	study->now = (struct cs_buying_rules){ data->as_of,
					       data->input.account.first_date,
					       cs_data_days(data) };
	study->delta = cs_outlook_delta(&options->outlook);
	study->days = cs_outlook_days(&options->outlook, data->as_of);
	study->k = options->regularity > 0 ? options->regularity : 1;
	if (data->customers == 0) {
		study->days = CS_NOTHING;
		study->then = study->now;
		study->unheld = "there is nobody";
		return 0;
	}
	return plan_holdout(study, err);
}

/* --- fits -------------------------------------------------------------- */

static void count_repeats(struct findings *found)
{
	const struct cs_buyings *now = &found->tally->now;

	for (size_t i = 0; i < now->count; i++) {
		found->repeat_customers += now->list[i].purchases > 0;
		found->repeat_purchases += now->list[i].purchases;
	}
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
		trial.score =
		    cs_btyd_score(&trial.fit.model, then->rows, then->n,
				  then->first, then->later, study->held);
	return trial;
}

/* Regular gaps are for the models that allow for them. */
static int ticks(const struct study *study, enum cs_btyd_kind kind)
{
	return kind == CS_PARETO_NBD ? 1 : study->k;
}

static void find_models(const struct study *study, struct findings *found)
{
	for (int kind = 0; kind < CS_BTYD_KINDS; kind++) {
		enum cs_btyd_kind of = (enum cs_btyd_kind)kind;

		if (of == study->options->outlook.model) {
			found->fits[kind] = found->fit;
			found->trials[kind] = found->trial;
			continue;
		}
		found->fits[kind] =
		    cs_btyd_fit(of, ticks(study, of), &found->now.histories);
		if (found->tried)
			found->trials[kind] =
			    attempt(study, found, of, ticks(study, of));
	}
}

static void prepare(const struct study *study, struct findings *found)
{
	bool repeat = study->options->outlook.values == CS_VALUES_REPEAT;
	size_t fewest =
	    study->options->holdout.kind == HOLDOUT_AUTO ? FEWEST_HELD : 1;

	count_repeats(found);
	cs_buying_rows_init(&found->now, &found->tally->now, repeat);
	found->fitted = found->repeat_purchases >= CS_FEWEST_REPEATS;
	found->tried = found->fitted && study->held > 0 &&
		       enough(&found->tally->then, fewest);
	if (found->tried)
		cs_buying_rows_init(&found->then, &found->tally->then, repeat);
}

static void find(const struct study *study, struct findings *found)
{
	enum cs_btyd_kind kind = study->options->outlook.model;
	struct cs_buyers buyers = { &found->now.histories, NULL,
				    found->now.first };

	if (!found->fitted)
		return;
	found->fit =
	    cs_btyd_fit(kind, ticks(study, kind), &found->now.histories);
	if (study->job->data.valued) {
		found->values = cs_gamma_gamma_fit(found->now.spending,
						   found->tally->now.count);
		buyers.spending = found->now.spending;
	}
	if (!cs_btyd_fitted(&found->fit)) {
		found->fitted = found->tried = false;
		return;
	}
	found->outlook = cs_predict(&found->fit, &found->values, &buyers,
				    study->days, study->delta, CS_LEVEL);
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
		struct trial trial =
		    attempt(study, whole, study->options->outlook.model, k);

		if (cs_btyd_fitted(&trial.fit) && trial.score.log_score > top) {
			top = trial.score.log_score;
			best = k;
		}
	}
	return best;
}

double study_new_customer(const struct study *study, const struct findings *of,
			  double days)
{
	static const struct cs_history none = { .weight = 1 };
	static const struct cs_spending unknown = { 0, 0 };
	struct cs_tails room = { 0 };
	double later;

	if (!of->fitted || !study->job->data.valued || !of->values.converged)
		return CS_NOTHING;
	later = cs_btyd_discounted(&of->fit.model, &none, days, study->delta,
				   &room);
	free(room.at);
	return (1 + later) * study->options->outlook.margin *
	       cs_gamma_gamma_value(&of->values, &unknown).mean;
}

/* --- doubts ------------------------------------------------------------ */

static void warn_holdout(struct cs_job *job, const struct study *study,
			 const struct findings *whole)
{
	const struct cs_btyd_score *score = &whole->trial.score;
	double off = score->expected / score->actual - 1;
	char day[11];

	if (whole->tried && fabs(off) > .2)
		cs_warn(job, "holdout-error", 1, NULL, 0,
			"fitted to what was known by %s, the model expected %s "
			"purchases up to the end where there were %s: it is "
			"more than 20 %% off, and so may be what it says of "
			"the future",
			cs_day_format(study->then.end, day),
			cs_figure(score->expected, 0).text,
			cs_figure(score->actual, 0).text);
}

static void warn_few(struct cs_job *job, const struct findings *whole)
{
	size_t n = whole->tally->now.count;

	if (n < FEWEST_CUSTOMERS)
		cs_warn(job, "few-customers", n, NULL, 0,
			"these are %zu customers: below %d, the intervals are "
			"too short, and what a model says rests on a few",
			n, FEWEST_CUSTOMERS);
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
		    "there are %lld repeat purchases on other days "
		    "than a customer's first: from fewer than %d "
		    "nothing can be said of the future; cs-retention "
		    "tells who has come back so far",
		    (long long)whole->repeat_purchases, CS_FEWEST_REPEATS);
	return cs_fail(err, "no-fit",
		       "%s: the search found no highest likelihood; try "
		       "another --model",
		       cs_btyd_names[study->options->outlook.model]);
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
	cs_parts_fold(parts, sizeof(struct tally), &study->job->data);
	study->all = cs_calloc(1 + parts->ngroups, sizeof *study->all);
	tally = parts->whole;
	parts->customers = (int64_t)tally->now.count;
	for (size_t i = 0; i <= parts->ngroups; i++) {
		study->all[i].tally =
		    i == 0 ? tally
			   : (const struct tally *)parts->groups + i - 1;
		prepare(study, &study->all[i]);
	}
}

int study_run(void *run, struct cs_job *job, struct cs_err *err)
{
	struct study *study = run;

	if (plan(study, job, err) != 0)
		return -1;
	fold(study);
	if (study->held > 0 && !study->all[0].tried)
		study->unheld = "it would leave too few customers or repeat "
				"purchases to fit a model to";
	if (study->options->regularity == 0)
		study->k = best_regularity(study);
	for (size_t i = 0; i <= study->parts.ngroups; i++)
		find(study, &study->all[i]);
	if (refuse_few(study, err) != 0)
		return -1;
	if (study->parts.customers > 0) {
		warn_few(job, &study->all[0]);
		cs_outlook_warn(job, &study->all[0].fit);
		warn_holdout(job, study, &study->all[0]);
	}
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
