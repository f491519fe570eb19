/* compare.c - lapses of those who met something beside those of others: see
 * study.h. */
#include <stdlib.h>

#include "app/clusters.h"
#include "app/tables.h"
#include "base/mem.h"
#include "churn/study.h"

size_t part_of(const struct study *study, const struct tally *tally)
{
	return tally == study->whole ? 0 : 1 + (size_t)(tally - study->groups);
}

size_t first_block(const struct cells *cells, uint64_t place)
{
	size_t low = 0, high = cells->nblocks;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (cells->blocks[middle].place < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * The cells from `from` to the one before `to` as strata. Who reached a silence
 * had reached all shorter ones; returns how many there are at the first.
 */
static int64_t put_strata(const struct cells *cells, size_t from, size_t to,
			  struct cs_risk_stratum *strata)
{
	int64_t others[2] = { 0, 0 };

	for (size_t i = to; i-- > from;) {
		const struct cell *cell = &cells->cells[i];

		for (int lapsed = 0; lapsed < 2; lapsed++)
			others[lapsed] += cell->others[lapsed];
		strata[i - from] =
		    (struct cs_risk_stratum){ cell->compared[1],
					      cell->compared[0], others[1],
					      others[0] };
	}
	return others[0];
}

struct cs_risk_stratum *strata_of(const struct study *study,
				  const struct tally *tally,
				  enum experience experience, size_t *n,
				  int64_t *others)
{
	const struct cells *cells = &study->cells;
	uint64_t part = part_of(study, tally), strata = cells->strata;
	const struct block *begin =
	    cells->blocks + first_block(cells, part * strata);
	const struct block *end =
	    cells->blocks + first_block(cells, (part + 1) * strata);
	struct cs_risk_stratum *list;

	*n = 0;
	*others = 0;
	for (const struct block *b = begin; b < end; b++)
		*n += b->first[experience + 1] - b->first[experience];
	list = cs_calloc(*n, sizeof *list);
	*n = 0;
	for (const struct block *b = begin; b < end; b++) {
		size_t from = b->first[experience];
		size_t to = b->first[experience + 1];

		*others += put_strata(cells, from, to, list + *n);
		*n += to - from;
	}
	return list;
}

struct comparison compare(const struct study *study, const struct tally *tally,
			  enum experience experience)
{
	struct comparison result;
	size_t n;
	struct cs_risk_stratum *strata =
	    strata_of(study, tally, experience, &n, &result.others);

	result.risks = cs_clustered(study->job)
			   ? spread_risks(study, tally, experience, strata, n)
			   : cs_compare_risks(strata, n, CS_LEVEL);
	free(strata);
	for (int i = 0; i < NAPART; i++)
		result.apart[i] = tally->people.records.apart[experience][i];
	return result;
}
