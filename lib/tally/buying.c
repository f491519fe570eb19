/* buying.c - see buying.h. */
#include "tally/buying.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "tally/buying_sort.h"

static void buyings_init(void *tally, const void *rules)
{
	((struct cs_buyings *)tally)->length =
	    ((const struct cs_buying_rules *)rules)->length;
}

/* --- purchase days ----------------------------------------------------- */

/* Purchases of a day, as one. */
struct occasion {
	cs_day day;
	uint32_t number; /* days or opportunities since the first */
	cs_sum value;
};

enum { FEW = 64 };

/* All purchase days of a customer, in place or in memory of their own. */
struct occasions {
	struct occasion few[FEW], *list;
	size_t n;
};

static void gather(struct occasions *all, const struct cs_customer *customer)
{
	all->list = customer->npurchases <= FEW
			? all->few
			: cs_malloc(customer->npurchases * sizeof *all->list);
	all->n = 0;
	for (size_t i = 0; i < customer->npurchases; i++) {
		const struct cs_order *order = &customer->purchases[i];

		if (all->n == 0 || all->list[all->n - 1].day != order->day)
			all->list[all->n++] = (struct occasion){
				order->day,
				(uint32_t)(order->day -
					   customer->purchases[0].day),
				0
			};
		all->list[all->n - 1].value += order->total;
	}
}

/* Takes refunds up to the end off the days before them. */
static void take_off(struct cs_buyings *buyings, struct occasions *all,
		     const struct cs_customer *customer, cs_day end)
{
	for (size_t i = 0; i < customer->nrefunds; i++) {
		const struct cs_order *refund = &customer->refunds[i];
		cs_sum left = -(cs_sum)refund->total;

		if (refund->day > end)
			break;
		for (size_t d = all->n; d > 0 && left > 0; d--) {
			struct occasion *day = &all->list[d - 1];
			cs_sum off = day->value < left ? day->value : left;

			if (day->day > refund->day)
				continue;
			day->value -= off;
			left -= off;
		}
		buyings->unplaced += left > 0;
		buyings->unplaced_value += left;
	}
}

/* --- opportunities ----------------------------------------------------- */

static cs_day after(cs_day first, struct cs_duration every, uint32_t n)
{
	every.days *= n;
	every.months *= n;
	return cs_duration_add(first, every);
}

uint32_t cs_buying_spans(cs_day first, struct cs_duration every, cs_day end)
{
	double length = (double)every.days + 365.25 / 12 * (double)every.months;
	double about = end >= first ? (end + 1 - first) / length : 0;
	uint32_t n = (uint32_t)about;

	while (n > 0 && after(first, every, n) > end + 1)
		n--;
	while (end >= first && after(first, every, n + 1) <= end + 1)
		n++;
	return n;
}

/* Opportunities after the first purchase's that have ended by then. */
static uint32_t ended(const struct cs_buying_rules *rules, cs_day first,
		      cs_day end)
{
	uint32_t n = cs_buying_spans(first, rules->every, end);

	return n > 0 ? n - 1 : 0;
}

/* Days become the opportunities that they lie in, those that have ended. */
static void bundle(struct occasions *all, const struct cs_buying_rules *rules)
{
	cs_day first = all->list[0].day;
	cs_day last = rules->start + (cs_day)rules->length - 1;
	uint32_t most = ended(rules, first, last);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct occasion *at = &all->list[i];
		uint32_t number =
		    cs_buying_spans(first, rules->every, at->day - 1);

		if (number > most)
			break;
		if (n > 0 && all->list[n - 1].number == number) {
			all->list[n - 1].value += at->value;
			continue;
		}
		all->list[n++] = (struct occasion){
			number == 0
			    ? first
			    : after(first, rules->every, number + 1) - 1,
			number, at->value
		};
	}
	all->n = n;
}

/* --- one customer ------------------------------------------------------ */

static bool by_days(const struct cs_buying_rules *rules)
{
	return rules->every.days == 0 && rules->every.months == 0;
}

/* Those after the end that count. */
static uint32_t later(const struct cs_buying_rules *rules,
		      const struct occasions *all, size_t seen, uint32_t age)
{
	uint32_t n = 0;

	for (size_t i = seen; i < all->n; i++)
		n += rules->ahead == 0 ||
		     all->list[i].number <= age + rules->ahead;
	return n;
}

static void add_rhythm(struct cs_buyings *buyings, const struct occasion *last)
{
	double both = last[0].number - last[-2].number;
	double middle = (last[-1].number - last[-2].number) / both - .5;

	buyings->rhythms++;
	buyings->rhythm_squares += llround(ldexp(middle * middle, 40));
}

/* Of the first `seen` of them, refunds taken off. */
static struct cs_buying sum_up(const struct cs_buying_rules *rules,
			       const struct occasions *all, size_t seen)
{
	struct cs_buying buying = { .purchases = (uint32_t)seen - 1 };
	cs_day first = all->list[0].day;

	buying.recency = all->list[seen - 1].number;
	buying.age = by_days(rules) ? (uint32_t)(rules->end - first)
				    : ended(rules, first, rules->end);
	buying.later = later(rules, all, seen, buying.age);
	buying.first = all->list[0].value;
	for (size_t i = 0; i < seen; i++)
		buying.value += all->list[i].value;
	return buying;
}

static void add_customer(struct cs_buyings *buyings,
			 const struct cs_buying_rules *rules,
			 const struct occasions *all, size_t seen)
{
	buyings->firsts[all->list[0].day - rules->start]++;
	for (size_t i = 1; i < seen; i++)
		buyings->gaps[all->list[i].number - all->list[i - 1].number]++;
	if (seen > 2)
		add_rhythm(buyings, &all->list[seen - 1]);
	CS_GROW(buyings->list, buyings->count, buyings->capacity);
	buyings->list[buyings->count++] = sum_up(rules, all, seen);
}

static size_t up_to(const struct occasions *all, cs_day end)
{
	size_t n = 0;

	while (n < all->n && all->list[n].day <= end)
		n++;
	return n;
}

static void buyings_add(void *tally, const void *of,
			const struct cs_customer *customer)
{
	const struct cs_buying_rules *rules = of;
	struct cs_buyings *buyings = tally;
	struct occasions all;
	size_t seen, orders = 0;

	gather(&all, customer);
	seen = up_to(&all, rules->end);
	while (orders < customer->npurchases &&
	       customer->purchases[orders].day <= rules->end)
		orders++;
	buyings->merged += (int64_t)(orders - seen);
	if (seen > 0)
		take_off(buyings, &all, customer, rules->end);
	if (!by_days(rules)) {
		bundle(&all, rules);
		seen = up_to(&all, rules->end);
	}
	for (size_t i = 1; i < all.n; i++)
		buyings->days[all.list[i].day - rules->start]++;
	if (seen > 0)
		add_customer(buyings, rules, &all, seen);
	if (all.list != all.few)
		free(all.list);
}

struct cs_buying cs_buying_of(const struct cs_buying_rules *rules,
			      const struct cs_customer *customer)
{
	struct cs_buyings unplaced = { .count = 0 };
	struct cs_buying buying;
	struct occasions all;

	gather(&all, customer);
	take_off(&unplaced, &all, customer, rules->end);
	buying = sum_up(rules, &all, all.n);
	if (all.list != all.few)
		free(all.list);
	return buying;
}

/* --- the tally --------------------------------------------------------- */

static void buyings_finish(void *tally, const void *rules)
{
	struct cs_buyings *buyings = tally;

	cs_buyings_sort(buyings,
			((const struct cs_buying_rules *)rules)->threads);
}

static const struct cs_members members[] = {
	CS_LIST(struct cs_buyings, "ddddss", list, CS_APPENDED, count,
		offsetof(struct cs_buyings, capacity)),
	CS_LIST(struct cs_buyings, "q", gaps, CS_FIXED, length),
	CS_LIST(struct cs_buyings, "q", days, CS_FIXED, length),
	CS_LIST(struct cs_buyings, "q", firsts, CS_FIXED, length),
	CS_MEMBERS(struct cs_buyings, "sqqqq", unplaced_value),
	{ NULL },
};

const struct cs_tally cs_buyings_tally = {
	.size = sizeof(struct cs_buyings),
	.init = buyings_init,
	.add = buyings_add,
	.finish = buyings_finish,
	.members = members,
	.tag = "buyi",
	.version = 1,
};

double cs_buyings_regularity(const struct cs_buyings *buyings)
{
	double v = ldexp((double)buyings->rhythm_squares, -40) /
		   (double)buyings->rhythms;

	return (1 - 4 * v) / (8 * v);
}

/* --- rows -------------------------------------------------------------- */

struct cs_spending cs_buying_spending(const struct cs_buying *buying,
				      bool repeat)
{
	double n = buying->purchases + !repeat;
	double value = cs_money_double(repeat ? buying->value - buying->first
					      : buying->value);

	if (!(n > 0 && value > 0))
		return (struct cs_spending){ 0, 0 };
	return (struct cs_spending){ n, value / n };
}

static bool same_history(const struct cs_buying *a, const struct cs_buying *b)
{
	return a->purchases == b->purchases && a->recency == b->recency &&
	       a->age == b->age;
}

static double log_gaps(const struct cs_buyings *buyings)
{
	double sum = 0;

	for (size_t days = 1; days < buyings->length; days++)
		sum += (double)buyings->gaps[days] * log((double)days);
	return sum;
}

void cs_buying_rows_init(struct cs_buying_rows *rows,
			 const struct cs_buyings *buyings, bool repeat)
{
	const struct cs_buying *list = buyings->list;
	size_t count = buyings->count;

	*rows = (struct cs_buying_rows){
		.rows = cs_calloc(count, sizeof *rows->rows),
		.first = cs_calloc(count + 1, sizeof *rows->first),
		.spending = cs_calloc(count, sizeof *rows->spending),
		.later = cs_calloc(count, sizeof *rows->later),
	};
	for (size_t i = 0; i < count; i++) {
		rows->spending[i] = cs_buying_spending(&list[i], repeat);
		rows->later[i] = list[i].later;
		if (i == 0 || !same_history(&list[i - 1], &list[i])) {
			rows->first[rows->n] = i;
			rows->rows[rows->n++] =
			    (struct cs_history){ list[i].purchases,
						 list[i].recency, list[i].age,
						 0 };
		}
		rows->rows[rows->n - 1].weight++;
	}
	rows->first[rows->n] = count;
	cs_histories_init(&rows->histories, rows->rows, rows->n,
			  log_gaps(buyings));
}

size_t cs_buying_row(const struct cs_buying_rows *rows,
		     const struct cs_buying *of)
{
	size_t low = 0, high = rows->n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		const struct cs_history *row = &rows->rows[middle];

		if (row->purchases != of->purchases
			? row->purchases < of->purchases
		    : row->age != of->age ? row->age < of->age
					  : row->recency <= of->recency)
			low = middle;
		else
			high = middle;
	}
	return low;
}

void cs_buying_rows_release(struct cs_buying_rows *rows)
{
	free(rows->rows);
	free(rows->first);
	free(rows->spending);
	free(rows->later);
	cs_histories_release(&rows->histories);
}
