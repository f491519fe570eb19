/* score.c - see score.h. */
#include "btyd/score.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "btyd/blocks.h"

/* The future of a row; the one before may tell it, as in predict.c. */
struct row_chances {
	double alive, mean;
	struct cs_tails tails;
};

static double sum_of(const struct cs_tails *tails)
{
	double sum = tails->n > 0 ? 0 : NAN;

	for (size_t i = tails->n; i > 1; i--)
		sum += tails->at[i - 1];
	return sum;
}

static void look(struct row_chances *future, const struct cs_btyd *model,
		 const struct cs_history *row, bool first, double t,
		 size_t least)
{
	double alive = cs_btyd_alive(model, row);
	double ratio = alive / future->alive;

	if (!first && model->k == 1 && future->alive > 0 &&
	    future->tails.n >= least && row->purchases == row[-1].purchases &&
	    row->age == row[-1].age) {
		for (size_t i = 1; i < future->tails.n; i++)
			future->tails.at[i] *= ratio;
		future->mean *= ratio;
	} else {
		cs_btyd_tails(model, row, t, least, &future->tails);
		future->mean = sum_of(&future->tails);
	}
	future->alive = alive;
}

/* P(Y = y); at[0] stays 1 when the others are scaled. */
static double probability(const struct cs_tails *tails, size_t y)
{
	if (tails->n == 0)
		return NAN;
	if (y + 1 >= tails->n)
		return DBL_MIN;
	return fmax(tails->at[y] - tails->at[y + 1], DBL_MIN);
}

static void add_customer(struct cs_btyd_score *score,
			 const struct row_chances *future, size_t y)
{
	const struct cs_tails *tails = &future->tails;
	double miss = (double)y - future->mean;

	score->customers++;
	score->actual += (double)y;
	score->expected += future->mean;
	score->log_score += log(probability(tails, y));
	score->mae += fabs(miss);
	score->rmse += miss * miss;
	score->buyers_actual += y > 0;
	score->buyers_expected += tails->n > 1 ? tails->at[1] : NAN;
}

struct score_blocks {
	const struct cs_btyd *model;
	const struct cs_history *rows;
	const size_t *first;
	const uint32_t *later;
	double t;
	struct cs_btyd_score *blocks;
};

static void score_block(void *of, size_t block, size_t from, size_t to)
{
	const struct score_blocks *scoring = of;
	const size_t *first = scoring->first;
	struct row_chances future = { 0 };
	struct cs_btyd_score score = { 0 };

	for (size_t i = from; i < to; i++) {
		look(&future, scoring->model, &scoring->rows[i], i == from,
		     scoring->t, (size_t)scoring->later[first[i + 1] - 1] + 2);
		for (size_t c = first[i]; c < first[i + 1]; c++)
			add_customer(&score, &future, scoring->later[c]);
	}
	scoring->blocks[block] = score;
	free(future.tails.at);
}

static void add(struct cs_btyd_score *sum, const struct cs_btyd_score *more)
{
	sum->customers += more->customers;
	sum->actual += more->actual;
	sum->expected += more->expected;
	sum->log_score += more->log_score;
	sum->mae += more->mae;
	sum->rmse += more->rmse;
	sum->buyers_actual += more->buyers_actual;
	sum->buyers_expected += more->buyers_expected;
}

struct cs_btyd_score cs_btyd_score(const struct cs_btyd *model,
				   const struct cs_history *rows, size_t n,
				   const size_t *first, const uint32_t *later,
				   double t, unsigned threads)
{
	size_t nblocks = cs_blocks(n);
	struct score_blocks scoring = {
		model, rows, first,
		later, t,    cs_calloc(nblocks, sizeof *scoring.blocks)
	};
	struct cs_btyd_score score = { 0 };

	cs_blocks_each(n, threads, score_block, &scoring);
	for (size_t i = 0; i < nblocks; i++)
		add(&score, &scoring.blocks[i]);
	free(scoring.blocks);
	score.mae /= score.customers;
	score.rmse = sqrt(score.rmse / score.customers);
	return score;
}
