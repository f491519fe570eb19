/*
 * btyd_models.c - the models of lib/btyd at the parameters that papers print
 * for CDNOW, at singular and far ends, and what has to hold of any.
 *
 * The figures are of two independent routes at 40 digits: 2F1 of the papers,
 * and integrals. Random points: btyd_points.c. Fits to CDNOW: published.t.
 */
#include "btyd.h"
#include "cdnow.h"
#include "tap.h"

#include <stdlib.h>

#include "btyd/btyd.h"
#include "btyd/fit.h"
#include "btyd/gamma_gamma.h"
#include "btyd/score.h"

#define SIZE(array) (sizeof(array) / sizeof *(array))

/* Times are given in weeks. */
static struct cs_btyd pareto(double r, double alpha, double s, double beta)
{
	return (struct cs_btyd){ CS_PARETO_NBD, 1,     r,
				 alpha * WEEK,	{ s }, { beta * WEEK } };
}

static struct cs_btyd geometric(enum cs_btyd_kind kind, double r, double alpha,
				double a, double b)
{
	return (struct cs_btyd){ kind, 1, r, alpha * WEEK, { a }, { b } };
}

/* With times in weeks. */
static double in_weeks(const struct cs_btyd *model, const struct cs_history *at)
{
	return log_likelihood(model, at) + at->purchases * log(WEEK);
}

struct known {
	struct cs_history at;
	double log_likelihood, alive, mean, sd, buys, year, ever;
};

/* The next 365 days, 10 % a year. */
static void holds(const struct cs_btyd *model, const struct known *want,
		  const char *name)
{
	double delta = log(1.1) / 365.25, sum = 0;
	struct cs_tails tails = { 0 };
	struct cs_btyd_moments y =
	    cs_btyd_moments(model, &want->at, 365, &tails);

	near(in_weeks(model, &want->at), want->log_likelihood, 1e-11,
	     named("%s: log-likelihood", name));
	near(cs_btyd_alive(model, &want->at), want->alive, 1e-11,
	     named("%s: P(alive)", name));
	near(y.mean, want->mean, 1e-11, named("%s: E", name));
	near(sqrt(y.square - y.mean * y.mean), want->sd, 1e-11,
	     named("%s: sd", name));
	cs_btyd_tails(model, &want->at, 365, 0, &tails);
	near(tails.at[1], want->buys, 1e-11, named("%s: P(Y >= 1)", name));
	for (size_t i = tails.n - 1; i > 0; i--)
		sum += tails.at[i];
	near(sum, y.mean, 1e-12, named("%s: E is the sum of P(Y >= i)", name));
	near(cs_btyd_discounted(model, &want->at, 365, delta, &tails),
	     want->year, 1e-11, named("%s: discounted", name));
	near(cs_btyd_discounted(model, &want->at, INFINITY, delta, &tails),
	     want->ever, 1e-11, named("%s: discounted for ever", name));
	free(tails.at);
}

static const struct cs_history twice = { 2, 213, 272, 1 };
static const struct cs_history once = { 0, 0, 272, 1 };
static const struct cs_history none = { 0, 0, 0, 1 };

static void test_published(void)
{
	const struct cs_btyd *p = &of_cdnow[CS_PARETO_NBD];
	const struct cs_btyd *bg = &of_cdnow[CS_BG_NBD];
	const struct cs_btyd *mbg = &of_cdnow[CS_MBG_NBD];

	holds(p,
	      &(struct known){ twice, -9.5541735857962, .869134241442,
			       1.85506451414, 2.20751449265, .631816881011,
			       1.77544983991, 8.17249920153 },
	      "Pareto/NBD, twice");
	holds(p,
	      &(struct known){ once, -.52119299804475, .295112581283,
			       .136491172972, .570628315964, .0799870736659,
			       .130633317254, .601312781106 },
	      "Pareto/NBD, never again");
	holds(bg,
	      &(struct known){ twice, -9.4595595614243, .726620316657,
			       1.56218972814, 1.9512504382, .60326300809,
			       1.49514875497, 6.37215336311 },
	      "BG/NBD, twice");
	holds(mbg,
	      &(struct known){ twice, -9.4857134948784, .70613846788,
			       1.60043429778, 1.98755888751, .60483664975,
			       1.53236593832, 5.97013090472 },
	      "MBG/NBD, twice");
	holds(mbg,
	      &(struct known){ once, -.53959837358699, .389722939722,
			       .198107840149, .624553512034, .129429311318,
			       .189467008359, .907270416708 },
	      "MBG/NBD, never again");
	near(cs_btyd_alive(bg, &once), 1, 1e-15,
	     "BG/NBD: who bought once is alive");
}

/* A new customer's first 52 weeks. */
static void test_new(void)
{
	static const double counts[] = { .573784352442, .160527847134,
					 .0816943765874, .050120545371 };
	const struct cs_btyd *p = &of_cdnow[CS_PARETO_NBD];
	struct cs_tails tails = { 0 };

	near(cs_btyd_moments(p, &none, 364, &tails).mean, 1.47343425354, 1e-11,
	     "Pareto/NBD, new: E");
	cs_btyd_tails(p, &none, 364, 0, &tails);
	for (size_t i = 0; i < SIZE(counts); i++)
		near(tails.at[i] - tails.at[i + 1], counts[i], 1e-11,
		     named("Pareto/NBD, new: P(%zu)", i));
	free(tails.at);
}

static double mean_of(struct cs_btyd model, struct cs_history at, double t)
{
	struct cs_tails room = { 0 };
	double mean = cs_btyd_moments(&model, &at, t, &room).mean;

	free(room.at);
	return mean;
}

/* Where the formulas of the papers divide 0 by 0. */
static void test_singular(void)
{
	struct cs_btyd one = pareto(.55, 10.58, 1, 11.67);
	struct cs_btyd two = pareto(.55, 10.58, 2, 10.58);
	struct cs_tails room = { 0 };
	struct cs_btyd_moments y = cs_btyd_moments(&two, &twice, 365, &room);

	near(mean_of(one, twice, 365), 1.46850383943, 1e-11, "s = 1: E");
	near(cs_btyd_discounted(&one, &twice, INFINITY, log(1.1) / 365.25,
				&room),
	     4.3061755018, 1e-10, "s = 1: for ever");
	near(mean_of(one, none, 365), 1.0306808168, 1e-10, "s = 1: new");
	near(in_weeks(&two, &twice), -11.429083019524, 1e-12,
	     "s = 2, alpha = beta: log-likelihood");
	near(y.mean, .823577591797, 1e-11, "s = 2: E");
	near(sqrt(y.square - y.mean * y.mean), 1.58156135749, 1e-11,
	     "s = 2: sd");
	near(mean_of(geometric(CS_BG_NBD, .24, 4.41, 1, 2.4), none, 364),
	     1.27189736858, 1e-11, "a = 1: new");
	near(mean_of(geometric(CS_BG_NBD, .24, 4.41, 1, 2.4), twice, 365),
	     1.38469478542, 1e-11, "a = 1: E");
	near(mean_of(geometric(CS_BG_NBD, .24, 4.41, .4, .6), none, 364),
	     1.30285483061, 1e-11, "a + b = 1: new");
	near(mean_of(geometric(CS_BG_NBD, .24, 4.41, .4, .6), twice, 365),
	     1.59392437421, 1e-11, "a + b = 1: E");
	near(mean_of(geometric(CS_BG_NBD, .24, 4.41, 1, 1), none, 364),
	     .934292102868, 1e-11, "a = b = 1: new");
	near(mean_of(geometric(CS_BG_NBD, .24, 4.41, 1, 1), twice, 365),
	     1.04465698402, 1e-11, "a = b = 1: E");
	free(room.at);
}

static void test_far(void)
{
	struct cs_btyd quick = pareto(.79, .02, .39, 57);
	struct cs_btyd ridge = pareto(.83, 9.87, .000465, 22290);
	struct cs_history one = { 3, 7, 39 * WEEK, 1 };
	struct cs_history ten = { 3, 70, 39 * WEEK, 1 };
	struct cs_history often = { 10000, 10900, 11000, 1 };

	near(in_weeks(&quick, &one), -7.8209193004607, 1e-12,
	     "quick: log-likelihood");
	near(cs_btyd_alive(&quick, &one), .000339787028878, 1e-10,
	     "quick: P(alive)");
	near(in_weeks(&ridge, &ten), -11.536945612641, 1e-12,
	     "ridge: log-likelihood");
	near(cs_btyd_alive(&ridge, &ten), .99999576423348, 1e-13,
	     "ridge: P(alive)");
	ok(isfinite(in_weeks(&quick, &often)) &&
	       isfinite(mean_of(quick, often, 365)),
	   "10,000 purchases overflow nothing");
	for (int kind = 0; kind < CS_BTYD_KINDS; kind++) {
		struct cs_btyd model = {
			(enum cs_btyd_kind)kind, 1, .5, 70, { .8 }, { 2 }
		};

		ok(fabs(in_weeks(&model, &none)) < 1e-15 || kind == CS_MBG_NBD,
		   "%s: nothing is known of a new customer",
		   cs_btyd_names[kind]);
	}
}

/* P(alive) falls with the silence, and stays within 0 and 1. */
static void test_alive(void)
{
	for (int kind = 0; kind < CS_BTYD_KINDS; kind++)
		for (int k = 1; k <= (kind == CS_PARETO_NBD ? 1 : 4); k++) {
			struct cs_btyd model = { (enum cs_btyd_kind)kind,
						 k,
						 .5,
						 70,
						 { .8 },
						 { 2 } };
			struct cs_tails room = { 0 };
			int rises = 0, off = 0;
			double before = 1;

			for (double age = 50; age < 4000; age *= 1.1) {
				struct cs_history at = { 4, 50, age, 1 };
				double alive = cs_btyd_alive(&model, &at);
				double later;

				cs_btyd_tails(&model, &at, 100, 0, &room);
				later = cs_btyd_alive_after(&model, &at, 100,
							    &room);

				off += !(alive >= 0 && alive <= 1) ||
				       !(later <= alive && later >= 0);
				rises += alive > before;
				before = alive;
			}
			ok(off == 0 && rises == 0, "%s, k = %d: P(alive) falls",
			   cs_btyd_names[kind], k);
			free(room.at);
		}
}

/* s and beta without limit at one ratio: everybody dies at one rate. */
static void test_one_rate(void)
{
	double rate = .01, t = 365, A = 74;
	struct cs_btyd model = { CS_PARETO_NBD, 1, .55, A, { 1e6 },
				 { 1e6 / rate } };

	near(mean_of(model, none, t), .55 / A * -expm1(-rate * t) / rate, 1e-5,
	     "one death rate: E");
}

/* Weights are repeated rows, and the order of rows is nothing. */
static void test_weights(void)
{
	struct cs_history rows[4] = { { 0, 0, 100, 2 },
				      { 3, 60, 100, 1 },
				      { 1, 20, 90, 3 },
				      { 2, 80, 120, 1 } };
	struct cs_history each[7] = { { 1, 20, 90, 1 },	 { 0, 0, 100, 1 },
				      { 1, 20, 90, 1 },	 { 1, 20, 90, 1 },
				      { 2, 80, 120, 1 }, { 3, 60, 100, 1 },
				      { 0, 0, 100, 1 } };
	struct cs_histories a, b;

	cs_histories_init(&a, rows, SIZE(rows), 0);
	cs_histories_init(&b, each, SIZE(each), 0);
	for (int kind = 0; kind < CS_BTYD_KINDS; kind++) {
		struct cs_btyd_sample one = { (enum cs_btyd_kind)kind, 1, &a };
		struct cs_btyd_sample other = { one.kind, 1, &b };
		struct cs_slopes x = { 0 }, y = { 0 };
		double at[] = { .5, 70, .8, 2 };

		cs_btyd_slopes(at, &one, &x);
		cs_btyd_slopes(at, &other, &y);
		near(x.sum + x.sum_lost, y.sum + y.sum_lost, 1e-15,
		     named("%s: weights", cs_btyd_names[kind]));
	}
	cs_histories_release(&a);
	cs_histories_release(&b);
}

/* The slopes are those of the value. */
static void test_slopes(void)
{
	static const double at[][4] = { { 1, 200, .5, 60 },
					{ .5, 60, .5, 200 },
					{ 1, 200, 3, .2 },
					{ 1, .5, .5, 200 } };
	static const struct cs_history rows[] = { { 2, 213, 272, 1 },
						  { 0, 0, 272, 1 },
						  { 5, 100, 100, 1 } };
	int off = 0, tried = 0;

	for (size_t i = 0; i < SIZE(at) * SIZE(rows) * CS_BTYD_MODELS * 3;
	     i++) {
		int kind = (int)(i % CS_BTYD_MODELS), k = 1 + (int)(i / 72);
		struct cs_histories one;
		struct cs_btyd_sample sample = {
			(enum cs_btyd_kind)kind,
			kind && kind < CS_BTYD_KINDS ? k : 1, &one
		};
		struct cs_slopes slopes = { 0 };

		cs_histories_init(&one, &rows[i / 6 % 3], 1, 0);
		cs_btyd_slopes(at[i / 18 % 4], &sample, &slopes);
		for (size_t p = 0; p < cs_btyd_parameters(sample.kind); p++) {
			struct cs_slopes up = { 0 }, down = { 0 };
			double moved[4];

			memcpy(moved, at[i / 18 % 4], sizeof moved);
			moved[p] *= exp(1e-5);
			cs_btyd_slopes(moved, &sample, &up);
			moved[p] *= exp(-2e-5);
			cs_btyd_slopes(moved, &sample, &down);
			off += fabs((up.sum - down.sum) / 2e-5 -
				    slopes.slope[p]) > 1e-6;
			tried++;
		}
		cs_histories_release(&one);
	}
	ok(off == 0 && tried > 400, "%d slopes, %d of them wrong", tried, off);
}

static void test_values(void)
{
	struct cs_gamma_gamma model = {
		.converged = true, .p = 6.25, .q = 3.74, .gamma = 15.44
	};
	struct cs_spending some = { 3, 40 }, unknown = { 0, 0 };
	struct cs_order_value value = cs_gamma_gamma_value(&model, &some);

	near(value.mean, 6.25 * (15.44 + 120) / (18.75 + 3.74 - 1), 1e-15,
	     "E[value]");
	near(value.square, 6.25 * 6.25 * 135.44 * 135.44 / (21.49 * 20.49),
	     1e-14, "its mean square");
	near(value.variance, value.square / 6.25, 1e-15, "of an order");
	near(cs_gamma_gamma_value(&model, &unknown).mean, 6.25 * 15.44 / 2.74,
	     1e-15, "of a new customer");
	model.q = .9;
	ok(isnan(cs_gamma_gamma_value(&model, &unknown).mean),
	   "q below 1: no mean");
}

/* By hand: two customers, of whom one came back once. */
static void test_score(void)
{
	struct cs_btyd nbd = { CS_NBD, 1, 1, 10, { 0 }, { 0 } };
	struct cs_history rows[] = { { 0, 0, 10, 2 } };
	size_t first[] = { 0, 2 };
	uint32_t later[] = { 0, 1 };
	struct cs_btyd_score score =
	    cs_btyd_score(&nbd, rows, 1, first, later, 20, 1);

	/* shape 1, rate 20, t 20: P(0) 1/2, P(1) 1/4, mean 1 */
	near(score.log_score, log(.5) + log(.25), 1e-13, "log score");
	near(score.expected, 2, 1e-13, "expected");
	near(score.actual, 1, 1e-13, "actual");
	near(score.mae, .5, 1e-13, "mean absolute error");
	near(score.rmse, sqrt(.5), 1e-13, "root of the mean square");
	near(score.buyers_expected, 1, 1e-13, "buyers expected");
	near(score.buyers_actual, 1, 1e-13, "buyers");
}

int main(void)
{
	test_published();
	test_new();
	test_singular();
	test_far();
	test_alive();
	test_one_rate();
	test_weights();
	test_slopes();
	test_values();
	test_score();
	return done_testing();
}
