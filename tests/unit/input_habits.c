/*
 * Decimal mark, and day or month first, where the cells of a file contradict
 * each other: what most of them show is taken, and both are counted, each with
 * an example and its line.
 */
#include "input/reader.h"

#include "base/buf.h"
#include "input_temp.h"
#include "tap.h"

static struct cs_input input_of(const char *const *files)
{
	struct cs_input input = { .files = files,
				  .nfiles = 1,
				  .dialect = CS_DIALECT_INIT,
				  .first_day = CS_DAY_MIN,
				  .last_day = CS_DAY_MAX,
				  .skip_bad = true,
				  .threads = 2,
				  .block_size = 64 };

	input.ncolumns = cs_order_columns(input.columns);
	for (int role = 0; role < CS_NROLES; role++)
		if (role != CS_ROLE_STATUS && role != CS_ROLE_GROUP)
			input.columns[role].wanted = CS_OPTIONAL;
	return input;
}

static bool take_row(void *context, unsigned worker, uint32_t file,
		     const struct cs_row *row)
{
	(void)context, (void)worker, (void)file, (void)row;
	return true;
}

static void add_shown(struct cs_buf *out, const struct cs_shown *shown)
{
	if (shown->count > 0)
		cs_buf_addf(out, "%zu, line %llu: %s; ", shown->count,
			    (unsigned long long)shown->line, shown->example);
	else
		cs_buf_adds(out, "0; ");
}

/* Both marks, or both orders, and which is taken. */
static void is_seen(const char *text, const struct cs_input *input, bool dates,
		    const char *want, const char *name)
{
	struct cs_buf got = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct cs_input_result result;
	const struct cs_schema *schema;

	temp_text("habits.csv", text);
	if (!ok(cs_input_read(input, take_row, NULL, &result, &err) ==
		    CS_READ_ALL,
		"%s: %s", name, err.message))
		return;
	schema = &result.schemas[0];
	add_shown(&got, dates ? &schema->orders[CS_ORDER_DMY]
			      : &schema->marks[CS_MARK_DOT]);
	add_shown(&got, dates ? &schema->orders[CS_ORDER_MDY]
			      : &schema->marks[CS_MARK_COMMA]);
	cs_buf_addf(&got, "%d",
		    dates ? (int)schema->date.order : (int)schema->mark);
	is_str(got.data, want, name);
	cs_buf_release(&got);
	cs_input_result_release(&result);
}

static void test_marks(void)
{
	const char *path = temp_path("habits.csv");
	struct cs_input input = input_of(&path);

	is_seen("customer;amount\na;0.0000001\nb;1234,50\nc;99,95\n", &input,
		false, "1, line 2: 0.0000001; 2, line 3: 1234,50; 2",
		"one bad value before many good ones");
	is_seen("customer;amount\nb;1234,50\nc;99,95\na;0.0000001\n", &input,
		false, "1, line 4: 0.0000001; 2, line 2: 1234,50; 2",
		"the same behind them");
	is_seen("customer;amount\na;1.5\nb;2,5\n", &input, false,
		"1, line 2: 1.5; 1, line 3: 2,5; 1", "as many: the first");
	is_seen("customer;amount\na;2,5\nb;1.5\n", &input, false,
		"1, line 3: 1.5; 1, line 2: 2,5; 2", "... which is a comma");
	is_seen("customer;amount\na;2,5\nb;3,5\nc;1\nd;1.250\ne;1,250\n",
		&input, false, "0; 2, line 2: 2,5; 2",
		"what can be read in two ways, or has no mark, is none");
	is_seen("customer;amount\na;x.y\nb;1.2.3\nc;2,5\nd;7\n", &input, false,
		"0; 1, line 4: 2,5; 2", "nor is what is no number");
	is_seen("customer;amount;note\na;2,5;1.5\nb;3,5;1.5\nc;4,5;1.5\n",
		&input, false, "0; 3, line 2: 2,5; 2",
		"nor what is in other columns");
	is_seen("quantity;price;amount refunded\n1.5;2,5;0\n1;2,5;0,5\n",
		&input, false, "1, line 2: 1.5; 3, line 2: 2,5; 2",
		"columns of numbers count together");
	is_seen("customer;amount\n\"a\nb\";1.5\n\n\"c\n\n\";2,5\nd;-$3,5\n",
		&input, false, "1, line 2: 1.5; 2, line 5: 2,5; 2",
		"lines within cells, and blank ones");
	input.dialect.skip_lines = 2;
	is_seen("A title\n\ncustomer;amount\na;2,5\nb;1,250,000.5\n", &input,
		false, "1, line 5: 1,250,000.5; 1, line 4: 2,5; 2",
		"lines above the header");
	input.dialect.skip_lines = 0;
	input.decimal = CS_MARK_DOT;
	is_seen("customer;amount\na;2,5\nb;3,5\nc;1.5\n", &input, false,
		"0; 0; 1", "who says the mark is asked nothing");
}

static void test_dates(void)
{
	const char *path = temp_path("habits.csv");
	struct cs_input input = input_of(&path);

	is_seen("date,amount\n13/12/2025,1\n12/13/2025,1\n12/14/2025,1\n",
		&input, true, "1, line 2: 13/12/2025; 2, line 3: 12/13/2025; 2",
		"one bad date before two good ones");
	is_seen("date,amount\n13/12/2025,1\n12/13/2025,1\n", &input, true,
		"1, line 2: 13/12/2025; 1, line 3: 12/13/2025; 1",
		"as many: the first");
	is_seen("date,amount\n13/12/2025,1\n14/12/2025,1\n2025-12-13,1\n"
		"01/02/2025,1\n",
		&input, true, "2, line 2: 13/12/2025; 0; 1",
		"what can be read in two ways, or needs no order, is none");
	input.date_format = "mdy";
	is_seen("date,amount\n13/12/2025,1\n14/12/2025,1\n12/13/2025,1\n",
		&input, true, "0; 0; 2", "who says the order is asked nothing");
	input.date_format = "%d/%m/%Y";
	is_seen("date,amount\n13/12/2025,1\n14/12/2025,1\n", &input, true,
		"0; 0; 0", "nor who gives a pattern");
}

/* What stands behind the first mebibyte comes too late. */
static void test_late(void)
{
	const char *path = temp_path("habits.csv");
	struct cs_input input = input_of(&path);
	struct cs_buf text = CS_BUF_INIT;

	input.block_size = 1 << 20;
	cs_buf_adds(&text, "customer;amount\na;1,5\n");
	while (text.length < 1 << 20)
		cs_buf_adds(&text, "a;2\n");
	cs_buf_adds(&text, "a;1.5\na;1.5\n");
	is_seen(text.data, &input, false, "0; 1, line 2: 1,5; 2",
		"late values");
	cs_buf_release(&text);
}

/* How the dates are read, and the cell that is shown where all cells say so. */
static void is_read_as(const char *text, const char *want, const char *name)
{
	const char *path = temp_text("habits.csv", text);
	struct cs_input input = input_of(&path);
	struct cs_buf got = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct cs_input_result result;
	const struct cs_schema *schema;
	const char *format;

	if (!ok(cs_input_read(&input, take_row, NULL, &result, &err) ==
		    CS_READ_ALL,
		"%s: %s", name, err.message))
		return;
	schema = &result.schemas[0];
	format = cs_date_format_name(&schema->date);
	cs_buf_addf(&got, "%s", format != NULL ? format : "-");
	if (schema->dates_shown.count > 0)
		cs_buf_addf(&got, " by %s", schema->dates_shown.example);
	is_str(got.data, want, name);
	cs_buf_release(&got);
	cs_input_result_release(&result);
}

static void test_all_dates(void)
{
	is_read_as("date,amount\n24-01-13,1\n24-02-20,1\n24-03-01,1\n"
		   "24-03-31,1\n",
		   "ymd by 24-01-13", "four days of one year");
	is_read_as("date,amount\n24-01-13,1\n24-02-20,1\n24-03-31,1\n", "-",
		   "three are too few");
	is_read_as("date,amount\n24-01-13,1\n24-02-20,1\n24-03-01,1\n"
		   "24-03-27,1\n",
		   "-", "days that could all be years");
	is_read_as("date,amount\n01-01-13,1\n01-01-16,1\n01-07-20,1\n"
		   "01-07-24,1\n01-10-25,1\n",
		   "-", "years in which something begins on the first");
	is_read_as("date,amount\n13-01-24,1\n20-02-24,1\n01-03-24,1\n"
		   "31-03-24,1\n",
		   "dmy by 13-01-24", "four days of one year, the day first");
	is_read_as("date,amount\n24-01-13,1\n24-02-20,1\n24-03-01,1\n"
		   "24-03-31,1\n13/10/2025,1\n",
		   "dmy", "a cell that settles it has the last word");
	is_read_as("date,amount\n97-01-13,1\n98-01-02,1\n", "ymd",
		   "what cannot be a day is a year");
	is_read_as("date,amount\n45383,1\n45384.25,1\n", "serial by 45383",
		   "days of a spreadsheet");
	is_read_as("date,amount\n,1\n0000-00-00,1\n45384,1\n",
		   "serial by 45384", "... of which some are empty");
	is_read_as("date,amount\n45383,1\n2024-04-02,1\n", "-",
		   "not beside dates");
	is_read_as("date,amount\n45383,1\n711,1\n", "-",
		   "nor beside other numbers");
	is_read_as("date,amount\n1704067200,1\n1704067201.5,1\n",
		   "epoch by 1704067200", "seconds");
	is_read_as("date,amount\n1704067200123,1\n",
		   "epoch_ms by 1704067200123", "milliseconds");
	is_read_as("date,amount\n,1\n", "-", "no date at all");
}

int main(void)
{
	test_all_dates();
	test_marks();
	test_dates();
	test_late();
	return done_testing();
}
