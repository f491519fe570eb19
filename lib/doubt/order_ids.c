/*
 * order_ids.c - ids of orders that are no such thing, or are used again.
 *
 * Rows of one order that lie more than a month apart are two orders; what is
 * paid back may come later. Each hides a purchase: where these would be one in
 * fifty of the further purchases, that shows in the rates.
 *
 * An id of several customers is one that is used again, or an order whose rows
 * do not agree on who bought. Nothing is wrong with the figures of ids that
 * begin anew each day in each shop until a customer meets one twice; a
 * hundredth of all ids is more than slips of typing.
 */
#include "doubt/kinds.h"

enum { APART_SHARE = 50, SHARED_SHARE = 100 };

static void add_settling(const struct cs_data *data, struct cs_buf *out)
{
	const struct cs_schema *schema = &data->input.schemas[0];
	int column = schema->column[CS_ROLE_ORDER];

	cs_buf_adds(out, "if ");
	if (column >= 0)
		cs_doubt_quote(out, schema->header.names[column]);
	else
		cs_buf_adds(out, "this");
	cs_buf_adds(out, " is no order's id, name another column with --order "
			 "COL");
}

/* Is what one buys on a day said to be an order? */
static bool is_date(const struct cs_data *data)
{
	const int *column = data->input.schemas[0].column;

	return column[CS_ROLE_ORDER] == column[CS_ROLE_DATE];
}

void cs_doubt_orders_apart(const struct cs_load_options *options,
			   const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_signs *signs = &data->signs;
	const struct cs_sign *at = &signs->apart_at;
	struct cs_buf text = CS_BUF_INIT;
	char first[11], last[11];

	if (options->keys_of_many || options->need == CS_TOTALS ||
	    signs->apart == 0 || signs->apart * APART_SHARE < signs->again)
		return;
	cs_buf_addf(&text,
		    "%llu order%s of several rows ha%s them more than %d days "
		    "apart, as ",
		    (unsigned long long)signs->apart,
		    signs->apart == 1 ? "" : "s",
		    signs->apart == 1 ? "s" : "ve", CS_ORDER_DAYS);
	cs_doubt_quote_order(&text, at->order);
	cs_buf_adds(&text, " of customer ");
	cs_doubt_quote_key(&text, at->customer);
	cs_buf_addf(&text, " from %s to %s, and each counts as one purchase: ",
		    cs_day_format(at->first, first),
		    cs_day_format(at->last, last));
	add_settling(data, &text);
	cs_buf_adds(&text, "; if ids are used again, --order none ");
	cs_buf_adds(&text, options->need == CS_PURCHASES && !options->moments
			       ? "--occasion day counts what one bought on a "
				 "day as a purchase"
			       : "counts each row");
	cs_doubt_add(doubts, "order-days", signs->apart, NULL, 0, "%s",
		     text.data);
	cs_buf_release(&text);
}

void cs_doubt_orders_shared(const struct cs_load_options *options,
			    const struct cs_data *data,
			    struct cs_doubts *doubts)
{
	const struct cs_signs *signs = &data->signs;
	const struct cs_shared_id *at = &signs->shared_at;
	struct cs_buf text = CS_BUF_INIT;
	char day[11];

	if (options->keys_of_many || is_date(data) || signs->ids_shared == 0 ||
	    signs->ids_shared * SHARED_SHARE < signs->ids)
		return;
	cs_buf_addf(&text,
		    "of %llu order ids looked at %llu stand%s with several "
		    "customers, as ",
		    (unsigned long long)signs->ids,
		    (unsigned long long)signs->ids_shared,
		    signs->ids_shared == 1 ? "s" : "");
	cs_doubt_quote_order(&text, at->order);
	for (int i = 0; i < 2; i++) {
		cs_buf_adds(&text, i == 0 ? " with " : " and ");
		cs_doubt_quote_key(&text, at->customer[i]);
		if (at->day[i] != CS_NO_DAY)
			cs_buf_addf(&text, " on %s",
				    cs_day_format(at->day[i], day));
	}
	cs_buf_adds(&text, ", and each has an order of its own by it: ");
	add_settling(data, &text);
	if (signs->ids_one_day * 2 > signs->ids_shared)
		cs_buf_adds(&text, "; if these are one order, name what is the "
				   "same in all its rows with --customer COL");
	else
		cs_buf_adds(&text, "; if ids are used again, --trust "
				   "order-customers says so");
	cs_doubt_add(doubts, "order-customers", signs->ids_shared, NULL, 0,
		     "%s", text.data);
	cs_buf_release(&text);
}
