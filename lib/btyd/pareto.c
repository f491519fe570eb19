/*
 * pareto.c - Pareto/NBD.
 *
 * With w = r + s + x let q(x, t) be the probability that somebody alive at t,
 * with x purchases behind him, dies before the next one:
 *
 *	alpha >= beta: q = s / w 2F1(1, r + x; w + 1; z),
 *		       z = (alpha - beta) / (alpha + t)
 *	alpha < beta:  q = s / w (alpha + t) / (beta + t) 2F1(1, s + 1; w + 1;
 *		       z), z = (beta - alpha) / (beta + t)
 *
 * 1 - q is the same with both clocks exchanged, and taken so where q is near 1.
 * With A(t) = -r log(1 + t / alpha) - s log(1 + t / beta) - x log(alpha + t)
 *
 *	LL = log (r)_x + log(exp(A(t_x)) q(x, t_x) + exp(A(T)) (1 - q(x, T)))
 *	P(alive) = exp(A(T)) / the same sum
 *
 * The first term holds who dies before he would buy again, be it after T; the
 * second who is alive at T and does buy again.
 * which is the likelihood of the paper, but every term is positive: nothing
 * cancels, alpha = beta and t_x = T are cases like others. The future of
 * somebody alive at T is that of a new customer of r + x, alpha + T, s and beta
 * + T.
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "btyd/models.h"

/* --- which of two clocks rings first ----------------------------------- */

/* A clock rings at a rate that is gamma(shape, rate). */
struct gamma_clock {
	double shape, rate;
};

/* The chance that `second` rings before `first`, by the formula for q. */
static double rings_first(struct gamma_clock second, struct gamma_clock first)
{
	double w = first.shape + second.shape;

	if (first.rate >= second.rate)
		return second.shape / w *
		       cs_gauss(first.shape, w + 1,
				(first.rate - second.rate) / first.rate);
	return second.shape / w * (first.rate / second.rate) *
	       cs_gauss(second.shape + 1, w + 1,
			(second.rate - first.rate) / second.rate);
}

/* log q and log(1 - q), with the slopes of log q in r, alpha, s, beta. */
struct death {
	double log_q, log_p;
	double odds; /* q / (1 - q) */
	double slope[4];
};

static const double NEAR_ONE = .9;

static struct death death(struct gamma_clock buy, struct gamma_clock die)
{
	double q = rings_first(die, buy), p = 1 - q;

	if (q > NEAR_ONE) {
		p = rings_first(buy, die);
		q = 1 - p;
	}
	return (struct death){ log(q), log(p), q / p, { 0 } };
}

/* log rings_first() and its slopes in first.shape, first.rate, second.shape,
 * second.rate. */
static double rings_first_slopes(struct gamma_clock second,
				 struct gamma_clock first, double *slope)
{
	double w = first.shape + second.shape;
	double value = log(second.shape / w);
	struct cs_gauss sum;

	slope[0] = -1 / w;
	slope[2] = 1 / second.shape - 1 / w;
	if (first.rate >= second.rate) {
		sum = cs_gauss_slopes(first.shape, w + 1,
				      (first.rate - second.rate) / first.rate);
		slope[0] += sum.b;
		slope[1] = sum.z * second.rate / (first.rate * first.rate);
		slope[3] = -sum.z / first.rate;
	} else {
		sum = cs_gauss_slopes(second.shape + 1, w + 1,
				      (second.rate - first.rate) / second.rate);
		value += log(first.rate / second.rate);
		slope[2] += sum.b;
		slope[1] = 1 / first.rate - sum.z / second.rate;
		slope[3] = -1 / second.rate +
			   sum.z * first.rate / (second.rate * second.rate);
	}
	slope[0] += sum.c;
	slope[2] += sum.c;
	return value + log(sum.value);
}

static struct death death_slopes(struct gamma_clock buy, struct gamma_clock die)
{
	struct death at;
	double other[4], odds;

	at.log_q = rings_first_slopes(die, buy, at.slope);
	if (at.log_q <= log(NEAR_ONE)) {
		double q = exp(at.log_q);

		at.log_p = log1p(-q);
		at.odds = q / (1 - q);
		return at;
	}
	at.log_p = rings_first_slopes(buy, die, other);
	at.log_q = log1p(-exp(at.log_p));
	odds = exp(at.log_p - at.log_q);
	at.odds = 1 / odds;
	for (size_t i = 0; i < 4; i++)
		at.slope[i] = -odds * other[(i + 2) % 4];
	return at;
}

/* --- likelihood -------------------------------------------------------- */

/* What depends on a time alone. */
struct pareto_time {
	double log_rate;      /* log(alpha + t) */
	double buying, dying; /* log(1 + t / alpha), log(1 + t / beta) */
	double alpha, beta;   /* alpha / (alpha + t), beta / (beta + t) */
};

struct pareto_tables {
	const struct cs_btyd *model;
	struct pareto_time *times;
	struct death *pairs;
	struct cs_rising r;
};

static struct pareto_time at_time(const struct cs_btyd *model, double t)
{
	return (struct pareto_time){ log(model->alpha + t),
				     log1p(t / model->alpha),
				     log1p(t / model->beta),
				     model->alpha / (model->alpha + t),
				     model->beta / (model->beta + t) };
}

static struct pareto_tables tables_new(const struct cs_btyd *model,
				       const struct cs_histories *histories)
{
	struct pareto_tables tables = {
		model,
		cs_malloc(histories->ntimes * sizeof *tables.times),
		cs_malloc(histories->npairs * sizeof *tables.pairs),
		cs_rising_at(model->r, histories->counts, histories->ncounts, 1,
			     0),
	};

	for (size_t i = 0; i < histories->ntimes; i++)
		tables.times[i] = at_time(model, histories->times[i]);
	for (size_t i = 0; i < histories->npairs; i++) {
		double t = histories->times[histories->pairs[i].time];

		tables.pairs[i] = death_slopes(
		    (struct gamma_clock){ model->r +
					      histories->pairs[i].purchases,
					  model->alpha + t },
		    (struct gamma_clock){ model->s, model->beta + t });
	}
	return tables;
}

static void tables_release(struct pareto_tables *tables)
{
	free(tables->times);
	free(tables->pairs);
	cs_rising_release(&tables->r);
}

/* A(t). */
static double waited(const struct cs_btyd *model, double purchases,
		     const struct pareto_time *at)
{
	return -model->r * at->buying - model->s * at->dying -
	       purchases * at->log_rate;
}

/* Adds `weight` times the slopes of A(t) in log parameters. */
static void add_waited(const struct cs_btyd *model, double purchases,
		       const struct pareto_time *at, double weight,
		       double *slope)
{
	slope[0] -= weight * model->r * at->buying;
	slope[1] +=
	    weight * (model->r * (1 - at->alpha) - purchases * at->alpha);
	slope[2] -= weight * model->s * at->dying;
	slope[3] += weight * model->s * (1 - at->beta);
}

/* The log-likelihood of a row, and its slopes in log parameters. */
static double score(const void *of, const struct cs_histories *histories,
		    size_t row, double *slope)
{
	const struct pareto_tables *tables = of;
	const struct cs_btyd *model = tables->model;
	const struct cs_history_at *at = &histories->at[row];
	const struct pareto_time *last = &tables->times[at->recency];
	const struct pareto_time *end = &tables->times[at->age];
	const struct death *then = &tables->pairs[at->recency_pair];
	const struct death *now = &tables->pairs[at->age_pair];
	const double scale[] = { model->r, model->alpha, model->s,
				 model->beta };
	double purchases = histories->rows[row].purchases;
	double gone = waited(model, purchases, last) + then->log_q;
	double alive = waited(model, purchases, end) + now->log_p;
	double both = gone, u = 1, v = 0;

	if (gone - alive < CS_LOG_MOST) {
		double odds = exp(gone - alive);

		both = alive + log1p(odds);
		v = 1 / (1 + odds);
		u = odds * v;
	}
	for (size_t i = 0; i < 4; i++)
		slope[i] = scale[i] *
			   (u * then->slope[i] - v * now->odds * now->slope[i]);
	slope[0] += model->r * tables->r.slope[(size_t)purchases];
	add_waited(model, purchases, last, u, slope);
	add_waited(model, purchases, end, v, slope);
	return tables->r.log[(size_t)purchases] + both;
}

void cs_pareto_slopes(const struct cs_btyd *model,
		      const struct cs_histories *histories,
		      struct cs_slopes *slopes)
{
	struct pareto_tables tables = tables_new(model, histories);

	cs_slopes_sum(histories, 4, score, &tables, slopes);
	tables_release(&tables);
}

/* --- one customer ------------------------------------------------------ */

static struct gamma_clock buying(const struct cs_btyd *model, double purchases,
				 double t)
{
	return (struct gamma_clock){ model->r + purchases, model->alpha + t };
}

static struct gamma_clock dying(const struct cs_btyd *model, double t)
{
	return (struct gamma_clock){ model->s, model->beta + t };
}

double cs_pareto_alive(const struct cs_btyd *model, const struct cs_history *at)
{
	struct pareto_time last = at_time(model, at->recency);
	struct pareto_time end = at_time(model, at->age);
	double x = at->purchases;
	struct death then =
	    death(buying(model, x, at->recency), dying(model, at->recency));
	struct death now =
	    death(buying(model, x, at->age), dying(model, at->age));
	double alive = waited(model, x, &end);

	return exp(alive - cs_log_sum(waited(model, x, &last) + then.log_q,
				      alive + now.log_p));
}

double cs_pareto_alive_after(const struct cs_btyd *model,
			     const struct cs_history *at, double t)
{
	return cs_pareto_alive(model, at) *
	       exp(-model->s * log1p(t / (model->beta + at->age)));
}

/* --- the future of somebody alive -------------------------------------- */

struct pareto_integral {
	double c, rate, sum;
};

/* exp(c y) (exp(y) - 1): its integral is phi(c + 1) - phi(c). */
static void add_step(double y, double weight, void *of)
{
	struct pareto_integral *sum = of;

	sum->sum += weight * exp(sum->c * y) * expm1(y);
}

/* phi(c + 1) - phi(c), as an integral where they are nearly the same. */
static double phi_step(double c, double y)
{
	struct pareto_integral sum = { .c = c };
	double far = c < -1 ? fmin(y, -45 / (c + 1)) : y;

	if (y > .5 && fabs(c) < 4)
		return cs_phi(c + 1, y) - cs_phi(c, y);
	cs_nodes(0, far, (size_t)ceil((fabs(c) + 1) * far / 8), add_step, &sum);
	return sum.sum;
}

/*
 * E[X(t)] = (r / alpha) beta phi(1 - s) and E[X (X - 1)] = r (r + 1) / alpha^2
 * 2 beta^2 (phi(2 - s) - phi(1 - s)), phi of L = log(1 + t / beta).
 */
struct cs_btyd_moments cs_pareto_moments(const struct cs_btyd *model,
					 const struct cs_history *at, double t)
{
	struct gamma_clock buy = buying(model, at->purchases, at->age);
	struct gamma_clock die = dying(model, at->age);
	double alive = cs_pareto_alive(model, at), y = log1p(t / die.rate);
	double each = die.rate / buy.rate;
	double mean = alive * buy.shape * each * cs_phi(1 - die.shape, y);

	return (struct cs_btyd_moments){
		mean, mean + alive * 2 * buy.shape * (buy.shape + 1) * each *
				 each * phi_step(1 - die.shape, y)
	};
}

/* Of who dies at u: the purchases, over y = log(1 + u / scale). */
struct lives {
	struct gamma_clock buy, die;
	double scale;
	struct cs_tails *tails, *until; /* the sum; of this u */
};

static void add_life(double y, double weight, void *of)
{
	struct lives *lives = of;
	struct cs_tails *tails = lives->tails, *until = lives->until;
	double u = lives->scale * expm1(y), rate = lives->die.rate;
	double share = weight * (lives->scale + u) * lives->die.shape /
		       (rate + u) * exp(-lives->die.shape * log1p(u / rate));

	cs_nbd_tails(lives->buy.shape, lives->buy.rate, u, 1, 0, until);
	for (size_t i = 1; i < until->n && i < tails->n; i++)
		tails->at[i] += share * until->at[i];
}

/*
 * Purchases if he lives on beyond t, and if he dies at u before: the density of
 * u is s beta^s (beta + u)^-(s+1). The scale is the time to the next purchase,
 * or that of death if it is shorter; panels are short where so many purchases
 * are nearly certain by some u.
 */
void cs_pareto_tails(const struct cs_btyd *model, const struct cs_history *at,
		     double t, size_t least, struct cs_tails *tails)
{
	struct gamma_clock buy = buying(model, at->purchases, at->age);
	struct gamma_clock die = dying(model, at->age);
	struct cs_tails until = { 0 };
	struct lives lives = { buy, die,
			       fmin(buy.rate / fmax(buy.shape, 1), die.rate),
			       tails, &until };
	double alive = cs_pareto_alive(model, at);
	double last = fmin(t, die.rate * expm1(45 / die.shape));
	double reach = log1p(last / lives.scale);
	double most = fmin(buy.shape, buy.shape * t / buy.rate);
	double fine = .7 + sqrt(most) / 4 + die.shape / 8;

	cs_nbd_tails(buy.shape, buy.rate, t, 1, least, tails);
	if (tails->n == 0)
		return;
	for (size_t i = 1; i < tails->n; i++)
		tails->at[i] *= exp(-die.shape * log1p(t / die.rate));
	cs_nodes(0, reach, (size_t)ceil(1 + reach * fine), add_life, &lives);
	for (size_t i = 1; i < tails->n; i++)
		tails->at[i] *= alive;
	free(until.at);
}

static void add_income(double y, double weight, void *of)
{
	struct pareto_integral *sum = of;

	sum->sum += weight * exp(sum->c * y - sum->rate * expm1(y));
}

/*
 * (r / alpha) beta times the integral of exp((1 - s) y - delta beta (exp(y) -
 * 1)) over y up to L.
 */
double cs_pareto_discounted(const struct cs_btyd *model,
			    const struct cs_history *at, double t, double delta)
{
	struct gamma_clock buy = buying(model, at->purchases, at->age);
	struct gamma_clock die = dying(model, at->age);
	struct pareto_integral sum = { 1 - die.shape, delta * die.rate, 0 };
	double y = log1p(fmin(t, 45 / delta) / die.rate);

	if (sum.c < 0)
		y = fmin(y, -45 / sum.c);
	cs_nodes(0, y, (size_t)ceil(y * (1 + fabs(sum.c) / 8)), add_income,
		 &sum);
	return cs_pareto_alive(model, at) * buy.shape * die.rate / buy.rate *
	       sum.sum;
}
