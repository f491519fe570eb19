/* times.c - days, waits and limits of a matter: see rules.h. */
#include <math.h>

#include "contacts/study.h"

cs_day day_of(const struct contacts_rules *rules, int64_t at, int32_t east)
{
	return cs_shown_day(cs_moment_shown(rules->zone, at, east));
}

int32_t days_of(struct cs_duration span)
{
	if (span.months == 0)
		return span.days;
	return (int32_t)lround((double)span.days +
			       (double)span.months * 365.25 / 12);
}

int64_t waited(const struct contacts_rules *rules,
	       const struct cs_matter *matter, int64_t from, int64_t to)
{
	bool open = to == CS_NO_MOMENT;

	if (open)
		to = rules->now;
	if (rules->clock)
		return to - from;
	return (int64_t)CS_DAY_SECONDS *
	       (day_of(rules, open ? rules->end - 1 : to, matter->east) -
		day_of(rules, from, matter->east));
}

int64_t waited_open(const struct contacts_rules *rules,
		    const struct cs_matter *matter, int64_t from, int64_t to)
{
	int32_t east = rules->zone == NULL ? matter->east : 0;

	if (to == CS_NO_MOMENT)
		to = rules->now;
	return cs_hours_between(rules->options->hours, rules->zone, from + east,
				to + east);
}

int64_t day_end(const struct contacts_rules *rules, int64_t at, int32_t east,
		int32_t days)
{
	cs_day next = day_of(rules, at, east) + days + 1;

	return cs_day_begins(rules->zone, next) -
	       (rules->zone == NULL ? east : 0) - 1;
}

int64_t limit_of(const struct contacts_rules *rules,
		 const struct cs_matter *matter, int64_t from,
		 struct cs_duration span)
{
	int32_t days = days_of(span);

	return matter->clock ? from + (int64_t)days * CS_DAY_SECONDS
			     : day_end(rules, from, matter->east, days);
}
