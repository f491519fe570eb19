/* Civil days, against known dates and by counting every day from 1 to 9999. */
#include "base/day.h"

#include <limits.h>

#include "tap.h"

static void test_table(void)
{
	static const struct {
		int year, month, dom;
		cs_day day;
	} table[] = {
		{ 1970, 1, 1, 0 },
		{ 1969, 12, 31, -1 },
		{ 2000, 2, 29, 11016 },
		{ 2000, 3, 1, 11017 },
		{ 1900, 3, 1, -25508 },
		{ 1582, 10, 15, -141427 },
		{ 2038, 1, 19, 24855 },
		{ 1, 1, 1, CS_DAY_MIN },
		{ 9999, 12, 31, CS_DAY_MAX },
		{ 2025, 1, 31, 20119 },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		is_int(cs_day_from_ymd(table[i].year, table[i].month,
				       table[i].dom),
		       table[i].day,
		       named("%d-%d-%d", table[i].year, table[i].month,
			     table[i].dom));
}

static void test_valid(void)
{
	static const struct {
		int year, month, dom;
		bool valid;
	} table[] = {
		{ 2024, 2, 29, true },	{ 2025, 2, 29, false },
		{ 1900, 2, 29, false }, { 2000, 2, 29, true },
		{ 2025, 4, 31, false }, { 2025, 12, 31, true },
		{ 2025, 0, 1, false },	{ 2025, 13, 1, false },
		{ 2025, 1, 0, false },	{ 2025, 1, -1, false },
		{ 0, 1, 1, false },	{ 10000, 1, 1, false },
		{ 1, 1, 1, true },	{ 9999, 12, 32, false },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		ok(cs_ymd_valid(table[i].year, table[i].month, table[i].dom) ==
		       table[i].valid,
		   "%d-%d-%d is %s", table[i].year, table[i].month,
		   table[i].dom, table[i].valid ? "a day" : "none");
}

/* The day after y-m-d, counted as a child would. */
static void step(int *y, int *m, int *d)
{
	if (cs_ymd_valid(*y, *m, *d + 1)) {
		++*d;
		return;
	}
	*d = 1;
	if (++*m > 12) {
		*m = 1;
		++*y;
	}
}

static void test_every_day(void)
{
	int y = 1, m = 1, d = 1, a, b, c;
	long wrong = 0;

	for (cs_day day = CS_DAY_MIN; day <= CS_DAY_MAX; day++) {
		cs_day_to_ymd(day, &a, &b, &c);
		wrong += a != y || b != m || c != d ||
			 cs_day_from_ymd(y, m, d) != day;
		step(&y, &m, &d);
	}
	is_int(wrong, 0, "every day there and back");
	is_int(y, 10000, "and none left out");
}

/* Every day lies in its period, and the next period begins behind the last. */
static void test_periods(enum cs_period unit)
{
	long wrong = 0, periods = 1;
	int32_t now, before = cs_period_of(CS_DAY_MIN + 400, unit);

	for (cs_day day = CS_DAY_MIN + 400; day <= CS_DAY_MAX - 400; day++) {
		now = cs_period_of(day, unit);
		wrong += now != before && now != before + 1;
		wrong += cs_period_first(now, unit) > day;
		wrong += cs_period_last(now, unit) < day;
		if (now != before)
			wrong += cs_period_first(now, unit) != day ||
				 cs_period_last(before, unit) != day - 1;
		periods += now != before;
		before = now;
	}
	is_int(wrong, 0, named("every day is in its %s", cs_period_name(unit)));
	ok(unit > CS_YEAR || cs_period_of(0, unit) == 0,
	   "%s 0 holds 1970-01-01", cs_period_name(unit));
	is_int(cs_period_of(CS_DAY_MAX - 400, unit) -
		   cs_period_of(CS_DAY_MIN + 400, unit) + 1,
	       periods, "they are numbered without gaps");
}

static void is_period(int y, int m, int d, enum cs_period unit,
		      const char *want)
{
	char text[CS_PERIOD_SIZE];

	is_str(cs_period_format(cs_period_of(cs_day_from_ymd(y, m, d), unit),
				unit, text),
	       want,
	       named("the %s of %d-%d-%d", cs_period_name(unit), y, m, d));
}

static void test_names(void)
{
	char text[11];

	const enum cs_period sunday = cs_period_beginning(CS_WEEK, true, 4);
	const enum cs_period year = cs_period_beginning(CS_YEAR, true, 4);
	const enum cs_period quarter = cs_period_beginning(CS_QUARTER, true, 4);

	is_period(2025, 2, 8, sunday, "2025-02-02");
	is_period(2025, 2, 9, sunday, "2025-02-09");
	is_period(2025, 2, 15, sunday, "2025-02-09");
	is_period(2024, 3, 31, year, "FY2023/24");
	is_period(2024, 4, 1, year, "FY2024/25");
	is_period(2025, 1, 1, year, "FY2024/25");
	is_period(1999, 12, 31, year, "FY1999/00");
	is_period(2024, 3, 31, quarter, "FY2023/24-Q4");
	is_period(2024, 4, 1, quarter, "FY2024/25-Q1");
	is_period(2024, 12, 31, quarter, "FY2024/25-Q3");
	is_period(2025, 1, 1, quarter, "FY2024/25-Q4");
	is_period(2024, 2, 1, cs_period_beginning(CS_QUARTER, false, 2),
		  "FY2024/25-Q1");
	is_period(2024, 1, 31, cs_period_beginning(CS_QUARTER, false, 2),
		  "FY2023/24-Q4");
	is_period(2024, 12, 1, cs_period_beginning(CS_YEAR, false, 12),
		  "FY2024/25");
	is_period(2024, 5, 1, cs_period_beginning(CS_YEAR, true, 1), "2024");
	is_period(2024, 5, 1, cs_period_beginning(CS_WEEK, false, 4),
		  "2024-W18");
	is_period(2024, 5, 1, cs_period_beginning(CS_MONTH, true, 4),
		  "2024-05");
	is_period(2025, 3, 31, CS_MONTH, "2025-03");
	is_period(1969, 12, 31, CS_MONTH, "1969-12");
	is_period(2025, 3, 31, CS_QUARTER, "2025-Q1");
	is_period(2025, 4, 1, CS_QUARTER, "2025-Q2");
	is_period(1968, 12, 31, CS_QUARTER, "1968-Q4");
	is_period(2025, 6, 30, CS_HALF, "2025-H1");
	is_period(2025, 7, 1, CS_HALF, "2025-H2");
	is_period(2025, 4, 1, CS_YEAR, "2025");
	is_period(476, 9, 4, CS_YEAR, "0476");
	/* the cases by which ISO 8601 weeks are usually got wrong */
	is_period(2005, 1, 1, CS_WEEK, "2004-W53");
	is_period(2005, 1, 2, CS_WEEK, "2004-W53");
	is_period(2005, 12, 31, CS_WEEK, "2005-W52");
	is_period(2006, 1, 1, CS_WEEK, "2005-W52");
	is_period(2006, 1, 2, CS_WEEK, "2006-W01");
	is_period(2007, 1, 1, CS_WEEK, "2007-W01");
	is_period(2007, 12, 30, CS_WEEK, "2007-W52");
	is_period(2007, 12, 31, CS_WEEK, "2008-W01");
	is_period(2008, 12, 29, CS_WEEK, "2009-W01");
	is_period(2010, 1, 3, CS_WEEK, "2009-W53");
	is_period(2025, 2, 16, CS_WEEK, "2025-W07");
	is_period(2025, 2, 17, CS_WEEK, "2025-W08");
	is_period(1970, 1, 1, CS_WEEK, "1970-W01");
	is_period(1969, 12, 28, CS_WEEK, "1969-W52");
	is_str(cs_day_format(cs_day_from_ymd(987, 6, 5), text), "0987-06-05",
	       "a day is written with four digits for the year");
}

static void is_months_on(int y, int m, int d, long months, const char *want)
{
	char text[11];

	cs_day_format(cs_duration_add(cs_day_from_ymd(y, m, d),
				      (struct cs_duration){ 0, months }),
		      text);
	is_str(text, want, named("%d-%d-%d and %ld months", y, m, d, months));
}

static void test_months(void)
{
	is_months_on(2025, 1, 31, 0, "2025-01-31");
	is_months_on(2025, 1, 31, 1, "2025-02-28");
	is_months_on(2025, 1, 31, 2, "2025-03-31");
	is_months_on(2025, 1, 31, 3, "2025-04-30");
	is_months_on(2024, 1, 31, 1, "2024-02-29");
	is_months_on(2024, 2, 29, 12, "2025-02-28");
	is_months_on(2024, 2, 29, 48, "2028-02-29");
	is_months_on(1999, 11, 29, 3, "2000-02-29");
	is_months_on(1899, 11, 29, 3, "1900-02-28");
	is_months_on(2025, 12, 15, 1, "2026-01-15");
	is_months_on(2025, 3, 31, -1, "2025-02-28");
	is_months_on(2025, 1, 30, -13, "2023-12-30");
	is_months_on(1970, 1, 1, -1, "1969-12-01");
	is_months_on(9999, 11, 30, 1, "9999-12-30");
	is_months_on(9999, 12, 1, 1, "9999-12-31");
	is_months_on(9999, 12, 1, 0, "9999-12-01");
	is_months_on(1, 2, 28, -1, "0001-01-28");
	is_months_on(1, 1, 31, -1, "0001-01-01");
	is_months_on(1, 1, 1, 9999L * 12 - 1, "9999-12-01");
	is_months_on(1, 1, 1, 9999L * 12, "9999-12-31");
	is_months_on(9999, 12, 31, 1 - 9999L * 12, "0001-01-31");
	is_months_on(9999, 12, 31, -9999L * 12, "0001-01-01");
	is_months_on(2025, 1, 1, LONG_MAX, "9999-12-31");
	is_months_on(2025, 1, 1, LONG_MIN, "0001-01-01");
}

/*
 * A month later is the first day, from the 28th day on, that has the day of the
 * month or, in the month after, ends it.
 */
static void test_every_month(void)
{
	long wrong = 0;

	for (cs_day day = cs_day_from_ymd(1895, 1, 1);
	     day < cs_day_from_ymd(1909, 1, 1); day++) {
		cs_day next = day + 28;
		int y, m, d, a, b, c;

		cs_day_to_ymd(day, &y, &m, &d);
		for (;; next++) {
			cs_day_to_ymd(next, &a, &b, &c);
			if (b != m && (c == d || !cs_ymd_valid(a, b, c + 1)))
				break;
		}
		wrong +=
		    cs_duration_add(day, (struct cs_duration){ 0, 1 }) != next;
		wrong +=
		    cs_month_day(cs_period_of(day, CS_MONTH) + 1, d) != next;
		wrong += cs_month_day(cs_period_of(day, CS_MONTH), d) != day;
	}
	is_int(wrong, 0, "a month on from every day of fourteen years");
	is_int(cs_period_months(CS_WEEK), 0, "a week has no months");
	is_int(cs_period_months(CS_MONTH), 1, "a month");
	is_int(cs_period_months(CS_QUARTER), 3, "a quarter");
	is_int(cs_period_months(CS_HALF), 6, "a half");
	is_int(cs_period_months(CS_YEAR), 12, "a year");
}

static void test_window(void)
{
	const struct cs_window window = { -1, 3 };

	ok(cs_in(window, -1) && cs_in(window, 3), "both ends are in it");
	ok(!cs_in(window, -2) && !cs_in(window, 4), "what is beyond is not");
	is_int((long long)cs_window_days(window), 5, "five days");
}

int main(void)
{
	test_table();
	test_window();
	test_valid();
	test_every_day();
	for (int unit = CS_WEEK; unit <= CS_YEAR; unit++)
		test_periods((enum cs_period)unit);
	test_periods(cs_period_beginning(CS_WEEK, true, 1));
	for (int month = 2; month <= 12; month++) {
		test_periods(cs_period_beginning(CS_QUARTER, false, month));
		test_periods(cs_period_beginning(CS_HALF, false, month));
		test_periods(cs_period_beginning(CS_YEAR, false, month));
	}
	test_names();
	test_months();
	test_every_month();
	return done_testing();
}
