/* lapses.c - see lapses.h. */
#include "tally/lapses.h"

#include <stdlib.h>

#include "base/mem.h"

struct cs_payment {
	cs_day day;
	uint32_t number;
};

static void lapses_init(void *tally, const void *with)
{
	const struct cs_lapse_rules *rules = with;
	struct cs_lapses *lapses = tally;

	*lapses = (struct cs_lapses){ 0 };
	lapses->ndays = cs_lapse_ndays(rules->lapse);
	lapses->events = cs_calloc(lapses->ndays, sizeof *lapses->events);
	lapses->censored = cs_calloc(lapses->ndays, sizeof *lapses->censored);
}

static void lapses_release(void *tally)
{
	free(((struct cs_lapses *)tally)->payments);
}

/* --- payments ---------------------------------------------------------- */

static void push(struct cs_lapses *lapses, cs_day day, uint32_t number)
{
	CS_GROW(lapses->payments, lapses->npayments, lapses->payment_capacity);
	lapses->payments[lapses->npayments++] =
	    (struct cs_payment){ day, number };
}

static int by_day_and_number(const void *a, const void *b)
{
	const struct cs_payment *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/* Keeps the last of each number; false if a number falls. */
static bool join_numbers(struct cs_lapses *lapses)
{
	struct cs_payment *payments = lapses->payments;
	size_t kept = 0;

	for (size_t i = 0; i < lapses->npayments; i++) {
		if (kept > 0 && payments[i].number < payments[kept - 1].number)
			return false;
		kept -=
		    kept > 0 && payments[i].number == payments[kept - 1].number;
		payments[kept++] = payments[i];
	}
	lapses->npayments = kept;
	return true;
}

static bool list_numbered(struct cs_lapses *lapses,
			  const struct cs_customer *customer)
{
	uint32_t before = 0;
	bool rising = true;

	for (size_t i = 0; i < customer->npurchases; i++) {
		struct cs_order purchase = customer->purchases[i];

		if (purchase.tag == 0)
			continue;
		push(lapses, purchase.day, purchase.tag);
		rising = rising && purchase.tag > before;
		before = purchase.tag;
	}
	if (rising) /* as nearly all do */
		return true;
	qsort(lapses->payments, lapses->npayments, sizeof *lapses->payments,
	      by_day_and_number);
	return join_numbers(lapses);
}

/* The customer's payments, ascending in day and number; false: they fall. */
static bool list_payments(struct cs_lapses *lapses, bool numbered,
			  const struct cs_customer *customer)
{
	lapses->npayments = 0;
	if (numbered)
		return list_numbered(lapses, customer);
	for (size_t i = 0; i < customer->npurchases; i++)
		push(lapses, customer->purchases[i].day, (uint32_t)(i + 1));
	return true;
}

/* --- lapses ------------------------------------------------------------ */

/* Index of the payment after which the first lapse began; npayments if none
 * did. */
static size_t first_lapse(struct cs_lapses *lapses,
			  const struct cs_lapse_rules *rules)
{
	const struct cs_payment *payments = lapses->payments;
	size_t n = lapses->npayments;

	for (size_t i = 0; i < n && payments[i].day <= rules->lapse->cutoff;
	     i++)
		if (i + 1 == n ||
		    payments[i + 1].day >=
			cs_lapse_on(rules->lapse, payments[i].day))
			return i;
	return n;
}

/* Rows up to the first lapse, which is none of the payments if there is none.
 */
static void add_rows(struct cs_lapses *lapses,
		     const struct cs_lapse_rules *rules, size_t lapse)
{
	const struct cs_payment *payments = lapses->payments;
	bool returned = lapse + 1 < lapses->npayments;

	for (size_t i = 0; i < lapses->npayments && i <= lapse; i++) {
		struct cs_life_counts *at;

		if (!cs_in(rules->window, payments[i].day))
			continue;
		lapses->counts = cs_lengthen(
		    lapses->counts, &lapses->ncounts, &lapses->capacity,
		    payments[i].number, sizeof *lapses->counts);
		at = &lapses->counts[payments[i].number - 1];
		at->reached++;
		at->at_risk += payments[i].day <= rules->lapse->cutoff;
		at->lapsed += i == lapse;
		at->returned += i == lapse && returned;
	}
}

static void add_time(struct cs_lapses *lapses,
		     const struct cs_lapse_rules *rules, size_t lapse)
{
	const struct cs_payment *payments = lapses->payments;
	cs_day first = payments[0].day;

	if (payments[0].number != 1 || !cs_in(rules->window, first) ||
	    first > rules->lapse->cutoff)
		return;
	if (lapse < lapses->npayments)
		lapses->events[payments[lapse].day - first]++;
	else
		lapses->censored[rules->lapse->cutoff - first]++;
}

static bool any_in_window(const struct cs_lapses *lapses,
			  const struct cs_lapse_rules *rules)
{
	for (size_t i = 0; i < lapses->npayments; i++)
		if (cs_in(rules->window, lapses->payments[i].day))
			return true;
	return false;
}

static void lapses_add(void *tally, const void *with,
		       const struct cs_customer *customer)
{
	const struct cs_lapse_rules *rules = with;
	struct cs_lapses *lapses = tally;
	size_t lapse;

	if (!list_payments(lapses, rules->numbered, customer)) {
		lapses->backwards++;
		return;
	}
	if (!any_in_window(lapses, rules))
		return;
	lapse = first_lapse(lapses, rules);
	lapses->customers++;
	lapses->late += lapses->payments[0].number > 1;
	if (lapse < lapses->npayments) {
		cs_day day = lapses->payments[lapse].day;

		lapses->lapsed += cs_in(rules->window, day);
		lapses->returned +=
		    cs_in(rules->window, day) && lapse + 1 < lapses->npayments;
		lapses->lapsed_before += day < rules->window.from;
	}
	add_rows(lapses, rules, lapse);
	add_time(lapses, rules, lapse);
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct cs_lapses, "qqqqqq", customers),
	CS_LIST(struct cs_lapses, "qqqq", counts, CS_GROWING, ncounts,
		offsetof(struct cs_lapses, capacity)),
	CS_LIST(struct cs_lapses, "q", events, CS_FIXED, ndays),
	CS_LIST(struct cs_lapses, "q", censored, CS_FIXED, ndays),
	{ NULL },
};

const struct cs_tally cs_lapses_tally = {
	.size = sizeof(struct cs_lapses),
	.init = lapses_init,
	.add = lapses_add,
	.release = lapses_release,
	.members = members,
	.tag = "laps",
	.version = 1,
};
