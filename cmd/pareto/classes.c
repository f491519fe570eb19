/* classes.c - cs-pareto's classes A, B, C, and the customers in them by name.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "app/shared.h"
#include "pareto/report.h"
#include "stat/concentration.h"

enum { CLASS_NAME_SIZE = 16 };

/* Where the class `index` ends, counted from 0: customers up to there. */
static size_t class_end(const struct pareto_options *options,
			const struct values *values, size_t index)
{
	if (index >= options->classes.count)
		return values->count;
	return cs_customers_for_target(values->list, values->count,
				       options->classes.micros[index]);
}

/* "A" to "Z", "Z2" and on; returns `name`. */
static char *class_name(size_t index, char name[static CLASS_NAME_SIZE])
{
	struct cs_buf text = CS_BUF_INIT;

	if (index < 26)
		cs_buf_addc(&text, (char)('A' + index));
	else
		cs_buf_addf(&text, "Z%zu", index - 24);
	memcpy(name, text.data, text.length + 1);
	cs_buf_release(&text);
	return name;
}

/* --- classes ----------------------------------------------------------- */

const struct cs_column class_columns[] = { { "class", CS_TEXT },
					   { "customers", CS_COUNT },
					   { "value", CS_MONEY },
					   { "share", CS_SHARE,
					     "share of all" },
					   { NULL } };

void put_classes(const struct pareto_tables *tables, struct cs_part part,
		 const struct values *values)
{
	struct cs_table *table = tables->classes;
	char name[CLASS_NAME_SIZE];
	size_t begin = 0;

	for (size_t i = 0; i <= tables->options->classes.count; i++) {
		size_t end = class_end(tables->options, values, i);
		cs_sum sum =
		    values_top(values, end) - values_top(values, begin);

		cs_put_part(table, part);
		cs_put_text(table, "class", class_name(i, name));
		cs_put_count(table, "customers", (int64_t)(end - begin));
		cs_put_money(table, "value", sum);
		cs_put_real(table, "share", cs_money_share(sum, values->total));
		begin = end;
	}
}

/* --- customers --------------------------------------------------------- */

const struct cs_column customer_columns[] = {
	{ "rank", CS_COUNT },	{ "customer", CS_TEXT },
	{ "orders", CS_COUNT }, { "value", CS_MONEY },
	{ "share", CS_SHARE },	{ "cumulative_share", CS_SHARE, "cumulative" },
	{ "class", CS_TEXT },	{ NULL }
};

/* `sum` is the value of this customer and all larger ones. */
static void put_customer(struct cs_table *table, const struct item *item,
			 size_t rank, cs_sum sum, cs_sum total, size_t class)
{
	char name[CLASS_NAME_SIZE];
	char *key = cs_strndup(item->key.bytes, item->key.length);

	cs_put_count(table, "rank", (int64_t)rank);
	cs_put_text(table, "customer", key);
	cs_put_count(table, "orders", (int64_t)item->orders);
	cs_put_money(table, "value", item->value);
	cs_put_real(table, "share", cs_money_share(item->value, total));
	cs_put_real(table, "cumulative_share", cs_money_share(sum, total));
	cs_put_text(table, "class", class_name(class, name));
	free(key);
}

void put_customers(const struct pareto_tables *tables, struct cs_part part,
		   size_t group, const struct values *values,
		   const struct items *items)
{
	long told = tables->job->shared.limit;
	size_t limit = told > 0 ? (size_t)told : SIZE_MAX;
	size_t rank = 0, class = 0;
	size_t end = class_end(tables->options, values, 0);
	cs_sum sum = 0;

	for (size_t i = 0; i < items->count && rank < limit; i++) {
		const struct item *item = &items->list[i];

		if (group != EVERY_GROUP && item->group != group)
			continue;
		while (rank >= end && class < tables->options->classes.count)
			end = class_end(tables->options, values, ++class);
		sum += item->value;
		rank++;
		cs_put_part(tables->customers, part);
		put_customer(tables->customers, item, rank, sum, values->total,
			     class);
	}
}
