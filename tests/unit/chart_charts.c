/*
 * Charts with groups, projections and icebergs: what their scripts say. That
 * gnuplot draws them is report_gnuplot.c's.
 */
#include "chart/chart.h"
#include "tap.h"

/* The script of one chart, in a terminal or not. */
static void script_of(struct cs_buf *out, const struct cs_chart *chart,
		      bool characters)
{
	struct cs_report r;

	cs_buf_clear(out);
	cs_report_init(&r, "cs-x");
	cs_report_chart(&r, chart, false);
	cs_render_gnuplot(&r, NULL, 0, characters ? "dumb" : NULL, out);
	cs_report_release(&r);
}

/* The script has this text in it. */
static bool has(const struct cs_buf *script, const char *text, const char *name)
{
	return ok(strstr(script->data, text), "%s", name);
}

static bool lacks(const struct cs_buf *script, const char *text,
		  const char *name)
{
	return ok(!strstr(script->data, text), "%s", name);
}

static const struct cs_column curve_columns[] = {
	{ .name = "group", .type = CS_TEXT },
	{ .name = "days", .type = CS_COUNT },
	{ .name = "s", .type = CS_SHARE },
	{ .name = "low", .type = CS_SHARE },
	{ .name = "high", .type = CS_SHARE },
	{ .name = "lost", .type = CS_COUNT },
	{ .name = "risk", .type = CS_COUNT },
	{ .name = "seen", .type = CS_SHARE },
	{ .name = "fitted", .type = CS_BOOL },
	{ NULL }
};

/* A NaN for low leaves the interval out. */
static void put_point(struct cs_table *t, const char *group, int days, double s,
		      double low, int lost, int risk, bool fitted)
{
	cs_row(t);
	cs_put_text(t, "group", group);
	cs_put_count(t, "days", days);
	cs_put_real(t, "s", s);
	cs_put_real(t, "low", low);
	cs_put_real(t, "high", isnan(low) ? NAN : s);
	cs_put_count(t, "lost", lost);
	cs_put_count(t, "risk", risk);
	cs_put_real(t, "seen", fitted ? s : NAN);
	cs_put_bool(t, "fitted", fitted);
}

static struct cs_chart curves_of(const struct cs_table *t)
{
	return (struct cs_chart){
		.table = "t",
		.kind = CS_CHART_CURVES,
		.data = t,
		.title = "T",
		.xlabel = "days",
		.x = "days",
		.row = "group",
		.y = "s",
		.low = "low",
		.high = "high",
		.marks = "lost",
		.at_risk = "risk",
	};
}

static void test_curves(void)
{
	struct cs_table *t = cs_table_new("t", "T", curve_columns);
	struct cs_buf script = CS_BUF_INIT, again = CS_BUF_INIT;
	struct cs_chart chart = curves_of(t);

	put_point(t, "it's", 3, 0.75, NAN, 0, 4, true);
	put_point(t, "it's", 10, 0.5, 0.25, 1, 3, true);
	put_point(t, "it's", 20, 0, NAN, 0, 1, true);
	put_point(t, "b", 4, 0.5, NAN, 0, 1234, true);
	script_of(&script, &chart, false);
	has(&script, "<< END\n0\t1\n3\t0.75\n10\t0.5\n20\t0\nEND\n",
	    "a curve begins at 1");
	has(&script, "<< END\n\n10\t0.25\t0.5\n20\t0.25\t0.5\n\nEND\n",
	    "the corners of a band, and none where it is not known");
	has(&script, "<< END\n10\t0.5\nEND\n",
	    "a mark where somebody was lost");
	has(&script,
	    " with steps lw 2.5 dt solid lc rgb '#2b5c8a' "
	    "title 'it\xE2\x80\x99s'",
	    "the quote in a name is none");
	has(&script, "fs transparent solid", "one sees through a band");
	/* those at risk at 5 are those just before 10 */
	has(&script, "set label '4' at first 0, graph 0 center",
	    "all are there at the beginning");
	has(&script, "set label '3' at first 5, graph 0 center",
	    "between two times, those before the next");
	has(&script, "set label '3' at first 10, graph 0 center",
	    "at a time, those just before it");
	has(&script, "set label '1' at first 20, graph 0 center",
	    "and at the last");
	has(&script, "set label '1,234' at first 0, graph 0 center",
	    "another group");
	has(&script, "set label '0' at first 5, graph 0 center",
	    "nobody behind its last time");
	lacks(&script, "the first", "all groups are drawn");
	script_of(&again, &chart, false);
	is_str(again.data, script.data, "the same bytes");
	script_of(&again, &chart, true);
	lacks(&again, "transparent", "no band in a terminal");
	has(&again, "set label '3' at first 10, graph 0 center",
	    "but the numbers");
	chart.at_risk = NULL;
	script_of(&again, &chart, false);
	lacks(&again, "still observed", "no numbers, no strip");
	cs_table_free(t);
	cs_buf_release(&script);
	cs_buf_release(&again);
}

static void test_many_groups(void)
{
	struct cs_table *t = cs_table_new("t", "T", curve_columns);
	struct cs_buf script = CS_BUF_INIT;
	struct cs_chart chart = curves_of(t);

	for (int i = 0; i < 7; i++)
		put_point(t, named("group %d", i), 5, 0.5, 0.4, 1, 9, true);
	script_of(&script, &chart, false);
	has(&script, "set label 'the first 6 of 7 groups'",
	    "groups that are left out are counted");
	has(&script, "title 'group 5'", "the sixth has a name");
	lacks(&script, "group 6", "the seventh is not there");
	chart.row = NULL;
	script_of(&script, &chart, false);
	lacks(&script, "the first 6", "without groups all is one");
	lacks(&script, "set key at", "and there is no legend");
	cs_table_free(t);
	cs_buf_release(&script);
}

/* Lines of the data block with this number. */
static int block_lines(const struct cs_buf *script, int number)
{
	const char *p = strstr(script->data, named("$data%d <<", number));
	int lines = 0;

	while (p && strncmp(p, "END", 3) != 0) {
		p = strchr(p, '\n');
		p = p ? p + 1 : NULL;
		lines++;
	}
	return lines - 1;
}

static void test_thinning(void)
{
	enum { ROWS = 100000 };
	struct cs_table *t = cs_table_new("t", "T", curve_columns);
	struct cs_buf script = CS_BUF_INIT;
	struct cs_chart chart = curves_of(t);
	int marks;

	for (int i = 0; i < ROWS; i++)
		put_point(t, "all", i, (double)(ROWS - i) / ROWS,
			  0.9 - 0.9 * i / ROWS, 1, ROWS - i, true);
	script_of(&script, &chart, false);
	ok(block_lines(&script, 1) < 2100, "few enough points of %d",
	   block_lines(&script, 1));
	has(&script, "\n99999\t1e-05\nEND\n", "the last point is kept");
	marks = block_lines(&script, 3);
	ok(marks > 40 && marks <= 60, "%d marks", marks);
	chart.kind = CS_CHART_PROJECTION;
	chart.y2 = "seen";
	script_of(&script, &chart, false);
	ok(script.length < 200000, "%zu bytes of a projection", script.length);
	chart.kind = CS_CHART_BARS;
	chart.y2label = "share";
	script_of(&script, &chart, false);
	is_int(block_lines(&script, 1), 1000, "bars");
	has(&script, "set boxwidth 100.00\n", "a box for each hundred bars");
	chart.kind = CS_CHART_ICEBERG;
	chart.x = "group";
	script_of(&script, &chart, false);
	has(&script, "'the first 100 of 100,000'", "an iceberg has an end");
	cs_table_free(t);
	cs_buf_release(&script);
}

static void test_projection(void)
{
	struct cs_table *t = cs_table_new("t", "T", curve_columns);
	struct cs_buf script = CS_BUF_INIT;
	struct cs_chart chart = curves_of(t);

	chart.kind = CS_CHART_PROJECTION;
	chart.y2 = "seen";
	chart.complete = "fitted";
	chart.names[1] = "counted";
	for (int i = 1; i <= 12; i++)
		put_point(t, "a", i, 1.0 / i, 0.5 / i, 0, 0, i <= 5);
	script_of(&script, &chart, false);
	has(&script, "set arrow from 5, graph 0 to 5, graph 1 nohead",
	    "the line where the fit ends");
	has(&script, "'fitted' at 5,", "words to its left");
	has(&script, "'projected' at 5,", "words to its right");
	has(&script, "title 'model'", "the name by default");
	has(&script, "title 'counted'", "the name that was given");
	has(&script, "\n5\t0.2\nEND\n",
	    "points end where they end"); /* the points end there */
	lacks(&script, "dotted", "one line needs no words more");
	for (int i = 1; i <= 12; i++)
		put_point(t, "b", i, 0.5 / i, 0.2 / i, 0, 0, i <= 7);
	script_of(&script, &chart, false);
	has(&script, "set arrow from 7, graph 0", "a line for each end");
	has(&script, "'dotted: where the data fitted end'",
	    "which are explained");
	lacks(&script, "'projected'", "instead of the words beside them");
	chart.complete = NULL;
	script_of(&script, &chart, false);
	lacks(&script, "set arrow", "no column, no line");
	cs_table_free(t);
	cs_buf_release(&script);
}

static void test_iceberg(void)
{
	static const struct cs_column some[] = {
		{ .name = "method", .type = CS_TEXT },
		{ .name = "voiced", .type = CS_COUNT },
		{ .name = "silent", .type = CS_REAL },
		{ .name = "low", .type = CS_REAL },
		{ .name = "high", .type = CS_REAL },
		{ NULL }
	};
	struct cs_table *t = cs_table_new("t", "T", some);
	struct cs_buf script = CS_BUF_INIT;
	struct cs_chart chart = {
		.table = "t",
		.kind = CS_CHART_ICEBERG,
		.data = t,
		.title = "T",
		.x = "method",
		.y = "voiced",
		.y2 = "silent",
		.low = "low",
		.high = "high",
		.names = { "voiced", "silent" },
	};

	cs_row(t);
	cs_put_text(t, "method", "one");
	cs_put_count(t, "voiced", 120);
	cs_put_real(t, "silent", 840.25);
	cs_put_real(t, "low", 700);
	cs_put_real(t, "high", 1100);
	cs_row(t);
	cs_put_text(t, "method", "none");
	cs_put_count(t, "voiced", 80);
	cs_put_rest(t);
	script_of(&script, &chart, false);
	has(&script, "0\t120\t-840.25\t-700\t-1100\t-1100\t \t120\t840\t0\n",
	    "a bar up and one down");
	has(&script, "1\t80\tNaN\tNaN\tNaN\tNaN\t \t80\t \t1\n",
	    "nothing is known");
	has(&script, "1\tno data\t1\n", "and that is said");
	has(&script, "'1,000' -1000", "below zero without a sign");
	has(&script, "'0' 0", "zero is zero");
	lacks(&script, "'-", "no sign anywhere");
	script_of(&script, &chart, true);
	has(&script, "set label 'above:'", "in a terminal words for colours");
	chart.y = NULL;
	script_of(&script, &chart, false);
	has(&script, "0\tNaN\t-840.25\t", "no bar up");
	cs_table_free(t);
	cs_buf_release(&script);
}

static void test_two_axes(void)
{
	static const double hazards[] = { 0.3, 0.2, 0.1 };
	struct cs_table *t = cs_table_new("t", "T", curve_columns);
	struct cs_buf script = CS_BUF_INIT;
	struct cs_chart chart = curves_of(t);

	chart.kind = CS_CHART_BARS;
	chart.y2 = "seen";
	chart.ylabel = "lapse";
	chart.y2label = "still there";
	chart.names[0] = "bars";
	chart.names[1] = "line";
	for (int i = 1; i <= 3; i++)
		put_point(t, "a", i, hazards[i - 1], 0.05, 0, 0, i < 3);
	script_of(&script, &chart, false);
	has(&script, "set yrange [0:0.408", "four steps of ten per cent");
	has(&script, "set y2range [0:1.02]", "as high as the shares");
	has(&script, "'75 %%' 0.75", "four steps of those");
	has(&script, "axes x1y2 with linespoints", "a line with points");
	has(&script, "\n0\t0.3\t0.05\t0.3\t1\t \t0.3\t0.3\t0\n",
	    "bars and line in a row");
	has(&script, "\t0.1\tNaN\t2\n",
	    "no share, no point"); /* no share, no point */
	has(&script, "set label 'bars' at graph 0", "the name on the left");
	has(&script, "set label 'line' at graph 1", "the name on the right");
	cs_table_free(t);
	cs_buf_release(&script);
}

/* Money with its interval: values that do not fit lose their cents. */
static void test_money(void)
{
	static const struct cs_column some[] = {
		{ .name = "year", .type = CS_COUNT },
		{ .name = "mean", .type = CS_MONEY },
		{ .name = "mean_low", .type = CS_MONEY },
		{ .name = "mean_high", .type = CS_MONEY },
		{ NULL }
	};
	struct cs_table *t = cs_table_new("t", "T", some);
	struct cs_buf script = CS_BUF_INIT;
	struct cs_chart chart = {
		.table = "t",
		.kind = CS_CHART_BARS,
		.data = t,
		.title = "T",
		.x = "year",
		.y = "mean",
		.low = "mean_low",
		.high = "mean_high",
	};

	for (int i = 1; i <= 12; i++) {
		cs_sum mean =
		    (i == 1 ? (cs_sum)-500 : 12345) * 1000000 + 670000;

		cs_row(t);
		cs_put_count(t, "year", i);
		cs_put_money(t, "mean", mean);
		cs_put_money(t, "mean_low", mean - 1000000);
		cs_put_money(t, "mean_high", mean + 1000000);
		if (i == 2) {
			script_of(&script, &chart, false);
			has(&script, "\t12,345.67\t12346.67\n",
			    "the value to the cent");

			has(&script, "\t-499.33\t0\n",
			    "a value below zero stands above the axis");
		}
	}
	script_of(&script, &chart, false);
	has(&script, "1\t12345.67\t12344.67\t12346.67\t2\t12,346\t12346.67\n",
	    "without cents where they do not fit");
	cs_table_free(t);
	cs_buf_release(&script);
}

/* Bytes of the widest line without the blanks at its end. */
static size_t widest_line(const char *text)
{
	size_t widest = 0;

	while (*text) {
		size_t length = strcspn(text, "\n"), shown = length;

		while (shown > 0 && text[shown - 1] == ' ')
			shown--;
		widest = shown > widest ? shown : widest;
		text += length + (text[length] == '\n');
	}
	return widest;
}

/* Six groups with long names, in a terminal. */
static void test_terminal_width(void)
{
	struct cs_table *t = cs_table_new("t", "T", curve_columns);
	struct cs_buf script = CS_BUF_INIT, drawing = CS_BUF_INIT;
	struct cs_chart chart = curves_of(t);
	struct cs_err err = CS_ERR_INIT;
	struct cs_report r;
	int result;

	for (int i = 0; i < 12; i++)
		put_point(t, named("a long name of a group %d", i / 2),
			  300 * (i % 2 + 1), 0.5, 0.4, 1, 1000000 - i, true);
	cs_report_init(&r, "cs-x");
	cs_report_chart(&r, &chart, true);
	cs_render_gnuplot(&r, NULL, 0, "dumb nofeed noenhanced mono size 79,24",
			  &script);
	result = cs_gnuplot_run(&script, &drawing, &err);
	if (err.code && strcmp(err.code, "no-gnuplot") == 0) {
		skip(4, "gnuplot is not installed");
	} else {
		is_int(result, 0, "is drawn");
		has(&drawing, " 1,000,000 ", "the number at the beginning");
		has(&drawing, " 999,989", "and that at the end");
		ok(widest_line(drawing.data) <= 79, "in 79 columns");
	}
	cs_report_release(&r);
	cs_buf_release(&script);
	cs_buf_release(&drawing);
}

/* A value of each period: in the line, beyond the band, hollow, none. */
static void test_periods(void)
{
	struct cs_table *t = cs_table_new("t", "T", curve_columns);
	struct cs_buf script = CS_BUF_INIT;
	struct cs_chart chart = curves_of(t);

	chart.kind = CS_CHART_PERIODS;
	chart.x = "group";
	chart.row = NULL;
	chart.complete = "fitted";
	put_point(t, "2025-01", 1, 0.25, 0.125, 0, 0, true);
	put_point(t, "2025-02", 2, 0.25, 0.5, 0, 0, true);
	put_point(t, "2025-03", 3, 0.75, NAN, 0, 0, false);
	put_point(t, "2025-04", 4, NAN, NAN, 0, 0, true);
	put_point(t, "2025-05", 5, 0.5, 0.25, 0, 0, true);
	script_of(&script, &chart, false);
	has(&script, "\n0\t0.25\t0.25\tNaN\tNaN\tNaN\t2025-01\tNaN\tNaN\t0\n",
	    "a point in the line");
	has(&script, "\n1\t0.25\tNaN\t0.25\tNaN\tNaN\t2025-02\tNaN\tNaN\t1\n",
	    "one below the band, in the line as well");
	has(&script, "\n2\tNaN\tNaN\tNaN\t0.75\tNaN\t2025-03\tNaN\tNaN\t2\n",
	    "one that is not complete, apart from the line");
	has(&script, "\n3\tNaN\tNaN\tNaN\tNaN\tNaN\t2025-04\tNaN\tNaN\t3\n",
	    "no value, no point");
	has(&script, "\n4\t0.5\t0.5\tNaN\tNaN\tNaN\t2025-05\t0.25\t0.25\t4\n",
	    "a band without neighbours is a line");
	has(&script, "red: beyond the limits; hollow: not complete", "told");
	script_of(&script, &chart, true);
	has(&script, "X: beyond the limits; O: not complete", "by letters");
	lacks(&script, "filledcurves", "no band in a terminal");
	cs_table_free(t);
	t = cs_table_new("t", "T", curve_columns);
	chart.data = t;
	put_point(t, "2025-01", 1, NAN, NAN, 0, 0, true);
	script_of(&script, &chart, false);
	lacks(&script, "set label", "nothing is drawn of nothing");
	cs_table_free(t);
	cs_buf_release(&script);
}

/* Minutes on a logarithmic axis. */
static void test_waits(void)
{
	struct cs_table *t = cs_table_new("t", "T", curve_columns);
	struct cs_buf script = CS_BUF_INIT;
	struct cs_chart chart = curves_of(t);

	chart.kind = CS_CHART_WAITS;
	put_point(t, "a", 0, 0.25, NAN, 0, 0, true);
	put_point(t, "a", 10, 0.5, NAN, 0, 0, true);
	put_point(t, "a", 1000, 1, NAN, 0, 0, true);
	chart.at_risk = chart.marks = NULL;
	script_of(&script, &chart, false);
	has(&script, "<< END\n0\t0\n0\t0.25\n1\t0.5\n3\t1\nEND\n",
	    "from 0, which a minute stands for");
	has(&script, "set xrange [0:4.00346", "to a week");
	has(&script, "'1 hour' 1.77815", "with its tics");
	for (int i = 0; i < 7; i++) {
		char name[2] = { (char)('b' + i), '\0' };

		put_point(t, name, 1, 1, NAN, 0, 0, true);
	}
	script_of(&script, &chart, false);
	has(&script, "the first 6 of 8, by size", "those left out are told");
	cs_table_free(t);
	cs_buf_release(&script);
}

int main(void)
{
	test_curves();
	test_many_groups();
	test_thinning();
	test_projection();
	test_iceberg();
	test_two_axes();
	test_money();
	test_terminal_width();
	test_periods();
	test_waits();
	return done_testing();
}
