/* expected.c - cs_expected_events() of curve.h. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/curve.h"

/* Takes the counts at time i from those at risk. */
static void pass(const struct cs_spans *spans, size_t i, int64_t *at_risk)
{
	*at_risk -= spans->events[i] + spans->censored[i];
	if (spans->entered != NULL)
		*at_risk += spans->entered[i];
}

/* Sums of d / n over the first i times: [n + 1]. */
static double *cumulative_hazard(const struct cs_spans *spans)
{
	double *hazard = cs_calloc(spans->n + 1, sizeof *hazard);
	int64_t at_risk = spans->start;

	for (size_t i = 0; i < spans->n; i++) {
		int64_t events = spans->events[i];

		hazard[i + 1] = hazard[i];
		if (events > 0)
			hazard[i + 1] += events <= at_risk
					     ? (double)events / (double)at_risk
					     : NAN;
		pass(spans, i, &at_risk);
	}
	return hazard;
}

/* How many of the times are at most this one; no fewer than `least`. */
static size_t times_to(const struct cs_spans *spans, double time, size_t least)
{
	size_t most = spans->n;

	while (least < most) {
		size_t middle = least + (most - least) / 2;

		if (spans->times[middle] <= time)
			least = middle + 1;
		else
			most = middle;
	}
	return least;
}

static double expected_of(const struct cs_spans *group,
			  const struct cs_spans *pooled, const double *hazard)
{
	int64_t at_risk = group->start;
	double sum = 0;
	size_t done = 0;

	for (size_t i = 0; i < group->n; i++) {
		size_t to = times_to(pooled, group->times[i], done);

		if (group->events[i] > at_risk)
			return NAN;
		sum += (double)at_risk * (hazard[to] - hazard[done]);
		pass(group, i, &at_risk);
		done = to;
	}
	return sum + (double)at_risk * (hazard[pooled->n] - hazard[done]);
}

void cs_expected_events(const struct cs_spans *groups, size_t k,
			const struct cs_spans *pooled, double *expected)
{
	double *hazard = cumulative_hazard(pooled);

	for (size_t g = 0; g < k; g++)
		expected[g] = expected_of(&groups[g], pooled, hazard);
	free(hazard);
}
