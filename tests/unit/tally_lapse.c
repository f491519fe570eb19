/*
 * The table of a rule of lapse: days, months, both with grace, the ends of the
 * calendar.
 */
#include "tally/lapse.h"

#include "tap.h"

static cs_day ymd(int year, int month, int dom)
{
	return cs_day_from_ymd(year, month, dom);
}

/* Days 0 to 200, silence of more than 30 days. */
static void test_days(void)
{
	struct cs_lapse lapse = { .span = { .days = 30 } };

	cs_lapse_lay_out(&lapse, (struct cs_window){ 0, 200 });
	is_int((long long)cs_lapse_ndays(&lapse), 201, "a day each");
	is_int(cs_lapse_on(&lapse, 0), 31, "31 days after the first");
	is_int(cs_lapse_on(&lapse, 200), 231, "31 days after the last");
	is_int(lapse.cutoff, 169, "who is silent since 169 lapsed on 200");
	cs_lapse_release(&lapse);
	is_int((long long)cs_lapse_ndays(&lapse), 0, "released");

	lapse.span.days = 0;
	cs_lapse_lay_out(&lapse, (struct cs_window){ 5, 5 });
	is_int(cs_lapse_on(&lapse, 5), 6, "no patience at all");
	is_int(lapse.cutoff, CS_NO_DAY, "a day is too short to tell");
	cs_lapse_release(&lapse);
}

/* A month and five days, counted in that order; 2024 has a 29 February. */
static void test_months(void)
{
	struct cs_lapse lapse = { .kind = CS_LAPSE_EVERY,
				  .span = { .months = 1 },
				  .grace = { .days = 5 } };
	int falling = 0;

	cs_lapse_lay_out(
	    &lapse, (struct cs_window){ ymd(2023, 12, 1), ymd(2024, 6, 30) });
	is_int(cs_lapse_on(&lapse, ymd(2024, 1, 29)), ymd(2024, 3, 6), "29th");
	is_int(cs_lapse_on(&lapse, ymd(2024, 1, 31)), ymd(2024, 3, 6), "31st");
	is_int(cs_lapse_on(&lapse, ymd(2024, 2, 1)), ymd(2024, 3, 7), "1st");
	/* 24 May and a month and five days is 29 June */
	is_int(lapse.cutoff, ymd(2024, 5, 24), "the last that can be told");
	for (cs_day day = lapse.days.from; day < lapse.days.to; day++)
		falling +=
		    cs_lapse_on(&lapse, day + 1) < cs_lapse_on(&lapse, day);
	is_int(falling, 0, "a later purchase lapses no earlier");
	is_int(cs_lapse_length(&lapse).months, 1, "its length in months");
	is_int(cs_lapse_length(&lapse).days, 5, "and days");
	cs_lapse_release(&lapse);
}

static void test_ends(void)
{
	struct cs_lapse lapse = { .span = { .days = 2 } };

	cs_lapse_lay_out(&lapse,
			 (struct cs_window){ CS_DAY_MAX - 3, CS_DAY_MAX });
	is_int(cs_lapse_on(&lapse, CS_DAY_MAX - 3), CS_DAY_MAX, "the last day");
	is_int(cs_lapse_on(&lapse, CS_DAY_MAX - 2), CS_NEVER, "none behind");
	is_int(lapse.cutoff, CS_DAY_MAX - 3, "never is not told");
	cs_lapse_release(&lapse);
}

int main(void)
{
	test_days();
	test_months();
	test_ends();
	return done_testing();
}
