/* What the rows of an order are taken for: items, or its total again. */
#include "input/items.h"

#include "base/buf.h"
#include "base/builtin.h"
#include "input/schema.h"
#include "tap.h"

static struct cs_input input_of(void)
{
	struct cs_input input = { .dialect = CS_DIALECT_INIT };

	input.ncolumns = cs_order_columns(input.columns);
	for (int role = 0; role < CS_NROLES; role++)
		if (input.columns[role].wanted == CS_UNUSED)
			input.columns[role].wanted = CS_OPTIONAL;
	return input;
}

/* "repeat 3/4": of 4 orders of several rows 3 have one amount, which is their
 * total; with "?" in doubt. */
static void is_judged(const struct cs_input *input, const char *text,
		      const char *want, const char *name)
{
	struct cs_dialect dialect = input->dialect;
	struct cs_vocabulary *words =
	    cs_vocabulary_new(cs_builtin_text("words", "columns"));
	struct cs_err err = CS_ERR_INIT;
	struct cs_buf got = CS_BUF_INIT;
	struct cs_header header;
	struct cs_schema schema;

	if (cs_header_read(text, strlen(text), true, &dialect, &header, &err) !=
		0 ||
	    cs_schema_init(&schema, "f.csv", &dialect, &header,
			   text + header.length, strlen(text) - header.length,
			   input, words, &err) != 0) {
		ok(false, "%s: %s", name, err.message);
		return;
	}
	cs_buf_addf(&got, "%s%s %zu/%zu%s%s",
		    schema.items.repeat ? "repeat" : "sum",
		    schema.items.doubtful ? "?" : "", schema.items.same,
		    schema.items.orders,
		    schema.items.line_price ? ", price of all" : "",
		    schema.continues && !schema.repeats_order ? ", no id" : "");
	is_str(got.data, want, name);
	cs_buf_release(&got);
	cs_schema_release(&schema);
	cs_vocabulary_free(words);
}

static void judged(const char *text, const char *want, const char *name)
{
	struct cs_input input = input_of();

	is_judged(&input, text, want, name);
}

#define PLAIN "order id,customer,date,amount\n"
#define NAMED "order id,customer,date,order amount\n"
#define ITEMS "order id,customer,date,amount,quantity,unit price\n"

static void test_totals(void)
{
	judged(NAMED "1,a,2025-01-01,5\n1,a,2025-01-01,5\n2,b,2025-01-01,7\n",
	       "repeat 1/1, no id", "one order, whose amount is called so");
	judged(PLAIN "1,a,2025-01-01,5\n1,a,2025-01-01,5\n2,b,2025-01-01,7\n",
	       "sum? 1/1, no id", "... and is not called so");
	judged("order id,customer,date,amount,share\n"
	       "1,a,2025-01-01,5,2\n1,a,2025-01-01,5.00,3\n",
	       "repeat 1/1, no id", "a column adds up to it");
	judged(ITEMS "1,a,2025-01-01,9,1,2\n1,a,2025-01-01,9,2,3\n",
	       "repeat 1/1, no id", "it stands beside items that differ");
	judged(ITEMS "1,a,2025-01-01,9,1,4\n1,a,2025-01-01,9,1,5\n"
		     "2,a,2025-01-01,9,1,4\n2,a,2025-01-01,8,2,4\n",
	       "sum 1/2, no id", "... but others differ as well");
	judged(PLAIN "1,a,2025-01-01,5\n1,a,2025-01-01,5\n2,b,2025-01-01,7\n"
		     "2,b,2025-01-01,7\n3,c,2025-01-01,6\n3,c,2025-01-01,6\n"
		     "4,c,2025-01-01,6\n4,c,2025-01-01,6\n5,c,2025-01-01,6\n"
		     "5,c,2025-01-01,6\n",
	       "repeat? 5/5, no id", "five orders, and nothing else");
	judged(NAMED "1,a,2025-01-01,5\n1,a,2025-01-01,5\n2,b,2025-01-01,7\n"
		     "2,b,2025-01-01,7\n3,c,2025-01-01,6\n3,c,2025-01-01,6\n"
		     "4,c,2025-01-01,6\n4,c,2025-01-01,6\n5,c,2025-01-01,6\n"
		     "5,c,2025-01-01,6\n6,c,2025-01-01,1\n6,c,2025-01-01,2\n",
	       "repeat 5/6, no id", "one that differs changes nothing");
}

static void test_items(void)
{
	judged(PLAIN "1,a,2025-01-01,5\n2,a,2025-01-01,5\n", "sum 0/0",
	       "an order a row");
	judged(PLAIN "1,a,2025-01-01,5\n1,a,2025-01-01,6\n2,b,2025-01-01,7\n"
		     "2,b,2025-01-01,7\n",
	       "sum 1/2, no id", "as many that differ as that do not");
	judged(ITEMS "1,a,2025-01-01,6,2,3\n1,a,2025-01-01,6,2,3\n"
		     "2,a,2025-01-01,4,1,4\n2,a,2025-01-01,4,2,2\n",
	       "sum 2/2, no id", "each is quantity x price");
	judged(NAMED "1,a,2025-01-01,0\n1,a,2025-01-01,0\n", "sum 0/0, no id",
	       "nothing is the same as nothing");
	judged(NAMED ",a,2025-01-01,5\n,a,2025-01-01,5\n1,b,2025-01-01,5\n"
		     "1,c,2025-01-01,5\n",
	       "sum 0/0", "no order, or of two customers");
}

static void test_blank(void)
{
	judged(PLAIN "1,a,2025-01-01,5\n1,,,\n1,,,\n1,,,6\n", "sum 0/0",
	       "most rows behind the first have no amount");
	judged(PLAIN "1,a,2025-01-01,5\n1,a,2025-01-01,\n1,a,2025-01-01,6\n"
		     "2,a,2025-01-01,6\n2,a,2025-01-01,7\n",
	       "sum 0/2, no id", "most have one: an empty one is missing");
}

#define PRICES "order id,customer,date,sku,quantity,price\n"

static void test_prices(void)
{
	struct cs_input input = input_of();
	static const char grows[] = PRICES "1,a,2025-01-01,x,1,5\n"
					   "1,a,2025-01-01,y,3,21\n"
					   "2,b,2025-01-01,x,2,10\n"
					   "2,b,2025-01-01,y,1,7\n";

	judged(grows, "sum 0/2, price of all, no id",
	       "a price that grows with the quantity");
	judged(PRICES "1,a,2025-01-01,x,1,5\n2,b,2025-01-01,x,2,5\n", "sum 0/0",
	       "one that does not");
	judged(PRICES "1,a,2025-01-01,x,1,5\n2,b,2025-01-01,x,2,10\n"
		      "3,a,2025-01-01,y,1,5\n4,b,2025-01-01,y,2,5\n",
	       "sum 0/0", "one of each");
	judged(PRICES "1,a,2025-01-01,x,1,5\n2,b,2025-01-01,y,2,10\n",
	       "sum 0/0", "no product twice");
	input.columns[CS_ROLE_PRICE].named = "price";
	is_judged(&input, grows, "sum 0/0", "an option says what it is");
}

int main(void)
{
	test_totals();
	test_items();
	test_blank();
	test_prices();
	return done_testing();
}
