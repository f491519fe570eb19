/*
 * Reading files: every block size and number of threads gives the same rows, in
 * the same order of places, the same account, rejects and failures. What they
 * are is said by hand for the files whose lines are hard to count.
 */
#include "input/reader.h"

#include <pthread.h>

#include "base/buf.h"
#include "base/mem.h"
#include "input/cutter.h"
#include "tap.h"
#include "input_temp.h"

/* --- one run as a text ---------------------------------------------------- */

struct seen {
	uint64_t place;
	char *text;
};

struct catcher {
	pthread_mutex_t lock;
	struct seen *rows;
	size_t count, capacity;
};

static void add_text(struct cs_buf *out, struct cs_text text)
{
	cs_buf_add(out, text.bytes, text.length);
	cs_buf_addc(out, '|');
}

static bool catch_row(void *context, unsigned worker, uint32_t file,
		      const struct cs_row *row)
{
	struct catcher *catcher = context;
	struct cs_buf text = CS_BUF_INIT;
	char number[CS_MONEY_SIZE], day[11];

	(void)worker;
	cs_buf_addf(&text, "%u|", (unsigned)file);
	add_text(&text, row->customer.text);
	add_text(&text, row->order);
	add_text(&text, row->group);
	cs_buf_addf(&text, "%s|%s",
		    row->day == CS_NO_DAY ? "" : cs_day_format(row->day, day),
		    cs_money_format(row->amount, number));
	pthread_mutex_lock(&catcher->lock);
	CS_GROW(catcher->rows, catcher->count, catcher->capacity);
	catcher->rows[catcher->count++] =
	    (struct seen){ row->place, cs_strdup(text.data) };
	pthread_mutex_unlock(&catcher->lock);
	cs_buf_release(&text);
	return true;
}

static int by_place(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return strcmp(x->text, y->text);
}

static void put_rows(struct catcher *catcher, struct cs_buf *out)
{
	if (catcher->count > 0)
		qsort(catcher->rows, catcher->count, sizeof *catcher->rows,
		      by_place);
	for (size_t i = 0; i < catcher->count; i++) {
		cs_buf_addf(out, "%s\n", catcher->rows[i].text);
		if (i > 0 &&
		    catcher->rows[i - 1].place == catcher->rows[i].place)
			cs_buf_adds(out, "two rows have one place\n");
	}
}

static void put_account(const struct cs_input_result *result,
			struct cs_buf *out)
{
	const struct cs_account *account = &result->account;
	char text[CS_MONEY_SIZE];

	cs_buf_addf(out, "read %llu bad %llu excluded %llu unattributed %llu ",
		    (unsigned long long)account->rows_read,
		    (unsigned long long)account->rows_bad,
		    (unsigned long long)cs_account_rows_excluded(account),
		    (unsigned long long)account->rows_unattributed);
	cs_buf_addf(
	    out, "used %llu negative %llu rounded %llu days %d %d %d\n",
	    (unsigned long long)account->rows_used,
	    (unsigned long long)account->rows_negative,
	    (unsigned long long)account->rows_rounded, account->first_date,
	    result->ndays > 1 ? result->days[result->ndays - 2].day : CS_NO_DAY,
	    account->last_date);
	cs_buf_addf(out, "amounts %s",
		    cs_money_format(account->amount_read, text));
	cs_buf_addf(out, " %s",
		    cs_money_format(cs_account_amount_excluded(account), text));
	cs_buf_addf(out, " %s",
		    cs_money_format(account->amount_unattributed, text));
	cs_buf_addf(out, " %s\n", cs_money_format(account->amount_used, text));
	if (account->rows_continued > 0)
		cs_buf_addf(out, "continued %llu\n",
			    (unsigned long long)account->rows_continued);
	for (size_t i = 0; i < result->currencies.count; i++)
		cs_buf_addf(out, "currency %s\n", result->currencies.list[i]);
}

static void put_reject(const struct cs_input *input,
		       const struct cs_reject *reject, struct cs_buf *out)
{
	cs_buf_addf(out, "reject %zu:%llu:%u %s",
		    temp_index(input->files, reject->file),
		    (unsigned long long)reject->line, (unsigned)reject->field,
		    reject->code);
	if (reject->record != NULL)
		cs_buf_addf(out, " <%s>", reject->record);
	cs_buf_addc(out, '\n');
}

/* What input->reject() was given. */
struct aside {
	const struct cs_input *input;
	struct cs_buf text;
};

static int set_aside(void *context, const struct cs_reject *reject,
		     struct cs_err *err)
{
	struct aside *aside = context;

	(void)err;
	put_reject(aside->input, reject, &aside->text);
	return 0;
}

/* There is room up to line 15. */
static int set_few_aside(void *context, const struct cs_reject *reject,
			 struct cs_err *err)
{
	set_aside(context, reject, err);
	return reject->line < 15 ? 0 : cs_fail(err, "full", "no more room");
}

static void put_files(const struct cs_input_result *result, struct cs_buf *out)
{
	for (size_t i = 0; i < result->nschemas; i++)
		if (result->open_lines[i] > 0)
			cs_buf_addf(out, "file %zu: line %llu has no end\n", i,
				    (unsigned long long)result->open_lines[i]);
}

/* Reads everything, and writes down what came of it. */
static void run(const struct cs_input *given, struct cs_buf *out)
{
	struct catcher catcher = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct cs_input input = *given;
	struct aside aside = { given, CS_BUF_INIT };
	struct cs_input_result result;
	struct cs_err err = CS_ERR_INIT;
	enum cs_read status;

	cs_buf_clear(out);
	input.reject_context = &aside;
	status = cs_input_read(&input, catch_row, &catcher, &result, &err);
	if (status == CS_READ_FAILED)
		cs_buf_addf(out, "%s:%llu: %s [%s]\n",
			    err.file ? strrchr(err.file, '/') + 1 : "",
			    (unsigned long long)err.line, err.message,
			    err.code);
	if (status == CS_READ_ALL) { /* else reading ended somewhere */
		put_account(&result, out);
		put_files(&result, out);
		put_rows(&catcher, out);
	}
	if (status == CS_READ_BAD_ROWS)
		for (size_t i = 0; i < result.nrejects; i++)
			put_reject(given, &result.rejects[i], out);
	cs_buf_adds(out, aside.text.data);
	cs_buf_release(&aside.text);
	for (size_t i = 0; i < catcher.count; i++)
		free(catcher.rows[i].text);
	free(catcher.rows);
	cs_input_result_release(&result);
}

static struct cs_input input_of(const char *const *files, size_t count)
{
	struct cs_input input = { .files = files,
				  .nfiles = count,
				  .dialect = CS_DIALECT_INIT,
				  .first_day = CS_DAY_MIN,
				  .last_day = CS_DAY_MAX,
				  .skip_bad = true,
				  .reject = set_aside,
				  .threads = 1,
				  .block_size = 1 << 19 };

	input.ncolumns = cs_order_columns(input.columns);
	input.columns[CS_ROLE_CUSTOMER].wanted =
	    input.columns[CS_ROLE_DATE].wanted =
		input.columns[CS_ROLE_AMOUNT].wanted = CS_REQUIRED;
	input.columns[CS_ROLE_ORDER].wanted =
	    input.columns[CS_ROLE_CURRENCY].wanted = CS_OPTIONAL;
	return input;
}

/* --- the same, however it is cut ------------------------------------------ */

/* What the widest block gives, the others must give too. Leaves it in `want`.
 */
static bool same_at(struct cs_input *input, const size_t *sizes, size_t count,
		    struct cs_buf *want)
{
	struct cs_buf got = CS_BUF_INIT;
	bool same = true;

	input->block_size = 1 << 22;
	input->threads = 1;
	run(input, want);
	for (size_t i = 0; same && i < count; i++)
		for (unsigned threads = 1; same && threads <= 4; threads++) {
			input->block_size = sizes[i];
			input->threads = threads;
			if (sizes[i] > 20 && threads != sizes[i] % 4 + 1)
				continue;
			run(input, &got);
			same = strcmp(got.data, want->data) == 0;
			if (!same)
				printf("# blocks of %zu, %u threads:\n# %s\n"
				       "# instead of\n# %s\n",
				       sizes[i], threads, got.data, want->data);
		}
	cs_buf_release(&got);
	return same;
}

/* In every way, with and without skipping; `want` is what skipping gives. */
static void is_read(struct cs_input *input, const char *name, const char *want)
{
	size_t sizes[200];
	struct cs_buf got = CS_BUF_INIT;

	for (size_t i = 0; i < 200; i++)
		sizes[i] = i + 1;
	input->skip_bad = false;
	input->reject = NULL;
	ok(same_at(input, sizes, 200, &got), "%s: all blocks, bad rows shown",
	   name);
	input->skip_bad = true;
	input->reject = set_aside;
	ok(same_at(input, sizes, 200, &got), "%s: all blocks, bad rows skipped",
	   name);
	if (want != NULL)
		is_str(got.data, want, named("%s: as worked out", name));
	cs_buf_release(&got);
}

static void is_text_read(const char *name, const char *text, const char *want)
{
	const char *files[] = { temp_text("a.csv", text) };
	struct cs_input input = input_of(files, 1);

	is_read(&input, name, want);
}

#define HEAD "customer,date,order,amount\n"

static void test_rows(void)
{
	is_text_read("plain",
		     HEAD "ann,2025-01-02,7,1.50\n"
			  "bob,2025-01-01,8,-2\n"
			  ",2025-01-05,9,3\n"
			  "Cy@Web.de,2025-01-03,,4.25\n",
		     "read 4 bad 0 excluded 0 unattributed 1 "
		     "used 3 negative 1 rounded 0 days 20089 20091 20093\n"
		     "amounts 6.75 0 3 3.75\n"
		     "0|ann|7||2025-01-02|1.5\n"
		     "0|bob|8||2025-01-01|-2\n"
		     "0|cy@web.de|||2025-01-03|4.25\n");
	is_text_read(
	    "no line feed at the end, blanks, carriage returns",
	    "customer, date ,order,amount\r\n\r\n"
	    " ann ,2025-01-02,7,1\r\n\r\n   \r\nbob,2025-01-02, 8 ,2",
	    "read 2 bad 0 excluded 0 unattributed 0 "
	    "used 2 negative 0 rounded 0 days 20090 -2147483648 20090\n"
	    "amounts 3 0 0 3\n"
	    "0|ann|7||2025-01-02|1\n"
	    "0|bob|8||2025-01-02|2\n");
	is_text_read("a header and nothing else", HEAD,
		     "read 0 bad 0 excluded 0 unattributed 0 used 0 negative 0 "
		     "rounded 0 days -2147483648 -2147483648 -2147483648\n"
		     "amounts 0 0 0 0\n");
	is_text_read("lines end with a carriage return",
		     "customer,date,order,amount\rann,2025-01-02,7,1\r"
		     "bob,2025-01-03,8,2\rcy,x,9,3\r",
		     "read 3 bad 1 excluded 0 unattributed 0 "
		     "used 2 negative 0 rounded 0 days 20090 20090 20091\n"
		     "amounts 3 0 0 3\n"
		     "0|ann|7||2025-01-02|1\n"
		     "0|bob|8||2025-01-03|2\n"
		     "reject 0:4:2 bad-date <cy,x,9,3>\n");
}

/* Lines of the records that are bad, and the records as they stand in the file.
 */
static void test_lines(void)
{
	is_text_read(
	    "lines within quotes",
	    HEAD "\"a\nn\r\nn\",2025-01-02,\"7\n\n\",1\n"
		 "bob,2025-13-01,8,2\n"
		 "\"b\n\",2025-01-01,8,\"2x\n\"\n"
		 "\n\n"
		 "cy,2025-01-01,8\n"
		 "\"d\",,8,1\n",
	    "read 5 bad 4 excluded 0 unattributed 0 "
	    "used 1 negative 0 rounded 0 days 20090 -2147483648 20090\n"
	    "amounts 1 0 0 1\n"
	    "0|a\nn\r\nn|7||2025-01-02|1\n"
	    "reject 0:7:2 bad-date <bob,2025-13-01,8,2>\n"
	    "reject 0:8:4 bad-amount <\"b\n\",2025-01-01,8,\"2x\n\">\n"
	    "reject 0:13:0 field-count <cy,2025-01-01,8>\n"
	    "reject 0:14:2 missing-date <\"d\",,8,1>\n");
	is_text_read("blank lines behind a bad row",
		     HEAD "ann,x,7,1\r\n \t\r\n\r\n  bob,y, 7,1 \n   \n\n"
			  "cy,z,7,1",
		     "read 3 bad 3 excluded 0 unattributed 0 used 0 negative 0 "
		     "rounded 0 days -2147483648 -2147483648 -2147483648\n"
		     "amounts 0 0 0 0\n"
		     "reject 0:2:2 bad-date <ann,x,7,1>\n"
		     "reject 0:5:2 bad-date <  bob,y, 7,1 >\n"
		     "reject 0:8:2 bad-date <cy,z,7,1>\n");
	is_text_read(
	    "lines that end in all three ways",
	    "customer,date,order,\"total\ramount\"\r"
	    "ann,2025-01-02,7,1\r\r\n"
	    "\"b\ro\r\nb\n\",x,8,1\r"
	    "\"\r\",y,9,1\r\n"
	    "cy,z,1,1\r\r"
	    "dan,2025-01-02,2,1\n"
	    "\r"
	    "eve,u,3,1\r",
	    "read 6 bad 4 excluded 0 unattributed 0 "
	    "used 2 negative 0 rounded 0 days 20090 -2147483648 20090\n"
	    "amounts 2 0 0 2\n"
	    "0|ann|7||2025-01-02|1\n"
	    "0|dan|2||2025-01-02|1\n"
	    "reject 0:5:2 bad-date <\"b\ro\r\nb\n\",x,8,1>\n"
	    "reject 0:9:2 bad-date <\"\r\",y,9,1>\n"
	    "reject 0:11:2 bad-date <cy,z,1,1>\n"
	    "reject 0:15:2 bad-date <eve,u,3,1>\n");
	is_text_read(
	    "byte-order mark and sep=",
	    "\xEF\xBB\xBFsep=;\r\n"
	    "\r\n"
	    "customer;date;order;\"total\r\namount\"\r\n"
	    "ann;2025-01-02;7;1,5\r\n"
	    "bob;2025-01-02;7;1.5\r\n",
	    "read 2 bad 1 excluded 0 unattributed 0 "
	    "used 1 negative 0 rounded 0 days 20090 -2147483648 20090\n"
	    "amounts 1.5 0 0 1.5\n"
	    "0|ann|7||2025-01-02|1.5\n"
	    "reject 0:6:4 amount-mark <bob;2025-01-02;7;1.5>\n");
}

static void test_dialect_lines(void)
{
	const char *files[] = { temp_text("a.csv",
					  "Report of \"today\"\n"
					  "\"\n" HEAD "ann,2025-01-02,7,x\n") };
	struct cs_input input = input_of(files, 1);

	input.dialect.skip_lines = 2;
	is_read(&input, "lines above the header",
		"read 1 bad 1 excluded 0 unattributed 0 used 0 negative 0 "
		"rounded 0 days -2147483648 -2147483648 -2147483648\n"
		"amounts 0 0 0 0\n"
		"reject 0:4:4 bad-amount <ann,2025-01-02,7,x>\n");
	input.dialect.skip_lines = 3;
	input.dialect.no_header = true;
	input.columns[CS_ROLE_CUSTOMER].named = "1";
	input.columns[CS_ROLE_DATE].named = "2";
	input.columns[CS_ROLE_AMOUNT].named = "4";
	is_read(&input, "no header",
		"read 1 bad 1 excluded 0 unattributed 0 used 0 negative 0 "
		"rounded 0 days -2147483648 -2147483648 -2147483648\n"
		"amounts 0 0 0 0\n"
		"reject 0:4:4 bad-amount <ann,2025-01-02,7,x>\n");
}

static void test_quote_none(void)
{
	const char *files[] = { temp_text("a.csv",
					  HEAD "12\" tv,2025-01-02,\"7,1\n"
					       "\"b,2025-01-02,8,\"1\n") };
	struct cs_input input = input_of(files, 1);

	input.dialect.quote = CS_NO_QUOTE;
	is_read(&input, "quotes are plain characters",
		"read 2 bad 1 excluded 0 unattributed 0 "
		"used 1 negative 0 rounded 0 days 20090 -2147483648 20090\n"
		"amounts 1 0 0 1\n"
		"0|12\" tv|\"7||2025-01-02|1\n"
		"reject 0:3:4 bad-amount <\"b,2025-01-02,8,\"1>\n");
}

static const char *with(struct cs_buf *buf, const char *first,
			const char *second)
{
	cs_buf_clear(buf);
	cs_buf_addf(buf, "%s%s", first, second);
	return buf->data;
}

/* What stops the run in any case: the first one, before whatever else is wrong.
 */
static void test_fatal(void)
{
	static const char stray[] =
	    "a.csv:4: a quote stands inside a field of this record where none "
	    "may: double it within quotes, or, if quotes are plain characters "
	    "here, say --quote none [stray-quote]\n";
	static const char unclosed[] =
	    "a.csv:5: a quote that opens in this record is never closed; if "
	    "quotes are plain characters here, say --quote none "
	    "[unclosed-quote]\n";
	static const char nul[] = "a.csv:4: there is a NUL byte: this is not a "
				  "text file, or it is damaged [nul-byte]\n";
	struct cs_buf want = CS_BUF_INIT;
	const char *files[1];
	struct cs_input input;

	is_text_read("a stray quote",
		     HEAD "ann,2025-01-02,7,1\nbob,2025-01-02,8,2\n"
			  "cy,2025-01-02,12\" tv,1\nann,x,7,1\n"
			  "ann,2025-01-02,14\" tv,1\nann,x,7,1\n",
		     stray);
	is_text_read("a stray quote behind a bad row",
		     HEAD "ann,2025-01-02,7,1\nbob,x,8,2\n"
			  "cy,2025-01-02,12\" tv,1\nann,x,7,1\nann,y,7,1\n"
			  "ann,2025-01-02,14\" tv,1\nann,x,7,1\nann,y,7,1\n",
		     with(&want, stray, "reject 0:3:2 bad-date <bob,x,8,2>\n"));
	is_text_read("a quote that is never closed",
		     HEAD "\"a\nb\",2025-01-02,7,1\nbob,2025-01-02,8,2\n"
			  "cy,2025-01-02,\"9,3\n,x,,\nann,x,7,1\n",
		     unclosed);
	is_text_read(
	    "... and bad rows before it",
	    HEAD "\"a\nb\",2025-01-02,7,1\nbob,20,8,2\n"
		 "cy,2025-01-02,\"9,3\n,x,,\nann,x,7,1\n",
	    with(&want, unclosed, "reject 0:4:2 bad-date <bob,20,8,2>\n"));
	files[0] = temp_file("a.csv",
			     HEAD "ann,2025-01-02,7,1\nbob,x,8,2\n"
				  "c\0,2025-01-02,9,1\nann,x,7,1\n",
			     sizeof HEAD - 1 + 19 + 10 + 19 + 10);
	input = input_of(files, 1);
	is_read(&input, "a NUL behind a bad row",
		with(&want, nul, "reject 0:3:2 bad-date <bob,x,8,2>\n"));
	files[0] = temp_file("a.csv",
			     "customer,date,amount\rann,2025-01-02,1\r"
			     "bob,x,2\r\0",
			     21 + 17 + 8 + 1);
	input = input_of(files, 1);
	is_read(&input, "a NUL behind carriage returns",
		with(&want, nul, "reject 0:3:2 bad-date <bob,x,2>\n"));
	cs_buf_release(&want);
}

static void is_shown(const char *name, const void *bytes, size_t length,
		     const char *want)
{
	const char *files[] = { temp_file("a.csv", bytes, length) };
	struct cs_input input = input_of(files, 1);
	struct cs_buf got = CS_BUF_INIT;

	input.skip_bad = false;
	input.reject = NULL;
	run(&input, &got);
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

/* ... but a bad row before it is shown instead, and nothing behind. */
static void test_bad_before_fatal(void)
{
	static const char stray[] =
	    HEAD "ann,2025-01-02,7,1\nbob,x,8,2\n"
		 "cy,2025-01-02,12\" tv,1\nann,x,7,1\nann,y,7,1\n"
		 "ann,2025-01-02,14\" tv,1\nann,x,7,1\nann,y,7,1\n";
	static const char nul[] = "customer,date,amount\rann,2025-01-02,1\r"
				  "bob,x,2\r\0";

	is_shown("a bad row before a stray quote", stray, sizeof stray - 1,
		 "reject 0:3:2 bad-date\n");
	is_shown("carriage returns and a bad row before a NUL", nul,
		 sizeof nul - 1, "reject 0:3:2 bad-date\n");
}

static void test_many_bad(void)
{
	struct cs_buf text = CS_BUF_INIT, want = CS_BUF_INIT, got = CS_BUF_INIT;
	const char *files[1];
	struct cs_input input;

	cs_buf_adds(&text, HEAD);
	for (int line = 2; line < 120; line++) {
		bool bad = line % 5 == 0;

		cs_buf_addf(&text, "c%d,2025-01-02,%d,%s\n", line, line,
			    bad ? "1,2,3" : "1");
		if (bad && line <= 50)
			cs_buf_addf(&want, "reject 0:%d:0 field-count\n", line);
	}
	files[0] = temp_text("a.csv", text.data);
	input = input_of(files, 1);
	is_read(&input, "many bad rows", NULL);
	input.skip_bad = false;
	input.reject = NULL;
	run(&input, &got);
	is_str(got.data, want.data, "the first ten are shown");
	cs_buf_release(&text);
	cs_buf_release(&want);
	cs_buf_release(&got);
}

/* Without a second look at who skips what: as `input` says. */
static void is_ended(struct cs_input *input, const char *name, const char *want)
{
	size_t sizes[200];
	struct cs_buf got = CS_BUF_INIT;

	for (size_t i = 0; i < 200; i++)
		sizes[i] = i + 1;
	ok(same_at(input, sizes, 200, &got), "%s: all blocks", name);
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

/* Where reading ends: at the bad row that is one too many, whatever is wrong
 * behind it. */
static void test_limit(void)
{
	static const char two[] =
	    "reject 0:10:4 bad-amount <a,2025-01-02,7,x>\n"
	    "reject 1:3:2 bad-date <b,y,8,2>\n";
	const char *files[] = {
		temp_text("a.csv", HEAD "\n\na,2025-01-02,7,1\n\n\n\n\n\n"
					"a,2025-01-02,7,x\n\n\n"),
		temp_text("b.csv",
			  HEAD "b,2025-01-02,8,2\nb,y,8,2\nb,2025-01-03,8,2\n"
			       "b,2025-01-02,8,\nb,2025-01-02,8\" tv,2\n"
			       "b,z,8,2\nb,z,8,2\n"),
		temp_path("none.csv"),
	};
	struct cs_input input = input_of(files, 3);
	struct cs_buf want = CS_BUF_INIT;

	cs_buf_addf(&want,
		    "reject 0:10:4 bad-amount\nreject 1:3:2 bad-date\n"
		    "%s",
		    two);
	input.too_many_bad = 2;
	is_ended(&input, "the second bad row is one too many", want.data);
	input.reject = NULL;
	is_ended(&input, "... and nobody takes them",
		 "reject 0:10:4 bad-amount\nreject 1:3:2 bad-date\n");
	input.too_many_bad = 4;
	is_ended(&input, "a stray quote before the fourth",
		 "b.csv:6: a quote stands inside a field of this record where "
		 "none may: double it within quotes, or, if quotes are plain "
		 "characters here, say --quote none [stray-quote]\n");
	cs_buf_release(&want);
}

/* Whoever takes them cannot take more. */
static void test_full(void)
{
	struct cs_buf text = CS_BUF_INIT;
	const char *files[1];
	struct cs_input input;

	cs_buf_adds(&text, HEAD);
	for (int line = 2; line < 120; line++)
		cs_buf_adds(&text,
			    line % 6 == 0 ? "a,x,7,1\n" : "a,2025-01-02,7,1\n");
	files[0] = temp_text("a.csv", text.data);
	input = input_of(files, 1);
	input.reject = set_few_aside;
	is_ended(&input, "no more can be taken",
		 ":0: no more room [full]\n"
		 "reject 0:6:2 bad-date <a,x,7,1>\n"
		 "reject 0:12:2 bad-date <a,x,7,1>\n"
		 "reject 0:18:2 bad-date <a,x,7,1>\n");
	cs_buf_release(&text);
}

static void test_several_files(void)
{
	const char *files[] = {
		temp_text("a.csv", HEAD "ann,2025-01-02,7,1\nann,2025-01-09,8"),
		temp_text("b.csv", "amount;date;customer;more\n"
				   "1,5;2025-01-03;\"b\n\";x\n"
				   "x;2025-01-03;b;x\n"),
		temp_text("c.csv", HEAD),
		temp_text("d.csv", "order|customer|date|amount\n\n1|ann|y|1\n"
				   "2|ann|2025-01-01|1\n"),
		temp_text("e.csv", "customer,date,amount\rann,2025-01-04,1\n\r"
				   "\r\"f\rg\",2025-01-05,2"),
		temp_path("none.csv"),
	};
	struct cs_input input = input_of(files, 5);

	is_read(&input, "five files, each with columns of its own",
		"read 8 bad 3 excluded 0 unattributed 0 "
		"used 5 negative 0 rounded 0 days 20089 20092 20093\n"
		"amounts 6.5 0 0 6.5\n"
		"file 0: line 3 has no end\n"
		"0|ann|7||2025-01-02|1\n"
		"1|b|||2025-01-03|1.5\n"
		"3|ann|2||2025-01-01|1\n"
		"4|ann|||2025-01-04|1\n"
		"4|f\rg|||2025-01-05|2\n"
		"reject 0:3:0 field-count <ann,2025-01-09,8>\n"
		"reject 1:4:1 bad-amount <x;2025-01-03;b;x>\n"
		"reject 3:3:3 bad-date <1|ann|y|1>\n");
	files[1] = files[5];
	input.nfiles = 2;
	is_read(&input, "a file that is not there",
		"none.csv:0: cannot open: No such file or directory "
		"[cannot-open]\n"
		"reject 0:3:0 field-count <ann,2025-01-09,8>\n");
}

/* Rows without an amount, which leave out what the first row of their order
 * says. */
static void test_further(void)
{
	is_text_read("further rows with the id of their order, or without",
		     "customer,date,order,amount,currency,item\n"
		     ",,,,,x\n"
		     "ann,2025-01-02,7,1,EUR,x\n,,7,,,\n"
		     "ann,2025-01-09,7,NA,,\n"
		     "bob,2025-01-03,8,2,EUR,\n,,, ,,x\n,,,,,y\n,,8,,,\n"
		     "bob,2025-01-04,,4,EUR,\n,,,,,x\n",
		     "read 10 bad 1 excluded 0 unattributed 0 "
		     "used 9 negative 0 rounded 0 days 20090 20092 20097\n"
		     "amounts 7 0 0 7\n"
		     "continued 6\n"
		     "currency EUR\n"
		     "0|ann|7||2025-01-02|1\n"
		     "0|ann|7||2025-01-02|0\n"
		     "0|ann|7||2025-01-09|0\n"
		     "0|bob|8||2025-01-03|2\n"
		     "0|bob|8||2025-01-03|0\n"
		     "0|bob|8||2025-01-03|0\n"
		     "0|bob|8||2025-01-03|0\n"
		     "0|bob|||2025-01-04|4\n"
		     "0|bob|||2025-01-04|0\n"
		     "reject 0:2:2 missing-date <,,,,,x>\n");
	is_text_read("lines without content continue nothing",
		     HEAD "ann,2025-01-02,7,1\n,,,\n,,7,\n,,,\n",
		     "read 2 bad 0 excluded 0 unattributed 0 "
		     "used 2 negative 0 rounded 0 days 20090 -2147483648 "
		     "20090\n"
		     "amounts 1 0 0 1\n"
		     "continued 1\n"
		     "0|ann|7||2025-01-02|1\n"
		     "0|ann|7||2025-01-02|0\n");
	is_text_read("what continues nothing",
		     HEAD "ann,2025-01-02,7,1\n,,9,\nbob,2025-01-02,9,\n"
			  "bob,2025-01-03,8,2\ncy,2025-01-03,8,\n"
			  "bob,2025-01-03,8,2\n,2025-01-04,,\n",
		     "read 7 bad 4 excluded 0 unattributed 0 "
		     "used 3 negative 0 rounded 0 days 20090 20090 20091\n"
		     "amounts 5 0 0 5\n"
		     "0|ann|7||2025-01-02|1\n"
		     "0|bob|8||2025-01-03|2\n"
		     "0|bob|8||2025-01-03|2\n"
		     "reject 0:3:2 missing-date <,,9,>\n"
		     "reject 0:4:4 missing-amount <bob,2025-01-02,9,>\n"
		     "reject 0:6:4 missing-amount <cy,2025-01-03,8,>\n"
		     "reject 0:8:4 missing-amount <,2025-01-04,,>\n");
	is_text_read(
	    "a first row that is bad, or has no customer",
	    "customer,date,order,amount,item\n"
	    "ann,x,7,1,\n,,7,,\n,,,,z\n,2025-01-02,8,2,\n,,8,,\n"
	    "bob,2025-01-03,9,1,2,3\n,,9,,\n",
	    "read 7 bad 5 excluded 0 unattributed 2 "
	    "used 0 negative 0 rounded 0 days 20090 -2147483648 20090\n"
	    "amounts 2 0 2 0\n"
	    "continued 4\n"
	    "reject 0:2:2 bad-date <ann,x,7,1,>\n"
	    "reject 0:3:0 bad-order <,,7,,>\n"
	    "reject 0:4:0 bad-order <,,,,z>\n"
	    "reject 0:7:0 field-count <bob,2025-01-03,9,1,2,3>\n"
	    "reject 0:8:0 bad-order <,,9,,>\n");
}

/* An order does not go on in another file. */
static void test_further_files(void)
{
	const char *files[] = {
		temp_text("a.csv", HEAD "ann,2025-01-02,7,1\n"),
		temp_text("b.csv", HEAD ",,7,\nann,2025-01-02,8,1\n,,8,\n"),
	};
	struct cs_input input = input_of(files, 2);

	is_read(&input, "further rows in two files",
		"read 4 bad 1 excluded 0 unattributed 0 "
		"used 3 negative 0 rounded 0 days 20090 -2147483648 20090\n"
		"amounts 2 0 0 2\n"
		"continued 1\n"
		"0|ann|7||2025-01-02|1\n"
		"1|ann|8||2025-01-02|1\n"
		"1|ann|8||2025-01-02|0\n"
		"reject 1:2:2 missing-date <,,7,>\n");
}

/* ... is filtered as its first row is, where it says nothing itself. */
static void test_further_filtered(void)
{
	const struct cs_expression where = { .option = "--where" };
	struct cs_err err = CS_ERR_INIT;
	const char *files[] = { temp_text(
	    "a.csv",
	    "customer,date,order,amount,status,item\n"
	    "ann,2025-01-02,7,1,paid,a\n,,7,,,b\n,,,,,c\n"
	    "bob,2025-01-02,8,2,void,a\n,,8,,,b\n"
	    "cy,2025-02-02,9,4,paid,a\n,,9,,,b\n,2025-01-02,9,,,b\n") };
	struct cs_input input = input_of(files, 1);

	ok(cs_input_express(&input, &where, "status=paid", &err) == 0 &&
	       cs_input_express(&input, &where, "item!=b", &err) == 0,
	   "filters are read");
	input.last_day = cs_day_from_ymd(2025, 2, 1);
	is_read(&input, "further rows, filtered",
		"read 8 bad 0 excluded 6 unattributed 0 "
		"used 2 negative 0 rounded 0 days 20090 -2147483648 20090\n"
		"amounts 7 6 0 1\n"
		"continued 5\n"
		"0|ann|7||2025-01-02|1\n"
		"0|ann|7||2025-01-02|0\n");
	cs_input_release(&input);
}

static void test_filters(void)
{
	const struct cs_expression where = { .option = "--where" };
	const struct cs_expression exclude = { .option = "--exclude",
					       .exclude = true };
	struct cs_err err = CS_ERR_INIT;
	const char *files[] = { temp_text(
	    "a.csv", HEAD "ann,2025-01-02,8,1\nbob,2025-01-02,9,2\n"
			  "bob,x,7,y\ncy,2025-01-02,7,4\n"
			  ",2025-02-01,10,8\ndan,2025-03-01,11,16\n") };
	struct cs_input input = input_of(files, 1);

	ok(cs_input_express(&input, &where, "order > 7", &err) == 0 &&
	       cs_input_express(&input, &exclude, "customer=bob", &err) == 0,
	   "filters are read");
	input.last_day = cs_day_from_ymd(2025, 2, 1);
	/* bob, cy and dan's 2 + 4 + 16 are excluded; what is not read is
	 * nothing */
	is_read(&input, "filters",
		"read 6 bad 0 excluded 4 unattributed 1 "
		"used 1 negative 0 rounded 0 days 20090 20090 20120\n"
		"amounts 31 22 8 1\n"
		"0|ann|8||2025-01-02|1\n");
	cs_input_release(&input);
}

static void test_currencies(void)
{
	struct cs_buf text = CS_BUF_INIT;
	const char *files[1];
	struct cs_input input;

	cs_buf_adds(&text, "customer,date,amount,currency\n");
	for (int i = 0; i < 60; i++)
		cs_buf_addf(&text, "a,2025-01-01,1,%c%c\n", 'Z' - i % 20,
			    'A' + i % 7);
	files[0] = temp_text("a.csv", text.data);
	input = input_of(files, 1);
	is_read(&input, "more currencies than are kept", NULL);
	cs_buf_release(&text);
}

/* --- more than the head of a file ------------------------------------------
 */

static const size_t large_sizes[] = { 997,     4096,	      65536,
				      1 << 19, (1 << 20) - 1, (1 << 20) + 1 };

static void is_large_read(const char *name, const void *bytes, size_t length,
			  const char *begins)
{
	const char *files[] = { temp_file("large.csv", bytes, length) };
	struct cs_input input = input_of(files, 1);
	struct cs_buf got = CS_BUF_INIT;

	ok(same_at(&input, large_sizes,
		   sizeof large_sizes / sizeof *large_sizes, &got),
	   "%s: blocks of all sizes", name);
	if (!ok(strncmp(got.data, begins, strlen(begins)) == 0, "%s: %s", name,
		begins))
		printf("# got %.200s\n", got.data);
	cs_buf_release(&got);
}

/* Likewise, where bad rows end the run. */
static void is_large_shown(const char *name, const void *bytes, size_t length,
			   const char *want)
{
	const char *files[] = { temp_file("large.csv", bytes, length) };
	struct cs_input input = input_of(files, 1);
	struct cs_buf got = CS_BUF_INIT;

	input.skip_bad = false;
	input.reject = NULL;
	ok(same_at(&input, large_sizes,
		   sizeof large_sizes / sizeof *large_sizes, &got),
	   "%s: blocks of all sizes", name);
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

static void test_large(void)
{
	struct cs_buf text = CS_BUF_INIT;
	unsigned char *packed = cs_malloc(3 << 20);
	size_t length, at;

	cs_buf_adds(&text, HEAD);
	for (int i = 0; i < 60000; i++)
		cs_buf_addf(&text,
			    i % 7 ? "c%d,2025-01-02,%d,1\n"
				  : "\"c%d\n\",2025-01-02,\"%d\",\"1\"\r\n",
			    i % 5000, i);
	cs_buf_adds(&text, "last,x,1,1\n");
	is_large_read("two mebibytes", text.data, text.length,
		      "read 60001 bad 1 excluded 0 unattributed 0 used 60000");
	length = temp_gzip(text.data, text.length, packed, 3 << 20);
	is_large_read("the same as gzip", packed, length,
		      "read 60001 bad 1 excluded 0 unattributed 0 used 60000");
	is_large_read(
	    "the same as gzip, cut off", packed, length - 1000,
	    "large.csv:0: cannot read: the gzip stream ends too early");
	/* the bad rows come before the end that is missing */
	memcpy(strstr(text.data, "-02,59991") - 4, "x", 1);
	length = temp_gzip(text.data, text.length, packed, 3 << 20);
	is_large_shown(
	    "bad rows before gzip is cut off", packed, length - 9,
	    "reject 0:68564:2 bad-date\nreject 0:68574:2 bad-date\n");
	memcpy(strstr(text.data, "x-01-02,59991"), "5", 1);
	cs_buf_adds(&text, "a\n\"\n");
	for (at = strlen(HEAD) - 1; at < text.length; at++)
		if (text.data[at] == '\n')
			text.data[at] = '\r';
	is_large_read("never closed at the end", text.data, text.length,
		      "large.csv:77148: a quote that opens");
	text.length -= 4;
	is_large_read("lines end with a carriage return", text.data,
		      text.length,
		      "read 60001 bad 1 excluded 0 unattributed 0 "
		      "used 60000");
	free(packed);
	cs_buf_release(&text);
}

/* A record of exactly `length` bytes, its line feed not counted. */
static void add_record(struct cs_buf *text, size_t length)
{
	static const char begin[] = "\"c\n\",2025-01-02,1,1,\"\n", end[] = "\"";
	size_t fill = length - strlen(begin) - strlen(end);

	cs_buf_adds(text, begin);
	memset(cs_buf_room(text, fill), 'x', fill);
	text->length += fill;
	cs_buf_adds(text, end);
	cs_buf_addc(text, '\n');
}

static void test_long_record(void)
{
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_adds(&text, "customer,date,order,amount,note\n");
	add_record(&text, CS_RECORD_LIMIT - 10);
	cs_buf_adds(&text, "b,2025-01-02,2,1,\n");
	is_large_read("a record within the limit", text.data, text.length,
		      "read 2 bad 0 excluded 0 unattributed 0 used 2");
	add_record(&text, CS_RECORD_LIMIT + 500000);
	cs_buf_adds(&text, "b,2025-01-02,2,1,\n");
	is_large_read("a record beyond the limit", text.data, text.length,
		      "large.csv:6: a record is longer than 16 MiB");
	text.length -= 30;
	is_large_read("a record beyond the limit, never closed", text.data,
		      text.length,
		      "large.csv:6: a record is longer than 16 MiB");
	cs_buf_release(&text);
}

int main(void)
{
	test_rows();
	test_lines();
	test_dialect_lines();
	test_quote_none();
	test_fatal();
	test_bad_before_fatal();
	test_many_bad();
	test_limit();
	test_full();
	test_several_files();
	test_further();
	test_further_files();
	test_further_filtered();
	test_filters();
	test_currencies();
	test_large();
	test_long_record();
	return done_testing();
}
