/* classes.c - cs-pareto's classes A, B, C, and the customers in them by name.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "pareto/report.h"

enum { CLASS_NAME_SIZE = 24 };

/* "A" to "Z", "Z2" and on. */
static void put_class(struct cs_table *table, size_t index)
{
	char name[CLASS_NAME_SIZE];

	if (index < 26)
		snprintf(name, sizeof name, "%c", (char)('A' + index));
	else
		snprintf(name, sizeof name, "Z%zu", index - 24);
	cs_put_text(table, "class", name);
}

/* --- classes ----------------------------------------------------------- */

const struct cs_column class_columns[] = {
	{ "class", CS_TEXT,
	  .means = "A, B, C, ...: by the cumulative share at which --classes "
		   "ends each" },
	{ "customers", CS_COUNT, .means = "customers in the class" },
	{ "value", CS_MONEY, .means = "what they bring" },
	{ "share", CS_SHARE, "share of all",
	  .means = "their share of the total" },
	{ NULL }
};

void put_classes(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	const struct values *values = &tally->values;
	size_t begin = 0;

	for (size_t i = 0; i <= study->options->classes.count; i++) {
		size_t end = class_end(study, values, i);
		cs_sum sum =
		    values_top(values, end) - values_top(values, begin);

		cs_row(table);
		put_class(table, i);
		cs_put_count(table, "customers", (int64_t)(end - begin));
		cs_put_money(table, "value", sum);
		cs_put_real(table, "share", cs_money_share(sum, values->total));
		begin = end;
	}
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

	if (study->job->shared.limit == 0)
		cs_table_set_text_limit(table, NAMED_IN_TEXT);
}

static void put_customer(const void *study, struct cs_table *table,
			 const void *part, size_t row)
{
	const struct tally *tally = part;
	const struct item *item = &tally->items.list[row];
	char *key = cs_strndup(item->key.bytes, item->key.length);
	cs_sum total = tally->values.total;

	(void)study;
	cs_row(table);
	cs_put_count(table, "rank", (int64_t)row + 1);
	cs_put_text(table, "customer", key);
	cs_put_count(table, "orders", (int64_t)item->orders);
	cs_put_money(table, "value", item->value);
	cs_put_real(table, "share", cs_money_share(item->value, total));
	cs_put_real(table, "cumulative_share",
		    cs_money_share(item->sum, total));
	put_class(table, item->class);
	free(key);
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
