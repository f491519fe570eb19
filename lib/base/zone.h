/*
 * zone.h - what the clocks of a zone show: the system's zone files (tzdata,
 * RFC 9636), or UTC, which needs none.
 *
 *	struct cs_zone *zone = cs_zone_open("Asia/Jakarta", &err);
 *	cs_day day = cs_zone_day(zone, 1704067200);
 *	cs_zone_free(zone);
 *
 * Instants are seconds since 1970-01-01 00:00 UTC. A zone does not change once
 * it is open, and may be asked from any thread.
 */
#ifndef CS_BASE_ZONE_H
#define CS_BASE_ZONE_H

#include <stdint.h>

#include "base/day.h"
#include "base/err.h"

struct cs_zone;

/*
 * By its IANA name, from $TZDIR or where systems keep zones. NULL with err
 * filled if there is no such zone.
 */
struct cs_zone *cs_zone_open(const char *name, struct cs_err *err);
void cs_zone_free(struct cs_zone *zone); /* takes NULL */

/* The day then, from CS_DAY_MIN to CS_DAY_MAX. */
cs_day cs_zone_day(const struct cs_zone *zone, int64_t instant);

/* What its clocks show then, in seconds since they showed 1970-01-01 00:00. */
int64_t cs_zone_shown(const struct cs_zone *zone, int64_t instant);

/*
 * When the zone's clocks show that, in seconds since they showed 1970-01-01
 * 00:00. Of two instants the first; what they leap over is counted as if they
 * had not leapt yet.
 */
int64_t cs_zone_instant(const struct cs_zone *zone, int64_t shown);

#endif
