/* load.c - see data.h: from files to customers. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "base/utf8.h"
#include "base/word.h"
#include "data/data.h"
#include "data/checks.h"
#include "data/clusters.h"
#include "data/contacts.h"
#include "data/groups.h"
#include "data/orders.h"
#include "data/rowsample.h"
#include "data/store.h"
#include "input/sheaf.h"

struct loading {
	struct cs_load_options options; /* with what the first file settles */
	struct cs_data *data;
	struct cs_shuffle *shuffle;
	struct cs_grouping *groups; /* NULL without a group column */
	struct cs_forming forming;
	struct cs_bench *benches; /* per worker */
	struct cs_formed *formed; /* per partition */
	pthread_mutex_t lock;	  /* of `ids`, while they are formed */
	struct cs_id_sample ids;
	struct cs_row_samples *samples; /* NULL: orders are formed */
	int *orders; /* per file, its column of order ids, or -1 */
	size_t nopened;
};

static bool take_row(void *context, unsigned worker, uint32_t file,
		     const struct cs_row *row)
{
	struct loading *loading = context;
	const struct cs_load_options *options = &loading->options;
	uint32_t group = 0, tag = 0;

	if (loading->groups != NULL)
		group = cs_grouping_number(loading->groups, row->group);
	if (options->tag != NULL)
		tag = options->tag(row);
	cs_shuffle_row(loading->shuffle, worker, row, file, group, tag);
	return loading->groups == NULL || !cs_grouping_full(loading->groups);
}

/* The same without groups and tags, which most runs do not have. */
static bool take_plain_row(void *context, unsigned worker, uint32_t file,
			   const struct cs_row *row)
{
	const struct loading *loading = context;

	cs_shuffle_row(loading->shuffle, worker, row, file, 0, 0);
	return true;
}

/* The sample sees whether it stands in its file twice. */
static __attribute__((noinline)) void sample_row(struct loading *loading,
						 unsigned worker, uint32_t file,
						 const struct cs_row *row)
{
	if (loading->options.need == CS_TOTALS)
		cs_row_samples_keep(loading->samples, worker, file, row,
				    loading->orders[file]);
}

/* ... where orders are not formed. */
static bool take_total(void *context, unsigned worker, uint32_t file,
		       const struct cs_row *row)
{
	struct loading *loading = context;

	if (cs_row_drawn(loading->samples, &row->customer))
		sample_row(loading, worker, file, row);
	return take_plain_row(loading, worker, file, row);
}

/* --- many rows at once, of which each is taken as by those above --- */

static bool take_plain_rows(void *context, unsigned worker, uint32_t file,
			    const struct cs_sheaf *sheaf)
{
	const struct loading *loading = context;

	cs_shuffle_sheaf(loading->shuffle, worker, sheaf, file, NULL);
	return true;
}

static bool take_grouped_rows(void *context, unsigned worker, uint32_t file,
			      const struct cs_sheaf *sheaf)
{
	static const struct cs_text none = { "", 0 };
	const struct loading *loading = context;
	uint32_t groups[CS_SHEAF_ROWS];

	for (size_t i = 0; i < sheaf->count; i++)
		groups[i] = cs_grouping_number(
		    loading->groups,
		    sheaf->group != NULL ? sheaf->group[i] : none);
	cs_shuffle_sheaf(loading->shuffle, worker, sheaf, file, groups);
	return !cs_grouping_full(loading->groups);
}

static bool take_totals(void *context, unsigned worker, uint32_t file,
			const struct cs_sheaf *sheaf)
{
	struct loading *loading = context;

	for (size_t i = 0; i < sheaf->count; i++) {
		struct cs_cells cells;
		struct cs_row row;

		if (!cs_row_drawn(loading->samples, &sheaf->customer[i]))
			continue;
		cs_sheaf_row(sheaf, i, &row, &cells);
		sample_row(loading, worker, file, &row);
	}
	return take_plain_rows(loading, worker, file, sheaf);
}

/* What its rows are is settled by the first file; totals that repeat make
 * orders matter. */
static void settle_items(struct loading *loading,
			 const struct cs_schema *schema)
{
	struct cs_load_options *options = &loading->options;

	if (options->items == CS_ITEMS_FOUND)
		options->items =
		    schema->items.repeat ? CS_ITEMS_SAME : CS_ITEMS_SUM;
	if (options->items == CS_ITEMS_SAME && options->need == CS_TOTALS)
		options->need = CS_TOTALS_AND_PURCHASES;
	loading->data->items = options->items;
	loading->data->valued = cs_has_amounts(schema);
}

static void open_file(void *context, struct cs_schema *schema)
{
	struct loading *loading = context;
	struct cs_data *data = loading->data;

	if (data->store == NULL) {
		settle_items(loading, schema);
		data->store = cs_store_new(&loading->options);
		loading->shuffle =
		    cs_shuffle_new(data->store, data->store->line_part,
				   cs_store_rows, data->threads);
	}
	if (data->items == CS_ITEMS_SAME)
		schema->column[CS_ROLE_ORDER] = schema->order;
	if (loading->samples != NULL)
		loading->orders[loading->nopened++] = schema->order;
}

/* Where no orders are formed, do rows stand twice in a file? */
static void begin_sample(struct loading *loading)
{
	const struct cs_load_options *options = &loading->options;

	if (options->need != CS_TOTALS || options->keys_of_many ||
	    options->duplicates != CS_DUPLICATES_DOUBTED)
		return;
	loading->samples = cs_row_samples_new(options->input.threads);
	loading->orders =
	    cs_calloc(options->input.nfiles, sizeof *loading->orders);
}

static void end_sample(struct loading *loading, bool read)
{
	struct cs_data *data = loading->data;

	if (loading->samples == NULL)
		return;
	if (read && loading->options.need == CS_TOTALS)
		cs_row_samples_judge(loading->samples, &data->signs,
				     &data->store->partitions[0].keys);
	cs_row_samples_free(loading->samples);
	free(loading->orders);
}

static cs_row_sink *sink_of(const struct loading *loading)
{
	if (loading->groups != NULL || loading->options.tag != NULL)
		return take_row;
	return loading->samples != NULL ? take_total : take_plain_row;
}

/* NULL: each row is wanted by itself. */
static cs_sheaf_sink *sheaf_sink_of(const struct loading *loading)
{
	if (loading->options.tag != NULL || loading->options.moments)
		return NULL;
	if (loading->groups != NULL)
		return take_grouped_rows;
	return loading->samples != NULL ? take_totals : take_plain_rows;
}

static enum cs_read read_rows(struct loading *loading, struct cs_err *err)
{
	struct cs_input *input = &loading->options.input;
	struct cs_data *data = loading->data;
	enum cs_read status;

	if (input->nfiles == 0) { /* contacts alone */
		data->store = cs_store_new(&loading->options);
		return CS_READ_ALL;
	}
	input->sheaf = sheaf_sink_of(loading);
	input->opened = open_file;
	input->opened_context = loading;
	status =
	    cs_input_read(input, sink_of(loading), loading, &data->input, err);
	if (loading->shuffle != NULL)
		cs_shuffle_finish(loading->shuffle);
	return status == CS_READ_ALL && loading->groups != NULL
		   ? cs_grouping_check(loading->groups, input, err)
		   : status;
}

static void form_partition(void *context, unsigned worker, size_t job)
{
	struct loading *loading = context;
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
static int least_fault(const struct loading *loading, struct cs_err *err)
{
	const struct cs_order_fault *worst = &loading->formed[0].fault;

	for (size_t i = 1; i < CS_PARTITIONS; i++)
		if (cs_fault_before(&loading->formed[i].fault, worst))
			worst = &loading->formed[i].fault;
	return worst->kind == CS_NO_FAULT
		   ? 0
		   : report_fault(loading->data->input.schemas, worst, err);
}

/* Keeps the groups that a customer belongs to, and renumbers the runs. */
static void keep_used_groups(struct cs_data *data, size_t count,
			     const char *const *texts)
{
	bool *used = cs_calloc(count, sizeof *used);
	uint32_t *number = cs_calloc(count, sizeof *number);

	for (size_t p = 0; p < CS_PARTITIONS; p++) {
		struct cs_partition *partition = &data->store->partitions[p];

		for (size_t c = 0; c < partition->nentries; c++)
			if (cs_entry(partition, c)->buys)
				used[partition->runs[c].group] = true;
	}
	data->groups = cs_calloc(count, sizeof *data->groups);
	for (size_t i = 0; i < count; i++)
		if (used[i]) {
			number[i] = (uint32_t)data->ngroups;
			data->groups[data->ngroups++] = cs_strdup(texts[i]);
		}
	for (size_t p = 0; p < CS_PARTITIONS; p++) {
		struct cs_partition *partition = &data->store->partitions[p];

		for (size_t c = 0; c < partition->nentries; c++)
			partition->runs[c].group =
			    number[partition->runs[c].group];
	}
	free(used);
	free(number);
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
static int settle_overlap(struct loading *loading, struct cs_err *err)
{
	const struct cs_load_options *options = &loading->options;
	struct cs_data *data = loading->data;
	struct cs_overlap_found all = { 0 };

	for (size_t i = 0; i < CS_PARTITIONS; i++) {
		cs_overlap_add(&all, &loading->formed[i].overlap);
		cs_signs_add(&data->signs, &loading->formed[i].signs);
		data->group_varies += loading->formed[i].group_varies;
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

static int form_orders(struct loading *loading, struct cs_err *err)
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
	cs_parallel(data->threads, CS_PARTITIONS, form_partition, loading);
	for (unsigned w = 0; w < data->threads; w++)
		cs_bench_clear(&loading->benches[w], data->store);
	free(loading->benches);
	status =
	    least_fault(loading, err) == 0 ? settle_overlap(loading, err) : -1;
	free(loading->formed);
	cs_id_sample_release(&loading->ids);
	cs_shared_days_free(days);
	if (status == 0 && loading->groups != NULL)
		keep_used_groups(data, count, texts);
	return status;
}

/* Who counts, and what is left out with those who do not. */
static void count_customers(struct cs_data *data)
{
	struct cs_account *account = &data->input.account;

	for (size_t p = 0; p < CS_PARTITIONS; p++) {
		const struct cs_partition *partition =
		    &data->store->partitions[p];

		for (size_t c = 0; c < partition->nentries; c++) {
			const struct cs_store_entry *entry =
			    cs_entry(partition, c);
			uint64_t rows = cs_entry_rows(partition, entry);
			cs_sum value = cs_entry_value(partition, entry);
			bool bought;

			if (entry->buys) {
				data->customers++;
				cs_key_facts_add(
				    &data->keys, cs_entry_key(entry), rows,
				    partition->runs != NULL
					? partition->runs[c].npurchases
					: rows,
				    value);
				continue;
			}
			/* or first bought outside --first-from, --first-to */
			bought = partition->runs != NULL &&
				 partition->runs[c].npurchases > 0;
			data->customers_without_purchase += !bought;
			cs_account_move(account, CS_FATE_USED,
					bought ? CS_FATE_FIRST
					       : CS_FATE_WITHOUT_PURCHASE,
					rows, value);
		}
	}
}

enum cs_read cs_load(const struct cs_load_options *options,
		     struct cs_data *data, struct cs_err *err)
{
	struct loading loading = { .options = *options,
				   .data = data,
				   .lock = PTHREAD_MUTEX_INITIALIZER,
				   .ids = CS_ID_SAMPLE_INIT };
	enum cs_read status;

	*data = (struct cs_data){ .threads = options->input.threads };
	data->grouped = options->input.columns[CS_ROLE_GROUP].named != NULL;
	if (data->grouped)
		loading.groups = cs_grouping_new();
	begin_sample(&loading);
	status = read_rows(&loading, err);
	if (status == CS_READ_ALL && options->contacts == NULL)
		cs_store_close(data->store);
	if (status == CS_READ_ALL && data->input.nschemas > 0 &&
	    ((options->input.columns[CS_ROLE_AMOUNT].wanted == CS_WELCOME &&
	      cs_check_amounts(data, err) != 0) ||
	     cs_check_currencies(&data->input, err) != 0 ||
	     (options->items == CS_ITEMS_FOUND &&
	      cs_check_items(&data->input, err) != 0) ||
	     (data->store->lines && form_orders(&loading, err) != 0)))
		status = CS_READ_FAILED;
	end_sample(&loading, status == CS_READ_ALL);
	if (status == CS_READ_ALL)
		count_customers(data);
	if (status == CS_READ_ALL && options->cluster > 0)
		cs_clusters_deal_customers(data);
	cs_grouping_free(loading.groups);
	data->as_of = options->as_of != CS_NO_DAY
			  ? options->as_of
			  : data->input.account.last_date;
	if (status == CS_READ_ALL && options->contacts != NULL)
		status = cs_contacts_load(options, data, err);
	if (status == CS_READ_ALL && options->moments &&
	    options->as_of == CS_NO_DAY &&
	    data->contacts.input.account.last_date > data->as_of)
		data->as_of = data->contacts.input.account.last_date;
	return status;
}

void cs_data_release(struct cs_data *data)
{
	cs_input_result_release(&data->input);
	cs_input_result_release(&data->contacts.input);
	cs_store_free(data->store);
	for (size_t i = 0; i < data->ngroups; i++)
		free(data->groups[i]);
	free(data->groups);
	for (size_t i = 0; i < data->contacts.nchannels; i++)
		free(data->contacts.channels[i]);
	free(data->contacts.channels);
	free(data->clusters.name);
	*data = (struct cs_data){ 0 };
}
