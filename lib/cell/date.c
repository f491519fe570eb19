/*
 * date.c - see date.h.
 *
 * A date is first taken apart into three numbers (one of which may be written
 * as a name), whatever their order; then read in the orders in question.
 */
#include "cell/date.h"

#include <strings.h>
#include <time.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "cell/cursor.h"

static const int64_t day_seconds = 86400;

const int16_t cs_date_days_before[2][14] = {
	{ 0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 },
	{ 0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366 }
};

/* --- the three numbers of a date */

struct parts {
	unsigned number[3]; /* from left to right */
	unsigned width[3];  /* digits; 0: a month's name */
	char separator;	    /* between numbers; 0 beside a name */
};

/*
 * Takes an English name or its first three or more letters; returns which one
 * from 1, or 0.
 */
static unsigned take_name(struct cs_cursor *t, const char *const *names,
			  size_t count)
{
	const char *start = t->at;
	struct cs_cursor after = *t;
	size_t n;

	while (cs_is_letter(cs_cursor_peek(&after)))
		after.at++;
	n = (size_t)(after.at - start);
	for (size_t i = 0; n >= 3 && i < count; i++)
		if ((*start | 32) == (*names[i] | 32) &&
		    n <= strlen(names[i]) && !strncasecmp(start, names[i], n)) {
			*t = after;
			return (unsigned)i + 1;
		}
	return 0;
}

static unsigned take_month(struct cs_cursor *t)
{
	static const char *const names[] = {
		"January",   "February", "March",    "April",
		"May",	     "June",	 "July",     "August",
		"September", "October",	 "November", "December"
	};

	return take_name(t, names, 12);
}

static void skip_weekday(struct cs_cursor *t)
{
	static const char *const names[] = { "Monday",	 "Tuesday", "Wednesday",
					     "Thursday", "Friday",  "Saturday",
					     "Sunday" };

	if (!take_name(t, names, 7))
		return;
	cs_cursor_skip(t, ".");
	cs_cursor_skip(t, ",");
	cs_cursor_skip_blanks(t);
}

static void skip_ordinal(struct cs_cursor *t)
{
	static const char *const endings[] = { "st", "nd", "rd", "th" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (cs_cursor_skip(t, endings[i]))
			return;
}

/* What may stand beside a month's name: blanks and one of - / . and a comma. */
static void skip_joint(struct cs_cursor *t)
{
	cs_cursor_skip_blanks(t);
	if (!cs_cursor_skip(t, "-") && !cs_cursor_skip(t, "/"))
		cs_cursor_skip(t, ".");
	cs_cursor_skip(t, ",");
	cs_cursor_skip_blanks(t);
}

/* The rest of a date whose month is a name, at t or after the number read. */
static bool split_named(struct cs_cursor *t, struct parts *parts)
{
	unsigned at = parts->width[0] > 0, other = !at;

	if (at == 1) {
		skip_ordinal(t);
		skip_joint(t);
	}
	parts->number[at] = take_month(t);
	parts->width[at] = 0;
	if (!parts->number[at])
		return false;
	skip_joint(t);
	if (at == 0) {
		parts->width[other] =
		    cs_cursor_number(t, &parts->number[other]);
		skip_ordinal(t);
		skip_joint(t);
	}
	parts->width[2] = cs_cursor_number(t, &parts->number[2]);
	return parts->width[other] > 0 && parts->width[2] > 0;
}

/* 07/10/2025: the same mark twice; blanks may follow points. */
static bool split_numbers(struct cs_cursor *t, struct parts *parts)
{
	char mark = cs_cursor_peek(t);

	if (mark != '/' && mark != '-' && mark != '.')
		return false;
	for (int i = 1; i < 3; i++) {
		if (cs_cursor_peek(t) != mark)
			return false;
		t->at++;
		if (mark == '.')
			cs_cursor_skip_blanks(t);
		parts->width[i] = cs_cursor_number(t, &parts->number[i]);
		if (!parts->width[i])
			return false;
	}
	parts->separator = mark;
	return true;
}

/* Takes a date apart; behind it a valid time or nothing must stand. */
static bool split(const char *text, size_t length, struct parts *parts)
{
	struct cs_cursor t = { text, text + length }, numbers;
	bool found;

	*parts = (struct parts){ .separator = '\0' };
	skip_weekday(&t);
	parts->width[0] = cs_cursor_number(&t, &parts->number[0]);
	if (parts->width[0] == 8) {
		parts->number[2] = parts->number[0] % 100;
		parts->number[1] = parts->number[0] / 100 % 100;
		parts->number[0] /= 10000;
		parts->width[0] = 4;
		parts->width[1] = parts->width[2] = 2;
		found = true;
	} else {
		numbers = t;
		found = parts->width[0] > 0 && split_numbers(&numbers, parts);
		if (found)
			t = numbers;
		else
			found = split_named(&t, parts);
	}
	return found && cs_date_time_valid(t.at, cs_cursor_left(&t));
}

/* --- what the numbers mean */

/* True if it depends on the order of the column which number is which. */
static bool needs_order(const struct parts *parts)
{
	return parts->separator && parts->width[0] != 4;
}

/* Reads the parts in this order, which may be unknown if none is needed. */
static bool read_as(const struct parts *parts, enum cs_date_order order,
		    cs_day *day)
{
	const unsigned *width = parts->width;
	unsigned year, y = 2, m = 1, d = 0;

	if (width[0] == 4 ||
	    (order == CS_ORDER_YMD && width[0] == 2 && width[2] <= 2)) {
		y = 0;
		d = 2;
	} else if (needs_order(parts) && order == CS_ORDER_YMD) {
		return false;
	} else if (width[0] == 0 ||
		   (needs_order(parts) && order == CS_ORDER_MDY)) {
		m = 0;
		d = 1;
	}
	if (width[m] > 2 || width[d] > 2)
		return false;
	year = parts->number[y];
	if (width[y] == 2 && width[0] > 0)
		year += year <= 69 ? 2000 : 1900;
	else if (width[y] != 4)
		return false;
	return cs_date_civil(year, parts->number[m], parts->number[d], day);
}

/* True if the first of two-digit numbers may be the year though nobody said so.
 */
static bool year_may_lead(const struct parts *parts, cs_day *day)
{
	return parts->separator == '-' && parts->width[2] == 2 &&
	       read_as(parts, CS_ORDER_YMD, day);
}

static enum cs_cell_status read_told(const struct parts *parts,
				     enum cs_date_order order, cs_day *day)
{
	cs_day other;

	if (read_as(parts, order, day))
		return CS_CELL_OK;
	return needs_order(parts) && (read_as(parts, CS_ORDER_DMY, &other) ||
				      read_as(parts, CS_ORDER_MDY, &other))
		   ? CS_CELL_OTHER_HABIT
		   : CS_CELL_BAD;
}

static enum cs_cell_status read_untold(const struct parts *parts, cs_day *day)
{
	cs_day other;
	bool dmy, mdy;

	if (parts->separator == '.')
		return read_as(parts, CS_ORDER_DMY, day) ? CS_CELL_OK
							 : CS_CELL_BAD;
	mdy = read_as(parts, CS_ORDER_MDY, &other);
	dmy = read_as(parts, CS_ORDER_DMY, day);
	if (!dmy && !mdy)
		return CS_CELL_BAD;
	if (dmy && mdy && *day != other)
		return CS_CELL_AMBIGUOUS;
	if (mdy)
		*day = other;
	return year_may_lead(parts, &other) && *day != other ? CS_CELL_AMBIGUOUS
							     : CS_CELL_OK;
}

static enum cs_cell_status parse_auto(const char *text, size_t length,
				      enum cs_date_order order, cs_day *day)
{
	struct parts parts;

	if (!split(text, length, &parts))
		return CS_CELL_BAD;
	if (order == CS_ORDER_UNKNOWN && needs_order(&parts))
		return read_untold(&parts, day);
	return read_told(&parts, order, day);
}

enum cs_date_order cs_date_settles(const char *text, size_t length)
{
	struct parts parts;
	bool dmy, mdy;
	cs_day day;

	cs_cell_trim(&text, &length);
	if (!split(text, length, &parts) || !needs_order(&parts) ||
	    year_may_lead(&parts, &day))
		return CS_ORDER_UNKNOWN;
	dmy = read_as(&parts, CS_ORDER_DMY, &day);
	mdy = read_as(&parts, CS_ORDER_MDY, &day);
	if (dmy == mdy)
		return CS_ORDER_UNKNOWN;
	return dmy ? CS_ORDER_DMY : CS_ORDER_MDY;
}

/* --- other formats */

static enum cs_cell_status parse_epoch(const char *text, size_t length,
				       int64_t per_day, cs_day *day)
{
	struct cs_cursor t = { text, text + length };
	bool minus = cs_cursor_skip(&t, "-"), fraction = false, large = false;
	int64_t count = 0;

	if (!cs_is_digit(cs_cursor_peek(&t)))
		return CS_CELL_BAD;
	for (; cs_is_digit(cs_cursor_peek(&t)); t.at++) {
		large = large || count > INT64_MAX / 100;
		count = large ? count : count * 10 + (*t.at - '0');
	}
	if (cs_cursor_skip(&t, ".")) {
		if (t.at == t.end)
			return CS_CELL_BAD;
		for (; cs_is_digit(cs_cursor_peek(&t)); t.at++)
			fraction = fraction || *t.at != '0';
	}
	if (t.at < t.end)
		return CS_CELL_BAD;
	if (minus) /* down to the start of the day */
		count = -((count + fraction + per_day - 1) / per_day);
	else
		count /= per_day;
	if (large || count < CS_DAY_MIN || count > CS_DAY_MAX)
		return CS_CELL_RANGE;
	*day = (cs_day)count;
	return CS_CELL_OK;
}

static enum cs_cell_status parse_pattern(const char *text, size_t length,
					 const char *pattern, cs_day *day)
{
	char copy[128];
	struct tm tm;
	const char *end;

	if (length >= sizeof(copy) || memchr(text, '\0', length))
		return CS_CELL_BAD;
	memcpy(copy, text, length);
	copy[length] = '\0';
	memset(&tm, 0, sizeof(tm));
	end = strptime(copy, pattern, &tm);
	if (!end || *end || tm.tm_year < -1899 || tm.tm_year > 9999 - 1900 ||
	    !cs_date_civil((unsigned)tm.tm_year + 1900, (unsigned)tm.tm_mon + 1,
			   (unsigned)tm.tm_mday, day))
		return CS_CELL_BAD;
	return CS_CELL_OK;
}

enum cs_cell_status cs_date_parse_any(const char *text, size_t length,
				      const struct cs_date_format *format,
				      cs_day *day)
{
	cs_cell_trim(&text, &length);
	if (cs_cell_empty(text, length))
		return CS_CELL_EMPTY;
	switch (format->kind) {
	case CS_DATE_AUTO: break;
	case CS_DATE_EPOCH: return parse_epoch(text, length, day_seconds, day);
	case CS_DATE_EPOCH_MS:
		return parse_epoch(text, length, day_seconds * 1000, day);
	case CS_DATE_STRPTIME:
		return parse_pattern(text, length, format->pattern, day);
	}
	return parse_auto(text, length, format->order, day);
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

int cs_date_format_parse(const char *text, struct cs_date_format *format,
			 struct cs_err *err)
{
	static const struct {
		const char *name;
		struct cs_date_format format;
	} names[] = { { "dmy", { CS_DATE_AUTO, CS_ORDER_DMY, NULL } },
		      { "mdy", { CS_DATE_AUTO, CS_ORDER_MDY, NULL } },
		      { "ymd", { CS_DATE_AUTO, CS_ORDER_YMD, NULL } },
		      { "epoch", { CS_DATE_EPOCH, CS_ORDER_UNKNOWN, NULL } },
		      { "epoch_ms",
			{ CS_DATE_EPOCH_MS, CS_ORDER_UNKNOWN, NULL } } };
	struct cs_buf shown = CS_BUF_INIT;
	bool known, year, month, dom;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(text, names[i].name)) {
			*format = names[i].format;
			return 0;
		}
	known = pattern_gives(text, &year, &month, &dom);
	if (known && year && month && dom) {
		*format = (struct cs_date_format){ CS_DATE_STRPTIME,
						   CS_ORDER_UNKNOWN, text };
		return 0;
	}
	cs_printable(&shown, text, strlen(text), 60);
	if (!strchr(text, '%'))
		cs_fail(err, NULL,
			"\"%s\" is not a date format: expected dmy, mdy, ymd, "
			"epoch, epoch_ms or a pattern such as %%d.%%m.%%Y",
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
