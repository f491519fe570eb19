/* option_value.c - durations, days, percentages and strict numbers. */
#include "tap.h"

#include <limits.h>

#include "base/buf.h"
#include "option/value.h"

static void duration_is(const char *text, long days, long months)
{
	struct cs_duration span = { -1, -1 };
	struct cs_err err = CS_ERR_INIT;

	ok(cs_parse_duration(text, &span, &err) == 0 && span.days == days &&
	       span.months == months,
	   "\"%s\" is %ld days and %ld months", text, days, months);
}

static void no_duration(const char *text)
{
	struct cs_duration span = { -1, -1 };
	struct cs_err err = CS_ERR_INIT;

	ok(cs_parse_duration(text, &span, &err) == -1 && span.days == -1 &&
	       strstr(err.message, "write 90d, 12w, 3m, 1y"),
	   "\"%s\" is no duration", text);
}

static void durations(void)
{
	static const char *const wrong[] = {
		"",
		" ",
		"d",
		"x",
		"3q",
		"-3d",
		"+3d",
		"3.5d",
		"3 d",
		"1y 30",
		"30 1y",
		"0x10",
		"90D",
		"1y,6m",
		" 3d",
		"3652059",
		"99999999999999999999999d",
		"119989m",
		"10000y",
		"9999y 1m",
		"521723w 7d",
		"\xff",
	};
	struct cs_duration span;
	struct cs_err err = CS_ERR_INIT;

	duration_is("90", 90, 0);
	duration_is("0", 0, 0);
	duration_is("90d", 90, 0);
	duration_is("12w", 84, 0);
	duration_is("3m", 0, 3);
	duration_is("1y", 0, 12);
	duration_is("1y6m", 0, 18);
	duration_is("1y 6m  2w 3d ", 17, 18);
	duration_is("3652058d", 3652058, 0);
	duration_is("9999y", 0, 119988);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		no_duration(wrong[i]);
	cs_parse_duration("3q\n", &span, &err);
	is_str(err.message,
	       "cannot read \"3q\\x0A\" as a duration: write 90d, 12w, 3m, 1y "
	       "or a number of days",
	       "the message shows what cannot be shown");
}

static void added(int year, int month, int dom, long days, long months,
		  const char *want)
{
	struct cs_duration span = { days, months };
	char text[11];

	cs_day_format(cs_duration_add(cs_day_from_ymd(year, month, dom), span),
		      text);
	is_str(text, want,
	       named("%04d-%02d-%02d and %ld days, %ld months", year, month,
		     dom, days, months));
}

static void additions(void)
{
	added(2025, 1, 31, 0, 1, "2025-02-28");
	added(2024, 1, 31, 0, 1, "2024-02-29");
	added(2024, 2, 29, 0, 12, "2025-02-28");
	added(2024, 2, 29, 0, 48, "2028-02-29");
	added(2025, 3, 31, 0, 1, "2025-04-30");
	added(2025, 12, 31, 0, 2, "2026-02-28");
	added(2025, 1, 31, 1, 1, "2025-03-01");
	added(2025, 3, 31, 0, -1, "2025-02-28");
	added(2025, 1, 15, 0, -1, "2024-12-15");
	added(2025, 1, 1, -1, 0, "2024-12-31");
	added(2025, 3, 7, 0, 0, "2025-03-07");
	added(9999, 12, 1, 0, 1, "9999-12-31");
	added(9999, 12, 31, 1, 0, "9999-12-31");
	added(1, 1, 1, -1, 0, "0001-01-01");
	added(1, 1, 31, 0, -1, "0001-01-01");
	added(2025, 1, 1, LONG_MAX, 0, "9999-12-31");
	added(2025, 1, 1, LONG_MIN, 0, "0001-01-01");
	added(2025, 1, 1, 0, LONG_MAX, "9999-12-31");
	added(2025, 1, 1, 0, LONG_MIN, "0001-01-01");
}

static void range_is(const char *text, const char *first, const char *last)
{
	cs_day day = CS_NO_DAY;
	struct cs_err err = CS_ERR_INIT;
	char got[11];

	cs_parse_day_range_start(text, &day, &err);
	is_str(cs_day_format(day, got), first, named("%s begins", text));
	cs_parse_day_range_end(text, &day, &err);
	is_str(cs_day_format(day, got), last, named("%s ends", text));
}

static void no_range(const char *text, const char *part)
{
	cs_day day = CS_NO_DAY;
	struct cs_err err = CS_ERR_INIT;

	ok(cs_parse_day_range_start(text, &day, &err) == -1 &&
	       day == CS_NO_DAY && strstr(err.message, part),
	   "\"%s\" is no date (first)", text);
	ok(cs_parse_day_range_end(text, &day, &err) == -1 && day == CS_NO_DAY &&
	       strstr(err.message, part),
	   "\"%s\" is no date (last)", text);
}

static void days(void)
{
	cs_day day = CS_NO_DAY;
	struct cs_err err = CS_ERR_INIT;

	is_int(cs_parse_day("2025-03-07", &day, &err), 0, "a day");
	is_int(day, cs_day_from_ymd(2025, 3, 7), "its number");
	is_int(cs_parse_day("2025-03", &day, &err), -1, "a month is no day");
	is_str(err.message,
	       "cannot read \"2025-03\" as a day: write YYYY-MM-DD, such as "
	       "2025-03-07",
	       "and the message says so");
	is_int(cs_parse_day("2025-02-29", &day, &err), -1, "no leap year");
	is_str(err.message, "there is no day \"2025-02-29\" in the calendar",
	       "and the message says so");
	is_int(cs_parse_day("2025-03-07x", &day, &err), -1, "junk behind");
	is_int(cs_parse_day("2025-3-7", &day, &err), -1, "digits missing");
	is_int(cs_parse_day("", &day, &err), -1, "nothing");

	range_is("2025-03-07", "2025-03-07", "2025-03-07");
	range_is("2024-02", "2024-02-01", "2024-02-29");
	range_is("2025-12", "2025-12-01", "2025-12-31");
	range_is("2025", "2025-01-01", "2025-12-31");
	range_is("0001", "0001-01-01", "0001-12-31");
	range_is("9999-12", "9999-12-01", "9999-12-31");
	no_range("", "write YYYY-MM-DD, YYYY-MM or YYYY");
	no_range("25", "write YYYY-MM-DD, YYYY-MM or YYYY");
	no_range("2025-", "write YYYY-MM-DD, YYYY-MM or YYYY");
	no_range("2025-3", "write YYYY-MM-DD, YYYY-MM or YYYY");
	no_range("2025-03-", "write YYYY-MM-DD, YYYY-MM or YYYY");
	no_range("20250307", "write YYYY-MM-DD, YYYY-MM or YYYY");
	no_range("2025/03/07", "write YYYY-MM-DD");
	no_range("2025-13", "there is no");
	no_range("2025-00", "there is no");
	no_range("0000", "there is no");
	no_range("2025-06-31", "there is no");
}

static void no_percents(const char *text, const char *part)
{
	struct cs_percent_list list = { .count = 77 };
	struct cs_err err = CS_ERR_INIT;

	ok(cs_parse_percent_list(text, &list, &err) == -1 && list.count == 77 &&
	       strstr(err.message, part),
	   "\"%s\": %s", text, part);
}

static void percents(void)
{
	struct cs_percent_list list;
	struct cs_err err = CS_ERR_INIT;
	struct cs_buf many = CS_BUF_INIT;

	is_int(cs_parse_percent_list("0.000001,1,2.5,10,99.999999,100.000000",
				     &list, &err),
	       0, "six percentages");
	is_int((long long)list.count, 6, "six of them");
	is_int(list.micros[0], 1, "0.000001 per cent");
	is_int(list.micros[1], 1000000, "1 per cent");
	is_int(list.micros[2], 2500000, "2.5 per cent");
	is_int(list.micros[4], 99999999, "99.999999 per cent");
	is_int(list.micros[5], 100000000, "100 per cent");
	is_int(cs_parse_percent_list("0.10000000", &list, &err), 0,
	       "zeros beyond the sixth decimal");
	is_int(list.micros[0], 100000, "change nothing");
	no_percents("", "write numbers above 0 and up to 100");
	no_percents("0", "cannot read");
	no_percents("0.0000001", "cannot read");
	no_percents("101", "cannot read");
	no_percents("100.1", "cannot read");
	no_percents("1.0000001", "cannot read");
	no_percents("-1", "cannot read");
	no_percents("1,", "cannot read");
	no_percents(",1", "cannot read");
	no_percents("1,,2", "cannot read");
	no_percents("1, 2", "cannot read");
	no_percents("1.", "cannot read");
	no_percents(".5", "cannot read");
	no_percents("1e1", "cannot read");
	no_percents("0x1", "cannot read");
	no_percents("nan", "cannot read");
	no_percents("20%", "cannot read");
	no_percents("99999999999999999999", "cannot read");
	no_percents("5,1", "do not ascend");
	no_percents("5,5", "do not ascend");
	for (int i = 1; i <= CS_PERCENTS_MAX; i++)
		cs_buf_addf(&many, "%s%.2f", i > 1 ? "," : "", i / 100.0);
	is_int(cs_parse_percent_list(many.data, &list, &err), 0,
	       "as many as there may be");
	is_int((long long)list.count, CS_PERCENTS_MAX, "all of them");
	cs_buf_adds(&many, ",2");
	no_percents(many.data, "more than 100 percentages");
	cs_buf_release(&many);
}

static void whole_numbers(void)
{
	static const char *const wrong[] = {
		"",
		" ",
		"-",
		"+1",
		" 1",
		"1 ",
		"1.0",
		"1e3",
		"0x10",
		"x",
		"9223372036854775808",
		"-9223372036854775809",
		"--1",
		"nan",
		"\xd9\xa1",
	};
	long value = 5;

	ok(cs_read_whole("0", &value) && value == 0, "0");
	ok(cs_read_whole("-17", &value) && value == -17, "-17");
	ok(cs_read_whole("007", &value) && value == 7, "007 is decimal");
	if (LONG_MAX > 2147483647L) {
		ok(cs_read_whole("9223372036854775807", &value) &&
		       value == LONG_MAX,
		   "the largest");
		ok(cs_read_whole("-9223372036854775808", &value) &&
		       value == LONG_MIN,
		   "the smallest");
	}
	value = 5;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		ok(!cs_read_whole(wrong[i], &value) && value == 5,
		   "\"%s\" is no whole number", wrong[i]);
}

static void real_numbers(void)
{
	static const char *const wrong[] = {
		"",	 ".",	  "-",	   "-.",  "e5",	 "1e",	 "1e+",
		"1..2",	 "1.2.3", "0x1p3", "nan", "inf", "-inf", "infinity",
		"1e999", "1,5",	  " 1",	   "1 ",  "+1",	 "1f",	 "1e5.5",
	};
	double value;

	ok(cs_read_real("0.5", &value) && value == 0.5, "0.5");
	ok(cs_read_real(".5", &value) && value == 0.5, ".5");
	ok(cs_read_real("5.", &value) && value == 5, "5.");
	ok(cs_read_real("-2e-3", &value) && value == -2e-3, "-2e-3");
	ok(cs_read_real("1E+2", &value) && value == 100, "1E+2");
	value = 7;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		ok(!cs_read_real(wrong[i], &value) && value == 7,
		   "\"%s\" is no number", wrong[i]);
}

int main(void)
{
	durations();
	additions();
	days();
	percents();
	whole_numbers();
	real_numbers();
	return done_testing();
}
