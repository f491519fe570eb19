/* calendar.c - see calendar.h. */
#include "tally/calendar.h"

#include <stdlib.h>

#include "base/mem.h"

enum { MOST_CELLS = 32 << 20 }; /* about a gigabyte in all */

int cs_calendar_init(struct cs_calendar *calendar, const struct cs_data *data,
		     enum cs_period unit, size_t copies, struct cs_err *err)
{
	const struct cs_account *account = &data->input.account;
	cs_day first = account->first_date, last = data->as_of;
	char begin[11], end[11];

	*calendar = (struct cs_calendar){ .unit = unit };
	if (first == CS_NO_DAY || last < first)
		return 0;
	calendar->first = cs_period_of(first, unit);
	calendar->count =
	    (size_t)(cs_period_of(last, unit) - calendar->first) + 1;
	if (calendar->count > MOST_CELLS / calendar->count / copies)
		return cs_fail(err, "too-many-periods",
			       "from %s to %s there are %zu %ss, too many for "
			       "a table of cohorts: is a date a slip? --as-of "
			       "ends observation earlier, and --period takes "
			       "larger steps",
			       cs_day_format(first, begin),
			       cs_day_format(last, end), calendar->count,
			       cs_period_name(unit));
	calendar->origin = first;
	calendar->of_day =
	    cs_malloc(((size_t)(last - first) + 1) * sizeof *calendar->of_day);
	for (cs_day day = first; day <= last; day++)
		calendar->of_day[day - first] =
		    (uint32_t)(cs_period_of(day, unit) - calendar->first);
	return 0;
}

void cs_calendar_release(struct cs_calendar *calendar)
{
	free(calendar->of_day);
	calendar->of_day = NULL;
}

static void activity_init(void *tally, const void *rules)
{
	const struct cs_calendar *calendar = rules;
	struct cs_activity *activity = tally;

	activity->unit = calendar->unit;
	activity->first = calendar->first;
	activity->count = calendar->count;
	activity->ncells = calendar->count * calendar->count;
}

static uint32_t period_of(const struct cs_calendar *calendar, cs_day day)
{
	return calendar->of_day[day - calendar->origin];
}

/* The customer is active in `period`, after `last` if not in it first. */
static void add_active(struct cs_activity *activity,
		       const struct cs_calendar *calendar, uint32_t period,
		       uint32_t cohort, uint32_t last)
{
	struct cs_period_row *row = &activity->periods[period];

	row->active++;
	if (period == cohort)
		row->fresh++;
	else if ((long)(period - last) > calendar->inactive)
		row->reactivated++;
	else
		row->returning++;
}

/* A refund may come before the first purchase; a cohort has no age before 0. */
static void add_revenue(struct cs_activity *activity,
			const struct cs_calendar *calendar, uint32_t period,
			cs_sum amount, uint32_t cohort, bool in_cohort)
{
	uint32_t age = period > cohort ? period - cohort : 0;

	if (in_cohort)
		activity->cells[cohort * calendar->count + age].revenue +=
		    amount;
	activity->periods[period].revenue += amount;
	if (period == cohort)
		activity->periods[period].revenue_new += amount;
}

static void activity_add(void *tally, const void *rules,
			 const struct cs_customer *customer)
{
	const struct cs_calendar *calendar = rules;
	struct cs_activity *activity = tally;
	const struct cs_order *purchase = customer->purchases;
	cs_day first = purchase[0].day;
	uint32_t cohort = period_of(calendar, first), last = UINT32_MAX;
	bool in_cohort = cs_in(calendar->window, first);
	struct cs_cohort_cell *ages =
	    &activity->cells[cohort * calendar->count];

	activity->sizes[cohort] += in_cohort;
	for (size_t i = 0, begin; i < customer->npurchases;) {
		uint32_t period = period_of(calendar, purchase[i].day);
		cs_sum amount = 0;

		begin = i; /* of those of one period */
		do
			amount += purchase[i++].total;
		while (i < customer->npurchases &&
		       period_of(calendar, purchase[i].day) == period);
		add_active(activity, calendar, period, cohort, last);
		ages[period - cohort].active += in_cohort;
		activity->periods[period].orders += (int64_t)(i - begin);
		add_revenue(activity, calendar, period, amount, cohort,
			    in_cohort);
		last = period;
	}
	for (size_t i = 0; i < customer->nrefunds; i++)
		add_revenue(activity, calendar,
			    period_of(calendar, customer->refunds[i].day),
			    customer->refunds[i].total, cohort, in_cohort);
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct cs_activity, "==", unit),
	CS_LIST(struct cs_activity, "q", sizes, CS_FIXED, count),
	CS_LIST(struct cs_activity, "qs", cells, CS_FIXED, ncells),
	CS_LIST(struct cs_activity, "qqqqqss", periods, CS_FIXED, count),
	{ NULL },
};

const struct cs_tally cs_activity_tally = {
	.size = sizeof(struct cs_activity),
	.init = activity_init,
	.add = activity_add,
	.members = members,
	.tag = "actv",
	.version = 1,
};
