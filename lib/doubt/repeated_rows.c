/*
 * repeated_rows.c - what stands in several files: rows without an order id, too
 * few for an error, see data/overlap.h; and orders under different ids, as of a
 * shop and of those who collect its money. One in twenty is more than those who
 * buy for the same in two shops on a day.
 */
#include "doubt/kinds.h"

void cs_doubt_repeated_rows(const struct cs_load_options *options,
			    const struct cs_data *data,
			    struct cs_doubts *doubts)
{
	const struct cs_overlap *overlap = &data->overlap;
	const struct cs_schema *schemas = data->input.schemas;

	if (overlap->repeated == 0 || options->keys_of_many ||
	    options->overlap != CS_OVERLAP_ERROR)
		return;
	cs_doubt_add(
	    doubts, "repeated-rows", overlap->repeated,
	    schemas[overlap->files[1]].file, 0,
	    "%llu row%s the customer, day and amount of one in another file, "
	    "as in %s and in %s: if they are the same, say --overlap once, if "
	    "not, --overlap add",
	    (unsigned long long)overlap->repeated,
	    overlap->repeated == 1 ? " has" : "s have",
	    schemas[overlap->files[0]].file, schemas[overlap->files[1]].file);
}

enum { ELSEWHERE_SHARE = 20 };

void cs_doubt_repeated_orders(const struct cs_load_options *options,
			      const struct cs_data *data,
			      struct cs_doubts *doubts)
{
	const struct cs_signs *signs = &data->signs;
	const struct cs_sign *at = &signs->elsewhere_at;
	struct cs_buf text = CS_BUF_INIT;
	char amount[CS_MONEY_SIZE], day[11];

	if (!data->valued || signs->elsewhere == 0 || options->keys_of_many ||
	    options->overlap == CS_OVERLAP_ADD ||
	    signs->elsewhere * ELSEWHERE_SHARE < signs->buyers + signs->again)
		return;
	cs_buf_addf(&text,
		    "%llu order%s the customer, day and amount of one in "
		    "another file, under another id or without one, as %s of ",
		    (unsigned long long)signs->elsewhere,
		    signs->elsewhere == 1 ? " has" : "s have",
		    cs_money_format(at->amount, amount));
	cs_doubt_quote_key(&text, at->customer);
	cs_buf_addf(&text,
		    " on %s: if these are the same, leave one of the files "
		    "out; if not, say --overlap add",
		    cs_day_format(at->first, day));
	cs_doubt_add(doubts, "repeated-orders", signs->elsewhere, NULL, 0, "%s",
		     text.data);
	cs_buf_release(&text);
}
