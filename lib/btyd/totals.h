/*
 * totals.h - sums over the rows of many customers, and where they vary: what
 * predict.h is made of (lib/btyd only).
 */
#ifndef CS_BTYD_TOTALS_H
#define CS_BTYD_TOTALS_H

#include <stdbool.h>

#include "btyd/predict.h"

/* Of the customers of a row: sums over them. */
struct cs_row_worth {
	double mean, square, variance; /* of struct cs_order_value */
	double mean_squared;
};

struct cs_row_totals {
	double alive, purchases, revenue;
};

/*
 * Rows with one future: of those who are alive it depends on purchases and age
 * alone where k is 1, so that rows which differ in recency alone are kin, and
 * each row's future is its share, the chance to be alive, times the one they
 * have in common. Else each row is alone, its share is 1. Shares do not depend
 * on how far one looks ahead: they are found once.
 */
struct cs_kin {
	size_t *first; /* rows of kin i: first[i] to first[i + 1] - 1 */
	size_t n;
	double *alive; /* by row: the chance */
	/* With log parameter p moved up and down, [2p] and [2p + 1]: */
	size_t moves;
	struct cs_btyd moved[2 * CS_MOST_PARAMETERS];
	double moved_alive[2 * CS_MOST_PARAMETERS]; /* customers alive */
	struct cs_kin_share *shares;		    /* [n][moves] */
};

struct cs_pass {
	const struct cs_buyers *buyers;
	const struct cs_btyd_fit *fit;
	struct cs_kin kin;
	double t, delta;
	struct cs_row_worth *worth; /* by row; NULL: not known */
	double (*worth_slopes)[3];  /* ... of its mean, in the log parameters */
	bool stays;		    /* is it asked who stays? */
};

/* What is expected of one customer of a row; `stay`: alive t later. */
struct cs_row_future {
	double alive, mean, square, discounted, stay;
};

/* How totals move with each log parameter of the model. */
struct cs_pass_slopes {
	double alive[CS_MOST_PARAMETERS], purchases[CS_MOST_PARAMETERS],
	    revenue[CS_MOST_PARAMETERS];
};

/* Sums over rows that are kin, of their shares and what orders are worth. */
struct cs_kin_share {
	double customers, worth;
};

/* Finds what orders of each row are worth, where that is known, and kin. */
void cs_pass_begin(struct cs_pass *pass, const struct cs_gamma_gamma *values);
void cs_pass_release(struct cs_pass *pass);

/* What is expected of one customer of each row; the caller's to free. */
struct cs_row_future *cs_pass_rows(const struct cs_pass *pass);

struct cs_pass_slopes cs_pass_slopes(const struct cs_pass *pass);

/* The variances that the parameters of the model bring. */
struct cs_row_totals cs_pass_variances(const struct cs_btyd_fit *fit,
				       const struct cs_pass_slopes *slopes);

/* The totals of rows, with their intervals; `parameters` are variances. */
struct cs_prediction cs_pass_add_up(const struct cs_pass *pass,
				    const struct cs_row_future *rows,
				    const struct cs_row_totals *parameters,
				    const struct cs_gamma_gamma *values,
				    double level);

#endif
