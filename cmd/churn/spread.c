/*
 * spread.c - intervals and tests where customers come in clusters: the figures
 * of all parts, with and without each slice. See study.h.
 *
 * A part has its shares; of each experience how many of the compared lapsed,
 * the ratio and the excess, a share of them; the silent whom those who were
 * asked tell of, a share of all; and the logarithm of what two lists tell.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/clusters.h"
#include "app/tables.h"
#include "base/mem.h"
#include "churn/study.h"

enum {
	RISK = NSHARES,
	RATIO = RISK + NOTHING,
	EXCESS = RATIO + NOTHING,
	ASKED_SILENT = EXCESS + NOTHING,
	LISTED,
	NFIGURES
};

static struct cs_spread spread_of(const struct study *study,
				  const struct tally *tally, size_t figure)
{
	return cs_jackknife_spread(&study->jackknife,
				   part_of(study, tally) * NFIGURES + figure);
}

/* --- figures ----------------------------------------------------------- */

static void put_shares(const struct people *p, double *out)
{
	out[LAPSED] = cs_ratio(p->states[CS_LAPSED], p->customers);
	out[COMPLAINERS_RETURNED] = cs_ratio(p->came_back, p->complained);
	out[SILENT_RETURNED] =
	    cs_ratio(p->unvoiced_back, p->revealed - p->revealed_complained);
	for (enum experience e = 0; e < NEXPERIENCES; e++)
		out[MET_LAPSED + e] = cs_ratio(p->met_lapsed[e], p->met[e]);
}

static void put_risks(const struct study *study, const struct tally *tally,
		      double *out)
{
	for (enum experience e = 0; study->rules.records && e < NOTHING; e++) {
		size_t n;
		int64_t others;
		struct cs_risk_stratum *strata =
		    strata_of(study, tally, e, &n, &others);
		struct cs_risks risks = cs_compare_risks(strata, n, CS_NOTHING);

		out[RISK + e] = risks.share;
		out[RATIO + e] = risks.ratio;
		out[EXCESS + e] = risks.excess / (double)risks.n;
		free(strata);
	}
}

static void put_silent(const struct study *study, const struct tally *tally,
		       double *out)
{
	struct cs_asked_counts c = asked_counts(study, &tally->people);
	size_t n;
	struct cs_asked *asked = asked_strata(study, tally, &n);

	out[ASKED_SILENT] =
	    cs_silent_proactive(asked, n, c.complained, CS_NOTHING).silent /
	    (double)c.all;
	out[LISTED] = log(cs_silent_two_lists(c.complained, c.revealed, c.both,
					      1, CS_NOTHING, NULL)
			      .dissatisfied /
			  (double)c.all);
	free(asked);
}

static void figure_part(const struct study *study, const struct tally *tally,
			double *out)
{
	out += part_of(study, tally) * NFIGURES;
	put_shares(&tally->people, out);
	put_risks(study, tally, out);
	put_silent(study, tally, out);
}

static void all(void *of, double *out)
{
	const struct study *study = of;

	figure_part(study, study->whole, out);
	for (size_t g = 0; g < study->ngroups; g++)
		figure_part(study, &study->groups[g], out);
}

/* --- without a slice --------------------------------------------------- */

static struct cell *cell_at(struct cells *cells, uint64_t place,
			    const struct record *record)
{
	const uint32_t *first =
	    cells->blocks[first_block(cells, place)].first + record->experience;
	size_t low = first[0], high = first[1] - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (cells->silences[middle] < record->silence)
			low = middle + 1;
		else
			high = middle;
	}
	return &cells->cells[low];
}

static void add_compared(struct cells *cells, size_t part,
			 const struct tally *tally)
{
	const struct records *records = &tally->people.records;

	for (size_t i = 0; i < records->count; i++) {
		const struct record *record = &records->list[i];
		struct cell *cell = cell_at(
		    cells, (uint64_t)part * cells->strata + record->stratum,
		    record);

		cell->compared[0]++;
		cell->compared[1] += record->lapsed;
	}
}

/* What the customers of a slice count for in all cells; to be freed. */
static struct cell *count_slice(const struct study *study, size_t s,
				const struct cs_parts *slice)
{
	struct cells some = study->cells;
	struct churn_rules rules = study->rules;
	struct cs_data data = study->job->data;

	some.cells = cs_calloc(some.count, sizeof *some.cells);
	if (some.count == 0)
		return some.cells;
	rules.cells = &some;
	data.slice = s + 1;
	cells_count(&some, &rules, &data);
	add_compared(&some, 0, slice->whole);
	for (size_t g = 0; g < slice->ngroups; g++)
		add_compared(&some, 1 + g,
			     (const struct tally *)slice->groups + g);
	return some.cells;
}

static void shift_cells(struct cells *cells, const struct cell *by, int sign)
{
	for (size_t i = 0; i < cells->count; i++)
		for (int lapsed = 0; lapsed < 2; lapsed++) {
			cells->cells[i].compared[lapsed] +=
			    sign * by[i].compared[lapsed];
			cells->cells[i].others[lapsed] +=
			    sign * by[i].others[lapsed];
		}
}

/* The slice, as if it were one customer. */
static void add_asked(struct study *study, const struct cs_parts *slice)
{
	struct cs_asked_counts counts =
	    asked_counts(study, &((const struct tally *)slice->whole)->people);

	cs_asked_add(&study->slices[0], &counts);
	for (size_t g = 0; g < slice->ngroups; g++) {
		counts = asked_counts(
		    study, &((const struct tally *)slice->groups)[g].people);
		cs_asked_add(&study->slices[1 + g], &counts);
	}
}

static void without(void *of, size_t s, double *out)
{
	struct study *study = of;
	struct cs_parts slice = { 0 };
	struct cell *cells;

	cs_parts_take_out(&study->parts, &study->job->data, s, &slice);
	cells = count_slice(study, s, &slice);
	shift_cells(&study->cells, cells, -1);
	add_asked(study, &slice);
	all(study, out);
	shift_cells(&study->cells, cells, 1);
	free(cells);
	cs_parts_bring_back(&study->parts, &slice);
}

void spread_run(struct study *study)
{
	size_t parts = 1 + study->ngroups;

	study->slices = cs_calloc(parts, sizeof *study->slices);
	cs_jackknife_run(&study->jackknife, parts * NFIGURES,
			 study->job->data.clusters.slices, all, without, study);
}

/* --- intervals --------------------------------------------------------- */

static struct cs_interval wilson(const struct study *study,
				 const struct tally *tally, size_t figure,
				 int64_t some, int64_t of)
{
	if (!cs_clustered(study->job))
		return cs_wilson(some, of, CS_LEVEL);
	return cs_spread_wilson(cs_ratio(some, of), (double)of,
				spread_of(study, tally, figure),
				study->job->data.clusters.slices, CS_LEVEL);
}

struct cs_interval spread_share(const struct study *study,
				const struct tally *tally, enum share share,
				int64_t some, int64_t of)
{
	return wilson(study, tally, share, some, of);
}

struct cs_interval spread_compared(const struct study *study,
				   const struct tally *tally,
				   enum experience experience,
				   const struct cs_risks *risks)
{
	return wilson(study, tally, (size_t)RISK + experience, risks->events,
		      risks->n);
}

struct cs_risks spread_risks(const struct study *study,
			     const struct tally *tally,
			     enum experience experience,
			     const struct cs_risk_stratum *strata, size_t n)
{
	return cs_compare_risks_spread(
	    strata, n, study->job->data.clusters.slices, CS_LEVEL,
	    spread_of(study, tally, (size_t)RATIO + experience),
	    spread_of(study, tally, (size_t)EXCESS + experience));
}

double spread_proactive(const struct study *study, const struct tally *tally,
			const struct cs_asked *strata, size_t n)
{
	return cs_asked_spread_effect(
	    strata, n, &study->slices[part_of(study, tally)],
	    spread_of(study, tally, ASKED_SILENT),
	    study->job->data.clusters.slices, CS_LEVEL);
}

double spread_lists(const struct study *study, const struct tally *tally)
{
	return cs_lists_spread_effect(&study->slices[part_of(study, tally)],
				      spread_of(study, tally, LISTED),
				      CS_LEVEL);
}
