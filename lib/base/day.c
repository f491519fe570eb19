/*
 * day.c - see day.h. Dates are counted in years that begin in March, so that
 * the leap day comes last, and in eras of 400 years, after which the calendar
 * repeats.
 */
#include "base/day.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ERA_DAYS = 146097, EPOCH_SHIFT = 719468 /* 0000-03-01 to 1970-01-01 */ };

static int32_t floor_div(int32_t a, int32_t b)
{
	int32_t q = a / b;

	return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
}

bool cs_ymd_valid(int year, int month, int day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] + (month == 2 && leap);
}

cs_day cs_day_from_ymd(int year, int month, int day)
{
	int32_t y = month <= 2 ? year - 1 : year;
	int32_t era = floor_div(y, 400);
	int32_t of_era = y - era * 400;
	int32_t of_year =
	    (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - EPOCH_SHIFT;
}

void cs_day_to_ymd(cs_day day, int *year, int *month, int *dom)
{
	int32_t shifted = day + EPOCH_SHIFT;
	int32_t era = floor_div(shifted, ERA_DAYS);
	int32_t d = shifted - era * ERA_DAYS;
	int32_t y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
	int32_t of_year = d - (365 * y + y / 4 - y / 100);
	int32_t m = (5 * of_year + 2) / 153;

	*dom = of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = y + era * 400 + (*month <= 2);
}

char *cs_day_format(cs_day day, char out[static 11])
{
	int y, m, d;

	cs_day_to_ymd(day, &y, &m, &d);
	cs_two_digits(y / 100, out);
	cs_two_digits(y % 100, out + 2);
	cs_two_digits(m, out + 5);
	cs_two_digits(d, out + 8);
	out[4] = out[7] = '-';
	out[10] = '\0';
	return out;
}

const char *const cs_period_names[] = { "week", "month", "quarter",
					"half", "year",	 NULL };

/* Behind the unit: the days or months that periods begin later than usual. */
enum { UNIT_BITS = 3, UNIT_MASK = (1 << UNIT_BITS) - 1 };

static enum cs_period unit_of(enum cs_period unit)
{
	return (enum cs_period)((unsigned)unit & UNIT_MASK);
}

static int32_t begins_later(enum cs_period unit)
{
	return (int32_t)((unsigned)unit >> UNIT_BITS);
}

enum cs_period cs_period_beginning(enum cs_period unit, bool sunday, int month)
{
	unsigned later = unit == CS_WEEK    ? (sunday ? 6 : 0)
			 : unit == CS_MONTH ? 0
					    : (unsigned)month - 1;

	return (enum cs_period)((unsigned)unit | later << UNIT_BITS);
}

const char *cs_period_name(enum cs_period unit)
{
	return unit_of(unit) == CS_HALF ? "half-year"
					: cs_period_names[unit_of(unit)];
}

int cs_period_months(enum cs_period unit)
{
	static const int months[] = { 0, 1, 3, 6, 12 };

	return months[unit_of(unit)];
}

int32_t cs_period_of(cs_day day, enum cs_period unit)
{
	int32_t later = begins_later(unit);
	int y, m, d;

	if (unit_of(unit) == CS_WEEK) /* 1970-01-01 was a Thursday */
		return floor_div(day + 3 - later, 7);
	cs_day_to_ymd(day, &y, &m, &d);
	return floor_div((y - 1970) * 12 + m - 1 - later,
			 cs_period_months(unit));
}

cs_day cs_period_first(int32_t number, enum cs_period unit)
{
	int32_t later = begins_later(unit), month, year;

	if (unit_of(unit) == CS_WEEK)
		return number * 7 - 3 + later;
	month = number * cs_period_months(unit) + later;
	year = floor_div(month, 12);
	return cs_day_from_ymd(1970 + year, month - year * 12 + 1, 1);
}

cs_day cs_period_last(int32_t number, enum cs_period unit)
{
	return cs_period_first(number + 1, unit) - 1;
}

cs_day cs_month_day(int32_t number, int dom)
{
	cs_day day = cs_period_first(number, CS_MONTH) + dom - 1;

	if (dom > 28 && day > cs_period_last(number, CS_MONTH))
		return cs_period_last(number, CS_MONTH);
	return day;
}

static cs_day add_months(cs_day day, long months)
{
	/* 0001-01, 9999-12 */
	enum { FIRST = -1969 * 12, LAST = 8030 * 12 - 1 };
	int y, m, d;
	long number;

	if (months == 0)
		return day;
	if (months > LAST - FIRST)
		return CS_DAY_MAX;
	if (months < FIRST - LAST)
		return CS_DAY_MIN;
	cs_day_to_ymd(day, &y, &m, &d);
	number = (y - 1970) * 12 + m - 1 + months;
	if (number < FIRST)
		return CS_DAY_MIN;
	if (number > LAST)
		return CS_DAY_MAX;
	return cs_month_day((int32_t)number, d);
}

cs_day cs_duration_add(cs_day day, struct cs_duration span)
{
	day = add_months(day, span.months);
	if (span.days > CS_DAY_MAX - (long)day)
		return CS_DAY_MAX;
	if (span.days < CS_DAY_MIN - (long)day)
		return CS_DAY_MIN;
	return day + (cs_day)span.days;
}

int32_t cs_duration_days(struct cs_duration span)
{
	return (int32_t)lround((double)span.days +
			       (double)span.months * 365.25 / 12);
}

/* Appends -Q1 or -H1 if it is a quarter or half; `month` of the year: from 0 */
static void add_part(enum cs_period unit, unsigned month,
		     char out[static CS_PERIOD_SIZE])
{
	size_t n = strlen(out);
	unsigned months = unit_of(unit) == CS_QUARTER ? 3 : 6;

	if (unit_of(unit) != CS_YEAR)
		snprintf(out + n, CS_PERIOD_SIZE - n, "-%c%u",
			 months == 3 ? 'Q' : 'H', month / months % 4 + 1);
}

/* FY2024/25-Q1 */
static char *format_business(cs_day first, enum cs_period unit,
			     char out[static CS_PERIOD_SIZE])
{
	int y, m, d, month;

	cs_day_to_ymd(first, &y, &m, &d);
	month = m - 1 - begins_later(unit); /* of the business year */
	if (month < 0) {
		month += 12;
		y--;
	}
	snprintf(out, CS_PERIOD_SIZE, "FY%04u/%02u", (unsigned)y % 10000,
		 (unsigned)(y + 1) % 100);
	add_part(unit, (unsigned)month, out);
	return out;
}

char *cs_period_format(int32_t number, enum cs_period unit,
		       char out[static CS_PERIOD_SIZE])
{
	/* an ISO week belongs to the year of its Thursday */
	cs_day first = cs_period_first(number, unit);
	cs_day day = first + (unit == CS_WEEK ? 3 : 0);
	int y, m, d;
	unsigned year, week;

	if (unit_of(unit) != unit)
		return unit_of(unit) == CS_WEEK
			   ? cs_day_format(first, out)
			   : format_business(first, unit, out);
	cs_day_to_ymd(day, &y, &m, &d);
	year = (unsigned)y % 10000;
	week = (unsigned)(day - cs_day_from_ymd(y, 1, 1)) / 7 + 1;
	if (unit == CS_WEEK)
		snprintf(out, CS_PERIOD_SIZE, "%04u-W%02u", year, week % 100);
	else if (unit == CS_MONTH)
		snprintf(out, CS_PERIOD_SIZE, "%04u-%02u", year,
			 (unsigned)m % 100);
	else
		snprintf(out, CS_PERIOD_SIZE, "%04u", year);
	if (unit > CS_MONTH)
		add_part(unit, (unsigned)m - 1, out);
	return out;
}
