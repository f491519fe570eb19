/* rows.c - see rows.h. */
#include "data/rows.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "data/clusters.h"
#include "data/first.h"

struct slot {
	uint64_t place;
	uint32_t group, cluster, label; /* provisional */
	cs_day day;
	_Alignas(8) char record[];
};

/* What one worker has read; in the order of the input once all is. */
struct heap {
	char *slots;
	size_t count, capacity, taken;
	char pad[64]; /* workers write side by side */
};

struct reading {
	const struct cs_row_record *record;
	size_t stride; /* bytes of a slot */
	const struct cs_load_options *options;
	struct cs_grouping *groups, *clusters, *labels;
	struct cs_grouping *pairs; /* see first.h; NULL without by_first */
	size_t cluster;		   /* its field, plus one; 0: there is none */
	struct heap *heaps;	   /* by worker */
};

static uint32_t number_label(struct reading *reading, const struct cs_row *row)
{
	size_t field = reading->record->label;
	struct cs_text none = { 0 };

	if (field == 0)
		return 0;
	return cs_grouping_number(
	    reading->labels,
	    row->values[field - 1].empty ? none : row->values[field - 1].text);
}

static bool take_row(void *context, unsigned worker, uint32_t file,
		     const struct cs_row *row)
{
	struct reading *reading = context;
	struct heap *heap = &reading->heaps[worker];
	struct slot *slot;

	(void)file;
	if (heap->count == heap->capacity) {
		heap->capacity = heap->capacity * 2 + 64;
		heap->slots =
		    cs_realloc(heap->slots, heap->capacity, reading->stride);
	}
	slot = (void *)(heap->slots + heap->count++ * reading->stride);
	slot->place = row->place;
	slot->day = row->day;
	slot->label = number_label(reading, row);
	slot->group = cs_grouping_number(reading->groups, row->group);
	slot->cluster = 0;
	if (reading->cluster > 0)
		slot->cluster = cs_grouping_number(
		    reading->clusters, row->values[reading->cluster - 1].text);
	reading->record->make(reading->record->context, row, slot->record);
	return !cs_grouping_full(reading->groups) &&
	       !cs_grouping_full(reading->labels);
}

/* The first row that was not taken yet; NULL: there is none. */
static const struct slot *take_first(struct reading *reading, unsigned workers)
{
	const struct slot *first = NULL;
	struct heap *of = NULL;

	for (unsigned w = 0; w < workers; w++) {
		struct heap *heap = &reading->heaps[w];
		const struct slot *slot;

		if (heap->taken == heap->count)
			continue;
		slot = (void *)(heap->slots + heap->taken * reading->stride);
		if (first == NULL || slot->place < first->place) {
			first = slot;
			of = heap;
		}
	}
	if (of != NULL)
		of->taken++;
	return first;
}

static int by_place(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

static char **keep_texts(const char *const *texts, size_t count)
{
	char **kept = cs_calloc(count, sizeof *kept);

	for (size_t i = 0; i < count; i++)
		kept[i] = cs_strdup(texts[i]);
	return kept;
}

/* The groups that stay, of which group[i] is a rank; none is without a row. */
static void keep_groups(const struct cs_pool *pool, const char *const *texts,
			size_t count, struct cs_rows *rows)
{
	uint64_t *customers = cs_calloc(count, sizeof *customers);
	uint32_t *number = cs_calloc(count, sizeof *number);
	struct cs_data data;

	for (size_t i = 0; i < rows->count; i++)
		customers[rows->group[i]]++;
	cs_groups_keep(pool, customers, texts, count, number, &data);
	for (size_t i = 0; i < rows->count; i++)
		rows->group[i] = number[rows->group[i]];
	rows->groups = data.groups;
	rows->ngroups = data.ngroups;
	rows->pooled = data.pooled;
	free(customers);
	free(number);
}

/* The same of pairs, of which group[i] is the number. */
static void keep_pairs(struct reading *reading, const char *const *columns,
		       struct cs_rows *rows)
{
	const uint32_t *ranks;
	char **names;
	size_t n = cs_first_rank(reading->pairs, &reading->options->by_first,
				 columns, &ranks, &names);

	for (size_t i = 0; i < rows->count; i++)
		rows->group[i] = ranks[rows->group[i]];
	keep_groups(&reading->options->pool, (const char *const *)names, n,
		    rows);
	for (size_t i = 0; i < n; i++)
		free(names[i]);
	free(names);
}

/* Rows in the order of the input; slice[i] is a cluster's provisional number,
 * and becomes its slice. */
static void deal(const struct reading *reading, struct cs_rows *rows)
{
	struct cs_clustered *members = cs_calloc(rows->count, sizeof *members);
	uint64_t *places = cs_calloc(rows->count, sizeof *places);
	const uint32_t *ranks;
	const char *const *texts;

	cs_grouping_rank(reading->clusters, &ranks, &texts);
	for (size_t i = 0; i < rows->count; i++) {
		const char *text = texts[ranks[rows->slice[i]]];
		size_t length = rows->slice[i] > 0 ? strlen(text) : 0;

		places[i] = htobe64(i);
		members[i] = (struct cs_clustered){
			{ text, length },
			{ (const char *)&places[i], sizeof *places },
			&rows->slice[i],
		};
	}
	rows->clusters = cs_clusters_deal(members, rows->count);
	free(members);
	free(places);
}

static void join(struct reading *reading, const struct cs_input *input,
		 struct cs_rows *rows)
{
	size_t size = reading->record->size;
	const uint32_t *ranks, *labels;
	const char *const *texts, *const *names;
	const struct slot *slot;
	size_t nlabels = cs_grouping_rank(reading->labels, &labels, &names);
	size_t ngroups = cs_grouping_rank(reading->groups, &ranks, &texts);
	bool grouped = input->columns[CS_ROLE_GROUP].named != NULL;
	char *to;

	for (unsigned w = 0; w < input->threads; w++) {
		struct heap *heap = &reading->heaps[w];

		/* rows of a sheaf come behind those read with care */
		cs_sort(heap->slots, heap->count, reading->stride, by_place);
		rows->count += heap->count;
	}
	rows->records = to = cs_calloc(rows->count, size);
	rows->group = cs_calloc(rows->count, sizeof *rows->group);
	if (reading->cluster > 0)
		rows->slice = cs_calloc(rows->count, sizeof *rows->slice);
	if (reading->record->label > 0)
		rows->label = cs_calloc(rows->count, sizeof *rows->label);
	for (size_t i = 0; (slot = take_first(reading, input->threads)) != NULL;
	     i++) {
		memcpy(to + i * size, slot->record, size);
		rows->group[i] = ranks[slot->group];
		if (reading->pairs != NULL)
			rows->group[i] = cs_first_number(
			    reading->pairs, &reading->options->by_first,
			    slot->day, rows->group[i]);
		if (reading->cluster > 0)
			rows->slice[i] = slot->cluster;
		if (rows->label != NULL)
			rows->label[i] = labels[slot->label];
	}
	if (reading->cluster > 0)
		deal(reading, rows);
	if (reading->pairs != NULL)
		keep_pairs(reading, grouped ? texts : NULL, rows);
	else if (grouped)
		keep_groups(&reading->options->pool, texts, ngroups, rows);
	if (rows->label != NULL) {
		rows->nlabels = nlabels - 1;
		rows->labels = keep_texts(names, rows->nlabels);
	}
}

enum cs_read cs_rows_load(const struct cs_load_options *options,
			  const struct cs_row_record *record,
			  struct cs_rows *rows, struct cs_err *err)
{
	struct cs_input read = options->input;
	const struct cs_input *input = &read;
	struct reading reading = {
		.record = record,
		.options = options,
		.stride = (sizeof(struct slot) + record->size + 7) & ~(size_t)7,
		.groups = cs_grouping_new(NULL),
		.clusters = cs_grouping_new(NULL),
		.cluster = options->cluster,
		.pairs = options->by_first.given ? cs_grouping_new(NULL) : NULL,
		.labels = cs_grouping_new(NULL),
		.heaps = cs_calloc(input->threads, sizeof *reading.heaps),
	};
	enum cs_read status;

	*rows = (struct cs_rows){ 0 };
	read.ranks = NULL; /* one process reads them */
	status = cs_input_read(input, take_row, &reading, &rows->input, err);
	if (status == CS_READ_ALL)
		status = cs_grouping_check(reading.groups, input, err);
	if (status == CS_READ_ALL)
		join(&reading, input, rows);
	for (unsigned w = 0; w < input->threads; w++)
		free(reading.heaps[w].slots);
	free(reading.heaps);
	cs_grouping_free(reading.groups);
	cs_grouping_free(reading.clusters);
	cs_grouping_free(reading.labels);
	cs_grouping_free(reading.pairs);
	return status;
}

void cs_rows_give(struct cs_rows *rows, struct cs_data *data, cs_day as_of)
{
	data->input = rows->input;
	data->groups = rows->groups;
	data->ngroups = rows->ngroups;
	data->grouped = rows->groups != NULL;
	data->pooled = rows->pooled;
	data->clusters = rows->clusters;
	data->customers = rows->input.account.rows_used;
	data->as_of =
	    as_of != CS_NO_DAY ? as_of : rows->input.account.last_date;
	rows->input = (struct cs_input_result){ 0 };
	rows->groups = NULL;
	rows->ngroups = 0;
	rows->clusters = (struct cs_clusters){ 0 };
}

void cs_rows_release(struct cs_rows *rows)
{
	cs_input_result_release(&rows->input);
	for (size_t i = 0; i < rows->ngroups; i++)
		free(rows->groups[i]);
	free(rows->groups);
	free(rows->group);
	free(rows->slice);
	free(rows->clusters.name);
	for (size_t i = 0; i < rows->nlabels; i++)
		free(rows->labels[i]);
	free(rows->labels);
	free(rows->label);
	free(rows->records);
	*rows = (struct cs_rows){ 0 };
}
