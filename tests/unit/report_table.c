/* Tables and objects hold what is put into them. */
#include "report/table.h"

#include "base/day.h"
#include "report/internal.h"
#include "report/number.h"
#include "tap.h"

static const struct cs_column columns[] = {
	{ .name = "customer", .type = CS_TEXT },
	{ .name = "orders", .type = CS_COUNT },
	{ .name = "value", .type = CS_MONEY },
	{ .name = "share", .type = CS_SHARE },
	{ .name = "first", .type = CS_DATE },
	{ .name = "complete", .type = CS_BOOL },
	{ NULL }
};

static void test_cells(void)
{
	struct cs_table *t = cs_table_new("customers", "Who?", columns);
	char name[] = "Anna";

	cs_row(t);
	cs_put_text(t, "customer", name);
	name[0] = 'X';
	cs_put_count(t, "orders", -3);
	cs_put_money(t, "value", (cs_sum)INT64_MAX * 1000);
	cs_put_real(t, "share", 0.25);
	cs_put_day(t, "first", 0);
	cs_put_bool(t, "complete", true);
	cs_row(t);
	cs_put_text(t, "customer", NULL);
	cs_put_null(t, "orders");
	cs_put_null(t, "value");
	cs_put_real(t, "share", NAN);
	cs_put_day(t, "first", CS_NO_DAY);
	cs_put_bool(t, "complete", false);
	cs_row(t);
	cs_put_text(t, "customer",
		    "\xFF"
		    "a");
	cs_put_null(t, "orders");
	cs_put_null(t, "value");
	cs_put_real(t, "share", -INFINITY);
	is_int((long long)cs_table_rows(t), 2, "a row counts when it is full");
	is_int(cs_table_find(t, "share"), 3, "columns are found by name");
	is_int(cs_table_find(t, "shares"), -1, "or not");
	is_str(cs_table_cell(t, 0, 0)->as.text, "Anna", "text is copied");
	is_int(cs_table_cell(t, 0, 1)->as.count, -3, "a count");
	ok(cs_table_cell(t, 0, 2)->as.money == (cs_sum)INT64_MAX * 1000,
	   "money keeps its 128 bits");
	ok(cs_table_cell(t, 1, 0)->null, "NULL is null");
	ok(cs_table_cell(t, 1, 3)->null, "NaN is null");
	ok(cs_table_cell(t, 1, 4)->null, "no day is null");
	ok(!cs_table_cell(t, 1, 5)->null && !cs_table_cell(t, 1, 5)->as.flag,
	   "false is not null");
	ok(cs_table_cell(t, 2, 3)->null, "an infinity is null");
	is_str(cs_table_cell(t, 2, 0)->as.text,
	       "\xEF\xBF\xBD"
	       "a",
	       "text is made valid UTF-8");
	cs_table_free(t);
	cs_table_free(NULL);
}

static const char *rounded(struct cs_buf *buf, double value, int decimals)
{
	cs_buf_clear(buf);
	cs_add_rounded(buf, value, decimals);
	return buf->data;
}

static const char *count(struct cs_buf *b, int64_t number)
{
	cs_buf_clear(b);
	cs_add_count(b, number);
	return b->data;
}

static const char *money(struct cs_buf *buf, cs_sum micros, int decimals)
{
	cs_buf_clear(buf);
	cs_add_money(buf, micros, decimals);
	return buf->data;
}

static const char *shortest(struct cs_buf *buf, double value)
{
	cs_buf_clear(buf);
	cs_add_double(buf, value);
	return buf->data;
}

static void test_numbers(void)
{
	struct cs_buf b = CS_BUF_INIT;

	is_str(rounded(&b, 1234567.891, 1), "1,234,567.9", "thousands");
	is_str(rounded(&b, -999.96, 1), "-1,000.0", "a negative one");
	is_str(rounded(&b, 999, 0), "999", "no separator below 1,000");
	is_str(rounded(&b, 0.04, 1), "<0.1", "small, but not nothing");
	is_str(rounded(&b, -0.04, 1), "0.0", "no negative zero");
	is_str(rounded(&b, 0, 2), "0.00", "zero");
	is_str(rounded(&b, 1e300, 1), "1e+300", "large");
	is_str(cs_figure(-1e15 + 1, 9).text, "-999,999,999,999,999.000000000",
	       "the longest");
	is_str(money(&b, 8310477054000, 2), "8,310,477.05", "money");
	is_str(money(&b, 125000, 2), "0.12", "half goes to the even cent");
	is_str(money(&b, 135000, 2), "0.14", "from both sides");
	is_str(money(&b, -125001, 2), "-0.13", "beyond half goes up");
	is_str(money(&b, 999999, 2), "1.00", "carry");
	is_str(money(&b, 5000000, 0), "5", "whole");
	is_str(money(&b, -1, 2), "0.00", "a rest that vanishes");
	is_str(money(&b, 1, 6), "0.000001", "six decimals");
	is_str(count(&b, 0), "0", "no count");
	is_str(count(&b, -1234), "-1,234", "a count below");
	is_str(count(&b, INT64_MIN), "-9,223,372,036,854,775,808", "the least");
	is_str(count(&b, INT64_MAX), "9,223,372,036,854,775,807", "the most");
	is_str(shortest(&b, 0.1), "0.1", "shortest form");
	is_str(shortest(&b, 1.0 / 3), "0.3333333333333333", "16 digits");
	is_str(shortest(&b, 0.1 + 0.2), "0.30000000000000004", "17 digits");
	is_str(shortest(&b, -0.0), "0", "zero has no sign");
	cs_buf_release(&b);
}

static void test_columns(void)
{
	static const struct cs_column some[] = {
		{ "x", CS_REAL, .people = CS_FILES },
		{ "x_low", CS_REAL },
		{ "x_high", CS_REAL, .by_group = true },
		{ "y_low", CS_REAL, "range" },
		{ NULL }
	};
	static const struct cs_column more = { "more", CS_TEXT };
	static const struct cs_table_spec spec = { "t", "T?", some };
	struct cs_table *alone = cs_table_open(&spec, false);
	struct cs_table *t = cs_table_open(&spec, true);
	int low, high;

	ok(cs_columns_interval(some, "x", &low, &high) && low == 1 && high == 2,
	   "an interval");
	ok(!cs_columns_interval(some, "y", &low, &high) && low == -1,
	   "half one");
	ok(cs_columns_bounded(some, "x_low"), "a bound of x");
	ok(!cs_columns_bounded(some, "y_low"), "of nothing");
	is_str(cs_interval_title(&some[1]), "95 % interval", "the usual one");
	is_str(cs_interval_title(&some[3]), "range", "another");
	is_int((long long)alone->ncolumns, 3, "without groups");
	cs_table_add_column(t, &more);
	cs_table_set_heading(t, "x", "X");
	is_int((long long)t->ncolumns, 6, "group and one more");
	is_str(t->columns[0].name, "group", "in front");
	is_str(t->columns[1].title, "X", "another heading");
	cs_table_free(alone);
	cs_table_free(t);
}

/* A column and a row each for files, for people and for both. */
static void test_views(void)
{
	static const struct cs_column some[] = {
		{ "n", CS_COUNT },
		{ "files", CS_COUNT, .people = CS_FILES },
		{ "people", CS_COUNT, .people = CS_PEOPLE },
		{ NULL }
	};
	struct cs_table *t = cs_table_new("t", "T", some);
	const struct cs_table *view;

	for (int i = 0; i < 3; i++) {
		cs_row_for(t, (enum cs_people)i);
		cs_put_count(t, "n", i);
		cs_put_count(t, "files", 10 + i);
		cs_put_count(t, "people", 20 + i);
	}
	view = cs_table_view(t, CS_FILES);
	is_int((long long)view->ncolumns, 2, "columns of files");
	is_int((long long)cs_table_rows(view), 2, "rows of files");
	is_int(cs_table_cell(view, 1, 1)->as.count, 11, "their cells");
	ok(cs_table_cell(view, 1, 1) == cs_table_cell(t, 1, 1),
	   "which are the table's, not copies");
	view = cs_table_view(t, CS_PEOPLE);
	is_int(cs_table_cell(view, 1, 1)->as.count, 22, "those of people");
	ok(cs_table_view(t, CS_PEOPLE) == view, "made once");
	cs_table_free(t);
	t = cs_table_new("t", "T", columns);
	ok(cs_table_view(t, CS_FILES) == t, "all see all");
	cs_table_free(t);
}

int main(void)
{
	test_cells();
	test_columns();
	test_views();
	test_numbers();
	return done_testing();
}
