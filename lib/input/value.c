/* value.c - see value.h. */
#include "input/value.h"

#include "cell/amount.h"
#include "cell/cell.h"
#include "input/sample.h"

/* Is an amount that is not there among what is missing? If it is just welcome,
 * beside something else. */
static bool amount_missing(const struct cs_input *input, const bool *missing)
{
	const struct cs_column_rule *rule = &input->columns[CS_ROLE_AMOUNT];
	bool other = false;

	for (size_t i = 0; i < input->ncolumns; i++)
		other |= missing[i];
	return rule->wanted == CS_REQUIRED ||
	       (rule->wanted == CS_WELCOME && rule->named == NULL && other);
}

/* Where nothing says how many, the price is that of all of the row. */
static void price_of_row(struct cs_schema *schema, const struct cs_input *input)
{
	struct cs_fit fit;

	for (size_t i = 0; i < schema->header.ncolumns; i++)
		if (schema->items.quantity < 0 &&
		    input->columns[CS_ROLE_PRICE].named == NULL &&
		    input->columns[CS_ROLE_AMOUNT].named == NULL &&
		    input->columns[CS_ROLE_AMOUNT].usual != NULL &&
		    cs_name_fits(schema->words, "rowprice", &schema->names[i],
				 &fit)) {
			schema->column[CS_ROLE_AMOUNT] = (int)i;
			schema->reason[CS_ROLE_AMOUNT] = CS_BY_NAME;
			schema->items.row_price = true;
			return;
		}
}

/* Pieces are counted, and have no currency. */
static bool is_money(const struct cs_schema *schema, int column)
{
	struct cs_sample sample;
	struct cs_text cell;
	size_t money = 0, filled = 0;

	cs_sample_init(&sample, schema);
	cs_sample_column(&sample, column);
	while (money == filled && cs_sample_next(&sample, &cell)) {
		cs_cell_trim(&cell.bytes, &cell.length);
		if (cs_cell_empty(cell.bytes, cell.length))
			continue;
		filled++;
		money += cs_amount_currency(cell.bytes, cell.length).length > 0;
	}
	cs_sample_release(&sample);
	return filled > 0 && money == filled;
}

/* A name such as Jumlah means how many, or how much. */
static void money_of_name(struct cs_schema *schema,
			  const struct cs_input *input)
{
	int *column = schema->column;

	if (column[CS_ROLE_AMOUNT] >= 0 || column[CS_ROLE_QUANTITY] < 0 ||
	    input->columns[CS_ROLE_AMOUNT].named != NULL ||
	    input->columns[CS_ROLE_AMOUNT].usual == NULL ||
	    schema->reason[CS_ROLE_QUANTITY] != CS_BY_NAME ||
	    !is_money(schema, column[CS_ROLE_QUANTITY]))
		return;
	column[CS_ROLE_AMOUNT] = column[CS_ROLE_QUANTITY];
	schema->reason[CS_ROLE_AMOUNT] = CS_BY_NAME;
	column[CS_ROLE_QUANTITY] = -1;
}

void cs_value_settle(struct cs_schema *schema, const struct cs_input *input,
		     bool *missing)
{
	int *column = schema->column;

	if (!input->quantity_is_value)
		money_of_name(schema, input);
	schema->items.quantity = column[CS_ROLE_QUANTITY];
	schema->items.price = column[CS_ROLE_PRICE];
	if (input->quantity_is_value) {
		column[CS_ROLE_AMOUNT] = column[CS_ROLE_QUANTITY];
		schema->reason[CS_ROLE_AMOUNT] =
		    schema->reason[CS_ROLE_QUANTITY];
		column[CS_ROLE_QUANTITY] = column[CS_ROLE_PRICE] = -1;
		missing[CS_ROLE_QUANTITY] = column[CS_ROLE_AMOUNT] < 0;
		return;
	}
	bool product =
	    column[CS_ROLE_QUANTITY] >= 0 && column[CS_ROLE_PRICE] >= 0;

	if (column[CS_ROLE_AMOUNT] >= 0 && product &&
	    input->columns[CS_ROLE_AMOUNT].named == NULL &&
	    input->columns[CS_ROLE_QUANTITY].named != NULL &&
	    input->columns[CS_ROLE_PRICE].named != NULL)
		column[CS_ROLE_AMOUNT] = -1;
	if (column[CS_ROLE_AMOUNT] >= 0 || !product)
		column[CS_ROLE_QUANTITY] = column[CS_ROLE_PRICE] = -1;
	if (column[CS_ROLE_AMOUNT] < 0)
		price_of_row(schema, input);
	for (int role = CS_ROLE_CURRENCY; role <= CS_ROLE_REFUND; role++)
		if (column[CS_ROLE_AMOUNT] < 0 && !product &&
		    role != CS_ROLE_STATUS &&
		    input->columns[role].named == NULL)
			column[role] = -1; /* of amounts */
	missing[CS_ROLE_AMOUNT] = column[CS_ROLE_AMOUNT] < 0 && !product &&
				  amount_missing(input, missing);
}
