/* tally_season.c - a season is found where there is one, and named. */
#include "tally/season.h"

#include "base/buf.h"
#include "base/day.h"
#include "data_load.h"
#include "tap.h"

enum { CUSTOMERS = 1500, DAYS = 728, FROM = 308 };

/*
 * Customers come evenly and come back 20 to 79 days later. With a season, half
 * of those who would come back in the twelve weeks before day 336 of a year of
 * 364 days come in the last four of them.
 */
static const char *shop(bool season)
{
	cs_day origin = cs_day_from_ymd(2023, 1, 1);
	struct cs_buf text = CS_BUF_INIT;
	const char *path;
	char day[11];

	cs_buf_adds(&text, "customer,date,amount\n");
	for (int c = 0; c < CUSTOMERS; c++) {
		int first = c * (DAYS - 1) / (CUSTOMERS - 1);
		int again = first + 20 + c * 7 % 60, late = again % 364;

		if (season && c % 2 && late >= FROM - 56 && late < FROM + 28)
			again += FROM + (late - (FROM - 56)) / 3 - late;
		cs_buf_addf(&text, "%d,%s,5\n", c,
			    cs_day_format(origin + first, day));
		if (again < DAYS)
			cs_buf_addf(&text, "%d,%s,5\n", c,
				    cs_day_format(origin + again, day));
	}
	path = temp_text(season ? "season.csv" : "flat.csv", text.data);
	cs_buf_release(&text);
	return path;
}

/* Of the days up to number `last`. */
static bool find(bool season, int last, unsigned threads,
		 struct cs_season *found)
{
	const char *path = shop(season);
	struct cs_load_options options = load_options(&path, 1);
	struct cs_err err = CS_ERR_INIT;
	struct cs_data data;
	bool answer;

	options.as_of = options.input.last_day =
	    cs_day_from_ymd(2023, 1, 1) + last;
	options.input.threads = threads;
	is_int(cs_load(&options, &data, &err), CS_READ_ALL, "read");
	answer = cs_season_find(&data, found);
	cs_data_release(&data);
	return answer;
}

int main(void)
{
	struct cs_season one, three;

	ok(!find(false, DAYS - 1, 1, &one), "every day alike: no season");
	ok(find(true, DAYS - 1, 1, &one), "a season");
	is_int(one.from - cs_day_from_ymd(2023, 1, 1), 364 + FROM - 28,
	       "the four weeks before it, when they wait for it");
	ok(one.rate > .1 && one.rate < .5, "few come: %g", one.rate);
	ok(one.rate_then > .1 && one.rate_then < .5, "a year before: %g",
	   one.rate_then);
	ok(one.purchases > 40 && one.purchases < 80, "%d purchases",
	   (int)one.purchases);
	ok(find(true, DAYS - 1, 3, &three), "by three threads");
	ok(one.rate == three.rate && one.rate_then == three.rate_then,
	   "the same");
	ok(!find(true, CS_SEASON_LEAST - 2, 1, &one),
	   "too short to have the weeks of a year before");
	return done_testing();
}
