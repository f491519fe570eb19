/* weights.c - see weights.h. */
#include "tally/weights.h"

#include <stdlib.h>

#include "base/mem.h"

/*
 * seen[t], t < ndays: how many payments t days after the first would be counted
 * if all customers made one then. Days are counted from the first of the data.
 */
static void count_seen(const int64_t *begun, size_t ndays,
		       struct cs_window counted, int64_t *seen)
{
	int64_t *before = cs_calloc(ndays + 1, sizeof *before);

	for (size_t day = 0; day < ndays; day++)
		before[day + 1] = before[day] + begun[day];
	for (int64_t t = 0; t < (int64_t)ndays; t++) {
		int64_t from = counted.from - t, to = counted.to - t;

		if (to >= 0)
			seen[t] = before[to + 1] - before[from > 0 ? from : 0];
	}
	free(before);
}

static int64_t *weigh(const int64_t *begun, size_t ndays,
		      struct cs_window counted)
{
	int64_t *weights = cs_calloc(ndays, sizeof *weights), most = 0;

	count_seen(begun, ndays, counted, weights);
	for (size_t t = 0; t < ndays; t++)
		most = weights[t] > most ? weights[t] : most;
	for (size_t t = 0; t < ndays; t++) {
		cs_sum seen = weights[t];

		if (most == 0 || seen * CS_WEIGHT_MOST < most)
			weights[t] = CS_WEIGHT_MOST * CS_LIFE_ONE;
		else
			weights[t] =
			    (int64_t)(most * (cs_sum)CS_LIFE_ONE / seen);
	}
	return weights;
}

void cs_weights_make(struct cs_weights *weights,
		     const struct cs_watched *watched,
		     const struct cs_lapse_rules *rules)
{
	const struct cs_lapse *lapse = rules->lapse;
	cs_day first = lapse->days.from, from = rules->window.from,
	       to = rules->window.to;
	struct cs_window counted = { 0, -1 };

	if (from < first)
		from = first;
	if (to > lapse->cutoff)
		to = lapse->cutoff;
	/* a cutoff that there is not is before all days */
	if (lapse->cutoff != CS_NO_DAY && from <= to)
		counted = (struct cs_window){ from - first, to - first };
	weights->of[0] = weigh(watched->begun, watched->ndays, counted);
	if (rules->numbered)
		weights->of[1] = weigh(watched->late, watched->ndays, counted);
}

void cs_weights_release(struct cs_weights *weights)
{
	free(weights->of[0]);
	free(weights->of[1]);
	*weights = (struct cs_weights){ 0 };
}
