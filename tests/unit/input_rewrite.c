/* Ways to write CSV that are put into the usual one: what becomes of the text,
 * however it is cut into pieces, and what a file's first bytes show. */
#include "input/rewrite.h"

#include "tap.h"

/* The text in pieces: up to `cut`, then the rest; or, with cut 0, each byte by
 * itself. */
static void rewrite(unsigned needed, const struct cs_dialect *dialect,
		    const char *text, size_t cut, struct cs_buf *out)
{
	struct cs_rewriter *rewriter = cs_rewriter_new(needed, dialect);
	size_t length = strlen(text), step = cut > 0 ? cut : 1;

	cs_buf_clear(out);
	for (size_t at = 0; at < length; at += step) {
		if (cut > 0 && at > 0)
			step = length - at;
		cs_rewrite(rewriter, text + at,
			   at + step < length ? step : length - at, false, out);
	}
	cs_rewrite(rewriter, "", 0, true, out);
	cs_rewriter_free(rewriter);
}

static void becomes(unsigned needed, char delimiter, const char *text,
		    const char *want, const char *name)
{
	struct cs_dialect dialect = { .delimiter = delimiter, .quote = '"' };
	struct cs_buf got = CS_BUF_INIT;
	size_t wrong = 0;

	rewrite(needed, &dialect, text, strlen(text), &got);
	is_str(got.data, want, name);
	for (size_t cut = 0; cut < strlen(text); cut++) {
		rewrite(needed, &dialect, text, cut, &got);
		wrong += strcmp(got.data, want) != 0;
	}
	is_int((long long)wrong, 0, named("%s, cut anywhere", name));
	cs_buf_release(&got);
}

static void test_returns(void)
{
	const unsigned r = CS_REWRITE_RETURNS;

	becomes(r, ',', "a,b\r\r\n1,2\r\r\n", "a,b\n1,2\n", "CR CR LF");
	becomes(r, ',', "a\r\r\n\r\r\nb\r\r\n", "a\n\nb\n", "a blank line");
	becomes(r, ',', "a\r\nb\rc\nd\r\r", "a\r\nb\rc\nd\r\r",
		"other line ends stay");
	becomes(r, ',', "a,\"x\r\r\ny\"\r\r\n", "a,\"x\r\r\ny\"\n",
		"as they do within quotes");
	becomes(r, ',', "a,\"x\"\"\r\r\n\"\r\r\n", "a,\"x\"\"\r\r\n\"\n",
		"behind a doubled quote, too");
	becomes(r, ',', "a\r\r\r\n", "a\r\n", "three returns");
}

static void test_lines(void)
{
	const unsigned l = CS_REWRITE_LINES;

	becomes(l, ',', "\"a,b\"\n\"1,2\"\n", "a,b\n1,2\n", "lines in quotes");
	becomes(l, ',', "a,b\n\"1,\"\"x, y\"\"\"\n", "a,b\n1,\"x, y\"\n",
		"one of two, with quotes in it");
	becomes(l, ',', "\"1,\"\"x\ny\"\"\"\r\n2,z\n", "1,\"x\ny\"\r\n2,z\n",
		"a line end in a cell");
	becomes(l, ',', "\"\"\n\n\"a,b\"\n", "\n\na,b\n", "empty ones");
}

static void test_blanks(void)
{
	const unsigned b = CS_REWRITE_BLANKS;

	becomes(b, ' ', "a   b\t c\n", "a b c\n", "runs of blanks");
	becomes(b, ' ', "  a b  \n\t c\r\n", "a b\nc\r\n",
		"none at the ends of lines");
	becomes(b, ' ', "\"a  b\"   c\n", "\"a  b\" c\n", "not within quotes");
	becomes(b, ' ', "a  ", "a", "none at the end");
}

static void test_escapes(void)
{
	const unsigned e = CS_REWRITE_ESCAPES;

	becomes(e, ',', "\"a \\\"b\\\"\",c\n", "\"a \"\"b\"\"\",c\n",
		"a backslash before quotes");
	becomes(e, ',', "\"a\\\\\",b\n", "\"a\\\",b\n", "and before itself");
	becomes(e, ',', "a\\b,\"c\\d\"\n", "a\\b,\"c\\d\"\n",
		"before others it stays");
	becomes(e, ',', "a\\\"b\n", "a\\\"b\n", "as it does without quotes");
	becomes(e, ',', "\"a\\", "\"a\\", "at the end");
	becomes(e | CS_REWRITE_RETURNS, ',', "\"5\\\" pipe\",b\r\r\nc,d\r\r\n",
		"\"5\"\" pipe\",b\nc,d\n",
		"an odd one does not hide the line ends behind it");
}

static void test_guards(void)
{
	const unsigned g = CS_REWRITE_GUARDS;

	becomes(g, ',', "=\"007\",b\n", "\"007\",b\n", "=\"...\"");
	becomes(g, ',', "\"=\"\"007\"\"\",b\n", "\"007\",b\n", "in quotes");
	becomes(g, ',', "a,=\"1,\"\"2\"\"\"\n", "a,\"1,\"\"2\"\"\"\n",
		"with quotes and a delimiter");
	becomes(g, ',', "a=\"b\n", "a=\"b\n", "not within a cell");
	becomes(g, ';', "a;=\"b\";\"=\"\"c\"\"\"\n", "a;\"b\";\"c\"\n",
		"another delimiter");
	becomes(g, 0, "a|=\"b\"\n", "a|\"b\"\n", "one that is not known yet");
	becomes(g, ',', "=1+2,\"=\"\n", "=1+2,\"=\"\n", "formulas stay");
}

static void test_together(void)
{
	becomes(CS_REWRITE_RETURNS | CS_REWRITE_LINES | CS_REWRITE_GUARDS, ',',
		"\"=\"\"007\"\",b\"\r\r\n\"1,2\"\r\r\n", "\"007\",b\n1,2\n",
		"three at once");
}

/* --- what is needed ------------------------------------------------------ */

static void needs(const char *text, struct cs_dialect dialect, unsigned want,
		  const char *name)
{
	is_int(cs_rewrite_needed(text, strlen(text), &dialect), want, name);
}

static void plainly(const char *text, unsigned want, const char *name)
{
	needs(text, (struct cs_dialect)CS_DIALECT_INIT, want, name);
}

static void test_returns_needed(void)
{
	const unsigned r = CS_REWRITE_RETURNS;

	plainly("a,b\r\n1,2\r\n", 0, "CR LF");
	plainly("a,b\r\r\n1,2\r\r\n", r, "CR CR LF");
	plainly("a,b\r\r\n1,2\n", 0, "once, and LF");
	plainly("a,b\r\r\n1,2", 0, "only once");
	plainly("a,b\r\r\n1,\"x\ny\"\r\r\n", r, "LF within quotes");
	plainly("sep=;\r\r\na;b\r\r\n1;2\r\r\n", r, "below sep=");
	plainly("\"sep=;\"\r\r\na;b\r\r\n", r, "below \"sep=;\"");
	plainly("\xEF\xBB\xBF"
		"a,b\r\r\n1,2\r\r\n",
		r, "behind a byte-order mark");
}

static void test_lines_needed(void)
{
	const unsigned l = CS_REWRITE_LINES;

	plainly("\"a,b\"\n\"1,2\"\n", l, "all lines in quotes");
	plainly("a,b,c\n\"1,\"\"x, y\"\",2\"\n3,z,4\n", l, "those with quotes");
	plainly("a,b\n\"1\",\"2\"\n", 0, "cells in quotes");
	plainly("a,b\n\"1,2\"\n\"3\",4\n", 0, "a line and cells");
	plainly("Sales,shops\na,b,c\n\"Total, all\"\n1,2,3\n", 0,
		"a footer in quotes below a title of as many cells");
	plainly("a,b\n1,2\n\"Smith, J\"\n", 0,
		"one line for its comma, without quotes in it");
	plainly("\"a\"\n\"1\"\n", 0, "a single column");
}

static void test_others_needed(void)
{
	struct cs_dialect dialect = CS_DIALECT_INIT;

	plainly("cdnow 1 1997  x\n00001 1 1997  1\n", CS_REWRITE_BLANKS,
		"runs of blanks");
	cs_rewrite_needed("a  b c\n1  2 3\n", 14, &dialect);
	is_int(dialect.delimiter, CS_BLANKS, "which are the delimiter");
	plainly("one two  three\nfour five six\n", 0, "words alone are text");
	plainly("a b  c\n1 2 3,5\n", 0, "so is what has commas");
	plainly("a,b\n\"x \\\"y\\\"\",1\n", CS_REWRITE_ESCAPES,
		"no CSV but for its backslashes");
	plainly("a,b\n\"x\\\",1\n", 0, "CSV with a backslash at a cell's end");
	needs("a,b\n\"x \\\"y\\\"\",1\n",
	      (struct cs_dialect){ .quote = '"', .escape = CS_ESCAPE_DOUBLED },
	      0, "told that quotes are doubled");
	needs(
	    "a,b\nx,1\n",
	    (struct cs_dialect){ .quote = '"', .escape = CS_ESCAPE_BACKSLASH },
	    CS_REWRITE_ESCAPES, "told that a backslash stands before them");
	plainly("a,b\n\"5\\\" x\",1\r\r\n\"y\",2\r\r\n", CS_REWRITE_ESCAPES,
		"the header's line end is another");
	plainly("a,b\r\r\n\"5\\\" x\",1\r\r\n\"y\",2\r\r\n",
		CS_REWRITE_ESCAPES | CS_REWRITE_RETURNS, "both");
	plainly("a,b\n=\"007\",1\n", CS_REWRITE_GUARDS, "guards");
	plainly("a,b\nx=\"007,1\n", 0, "none within a cell");
	plainly("", 0, "nothing");
}

int main(void)
{
	test_returns();
	test_lines();
	test_blanks();
	test_escapes();
	test_guards();
	test_together();
	test_returns_needed();
	test_lines_needed();
	test_others_needed();
	return done_testing();
}
