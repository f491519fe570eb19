/* Which column is taken for what, and which decimal mark and order of dates. */
#include "input/schema.h"

#include "base/buf.h"
#include "base/builtin.h"
#include "input/names.h"
#include "tap.h"

static struct cs_input input_of(void)
{
	struct cs_input input = { .dialect = CS_DIALECT_INIT };

	input.ncolumns = cs_order_columns(input.columns);
	input.columns[CS_ROLE_CUSTOMER].wanted =
	    input.columns[CS_ROLE_DATE].wanted =
		input.columns[CS_ROLE_AMOUNT].wanted = CS_REQUIRED;
	for (int role = 0; role < CS_NROLES; role++)
		if (input.columns[role].wanted == CS_UNUSED &&
		    role != CS_ROLE_STATUS && role != CS_ROLE_GROUP)
			input.columns[role].wanted = CS_OPTIONAL;
	return input;
}

/* Resolves the roles of a file that holds `text`. */
static int resolve(struct cs_schema *schema, const char *text,
		   const struct cs_input *input, struct cs_err *err)
{
	struct cs_dialect dialect = input->dialect;
	struct cs_vocabulary *words =
	    cs_vocabulary_new(cs_builtin_text("words", "columns"));
	struct cs_header header;
	int status;

	*err = (struct cs_err)CS_ERR_INIT;
	if (cs_header_read(text, strlen(text), true, &dialect, &header, err) !=
	    0) {
		cs_vocabulary_free(words);
		return -1;
	}
	status = cs_schema_init(
	    schema, "f.csv", &dialect, &header, text + header.length,
	    strlen(text) - header.length, input, words, err);
	cs_vocabulary_free(words);
	if (status != 0)
		cs_schema_release(schema);
	return status;
}

/* The roles found, as "customer=0 date=1 ...", or the failure's code. */
static void is_resolved(const char *text, const struct cs_input *input,
			const char *want, const char *name)
{
	struct cs_buf got = CS_BUF_INIT;
	struct cs_schema schema;
	struct cs_err err;

	if (resolve(&schema, text, input, &err) != 0) {
		cs_buf_adds(&got, err.code);
	} else {
		for (int role = 0; role < CS_NROLES; role++)
			if (schema.column[role] != -1)
				cs_buf_addf(&got, "%s%s=%d",
					    got.length ? " " : "",
					    input->columns[role].name,
					    schema.column[role]);
		cs_schema_release(&schema);
	}
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

static void guessed(const char *header, const char *want, const char *name)
{
	struct cs_input input = input_of();

	is_resolved(header, &input, want, name);
}

static void test_guesses(void)
{
	guessed("CustomerID,OrderDate,Amount\n", "customer=0 date=1 amount=2",
		"usual names");
	guessed("amount,customer_id,order date\n", "customer=1 date=2 amount=0",
		"in any order and spelling");
	guessed("CUSTOMER-ID;DATE;TOTAL\n", "customer=0 date=1 amount=2",
		"in capitals");
	guessed("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,"
		"UnitPrice,CustomerID,Country\n",
		"customer=6 date=4 order=0 quantity=3 price=5",
		"an amount made of quantity and price");
	guessed("customer,date,amount,quantity,price\n",
		"customer=0 date=1 amount=2", "an amount that is there");
	guessed("email,customer_id,created_at,date,total,value\n",
		"customer=1 date=3 amount=4", "the first rank that is there");
	guessed("customer,date,amount,status,group,channel\n",
		"customer=0 date=1 amount=2",
		"status and group are not guessed");
	guessed("customer,date,amount,currency,amount refunded,cancelled at\n",
		"customer=0 date=1 amount=2 currency=3 refund=4 cancelled=5",
		"all the others are");
	guessed("customer,date,price\n", "customer=0 date=1 amount=2",
		"a price alone is that of the row");
	guessed("customer,date,unit price\n", "no-column",
		"not that of one piece");
	guessed("customer,date,amount,Amount\na,2025-01-01,1,2\n",
		"ambiguous-column", "two of one name");
	guessed("customer,date,amount,Amount\na,2025-01-01,1,1\n",
		"customer=0 date=1 amount=2", "... that are the same");
	guessed("customer,cust,date,amount\na,b,2025-01-01,1\n",
		"ambiguous-column", "two spellings of one name");
	guessed("customer,cust,customerid,date,amount\n",
		"customer=2 date=3 amount=4", "above them there is one");
	guessed("who,date,amount\n", "no-column", "no customer");
	guessed("customer,when,amount\n", "no-column", "no date");
	guessed("customer,date,worth\n", "no-column", "no amount");
	guessed(",,customer,date,,amount\n", "customer=2 date=3 amount=5",
		"columns without a name");
}

static void test_optional(void)
{
	struct cs_input input = input_of();

	input.columns[CS_ROLE_DATE].wanted = CS_OPTIONAL;
	is_resolved("customer,amount\n", &input, "customer=0 amount=1",
		    "no date, and none is needed");
	input.columns[CS_ROLE_DATE].wanted = CS_UNUSED;
	is_resolved("customer,amount,date\n", &input, "customer=0 amount=1",
		    "a date, and none is wanted");
	input.columns[CS_ROLE_AMOUNT].wanted = CS_OPTIONAL;
	is_resolved("customer,quantity\n", &input, "customer=0",
		    "a quantity without a price is nothing");
	input.quantity_is_value = true;
	is_resolved("customer,quantity,amount,price\n", &input,
		    "customer=0 amount=1", "the quantity is the value");
	is_resolved("customer,amount,price\n", &input, "no-column",
		    "... and must be there");
}

static void by_name(const char *header, enum cs_role role, const char *column,
		    const char *want, const char *name)
{
	struct cs_input input = input_of();

	input.columns[role].named = column;
	is_resolved(header, &input, want, name);
}

static void test_named(void)
{
	static const char plain[] = "customer,date,amount,net,Net,3\n";

	by_name(plain, CS_ROLE_AMOUNT, "net", "customer=0 date=1 amount=3",
		"a header, exactly");
	by_name(plain, CS_ROLE_AMOUNT, "Net", "customer=0 date=1 amount=4",
		"the other one");
	by_name(plain, CS_ROLE_AMOUNT, "NET", "ambiguous-column",
		"neither of them exactly");
	by_name(plain, CS_ROLE_AMOUNT, "A-mount", "customer=0 date=1 amount=2",
		"a header, folded");
	by_name(plain, CS_ROLE_AMOUNT, "4", "customer=0 date=1 amount=3",
		"a position");
	by_name(plain, CS_ROLE_AMOUNT, "3", "customer=0 date=1 amount=5",
		"a header that is a number");
	by_name(plain, CS_ROLE_AMOUNT, "6", "customer=0 date=1 amount=5",
		"the last position");
	by_name(plain, CS_ROLE_AMOUNT, "7", "unknown-column", "one behind it");
	by_name(plain, CS_ROLE_AMOUNT, "0", "unknown-column", "position 0");
	by_name(plain, CS_ROLE_AMOUNT, "-1", "unknown-column", "position -1");
	by_name(plain, CS_ROLE_AMOUNT, "18446744073709551617", "unknown-column",
		"a position beyond 64 bits");
	by_name(plain, CS_ROLE_AMOUNT, "", "unknown-column", "no name");
	by_name("a,a,customer,date,amount\n", CS_ROLE_AMOUNT, "a",
		"ambiguous-column", "two of one name");
	by_name("a,a,customer,date,amount\n", CS_ROLE_AMOUNT, "2",
		"customer=2 date=3 amount=1", "the second of them");
	by_name(plain, CS_ROLE_GROUP, "@file",
		"customer=0 date=1 amount=2 group=-2", "the file's name");
	by_name(plain, CS_ROLE_STATUS, "net",
		"customer=0 date=1 amount=2 status=3", "a status");
	by_name("customer,date,amount,quantity,price\n", CS_ROLE_QUANTITY,
		"quantity", "customer=0 date=1 amount=2",
		"a quantity alone does not change the amount");
}

static void test_product_named(void)
{
	struct cs_input input = input_of();

	input.columns[CS_ROLE_QUANTITY].named = "n";
	input.columns[CS_ROLE_PRICE].named = "each";
	is_resolved("customer,date,amount,n,each\n", &input,
		    "customer=0 date=1 quantity=3 price=4",
		    "quantity and price, both named, come before a guess");
	input.columns[CS_ROLE_AMOUNT].named = "amount";
	is_resolved("customer,date,amount,n,each\n", &input,
		    "customer=0 date=1 amount=2", "but not before a name");
}

static void is_customers(const char *names, const char *want)
{
	struct cs_input input = input_of();
	struct cs_buf got = CS_BUF_INIT;
	struct cs_schema schema;
	struct cs_err err;

	input.columns[CS_ROLE_CUSTOMER].named = names;
	if (resolve(&schema, "id,mail,\"a,b\",date,amount,1,2,3,4,5\n", &input,
		    &err) != 0) {
		cs_buf_adds(&got, err.code);
	} else {
		for (size_t i = 0; i < schema.customers.count; i++)
			cs_buf_addf(&got, "%d ", schema.customers.columns[i]);
		cs_schema_release(&schema);
	}
	is_str(got.data, want, names);
	cs_buf_release(&got);
}

static void test_customers(void)
{
	is_customers("id", "0 ");
	is_customers("mail,id", "1 0 ");
	is_customers("a,b", "2 ");
	is_customers("mail,1,2,3,4,5,id,date", "1 5 6 7 8 9 0 3 ");
	is_customers("mail,1,2,3,4,5,id,date,amount", "too-many-columns");
	is_customers("mail,none", "unknown-column");
	is_customers(",", "unknown-column");
	is_customers("id,,mail", "unknown-column");
}

static void test_messages(void)
{
	struct cs_input input = input_of();
	struct cs_schema schema;
	struct cs_err err;

	input.columns[CS_ROLE_DATE].named = "whe\nn";
	resolve(&schema, "customer,da\x1Bte,\"a,b\",amount\n", &input, &err);
	is_str(err.message,
	       "--date: there is no column \"whe\\x0An\"; the columns are: "
	       "customer, da\\x1Bte, a,b, amount",
	       "an unknown column: all there are, printably");
	input.columns[CS_ROLE_DATE].named = NULL;
	resolve(&schema,
		"customer,date,Date,amount\na,2025-01-01,2025-01-02,1\n",
		&input, &err);
	is_str(err.message,
	       "the columns \"date\" and \"Date\" could both be the date: name "
	       "one with --date",
	       "an ambiguous one");
	input.columns[CS_ROLE_DATE].named = "DATE";
	resolve(&schema, "customer,date,Date,amount\n", &input, &err);
	is_str(err.message,
	       "--date: 2 columns are called \"DATE\": name it by its "
	       "position, 2",
	       "and named, still ambiguous");
	input.columns[CS_ROLE_DATE].named = "2";
	resolve(&schema, "2,2,1,1,customer,amount\n", &input, &err);
	is_str(err.message,
	       "--date: 2 columns are called \"2\": give them two names",
	       "and no position means it");
}

static void is_offered(const char *header, const char *columns,
		       const char *want, const char *name)
{
	struct cs_input input = input_of();
	struct cs_schema schema;
	struct cs_err err;
	struct cs_buf out = CS_BUF_INIT;
	int list[4];
	size_t count = strlen(columns);

	input.columns[CS_ROLE_CUSTOMER].wanted = CS_UNUSED;
	input.columns[CS_ROLE_DATE].wanted = CS_UNUSED;
	input.columns[CS_ROLE_AMOUNT].wanted = CS_UNUSED;
	for (size_t i = 0; i < count; i++)
		list[i] = columns[i] - '1';
	if (resolve(&schema, header, &input, &err) != 0) {
		ok(false, "%s: %s", name, err.message);
		return;
	}
	is_int(cs_offer_columns(&schema, "--x", list, count, &out), *want != 0,
	       name);
	is_str(out.data, want, name);
	cs_buf_release(&out);
	cs_schema_release(&schema);
}

static void test_offers(void)
{
	is_offered("a,b c\n", "1", "--x a", "a plain header");
	is_offered("a,b c\n", "2", "--x 'b c'", "one with a blank");
	is_offered("a,b'c\n", "2", "--x 2", "one that shells read in two ways");
	is_offered("a,--x\n", "2", "--x 2", "one like an option");
	is_offered("a,@file\n", "2", "--x 2", "one that means something else");
	is_offered("a,b,b\n", "3", "--x 3", "one of two");
	is_offered("a,B,b\n", "3", "--x b", "one of two alike");
	is_offered("2,b'c\n", "2", "", "its position is another header");
	is_offered("a,2.,b'c,2-\n", "2", "--x 2.", "a header like a number");
	is_offered("a,'2,b'c,2-\n", "2", "--x 2",
		   "a position that folded headers are called like");
	is_offered("a,b,c\n", "31", "--x 3,1", "two columns");
	is_offered("\"3,1\",b,c\n", "31", "", "a header called so");
	is_offered("31,b,c\n", "31", "", "one called alike");
}

/* A header longer than a message holds is cut, and nothing is written behind.
 */
static void test_long_header(void)
{
	struct cs_input input = input_of();
	struct cs_buf text = CS_BUF_INIT;
	struct cs_schema schema;
	struct cs_err err;

	for (int i = 0; i < 500; i++)
		cs_buf_addf(&text, "column \xC3\xA9 %d,", i);
	cs_buf_adds(&text, "z\n");
	is_int(resolve(&schema, text.data, &input, &err), -1, "a long header");
	ok(strlen(err.message) < sizeof err.message - 1 &&
	       strcmp(err.message + strlen(err.message) - 9, " 326 more") == 0,
	   "its message is cut between columns");
	cs_buf_release(&text);
}

static void is_settled(const char *text, enum cs_mark mark,
		       enum cs_date_order order, const char *name)
{
	struct cs_input input = input_of();
	struct cs_schema schema;
	struct cs_err err;

	if (!ok(resolve(&schema, text, &input, &err) == 0, "%s", name))
		return;
	is_int(schema.mark, mark, "its decimal mark");
	is_int(schema.date.order, order, "its order of day and month");
	cs_schema_release(&schema);
}

static void test_settled(void)
{
	is_settled("customer;date;amount\na;01/02/2025;1.250\n",
		   CS_MARK_UNKNOWN, CS_ORDER_UNKNOWN, "nothing is settled");
	is_settled("customer;date;amount\na;01/02/2025;1.250\nb;;2,5\n",
		   CS_MARK_COMMA, CS_ORDER_UNKNOWN, "a comma, later");
	is_settled("customer;date;amount\na;01/02/2025;1.25\nb;;2,5\n",
		   CS_MARK_DOT, CS_ORDER_UNKNOWN, "the first cell that does");
	is_settled("customer;date;amount\na;01/02/2025;5\nb;13/02/2025;5\n",
		   CS_MARK_UNKNOWN, CS_ORDER_DMY, "the day first");
	is_settled("customer;date;amount\na;01/02/2025;5\nb;02/13/2025;5\n",
		   CS_MARK_UNKNOWN, CS_ORDER_MDY, "the month first");
	is_settled("customer;date;quantity;price\na;2025-02-01;1;5\n"
		   "b;2025-02-01;1;5,5\n",
		   CS_MARK_COMMA, CS_ORDER_UNKNOWN, "by the price");
	is_settled("customer;date;amount;note\na;2025-02-01;1;5,5\n",
		   CS_MARK_UNKNOWN, CS_ORDER_UNKNOWN,
		   "other columns do not count");
	is_settled("customer;date;amount\na\nb;01/02/2025;\"2,5\"\n",
		   CS_MARK_COMMA, CS_ORDER_UNKNOWN, "a row with too few cells");
}

static void test_told(void)
{
	struct cs_input input = input_of();
	struct cs_schema schema;
	struct cs_err err;

	input.decimal = CS_MARK_COMMA;
	input.date_format = "mdy";
	if (ok(resolve(&schema, "customer;date;amount\na;13/02/2025;1.25\n",
		       &input, &err) == 0,
	       "told otherwise than the file")) {
		is_int(schema.mark, CS_MARK_COMMA, "the mark is as told");
		is_int(schema.date.order, CS_ORDER_MDY, "and the order");
		cs_schema_release(&schema);
	}
}

/* The column of the status in a file of these names and rows, the words' own;
 * -1: none; -2: a failure, whose code must be unknown-status. */
static void is_status(const char *text, int want, const char *name)
{
	struct cs_input input = input_of();
	struct cs_schema schema;
	struct cs_err err;
	int got;

	input.columns[CS_ROLE_STATUS].wanted = CS_OPTIONAL;
	input.statuses =
	    cs_status_words_new(cs_builtin_text("words", "statuses"));
	if (resolve(&schema, text, &input, &err) == 0) {
		got = schema.column[CS_ROLE_STATUS];
		is_int(schema.by_status, got >= 0, name);
		cs_schema_release(&schema);
	} else {
		got = strcmp(err.code, "unknown-status") == 0 ? -2 : -3;
	}
	is_int(got, want, name);
	cs_input_release(&input);
}

#define ROW "a,2024-01-01,1,"

static void test_status(void)
{
	is_status("customer,date,amount,Financial Status\n" ROW "paid\n", 3,
		  "a status by its name");
	is_status("customer,date,amount,Order State\n" ROW "odd\n", -2,
		  "by its name, with a word that nobody knows");
	is_status("customer,date,amount,status\n" ROW "\n", -1,
		  "empty throughout");
	is_status("customer,date,amount,State\n" ROW "Ohio\n", -1, "a region");
	is_status("customer,date,amount,State\n" ROW "paid\n" ROW "odd\n", -2,
		  "half of a state are statuses");
	is_status("customer,date,amount,State\n" ROW "paid\n" ROW "odd\n" ROW
		  "Utah\n",
		  -1, "under half are");
	is_status("customer,date,amount,payment status,order status\n" ROW
		  "odd,paid\n" ROW "even,paid\n",
		  4, "words that are known before others");
	is_status("customer,date,amount,payment status,order status\n" ROW
		  "paid,shipped\n",
		  4, "then the name that comes first");
	is_status("customer,date,amount,status,state\n" ROW "odd,paid\n", 4,
		  "a state of words that are known");
	is_status("customer,date,amount,state,status\n" ROW "paid,paid\n", 4,
		  "the status comes first otherwise");
	is_status("customer,date,amount,x\n" ROW "PAID\n" ROW "\n" ROW "\n" ROW
		  "\n",
		  3, "by what is in it, in a quarter of the rows");
	is_status("customer,date,amount,x\n" ROW "PAID\n" ROW "\n" ROW "\n" ROW
		  "\n" ROW "\n",
		  -1, "in less");
	is_status("customer,date,amount,x\n" ROW "paid\n" ROW "odd\n", -1,
		  "by what is in it: too much that nobody knows");
	is_status("customer,date,amount,item status\n" ROW "paid\n", -1,
		  "the status of an item");
	is_status("customer,date,amount,reason\n" ROW "cancelled\n", -1,
		  "a reason");
	is_status("customer,date,amount,status\n" ROW "closed\n", -2,
		  "closed, whether paid back or not");
	is_status("customer,date,amount,status,refund\n" ROW "closed,\n", 3,
		  "closed, with a column of refunds");
}

/* All but a twentieth of the cells must be known, however many there are. */
static void test_nearly_all(void)
{
	for (int known = 18; known <= 19; known++) {
		struct cs_buf text = CS_BUF_INIT;

		cs_buf_adds(&text, "customer,date,amount,x\n");
		for (int i = 0; i < known; i++)
			cs_buf_adds(&text, ROW "shipped\n");
		cs_buf_adds(&text, ROW "odd\n");
		is_status(text.data, known == 19 ? -2 : -1,
			  "one of so many is not known");
		cs_buf_release(&text);
	}
}

/* --count asks for a column; a filter on it leaves it alone. */
static void test_status_told(void)
{
	static const char *const counted[] = { "odd, Even" };
	const char *text = "customer,date,amount,x,status\n" ROW "odd,paid\n";
	struct cs_input input = input_of();
	const struct cs_expression where = { .option = "--where" };
	struct cs_schema schema;
	struct cs_err err;

	input.columns[CS_ROLE_STATUS].wanted = CS_OPTIONAL;
	input.statuses = cs_status_words_of(counted, 1);
	input.count_given = true;
	is_int(resolve(&schema, text, &input, &err), 0, "--count alone");
	is_int(schema.column[CS_ROLE_STATUS], 4, "finds the column");
	cs_schema_release(&schema);
	is_int(resolve(&schema, "customer,date,amount,x\n" ROW "ODD\n", &input,
		       &err),
	       0, "--count alone, by its words");
	is_int(schema.column[CS_ROLE_STATUS], 3, "finds the column");
	cs_schema_release(&schema);
	is_int(resolve(&schema, "customer,date,amount,x\n" ROW "red\n", &input,
		       &err),
	       -1, "--count without a column");
	is_str(err.code, "no-column", "is a failure");
	cs_input_release(&input);

	input.statuses =
	    cs_status_words_new(cs_builtin_text("words", "statuses"));
	input.count_given = false;
	cs_input_express(&input, &where, "status=odd", &err);
	is_int(resolve(&schema, text, &input, &err), 0, "a filter on a status");
	is_int(schema.column[CS_ROLE_STATUS], -1, "leaves the column alone");
	ok(!schema.by_status, "and no word decides");
	cs_schema_release(&schema);
	cs_input_release(&input);
}

static void test_filters(void)
{
	struct cs_input input = input_of();
	struct cs_err err;
	const struct cs_expression where = { .option = "--where" };
	static const char *const texts[] = { "amount > 5", "@file = f.csv",
					     "2 = x", "none = x" };
	struct cs_schema schema;

	for (size_t i = 0; i < 4; i++)
		ok(cs_input_express(&input, &where, texts[i], &err) == 0,
		   "an expression is read");
	input.nexpressions = 3;
	if (ok(resolve(&schema, "customer,date,amount\n", &input, &err) == 0,
	       "columns of filters")) {
		is_int(schema.judges[0].columns[0], 2, "by header");
		is_int(schema.judges[1].columns[0], CS_FILE_COLUMN,
		       "the file's name");
		is_int(schema.judges[2].columns[0], 1, "by position");
		cs_schema_release(&schema);
	}
	input.nexpressions = 4;
	is_int(resolve(&schema, "customer,date,amount\n", &input, &err), -1,
	       "a filter with an unknown column");
	is_str(err.code, "unknown-column", "is a failure");
	is_int(cs_input_express(&input, &where, "none", &err), -1,
	       "an expression that cannot be read");
	ok(strncmp(err.message, "--where: ", 9) == 0, "names its option");
	cs_input_release(&input);
}

int main(void)
{
	test_guesses();
	test_optional();
	test_named();
	test_product_named();
	test_customers();
	test_messages();
	test_offers();
	test_long_header();
	test_settled();
	test_told();
	test_status();
	test_nearly_all();
	test_status_told();
	test_filters();
	return done_testing();
}
