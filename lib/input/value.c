/* value.c - see value.h. */
#include "input/value.h"

#include <string.h>

#include "base/utf8.h"
#include "input/profile.h"
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

static bool is_money(const struct cs_schema *schema, int column)
{
	struct cs_sample sample;
	bool money;

	cs_sample_init(&sample, schema);
	money = cs_profile_money(&sample, column);
	cs_sample_release(&sample);
	return money;
}

bool cs_value_spare(const struct cs_input *input, size_t role)
{
	return (role == CS_ROLE_QUANTITY || role == CS_ROLE_PRICE) &&
	       input->columns[role].named == NULL &&
	       input->columns[CS_ROLE_AMOUNT].named != NULL;
}

int cs_value_refuse(const struct cs_schema *schema,
		    const struct cs_input *input, struct cs_err *err)
{
	int column = schema->column[CS_ROLE_QUANTITY];
	struct cs_buf name = CS_BUF_INIT;

	if (input->columns[CS_ROLE_QUANTITY].named == NULL ||
	    input->quantity_is_value || column < 0 || !is_money(schema, column))
		return 0;
	cs_printable(&name, schema->header.names[column],
		     strlen(schema->header.names[column]), 60);
	cs_fail(err, "money-as-quantity",
		"the cells of the quantity \"%s\" have a currency: it is an "
		"amount; say --amount %s",
		name.data, name.data);
	cs_buf_release(&name);
	return -1;
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
