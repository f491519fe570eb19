/* Opening hours: worked examples, messages, and minute by minute. */
#include "base/hours.h"

#include <stdlib.h>
#include <string.h>

#include "tap.h"

enum { DAY = 86400 };

static struct cs_hours *hours_of(const char *text)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_hours *hours = cs_hours_parse(text, &err);

	if (hours == NULL) {
		printf("# %s: %s\n", text, err.message);
		abort();
	}
	return hours;
}

/* Seconds that clocks show. */
static int64_t at(int month, int day, int hour, int minute)
{
	return (int64_t)cs_day_from_ymd(2025, month, day) * DAY + hour * 3600 +
	       minute * 60;
}

/* From March 7, 2025, a Friday. */
static void test_worked(void)
{
	struct cs_hours *hours = hours_of("Mon-Fri 09:00-17:00");
	cs_day monday = cs_day_from_ymd(2025, 3, 10);
	int64_t friday = at(3, 7, 16, 30);

	is_int(cs_hours_between(hours, NULL, friday, at(3, 10, 9, 20)), 50 * 60,
	       "half past four on Friday to twenty past nine");
	is_int((at(3, 10, 9, 20) - friday) / 60, 3890, "... elapsed");
	is_int(cs_hours_between(hours, NULL, at(3, 8, 10, 0), at(3, 10, 9, 10)),
	       10 * 60, "Saturday waits for Monday");
	is_int(cs_hours_between(hours, NULL, friday, at(3, 7, 18, 0)), 30 * 60,
	       "answered in the evening");
	is_int(cs_hours_between(hours, NULL, at(3, 7, 20, 0), at(3, 9, 23, 0)),
	       0, "asked and answered while closed");
	is_int(cs_hours_between(hours, NULL, friday, friday - 60), 0,
	       "an answer before the question");
	is_int(cs_hours_between(hours, NULL, friday + 15, friday + 75), 60,
	       "seconds count");
	cs_hours_holidays(hours, &monday, 1);
	is_int(cs_hours_between(hours, NULL, friday, at(3, 11, 9, 20)), 50 * 60,
	       "a holiday in between");
	is_int(cs_hours_between(hours, NULL, friday, at(3, 10, 12, 0)), 30 * 60,
	       "answered on the holiday");
	is_int(cs_hours_between(hours, NULL, at(3, 10, 12, 0), at(3, 11, 9, 1)),
	       60, "asked on the holiday");
	cs_hours_holidays(hours, NULL, 0);
	is_int(cs_hours_between(hours, NULL, friday, at(3, 10, 9, 20)), 50 * 60,
	       "no holidays again");
	cs_hours_free(hours);
	cs_hours_free(NULL);
}

/* The week as '1' of hours that are open throughout, from Monday 0:00. */
static void is_week(const char *text, const char *want)
{
	struct cs_hours *hours = hours_of(text);
	char got[7 * 24 + 7] = "", *p = got;

	for (int day = 0; day < 7; day++) {
		for (int hour = 0; hour < 24; hour++) {
			int64_t from = at(3, 10 + day, hour, 0);
			int64_t open =
			    cs_hours_between(hours, NULL, from, from + 3600);

			*p++ = open == 3600 ? '1' : open ? '?' : '0';
		}
		if (day < 6)
			*p++ = ' ';
	}
	is_str(got, want, text);
	cs_hours_free(hours);
}

#define NEVER "000000000000000000000000"
#define OFFICE "000000000111111110000000"

static void test_weeks(void)
{
	is_week("Mon-Fri 09:00-17:00", OFFICE " " OFFICE " " OFFICE " " OFFICE
					      " " OFFICE " " NEVER " " NEVER);
	is_week(" mo - FRIDAY 9:00 - 17:00 ;",
		OFFICE " " OFFICE " " OFFICE " " OFFICE " " OFFICE " " NEVER
		       " " NEVER);
	is_week("Tue,Thu 09:00\xE2\x80\x93"
		"12:00, 13:00-17:00;Sat 10:00-14:00",
		NEVER " 000000000111011110000000 " NEVER
		      " 000000000111011110000000 " NEVER
		      " 000000000011110000000000 " NEVER);
	is_week("Sat-Mon 00:00-24:00",
		"111111111111111111111111 " NEVER " " NEVER " " NEVER " " NEVER
		" 111111111111111111111111 111111111111111111111111");
	is_week("Sun 22:00-06:00; Wed 20:00-24:00",
		"111111000000000000000000 " NEVER
		" 000000000000000000001111 " NEVER " " NEVER " " NEVER
		" 000000000000000000000011");
}

static void is_refused(const char *text, const char *message)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_hours *hours = cs_hours_parse(text, &err);

	ok(hours == NULL, "\"%s\" is refused", text);
	is_str(err.message, message, text);
	cs_hours_free(hours);
}

#define NO(text, why) \
	is_refused(text, "cannot read \"" text "\" as opening hours: " why)

static void test_refused(void)
{
	const char *day = "expected a day of the week, such as Mon";

	is_refused("", named("opening hours are cut short: %s", day));
	is_refused("Mon-", named("opening hours are cut short: %s", day));
	is_refused("Mon", "opening hours are cut short: expected a time, such "
			  "as 09:00");
	is_refused("Mon 09:00", "opening hours are cut short: expected \"-\" "
				"and when it closes");
	is_refused(";", named("opening hours are cut short: %s", day));
	NO("M 09:00-17:00", "expected a day of the week, such as Mon");
	NO("Montag 09:00-17:00", "expected a day of the week, such as Mon");
	NO("09:00-17:00", "expected a day of the week, such as Mon");
	is_refused("Mon 9-17", "cannot read \"9-17\" as opening hours: "
			       "expected a time, such as 09:00");
	is_refused("Mon 009:00-17:00",
		   "cannot read \"009:00-17:00\" as opening hours: expected a "
		   "time, such as 09:00");
	is_refused("Mon 09:00-24:01", "cannot read \"24:01\" as opening hours: "
				      "there is no such time, 24:00 is the "
				      "last");
	is_refused("Mon 09:60-12:00",
		   "cannot read \"09:60-12:00\" as opening hours: there is no "
		   "such time, 24:00 is the last");
	is_refused("Mon 09:00-09:00",
		   "cannot read \"09:00-09:00\" as opening hours: it closes "
		   "when it opens; a whole day is 00:00-24:00");
	is_refused("Mon 24:00-06:00",
		   "cannot read \"24:00-06:00\" as opening hours: it closes "
		   "when it opens; a whole day is 00:00-24:00");
	is_refused("Mon-Fri 09:00-17:00;Fri 09:00-15:00",
		   "cannot read \"09:00-15:00\" as opening hours: it is open "
		   "then already; say the hours of a day once");
	is_refused("Sun 22:00-06:00;Mon 05:00-07:00",
		   "cannot read \"05:00-07:00\" as opening hours: it is open "
		   "then already; say the hours of a day once");
	is_refused("Mon 09:00-17:00 Tue 09:00-17:00",
		   "cannot read \"Tue 09:00-17:00\" as opening hours: expected "
		   "the end, or \";\" and more days");
}

/* --- minute by minute, with holidays */

enum { START = 19700 * DAY, MINUTES = 60 * 24 * 60 };

static bool is_open(int64_t minute, const cs_day *holidays, size_t n)
{
	/* Mon,Wed-Fri 08:15-12:00,22:30-03:10; Sun 00:00-24:00 */
	int64_t day = (START / 60 + minute) / 1440;
	int64_t of_day = (START / 60 + minute) % 1440;
	int weekday = (int)((day + 3) % 7);
	int last = (weekday + 6) % 7;
	bool works = weekday != 1 && weekday < 5;
	bool worked = last != 1 && last < 5;

	for (size_t i = 0; i < n; i++)
		if (holidays[i] == day)
			return false;
	return weekday == 6 || (works && of_day >= 495 && of_day < 720) ||
	       (works && of_day >= 1350) || (worked && of_day < 190);
}

static void test_minutes(void)
{
	static const cs_day holidays[] = { 19755, 19708, 19720,
					   19708, 19709, 19700 };
	size_t n = sizeof holidays / sizeof *holidays;
	struct cs_hours *hours = hours_of("Mon,Wed-Fri 08:15-12:00,22:30-03:10;"
					  "Sun 00:00-24:00");
	static int64_t before[MINUTES + 1];
	uint64_t seed = 7;
	int wrong = 0;

	cs_hours_holidays(hours, holidays, n);
	for (int i = 0; i < MINUTES; i++)
		before[i + 1] = before[i] + 60 * is_open(i, holidays, n);
	for (int i = 0; i < 200000; i++) {
		int64_t part[2], open[2], got;

		for (int k = 0; k < 2; k++) {
			int64_t s;

			seed = seed * 6364136223846793005u + 1;
			s = (int64_t)((seed >> 33) % (MINUTES * 60));
			part[k] = s;
			open[k] =
			    before[s / 60] +
			    s % 60 * (before[s / 60 + 1] > before[s / 60]);
		}
		got = cs_hours_between(hours, NULL, START + part[0],
				       START + part[1]);
		wrong += got != (part[1] > part[0] && open[1] > open[0]
				     ? open[1] - open[0]
				     : 0);
	}
	is_int(wrong, 0, "200,000 spans are those of counting minutes");
	cs_hours_free(hours);
}

/* Weeks before 1970, and far ones. */
static void test_far(void)
{
	struct cs_hours *hours = hours_of("Mon-Fri 09:00-17:00");
	int64_t first = (int64_t)CS_DAY_MIN * DAY; /* a Monday */
	int64_t weeks = ((int64_t)CS_DAY_MAX - CS_DAY_MIN) / 7;

	is_int(cs_hours_between(hours, NULL, first, first + weeks * 7 * DAY),
	       weeks * 40 * 3600, "all weeks of the calendar");
	is_int(cs_hours_between(hours, NULL, first + 10 * 3600, 10 * 3600),
	       -(int64_t)CS_DAY_MIN / 7 * 40 * 3600 + 3 * 8 * 3600,
	       "from the first Monday to the first Thursday of 1970");
	cs_hours_free(hours);
}

/* Clocks of Berlin go from two to three on March 30, 2025, a Sunday, and from
 * three to two on October 26. */
static void test_clocks(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_zone *zone = cs_zone_open("Europe/Berlin", &err);
	struct cs_hours *office = hours_of("Mon-Fri 09:00-17:00");
	struct cs_hours *always = hours_of("Mon-Sun 00:00-24:00");
	int64_t from, to;

	if (zone == NULL) {
		skip(7, "no zones");
		goto done;
	}
	from = cs_zone_instant(zone, at(3, 28, 16, 30));
	to = cs_zone_instant(zone, at(3, 31, 9, 20));
	is_int(cs_hours_between(office, zone, from, to), 50 * 60,
	       "over the weekend that is an hour short");
	is_int((to - from) / 60, 3890 - 60, "... elapsed");
	is_int(cs_hours_between(always, zone, from, to), 3890 * 60,
	       "open day and night, by the clocks");
	from = cs_zone_instant(zone, at(10, 24, 16, 30));
	to = cs_zone_instant(zone, at(10, 27, 9, 20));
	is_int(cs_hours_between(office, zone, from, to), 50 * 60,
	       "over the weekend that is an hour long");
	is_int((to - from) / 60, 3890 + 60, "... elapsed");
	from = cs_zone_instant(zone, at(10, 26, 2, 30));
	is_int(cs_hours_between(always, zone, from, from + 40 * 60), 0,
	       "the second time at ten past two is not later, by the clocks");
	is_int(cs_hours_between(always, zone, from, from + 90 * 60), 30 * 60,
	       "the second time at three");
done:
	cs_hours_free(office);
	cs_hours_free(always);
	cs_zone_free(zone);
}

int main(void)
{
	test_worked();
	test_weeks();
	test_refused();
	test_minutes();
	test_far();
	test_clocks();
	return done_testing();
}
