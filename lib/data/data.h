/*
 * data.h - customers: what commands compute with.
 *
 * Rows are shuffled by customer into partitions while they are read; after that
 * each partition is worked on alone. A command says what it needs: totals per
 * customer, or each customer's purchases as well.
 *
 *	cs_load(&options, &data, &err)
 *	cs_data_each(&data, visit, partial results per worker)
 *	fold the partial results
 *
 * Nobody above this layer knows how many partitions there are. What a visitor adds up
 * must not depend on the order of visits.
 */
#ifndef CS_DATA_DATA_H
#define CS_DATA_DATA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/err.h"
#include "base/money.h"
#include "input/reader.h"

struct cs_order {
	cs_day day;
	uint32_t group;		/* index into cs_data.groups */
	cs_micros total;
};

struct cs_customer {
	struct cs_text key;
	uint32_t group;		/* of the first purchase; 0 without groups */
	uint64_t rows;
	cs_sum value;		/* of all rows: net revenue, if amounts are read */
	const struct cs_order *purchases;	/* by day, amount, order id; none in CS_TOTALS */
	size_t npurchases;
	const struct cs_order *refunds;		/* orders of negative total, by day */
	size_t nrefunds;
};

enum cs_need {
	CS_TOTALS,	/* value and rows; a customer counts who has a row that is not negative */
	CS_TOTALS_AND_PURCHASES,	/* both: purchases, and the rule of CS_TOTALS */
	CS_PURCHASES	/* purchases; a customer counts who has one */
};

struct cs_load_options {
	struct cs_input input;
	enum cs_need need;
	bool once;		/* --line-items once: an order's first row holds its amount */
	bool items_told;	/* --line-items was given: repeated amounts are meant */
	bool by_day;		/* --occasion day: purchases of one day are one */
	cs_day as_of;		/* end of observation; CS_NO_DAY: the last date read */
	cs_day first_from, first_to;	/* customers by first purchase; CS_DAY_MIN, CS_DAY_MAX */
};

struct cs_data {
	struct cs_input_result input;
	cs_day as_of;		/* CS_NO_DAY where no dates are read */
	uint64_t customers;	/* that count */
	uint64_t customers_without_purchase;
	uint64_t rows_without_purchase;
	cs_sum amount_without_purchase;
	char **groups;		/* sorted; "(none)" for the empty one */
	size_t ngroups;		/* groups with a customer that counts; at least 1 */
	bool grouped;
	struct cs_store *store;
	unsigned threads;
};

/*
 * Reads the input and forms purchases. 0; or -1 with err filled, unless bad rows
 * ended the run: then data->input.rejects has them and err->message is empty.
 * Release `data` in every case.
 */
int cs_load(const struct cs_load_options *options, struct cs_data *data,
	    struct cs_err *err);
void cs_data_release(struct cs_data *data);

/*
 * Calls visit() once for every customer that counts, on all threads; `worker` is
 * below data->threads. `customer` lives for the call, its key as long as data.
 */
void cs_data_each(const struct cs_data *data,
		  void (*visit)(void *context, unsigned worker,
				const struct cs_customer *customer),
		  void *context);

#endif
