/*
 * date.c - fuzzes the parser of dates: the first line is a date format, the
 * rest a cell, which is also read without a format in every order.
 *
 * What is read lies in the calendar, and written again reads as the same day;
 * both paths agree; a cell is ambiguous only if there is a second reading; a
 * settled order contradicts the other one.
 */
#include "cell/date.h"

#include <stdlib.h>

#define HOLDS(condition)          \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum cs_cell_status check(const char *text, size_t size,
				 const struct cs_date_format *format,
				 cs_day *day)
{
	static const struct cs_date_format automatic = CS_DATE_FORMAT_INIT;
	char formatted[11];
	cs_day other;
	enum cs_cell_status status = cs_date_parse(text, size, format, day);

	HOLDS(status == cs_date_parse_any(text, size, format, &other));
	/* 0000-00-00 is as good as empty */
	HOLDS(status == CS_CELL_EMPTY || !cs_cell_empty(text, size));
	HOLDS(status != CS_CELL_PRECISION);
	if (status != CS_CELL_OK) {
		*day = CS_NO_DAY;
		cs_date_looks(text, size, format);
		return status;
	}
	HOLDS(*day == other && *day >= CS_DAY_MIN && *day <= CS_DAY_MAX);
	cs_day_format(*day, formatted);
	HOLDS(cs_date_parse(formatted, 10, &automatic, &other) == CS_CELL_OK);
	HOLDS(*day == other);
	return status;
}

static void check_orders(const char *text, size_t size)
{
	struct cs_date_readings found = { 0 };
	enum cs_date_order settles = cs_date_readings(text, size, &found)
					 ? found.settles
					 : CS_ORDER_UNKNOWN;
	enum cs_cell_status status[4];
	cs_day day[4];

	for (int i = 0; i < 4; i++) {
		struct cs_date_format format = { .order =
						     (enum cs_date_order)i };

		status[i] = check(text, size, &format, &day[i]);
		HOLDS(status[i] != CS_CELL_AMBIGUOUS || i == 0);
		HOLDS(status[i] != CS_CELL_OTHER_HABIT || i != 0);
		HOLDS(status[i] != CS_CELL_RANGE);
	}
	if (settles != CS_ORDER_UNKNOWN) {
		HOLDS(status[settles] == CS_CELL_OK);
		for (int i = CS_ORDER_DMY; i <= CS_ORDER_MDY; i++)
			HOLDS(i == (int)settles ||
			      status[i] == CS_CELL_OTHER_HABIT);
		/* with points, month first is not read untold */
		HOLDS(status[0] == CS_CELL_OK || memchr(text, '.', size));
	}
	if (status[0] == CS_CELL_OK)
		HOLDS(day[0] == day[CS_ORDER_DMY] ||
		      day[0] == day[CS_ORDER_MDY] || settles == CS_ORDER_YMD);
	if (status[0] == CS_CELL_AMBIGUOUS)
		HOLDS(day[CS_ORDER_DMY] != day[CS_ORDER_MDY] ||
		      day[CS_ORDER_DMY] != day[CS_ORDER_YMD]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *line = memchr(text, '\n', size);
	size_t length = line ? (size_t)(line - text) : 0;
	struct cs_date_format format = CS_DATE_FORMAT_INIT;
	struct cs_err err = CS_ERR_INIT;
	char name[64];
	cs_day day;

	check_orders(text, size);
	if (!line || length >= sizeof(name))
		return 0;
	memcpy(name, text, length);
	name[length] = '\0';
	text = line + 1;
	size -= length + 1;
	check_orders(text, size);
	if (cs_date_format_parse(name, &format, &err) == 0)
		check(text, size, &format, &day);
	else
		HOLDS(*err.message);
	return 0;
}
