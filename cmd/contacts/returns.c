/* returns.c - whether a customer buys again: see orders.h. */
#include <stdlib.h>

#include "app/tables.h"
#include "base/mem.h"
#include "contacts/study.h"

enum { DAY_MINUTES = 24 * 60 };

struct return_wait return_wait(const struct contacts_rules *rules,
			       const struct cs_customer *customer,
			       size_t purchase, cs_day from)
{
	cs_day end = day_of(rules, rules->end - 1, 0);
	struct return_wait wait = { end - from, end - from, false,
				    purchase < NUMBERS ? (int)purchase
						       : NUMBERS - 1 };

	for (size_t p = purchase + 1; p < customer->npurchases; p++) {
		const struct cs_order *next = &customer->purchases[p];

		if (customer->fulfilments[next->tag].placed >= rules->end)
			break;
		if (next->day > from) {
			wait.days = next->day - from;
			wait.returned = true;
			break;
		}
	}
	return wait;
}

void add_return(struct cs_waits *waits, size_t class, struct return_wait wait)
{
	cs_waits_add(waits, class, (int64_t)wait.days * CS_DAY_SECONDS,
		     wait.returned);
}

struct cs_km returned_of(const struct contacts_rules *rules,
			 const struct cs_wait_curve *curve)
{
	double minutes =
	    (double)days_of(rules->options->repurchase) * DAY_MINUTES;
	size_t n = curve->spans.n;

	/* where all have bought again it stays so */
	if (n > 0 && curve->km[n - 1].survival == 0 &&
	    minutes > curve->times[n - 1])
		minutes = curve->times[n - 1];
	return cs_wait_at(curve, minutes);
}

/* A histogram of days: events, then censored; to be freed by its events. */
static struct cs_times times_of(const struct cs_wait_curve *curve)
{
	size_t n = curve->spans.n;
	size_t days =
	    n == 0 ? 1 : (size_t)(curve->times[n - 1] / DAY_MINUTES) + 1;
	int64_t *counts = cs_calloc(2 * days, sizeof *counts);

	for (size_t i = 0; i < n; i++) {
		size_t day = (size_t)(curve->times[i] / DAY_MINUTES);

		counts[day] += curve->events[i];
		counts[days + day] += curve->censored[i];
	}
	return (struct cs_times){ counts, counts + days, days };
}

void count_return(const struct contacts_rules *rules, struct return_wait wait,
		  struct return_count counts[NUMBERS])
{
	struct return_count *count = &counts[wait.number];
	int32_t days = days_of(rules->options->repurchase);

	if (wait.watched < days)
		return;
	count->orders++;
	count->returned += wait.returned && wait.days <= days;
}

struct return_comparison compare_counts(const struct return_count ours[NUMBERS],
					const struct return_count theirs[],
					const struct cs_spread *spread)
{
	const struct cs_spread none = { __builtin_nan(""), 0 };
	struct cs_risk_stratum strata[NUMBERS];
	struct cs_risks risks;
	double n;

	for (int i = 0; i < NUMBERS; i++)
		strata[i] =
		    (struct cs_risk_stratum){ ours[i].returned, ours[i].orders,
					      theirs[i].returned,
					      theirs[i].orders };
	/* clusters count where nobody, or everybody, came back */
	risks = spread == NULL
		    ? cs_compare_risks(strata, NUMBERS, CS_LEVEL)
		    : cs_compare_risks_spread(strata, NUMBERS,
					      (size_t)spread->df + 1, CS_LEVEL,
					      none, *spread);
	n = (double)risks.n;
	return (struct return_comparison){
		risks.share - risks.other_share,
		{ risks.excess_interval.low / n,
		  risks.excess_interval.high / n },
		risks.p_value,
	};
}

struct return_comparison compare_returns(const struct contacts_rules *rules,
					 const struct cs_wait_curve *ours,
					 const struct cs_wait_curve *theirs)
{
	const double none = __builtin_nan("");
	struct cs_times a, b;
	struct cs_difference d;

	if (ours->spans.n == 0 || theirs->spans.n == 0)
		return (struct return_comparison){ none, { none, none }, none };
	a = times_of(ours);
	b = times_of(theirs);
	d = cs_km_difference(
	    &a, &b, (size_t)days_of(rules->options->repurchase), CS_LEVEL);
	free((void *)a.events);
	free((void *)b.events);
	return (
	    struct return_comparison){ d.difference, { d.low, d.high }, none };
}
