/* totals.c - see totals.h. */
#include "btyd/totals.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "btyd/blocks.h"

static const double STEP = 1e-4; /* of log parameters */

static struct cs_row_worth worth_of(const struct cs_gamma_gamma *values,
				    const struct cs_buyers *buyers, size_t row)
{
	struct cs_row_worth sum = { 0 };

	for (size_t i = buyers->first[row]; i < buyers->first[row + 1]; i++) {
		struct cs_order_value value =
		    cs_gamma_gamma_value(values, &buyers->spending[i]);

		sum.mean += value.mean;
		sum.square += value.square;
		sum.variance += value.variance;
		sum.mean_squared += value.mean * value.mean;
	}
	return sum;
}

/*
 * Of row i, with what is discounted if `later`. Of those who are alive, the
 * future depends on purchases and age alone where k is 1, so that the row
 * before, `last`, may tell it (NULL: there is none); rows are sorted that way.
 */
static struct cs_row_future future(const struct cs_pass *pass,
				   const struct cs_btyd *model, size_t i,
				   bool later, const struct cs_row_future *last,
				   struct cs_tails *room)
{
	const struct cs_history *row = &pass->buyers->histories->rows[i];
	struct cs_row_future next = { .alive = cs_btyd_alive(model, row) };
	struct cs_btyd_moments y = { NAN, NAN };

	if (last != NULL && model->k == 1 && last->alive > 0 &&
	    row->purchases == row[-1].purchases && row->age == row[-1].age) {
		double ratio = next.alive / last->alive;

		return (struct cs_row_future){ next.alive, ratio * last->mean,
					       ratio * last->square,
					       ratio * last->discounted,
					       ratio * last->stay };
	}
	if (isfinite(pass->t))
		y = cs_btyd_moments(model, row, pass->t, room);
	next.mean = y.mean;
	next.square = y.square;
	next.discounted = y.mean;
	if (later && pass->delta > 0)
		next.discounted =
		    cs_btyd_discounted(model, row, pass->t, pass->delta, room);
	if (pass->stays)
		next.stay = cs_btyd_alive_after(model, row, pass->t, room);
	return next;
}

/* What a model expects of all, by block. */
struct expecting {
	const struct cs_pass *pass;
	const struct cs_btyd *model;
	struct cs_row_totals *blocks;
};

static void expect_block(void *of, size_t block, size_t from, size_t to)
{
	const struct expecting *expecting = of;
	const struct cs_pass *pass = expecting->pass;
	struct cs_row_totals totals = { 0 };
	struct cs_tails room = { 0 };
	struct cs_row_future at;

	for (size_t i = from; i < to; i++) {
		double weight = pass->buyers->histories->rows[i].weight;

		at = future(pass, expecting->model, i, false,
			    i > from ? &at : NULL, &room);
		totals.alive += weight * at.alive;
		totals.purchases += weight * at.mean;
		if (pass->worth != NULL)
			totals.revenue += pass->worth[i].mean * at.mean;
	}
	expecting->blocks[block] = totals;
	free(room.at);
}

static struct cs_row_totals expected(const struct cs_pass *pass,
				     const struct cs_btyd *model)
{
	const struct cs_histories *rows = pass->buyers->histories;
	size_t nblocks = cs_blocks(rows->n);
	struct expecting expecting = {
		pass, model, cs_calloc(nblocks, sizeof *expecting.blocks)
	};
	struct cs_row_totals totals = { 0 };

	cs_blocks_each(rows->n, rows->threads, expect_block, &expecting);
	for (size_t i = 0; i < nblocks; i++) {
		totals.alive += expecting.blocks[i].alive;
		totals.purchases += expecting.blocks[i].purchases;
		totals.revenue += expecting.blocks[i].revenue;
	}
	free(expecting.blocks);
	return totals;
}

/* The variance of a figure with these slopes in log parameters. */
static double delta_variance(
    const double *slope, size_t n,
    const double covariance[CS_MOST_PARAMETERS][CS_MOST_PARAMETERS])
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			sum += slope[i] * covariance[i][j] * slope[j];
	return sum;
}

struct cs_pass_slopes cs_pass_slopes(const struct cs_pass *pass,
				     const struct cs_btyd_fit *fit)
{
	struct cs_pass_slopes slopes;
	double at[CS_MOST_PARAMETERS];

	cs_btyd_get(&fit->model, at);
	for (size_t i = 0; i < fit->parameters; i++) {
		struct cs_btyd model = fit->model;
		double kept = at[i];
		struct cs_row_totals up, down;

		at[i] = kept * exp(STEP);
		cs_btyd_set(&model, at);
		up = expected(pass, &model);
		at[i] = kept * exp(-STEP);
		cs_btyd_set(&model, at);
		down = expected(pass, &model);
		at[i] = kept;
		slopes.alive[i] = (up.alive - down.alive) / (2 * STEP);
		slopes.purchases[i] =
		    (up.purchases - down.purchases) / (2 * STEP);
		slopes.revenue[i] = (up.revenue - down.revenue) / (2 * STEP);
	}
	return slopes;
}

/* The variances that the parameters of the model bring. */
struct cs_row_totals cs_pass_variances(const struct cs_btyd_fit *fit,
				       const struct cs_pass_slopes *slopes)
{
	size_t n = fit->parameters;

	return (struct cs_row_totals){
		delta_variance(slopes->alive, n, fit->covariance),
		delta_variance(slopes->purchases, n, fit->covariance),
		delta_variance(slopes->revenue, n, fit->covariance),
	};
}

/* The variance of the revenue that the parameters of the values bring;
 * rows[i].mean: what is expected of each of a row. */
static double by_values(const struct cs_pass *pass,
			const struct cs_gamma_gamma *values,
			const struct cs_row_future *rows)
{
	double slope[CS_MOST_PARAMETERS] = { 0 };

	for (size_t i = 0; i < pass->buyers->histories->n; i++)
		for (size_t p = 0; p < 3; p++)
			slope[p] += rows[i].mean * pass->worth_slopes[i][p];
	return delta_variance(slope, 3, values->covariance);
}

static struct cs_total total(double mean, double by_parameters,
			     double by_process, double level)
{
	struct cs_total total = { mean, sqrt(by_parameters), sqrt(by_process),
				  cs_normal_interval(
				      mean, sqrt(by_parameters + by_process),
				      level) };

	if (total.interval.low < 0)
		total.interval.low = 0;
	return total;
}

/* What is expected of each row, and its share of the variance. */
struct asking {
	const struct cs_pass *pass;
	const struct cs_btyd *model;
	struct cs_row_future *rows;
};

static void ask_block(void *of, size_t block, size_t from, size_t to)
{
	const struct asking *asking = of;
	struct cs_tails room = { 0 };

	(void)block;
	for (size_t i = from; i < to; i++)
		asking->rows[i] =
		    future(asking->pass, asking->model, i, true,
			   i > from ? &asking->rows[i - 1] : NULL, &room);
	free(room.at);
}

struct cs_row_future *cs_pass_rows(const struct cs_pass *pass,
				   const struct cs_btyd *model)
{
	const struct cs_histories *of = pass->buyers->histories;
	struct asking asking = { pass, model,
				 cs_calloc(of->n, sizeof *asking.rows) };

	cs_blocks_each(of->n, of->threads, ask_block, &asking);
	return asking.rows;
}

/* The sums over rows. */
static void add_rows(const struct cs_pass *pass,
		     const struct cs_row_future *rows,
		     struct cs_prediction *sum, struct cs_row_totals *process)
{
	const struct cs_histories *of = pass->buyers->histories;

	for (size_t i = 0; i < of->n; i++) {
		double weight = of->rows[i].weight;
		const struct cs_row_future *at = &rows[i];
		const struct cs_row_worth *worth =
		    pass->worth ? &pass->worth[i] : NULL;

		sum->alive.mean += weight * at->alive;
		sum->purchases.mean += weight * at->mean;
		sum->discounted += weight * at->discounted;
		process->alive += weight * at->alive * (1 - at->alive);
		process->purchases +=
		    weight * (at->square - at->mean * at->mean);
		if (worth == NULL)
			continue;
		sum->revenue.mean += worth->mean * at->mean;
		sum->value += worth->mean * at->discounted;
		process->revenue += at->mean * worth->variance +
				    at->square * worth->square -
				    at->mean * at->mean * worth->mean_squared;
	}
}

/* The totals of rows, with their intervals. */
struct cs_prediction cs_pass_add_up(const struct cs_pass *pass,
				    const struct cs_row_future *rows,
				    const struct cs_row_totals *parameters,
				    const struct cs_gamma_gamma *values,
				    double level)
{
	static const struct cs_total unknown = { NAN, NAN, NAN, { NAN, NAN } };
	struct cs_prediction sum = { 0 };
	struct cs_row_totals process = { 0 };

	add_rows(pass, rows, &sum, &process);
	sum.alive =
	    total(sum.alive.mean, parameters->alive, process.alive, level);
	sum.purchases = total(sum.purchases.mean, parameters->purchases,
			      process.purchases, level);
	if (pass->worth != NULL)
		sum.revenue =
		    total(sum.revenue.mean,
			  parameters->revenue + by_values(pass, values, rows),
			  process.revenue, level);
	else
		sum.revenue = unknown, sum.value = NAN;
	return sum;
}

static void weigh_row(struct cs_pass *pass, const struct cs_gamma_gamma *values,
		      size_t row)
{
	pass->worth[row] = worth_of(values, pass->buyers, row);
	for (size_t p = 0; p < 3; p++)
		for (int sign = -1; sign <= 1; sign += 2) {
			struct cs_gamma_gamma moved = *values;
			double *const all[] = { &moved.p, &moved.q,
						&moved.gamma };

			*all[p] *= exp(sign * STEP);
			pass->worth_slopes[row][p] +=
			    sign / (2 * STEP) *
			    worth_of(&moved, pass->buyers, row).mean;
		}
}

struct weighing {
	struct cs_pass *pass;
	const struct cs_gamma_gamma *values;
};

static void weigh_block(void *of, size_t block, size_t from, size_t to)
{
	const struct weighing *weighing = of;

	(void)block;
	for (size_t i = from; i < to; i++)
		weigh_row(weighing->pass, weighing->values, i);
}

void cs_pass_weigh(struct cs_pass *pass, const struct cs_gamma_gamma *values)
{
	const struct cs_histories *of = pass->buyers->histories;
	struct weighing weighing = { pass, values };

	if (values == NULL || !values->converged ||
	    pass->buyers->spending == NULL)
		return;
	pass->worth = cs_calloc(of->n, sizeof *pass->worth);
	pass->worth_slopes = cs_calloc(of->n, sizeof *pass->worth_slopes);
	cs_blocks_each(of->n, of->threads, weigh_block, &weighing);
}

void cs_pass_release(struct cs_pass *pass)
{
	free(pass->worth);
	free(pass->worth_slopes);
}
