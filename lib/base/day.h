/*
 * day.h - civil days and calendar periods.
 *
 * A day is a number: 0 is 1970-01-01, in the proleptic Gregorian calendar,
 * years 1 to 9999. No zone, no time of day.
 */
#ifndef CS_BASE_DAY_H
#define CS_BASE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t cs_day;

enum {
	CS_NO_DAY = INT32_MIN,
	CS_DAY_MIN = -719162, /* 0001-01-01 */
	CS_DAY_MAX = 2932896  /* 9999-12-31 */
};

/* The days from .. to, both inclusive. */
struct cs_window {
	cs_day from, to;
};

static inline bool cs_in(struct cs_window window, cs_day day)
{
	return day >= window.from && day <= window.to;
}

/* How many days; `to` is not before `from`. */
static inline size_t cs_window_days(struct cs_window window)
{
	return (size_t)(window.to - window.from) + 1;
}

/* True if the date exists and lies in years 1 to 9999. */
bool cs_ymd_valid(int year, int month, int day);
/* The day of a valid date. */
cs_day cs_day_from_ymd(int year, int month, int day);
void cs_day_to_ymd(cs_day day, int *year, int *month, int *dom);
/* Of 0 to 99. printf() takes most of the time of a long list. */
static inline void cs_two_digits(int number, char out[static 2])
{
	out[0] = (char)('0' + number / 10);
	out[1] = (char)('0' + number % 10);
}

/* Writes YYYY-MM-DD and a NUL; returns `out`. */
char *cs_day_format(cs_day day, char out[static 11]);

/*
 * Periods of the calendar. Weeks begin on Monday (ISO 8601); quarters, halves
 * and years in January, unless cs_period_beginning() says otherwise.
 */
enum cs_period { CS_WEEK, CS_MONTH, CS_QUARTER, CS_HALF, CS_YEAR };

/*
 * `unit`, which is one of these, with weeks that begin on Sunday, or with
 * quarters, halves and years that begin with `month`, 1 to 12. Whatever takes a
 * unit takes this as well, but for names and months below.
 */
enum cs_period cs_period_beginning(enum cs_period unit, bool sunday, int month);

/* "week", "month", "quarter", "half", "year", by unit; ends with NULL. */
extern const char *const cs_period_names[];
/* What a unit that begins anywhere is called in a sentence: "half-year". */
const char *cs_period_name(enum cs_period unit);
/* How many months it has: 1, 3, 6 or 12; 0 for a week. */
int cs_period_months(enum cs_period unit);

/*
 * Number of the period that holds `day`: consecutive integers. Period 0 holds
 * 1970-01-01 where periods begin as usual.
 */
int32_t cs_period_of(cs_day day, enum cs_period unit);
/* First and last day of period `number`. */
cs_day cs_period_first(int32_t number, enum cs_period unit);
cs_day cs_period_last(int32_t number, enum cs_period unit);
/*
 * Day `dom` (1 to 31) of month `number`, or its last day where it has no such
 * day.
 */
cs_day cs_month_day(int32_t number, int dom);

/* A span of the calendar: first the months are counted, then the days. */
struct cs_duration {
	long days;
	long months;
};

/*
 * The day that lies `span` after `day`, or before it where it is negative. A
 * month on, the day of the month is kept, or is the month's last where the
 * month has no such day: a month after 2025-01-31 is 2025-02-28. Stops at
 * CS_DAY_MIN and CS_DAY_MAX. Anniversaries are counted from the first day (two
 * months after it), not from one another (a month after a month), since the
 * short months would leave their mark.
 */
cs_day cs_duration_add(cs_day day, struct cs_duration span);

/* As days, where no first day is known: a month is a twelfth of 365.25. */
int32_t cs_duration_days(struct cs_duration span);

enum { CS_PERIOD_SIZE = 16 }; /* bytes of the longest name and its NUL */

/*
 * Writes 2025-W07, 2025-03, 2025-Q1, 2025-H1 or 2025 and a NUL; returns `out`.
 * A week that begins on Sunday is named by that day, 2025-02-09; quarters,
 * halves and years that do not begin in January FY2024/25-Q1, FY2024/25-H1 and
 * FY2024/25.
 */
char *cs_period_format(int32_t number, enum cs_period unit,
		       char out[static CS_PERIOD_SIZE]);

#endif
