/*
 * product.h - is quantity x price what a row is worth? (lib/input only)
 */
#ifndef CS_INPUT_PRODUCT_H
#define CS_INPUT_PRODUCT_H

#include "input/csv.h"
#include "input/schema.h"

/*
 * Where neither the user nor a layout says that it is, settles
 * schema->items.unsure and .rival by rows of another quantity than 1: a column
 * that is quantity x price in nine of ten of them tells that it is; so does a
 * price called one of a unit, or products (items.unit_price), if no column that
 * is called an amount, or is the product in half of them, contradicts. `batch`
 * are the rows of the sample.
 */
void cs_product_judge(struct cs_schema *schema, const struct cs_input *input,
		      const struct cs_batch *batch);

#endif
