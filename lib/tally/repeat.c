/* repeat.c - see repeat.h. */
#include "tally/repeat.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_statistics_int.h>

#include "base/mem.h"
#include "stat/order.h"
#include "stat/quantile.h"

static void repeat_init(void *tally, const void *with)
{
	const struct cs_repeat_rules *rules = with;
	struct cs_repeat *repeat = tally;

	repeat->first_date = repeat->last_date = CS_NO_DAY;
	repeat->span = rules->span;
	repeat->nhistograms = rules->listed ? 0 : CS_RUNG_HISTOGRAMS;
}

/* Whether the silence since the last purchase is no lapse. */
static bool may_yet(const struct cs_lapse *lapse,
		    const struct cs_customer *customer)
{
	size_t end = customer->npurchases - 1;
	struct cs_paydays paid;

	if (lapse == NULL)
		return false;
	paid = cs_paydays_of(lapse, customer->purchases, end);
	return cs_lapse_on(lapse, &paid, customer->purchases[end].day) >
	       lapse->days.to;
}

/* Gaps of days after the purchases from `begin` to the one before `end`, which
 * all have a next one. */
static void add_gaps(struct cs_repeat *repeat, const struct cs_order *purchase,
		     size_t begin, size_t end)
{
	size_t near = end < repeat->nhistograms ? end : repeat->nhistograms;
	size_t i = begin;

	if (begin < near)
		repeat->gap_counts =
		    cs_lengthen(repeat->gap_counts, &repeat->ngap_counts,
				&repeat->gap_capacity, near * repeat->span,
				sizeof *repeat->gap_counts);
	for (; i < near; i++)
		repeat->gap_counts[i * repeat->span +
				   (size_t)(purchase[i + 1].day -
					    purchase[i].day)]++;
	for (; i < end; i++) {
		CS_GROW(repeat->late_gaps, repeat->nlate_gaps,
			repeat->late_capacity);
		repeat->late_gaps[repeat->nlate_gaps++] = (struct cs_rung_gap){
			(uint32_t)i + 1, purchase[i + 1].day - purchase[i].day
		};
	}
}

/* The purchases from `begin` to the one before `end`, of which there are. */
static void add_rungs(struct cs_repeat *repeat,
		      const struct cs_repeat_rules *rules,
		      const struct cs_customer *customer, size_t begin,
		      size_t end)
{
	bool last = end == customer->npurchases;
	size_t gaps = last ? end - 1 : end;

	repeat->rungs =
	    cs_lengthen(repeat->rungs, &repeat->nrungs, &repeat->rung_capacity,
			end, sizeof *repeat->rungs);
	for (size_t i = begin; i < end; i++)
		repeat->rungs[i].reached++;
	for (size_t i = begin; i < gaps; i++)
		repeat->rungs[i].continued++;
	if (last)
		repeat->rungs[end - 1].undecided +=
		    may_yet(rules->lapse, customer);
	add_gaps(repeat, customer->purchases, begin, gaps);
}

/* Time from the first to the second purchase, or to the end of observation. */
static void add_second(struct cs_repeat *repeat,
		       const struct cs_repeat_rules *rules,
		       const struct cs_customer *customer)
{
	const struct cs_order *purchase = customer->purchases;
	bool second = customer->npurchases > 1;
	cs_day first = purchase[0].day, time;

	if (!cs_in(rules->window, first))
		return;
	time = (second ? purchase[1].day : rules->as_of) - first;
	(second ? repeat->second : repeat->censored)[time]++;
}

static cs_sum refunds_in_window(const struct cs_repeat_rules *rules,
				const struct cs_customer *customer)
{
	cs_sum sum = 0;

	for (size_t i = 0; i < customer->nrefunds; i++)
		if (cs_in(rules->window, customer->refunds[i].day))
			sum += customer->refunds[i].total;
	return sum;
}

/* Takes in the days of a customer's first and last purchase in the window. */
static void add_dates(struct cs_repeat *repeat, cs_day first, cs_day last)
{
	if (repeat->first_date == CS_NO_DAY || first < repeat->first_date)
		repeat->first_date = first;
	if (last > repeat->last_date)
		repeat->last_date = last;
}

static void repeat_add(void *tally, const void *with,
		       const struct cs_customer *customer)
{
	const struct cs_repeat_rules *rules = with;
	struct cs_repeat *repeat = tally;
	const struct cs_order *purchase = customer->purchases;
	size_t begin = 0, end = customer->npurchases, again;
	cs_sum value = 0, revenue = refunds_in_window(rules, customer);

	while (end > 0 && purchase[end - 1].day > rules->window.to)
		end--;
	while (begin < end && purchase[begin].day < rules->window.from)
		begin++;
	if (begin == end) {
		repeat->other_refunds += revenue;
		return;
	}
	for (size_t i = begin; i < end; i++)
		value += purchase[i].total;
	revenue += value;
	again = end - begin - (begin == 0);
	add_dates(repeat, purchase[begin].day, purchase[end - 1].day);
	repeat->customers++;
	repeat->revenue += revenue;
	repeat->orders += (int64_t)(end - begin);
	repeat->repeat_orders += (int64_t)again;
	repeat->purchase_value += value;
	repeat->repeat_value += value - (begin == 0 ? purchase[0].total : 0);
	if (again > 0) {
		repeat->repeat_customers++;
		repeat->repeat_revenue += revenue;
		repeat->waited[purchase[1].day - purchase[0].day]++;
	}
	if (customer->npurchases > 1 && purchase[1].day == purchase[0].day)
		repeat->same_day_repeats +=
		    cs_in(rules->window, purchase[1].day);
	add_rungs(repeat, rules, customer, begin, end);
	add_second(repeat, rules, customer);
}

/* By number, then days: as numbers in a system of `span` days. */
static void sort_late_gaps(void *tally, const void *rules)
{
	struct cs_repeat *repeat = tally;
	size_t n = repeat->nlate_gaps, span = repeat->span;
	uint64_t *keys = cs_malloc(n * sizeof *keys);

	(void)rules;
	for (size_t i = 0; i < n; i++)
		keys[i] = repeat->late_gaps[i].n * (uint64_t)span +
			  (uint64_t)repeat->late_gaps[i].days;
	cs_sort_ascending(keys, n);
	for (size_t i = 0; i < n; i++)
		repeat->late_gaps[i] =
		    (struct cs_rung_gap){ (uint32_t)(keys[i] / span),
					  (int32_t)(keys[i] % span) };
	free(keys);
}

/* Are gaps those of numbers and days that there are? */
static bool repeat_sound(const void *tally)
{
	const struct cs_repeat *repeat = tally;

	if (repeat->ngap_counts % repeat->span != 0 ||
	    repeat->ngap_counts / repeat->span > repeat->nhistograms)
		return false;
	for (size_t i = 0; i < repeat->nlate_gaps; i++)
		if (repeat->late_gaps[i].n <= repeat->nhistograms ||
		    repeat->late_gaps[i].n > repeat->nrungs)
			return false;
	return true;
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct cs_repeat, "qqqqqsssss<>", customers),
	CS_LIST(struct cs_repeat, "qqq", rungs, CS_GROWING, nrungs,
		offsetof(struct cs_repeat, rung_capacity)),
	CS_LIST(struct cs_repeat, "q", gap_counts, CS_GROWING, ngap_counts,
		offsetof(struct cs_repeat, gap_capacity)),
	CS_LIST(struct cs_repeat, "dd", late_gaps, CS_APPENDED, nlate_gaps,
		offsetof(struct cs_repeat, late_capacity)),
	CS_LIST(struct cs_repeat, "q", second, CS_FIXED, span),
	CS_LIST(struct cs_repeat, "q", censored, CS_FIXED, span),
	CS_LIST(struct cs_repeat, "q", waited, CS_FIXED, span),
	{ NULL },
};

const struct cs_tally cs_repeat_tally = {
	.size = sizeof(struct cs_repeat),
	.init = repeat_init,
	.add = repeat_add,
	.finish = sort_late_gaps,
	.members = members,
	.tag = "rept",
	.version = 4,
	.sound = repeat_sound,
};

/* How many late gaps are those of lower numbers. */
static size_t gaps_below(const struct cs_repeat *repeat, size_t n)
{
	size_t low = 0, high = repeat->nlate_gaps;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (repeat->late_gaps[middle].n < n)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static double late_median(const struct cs_repeat *repeat, size_t n)
{
	const size_t stride = sizeof *repeat->late_gaps / sizeof(int);
	size_t begin = gaps_below(repeat, n);
	size_t count = gaps_below(repeat, n + 1) - begin;

	return count == 0 ? NAN
			  : gsl_stats_int_median_from_sorted_data(
				&repeat->late_gaps[begin].days, stride, count);
}

double cs_repeat_median_days(const struct cs_repeat *repeat, size_t n)
{
	if (n > repeat->nhistograms)
		return late_median(repeat, n);
	if (n * repeat->span > repeat->ngap_counts)
		return NAN;
	return cs_histogram_median(repeat->gap_counts + (n - 1) * repeat->span,
				   repeat->span);
}
