/* hours.c - see hours.h. */
#include "base/hours.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
	MINUTE = 60,   /* seconds */
	DAY = 24 * 60, /* minutes, as are all below */
	WEEK = 7 * DAY,
	EPOCH = 3 * DAY /* 1970-01-01 was a Thursday; weeks begin on Monday */
};

struct holiday {
	cs_day day;
	int64_t lost; /* that it and those before it take away */
};

struct cs_hours {
	int32_t before[WEEK + 1]; /* of a week, open before a minute of it */
	struct holiday *holidays; /* by day, each once */
	size_t count;
};

/* --- reading ----------------------------------------------------------- */

static const char *const weekdays[7] = { "monday",   "tuesday", "wednesday",
					 "thursday", "friday",	"saturday",
					 "sunday" };

struct parse {
	const char *at;
	bool named[7]; /* days that the hours to come are of */
	bool open[WEEK];
	struct cs_err *err;
};

/* What is wrong where it stands. Always false. */
static bool refuse(const struct parse *in, const char *what)
{
	struct cs_buf rest = CS_BUF_INIT;

	cs_printable(&rest, in->at, strcspn(in->at, ";"), 40);
	if (rest.length > 0)
		cs_fail(in->err, NULL,
			"cannot read \"%s\" as opening hours: %s", rest.data,
			what);
	else
		cs_fail(in->err, NULL, "opening hours are cut short: %s", what);
	cs_buf_release(&rest);
	return false;
}

/* A mark and the blanks around it, if it is there; an en dash is one, too. */
static bool take(struct parse *in, char mark)
{
	static const char dash[] = "\xE2\x80\x93";
	const char *at = in->at + strspn(in->at, " \t");

	if (mark == '-' && strncmp(at, dash, strlen(dash)) == 0)
		at += strlen(dash);
	else if (*at != mark)
		return false;
	else
		at++;
	in->at = at + strspn(at, " \t");
	return true;
}

static bool take_weekday(struct parse *in, int *day)
{
	size_t length = 0;

	while (isalpha((unsigned char)in->at[length]))
		length++;
	for (*day = 0; *day < 7; ++*day)
		if (length >= 2 && length <= strlen(weekdays[*day]) &&
		    strncasecmp(in->at, weekdays[*day], length) == 0)
			break;
	if (*day == 7)
		return refuse(in, "expected a day of the week, such as Mon");
	in->at += length;
	return true;
}

static bool take_days(struct parse *in)
{
	int first, last;

	memset(in->named, 0, sizeof in->named);
	do {
		if (!take_weekday(in, &first))
			return false;
		last = first;
		if (take(in, '-') && !take_weekday(in, &last))
			return false;
		for (int day = first; day != last; day = (day + 1) % 7)
			in->named[day] = true;
		in->named[last] = true;
	} while (take(in, ','));
	in->at += strspn(in->at, " \t");
	return true;
}

/* Minutes of H:MM or HH:MM, which are up to 24:00. */
static bool take_time(struct parse *in, int *minutes)
{
	const char *p = in->at;
	int hour = 0, minute, digits = 0;

	for (; isdigit((unsigned char)*p) && digits < 2; digits++)
		hour = hour * 10 + (*p++ - '0');
	if (digits == 0 || *p != ':' || !isdigit((unsigned char)p[1]) ||
	    !isdigit((unsigned char)p[2]) || isdigit((unsigned char)p[3]))
		return refuse(in, "expected a time, such as 09:00");
	minute = (p[1] - '0') * 10 + (p[2] - '0');
	if (minute > 59 || hour * 60 + minute > DAY)
		return refuse(in, "there is no such time, 24:00 is the last");
	in->at = p + 3;
	*minutes = hour * 60 + minute;
	return true;
}

static bool take_span(struct parse *in)
{
	struct parse start = { .at = in->at, .err = in->err };
	int from, to;

	if (!take_time(in, &from))
		return false;
	if (!take(in, '-'))
		return refuse(in, "expected \"-\" and when it closes");
	if (!take_time(in, &to))
		return false;
	if (from == to || from == DAY)
		return refuse(&start, "it closes when it opens; a whole day "
				      "is 00:00-24:00");
	for (int day = 0; day < 7; day++) {
		int end = to + (to < from ? DAY : 0);

		for (int i = from; in->named[day] && i < end; i++) {
			bool *open = &in->open[(day * DAY + i) % WEEK];

			if (*open)
				return refuse(&start, "it is open then "
						      "already; say the hours "
						      "of a day once");
			*open = true;
		}
	}
	return true;
}

/* Days and their hours, up to the end or ';'. */
static bool take_part(struct parse *in)
{
	if (!take_days(in))
		return false;
	do
		if (!take_span(in))
			return false;
	while (take(in, ','));
	in->at += strspn(in->at, " \t");
	if (*in->at != '\0' && *in->at != ';')
		return refuse(in, "expected the end, or \";\" and more days");
	return true;
}

struct cs_hours *cs_hours_parse(const char *text, struct cs_err *err)
{
	struct parse in = { .at = text + strspn(text, " \t"), .err = err };
	struct cs_hours *hours;

	do
		if (!take_part(&in))
			return NULL;
	while (take(&in, ';') && *in.at != '\0');
	hours = cs_calloc(1, sizeof *hours);
	for (int i = 0; i < WEEK; i++)
		hours->before[i + 1] = hours->before[i] + in.open[i];
	return hours;
}

void cs_hours_free(struct cs_hours *hours)
{
	if (hours == NULL)
		return;
	free(hours->holidays);
	free(hours);
}

/* --- asking ------------------------------------------------------------ */

/* The open minutes of all weeks before that minute, but for holidays. */
static int64_t open_before(const struct cs_hours *hours, int64_t minute)
{
	int64_t week, at = minute + EPOCH;

	week = at / WEEK - (at % WEEK < 0);
	return week * hours->before[WEEK] + hours->before[at - week * WEEK];
}

static int by_day(const void *a, const void *b)
{
	cs_day x = *(const cs_day *)a, y = *(const cs_day *)b;

	return (x > y) - (x < y);
}

void cs_hours_holidays(struct cs_hours *hours, const cs_day *days, size_t count)
{
	cs_day *sorted = cs_malloc((count + 1) * sizeof *sorted);
	int64_t lost = 0;

	for (size_t i = 0; i < count; i++)
		sorted[i] = days[i];
	qsort(sorted, count, sizeof *sorted, by_day);
	free(hours->holidays);
	hours->holidays = cs_malloc((count + 1) * sizeof *hours->holidays);
	hours->count = 0;
	for (size_t i = 0; i < count; i++) {
		int64_t start = (int64_t)sorted[i] * DAY;

		if (i > 0 && sorted[i] == sorted[i - 1])
			continue;
		lost +=
		    open_before(hours, start + DAY) - open_before(hours, start);
		hours->holidays[hours->count++] =
		    (struct holiday){ sorted[i], lost };
	}
	free(sorted);
}

/* How many holidays begin before or on a day. */
static size_t holidays_up_to(const struct cs_hours *hours, int64_t day)
{
	size_t low = 0, high = hours->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (hours->holidays[middle].day <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Open seconds before what clocks show. */
static int64_t open_until(const struct cs_hours *hours, int64_t shown)
{
	int64_t second = shown % MINUTE + (shown % MINUTE < 0 ? MINUTE : 0);
	int64_t minute = (shown - second) / MINUTE, lost = 0, until;
	int64_t day = minute / DAY - (minute % DAY < 0);
	size_t past = holidays_up_to(hours, day);

	/* on a holiday time stands still, and it takes away nothing yet */
	if (past > 0 && hours->holidays[past - 1].day == day) {
		minute = day * DAY;
		second = 0;
		past--;
	}
	if (past > 0)
		lost = hours->holidays[past - 1].lost;
	until = open_before(hours, minute);
	return (until - lost) * MINUTE +
	       second * (open_before(hours, minute + 1) - until);
}

int64_t cs_hours_between(const struct cs_hours *hours,
			 const struct cs_zone *zone, int64_t from, int64_t to)
{
	int64_t open;

	if (to <= from)
		return 0;
	if (zone != NULL) {
		from = cs_zone_shown(zone, from);
		to = cs_zone_shown(zone, to);
	}
	open = open_until(hours, to) - open_until(hours, from);
	return open > 0 ? open : 0;
}
