/*
 * stale.c - an end of observation that the files do not reach.
 *
 * Days with rows, thirty-one of them or more, tell how far apart they lie. The
 * gap that is still open at the end is longer than all of n by chance once in
 * n + 1 times, and half as long again far less often; three days a nightly
 * export may be late. Of fewer days, five at least, it has to be four times as
 * long, and above a month.
 */
#include "doubt/kinds.h"

enum { LEAST_DAYS = 31, LATE = 3, FEW_DAYS = 5, MONTH = 31 };

static bool too_long(cs_day age, cs_day usual, size_t ndays)
{
	return ndays >= LEAST_DAYS
		   ? age > LATE && 2 * age > 3 * usual
		   : ndays >= FEW_DAYS && age > MONTH && age > 4 * usual;
}

void cs_doubt_stale(const struct cs_load_options *options,
		    const struct cs_data *data, struct cs_doubts *doubts)
{
	cs_day last = data->input.account.last_date, usual, age;
	char text[11], end[11];

	if (options->as_of == CS_NO_DAY || options->age_limited ||
	    options->need == CS_TOTALS || last == CS_NO_DAY)
		return;
	age = options->as_of - last;
	usual = cs_usual_gap(data, 0);
	if (!too_long(age, usual, data->input.ndays))
		return;
	cs_day_format(last, text);
	cs_doubt_add(
	    doubts, "stale", (uint64_t)age, NULL, 0,
	    "the last date%s, %s, is %ld days before the end of observation, "
	    "%s, and days with rows lie at most %ld apart: is the export an "
	    "old one, or not whole? every silence is counted so much longer; "
	    "%s%s%s",
	    options->moments ? " of the orders" : "", text, (long)age,
	    cs_day_format(options->as_of, end), (long)usual,
	    options->moments ? "without --as-of observation ends with the data"
			     : "--as-of ",
	    options->moments ? "" : text,
	    options->moments ? "" : " ends observation with the data");
}
