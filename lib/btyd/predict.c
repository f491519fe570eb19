/* predict.c - see predict.h. */
#include "btyd/predict.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "btyd/blocks.h"

enum { P = CS_MOST_PARAMETERS };
static const double STEP = 1e-4; /* of log parameters */

/* Of the customers of a row: sums over them. */
struct worth {
	double mean, square, variance; /* of struct cs_order_value */
	double mean_squared;
};

struct totals {
	double alive, purchases, revenue;
};

struct pass {
	const struct cs_buyers *buyers;
	double t, delta;
	struct worth *worth; /* by row; NULL: not known */
};

/* What is expected of one customer of a row. */
struct row_future {
	double alive, mean, square, discounted;
};

static struct worth worth_of(const struct cs_gamma_gamma *values,
			     const struct cs_buyers *buyers, size_t row)
{
	struct worth sum = { 0 };

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
static struct row_future future(const struct pass *pass,
				const struct cs_btyd *model, size_t i,
				bool later, const struct row_future *last,
				struct cs_tails *room)
{
	const struct cs_history *row = &pass->buyers->histories->rows[i];
	struct row_future next = { .alive = cs_btyd_alive(model, row) };
	struct cs_btyd_moments y = { NAN, NAN };

	if (last != NULL && model->k == 1 && last->alive > 0 &&
	    row->purchases == row[-1].purchases && row->age == row[-1].age) {
		double ratio = next.alive / last->alive;

		return (struct row_future){ next.alive, ratio * last->mean,
					    ratio * last->square,
					    ratio * last->discounted };
	}
	if (isfinite(pass->t))
		y = cs_btyd_moments(model, row, pass->t, room);
	next.mean = y.mean;
	next.square = y.square;
	next.discounted = y.mean;
	if (later && pass->delta > 0)
		next.discounted =
		    cs_btyd_discounted(model, row, pass->t, pass->delta, room);
	return next;
}

/* What a model expects of all, by block. */
struct expecting {
	const struct pass *pass;
	const struct cs_btyd *model;
	struct totals *blocks;
};

static void expect_block(void *of, size_t block, size_t from, size_t to)
{
	const struct expecting *expecting = of;
	const struct pass *pass = expecting->pass;
	struct totals totals = { 0 };
	struct cs_tails room = { 0 };
	struct row_future at;

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

static struct totals expected(const struct pass *pass,
			      const struct cs_btyd *model)
{
	const struct cs_histories *rows = pass->buyers->histories;
	size_t nblocks = cs_blocks(rows->n);
	struct expecting expecting = {
		pass, model, cs_calloc(nblocks, sizeof *expecting.blocks)
	};
	struct totals totals = { 0 };

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
static double delta_variance(const double *slope, size_t n,
			     const double covariance[P][P])
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			sum += slope[i] * covariance[i][j] * slope[j];
	return sum;
}

/* The variances that the parameters of the model bring. */
static struct totals by_model(const struct pass *pass,
			      const struct cs_btyd_fit *fit)
{
	double at[P], alive[P], purchases[P], revenue[P];
	size_t n = fit->parameters;

	cs_btyd_get(&fit->model, at);
	for (size_t i = 0; i < n; i++) {
		struct cs_btyd model = fit->model;
		double kept = at[i];
		struct totals up, down;

		at[i] = kept * exp(STEP);
		cs_btyd_set(&model, at);
		up = expected(pass, &model);
		at[i] = kept * exp(-STEP);
		cs_btyd_set(&model, at);
		down = expected(pass, &model);
		at[i] = kept;
		alive[i] = (up.alive - down.alive) / (2 * STEP);
		purchases[i] = (up.purchases - down.purchases) / (2 * STEP);
		revenue[i] = (up.revenue - down.revenue) / (2 * STEP);
	}
	return (struct totals){
		delta_variance(alive, n, fit->covariance),
		delta_variance(purchases, n, fit->covariance),
		delta_variance(revenue, n, fit->covariance),
	};
}

/* The variance of the revenue that the parameters of the values bring. */
static double by_values(const struct pass *pass,
			const struct cs_gamma_gamma *values,
			const double *purchases)
{
	const struct cs_histories *of = pass->buyers->histories;
	double slope[P] = { 0 };

	for (size_t p = 0; p < 3; p++)
		for (int sign = -1; sign <= 1; sign += 2) {
			struct cs_gamma_gamma moved = *values;
			double *const all[] = { &moved.p, &moved.q,
						&moved.gamma };

			*all[p] *= exp(sign * STEP);
			for (size_t i = 0; i < of->n; i++)
				slope[p] +=
				    sign * purchases[i] / (2 * STEP) *
				    worth_of(&moved, pass->buyers, i).mean;
		}
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
	const struct pass *pass;
	const struct cs_btyd *model;
	struct row_future *rows;
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

/* The sums over rows; purchases[i] becomes a row's expectation of each. */
static void add_rows(const struct pass *pass, const struct cs_btyd *model,
		     double *purchases, struct cs_prediction *sum,
		     struct totals *process)
{
	const struct cs_histories *of = pass->buyers->histories;
	struct asking asking = { pass, model,
				 cs_calloc(of->n, sizeof *asking.rows) };

	cs_blocks_each(of->n, of->threads, ask_block, &asking);
	for (size_t i = 0; i < of->n; i++) {
		double weight = of->rows[i].weight;
		const struct row_future *at = &asking.rows[i];
		const struct worth *worth =
		    pass->worth ? &pass->worth[i] : NULL;

		purchases[i] = at->mean;
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
	free(asking.rows);
}

static void weigh(struct pass *pass, const struct cs_gamma_gamma *values)
{
	size_t n = pass->buyers->histories->n;

	if (values == NULL || !values->converged ||
	    pass->buyers->spending == NULL)
		return;
	pass->worth = cs_calloc(n, sizeof *pass->worth);
	for (size_t i = 0; i < n; i++)
		pass->worth[i] = worth_of(values, pass->buyers, i);
}

struct cs_prediction cs_predict(const struct cs_btyd_fit *fit,
				const struct cs_gamma_gamma *values,
				const struct cs_buyers *buyers, double t,
				double delta, double level)
{
	struct pass pass = { .buyers = buyers, .t = t, .delta = delta };
	double *purchases = cs_calloc(buyers->histories->n, sizeof *purchases);
	static const struct cs_total unknown = { NAN, NAN, NAN, { NAN, NAN } };
	struct cs_prediction sum = { 0 };
	struct totals process = { 0 }, parameters;

	weigh(&pass, values);
	add_rows(&pass, &fit->model, purchases, &sum, &process);
	pass.t = isfinite(t) ? t : 0;
	parameters = by_model(&pass, fit);
	sum.alive =
	    total(sum.alive.mean, parameters.alive, process.alive, level);
	sum.purchases = total(sum.purchases.mean, parameters.purchases,
			      process.purchases, level);
	if (pass.worth != NULL)
		sum.revenue = total(sum.revenue.mean,
				    parameters.revenue +
					by_values(&pass, values, purchases),
				    process.revenue, level);
	else
		sum.revenue = unknown, sum.value = NAN;
	free(purchases);
	free(pass.worth);
	return sum;
}
