/* idsample.c - see idsample.h. */
#include "data/idsample.h"

#include <stdlib.h>

#include "base/mem.h"

static int by_id(const void *a, const void *b)
{
	const struct cs_drawn_id *x = a, *y = b;
	int order;

	if (x->lot != y->lot)
		return x->lot < y->lot ? -1 : 1;
	order = cs_orderid_compare(x->id, y->id);
	return order != 0 ? order : (x->file > y->file) - (x->file < y->file);
}

/* Leaves as many as are wanted, and none of the lot that is one too many. */
static void cut(struct cs_id_sample *sample)
{
	if (sample->count <= CS_SAMPLED_IDS)
		return;
	qsort(sample->list, sample->count, sizeof *sample->list, by_id);
	sample->limit = sample->list[CS_SAMPLED_IDS].lot;
	sample->count = CS_SAMPLED_IDS;
	while (sample->count > 0 &&
	       sample->list[sample->count - 1].lot == sample->limit)
		sample->count--;
}

void cs_id_sample_keep(struct cs_id_sample *sample,
		       const struct cs_drawn_id *one)
{
	CS_GROW(sample->list, sample->count, sample->capacity);
	sample->list[sample->count++] = *one;
	if (sample->count == 2 * CS_SAMPLED_IDS)
		cut(sample);
}

void cs_id_sample_add(struct cs_id_sample *sum, struct cs_id_sample *part)
{
	if (part->limit < sum->limit)
		sum->limit = part->limit;
	for (size_t i = 0; i < part->count; i++)
		if (part->list[i].lot < sum->limit)
			cs_id_sample_keep(sum, &part->list[i]);
	cs_id_sample_release(part);
}

static struct cs_text key_of(const struct cs_store *store,
			     const struct cs_drawn_id *one)
{
	return cs_entry_key(
	    &store->partitions[one->partition].entries[one->customer]);
}

/* The two customers whose keys are least; n is at least 2. */
static void find_least(const struct cs_store *store,
		       const struct cs_drawn_id *list, size_t n,
		       const struct cs_drawn_id **two)
{
	two[0] = two[1] = NULL;
	for (size_t i = 0; i < n; i++) {
		struct cs_text key = key_of(store, &list[i]);

		if (two[0] == NULL ||
		    cs_text_compare(key, key_of(store, two[0])) < 0) {
			two[1] = two[0];
			two[0] = &list[i];
		} else if (two[1] == NULL ||
			   cs_text_compare(key, key_of(store, two[1])) < 0) {
			two[1] = &list[i];
		}
	}
}

/* An id of several customers; told of if it is the least. */
static void count_shared(struct cs_store *store, const struct cs_drawn_id *list,
			 size_t n, struct cs_signs *signs)
{
	struct cs_shared_id *at = &signs->shared_at;
	const struct cs_drawn_id *two[2];
	bool one_day = true;

	for (size_t i = 1; i < n; i++)
		one_day &= list[i].day == list[0].day;
	signs->ids_one_day += one_day;
	if (signs->ids_shared++ > 0 &&
	    cs_orderid_compare(at->order, list->id) <= 0)
		return;
	find_least(store, list, n, two);
	at->order = list->id;
	for (int i = 0; i < 2; i++) {
		struct cs_text key = key_of(store, two[i]);

		at->customer[i] =
		    (struct cs_text){ cs_arena_copy(&store->partitions[0].keys,
						    key.bytes, key.length),
				      key.length };
		at->day[i] = two[i]->day;
	}
}

void cs_id_sample_judge(struct cs_id_sample *sample, struct cs_store *store,
			struct cs_signs *signs)
{
	const struct cs_drawn_id *list = sample->list;
	size_t end;

	cut(sample);
	if (sample->count > 0)
		qsort(sample->list, sample->count, sizeof *sample->list, by_id);
	for (size_t i = 0; i < sample->count; i = end) {
		for (end = i + 1;
		     end < sample->count && by_id(&list[i], &list[end]) == 0;)
			end++;
		signs->ids++;
		if (end > i + 1)
			count_shared(store, list + i, end - i, signs);
	}
}

void cs_id_sample_release(struct cs_id_sample *sample)
{
	free(sample->list);
	*sample = (struct cs_id_sample)CS_ID_SAMPLE_INIT;
}
