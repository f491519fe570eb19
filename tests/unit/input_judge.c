/* Expressions in a file: which reading it has, what its columns hold, and what
 * is refused because of that. */
#include "input/judge.h"

#include "base/buf.h"
#include "base/builtin.h"
#include "input/holding.h"
#include "tap.h"

static struct cs_input input_of(void)
{
	struct cs_input input = { .dialect = CS_DIALECT_INIT };

	input.ncolumns = cs_order_columns(input.columns);
	input.columns[CS_ROLE_CUSTOMER].wanted =
	    input.columns[CS_ROLE_DATE].wanted = CS_REQUIRED;
	input.columns[CS_ROLE_AMOUNT].wanted = CS_WELCOME;
	return input;
}

static int resolve(struct cs_schema *schema, const char *text,
		   const struct cs_input *input, struct cs_err *err)
{
	struct cs_dialect dialect = input->dialect;
	struct cs_vocabulary *words =
	    cs_vocabulary_new(cs_builtin_text("words", "columns"));
	struct cs_header header;
	int status =
	    cs_header_read(text, strlen(text), true, &dialect, &header, err);

	if (status == 0)
		status = cs_schema_init(
		    schema, "f.csv", &dialect, &header, text + header.length,
		    strlen(text) - header.length, input, words, err);
	cs_vocabulary_free(words);
	return status;
}

/*
 * How `expression` is asked of a file: "COLUMN=VALUE COLUMN<VALUE" of its
 * comparisons, where < stands for all four; or "code: " and a part of what is
 * said, which has to be in the message.
 */
static void asked(const char *text, const char *expression, const char *want)
{
	const struct cs_expression where = { .option = "--where" };
	struct cs_input input = input_of();
	struct cs_err err = CS_ERR_INIT;
	struct cs_schema schema = { 0 };
	struct cs_buf got = CS_BUF_INIT;
	bool read = cs_input_express(&input, &where, expression, &err) == 0 &&
		    resolve(&schema, text, &input, &err) == 0;
	const struct cs_judge *judge = read ? &schema.judges[0] : NULL;

	for (size_t n = 0; read && n < judge->count; n++)
		cs_buf_addf(&got, "%s%s%s%s", n > 0 ? " & " : "",
			    schema.header.names[judge->columns[n]],
			    cs_filter_orders(judge->filter, n) ? "<" : "=",
			    cs_filter_value(judge->filter, n, 0));
	if (read)
		is_str(got.data, want, expression);
	else
		ok(err.usage && strncmp(err.message, "--where: ", 9) == 0 &&
		       strcmp(err.code, "bad-filter") == 0 &&
		       strstr(err.message, want) != NULL,
		   "%s: %s", expression, err.message);
	cs_schema_release(&schema);
	cs_input_release(&input);
	cs_buf_release(&got);
}

#define HEADER "customer,date,amount,"
#define ROW "a,2024-01-01,5,"

static void test_readings(void)
{
	asked(HEADER "n\n" ROW "Salt and Pepper\n", "n=Salt and Pepper",
	      "n=Salt and Pepper");
	asked(HEADER "n\n" ROW " Salt and Pepper \n", "N = Salt and Pepper",
	      "n=Salt and Pepper");
	asked(HEADER "n\n" ROW "Salt and pepper\n", "n=Salt and Pepper",
	      "\"Pepper\" is none");
	asked(HEADER "n\n", "n=Salt and Pepper", "\"Pepper\" is none");
	asked(HEADER "n\n" ROW "Salt and Pepper\n", "n!=x,Salt and Pepper",
	      "n=x");
	asked(HEADER "n\n" ROW "x and amount=5\n", "n=x and amount=5",
	      "n=x and amount=5");
	asked(HEADER "n\n" ROW "x\n", "n=x and amount=5", "n=x & amount=5");
	asked(HEADER "n\n" ROW "no x and amount=5\n", "n~x and amount=5",
	      "n=x and amount=5");
	asked(HEADER "n\n" ROW "x\n", "n~x and amount=5", "n=x & amount=5");
	asked(HEADER "n\n" ROW "'x'\n", "n='x'", "n='x'");
	asked(HEADER "n\n" ROW "x\n", "n='x'", "n=x");
	asked(HEADER "not n\n" ROW "x\n", "not n=x", "not n=x");
	asked(HEADER "n\n" ROW "x\n", "not n=x", "n=x");
	asked(HEADER "a and b\n" ROW "x\n", "a and b=y", "a and b=y");
	asked(HEADER "(EUR)\n" ROW "1\n", "(EUR)>=1", "(EUR)<1");
	/* folded it is customer, to the letter it is not */
	asked(HEADER "n\n" ROW "x\n", "(customer=a or n=x)",
	      "customer=a & n=x");
}

static void test_kinds(void)
{
	static const char odd[] = HEADER "n\n" ROW "1\n" ROW "x\n" ROW "2\n";

	asked(odd, "n>=1", "n<1");
	asked(odd, "n>=x", "n holds numbers");
	asked(odd, "n=1x", "n=1x");
	asked(HEADER "n\n" ROW "1\n" ROW "x\n", "n>=1", "such as \"x\"");
	asked(HEADER "n\n" ROW "R1\n" ROW "R2\n", "n>=1", "such as \"R1\"");
	asked(HEADER "n\n" ROW "\n" ROW "NA\n", "n>=1", "n<1");
	asked(HEADER "n\n" ROW "\n" ROW "NA\n", "n>=2024-01-01",
	      "n<2024-01-01");
	asked(HEADER "n\n" ROW "\n", "n>=x", "nothing but numbers or days");
	asked(HEADER "n\n" ROW "1\n", "n=1x", "in quotes it is taken");
	asked(HEADER "n\n" ROW "1\n", "n=\"1x\"", "n=1x");
	asked(HEADER "n\n" ROW "1\n", "n=x1", "n=x1");
	asked(HEADER "n\n" ROW "1\n", "n=2024-01-01", "holds numbers");
	asked(HEADER "n\n" ROW "2024-01-01\n", "n=2024-02-30", "no such day");
	asked(HEADER "n\n" ROW "2024-01-01\n", "n=2024-01-01,2024-02-30",
	      "no such day");
	asked(HEADER "n\n" ROW "2024-01-01\n", "n!=2024-02,2023,", "n=2024-02");
	asked(HEADER "n\n" ROW "2024-01\n" ROW "2024-02\n", "n<2024-02",
	      "n<2024-02");
	asked(HEADER "n\n" ROW "0000-00-00\n" ROW "2024-02-01\n",
	      "n<2024-02-30", "no such day");
	asked(HEADER "n\n" ROW "20240101\n" ROW "20240131\n", "n<2024-02",
	      "n<2024-02");
	asked(HEADER "n\n" ROW "20240101\n" ROW "20240131\n", "n<5",
	      "n holds days");
	asked(HEADER "n\n" ROW "12345678\n" ROW "20240131\n" ROW "1\n", "n<5",
	      "n<5");
	asked(HEADER "n\n" ROW "1704067200\n", "n<1704067201", "n<1704067201");
	asked(HEADER "n\n" ROW "1704067200\n", "n<2024-01-02", "n<2024-01-02");
	asked(HEADER "n\n" ROW "45383\n", "n<2024-01-02", "n<2024-01-02");
	asked(HEADER "n\n" ROW "03/04/2024\n", "n<2024-01-02",
	      "--date-format dmy or mdy");
	asked(HEADER "n\n" ROW "03/04/2024\n" ROW "13/04/2024\n",
	      "n<03/05/2024", "n<03/05/2024");
	asked(HEADER "n\n" ROW "x\n", "@file>=f", "such as \"f.csv\"");
}

static void holds(const char *text, enum cs_mark mark, enum cs_date_order order,
		  const char *name)
{
	struct cs_input input = input_of();
	struct cs_err err = CS_ERR_INIT;
	struct cs_schema schema;
	struct cs_holding holding;
	struct cs_sample rows;

	if (!ok(resolve(&schema, text, &input, &err) == 0, "%s", name))
		return;
	cs_sample_init(&rows, &schema);
	holding = cs_holding_of(&schema, &input, &rows, 3);
	is_int(holding.format.mark, mark, "its mark");
	is_int(holding.format.date.order, order, "its order");
	cs_sample_release(&rows);
	cs_schema_release(&schema);
}

static void test_habits(void)
{
	holds("customer;date;amount;n\na;2024-01-01;5,50;0.5\n", CS_MARK_DOT,
	      CS_ORDER_UNKNOWN, "another mark than the file's");
	holds("customer;date;amount;n\na;2024-01-01;5,50;1.250\n",
	      CS_MARK_COMMA, CS_ORDER_UNKNOWN,
	      "the file's mark, where no cell "
	      "says");
	holds("customer,date,amount,n\na,13/01/2024,5,01/13/2024\n",
	      CS_MARK_UNKNOWN, CS_ORDER_MDY, "another order than the file's");
	holds("customer,date,amount,n\na,13/01/2024,5,01/02/2024\n",
	      CS_MARK_UNKNOWN, CS_ORDER_DMY, "the file's order");
}

static void test_values(void)
{
	struct cs_input input = input_of();
	struct cs_err err = CS_ERR_INIT;
	struct cs_schema schema;
	struct cs_seen_values values;

	resolve(&schema,
		HEADER "n\n" ROW "b\n" ROW " a\n" ROW "c\n" ROW "a\n" ROW "\n",
		&input, &err);
	values = cs_sample_values(&schema, 3);
	is_int((long)values.count, 4, "different values");
	is_str(values.list[0].text, "a", "the commonest first");
	is_int((long)values.list[0].rows, 2, "with its rows");
	is_str(values.list[1].text, "", "then by their bytes");
	cs_seen_values_release(&values);
	values = cs_sample_values(&schema, -1);
	is_int((long)values.count, 0, "no column has none");
	cs_seen_values_release(&values);
	values = cs_sample_values(&schema, CS_FILE_COLUMN);
	is_str(values.list[0].text, "f.csv", "the file's name is one");
	cs_seen_values_release(&values);
	cs_schema_release(&schema);
}

int main(void)
{
	test_readings();
	test_kinds();
	test_habits();
	test_values();
	return done_testing();
}
