/* repeat.c - see repeat.h. */
#include "tally/repeat.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stat/quantile.h"

static void repeat_init(void *tally, const void *with)
{
	const struct cs_repeat_rules *rules = with;
	struct cs_repeat *repeat = tally;

	*repeat = (struct cs_repeat){ .first_date = CS_NO_DAY,
				      .last_date = CS_NO_DAY };
	repeat->gap_counts =
	    cs_calloc(CS_RUNG_HISTOGRAMS, sizeof *repeat->gap_counts);
	repeat->second = cs_calloc(rules->span, sizeof *repeat->second);
	repeat->censored = cs_calloc(rules->span, sizeof *repeat->censored);
}

static void repeat_release(void *tally)
{
	struct cs_repeat *repeat = tally;

	for (size_t i = 0; repeat->gap_counts && i < CS_RUNG_HISTOGRAMS; i++)
		free(repeat->gap_counts[i]);
	free(repeat->gap_counts);
	free(repeat->rungs);
	free(repeat->late_gaps);
	free(repeat->sorted.days);
	free(repeat->sorted.first);
	free(repeat->second);
	free(repeat->censored);
	*repeat = (struct cs_repeat){ 0 };
}

static struct cs_rung *rung(struct cs_repeat *repeat, size_t n)
{
	while (repeat->nrungs < n) {
		CS_GROW(repeat->rungs, repeat->nrungs, repeat->rung_capacity);
		repeat->rungs[repeat->nrungs++] = (struct cs_rung){ 0 };
	}
	return &repeat->rungs[n - 1];
}

static int64_t *gap_counts(struct cs_repeat *repeat, size_t n, size_t span)
{
	if (repeat->gap_counts[n - 1] == NULL)
		repeat->gap_counts[n - 1] =
		    cs_calloc(span, sizeof **repeat->gap_counts);
	return repeat->gap_counts[n - 1];
}

static void add_gap(struct cs_repeat *repeat, size_t n, int32_t days,
		    size_t span)
{
	if (n <= CS_RUNG_HISTOGRAMS) {
		gap_counts(repeat, n, span)[days]++;
		return;
	}
	CS_GROW(repeat->late_gaps, repeat->nlate_gaps, repeat->late_capacity);
	repeat->late_gaps[repeat->nlate_gaps++] =
	    (struct cs_rung_gap){ (uint32_t)n, days };
}

static void add_rungs(struct cs_repeat *repeat,
		      const struct cs_repeat_rules *rules,
		      const struct cs_customer *customer)
{
	const struct cs_order *purchase = customer->purchases;

	for (size_t n = 1; n <= customer->npurchases; n++) {
		cs_day day = purchase[n - 1].day;
		struct cs_rung *at;

		if (!cs_in(rules->window, day))
			continue;
		at = rung(repeat, n);
		at->reached++;
		if (n < customer->npurchases) {
			at->continued++;
			add_gap(repeat, n, purchase[n].day - day, rules->span);
		} else {
			at->undecided += day > rules->decided_until;
		}
	}
}

/* Time from the first to the second purchase, or to the end of observation. */
static void add_second(struct cs_repeat *repeat,
		       const struct cs_repeat_rules *rules,
		       const struct cs_customer *customer)
{
	const struct cs_order *purchase = customer->purchases;

	if (!cs_in(rules->window, purchase[0].day))
		return;
	if (customer->npurchases > 1)
		repeat->second[purchase[1].day - purchase[0].day]++;
	else
		repeat->censored[rules->as_of - purchase[0].day]++;
}

/* Refunds count in their own time, but not before their customer's first
 * purchase. */
static cs_sum refunds_in_window(const struct cs_repeat_rules *rules,
				const struct cs_customer *customer)
{
	cs_sum sum = 0;

	for (size_t i = 0; i < customer->nrefunds; i++) {
		cs_day day = customer->refunds[i].day;

		if (day < customer->purchases[0].day)
			day = customer->purchases[0].day;
		if (cs_in(rules->window, day))
			sum += customer->refunds[i].total;
	}
	return sum;
}

static void note_dates(struct cs_repeat *repeat, cs_day first, cs_day last)
{
	if (first == CS_NO_DAY)
		return;
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
	int64_t orders = 0, again = 0;
	cs_sum value = 0, first_value = 0, revenue;

	for (size_t i = 0; i < customer->npurchases; i++) {
		if (!cs_in(rules->window, purchase[i].day))
			continue;
		orders++;
		again += i > 0;
		value += purchase[i].total;
		first_value += i == 0 ? purchase[i].total : 0;
		note_dates(repeat, purchase[i].day, purchase[i].day);
	}
	revenue = value + refunds_in_window(rules, customer);
	repeat->revenue += revenue;
	if (orders == 0)
		return;
	repeat->customers++;
	repeat->orders += orders;
	repeat->repeat_orders += again;
	repeat->purchase_value += value;
	repeat->repeat_value += value - first_value;
	if (again > 0) {
		repeat->repeat_customers++;
		repeat->repeat_revenue += revenue;
	}
	if (customer->npurchases > 1 && purchase[1].day == purchase[0].day)
		repeat->same_day_repeats +=
		    cs_in(rules->window, purchase[1].day);
	add_rungs(repeat, rules, customer);
	add_second(repeat, rules, customer);
}

static void repeat_merge(void *into, const void *from, const void *with)
{
	const struct cs_repeat_rules *rules = with;
	const struct cs_repeat *part = from;
	struct cs_repeat *sum = into;

	sum->customers += part->customers;
	sum->orders += part->orders;
	sum->repeat_customers += part->repeat_customers;
	sum->repeat_orders += part->repeat_orders;
	sum->same_day_repeats += part->same_day_repeats;
	sum->revenue += part->revenue;
	sum->repeat_revenue += part->repeat_revenue;
	sum->purchase_value += part->purchase_value;
	sum->repeat_value += part->repeat_value;
	note_dates(sum, part->first_date, part->last_date);
	for (size_t n = 1; n <= part->nrungs; n++) {
		struct cs_rung *to = rung(sum, n);

		to->reached += part->rungs[n - 1].reached;
		to->continued += part->rungs[n - 1].continued;
		to->undecided += part->rungs[n - 1].undecided;
	}
	for (size_t n = 1; n <= CS_RUNG_HISTOGRAMS; n++)
		for (size_t d = 0; part->gap_counts[n - 1] && d < rules->span;
		     d++)
			gap_counts(sum, n, rules->span)[d] +=
			    part->gap_counts[n - 1][d];
	for (size_t i = 0; i < part->nlate_gaps; i++)
		add_gap(sum, part->late_gaps[i].n, part->late_gaps[i].days,
			rules->span);
	for (size_t d = 0; d < rules->span; d++) {
		sum->second[d] += part->second[d];
		sum->censored[d] += part->censored[d];
	}
}

static int by_days(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* One large account may have a million of them: counted into place, not sorted.
 */
static void sort_late_gaps(void *tally, const void *rules)
{
	struct cs_repeat *repeat = tally;
	struct cs_late_gaps *sorted = &repeat->sorted;
	size_t late = repeat->nrungs > CS_RUNG_HISTOGRAMS
			  ? repeat->nrungs - CS_RUNG_HISTOGRAMS
			  : 0;

	(void)rules;
	sorted->days = cs_calloc(repeat->nlate_gaps, sizeof *sorted->days);
	sorted->first = cs_calloc(late + 2, sizeof *sorted->first);
	for (size_t i = 0; i < repeat->nlate_gaps; i++)
		sorted
		    ->first[repeat->late_gaps[i].n - CS_RUNG_HISTOGRAMS + 1]++;
	for (size_t i = 1; i < late + 2; i++)
		sorted->first[i] += sorted->first[i - 1];
	/* filling moves each beginning to its end, which is the next beginning
	 */
	for (size_t i = 0; i < repeat->nlate_gaps; i++)
		sorted->days[sorted->first[repeat->late_gaps[i].n -
					   CS_RUNG_HISTOGRAMS]++] =
		    repeat->late_gaps[i].days;
	for (size_t i = 0; i < late; i++)
		if (sorted->first[i + 1] - sorted->first[i] > 1)
			qsort(sorted->days + sorted->first[i],
			      sorted->first[i + 1] - sorted->first[i],
			      sizeof *sorted->days, by_days);
}

const struct cs_tally cs_repeat_tally = {
	.size = sizeof(struct cs_repeat),
	.init = repeat_init,
	.add = repeat_add,
	.merge = repeat_merge,
	.finish = sort_late_gaps,
	.release = repeat_release,
};

double cs_repeat_median_days(const struct cs_repeat *repeat,
			     const struct cs_repeat_rules *rules, size_t n)
{
	const struct cs_late_gaps *sorted = &repeat->sorted;
	size_t begin, count;

	if (n <= CS_RUNG_HISTOGRAMS)
		return repeat->gap_counts[n - 1] == NULL
			   ? __builtin_nan("")
			   : cs_histogram_median(repeat->gap_counts[n - 1],
						 rules->span);
	begin = sorted->first[n - CS_RUNG_HISTOGRAMS - 1];
	count = sorted->first[n - CS_RUNG_HISTOGRAMS] - begin;
	if (count == 0)
		return __builtin_nan("");
	return (sorted->days[begin + (count - 1) / 2] +
		sorted->days[begin + count / 2]) /
	       2.0;
}
