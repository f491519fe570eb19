/* Records of a table that are no rows of it, rows with fewer cells, and rows
 * that continue an order beside them: in blocks of any size. */
#include "input/norow.h"

#include "base/buf.h"
#include "input/reader.h"
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
				  .threads = 3 };

	input.ncolumns = cs_order_columns(input.columns);
	input.columns[CS_ROLE_CUSTOMER].wanted =
	    input.columns[CS_ROLE_DATE].wanted =
		input.columns[CS_ROLE_AMOUNT].wanted = CS_REQUIRED;
	return input;
}

static bool take_row(void *context, unsigned worker, uint32_t file,
		     const struct cs_row *row)
{
	(void)context, (void)worker, (void)file, (void)row;
	return true;
}

static void read_all(const struct cs_input *input, struct cs_buf *got)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_input_result result;
	const struct cs_account *account = &result.account;

	cs_buf_clear(got);
	if (cs_input_read(input, take_row, NULL, &result, &err) != CS_READ_ALL)
		cs_buf_adds(got, err.message);
	cs_buf_addf(got,
		    "%llu used, bad:", (unsigned long long)account->rows_used);
	for (size_t i = 0; i < result.nrejects; i++)
		cs_buf_addf(got, " %llu",
			    (unsigned long long)result.rejects[i].line);
	cs_buf_adds(got, ", none:");
	for (size_t i = 0; i < result.nnorows; i++)
		cs_buf_addf(got, " %llu",
			    (unsigned long long)result.norows[i].line);
	if (account->rows_continued > 0)
		cs_buf_addf(got, ", %llu go on",
			    (unsigned long long)account->rows_continued);
	cs_input_result_release(&result);
}

static void is_account(struct cs_input input, const char *text,
		       const char *want, const char *name)
{
	static const size_t sizes[] = { 1, 7, 30, 64, 1000 };
	const char *path = temp_text("rows.csv", text);
	struct cs_buf got = CS_BUF_INIT;

	input.files = &path;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		input.block_size = sizes[i];
		read_all(&input, &got);
		is_str(got.data, want,
		       named("%s, blocks of %zu", name, sizes[i]));
	}
	cs_buf_release(&got);
}

static void plainly(const char *text, const char *want, const char *name)
{
	is_account(input_of(NULL), text, want, name);
}

#define TABLE "customer,day,total,note\na,2024-01-01,5,x\nb,2024-01-02,6,\n"

static void test_empty(void)
{
	plainly(TABLE "\n , \n,,,\n", "2 used, bad:, none: 5 6",
		"lines of delimiters; blank ones are not counted");
	plainly(TABLE "\"\",\"\",,\"\"\n", "2 used, bad:, none: 4",
		"empty cells in quotes");
}

static void test_headers(void)
{
	plainly(TABLE "customer,day,total,note\nc,2024-01-03,7,\n",
		"3 used, bad:, none: 4", "the header comes again");
	plainly(TABLE " \"customer\",day ,\"total\",note,\n",
		"2 used, bad:, none: 4", "in quotes, and a delimiter more");
	plainly(TABLE "customer,day,total,notes\n",
		"2 used, bad: 4, none:", "another header");
	plainly(TABLE
		"Shop 2\n\nall,\ncustomer,day,total,note\nc,2024-01-03,7,\n",
		"3 used, bad:, none: 4 6 7", "with titles above it");
	plainly(TABLE "Shop 2,2024-01-03\ncustomer,day,total,note\n",
		"2 used, bad: 4, none: 5", "but not what has a date");
}

static void test_footers(void)
{
	plainly(TABLE "Total,,11,\n", "2 used, bad:, none: 4", "a word");
	plainly(TABLE "2 records\n", "2 used, bad:, none: 4",
		"behind a number");
	plainly(TABLE "\nshop,2\n", "2 used, bad:, none: 5",
		"a blank line above");
	plainly(TABLE ",,,\nshop,2\n", "2 used, bad:, none: 4 5",
		"or one of delimiters");
	plainly(TABLE "shop,2\n", "2 used, bad: 4, none:", "neither");
	plainly(TABLE "x,,1,\nTotal,,11,\nof the shop\n",
		"2 used, bad: 4, none: 5 6", "it begins with the word");
	plainly(TABLE "Total,,11,\nc,2024-01-03,7,\n",
		"3 used, bad: 4, none:", "a row follows");
	plainly(TABLE "Total,2024-01-03,,\n",
		"2 used, bad: 4, none:", "a date stands in it");
	plainly(TABLE "Total,,11,of two\n", "2 used, bad:, none: 4",
		"most of it is filled, and it has no day");
	plainly(
	    "customer,day,total\ra,2024-01-01,5\rb,2024-01-02,6\r\rshop,2\r",
	    "2 used, bad:, none: 5", "lines that end in CR");
	plainly("customer,day,total\r\na,2024-01-01,5\r\nb,2024-01-02,6\r\n\r\n"
		"shop,2\r\n",
		"2 used, bad:, none: 5", "in CR LF");
}

/* Names that are missing at the header's end are of no column. */
static void test_width(void)
{
	const char *text = "customer,day,total,note,,\na,2024-01-01,5,x\n"
			   "b,never,6,\ncustomer,day,total,note,,\n"
			   "c,2024-01-03,7,\n";
	struct cs_input fill = input_of(NULL);

	plainly(text, "2 used, bad: 3, none: 4",
		"a full row above the header is none of its titles");
	plainly(
	    "customer,day,total,note,\na,2024-01-01,5,x,\nb,2024-01-02,6,y\n"
	    "c,2024-01-02,6\n",
	    "2 used, bad: 4, none:", "a cell may miss that has no name");
	fill.dialect.fill = true;
	is_account(fill, TABLE "c,2024-01-02,6\nTotal\n",
		   "3 used, bad:, none: 5", "any may, if so told");
	is_account(fill, TABLE "c,2024-01-02,6,x,y\n",
		   "2 used, bad: 4, none:", "none may be too many");
}

#define ORDERS                                                                \
	"note,customer,day,order,total%s\nx,a,2024-01-01,1,5\nx,a,,1,\nx,,,," \
	"\n"                                                                  \
	"x,b,2024-01-02,2,6\n"

static void test_further(void)
{
	char text[512];
	struct cs_input fill = input_of(NULL);

	snprintf(text, sizeof text, ORDERS "x,b,,2,\n", "");
	plainly(text, "5 used, bad:, none:, 3 go on", "further rows");
	snprintf(text, sizeof text, ORDERS "\nx,,,2,\ny,c,2024-01-03,3,7\n",
		 "");
	plainly(text, "6 used, bad:, none:, 3 go on",
		"one with its order's id behind a blank line");
	snprintf(text, sizeof text, ORDERS "\nx,,,,\n", "");
	plainly(text, "4 used, bad:, none: 7, 2 go on", "one without is none");
	snprintf(text, sizeof text, ORDERS "note,customer,day,order,total,,\n",
		 ",,");
	plainly(text, "4 used, bad:, none: 6, 2 go on",
		"shorter than the header, whose last names are empty");
	fill.dialect.fill = true;
	is_account(fill,
		   "note,customer,day,order,total\nx,a,2024-01-01,1,5\nx\n"
		   "x,b,2024-01-02,2,6\nx\nx\n",
		   "5 used, bad:, none:, 3 go on", "or shorter, as is told");
	plainly("note,customer,day,order,total\nx,a,2024-01-01,1,5\nx,,,,\n"
		"x,b,2024-01-02,2,z\nx,,,,\nx,c,2024-01-03,3,1\n",
		"3 used, bad: 4 5, none:, 2 go on", "bad with their order");
}

int main(void)
{
	test_empty();
	test_headers();
	test_footers();
	test_width();
	test_further();
	return done_testing();
}
