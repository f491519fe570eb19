/* classes.c - cs-pareto's classes A, B, C, and the customers in them by name.
 */
#include <stdio.h>

#include "app/keep.h"
#include "pareto/report.h"

enum { CLASS_NAME_SIZE = 24 };

/* "A" to "Z", "Z2" and on; "none" of those worth nothing, behind the last. */
static void put_class(struct cs_table *table, const struct study *study,
		      size_t index)
{
	char name[CLASS_NAME_SIZE] = "none";

	if (index <= study->options->classes.count && index < 26)
		snprintf(name, sizeof name, "%c", (char)('A' + index));
	else if (index <= study->options->classes.count)
		snprintf(name, sizeof name, "Z%zu", index - 24);
	cs_put_text(table, "class", name);
}

/* --- classes ----------------------------------------------------------- */

const struct cs_column class_columns[] = {
	{ "class", CS_TEXT,
	  .means = "A, B, C, ...: by the cumulative share at which --classes "
		   "ends each; none: worth nothing or less" },
	{ "customers", CS_COUNT, .means = "customers in the class" },
	{ "value", CS_MONEY, .means = "what they bring" },
	{ "share", CS_SHARE, "share of all",
	  .means = "their share of the total" },
	{ NULL }
};

/* Customers from `begin` up to `end`, who have the class. */
static void put_row(struct cs_table *table, const struct study *study,
		    size_t class, const struct values *values, size_t begin,
		    size_t end)
{
	cs_sum sum = values_top(values, end) - values_top(values, begin);
	bool none = class > study->options->classes.count;

	cs_row(table);
	put_class(table, study, class);
	cs_put_count(table, "customers", (int64_t)(end - begin));
	cs_put_money(table, "value", none ? values->below : sum);
	if (none)
		cs_put_null(table, "share");
	else
		cs_put_real(table, "share", cs_money_share(sum, values->total));
}

void begin_classes(const void *of, struct cs_table *table)
{
	cs_table_set_heading(table, "customers", keys_of(of));
}

void put_classes(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	const struct values *values = &tally->values;
	size_t begin = 0, class = 0;

	for (; class <= study->options->classes.count; class ++) {
		size_t end = class_end(study, values, class);

		put_row(table, study, class, values, begin, end);
		begin = end;
	}
	if (begin < values->count)
		put_row(table, study, class, values, begin, values->count);
}

/* --- customers --------------------------------------------------------- */

const struct cs_column customer_columns[] = {
	{ "rank", CS_COUNT, .means = "1 is the largest" },
	{ "customer", CS_TEXT, .means = "the customer, or the key of --by" },
	{ "orders", CS_COUNT,
	  .means = "purchases: orders whose total is not negative" },
	{ "value", CS_MONEY, .means = "what the customer brings" },
	{ "share", CS_SHARE, .means = "its share of the total" },
	{ "cumulative_share", CS_SHARE, "cumulative",
	  .means = "share of this customer and all before it" },
	{ "class", CS_TEXT, .means = "A, B, C, ... by --classes" },
	{ NULL }
};

void begin_customers(const void *of, struct cs_table *table)
{
	const struct study *study = of;

	if (study->options->key != NULL)
		cs_table_set_heading(table, "customer", study->options->key);
	cs_keep_columns(table, &study->options->keep);
	cs_table_keep_short(study->job, table, NAMED_IN_TEXT);
}

static void put_customer(const void *of, struct cs_table *table,
			 const void *part, size_t row)
{
	const struct study *study = of;
	const struct tally *tally = part;
	const struct item *item = &tally->items.list[row];
	cs_sum total = tally->values.total;

	cs_row(table);
	cs_put_count(table, "rank", (int64_t)row + 1);
	cs_put_bytes(table, "customer", item->key);
	cs_put_count(table, "orders", (int64_t)item->orders);
	cs_put_money(table, "value", item->value);
	if (item->value >= 0) {
		cs_put_real(table, "share", cs_money_share(item->value, total));
		cs_put_real(table, "cumulative_share",
			    cs_money_share(item->sum, total));
	} else {
		cs_put_null(table, "share");
		cs_put_null(table, "cumulative_share");
	}
	put_class(table, study, item->class);
	cs_keep_put(table, &study->options->keep, item->kept);
}

void put_customers(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	size_t limit = (size_t)study->job->shared.limit;
	size_t count = tally->values.count;

	cs_rows_later(table, limit > 0 && limit < count ? limit : count,
		      put_customer, study, tally);
}
