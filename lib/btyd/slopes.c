/* slopes.c - log-likelihoods of rows, added up by blocks. */
#include <stdlib.h>

#include "base/mem.h"
#include "btyd/blocks.h"
#include "btyd/models.h"

struct summing {
	const struct cs_histories *histories;
	size_t n;
	cs_row_score *score;
	const void *tables;
	bool bare;
	struct cs_slopes *blocks;
};

static void sum_block(void *of, size_t block, size_t from, size_t to)
{
	struct summing *summing = of;
	struct cs_slopes sum = { .bare = summing->bare };

	for (size_t i = from; i < to; i++) {
		double slope[CS_MOST_PARAMETERS] = { 0 };
		double value = summing->score(summing->tables,
					      summing->histories, i, slope);

		cs_slopes_add(&sum, summing->n,
			      summing->histories->rows[i].weight, value, slope);
	}
	summing->blocks[block] = sum;
}

void cs_slopes_sum(const struct cs_histories *histories, size_t n,
		   cs_row_score *score, const void *tables,
		   struct cs_slopes *slopes)
{
	size_t nblocks = cs_blocks(histories->n);
	struct summing summing = {
		histories,    n,
		score,	      tables,
		slopes->bare, cs_calloc(nblocks, sizeof(struct cs_slopes))
	};

	cs_blocks_each(histories->n, histories->threads, sum_block, &summing);
	for (size_t i = 0; i < nblocks; i++)
		cs_slopes_fold(slopes, n, &summing.blocks[i]);
	free(summing.blocks);
}
