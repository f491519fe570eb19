/* values.c - what each customer is worth: see values.h. */
#include "pareto/values.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stat/order.h"

/* --- the visit --------------------------------------------------------- */

/* The orders from --from on; there are none after --to. Without it they may
 * have no day. */
static cs_sum narrow(const struct cs_order **orders, size_t *count, cs_day from)
{
	bool windowed = from > CS_DAY_MIN;
	cs_sum sum = 0;

	for (; windowed && *count > 0 && (*orders)->day < from; (*count)--)
		(*orders)++;
	for (size_t i = 0; i < *count; i++)
		sum += (*orders)[i].total;
	return sum;
}

static void add_item(struct items *items, const struct cs_customer *customer,
		     cs_sum value)
{
	CS_GROW(items->list, items->count, items->capacity);
	items->list[items->count++] =
	    (struct item){ value, customer->key, customer->npurchases,
			   customer->group };
}

static void visit(void *context, unsigned worker,
		  const struct cs_customer *whole)
{
	struct gathering *all = context;
	const struct pareto_options *options = all->job->own;
	cs_day from = all->job->shared.window.from;
	struct cs_customer seen = *whole;
	struct values *values =
	    &all->values[worker * all->ngroups + seen.group];
	cs_sum value;

	if (all->job->by_purchases) {
		seen.value = narrow(&seen.purchases, &seen.npurchases, from);
		if (seen.npurchases == 0)
			return;
		seen.value += narrow(&seen.refunds, &seen.nrefunds, from);
	}
	value = options->kind == MEASURE_ORDERS
		    ? (cs_sum)seen.npurchases * CS_MICROS
		    : seen.value;
	CS_GROW(values->list, values->count, values->capacity);
	values->list[values->count++] = value;
	if (all->items != NULL)
		add_item(&all->items[worker], &seen, value);
}

void gather(struct gathering *all, const struct cs_job *job, bool with_items)
{
	const struct cs_data *data = &job->data;

	*all = (struct gathering){
		.job = job,
		.workers = data->threads,
		.grouped = data->grouped,
		.ngroups = cs_data_ngroups(data),
	};
	all->values =
	    cs_calloc(all->workers * all->ngroups, sizeof *all->values);
	if (with_items)
		all->items = cs_calloc(all->workers, sizeof *all->items);
	cs_data_each(data, visit, all);
}

void gathering_release(struct gathering *all)
{
	for (size_t i = 0; i < all->workers * all->ngroups; i++)
		free(all->values[i].list);
	for (unsigned w = 0; all->items != NULL && w < all->workers; w++)
		free(all->items[w].list);
	free(all->values);
	free(all->items);
}

/* --- values ------------------------------------------------------------ */

static void append(struct values *to, const struct values *from)
{
	if (from->count == 0)
		return;
	to->list =
	    cs_realloc(to->list, to->count + from->count, sizeof *to->list);
	memcpy(to->list + to->count, from->list,
	       from->count * sizeof *to->list);
	to->count += from->count;
}

static void forget(struct values *values)
{
	free(values->list);
	*values = (struct values){ NULL, 0, 0, 0 };
}

static void finish(struct values *values)
{
	cs_sort_descending(values->list, values->count);
	for (size_t i = 0; i < values->count; i++)
		values->total += values->list[i];
}

struct values gathered_whole(struct gathering *all)
{
	struct values result = { NULL, 0, 0, 0 };

	for (size_t i = 0; i < all->workers * all->ngroups; i++) {
		append(&result, &all->values[i]);
		if (!all->grouped)
			forget(&all->values[i]);
	}
	finish(&result);
	return result;
}

struct values gathered_group(struct gathering *all, size_t group)
{
	struct values result = { NULL, 0, 0, 0 };

	for (unsigned w = 0; w < all->workers; w++) {
		struct values *part = &all->values[w * all->ngroups + group];

		append(&result, part);
		forget(part);
	}
	finish(&result);
	return result;
}

cs_sum values_top(const struct values *values, size_t k)
{
	cs_sum sum = 0;

	for (size_t i = 0; i < k && i < values->count; i++)
		sum += values->list[i];
	return sum;
}

/* --- items ------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return cs_text_compare(x->key, y->key);
}

struct items gathered_items(struct gathering *all)
{
	struct items result = { NULL, 0, 0 };

	for (unsigned w = 0; all->items != NULL && w < all->workers; w++) {
		struct items *part = &all->items[w];

		if (part->count == 0)
			continue;
		result.list =
		    cs_realloc(result.list, result.count + part->count,
			       sizeof *result.list);
		memcpy(result.list + result.count, part->list,
		       part->count * sizeof *part->list);
		result.count += part->count;
		free(part->list);
		*part = (struct items){ NULL, 0, 0 };
	}
	if (result.count > 1)
		qsort(result.list, result.count, sizeof *result.list, by_value);
	return result;
}
