/* date_parts.h - what the parts of the reader of dates share (lib/cell only).
 */
#ifndef CS_CELL_DATE_PARTS_H
#define CS_CELL_DATE_PARTS_H

#include "cell/cursor.h"
#include "cell/date.h"

/*
 * Names in the languages of lib/words, in any case, with or without accents.
 * A month is its name or the first three or more letters of it, as far as only
 * one month begins so ("juin", "juil"), or a usual short form; 1 to 12, or 0 if
 * none is there. A weekday may also have two letters.
 */
unsigned cs_date_take_month(struct cs_cursor *t);
bool cs_date_skip_weekday(struct cs_cursor *t);
/* "de", "of": between the numbers of a date. */
bool cs_date_skip_of(struct cs_cursor *t);
/* "at", "um", "pukul": between a date and a time. */
bool cs_date_skip_at(struct cs_cursor *t);
/* "Uhr": behind a time. */
bool cs_date_skip_clock_word(struct cs_cursor *t);

/* A time of day as it is written. */
struct cs_time {
	int32_t seconds; /* since midnight, up to 86400; 0: none is there */
	int32_t offset;	 /* east of UTC, seconds; if zoned */
	bool there, zoned;
};

/* False unless what stands behind a date is a time or nothing. */
bool cs_date_time_read(const char *text, size_t length, struct cs_time *time);
/* The same of 10:11 and 10:11:12, behind a blank or T, the latter maybe with Z;
 * false of all others. */
bool cs_date_plain_time_read(const char *text, size_t length,
			     struct cs_time *time);
/* The same of a time alone, and without what may stand before it. */
bool cs_date_clock_read(const char *text, size_t length, struct cs_time *time);

/* Counts of seconds and days, and patterns: what `format` says. Of a
 * spreadsheet's day no time is told: */
enum cs_cell_status cs_date_parse_told(const char *text, size_t length,
				       const struct cs_date_format *format,
				       cs_day *day, struct cs_time *time);

/* ... it is the fraction, to the nearest second. */
struct cs_time cs_date_serial_time(const char *text, size_t length);

#endif
