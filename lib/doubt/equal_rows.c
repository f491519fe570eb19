/*
 * equal_rows.c - rows that stand in their file more than once: it was put
 * together twice, or a join doubled them.
 *
 * Equal rows as such say little: an order has two items of one price, somebody
 * buys two coffees a day. What nobody does is
 *
 *   - nearly all: all rows come in twos, or in threes. Where people have the
 *     choice, as many numbers of equal rows are odd as even;
 *   - orders: each row of an order of several different ones stands in it as
 *     often. By chance, n piles of rows are all plural with the n-th power of
 *     the share of those that are. Of orders without different rows this is
 *     seen only where orders have one row otherwise. Where most rows are plural
 *     chance makes many, too; but then it makes as many that are so in part;
 *   - days: of two rows of a customer on a day without an order id, far more
 *     have one amount than of two on different days.
 *
 * Three times what chance makes, or most of what it does not, and a fiftieth of
 * all: less moves no rate by much. Two of them are the least: one can be
 * anything.
 */
#include "doubt/kinds.h"

enum {
	FEW_PILES = 4,
	NEARLY_ALL = 20, /* all but one in so many */
	SHARE = 50,
	CHANCE = 3
};

/* Of all orders that could be folded beyond chance, how many are? */
static const double WHOLLY = .75;

static bool nearly_all(const struct cs_signs *signs)
{
	uint64_t even =
	    signs->twos > signs->threes ? signs->twos : signs->threes;

	return signs->piles >= FEW_PILES &&
	       even * NEARLY_ALL >= signs->piles * (NEARLY_ALL - 1);
}

/* Without days a customer's payments of one price are equal, and may be as many
 * as anybody's; but not two of everything. */
static bool all_twice(const struct cs_signs *signs)
{
	return nearly_all(signs) &&
	       signs->equal * NEARLY_ALL <= signs->piles * (NEARLY_ALL + 1);
}

static bool orders_folded(const struct cs_folds *folds)
{
	double plural = folds->piles > 0
			    ? (double)folds->plural / (double)folds->piles
			    : 0,
	       chance = plural * plural, expected = 0;
	uint64_t mixed = 0, folded = 0;

	for (int i = 0; i < 3; i++) {
		expected += chance * (double)folds->mixed[i];
		chance *= plural;
		mixed += folds->mixed[i];
		folded += folds->folded[i];
	}
	return folded > 1 && folded * SHARE >= mixed &&
	       ((double)folded > CHANCE * expected ||
		(double)folded - expected >
		    WHOLLY * (plural * (double)mixed - expected));
}

/* Orders have a row each, and some have the same one again. */
static bool orders_piled(const struct cs_signs *signs)
{
	uint64_t mixed = 0;

	for (int i = 0; i < 3; i++)
		mixed += signs->folds.mixed[i];
	return signs->piled > 1 && signs->piled > mixed * 9 &&
	       signs->piled * SHARE >= signs->orders;
}

/* Where all pay one price at all times, nothing tells. */
static bool days_piled(const struct cs_signs *signs)
{
	const uint64_t *on = signs->same_day, *apart = signs->other_day;

	if (on[1] < 2 || on[1] * SHARE < signs->loose ||
	    signs->item_rows * 4 >= signs->loose)
		return false;
	return apart[0] + apart[1] == 0
		   ? on[1] > on[0]
		   : (double)on[1] * (double)apart[0] >
			 CHANCE * (double)(on[0] + 1) * (double)apart[1];
}

static bool are_doubled(const struct cs_data *data)
{
	const struct cs_signs *signs = &data->signs;

	if (data->input.ndays == 0 && signs->loose > 0)
		return all_twice(signs);
	return nearly_all(signs) || orders_folded(&signs->folds) ||
	       orders_piled(signs) || days_piled(signs);
}

void cs_doubt_equal_rows(const struct cs_load_options *options,
			 const struct cs_data *data, struct cs_doubts *doubts)
{
	const struct cs_signs *signs = &data->signs;
	const struct cs_sign *at = &signs->equal_at;
	uint64_t rows =
	    signs->sampled > 0 ? signs->sampled : data->input.account.rows_used;
	struct cs_buf text = CS_BUF_INIT;
	char amount[CS_MONEY_SIZE], day[11];

	/* where rows of an order repeat its total, equal ones are the rule */
	if (options->keys_of_many ||
	    options->duplicates != CS_DUPLICATES_DOUBTED ||
	    (data->items != CS_ITEMS_SUM && signs->loose == 0) ||
	    !are_doubled(data))
		return;
	cs_buf_addf(&text,
		    "%llu of %llu rows%s %s equal to another of their file in "
		    "customer, day, amount and order, as ",
		    (unsigned long long)signs->equal, (unsigned long long)rows,
		    rows < data->input.account.rows_used ? " looked at" : "",
		    signs->equal == 1 ? "is" : "are");
	if (data->valued)
		cs_buf_addf(&text, "%s ", cs_money_format(at->amount, amount));
	cs_buf_adds(&text, "of ");
	cs_doubt_quote_key(&text, at->customer);
	if (data->input.ndays > 0)
		cs_buf_addf(&text, " on %s", cs_day_format(at->first, day));
	cs_buf_addf(&text,
		    " (%llu times): was something put in twice, or doubled by "
		    "a join? --duplicates drop counts it once, --duplicates "
		    "keep counts all",
		    (unsigned long long)at->rows);
	cs_doubt_add(doubts, "equal-rows", signs->equal, NULL, 0, "%s",
		     text.data);
	cs_buf_release(&text);
}
