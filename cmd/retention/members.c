/* members.c - who is in which cohort: a tally and a table of cs-retention. */
#include <stdlib.h>

#include "app/keep.h"
#include "base/mem.h"
#include "retention/report.h"

enum { MEMBERS_IN_TEXT = 20 };

/* --- the tally --------------------------------------------------------- */

static int by_first(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return cs_text_compare(x->key, y->key);
}

static void add(void *to, const void *with, const struct cs_customer *customer)
{
	const struct cs_repeat_rules *rules = with;
	const struct cs_order *purchases = customer->purchases;
	struct members *members = to;
	size_t n = customer->npurchases;

	if (n == 0 || !cs_in(rules->window, purchases->day))
		return;
	while (purchases[n - 1].day > rules->window.to)
		n--;
	CS_GROW(members->list, members->count, members->capacity);
	members->list[members->count++] = (struct member){
		.key = customer->key,
		.kept = customer->kept,
		.first = purchases->day,
		.purchases = (uint32_t)n,
	};
}

static void finish(void *of, const void *rules)
{
	struct members *members = of;

	(void)rules;
	if (members->count > 0)
		qsort(members->list, members->count, sizeof *members->list,
		      by_first);
}

static const struct cs_members parts[] = {
	CS_LIST(struct members, "tkdd", list, CS_APPENDED, count,
		offsetof(struct members, capacity)),
	{ NULL }
};

const struct cs_tally members_tally = {
	.size = sizeof(struct members),
	.add = add,
	.finish = finish,
	.members = parts,
	.tag = "memb",
	.version = 1,
};

/* --- the table --------------------------------------------------------- */

const struct cs_column member_columns[] = {
	{ "cohort", CS_TEXT, .means = "the period of the first purchase" },
	{ "customer", CS_TEXT, .means = "the key" },
	{ "first_date", CS_DATE, "first purchase",
	  .means = "day of the first purchase" },
	{ "purchases", CS_COUNT,
	  .means = "purchases by the end of the window" },
	{ NULL }
};

void begin_members(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	cs_keep_columns(table, &study->options->keep);
	cs_table_keep_short(study->job, table, MEMBERS_IN_TEXT);
}

static void put_member(const void *of, struct cs_table *table, const void *part,
		       size_t row)
{
	const struct study *study = of;
	const struct member *member =
	    &((const struct tally *)part)->members.list[row];
	enum cs_period unit = cs_shared_period(&study->job->shared);
	char cohort[CS_PERIOD_SIZE];

	cs_row(table);
	cs_put_text(
	    table, "cohort",
	    cs_period_format(cs_period_of(member->first, unit), unit, cohort));
	cs_put_bytes(table, "customer", member->key);
	cs_put_day(table, "first_date", member->first);
	cs_put_count(table, "purchases", member->purchases);
	cs_keep_put(table, &study->options->keep, member->kept);
}

/* --limit of each part. */
void put_members(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	size_t limit = (size_t)study->job->shared.limit;
	size_t count = ((const struct tally *)part)->members.count;

	cs_rows_later(table, limit > 0 && limit < count ? limit : count,
		      put_member, study, part);
}
