/* lapse.c - see lapse.h. */
#include "tally/lapse.h"

#include <stdlib.h>

#include "base/mem.h"

enum { LAST_OF_MONTH = 0x80, NO_LATER = 31 };

/* Of each day; with LAST_OF_MONTH where the next begins another month. */
static void lay_out_months(struct cs_lapse *lapse)
{
	size_t n = cs_window_days(lapse->days);
	cs_day next = lapse->days.to + 1;

	lapse->doms = cs_malloc(n * sizeof *lapse->doms);
	while (n > 0) {
		int32_t month =
		    cs_period_of(lapse->days.from + (cs_day)n - 1, CS_MONTH);
		cs_day first = cs_period_first(month, CS_MONTH);
		cs_day end = cs_period_last(month, CS_MONTH);

		for (cs_day day = next - 1; n > 0 && day >= first; day--)
			lapse->doms[--n] =
			    (uint8_t)(day - first + 1 +
				      (day == end ? LAST_OF_MONTH : 0));
		next = first;
	}
}

void cs_lapse_lay_out(struct cs_lapse *lapse, struct cs_window days)
{
	lapse->days = days;
	lapse->cutoff = CS_NO_DAY;
	lapse->trial.date = CS_NO_DAY;
	lapse->on = cs_malloc(cs_window_days(days) * sizeof *lapse->on);
	for (cs_day day = days.from; day <= days.to; day++) {
		cs_day last = cs_duration_add(cs_duration_add(day, lapse->span),
					      lapse->grace);

		lapse->on[day - days.from] =
		    last < CS_DAY_MAX ? last + 1 : CS_NEVER;
		if (last < days.to)
			lapse->cutoff = day;
	}
	if (lapse->kind == CS_LAPSE_EVERY && lapse->span.months > 0)
		lay_out_months(lapse);
}

void cs_lapse_release(struct cs_lapse *lapse)
{
	free(lapse->on);
	free(lapse->doms);
	cs_tally_release(&cs_gaps_tally, &lapse->gaps);
	*lapse = (struct cs_lapse){ 0 };
}

/* --- days of the month ------------------------------------------------- */

/* The month whose day `dom` lies nearest to `day`, the later of two. */
static int32_t nearest_month(cs_day day, int dom)
{
	int32_t month = cs_period_of(day, CS_MONTH);
	cs_day same = cs_month_day(month, dom), other;

	if (same >= day) {
		other = cs_month_day(month - 1, dom);
		return same - day <= day - other ? month : month - 1;
	}
	other = cs_month_day(month + 1, dom);
	return other - day <= day - same ? month + 1 : month;
}

/* By the day of the month on which a customer pays. */
static cs_day lapse_on_dom(const struct cs_lapse *lapse, cs_day day, int dom)
{
	cs_day first = cs_period_first(nearest_month(day, dom), CS_MONTH);
	cs_day due = cs_duration_add(first, lapse->span);

	if (due >= CS_DAY_MAX)
		return CS_NEVER;
	due = cs_month_day(cs_period_of(due, CS_MONTH), dom);
	due = cs_duration_add(due, lapse->grace);
	return due < CS_DAY_MAX ? due + 1 : CS_NEVER;
}

static void take_in(struct cs_paydays *paid, uint8_t dom)
{
	bool last = (dom & LAST_OF_MONTH) != 0;

	dom &= (uint8_t)~LAST_OF_MONTH;
	if (paid->first == 0)
		*paid = (struct cs_paydays){ dom, dom, true };
	if (dom > paid->largest)
		paid->largest = dom;
	paid->last_only = paid->last_only && last;
}

cs_day cs_lapse_by_month(const struct cs_lapse *lapse, struct cs_paydays *paid,
			 cs_day day)
{
	uint8_t dom = lapse->doms[day - lapse->days.from];
	cs_day on = lapse->on[day - lapse->days.from], other;

	take_in(paid, dom);
	dom &= (uint8_t)~LAST_OF_MONTH;
	if (paid->last_only)
		return dom == NO_LATER ? on
				       : lapse_on_dom(lapse, day, NO_LATER);
	if (paid->first != dom) {
		other = lapse_on_dom(lapse, day, paid->first);
		on = other > on ? other : on;
	}
	if (paid->largest != dom && paid->largest != paid->first) {
		other = lapse_on_dom(lapse, day, paid->largest);
		on = other > on ? other : on;
	}
	return on;
}

struct cs_paydays cs_paydays_of(const struct cs_lapse *lapse,
				const struct cs_order *payments, size_t n)
{
	struct cs_paydays paid = { 0 };

	if (lapse->doms != NULL)
		for (size_t i = 0; i < n; i++)
			take_in(
			    &paid,
			    lapse->doms[payments[i].day - lapse->days.from]);
	return paid;
}

cs_day cs_lapse_cutoff(const struct cs_lapse *lapse, struct cs_paydays paid)
{
	cs_day day = lapse->cutoff;

	if (lapse->doms == NULL || day == CS_NO_DAY)
		return day;
	for (; day >= lapse->days.from; day--) { /* half a month at most */
		struct cs_paydays then = paid;

		if (cs_lapse_by_month(lapse, &then, day) <= lapse->days.to)
			return day;
	}
	return CS_NO_DAY;
}
