/*
 * date.c - see date.h.
 *
 * A date is first taken apart into three numbers (one of which may be written
 * as a name), whatever their order; then read in the orders in question.
 */
#include "cell/date.h"

#include "base/zone.h"
#include "cell/date_parts.h"

const int16_t cs_date_days_before[2][14] = {
	{ 0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 },
	{ 0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366 }
};

/* --- the three numbers of a date */

struct parts {
	unsigned number[3]; /* from left to right */
	unsigned width[3];  /* digits; 0: a month's name */
	char separator;	    /* between numbers; 0 beside a name */
	struct cs_time time;
};

/* 1st, 1er, 1º */
static void skip_ordinal(struct cs_cursor *t)
{
	static const char *const endings[] = { "st",	  "nd", "rd",
					       "th",	  "er", "\xC2\xBA",
					       "\xC2\xB0" };

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (cs_cursor_skip(t, endings[i]))
			return;
}

/*
 * What may stand beside a month's name: blanks, one of - / . and a comma, "of".
 * True if there is a mark that makes two digits behind it a year.
 */
static bool skip_joint(struct cs_cursor *t)
{
	bool mark;

	cs_cursor_skip_blanks(t);
	mark = cs_cursor_skip(t, "-") || cs_cursor_skip(t, "/");
	if (!mark)
		cs_cursor_skip(t, ".");
	cs_cursor_skip(t, ",");
	cs_cursor_skip_blanks(t);
	if (cs_date_skip_of(t))
		cs_cursor_skip_blanks(t);
	return mark;
}

/* Apr 01 09:30:00 UTC 2024: the time stands before the year. */
static bool split_late_year(struct cs_cursor *t, struct parts *parts)
{
	struct cs_cursor year = { t->end - 4, t->end };

	if (cs_cursor_left(t) < 10 || year.at[-1] != ' ' ||
	    cs_cursor_number(&year, &parts->number[2]) != 4 ||
	    memchr(t->at, ':', 3) == NULL ||
	    !cs_date_clock_read(t->at, cs_cursor_left(t) - 5, &parts->time))
		return false;
	parts->width[2] = 4;
	t->at = t->end;
	return true;
}

/* The rest of a date whose month is a name, at t or after the number read. */
static bool split_named(struct cs_cursor *t, struct parts *parts)
{
	unsigned at = parts->width[0] > 0, other = !at;
	bool marked = true;

	if (at == 1) {
		skip_ordinal(t);
		skip_joint(t);
	}
	parts->number[at] = cs_date_take_month(t);
	parts->width[at] = 0;
	if (!parts->number[at])
		return false;
	skip_joint(t);
	if (at == 0) {
		parts->width[other] =
		    cs_cursor_number(t, &parts->number[other]);
		skip_ordinal(t);
		marked = skip_joint(t);
		if (parts->width[other] > 0 && split_late_year(t, parts))
			return true;
	}
	parts->width[2] = cs_cursor_number(t, &parts->number[2]);
	return parts->width[other] > 0 && parts->width[2] > 0 &&
	       (marked || parts->width[2] != 2);
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

/* 20251007, and 202510070950 or 20251007095026, whose year is 1900 to 2099. */
static bool split_run(struct cs_cursor *t, struct parts *parts)
{
	size_t digits = 0;
	struct cs_cursor day = { t->at, t->at + 8 };

	while (digits < cs_cursor_left(t) && cs_is_digit(t->at[digits]))
		digits++;
	if ((digits != 8 && digits != 12 && digits != 14) ||
	    cs_cursor_number(&day, &parts->number[0]) != 8)
		return false;
	parts->number[2] = parts->number[0] % 100;
	parts->number[1] = parts->number[0] / 100 % 100;
	parts->number[0] /= 10000;
	parts->width[0] = 4;
	parts->width[1] = parts->width[2] = 2;
	t->at += 8;
	if (digits == 8)
		return true;
	if (parts->number[0] / 100 != 19 && parts->number[0] / 100 != 20)
		return false;
	if (!cs_date_clock_read(t->at, cs_cursor_left(t), &parts->time))
		return false;
	t->at = t->end;
	return true;
}

static bool split_at(struct cs_cursor t, struct parts *parts)
{
	struct cs_cursor start = t;
	bool found;

	*parts = (struct parts){ .separator = '\0' };
	found = split_run(&t, parts);
	if (!found) {
		*parts = (struct parts){ .separator = '\0' };
		t = start;
		parts->width[0] = cs_cursor_number(&t, &parts->number[0]);
		start = t;
		found = parts->width[0] > 0 && split_numbers(&t, parts);
	}
	if (!found) {
		t = start;
		found = split_named(&t, parts);
	}
	return found &&
	       (parts->time.there ||
		cs_date_time_read(t.at, cs_cursor_left(&t), &parts->time));
}

/* Takes a date apart; behind it a valid time or nothing must stand. */
static bool split(const char *text, size_t length, struct parts *parts)
{
	struct cs_cursor t = { text, text + length };

	/* "mar" is March, or Tuesday where a date follows */
	return split_at(t, parts) ||
	       (cs_date_skip_weekday(&t) && split_at(t, parts));
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
	if (width[y] == 2)
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

/* The orders in which it is a date, a bit each. */
static unsigned readings(const struct parts *parts)
{
	unsigned found = 0;
	cs_day day;

	for (int i = CS_ORDER_DMY; i <= CS_ORDER_YMD; i++)
		if (read_as(parts, (enum cs_date_order)i, &day))
			found |= 1u << i;
	return found;
}

static enum cs_cell_status read_told(const struct parts *parts,
				     enum cs_date_order order, cs_day *day)
{
	if (read_as(parts, order, day))
		return CS_CELL_OK;
	return needs_order(parts) && readings(parts) != 0 ? CS_CELL_OTHER_HABIT
							  : CS_CELL_BAD;
}

static enum cs_cell_status read_untold(const struct parts *parts, cs_day *day)
{
	cs_day other;
	bool dmy, mdy;

	dmy = read_as(parts, CS_ORDER_DMY, day);
	if (parts->separator == '.' && dmy)
		return CS_CELL_OK;
	mdy = parts->separator != '.' && read_as(parts, CS_ORDER_MDY, &other);
	if (!dmy && !mdy)
		return readings(parts) == 1u << CS_ORDER_YMD &&
			       read_as(parts, CS_ORDER_YMD, day)
			   ? CS_CELL_OK
			   : CS_CELL_BAD;
	if (dmy && mdy && *day != other)
		return CS_CELL_AMBIGUOUS;
	if (mdy)
		*day = other;
	return year_may_lead(parts, &other) && *day != other ? CS_CELL_AMBIGUOUS
							     : CS_CELL_OK;
}

static enum cs_cell_status parse_auto(const char *text, size_t length,
				      const struct cs_date_format *format,
				      cs_day *day, struct cs_time *time)
{
	struct parts parts;

	if (!split(text, length, &parts))
		return CS_CELL_BAD;
	*time = parts.time;
	return format->order == CS_ORDER_UNKNOWN && needs_order(&parts)
		   ? read_untold(&parts, day)
		   : read_told(&parts, format->order, day);
}

/* --- what a cell tells of its column */

bool cs_date_readings(const char *text, size_t length,
		      struct cs_date_readings *found)
{
	struct parts parts;
	cs_day day;

	cs_cell_trim(&text, &length);
	if (!split(text, length, &parts) || !needs_order(&parts))
		return false;
	*found = (struct cs_date_readings){
		.orders = readings(&parts),
		.first = parts.number[0],
		.last = parts.number[2],
	};
	/* else a year of two digits does not come first */
	if (found->orders != 1u << CS_ORDER_YMD && !year_may_lead(&parts, &day))
		found->orders &= ~(1u << CS_ORDER_YMD);
	for (int i = CS_ORDER_DMY; i <= CS_ORDER_YMD; i++)
		if (found->orders == 1u << i)
			found->settles = (enum cs_date_order)i;
	return found->orders != 0;
}

int32_t cs_date_second(const char *text, size_t length)
{
	struct parts parts;

	cs_cell_trim(&text, &length);
	return split(text, length, &parts) && parts.time.there
		   ? parts.time.seconds % CS_DAY_SECONDS
		   : -1;
}

bool cs_date_without_offset(const char *text, size_t length)
{
	struct parts parts;

	cs_cell_trim(&text, &length);
	return split(text, length, &parts) && parts.time.there &&
	       !parts.time.zoned;
}

/* --- from cells to days */

/* The day on which it is then in the zone of `format`: `day` where no zone is
 * asked for or no time is there. */
static cs_day count_day(const struct cs_date_format *format, cs_day day,
			const struct cs_time *time)
{
	int64_t at = (int64_t)day * 86400 + time->seconds;

	if (format->zone == NULL || !time->there ||
	    (!time->zoned && format->from == NULL))
		return day +
		       (time->seconds == CS_DAY_SECONDS && day < CS_DAY_MAX);
	if (time->zoned)
		at -= time->offset;
	else
		at = cs_zone_instant(format->from, at);
	return cs_zone_day(format->zone, at);
}

/* 0000-00-00 00:00:00: databases write so that there is no date. */
static bool all_zeros(const char *text, size_t length)
{
	size_t zeros = 0;

	for (size_t i = 0; i < length; i++) {
		if (memchr("0-/.:TZ ", text[i], 8) == NULL)
			return false;
		zeros += text[i] == '0';
	}
	return zeros >= 8;
}

/* YYYY-MM-DD, alone or with a time in a usual form: as nearly all are. */
static bool read_plain(const char *text, size_t length, cs_day *day,
		       struct cs_time *time)
{
	*time = (struct cs_time){ 0 };
	return length >= 10 && cs_date_parse_plain(text, 10, day) &&
	       (length == 10 ||
		cs_date_plain_time_read(text + 10, length - 10, time));
}

/* The day and the time that are written. */
static enum cs_cell_status read_written(const char *text, size_t length,
					const struct cs_date_format *format,
					cs_day *day, struct cs_time *time)
{
	if (format->kind == CS_DATE_AUTO && read_plain(text, length, day, time))
		return CS_CELL_OK;
	cs_cell_trim(&text, &length);
	if (cs_cell_empty(text, length))
		return CS_CELL_EMPTY;
	if (format->kind != CS_DATE_AUTO && format->kind != CS_DATE_STRPTIME)
		return cs_date_parse_told(text, length, format, day, time);
	if (*text == '0' && all_zeros(text, length))
		return CS_CELL_EMPTY;
	return format->kind == CS_DATE_AUTO
		   ? parse_auto(text, length, format, day, time)
		   : cs_date_parse_told(text, length, format, day, time);
}

enum cs_cell_status cs_date_parse_any(const char *text, size_t length,
				      const struct cs_date_format *format,
				      cs_day *day)
{
	struct cs_time time;
	enum cs_cell_status status =
	    read_written(text, length, format, day, &time);

	if (status == CS_CELL_OK)
		*day = count_day(format, *day, &time);
	return status;
}

/* --- from cells to moments */

static struct cs_moment moment_of(const struct cs_date_format *format,
				  cs_day day, const struct cs_time *time)
{
	int64_t shown = (int64_t)day * CS_DAY_SECONDS + time->seconds;
	const struct cs_zone *zone =
	    time->there && format->from != NULL ? format->from : format->zone;
	struct cs_moment moment = { .at = shown, .clock = time->there };

	if (time->there && time->zoned)
		moment.at -= time->offset;
	else if (zone != NULL)
		moment.at = cs_zone_instant(zone, shown);
	moment.east =
	    (int32_t)(cs_moment_shown(format->zone, moment.at,
				      time->zoned ? time->offset : 0) -
		      moment.at);
	return moment;
}

enum cs_cell_status cs_date_moment(const char *text, size_t length,
				   const struct cs_date_format *format,
				   cs_day *day, struct cs_moment *moment)
{
	struct cs_time time;
	enum cs_cell_status status =
	    read_written(text, length, format, day, &time);

	if (status != CS_CELL_OK)
		return status;
	if (format->kind == CS_DATE_SERIAL)
		time = cs_date_serial_time(text, length);
	*moment = moment_of(format, *day, &time);
	*day = count_day(format, *day, &time);
	return status;
}
