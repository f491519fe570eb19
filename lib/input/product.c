/* product.c - see product.h. */
#include "input/product.h"

#include <stdlib.h>

enum { MOST_ROWS = 200, CENT = CS_MICROS / 100 };

/* A row of another quantity than 1. */
struct product {
	size_t record;
	cs_micros value;
};

struct product_judge {
	struct cs_schema *schema;
	const struct cs_batch *batch;
	struct product rows[MOST_ROWS];
	size_t count;
};

static bool number_of(const struct product_judge *judge, size_t record,
		      int column, cs_micros *number)
{
	struct cs_cells cells = cs_batch_cells(judge->batch, record);
	struct cs_text cell;

	if ((size_t)column >= cells.count)
		return false;
	cell = cs_cells_at(&cells, (size_t)column);
	return cs_amount_parse(cell.bytes, cell.length, judge->schema->mark,
			       true, number, NULL) == CS_CELL_OK;
}

static void gather(struct product_judge *judge)
{
	const int *column = judge->schema->column;
	cs_micros quantity, price, value;
	bool rounded;

	for (size_t r = 0;
	     r < judge->batch->nrecords && judge->count < MOST_ROWS; r++) {
		if (!number_of(judge, r, column[CS_ROLE_QUANTITY], &quantity) ||
		    !number_of(judge, r, column[CS_ROLE_PRICE], &price) ||
		    llabs(quantity) == CS_MICROS ||
		    cs_amount_multiply(quantity, price, true, &value,
				       &rounded) != CS_CELL_OK ||
		    value == 0)
			continue;
		judge->rows[judge->count++] = (struct product){ r, value };
	}
}

/* In how many of these rows the column is a number, and the product. */
static size_t count_same(const struct product_judge *judge, int column,
			 size_t *filled)
{
	size_t same = 0;
	cs_micros number;

	*filled = 0;
	for (size_t i = 0; i < judge->count; i++) {
		const struct product *row = &judge->rows[i];

		if (!number_of(judge, row->record, column, &number))
			continue;
		++*filled;
		same += llabs(number - row->value) <= CENT;
	}
	return same;
}

static bool called_amount(const struct cs_schema *schema, int column)
{
	const struct cs_name *name = &schema->names[column];

	return cs_name_hints(schema->words, "rival", name) &&
	       !cs_name_hints(schema->words, "norival", name);
}

/* Has the price a name like Unit Price? */
static bool called_unit_price(const struct cs_schema *schema)
{
	struct cs_fit fit;

	return cs_name_fits(schema->words, "price",
			    &schema->names[schema->column[CS_ROLE_PRICE]],
			    &fit) &&
	       fit.line == 0;
}

/* Looks for a column that is the product, then false, and one that should be
 * and is not: items.rival. */
static bool is_doubtful(struct product_judge *judge)
{
	struct cs_schema *schema = judge->schema;
	int *rival = &schema->items.rival;

	for (int i = 0; i < (int)schema->header.ncolumns; i++) {
		size_t filled, same;

		if (i == schema->column[CS_ROLE_QUANTITY] ||
		    i == schema->column[CS_ROLE_PRICE])
			continue;
		same = count_same(judge, i, &filled);
		if (filled * 2 < judge->count)
			continue;
		if (same * 10 >= filled * 9) {
			*rival = -1;
			return false;
		}
		/* what is it in every other row is it but for discounts */
		if (*rival < 0 &&
		    (same * 2 >= filled || called_amount(schema, i))) {
			*rival = i;
			schema->items.rival_rows = filled - same;
		}
	}
	return *rival >= 0 ||
	       !(schema->items.unit_price || called_unit_price(schema));
}

void cs_product_judge(struct cs_schema *schema, const struct cs_input *input,
		      const struct cs_batch *batch)
{
	struct product_judge judge = { .schema = schema, .batch = batch };

	schema->items.rival = -1;
	if (schema->column[CS_ROLE_QUANTITY] < 0 ||
	    schema->column[CS_ROLE_PRICE] < 0 ||
	    input->columns[CS_ROLE_QUANTITY].named != NULL ||
	    input->columns[CS_ROLE_PRICE].named != NULL)
		return;
	gather(&judge);
	schema->items.unsure = judge.count > 0 && is_doubtful(&judge);
}
