/* btyd.h - what tests of lib/btyd share. */
#ifndef TEST_BTYD_H
#define TEST_BTYD_H

#include "btyd/fit.h"

/* Of one customer, with times in days. */
static inline double log_likelihood(const struct cs_btyd *model,
				    const struct cs_history *at)
{
	struct cs_histories one;
	struct cs_btyd_sample sample = { model->kind, model->k, &one };
	struct cs_slopes slopes = { 0 };
	double parameters[CS_MOST_PARAMETERS];

	cs_histories_init(&one, at, 1, 0);
	cs_btyd_get(model, parameters);
	cs_btyd_slopes(parameters, &sample, &slopes);
	cs_histories_release(&one);
	return slopes.sum + slopes.sum_lost;
}

#endif
