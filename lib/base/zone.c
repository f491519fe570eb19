/* zone.c - see zone.h. */
#include "base/zone.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
	LARGEST = 1 << 20, /* bytes of a file */
	DAY = 86400,
	CYCLE_YEARS = 400 /* after which the calendar repeats */
};

static const int64_t cycle = 146097LL * DAY;

/* From an instant on, clocks are so far east. */
struct change {
	int64_t at;
	int32_t offset;
};

struct cs_zone {
	int32_t first; /* offset before all changes */
	struct change *changes;
	size_t count, capacity;
	bool repeats; /* behind the last change, as in the cycle before it */
};

static void add_change(struct cs_zone *zone, int64_t at, int32_t offset)
{
	CS_GROW(zone->changes, zone->count, zone->capacity);
	zone->changes[zone->count++] = (struct change){ at, offset };
}

/* --- the rule at the end: CET-1CEST,M3.5.0,M10.5.0/3 ------------------- */

struct when {	   /* of a year */
	char kind; /* 'M'onth, week, weekday; 'J'ulian without 29 February; or
		      '0': days from 0 */
	int month, week, day;
	int32_t time; /* of that day, in seconds */
};

/* A number of at most `most`; false if there is none. */
static bool take_number(const char **p, int most, int *number)
{
	int n = 0;

	if (!isdigit((unsigned char)**p))
		return false;
	for (; isdigit((unsigned char)**p) && n <= most; ++*p)
		n = n * 10 + (**p - '0');
	*number = n;
	return n <= most;
}

/* [+-]h[:mm[:ss]] */
static bool take_seconds(const char **p, int32_t *seconds)
{
	bool minus = **p == '-';
	int part[3] = { 0, 0, 0 };

	if (**p == '-' || **p == '+')
		++*p;
	if (!take_number(p, 167, &part[0]))
		return false;
	for (int i = 1; i < 3 && **p == ':'; i++) {
		++*p;
		if (!take_number(p, 59, &part[i]))
			return false;
	}
	*seconds = part[0] * 3600 + part[1] * 60 + part[2];
	if (minus)
		*seconds = -*seconds;
	return true;
}

/* CET, <+07> */
static bool take_name(const char **p)
{
	const char *start = *p;

	if (**p == '<') {
		*p = strchr(*p, '>');
		return *p != NULL && *++*p != '\0';
	}
	while (isalpha((unsigned char)**p))
		++*p;
	return *p > start;
}

static bool take_when(const char **p, struct when *when)
{
	if (*(*p)++ != ',')
		return false;
	*when = (struct when){ .kind = '0', .time = 2 * 3600 };
	if (**p == 'M' || **p == 'J')
		when->kind = *(*p)++;
	if (when->kind == 'M') {
		if (!take_number(p, 12, &when->month) || *(*p)++ != '.' ||
		    !take_number(p, 5, &when->week) || *(*p)++ != '.' ||
		    !take_number(p, 6, &when->day) || when->month < 1 ||
		    when->week < 1)
			return false;
	} else if (!take_number(p, 365, &when->day)) {
		return false;
	}
	if (**p != '/')
		return true;
	++*p;
	return take_seconds(p, &when->time);
}

/* When that is in a year, as clocks show it that are `offset` east. */
static int64_t instant_of(const struct when *when, int year, int32_t offset)
{
	cs_day first = cs_day_from_ymd(year, 1, 1), day;

	if (when->kind == 'M') {
		cs_day next = when->month < 12
				  ? cs_day_from_ymd(year, when->month + 1, 1)
				  : cs_day_from_ymd(year + 1, 1, 1);

		first = cs_day_from_ymd(year, when->month, 1);
		/* 1970-01-01 was a Thursday; weekday 0 is Sunday */
		day = first + ((when->day - (first + 4)) % 7 + 7) % 7 +
		      (when->week - 1) * 7;
		if (day >= next)
			day -= 7;
	} else if (when->kind == 'J') {
		day = first + when->day - 1;
		day += when->day > 59 && cs_ymd_valid(year, 2, 29);
	} else {
		day = first + when->day;
	}
	return (int64_t)day * DAY + when->time - offset;
}

/* Changes of a whole cycle behind those of the file. */
static bool add_rule(struct cs_zone *zone, const char *rule)
{
	int32_t standard, summer;
	struct when begin, end;
	int64_t last =
	    zone->count > 0 ? zone->changes[zone->count - 1].at : INT64_MIN;
	int year = 1, month, dom;

	if (!take_name(&rule) || !take_seconds(&rule, &standard))
		return false;
	standard = -standard; /* which is west */
	if (*rule == '\0') {
		if (zone->count == 0)
			zone->first = standard;
		else if (zone->changes[zone->count - 1].offset != standard)
			add_change(zone, last + 1, standard);
		return true;
	}
	summer = standard + 3600;
	if (!take_name(&rule))
		return false;
	if (*rule != ',') {
		if (!take_seconds(&rule, &summer))
			return false;
		summer = -summer;
	}
	if (!take_when(&rule, &begin) || !take_when(&rule, &end) ||
	    *rule != '\0')
		return false;
	if (zone->count == 0)
		zone->first = standard;
	else if (last > (int64_t)CS_DAY_MIN * DAY &&
		 last < (int64_t)CS_DAY_MAX * DAY)
		cs_day_to_ymd((cs_day)(last / DAY), &year, &month, &dom);
	for (int i = -1; i <= CYCLE_YEARS; i++) {
		int64_t on = instant_of(&begin, year + i, standard);
		int64_t off = instant_of(&end, year + i, summer);

		if (on < off && on > last)
			add_change(zone, on, summer);
		if (off > last)
			add_change(zone, off, standard);
		if (on >= off && on > last)
			add_change(zone, on, summer);
	}
	zone->repeats = true;
	return true;
}

/* --- the file ---------------------------------------------------------- */

struct bytes {
	const unsigned char *at, *end;
};

static int64_t take_big(struct bytes *in, int size)
{
	uint64_t value = 0;

	for (int i = 0; i < size; i++)
		value = value << 8 | *in->at++;
	return size == 8 ? (int64_t)value : (int32_t)(uint32_t)value;
}

/* Counts of a header, in the order of the file. */
enum { UT, STD, LEAPS, TIMES, TYPES, CHARS, NCOUNTS };

static bool take_header(struct bytes *in, char *version, size_t *counts)
{
	if (in->end - in->at < 44 || memcmp(in->at, "TZif", 4) != 0)
		return false;
	*version = (char)in->at[4];
	in->at += 20;
	for (int i = 0; i < NCOUNTS; i++) {
		counts[i] = (size_t)take_big(in, 4);
		if (counts[i] > LARGEST)
			return false;
	}
	return counts[TYPES] > 0;
}

static size_t body_size(const size_t *counts, size_t size)
{
	return counts[TIMES] * (size + 1) + counts[TYPES] * 6 + counts[CHARS] +
	       counts[LEAPS] * (size + 4) + counts[STD] + counts[UT];
}

/* The changes of a body, which is there as a whole. */
static bool read_body(struct cs_zone *zone, struct bytes in,
		      const size_t *counts, int size)
{
	struct bytes types = in;

	types.at += counts[TIMES] * (size_t)size;
	for (size_t i = 0; i <= counts[TIMES]; i++) {
		/* the first type holds before all changes */
		size_t type = i == 0 ? 0 : types.at[i - 1];
		struct bytes entry = types;
		int32_t offset;

		if (type >= counts[TYPES])
			return false;
		entry.at += counts[TIMES] + type * 6;
		offset = (int32_t)take_big(&entry, 4);
		if (offset <= -26 * 3600 || offset >= 26 * 3600)
			return false;
		if (i == 0) {
			zone->first = offset;
			continue;
		}
		add_change(zone, take_big(&in, size), offset);
		if (i > 1 && zone->changes[i - 1].at <= zone->changes[i - 2].at)
			return false;
	}
	return true;
}

static bool read_rule(struct cs_zone *zone, struct bytes in)
{
	const unsigned char *end;
	char rule[128];
	size_t n;

	if (in.at == in.end || *in.at++ != '\n')
		return false;
	end = memchr(in.at, '\n', (size_t)(in.end - in.at));
	if (end == NULL || (n = (size_t)(end - in.at)) >= sizeof rule)
		return false;
	memcpy(rule, in.at, n);
	rule[n] = '\0';
	return n == 0 || add_rule(zone, rule);
}

static bool read_zone(struct cs_zone *zone, struct bytes in)
{
	size_t counts[NCOUNTS], size = 4, body;
	char version;

	if (!take_header(&in, &version, counts))
		return false;
	body = body_size(counts, size);
	if (version >= '2') { /* the same again, in eight bytes */
		if ((size_t)(in.end - in.at) < body)
			return false;
		in.at += body;
		size = 8;
		if (!take_header(&in, &version, counts))
			return false;
		body = body_size(counts, size);
	}
	if ((size_t)(in.end - in.at) < body ||
	    !read_body(zone, in, counts, (int)size))
		return false;
	in.at += body;
	return size == 4 || read_rule(zone, in);
}

/* --- names ------------------------------------------------------------- */

/* Names stay below the folder of zones. */
static bool is_name(const char *name)
{
	for (const char *p = name; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p) && strchr("_+-/", *p) == NULL)
			return false;
	return isalpha((unsigned char)*name) && strlen(name) < 64;
}

static FILE *open_file(const char *name)
{
	const char *folders[] = { getenv("TZDIR"), "/usr/share/zoneinfo",
				  "/usr/lib/zoneinfo",
				  "/usr/share/lib/zoneinfo" };
	FILE *file = NULL;

	for (size_t i = 0; file == NULL && i < sizeof folders / sizeof *folders;
	     i++) {
		struct cs_buf path = CS_BUF_INIT;

		if (folders[i] == NULL)
			continue;
		cs_buf_addf(&path, "%s/%s", folders[i], name);
		file = fopen(path.data, "re");
		cs_buf_release(&path);
	}
	return file;
}

static bool read_file(struct cs_zone *zone, const char *name)
{
	FILE *file = is_name(name) ? open_file(name) : NULL;
	unsigned char *bytes;
	size_t n;
	bool fine;

	if (file == NULL)
		return false;
	bytes = cs_malloc(LARGEST);
	n = fread(bytes, 1, LARGEST, file);
	fine =
	    n < LARGEST && read_zone(zone, (struct bytes){ bytes, bytes + n });
	free(bytes);
	fclose(file);
	return fine;
}

struct cs_zone *cs_zone_open(const char *name, struct cs_err *err)
{
	struct cs_zone *zone = cs_calloc(1, sizeof *zone);
	struct cs_buf shown = CS_BUF_INIT;

	if (strcmp(name, "UTC") == 0 || read_file(zone, name))
		return zone;
	cs_zone_free(zone);
	cs_printable(&shown, name, strlen(name), 60);
	cs_fail(err, NULL,
		"\"%s\" is not a time zone of this system: expected a name "
		"such as Asia/Jakarta, Europe/Berlin or UTC",
		shown.data);
	cs_buf_release(&shown);
	return NULL;
}

void cs_zone_free(struct cs_zone *zone)
{
	if (zone == NULL)
		return;
	free(zone->changes);
	free(zone);
}

/* --- asking ------------------------------------------------------------ */

static int32_t offset_at(const struct cs_zone *zone, int64_t instant)
{
	size_t low = 0, high = zone->count; /* changes before low are past */
	int64_t last = zone->count > 0 ? zone->changes[zone->count - 1].at : 0;

	if (zone->repeats && instant > last)
		instant -= ((instant - last - 1) / cycle + 1) * cycle;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->changes[middle].at <= instant)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? zone->changes[low - 1].offset : zone->first;
}

int64_t cs_zone_shown(const struct cs_zone *zone, int64_t instant)
{
	return instant + offset_at(zone, instant);
}

cs_day cs_zone_day(const struct cs_zone *zone, int64_t instant)
{
	int64_t shown = cs_zone_shown(zone, instant);
	int64_t day = shown / DAY - (shown % DAY < 0);

	return day < CS_DAY_MIN	  ? CS_DAY_MIN
	       : day > CS_DAY_MAX ? CS_DAY_MAX
				  : (cs_day)day;
}

int64_t cs_zone_instant(const struct cs_zone *zone, int64_t shown)
{
	int32_t before = offset_at(zone, shown - DAY);
	int32_t after = offset_at(zone, shown + DAY);

	if (offset_at(zone, shown - before) != before &&
	    offset_at(zone, shown - after) == after)
		return shown - after;
	return shown - before;
}
