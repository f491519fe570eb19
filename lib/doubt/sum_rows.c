/*
 * sum_rows.c - rows that are the sum of others: see input/sums.h. One is
 * enough: called a total, and the sum of what stands above it, it is no chance.
 *
 * Beside an order's items, or its parts, its total may stand, whatever it is
 * called. By chance one item of three costs what the others do; hardly in half
 * of the orders, of four or more.
 */
#include "doubt/kinds.h"

#include <string.h>

#include "base/utf8.h"
#include "base/word.h"

/* The header of the column that calls a row so; NULL: it is no column. */
static const char *header_of(const struct cs_input_result *input,
			     const struct cs_sum_row *row)
{
	for (size_t i = 0; i < input->nschemas; i++)
		if (strcmp(input->schemas[i].file, row->file) == 0 &&
		    row->column >= 0)
			return input->schemas[i].header.names[row->column];
	return NULL;
}

/* "--exclude 'Product=Grand Total' --exclude ..." of those that are shown. */
static void add_exclude(const struct cs_input_result *input, struct cs_buf *out)
{
	const struct cs_sum_rows *found = &input->sum_rows;

	for (size_t i = 0; i < found->nfirst; i++) {
		const char *header = header_of(input, &found->first[i]);
		struct cs_buf word = CS_BUF_INIT, offer = CS_BUF_INIT;

		if (header == NULL)
			continue;
		cs_buf_addf(&word, "%s=%s", header, found->first[i].name);
		if (cs_add_offer(&offer, "--exclude", word.data))
			cs_buf_addf(out, "%s%s", out->length > 0 ? " " : "",
				    offer.data);
		cs_buf_release(&offer);
		cs_buf_release(&word);
	}
	if (out->length == 0)
		cs_buf_adds(out, "--exclude");
}

void cs_doubt_sum_rows(const struct cs_load_options *options,
		       const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_input_result *input = &data->input;
	const struct cs_sum_rows *found = &input->sum_rows;
	const struct cs_sum_row *first = &found->first[0];
	struct cs_buf name = CS_BUF_INIT, exclude = CS_BUF_INIT;
	char amount[CS_MONEY_SIZE];

	(void)options;
	if (found->count == 0)
		return;
	cs_printable(&name, first->name, strlen(first->name), 40);
	add_exclude(input, &exclude);
	cs_doubt_add(
	    doubts, "sum-rows", found->count, first->file, first->line,
	    "%llu row%s the sum of others, or a balance, as \"%s\", %s: %s "
	    "counted like other rows; %s leaves %s out",
	    (unsigned long long)found->count,
	    found->count == 1 ? " looks like" : "s look like", name.data,
	    cs_money_format(first->amount, amount),
	    found->count == 1 ? "it is" : "they are", exclude.data,
	    found->count == 1 ? "it" : "them");
	cs_buf_release(&name);
	cs_buf_release(&exclude);
}

enum { SOME_CUSTOMERS = 20, CLOSE = 10000 /* rounding of what was summed */ };

/* A customer of as much as all others together, whatever it is called: by
 * chance nobody comes so close. */
void cs_doubt_half_of_all(const struct cs_load_options *options,
			  const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_key_of_many *largest = &data->keys.largest;
	cs_sum apart = 2 * largest->value - data->keys.value;
	struct cs_buf text = CS_BUF_INIT;
	char amount[CS_MONEY_SIZE];

	(void)options;
	if (!data->valued || data->customers < SOME_CUSTOMERS ||
	    largest->value <= 0 || data->input.sum_rows.count > 0 ||
	    (apart < 0 ? -apart : apart) * CLOSE > largest->value)
		return;
	cs_doubt_quote_key(&text, largest->key);
	cs_buf_addf(&text,
		    " has %s, as much as all others together: is it their sum? "
		    "It counts like others; --exclude COLUMN=VALUE leaves it "
		    "out, --trust sum-rows keeps it",
		    cs_money_format(largest->value, amount));
	cs_doubt_add(doubts, "sum-rows", 1, NULL, 0, "%s", text.data);
	cs_buf_release(&text);
}

enum { FEW_ORDERS = 4 };

void cs_doubt_order_totals(const struct cs_load_options *options,
			   const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_signs *signs = &data->signs;
	const struct cs_sign *at = &signs->summed_at;
	struct cs_buf text = CS_BUF_INIT;
	char amount[CS_MONEY_SIZE], day[11];

	if (options->keys_of_many || data->items != CS_ITEMS_SUM ||
	    signs->summed < FEW_ORDERS || signs->summed * 2 < signs->several)
		return;
	cs_buf_addf(&text,
		    "in %llu of %llu orders, or days of a customer, of three "
		    "rows or more one row is the sum of the others, as %s of ",
		    (unsigned long long)signs->summed,
		    (unsigned long long)signs->several,
		    cs_money_format(at->amount, amount));
	cs_doubt_quote_key(&text, at->customer);
	if (data->input.ndays > 0)
		cs_buf_addf(&text, " on %s", cs_day_format(at->first, day));
	cs_buf_adds(&text, ": where orders have rows of their totals, all is "
			   "counted twice; --exclude COLUMN=VALUE leaves out "
			   "rows that a column calls so, --trust sum-rows "
			   "counts all");
	cs_doubt_add(doubts, "sum-rows", signs->summed, NULL, 0, "%s",
		     text.data);
	cs_buf_release(&text);
}
