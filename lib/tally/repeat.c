/* repeat.c - see repeat.h. */
#include "tally/repeat.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_statistics_int.h>

#include "base/mem.h"
#include "stat/quantile.h"

static void repeat_init(void *tally, const void *with)
{
	const struct cs_repeat_rules *rules = with;
	struct cs_repeat *repeat = tally;

	*repeat = (struct cs_repeat){ .first_date = CS_NO_DAY,
				      .last_date = CS_NO_DAY,
				      .span = rules->span };
	repeat->second = cs_calloc(rules->span, sizeof *repeat->second);
	repeat->censored = cs_calloc(rules->span, sizeof *repeat->censored);
}

static void repeat_release(void *tally)
{
	free(((struct cs_repeat *)tally)->late_medians);
}

static void add_gap(struct cs_repeat *repeat, size_t n, int32_t days)
{
	if (n > CS_RUNG_HISTOGRAMS) {
		CS_GROW(repeat->late_gaps, repeat->nlate_gaps,
			repeat->late_capacity);
		repeat->late_gaps[repeat->nlate_gaps++] =
		    (struct cs_rung_gap){ (uint32_t)n, days };
		return;
	}
	repeat->gap_counts = cs_lengthen(
	    repeat->gap_counts, &repeat->ngap_counts, &repeat->gap_capacity,
	    n * repeat->span, sizeof *repeat->gap_counts);
	repeat->gap_counts[(n - 1) * repeat->span + (size_t)days]++;
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
		repeat->rungs = cs_lengthen(repeat->rungs, &repeat->nrungs,
					    &repeat->rung_capacity, n,
					    sizeof *repeat->rungs);
		at = &repeat->rungs[n - 1];
		at->reached++;
		if (n < customer->npurchases) {
			at->continued++;
			add_gap(repeat, n, purchase[n].day - day);
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
		if (repeat->first_date == CS_NO_DAY ||
		    purchase[i].day < repeat->first_date)
			repeat->first_date = purchase[i].day;
		if (purchase[i].day > repeat->last_date)
			repeat->last_date = purchase[i].day;
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

/*
 * The gaps behind later purchases, of which one large account may have a
 * million, are brought together by counting; `end` is where those of each
 * number end.
 */
static void find_late_medians(void *tally, const void *rules)
{
	struct cs_repeat *repeat = tally;
	size_t late = repeat->nrungs > CS_RUNG_HISTOGRAMS
			  ? repeat->nrungs - CS_RUNG_HISTOGRAMS
			  : 0;
	int *days = cs_calloc(repeat->nlate_gaps, sizeof *days);
	size_t *end = cs_calloc(late + 1, sizeof *end);

	(void)rules;
	for (size_t i = 0; i < repeat->nlate_gaps; i++)
		end[repeat->late_gaps[i].n - CS_RUNG_HISTOGRAMS]++;
	for (size_t i = 1; i <= late; i++)
		end[i] += end[i - 1];
	/* filling moves each end to its beginning, the end of the one before */
	for (size_t i = 0; i < repeat->nlate_gaps; i++)
		days[--end[repeat->late_gaps[i].n - CS_RUNG_HISTOGRAMS]] =
		    repeat->late_gaps[i].days;
	repeat->late_medians = cs_calloc(late, sizeof *repeat->late_medians);
	for (size_t i = 0; i < late; i++) {
		size_t begin = end[i + 1];
		size_t n =
		    (i + 2 <= late ? end[i + 2] : repeat->nlate_gaps) - begin;

		repeat->late_medians[i] =
		    n > 0 ? gsl_stats_int_median(days + begin, 1, n) : NAN;
	}
	free(days);
	free(end);
}

/* Are gaps those of numbers and days that there are? */
static bool repeat_sound(const void *tally)
{
	const struct cs_repeat *repeat = tally;

	if (repeat->ngap_counts % repeat->span != 0 ||
	    repeat->ngap_counts / repeat->span > CS_RUNG_HISTOGRAMS)
		return false;
	for (size_t i = 0; i < repeat->nlate_gaps; i++)
		if (repeat->late_gaps[i].n <= CS_RUNG_HISTOGRAMS ||
		    repeat->late_gaps[i].n > repeat->nrungs)
			return false;
	return true;
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct cs_repeat, "qqqqqssss<>", customers),
	CS_LIST(struct cs_repeat, "qqq", rungs, CS_GROWING, nrungs,
		offsetof(struct cs_repeat, rung_capacity)),
	CS_LIST(struct cs_repeat, "q", gap_counts, CS_GROWING, ngap_counts,
		offsetof(struct cs_repeat, gap_capacity)),
	CS_LIST(struct cs_repeat, "dd", late_gaps, CS_APPENDED, nlate_gaps,
		offsetof(struct cs_repeat, late_capacity)),
	CS_LIST(struct cs_repeat, "q", second, CS_FIXED, span),
	CS_LIST(struct cs_repeat, "q", censored, CS_FIXED, span),
	{ NULL },
};

const struct cs_tally cs_repeat_tally = {
	.size = sizeof(struct cs_repeat),
	.init = repeat_init,
	.add = repeat_add,
	.finish = find_late_medians,
	.release = repeat_release,
	.members = members,
	.tag = "rept",
	.version = 1,
	.sound = repeat_sound,
};

double cs_repeat_median_days(const struct cs_repeat *repeat, size_t n)
{
	if (n > CS_RUNG_HISTOGRAMS)
		return repeat->late_medians[n - CS_RUNG_HISTOGRAMS - 1];
	if (n * repeat->span > repeat->ngap_counts)
		return NAN;
	return cs_histogram_median(repeat->gap_counts + (n - 1) * repeat->span,
				   repeat->span);
}
