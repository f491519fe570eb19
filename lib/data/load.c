/* load.c - see data.h: from files to customers. */
#include <stdlib.h>

#include "base/mem.h"
#include "data/checks.h"
#include "data/clusters.h"
#include "data/contacts.h"
#include "data/loading.h"
#include "data/spread.h"

/* Who counts, and what is left out with those who do not. */
struct count {
	uint64_t customers, without_purchase;
	struct cs_key_facts keys;
	/* rows of those who do not count: without a purchase; others, who first
	 * bought outside --first-from, --first-to */
	struct {
		uint64_t rows;
		cs_sum value;
	} left[2];
	char pad[64]; /* workers write side by side */
};

struct sorting_out {
	const struct cs_store *store;
	struct count *counts; /* by worker */
};

static void count_customer(const struct cs_partition *partition, size_t c,
			   struct count *count)
{
	const struct cs_store_entry *entry = cs_entry(partition, c);
	uint64_t rows = cs_entry_rows(partition, entry);
	cs_sum value = cs_entry_value(partition, entry);
	bool bought;

	if (entry->buys) {
		count->customers++;
		cs_key_facts_add(&count->keys, cs_entry_key(entry), rows,
				 partition->runs != NULL
				     ? partition->runs[c].npurchases
				     : rows,
				 value);
		return;
	}
	bought = partition->runs != NULL && partition->runs[c].npurchases > 0;
	count->without_purchase += !bought;
	count->left[bought].rows += rows;
	count->left[bought].value += value;
}

static void count_partition(void *context, unsigned worker, size_t job)
{
	const struct sorting_out *sorting = context;
	const struct cs_partition *partition = &sorting->store->partitions[job];

	for (size_t c = 0; c < partition->nentries; c++)
		count_customer(partition, c, &sorting->counts[worker]);
}

/* Adds those of a worker, or of another rank, to those of all. */
static void add_count(struct count *sum, const struct count *part)
{
	sum->customers += part->customers;
	sum->without_purchase += part->without_purchase;
	cs_key_facts_join(&sum->keys, &part->keys);
	for (int bought = 0; bought < 2; bought++) {
		sum->left[bought].rows += part->left[bought].rows;
		sum->left[bought].value += part->left[bought].value;
	}
}

/* The keys stand behind the count. */
static void add_others(struct cs_data *data, struct count *sum)
{
	struct cs_buf mine = CS_BUF_INIT, *all;

	cs_buf_add(&mine, sum, sizeof *sum);
	cs_spread_keys_pack(&sum->keys, &mine);
	all = cs_ranks_share(data->ranks, &mine);
	for (unsigned r = 0; r < cs_ranks_count(data->ranks); r++) {
		struct cs_bytes bytes = { all[r].data,
					  all[r].data + all[r].length };
		struct count count;

		if (all[r].length == 0)
			continue;
		cs_bytes_take(&bytes, &count, sizeof count);
		cs_spread_keys_unpack(&count.keys, &bytes, data->store);
		add_count(sum, &count);
	}
	cs_ranks_share_release(data->ranks, all);
	cs_buf_release(&mine);
}

static void count_customers(struct cs_data *data)
{
	struct sorting_out sorting = {
		data->store,
		cs_calloc(data->threads, sizeof *sorting.counts),
	};
	struct count sum = { 0 };

	cs_store_each(data->store, data->threads, count_partition, &sorting);
	for (unsigned w = 0; w < data->threads; w++)
		add_count(&sum, &sorting.counts[w]);
	free(sorting.counts);
	if (data->ranks != NULL)
		add_others(data, &sum);
	data->customers = sum.customers;
	data->customers_without_purchase = sum.without_purchase;
	data->keys = sum.keys;
	for (int bought = 0; bought < 2; bought++)
		cs_account_move(&data->input.account, CS_FATE_USED,
				bought ? CS_FATE_FIRST
				       : CS_FATE_WITHOUT_PURCHASE,
				sum.left[bought].rows, sum.left[bought].value);
}

enum cs_read cs_load(const struct cs_load_options *options,
		     struct cs_data *data, struct cs_err *err)
{
	struct cs_loading loading = { .options = *options,
				      .data = data,
				      .lock = PTHREAD_MUTEX_INITIALIZER,
				      .ids = CS_ID_SAMPLE_INIT };
	enum cs_read status;

	*data = (struct cs_data){ .threads = options->input.threads };
	if (options->input.columns[CS_ROLE_GROUP].named != NULL)
		loading.groups = cs_grouping_new(options->input.ranks);
	if (options->by_first.given)
		loading.pairs = cs_grouping_new(NULL);
	data->grouped = loading.groups != NULL || loading.pairs != NULL;
	data->by_row = data->grouped && options->moments;
	status = cs_loading_read(&loading, err);
	if (cs_ranks_sends(options->input.ranks)) { /* all of it is elsewhere */
		cs_loading_end(&loading, CS_READ_FAILED);
		cs_grouping_free(loading.pairs);
		cs_grouping_free(loading.groups);
		return status;
	}
	if (status == CS_READ_ALL && options->contacts == NULL)
		cs_store_close(data->store);
	if (status == CS_READ_ALL && data->input.nschemas > 0 &&
	    ((options->input.columns[CS_ROLE_AMOUNT].wanted == CS_WELCOME &&
	      cs_check_amounts(data, err) != 0) ||
	     cs_check_currencies(&data->input, err) != 0 ||
	     (options->items == CS_ITEMS_FOUND &&
	      cs_check_items(&data->input, err) != 0) ||
	     (data->store->lines && cs_loading_form(&loading, err) != 0)))
		status = CS_READ_FAILED;
	cs_loading_end(&loading, status);
	if (status == CS_READ_ALL)
		count_customers(data);
	if (status == CS_READ_ALL && options->cluster > 0)
		cs_clusters_deal_customers(data);
	cs_grouping_free(loading.pairs);
	data->as_of = options->as_of != CS_NO_DAY
			  ? options->as_of
			  : data->input.account.last_date;
	if (status == CS_READ_ALL && options->contacts != NULL)
		status = cs_contacts_load(options, loading.groups, data, err);
	cs_grouping_free(loading.groups);
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
