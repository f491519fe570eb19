/* register.c - cs-contacts' list of complaints: what is to be done. */
#include <stdlib.h>

#include "app/keep.h"
#include "base/mem.h"
#include "contacts/report.h"
#include "tally/standing.h"

/* --- the tally ---------------------------------------------------------- */

/* Overdue ones first, then as they want something done; each by revenue, then
 * by age. */
static int by_need(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order;

	if (x->handling.state != y->handling.state)
		return x->handling.state < y->handling.state ? -1 : 1;
	if (x->revenue != y->revenue)
		return x->revenue > y->revenue ? -1 : 1;
	if (x->matter.opened != y->matter.opened)
		return x->matter.opened < y->matter.opened ? -1 : 1;
	order = cs_text_compare(x->customer, y->customer);
	if (order == 0)
		order = cs_orderid_compare(x->matter.ticket, y->matter.ticket);
	return order != 0
		   ? order
		   : cs_orderid_compare(x->contact_kept, y->contact_kept);
}

/* Sorts them; those behind the first `most` go. 0: all stay. */
static void keep_first(struct entries *entries, size_t most)
{
	if (entries->count > 0)
		qsort(entries->list, entries->count, sizeof *entries->list,
		      by_need);
	if (most > 0 && entries->count > most)
		entries->count = most;
}

/* Is it a complaint's touch, as far as can be told of one without an id? */
static bool is_of(const struct cs_touch *touch, const struct cs_matter *matter)
{
	if (touch->kept == CS_NO_ORDER ||
	    cs_orderid_compare(touch->ticket, matter->ticket) != 0)
		return false;
	return matter->ticket != CS_NO_ORDER ||
	       (touch->flags == matter->flags &&
		touch->channel == matter->channel);
}

/* What its first touch that has something keeps. */
static cs_orderid kept_of(const struct cs_customer *customer,
			  const struct cs_matter *matter)
{
	size_t low = 0, high = customer->ntouches;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (customer->touches[middle].opened < matter->opened)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < customer->ntouches; low++) {
		const struct cs_touch *touch = &customer->touches[low];

		if (matter->ticket == CS_NO_ORDER &&
		    touch->opened > matter->opened)
			break;
		if (is_of(touch, matter))
			return touch->kept;
	}
	return CS_NO_ORDER;
}

static void add_entry(const struct contacts_rules *rules,
		      const struct cs_customer *customer,
		      const struct cs_matter *matter,
		      const struct handling *handling, void *to)
{
	struct entries *entries = to;
	int32_t p = matter->purchase;

	entries->complaints++;
	if (rules->listed > 0 && entries->count / 2 >= rules->listed)
		keep_first(entries, rules->listed);
	CS_GROW(entries->list, entries->count, entries->capacity);
	entries->list[entries->count++] = (struct entry){
		.matter = *matter,
		.customer = customer->key,
		.order =
		    p < 0
			? CS_NO_ORDER
			: customer->fulfilments[customer->purchases[p].tag].id,
		.revenue = cs_last_year_revenue(customer),
		.handling = *handling,
		.contact_kept = rules->options->keep.count > 0
				    ? kept_of(customer, matter)
				    : CS_NO_ORDER,
		.order_kept = customer->kept,
	};
}

static void add(void *to, const void *with, const struct cs_customer *customer)
{
	each_complaint(with, customer, add_entry, to);
}

static void finish(void *of, const void *with)
{
	keep_first(of, ((const struct contacts_rules *)with)->listed);
}

static const struct cs_members members[] = {
	CS_MEMBERS(struct entries, "q", complaints),
	/* they are not packed, so nobody asks what they are made of */
	CS_LIST(struct entries, "d", list, CS_APPENDED, count,
		offsetof(struct entries, capacity)),
	{ NULL },
};

const struct cs_tally register_tally = {
	.size = sizeof(struct entries),
	.add = add,
	.finish = finish,
	.members = members,
};

/* --- the table ---------------------------------------------------------- */

static const char *const state_names[] = {
	[OVERDUE] = "overdue",
	[NEW] = "new",
	[STATE_ACKNOWLEDGED] = "acknowledged",
	[FOLLOW_UP_DUE] = "follow_up_due",
	[STATE_RESOLVED] = "resolved",
	[CLOSED] = "closed",
};

const struct cs_column register_columns[] = {
	{ "ticket", CS_TEXT, .means = "its id, if it has one" },
	{ "customer", CS_TEXT, .means = "the key" },
	{ "order", CS_TEXT, .sparse = true,
	  .means = "the order that it is about, as far as it is known" },
	{ "opened", CS_TEXT, .means = "when" },
	{ "age_days", CS_COUNT, "days",
	  .means = "days from then to the end of observation, or until it was "
		   "resolved" },
	{ "state", CS_TEXT,
	  .means = "overdue: open, and its day has passed; new: nobody "
		   "answered; acknowledged: answered and open; follow_up_due: "
		   "resolved, and the customer is to be asked these days; "
		   "resolved: that comes later; closed" },
	{ "acknowledged_at", CS_TEXT, "answered",
	  .means = "when a person answered" },
	{ "due", CS_TEXT,
	  .means = "when it is to be resolved: as was promised, else "
		   "--resolve-within after it was opened" },
	{ "days_over", CS_COUNT, "days over",
	  .means = "days since then, of those that are overdue" },
	{ "resolved_at", CS_TEXT, "resolved", .means = "when it was" },
	{ "follow_up_due_at", CS_DATE, "ask on",
	  .means = "when to ask the customer again: --follow-up after it was "
		   "resolved" },
	{ "followed_up_at", CS_TEXT, "asked",
	  .means = "when that was done, up to a week before or after" },
	{ "revenue_last_year", CS_MONEY, "last year", .sparse = true,
	  .means = "the customer's purchases and refunds of the 365 days up to "
		   "its last purchase, and later refunds" },
	{ NULL }
};

void begin_register(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	cs_table_keep_short(study->job, table, LISTED_IN_TEXT);
	cs_keep_columns(table, &study->rules.options->keep);
}

static int32_t days_between(const struct study *study,
			    const struct cs_matter *matter, int64_t from,
			    int64_t to)
{
	const struct contacts_rules *rules = &study->rules;

	if (to == CS_NO_MOMENT)
		to = rules->end - 1;
	return day_of(rules, to, matter->east) -
	       day_of(rules, from, matter->east);
}

static void put_entry(const void *of, struct cs_table *table, const void *part,
		      size_t row)
{
	const struct study *study = of;
	const struct entry *entry =
	    &((const struct tally *)part)->entries.list[row];
	const struct cs_matter *matter = &entry->matter;
	const struct handling *handling = &entry->handling;
	bool resolved = matter->resolved != CS_NO_MOMENT;
	char *customer =
	    cs_strndup(entry->customer.bytes, entry->customer.length);

	cs_row(table);
	put_id(table, "ticket", matter->ticket);
	cs_put_text(table, "customer", customer);
	put_id(table, "order", entry->order);
	put_moment(study, table, "opened", matter, matter->opened);
	cs_put_count(
	    table, "age_days",
	    days_between(study, matter, matter->opened, matter->resolved));
	cs_put_text(table, "state", state_names[handling->state]);
	put_moment(study, table, "acknowledged_at", matter, matter->responded);
	put_moment(study, table, "due", matter, handling->deadline);
	if (handling->state == OVERDUE)
		cs_put_count(table, "days_over",
			     days_between(study, matter, handling->deadline,
					  CS_NO_MOMENT));
	else
		cs_put_null(table, "days_over");
	put_moment(study, table, "resolved_at", matter, matter->resolved);
	cs_put_day(table, "follow_up_due_at",
		   resolved
		       ? handling->from + (handling->to - handling->from) / 2
		       : CS_NO_DAY);
	put_moment(study, table, "followed_up_at", matter,
		   handling->followed_up);
	cs_put_known_money(table, "revenue_last_year", study->job->data.valued,
			   entry->revenue);
	cs_keep_put_contact(study->job, table, &study->rules.options->keep,
			    entry->contact_kept, entry->order_kept);
	free(customer);
}

/* --limit of each part. */
void put_register(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	size_t limit = (size_t)study->job->shared.limit;
	size_t count = (size_t)tally->entries.complaints;

	cs_rows_later(table, limit > 0 && limit < count ? limit : count,
		      put_entry, study, tally);
}
