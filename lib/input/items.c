/* items.c - see items.h. */
#include "input/items.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "input/product.h"
#include "input/sample.h"
#include "input/schema.h"

enum {
	SUMMED_ORDERS = 100, /* of which every column is added up */
	MANY = 5	     /* orders, of which few by chance are all alike */
};

struct item_row {
	struct cs_text order, customer; /* or product */
	size_t record;
	cs_micros amount;
	bool filled;
};

struct judge {
	struct cs_schema *schema;
	const struct cs_input *input;
	const struct cs_batch *batch;
	struct item_row *lines;
	size_t count, capacity;
	size_t different;	/* orders whose amounts differ */
	size_t items;		/* ... are quantity x price of their rows */
	size_t totals;		/* ... are the same, and cannot be the rows' */
	size_t others;		/* ... are the same, and nothing tells why */
	size_t blank, repeated; /* rows behind the first, by amount */
};

/* --- cells --------------------------------------------------------------- */

static struct cs_text text_of(const struct judge *judge, size_t record,
			      int column)
{
	struct cs_cells cells = cs_batch_cells(judge->batch, record);

	return column >= 0 && (size_t)column < cells.count
		   ? cs_cell_trimmed(cs_cells_raw(&cells, (size_t)column))
		   : (struct cs_text){ "", 0 };
}

static bool number_of(const struct judge *judge, size_t record, int column,
		      cs_micros *number)
{
	struct cs_text text = text_of(judge, record, column);

	return column >= 0 &&
	       cs_amount_parse(text.bytes, text.length, judge->schema->mark,
			       true, number, NULL) == CS_CELL_OK;
}

/* What the row's item costs, by quantity and price as far as they are there. */
static bool item_of(const struct judge *judge, size_t record, cs_micros *value)
{
	const struct cs_items *items = &judge->schema->items;
	cs_micros quantity = CS_MICROS, price = CS_MICROS;
	bool rounded;

	if ((items->quantity < 0 && items->price < 0) ||
	    (items->quantity >= 0 &&
	     !number_of(judge, record, items->quantity, &quantity)) ||
	    (items->price >= 0 &&
	     !number_of(judge, record, items->price, &price)))
		return false;
	return cs_amount_multiply(quantity, price, true, value, &rounded) ==
	       CS_CELL_OK;
}

/* --- one order ----------------------------------------------------------- */

/* Does a column add up to the amount of the order? */
static bool adds_up(const struct judge *judge, const struct item_row *lines,
		    size_t n, int column)
{
	cs_sum sum = 0;
	cs_micros number;

	if (column == judge->schema->column[CS_ROLE_AMOUNT])
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!number_of(judge, lines[i].record, column, &number))
			return false;
		sum += number;
	}
	return sum == lines[0].amount;
}

static bool some_adds_up(const struct judge *judge,
			 const struct item_row *lines, size_t n)
{
	if (judge->totals + judge->others >= SUMMED_ORDERS)
		return false;
	for (size_t c = 0; c < judge->schema->header.ncolumns; c++)
		if (adds_up(judge, lines, n, (int)c))
			return true;
	return false;
}

/* An order of several rows that have one amount. */
static void judge_same(struct judge *judge, const struct item_row *lines,
		       size_t n)
{
	cs_micros first = 0, value;
	bool told = true, own = true, differ = false;
	cs_sum sum = 0;

	for (size_t i = 0; i < n && told; i++) {
		told = item_of(judge, lines[i].record, &value);
		if (!told)
			break;
		first = i == 0 ? value : first;
		own &= value == lines[i].amount;
		differ |= value != first;
		sum += value;
	}
	if (told && own)
		judge->items++;
	else if ((told && (differ || sum == lines[0].amount)) ||
		 some_adds_up(judge, lines, n))
		judge->totals++;
	else
		judge->others++;
}

static void judge_order(struct judge *judge, struct item_row *lines, size_t n)
{
	size_t filled = 0;
	bool same = true;

	for (size_t i = 0; i < n; i++) {
		judge->blank += i > 0 && !lines[i].filled;
		judge->repeated += i > 0 && lines[i].filled;
		if (lines[i].filled && lines[i].amount != 0)
			lines[filled++] = lines[i];
	}
	for (size_t i = 1; i < filled; i++)
		same &= lines[i].amount == lines[0].amount;
	if (filled > 1 && same)
		judge_same(judge, lines, filled);
	else
		judge->different += filled > 1;
}

/* --- all of them --------------------------------------------------------- */

static int by_order(const void *a, const void *b)
{
	const struct item_row *x = a, *y = b;
	int order = cs_text_compare(x->order, y->order);

	if (order == 0)
		order = cs_text_compare(x->customer, y->customer);
	return order != 0 ? order : (x->record > y->record) * 2 - 1;
}

static bool same_order(const struct item_row *a, const struct item_row *b)
{
	return cs_text_compare(a->order, b->order) == 0 &&
	       cs_text_compare(a->customer, b->customer) == 0;
}

/*
 * May a cell of a column come twice? What is told by hashes alone is told at
 * once: of most files each row is an order by itself.
 */
static bool may_repeat(const struct judge *judge, int column)
{
	struct cs_hash_seed seed = cs_hash_draw_seed();
	size_t records = judge->batch->nrecords, size = 2, at;
	bool twice = false;
	uint32_t *seen; /* upper halves of hashes; 0 is free */

	while (size < records * 2)
		size *= 2;
	seen = cs_calloc(size, sizeof *seen);
	for (size_t r = 0; r < records && !twice; r++) {
		struct cs_text text = text_of(judge, r, column);
		uint64_t hash = cs_hash(&seed, text.bytes, text.length);
		uint32_t half = (uint32_t)(hash >> 32) | 1;

		if (cs_cell_empty(text.bytes, text.length))
			continue;
		at = hash & (size - 1);
		while (seen[at] != 0 && seen[at] != half)
			at = (at + 1) & (size - 1);
		twice = seen[at] == half;
		seen[at] = half;
	}
	free(seen);
	return twice;
}

/* Every record as a line: of column `order`, and of one more. */
static void gather(struct judge *judge, int order, int customer, int amount)
{
	bool sorted = true; /* as most exports are */

	judge->count = 0;
	for (size_t r = 0; r < judge->batch->nrecords; r++) {
		struct cs_cells cells = cs_batch_cells(judge->batch, r);
		struct item_row line = { .record = r };

		if (cells.count != judge->schema->header.ncolumns)
			continue;
		line.order = text_of(judge, r, order);
		line.customer = text_of(judge, r, customer);
		line.filled = number_of(judge, r, amount, &line.amount);
		if (cs_cell_empty(line.order.bytes, line.order.length))
			continue;
		CS_GROW(judge->lines, judge->count, judge->capacity);
		judge->lines[judge->count] = line;
		sorted = sorted &&
			 (judge->count == 0 ||
			  by_order(&judge->lines[judge->count - 1], &line) < 0);
		judge->count++;
	}
	if (!sorted)
		qsort(judge->lines, judge->count, sizeof *judge->lines,
		      by_order);
}

/* Is the amount called one of the whole order? */
static bool called_total(const struct cs_schema *schema)
{
	struct cs_fit fit;

	return cs_name_fits(schema->words, "ordertotal",
			    &schema->names[schema->column[CS_ROLE_AMOUNT]],
			    &fit);
}

static void conclude(const struct judge *judge)
{
	struct cs_items *items = &judge->schema->items;
	size_t for_total = judge->totals + judge->others,
	       for_items = judge->different + judge->items;
	bool told =
	    judge->totals * 4 > for_total || called_total(judge->schema);

	items->same = for_total + judge->items;
	items->orders = for_total + for_items;
	if (told && for_total > for_items * 4)
		items->repeat = true;
	else if (for_total >= MANY && for_total > for_items * 9)
		items->repeat = items->doubtful = true;
	else
		items->doubtful = for_total > for_items;
}

static void judge_orders(struct judge *judge)
{
	struct cs_schema *schema = judge->schema;
	size_t end;

	if (may_repeat(judge, schema->order))
		gather(judge, schema->order,
		       schema->customers.count > 0
			   ? schema->customers.columns[0]
			   : -1,
		       schema->column[CS_ROLE_AMOUNT]);
	for (size_t i = 0; i < judge->count; i = end) {
		for (end = i + 1;
		     end < judge->count &&
		     same_order(&judge->lines[i], &judge->lines[end]);)
			end++;
		if (end > i + 1)
			judge_order(judge, judge->lines + i, end - i);
	}
	schema->repeats_order = judge->blank >= judge->repeated;
	conclude(judge);
}

/* --- prices -------------------------------------------------------------- */

/* The column that says best which product it is; -1. */
static int product_column(const struct cs_schema *schema)
{
	struct cs_fit best = { 0 }, fit;
	int found = -1;

	for (size_t i = 0; i < schema->header.ncolumns; i++) {
		if (!cs_name_fits(schema->words, "product", &schema->names[i],
				  &fit) ||
		    (found >= 0 && fit.line >= best.line))
			continue;
		found = (int)i;
		best = fit;
	}
	return found;
}

/*
 * Whether the price grows with the quantity: of products that are bought in
 * different quantities, it does if price / quantity is always the same, and
 * does not if the price is.
 */
static bool price_grows(struct judge *judge)
{
	const struct cs_items *items = &judge->schema->items;
	int product = product_column(judge->schema);
	size_t grows = 0, stays = 0;

	if (product < 0)
		return false;
	gather(judge, product, -1, items->price);
	for (size_t i = 1; i < judge->count; i++) {
		const struct item_row *x = &judge->lines[i - 1],
				      *y = &judge->lines[i];
		cs_micros m, n;

		if (!same_order(x, y) || !x->filled || !y->filled ||
		    x->amount == 0 ||
		    !number_of(judge, x->record, items->quantity, &m) ||
		    !number_of(judge, y->record, items->quantity, &n) ||
		    m == n || m <= 0 || n <= 0)
			continue;
		grows += (cs_sum)x->amount * n == (cs_sum)y->amount * m;
		stays += x->amount == y->amount;
	}
	judge->schema->items.unit_price = stays > grows * 4;
	return grows > stays * 4;
}

static void settle_price(struct judge *judge)
{
	struct cs_schema *schema = judge->schema;
	int *column = schema->column;

	if (column[CS_ROLE_AMOUNT] >= 0 || column[CS_ROLE_PRICE] < 0 ||
	    judge->input->columns[CS_ROLE_PRICE].named != NULL ||
	    !price_grows(judge))
		return;
	schema->items.line_price = true;
	column[CS_ROLE_AMOUNT] = column[CS_ROLE_PRICE];
	column[CS_ROLE_PRICE] = column[CS_ROLE_QUANTITY] = -1;
	schema->only_amount = column[CS_ROLE_REFUND] < 0;
}

void cs_items_settle(struct cs_schema *schema, const struct cs_input *input,
		     const struct cs_sample *rows)
{
	struct judge judge = { .schema = schema,
			       .input = input,
			       .batch = rows->batch };

	settle_price(&judge);
	cs_product_judge(schema, input, rows->batch);
	schema->continues =
	    schema->order >= 0 && schema->column[CS_ROLE_AMOUNT] >= 0;
	if (schema->continues && !input->quantity_is_value)
		judge_orders(&judge);
	free(judge.lines);
}
