/* Where the table begins: its header, its delimiter and how wide it is, by the
 * first records. */
#include "input/top.h"

#include "base/buf.h"
#include "tap.h"

/* "delimiter record width", with "?" if the record below describes the columns,
 * "data" if the header is like data, "data only" if it has no letter; or the
 * code of the failure. */
static void is_top(const char *text, struct cs_dialect dialect,
		   const char *want, const char *name)
{
	struct cs_buf got = CS_BUF_INIT;
	struct cs_err err = CS_ERR_INIT;
	struct cs_peek peek;
	struct cs_top top;

	cs_peek_records(&peek, text, strlen(text), true, dialect.quote, 200);
	if (cs_top_find(&peek, &dialect, &top, &err) != 0)
		cs_buf_adds(&got, err.code);
	else
		cs_buf_addf(&got, "%c %zu %zu%s%s%s", dialect.delimiter,
			    top.header, top.width, top.described ? "?" : "",
			    top.like_data ? " data" : "",
			    top.no_letters ? " only" : "");
	is_str(got.data, want, name);
	cs_buf_release(&got);
	cs_peek_release(&peek);
}

static void plainly(const char *text, const char *want, const char *name)
{
	is_top(text, (struct cs_dialect)CS_DIALECT_INIT, want, name);
}

#define ROWS "a,2024-01-01,5\nb,2024-01-02,6\n"
#define TABLE "name,day,total\n" ROWS

static void test_header(void)
{
	plainly(TABLE, ", 0 3", "the first record");
	plainly("name,day,total\n", ", 0 3", "alone");
	plainly("Report\n" TABLE, ", 1 3", "below a title");
	plainly("Report\nof,2024-01-31\n" TABLE, ", 2 3", "below two");
	plainly("Report,,\n" TABLE, ", 1 3", "one with delimiters");
	plainly("Report\t\n" TABLE, ", 1 3", "one with another delimiter");
	plainly("Report; all shops\n" TABLE, ", 1 3", "in the text");
	plainly("a;b,c\nname,day,total\n" ROWS, ", 1 3",
		"above, two delimiters split the first record alike");
	plainly("Report,x|y\nname,day,total\na|b,2024-01-01,5\n"
		"c|d,2024-01-02,6\n",
		", 1 3",
		"and one of them splits all rows as it does the title");
	plainly("2024-01-01,,\n" TABLE, ", 1 3", "a date above");
	plainly("Report\nname,day,total\na,b,c\nd,e,f\n", ", 0 1",
		"words above words are not told apart");
	plainly("Report\nname,2024,total\n" ROWS, ", 0 1",
		"a number is no name");
}

/* What orders of several rows leave out is often NULL. */
static void test_empty_cells(void)
{
	plainly("Report\nname,day,total\na,2024-01-01,5\nb,NULL,NULL\n"
		"c,NULL,NULL\nd,,NA\n",
		", 1 3", "NULL and NA are no words");
}

/* So many that not all of them are looked at. */
static void test_many(void)
{
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_adds(&text, "Report\nof shops\nname,day,total\n");
	for (int i = 0; i < 300; i++)
		cs_buf_addf(&text, "%d,2024-01-%02d,%d\n", i, 1 + i % 28, i);
	plainly(text.data, ", 2 3", "below titles, of a long table");
	cs_buf_release(&text);
}

static void test_data(void)
{
	plainly(ROWS, ", 0 3 data", "no header");
	plainly("7,2024-01-01,5\n8,2024-01-02,6\n", ", 0 3 data only",
		"and no letters");
	is_top(ROWS, (struct cs_dialect){ 0, '"', true, 0, true }, ", 0 3 data",
	       "told that there is none");
	is_top("Report\n" TABLE, (struct cs_dialect){ 0, '"', false, 0, false },
	       ", 0 1", "nothing is looked for");
}

static void test_width(void)
{
	plainly("name,day,total\na,2024-01-01,5,\nb,2024-01-02,6,\n", ", 0 4",
		"rows that end in a delimiter");
	plainly("name,day,total\na,2024-01-01,5,\nb,2024-01-02,6,x\n", ", 0 3",
		"unless something stands behind it");
	plainly("name,day,total,,\n" ROWS, ", 0 3", "a header that does");
	plainly("name,day,total,,\na,2024-01-01,5,\nb,2024-01-02,6,\n", ", 0 4",
		"both, of another number");
	plainly("name,day,total,,\n" ROWS "c,2024-01-03,7,,x\n", ", 0 5",
		"a column without a name");
	plainly("Report\nname,day,total\na,2024-01-01,5,\nb,2024-01-02,6,\n",
		", 1 4", "below a title");
}

static void test_described(void)
{
	plainly("name,day,total\nwho it is,day of order,sum of all\n" ROWS,
		", 0 3?", "sentences below the header");
	plainly("name,day,total\nx,y,z\n" ROWS, ", 0 3", "words are a row");
	plainly("name,day,total\nwho it is,day of order,5\n" ROWS, ", 0 3",
		"as is what has a number");
}

static void test_delimiter(void)
{
	plainly("name;day;total\na;2024-01-01;5,50\n", "; 0 3", "semicolons");
	plainly("name|day|total\na|2024-01-01|5\n", "| 0 3", "bars");
	plainly("a;b,c\n1;2,3\n", "ambiguous-delimiter", "a tie");
	is_top("a;b,c\n1;2,3\n",
	       (struct cs_dialect){ ';', '"', false, 0, true }, "; 0 2",
	       "that is settled");
	plainly("\"a,b,c\";d\n\"1,2,3\";4\n", "; 0 2",
		"within quotes it is none");
}

int main(void)
{
	test_header();
	test_empty_cells();
	test_many();
	test_data();
	test_width();
	test_described();
	test_delimiter();
	return done_testing();
}
