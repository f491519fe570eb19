/* items.c - what is said of orders of several rows: see internal.h. */
#include <string.h>

#include "app/internal.h"
#include "app/notice.h"
#include "base/utf8.h"
#include "input/names.h"

static void add_column(const struct cs_schema *schema, int column,
		       struct cs_buf *out)
{
	cs_printable(out, schema->header.names[column],
		     strlen(schema->header.names[column]), 60);
}

static void say_price(struct cs_job *job, const struct cs_schema *schema)
{
	struct cs_buf price = CS_BUF_INIT, quantity = CS_BUF_INIT;

	add_column(schema, schema->items.price, &price);
	add_column(schema, schema->items.quantity, &quantity);
	cs_report_scope(&job->report,
			"%s is taken for the amount of all pieces", price.data);
	cs_note(job,
		"%s grows with %s, so it is taken for the amount of all "
		"pieces, not of one; --price COL says otherwise",
		price.data, quantity.data);
	cs_buf_release(&price);
	cs_buf_release(&quantity);
}

/* Quantity x price, though another column is another amount. */
static void warn_rival(struct cs_job *job, const struct cs_schema *schema,
		       const char *product, const char *right)
{
	const struct cs_items *items = &schema->items;
	struct cs_buf rival = CS_BUF_INIT, offer = CS_BUF_INIT;

	add_column(schema, items->rival, &rival);
	if (!cs_offer_columns(schema, "--amount", &items->rival, 1, &offer))
		cs_buf_adds(&offer, "--amount COL");
	cs_warn(job, "other-amount", items->rival_rows, schema->file, 0,
		"the amount is %s, and %s is another one in %zu of the first "
		"rows: %s takes that, %s says that it is right so",
		product, rival.data, items->rival_rows, offer.data, right);
	cs_buf_release(&rival);
	cs_buf_release(&offer);
}

/* ... though nothing tells that the price is of one piece. */
static void note_pieces(struct cs_job *job, const struct cs_schema *schema,
			const char *product, const char *right)
{
	struct cs_buf price = CS_BUF_INIT, offer = CS_BUF_INIT;
	int column = schema->items.price;

	add_column(schema, column, &price);
	if (!cs_offer_columns(schema, "--amount", &column, 1, &offer))
		cs_buf_adds(&offer, "--amount COL");
	cs_note(job,
		"the amount is %s, though %s may be that of all pieces: %s "
		"takes that, %s says that it is right so",
		product, price.data, offer.data, right);
	cs_buf_release(&price);
	cs_buf_release(&offer);
}

static void say_product(struct cs_job *job, const struct cs_schema *schema)
{
	const struct cs_items *items = &schema->items;
	struct cs_buf product = CS_BUF_INIT, right = CS_BUF_INIT;

	add_column(schema, items->quantity, &product);
	cs_buf_adds(&product, " x ");
	add_column(schema, items->price, &product);
	if (!cs_offer_columns(schema, "--price", &items->price, 1, &right))
		cs_buf_adds(&right, "--price COL");
	if (items->rival >= 0)
		warn_rival(job, schema, product.data, right.data);
	else
		note_pieces(job, schema, product.data, right.data);
	cs_buf_release(&product);
	cs_buf_release(&right);
}

static void say_row_price(struct cs_job *job, const struct cs_schema *schema)
{
	struct cs_buf price = CS_BUF_INIT;

	add_column(schema, schema->column[CS_ROLE_AMOUNT], &price);
	cs_note(job,
		"no column says how many, so %s is taken for the amount of "
		"the row; --amount COL says otherwise",
		price.data);
	cs_buf_release(&price);
}

static void say_repeats(struct cs_job *job, const struct cs_schema *schema,
			bool told)
{
	struct cs_buf amount = CS_BUF_INIT;

	add_column(schema, schema->column[CS_ROLE_AMOUNT], &amount);
	cs_report_scope(&job->report,
			"%s stands on each row of an order and counts once",
			amount.data);
	if (!told && !schema->items.doubtful)
		cs_note(job,
			"the rows of an order repeat its %s, which counts "
			"once; --line-items sum says otherwise",
			amount.data);
	cs_buf_release(&amount);
}

static void warn_doubtful(struct cs_job *job, const struct cs_schema *schema)
{
	const struct cs_items *items = &schema->items;
	struct cs_buf amount = CS_BUF_INIT;

	add_column(schema, schema->column[CS_ROLE_AMOUNT], &amount);
	cs_warn(job, "repeated-amounts", items->same, schema->file, 0,
		"%zu of %zu order%s of several rows ha%s the same %s on all of "
		"them, which %s: if it is the order's total, say --line-items "
		"once; if the rows add up, --line-items sum",
		items->same, items->orders, items->orders == 1 ? "" : "s",
		items->same == 1 ? "s" : "ve", amount.data,
		items->repeat ? "counted once" : "was added up");
	cs_buf_release(&amount);
}

/* Is it what customers paid? */
static void warn_fees(struct cs_job *job, const struct cs_schema *schema)
{
	int both[2] = { schema->fees.gross, schema->column[CS_ROLE_AMOUNT] };
	struct cs_buf gross = CS_BUF_INIT, fee = CS_BUF_INIT,
		      amount = CS_BUF_INIT, offer = CS_BUF_INIT;

	add_column(schema, both[0], &gross);
	add_column(schema, schema->fees.fee, &fee);
	add_column(schema, both[1], &amount);
	cs_offer_columns(schema, "--amount", &both[0], 1, &offer);
	cs_buf_adds(&offer, "; if what is left of it, ");
	cs_offer_columns(schema, "--amount", &both[1], 1, &offer);
	cs_warn(job, "net-of-fees", 0, schema->file, 0,
		"%s is what is left of %s after %s: if revenue is what "
		"customers paid, say %s",
		amount.data, gross.data, fee.data, offer.data);
	cs_buf_release(&gross);
	cs_buf_release(&fee);
	cs_buf_release(&amount);
	cs_buf_release(&offer);
}

/* Nothing says what revenue is, and it is asked for. */
static void say_no_amounts(struct cs_job *job)
{
	const struct cs_column_rule *rule =
	    &job->load.input.columns[CS_ROLE_AMOUNT];

	cs_report_scope(&job->report, "there are no amounts: revenue is null");
	if (rule->named == NULL)
		cs_note(job, "no column looks like the amount, so revenue is "
			     "null; --amount COL names one");
}

void cs_items_say(struct cs_job *job)
{
	const struct cs_schema *schema = &job->data.input.schemas[0];
	bool told = job->load.items != CS_ITEMS_FOUND;

	if (!job->data.valued && job->data.store != NULL &&
	    job->load.input.columns[CS_ROLE_AMOUNT].wanted == CS_WELCOME)
		say_no_amounts(job);
	if (schema->items.row_price)
		say_row_price(job, schema);
	if (schema->items.line_price)
		say_price(job, schema);
	if (schema->items.unsure)
		say_product(job, schema);
	if (job->data.items == CS_ITEMS_SAME)
		say_repeats(job, schema, told);
	if (job->data.valued && schema->fees.gross >= 0)
		warn_fees(job, schema);
	if (!told && schema->items.doubtful)
		warn_doubtful(job, schema);
}
