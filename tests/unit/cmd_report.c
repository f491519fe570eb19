/* cmd_report.c - the parts of cs-report: its words, text, JSON and figures. */
#include <math.h>
#include <stdlib.h>

#include "reports/answer.h"
#include "reports/figures.h"
#include "reports/json.h"
#include "reports/markdown.h"
#include "reports/process.h"
#include "reports/source.h"
#include "reports/words.h"
#include "tap.h"

/* --- words --------------------------------------------------------------- */

/* The words of a line with | between them, or the code of the error. */
static const char *split(const char *line)
{
	static struct cs_buf joined;
	struct cs_list words = CS_LIST_INIT;
	struct cs_err err = CS_ERR_INIT;

	cs_buf_release(&joined);
	if (words_split(line, &words, &err) != 0)
		cs_buf_adds(&joined, err.code);
	else
		for (size_t i = 0; i < words.count; i++)
			cs_buf_addf(&joined, "%s%s", i > 0 ? "|" : "",
				    words.items[i]);
	cs_list_release(&words);
	return joined.data;
}

static void test_words(void)
{
	is_str(split("a  b\tc "), "a|b|c", "blanks part words");
	is_str(split("'a b'c \"d 'e\""), "a bc|d 'e", "quotes keep them");
	is_str(split("\"a\\\"b\\\\c\\d\" 'e\\f'"), "a\"b\\c\\d|e\\f",
	       "a backslash in quotes");
	is_str(split("a\\ b \\| \\"), "a b|||\\", "... and outside");
	is_str(split("'' \"\" x"), "||x", "empty words");
	is_str(split("'|&;<>`$*?~' a~"), "|&;<>`$*?~|a~", "quoted is plain");
	is_str(split(""), "", "no word");
	is_str(split("'a"), "open-quote", "a quote is not closed");
	is_str(split("\"a\\"), "open-quote", "... nor this one");
	for (const char *p = "|&;<>`$*?"; *p != '\0'; p++) {
		char line[] = { 'a', *p, '\0' };

		is_str(split(line), "no-shell", named("%c is refused", *p));
	}
	is_str(split("~/a"), "no-shell", "~ at the beginning is refused");
}

/* --- the text ------------------------------------------------------------ */

static void test_source(void)
{
	static const char text[] = "# t\n$ one a \\\n  b\r\n~~~\n$ code\n~~\n"
				   "~~~\n<!-- x\n$ no\n-->\n$ two\nx\n\n"
				   "  $ three\n$four\n$ five \\";
	struct source source = { .text = CS_BUF_INIT, .markdown = CS_BUF_INIT };

	cs_buf_adds(&source.text, text);
	source_parse(&source, "r.md");
	if (!is_int(source.ncommands, 3, "commands"))
		return;
	is_str(source.commands[0].text, "one a   b", "it goes on");
	is_int(source.commands[0].line, 2, "its line");
	is_str(source.commands[1].text, "two", "behind code and comments");
	is_int(source.commands[1].line, 11, "its line");
	is_str(source.commands[2].text, "five ", "the last has no end");
	is_int(source_line(&source, "three"), 14, "the line of a text");
	is_int(source_line(&source, "four!"), 0, "no such text");
	source_release(&source);
}

static void test_markdown(void)
{
	struct source source = { .text = CS_BUF_INIT, .markdown = CS_BUF_INIT };
	struct document document;
	struct cs_err err = CS_ERR_INIT;

	cs_buf_adds(&source.text, "# T&\n\na <i>b</i>\n- x\n$ one\n#### deep\n"
				  "# again\n" SOURCE_MARK "0" SOURCE_MARK
				  "\n\n[x](javascript:y)\n");
	source_parse(&source, "r.md");
	if (markdown_read(&document, &source.markdown, &err) != 0) {
		is_str(err.code, "no-cmark", "this build has no libcmark");
	} else if (is_int(document.nparts, 3, "text, command, text")) {
		is_str(document.title.data, "T&amp;", "the title");
		is_str(document.parts[0].html.data,
		       "<p>a b</p>\n<ul>\n<li>x</li>\n</ul>\n",
		       "HTML is left out; a command ends a list");
		is_int(document.parts[1].command, 0, "the command");
		is_str(document.parts[2].html.data,
		       "<h2 id=\"s1\">deep</h2>\n<h2 id=\"s2\">again</h2>\n"
		       "<p>\xEF\xBF\xBD"
		       "0\xEF\xBF\xBD</p>\n<p><a href=\"\">x</a></p>\n",
		       "levels follow one another; what looks like a mark of "
		       "ours, or runs, is none");
		is_int(document.headings[1].above, 1, "what stands above");
	}
	markdown_release(&document);
	source_release(&source);
}

/* --- JSON ---------------------------------------------------------------- */

static void test_json(void)
{
	static const char *const wrong[] = {
		"",	"{",   "[1,]",	     "{\"a\"}", "{\"a\":}",
		"1 2",	"nul", "\"a",	     "\"\\x\"", "\"\\u12\"",
		"0x10", "inf", "[1 2]",	     "{1:2}",	"\"a\nb\"",
		"+1",	"-",   "\"\\u0000\""
	};
	struct cs_arena arena = { 0 };
	const struct json *all =
	    json_parse(" { \"a\" : [1, -2.5e3, null, true] , "
		       "\"b\\u00e9\\ud83d\\ude00\":\"x\\\"\\n\\/\\ud800\"} ",
		       &arena);

	if (ok(all != NULL, "an object")) {
		const struct json *list = json_member(all, "a");

		near(list->first->next->number, -2500, 0, "a number");
		is_int(list->first->next->next->kind, JSON_NULL, "null");
		is_str(json_text(all, "b\xC3\xA9\xF0\x9F\x98\x80"),
		       "x\"\n/\xEF\xBF\xBD", "escapes");
		is_str(json_text(all, "c"), "", "no such member");
		ok(isnan(json_number(all, "b")), "a text is no number");
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		ok(json_parse(wrong[i], &arena) == NULL, "no JSON, %zu", i);
	cs_arena_release(&arena);
}

static void test_depth(void)
{
	struct cs_arena arena = { 0 };
	char text[131];

	memset(text, '[', 65);
	memset(text + 65, ']', 65);
	text[130] = '\0';
	ok(json_parse(text, &arena) == NULL, "65 lists are too deep");
	text[129] = '\0';
	ok(json_parse(text + 1, &arena) != NULL, "64 are not");
	cs_arena_release(&arena);
}

/* --- figures ------------------------------------------------------------- */

/* Figures of one table: "value low high" each. */
static void add(struct figures *figures, const char *row, const char *value,
		const char *low, const char *high)
{
	struct cs_buf text = CS_BUF_INIT;

	cs_buf_addf(
	    &text,
	    "[{\"cell\":1,\"row\":\"%s\",\"column\":\"c\",\"title\":\"C\","
	    "\"value\":%s,\"low\":%s,\"high\":%s,\"shown\":\"s\"}]",
	    row, value, low, high);
	ok(figures_add(figures, "t", text.data), "row %s", row);
	cs_buf_release(&text);
}

static void test_figures(void)
{
	struct figures before = { 0 }, now = { 0 };
	struct comparison of;

	before.as_of = now.as_of = "";
	figures_block(&before, "cs-x", NULL, NULL);
	figures_block(&now, "cs-x", NULL, NULL);
	add(&before, "in", "0.5", "0.4", "0.6");
	add(&before, "out", "0.5", "0.4", "0.6");
	add(&before, "none", "0.5", "null", "null");
	add(&before, "open", "0.5", "0.4", "null");
	add(&before, "twice", "1", "0", "2");
	add(&before, "twice", "10", "9", "11");
	add(&now, "out", "0.3", "0.2", "0.55");
	add(&now, "in", "0.6", "0.55", "0.7");
	add(&now, "none", "0.7", "0.6", "0.8");
	add(&now, "open", "9", "8", "10");
	add(&now, "twice", "1", "0", "2");
	add(&now, "twice", "10", "9", "11");
	add(&now, "new", "1", "0", "2");
	add(&before, "gone", "1", "0", "2");
	of = figures_compare(&now, &before);
	is_int((int)of.moved, 2, "two have moved");
	ok(now.list[0].moved, "out of what it was");
	ok(!now.list[1].moved, "the end belongs to the interval");
	ok(now.list[2].moved, "without an interval then: that of now");
	ok(!now.list[3].moved, "an open end holds all");
	near(now.list[5].before->value, 10, 0, "those of one name, in order");
	ok(now.list[6].before == NULL, "a new one");
	is_int((int)of.compared, 6, "compared");
	is_int((int)of.figures, 7, "... of so many");
	is_int((int)of.gone, 1, "gone");
	ok(!figures_add(&now, "t", "{}"), "no list");
	figures_release(&before);
	figures_release(&now);
}

/* --- which block is which ------------------------------------------------- */

/* Blocks, each "WITHOUT|FILE|FILE": the line is the same with blanks. */
static size_t blocks_of(const char *const *texts, struct asked *blocks,
			struct cs_arena *arena)
{
	size_t n = 0;

	for (; texts[n] != NULL; n++) {
		char *text = cs_arena_copy(arena, texts[n], strlen(texts[n]));
		char *line = cs_arena_copy(arena, texts[n], strlen(texts[n]));

		blocks[n] = (struct asked){ .command = line };
		for (char *p = strchr(line, '|'); p; p = strchr(p, '|'))
			*p = ' ';
		blocks[n].without = strsep(&text, "|");
		while (text != NULL)
			cs_list_add(&blocks[n].files, strsep(&text, "|"));
	}
	return n;
}

/* Which each of now was before: its number, - for none, ' after one that is
 * told by what it asks alone. */
static void matched(const char *const *now, const char *const *before,
		    const char *expected, const char *name)
{
	struct asked a[8], b[8];
	struct cs_arena arena = { 0 };
	size_t na = blocks_of(now, a, &arena),
	       nb = blocks_of(before, b, &arena);
	struct cs_buf got = CS_BUF_INIT;

	match_blocks(a, na, b, nb);
	for (size_t i = 0; i < na; i++) {
		if (a[i].other == NULL)
			cs_buf_addc(&got, '-');
		else
			cs_buf_addf(&got, "%d%s", (int)(a[i].other - b),
				    a[i].renamed ? "'" : "");
		cs_list_release(&a[i].files);
	}
	for (size_t i = 0; i < nb; i++)
		cs_list_release(&b[i].files);
	is_str(got.data, expected, name);
	cs_buf_release(&got);
	cs_arena_release(&arena);
}

#define LIST(...)                 \
	(const char *const[])     \
	{                         \
		__VA_ARGS__, NULL \
	}

static void test_match(void)
{
	matched(LIST("r|a.csv", "p|a.csv"), LIST("p|a.csv", "r|a.csv"), "10",
		"the same lines, in any order");
	matched(LIST("r|o-2026-11-28.csv", "p|o-2026-11-28.csv"),
		LIST("r|o-2026-11-27.csv", "p|o-2026-11-27.csv"), "01",
		"files called after their day");
	matched(LIST("r|20261128/o.csv"), LIST("r|20261127/o.csv"), "0",
		"... or in a folder that is");
	matched(LIST("r|28.11.2026.csv", "r|27.11.2026.csv"),
		LIST("r|27.11.2026.csv", "r|26.11.2026.csv"), "01",
		"today and yesterday: by their order");
	matched(LIST("r|o-202611.csv|o-202612.csv|o-202701.csv"),
		LIST("r|o-202611.csv|o-202612.csv"), "0", "a month more");
	matched(LIST("r|tue.csv", "p|tue.csv"), LIST("r|mon.csv", "p|mon.csv"),
		"0'1'", "any other name, where only one can be meant");
	matched(LIST("r|shop2.csv", "r|shop3.csv"),
		LIST("r|shop1.csv", "r|shop2.csv"), "1-",
		"of two that ask the same the one of that line");
	matched(LIST("r|x.csv", "r|y.csv"), LIST("r|a.csv", "r|b.csv"), "--",
		"where it could be one or the other: none");
	matched(LIST("r|shop10.csv", "r|shop2.csv"), LIST("r|shop1.csv"), "--",
		"a number is no day");
	matched(LIST("r|2026-13-01.csv", "r|b.csv"), LIST("r|2026-11-01.csv"),
		"--", "... nor is a 13th month");
	matched(LIST("r --from 2025-01-01|a.csv"),
		LIST("r --from 2025-02-01|a.csv"), "-", "other days are asked");
}

/* --- what commands say ---------------------------------------------------- */

static void test_answer(void)
{
	static const char *const wrong[] = {
		"",
		"cs-pieces 2\n",
		"cs-pieces 1\nlead 9\nshort\n",
		"cs-pieces 1\nlead 1\nab\n",
		"cs-pieces 1\ntitle 1\na\n",
		"cs-pieces 1\nother 1\na\n",
		"cs-pieces 1\nlead -1\na\n",
		"cs-pieces 1\nlead 99999999999999999999\na\n",
		"cs-pieces 1\nlead"
	};
	struct cs_buf bytes = CS_BUF_INIT;
	struct answer answer = { 0 };

	cs_buf_adds(&bytes, "cs-pieces 1\nas_of 3\nday\nlead 2\na\n\n"
			    "table 1\nt\nterm 0\n\nbody 1\nb\n");
	ok(answer_read(&answer, &bytes), "pieces");
	is_str(answer.as_of, "day", "the day");
	is_str(answer.leads.items[0], "a\n", "a piece with the end of a line");
	is_str(answer.tables[0].body, "b", "of a table");
	is_int(answer.tables[0].terms.count, 1, "an empty one");
	answer_release(&answer);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		answer = (struct answer){ 0 };
		cs_buf_clear(&bytes);
		cs_buf_adds(&bytes, wrong[i]);
		ok(!answer_read(&answer, &bytes), "no pieces, %zu", i);
		answer_release(&answer);
	}
	cs_buf_release(&bytes);
}

static void reason(const char *said, const char *want, const char *name)
{
	struct cs_buf text = CS_BUF_INIT;
	char *got;

	cs_buf_adds(&text, said);
	got = process_reason(&text);
	is_str(got, want, name);
	free(got);
	cs_buf_release(&text);
}

static void test_reason(void)
{
	reason("cs-x: note: y\ncs-x: a:1: error: first\ncs-x: error: last\n"
	       "cs-x: see cs-x -h\n",
	       "cs-x: last; the first: cs-x: a:1: first",
	       "the last error, and the first");
	reason("", "it failed and did not say why", "nothing");
	reason("killed\nx", "killed", "another line");
	reason("cs-x: a:2: warning: w [c]\ncs-x: error: no [strict]\n",
	       "cs-x: no [strict]; cs-x: a:2: w [c]",
	       "the warnings of --strict");
}

int main(void)
{
	test_words();
	test_source();
	test_markdown();
	test_json();
	test_depth();
	test_figures();
	test_match();
	test_answer();
	test_reason();
	return done_testing();
}
