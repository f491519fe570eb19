/*
 * orders.c - see orders.h.
 *
 * The rows of a partition are counted into place by customer; each customer's
 * are sorted by order id, added up to orders, and those sorted by day. Nothing
 * here depends on the order in which rows arrived, except the first row of an
 * order with CS_ITEMS_ONCE.
 */
#include "data/join.h"

#include <stdlib.h>
#include <string.h>

enum {
	ORDER_PAGE_BITS = CS_LINE_PAGE_BITS, /* those of the rows are free */
	ORDER_PAGE = (1 << ORDER_PAGE_BITS) / sizeof(struct cs_order),
	FIRST_DRAFTS_BITS = 14,
	/* from so many bytes on the system has them back at once */
	MANY_DRAFTS_BITS = 25,
	MANY_DRAFTS = (1 << MANY_DRAFTS_BITS) / sizeof(struct cs_draft)
};

/*
 * --overlap: of rows that are sorted by id, those without one and those of each
 * order; returns how many are left.
 */
static size_t settle_files(struct cs_draft *rows, size_t n,
			   const struct cs_forming *forming,
			   struct cs_found *own)
{
	struct cs_overlap_found *found = &own->overlap;
	enum cs_overlaps how = forming->options->overlap;
	bool leaves_out = how == CS_OVERLAP_LAST || how == CS_OVERLAP_ONCE;
	size_t kept = 0, begin = 0, end;

	while (begin < n && rows[begin].id == CS_NO_ORDER)
		begin++;
	kept = cs_overlap_settle(rows, begin, how, forming->days, found);
	for (; begin < n; begin = end) {
		size_t left;

		end = cs_order_end(rows, begin, n);
		left = end - begin;
		if (how == CS_OVERLAP_ERROR &&
		    rows[begin].file != rows[end - 1].file)
			cs_fault_at(&own->fault, CS_FAULT_OVERLAP, &rows[begin],
				    &rows[end - 1]);
		if (leaves_out)
			left = cs_overlap_settle(rows + begin, left, how,
						 forming->days, found);
		memmove(rows + kept, rows + begin, left * sizeof *rows);
		kept += left;
	}
	if (leaves_out)
		cs_drafts_sort_by_id(rows, kept);
	return kept;
}

/* Orders whose ids those of others may share. */
static void draw_ids(struct cs_id_sample *ids, const struct cs_draft *orders,
		     size_t n, const struct cs_store_entry *entry)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t lot = cs_orderid_lot(orders[i].id);

		if (lot < ids->limit)
			cs_id_sample_keep(
			    ids, &(struct cs_drawn_id){
				     lot, orders[i].id, cs_entry_key(entry),
				     orders[i].file, orders[i].day });
	}
}

/*
 * Room for one customer's orders. Those of many rows take the place of these,
 * which are three times as long and read from the first to the last.
 */
static struct cs_order *room_for(size_t n, struct cs_draft *rows, size_t nrows,
				 const struct cs_forming *forming,
				 struct cs_bench *bench,
				 struct cs_formed *formed)
{
	if (nrows >= MANY_DRAFTS) {
		bench->kept = true;
		return (struct cs_order *)(void *)rows;
	}
	if (n > ORDER_PAGE)
		return cs_arena_alloc(formed->keys, n * sizeof *bench->orders);
	if (n > bench->room) {
		bench->orders =
		    cs_pages_take(&forming->store->pages, ORDER_PAGE_BITS);
		bench->room = ORDER_PAGE;
	}
	bench->room -= n;
	bench->orders += n;
	return bench->orders - n;
}

static struct cs_order *put_orders(struct cs_order *out,
				   const struct cs_draft *drafts, size_t n)
{
	for (size_t i = 0; i < n; i++, out++) {
		struct cs_order order = { drafts[i].day, drafts[i].tag,
					  drafts[i].total };

		memcpy(out, &order, sizeof order); /* they may be one place */
	}
	return out;
}

/* One customer's rows become its run. */
static void form_run(struct cs_draft *rows, size_t n,
		     const struct cs_forming *forming, struct cs_bench *bench,
		     struct cs_run *run, struct cs_formed *formed,
		     struct cs_found *own)
{
	struct cs_order *out;
	const struct cs_load_options *options = forming->options;
	struct cs_order_fault *fault = &own->fault;
	size_t loose = 0, purchases = 0, refunds, nrows = n;

	cs_drafts_sort_by_id(rows, n);
	if (forming->days != NULL)
		n = settle_files(rows, n, forming, own);
	if (options->duplicates == CS_DUPLICATES_DROP)
		n = cs_duplicates_drop(rows, n, &own->dropped,
				       &own->dropped_value);
	while (loose < n && rows[loose].id == CS_NO_ORDER)
		loose++;
	if (loose > 0)
		cs_signs_loose(&formed->signs, rows, loose, own->fault.customer,
			       formed->keys);
	n = loose + cs_join_rows(rows + loose, n - loose, forming, formed, own);
	draw_ids(&formed->ids, rows + loose, n - loose, own->entry);
	cs_drafts_sort_purchases(rows, n);
	for (size_t i = 0; formed->fulfilments != NULL && i < n; i++)
		formed->fulfilments[rows[i].tag].group = rows[i].group;
	if (forming->days != NULL)
		cs_signs_look_elsewhere(&formed->signs, rows, n,
					own->fault.customer, formed->keys);
	while (purchases < n && rows[purchases].total >= 0)
		purchases++;
	refunds = n - purchases;
	/* without purchase: the refund's, or of what was paid back */
	run->group = rows[0].group;
	own->group_varies = purchases > 0 && rows[0].varies;
	for (size_t i = 1; i < purchases && rows[i].day == rows[0].day; i++)
		own->group_tied |= rows[i].group != run->group;
	/* a product is sold in all of them, and stays so */
	for (size_t i = 1; options->keys_of_many && i < purchases; i++)
		own->group_varies |= rows[i].group != run->group;
	run->nrefunds = (uint32_t)refunds;
	run->npurchases =
	    (uint32_t)(options->by_day ? cs_join_days(rows, purchases, fault)
				       : purchases);
	out = room_for(run->npurchases + refunds, rows, nrows, forming, bench,
		       formed);
	run->orders = out;
	out = put_orders(out, rows, run->npurchases);
	out = put_orders(out, rows + purchases, refunds);
	if (nrows >= MANY_DRAFTS)
		cs_pages_drop_within((char *)out, (char *)(rows + nrows));
}

static struct cs_draft draft_of(const struct cs_store *store,
				const struct cs_line *line,
				const uint32_t *ranks)
{
	struct cs_more more = cs_more_get(store, line->more);

	return (struct cs_draft){
		.total = line->amount,
		.id = line->order,
		.place = more.place,
		.day = line->day,
		.group = ranks != NULL ? ranks[more.group] : 0,
		.file = more.file,
		.tag = more.tag,
	};
}

void cs_bench_clear(struct cs_bench *bench, struct cs_store *store)
{
	if (bench->rows != NULL && bench->bits >= MANY_DRAFTS_BITS)
		cs_pages_put_off(&store->pages, bench->rows, bench->bits);
	else if (bench->rows != NULL)
		cs_pages_give(&store->pages, bench->rows, bench->bits);
	bench->rows = NULL;
}

/* Makes room for so many drafts, with nothing in it. */
static void make_room(struct cs_bench *bench, struct cs_store *store,
		      size_t count)
{
	unsigned bits = FIRST_DRAFTS_BITS;

	while ((size_t)1 << bits < count * sizeof *bench->rows)
		bits++;
	if (bench->rows != NULL && bits <= bench->bits)
		return;
	cs_bench_clear(bench, store);
	bench->rows = cs_pages_take(&store->pages, bits);
	bench->bits = bits;
}

/* All rows, customer by customer, on the bench; end[c] is where those of
 * customer c end. */
static void sort_by_customer(struct cs_partition *partition,
			     const struct cs_forming *forming,
			     struct cs_bench *bench, size_t *end)
{
	struct cs_store *store = forming->store;
	size_t at = 0;

	make_room(bench, store, partition->lines.count);

	for (size_t c = 0; c < partition->nentries; c++) {
		end[c] = at;
		at += cs_entry_rows(partition, cs_entry(partition, c));
	}
	while (partition->lines.first != NULL) {
		const struct cs_line_page *page = partition->lines.first;

		for (size_t i = 0; i < page->count; i++) {
			const struct cs_line *line = cs_line_at(store, page, i);

			bench->rows[end[line->customer]++] =
			    draft_of(store, line, forming->ranks);
		}
		if (bench->bits >= MANY_DRAFTS_BITS)
			cs_lines_put_off(&partition->lines, &store->pages);
		else
			cs_lines_shift(&partition->lines, &store->pages);
	}
}

static bool counts(const struct cs_store_entry *entry, const struct cs_run *run,
		   const struct cs_load_options *options)
{
	cs_day from = options->first_from, to = options->first_to;

	if (run->npurchases == 0)
		return options->need == CS_TOTALS_AND_PURCHASES &&
		       entry->buys && from == CS_DAY_MIN && to == CS_DAY_MAX;
	/* CS_NO_DAY where nobody asked for dates */
	return (run->orders->day >= from || from == CS_DAY_MIN) &&
	       run->orders->day <= to;
}

/* Those of a customer's orders come to lie side by side, and those of rows that
 * are none go: who visits them all does not look for each one in memory. */
static void gather_fulfilments(struct cs_store *store,
			       struct cs_partition *partition)
{
	const struct cs_fulfilment *of_rows = partition->fulfilments;
	struct cs_fulfilment *all = cs_spill_alloc(
	    cs_spill_of(store), partition->nfulfilments + 1, sizeof *all);
	size_t count = 0;

	for (size_t c = 0; c < partition->nruns; c++) {
		const struct cs_run *run = &partition->runs[c];

		for (size_t i = 0; i < run->npurchases + run->nrefunds; i++) {
			all[count] = of_rows[run->orders[i].tag];
			run->orders[i].tag = (uint32_t)count++;
		}
	}
	cs_spill_free(cs_spill_of(store), partition->fulfilments);
	partition->fulfilments = all;
	partition->nfulfilments = count;
}

/* What one customer's rows showed, into what is known of the partition. */
static void add_found(struct cs_partition *partition, struct cs_formed *formed,
		      struct cs_found *own, struct cs_store_entry *entry)
{
	struct cs_overlap_found *overlap = &own->overlap;

	if (cs_fault_before(&own->fault, &formed->fault))
		formed->fault = own->fault;
	formed->group_varies += entry->buys ? own->group_varies : 0;
	formed->group_tied += entry->buys ? own->group_tied : 0;
	if ((overlap->rows.shared | overlap->rows.repeated | overlap->dropped |
	     own->dropped) == 0) /* as it is of one file */
		return;
	overlap->rows.customer = own->fault.customer;
	cs_overlap_add(&formed->overlap, overlap);
	formed->signs.dropped += own->dropped;
	formed->signs.dropped_value += own->dropped_value;
	cs_entry_set(partition, entry,
		     cs_entry_rows(partition, entry) -
			 (overlap->dropped + own->dropped),
		     cs_entry_value(partition, entry) -
			 (overlap->dropped_value + own->dropped_value));
}

void cs_orders_form(struct cs_partition *partition,
		    const struct cs_forming *forming, struct cs_bench *bench,
		    struct cs_formed *formed)
{
	const struct cs_load_options *options = forming->options;
	size_t n = partition->nentries, begin = 0;
	size_t *end = cs_calloc(n, sizeof *end);

	sort_by_customer(partition, forming, bench, end);
	formed->keys = &partition->keys;
	formed->fulfilments = partition->fulfilments;
	partition->nruns = n;
	partition->runs = cs_spill_alloc(cs_spill_of(forming->store), n,
					 sizeof *partition->runs);
	for (size_t c = 0; c < n; begin = end[c++]) {
		struct cs_store_entry *entry = cs_entry(partition, c);
		struct cs_run *run = &partition->runs[c];
		struct cs_found own = {
			.fault.customer = cs_entry_key(entry),
			.entry = entry,
		};

		form_run(bench->rows + begin, end[c] - begin, forming, bench,
			 run, formed, &own);
		formed->signs.buyers += run->npurchases > 0;
		formed->signs.again +=
		    run->npurchases > 0 ? run->npurchases - 1 : 0;
		entry->buys = counts(entry, run, options);
		add_found(partition, formed, &own, entry);
	}
	free(end);
	if (bench->kept)
		bench->rows = NULL;
	bench->kept = false;
	if (partition->fulfilments != NULL)
		gather_fulfilments(forming->store, partition);
}

void cs_orders_settle(struct cs_partition *partition,
		      const struct cs_forming *forming, struct cs_bench *bench,
		      struct cs_formed *formed)
{
	size_t n = partition->nentries, begin = 0, *end;

	if (!cs_overlap_possible(forming->store, partition, forming->days))
		return;
	end = cs_calloc(n, sizeof *end);
	sort_by_customer(partition, forming, bench, end);
	for (size_t c = 0; c < n; begin = end[c++]) {
		struct cs_store_entry *entry = cs_entry(partition, c);
		struct cs_draft *rows = bench->rows + begin;
		struct cs_found own = { .fault.customer = cs_entry_key(entry) };

		cs_drafts_sort_by_id(rows, end[c] - begin);
		(void)settle_files(rows, end[c] - begin, forming, &own);
		add_found(partition, formed, &own, entry);
	}
	free(end);
}
