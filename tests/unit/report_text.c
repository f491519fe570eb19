/* Text and markdown: folding, widths, blocks, triangles. */
#include <stdlib.h>

#include <math.h>

#include "base/utf8.h"
#include "report/render.h"
#include "tap.h"

/* Renders one table alone. */
static char *text_of(struct cs_table *table, struct cs_buf *out)
{
	struct cs_report r;

	cs_report_init(&r, "cs-x");
	cs_report_add(&r, table);
	cs_buf_clear(out);
	cs_render_text(&r, NULL, 0, out);
	cs_report_release(&r);
	return out->data;
}

static size_t widest_line(const char *text)
{
	size_t widest = 0;

	while (*text) {
		size_t n = strcspn(text, "\n"), width = cs_utf8_width(text, n);

		widest = width > widest ? width : widest;
		text += n + (text[n] == '\n');
	}
	return widest;
}

static struct cs_table *ladder(enum cs_arrangement layout)
{
	static const struct cs_column columns[] = {
		{ .name = "n", .type = CS_COUNT, .title = "purchase" },
		{ .name = "value", .type = CS_MONEY },
		{ .name = "rate", .type = CS_SHARE, .title = "bought again" },
		{ .name = "rate_low", .type = CS_SHARE },
		{ .name = "rate_high", .type = CS_SHARE },
		{ .name = "percent", .type = CS_PERCENT },
		{ NULL }
	};
	const struct cs_table_spec spec = { "ladder", "Who?", columns, layout };
	struct cs_table *t = cs_table_open(&spec, false);

	cs_row(t);
	cs_put_count(t, "n", 1);
	cs_put_money(t, "value", 8310477054000);
	cs_put_real(t, "rate", 0.65583);
	cs_put_real(t, "rate_low", 0.6412);
	cs_put_real(t, "rate_high", 0.6701);
	cs_put_real(t, "percent", 2.5);
	cs_row(t);
	cs_put_count(t, "n", 1000);
	cs_put_rest(t);
	return t;
}

static void test_layouts(void)
{
	struct cs_buf out = CS_BUF_INIT;
	struct cs_table *t;

	is_str(
	    text_of(ladder(CS_ROWS), &out),
	    "\nWho?\n"
	    "  purchase         value  bought again  95 % interval  percent\n"
	    "  --------  ------------  ------------  -------------  -------\n"
	    "         1  8,310,477.05        65.6 %   64.1 to 67.0    2.5 %\n"
	    "     1,000             -             -              -        -\n",
	    "rows: the interval is folded, null is -");
	t = ladder(CS_ROWS);
	cs_table_set_text_limit(t, 1);
	ok(strstr(text_of(t, &out),
		  "  showing the first 1 of 2 rows; all in -f csv -t ladder\n"),
	   "a limit is told");
	cs_buf_release(&out);
}

static void put_group(struct cs_table *t, const char *group, int64_t customers,
		      double rate)
{
	cs_table_set_group(t, group);
	cs_row(t);
	cs_put_count(t, "customers", customers);
	cs_put_money(t, "revenue", 1);
	cs_put_real(t, "rate", rate);
	cs_put_range(t, "rate", rate - .1, rate + .1);
}

static struct cs_table *groups(void)
{
	static const struct cs_column columns[] = {
		{ .name = "customers", .type = CS_COUNT, .brief = true },
		{ .name = "revenue", .type = CS_MONEY },
		{ .name = "rate", .type = CS_SHARE, .brief = true },
		{ .name = "rate_low", .type = CS_SHARE },
		{ .name = "rate_high", .type = CS_SHARE },
		{ NULL }
	};
	static const struct cs_table_spec spec = { "summary", "Who?", columns,
						   CS_FIELDS };
	struct cs_table *t = cs_table_open(&spec, true);

	put_group(t, NULL, 30, .5);
	put_group(t, "a", 4, .6);
	put_group(t, "b", 4, .3);
	put_group(t, "c", 9, NAN);
	put_group(t, "rest", 13, .4);
	return t;
}

static void test_groups(void)
{
	struct cs_buf out = CS_BUF_INIT;
	struct cs_table *t = groups();

	cs_table_set_order(t, "customers", CS_PEOPLE, "rest");
	is_str(
	    text_of(t, &out),
	    "\nWho?\n"
	    "  group  customers    rate  95 % interval\n"
	    "  -----  ---------  ------  -------------\n"
	    "  (all)         30  50.0 %   40.0 to 60.0\n"
	    "  c              9       -              -\n"
	    "  a              4  60.0 %   50.0 to 70.0\n"
	    "  b              4  30.0 %   20.0 to 40.0\n"
	    "  rest          13  40.0 %   30.0 to 50.0\n",
	    "a line a group, of brief columns: the largest first, the others "
	    "last");
	t = groups();
	cs_table_set_order(t, "rate", CS_PEOPLE, NULL);
	ok(strstr(text_of(t, &out), "(all)         30") != NULL &&
	       strstr(out.data, "\n  a ") < strstr(out.data, "\n  rest ") &&
	       strstr(out.data, "\n  rest ") < strstr(out.data, "\n  b ") &&
	       strstr(out.data, "\n  b ") < strstr(out.data, "\n  c "),
	   "by a rate: nothing comes last");
	t = groups();
	cs_table_set_order(t, "group", CS_PEOPLE, "a");
	ok(strstr(text_of(t, &out), "\n  b ") < strstr(out.data, "\n  c ") &&
	       strstr(out.data, "\n  rest ") < strstr(out.data, "\n  a "),
	   "by name");
	cs_buf_release(&out);
}

static void test_one_row(void)
{
	static const struct cs_column columns[] = {
		{ .name = "repeat_rate", .type = CS_SHARE },
		{ .name = "repeat_rate_low", .type = CS_SHARE },
		{ .name = "repeat_rate_high", .type = CS_SHARE },
		{ .name = "revenue", .type = CS_MONEY },
		{ .name = "tiny", .type = CS_SHARE },
		{ .name = "last", .type = CS_DATE },
		{ .name = "low", .type = CS_BOOL },
		{ NULL }
	};
	static const struct cs_table_spec spec = { "summary", "Summary",
						   columns, CS_FIELDS };
	struct cs_table *t = cs_table_open(&spec, false);
	struct cs_buf out = CS_BUF_INIT;

	cs_table_add_note(t, "%d note", 1);
	cs_row(t);
	cs_put_real(t, "repeat_rate", 0.65583);
	cs_put_real(t, "repeat_rate_low", 0.6412);
	cs_put_real(t, "repeat_rate_high", 0.6701);
	cs_put_money(t, "revenue", 1234000000);
	cs_put_real(t, "tiny", 0.0001);
	cs_put_day(t, "last", 14975);
	cs_put_bool(t, "low", true);
	is_str(text_of(t, &out),
	       "\nSummary\n"
	       "  repeat rate      65.6 %  (64.1 to 67.0)\n"
	       "  revenue           1,234\n"
	       "  tiny             <0.1 %\n"
	       "  last         2011-01-01\n"
	       "  low                 yes\n"
	       "  1 note\n",
	       "fields of one row");
	cs_buf_release(&out);
}

static void test_wide(void)
{
	static const struct cs_column columns[] = {
		{ .name = "customer", .type = CS_TEXT },
		{ .name = "first_long_amount", .type = CS_MONEY },
		{ .name = "second_long_amount", .type = CS_MONEY },
		{ .name = "third_long_amount", .type = CS_MONEY },
		{ .name = "the_remark", .type = CS_TEXT },
		{ NULL }
	};
	struct cs_table *t = cs_table_new("t", "T", columns);
	struct cs_buf out = CS_BUF_INIT;

	for (int i = 0; i < 3; i++) {
		cs_row(t);
		cs_put_text(t, "customer",
			    "株式会社とても長い名前の顧客とその他の名前の顧客");
		for (int c = 0; c < 3; c++)
			cs_put_money(t, columns[c + 1].name,
				     (cs_sum)INT64_MAX * 100000);
		cs_put_text(t, "the_remark",
			    "tab\tand a remark that is longer than a line "
			    "of eighty columns could ever hold at once");
	}
	text_of(t, &out);
	ok(widest_line(out.data) <= 80, "80 columns as a terminal counts: %zu",
	   widest_line(out.data));
	ok(strstr(out.data, "third") && strstr(out.data, "remark"),
	   "no column is lost");
	ok(strstr(out.data, "922,337,203,685,477,580.70"), "no number is cut");
	ok(strstr(out.data, "...") && strstr(out.data, "tab\\x09and"),
	   "words are cut visibly, control characters shown");
	cs_buf_release(&out);
}

static struct cs_table *triangle(int cohorts, bool grouped)
{
	static const struct cs_column columns[] = {
		{ .name = "cohort", .type = CS_TEXT },
		{ .name = "size", .type = CS_COUNT },
		{ .name = "age", .type = CS_COUNT },
		{ .name = "retention", .type = CS_SHARE },
		{ .name = "complete", .type = CS_BOOL },
		{ NULL }
	};
	const struct cs_table_spec spec = { "cohorts", "Cohorts", columns };
	struct cs_table *t = cs_table_open(&spec, grouped);

	cs_table_set_triangle(t, "cohort", "size", "age", "retention",
			      "complete");
	for (int g = 0; g <= grouped; g++) {
		for (int i = 0; i < cohorts; i++) {
			for (int age = 0; age < cohorts - i; age++) {
				char name[24];

				snprintf(name, sizeof name, "2%03d", i);
				cs_table_set_group(t, g ? "UK" : NULL);
				cs_row(t);
				cs_put_text(t, "cohort", name);
				cs_put_count(t, "size", 100 + i);
				cs_put_count(t, "age", age);
				cs_put_real(t, "retention", 1.0 / (age + 1));
				cs_put_bool(t, "complete",
					    age + i + 1 < cohorts);
			}
		}
	}
	return t;
}

static void test_triangle(void)
{
	struct cs_buf out = CS_BUF_INIT;

	is_str(text_of(triangle(3, false), &out),
	       "\nCohorts\n"
	       "  cohort size     0     1     2\n"
	       "  ------ ---- ------ ----- -----\n"
	       "  2000    100 100.0  50.0  33.3*\n"
	       "  2001    101 100.0  50.0*\n"
	       "  2002    102 100.0*\n"
	       "  cells: retention in % by age; * the period was not over\n",
	       "a triangle");
	text_of(triangle(30, false), &out);
	ok(widest_line(out.data) <= 80, "a large one keeps to 80 columns: %zu",
	   widest_line(out.data));
	ok(strstr(out.data,
		  "; showing the latest 24\n  of 30 cohorts and ages 0 to"),
	   "and says what it leaves out");
	ok(strstr(out.data, "  2029 ") && !strstr(out.data, "  2005 "),
	   "old cohorts go first");
	text_of(triangle(2, true), &out);
	ok(strstr(out.data, "  (all):\n  cohort") &&
	       strstr(out.data, "  UK:\n  cohort"),
	   "one for each group");
	cs_buf_release(&out);
}

static void test_words(void)
{
	struct cs_report r;
	struct cs_buf out = CS_BUF_INIT;

	cs_report_init(&r, "cs-x");
	cs_report_lead(&r, "%s",
		       "Of 4,338 customers 65.6 % bought again; half of those "
		       "who did were back after 51 days.");
	cs_report_scope(&r, "1 file, %d rows", 541909);
	cs_report_warning(&r, "the last date is late");
	cs_render_text(&r, NULL, 0, &out);
	is_str(out.data,
	       "Of 4,338 customers 65.6 % bought again; half of those who did "
	       "were back after 51\ndays.\n"
	       "\n"
	       "1 file, 541909 rows\n"
	       "warning: the last date is late\n",
	       "the answer, the scope, warnings");
	cs_buf_clear(&out);
	cs_report_add(&r, ladder(CS_ROWS));
	cs_render_markdown(&r, NULL, 0, &out);
	ok(strstr(out.data, "\n- 1 file, 541909 rows\n"
			    "- warning: the last date is late\n"
			    "\n## Who?\n\n"
			    "| purchase | value | bought again | 95 % interval "
			    "| percent |\n"
			    "| ---: | ---: | ---: | ---: | ---: |\n"
			    "| 1 | 8,310,477.05 | 65.6 % | 64.1 to 67.0 | "
			    "2.5 % |\n"),
	   "markdown");
	cs_buf_release(&out);
	cs_report_release(&r);
}

/* A cell, and a line of the scope, which begins a list's item. */
static void is_markdown(const char *text, const char *cell, const char *item)
{
	static const struct cs_column columns[] = {
		{ .name = "a|b", .type = CS_TEXT }, { NULL }
	};
	struct cs_report r;
	struct cs_buf out = CS_BUF_INIT, want = CS_BUF_INIT;
	struct cs_table *t = cs_table_new("t", "T", columns);

	cs_row(t);
	cs_put_text(t, "a|b", text);
	cs_report_init(&r, "cs-x");
	cs_report_scope(&r, "%s", text);
	cs_report_add(&r, t);
	cs_render_markdown(&r, NULL, 0, &out);
	cs_buf_addf(&want,
		    "# cs-x\n\n- %s\n\n## T\n\n| a\\|b |\n| --- |\n| %s |\n",
		    item != NULL ? item : cell, cell);
	is_str(out.data, want.data, text);
	cs_buf_release(&out);
	cs_buf_release(&want);
	cs_report_release(&r);
}

static void test_markdown_escapes(void)
{
	is_markdown("x|y\n<b>*z*\\", "x\\|y\\\\x0A\\<b\\>\\*z\\*\\\\", NULL);
	is_markdown("R&D &lt;", "R\\&D \\&lt;", NULL);
	is_markdown(" a  b ", "a  b", NULL);
	is_markdown("`a@b.c`", "\\``a@b.c`\\`", NULL);
	is_markdown("Ann <ann_b@x.org>, @bob",
		    "Ann \\<`ann_b@x.org`\\>, `@bob`", NULL);
	is_markdown("5 @ 3, a@", "5 @ 3, a@", NULL);
	is_markdown("http://x.org/a|b", "`http://x.org/a`\\|b", NULL);
	is_markdown("(WWW.x.org)", "(`WWW.x.org`)", NULL);
	is_markdown("10:30 a/b", "10:30 a/b", NULL);
	is_markdown("# a", "\\# a", NULL);
	is_markdown("- a", "- a", "\\- a");
	is_markdown("+", "+", "\\+");
	is_markdown("12. a", "12. a", "12\\. a");
	is_markdown("1) a", "1) a", "1\\) a");
	is_markdown("12.5 a", "12.5 a", NULL);
	is_markdown("-3", "-3", NULL);
}

int main(void)
{
	test_layouts();
	test_groups();
	test_one_row();
	test_wide();
	test_triangle();
	test_words();
	test_markdown_escapes();
	return done_testing();
}
