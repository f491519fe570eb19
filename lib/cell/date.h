/*
 * date.h - reading one date.
 *
 * A date is a civil day as it is written: a time of day and a zone behind it
 * must be valid, and change nothing. Years are 1 to 9999. Read without being
 * told are
 *
 *	2025-10-07  2025/10/07  2025.10.07  2025-1-7  20251007
 *	7 Oct 2025  07-Oct-2025  07OCT2025  2025-Oct-07  07-Oct-25
 *	Oct 7, 2025  October 7th 2025  (English names, in any case, or their
 * first three or more letters; a weekday may come first and is not checked)
 *	07.10.2025  07.10.25  7. 10. 2025
 *
 * Dates with points and the year last are taken as day first, as wherever
 * points are written. The day comes first or second by the order of the
 * column:
 *
 *	07/10/2025  07-10-2025  07/10/25  07-10-25
 *
 * Without an order such a date is read if only one reading exists (13/10/2025)
 * or both are the same day, and is ambiguous if not. A year of two digits is
 * 2000 to 2069 or 1970 to 1999. Year, month, day with such a year (25-10-07)
 * is read only with the order CS_ORDER_YMD; but without an order, 25-10-07 is
 * ambiguous rather than a day in 2007.
 *
 * Behind the date, after T, blanks or a comma: HH:MM[:SS[.fraction]], the hour
 * from 0 to 23 or with AM or PM up to 12, the second up to 60; after T also
 * HHMM and HHMMSS. Behind the time: Z, +02, +0200, +02:00, UTC or GMT (an
 * offset may follow), or one of the American zones of RFC 2822 (EST, EDT, ...
 * PDT).
 */
#ifndef CS_CELL_DATE_H
#define CS_CELL_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/err.h"
#include "cell/cell.h"

/* What the numbers of a date are, from left to right. */
enum cs_date_order {
	CS_ORDER_UNKNOWN,
	CS_ORDER_DMY,
	CS_ORDER_MDY,
	CS_ORDER_YMD
};

enum cs_date_kind {
	CS_DATE_AUTO,	  /* as above */
	CS_DATE_EPOCH,	  /* seconds since 1970-01-01 00:00 UTC, maybe a
			   * fraction; the day in UTC */
	CS_DATE_EPOCH_MS, /* milliseconds */
	CS_DATE_STRPTIME  /* as `pattern` says, in the C locale */
};

struct cs_date_format {
	enum cs_date_kind kind;
	enum cs_date_order order; /* of CS_DATE_AUTO */
	const char *pattern;	  /* of CS_DATE_STRPTIME; borrowed */
};

#define CS_DATE_FORMAT_INIT                          \
	{                                            \
		CS_DATE_AUTO, CS_ORDER_UNKNOWN, NULL \
	}

/*
 * Understands dmy, mdy, ymd, epoch, epoch_ms, or a pattern for strptime(3)
 * that gives year, month and day (its %y counts 69 to 99 as 1969 to 1999; %j,
 * %s and weeks are refused). A pattern is borrowed: `text` must outlive
 * `format`. Returns 0, or -1 with a message.
 */
int cs_date_format_parse(const char *text, struct cs_date_format *format,
			 struct cs_err *err);

/* The part of cs_date_parse() that is not inline; gives the same answers. */
enum cs_cell_status cs_date_parse_any(const char *text, size_t length,
				      const struct cs_date_format *format,
				      cs_day *day);

/* True if a time, with or without a zone, or nothing stands in text. */
bool cs_date_time_valid(const char *text, size_t length);

/* Days before the first of a month, and in [13] of the year, by leap year. */
extern const int16_t cs_date_days_before[2][14];

/*
 * cs_day_from_ymd() for any three numbers, year up to 9999; false: no such
 * day.
 */
static inline bool cs_date_civil(unsigned year, unsigned month, unsigned dom,
				 cs_day *day)
{
	bool leap = year % 4 == 0 && (year % 25 != 0 || year % 16 == 0);
	const int16_t *before = cs_date_days_before[leap];
	unsigned past = year - 1;

	if (past > 9998 || month - 1 > 11 ||
	    dom - 1 >= (unsigned)(before[month + 1] - before[month]))
		return false;
	*day = (cs_day)(past * 365 + past / 4 - past / 100 + past / 400 + dom) +
	       before[month] + (CS_DAY_MIN - 1);
	return true;
}

/* The year in the pairs of digits that a date begins with. */
static inline unsigned cs_date_year(uint64_t pairs)
{
	return (unsigned)(pairs & 0xFF) * 100 + (pairs >> 16 & 0xFF);
}

/*
 * Reads YYYY-MM-DD, with or without a time, and YYYYMMDD; false if it is not
 * that.
 */
static inline bool cs_date_parse_plain(const char *text, size_t length,
				       cs_day *day)
{
	uint64_t word, pairs;
	unsigned tens, ones;

	if (length < 8)
		return false;
	word = cs_cell_load8(text);
	if (length == 8) {
		word ^= 0x3030303030303030u; /* "00000000" */
		pairs = cs_cell_pairs(word);
		return cs_cell_within(word, 0x7676767676767676u) &&
		       cs_date_civil(cs_date_year(pairs), pairs >> 32 & 0xFF,
				     pairs >> 48 & 0xFF, day);
	}
	if (length < 10)
		return false;
	word ^= 0x2D30302D30303030u; /* "0000-00-" */
	pairs = cs_cell_pairs(word);
	tens = (unsigned)(text[8] - '0');
	ones = (unsigned)(text[9] - '0');
	return cs_cell_within(word, 0x7F76767F76767676u) && tens <= 9 &&
	       ones <= 9 &&
	       cs_date_civil(cs_date_year(pairs), pairs >> 40 & 0xFF,
			     tens * 10 + ones, day) &&
	       (length == 10 || cs_date_time_valid(text + 10, length - 10));
}

/*
 * Reads a date as `format` says. CS_CELL_OK stores it in *day; with any other
 * answer *day is undefined. CS_CELL_OTHER_HABIT: the date exists, but not in
 * the order told. CS_CELL_RANGE: a count of seconds outside the years 1 to
 * 9999.
 */
static inline enum cs_cell_status cs_date_parse(
    const char *text, size_t length, const struct cs_date_format *format,
    cs_day *day)
{
	if (format->kind == CS_DATE_AUTO &&
	    cs_date_parse_plain(text, length, day))
		return CS_CELL_OK;
	return cs_date_parse_any(text, length, format, day);
}

/*
 * The order of day and month that this cell settles: CS_ORDER_DMY,
 * CS_ORDER_MDY, or CS_ORDER_UNKNOWN if it settles none.
 */
enum cs_date_order cs_date_settles(const char *text, size_t length);

#endif
