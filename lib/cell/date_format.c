/* date_format.c - dates that are written as the user says; see date.h. */
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "cell/date_parts.h"

enum { SERIAL_ZERO = -25569 /* 1899-12-30 */ };

/* --- counts ------------------------------------------------------------ */

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* A number down to a whole one; false if it is none or has too many digits. */
static enum cs_cell_status read_count(const char *text, size_t length,
				      int64_t *count)
{
	struct cs_cursor t = { text, text + length };
	bool minus = cs_cursor_skip(&t, "-"), fraction = false, large = false;

	*count = 0;
	if (!cs_is_digit(cs_cursor_peek(&t)))
		return CS_CELL_BAD;
	for (; cs_is_digit(cs_cursor_peek(&t)); t.at++) {
		large = large || *count > INT64_MAX / 100;
		*count = large ? *count : *count * 10 + (*t.at - '0');
	}
	/* 45,383 is no 45 */
	if (cs_cursor_peek(&t) == ',' && cs_cursor_left(&t) == 4 && length < 8)
		return CS_CELL_BAD;
	if (cs_cursor_skip(&t, ".") || cs_cursor_skip(&t, ",")) {
		if (t.at == t.end)
			return CS_CELL_BAD;
		for (; cs_is_digit(cs_cursor_peek(&t)); t.at++)
			fraction = fraction || *t.at != '0';
	}
	if (t.at < t.end)
		return CS_CELL_BAD;
	if (minus)
		*count = -*count - fraction;
	return large ? CS_CELL_RANGE : CS_CELL_OK;
}

/* Units since 1970-01-01 00:00 UTC, so many a second. */
static enum cs_cell_status parse_epoch(const char *text, size_t length,
				       int64_t per_second, cs_day *day,
				       struct cs_time *time)
{
	int64_t count, number;
	enum cs_cell_status status = read_count(text, length, &count);

	if (status != CS_CELL_OK)
		return status;
	count = floor_div(count, per_second);
	number = floor_div(count, CS_DAY_SECONDS);
	if (number < CS_DAY_MIN || number > CS_DAY_MAX)
		return CS_CELL_RANGE;
	*day = (cs_day)number;
	*time = (struct cs_time){
		.seconds = (int32_t)(count - number * CS_DAY_SECONDS),
		.there = true,
		.zoned = true,
	};
	return CS_CELL_OK;
}

/* Days, of which number 0 is the day `zero`. */
static enum cs_cell_status parse_days(const char *text, size_t length,
				      cs_day zero, cs_day *day)
{
	int64_t count;
	enum cs_cell_status status = read_count(text, length, &count);

	if (status != CS_CELL_OK)
		return status;
	if (count > CS_DAY_MAX - (int64_t)zero ||
	    count < CS_DAY_MIN - (int64_t)zero)
		return CS_CELL_RANGE;
	*day = zero + (cs_day)count;
	return CS_CELL_OK;
}

struct cs_time cs_date_serial_time(const char *text, size_t length)
{
	struct cs_time time = { .there = false };
	double part = 0, place = 1;

	cs_cell_trim(&text, &length);
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '.' || text[i] == ',')
			time.there = true;
		else if (time.there && cs_is_digit(text[i]))
			part += (text[i] - '0') * (place /= 10);
	}
	time.seconds = (int32_t)(part * CS_DAY_SECONDS + .5);
	return time;
}

enum cs_date_kind cs_date_number(const char *text, size_t length)
{
	int64_t count;
	size_t digits = 0;

	cs_cell_trim(&text, &length);
	while (digits < length && cs_is_digit(text[digits]))
		digits++;
	if ((digits != 5 && digits != 10 && digits != 13) ||
	    read_count(text, length, &count) != CS_CELL_OK)
		return CS_DATE_AUTO;
	if (digits == 5)
		return count >= -SERIAL_ZERO && count < 73051 /* 2100 */
			   ? CS_DATE_SERIAL
			   : CS_DATE_AUTO;
	count = floor_div(count, digits == 13 ? 1000 : 1);
	/* from 2001 to 2030: 1900000000 might be an hour of 1900 */
	if (count < 1000000000 || count >= 1900000000)
		return CS_DATE_AUTO;
	return digits == 13 ? CS_DATE_EPOCH_MS : CS_DATE_EPOCH;
}

/* --- patterns ---------------------------------------------------------- */

static bool has_any(const char *pattern, const char *conversions)
{
	for (const char *p = strchr(pattern, '%'); p != NULL && p[1] != '\0';
	     p = strchr(p + 2, '%'))
		if (strchr(conversions, p[1]) != NULL)
			return true;
	return false;
}

/* The time that the pattern gives, or else the one that stands behind it. */
static struct cs_time time_of(const struct tm *tm, const char *pattern,
			      const char *rest)
{
	struct cs_time time = { 0 };

	if (has_any(pattern, "HIklTRrc")) {
		time.there = true;
		time.seconds =
		    tm->tm_hour * 3600 + tm->tm_min * 60 + tm->tm_sec;
		time.zoned = has_any(pattern, "z");
		time.offset = (int32_t)tm->tm_gmtoff;
	} else if (!cs_date_time_read(rest, strlen(rest), &time)) {
		time = (struct cs_time){ 0 };
	}
	return time;
}

/* Whatever stands behind is left alone, unless it goes on with the number. */
static enum cs_cell_status parse_pattern(const char *text, size_t length,
					 const struct cs_date_format *format,
					 cs_day *day, struct cs_time *time)
{
	char copy[128];
	struct tm tm;
	const char *end;

	if (memchr(text, '\0', length) != NULL)
		return CS_CELL_BAD;
	if (length >= sizeof copy)
		length = sizeof copy - 1;
	memcpy(copy, text, length);
	copy[length] = '\0';
	memset(&tm, 0, sizeof tm);
	end = strptime(copy, format->pattern, &tm);
	if (end == NULL ||
	    (end > copy && cs_is_digit(end[-1]) && cs_is_digit(*end)))
		return CS_CELL_BAD;
	if (tm.tm_year < -1899 || tm.tm_year > 9999 - 1900 ||
	    !cs_date_civil((unsigned)tm.tm_year + 1900, (unsigned)tm.tm_mon + 1,
			   (unsigned)tm.tm_mday, day))
		return CS_CELL_BAD;
	*time = time_of(&tm, format->pattern, end);
	return CS_CELL_OK;
}

enum cs_cell_status cs_date_parse_told(const char *text, size_t length,
				       const struct cs_date_format *format,
				       cs_day *day, struct cs_time *time)
{
	*time = (struct cs_time){ 0 };
	switch (format->kind) {
	case CS_DATE_EPOCH: return parse_epoch(text, length, 1, day, time);
	case CS_DATE_EPOCH_MS:
		return parse_epoch(text, length, 1000, day, time);
	case CS_DATE_SERIAL: return parse_days(text, length, SERIAL_ZERO, day);
	case CS_DATE_DAYS: return parse_days(text, length, 0, day);
	case CS_DATE_STRPTIME:
		return parse_pattern(text, length, format, day, time);
	case CS_DATE_AUTO: break;
	}
	return CS_CELL_BAD;
}

/* --- naming a format */

/* What the conversions of a pattern give; false if one is not supported. */
static bool pattern_gives(const char *pattern, bool *year, bool *month,
			  bool *dom)
{
	*year = *month = *dom = false;
	for (const char *p = strchr(pattern, '%'); p; p = strchr(p + 1, '%')) {
		p++;
		if (!*p || !strchr("aAbBcdDeFhHIklmMnpRrSTtyYzZ%", *p))
			return false;
		*year = *year || strchr("yYDFc", *p);
		*month = *month || strchr("mbBhDFc", *p);
		*dom = *dom || strchr("deDFc", *p);
	}
	return true;
}

static const struct {
	const char *name;
	enum cs_date_kind kind;
	enum cs_date_order order;
} names[] = { { "dmy", CS_DATE_AUTO, CS_ORDER_DMY },
	      { "mdy", CS_DATE_AUTO, CS_ORDER_MDY },
	      { "ymd", CS_DATE_AUTO, CS_ORDER_YMD },
	      { "epoch", CS_DATE_EPOCH, CS_ORDER_UNKNOWN },
	      { "epoch_ms", CS_DATE_EPOCH_MS, CS_ORDER_UNKNOWN },
	      { "serial", CS_DATE_SERIAL, CS_ORDER_UNKNOWN },
	      { "days", CS_DATE_DAYS, CS_ORDER_UNKNOWN } };

const char *cs_date_format_name(const struct cs_date_format *format)
{
	if (format->kind == CS_DATE_STRPTIME)
		return format->pattern;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].kind == format->kind &&
		    names[i].order == format->order)
			return names[i].name;
	return NULL;
}

int cs_date_format_parse(const char *text, struct cs_date_format *format,
			 struct cs_err *err)
{
	struct cs_buf shown = CS_BUF_INIT;
	bool known, year, month, dom;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(text, names[i].name)) {
			format->kind = names[i].kind;
			format->order = names[i].order;
			return 0;
		}
	known = pattern_gives(text, &year, &month, &dom);
	if (known && year && month && dom) {
		format->kind = CS_DATE_STRPTIME;
		format->pattern = text;
		return 0;
	}
	cs_printable(&shown, text, strlen(text), 60);
	if (!strchr(text, '%'))
		cs_fail(err, NULL,
			"\"%s\" is not a date format: expected dmy, mdy, ymd, "
			"epoch, epoch_ms, serial, days or a pattern such as "
			"%%d.%%m.%%Y",
			shown.data);
	else if (!known)
		cs_fail(err, NULL,
			"the date format \"%s\" has a conversion that is not "
			"supported: use %%Y %%m %%d and the like",
			shown.data);
	else
		cs_fail(err, NULL,
			"the date format \"%s\" lacks %s: expected a pattern "
			"such as %%d.%%m.%%Y",
			shown.data,
			!year	 ? "a year"
			: !month ? "a month"
				 : "a day");
	cs_buf_release(&shown);
	return -1;
}
