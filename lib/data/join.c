/* join.c - see join.h. */
#include "data/join.h"

void cs_fault_at(struct cs_order_fault *fault, int kind,
		 const struct cs_draft *a, const struct cs_draft *b)
{
	if (fault->kind != CS_NO_FAULT)
		return;
	fault->kind = kind;
	fault->order = a->id;
	fault->files[0] = a->file < b->file ? a->file : b->file;
	fault->files[1] = a->file < b->file ? b->file : a->file;
}

/* Its parts may come one by one: it is whole when the last one has come. */
static void join_fulfilments(struct cs_fulfilment *a, struct cs_fulfilment *b)
{
	struct cs_fulfilment all = *a;

	if (b->placed < a->placed) {
		all.placed = b->placed;
		all.east = b->east;
		all.placed_clock = b->placed_clock;
	}
	if (b->ready > a->ready)
		all.ready = b->ready;
	if (b->shipped > a->shipped)
		all.shipped = b->shipped;
	if (b->delivered > a->delivered) {
		all.delivered = b->delivered;
		all.delivered_clock = b->delivered_clock;
	}
	if (b->promised > a->promised)
		all.promised = b->promised;
	if (b->delivered_day > a->delivered_day)
		all.delivered_day = b->delivered_day;
	*a = *b = all;
}

/* Adds a row to the order it belongs to. */
static void add_row(struct cs_draft *order, const struct cs_draft *row,
		    enum cs_line_items items, struct cs_fulfilment *fulfilments,
		    struct cs_order_fault *fault)
{
	bool earlier = row->place < order->place;

	if (fulfilments != NULL)
		join_fulfilments(&fulfilments[order->tag],
				 &fulfilments[row->tag]);
	if (row->day < order->day)
		order->day = row->day;
	if (row->tag > order->tag)
		order->tag = row->tag;
	if (items == CS_ITEMS_ONCE && earlier)
		order->total = row->total;
	if (items == CS_ITEMS_SUM &&
	    __builtin_add_overflow(order->total, row->total, &order->total))
		cs_fault_at(fault, CS_FAULT_RANGE, order, row);
	if (earlier)
		order->place = row->place;
}

/*
 * The group of an order is that of its row with the largest amount that has
 * one; of equal amounts the first by name counts.
 */
static void choose_group(struct cs_draft *order, const struct cs_draft *rows,
			 size_t n, uint32_t none)
{
	const struct cs_draft *best = rows;

	for (size_t i = 1; i < n; i++) {
		const struct cs_draft *row = &rows[i];

		if (row->group == none)
			continue;
		order->varies |=
		    best->group != none && row->group != best->group;
		if (best->group == none || row->total > best->total ||
		    (row->total == best->total && row->group < best->group))
			best = row;
	}
	order->group = best->group;
}

/* Have its rows one amount, whatever has none? They are sorted by it. */
static bool all_same(const struct cs_draft *rows, size_t n)
{
	while (n > 0 && rows->total == 0) {
		rows++;
		n--;
	}
	while (n > 0 && rows[n - 1].total == 0)
		n--;
	return n > 0 && rows[0].total == rows[n - 1].total;
}

/* Has the order been paid back to nothing? Then a row of it says so: what never
 * cost anything was bought. */
static bool paid_back(const struct cs_draft *order, const struct cs_draft *rows,
		      size_t n)
{
	if (order->total != 0)
		return false;
	for (size_t i = 1; i < n; i++)
		if (rows[i].total != 0)
			return true;
	return false;
}

size_t cs_join_rows(struct cs_draft *rows, size_t n,
		    const struct cs_forming *forming, struct cs_formed *formed,
		    struct cs_found *own)
{
	enum cs_line_items items = forming->options->items;
	struct cs_signs *signs = &formed->signs;
	size_t kept = 0;

	for (size_t i = 0, end; i < n; i = end) {
		enum cs_line_items how = items;
		cs_micros total;

		end = cs_order_end(rows, i, n);
		signs->orders++;
		if (end == i + 1) { /* nearly all */
			signs->piles++;
			if (kept < i)
				rows[kept] = rows[i];
			kept++;
			continue;
		}
		cs_signs_order(signs, rows + i, end - i, own->fault.customer,
			       formed->keys);
		total = rows[end - 1].total != 0 ? rows[end - 1].total
						 : rows[i].total;
		if (items == CS_ITEMS_SAME && !all_same(rows + i, end - i))
			how = CS_ITEMS_SUM;
		rows[kept] = rows[i];
		if (forming->ranks != NULL)
			choose_group(&rows[kept], rows + i, end - i,
				     forming->ranks[0]);
		for (size_t r = i + 1; r < end; r++)
			add_row(&rows[kept], &rows[r], how, formed->fulfilments,
				&own->fault);
		if (how == CS_ITEMS_SAME)
			rows[kept].total = total;
		if (how == CS_ITEMS_SUM &&
		    paid_back(&rows[kept], rows + i, end - i))
			signs->paid_back++;
		else
			kept++;
	}
	return kept;
}

size_t cs_join_days(struct cs_draft *purchases, size_t n,
		    struct cs_order_fault *fault)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (kept > 0 && purchases[kept - 1].day == purchases[i].day) {
			if (purchases[i].tag > purchases[kept - 1].tag)
				purchases[kept - 1].tag = purchases[i].tag;
			if (__builtin_add_overflow(purchases[kept - 1].total,
						   purchases[i].total,
						   &purchases[kept - 1].total))
				cs_fault_at(fault, CS_FAULT_RANGE,
					    &purchases[kept - 1],
					    &purchases[i]);
		} else {
			purchases[kept++] = purchases[i];
		}
	return kept;
}
