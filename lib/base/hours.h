/*
 * hours.h - opening hours of a week, holidays, and how long it was open between
 * two moments.
 *
 *	struct cs_hours *hours = cs_hours_parse("Mon-Fri 09:00-17:00", &err);
 *	cs_hours_holidays(hours, days, count);
 *	seconds = cs_hours_between(hours, zone, from, to);
 *	cs_hours_free(hours);
 *
 * Hours do not change once they are made and have their holidays, and may be
 * asked from any thread.
 */
#ifndef CS_BASE_HOURS_H
#define CS_BASE_HOURS_H

#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/err.h"
#include "base/zone.h"

struct cs_hours;

/*
 * "Mon-Fri 09:00-12:30,13:00-17:00; Sat,Sun 10:00-14:00": days, a blank, and
 * from when to when, 0:00 to 24:00. Days are English names or the beginnings of
 * them from two letters on, in any case. Fri-Mon goes over the weekend, and
 * 22:00-06:00 into the next day. Days that are not named are closed. NULL with
 * a message for anything else, and where it would be open twice at a time.
 */
struct cs_hours *cs_hours_parse(const char *text, struct cs_err *err);
void cs_hours_free(struct cs_hours *hours); /* takes NULL */

/*
 * Closed from 0:00 to 24:00 on these days, in any order, in place of those
 * that were. They are copied.
 */
void cs_hours_holidays(struct cs_hours *hours, const cs_day *days,
		       size_t count);

/*
 * Seconds of opening hours between two instants, as the zone's clocks show
 * them; NULL: instants are what clocks show. What was asked at night waits from
 * the opening, and an answer at night came at the closing. The clocks' way
 * means that a day from nine to five has eight hours whatever happens to them
 * at night. Where clocks change during opening hours it is the difference of
 * what they show, 0 where that is less. 0 also where `to` is not after `from`.
 *
 * Takes the same time however far apart they are, but for looking up holidays,
 * which takes log of their number.
 */
int64_t cs_hours_between(const struct cs_hours *hours,
			 const struct cs_zone *zone, int64_t from, int64_t to);

#endif
