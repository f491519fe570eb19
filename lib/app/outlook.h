/*
 * outlook.h - what cs-clv and cs-customers ask of a model of buying: which one,
 * how far ahead, and what the future is worth today.
 *
 * A command that takes cs_outlook_options has a struct of its own that begins
 * with a struct cs_outlook, at CS_OUTLOOK_INIT.
 */
#ifndef CS_APP_OUTLOOK_H
#define CS_APP_OUTLOOK_H

#include <stdbool.h>

#include "app/job.h"
#include "btyd/fit.h"
#include "option/value.h"

enum {
	CS_FEWEST_REPEATS = 20 /* purchases; below, nothing is fitted */
};

/* --model all: of those that know days */
enum { CS_MODEL_ALL = CS_BG_BB + 1 };

/* --horizon */
struct cs_horizon {
	bool forever;
	struct cs_duration span;
};

/* --values: which purchase days tell what a customer's orders are worth */
enum cs_values_of { CS_VALUES_ALL, CS_VALUES_REPEAT };

struct cs_outlook {
	int model; /* enum cs_btyd_kind, or CS_MODEL_ALL: the best of them */
	struct cs_horizon horizon;
	double discount; /* a year, a fraction */
	double margin;	 /* of revenue */
	enum cs_values_of values;
};

#define CS_OUTLOOK_INIT                                               \
	{                                                             \
		.model = CS_MBG_NBD, .horizon = { false, { 0, 12 } }, \
		.discount = .1, .margin = 1,                          \
	}

extern const struct cs_option cs_outlook_options[];

/* --horizon inf with hardly any discount never ends: -1 with err filled; and
 * unless `any_model` where the model is none of single customers' days: bg-bb,
 * and the best of all. */
int cs_outlook_check(const struct cs_outlook *outlook, bool any_model,
		     struct cs_err *err);

/* The last day of the horizon, which is not for ever. */
cs_day cs_outlook_end(const struct cs_outlook *outlook, cs_day as_of);

/* Its days; infinite: for ever. */
double cs_outlook_days(const struct cs_outlook *outlook, cs_day as_of);

/* The discount of a day: exp(-delta t) is what t days take. */
double cs_outlook_delta(const struct cs_outlook *outlook);

/* Warns (no-dropout) where nobody can be seen to leave. */
void cs_outlook_warn(struct cs_job *job, const struct cs_btyd_fit *fit);

#endif
