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

/* --- kin --------------------------------------------------------------- */

static bool are_kin(const struct cs_btyd *model, const struct cs_history *row)
{
	return model->k == 1 && row->purchases == row[-1].purchases &&
	       row->age == row[-1].age;
}

static void find_kin(struct cs_pass *pass)
{
	const struct cs_histories *of = pass->buyers->histories;
	struct cs_kin *kin = &pass->kin;

	kin->first = cs_calloc(of->n + 1, sizeof *kin->first);
	for (size_t i = 0; i < of->n; i++)
		if (i == 0 || !are_kin(&pass->fit->model, &of->rows[i]))
			kin->first[kin->n++] = i;
	kin->first[kin->n] = of->n;
}

static void move_parameters(struct cs_kin *kin, const struct cs_btyd_fit *fit)
{
	double at[CS_MOST_PARAMETERS];

	cs_btyd_get(&fit->model, at);
	for (size_t i = 0; i < fit->parameters; i++) {
		double kept = at[i];

		for (int sign = 1; sign >= -1; sign -= 2) {
			kin->moved[kin->moves] = fit->model;
			at[i] = kept * exp(sign * STEP);
			cs_btyd_set(&kin->moved[kin->moves++], at);
		}
		at[i] = kept;
	}
}

/* Who is alive as parameters move, by block of kin. */
struct sharing {
	struct cs_pass *pass;
	double (*alive)[2 * CS_MOST_PARAMETERS];
};

static void share_row(struct cs_pass *pass, size_t i, double *alive,
		      struct cs_kin_share *shares)
{
	const struct cs_history *row = &pass->buyers->histories->rows[i];
	struct cs_kin *kin = &pass->kin;
	bool alone = pass->fit->model.k > 1;

	kin->alive[i] = cs_btyd_alive(&pass->fit->model, row);
	for (size_t m = 0; m < kin->moves; m++) {
		double chance = cs_btyd_alive(&kin->moved[m], row);
		double share = alone ? 1 : chance;

		alive[m] += row->weight * chance;
		shares[m].customers += row->weight * share;
		if (pass->worth != NULL)
			shares[m].worth += pass->worth[i].mean * share;
	}
}

static void share_block(void *of, size_t block, size_t from, size_t to)
{
	const struct sharing *sharing = of;
	struct cs_kin *kin = &sharing->pass->kin;

	for (size_t g = from; g < to; g++)
		for (size_t i = kin->first[g]; i < kin->first[g + 1]; i++)
			share_row(sharing->pass, i, sharing->alive[block],
				  &kin->shares[g * kin->moves]);
}

static void share_out(struct cs_pass *pass)
{
	struct cs_kin *kin = &pass->kin;
	size_t nblocks = cs_blocks(kin->n);
	struct sharing sharing = { pass,
				   cs_calloc(nblocks, sizeof *sharing.alive) };

	kin->alive = cs_calloc(pass->buyers->histories->n, sizeof *kin->alive);
	kin->shares = cs_calloc(kin->n * kin->moves, sizeof *kin->shares);
	cs_blocks_each(kin->n, pass->buyers->histories->threads, share_block,
		       &sharing);
	for (size_t i = 0; i < nblocks; i++)
		for (size_t m = 0; m < kin->moves; m++)
			kin->moved_alive[m] += sharing.alive[i][m];
	free(sharing.alive);
}

/* --- what comes -------------------------------------------------------- */

/*
 * The future that rows of kin g have in common. Who has just bought is the
 * likeliest to be still a customer: the chance of it, which is divided by, is
 * not near 0 then. `later`: with what is discounted, and who stays.
 */
static struct cs_row_future future(const struct cs_pass *pass,
				   const struct cs_btyd *model, size_t g,
				   bool later, struct cs_tails *room)
{
	struct cs_history row =
	    pass->buyers->histories->rows[pass->kin.first[g]];
	struct cs_row_future next = { .alive = 1 };
	struct cs_btyd_moments y = { NAN, NAN };

	if (model->k == 1) {
		row.recency = row.purchases > 0 ? row.age : 0;
		next.alive = cs_btyd_alive(model, &row);
	}
	if (isfinite(pass->t))
		y = cs_btyd_moments(model, &row, pass->t, room);
	next.mean = next.discounted = y.mean / next.alive;
	next.square = y.square / next.alive;
	if (later && pass->stays) /* up to the end of a step: t is finite */
		next.stay = cs_btyd_alive_after(model, &row, pass->t, room) /
			    next.alive;
	if (later && pass->delta > 0)
		next.discounted = cs_btyd_discounted(model, &row, pass->t,
						     pass->delta, room) /
				  next.alive;
	return next;
}

/* What is expected of all as parameters move, by block of kin. */
struct expecting {
	const struct cs_pass *pass;
	struct cs_kin_share (*blocks)[2 * CS_MOST_PARAMETERS];
};

static void expect_block(void *of, size_t block, size_t from, size_t to)
{
	const struct expecting *expecting = of;
	const struct cs_kin *kin = &expecting->pass->kin;
	struct cs_kin_share *sums = expecting->blocks[block];
	struct cs_tails room = { 0 };

	for (size_t g = from; g < to; g++)
		for (size_t m = 0; m < kin->moves; m++) {
			const struct cs_kin_share *share =
			    &kin->shares[g * kin->moves + m];
			double mean = future(expecting->pass, &kin->moved[m], g,
					     false, &room)
					  .mean;

			sums[m].customers += share->customers * mean;
			sums[m].worth += share->worth * mean;
		}
	free(room.at);
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

struct cs_pass_slopes cs_pass_slopes(const struct cs_pass *pass)
{
	const struct cs_kin *kin = &pass->kin;
	size_t nblocks = cs_blocks(kin->n);
	struct expecting expecting = {
		pass, cs_calloc(nblocks, sizeof *expecting.blocks)
	};
	struct cs_kin_share sums[2 * CS_MOST_PARAMETERS] = { 0 };
	struct cs_pass_slopes slopes = { 0 };

	cs_blocks_each(kin->n, pass->buyers->histories->threads, expect_block,
		       &expecting);
	for (size_t i = 0; i < nblocks; i++)
		for (size_t m = 0; m < kin->moves; m++) {
			sums[m].customers += expecting.blocks[i][m].customers;
			sums[m].worth += expecting.blocks[i][m].worth;
		}
	free(expecting.blocks);
	for (size_t p = 0; p < kin->moves / 2; p++) {
		const struct cs_kin_share *up = &sums[2 * p], *down = up + 1;
		const double *alive = &kin->moved_alive[2 * p];

		slopes.alive[p] = (alive[0] - alive[1]) / (2 * STEP);
		slopes.purchases[p] =
		    (up->customers - down->customers) / (2 * STEP);
		slopes.revenue[p] = (up->worth - down->worth) / (2 * STEP);
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

/* What is expected of each row, by block of kin. */
struct asking {
	const struct cs_pass *pass;
	struct cs_row_future *rows;
};

static void ask_block(void *of, size_t block, size_t from, size_t to)
{
	const struct asking *asking = of;
	const struct cs_pass *pass = asking->pass;
	const struct cs_btyd *model = &pass->fit->model;
	const struct cs_kin *kin = &pass->kin;
	struct cs_tails room = { 0 };

	(void)block;
	for (size_t g = from; g < to; g++) {
		struct cs_row_future all = future(pass, model, g, true, &room);

		for (size_t i = kin->first[g]; i < kin->first[g + 1]; i++) {
			double share = model->k == 1 ? kin->alive[i] : 1;

			asking->rows[i] = (struct cs_row_future){
				kin->alive[i], share * all.mean,
				share * all.square, share * all.discounted,
				share * all.stay
			};
		}
	}
	free(room.at);
}

struct cs_row_future *cs_pass_rows(const struct cs_pass *pass)
{
	const struct cs_histories *of = pass->buyers->histories;
	struct asking asking = { pass, cs_calloc(of->n, sizeof *asking.rows) };

	cs_blocks_each(pass->kin.n, of->threads, ask_block, &asking);
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

static void weigh(struct cs_pass *pass, const struct cs_gamma_gamma *values)
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

void cs_pass_begin(struct cs_pass *pass, const struct cs_gamma_gamma *values)
{
	weigh(pass, values);
	find_kin(pass);
	move_parameters(&pass->kin, pass->fit);
	share_out(pass);
}

void cs_pass_release(struct cs_pass *pass)
{
	free(pass->kin.first);
	free(pass->kin.alive);
	free(pass->kin.shares);
	free(pass->worth);
	free(pass->worth_slopes);
}
