/* store.c - see store.h. */
#include "data/store.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/ranks.h"
#include "data/table.h"

enum { BATCH = 64 }; /* rows whose memory is fetched ahead together */

struct cs_store *cs_store_new(const struct cs_load_options *options)
{
	struct cs_store *store = cs_calloc(1, sizeof *store);
	bool several =
	    options->input.nfiles > 1 || cs_ranks_parts(options->input.ranks);

	store->ranks = options->input.ranks;
	store->parts = options->input.parts;
	store->seed = store->ranks != NULL ? cs_ranks_seed(store->ranks)
					   : cs_hash_draw_seed();
	cs_pages_init(&store->pages, options->memory);
	store->lines = options->need != CS_TOTALS || several;
	store->fulfilments = options->moments;
	store->places = options->items == CS_ITEMS_ONCE;
	store->tags = options->tag != NULL || options->moments;
	store->sources =
	    options->input.columns[CS_ROLE_GROUP].named != NULL || several;
	store->nmore = (store->sources ? 2 : 0) + (store->tags ? 1 : 0) +
		       (store->places ? 2 : 0);
	for (size_t i = 0; i < options->keep; i++)
		store->kept[store->keep++] = (uint8_t)(options->keep_from + i);
	if (options->cluster > 0)
		store->kept[store->keep++] = (uint8_t)(options->cluster - 1);
	if (store->lines)
		store->line_part =
		    store->fulfilments
			? sizeof(struct cs_line_part)
			: offsetof(struct cs_line_part, more[store->nmore]);
	store->line_size =
	    (offsetof(struct cs_line, more[store->nmore]) + 7) & ~(size_t)7;
	store->page_lines = cs_lines_per_page(store->line_size);
	for (size_t i = 0; i < CS_PARTITIONS; i++) {
		pthread_mutex_init(&store->partitions[i].lock, NULL);
		store->partitions[i].keys.spill = cs_spill_of(store);
	}
	return store;
}

void cs_store_close(struct cs_store *store)
{
	for (size_t i = 0; i < CS_PARTITIONS; i++) {
		struct cs_partition *partition = &store->partitions[i];

		if (partition->slots != NULL)
			cs_pages_put_off(&store->pages, partition->slots,
					 partition->slots_bits);
		partition->slots = NULL;
	}
}

void cs_store_free(struct cs_store *store)
{
	struct cs_spill *spill;

	if (store == NULL)
		return;
	spill = cs_spill_of(store);
	for (size_t i = 0; i < CS_PARTITIONS; i++) {
		struct cs_partition *partition = &store->partitions[i];

		pthread_mutex_destroy(&partition->lock);
		free(partition->entries);
		free(partition->wide);
		cs_spill_free(spill, partition->runs);
		cs_spill_free(spill, partition->contacts);
		cs_spill_free(spill, partition->first_contact);
		cs_spill_free(spill, partition->kept);
		cs_spill_free(spill, partition->fulfilments);
		cs_spill_free(spill, partition->touches);
		cs_spill_free(spill, partition->matters);
		cs_spill_free(spill, partition->first_matter);
		cs_arena_release(&partition->keys);
	}
	cs_pages_release(&store->pages);
	free(store);
}

/* --- from partition to partition ------------------------------------------ */

struct each {
	struct cs_store *store;
	void (*work)(void *context, unsigned worker, size_t number);
	void *context;
};

static void work_on(void *context, unsigned worker, size_t number)
{
	const struct each *each = context;

	each->work(each->context, worker, number);
	cs_store_relieve(each->store);
}

void cs_store_each(struct cs_store *store, unsigned threads,
		   void (*work)(void *context, unsigned worker, size_t number),
		   void *context)
{
	struct each each = { store, work, context };

	cs_parallel(threads, CS_PARTITIONS, work_on, &each);
}

/* --- from parcels to entries ---------------------------------------------- */

/* An id as it is compared: #1001 and 1001 are one. */
static cs_orderid without_sign(cs_orderid id, struct cs_arena *arena)
{
	struct cs_buf text = CS_BUF_INIT;

	if (!cs_orderid_begins(id, '#'))
		return id;
	cs_orderid_text(id, &text);
	if (text.length > 1)
		id = cs_orderid_make(text.data + 1, text.length - 1, arena);
	cs_buf_release(&text);
	return id;
}

/* Keeps how a row's order was fulfilled; returns its number. */
static uint32_t add_fulfilment(struct cs_store *store,
			       struct cs_partition *partition,
			       const struct cs_line_part *part,
			       cs_orderid order)
{
	struct cs_fulfilment *fulfilment;

	if (partition->nfulfilments == partition->fulfilments_capacity) {
		size_t n = partition->nfulfilments;

		partition->fulfilments_capacity = n > 0 ? n * 2 : 16;
		partition->fulfilments = cs_spill_resize(
		    cs_spill_of(store), partition->fulfilments,
		    n * sizeof *fulfilment, partition->fulfilments_capacity,
		    sizeof *fulfilment);
	}
	fulfilment = &partition->fulfilments[partition->nfulfilments];
	*fulfilment = part->fulfilment;
	fulfilment->id = without_sign(order, &partition->keys);
	return (uint32_t)partition->nfulfilments++;
}

static void add_line(struct cs_store *store, struct cs_partition *partition,
		     size_t entry, const struct cs_parcel *parcel)
{
	const struct cs_line_part *part = (const void *)parcel->rest;
	struct cs_line *line =
	    cs_lines_add(&partition->lines, &store->pages, store->line_size,
			 store->page_lines);

	line->customer = (uint32_t)entry;
	line->day = part->day;
	line->amount = parcel->amount;
	line->order = part->order;
	if (part->order_length > 0)
		line->order = cs_orderid_make(
		    parcel->rest + store->line_part + cs_long_key(parcel),
		    part->order_length, &partition->keys);
	for (size_t i = 0; i < store->nmore; i++)
		line->more[i] = part->more[i];
	if (store->fulfilments)
		line->more[store->sources ? 2 : 0] =
		    add_fulfilment(store, partition, part, line->order);
}

/* Keeps the texts that stand behind a parcel's order id, if they are later. */
static void keep_texts(struct cs_store *store, struct cs_partition *partition,
		       size_t entry, const struct cs_parcel *parcel)
{
	const struct cs_line_part *part = (const void *)parcel->rest;
	const char *p = parcel->rest + store->line_part + cs_long_key(parcel) +
			part->order_length;

	for (size_t i = 0; i < store->keep; i++) {
		struct cs_kept *kept =
		    &partition->kept[entry * store->keep + i];
		struct cs_text text = { p + sizeof(uint32_t), 0 };
		uint32_t length;
		int order;

		memcpy(&length, p, sizeof length);
		text.length = length;
		p = text.bytes + length;
		order = cs_text_compare(text, kept->text);
		kept->varies |=
		    length > 0 && kept->text.length > 0 && order != 0;
		if (length == 0 || part->day < kept->day ||
		    (part->day == kept->day && order <= 0))
			continue;
		kept->day = part->day;
		if (order != 0)
			kept->text =
			    (struct cs_text){ cs_arena_copy(&partition->keys,
							    text.bytes, length),
					      length };
	}
}

static void add_contact(struct cs_store *store, struct cs_partition *partition,
			size_t entry, const struct cs_parcel *parcel)
{
	size_t size = sizeof(struct cs_contact_line);
	struct cs_contact_line *line =
	    cs_lines_add(&partition->contact_lines, &store->pages, size,
			 cs_lines_per_page(size));

	line->customer = (uint32_t)entry;
	memcpy(&line->contact, parcel->rest, sizeof line->contact);
}

/* The ids and what is kept stand behind the key; the touch has their lengths.
 */
static void add_touch(struct cs_store *store, struct cs_partition *partition,
		      size_t entry, const struct cs_parcel *parcel)
{
	size_t size = sizeof(struct cs_touch_line), length, order;
	struct cs_touch_line *line =
	    cs_lines_add(&partition->contact_lines, &store->pages, size,
			 cs_lines_per_page(size));
	struct cs_touch *touch = &line->touch;
	const char *ticket = parcel->rest + sizeof *touch + cs_long_key(parcel);

	line->customer = (uint32_t)entry;
	memcpy(touch, parcel->rest, sizeof *touch);
	length = touch->ticket;
	touch->ticket = cs_orderid_make(ticket, length, &partition->keys);
	order = touch->order;
	touch->order = without_sign(
	    cs_orderid_make(ticket + length, order, &partition->keys),
	    &partition->keys);
	touch->kept = cs_orderid_make(ticket + length + order, touch->kept,
				      &partition->keys);
}

static inline void add_row(struct cs_store *store,
			   struct cs_partition *partition, size_t number,
			   const struct cs_parcel *parcel)
{
	struct cs_store_entry *entry = cs_entry(partition, number);

	cs_entry_add(partition, entry, parcel->amount);
	entry->buys |= parcel->amount >= 0 && !cs_parcel_further(parcel);
	if (store->lines)
		add_line(store, partition, number, parcel);
	if (store->keep > 0)
		keep_texts(store, partition, number, parcel);
}

/* `part` and `add` are constants where this is called, so that it is made for
 * each of them. */
static inline __attribute__((always_inline)) void deliver(
    struct cs_store *store, size_t number, const char *parcels, size_t used,
    size_t part,
    void (*add)(struct cs_store *, struct cs_partition *, size_t,
		const struct cs_parcel *))
{
	struct cs_partition *partition = &store->partitions[number];
	const struct cs_parcel *batch[BATCH];
	uint32_t likely[BATCH];
	size_t at = 0;

	pthread_mutex_lock(&partition->lock);
	while (at < used) {
		size_t count = 0;

		while (at < used && count < BATCH) {
			batch[count] = (const void *)(parcels + at);
			at += cs_parcel_size(batch[count++]);
		}
		cs_table_fetch(partition, batch, count, likely);
		for (size_t i = 0; i < count; i++)
			add(store, partition,
			    cs_table_find(store, part, partition, batch[i],
					  likely[i]),
			    batch[i]);
	}
	pthread_mutex_unlock(&partition->lock);
}

void cs_store_rows(struct cs_store *store, size_t number, const char *parcels,
		   size_t used)
{
	deliver(store, number, parcels, used, store->line_part, add_row);
}

void cs_store_contacts(struct cs_store *store, size_t number,
		       const char *parcels, size_t used)
{
	deliver(store, number, parcels, used, sizeof(struct cs_contact),
		add_contact);
}

void cs_store_touches(struct cs_store *store, size_t number,
		      const char *parcels, size_t used)
{
	deliver(store, number, parcels, used, sizeof(struct cs_touch),
		add_touch);
}
