/*
 * values.h - what cs-pareto asks of the data: its options, and what each
 * customer is worth, for each group and for the whole.
 *
 * Customers are visited once; then the values of the whole and of each group
 * are taken out, one after another, so that no more of them are kept than
 * needed.
 */
#ifndef PARETO_VALUES_H
#define PARETO_VALUES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "option/value.h"
#include "app/job.h"

enum measure {
	MEASURE_AMOUNT,
	MEASURE_ORDERS,
	MEASURE_QUANTITY,
	MEASURE_COLUMN /* any other column of numbers */
};

/* The command's own options, with their defaults once parsed. */
struct pareto_options {
	const char *by;	     /* NULL: the customer */
	const char *measure; /* as it was typed */
	enum measure kind;   /* what that is */
	struct cs_percent_list percents, classes;
	int64_t target, top; /* millionths of a per cent */
	long bootstrap;	     /* resamples; 0: none */
	long seed;
};

/* One per customer, largest first. */
struct values {
	cs_sum *list;
	size_t count, capacity;
	cs_sum total;
};

/* The sum of the `k` largest; of all if there are fewer. */
cs_sum values_top(const struct values *values, size_t k);

/* A customer by name, where single ones are shown. */
struct item {
	cs_sum value;
	struct cs_text key; /* of cs_data */
	uint64_t orders;
	uint32_t group;
};

struct items {
	struct item *list; /* by value, the largest first, then by key */
	size_t count, capacity;
};

struct gathering {
	const struct cs_job *job;
	unsigned workers;
	bool grouped;
	size_t ngroups; /* 1 where the input is not grouped */
	struct values
	    *values; /* [worker * ngroups + group]: not sorted, no total */
	struct items *items; /* [worker]; NULL: not wanted */
};

/*
 * Visits all customers; their names are kept if `with_items`. `job` is borrowed
 * for the life of the gathering. Release it.
 */
void gather(struct gathering *all, const struct cs_job *job, bool with_items);
void gathering_release(struct gathering *all);

/*
 * The values of everybody. To be called before any group's values are taken;
 * without groups once. The caller frees the list.
 */
struct values gathered_whole(struct gathering *all);

/* The values of one group, which are gone from `all` then. The caller frees the
 * list. */
struct values gathered_group(struct gathering *all, size_t group);

/* All customers by name; once; none if not wanted. The caller frees the list.
 */
struct items gathered_items(struct gathering *all);

#endif
