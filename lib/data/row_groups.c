/* row_groups.c - see row_groups.h. */
#include "data/row_groups.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/groups.h"
#include "data/store.h"

/* --- one list of two ---------------------------------------------------- */

/* [rank in a list]: the number in data->groups. */
struct numbers {
	uint32_t *orders, *touches;
	struct cs_data *data;
	bool bare[CS_PARTITIONS]; /* something of it has none */
};

static void merge(struct numbers *numbers, const struct cs_row_groups *orders,
		  const struct cs_row_groups *touches)
{
	struct cs_data *data = numbers->data;
	size_t i = 0, k = 0, n = orders->count - 1, m = touches->count - 1;

	data->groups = cs_calloc(n + m + 1, sizeof *data->groups);
	while (i < n || k < m) {
		int order = i == n ? 1
			    : k == m
				? -1
				: strcmp(orders->texts[i], touches->texts[k]);
		uint32_t number = (uint32_t)data->ngroups;

		data->groups[data->ngroups++] = cs_strdup(
		    order <= 0 ? orders->texts[i] : touches->texts[k]);
		if (order <= 0)
			numbers->orders[i++] = number;
		if (order >= 0)
			numbers->touches[k++] = number;
	}
	numbers->touches[m] = CS_NO_GROUP;
	numbers->orders[n] =
	    data->order_groups ? (uint32_t)data->ngroups : CS_NO_GROUP;
	data->groups[data->ngroups] = cs_made_name(
	    "(none)", (const char *const *)data->groups, data->ngroups);
	data->ngroups++;
}

static void renumber(void *context, unsigned worker, size_t job)
{
	struct numbers *numbers = context;
	const struct cs_data *data = numbers->data;
	struct cs_partition *partition = &data->store->partitions[job];
	size_t ntouches = partition->first_contact[partition->nentries];

	(void)worker;
	for (size_t i = 0; i < partition->nfulfilments; i++) {
		uint32_t *group = &partition->fulfilments[i].group;

		*group = numbers->orders[*group];
		numbers->bare[job] |= *group == data->ngroups - 1;
	}
	for (size_t i = 0; i < ntouches; i++) {
		uint32_t *group = &partition->touches[i].group;

		*group = numbers->touches[*group];
		numbers->bare[job] |= *group == CS_NO_GROUP;
	}
}

static bool have_column(const struct cs_input_result *input)
{
	for (size_t f = 0; f < input->nschemas; f++)
		if (input->schemas[f].column[CS_ROLE_GROUP] != -1)
			return true;
	return false;
}

void cs_row_groups_join(struct cs_data *data,
			const struct cs_row_groups *orders,
			const struct cs_row_groups *touches)
{
	struct numbers numbers = {
		.orders = cs_calloc(orders->count, sizeof *numbers.orders),
		.touches = cs_calloc(touches->count, sizeof *numbers.touches),
		.data = data,
	};
	bool bare = false;

	data->order_groups = have_column(&data->input);
	data->touch_groups = have_column(&data->contacts.input);
	merge(&numbers, orders, touches);
	cs_store_each(data->store, data->threads, renumber, &numbers);
	for (size_t i = 0; i < CS_PARTITIONS; i++)
		bare |= numbers.bare[i];
	if (!bare)
		free(data->groups[--data->ngroups]);
	free(numbers.orders);
	free(numbers.touches);
}

/* --- what has none, and what none has ------------------------------------- */

/* A touch, or the matter that it is of, without one has that of its order. */
static void give(const struct cs_data *data,
		 const struct cs_partition *partition, size_t entry,
		 uint32_t *group, int32_t purchase)
{
	const struct cs_order *order;

	if (*group == CS_NO_GROUP && purchase >= 0) {
		order = &partition->runs[entry].orders[purchase];
		*group = partition->fulfilments[order->tag].group;
	}
	if (*group == CS_NO_GROUP)
		*group = (uint32_t)data->ngroups - 1;
}

static void give_all(void *context, unsigned worker, size_t job)
{
	const struct cs_data *data = context;
	struct cs_partition *partition = &data->store->partitions[job];
	const size_t *touch = partition->first_contact;
	const size_t *matter = partition->first_matter;

	(void)worker;
	for (size_t c = 0; c < partition->nentries; c++) {
		for (size_t i = touch[c]; i < touch[c + 1]; i++)
			give(data, partition, c, &partition->touches[i].group,
			     partition->touches[i].purchase);
		for (size_t i = matter[c]; i < matter[c + 1]; i++)
			give(data, partition, c, &partition->matters[i].group,
			     partition->matters[i].purchase);
	}
}

typedef void handle_group(uint32_t *numbers, uint32_t *group);

static void each_order(struct cs_partition *partition, uint32_t *numbers,
		       handle_group *handle)
{
	for (size_t c = 0; c < partition->nruns; c++) {
		const struct cs_run *run = &partition->runs[c];

		for (size_t i = 0; i < run->npurchases; i++)
			handle(
			    numbers,
			    &partition->fulfilments[run->orders[i].tag].group);
	}
}

/* Of everything that has one. */
static void each_group(const struct cs_data *data, uint32_t *numbers,
		       handle_group *handle)
{
	for (size_t p = 0; p < CS_PARTITIONS; p++) {
		struct cs_partition *partition = &data->store->partitions[p];
		size_t n = partition->nentries;

		if (data->order_groups)
			each_order(partition, numbers, handle);
		for (size_t i = 0; i < partition->first_contact[n]; i++)
			handle(numbers, &partition->touches[i].group);
		for (size_t i = 0; i < partition->first_matter[n]; i++)
			handle(numbers, &partition->matters[i].group);
		cs_store_relieve(data->store);
	}
}

static void use(uint32_t *numbers, uint32_t *group)
{
	numbers[*group] = 1;
}

static void replace(uint32_t *numbers, uint32_t *group)
{
	*group = numbers[*group];
}

void cs_row_groups_settle(struct cs_data *data)
{
	uint32_t *numbers = cs_calloc(data->ngroups, sizeof *numbers);
	size_t kept = 0;

	cs_store_each(data->store, data->threads, give_all, data);
	each_group(data, numbers, use);
	for (size_t g = 0; g < data->ngroups; g++) {
		if (numbers[g] == 0) {
			free(data->groups[g]);
			continue;
		}
		numbers[g] = (uint32_t)kept;
		data->groups[kept++] = data->groups[g];
	}
	data->ngroups = kept;
	each_group(data, numbers, replace);
	free(numbers);
}
