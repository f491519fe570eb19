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

bool cs_read_whole(const char *text, long *value)
{
	char *end;
	long number;

	errno = 0;
	number = strtol(text, &end, 10);
	if (end == text || text[strspn(text, "-0123456789")] != '\0' ||
	    *end != '\0' || errno != 0)
		return false;
	*value = number;
	return true;
}

bool cs_read_real(const char *text, double *value)
{
	char *end;
	double number = strtod(text, &end);

	if (end == text || *text == '+' || !isfinite(number) || *end != '\0' ||
	    text[strspn(text, "+-0123456789.eE")] != '\0')
		return false;
	*value = number;
	return true;
}

bool cs_read_percent(const char *text, double *share)
{
	size_t length = strlen(text);
	char digits[32];
	double percent;

	if (length > 0 && text[length - 1] == '%')
		length--;
	if (length == 0 || length >= sizeof digits)
		return false;
	memcpy(digits, text, length);
	digits[length] = '\0';
	if (!cs_read_real(digits, &percent) || !(percent >= 0))
		return false;
	*share = percent / 100;
	return true;
}

/* --- durations */

/* Reads a number of at most `most`; NULL if there is none or it is larger. */
static const char *read_bounded(const char *p, long most, long *number)
{
	char *end;

	if (!isdigit((unsigned char)*p))
		return NULL;
	*number = strtol(p, &end, 10);
	return *number <= most ? end : NULL;
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

/* YYYY, YYYY-MM or YYYY-MM-DD; what is not written of the three is 0. */
static bool read_date(const char *text, int date[static 3])
{
	size_t length = strlen(text);

	if (length != 4 && length != 7 && length != 10)
		return false;
	memset(date, 0, 3 * sizeof *date);
	for (size_t i = 0; i < length; i++) {
		int *number = &date[(i > 4) + (i > 7)];

		if (i == 4 || i == 7 ? text[i] != '-'
				     : !isdigit((unsigned char)text[i]))
			return false;
		if (text[i] != '-')
			*number = *number * 10 + (text[i] - '0');
	}
	return true;
}

int cs_parse_day(const char *text, void *value, struct cs_err *err)
{
	int date[3];

	if (strlen(text) != 10 || !read_date(text, date))
		return cs_refuse(err, "cannot read ", text,
				 " as a day: write YYYY-MM-DD, such as "
				 "2025-03-07");
	if (!cs_ymd_valid(date[0], date[1], date[2]))
		return cs_refuse(err, "there is no day ", text,
				 " in the calendar");
	*(cs_day *)value = cs_day_from_ymd(date[0], date[1], date[2]);
	return 0;
}

/* The first and the last day of what was written. */
static int parse_range(const char *text, cs_day *first, cs_day *last,
		       struct cs_err *err)
{
	size_t length = strlen(text);
	enum cs_period unit = length == 4 ? CS_YEAR : CS_MONTH;
	int date[3], month;

	if (length == 10) {
		if (cs_parse_day(text, first, err) < 0)
			return -1;
		*last = *first;
		return 0;
	}
	if (!read_date(text, date))
		return cs_refuse(err, "cannot read ", text,
				 " as a date: write YYYY-MM-DD, YYYY-MM or "
				 "YYYY");
	month = length == 4 ? 1 : date[1];
	if (!cs_ymd_valid(date[0], month, 1))
		return cs_refuse(err, "there is no ", text, " in the calendar");
	*first = cs_day_from_ymd(date[0], month, 1);
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
