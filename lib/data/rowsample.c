/* rowsample.c - see rowsample.h. */
#include "data/rowsample.h"

#include <stdlib.h>

#include "data/orders.h"

struct cs_sampled_row {
	uint64_t lot;		/* of the customer */
	uint64_t order;		/* a hash; 0: there is none */
	struct cs_key customer; /* its text is NULL where its words say it */
	cs_micros amount;
	cs_day day;
	uint32_t file;
};

struct cs_row_sample {
	struct cs_sampled_row *list;
	size_t count, capacity;
	struct cs_arena texts;
	char pad[64]; /* workers write side by side */
};

struct cs_row_samples *cs_row_samples_new(unsigned workers)
{
	struct cs_row_samples *samples = cs_calloc(1, sizeof *samples);

	samples->limit = UINT64_MAX;
	samples->workers = workers;
	samples->each = cs_calloc(workers, sizeof *samples->each);
	return samples;
}

void cs_row_samples_free(struct cs_row_samples *samples)
{
	if (samples == NULL)
		return;
	for (unsigned w = 0; w < samples->workers; w++) {
		free(samples->each[w].list);
		cs_arena_release(&samples->each[w].texts);
	}
	free(samples->each);
	free(samples);
}

/* Leaves those with lots below, in some order. */
static void cut(struct cs_row_sample *sample, uint64_t limit)
{
	for (size_t i = sample->count; i > 0; i--)
		if (sample->list[i - 1].lot >= limit)
			sample->list[i - 1] = sample->list[--sample->count];
}

/* To the next one, whoever lowers it; if somebody has, it stays. */
static void lower(struct cs_row_samples *samples, uint64_t from)
{
	atomic_compare_exchange_strong(&samples->limit, &from, from - from / 8);
}

/* Until there are no more than are wanted, the limit is lowered. */
static void keep(struct cs_row_samples *samples, struct cs_row_sample *sample,
		 const struct cs_sampled_row *one)
{
	CS_GROW(sample->list, sample->count, sample->capacity);
	sample->list[sample->count++] = *one;
	while (sample->count > CS_SAMPLED_ROWS) {
		uint64_t limit = samples->limit;

		cut(sample, limit);
		if (sample->count > CS_SAMPLED_ROWS)
			lower(samples, limit);
	}
}

/* Never that of an order's id which is a pointer. */
static uint64_t order_of(const struct cs_row *row, int column)
{
	struct cs_key key;
	struct cs_text id;

	if (column < 0 || (size_t)column >= row->cells->count)
		return CS_NO_ORDER;
	id = cs_cells_at(row->cells, (size_t)column);
	if (id.length == 0)
		return CS_NO_ORDER;
	cs_key_set(&key, id.bytes, id.length);
	return cs_key_hash(&cs_orderid_seed, &key) >> 8 | 1;
}

void cs_row_samples_keep(struct cs_row_samples *samples, unsigned worker,
			 uint32_t file, const struct cs_row *row, int order)
{
	struct cs_row_sample *sample = &samples->each[worker];
	struct cs_sampled_row one = { .lot = cs_row_lot(&row->customer) };
	struct cs_text *key = &one.customer.text;

	if (row->further || one.lot >= samples->limit)
		return;
	one.customer = row->customer;
	one.amount = row->amount;
	one.day = row->day == CS_NO_DAY ? 0 : row->day;
	one.file = file;
	one.order = order_of(row, order);
	key->bytes =
	    key->length > CS_KEY_WORDS
		? cs_arena_copy(&sample->texts, key->bytes, key->length)
		: NULL;
	keep(samples, sample, &one);
}

static struct cs_text key_of(const struct cs_sampled_row *one)
{
	struct cs_text key = one->customer.text;

	if (key.bytes == NULL)
		key.bytes = (const char *)one->customer.word;
	return key;
}

/* By lot and customer. */
static int by_customer(const void *a, const void *b)
{
	const struct cs_sampled_row *x = a, *y = b;

	return x->lot != y->lot ? (x->lot > y->lot) - (x->lot < y->lot)
				: cs_text_compare(key_of(x), key_of(y));
}

/* Rows of a customer, sorted by id, into what is known of all. */
static void look_at(struct cs_signs *signs, struct cs_draft *rows, size_t n,
		    struct cs_text customer, struct cs_arena *arena)
{
	size_t begin = 0, end;

	cs_drafts_sort_by_id(rows, n);
	while (begin < n && rows[begin].id == CS_NO_ORDER)
		begin++;
	if (begin > 0)
		cs_signs_loose(signs, rows, begin, customer, arena);
	for (; begin < n; begin = end) {
		for (end = begin + 1;
		     end < n && rows[end].id == rows[begin].id;)
			end++;
		signs->orders++;
		if (end == begin + 1)
			signs->piles++;
		else
			cs_signs_order(signs, rows + begin, end - begin,
				       customer, arena);
	}
}

static void look_at_all(const struct cs_row_sample *all, struct cs_signs *signs,
			struct cs_arena *arena)
{
	struct cs_draft *rows = cs_calloc(all->count, sizeof *rows);
	size_t n = 0;

	if (all->count > 0)
		qsort(all->list, all->count, sizeof *all->list, by_customer);
	for (size_t i = 0; i < all->count; i++) {
		const struct cs_sampled_row *one = &all->list[i];

		rows[n++] = (struct cs_draft){ .total = one->amount,
					       .id = one->order,
					       .day = one->day,
					       .file = one->file };
		if (i + 1 < all->count && by_customer(one, one + 1) == 0)
			continue;
		look_at(signs, rows, n, key_of(one), arena);
		n = 0;
	}
	free(rows);
}

void cs_row_samples_judge(struct cs_row_samples *samples,
			  struct cs_signs *signs, struct cs_arena *arena)
{
	struct cs_row_sample all = { .list = NULL };

	for (unsigned w = 0; w < samples->workers; w++)
		for (size_t i = 0; i < samples->each[w].count; i++)
			keep(samples, &all, &samples->each[w].list[i]);
	cut(&all, samples->limit);
	look_at_all(&all, signs, arena);
	signs->sampled = all.count;
	free(all.list);
}

/* --- several processes --------------------------------------------------- */

void cs_row_samples_pack(const struct cs_row_samples *samples,
			 struct cs_buf *out)
{
	size_t n = 0;

	for (unsigned w = 0; w < samples->workers; w++)
		n += samples->each[w].count;
	cs_buf_add(out, &n, sizeof n);
	for (unsigned w = 0; w < samples->workers; w++)
		for (size_t i = 0; i < samples->each[w].count; i++) {
			const struct cs_sampled_row *row =
			    &samples->each[w].list[i];
			const struct cs_text *key = &row->customer.text;

			cs_buf_add(out, row, sizeof *row);
			cs_bytes_put_text(out, key->bytes,
					  key->bytes != NULL ? key->length : 0);
		}
}

void cs_row_samples_unpack(struct cs_row_samples *samples,
			   struct cs_bytes *bytes, size_t first)
{
	struct cs_row_sample *sample = &samples->each[0];
	size_t n;

	cs_bytes_take(bytes, &n, sizeof n);
	for (; n > 0; n--) {
		struct cs_sampled_row row;
		struct cs_text text;

		cs_bytes_take(bytes, &row, sizeof row);
		row.file += (uint32_t)first;
		text = cs_bytes_take_text(bytes);
		row.customer.text.bytes =
		    text.length > 0
			? cs_arena_copy(&sample->texts, text.bytes, text.length)
			: NULL;
		if (row.lot < samples->limit)
			keep(samples, sample, &row);
	}
}
