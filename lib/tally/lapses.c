/* lapses.c - see lapses.h. */
#include "tally/lapses.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tally/weights.h"

enum { NEAR_PAYMENTS = 64 }; /* this many need no memory of their own */

/* Those of a customer. */
struct payments {
	struct payment {
		cs_day day;
		uint32_t number;
	} * list; /* ascending in day and number */
	size_t n;
	size_t told;   /* so many lie early enough to tell */
	size_t lapse;  /* index of the one after which the first lapse began; n:
			 none did */
	cs_day cutoff; /* the last day that is early enough; without a lapse */
};

static void lapses_init(void *tally, const void *with)
{
	const struct cs_lapse_rules *rules = with;

	struct cs_lapses *lapses = tally;

	lapses->ndays = cs_lapse_ndays(rules->lapse);
	lapses->nentries = rules->drifts ? lapses->ndays : 0;
}

/* --- payments ---------------------------------------------------------- */

static int by_day_and_number(const void *a, const void *b)
{
	const struct payment *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/* Keeps the last of each number; false if a number falls. */
static bool join_numbers(struct payments *payments)
{
	struct payment *list = payments->list;
	size_t kept = 0;

	for (size_t i = 0; i < payments->n; i++) {
		if (kept > 0 && list[i].number < list[kept - 1].number)
			return false;
		kept -= kept > 0 && list[i].number == list[kept - 1].number;
		list[kept++] = list[i];
	}
	payments->n = kept;
	return true;
}

/* False: the numbers fall. There is room for all purchases. */
static bool list_payments(struct payments *payments, bool numbered,
			  const struct cs_customer *customer)
{
	uint32_t before = 0;
	bool rising = true;

	for (size_t i = 0; i < customer->npurchases; i++) {
		const struct cs_order *purchase = &customer->purchases[i];
		uint32_t number = numbered ? purchase->tag : (uint32_t)(i + 1);

		if (number == 0)
			continue;
		payments->list[payments->n++] =
		    (struct payment){ purchase->day, number };
		rising = rising && number > before;
		before = number;
	}
	if (rising) /* as nearly all do */
		return true;
	qsort(payments->list, payments->n, sizeof *payments->list,
	      by_day_and_number);
	return join_numbers(payments);
}

/* --- lapses ------------------------------------------------------------ */

static void find_lapse(struct payments *payments, const struct cs_lapse *rule)
{
	const struct payment *list = payments->list;
	size_t n = payments->n, i = 0;
	struct cs_paydays paid = { 0 }, before = { 0 };

	payments->lapse = n;
	for (; i < n; i++, before = paid) {
		cs_day on = cs_lapse_on(rule, &paid, list[i].day);

		if (on > rule->days.to)
			break;
		if (i + 1 == n || list[i + 1].day >= on) {
			payments->lapse = i++;
			break;
		}
	}
	payments->told = i;
	payments->cutoff = cs_lapse_cutoff(rule, before);
}

/* Which of the payments up to the first lapse are in the window. */
static size_t seen_from(const struct payments *payments,
			struct cs_window window)
{
	size_t i = 0;

	while (i < payments->n && payments->list[i].day < window.from)
		i++;
	return i;
}

static size_t seen_to(const struct payments *payments, struct cs_window window)
{
	size_t lapse = payments->lapse;
	size_t end = lapse < payments->n ? lapse + 1 : payments->n;

	while (end > 0 && payments->list[end - 1].day > window.to)
		end--;
	return end;
}

/* How many of the first have rows of their own. */
static size_t with_row(const struct cs_lapse_rules *rules, size_t n)
{
	return rules->turns && n > CS_LIFE_ROWS ? CS_LIFE_ROWS : n;
}

/* Rows up to the first lapse. */
static void add_rows(struct cs_lapses *lapses,
		     const struct cs_lapse_rules *rules,
		     const struct payments *payments)
{
	const struct payment *list = payments->list;
	size_t lapse = payments->lapse;
	size_t i = seen_from(payments, rules->window);
	size_t end = with_row(rules, seen_to(payments, rules->window));

	if (i >= end)
		return;
	lapses->counts =
	    cs_lengthen(lapses->counts, &lapses->ncounts, &lapses->capacity,
			list[end - 1].number, sizeof *lapses->counts);
	for (; i < end; i++) {
		struct cs_life_counts *at = &lapses->counts[list[i].number - 1];

		at->reached++;
		at->at_risk += i < payments->told;
		at->lapsed += i == lapse;
		at->returned += i == lapse && lapse + 1 < payments->n;
	}
}

/* --- what the rows weigh ----------------------------------------------- */

/*
 * The payments that are in the window and at risk, from the last one back: with
 * r of them after it, (r + 1)^2 - r^2 is what it adds to the square.
 */
static void add_spread(struct cs_lapses *lapses,
		       const struct cs_lapse_rules *rules,
		       const struct payments *payments)
{
	size_t i = payments->told;
	bool lapsed = payments->lapse < payments->n &&
		      cs_in(rules->window, payments->list[payments->lapse].day);
	int64_t after = 0;

	lapses->spread = cs_lengthen(lapses->spread, &lapses->nspread,
				     &lapses->spread_capacity, lapses->ncounts,
				     sizeof *lapses->spread);
	while (i-- > 0) {
		struct payment payment = payments->list[i];
		struct cs_life_spread *at = &lapses->spread[payment.number - 1];

		if (!cs_in(rules->window, payment.day))
			continue;
		at->squares += 2 * after++ + 1;
		at->lapsed += lapsed;
	}
}

static void add_sums(struct cs_lapses *lapses,
		     const struct cs_lapse_rules *rules,
		     const struct payments *payments,
		     const struct cs_weights *weights)
{
	cs_day entry = payments->list[0].day;
	bool late = payments->list[0].number > 1;
	size_t told = with_row(rules, payments->told);

	lapses->sums =
	    cs_lengthen(lapses->sums, &lapses->nsums, &lapses->sums_capacity,
			lapses->ncounts, sizeof *lapses->sums);
	for (size_t i = 0; i < told; i++) {
		struct payment payment = payments->list[i];
		struct cs_life_sums *at;
		cs_sum weight;

		if (!cs_in(rules->window, payment.day))
			continue;
		at = &lapses->sums[payment.number - 1];
		weight = cs_weight(weights, late, payment.day - entry);
		at->at_risk += weight;
		at->at_risk_squares += weight * weight;
		at->begun += late ? 0 : weight;
		if (i == payments->lapse) {
			at->lapsed += weight;
			at->lapsed_squares += weight * weight;
		}
	}
}

/* What the payment of this index adds to its row. */
static struct cs_life_turn row_of(const struct payments *payments, size_t i,
				  const struct cs_weights *weights)
{
	size_t lapse = payments->lapse;
	struct cs_life_turn row = {
		.n = (uint32_t)i + 1,
		.counts = { 1, i < payments->told, i == lapse,
			    i == lapse && lapse + 1 < payments->n },
	};
	cs_sum weight;

	if (i >= payments->told)
		return row;
	weight = cs_weight(weights, false,
			   payments->list[i].day - payments->list[0].day);
	row.sums.at_risk = row.sums.begun = weight;
	row.sums.at_risk_squares = weight * weight;
	if (i == lapse) {
		row.sums.lapsed = weight;
		row.sums.lapsed_squares = weight * weight;
	}
	return row;
}

static void add_turn(struct cs_lapses *lapses, struct cs_life_turn row,
		     const struct cs_life_turn *before)
{
	cs_life_turn_add(&row, before, -1);
	CS_GROW(lapses->turns, lapses->nturns, lapses->turns_capacity);
	lapses->turns[lapses->nturns++] = row;
}

static void add_turns(struct cs_lapses *lapses,
		      const struct cs_lapse_rules *rules,
		      const struct payments *payments,
		      const struct cs_weights *weights)
{
	size_t i = seen_from(payments, rules->window);
	size_t end = seen_to(payments, rules->window);
	struct cs_life_turn before = { 0 };

	for (i = i > CS_LIFE_ROWS ? i : CS_LIFE_ROWS; i < end; i++) {
		struct cs_life_turn row = row_of(payments, i, weights);

		if (row.sums.at_risk == before.sums.at_risk &&
		    memcmp(&row.counts, &before.counts, sizeof row.counts) == 0)
			continue;
		add_turn(lapses, row, &before);
		before = row;
	}
	if (before.n > 0)
		add_turn(lapses,
			 (struct cs_life_turn){ .n = (uint32_t)end + 1 },
			 &before);
}

static void lapses_finish(void *tally, const void *rules)
{
	struct cs_lapses *lapses = tally;

	(void)rules;
	lapses->nturns = cs_life_turns_join(lapses->turns, lapses->nturns);
}

static bool lapses_sound(const void *tally)
{
	const struct cs_lapses *lapses = tally;

	bool sound = true;

	for (size_t i = 0; i < lapses->nturns; i++)
		sound &= lapses->turns[i].n > CS_LIFE_ROWS;
	return sound;
}

static void add_time(struct cs_lapses *lapses,
		     const struct cs_lapse_rules *rules,
		     const struct payments *payments)
{
	bool lapsed = payments->lapse < payments->n;
	cs_day first = payments->list[0].day, time;

	if (payments->list[0].number != 1 || !cs_in(rules->window, first) ||
	    payments->told == 0)
		return;
	time =
	    (lapsed ? payments->list[payments->lapse].day : payments->cutoff) -
	    first;
	(lapsed ? lapses->events : lapses->censored)[time]++;
	if (rules->drifts && first >= rules->drift_from)
		cs_entries_add(&lapses->entries[time],
			       first - rules->drift_from, lapsed);
}

static bool any_in_window(const struct payments *payments,
			  struct cs_window window)
{
	for (size_t i = 0; i < payments->n; i++)
		if (cs_in(window, payments->list[i].day))
			return true;
	return false;
}

static void add_payments(struct cs_lapses *lapses,
			 const struct cs_lapse_rules *rules,
			 const struct payments *payments, size_t group)
{
	const struct cs_weights *weights =
	    rules->weights == NULL
		? NULL
		: &rules->weights[rules->by_group ? group : 0];

	lapses->customers++;
	lapses->late += payments->list[0].number > 1;
	if (payments->lapse < payments->n) {
		cs_day day = payments->list[payments->lapse].day;
		bool lapsed = cs_in(rules->window, day);

		lapses->lapsed += lapsed;
		lapses->returned += lapsed && payments->lapse + 1 < payments->n;
		lapses->lapsed_before += day < rules->window.from;
	}
	lapses->steps += (int64_t)payments->n - 1;
	lapses->days +=
	    payments->list[payments->n - 1].day - payments->list[0].day;
	add_rows(lapses, rules, payments);
	if (rules->weights == NULL)
		add_spread(lapses, rules, payments);
	else
		add_sums(lapses, rules, payments, weights);
	if (rules->turns && payments->n > CS_LIFE_ROWS)
		add_turns(lapses, rules, payments, weights);
	add_time(lapses, rules, payments);
}

static void lapses_add(void *tally, const void *with,
		       const struct cs_customer *customer)
{
	const struct cs_lapse_rules *rules = with;
	struct cs_lapses *lapses = tally;
	struct payment near[NEAR_PAYMENTS];
	struct payments payments = { near };

	if (customer->npurchases > NEAR_PAYMENTS)
		payments.list =
		    cs_malloc(customer->npurchases * sizeof *payments.list);
	if (!list_payments(&payments, rules->numbered, customer)) {
		lapses->backwards++;
	} else if (any_in_window(&payments, rules->window)) {
		find_lapse(&payments, rules->lapse);
		add_payments(lapses, rules, &payments, customer->group);
	}
	if (payments.list != near)
		free(payments.list);
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct cs_lapses, "qqqqqqqq", customers),
	CS_LIST(struct cs_lapses, "qqqq", counts, CS_GROWING, ncounts,
		offsetof(struct cs_lapses, capacity)),
	CS_LIST(struct cs_lapses, "sssss", sums, CS_GROWING, nsums,
		offsetof(struct cs_lapses, sums_capacity)),
	CS_LIST(struct cs_lapses, "ss", spread, CS_GROWING, nspread,
		offsetof(struct cs_lapses, spread_capacity)),
	CS_LIST(struct cs_lapses, "dqqqqsssss", turns, CS_APPENDED, nturns,
		offsetof(struct cs_lapses, turns_capacity)),
	CS_LIST(struct cs_lapses, "q", events, CS_FIXED, ndays),
	CS_LIST(struct cs_lapses, "q", censored, CS_FIXED, ndays),
	CS_LIST(struct cs_lapses, "qqqqq", entries, CS_FIXED, nentries),
	{ NULL },
};

const struct cs_tally cs_lapses_tally = {
	.size = sizeof(struct cs_lapses),
	.init = lapses_init,
	.add = lapses_add,
	.finish = lapses_finish,
	.members = members,
	.tag = "laps",
	.version = 4,
	.sound = lapses_sound,
};

/* --- how long they are watched ----------------------------------------- */

static void watched_init(void *tally, const void *with)
{
	const struct cs_lapse_rules *rules = with;

	((struct cs_watched *)tally)->ndays = cs_lapse_ndays(rules->lapse);
}

static void watched_add(void *tally, const void *with,
			const struct cs_customer *customer)
{
	const struct cs_lapse_rules *rules = with;
	struct cs_watched *watched = tally;
	cs_day start = rules->lapse->days.from;
	struct payments payments = { 0 };

	if (!rules->numbered) {
		watched->begun[customer->purchases[0].day - start]++;
		return;
	}
	payments.list = cs_malloc(customer->npurchases * sizeof *payments.list);
	if (list_payments(&payments, true, customer) && payments.n > 0) {
		struct payment first = payments.list[0];

		(first.number == 1 ? watched->begun
				   : watched->late)[first.day - start]++;
	}
	free(payments.list);
}

static const struct cs_members watched_members[] = {
	CS_LIST(struct cs_watched, "q", begun, CS_FIXED, ndays),
	CS_LIST(struct cs_watched, "q", late, CS_FIXED, ndays),
	{ NULL },
};

const struct cs_tally cs_watched_tally = {
	.size = sizeof(struct cs_watched),
	.init = watched_init,
	.add = watched_add,
	.members = watched_members,
	.tag = "watc",
	.version = 1,
};
