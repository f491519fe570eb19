/*
 * The gnuplot script: nothing in the data is run, and gnuplot, where there is
 * one, draws every kind of chart.
 */
#include <stdlib.h>
#include <unistd.h>

#include "chart/chart.h"
#include "chart/plot.h"
#include "tap.h"

static const struct cs_column columns[] = {
	{ .name = "row", .type = CS_TEXT },
	{ .name = "age", .type = CS_COUNT },
	{ .name = "y", .type = CS_SHARE },
	{ .name = "low", .type = CS_SHARE },
	{ .name = "high", .type = CS_SHARE },
	{ .name = "money", .type = CS_MONEY },
	{ .name = "done", .type = CS_BOOL },
	{ NULL }
};

static struct cs_table *data_of(const char *const *labels, int rows)
{
	struct cs_table *t = cs_table_new("t", "T", columns);

	for (int i = 0; i < rows; i++) {
		cs_row(t);
		cs_put_text(t, "row", labels[i]);
		cs_put_count(t, "age", i);
		cs_put_real(t, "y", i == 1 ? NAN : 0.1 * i);
		cs_put_real(t, "low", 0.09 * i);
		cs_put_real(t, "high", 0.11 * i);
		cs_put_money(t, "money", (cs_sum)1000000 * (rows - i));
		cs_put_bool(t, "done", i % 2 == 0);
	}
	return t;
}

/* One chart of each kind; bars with a line over them, too. */
static void report_of(struct cs_report *r, struct cs_table *data,
		      const char *words)
{
	struct cs_chart chart = {
		.table = "t",
		.data = data,
		.title = words,
		.subtitle = words,
		.xlabel = words,
		.ylabel = words,
		.row = "row",
		.low = "low",
		.high = "high",
		.complete = "done",
		.names = { words, words, words },
		.marks = "age",
		.at_risk = "age",
	};

	cs_report_init(r, "cs-x");
	cs_report_add(r, data);
	for (int kind = CS_CHART_BARS; kind <= CS_CHART_POINTS; kind++) {
		chart.kind = (enum cs_chart_kind)kind;
		chart.x = kind == CS_CHART_LORENZ ? "y" : "row";
		if (kind == CS_CHART_HEATMAP || kind == CS_CHART_CURVES ||
		    kind == CS_CHART_INCIDENCE || kind == CS_CHART_PROJECTION ||
		    kind == CS_CHART_WAITS)
			chart.x = "age";
		chart.y = kind == CS_CHART_PARETO ? "money" : "y";
		chart.y2 =
		    kind == CS_CHART_PARETO ? "y"
		    : kind == CS_CHART_STACK || kind == CS_CHART_PROJECTION ||
			    kind == CS_CHART_PERIODS || kind == CS_CHART_ICEBERG
			? "low"
			: NULL;
		cs_report_chart(r, &chart, false);
	}
	chart.kind = CS_CHART_BARS;
	chart.y2label = words;
	chart.y2 = "high";
	cs_report_chart(r, &chart, false);
}

static void test_strings(void)
{
	struct cs_buf b = CS_BUF_INIT;

	cs_plot_string(&b, "a `b` \"c\" \\ @d\n#");
	is_str(b.data, "'a `b` \"c\" \\ @d\\x0A#'",
	       "a quoted string, one line");
	cs_buf_clear(&b);
	cs_plot_string(&b, "'; system('x'); '");
	is_str(b.data, "'’; system(’x’); ’'", "no quote is left in it");
	cs_buf_clear(&b);
	cs_plot_field(&b, "\"x\ty\nz", 0);
	is_str(b.data, "”x\\x09y\\x0Az\t", "a field keeps to its line");
	cs_buf_clear(&b);
	cs_plot_field(&b, "", 0);
	is_str(b.data, " \t", "an empty field is not missing");
	cs_buf_clear(&b);
	cs_plot_field(&b, "a long name of shop 12", 15);
	is_str(b.data, "a long ...op 12\t", "a long name keeps its end");
	cs_buf_clear(&b);
	cs_plot_cut(&b, "中文客户群组中文客户群组", 13);
	is_str(b.data, "中文客...群组", "wide characters are not cut");
	cs_buf_clear(&b);
	cs_plot_field(&b, "日本国の長い名前", 8);
	is_str(b.data, "日本...\t", "cut by width");
	cs_buf_release(&b);
}

static void test_block(void)
{
	struct cs_buf out = CS_BUF_INIT;
	struct cs_plot plot = { .out = &out, .block = CS_BUF_INIT };

	cs_buf_adds(&plot.block, "0\nEND\n1\nEND_\n");
	is_int(cs_plot_block(&plot), 1, "the first block");
	is_str(out.data, "$data1 << END__\n0\nEND\n1\nEND_\nEND__\n",
	       "no line of the data ends it");
	cs_buf_release(&plot.block);
	cs_buf_release(&out);
}

static void test_axes(void)
{
	struct cs_axis axis = cs_axis_choose(0.02, 0.655, false, false, 0, 6);
	struct cs_buf out = CS_BUF_INIT;

	near(axis.low, 0, 0, "bars begin at zero");
	near(axis.high, 0.8, 1e-12, "a round end");
	near(axis.step, 0.2, 1e-12, "round steps");
	axis.high = 0.4;
	cs_axis_write(&out, "y", &axis, CS_SHARE);
	is_str(out.data,
	       "set yrange [0:0.4]\n"
	       "set ytics nomirror scale 0 ('0 %%' 0, '20 %%' 0.2, "
	       "'40 %%' 0.4)\n",
	       "labels of tics are formats");
	axis = cs_axis_choose(0, 3, true, false, 0, 6);
	near(axis.step, 1, 0, "no half customers");
	axis = cs_axis_choose(0, 0, false, false, 0, 6);
	ok(axis.high > axis.low && axis.step > 0, "nothing has an axis, too");
	cs_buf_release(&out);
}

static void test_selection(void)
{
	static const char *const labels[] = { "a", "b", "c" };
	const char *none[] = { "other" }, *one[] = { "t" };
	struct cs_err err = CS_ERR_INIT;
	struct cs_buf out = CS_BUF_INIT, again = CS_BUF_INIT;
	struct cs_report r;

	report_of(&r, data_of(labels, 3), "words");
	is_int(cs_charts_check(&r, none, 1, &err), -1,
	       "no chart of that table");
	is_str(err.message,
	       "no chart belongs to the tables named; there are charts of t",
	       "and which there are");
	is_int(cs_charts_check(&r, one, 1, &err), 0, "there is one of t");
	cs_render_gnuplot(&r, NULL, 0, NULL, &out);
	cs_render_gnuplot(&r, one, 1, NULL, &again);
	is_str(again.data, out.data, "all charts are those of one table");
	ok(strstr(out.data, "set multiplot layout 14,1\n"),
	   "one below another");
	ok(!strstr(out.data, "\nset terminal"), "the terminal is the user's");
	cs_buf_release(&out);
	cs_buf_release(&again);
	cs_report_release(&r);
}

/* Draws in `terminal`; returns false where there is no gnuplot. */
static bool draw(const struct cs_report *r, const char *terminal,
		 const char *what)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_buf script = CS_BUF_INIT, drawing = CS_BUF_INIT;
	int result;

	cs_render_gnuplot(r, NULL, 0, terminal, &script);
	result = cs_gnuplot_run(&script, &drawing, &err);
	cs_buf_release(&script);
	if (err.code && strcmp(err.code, "no-gnuplot") == 0) {
		skip(1, "gnuplot is not installed");
		return false;
	}
	ok(result == 0 && drawing.length > 100, "%s%s%s", what,
	   result ? ": " : "", err.message);
	cs_buf_release(&drawing);
	return true;
}

static void test_hostile(void)
{
	char file[] = "/tmp/cs-gnuplot-XXXXXX";
	char back[80], quote[80], line[80], dollar[80];
	const char *labels[] = { back,	     quote, line,  dollar, "END",
				 "\"",	     "1,5", "a\\", "#",	   "@ARG1",
				 "%s%n",     "",    NULL,  "NaN",  "{/Bold",
				 "日本国の", "\xFF" };
	int rows = sizeof labels / sizeof *labels;
	struct cs_report r;
	int fd = mkstemp(file);

	if (!ok(fd >= 0 && close(fd) == 0 && unlink(file) == 0,
		"a name that is free"))
		return;
	snprintf(back, sizeof back, "`touch %s`", file);
	snprintf(quote, sizeof quote, "'; system('touch %s'); '", file);
	snprintf(line, sizeof line, "\nEND\nsystem 'touch %s'\n", file);
	snprintf(dollar, sizeof dollar, "$(touch %s)", file);
	for (int i = 0; i < rows; i++) {
		const char *turned[sizeof labels / sizeof *labels];

		/* each becomes the name of a group that is drawn */
		for (int j = 0; j < rows; j++)
			turned[j] = labels[(i + j) % rows];
		report_of(&r, data_of(turned, rows),
			  labels[i] ? labels[i] : "words");
		draw(&r, "svg noenhanced", named("words number %d", i));
		cs_report_release(&r);
	}
	ok(access(file, F_OK) != 0, "nothing in data or words is run");
}

/* Rows without any value. */
static struct cs_table *nothing(int rows)
{
	struct cs_table *t = cs_table_new("t", "T", columns);

	while (rows-- > 0) {
		cs_row(t);
		cs_put_rest(t);
	}
	return t;
}

static void test_sizes(void)
{
	static const char *const labels[] = { "a", "b", "c" };
	struct cs_report r;

	for (int rows = 0; rows < 4; rows++) {
		report_of(&r, data_of(labels, rows), "words");
		draw(&r, "svg noenhanced", named("%d rows as svg", rows));
		draw(&r, "dumb noenhanced size 79,24",
		     named("%d rows in characters", rows));
		cs_report_release(&r);
	}
	report_of(&r, nothing(7), "words");
	draw(&r, "svg noenhanced", "rows of nulls as svg");
	draw(&r, "dumb noenhanced size 79,24", "rows of nulls in characters");
	cs_report_release(&r);
}

static void test_failure(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_buf script = CS_BUF_INIT, drawing = CS_BUF_INIT;

	cs_buf_adds(&script, "set terminal nonsense\nplot x\n");
	is_int(cs_gnuplot_run(&script, &drawing, &err), -1,
	       "an error of gnuplot is one of ours");
	ok(strstr(err.message, "gnuplot"), "and says so");
	cs_buf_release(&script);
	cs_buf_release(&drawing);
}

/* A line of gnuplot's, and what it becomes. */
static void settled(const char *line, const char *expected, const char *name)
{
	struct cs_buf drawing = CS_BUF_INIT;

	cs_buf_adds(&drawing, line);
	cs_columns_settle(&drawing);
	is_str(drawing.data, expected, name);
	cs_buf_release(&drawing);
}

static void test_columns(void)
{
	settled("", "", "nothing");
	settled("a  b\n\n c", "a  b\n\n c", "plain lines stay");
	settled("日本    x  y\nz  x", "日本  x  y\nz  x",
		"wide ones take of the blanks behind them");
	settled("日本日本  x   y", "日本日本 x y",
		"... of the next ones too, and leave one");
	settled("\xF0\x9F\x8E\x89  a   b", "\xF0\x9F\x8E\x89 a   b",
		"gnuplot's blank behind four bytes goes");
	settled("e\xCC\x81  x", "e\xCC\x81   x", "marks give blanks");
}

int main(void)
{
	test_strings();
	test_block();
	test_axes();
	test_selection();
	test_hostile();
	test_sizes();
	test_failure();
	test_columns();
	return done_testing();
}
