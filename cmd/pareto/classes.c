/* classes.c - cs-pareto's classes A, B, C, and the customers in them by name.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "pareto/report.h"
#include "stat/concentration.h"

enum { TEXT_CUSTOMERS = 20, CLASS_NAME_SIZE = 24 };

/* Where the class `index` ends, counted from 0: customers up to there. */
static size_t class_end(const struct study *study, const struct values *values,
			size_t index)
{
	const struct cs_percent_list *ends = &study->options->classes;

	if (index >= ends->count)
		return values->count;
	return cs_customers_for_target(values->list, values->count,
				       ends->micros[index]);
}

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
		cs_table_set_text_limit(table, TEXT_CUSTOMERS);
}

void put_customers(const void *of, struct cs_table *table, const void *part)
{
	const struct study *study = of;
	const struct tally *tally = part;
	const struct values *values = &tally->values;
	long limit = study->job->shared.limit;
	size_t class = 0, end = class_end(study, values, 0);
	cs_sum sum = 0;

	for (size_t i = 0;
	     i < values->count && (limit == 0 || i < (size_t)limit); i++) {
		const struct item *item = &tally->items.list[i];
		char *key = cs_strndup(item->key.bytes, item->key.length);

		while (i >= end && class < study->options->classes.count)
			end = class_end(study, values, ++class);
		sum += item->value;
		cs_row(table);
		cs_put_count(table, "rank", (int64_t)i + 1);
		cs_put_text(table, "customer", key);
		cs_put_count(table, "orders", (int64_t)item->orders);
		cs_put_money(table, "value", item->value);
		cs_put_real(table, "share",
			    cs_money_share(item->value, values->total));
		cs_put_real(table, "cumulative_share",
			    cs_money_share(sum, values->total));
		put_class(table, class);
		free(key);
	}
}
