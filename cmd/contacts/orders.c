/* orders.c - cs-contacts' list of orders: what was done for each. */
#include <stdlib.h>

#include "base/mem.h"
#include "contacts/report.h"

/* --- the tally ---------------------------------------------------------- */

/* Those that customers wrote about most first, then as they were placed. */
static int by_touches(const void *a, const void *b)
{
	const struct listed_order *x = a, *y = b;
	int order;

	if (x->in != y->in)
		return x->in > y->in ? -1 : 1;
	if (x->of->placed != y->of->placed)
		return x->of->placed < y->of->placed ? -1 : 1;
	order = cs_text_compare(x->customer, y->customer);
	return order != 0
		   ? order
		   : (x->purchase > y->purchase) - (x->purchase < y->purchase);
}

/* What nearly always decides, so that few orders are looked at to sort them:
 * of millions that takes a third of the time. */
struct sort_key {
	int64_t placed;
	int32_t in;
	uint32_t at; /* in the list */
};

static int by_key(const void *a, const void *b, void *list)
{
	const struct sort_key *x = a, *y = b;
	const struct listed_order *orders = list;

	if (x->in != y->in)
		return x->in > y->in ? -1 : 1;
	if (x->placed != y->placed)
		return x->placed < y->placed ? -1 : 1;
	return by_touches(&orders[x->at], &orders[y->at]);
}

/* list[i] becomes what was list[keys[i].at]; keys are used up. */
static void arrange(struct listed_order *list, struct sort_key *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct listed_order first = list[i];
		size_t to = i, from;

		while ((from = keys[to].at) != i) {
			list[to] = list[from];
			keys[to].at = (uint32_t)to;
			to = from;
		}
		list[to] = first;
		keys[to].at = (uint32_t)to;
	}
}

/* Sorts them; those behind the first `most` go. 0: all stay. */
static void keep_first(struct order_list *orders, size_t most)
{
	size_t n = orders->count;
	struct sort_key *keys = cs_realloc(NULL, n + 1, sizeof *keys);

	for (size_t i = 0; i < n; i++)
		keys[i] = (struct sort_key){ orders->list[i].of->placed,
					     orders->list[i].in, (uint32_t)i };
	if (n > 0)
		qsort_r(keys, n, sizeof *keys, by_key, orders->list);
	arrange(orders->list, keys, n);
	free(keys);
	if (most > 0 && orders->count > most)
		orders->count = most;
}

static struct listed_order *append(const struct contacts_rules *rules,
				   struct order_list *orders)
{
	orders->orders++;
	if (rules->listed > 0 && orders->count / 2 >= rules->listed)
		keep_first(orders, rules->listed);
	CS_GROW(orders->list, orders->count, orders->capacity);
	return &orders->list[orders->count++];
}

static void add_order(const struct contacts_rules *rules,
		      const struct cs_customer *customer, size_t purchase,
		      const struct order_plan *plan, void *to)
{
	struct listed_order *order = append(rules, to);

	*order = (struct listed_order){
		.customer = customer->key,
		.of = &customer->fulfilments[customer->purchases[purchase].tag],
		.purchase = (uint32_t)purchase,
		.in = plan->in,
		.out = plan->out,
	};
	for (enum stage s = 0; s < NSTAGES; s++)
		order->by[s] = plan->stages[s].by;
}

static void add(void *tally, const void *with,
		const struct cs_customer *customer)
{
	each_plan(with, customer, add_order, tally);
}

static void finish(void *of, const void *with)
{
	keep_first(of, ((const struct contacts_rules *)with)->listed);
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct order_list, "q", orders),
	/* they are not packed, so nobody asks what they are made of */
	CS_LIST(struct order_list, "d", list, CS_APPENDED, count,
		offsetof(struct order_list, capacity)),
	{ NULL },
};

const struct cs_tally order_list_tally = {
	.size = sizeof(struct order_list),
	.add = add,
	.finish = finish,
	.members = members,
};

/* --- the table ---------------------------------------------------------- */

const struct cs_column order_columns[] = {
	{ "order", CS_TEXT, .means = "its id, if it has one" },
	{ "customer", CS_TEXT, .means = "the key" },
	{ "date", CS_TEXT, .means = "when it was placed" },
	{ "acknowledgement", CS_TEXT, "thanked",
	  .means = "when that was done in its time, see plan; null: it was "
		   "not, or not yet; likewise the next three" },
	{ "production", CS_TEXT, .means = "before it was ready" },
	{ "shipping", CS_TEXT, .means = "when it was shipped" },
	{ "after_delivery", CS_TEXT, "asked",
	  .means = "after it was delivered" },
	{ "touches_in", CS_COUNT, "contacts in",
	  .means = "inbound contacts linked to it" },
	{ "touches_out", CS_COUNT, "out",
	  .means = "outbound contacts linked to it, without a machine's "
		   "(--auto)" },
	{ "promised", CS_DATE, .sparse = true,
	  .means = "the day for which it was promised" },
	{ "delivered", CS_DATE, .sparse = true,
	  .means = "the day on which it was delivered" },
	{ "days_late", CS_COUNT, "days late", .sparse = true,
	  .means = "days from the promised to the day of delivery, below 0: "
		   "early; of one that is not delivered the days so far, once "
		   "its day has passed" },
	{ "unusual", CS_BOOL,
	  .means = "inbound contacts are unusually many: unusual_from of "
		   "touches, or more; null where there is no such number" },
	{ NULL }
};

void begin_order_list(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	cs_table_keep_short(study->job, table, LISTED_IN_TEXT);
	note_groups(study, table);
	if (!study->rules.orders)
		cs_table_add_note(table, "There are no orders: --orders FILE "
					 "says which.");
}

static void put_days(const struct study *study, struct cs_table *table,
		     const struct cs_fulfilment *order)
{
	const struct contacts_rules *rules = &study->rules;
	cs_day today = day_of(rules, rules->end - 1, 0);
	struct order_dates dates = order_dates(rules, order, today);
	bool there = dates.delivered != CS_NO_DAY;
	bool known = dates.promised != CS_NO_DAY && !misdated(&dates) &&
		     (there || dates.promised < today);

	cs_put_day(table, "promised", dates.promised);
	cs_put_day(table, "delivered", dates.delivered);
	if (known)
		cs_put_count(table, "days_late",
			     (there ? dates.delivered : today) -
				 dates.promised);
	else
		cs_put_null(table, "days_late");
}

static void put_order(const void *of, struct cs_table *table, const void *part,
		      size_t row)
{
	static const char *const stages[NSTAGES] = {
		[ACKNOWLEDGEMENT] = "acknowledgement",
		[PRODUCTION] = "production",
		[SHIPPING] = "shipping",
		[AFTER_DELIVERY] = "after_delivery",
	};
	const struct study *study = of;
	const struct order_list *orders =
	    &((const struct tally *)part)->order_list;
	const struct listed_order *order = &orders->list[row];
	char *customer =
	    cs_strndup(order->customer.bytes, order->customer.length);

	cs_row(table);
	put_id(table, "order", order->of->id);
	cs_put_text(table, "customer", customer);
	put_instant(study, table, "date", order->of->placed, order->of->east,
		    !is_day(&study->rules, order->of->placed));
	for (int s = 0; s < NSTAGES; s++) {
		const struct cs_touch *by = order->by[s];

		put_instant(study, table, stages[s],
			    by == NULL ? CS_NO_MOMENT : by->opened,
			    by == NULL ? 0 : by->east, by != NULL && by->clock);
	}
	cs_put_count(table, "touches_in", order->in);
	cs_put_count(table, "touches_out", order->out);
	put_days(study, table, order->of);
	if (orders->unusual_from > 0)
		cs_put_bool(table, "unusual",
			    order->in >= orders->unusual_from);
	cs_put_rest(table);
	free(customer);
}

/* --limit of each part. */
void put_order_list(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct order_list *orders =
	    &((const struct tally *)part)->order_list;
	size_t limit = (size_t)study->job->shared.limit;
	size_t count = (size_t)orders->orders;

	cs_rows_later(table, limit > 0 && limit < count ? limit : count,
		      put_order, study, part);
}
