/*
 * bg.c - BG/NBD and MBG/NBD with k ticks to a purchase, and NBD, in which
 * nobody leaves.
 *
 * With R = r + k x, y = (T - t_x) / (alpha + T), h_j = (R)_j y^j / j! for j < k
 * ticks since the last purchase, S their sum, and d = 1 for MBG, 0 for BG:
 *
 *	LL = (k - 1) sum of log gaps - x log (k - 1)!
 *	   + log (b)_(x+d) / (a + b)_(x+d) + log (r)_(kx)
 *	   - r log(1 + T / alpha) - k x log(alpha + T) + log(S + gone)
 *	gone = a / (b + x - 1 + d) ((alpha + T) / (alpha + t_x))^R
 *	P(alive) = S / (S + gone)
 *
 * gone = 0 where x + d = 0, and for NBD. From then on, with b' = b + x + d,
 *
 *	P(Y >= i | alive) = (b')_(i-1) / (a + b')_(i-1)
 *			    sum over j of h_j / S P(N_j >= k i - j)
 *
 * where N_j is negative binomial of shape R + j and rate alpha + T. All terms
 * are positive, and nothing is singular at a = 1 or a + b = 1, as 2F1 of the
 * papers is. The gradient sums over the same terms.
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "btyd/models.h"

/* Purchases after which somebody may have left. */
static double chances(const struct cs_btyd *model, double purchases)
{
	return purchases + (model->kind == CS_MBG_NBD);
}

/* --- likelihood -------------------------------------------------------- */

/* What depends on a time alone. */
struct bg_time {
	double time, log_rate; /* log(alpha + time) */
	double log_grown;      /* log(1 + time / alpha) */
	double alpha;	       /* alpha / (alpha + time) */
};

struct bg_tables {
	const struct cs_btyd *model;
	struct bg_time *times;
	struct cs_rising r, b, ab;
	double *log_left; /* log(a / (b + n - 1)) after n chances to leave */
	double log_factorial; /* log (k - 1)! */
};

static double *left_table(const struct cs_btyd *model,
			  const struct cs_histories *histories)
{
	double *log_left = cs_malloc((histories->most + 2) * sizeof *log_left);

	for (size_t i = 0; i < histories->ncounts; i++) {
		size_t n = (size_t)chances(model, histories->counts[i]);

		if (n > 0)
			log_left[n] =
			    log(model->a) - log(model->b + (double)n - 1);
	}
	return log_left;
}

static struct bg_tables tables_new(const struct cs_btyd *model,
				   const struct cs_histories *histories)
{
	struct bg_tables tables = { model, cs_malloc(histories->ntimes *
						     sizeof *tables.times) };

	for (size_t i = 0; i < histories->ntimes; i++) {
		double time = histories->times[i], rate = model->alpha + time;

		tables.times[i] = (struct bg_time){ time, log(rate),
						    log1p(time / model->alpha),
						    model->alpha / rate };
	}
	tables.r = cs_rising_at(model->r, histories->counts, histories->ncounts,
				(size_t)model->k, 0);
	if (model->kind != CS_NBD) {
		size_t more = model->kind == CS_MBG_NBD;

		tables.b = cs_rising_at(model->b, histories->counts,
					histories->ncounts, 1, more);
		tables.ab = cs_rising_at(model->a + model->b, histories->counts,
					 histories->ncounts, 1, more);
		tables.log_left = left_table(model, histories);
	}
	tables.log_factorial = cs_log_rising(1, (size_t)model->k - 1);
	return tables;
}

static void tables_release(struct bg_tables *tables)
{
	free(tables->times);
	cs_rising_release(&tables->r);
	cs_rising_release(&tables->b);
	cs_rising_release(&tables->ab);
	free(tables->log_left);
}

/* S and its slopes in R and alpha. */
struct stages {
	double sum, in_shape, in_alpha;
};

static struct stages stages(const struct cs_btyd *model, double shape,
			    double since, double rate)
{
	double y = since / rate, h = 1, slope = 0;
	struct stages stages = { 1, 0, 0 };

	for (int j = 1; j < model->k; j++) {
		slope = (slope * (shape + j - 1) + h) * y / j;
		h *= (shape + j - 1) * y / j;
		stages.sum += h;
		stages.in_shape += slope;
		stages.in_alpha -= j * h / rate;
	}
	return stages;
}

/*
 * Who has left beside who has not: gone / S as `odds`, its share u of both and
 * log(1 + odds).
 */
struct odds {
	double u, log_both;
};

static struct odds odds_of(double log_odds)
{
	double odds;

	if (log_odds > CS_LOG_MOST)
		return (struct odds){ 1, log_odds };
	odds = exp(log_odds);
	return (struct odds){ odds / (1 + odds), log1p(odds) };
}

/* The log-likelihood of a row, and its slopes in log parameters. */
static double score(const void *of, const struct cs_histories *histories,
		    size_t row, double *slope)
{
	const struct bg_tables *tables = of;
	const struct cs_btyd *model = tables->model;
	const struct cs_history_at *at = &histories->at[row];
	const struct bg_time *last = &tables->times[at->recency];
	const struct bg_time *end = &tables->times[at->age];
	double purchases = histories->rows[row].purchases;
	double ticks = model->k * purchases, shape = model->r + ticks;
	double log_ratio = end->log_rate - last->log_rate, value;
	struct stages s = stages(model, shape, end->time - last->time,
				 model->alpha + end->time);
	size_t t = (size_t)ticks, n = (size_t)chances(model, purchases);
	double log_stays = model->k > 1 ? log(s.sum) : 0, u = 0;

	value = tables->r.log[t] - model->r * end->log_grown -
		ticks * end->log_rate - purchases * tables->log_factorial +
		log_stays;
	if (model->kind != CS_NBD) {
		struct odds gone = { 0, 0 };

		if (n > 0)
			gone = odds_of(tables->log_left[n] + shape * log_ratio -
				       log_stays);
		u = gone.u;
		value += gone.log_both + tables->b.log[n] - tables->ab.log[n];
		slope[2] = u - model->a * tables->ab.slope[n];
		slope[3] =
		    model->b * (tables->b.slope[n] - tables->ab.slope[n]);
		if (u > 0)
			slope[3] -= model->b * u / (model->b + (double)n - 1);
	}
	slope[0] = model->r * (tables->r.slope[t] - end->log_grown +
			       u * log_ratio + (1 - u) * s.in_shape / s.sum);
	slope[1] = model->r * (1 - end->alpha) - ticks * end->alpha +
		   u * shape * (end->alpha - last->alpha) +
		   (1 - u) * model->alpha * s.in_alpha / s.sum;
	return value;
}

void cs_bg_slopes(const struct cs_btyd *model,
		  const struct cs_histories *histories,
		  struct cs_slopes *slopes)
{
	struct bg_tables tables = tables_new(model, histories);

	cs_slopes_sum(histories, cs_btyd_parameters(model->kind), score,
		      &tables, slopes);
	slopes->sum += (model->k - 1) * histories->log_gaps;
	tables_release(&tables);
}

/* --- one customer ------------------------------------------------------ */

/* gone / S; the ratio may be beyond what a double holds. */
double cs_bg_alive(const struct cs_btyd *model, const struct cs_history *at)
{
	double rate = model->alpha + at->age, since = at->age - at->recency;
	double shape = model->r + model->k * at->purchases;
	double n = chances(model, at->purchases), gone;

	if (model->kind == CS_NBD || n == 0)
		return 1;
	gone = model->a / (model->b + n - 1) *
	       exp(shape * log1p(since / (model->alpha + at->recency)));
	return 1 / (1 + gone / stages(model, shape, since, rate).sum);
}

/* Adds `share` times P(N >= k i - j) to tails->at[i], N in `ticks`. */
static void add_stage(struct cs_tails *tails, const struct cs_tails *ticks,
		      int k, int j, double share)
{
	size_t n = (ticks->n - 1 + (size_t)j) / (size_t)k + 1;

	while (tails->n < n) {
		CS_GROW(tails->at, tails->n, tails->capacity);
		tails->at[tails->n++] = 0;
	}
	for (size_t i = 1; i < n; i++)
		tails->at[i] += share * ticks->at[i * (size_t)k - (size_t)j];
}

/* P(i-th tick bundle by t) in tails->at[i], of somebody alive who stays. */
static void purchase_tails(const struct cs_btyd *model,
			   const struct cs_history *at, double t, size_t least,
			   struct cs_tails *tails)
{
	double rate = model->alpha + at->age, since = at->age - at->recency;
	double shape = model->r + model->k * at->purchases, h = 1;
	double sum = stages(model, shape, since, rate).sum;
	struct cs_tails ticks = { 0 };

	if (model->k == 1) {
		cs_nbd_tails(shape, rate, t, 1, least, tails);
		return;
	}
	tails->n = 0;
	for (int j = 0; j < model->k; j++) {
		if (j > 0)
			h *= (shape + j - 1) * since / rate / j;
		cs_nbd_tails(shape + j, rate, t, (size_t)(model->k - j),
			     (least + 1) * (size_t)model->k, &ticks);
		if (ticks.n == 0) {
			tails->n = 0;
			break;
		}
		add_stage(tails, &ticks, model->k, j, h / sum);
	}
	free(ticks.at);
}

void cs_bg_tails(const struct cs_btyd *model, const struct cs_history *at,
		 double t, size_t least, struct cs_tails *tails)
{
	double alive = cs_bg_alive(model, at);
	double stayed = model->b + chances(model, at->purchases);

	purchase_tails(model, at, t, least, tails);
	if (tails->n == 0)
		return;
	tails->at[0] = 1;
	for (size_t i = 1; i < tails->n; i++) {
		tails->at[i] *= alive;
		if (model->kind != CS_NBD)
			alive *= (stayed + (double)i - 1) /
				 (model->a + stayed + (double)i - 1);
	}
}

/* Who buys the i-th time then leaves with the chance a / (a + b' + i - 1). */
double cs_bg_alive_after(const struct cs_btyd *model,
			 const struct cs_history *at,
			 const struct cs_tails *tails)
{
	double left = 0;
	double stayed = model->b + chances(model, at->purchases);

	if (model->kind == CS_NBD)
		return 1;
	if (tails->n == 0)
		return NAN;
	for (size_t i = tails->n - 1; i > 0; i--)
		left += tails->at[i] * model->a /
			(model->a + stayed + (double)i - 1);
	return cs_bg_alive(model, at) - left;
}

/* --- discounted -------------------------------------------------------- */

/*
 * By parts, for every k alike: exp(-delta t) E[Y(t)] + delta times the integral
 * of E[Y(u)] exp(-delta u), over log(1 + u / (alpha + T)).
 */
struct bg_future {
	const struct cs_btyd *model;
	const struct cs_history *at;
	double rate, delta;
	struct cs_tails *room;
	double sum;
};

static void add_future(double y, double weight, void *of)
{
	struct bg_future *future = of;
	double u = future->rate * expm1(y);

	future->sum +=
	    weight * exp(y - future->delta * u) *
	    cs_btyd_moments(future->model, future->at, u, future->room).mean;
}

double cs_bg_discounted(const struct cs_btyd *model,
			const struct cs_history *at, double t, double delta,
			struct cs_tails *room)
{
	struct bg_future future = { model, at, model->alpha + at->age, delta,
				    room };
	double reach = log1p(fmin(t, 45 / delta) / future.rate), sum = 0;

	if (isfinite(t))
		sum =
		    cs_btyd_moments(model, at, t, room).mean * exp(-delta * t);
	if (delta > 0)
		cs_nodes(0, reach, (size_t)ceil(reach), add_future, &future);
	return sum + delta * future.rate * future.sum;
}
