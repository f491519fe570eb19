/*
 * spread.c - what the largest hold and how uneven it is, with intervals; where
 * customers come in clusters, by the figures of all parts with and without each
 * slice. See study.h.
 */
#include <math.h>

#include "app/clusters.h"
#include "app/tables.h"
#include "base/parallel.h"
#include "pareto/study.h"
#include "stat/bootstrap.h"
#include "stat/concentrated.h"

static size_t top_of(const struct study *study, const struct values *values)
{
	return cs_top_count(study->options->top, values->count);
}

/* --- figures ----------------------------------------------------------- */

/* Of part `i`, 0 being the whole. */
static const struct values *part_at(const struct cs_parts *parts, size_t i)
{
	const struct tally *tally =
	    i == 0 ? parts->whole : (const struct tally *)parts->groups + i - 1;

	return &tally->values;
}

static void figure(const struct study *study, const struct cs_parts *slice,
		   double *out)
{
	for (size_t i = 0; i <= study->parts.ngroups; i++) {
		const struct values *of = part_at(&study->parts, i);
		const struct values *left = slice ? part_at(slice, i) : NULL;

		cs_concentrated(of->list, of->count, left ? left->list : NULL,
				left ? left->count : 0, top_of(study, of),
				out + i * CS_CONCENTRATED);
	}
}

static void all(void *study, double *out)
{
	figure(study, NULL, out);
}

static void without(void *of, size_t s, double *out)
{
	struct study *study = of;
	struct cs_parts slice = { 0 };

	cs_parts_take_out(&study->parts, &study->job->data, s, &slice);
	figure(study, &slice, out);
	cs_parts_bring_back(&study->parts, &slice);
}

/* --- intervals --------------------------------------------------------- */

static struct cs_spread spread_of(const struct study *study,
				  const struct values *values, size_t figure)
{
	size_t i = 0;

	while (part_at(&study->parts, i) != values)
		i++;
	return cs_jackknife_spread(&study->jackknife,
				   i * CS_CONCENTRATED + figure);
}

static struct cs_tail_effects effects_of(const struct study *study,
					 const struct values *values,
					 enum cs_concentrated figure, double se)
{
	if (!cs_clustered(study->job))
		return CS_TAIL_ALONE;
	return cs_concentrated_effects(
	    values->count, se, spread_of(study, values, figure),
	    spread_of(study, values, CS_TAIL_LEFT), CS_LEVEL);
}

static struct cs_interval normal(double estimate, double se,
				 struct cs_tail_effects effects)
{
	return cs_normal_interval(estimate, se * sqrt(effects.rest), CS_LEVEL);
}

static struct cs_interval spread_gini(const struct study *study,
				      const struct values *values,
				      const struct cs_gini *gini)
{
	struct cs_tail_effects effects =
	    effects_of(study, values, CS_GINI_LEFT, gini->se);
	struct cs_bootstrap bootstrap = { (size_t)study->options->bootstrap,
					  (uint32_t)study->options->seed,
					  CS_LEVEL };

	return cs_gini_reach(
	    bootstrap.replicates > 0
		? cs_gini_bootstrap(values->list, values->count, &bootstrap)
		: normal(gini->gini, gini->se, effects),
	    values->list, values->count, CS_LEVEL, effects);
}

static struct cs_interval top_with(const struct study *study,
				   const struct values *values, bool clusters)
{
	size_t n = values->count, top = top_of(study, values);
	struct cs_share held = cs_top_share(values->list, n, top);
	struct cs_tail_effects effects =
	    clusters ? effects_of(study, values, CS_TOP_LEFT, held.se)
		     : CS_TAIL_ALONE;

	return cs_top_share_reach(normal(held.share, held.se, effects),
				  values->list, n, top, CS_LEVEL, effects);
}

struct cs_interval spread_top_alone(const struct study *study,
				    const struct values *values)
{
	return top_with(study, values, false);
}

/* --- all figures ------------------------------------------------------- */

enum { OF_TOP, OF_GINI, OF_REST, JOBS };

static void figure_one(void *of, unsigned worker, size_t job)
{
	const struct study *study = of;
	size_t part = job / JOBS;
	struct tally *tally =
	    part == 0 ? study->parts.whole
		      : (struct tally *)study->parts.groups + part - 1;
	const struct values *values = &tally->values;
	struct figures *figures = &tally->figures;

	(void)worker;
	switch (job % JOBS) {
	case OF_TOP: figures->top = top_with(study, values, true); break;
	case OF_GINI:
		figures->gini = cs_gini(values->list, values->count);
		figures->gini_interval =
		    spread_gini(study, values, &figures->gini);
		break;
	case OF_REST:
		figures->hhi = cs_hhi(values->list, values->count);
		figures->tail_index =
		    cs_tail_index(values->list, values->count);
		break;
	}
}

/* So few that no thread is worth its start. */
enum { FEW = 10000 };

void spread_run(struct study *study)
{
	const struct cs_data *data = &study->job->data;
	size_t parts = 1 + study->parts.ngroups;

	if (cs_clustered(study->job))
		cs_jackknife_run(&study->jackknife, parts * CS_CONCENTRATED,
				 data->clusters.slices, all, without, study);
	if (cs_table_needed(study->job, SUMMARY))
		cs_parallel(study->whole->values.count < FEW ? 1
							     : data->threads,
			    parts * JOBS, figure_one, study);
	else /* which the answer has */
		figure_one(study, 0, OF_TOP);
}
