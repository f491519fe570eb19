/* checks.c - see checks.h. */
#include "data/checks.h"

#include <string.h>

#include "base/utf8.h"
#include "base/word.h"
#include "cell/currency.h"

bool cs_has_amounts(const struct cs_schema *schema)
{
	return schema->column[CS_ROLE_AMOUNT] >= 0 ||
	       schema->column[CS_ROLE_QUANTITY] >= 0;
}

/* The option that keeps amounts of this currency: its column's, or that is
 * written with them. */
static void add_where(const struct cs_schema *schema, const char *currency,
		      struct cs_buf *out)
{
	int own = schema->column[CS_ROLE_CURRENCY];
	int column = schema->column[CS_ROLE_AMOUNT] >= 0
			 ? schema->column[CS_ROLE_AMOUNT]
			 : schema->column[CS_ROLE_PRICE];
	struct cs_buf word = CS_BUF_INIT;

	if (own >= 0)
		cs_buf_addf(&word, "%s=%s", schema->header.names[own],
			    currency);
	else
		cs_buf_addf(&word, "\"%s\"~", schema->header.names[column]);
	for (; own < 0 && *currency != '\0'; currency++)
		if (*currency == '$') /* which would be an end */
			cs_buf_adds(&word, "[$]");
		else
			cs_buf_addc(&word, *currency);
	cs_buf_adds(out, ", as in ");
	if (!cs_add_offer(out, "--where", word.data))
		cs_buf_adds(out, "--where COLUMN~SIGN");
	cs_buf_release(&word);
}

int cs_check_currencies(const struct cs_input_result *input, struct cs_err *err)
{
	const struct cs_words *words = &input->currencies;
	const struct cs_schema *schema = input->schemas;
	struct cs_buf text = CS_BUF_INIT;

	if (cs_currency_one((const char *const *)words->list, words->count))
		return 0;
	cs_buf_adds(&text, "the amounts are in several currencies (");
	for (size_t i = 0; i < words->count && i < 8; i++) {
		cs_buf_adds(&text, i > 0 ? ", " : "");
		cs_printable(&text, words->list[i], strlen(words->list[i]), 12);
	}
	cs_buf_adds(&text, "): choose one with --where");
	add_where(schema, words->list[0], &text);
	if (schema->column[CS_ROLE_CURRENCY] >= 0)
		cs_buf_adds(&text, ", or say --currency COL if another column "
				   "holds it");
	cs_fail_at(err, NULL, 0, 0);
	cs_fail(err, "several-currencies", "%s", text.data);
	cs_buf_release(&text);
	return -1;
}

int cs_check_amounts(const struct cs_data *data, struct cs_err *err)
{
	const struct cs_schema *schemas = data->input.schemas;

	for (size_t i = 1; i < data->input.nschemas; i++)
		if (cs_has_amounts(&schemas[i]) != data->valued) {
			cs_fail_at(err, schemas[i].file, 0, 0);
			return cs_fail(
			    err, "no-column",
			    "it has %s amount, unlike %s: name the column "
			    "with --amount, or do without with --amount none",
			    data->valued ? "no" : "an", schemas[0].file);
		}
	return 0;
}

int cs_check_items(const struct cs_input_result *input, struct cs_err *err)
{
	struct cs_buf amount = CS_BUF_INIT;

	for (size_t i = 1; i < input->nschemas; i++) {
		const struct cs_schema *schema = &input->schemas[i];
		bool repeat = schema->items.repeat;
		const char *header;

		if (repeat == input->schemas[0].items.repeat ||
		    (!repeat && schema->items.orders == 0))
			continue;
		header = schema->header.names[schema->column[CS_ROLE_AMOUNT]];
		cs_printable(&amount, header, strlen(header), 60);
		cs_fail_at(err, schema->file, 0, 0);
		cs_fail(err, "repeated-amounts",
			"rows of an order %s %s, and those of %s %s: say which "
			"they do with --line-items once or sum, or read one of "
			"the files alone",
			repeat ? "repeat its" : "add up to its", amount.data,
			input->schemas[0].file,
			repeat ? "add up" : "repeat it");
		cs_buf_release(&amount);
		return -1;
	}
	return 0;
}
