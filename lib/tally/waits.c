/* waits.c - see waits.h. */
#include "tally/waits.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/moment.h"

enum {
	HOUR = 60, /* minutes */
	DAY = 24 * HOUR,
	WEEK = 7 * DAY,
	YEAR = 365 * DAY,
	HOURS = (YEAR - WEEK) / HOUR /* places of hours */
};

/* --- places of times ---------------------------------------------------- */

static int64_t rounded_up(int64_t a, int64_t b)
{
	return (a + b - 1) / b;
}

static size_t place_of(int64_t seconds)
{
	int64_t minutes = seconds > 0 ? rounded_up(seconds, CS_MINUTE) : 0;

	if (minutes <= WEEK)
		return (size_t)minutes;
	if (minutes <= YEAR)
		return (size_t)(WEEK + rounded_up(minutes - WEEK, HOUR));
	return (size_t)(WEEK + HOURS + rounded_up(minutes - YEAR, DAY));
}

static double minutes_of(size_t place)
{
	int64_t at = (int64_t)place;

	if (at <= WEEK)
		return (double)at;
	if (at <= WEEK + HOURS)
		return (double)(WEEK + (at - WEEK) * HOUR);
	return (double)(YEAR + (at - WEEK - HOURS) * DAY);
}

void cs_waits_add(struct cs_waits *waits, size_t class, int64_t seconds,
		  bool done)
{
	size_t at = place_of(seconds) * waits->classes + class;

	waits->cells =
	    cs_lengthen(waits->cells, &waits->count, &waits->capacity, at + 1,
			sizeof *waits->cells);
	waits->cells[at].done += done;
	waits->cells[at].waiting += !done;
}

/* --- curves ------------------------------------------------------------- */

static bool is_met(const struct cs_waits *waits, size_t at, int class)
{
	const struct cs_wait_cell *cell = &waits->cells[at];

	return (class < 0 || at % waits->classes == (size_t) class) &&
	       cell->done + cell->waiting > 0;
}

/* Enough for the times that were met, which are few of all there might be. */
static size_t most_times(const struct cs_waits *waits, int class)
{
	size_t n = 0;

	for (size_t at = 0; at < waits->count; at++)
		n += is_met(waits, at, class);
	return n;
}

struct cs_wait_curve cs_waits_curve(const struct cs_waits *waits, int class,
				    double level)
{
	size_t most = most_times(waits, class), n = 0;
	struct cs_wait_curve curve = {
		.times = cs_calloc(most, sizeof *curve.times),
		.events = cs_calloc(most, sizeof *curve.events),
		.censored = cs_calloc(most, sizeof *curve.censored),
		.km = cs_calloc(most, sizeof *curve.km),
	};

	for (size_t at = 0; at < waits->count; at++) {
		const struct cs_wait_cell *cell = &waits->cells[at];
		double time = minutes_of(at / waits->classes);

		if (!is_met(waits, at, class))
			continue;
		if (n == 0 || curve.times[n - 1] < time)
			curve.times[n++] = time;
		curve.events[n - 1] += cell->done;
		curve.censored[n - 1] += cell->waiting;
		curve.spans.start += cell->done + cell->waiting;
	}
	curve.spans.n = n;
	curve.spans.times = curve.times;
	curve.spans.events = curve.events;
	curve.spans.censored = curve.censored;
	cs_curve(&curve.spans, level, CS_CONF_LOG_LOG, curve.km);
	return curve;
}

void cs_wait_curve_release(struct cs_wait_curve *curve)
{
	free(curve->times);
	free(curve->events);
	free(curve->censored);
	free(curve->km);
}

struct cs_curve_time cs_wait_quantile(const struct cs_wait_curve *curve,
				      double p)
{
	static const double none = __builtin_nan("");

	if (curve->spans.n == 0)
		return (struct cs_curve_time){ none, none, none };
	return cs_curve_quantile(&curve->spans, curve->km, p);
}

struct cs_km cs_wait_at(const struct cs_wait_curve *curve, double minutes)
{
	static const double none = __builtin_nan("");
	struct cs_km km = {
		.survival = none, .se = none, .low = none, .high = none
	};
	size_t n = curve->spans.n;

	if (n == 0 || minutes > curve->times[n - 1])
		return km;
	km.survival = 1;
	km.at_risk = curve->spans.start;
	for (size_t i = 0; i < n && curve->times[i] <= minutes; i++)
		km = curve->km[i];
	return km;
}
