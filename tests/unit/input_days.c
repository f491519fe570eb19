/* Rows per day: every day of the calendar, in order, and of several workers. */
#include "input/days.h"

#include <stdlib.h>

#include "tap.h"

static void test_list(void)
{
	static const cs_day met[] = { 0,	  -1,	      CS_DAY_MAX,
				      CS_DAY_MIN, CS_NO_DAY,  0,
				      20000,	  CS_DAY_MAX, -1 };
	static const struct cs_day_rows want[] = {
		{ CS_DAY_MIN, 1 }, { -1, 2 },	      { 0, 2 },
		{ 20000, 1 },	   { CS_DAY_MAX, 2 },
	};
	struct cs_days days = CS_DAYS_INIT;
	struct cs_day_rows *list;
	size_t n;

	is_int((long long)cs_days_list(&days, &list), 0, "no day yet");
	ok(list == NULL, "and no list");
	cs_days_add(&days, CS_NO_DAY, 1);
	is_int((long long)cs_days_list(&days, &list), 0, "none is no day");
	for (size_t i = 0; i < sizeof met / sizeof *met; i++)
		cs_days_add(&days, met[i], 1);
	n = cs_days_list(&days, &list);
	is_int((long long)n, 5, "days that were met");
	for (size_t i = 0; i < n && i < 5; i++)
		ok(list[i].day == want[i].day && list[i].rows == want[i].rows,
		   "day %d", want[i].day);
	free(list);
	cs_days_release(&days);
}

static void test_merge(void)
{
	struct cs_days sum = CS_DAYS_INIT, part = CS_DAYS_INIT;
	struct cs_day_rows *list;

	cs_days_merge(&sum, &part);
	is_int((long long)cs_days_list(&sum, &list), 0, "of none");
	cs_days_add(&part, 511, 1);
	cs_days_add(&part, 512, 1);
	cs_days_merge(&sum, &part);
	cs_days_add(&part, 512, 1);
	cs_days_merge(&sum, &part);
	is_int((long long)cs_days_list(&sum, &list), 2, "days of both");
	ok(list[0].day == 511 && list[0].rows == 2 && list[1].day == 512 &&
	       list[1].rows == 3,
	   "rows add up");
	free(list);
	cs_days_release(&sum);
	cs_days_release(&part);
}

int main(void)
{
	test_list();
	test_merge();
	return done_testing();
}
