/* study.c - what each customer is worth: see study.h. */
#include "pareto/study.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/sort.h"
#include "base/word.h"
#include "app/clusters.h"
#include "app/notice.h"
#include "app/tables.h"
#include "stat/concentration.h"
#include "stat/order.h"
#include "tally/fold.h"

/* --- values ------------------------------------------------------------ */

/* The sum of the orders from `from` on, of which there are *count; there are
 * none after --to. */
static cs_sum narrow(const struct cs_order *orders, size_t *count, cs_day from)
{
	cs_sum sum = 0;

	for (; from > CS_DAY_MIN && *count > 0 && orders->day < from;
	     (*count)--)
		orders++;
	for (size_t i = 0; i < *count; i++)
		sum += orders[i].total;
	return sum;
}

/* Is the customer in the window? Its value and purchases there. */
static bool weigh(const struct cs_customer *customer,
		  const struct value_rules *rules, cs_sum *value,
		  size_t *purchases)
{
	size_t refunds = customer->nrefunds;

	*value = customer->value;
	*purchases = customer->npurchases;
	if (rules->by_purchases) {
		*value = narrow(customer->purchases, purchases, rules->from);
		if (*purchases == 0)
			return false;
		*value += narrow(customer->refunds, &refunds, rules->from);
	}
	if (rules->orders)
		*value = (cs_sum)*purchases * CS_MICROS;
	return true;
}

static void values_add(void *tally, const void *rules,
		       const struct cs_customer *customer)
{
	struct values *values = tally;
	size_t purchases;
	cs_sum value;

	if (!weigh(customer, rules, &value, &purchases))
		return;
	CS_GROW(values->list, values->count, values->capacity);
	values->list[values->count++] = value;
}

static void values_finish(void *tally, const void *rules)
{
	struct values *values = tally;
	size_t i;

	(void)rules;
	cs_sort_descending(values->list, values->count);
	for (i = values->count; i > 0 && values->list[i - 1] < 0; i--) {
		values->below += values->list[i - 1];
		values->list[i - 1] = 0;
		values->negative++;
	}
	while (i > 0 && values->list[i - 1] == 0)
		i--;
	values->positive = i;
	values->total = values_top(values, i);
}

static const struct cs_members values_members[] = {
	CS_LIST(struct values, "s", list, CS_APPENDED, count,
		offsetof(struct values, capacity)),
	{ NULL },
};

const struct cs_tally values_tally = {
	.size = sizeof(struct values),
	.add = values_add,
	.finish = values_finish,
	.members = values_members,
	.tag = "valu",
	.version = 1,
};

cs_sum values_top(const struct values *values, size_t k)
{
	cs_sum sum = 0;

	for (size_t i = 0; i < k && i < values->count; i++)
		sum += values->list[i];
	return sum;
}

/* --- items ------------------------------------------------------------- */

/*
 * What items are sorted by, which are wide: 32 bytes, in which the key's first
 * eight, as a number, mostly settle what equal values leave open. On one thread
 * 3.5 million customers are printed in two thirds of the time that it took to
 * sort the items themselves.
 */
struct ranked {
	cs_sum value;
	uint64_t head;
	struct item *item;
};

static int by_value(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	if (x->head != y->head)
		return x->head < y->head ? -1 : 1;
	return cs_text_compare(x->item->key, y->item->key);
}

/* As keys compare, those that are alike in it aside. */
static uint64_t head_of(struct cs_text key)
{
	uint64_t head = 0;

	for (size_t i = 0; i < 8; i++)
		head = head << 8 |
		       (i < key.length ? (unsigned char)key.bytes[i] : 0);
	return head;
}

/* Each item goes where its rank is: round by round, each of which ends where it
 * began. */
static void arrange(struct item *list, struct ranked *ranks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct item first = list[i];
		size_t to = i, from = (size_t)(ranks[i].item - list);

		while (from != i) {
			list[to] = list[from];
			ranks[to].item = &list[to];
			to = from;
			from = (size_t)(ranks[to].item - list);
		}
		list[to] = first;
		ranks[to].item = &list[to];
	}
}

/* Sorts them; those behind the first `most` go. 0: all stay. */
static void keep_first(struct items *items, size_t most, unsigned threads)
{
	size_t count = items->count;
	struct ranked *ranks = cs_calloc(count, sizeof *ranks);

	for (size_t i = 0; i < count; i++)
		ranks[i] = (struct ranked){ items->list[i].value,
					    head_of(items->list[i].key),
					    &items->list[i] };
	cs_sort_on(threads, ranks, count, sizeof *ranks, by_value);
	arrange(items->list, ranks, count);
	free(ranks);
	if (most > 0 && count > most)
		items->count = most;
}

static void items_add(void *tally, const void *with,
		      const struct cs_customer *customer)
{
	const struct value_rules *rules = with;
	struct items *items = tally;
	size_t purchases;
	cs_sum value;

	if (!weigh(customer, rules, &value, &purchases))
		return;
	if (rules->named > 0 && items->count / 2 >= rules->named)
		keep_first(items, rules->named, 1);
	CS_GROW(items->list, items->count, items->capacity);
	items->list[items->count++] = (struct item){
		.value = value,
		.key = customer->key,
		.kept = customer->kept,
		.orders = purchases,
	};
}

static void items_trim(void *tally, const void *rules)
{
	const struct value_rules *with = rules;

	if (with->named > 0)
		keep_first(tally, with->named, with->threads);
}

static void items_finish(void *tally, const void *rules)
{
	const struct value_rules *with = rules;
	struct items *items = tally;
	cs_sum sum = 0;

	keep_first(items, with->named, with->threads);
	for (size_t i = 0; i < items->count; i++)
		items->list[i].sum = sum += items->list[i].value;
}

static const struct cs_members items_members[] = {
	CS_LIST(struct items, "sstkq", list, CS_APPENDED, count,
		offsetof(struct items, capacity)),
	{ NULL },
};

static const struct cs_tally items_tally = {
	.size = sizeof(struct items),
	.add = items_add,
	.trim = items_trim,
	.finish = items_finish,
	.members = items_members,
	.tag = "item",
	.version = 1,
};

/* --- the study --------------------------------------------------------- */

size_t class_end(const struct study *study, const struct values *values,
		 size_t index)
{
	const struct cs_percent_list *ends = &study->options->classes;

	if (index >= ends->count)
		return values->positive;
	return cs_customers_for_target(values->list, values->count,
				       ends->micros[index]);
}

/* The class of each item. */
static void classify(const struct study *study, struct tally *tally)
{
	const struct values *values = &tally->values;
	size_t class = 0, last = study->options->classes.count;
	size_t end = tally->items.count > 0 ? class_end(study, values, 0) : 0;

	for (size_t i = 0; i < tally->items.count; i++) {
		while (i >= end && class <= last)
			end = ++class <= last ? class_end(study, values, class)
					      : values->count;
		tally->items.list[i].class = class;
	}
}

static void warn_negative(struct cs_job *job, const struct values *values)
{
	const struct cs_schema *schema = &job->data.input.schemas[0];
	int column = schema->column[CS_ROLE_AMOUNT] >= 0
			 ? schema->column[CS_ROLE_AMOUNT]
			 : schema->column[CS_ROLE_QUANTITY];
	char below[CS_MONEY_SIZE], total[CS_MONEY_SIZE];
	struct cs_buf refunds = CS_BUF_INIT, offer = CS_BUF_INIT;

	if (column < 0 || !values_doubted(values))
		return;
	cs_buf_addf(&refunds, "%s<0", schema->header.names[column]);
	cs_add_given(&offer, "--exclude", refunds.data);
	cs_warn(job, "negative-values", values->negative, NULL, 0,
		"%zu of %zu %s worth less than 0, %s together beside %s of the "
		"others: %s as 0 in shares, classes and the Gini coefficient; "
		"%s leaves all refunds out",
		values->negative, values->count,
		values->negative == 1 ? "is" : "are",
		cs_money_format(values->below, below),
		cs_money_format(values->total, total),
		values->negative == 1 ? "it counts" : "they count", offer.data);
	cs_buf_release(&refunds);
	cs_buf_release(&offer);
}

static void name_percents(struct study *study)
{
	const struct cs_percent_list *list = &study->options->percents;

	study->percents = cs_calloc(list->count, sizeof *study->percents);
	for (size_t i = 0; i < list->count; i++)
		snprintf(study->percents[i], PERCENT_SIZE, "%.9g %%",
			 (double)list->micros[i] / 1e6);
}

int study_run(void *run, struct cs_job *job, struct cs_err *err)
{
	const struct pareto_options *options = job->own;
	bool named = cs_table_needed(job, CUSTOMERS) ||
		     job->data.customers <= CHART_NAMED;
	size_t most = cs_rows_wanted(job, NAMED_IN_TEXT);
	struct study *study = run;
	struct cs_parts *parts = &study->parts;

	(void)err;
	if (most > 0 && most < CHART_BARS) /* which may name them too */
		most = CHART_BARS;
	study->job = job;
	study->options = options;
	study->rules =
	    (struct value_rules){ options->kind == MEASURE_ORDERS,
				  job->by_purchases, job->shared.window.from,
				  most, job->data.threads };
	parts->tallies[0] =
	    (struct cs_part_tally){ &values_tally, &study->rules,
				    offsetof(struct tally, values) };
	if (named)
		parts->tallies[1] =
		    (struct cs_part_tally){ &items_tally, &study->rules,
					    offsetof(struct tally, items) };
	parts->led = true;
	cs_parts_fold(parts, sizeof(struct tally), &job->data);
	if (cs_data_follows(&job->data))
		return 0;
	study->whole = parts->whole;
	parts->customers = (int64_t)study->whole->values.count;
	warn_negative(job, &study->whole->values);
	classify(study, parts->whole);
	for (size_t g = 0; g < parts->ngroups; g++)
		classify(study, (struct tally *)parts->groups + g);
	spread_run(study);
	name_percents(study);
	return 0;
}

void study_release(void *run)
{
	struct study *study = run;

	cs_jackknife_release(&study->jackknife);
	free(study->percents);
}
