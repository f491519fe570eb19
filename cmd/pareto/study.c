/* study.c - what each customer is worth: see study.h. */
#include "pareto/study.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "app/tables.h"
#include "stat/order.h"
#include "tally/fold.h"

/* --- the tally --------------------------------------------------------- */

/* Until it is finished it holds `items` or, not named, `list`, in no order. */
static void init_values(void *tally, const void *rules)
{
	(void)rules;
	*(struct values *)tally = (struct values){ NULL, NULL, 0, 0, 0 };
}

static void make_room(struct values *values, const struct value_rules *rules,
		      size_t capacity)
{
	values->capacity = capacity;
	if (rules->named)
		values->items =
		    cs_realloc(values->items, capacity, sizeof *values->items);
	else
		values->list =
		    cs_realloc(values->list, capacity, sizeof *values->list);
}

/* The orders from `from` on; there are none after --to. */
static cs_sum narrow(const struct cs_order **orders, size_t *count, cs_day from)
{
	cs_sum sum = 0;

	for (; from > CS_DAY_MIN && *count > 0 && (*orders)->day < from;
	     (*count)--)
		(*orders)++;
	for (size_t i = 0; i < *count; i++)
		sum += (*orders)[i].total;
	return sum;
}

static void add_values(void *tally, const void *told,
		       const struct cs_customer *whole)
{
	const struct value_rules *rules = told;
	struct values *values = tally;
	struct cs_customer seen = *whole;

	if (rules->by_purchases) {
		seen.value =
		    narrow(&seen.purchases, &seen.npurchases, rules->from);
		if (seen.npurchases == 0)
			return;
		seen.value +=
		    narrow(&seen.refunds, &seen.nrefunds, rules->from);
	}
	if (rules->orders)
		seen.value = (cs_sum)seen.npurchases * CS_MICROS;
	if (values->count == values->capacity)
		make_room(values, rules,
			  values->count > 0 ? 2 * values->count : 16);
	if (rules->named)
		values->items[values->count++] =
		    (struct item){ seen.value, seen.key, seen.npurchases };
	else
		values->list[values->count++] = seen.value;
}

static void merge_values(void *sum, const void *part, const void *rules)
{
	struct values *to = sum;
	const struct values *from = part;

	if (from->count == 0)
		return;
	make_room(to, rules, to->count + from->count);
	if (from->items != NULL)
		memcpy(to->items + to->count, from->items,
		       from->count * sizeof *to->items);
	else
		memcpy(to->list + to->count, from->list,
		       from->count * sizeof *to->list);
	to->count += from->count;
}

static int by_value(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return cs_text_compare(x->key, y->key);
}

static void finish_values(void *tally, const void *rules)
{
	struct values *values = tally;

	(void)rules;
	if (values->items != NULL) {
		qsort(values->items, values->count, sizeof *values->items,
		      by_value);
		values->list = cs_calloc(values->count, sizeof *values->list);
		for (size_t i = 0; i < values->count; i++)
			values->list[i] = values->items[i].value;
	} else {
		cs_sort_descending(values->list, values->count);
	}
	values->total = values_top(values, values->count);
}

static void release_values(void *tally)
{
	struct values *values = tally;

	free(values->list);
	free(values->items);
}

static const struct cs_tally values_tally = {
	sizeof(struct values), init_values,   add_values,
	merge_values,	       finish_values, release_values
};

cs_sum values_top(const struct values *values, size_t k)
{
	cs_sum sum = 0;

	for (size_t i = 0; i < k && i < values->count; i++)
		sum += values->list[i];
	return sum;
}

/* --- the study --------------------------------------------------------- */

int study_run(void *run, struct cs_job *job, struct cs_err *err)
{
	struct study *study = run;
	const struct cs_data *data = &job->data;
	struct value_rules rules = {
		.by_purchases = job->by_purchases,
		.from = job->shared.window.from,
		.named = cs_table_needed(job, CUSTOMERS) ||
			 data->customers <= CHART_BARS,
	};
	struct cs_fold fold = { &values_tally, &rules, &study->whole };

	(void)err;
	study->job = job;
	study->options = job->own;
	rules.orders = study->options->kind == MEASURE_ORDERS;
	if (data->grouped) {
		study->ngroups = cs_data_ngroups(data);
		study->groups =
		    cs_calloc(study->ngroups, sizeof *study->groups);
		fold.groups = study->groups;
	}
	cs_data_fold(data, &fold, 1);
	return 0;
}

void study_release(void *released)
{
	struct study *study = released;

	for (size_t g = 0; g < study->ngroups; g++)
		release_values(&study->groups[g]);
	free(study->groups);
	release_values(&study->whole);
}
