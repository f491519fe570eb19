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

	return order != 0 ? order : cs_text_compare(x->key, y->key);
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

void cs_id_sample_pack(const struct cs_id_sample *sample, struct cs_buf *out)
{
	cs_buf_add(out, &sample->limit, sizeof sample->limit);
	cs_buf_add(out, &sample->count, sizeof sample->count);
	for (size_t i = 0; i < sample->count; i++) {
		const struct cs_drawn_id *one = &sample->list[i];
		struct cs_buf id = CS_BUF_INIT;

		cs_orderid_text(one->id, &id);
		cs_buf_add(out, one, sizeof *one);
		cs_bytes_put_text(out, id.data, id.length);
		cs_bytes_put_text(out, one->key.bytes, one->key.length);
		cs_buf_release(&id);
	}
}

void cs_id_sample_unpack(struct cs_id_sample *sum, struct cs_bytes *bytes,
			 struct cs_arena *arena)
{
	struct cs_id_sample part = CS_ID_SAMPLE_INIT;
	size_t count;

	cs_bytes_take(bytes, &part.limit, sizeof part.limit);
	cs_bytes_take(bytes, &count, sizeof count);
	for (; part.count < count; part.count++) {
		struct cs_drawn_id *one;
		struct cs_text id;

		CS_GROW(part.list, part.count, part.capacity);
		one = &part.list[part.count];
		cs_bytes_take(bytes, one, sizeof *one);
		id = cs_bytes_take_text(bytes);
		one->id = cs_orderid_make(id.bytes, id.length, arena);
		one->key = cs_bytes_take_text(bytes);
		one->key.bytes =
		    cs_arena_copy(arena, one->key.bytes, one->key.length);
	}
	cs_id_sample_add(sum, &part);
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
		struct cs_text key = two[i].key;

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
