/* load_orders.c - see loading.h: from rows of all partitions to orders, and
 * what is wrong with them. */
#include "data/loading.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "data/first.h"
#include "data/spread.h"

/* Groups become pairs: see first.h. */
static void number_pairs(struct cs_loading *loading,
			 struct cs_partition *partition)
{
	for (size_t c = 0; c < partition->nentries; c++) {
		struct cs_run *run = &partition->runs[c];
		cs_day first =
		    run->npurchases > 0 ? run->orders->day : CS_NO_DAY;

		run->group = cs_entry(partition, c)->buys
				 ? cs_first_number(loading->pairs,
						   &loading->options.by_first,
						   first, run->group)
				 : 0;
	}
}

static void form_partition(void *context, unsigned worker, size_t job)
{
	struct cs_loading *loading = context;
	struct cs_partition *partition = &loading->data->store->partitions[job];
	struct cs_formed *formed = &loading->formed[job];
	struct cs_bench *bench = &loading->benches[worker];

	pthread_mutex_lock(&loading->lock);
	formed->ids.limit = loading->ids.limit;
	pthread_mutex_unlock(&loading->lock);
	if (loading->options.need == CS_TOTALS)
		cs_orders_settle(partition, &loading->forming, bench, formed);
	else
		cs_orders_form(partition, &loading->forming, bench, formed);
	if (loading->pairs != NULL)
		number_pairs(loading, partition);
	pthread_mutex_lock(&loading->lock);
	cs_id_sample_add(&loading->ids, &formed->ids);
	pthread_mutex_unlock(&loading->lock);
}

static int report_fault(const struct cs_schema *schemas,
			const struct cs_order_fault *fault, struct cs_err *err)
{
	struct cs_buf name = CS_BUF_INIT, id = CS_BUF_INIT, order = CS_BUF_INIT;

	cs_printable(&name, fault->customer.bytes, fault->customer.length, 40);
	cs_orderid_text(fault->order, &id);
	cs_printable(&order, id.data, id.length, 40);
	cs_fail_at(err, NULL, 0, 0);
	if (fault->kind == CS_FAULT_OVERLAP)
		cs_fail(err, "overlapping-files",
			"order \"%s\" of customer \"%s\" stands in %s and in "
			"%s: the files overlap; leave out what is there twice, "
			"or say --overlap last (the last file's rows count), "
			"once (equal rows of several files count once) or add "
			"(all count)",
			order.data, name.data, schemas[fault->files[0]].file,
			schemas[fault->files[1]].file);
	else
		cs_fail(err, "amount-range",
			"an order of customer \"%s\" adds up to more than 64 "
			"bits of millionths hold",
			name.data);
	cs_buf_release(&name);
	cs_buf_release(&id);
	cs_buf_release(&order);
	return -1;
}

/* Of all faults, that of the customer whose key is least. */
static int least_fault(const struct cs_loading *loading, struct cs_err *err)
{
	const struct cs_order_fault *worst = &loading->formed[0].fault;

	for (size_t i = 1; i < CS_PARTITIONS; i++)
		if (cs_fault_before(&loading->formed[i].fault, worst))
			worst = &loading->formed[i].fault;
	return worst->kind == CS_NO_FAULT
		   ? 0
		   : report_fault(loading->data->input.schemas, worst, err);
}

/*
 * Keeps the groups that a customer belongs to, and renumbers the runs, whose
 * groups are ranks or, where `ranks` is given, numbers that have them.
 */
static void keep_used_groups(struct cs_loading *loading, size_t count,
			     const char *const *texts, const uint32_t *ranks)
{
	struct cs_data *data = loading->data;
	uint64_t *customers = cs_calloc(count, sizeof *customers);
	uint32_t *number = cs_calloc(count, sizeof *number);

	for (size_t p = 0; p < CS_PARTITIONS; p++) {
		struct cs_partition *partition = &data->store->partitions[p];

		for (size_t c = 0; c < partition->nentries; c++) {
			uint32_t *group = &partition->runs[c].group;

			if (ranks != NULL)
				*group = ranks[*group];
			customers[*group] += cs_entry(partition, c)->buys;
		}
		cs_store_relieve(data->store);
	}
	cs_ranks_add(data->ranks, customers, count);
	cs_groups_keep(&loading->options.pool, customers, texts, count, number,
		       data);
	for (size_t p = 0; p < CS_PARTITIONS; p++) {
		struct cs_partition *partition = &data->store->partitions[p];

		for (size_t c = 0; c < partition->nentries; c++)
			partition->runs[c].group =
			    number[partition->runs[c].group];
		cs_store_relieve(data->store);
	}
	free(customers);
	free(number);
}

/* The same of pairs. -1 with err filled if there are too many of them. */
static int keep_used_pairs(struct cs_loading *loading,
			   const char *const *columns, struct cs_err *err)
{
	const struct cs_load_options *options = &loading->options;
	const uint32_t *ranks;
	char **names;
	size_t n;

	if (loading->data->ranks != NULL)
		cs_spread_pairs(loading);
	if (cs_grouping_check(loading->pairs, &options->input, err) !=
	    CS_READ_ALL)
		return -1;
	n = cs_first_rank(loading->pairs, &options->by_first, columns, &ranks,
			  &names);
	keep_used_groups(loading, n, (const char *const *)names, ranks);
	for (size_t i = 0; i < n; i++)
		free(names[i]);
	free(names);
	return 0;
}

/*
 * Most of what could stand twice does. Of two files with the same rows half of
 * all are repeated.
 */
static bool mostly_repeated(const struct cs_overlap *overlap)
{
	return overlap->repeated > 0 &&
	       overlap->repeated * 4 >= overlap->shared;
}

static int refuse_overlap(const struct cs_data *data, struct cs_err *err)
{
	const struct cs_overlap *overlap = &data->overlap;
	const struct cs_schema *schemas = data->input.schemas;
	struct cs_buf name = CS_BUF_INIT;
	char day[11], amount[CS_MONEY_SIZE];

	cs_printable(&name, overlap->customer.bytes, overlap->customer.length,
		     40);
	cs_fail_at(err, NULL, 0, 0);
	cs_fail(err, "overlapping-files",
		"the files overlap: of %llu rows on days that lie in several "
		"files %llu repeat%s one of another file, as %s of customer "
		"\"%s\" on %s in %s and in %s; say --overlap once (equal rows "
		"of several files count once), last (the last file's count) or "
		"add (all count)",
		(unsigned long long)overlap->shared,
		(unsigned long long)overlap->repeated,
		overlap->repeated == 1 ? "s" : "",
		cs_money_format(overlap->amount, amount), name.data,
		cs_day_format(overlap->day, day),
		schemas[overlap->files[0]].file,
		schemas[overlap->files[1]].file);
	cs_buf_release(&name);
	return -1;
}

/* What all partitions found, of overlaps too, whose rows are excluded. */
static int settle_overlap(struct cs_loading *loading, struct cs_err *err)
{
	const struct cs_load_options *options = &loading->options;
	struct cs_data *data = loading->data;
	struct cs_overlap_found all = { 0 };

	for (size_t i = 0; i < CS_PARTITIONS; i++) {
		cs_overlap_add(&all, &loading->formed[i].overlap);
		cs_signs_add(&data->signs, &loading->formed[i].signs);
		data->group_varies += loading->formed[i].group_varies;
		data->group_tied += loading->formed[i].group_tied;
	}
	cs_id_sample_judge(&loading->ids, data->store, &data->signs);
	cs_account_move(&data->input.account, CS_FATE_USED, CS_FATE_OVERLAP,
			all.dropped, all.dropped_value);
	cs_account_move(&data->input.account, CS_FATE_USED, CS_FATE_DUPLICATE,
			data->signs.dropped, data->signs.dropped_value);
	data->overlap = all.rows;
	return options->overlap == CS_OVERLAP_ERROR && !options->keys_of_many &&
		       mostly_repeated(&all.rows)
		   ? refuse_overlap(data, err)
		   : 0;
}

int cs_loading_form(struct cs_loading *loading, struct cs_err *err)
{
	struct cs_data *data = loading->data;
	struct cs_shared_days *days;
	const char *const *texts = NULL;
	size_t count = 0;
	int status;

	loading->forming = (struct cs_forming){
		.store = data->store,
		.options = &loading->options,
	};
	if (loading->groups != NULL)
		count = cs_grouping_rank(loading->groups,
					 &loading->forming.ranks, &texts);
	days = cs_shared_days_new(data->store, loading->options.input.nfiles,
				  data->threads);
	loading->forming.days = days;
	loading->formed = cs_calloc(CS_PARTITIONS, sizeof *loading->formed);
	loading->benches = cs_calloc(data->threads, sizeof *loading->benches);
	cs_store_each(data->store, data->threads, form_partition, loading);
	for (unsigned w = 0; w < data->threads; w++)
		cs_bench_clear(&loading->benches[w], data->store);
	free(loading->benches);
	if (data->ranks != NULL)
		cs_spread_formed(loading);
	status =
	    least_fault(loading, err) == 0 ? settle_overlap(loading, err) : -1;
	free(loading->formed);
	cs_id_sample_release(&loading->ids);
	cs_shared_days_free(days);
	if (status == 0 && loading->pairs != NULL)
		status = keep_used_pairs(loading, texts, err);
	else if (status == 0 && loading->groups != NULL && !data->by_row)
		keep_used_groups(loading, count, texts, NULL);
	return status;
}
