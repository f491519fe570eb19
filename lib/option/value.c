/* value.c - durations, days, percentages and numbers from option words. */
#include "option/value.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

#define MONTHS_MAX (9999L * 12)
#define DAYS_MAX ((long)CS_DAY_MAX - CS_DAY_MIN)
#define PERCENT 1000000LL /* millionths in one per cent */

int cs_refuse(struct cs_err *err, const char *before, const char *text,
	      const char *after)
{
	struct cs_buf shown = CS_BUF_INIT;

	cs_printable(&shown, text, strlen(text), 60);
	cs_fail(err, NULL, "%s\"%s\"%s", before, shown.data, after);
	cs_buf_release(&shown);
	return -1;
}

/* --- numbers */

/* The end of the digits that begin at `p`. */
static const char *skip_digits(const char *p)
{
	while (isdigit((unsigned char)*p))
		p++;
	return p;
}

bool cs_read_whole(const char *text, long *value)
{
	const char *digits = text + (*text == '-');
	const char *end = skip_digits(digits);
	long number;

	if (end == digits || *end)
		return false;
	errno = 0;
	number = strtol(text, NULL, 10);
	if (errno)
		return false;
	*value = number;
	return true;
}

/* All of `p` is [digits][.digits][e[sign]digits] with a digit before e. */
static bool is_decimal(const char *p)
{
	const char *end = skip_digits(p);
	bool digits = end > p;

	if (*end == '.') {
		p = end + 1;
		end = skip_digits(p);
		digits = digits || end > p;
	}
	if (!digits)
		return false;
	if (*end == 'e' || *end == 'E') {
		p = end + 1 + (end[1] == '-' || end[1] == '+');
		end = skip_digits(p);
		if (end == p)
			return false;
	}
	return *end == '\0';
}

bool cs_read_real(const char *text, double *value)
{
	double number;

	if (!is_decimal(text + (*text == '-')))
		return false;
	number = strtod(text, NULL);
	if (!isfinite(number))
		return false;
	*value = number;
	return true;
}

/* --- durations */

/* Reads a number of at most `most`; NULL if there is none or it is larger. */
static const char *read_bounded(const char *p, long most, long *number)
{
	const char *start = p;

	for (*number = 0; isdigit((unsigned char)*p); p++) {
		*number = *number * 10 + (*p - '0');
		if (*number > most)
			return NULL;
	}
	return p > start ? p : NULL;
}

/* Adds the part that begins at `p` ("12w") to `span`; NULL if there is none. */
static const char *read_part(const char *p, struct cs_duration *span)
{
	long number;

	p = read_bounded(p, DAYS_MAX, &number);
	if (!p)
		return NULL;
	switch (*p) {
	case 'd': span->days += number; break;
	case 'w': span->days += 7 * number; break;
	case 'm': span->months += number; break;
	case 'y': span->months += 12 * number; break;
	default: return NULL;
	}
	if (span->days > DAYS_MAX || span->months > MONTHS_MAX)
		return NULL;
	return p + 1;
}

/* One part or more, with or without blanks between them. */
static bool read_parts(const char *p, struct cs_duration *span)
{
	do {
		p = read_part(p, span);
		if (p)
			p += strspn(p, " ");
	} while (p && *p);
	return p != NULL;
}

int cs_parse_duration(const char *text, void *value, struct cs_err *err)
{
	struct cs_duration span = { 0, 0 };
	long days;
	const char *end = read_bounded(text, DAYS_MAX, &days);

	if (end && *end == '\0')
		span.days = days;
	else if (!read_parts(text, &span))
		return cs_refuse(err, "cannot read ", text,
				 " as a duration: write 90d, 12w, 3m, 1y or a "
				 "number of days");
	*(struct cs_duration *)value = span;
	return 0;
}

/* --- days */

/* A date as far as it was written: parts that are missing are 0. */
struct partial_date {
	int year, month, day;
};

/* Reads exactly `count` digits; NULL if they are not there. */
static const char *read_fixed(const char *p, int count, int *number)
{
	for (*number = 0; count > 0; count--, p++) {
		if (!isdigit((unsigned char)*p))
			return NULL;
		*number = *number * 10 + (*p - '0');
	}
	return p;
}

/* YYYY, YYYY-MM or YYYY-MM-DD and nothing behind it. */
static bool read_date(const char *p, struct partial_date *date)
{
	*date = (struct partial_date){ 0, 0, 0 };
	p = read_fixed(p, 4, &date->year);
	if (p && *p == '-') {
		p = read_fixed(p + 1, 2, &date->month);
		if (p && *p == '-')
			p = read_fixed(p + 1, 2, &date->day);
	}
	return p && *p == '\0';
}

int cs_parse_day(const char *text, void *value, struct cs_err *err)
{
	struct partial_date date;

	if (!read_date(text, &date) || strlen(text) != 10)
		return cs_refuse(err, "cannot read ", text,
				 " as a day: write YYYY-MM-DD, such as "
				 "2025-03-07");
	if (!cs_ymd_valid(date.year, date.month, date.day))
		return cs_refuse(err, "there is no day ", text,
				 " in the calendar");
	*(cs_day *)value = cs_day_from_ymd(date.year, date.month, date.day);
	return 0;
}

/* The first and the last day of what was written. */
static int parse_range(const char *text, cs_day *first, cs_day *last,
		       struct cs_err *err)
{
	struct partial_date date;
	size_t length = strlen(text);
	enum cs_period unit = length == 4 ? CS_YEAR : CS_MONTH;
	int month;

	if (length == 10) {
		if (cs_parse_day(text, first, err) < 0)
			return -1;
		*last = *first;
		return 0;
	}
	if (!read_date(text, &date))
		return cs_refuse(err, "cannot read ", text,
				 " as a date: write YYYY-MM-DD, YYYY-MM or "
				 "YYYY");
	month = length == 4 ? 1 : date.month;
	if (!cs_ymd_valid(date.year, month, 1))
		return cs_refuse(err, "there is no ", text, " in the calendar");
	*first = cs_day_from_ymd(date.year, month, 1);
	*last = cs_period_last(cs_period_of(*first, unit), unit);
	return 0;
}

int cs_parse_day_range_start(const char *text, void *value, struct cs_err *err)
{
	cs_day last;

	return parse_range(text, value, &last, err);
}

int cs_parse_day_range_end(const char *text, void *value, struct cs_err *err)
{
	cs_day first;

	return parse_range(text, &first, value, err);
}

/* --- percentages */

/* Digits and up to six decimals; NULL unless above 0 and up to 100. */
static const char *read_percent(const char *p, int64_t *micros)
{
	int64_t unit = PERCENT;
	long whole;

	p = read_bounded(p, 100, &whole);
	if (!p)
		return NULL;
	*micros = whole * PERCENT;
	if (*p == '.') {
		if (!isdigit((unsigned char)p[1]))
			return NULL;
		for (p++; isdigit((unsigned char)*p); p++) {
			unit /= 10;
			*micros += (*p - '0') * unit;
			if (unit == 0 && *p != '0')
				return NULL;
		}
	}
	return *micros > 0 && *micros <= 100 * PERCENT ? p : NULL;
}

int cs_parse_percent_list(const char *text, void *value, struct cs_err *err)
{
	struct cs_percent_list list = { .count = 0 };
	const char *p = text;
	int64_t micros;

	for (;; p++) {
		p = read_percent(p, &micros);
		if (!p || (*p && *p != ','))
			return cs_refuse(err, "cannot read ", text,
					 " as percentages: write numbers above "
					 "0 and up to 100, such as 1,2.5,10");
		if (list.count && micros <= list.micros[list.count - 1])
			return cs_refuse(err, "the percentages ", text,
					 " do not ascend: write the smallest "
					 "first, each once");
		if (list.count == CS_PERCENTS_MAX)
			return cs_fail(err, NULL, "more than %d percentages",
				       CS_PERCENTS_MAX);
		list.micros[list.count++] = micros;
		if (!*p)
			break;
	}
	*(struct cs_percent_list *)value = list;
	return 0;
}

int cs_parse_span(const char *text, void *value, struct cs_err *err)
{
	struct cs_maybe_duration *maybe = value;

	if (cs_parse_duration(text, &maybe->span, err) != 0)
		return -1;
	maybe->given = true;
	return 0;
}

void cs_duration_text(struct cs_duration span, struct cs_buf *out)
{
	if (span.months > 0)
		cs_buf_addf(out, "%ld month%s", span.months,
			    span.months == 1 ? "" : "s");
	if (span.days > 0 || span.months == 0)
		cs_buf_addf(out, "%s%ld day%s", span.months > 0 ? " and " : "",
			    span.days, span.days == 1 ? "" : "s");
}
