/*
 * btyd.h - models of customers who buy until they leave, which nobody sees:
 * "buy till you die".
 *
 * Everybody buys at a rate of his own, gamma(r, alpha) over the customers, and
 * leaves unseen. All times are days, and so is alpha; a fit in other units is
 * the same fit. With R = r + k x, for a customer of history x, t_x, T:
 *
 *  pareto-nbd  Schmittlein, Morrison and Colombo 1987: dies at a rate of his
 *	own, gamma(s, beta).
 *  bg-nbd	Fader, Hardie and Lee 2005: leaves after a purchase but the
 *	first with a chance of his own, beta(a, b). Who bought once is still a
 *	customer, for certain.
 *  mbg-nbd	Batislam, Denizel and Filiztekin 2007: after the first too.
 *  nbd		nobody leaves (Ehrenberg 1959): P(alive) is 1.
 *
 *  bg-bb	Fader, Hardie and Shang 2010: there are opportunities, one after
 *	another, which a customer takes with a chance of his own, beta(alpha,
 *	beta), and before each of which he leaves with another, beta(gamma,
 *	delta). r, alpha, a, b hold these four; times count opportunities, whole
 *	ones, and T is how many there were after the first purchase.
 *	P(alive) is of being there at the next.
 *  beta-binomial	the same, and nobody leaves.
 *
 * All between the first and bg-bb allow for regular gaps (Platzer and
 * Reutterer 2016, here exact for every k): a purchase is each k-th tick of the
 * customer's stream. k = 1 is random.
 *
 * A new customer is the history 0, 0, 0. Y is what a customer buys in the t
 * days after T; the figures count that he may be gone.
 *
 * Accuracy, against mpmath at random points of tests/btyd.py, some with
 * hundreds of purchases: 1.1e-12 relative at worst, log-likelihoods 1.5e-14.
 * With ten thousand purchases 1.7e-11: powers multiply what is rounded.
 */
#ifndef CS_BTYD_BTYD_H
#define CS_BTYD_BTYD_H

#include <stdbool.h>
#include <stddef.h>

#include "btyd/climb.h"
#include "btyd/history.h"
#include "btyd/series.h"

enum cs_btyd_kind {
	CS_PARETO_NBD,
	CS_BG_NBD,
	CS_MBG_NBD,
	CS_NBD,
	CS_BTYD_KINDS, /* of those that know days */
	CS_BG_BB = CS_BTYD_KINDS,
	CS_BETA_BINOMIAL,
	CS_BTYD_MODELS
};

enum { CS_MOST_REGULAR = 12 };

struct cs_btyd {
	enum cs_btyd_kind kind;
	int k; /* 1 .. CS_MOST_REGULAR; of Pareto/NBD and BG/BB 1 */
	double r, alpha;
	union {
		double s, a; /* unused where nobody leaves */
	};
	union {
		double beta, b;
	};
};

extern const char *const cs_btyd_names[CS_BTYD_MODELS]; /* "pareto-nbd" */
size_t cs_btyd_parameters(enum cs_btyd_kind kind);

/* Does it count opportunities, not days? */
static inline bool cs_btyd_counts(enum cs_btyd_kind kind)
{
	return kind == CS_BG_BB || kind == CS_BETA_BINOMIAL;
}

/* The model of the same times in which nobody leaves. */
enum cs_btyd_kind cs_btyd_staying(enum cs_btyd_kind kind);

/* The log-likelihood of all, with slopes in log parameters: cs_slopes_at of a
 * struct cs_btyd_sample. Densities are per day. */
struct cs_btyd_sample {
	enum cs_btyd_kind kind;
	int k;
	const struct cs_histories *histories;
};
void cs_btyd_slopes(const double *parameters, const void *sample,
		    struct cs_slopes *slopes);

/* The chance that he is still a customer at T. */
double cs_btyd_alive(const struct cs_btyd *model, const struct cs_history *at);

/* E[Y] and E[Y^2]. */
struct cs_btyd_moments {
	double mean, square;
};
struct cs_btyd_moments cs_btyd_moments(const struct cs_btyd *model,
				       const struct cs_history *at, double t,
				       struct cs_tails *room);
/* The chance that he still is `t` later; `tails` are as cs_btyd_moments() or
 * cs_btyd_tails() of the same left them, which is most of the work. */
double cs_btyd_alive_after(const struct cs_btyd *model,
			   const struct cs_history *at, double t,
			   const struct cs_tails *tails);

/*
 * tails->at[i] = P(Y >= i), i = 0 .. n - 1, at least `least` of them. n = 0:
 * they are too many to tell (series.h); moments are NaN then.
 */
void cs_btyd_tails(const struct cs_btyd *model, const struct cs_history *at,
		   double t, size_t least, struct cs_tails *tails);

/*
 * The sum of exp(-delta u) over expected purchases, u days after T, up to t;
 * for ever where t is infinite, which wants delta > 0. A year of 10 % is delta
 * = log(1.1) / 365.25.
 */
double cs_btyd_discounted(const struct cs_btyd *model,
			  const struct cs_history *at, double t, double delta,
			  struct cs_tails *room);

#endif
