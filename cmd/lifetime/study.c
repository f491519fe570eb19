/* study.c - from what was read to curves and fits: see study.h. */
#include "lifetime/study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "app/clusters.h"
#include "app/notice.h"
#include "app/output.h"
#include "app/season.h"
#include "app/tables.h"

const struct kind *kind_of(const struct cs_job *job)
{
	static const struct kind *const kinds[] = {
		[MODE_PAYMENTS] = &kind_payments,
		[MODE_CONTRACTS] = &kind_contracts,
		[MODE_DURATIONS] = &kind_durations,
		[MODE_SURVIVORS] = &kind_survivors,
	};

	return kinds[job->mode];
}

/* --- subjects ---------------------------------------------------------- */

struct cs_spans subjects_spans(const struct subjects *subjects)
{
	return (struct cs_spans){ subjects->ntimes,  subjects->times,
				  subjects->events,  subjects->censored,
				  subjects->entered, subjects->start };
}

static void grow(struct subjects *s)
{
	s->capacity = s->capacity > 0 ? s->capacity * 2 : 64;
	s->times = cs_realloc(s->times, s->capacity, sizeof *s->times);
	s->events = cs_realloc(s->events, s->capacity, sizeof *s->events);
	s->censored = cs_realloc(s->censored, s->capacity, sizeof *s->censored);
	s->entered = cs_realloc(s->entered, s->capacity, sizeof *s->entered);
}

void subjects_at(struct subjects *s, double time, struct moment counts)
{
	size_t last = s->ntimes - 1;

	if (s->ntimes == 0 || s->times[last] < time) {
		if (s->ntimes == s->capacity)
			grow(s);
		last = s->ntimes++;
		s->times[last] = time;
		s->events[last] = s->censored[last] = s->entered[last] = 0;
	}
	s->events[last] += counts.events;
	s->censored[last] += counts.censored;
	s->entered[last] += counts.entered;
}

void subjects_left(struct subjects *s, uint32_t cause, int64_t count)
{
	size_t at = s->ntimes - 1;

	/* those of one time come one after another, in any order */
	for (size_t i = s->nleavings; i > 0 && s->leavings[i - 1].at == at; i--)
		if (s->leavings[i - 1].cause == cause) {
			s->leavings[i - 1].count += count;
			return;
		}
	CS_GROW(s->leavings, s->nleavings, s->leavings_capacity);
	s->leavings[s->nleavings++] = (struct leaving){ at, cause, count };
}

static size_t count_observed(const struct subjects *subjects)
{
	size_t n = subjects->ncounts;

	while (n > 0 && subjects->counts[n - 1].at_risk == 0)
		n--;
	return n;
}

size_t subjects_row(const struct subjects *s, size_t n)
{
	size_t low = 0, high = s->ncounts;

	if (s->from == NULL)
		return n - 1;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (s->from[middle] <= n)
			low = middle;
		else
			high = middle;
	}
	return low;
}

size_t subjects_fitted(const struct subjects *subjects,
		       const struct lifetime_options *options)
{
	size_t fit_to = (size_t)options->fit_to;

	return fit_to > 0 && fit_to < subjects->observed ? fit_to
							 : subjects->observed;
}

static void subjects_release(struct subjects *s)
{
	free(s->counts);
	free(s->from);
	free(s->sums);
	free(s->spread);
	free(s->rows);
	free(s->times);
	free(s->events);
	free(s->censored);
	free(s->entered);
	free(s->leavings);
	free(s->curve);
	free(s->pooled);
	free(s->incidence);
	free(s->entries);
	free(s->revenue);
	cs_tally_release(&cs_tenure_tally, &s->tenure);
}

void subjects_estimate(const struct study *study, struct subjects *s)
{
	const struct lifetime_options *options = study->options;
	enum cs_conf_type type = options->conf_type;
	struct cs_spans spans = subjects_spans(s);

	s->observed = count_observed(s);
	s->rows = cs_calloc(s->ncounts, sizeof *s->rows);
	cs_life_table(s->counts, s->sums, s->ncounts, CS_LEVEL, type, s->rows);
	s->curve = cs_calloc(s->ntimes, sizeof *s->curve);
	cs_curve(&spans, CS_LEVEL, type, s->curve);
	s->sbg = cs_sbg_fit(s->counts, study_falls_due(study)
					   ? subjects_fitted(s, options)
					   : 0);
	s->expected = CS_NOTHING;
}

/* --- the whole and its groups ------------------------------------------ */

static double last_time(const struct subjects *s)
{
	return s->ntimes > 0 ? s->times[s->ntimes - 1] : CS_NOTHING;
}

/* So many have to be watched for a mean, or a quarter of fewer than 20. */
enum { WATCHED = 10 };

/* Does the curve come down to 0? */
static bool is_known_whole(const struct subjects *s)
{
	return s->ntimes > 0 && s->curve[s->ntimes - 1].survival == 0;
}

static int64_t ever_watched(const struct subjects *s)
{
	int64_t all = 0;

	for (size_t i = 0; i < s->ntimes; i++)
		all += s->events[i] + s->censored[i];
	return all;
}

/* The last time at which enough of a group are watched. Infinite where its
 * curve comes down to 0, which is known whole, and of fewer than WATCHED. */
static double well_watched(const struct subjects *s)
{
	int64_t all = ever_watched(s);
	int64_t enough = all < 2 * WATCHED ? (all + 3) / 4 : WATCHED;
	size_t i = s->ntimes;

	if (all < WATCHED || is_known_whole(s))
		return INFINITY;
	while (i > 0 && s->curve[i - 1].at_risk < enough)
		i--;
	return i > 0 ? s->times[i - 1] : 0;
}

/* The limit of means that no curve has to be drawn out for, and no few make. */
static double common_time(const struct study *study)
{
	double last = last_time(&study->whole), watched = INFINITY;

	for (size_t g = 0; g < study->ngroups; g++)
		watched = fmin(watched, well_watched(&study->groups[g]));
	if (watched > 0 && watched < INFINITY)
		return watched;
	for (size_t g = 0; g < study->ngroups; g++)
		if (!is_known_whole(&study->groups[g]))
			last = fmin(last, last_time(&study->groups[g]));
	return last;
}

struct cs_mean_time study_mean_alone(const struct study *study,
				     const struct subjects *s)
{
	struct cs_spans spans = subjects_spans(s);
	double limit = study->restricted_to;

	if (!is_known_whole(s) && !(last_time(s) >= limit))
		limit = CS_NOTHING;
	return cs_restricted_mean(&spans, s->curve, limit, CS_LEVEL);
}

struct cs_mean_time study_mean(const struct study *study,
			       const struct subjects *s)
{
	struct cs_mean_time mean = study_mean_alone(study, s);

	if (!cs_clustered(study->job))
		return mean;
	return cs_mean_time(mean.mean, fmax(s->mean.se, mean.se),
			    study->restricted_to, cs_t(CS_LEVEL, s->mean.df));
}

struct cs_spans *study_spans(const struct study *study)
{
	struct cs_spans *spans = cs_calloc(study->ngroups, sizeof *spans);

	for (size_t g = 0; g < study->ngroups; g++)
		spans[g] = subjects_spans(&study->groups[g]);
	return spans;
}

struct cs_rank_test study_test(const struct study *study,
			       enum cs_rank_weight weight)
{
	struct cs_spans *spans = study_spans(study);
	struct cs_rank_test test = cs_rank_test(spans, study->ngroups, weight);

	free(spans);
	return test;
}

/* What each group would have lost if all had one curve. */
static void expect(struct study *study)
{
	double *expected = cs_calloc(study->ngroups, sizeof *expected);
	struct cs_spans *spans = study_spans(study);
	struct cs_spans whole = subjects_spans(&study->whole);

	cs_expected_events(spans, study->ngroups, &whole, expected);
	for (size_t g = 0; g < study->ngroups; g++)
		study->groups[g].expected = expected[g];
	free(spans);
	free(expected);
}

bool study_falls_due(const struct study *study)
{
	return study->job->mode == MODE_SURVIVORS ||
	       study->lapse.kind == CS_LAPSE_EVERY;
}

/* Payments fall due --every so often, or else as often as they come. */
static double payments_a_year(const struct study *study)
{
	static const double periods[] = { [CS_WEEK] = 365.25 / 7,
					  [CS_MONTH] = 12,
					  [CS_QUARTER] = 4,
					  [CS_HALF] = 2,
					  [CS_YEAR] = 1 };
	const double year = 365.25;
	struct cs_duration span = study->lapse.span;

	if (study->job->mode == MODE_SURVIVORS)
		return periods[study->options->period];
	if (study->job->mode != MODE_PAYMENTS)
		return CS_NOTHING;
	if (study_falls_due(study))
		return year /
		       ((double)span.days + (double)span.months * year / 12);
	return study->usual_gap > 0 ? year / study->usual_gap : CS_NOTHING;
}

double study_discount(const struct study *study)
{
	double discount = study->options->discount;

	return isnan(discount)
		   ? 0
		   : expm1(log1p(discount) / study->payments_a_year);
}

double study_a_year(const struct study *study)
{
	return -expm1(log1p(-study->options->negligible) *
		      study->payments_a_year);
}

const char *study_unit(const struct study *study)
{
	switch (study->job->mode) {
	case MODE_SURVIVORS: return cs_period_name(study->options->period);
	case MODE_DURATIONS: return "time";
	default: return "day";
	}
}

const char *study_step(const struct study *study)
{
	return study->job->mode == MODE_SURVIVORS ? study_unit(study)
						  : "payment";
}

/* Says on standard error what a csv that was asked for cannot say. */
static void note_undue(const struct study *study)
{
	struct cs_job *job = study->job;
	bool silent = cs_renderers[job->shared.format].one_table;
	bool asked =
	    cs_table_named(job, SBG) || cs_table_named(job, PROJECTION);

	if (job->mode == MODE_PAYMENTS && !study_falls_due(study) && silent &&
	    asked && study->whole.customers > 0)
		cs_note(job, "no model is fitted: " STUDY_UNDUE);
}

int study_run(void *fresh, struct cs_job *job, struct cs_err *err)
{
	const struct lifetime_options *options = job->own;
	struct study *study = fresh;

	*study = (struct study){
		.job = job,
		.options = options,
		.ngroups = cs_data_ngroups(&job->data),
	};
	study->groups = cs_calloc(study->ngroups, sizeof *study->groups);
	study->parts =
	    (struct cs_parts){ (int64_t)job->data.customers, &study->whole,
			       study->groups, sizeof *study->groups };
	study->whole.returned = -1;
	for (size_t g = 0; g < study->ngroups; g++)
		study->groups[g].returned = -1;
	if (kind_of(job)->gather(study, err) != 0)
		return -1;
	cs_lapse_try(job, &study->lapse, NULL);
	subjects_estimate(study, &study->whole);
	for (size_t g = 0; g < study->ngroups; g++)
		subjects_estimate(study, &study->groups[g]);
	study->restricted_to = options->restrict_to > 0 ? options->restrict_to
							: common_time(study);
	if (job->data.grouped)
		expect(study);
	study->payments_a_year = payments_a_year(study);
	note_undue(study);
	cs_season_warn(job, &study->lapse);
	if (cs_clustered(job))
		spread_run(study);
	warn_drift(study);
	return 0;
}

void study_slice(struct study *copy)
{
	copy->whole = (struct subjects){ .returned = -1 };
	copy->groups = cs_calloc(copy->ngroups, sizeof *copy->groups);
	for (size_t g = 0; g < copy->ngroups; g++)
		copy->groups[g].returned = -1;
	kind_of(copy->job)->slice(copy);
}

void study_release_subjects(struct study *study)
{
	for (size_t g = 0; study->groups != NULL && g < study->ngroups; g++)
		subjects_release(&study->groups[g]);
	free(study->groups);
	subjects_release(&study->whole);
}

void study_release(void *released)
{
	struct study *study = released;

	study_release_subjects(study);
	free(study->tests);
	release_weights(study);
	cs_lapse_release(&study->lapse);
}
