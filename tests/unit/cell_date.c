/* Dates: what reads, as which day, and which order of day and month it settles.
 */
#include "cell/date.h"

#include "base/mem.h"
#include "base/zone.h"
#include "cell/date_parts.h"

#include <stdlib.h>

#include "tap.h"

#define NNBSP "\xE2\x80\xAF"

/* One letter per status, so that four of them fit a line. */
static const char letters[] = "OEBAMRP";

/*
 * `expect`: the status with the order unknown, DMY, MDY, YMD. `day`: the first
 * date read among these.
 */
struct sample {
	const char *text, *expect, *day;
	enum cs_date_order settles;
};

#define UNKNOWN CS_ORDER_UNKNOWN
#define DMY CS_ORDER_DMY
#define MDY CS_ORDER_MDY
#define YMD CS_ORDER_YMD

static const struct sample samples[] = {
	/* ISO 8601 */
	{ "2025-10-07", "OOOO", "2025-10-07", UNKNOWN },
	{ " 2025-10-07 ", "OOOO", "2025-10-07", UNKNOWN },
	{ "0001-01-01", "OOOO", "0001-01-01", UNKNOWN },
	{ "9999-12-31", "OOOO", "9999-12-31", UNKNOWN },
	{ "2024-02-29", "OOOO", "2024-02-29", UNKNOWN },
	{ "2000-02-29", "OOOO", "2000-02-29", UNKNOWN },
	{ "20251007", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-1-7", "OOOO", "2025-01-07", UNKNOWN },
	{ "2025/10/07", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025.10.07", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025. 10. 7", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07 09:50", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07 9:50", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07 09:50:26", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07T09:50:26", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07t09:50:26z", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07T09:50:26Z", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07T23:59:60Z", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07 09:50:26 +0200", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07T09:50:26+02:00", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07T09:50:26-02", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07 09:50:26 UTC", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07 09:50:26 GMT+0200", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07 09:50:26 PDT", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07 09:50:26.123456789", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07T09:50:26,5Z", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07  09:50:26", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-10-07T0950", "OOOO", "2025-10-07", UNKNOWN },
	{ "20251007T095026", "OOOO", "2025-10-07", UNKNOWN },
	{ "20251007T095026Z", "OOOO", "2025-10-07", UNKNOWN },
	{ "20251007 09:50:26", "OOOO", "2025-10-07", UNKNOWN },
	/* names */
	{ "Oct 7, 2025, 9:50:26 AM", "OOOO", "2025-10-07", UNKNOWN },
	{ "Oct 7, 2025, 9:50:26" NNBSP "AM", "OOOO", "2025-10-07", UNKNOWN },
	{ "Oct 7, 2025 12:30 p.m.", "OOOO", "2025-10-07", UNKNOWN },
	{ "7 Oct 2025", "OOOO", "2025-10-07", UNKNOWN },
	{ "07-Oct-2025", "OOOO", "2025-10-07", UNKNOWN },
	{ "07-OCT-25", "OOOO", "2025-10-07", UNKNOWN },
	{ "07OCT2025", "OOOO", "2025-10-07", UNKNOWN },
	{ "2025-Oct-07", "OOOO", "2025-10-07", UNKNOWN },
	{ "October 7 2025", "OOOO", "2025-10-07", UNKNOWN },
	{ "october 7th, 2025", "OOOO", "2025-10-07", UNKNOWN },
	{ "1st Sept. 2025", "OOOO", "2025-09-01", UNKNOWN },
	{ "Tue, 7 Oct 2025 09:50:26 +0200", "OOOO", "2025-10-07", UNKNOWN },
	{ "Tuesday, October 7, 2025 9:50 PM", "OOOO", "2025-10-07", UNKNOWN },
	{ "Tue 2025-10-07", "OOOO", "2025-10-07", UNKNOWN },
	{ "Jan-18-16", "OOOO", "2016-01-18", UNKNOWN },
	{ "Oct/7/25", "OOOO", "2025-10-07", UNKNOWN },
	{ "17 Agustus 2024", "OOOO", "2024-08-17", UNKNOWN },
	{ "1 Mei 2024", "OOOO", "2024-05-01", UNKNOWN },
	{ "7 de octubre de 2025", "OOOO", "2025-10-07", UNKNOWN },
	{ "1\xC2\xBA de mar\xC3\xA7o de 2025", "OOOO", "2025-03-01", UNKNOWN },
	{ "1er f\xC3\xA9vrier 2025", "OOOO", "2025-02-01", UNKNOWN },
	{ "1 fe\xCC\x81vr. 2025", "OOOO", "2025-02-01", UNKNOWN },
	{ "7 AO\xC3\x9BT 2025", "OOOO", "2025-08-07", UNKNOWN },
	{ "7 juil. 2025", "OOOO", "2025-07-07", UNKNOWN },
	{ "7 juin 2025", "OOOO", "2025-06-07", UNKNOWN },
	{ "3. M\xC3\xA4rz 2025", "OOOO", "2025-03-03", UNKNOWN },
	{ "7. Okt. 2025 um 9:50 Uhr", "OOOO", "2025-10-07", UNKNOWN },
	{ "1. Dez. 2025, 12:32 Uhr CET(UTC+1)", "OOOO", "2025-12-01", UNKNOWN },
	{ "1. Dez. 2025, 12:32 Uhr XYZ(UTC+1)", "OOOO", "2025-12-01", UNKNOWN },
	{ "7 ottobre 2025 alle 9:50", "OOOO", "2025-10-07", UNKNOWN },
	{ "5 de enero de 2024 10:11 hs.", "OOOO", "2024-01-05", UNKNOWN },
	{ "viernes, 5 de enero de 2024, 10:11 h.", "OOOO", "2024-01-05",
	  UNKNOWN },
	{ "5 de enero de 2024 a las 10:11 horas", "OOOO", "2024-01-05",
	  UNKNOWN },
	{ "5 de janeiro de 2024 10:11", "OOOO", "2024-01-05", UNKNOWN },
	{ "5 de janeiro de 2024 \xC3\xA0s 10h11", "OOOO", "2024-01-05",
	  UNKNOWN },
	{ "5 gennaio 2024 alle ore 10.11", "OOOO", "2024-01-05", UNKNOWN },
	{ "5 janvier 2024 \xC3\xA0 10 h 11 min", "OOOO", "2024-01-05",
	  UNKNOWN },
	{ "5 janvier 2024, 10 h", "OOOO", "2024-01-05", UNKNOWN },
	{ "Freitag, 5. Januar 2024 10.11 Uhr", "OOOO", "2024-01-05", UNKNOWN },
	{ "5 januari 2024 om 10.11 u.", "OOOO", "2024-01-05", UNKNOWN },
	{ "5 Januari 2024 Pukul 10.11 WIB", "OOOO", "2024-01-05", UNKNOWN },
	{ "5 de enero de 2024 10:11 xs.", "BBBB", NULL, UNKNOWN },
	{ "5 janvier 2024, 10 h 7", "BBBB", NULL, UNKNOWN },
	{ "5 janvier 2024, 24 h", "OOOO", "2024-01-06", UNKNOWN },
	{ "5 janvier 2024, 25 h", "BBBB", NULL, UNKNOWN },
	{ "7 oktober 2025 om 09:50 uur", "OOOO", "2025-10-07", UNKNOWN },
	{ "7 oct. 2025 a las 9:50 p. m.", "OOOO", "2025-10-07", UNKNOWN },
	{ "October 7, 2025 at 9:50 AM", "OOOO", "2025-10-07", UNKNOWN },
	{ "Senin, 7 Oktober 2025 pukul 09.50", "OOOO", "2025-10-07", UNKNOWN },
	{ "Di., 7. Okt. 2025", "OOOO", "2025-10-07", UNKNOWN },
	{ "mar. 7 oct. 2025", "OOOO", "2025-10-07", UNKNOWN },
	{ "mar 7 2025", "OOOO", "2025-03-07", UNKNOWN },
	{ "ter\xC3\xA7"
	  "a-feira, 7 de outubro de 2025",
	  "OOOO", "2025-10-07", UNKNOWN },
	{ "Mon Apr 01 2024 09:30:00 GMT+0700 (Western Indonesia Time)", "OOOO",
	  "2024-04-01", UNKNOWN },
	{ "Mon Apr 01 09:30:00 UTC 2024", "OOOO", "2024-04-01", UNKNOWN },
	{ "Mon Apr  1 09:30:00 2024", "OOOO", "2024-04-01", UNKNOWN },
	{ "Mon Apr 01 09:30:00 +0000 2024", "OOOO", "2024-04-01", UNKNOWN },
	{ "2024-01-01T10:00+01:00[Europe/Berlin]", "OOOO", "2024-01-01",
	  UNKNOWN },
	{ "2024-01-01 10:00 UTC+7", "OOOO", "2024-01-01", UNKNOWN },
	{ "2024-01-01 10:00 WIB", "OOOO", "2024-01-01", UNKNOWN },
	{ "07.10.2025 - 09:50", "OOOM", "2025-10-07", UNKNOWN },
	{ "07.10.2025 09h50", "OOOM", "2025-10-07", UNKNOWN },
	{ "20251007095026", "OOOO", "2025-10-07", UNKNOWN },
	{ "202510070950", "OOOO", "2025-10-07", UNKNOWN },
	{ "20251007095026+0200", "OOOO", "2025-10-07", UNKNOWN },
	/* day or month first */
	{ "07/10/2025", "AOOM", "2025-10-07", UNKNOWN },
	{ "7-10-2025", "AOOM", "2025-10-07", UNKNOWN },
	{ "13/10/2025", "OOMM", "2025-10-13", DMY },
	{ "10/13/2025", "OMOM", "2025-10-13", MDY },
	{ "10/13/2025 14:30", "OMOM", "2025-10-13", MDY },
	{ "10/7/2025, 9:50:26 AM", "AOOM", "2025-07-10", UNKNOWN },
	{ "10/10/2025", "OOOM", "2025-10-10", UNKNOWN },
	{ "09/28/26", "OMOM", "2026-09-28", MDY },
	{ "28/09/26", "OOMO", "2026-09-28", DMY },
	{ "07/10/69", "AOOM", "2069-10-07", UNKNOWN },
	{ "07/10/70", "AOOM", "1970-10-07", UNKNOWN },
	{ "31/12/99", "OOMM", "1999-12-31", DMY },
	{ "28-09-95", "OOMM", "1995-09-28", DMY },
	{ "30/02/2025", "BBBB", NULL, UNKNOWN },
	{ "13/13/2025", "BBBB", NULL, UNKNOWN },
	{ "07.10.2025", "OOOM", "2025-10-07", UNKNOWN },
	{ "7. 10. 2025", "OOOM", "2025-10-07", UNKNOWN },
	{ "07.10.25", "OOOO", "2025-10-07", UNKNOWN },
	{ "13.10.2025", "OOMM", "2025-10-13", DMY },
	{ "10.13.2025", "BMOM", "2025-10-13", MDY },
	/* a year of two digits in front is read only when told */
	{ "25-10-07", "AOMO", "2007-10-25", UNKNOWN },
	{ "10-10-07", "AOOO", "2007-10-10", UNKNOWN },
	{ "10-10-10", "OOOO", "2010-10-10", UNKNOWN },
	{ "99-10-07", "OMMO", "1999-10-07", YMD },
	{ "99/10/07", "OMMO", "1999-10-07", YMD },
	{ "24-01-13", "AOMO", "2013-01-24", UNKNOWN },
	/* empty */
	{ "", "EEEE", NULL, UNKNOWN },
	{ "  ", "EEEE", NULL, UNKNOWN },
	{ "NULL", "EEEE", NULL, UNKNOWN },
	{ "na", "EEEE", NULL, UNKNOWN },
	{ "0000-00-00", "EEEE", NULL, UNKNOWN },
	{ "0000-00-00 00:00:00", "EEEE", NULL, UNKNOWN },
	{ "0000-00-00T00:00:00.000Z", "EEEE", NULL, UNKNOWN },
	{ "00/00/0000", "EEEE", NULL, UNKNOWN },
	{ "00000000", "EEEE", NULL, UNKNOWN },
	{ "0", "BBBB", NULL, UNKNOWN },
	{ "00-00-00", "BBBB", NULL, UNKNOWN },
	{ "0000-00-01", "BBBB", NULL, UNKNOWN },
	/* no such date or time */
	{ "2025-02-30", "BBBB", NULL, UNKNOWN },
	{ "2025-02-29", "BBBB", NULL, UNKNOWN },
	{ "1900-02-29", "BBBB", NULL, UNKNOWN },
	{ "2025-13-01", "BBBB", NULL, UNKNOWN },
	{ "2025-00-01", "BBBB", NULL, UNKNOWN },
	{ "2025-01-00", "BBBB", NULL, UNKNOWN },
	{ "0000-01-01", "BBBB", NULL, UNKNOWN },
	{ "20251301", "BBBB", NULL, UNKNOWN },
	{ "31 Apr 2025", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 24:00:00", "OOOO", "2025-10-08", UNKNOWN },
	{ "2025-12-31T24:00Z", "OOOO", "2026-01-01", UNKNOWN },
	{ "2025-10-07 24:00:01", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 24:00 PM", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:60:00", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:50:61", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 13:00 PM", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:50:26 +1500", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:50:26 +02:60", "BBBB", NULL, UNKNOWN },
	/* something else */
	{ "2025-10-07x", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07,", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 ,", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07T", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 T09:50", "BBBB", NULL, UNKNOWN },
	{ "2025-10-0709:50", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 0950", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:5", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:50:26.", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:50:26 +02:", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:50:26 XYZ", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:50:26 Z Z", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:50:26Z2025", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 2025-10-08", "BBBB", NULL, UNKNOWN },
	{ "2025-10/07", "BBBB", NULL, UNKNOWN },
	{ "2025-10", "BBBB", NULL, UNKNOWN },
	{ "2025", "BBBB", NULL, UNKNOWN },
	{ "1759830626", "BBBB", NULL, UNKNOWN },
	{ "45937", "BBBB", NULL, UNKNOWN },
	{ "-2025-10-07", "BBBB", NULL, UNKNOWN },
	{ "12025-10-07", "BBBB", NULL, UNKNOWN },
	{ "2025-010-07", "BBBB", NULL, UNKNOWN },
	{ "007/10/2025", "BBBB", NULL, UNKNOWN },
	{ "07/10/025", "BBBB", NULL, UNKNOWN },
	{ "Oct 7, 25", "BBBB", NULL, UNKNOWN },
	{ "Oct 2025", "BBBB", NULL, UNKNOWN },
	{ "Octember 7, 2025", "BBBB", NULL, UNKNOWN },
	{ "Oc 7, 2025", "BBBB", NULL, UNKNOWN },
	{ "7 Octombrie 2025", "BBBB", NULL, UNKNOWN },
	{ "7 jui 2025", "BBBB", NULL, UNKNOWN },
	{ "7 \xC5\x99\xC3\xADjen 2025", "BBBB", NULL, UNKNOWN },
	{ "20251007095", "BBBB", NULL, UNKNOWN },
	{ "2025100709502", "BBBB", NULL, UNKNOWN },
	{ "20251007245026", "BBBB", NULL, UNKNOWN },
	{ "20251307095026", "BBBB", NULL, UNKNOWN },
	{ "210010070950", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:50 IST", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:50 (x", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 09:50 XYZ (here)", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 9.50", "BBBB", NULL, UNKNOWN },
	{ "2025-10-07 -09:50", "BBBB", NULL, UNKNOWN },
	{ "Tue Oct 07 09:50:26 2025 x", "BBBB", NULL, UNKNOWN },
	{ "Tue", "BBBB", NULL, UNKNOWN },
	{ "today", "BBBB", NULL, UNKNOWN },
	{ "-", "BBBB", NULL, UNKNOWN },
	{ "\xFF\xFF/\xFF\xFF/\xFF", "BBBB", NULL, UNKNOWN },
	{ "2025-10-0\xB7", "BBBB", NULL, UNKNOWN },
	{ "\xB2"
	  "025-10-07",
	  "BBBB", NULL, UNKNOWN },
};

static void check_sample(const struct sample *s)
{
	struct cs_date_format format = CS_DATE_FORMAT_INIT;
	struct cs_date_readings found;
	char got[5] = "", formatted[11] = "";
	size_t length = strlen(s->text);
	cs_day day;

	for (int order = 0; order < 4; order++) {
		enum cs_cell_status status;

		format.order = (enum cs_date_order)order;
		status = cs_date_parse(s->text, length, &format, &day);
		got[order] = letters[status];
		if (status == CS_CELL_OK && !*formatted)
			cs_day_format(day, formatted);
	}
	is_str(got, s->expect, named("\"%s\": status", s->text));
	is_str(*formatted ? formatted : NULL, s->day,
	       named("\"%s\": day", s->text));
	is_int(cs_date_readings(s->text, length, &found) ? found.settles
							 : UNKNOWN,
	       s->settles, named("\"%s\": settles", s->text));
}

static void check_calendar(void)
{
	int differ = 0, exist = 0;
	cs_day day = CS_NO_DAY;

	for (int y = -1; y <= 10001; y++)
		for (int m = 0; m <= 13; m++)
			for (int d = 0; d <= 32; d++) {
				bool valid = cs_ymd_valid(y, m, d);

				exist += valid;
				differ +=
				    cs_date_civil((unsigned)y, (unsigned)m,
						  (unsigned)d, &day) != valid;
				if (valid)
					differ +=
					    day != cs_day_from_ymd(y, m, d);
			}
	is_int(differ, 0, "the calendar agrees with base/day.h");
	is_int(exist, CS_DAY_MAX - CS_DAY_MIN + 1, "it has all days");
}

/* The inline path and the other on every prefix and on damaged samples. */
static void check_paths(void)
{
	static const char text[] = "2025-10-07T09:50:26+02:00";
	static const char damage[] = "0123459:-+ TZ.,/AP";
	struct cs_date_format format = CS_DATE_FORMAT_INIT;
	char copy[sizeof(text)];
	int differ = 0;

	for (size_t length = 0; length < sizeof(text); length++)
		for (size_t at = 0; at <= length; at++)
			for (size_t c = 0; c < sizeof(damage); c++) {
				cs_day one = 0, two = 0;
				enum cs_cell_status a, b;

				memcpy(copy, text, sizeof(text));
				copy[at] = damage[c];
				a = cs_date_parse(copy, length, &format, &one);
				b = cs_date_parse_any(copy, length, &format,
						      &two);
				differ +=
				    a != b || (a == CS_CELL_OK && one != two);
			}
	is_int(differ, 0, "the inline path and the other agree");
}

struct formatted {
	const char *format, *text;
	enum cs_cell_status status;
	const char *day;
};

static const struct formatted formatted[] = {
	{ "dmy", "07/10/2025", CS_CELL_OK, "2025-10-07" },
	{ "dmy", "2025-10-07", CS_CELL_OK, "2025-10-07" },
	{ "mdy", "07/10/2025", CS_CELL_OK, "2025-07-10" },
	{ "ymd", "25-10-07", CS_CELL_OK, "2025-10-07" },
	{ "ymd", "25/10/07 10:00", CS_CELL_OK, "2025-10-07" },
	{ "epoch", "0", CS_CELL_OK, "1970-01-01" },
	{ "epoch", " 1759830626 ", CS_CELL_OK, "2025-10-07" },
	{ "epoch", "1759830626.75", CS_CELL_OK, "2025-10-07" },
	{ "epoch", "86399", CS_CELL_OK, "1970-01-01" },
	{ "epoch", "86400", CS_CELL_OK, "1970-01-02" },
	{ "epoch", "-1", CS_CELL_OK, "1969-12-31" },
	{ "epoch", "-0.0", CS_CELL_OK, "1970-01-01" },
	{ "epoch", "-0.5", CS_CELL_OK, "1969-12-31" },
	{ "epoch", "-86400", CS_CELL_OK, "1969-12-31" },
	{ "epoch", "-86400.1", CS_CELL_OK, "1969-12-30" },
	{ "epoch", "253402300799", CS_CELL_OK, "9999-12-31" },
	{ "epoch", "253402300800", CS_CELL_RANGE, NULL },
	{ "epoch", "-62135596800", CS_CELL_OK, "0001-01-01" },
	{ "epoch", "-62135596801", CS_CELL_RANGE, NULL },
	{ "epoch", "99999999999999999999999999", CS_CELL_RANGE, NULL },
	{ "epoch", "2025-10-07", CS_CELL_BAD, NULL },
	{ "epoch", "1.7e9", CS_CELL_BAD, NULL },
	{ "epoch", "1759830626.", CS_CELL_BAD, NULL },
	{ "epoch", "-", CS_CELL_BAD, NULL },
	{ "epoch", "null", CS_CELL_EMPTY, NULL },
	{ "epoch_ms", "1759830626000", CS_CELL_OK, "2025-10-07" },
	{ "epoch_ms", "86399999", CS_CELL_OK, "1970-01-01" },
	{ "epoch_ms", "-1", CS_CELL_OK, "1969-12-31" },
	{ "%d.%m.%Y", "07.10.2025", CS_CELL_OK, "2025-10-07" },
	{ "%d.%m.%Y", " 07.10.2025 ", CS_CELL_OK, "2025-10-07" },
	{ "epoch", "1759830626,75", CS_CELL_OK, "2025-10-07" },
	{ "serial", "45383", CS_CELL_OK, "2024-04-01" },
	{ "serial", "45383.99", CS_CELL_OK, "2024-04-01" },
	{ "serial", "45383,25", CS_CELL_OK, "2024-04-01" },
	{ "serial", "45,383", CS_CELL_BAD, NULL },
	{ "serial", "45383,250", CS_CELL_OK, "2024-04-01" },
	{ "serial", "61", CS_CELL_OK, "1900-03-01" },
	{ "serial", "0", CS_CELL_OK, "1899-12-30" },
	{ "serial", "2958465", CS_CELL_OK, "9999-12-31" },
	{ "serial", "2958466", CS_CELL_RANGE, NULL },
	{ "serial", "2024-04-01", CS_CELL_BAD, NULL },
	{ "serial", "", CS_CELL_EMPTY, NULL },
	{ "days", "0", CS_CELL_OK, "1970-01-01" },
	{ "days", "711", CS_CELL_OK, "1971-12-13" },
	{ "days", "-0.5", CS_CELL_OK, "1969-12-31" },
	{ "days", "2932897", CS_CELL_RANGE, NULL },
	{ "days", "x", CS_CELL_BAD, NULL },
	{ "%d.%m.%Y", "07.10.2025 10:00", CS_CELL_OK, "2025-10-07" },
	{ "%d.%m.%Y", "07.10.2025, at noon", CS_CELL_OK, "2025-10-07" },
	{ "%d.%m.%Y", "07.10.20251", CS_CELL_BAD, NULL },
	{ "%d.%m.%y", "07.10.2025", CS_CELL_BAD, NULL },
	{ "%d.%m.%Y", "00.00.0000", CS_CELL_EMPTY, NULL },
	{ "%d.%m.%Y", "30.02.2025", CS_CELL_BAD, NULL },
	{ "%d.%m.%Y", "07.10.0000", CS_CELL_BAD, NULL },
	{ "%d.%m.%Y", "2025-10-07", CS_CELL_BAD, NULL },
	{ "%d.%m.%Y", "", CS_CELL_EMPTY, NULL },
	{ "%y%m%d", "251007", CS_CELL_OK, "2025-10-07" },
	{ "%y%m%d", "691007", CS_CELL_OK, "1969-10-07" },
	{ "%d %B %Y %I:%M %p", "7 october 2025 09:50 AM", CS_CELL_OK,
	  "2025-10-07" },
	{ "on %F", "on 2025-10-07", CS_CELL_OK, "2025-10-07" },
	{ "%F %T %z", "2025-10-07 09:50:26 +0200", CS_CELL_OK, "2025-10-07" },
};

static void check_formatted(const struct formatted *f)
{
	struct cs_date_format format = CS_DATE_FORMAT_INIT;
	struct cs_err err = CS_ERR_INIT;
	char text[11];
	cs_day day;

	if (!ok(cs_date_format_parse(f->format, &format, &err) == 0,
		"format \"%s\"", f->format))
		return;
	is_int(cs_date_parse(f->text, strlen(f->text), &format, &day),
	       f->status, named("\"%s\" as %s: status", f->text, f->format));
	if (f->day && f->status == CS_CELL_OK)
		is_str(cs_day_format(day, text), f->day,
		       named("\"%s\" as %s: day", f->text, f->format));
}

static void check_pattern_limits(void)
{
	struct cs_date_format format = CS_DATE_FORMAT_INIT;
	struct cs_err err = CS_ERR_INIT;
	char text[300];
	cs_day day;

	memset(text, ' ', sizeof(text));
	memcpy(text, "2025", 4);
	memcpy(text + sizeof(text) - 6, "-10-07", 6);
	cs_date_format_parse("%Y %n-%m-%d", &format, &err);
	is_int(cs_date_parse(text, sizeof(text), &format, &day), CS_CELL_BAD,
	       "a cell longer than any date");
	is_int(cs_date_parse("2025 -10-07\0x", 13, &format, &day), CS_CELL_BAD,
	       "what stands behind a NUL counts");
}

static void check_bad_formats(void)
{
	static const struct {
		const char *format, *message;
	} cases[] = {
		{ "european",
		  "\"european\" is not a date format: expected dmy, mdy, ymd, "
		  "epoch, epoch_ms, serial, days or a pattern such as "
		  "%d.%m.%Y" },
		{ "", "\"\" is not a date format: expected dmy, mdy, ymd, "
		      "epoch, epoch_ms, serial, days or a pattern such as "
		      "%d.%m.%Y" },
		{ "%H:%M", "the date format \"%H:%M\" lacks a year: expected a "
			   "pattern such as %d.%m.%Y" },
		{ "%Y-%d", "the date format \"%Y-%d\" lacks a month: expected "
			   "a pattern such as %d.%m.%Y" },
		{ "%B %Y", "the date format \"%B %Y\" lacks a day: expected a "
			   "pattern such as %d.%m.%Y" },
		{ "%s", "the date format \"%s\" has a conversion that is not "
			"supported: use %Y %m %d and the like" },
		{ "%Y-%m-%d%", "the date format \"%Y-%m-%d%\" has a conversion "
			       "that is not supported: use %Y %m %d and the "
			       "like" },
		{ "%Y%j", "the date format \"%Y%j\" has a conversion that is "
			  "not supported: use %Y %m %d and the like" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct cs_date_format format = CS_DATE_FORMAT_INIT;
		struct cs_err err = CS_ERR_INIT;

		is_int(cs_date_format_parse(cases[i].format, &format, &err), -1,
		       named("format \"%s\" is refused", cases[i].format));
		is_str(err.message, cases[i].message,
		       named("format \"%s\": message", cases[i].format));
	}
}

/* Days counted in a zone: of UTC, which needs no files. */
static void check_zone(void)
{
	static const struct {
		const char *format, *text, *day;
	} cases[] = {
		{ NULL, "2024-01-31T23:30:00-02:00", "2024-02-01" },
		{ NULL, "2024-02-01 00:30:00 +0100", "2024-01-31" },
		{ NULL, "2024-02-01 06:59 WIB", "2024-01-31" },
		{ NULL, "2024-02-01 07:00 WIB", "2024-02-01" },
		{ NULL, "2024-01-31T23:30:00Z", "2024-01-31" },
		{ NULL, "2024-01-31 23:30:00", "2024-01-31" },
		{ NULL, "2024-01-31", "2024-01-31" },
		{ NULL, "20240131", "2024-01-31" },
		{ NULL, "20240131233000-0200", "2024-02-01" },
		{ NULL, "Feb 1, 2024, 12:30 AM CET", "2024-01-31" },
		{ NULL, "Feb 1, 2024, 12:30 PM CET", "2024-02-01" },
		{ NULL, "Jan 31, 2024, 11:30 PM EST", "2024-02-01" },
		{ NULL, "Thu Feb 01 00:30:00 +0100 2024", "2024-01-31" },
		{ NULL, "1. Feb. 2024, 0:32 Uhr CET(UTC+1)", "2024-01-31" },
		{ NULL, "1 de febrero de 2024 6:59 hs. WIB", "2024-01-31" },
		{ NULL, "1 f\xC3\xA9vrier 2024, 7 h WIB", "2024-02-01" },
		{ NULL, "1. Feb. 2024, 0:32 Uhr XYZ(UTC+1)", "2024-01-31" },
		{ NULL, "2024-12-31T23:59:60-00:01", "2025-01-01" },
		{ NULL, "9999-12-31T23:30:00-02:00", "9999-12-31" },
		{ "epoch", "1706745600", "2024-02-01" },
		{ "epoch", "1706745599.9", "2024-01-31" },
		{ "epoch", "-1", "1969-12-31" },
		{ "epoch_ms", "1706745599999", "2024-01-31" },
		{ "%d.%m.%Y %H:%M %z", "01.02.2024 00:30 +0100", "2024-01-31" },
		{ "%d.%m.%Y %H:%M", "01.02.2024 00:30 +0100", "2024-02-01" },
		{ "%d.%m.%Y", "01.02.2024 00:30 +0100", "2024-01-31" },
		{ "%d.%m.%Y", "01.02.2024, half past", "2024-02-01" },
	};
	struct cs_err err = CS_ERR_INIT;
	struct cs_zone *utc = cs_zone_open("UTC", &err);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cs_date_format format = { .zone = utc };
		char text[11] = "none";
		cs_day day;

		if (cases[i].format != NULL)
			cs_date_format_parse(cases[i].format, &format, &err);
		if (cs_date_parse(cases[i].text, strlen(cases[i].text), &format,
				  &day) == CS_CELL_OK)
			cs_day_format(day, text);
		is_str(text, cases[i].day,
		       named("\"%s\" in UTC", cases[i].text));
	}
	cs_zone_free(utc);
}

/* What a number must be, and what a cell looks like. */
static void check_looks(void)
{
	static const struct {
		const char *text, *format, *looks;
		enum cs_date_kind number;
	} cases[] = {
		{ "25569", NULL, "spreadsheet", CS_DATE_SERIAL },
		{ "73050.75", NULL, "spreadsheet", CS_DATE_SERIAL },
		{ "25568", NULL, "a number of days", CS_DATE_AUTO },
		{ "73051", NULL, "a number of days", CS_DATE_AUTO },
		{ "45383", "serial", NULL, CS_DATE_SERIAL },
		{ "1704067200", NULL, "--%pdate-format epoch reads",
		  CS_DATE_EPOCH },
		{ "999999999", NULL, NULL, CS_DATE_AUTO },
		{ "1900000000", NULL, NULL, CS_DATE_AUTO },
		{ "0999999999", NULL, NULL, CS_DATE_AUTO },
		{ "1704067200123", "dmy", "epoch_ms", CS_DATE_EPOCH_MS },
		{ "131025", NULL, "%%y%%m%%d", CS_DATE_AUTO },
		{ "31122024", NULL, "%%d%%m%%Y", CS_DATE_AUTO },
		{ "711", NULL, "--%pdate-format days", CS_DATE_AUTO },
		{ "10:30:00", NULL, "time without a date", CS_DATE_AUTO },
		{ "7 Okt", NULL, "without its day or its year", CS_DATE_AUTO },
		{ "2025-10", NULL, "without its day or its year",
		  CS_DATE_AUTO },
		{ "7 Octombrie 2025", NULL, "names of months", CS_DATE_AUTO },
		{ "2025-02-30", NULL, "no such day", CS_DATE_AUTO },
		{ "2025-10-07", "epoch", "without --%pdate-format",
		  CS_DATE_AUTO },
		{ "07/10/2025", "epoch", "dmy, mdy or ymd", CS_DATE_AUTO },
		{ "soon", NULL, NULL, CS_DATE_AUTO },
		{ "45,383", NULL, "thousands", CS_DATE_AUTO },
		{ "4.5383E+4", NULL, NULL, CS_DATE_AUTO },
		{ "2024-W05", NULL, NULL, CS_DATE_AUTO },
		{ "2024\xE5\xB9\xB4"
		  "1\xE6\x9C\x88"
		  "15\xE6\x97\xA5",
		  NULL, NULL, CS_DATE_AUTO },
		{ "-", NULL, NULL, CS_DATE_AUTO },
		{ "", NULL, NULL, CS_DATE_AUTO },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cs_date_format format = CS_DATE_FORMAT_INIT;
		struct cs_err err = CS_ERR_INIT;
		size_t length = strlen(cases[i].text);
		const char *looks;

		if (cases[i].format != NULL)
			cs_date_format_parse(cases[i].format, &format, &err);
		looks = cs_date_looks(cases[i].text, length, &format);
		ok(cases[i].looks == NULL
		       ? looks == NULL
		       : looks != NULL && strstr(looks, cases[i].looks) != NULL,
		   "\"%s\" looks like: %s", cases[i].text,
		   looks != NULL ? looks : "nothing");
		is_int(cs_date_number(cases[i].text, length), cases[i].number,
		       named("\"%s\" as a number", cases[i].text));
	}
}

/* --- times behind a date ------------------------------------------------- */

static size_t draw(size_t below)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state >> 33) % below;
}

/* A usual time, of which up to two bytes are others. */
static struct cs_text draw_time(char text[32])
{
	static const char *const forms[] = {
		" 00:00",	    "T00:00",		" 00:00:00",
		"T00:00:00",	    "T00:00:00Z",	" 00:00:00 Z",
		" 00:00:00 +0000",  "T00:00:00+0000",	" 00:00:00-0000",
		"T00:00:00+00:00",  " 00:00:00 -00:00", " 00:00:00.000Z",
		"T00:00:00.+00:00", " 00:00:00 UTC"
	};
	static const char others[] = "0123456789:.+- TZz,\"\xFF/;";
	const char *form = forms[draw(sizeof forms / sizeof *forms)];
	size_t n = strlen(form);

	memcpy(text, form, n);
	for (size_t i = 0; i < n; i++)
		if (text[i] == '0')
			text[i] = (char)('0' + draw(draw(3) > 0 ? 6 : 10));
	if (draw(2) > 0)
		text[1] = (char)('0' + draw(3));
	for (size_t i = draw(3); i > 0; i--)
		text[draw(n)] = others[draw(sizeof others)];
	return (struct cs_text){ text, draw(8) > 0 ? n : draw(n + 1) };
}

/* The usual forms are taken and left as the others are. */
static void check_times(void)
{
	size_t valid = 0, different = 0, count = 300000;

	for (size_t i = 0; i < count; i++) {
		char text[32], *exact;
		struct cs_text cell = draw_time(text);
		struct cs_time time;
		bool is;

		/* nothing is read beyond its end */
		exact = cs_malloc(cell.length + (cell.length == 0));
		memcpy(exact, cell.bytes, cell.length);
		is = cs_date_time_valid(exact, cell.length);
		if (is != (cs_date_time_read(exact, cell.length, &time) &&
			   time.seconds < CS_DAY_SECONDS) &&
		    different++ < 3)
			ok(false, "time '%.*s'", (int)cell.length, exact);
		valid += is;
		free(exact);
	}
	ok(different == 0, "all times are as with care");
	ok(valid > count / 10 && valid < count * 9 / 10, "%zu are valid",
	   valid);
}

int main(void)
{
	check_times();
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		check_sample(&samples[i]);
	check_calendar();
	check_paths();
	for (size_t i = 0; i < sizeof(formatted) / sizeof(formatted[0]); i++)
		check_formatted(&formatted[i]);
	check_pattern_limits();
	check_bad_formats();
	check_zone();
	check_looks();
	return done_testing();
}
