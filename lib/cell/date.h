/*
 * date.h - reading one date.
 *
 * A date is a civil day: the one that is written, or, where the format names a
 * zone in which days are counted, the day that it is there at the time written
 * behind the date. A time and a zone must be valid. Years are 1 to 9999. Read
 * without being told are
 *
 *	2025-10-07  2025/10/07  2025.10.07  2025-1-7  20251007
 *	20251007095026  202510070950 (1900 to 2099)
 *	7 Oct 2025  07-Oct-2025  07OCT2025  2025-Oct-07  07-Oct-25  Oct-07-25
 *	Oct 7, 2025  October 7th 2025  7 de octubre de 2025  7. Okt. 2025
 *	Tue Oct 07 2025 09:50:26 GMT+0700 (...)  Tue Oct 07 09:50:26 UTC 2025
 *	07.10.2025  07.10.25  7. 10. 2025
 *
 * Names are those of date_parts.h; a weekday may come first and is not checked.
 * Dates with points and the year last are taken as day first, as wherever
 * points are written. The day comes first or second by the order of the
 * column:
 *
 *	07/10/2025  07-10-2025  07/10/25  07-10-25
 *
 * Without an order such a date is read if only one reading exists (13/10/2025)
 * or both are the same day, and is ambiguous if not. A year of two digits is
 * 2000 to 2069 or 1970 to 1999. Year, month, day with such a year (25-10-07)
 * is read with the order CS_ORDER_YMD, or where nothing else is a date
 * (97-10-07); without an order, 25-10-07 is ambiguous rather than a day in
 * 2007. Nothing but zeros (0000-00-00 00:00) is CS_CELL_EMPTY.
 *
 * Behind the date, after T, blanks, a comma or "at": HH:MM[:SS[.fraction]],
 * HH.MM, HHhMM, HH h MM or HH h, the hour from 0 to 23 or with AM or PM up to
 * 12, the second up to 60; 24:00 is 00:00 of the next day; after T also HHMM
 * and HHMMSS. Behind the time a word
 * for hours, maybe with a point (Uhr, h, hs., horas, uur), and Z, +02, +0200,
 * +02:00, UTC or GMT (an offset may follow), or a zone's letters that mean one
 * thing (CET, PDT, WIB); last a remark in brackets.
 */
#ifndef CS_CELL_DATE_H
#define CS_CELL_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/err.h"
#include "base/moment.h"
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
			   * fraction; the day in UTC without a zone */
	CS_DATE_EPOCH_MS, /* milliseconds */
	CS_DATE_SERIAL,	  /* spreadsheets' days, 2 is 1900-01-01 and 60 is
			   * 1900-02-28, as from March 1900 on; the fraction
			   * is the time */
	CS_DATE_DAYS,	  /* days since 1970-01-01, which is 0 */
	CS_DATE_STRPTIME  /* as `pattern` says, in the C locale */
};

struct cs_date_format {
	enum cs_date_kind kind;
	enum cs_date_order order; /* of CS_DATE_AUTO */
	const char *pattern;	  /* of CS_DATE_STRPTIME; borrowed */
	/* where days are counted; NULL: as they are written; borrowed */
	const struct cs_zone *zone;
	const struct cs_zone *from; /* of times without an offset; NULL: zone */
};

#define CS_DATE_FORMAT_INIT          \
	{                            \
		.kind = CS_DATE_AUTO \
	}

/*
 * Understands dmy, mdy, ymd, epoch, epoch_ms, serial, days, or a pattern for
 * strptime(3) that gives year, month and day (its %y counts 69 to 99 as 1969 to
 * 1999; %j, %s and weeks are refused), behind which anything may stand that is
 * not one more digit. Sets kind, order and pattern. A pattern is borrowed:
 * `text` must outlive `format`. Returns 0, or -1 with a message.
 */
int cs_date_format_parse(const char *text, struct cs_date_format *format,
			 struct cs_err *err);

/* 1 to 12, by its name or the beginning of it; 0: it is none. */
unsigned cs_date_month(const char *text, size_t length);

/* What cs_date_format_parse() understands so; NULL: dates of no order. */
const char *cs_date_format_name(const struct cs_date_format *format);

/* The part of cs_date_parse() that is not inline; gives the same answers. */
enum cs_cell_status cs_date_parse_any(const char *text, size_t length,
				      const struct cs_date_format *format,
				      cs_day *day);

/*
 * The same, and the moment that is written there. A time without an offset is
 * that of format->from, else of format->zone, else of UTC.
 */
enum cs_cell_status cs_date_moment(const char *text, size_t length,
				   const struct cs_date_format *format,
				   cs_day *day, struct cs_moment *moment);

/* True if a time of this day, with or without a zone, or nothing stands in
 * text: not 24:00, which is of the next. */
bool cs_date_time_valid(const char *text, size_t length);

/* Reads HH:MM:SS, as the second of its day; false if it is not that. A leap
 * second is still of its minute. `text` must hold eight bytes. */
static inline bool cs_date_clock_plain(const char *text, int32_t *second)
{
	uint64_t word =
	    cs_cell_load8(text) ^ 0x30303A30303A3030u; /* 00:00:00 */
	uint64_t pairs = cs_cell_pairs(word);
	int32_t hour = pairs & 0xFF, minute = pairs >> 24 & 0xFF,
		rest = pairs >> 48 & 0xFF;

	*second = hour * 3600 + minute * 60 + rest - (rest == 60);
	return cs_cell_within(word, 0x76767F76767F7676u) && hour <= 23 &&
	       minute <= 59 && rest <= 60;
}

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
	if (format->kind == CS_DATE_AUTO && format->zone == NULL &&
	    cs_date_parse_plain(text, length, day))
		return CS_CELL_OK;
	return cs_date_parse_any(text, length, format, day);
}

/* A date that depends on the order of its numbers. */
struct cs_date_readings {
	unsigned orders;	    /* in which it is one: bits 1 << order */
	enum cs_date_order settles; /* the only one, or CS_ORDER_UNKNOWN */
	unsigned first, last;	    /* of its numbers */
};

/* False if the cell is no such date. */
bool cs_date_readings(const char *text, size_t length,
		      struct cs_date_readings *found);

/* The second of the day at which the time stands that is written with a date;
 * -1: no time is, or it is no date that reads without being told. */
int32_t cs_date_second(const char *text, size_t length);

/* True if a date and a time stand there, and not where that is. */
bool cs_date_without_offset(const char *text, size_t length);

/*
 * What a number in a column of dates must be, if it is one: CS_DATE_SERIAL
 * (1970 to 2099), CS_DATE_EPOCH or CS_DATE_EPOCH_MS (10 or 13 digits, 2001 to
 * 2030), or CS_DATE_AUTO.
 */
enum cs_date_kind cs_date_number(const char *text, size_t length);

/*
 * What a cell that does not read as `format` says looks like, and what to do,
 * as words that follow ": ", in which %p stands for what names of
 * options begin with; NULL: nothing known.
 */
const char *cs_date_looks(const char *text, size_t length,
			  const struct cs_date_format *format);

#endif
