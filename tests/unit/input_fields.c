/*
 * Columns of a command's own, and expressions by which rows carry flags: what
 * is read from them, what is refused and with which words, what they settle for
 * the file, and that blocks and threads make no difference.
 */
#include "input/reader.h"

#include <pthread.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tap.h"
#include "input_temp.h"

/* --- one run as a text -------------------------------------------------- */

struct seen {
	uint64_t place;
	char *text;
};

struct catcher {
	const struct cs_input *input;
	pthread_mutex_t lock;
	struct seen *rows;
	size_t count, capacity;
};

static struct cs_input input_of(const char *const *files, size_t count)
{
	struct cs_input input = {
		.files = files,
		.nfiles = count,
		.dialect = CS_DIALECT_INIT,
		.first_day = CS_DAY_MIN,
		.last_day = CS_DAY_MAX,
		.skip_bad = true,
		.threads = 3,
		.block_size = 64,
	};

	input.ncolumns = cs_order_columns(input.columns);
	for (int role = 0; role < CS_NROLES; role++)
		input.columns[role].wanted = CS_UNUSED;
	return input;
}

static size_t count_flags(const struct cs_input *input)
{
	size_t count = 0;

	for (size_t i = 0; i < input->nexpressions; i++)
		count += input->expressions[i].flag != 0;
	return count;
}

/* A number, a day, a text in quotes, or - where the cell is empty. */
static void add_value(struct cs_buf *out, const struct cs_column_rule *field,
		      const struct cs_value *value)
{
	char text[CS_MONEY_SIZE], day[11];

	if (value->empty) {
		cs_buf_addc(out, '-');
		if (value->day != CS_NO_DAY || value->number != 0)
			cs_buf_adds(out, " that is not empty");
	} else if (field->type == CS_FIELD_NUMBER) {
		cs_buf_adds(out, cs_money_format(value->number, text));
	} else if (field->type == CS_FIELD_DATE) {
		cs_buf_adds(out, cs_day_format(value->day, day));
	} else {
		cs_buf_addc(out, '"');
		cs_buf_add(out, value->text.bytes, value->text.length);
		cs_buf_addc(out, '"');
	}
}

static bool catch_row(void *context, unsigned worker, uint32_t file,
		      const struct cs_row *row)
{
	struct catcher *catcher = context;
	struct cs_buf text = CS_BUF_INIT;

	(void)worker;
	(void)file;
	for (size_t i = CS_NROLES; i < catcher->input->ncolumns; i++) {
		cs_buf_adds(&text, i > CS_NROLES ? " " : "");
		add_value(&text, &catcher->input->columns[i],
			  &row->values[i - CS_NROLES]);
	}
	if (count_flags(catcher->input) > 0)
		cs_buf_addf(&text, "[%x]", (unsigned)row->flags);
	pthread_mutex_lock(&catcher->lock);
	CS_GROW(catcher->rows, catcher->count, catcher->capacity);
	catcher->rows[catcher->count++] =
	    (struct seen){ row->place, cs_strdup(text.data ? text.data : "") };
	pthread_mutex_unlock(&catcher->lock);
	cs_buf_release(&text);
	return true;
}

static int by_place(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* "5; -; | flags 2 | 3:1 bad-value: cannot read ..." */
static void put_result(const struct cs_input *input, struct catcher *catcher,
		       const struct cs_input_result *result, struct cs_buf *out)
{
	if (catcher->count > 1)
		qsort(catcher->rows, catcher->count, sizeof *catcher->rows,
		      by_place);
	for (size_t i = 0; i < catcher->count; i++)
		cs_buf_addf(out, "%s;", catcher->rows[i].text);
	if (count_flags(input) > 0)
		cs_buf_adds(out, " flags");
	for (size_t i = 0; i < input->nexpressions; i++)
		if (input->expressions[i].flag != 0)
			cs_buf_addf(out, " %llu",
				    (unsigned long long)result->matches[i]);
	for (size_t i = 0; i < result->nrejects; i++) {
		const struct cs_reject *reject = &result->rejects[i];

		cs_buf_addf(out, "\n%zu:%llu:%u %s: %s",
			    temp_index(input->files, reject->file),
			    (unsigned long long)reject->line,
			    (unsigned)reject->field, reject->code,
			    reject->message);
	}
}

static void run(const struct cs_input *input, struct cs_buf *out)
{
	struct catcher catcher = { .input = input,
				   .lock = PTHREAD_MUTEX_INITIALIZER };
	struct cs_input_result result;
	struct cs_err err = CS_ERR_INIT;

	cs_buf_clear(out);
	if (cs_input_read(input, catch_row, &catcher, &result, &err) != 0)
		cs_buf_addf(out, "%s [%s]", err.message, err.code);
	else
		put_result(input, &catcher, &result, out);
	for (size_t i = 0; i < catcher.count; i++)
		free(catcher.rows[i].text);
	free(catcher.rows);
	cs_input_result_release(&result);
}

/* In blocks of several sizes, by one thread and by several. */
static void is_input(struct cs_input input, const char *want, const char *name)
{
	static const size_t sizes[] = { 1, 7, 64, 1 << 20 };
	struct cs_buf first = CS_BUF_INIT, again = CS_BUF_INIT;

	run(&input, &first);
	is_str(first.data, want, name);
	for (size_t i = 0; i < 8; i++) {
		input.block_size = sizes[i / 2];
		input.threads = i % 2 ? 4 : 1;
		run(&input, &again);
		if (strcmp(first.data, again.data) != 0)
			ok(false, "%s: blocks of %zu, %u threads give %s", name,
			   input.block_size, input.threads, again.data);
	}
	cs_buf_release(&first);
	cs_buf_release(&again);
}

/* One column called x. */
static void is_column(struct cs_column_rule field, const char *text,
		      const char *want, const char *name)
{
	const char *files[] = { temp_text("a.csv", text) };
	struct cs_input input = input_of(files, 1);

	field.name = "dose";
	field.option = "--dose";
	field.named = "x";
	if (field.wanted == CS_UNUSED)
		field.wanted = CS_REQUIRED;
	input.columns[input.ncolumns++] = field;
	is_input(input, want, name);
}

/* --- types -------------------------------------------------------------- */

static void test_text(void)
{
	const struct cs_column_rule text = { .type = CS_FIELD_TEXT };
	struct cs_column_rule filled = text;

	is_column(text, "x,y\n a b ,1\n,1\nNULL,1\n\"c\nd\",1\n\"\",1\n  ,1\n",
		  "\"a b\";-;-;\"c\nd\";-;-;",
		  "a text without the blanks around it; NULL is empty");
	filled.filled = true;
	is_column(filled, "y,x\n1,a\n1, \n1,na\n1,b\n",
		  "\"a\";\"b\";\n"
		  "0:3:2 missing-value: the dose is empty\n"
		  "0:4:2 missing-value: the dose is empty",
		  "an empty cell of one that must be filled");
	is_column(
	    text, "x\na\nb\xE9\n\xC3\xA9\n",
	    "\"a\";\"\xC3\xA9\";\n"
	    "0:3:1 bad-encoding: the dose \"b\\xE9\" is not UTF-8, but "
	    "perhaps WINDOWS-1252: if the file is, say --encoding WINDOWS-1252",
	    "a text that is not UTF-8");
}

static void test_number(void)
{
	const struct cs_column_rule number = { .type = CS_FIELD_NUMBER };
	struct cs_column_rule filled = number;

	is_column(number, "x,y\n5,\n-2.5,\n,\n\"1,250.75\",\n 7 ,\n1e3,\n",
		  "5;-2.5;-;1250.75;7;\n"
		  "0:7:1 bad-value: cannot read the dose \"1e3\"",
		  "any number; an empty cell is none");
	is_column(
	    number,
	    "x\n99999999999999\n0.12345678\n5\nx\n9223372036854.775807\n",
	    "5;9223372036854.775807;\n"
	    "0:2:1 amount-range: the dose \"99999999999999\" is too large\n"
	    "0:3:1 amount-precision: the dose \"0.12345678\" makes an "
	    "amount of more than six decimals: --round rounds such "
	    "amounts\n"
	    "0:5:1 bad-value: cannot read the dose \"x\"",
	    "too large, too long, no number");
	filled.filled = true;
	is_column(filled, "x,y\n,1\n0,1\n",
		  "0;\n"
		  "0:2:1 missing-value: the dose is empty",
		  "nothing is not 0");
}

static void test_round(void)
{
	const struct cs_column_rule field = { .name = "dose",
					      .option = "--dose",
					      .named = "x",
					      .type = CS_FIELD_NUMBER,
					      .wanted = CS_REQUIRED };
	const char *files[] = { temp_text("a.csv", "x\n0.12345678\n5\n") };
	struct cs_input input = input_of(files, 1);
	struct cs_input_result result;
	struct cs_err err = CS_ERR_INIT;
	struct catcher catcher = { .input = &input,
				   .lock = PTHREAD_MUTEX_INITIALIZER };

	input.columns[input.ncolumns++] = field;
	input.round = true;
	is_input(input, "0.123457;5;", "--round");
	is_int(cs_input_read(&input, catch_row, &catcher, &result, &err), 0,
	       "read again");
	is_int((long long)result.account.rows_rounded, 1,
	       "the row is counted as rounded");
	for (size_t i = 0; i < catcher.count; i++)
		free(catcher.rows[i].text);
	free(catcher.rows);
	cs_input_result_release(&result);
}

static void test_date(void)
{
	const struct cs_column_rule date = { .type = CS_FIELD_DATE };
	struct cs_column_rule filled = date;

	is_column(date,
		  "x,y\n2025-03-07,\n,\n20250308,\n2025-03-09T10:00:00Z,\nNA,\n"
		  "2025-02-30,\nsoon,\n",
		  "2025-03-07;-;2025-03-08;2025-03-09;-;\n"
		  "0:7:1 bad-date: cannot read the dose \"2025-02-30\": there "
		  "is no such day\n"
		  "0:8:1 bad-date: cannot read the dose \"soon\"",
		  "a date, or none");
	filled.filled = true;
	is_column(filled, "x,y\nNULL,1\n9999-12-31,1\n",
		  "9999-12-31;\n0:2:1 missing-value: the dose is empty",
		  "a date that must be there; the last of all days");
}

/* --- limits ------------------------------------------------------------- */

static void test_limits(void)
{
	struct cs_column_rule field = { .type = CS_FIELD_NUMBER,
					.low = CS_MICROS,
					.high = 10 * CS_MICROS };

	is_column(
	    field, "x,y\n1,\n10,\n0.999999,\n10.000001,\n5.5,\n,\n-1,\n",
	    "1;10;5.5;-;\n"
	    "0:4:1 value-range: the dose \"0.999999\" is not a number from "
	    "1 to 10\n"
	    "0:5:1 value-range: the dose \"10.000001\" is not a number "
	    "from 1 to 10\n"
	    "0:8:1 value-range: the dose \"-1\" is not a number from 1 to "
	    "10",
	    "a range with both its ends");
	field.whole = true;
	is_column(field, "x\n5\n5.5\n7.0\n11\n",
		  "5;7;\n"
		  "0:3:1 value-range: the dose \"5.5\" is not a whole number "
		  "from 1 to 10\n"
		  "0:5:1 value-range: the dose \"11\" is not a whole number "
		  "from 1 to 10",
		  "whole numbers in a range");
	field.low = 0;
	field.high = INT64_MAX;
	is_column(
	    field, "x\n0\n9000000000000\n-1\n",
	    "0;9000000000000;\n"
	    "0:4:1 value-range: the dose \"-1\" is not a whole number from "
	    "0 on",
	    "from 0 on");
	field.low = -2 * CS_MICROS;
	field.high = 0;
	field.whole = false;
	is_column(
	    field, "x\n-2\n0\n0.000001\n-2.5\n",
	    "-2;0;\n"
	    "0:4:1 value-range: the dose \"0.000001\" is not a number from "
	    "-2 to 0\n"
	    "0:5:1 value-range: the dose \"-2.5\" is not a number from -2 "
	    "to 0",
	    "a range that ends at 0");
}

/* With both limits 0 there are none: a message that names them would be wrong.
 */
static void test_whole_only(void)
{
	is_column(
	    (struct cs_column_rule){ .type = CS_FIELD_NUMBER, .whole = true },
	    "x\n-3\n0\n1.5\n",
	    "-3;0;\n"
	    "0:4:1 value-range: the dose \"1.5\" is not a whole number",
	    "any whole number");
}

/* --- columns ------------------------------------------------------------ */

static void is_found(struct cs_column_rule field, const char *text,
		     const char *want, const char *name)
{
	const char *files[] = { temp_text("a.csv", text) };
	struct cs_input input = input_of(files, 1);

	field.name = "dose";
	field.option = "--dose";
	input.columns[input.ncolumns++] = field;
	is_input(input, want, name);
}

static void test_columns(void)
{
	struct cs_column_rule field = { .type = CS_FIELD_TEXT,
					.wanted = CS_REQUIRED };

	field.named = "2";
	is_found(field, "a,b\n1,two\n", "\"two\";", "by position");
	field.named = "@file";
	field.wanted = CS_OPTIONAL;
	field.named = "B";
	is_found(field, "a,b\n1,two\n", "\"two\";", "by its folded header");
	field.named = "c";
	is_found(field, "a,b\n1,two\n",
		 "--dose: there is no column \"c\"; the columns are: a, b "
		 "[unknown-column]",
		 "named and missing, although it is optional");
	field.named = NULL;
	is_found(field, "a,b\n1,two\n", "-;",
		 "not named, never guessed, optional");
	field.wanted = CS_REQUIRED;
	is_found(field, "a,b\n1,two\n",
		 "no column looks like the dose: name it with --dose COL; the "
		 "columns are: a, b [no-column]",
		 "not named, never guessed, required");
	field.usual = "kind";
	is_found(field, "a,Reason\n1,two\n", "\"two\";", "by a usual name");
	is_found(field, "Reason,Ticket type\n1,two\n", "\"two\";",
		 "the first rank that the header has");
	is_found(field, "kind,Type\n1,two\n",
		 "the columns \"kind\" and \"Type\" could both be the dose: "
		 "name one with --dose [ambiguous-column]",
		 "two of one rank");
	is_found(field, "kind,Type\ntwo,two\n", "\"two\";",
		 "two of one rank that are the same");
	field.named = "none";
	is_found(field, "a,Reason\n1,two\n",
		 "no column looks like the dose: name it with --dose COL "
		 "(perhaps \"Reason\"); the columns are: a, Reason "
		 "[no-column]",
		 "switched off, and required");
	field.wanted = CS_OPTIONAL;
	is_found(field, "a,Reason\n1,two\n", "-;", "switched off");
	is_found(field, "a,None\n1,two\n", "\"two\";",
		 "a column that is called so");
	field.named = NULL;
	field.wanted = CS_UNUSED;
	is_found(field, "kind,Type\n1,two\n", "-;", "not used, not looked for");
	field.filled = true;
	is_found(field, "kind,Type\n1,two\n", "-;",
		 "... and not missed where it would have to be filled");
}

/* Where a file has no such column, its cells are empty, even if they must be
 * filled. */
static void test_several_files(void)
{
	const struct cs_column_rule fields[] = {
		{ .name = "dose",
		  .option = "--dose",
		  .named = "dose",
		  .type = CS_FIELD_NUMBER,
		  .wanted = CS_IF_THERE,
		  .filled = true },
		{ .name = "day",
		  .option = "--day",
		  .named = "day",
		  .type = CS_FIELD_DATE,
		  .wanted = CS_REQUIRED },
		{ .name = "unit",
		  .option = "--unit",
		  .named = "@file",
		  .type = CS_FIELD_TEXT,
		  .wanted = CS_REQUIRED },
	};
	const char *files[] = {
		temp_text("a.csv", "day,dose\n2025-01-13,1.5\n2025-01-14,\n"),
		temp_text("b.csv", "x;dose;day\na;2,5;14/01/2025\n"),
		temp_text("c.csv", "day\n15/13/2025\n01/15/2025\n"),
	};
	struct cs_input input = input_of(files, 3);
	struct cs_buf want = CS_BUF_INIT;

	for (int i = 0; i < 3; i++)
		input.columns[input.ncolumns++] = fields[i];
	cs_buf_addf(
	    &want,
	    "1.5 2025-01-13 \"%s\";2.5 2025-01-14 \"%s\";"
	    "- 2025-01-15 \"%s\";\n"
	    "0:3:2 missing-value: the dose is empty\n"
	    "2:2:1 bad-date: cannot read the day \"15/13/2025\": there is "
	    "no such day",
	    files[0], files[1], files[2]);
	is_input(input, want.data,
		 "each file its columns, decimal marks and orders; @file is "
		 "its name");
	cs_buf_release(&want);
}

/* --- what the fields settle --------------------------------------------- */

static void is_settled(enum cs_field_type type, const char *rows,
		       const char *want, const char *name)
{
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_addf(&text, "y;x\n%s", rows);
	is_column((struct cs_column_rule){ .type = type }, text.data, want,
		  name);
	cs_buf_release(&text);
}

static void test_settles(void)
{
	is_settled(CS_FIELD_NUMBER, "1;1.250\n1;2,5\n", "1250;2.5;",
		   "a later cell settles the decimal mark");
	is_settled(CS_FIELD_NUMBER, "1;1.250\n1;2.5\n", "1.25;2.5;",
		   "... or the point");
	is_settled(CS_FIELD_NUMBER, "2,5;1.250\n2,5;7\n",
		   "7;\n0:2:2 ambiguous-amount: the dose \"1.250\" can be read "
		   "in two ways: say which with --decimal . or --decimal ,",
		   "other columns settle nothing");
	is_settled(CS_FIELD_NUMBER, "1;2,5\n1;2.5\n",
		   "2.5;\n0:3:2 amount-mark: the dose \"2.5\" does not fit the "
		   "decimal mark \",\" of this file; another is set with "
		   "--decimal",
		   "the first that settles it holds for all");
	is_settled(CS_FIELD_DATE, "1;03/04/2025\n1;13/04/2025\n",
		   "2025-04-03;2025-04-13;", "a later date settles the order");
	is_settled(CS_FIELD_DATE, "1;03/04/2025\n1;04/13/2025\n",
		   "2025-03-04;2025-04-13;", "... month first");
	is_settled(CS_FIELD_DATE, "13/04/2025;03/04/2025\n1;\n",
		   "-;\n0:2:2 ambiguous-date: the dose \"03/04/2025\" can be "
		   "read day or month first: say which with --date-format dmy "
		   "or mdy",
		   "dates of other columns settle nothing");
	is_settled(
	    CS_FIELD_DATE, "1;13/04/2025\n1;04/13/2025\n",
	    "2025-04-13;\n0:3:2 date-order: the dose \"04/13/2025\" does "
	    "not have day and month in the order of this file; it is set "
	    "with --date-format",
	    "an order that is not that of the file");
	is_settled(CS_FIELD_TEXT, "1;1.250\n1;2,5\n", "\"1.250\";\"2,5\";",
		   "texts are left alone");
}

/* Roles come before fields: one mark and one order for the whole file. */
static void test_settled_together(void)
{
	const struct cs_column_rule fields[] = {
		{ .name = "dose",
		  .option = "--dose",
		  .named = "dose",
		  .type = CS_FIELD_NUMBER,
		  .wanted = CS_REQUIRED },
		{ .name = "end",
		  .option = "--end",
		  .named = "end",
		  .type = CS_FIELD_DATE,
		  .wanted = CS_REQUIRED },
	};
	const char *files[] = { temp_text("a.csv",
					  "customer;date;amount;dose;end\n"
					  "a;01/02/2025;1,5;1.250;03/04/2025\n"
					  "a;13/02/2025;2;3;04/05/2025\n") };
	struct cs_input input = input_of(files, 1);

	for (int i = 0; i < 2; i++)
		input.columns[input.ncolumns++] = fields[i];
	for (int role = 0; role < 4; role++)
		input.columns[role].wanted = CS_OPTIONAL;
	input.columns[CS_ROLE_DATE].wanted = CS_REQUIRED;
	is_input(input, "1250 2025-04-03;3 2025-05-04;",
		 "amount and date settle mark and order for the fields");
	files[0] = temp_text("a.csv", "customer;date;amount;dose;end\n"
				      "a;01/02/2025;1.250;1,5;13/04/2025\n");
	is_input(input, "1.5 2025-04-13;",
		 "the fields settle them where the roles do not");
	input.decimal = CS_MARK_DOT;
	input.date_format = "mdy";
	files[0] = temp_text("a.csv", "customer;date;amount;dose;end\n"
				      "a;01/02/2025;1.250;1.250;03/04/2025\n");
	is_input(input, "1.25 2025-03-04;", "the user's word holds for them");
}

/* --- flags -------------------------------------------------------------- */

/* Flag number `flag`, from 0; -1: a filter. */
static void express(struct cs_input *input, const char *text, int flag,
		    bool optional)
{
	const struct cs_expression rule = { .option = flag < 0 ? "--where"
							       : "--failure",
					    .flag = flag < 0 ? 0 : 1u << flag,
					    .optional = optional };
	struct cs_err err = CS_ERR_INIT;

	if (cs_input_express(input, &rule, text, &err) != 0)
		abort();
}

static void test_flags(void)
{
	const char *files[] = {
		temp_text("a.csv",
			  "tone,stars\nbad,5\ngood,1\n worse ,2.0\n,9\n"
			  "good,\n"),
		temp_text("b.csv", "x,tone\n1,bad\n2,good\n"),
	};
	struct cs_input input = input_of(files, 2);

	express(&input, "tone = bad,worse", 0, false);
	express(&input, "stars <= 2", 1, true);
	express(&input, "none ~ .", 2, true);
	express(&input, "@file ~ a.csv", 3, false);
	express(&input, "tone=", 4, false);
	is_input(input, "[9];[a];[b];[18];[8];[1];[0]; flags 3 2 0 5 1",
		 "flags: by file, and none where the column is missing");
	input.expressions[1].optional = false;
	is_input(input,
		 "--failure: there is no column \"stars\"; the columns are: x, "
		 "tone [unknown-column]",
		 "a flag whose column must be there");
	cs_input_release(&input);
}

/*
 * Rows whose cells were met before, first of a few words and numbers, then of
 * more than are remembered, some of them long: each flag as if it were alone.
 */
static void test_flags_again(void)
{
	struct cs_buf text = CS_BUF_INIT, want = CS_BUF_INIT;
	struct cs_input input;
	const char *file;
	int counts[2] = { 0 };

	cs_buf_adds(&text, "tone,stars\n");
	for (int i = 0; i < 3000; i++) {
		int tone = i < 1000 ? i % 3 : i % 701, stars = i % 7;
		const char *tail = i > 2000 && i % 5 == 0
				       ? " and so on and on and on and on"
				       : "";
		bool bad = tone == 1 && *tail == '\0', low = stars <= 2;

		cs_buf_addf(&text, "t%d%s,%d\n", tone, tail, stars);
		cs_buf_addf(&want, "[%x];", (low ? 1u : 0) | (bad ? 2u : 0));
		counts[0] += low;
		counts[1] += bad;
	}
	cs_buf_addf(&want, " flags %d %d", counts[0], counts[1]);
	file = temp_text("a.csv", text.data);
	input = input_of(&file, 1);
	express(&input, "stars <= 2", 0, false);
	express(&input, "tone = t1", 1, false);
	is_input(input, want.data, "flags of cells that were met before");
	cs_input_release(&input);
	cs_buf_release(&text);
	cs_buf_release(&want);
}

/* Only used rows have flags: not those left out, without a customer, or bad. */
static void test_flags_of_used(void)
{
	const char *files[] = { temp_text(
	    "a.csv", "customer,date,tone,x\nann,2025-01-02,bad,1\n"
		     ",2025-01-02,bad,1\nbob,2025-01-02,bad,9\n"
		     "bob,never,bad,1\ncy,2025-01-09,bad,1\n"
		     "dan,2025-01-08,bad,1\n") };
	struct cs_input input = input_of(files, 1);

	input.columns[CS_ROLE_CUSTOMER].wanted =
	    input.columns[CS_ROLE_DATE].wanted = CS_REQUIRED;
	input.last_day = cs_day_from_ymd(2025, 1, 8);
	express(&input, "tone=bad", 0, false);
	express(&input, "x != 9", -1, false);
	is_input(input,
		 "[1];[1]; flags 2\n"
		 "0:5:2 bad-date: cannot read the date \"never\"",
		 "only rows that are used are counted");
	cs_input_release(&input);
}

/* The last of as many flags as there may be. */
static void test_most_flags(void)
{
	const char *files[] = { temp_text("a.csv", "x\n31\n0\n7\n") };
	struct cs_input input = input_of(files, 1);
	char text[16];

	for (int i = 0; i < 32; i++) {
		snprintf(text, sizeof text, "x=%d", i);
		express(&input, text, i, false);
	}
	is_input(input,
		 "[80000000];[1];[80]; flags 1 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 "
		 "0 0 0 0 0 0 0 0 0 0 0 0 0 0 1",
		 "32 flags");
	cs_input_release(&input);
}

/* --- judgement ---------------------------------------------------------- */

/* Filters come before the fields; status, limits of time and customer after. */
static void test_judgement(void)
{
	const struct cs_column_rule field = { .name = "dose",
					      .option = "--dose",
					      .named = "dose",
					      .type = CS_FIELD_NUMBER,
					      .wanted = CS_REQUIRED,
					      .filled = true };
	const char *const statuses[] = { "paid" };
	const char *files[] = { temp_text(
	    "a.csv", "customer,date,dose,status\n"
		     "ann,2025-01-02,1,paid\nann,2025-01-02,no,paid\n"
		     "ann,2025-01-02,x,void\n,2025-01-02,y,paid\n"
		     "ann,2025-02-02,z,paid\nann,2025-01-02,,paid\n"
		     "ann,2025-01-02,2,void\n") };
	struct cs_input input = input_of(files, 1);

	input.columns[CS_ROLE_CUSTOMER].wanted =
	    input.columns[CS_ROLE_DATE].wanted = CS_REQUIRED;
	input.columns[CS_ROLE_STATUS].named = "status";
	input.statuses = cs_status_words_of(statuses, 1);
	input.count_given = true;
	input.last_day = cs_day_from_ymd(2025, 1, 31);
	input.columns[input.ncolumns++] = field;
	express(&input, "dose != no", -1, false);
	is_input(input,
		 "1;\n"
		 "0:5:3 bad-value: cannot read the dose \"y\"\n"
		 "0:6:3 bad-value: cannot read the dose \"z\"\n"
		 "0:7:3 missing-value: the dose is empty",
		 "a row that a filter or its status leaves out may be "
		 "anything");
	cs_input_release(&input);
}

int main(void)
{
	test_text();
	test_number();
	test_round();
	test_date();
	test_limits();
	test_whole_only();
	test_columns();
	test_several_files();
	test_settles();
	test_settled_together();
	test_flags();
	test_flags_again();
	test_flags_of_used();
	test_most_flags();
	test_judgement();
	return done_testing();
}
