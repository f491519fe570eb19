/*
 * spread.c - intervals where customers come in clusters: the figures of all
 * parts, with and without each slice. See study.h.
 *
 * A part has its repeat rate, the rates of its rungs, and its curve: of the
 * whole at every day, which the chart draws, of a group at those of --days.
 * Behind all parts stand the differences of compare, and the drift.
 */
#include <math.h>
#include <stdlib.h>

#include "app/clusters.h"
#include "app/tables.h"
#include "base/mem.h"
#include "retention/study.h"
#include "stat/survival.h"

/* Of each group the index of its first figure; of the differences behind. */
static void number_figures(struct study *study)
{
	size_t n = study->ngroups;
	size_t at = 1 + study->whole->repeat.nrungs + study->rules.span;

	study->first_figures = cs_calloc(n + 1, sizeof *study->first_figures);
	for (size_t g = 0; g < n; g++) {
		study->first_figures[g] = at;
		at += 1 + study->groups[g].repeat.nrungs +
		      study->options->days.count;
	}
	study->first_figures[n] = at;
}

static size_t first_of(const struct study *study, const struct tally *tally)
{
	return tally == study->whole
		   ? 0
		   : study->first_figures[tally - study->groups];
}

static double survival_at(const struct study *study, const struct tally *tally,
			  int64_t days)
{
	const struct cs_repeat *r = &tally->repeat;

	return cs_km_at(r->second, r->censored, study->rules.span, days,
			CS_LEVEL, CS_CONF_LOG_LOG)
	    .survival;
}

/* Appends the whole curve. */
static double *add_curve(const struct study *study, double *out)
{
	const struct cs_repeat *r = &study->whole->repeat;
	size_t span = study->rules.span;
	int64_t *days = cs_calloc(span, sizeof *days);
	struct cs_km *points = cs_calloc(span, sizeof *points);

	for (size_t i = 0; i < span; i++)
		days[i] = (int64_t)i;
	cs_km_points(r->second, r->censored, span, days, span, CS_LEVEL,
		     CS_CONF_LOG_LOG, points);
	for (size_t i = 0; i < span; i++)
		*out++ = points[i].survival;
	free(points);
	free(days);
	return out;
}

static double *add_part(const struct study *study, const struct tally *tally,
			double *out)
{
	const struct cs_repeat *r = &tally->repeat;
	const struct days *days = &study->options->days;

	*out++ = cs_ratio(r->repeat_customers, r->customers);
	for (size_t n = 0; n < r->nrungs; n++)
		*out++ = cs_ratio(r->rungs[n].continued, r->rungs[n].reached);
	if (tally == study->whole)
		return add_curve(study, out);
	for (size_t i = 0; i < days->count; i++)
		*out++ = survival_at(study, tally, days->list[i]);
	return out;
}

/* How many more of a group than of the reference came back, day by day. */
static double *add_differences(const struct study *study,
			       const struct tally *group,
			       const struct tally *reference, double *out)
{
	const struct days *days = &study->options->days;

	for (size_t i = 0; i < days->count; i++)
		*out++ = survival_at(study, reference, days->list[i]) -
			 survival_at(study, group, days->list[i]);
	return out;
}

static void figure(void *of, double *out)
{
	const struct study *study = of;

	out = add_part(study, study->whole, out);
	for (size_t g = 0; g < study->ngroups; g++)
		out = add_part(study, &study->groups[g], out);
	for (size_t g = 0; g < study->ngroups; g++)
		out = add_differences(study, &study->groups[g],
				      &study->groups[study->reference], out);
	*out = cs_drift(study->whole->newcomers.entries,
			study->whole->newcomers.span)
		   .score;
}

static void without(void *of, size_t s, double *out)
{
	struct study *study = of;
	struct cs_parts slice = { 0 };

	cs_parts_take_out(&study->parts, &study->job->data, s, &slice);
	figure(study, out);
	cs_parts_bring_back(&study->parts, &slice);
}

void spread_run(struct study *study)
{
	size_t n = study->ngroups * study->options->days.count + 1;

	number_figures(study);
	n += study->first_figures[study->ngroups];
	cs_jackknife_run(&study->jackknife, n, study->job->data.clusters.slices,
			 figure, without, study);
}

/* --- intervals --------------------------------------------------------- */

/* Of a part's figure: its first is 0. */
static struct cs_interval share(const struct study *study,
				const struct tally *tally, size_t figure,
				int64_t successes, int64_t trials)
{
	if (!cs_clustered(study->job))
		return cs_wilson(successes, trials, CS_LEVEL);
	figure += first_of(study, tally);
	return cs_spread_wilson(cs_ratio(successes, trials), (double)trials,
				cs_jackknife_spread(&study->jackknife, figure),
				study->job->data.clusters.slices, CS_LEVEL);
}

struct cs_interval spread_rate(const struct study *study,
			       const struct tally *tally)
{
	return share(study, tally, 0, tally->repeat.repeat_customers,
		     tally->repeat.customers);
}

struct cs_interval spread_rung(const struct study *study,
			       const struct tally *tally, size_t n)
{
	const struct cs_rung *rung = &tally->repeat.rungs[n - 1];

	return share(study, tally, n, rung->continued, rung->reached);
}

/* Its place among --days. */
static size_t day_of(const struct study *study, int64_t days)
{
	size_t i = 0;

	while (study->options->days.list[i] < days)
		i++;
	return i;
}

void spread_within(const struct study *study, const struct tally *tally,
		   int64_t days, struct cs_km *point)
{
	size_t figure;
	struct cs_interval interval = { CS_NOTHING, CS_NOTHING };

	if (!cs_clustered(study->job))
		return;
	figure = first_of(study, tally) + 1 + tally->repeat.nrungs;
	if (tally == study->whole)
		figure += (size_t)days;
	else
		figure += day_of(study, days);
	if (days < (int64_t)study->rules.span) {
		struct cs_spread spread =
		    cs_jackknife_spread(&study->jackknife, figure);

		spread.se = fmax(spread.se, point->se);
		interval = cs_spread_survival(point->survival, spread,
					      CS_CONF_LOG_LOG, CS_LEVEL);
	}
	point->low = interval.low;
	point->high = interval.high;
}

void spread_difference(const struct study *study, size_t group, int64_t days,
		       struct cs_difference *difference)
{
	size_t figure = group * study->options->days.count;
	struct cs_interval interval;
	struct cs_spread spread;

	if (!cs_clustered(study->job))
		return;
	figure += study->first_figures[study->ngroups] + day_of(study, days);
	spread = cs_jackknife_spread(&study->jackknife, figure);
	interval = cs_spread_interval(difference->difference, spread, CS_LEVEL);
	difference->low = interval.low;
	difference->high = interval.high;
	difference->p_value = cs_spread_p(difference->difference, spread);
}

double spread_drift(const struct study *study, const struct cs_drift *drift)
{
	return cs_clustered(study->job)
		   ? cs_spread_p(drift->score,
				 cs_jackknife_spread(&study->jackknife,
						     study->jackknife.n - 1))
		   : drift->p_value;
}
