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

struct cs_pass {
	const struct cs_buyers *buyers;
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

/* Finds what orders of each row are worth, where that is known. */
void cs_pass_weigh(struct cs_pass *pass, const struct cs_gamma_gamma *values);
void cs_pass_release(struct cs_pass *pass);

/* What is expected of one customer of each row; the caller's to free. */
struct cs_row_future *cs_pass_rows(const struct cs_pass *pass,
				   const struct cs_btyd *model);

struct cs_pass_slopes cs_pass_slopes(const struct cs_pass *pass,
				     const struct cs_btyd_fit *fit);

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
