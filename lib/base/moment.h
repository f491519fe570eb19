/*
 * moment.h - moments: instants, beside the civil days of day.h.
 *
 * An instant is seconds since 1970-01-01 00:00 UTC, in 64 bits. Two of them are
 * as many seconds apart as have passed, whatever became of the clocks between.
 * What a clock shows is a count of the same kind that begins when that clock
 * showed 1970-01-01 00:00: its day is a civil day, its hour an hour of that
 * day. Where nobody said which zone a clock is in, it is taken for UTC.
 */
#ifndef CS_BASE_MOMENT_H
#define CS_BASE_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/zone.h"

#define CS_NO_MOMENT INT64_MIN

enum { CS_MINUTE = 60, CS_HOUR = 3600, CS_DAY_SECONDS = 86400 };

struct cs_moment {
	int64_t at;   /* CS_NO_MOMENT: there is none */
	int32_t east; /* at + east is what the clock showed */
	bool clock;   /* a time of day is told; else it is the day's first */
};

/* The civil day of what a clock shows; CS_NO_DAY of CS_NO_MOMENT. */
static inline cs_day cs_shown_day(int64_t shown)
{
	if (shown == CS_NO_MOMENT)
		return CS_NO_DAY;
	return (cs_day)(shown / CS_DAY_SECONDS - (shown % CS_DAY_SECONDS < 0));
}

/* Seconds since that day began, 0 to 86399. */
static inline int32_t cs_shown_second(int64_t shown)
{
	int32_t second = (int32_t)(shown % CS_DAY_SECONDS);

	return second < 0 ? second + CS_DAY_SECONDS : second;
}

/* What clocks show at an instant: of `zone`, or so far east of UTC without. */
static inline int64_t cs_moment_shown(const struct cs_zone *zone, int64_t at,
				      int32_t east)
{
	return zone != NULL ? cs_zone_shown(zone, at) : at + east;
}

/* The first instant of a civil day there. */
static inline int64_t cs_day_begins(const struct cs_zone *zone, cs_day day)
{
	int64_t shown = (int64_t)day * CS_DAY_SECONDS;

	return zone != NULL ? cs_zone_instant(zone, shown) : shown;
}

#endif
