/* calendar.c - the options of periods: see shared.h. */
#include <string.h>

#include "app/shared.h"
#include "cell/date.h"
#include "option/value.h"

static const char *const week_starts[] = { "monday", "sunday", NULL };

static int parse_month(const char *text, void *value, struct cs_err *err)
{
	double number;
	unsigned month = cs_date_month(text, strlen(text));

	if (cs_read_real(text, &number) && number >= 1 && number <= 12 &&
	    number == (unsigned)number)
		month = (unsigned)number;
	if (month == 0)
		return cs_refuse(err, "wants a month such as april or 4, not ",
				 text, "");
	*(int *)value = (int)month;
	return 0;
}

static void show_month(const void *value, const char *name,
		       struct cs_object *parameters)
{
	cs_set_count(parameters, name, *(const int *)value);
}

#define WEEK_START                                                           \
	{                                                                    \
		0, "week-start", CS_OPT_CHOICE, CS_SHARED(week_start), NULL, \
		    "first day of weeks; default monday", week_starts        \
	}
#define YEAR_START                                                       \
	{                                                                \
		0, "year-start", CS_OPT_PARSED, CS_SHARED(year_start),   \
		    "MONTH",                                             \
		    "first month of years and quarters, such as april; " \
		    "default january",                                   \
		    .parse = parse_month, .show = show_month             \
	}

const struct cs_option cs_period_options[] = {
	{ 0, "period", CS_OPT_CHOICE, CS_SHARED(period), NULL,
	  "step of cohorts and periods; default month", cs_period_names,
	  .basic = true },
	WEEK_START,
	YEAR_START,
	{ 0 }
};

const struct cs_option cs_calendar_options[] = { WEEK_START,
						 YEAR_START,
						 { 0 } };
