/*
 * Cohorts, active customers by month, and gaps between purchases: five
 * customers, worked out by hand.
 *
 *	      Jan   Feb   Mar   Apr   May   Jun
 *	ann   5,1   .     2     .     .     10	   refund of 1 in April
 *	bob   .     4     .     .     .     3
 *	cy    7     .     .     .     -9    6
 *	dan   -2    .     8     .     .     .	   a refund before the first
 *	eve   .     .     .     .     .     .	   refunds only: left out
 */
#include "tally/calendar.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"
#include "tally/gaps.h"
#include "tap.h"
#include "data_load.h"

static const char rows[] = "customer,date,order,amount\n"
			   "ann,2025-01-10,1,5\n"
			   "ann,2025-01-31,2,1\n"
			   "ann,2025-03-01,3,2\n"
			   "ann,2025-04-01,4,-1\n"
			   "ann,2025-06-02,14,10\n"
			   "bob,2025-02-01,5,4\n"
			   "bob,2025-06-30,6,3\n"
			   "cy,2025-01-10,7,7\n"
			   "cy,2025-05-01,8,-9\n"
			   "cy,2025-06-10,9,6\n"
			   "dan,2025-01-09,10,-2\n"
			   "dan,2025-03-31,11,8\n"
			   "dan,2025-03-31,12,0\n"
			   "eve,2025-02-01,13,-1\n";

static void tally_all(const struct cs_data *data,
		      const struct cs_calendar *calendar,
		      struct cs_activity *sum)
{
	cs_data_fold(data,
		     &(struct cs_fold){ &cs_activity_tally, calendar, sum }, 1);
}

static void is_cell(const struct cs_activity *activity, size_t cohort,
		    size_t age, int64_t active, int revenue)
{
	const struct cs_cohort_cell *cell = &activity->cells[cohort * 6 + age];

	is_int(cell->active, active,
	       named("cohort %zu, age %zu: active", cohort, age));
	is_int((long long)(cell->revenue / CS_MICROS), revenue, "its revenue");
}

static void is_period(const struct cs_activity *activity, size_t period,
		      const int want[7])
{
	const struct cs_period_row *row = &activity->periods[period];
	const int got[7] = { (int)row->active,
			     (int)row->fresh,
			     (int)row->returning,
			     (int)row->reactivated,
			     (int)row->orders,
			     (int)(row->revenue / CS_MICROS),
			     (int)(row->revenue_new / CS_MICROS) };

	if (!ok(memcmp(got, want, sizeof got) == 0, "period %zu", period))
		printf("# active %d new %d returning %d reactivated %d "
		       "orders %d revenue %d new %d\n",
		       got[0], got[1], got[2], got[3], got[4], got[5], got[6]);
}

/* active, new, returning, reactivated, orders, revenue, of new ones */
static const int by_month[6][7] = {
	/* dan's refund comes before his first purchase */
	{ 2, 2, 0, 0, 3, 13 - 2, 13 },
	{ 1, 1, 0, 0, 1, 4, 4 },
	{ 2, 1, 1, 0, 3, 2 + 8, 8 },
	{ 0, 0, 0, 0, 0, -1, 0 },
	{ 0, 0, 0, 0, 0, -9, 0 },
	/* ann was absent two months, bob three, cy four */
	{ 3, 0, 1, 2, 3, 19, 0 },
};

static void test_months(const struct cs_data *data)
{
	struct cs_calendar calendar;
	struct cs_activity activity;
	struct cs_err err = CS_ERR_INIT;

	is_int(cs_calendar_init(&calendar, data, CS_MONTH, 4, &err), 0,
	       "months");
	is_int((long long)calendar.count, 6, "six of them");
	is_int(calendar.first,
	       cs_period_of(data->input.account.first_date, CS_MONTH),
	       "from the first row on");
	calendar.window.from = CS_DAY_MIN;
	calendar.window.to = CS_DAY_MAX;
	calendar.inactive = 3;
	tally_all(data, &calendar, &activity);
	is_int(activity.sizes[0], 2, "ann and cy began in January");
	is_int(activity.sizes[1], 1, "bob in February");
	is_int(activity.sizes[2], 1, "dan in March");
	is_int(activity.sizes[3] + activity.sizes[4] + activity.sizes[5], 0,
	       "nobody later");
	is_cell(&activity, 0, 0, 2, 13);
	is_cell(&activity, 0, 1, 0, 0);
	is_cell(&activity, 0, 2, 1, 2);
	is_cell(&activity, 0, 3, 0, -1);
	is_cell(&activity, 0, 4, 0, -9);
	is_cell(&activity, 0, 5, 2, 16);
	is_cell(&activity, 1, 0, 1, 4);
	is_cell(&activity, 1, 4, 1, 3);
	is_cell(&activity, 2, 0, 1, 6);
	for (size_t i = 0; i < 6; i++)
		is_period(&activity, i, by_month[i]);
	cs_tally_release(&cs_activity_tally, &activity);
	calendar.inactive = 4;
	tally_all(data, &calendar, &activity);
	is_int(activity.periods[5].reactivated, 1,
	       "four months: only cy was away longer");
	cs_tally_release(&cs_activity_tally, &activity);
	cs_calendar_release(&calendar);
}

/* Cohorts are of February and March, periods are what they are. */
static void test_window(const struct cs_data *data)
{
	struct cs_calendar calendar;
	struct cs_activity activity;
	struct cs_err err = CS_ERR_INIT;

	cs_calendar_init(&calendar, data, CS_MONTH, 4, &err);
	calendar.window.from = cs_day_from_ymd(2025, 2, 1);
	calendar.window.to = cs_day_from_ymd(2025, 3, 31);
	calendar.inactive = 3;
	tally_all(data, &calendar, &activity);
	is_int(activity.sizes[0], 0, "a cohort of January is not reported");
	is_int(activity.sizes[1], 1, "one of February is");
	is_cell(&activity, 0, 2, 0, 0);
	is_cell(&activity, 1, 4, 1, 3); /* and followed to the end */
	for (size_t i = 0; i < 6; i++)
		is_period(&activity, i, by_month[i]);
	cs_tally_release(&cs_activity_tally, &activity);
	cs_calendar_release(&calendar);
}

static void test_other_periods(const struct cs_data *data)
{
	static const struct {
		enum cs_period unit;
		size_t count;
	} table[] = {
		{ CS_WEEK, 26 }, /* 2025-W02 to 2025-W27 */
		{ CS_QUARTER, 2 },
		{ CS_YEAR, 1 },
	};
	struct cs_err err = CS_ERR_INIT;

	for (size_t i = 0; i < 3; i++) {
		struct cs_calendar calendar;
		struct cs_activity activity;
		int64_t fresh = 0;

		cs_calendar_init(&calendar, data, table[i].unit, 1, &err);
		is_int((long long)calendar.count, (long long)table[i].count,
		       named("%ss", cs_period_names[table[i].unit]));
		calendar.window.from = CS_DAY_MIN;
		calendar.window.to = CS_DAY_MAX;
		calendar.inactive = 3;
		tally_all(data, &calendar, &activity);
		for (size_t p = 0; p < calendar.count; p++)
			fresh += activity.periods[p].fresh;
		is_int(fresh, 4, "everybody is new once");
		cs_tally_release(&cs_activity_tally, &activity);
		cs_calendar_release(&calendar);
	}
}

static void test_too_many(const struct cs_data *data)
{
	struct cs_data slip = *data;
	struct cs_calendar calendar;
	struct cs_err err = CS_ERR_INIT;

	slip.input.account.first_date = cs_day_from_ymd(2, 1, 1);
	is_int(cs_calendar_init(&calendar, &slip, CS_WEEK, 10, &err), -1,
	       "two thousand years of weeks are too many");
	is_str(err.code, "too-many-periods", "which is said");
	ok(strstr(err.message, "from 0002-01-01 to 2025-06-30") != NULL,
	   "with the dates");
	cs_calendar_release(&calendar);
	is_int(cs_calendar_init(&calendar, &slip, CS_YEAR, 5, &err), 0,
	       "in years they are not");
	cs_calendar_release(&calendar);
	slip.input.account.first_date = CS_NO_DAY;
	is_int(cs_calendar_init(&calendar, &slip, CS_MONTH, 10, &err), 0,
	       "without rows there is no period");
	is_int((long long)calendar.count, 0, "not one");
	cs_calendar_release(&calendar);
}

static void test_gaps(const struct cs_data *data)
{
	static const size_t want[] = { 21, 29, 93, 149, 151 };
	struct cs_gaps gaps = { NULL };
	const int64_t *counts;
	int64_t total = 0;

	cs_gaps_count(&gaps, data);
	counts = gaps.counts;
	/* ann 21, 29 and 93, bob 149, cy 151; dan's are on one day */
	is_int((long long)gaps.length, 173, "gaps can be as long as the data");
	for (size_t i = 0; i < gaps.length; i++)
		total += counts[i];
	for (size_t i = 0; i < 5; i++)
		is_int(counts[want[i]], 1, named("a gap of %zu", want[i]));
	is_int(total, 5, "and no others");
	is_int(gaps.buyers, 4, "who bought");
	is_int(gaps.customers, 3, "who has a gap");
	cs_gaps_count(&gaps, data);
	ok(gaps.counts == counts, "they are counted once");
	cs_tally_release(&cs_gaps_tally, &gaps);
}

int main(void)
{
	const char *file = temp_text("a.csv", rows);
	struct cs_load_options options = load_options(&file, 1);
	struct cs_data data;
	struct cs_err err = CS_ERR_INIT;

	if (!ok(cs_load(&options, &data, &err) == 0, "loaded"))
		return done_testing();
	is_int((long long)data.customers, 4, "four customers");
	test_months(&data);
	test_window(&data);
	test_other_periods(&data);
	test_too_many(&data);
	test_gaps(&data);
	cs_data_release(&data);
	return done_testing();
}
