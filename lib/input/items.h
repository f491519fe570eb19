/*
 * items.h - what the rows of one order hold: items that add up, or its total
 * again and again (lib/input, and those who say so).
 *
 * Judged from the first mebibyte of a file. Orders of several rows speak for
 * items if their amounts differ, or if each is quantity x price of its own row;
 * for totals if their amounts are the same, the more so where these add up
 * from another column, or stand beside quantities and prices that differ, or
 * are called an order's.
 */
#ifndef CS_INPUT_ITEMS_H
#define CS_INPUT_ITEMS_H

#include <stdbool.h>
#include <stddef.h>

struct cs_schema;
struct cs_input;
struct cs_sample;

struct cs_items {
	size_t orders; /* of several rows, whose amounts are not 0 */
	size_t same;   /* of them, that have one amount on all */
	bool repeat;   /* that is their total: an order of one amount counts it
			  once */
	bool doubtful; /* ... or is not, and could be */
	bool
	    line_price; /* the price is that of all pieces of the row, and taken
			    for its amount */
	bool unit_price; /* the price is that of one piece, as products show
			    that were bought in different quantities */
	bool unsure;	 /* quantity x price is taken for the amount, and
			    nothing tells that the price is of one piece */
	int rival; /* a column called an amount, or that is quantity x price in
		      half of the rows, and not in all; -1 */
	size_t rival_rows; /* of another quantity than 1 where it is not */
	bool row_price;	   /* the price is taken for the amount, as nothing says
			   how many */
	/* columns that no option rules out, even where an amount is read */
	int quantity, price; /* -1 */
};

/*
 * Judges, and settles schema->items, and what becomes of rows without an
 * amount; `rows` is the sample. Only once habits are settled.
 */
void cs_items_settle(struct cs_schema *schema, const struct cs_input *input,
		     const struct cs_sample *rows);

#endif
