/*
 * no_order.c - items of one order that count as purchases of their own, as
 * nothing was taken for the order's id.
 *
 * Where a column looks like it (order_column.c), one purchase in twenty on the
 * day of another is enough. Without one a third of all rows have to lie on days
 * on which their customer pays different amounts, and on five such days, or
 * half of the rows, on two: who sells coffee sees that too, and can say so.
 */
#include "base/word.h"
#include "doubt/kinds.h"

enum { WITH_COLUMN = 20 };

static bool looks_like_items(const struct cs_signs *signs)
{
	return (signs->item_days >= 5 &&
		signs->item_rows * 3 >= signs->loose) ||
	       (signs->item_days >= 2 && signs->item_rows * 2 > signs->loose);
}

static bool may_lack(const struct cs_load_options *options,
		     const struct cs_data *data)
{
	const struct cs_schema *schema = &data->input.schemas[0];

	return options->need == CS_PURCHASES && !options->by_day &&
	       options->input.columns[CS_ROLE_ORDER].named == NULL &&
	       schema->column[CS_ROLE_ORDER] == -1 &&
	       cs_layout_says(schema->layout, "order") == NULL;
}

static void add_way_out(const struct cs_load_options *options,
			const struct cs_schema *schema, int column,
			struct cs_buf *out)
{
	struct cs_buf offer = CS_BUF_INIT;

	if (column < 0) {
		cs_buf_addf(out,
			    "if they are items of one order, name the column "
			    "of its id with --order COL%s; ",
			    options->moments ? "" : ", or say --occasion day");
	} else {
		cs_buf_adds(out, "no column is taken for the order's id, and ");
		cs_doubt_quote(out, schema->header.names[column]);
		cs_buf_adds(out, " looks like it: ");
		cs_buf_adds(out, cs_add_offer(&offer, "--order",
					      schema->header.names[column])
				     ? offer.data
				     : "--order COL");
		cs_buf_adds(out, " makes one purchase of what has it in "
				 "common; ");
	}
	cs_buf_adds(out, "if each row is a purchase, say --order none");
	cs_buf_release(&offer);
}

void cs_doubt_no_order(const struct cs_load_options *options,
		       const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_signs *signs = &data->signs;
	const struct cs_sign *at = &signs->day_at;
	uint64_t more = signs->same_day[0] + signs->same_day[1];
	struct cs_buf text = CS_BUF_INIT;
	char day[11];
	int column;

	if (!may_lack(options, data) || more < 2 ||
	    more * WITH_COLUMN < signs->loose)
		return;
	column = cs_doubt_order_column(&data->input.schemas[0],
				       options->input.words);
	if (column < 0 && !looks_like_items(signs))
		return;
	cs_buf_addf(&text,
		    "%llu of %llu rows count as further purchases of their "
		    "customer on one day, as %llu of ",
		    (unsigned long long)more, (unsigned long long)signs->loose,
		    (unsigned long long)at->rows - 1);
	cs_doubt_quote_key(&text, at->customer);
	cs_buf_addf(&text, " on %s: ", cs_day_format(at->first, day));
	add_way_out(options, &data->input.schemas[0], column, &text);
	cs_doubt_add(doubts, "no-order", more, NULL, 0, "%s", text.data);
	cs_buf_release(&text);
}
