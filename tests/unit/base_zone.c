/* Zones: rules and files against the C library's clocks, and damaged files. */
#include "base/zone.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "input_temp.h"
#include "tap.h"

static const char *file_name = "Zone";

/* Writes a zone file of the second version: no changes, and this rule. */
static size_t make_file(char bytes[static 256], const char *rule)
{
	static const char header[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
				     "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
				     "\0\0\0\1\0\0\0\1";
	static const char body[] = "\0\0\0\0\0\0"; /* and a NUL: a name */
	size_t n = 0;

	for (int i = 0; i < 2; i++) {
		memcpy(bytes + n, header, 44);
		memcpy(bytes + n + 44, body, 7);
		n += 51;
	}
	return n + (size_t)snprintf(bytes + n, 256 - n, "\n%s\n", rule);
}

static void write_file(const char *bytes, size_t length)
{
	FILE *file = fopen(temp_path(file_name), "w");

	if (file == NULL || fwrite(bytes, 1, length, file) != length ||
	    fclose(file) != 0)
		abort();
}

/* Seconds east of UTC, as the C library has it with TZ. */
static int32_t offset_there(int64_t instant)
{
	time_t at = (time_t)instant;
	struct tm tm;

	return localtime_r(&at, &tm) != NULL ? (int32_t)tm.tm_gmtoff : -1;
}

/*
 * At instants of 500 years: which day it is, and that what the clocks show
 * leads back, or to the earlier instant at which they show the same.
 */
static void is_as_there(const struct cs_zone *zone, const char *name)
{
	uint64_t seed = 1;
	int64_t first = 0;
	int wrong = 0;

	for (int i = 0; i < 20000; i++) {
		int64_t at, shown, back;
		cs_day day;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		at = (int64_t)(seed >> 32) + (i % 4 == 0 ? 12000000000 : 0);
		shown = at + offset_there(at);
		back = cs_zone_instant(zone, shown);
		day = cs_zone_day(zone, at);
		if ((back != at &&
		     (back > at || back + offset_there(back) != shown)) ||
		    (int64_t)day * 86400 > shown ||
		    (int64_t)day * 86400 + 86399 < shown)
			first = wrong++ == 0 ? at : first;
	}
	ok(wrong == 0, "%s: %d wrong, such as %lld", name, wrong,
	   (long long)first);
}

static void test_rules(void)
{
	static const char *const rules[] = {
		"UTC0",
		"WIB-7",
		"<+0545>-5:45",
		"<-03>3",
		"CET-1CEST,M3.5.0,M10.5.0/3",
		"EST5EDT,M3.2.0,M11.1.0",
		"AEST-10AEDT,M10.1.0,M4.1.0/3",
		"IST-1GMT0,M10.5.0,M3.5.0/1",
		"<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
		"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
		"AAA-3BBB,J60/2,J300/3",
		"AAA4BBB,59,299/25",
		"IST-2IDT,M3.4.4/26,M10.5.0",
	};

	setenv("TZDIR", temp_folder, 1);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		struct cs_err err = CS_ERR_INIT;
		struct cs_zone *zone;
		char bytes[256];

		write_file(bytes, make_file(bytes, rules[i]));
		zone = cs_zone_open(file_name, &err);
		if (!ok(zone != NULL, "%s: %s", rules[i], err.message))
			continue;
		setenv("TZ", rules[i], 1);
		tzset();
		is_as_there(zone, rules[i]);
		cs_zone_free(zone);
	}
}

/* Those of the system, where there are any. */
static void test_system(void)
{
	static const char *const names[] = {
		"Asia/Jakarta",	       "Europe/Berlin",	    "America/New_York",
		"Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu",
		"America/Sao_Paulo",   "Pacific/Apia"
	};

	unsetenv("TZDIR");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct cs_err err = CS_ERR_INIT;
		struct cs_zone *zone = cs_zone_open(names[i], &err);

		if (zone == NULL)
			continue;
		setenv("TZ", names[i], 1);
		tzset();
		is_as_there(zone, names[i]);
		cs_zone_free(zone);
	}
}

static void test_utc(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_zone *zone = cs_zone_open("UTC", &err);

	is_int(cs_zone_day(zone, 0), 0, "UTC: the first second");
	is_int(cs_zone_day(zone, -1), -1, "UTC: the one before it");
	is_int(cs_zone_day(zone, INT64_MAX / 2), CS_DAY_MAX, "UTC: the end");
	is_int(cs_zone_day(zone, INT64_MIN / 2), CS_DAY_MIN, "UTC: the start");
	is_int(cs_zone_instant(zone, 12345), 12345, "UTC shows what it is");
	cs_zone_free(zone);
}

/* What clocks skip and what they show twice. */
static void test_steps(void)
{
	enum { SPRING = 1711846800, AUTUMN = 1729990800 }; /* of 2024, UTC */
	struct cs_err err = CS_ERR_INIT;
	struct cs_zone *zone;
	char bytes[256];

	setenv("TZDIR", temp_folder, 1);
	write_file(bytes, make_file(bytes, "CET-1CEST,M3.5.0,M10.5.0/3"));
	zone = cs_zone_open(file_name, &err);
	is_int(cs_zone_instant(zone, SPRING + 3599), SPRING - 1,
	       "before the step");
	is_int(cs_zone_instant(zone, SPRING + 7200), SPRING, "after it");
	is_int(cs_zone_instant(zone, SPRING + 3600 + 1800), SPRING + 1800,
	       "half past two, which is left out, is half past three");
	is_int(cs_zone_instant(zone, AUTUMN + 3600 + 1800), AUTUMN - 1800,
	       "half past two, which comes twice, is the first one");
	is_int(cs_zone_instant(zone, AUTUMN + 7200), AUTUMN + 3600,
	       "three o'clock comes once");
	cs_zone_free(zone);
}

static void is_refused(const char *name, const char *what)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_zone *zone = cs_zone_open(name, &err);

	ok(zone == NULL && strstr(err.message, "not a time zone") != NULL,
	   "%s is refused", what);
	cs_zone_free(zone);
}

static void test_refused(void)
{
	static const char *const rules[] = { "1",
					     "CET",
					     "CET-1CEST,M3.5.0",
					     "CET-1CEST,M13.5.0,M10.5.0",
					     "CET-1CEST,M3.6.0,M10.5.0",
					     "CET-1CEST,M3.5.7,M10.5.0",
					     "CET-1CEST,J366,M10.5.0",
					     "CET-1CEST,M3.5.0,M10.5.0/x",
					     "CET-1CEST,M3.5.0,M10.5.0,",
					     "<CET-1",
					     "<CET>",
					     "CET-999" };
	char bytes[256];
	size_t length = make_file(bytes, "CET-1CEST,M3.5.0,M10.5.0/3");
	int taken = 0;

	for (size_t n = 0; n < length; n++) {
		struct cs_err err = CS_ERR_INIT;
		struct cs_zone *zone;

		write_file(bytes, n);
		zone = cs_zone_open(file_name, &err);
		taken += zone != NULL;
		cs_zone_free(zone);
	}
	is_int(taken, 0, "files that are cut are refused");
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		write_file(bytes, make_file(bytes, rules[i]));
		is_refused(file_name, rules[i]);
	}
	is_refused("../Zone", "a name that climbs");
	is_refused("/etc/passwd", "a path");
	is_refused("", "no name");
	is_refused("Nowhere/Land", "a zone that is not there");
	is_refused(".", "the folder");
}

int main(void)
{
	temp_path(file_name);
	test_utc();
	test_rules();
	test_steps();
	test_refused();
	test_system();
	return done_testing();
}
