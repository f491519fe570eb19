/* value.c - see value.h. */
#include "input/value.h"

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

void cs_value_settle(struct cs_schema *schema, const struct cs_input *input,
		     bool *missing)
{
	int *column = schema->column;

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
