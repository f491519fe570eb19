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

static int by_id_and_key(const void *a, const void *b)
{
	const struct cs_drawn_id *x = a, *y = b;
	int order = by_id(a, b);

	return order != 0 ? order
			  : cs_text_compare(cs_entry_key(x->entry),
					    cs_entry_key(y->entry));
}

/* Sorts them, and leaves two of each id. */
static void leave_two(struct cs_id_sample *sample)
{
	struct cs_drawn_id *list = sample->list;
	size_t kept = 0;

	if (sample->count > 0)
		qsort(list, sample->count, sizeof *list, by_id_and_key);
	for (size_t i = 0; i < sample->count; i++)
		if (kept < 2 || by_id(&list[kept - 2], &list[i]) != 0)
			list[kept++] = list[i];
	sample->count = kept;
}

/* Until half as many as are wanted are left, lots are cut in halves. */
static void cut(struct cs_id_sample *sample)
{
	leave_two(sample);
	while (sample->count > CS_SAMPLED_IDS / 2) {
		sample->limit /= 2;
		while (sample->count > 0 &&
		       sample->list[sample->count - 1].lot >= sample->limit)
			sample->count--;
	}
}

void cs_id_sample_keep(struct cs_id_sample *sample,
		       const struct cs_drawn_id *one)
{
	CS_GROW(sample->list, sample->count, sample->capacity);
	sample->list[sample->count++] = *one;
	if (sample->count == CS_SAMPLED_IDS)
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

/* An id of two customers or more; told of if it is the least. */
static void count_shared(struct cs_store *store, const struct cs_drawn_id *two,
			 struct cs_signs *signs)
{
	struct cs_shared_id *at = &signs->shared_at;

	signs->ids_one_day += two[0].day == two[1].day;
	if (signs->ids_shared++ > 0 &&
	    cs_orderid_compare(at->order, two->id) <= 0)
		return;
	at->order = two->id;
	for (int i = 0; i < 2; i++) {
		struct cs_text key = cs_entry_key(two[i].entry);

		at->customer[i] =
		    (struct cs_text){ cs_arena_copy(&store->partitions[0].keys,
						    key.bytes, key.length),
				      key.length };
		at->day[i] = two[i].day;
	}
}

void cs_id_sample_judge(struct cs_id_sample *sample, struct cs_store *store,
			struct cs_signs *signs)
{
	const struct cs_drawn_id *list = sample->list;

	cut(sample);
	for (size_t i = 0; i < sample->count; i++) {
		signs->ids++;
		if (i + 1 < sample->count && by_id(&list[i], &list[i + 1]) == 0)
			count_shared(store, &list[i++], signs);
	}
}

void cs_id_sample_release(struct cs_id_sample *sample)
{
	free(sample->list);
	*sample = (struct cs_id_sample)CS_ID_SAMPLE_INIT;
}
