/* visit.c - see data.h: from one customer to the next. */
#include "data/data.h"
#include "data/store.h"

struct visiting {
	const struct cs_data *data;
	void (*visit)(void *context, unsigned worker,
		      const struct cs_customer *customer);
	void *context;
};

static void fill_touches(const struct cs_partition *partition, size_t entry,
			 struct cs_customer *customer)
{
	const size_t *first = &partition->first_contact[entry];

	customer->touches = partition->touches + first[0];
	customer->ntouches = first[1] - first[0];
	if (partition->matters == NULL)
		return;
	first = &partition->first_matter[entry];
	customer->matters = partition->matters + first[0];
	customer->nmatters = first[1] - first[0];
}

/* Orders, contacts and texts of an entry, as far as the store has them. */
static void fill_customer(const struct cs_store *store,
			  const struct cs_partition *partition, size_t entry,
			  struct cs_customer *customer)
{
	if (entry < partition->nruns) {
		const struct cs_run *run = &partition->runs[entry];

		customer->group = run->group;
		customer->slice = run->slice;
		customer->purchases = run->orders;
		customer->npurchases = run->npurchases;
		customer->refunds = customer->purchases + run->npurchases;
		customer->nrefunds = run->nrefunds;
	}
	customer->fulfilments = partition->fulfilments;
	if (partition->contacts != NULL) {
		const size_t *first = &partition->first_contact[entry];

		customer->contacts = partition->contacts + first[0];
		customer->ncontacts = first[1] - first[0];
	}
	if (partition->touches != NULL)
		fill_touches(partition, entry, customer);
	if (store->keep > 0)
		customer->kept = &partition->kept[entry * store->keep];
}

static void visit_partition(void *argument, unsigned worker, size_t job)
{
	const struct visiting *visiting = argument;
	const struct cs_store *store = visiting->data->store;
	const struct cs_partition *partition = &store->partitions[job];
	size_t slice = visiting->data->slice;

	for (size_t c = 0; c < partition->nentries; c++) {
		const struct cs_store_entry *entry = cs_entry(partition, c);
		struct cs_customer customer;

		if ((!entry->buys && partition->touches == NULL) ||
		    (slice > 0 && partition->runs[c].slice != slice - 1))
			continue;
		customer = (struct cs_customer){
			.key = cs_entry_key(entry),
			.rows = cs_entry_rows(partition, entry),
			.value = cs_entry_value(partition, entry),
		};
		fill_customer(store, partition, c, &customer);
		if (!entry->buys && customer.ntouches == 0)
			continue;
		visiting->visit(visiting->context, worker, &customer);
	}
}

bool cs_data_follows(const struct cs_data *data)
{
	return cs_ranks_follows(data->ranks);
}

struct cs_arena *cs_data_texts(const struct cs_data *data)
{
	return &data->store->partitions[0].keys;
}

void cs_data_each(const struct cs_data *data,
		  void (*visit)(void *context, unsigned worker,
				const struct cs_customer *customer),
		  void *context)
{
	struct visiting visiting = { data, visit, context };

	cs_store_each(data->store, data->threads, visit_partition, &visiting);
}
