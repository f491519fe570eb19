/* What stands before the first row; where records end. */
#include "input/dialect.h"

#include "base/buf.h"
#include "tap.h"

/* Names joined by |, then delimiter, bytes and lines up to the first row. */
static void is_header(const char *text, struct cs_dialect dialect,
		      const char *want, const char *name)
{
	struct cs_buf got = CS_BUF_INIT;
	struct cs_header header;
	struct cs_err err = CS_ERR_INIT;

	if (cs_header_read(text, strlen(text), true, &dialect, &header, &err) !=
	    0) {
		cs_buf_addf(&got, "%llu: %s", (unsigned long long)err.line,
			    err.code);
	} else {
		for (size_t i = 0; i < header.ncolumns; i++)
			cs_buf_addf(&got, "%s%s", i ? "|" : "",
				    header.names[i]);
		cs_buf_addf(&got, " '%c' %zu %llu", dialect.delimiter,
			    header.length, (unsigned long long)header.lines);
		cs_header_release(&header);
	}
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

static void plainly(const char *text, const char *want, const char *name)
{
	is_header(text, (struct cs_dialect)CS_DIALECT_INIT, want, name);
}

static void test_delimiters(void)
{
	plainly("a,b,c\n1,2,3\n", "a|b|c ',' 6 1", "commas");
	plainly("a;b\n", "a|b ';' 4 1", "semicolons");
	plainly("a\tb,c\td\n", "a|b,c|d '\t' 8 1", "tabs before commas");
	plainly("a|b\n", "a|b '|' 4 1", "vertical bars");
	plainly("\"a,b,c\";d\n", "a,b,c|d ';' 10 1",
		"what is quoted does not count");
	plainly("alone\n1\n", "alone ',' 6 1", "a single column");
	plainly("a;b,c\n", "1: ambiguous-delimiter", "a tie");
	plainly("a;b,c;d,e|f\n", "1: ambiguous-delimiter",
		"a tie above others");
	plainly("a;b|c,d,e\n", "a;b|c|d|e ',' 10 1", "a tie below the most");
	is_header("a;b,c\n", (struct cs_dialect){ ',', '"', false, 0 },
		  "a;b|c ',' 6 1", "a tie, and told");
	is_header("a|'b,c,d'\n", (struct cs_dialect){ 0, '\'', false, 0 },
		  "a|b,c,d '|' 10 1", "another quote");
	is_header("|a|,|b|,|c|\n", (struct cs_dialect){ 0, '|', false, 0 },
		  "a|b|c ',' 12 1", "a quote is no delimiter");
	is_header("a\",b\n", (struct cs_dialect){ 0, '\0', false, 0 },
		  "a\"|b ',' 5 1", "no quote");
}

static void test_lines(void)
{
	plainly("a,b", "a|b ',' 3 0", "a header without a line end");
	plainly("a,b\r\n1,2\r\n", "a|b ',' 5 1", "CR and LF");
	plainly("a,b\r1,2\r", "a|b ',' 4 1", "CR");
	plainly("\n \t\r\n\na,b\n1,2\n", "a|b ',' 10 4", "blank lines above");
	plainly("\"a\nb\r\nc\",d\n1,2\n", "a\nb\r\nc|d ',' 11 3",
		"a header on three lines");
	plainly(" a , \"b\" ,c\t\n", "a|b|c ',' 13 1", "blanks");
	plainly("a,\"b\"\"c\",\n", "a|b\"c| ',' 10 1", "quotes, and no name");
}

static void test_marks(void)
{
	plainly("\xEF\xBB\xBF"
		"a,b\n",
		"a|b ',' 7 1", "a byte-order mark");
	plainly("\xEF\xBB\xBF\"a\",b\n", "a|b ',' 9 1", "and a quote");
	plainly("sep=;\na,b;c\n", "a,b|c ';' 12 2", "sep=");
	plainly("sep=|\r\na|b\r\n", "a|b '|' 12 2", "sep= with CR and LF");
	plainly("\xEF\xBB\xBFsep=\t\ra\tb\r", "a|b '\t' 13 2",
		"byte-order mark and sep=");
	is_header("sep=;\na,b;c\n", (struct cs_dialect){ ',', '"', false, 0 },
		  "a|b;c ',' 12 2", "told otherwise than sep=");
	plainly("sep=\na,b\n", "sep= ',' 5 1", "sep= without a character");
	plainly("sep=\"\na\n", "1: bad-header", "sep= with a quote");
	plainly("sep=ab\n", "sep=ab ',' 7 1", "a column called sep=ab");
	plainly("sep=a,b\n", "sep=a|b ',' 8 1", "a column called sep=a");
	plainly("caf\xE9,b\n", "caf\xC3\xA9|b ',' 7 1", "Latin-1");
	plainly("caf\xC3\xA9,b\n", "caf\xC3\xA9|b ',' 8 1", "UTF-8");
}

static void test_nothing(void)
{
	struct cs_dialect dialect = CS_DIALECT_INIT;
	struct cs_header header;
	struct cs_err err = CS_ERR_INIT;

	plainly("", "1: empty-file", "an empty file");
	plainly("\xEF\xBB\xBF", "1: empty-file", "a byte-order mark alone");
	plainly("\n\r\n \n", "4: empty-file", "blank lines alone");
	plainly("sep=;\n", "2: empty-file", "sep= alone");
	plainly("a,\"b\nc\nd", "1: bad-header", "never closed");
	plainly("\na,b\"c\n", "2: bad-header", "a stray quote");
	is_int(cs_header_read("a\0b,c\n", 6, true, &dialect, &header, &err), -1,
	       "a NUL fails");
	is_str(err.code, "nul-byte", "as such");
	is_int(cs_header_read("a,b\nc\0", 6, true, &dialect, &header, &err), 0,
	       "one in the rows is not looked for");
	cs_header_release(&header);
	cs_header_release(&header); /* twice does no harm */
}

/* Unnamed columns at the end are the table's if a row has cells for them; a row
 * that the head cuts off cannot tell. */
static void test_cut_off(void)
{
	const char *text = "a,b,,\n1,2,3,4\n";

	for (int whole = 0; whole < 2; whole++) {
		struct cs_dialect dialect = CS_DIALECT_INIT;
		struct cs_err err = CS_ERR_INIT;
		struct cs_header header;

		is_int(cs_header_read(text, strlen("a,b,,\n1,2"), whole,
				      &dialect, &header, &err),
		       0, "a header and a piece of a row");
		is_int((int)header.ncolumns, whole ? 2 : 4,
		       whole ? "all that there is" : "the head of a file");
		cs_header_release(&header);
	}
}

static void test_options(void)
{
	struct cs_dialect skip = { 0, '"', false, 2 },
			  bare = { 0, '"', true, 0 },
			  both = { 0, '"', true, 1 };

	is_header("Report \"of\nToday, \"\na,b\n1,2\n", skip, "a|b ',' 24 3",
		  "two lines above");
	is_header("one\n\na;b\n", skip, "a|b ';' 9 3",
		  "a blank one among them");
	is_header("one\ntwo\nsep=;\n\na;b\n", skip, "a|b ';' 19 5",
		  "and then sep=");
	is_header("one", skip, "2: empty-file", "more lines than there are");
	is_header("ann,5\nbob,6\n", bare, "1|2 ',' 0 0", "no header");
	is_header("\n\nann;5\n", bare, "1|2 ';' 2 2", "no header, blank lines");
	is_header("x\nann;5\n", both, "1|2 ';' 2 1", "no header, a line above");
}

/* Of a whole head of a file: columns, and lines up to the first row; or where
 * it fails, and how. */
static void is_head(const char *begin, char fill, const char *end,
		    const char *want, const char *name)
{
	struct cs_buf text = CS_BUF_INIT, got = CS_BUF_INIT;
	struct cs_dialect dialect = CS_DIALECT_INIT;
	struct cs_header header;
	struct cs_err err = CS_ERR_INIT;
	size_t n = CS_HEAD_SIZE - strlen(begin) - strlen(end);

	cs_buf_adds(&text, begin);
	memset(cs_buf_room(&text, n), fill, n);
	text.length += n;
	cs_buf_adds(&text, end);
	if (cs_header_read(text.data, text.length, true, &dialect, &header,
			   &err) != 0)
		cs_buf_addf(&got, "%llu: %s", (unsigned long long)err.line,
			    err.code);
	else
		cs_buf_addf(&got, "%zu columns, %llu", header.ncolumns,
			    (unsigned long long)header.lines);
	is_str(got.data, want, name);
	cs_header_release(&header);
	cs_buf_release(&text);
	cs_buf_release(&got);
}

/* The longest header ends one byte before the head of the file does. */
static void test_long(void)
{
	is_head("a,", 'x', ",b\n1", "3 columns, 1", "a header that just fits");
	is_head("a,", 'x', ",b\n", "1: long-header", "one byte more");
	is_head("a,", 'x', ",b", "1: long-header", "its end is not there");
	is_head("\na,\"b", '\r', "\"\n1", "2 columns, 1048570",
		"a header of many lines");
	is_head("\na,\"", '\r', "\"\n", "2: long-header", "one byte more");
	is_head("\na,\"b,\n", 'x', "\n", "2: long-header", "never closed");
	is_head("\r\n", '\n', "a\n1", "1 columns, 1048573", "blank lines");
	is_head("\r\n", '\n', "\n", "1048576: long-header",
		"nothing but blank lines");
	is_head("", ' ', "", "1: long-header", "nothing but blanks");
	is_head("\n", '\0', "", "2: nul-byte", "zeros");
}

/* The last record's end, found again by going through all bytes. */
static size_t plain_end(const char *p, size_t n, char quote, bool lone,
			bool *inside)
{
	size_t end = 0;

	for (size_t i = 0; i < n; i++) {
		if (quote != '\0' && p[i] == quote)
			*inside = !*inside;
		if (*inside)
			continue;
		if (p[i] == '\n' ||
		    (lone && p[i] == '\r' && i + 1 < n && p[i + 1] != '\n'))
			end = i + 1;
	}
	return end;
}

static void test_record_ends(void)
{
	static const char alphabet[] = "ab,\n\r\"\"\n";
	char text[40];
	uint64_t state = 99;
	size_t wrong = 0, tried = 0;

	for (int i = 0; i < 200000; i++) {
		size_t n = (state >> 40) % sizeof text;
		bool a = state >> 60 & 1, b = a, inside = a;
		char quote = state >> 61 & 1 ? '"' : '\0';
		size_t got, want;

		for (size_t k = 0; k < n; k++) {
			state = state * 6364136223846793005u + 1;
			text[k] =
			    alphabet[(state >> 33) % (sizeof alphabet - 1)];
		}
		state = state * 6364136223846793005u + 1442695040888963407u;
		if (quote == '\0')
			a = b = inside = false;
		got = cs_last_record_end(text, n, quote, false, &a);
		want = plain_end(text, n, quote, false, &b);
		wrong += got != want || a != b;
		a = b = inside;
		got = cs_last_record_end(text, n, quote, true, &a);
		want = plain_end(text, n, quote, true, &b);
		wrong += got != want || a != b;
		tried += want > 0;
	}
	is_int((long long)wrong, 0, "records end where they end");
	ok(tried > 50000, "%zu of them", tried);
}

int main(void)
{
	test_delimiters();
	test_lines();
	test_marks();
	test_nothing();
	test_cut_off();
	test_options();
	test_long();
	test_record_ends();
	return done_testing();
}
