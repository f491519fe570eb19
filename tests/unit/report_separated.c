/* csv and tsv, byte for byte. */
#include "report/render.h"
#include "report/internal.h"
#include "tap.h"

static const struct cs_marks csv = { ',', '.', false };
static const struct cs_marks tsv = { '\t', '.', false };

static const struct cs_column columns[] = {
	{ .name = "name", .type = CS_TEXT },
	{ .name = "n", .type = CS_COUNT },
	{ .name = "value", .type = CS_MONEY },
	{ .name = "share", .type = CS_SHARE, .decimals = 1 },
	{ .name = "day", .type = CS_DATE },
	{ .name = "flag", .type = CS_BOOL },
	{ NULL }
};

static struct cs_table *table_of(const char *const *names, size_t count)
{
	struct cs_table *t = cs_table_new("t", "T", columns);

	for (size_t i = 0; i < count; i++) {
		cs_row(t);
		cs_put_text(t, "name", names[i]);
		cs_put_count(t, "n", 1234567);
		cs_put_money(t, "value", 8310477054000);
		cs_put_real(t, "share", 0.65583);
		cs_put_day(t, "day", 14975);
		cs_put_bool(t, "flag", i % 2 == 0);
	}
	return t;
}

#define REST ",1234567,8310477.054,0.65583,2011-01-01,"

static void test_csv(void)
{
	static const char *const names[] = { "a,b",  "say \"x\"", "two\nlines",
					     "=1+1", "日本",	  "" };
	struct cs_table *t = table_of(names, 6);
	struct cs_buf out = CS_BUF_INIT;

	cs_render_separated(t, &csv, &out);
	is_str(out.data,
	       "name,n,value,share,day,flag\n"
	       "\"a,b\"" REST "true\n"
	       "\"say \"\"x\"\"\"" REST "false\n"
	       "\"two\nlines\"" REST "true\n"
	       "=1+1" REST "false\n"
	       "日本" REST "true\n" REST "false\n",
	       "csv: quoted where needed, unrounded");
	cs_buf_release(&out);
	cs_table_free(t);
}

static void test_tsv(void)
{
	static const char *const names[] = { "a\tb", "c\\d\ne\r" };
	struct cs_table *t = table_of(names, 2);
	struct cs_buf out = CS_BUF_INIT;

	cs_render_separated(t, &tsv, &out);
	is_str(out.data,
	       "name\tn\tvalue\tshare\tday\tflag\n"
	       "a\\tb\t1234567\t8310477.054\t0.65583\t2011-01-01\ttrue\n"
	       "c\\\\d\\ne\\r\t1234567\t8310477.054\t0.65583\t2011-01-01\t"
	       "false\n",
	       "tsv: a line per row whatever is in it");
	cs_buf_release(&out);
	cs_table_free(t);
}

static void test_null(void)
{
	struct cs_table *t = cs_table_new("t", "T", columns);
	struct cs_buf out = CS_BUF_INIT;

	cs_render_separated(t, &csv, &out);
	is_str(out.data, "name,n,value,share,day,flag\n",
	       "without rows the header stays");
	cs_row(t);
	cs_put_rest(t);
	cs_buf_clear(&out);
	cs_render_separated(t, &csv, &out);
	is_str(out.data, "name,n,value,share,day,flag\n,,,,,\n",
	       "null is empty");
	cs_buf_release(&out);
	cs_table_free(t);
}

/* Counts how often a row was put. */
static void put_later(const void *study, struct cs_table *table,
		      const void *part, size_t row)
{
	const char *const *names = part;

	++*(int *)(uintptr_t)study;
	cs_row(table);
	cs_put_text(table, "name", names[row]);
	cs_put_rest(table);
}

static void put_hidden(const void *study, struct cs_table *table,
		       const void *part, size_t row)
{
	const char *const *names = part;

	(void)study;
	cs_row(table);
	cs_put_count(table, "hidden", (int64_t)row);
	cs_put_text(table, "name", names[row]);
}

static void test_later(void)
{
	static const char *const names[] = { "one", "\xff", "three" };
	static const struct cs_table_spec spec = { "t", "T", columns };
	struct cs_table *t = cs_table_open(&spec, true);
	struct cs_buf out = CS_BUF_INIT;
	int puts = 0;

	cs_rows_later(t, 1, put_later, &puts, names);
	cs_table_set_group(t, "a");
	cs_rows_later(t, 0, put_later, &puts, NULL);
	cs_table_set_group(t, "b");
	cs_rows_later(t, 2, put_later, &puts, names + 1);
	is_int(puts, 0, "rows wait until they are asked for");
	is_int((long long)cs_table_rows(t), 3, "and are counted");
	cs_render_separated(t, &csv, &out);
	is_str(out.data,
	       "group,name,n,value,share,day,flag\n"
	       ",one,,,,,\n"
	       "b,\xEF\xBF\xBD,,,,,\n"
	       "b,three,,,,,\n",
	       "each with the group it was announced in");
	is_int(puts, 3, "each was put once");
	is_str(cs_table_cell(t, 0, 1)->as.text, "one", "one of them again");
	cs_buf_release(&out);
	cs_table_free(t);
}

/* Rows and columns that are put later, and not seen by everybody. */
static void test_later_for(void)
{
	static const char *const names[] = { "one", "two", "three" };
	static const struct cs_column some[] = { { "hidden", CS_COUNT,
						   .people = CS_FILES },
						 { "name", CS_TEXT },
						 { NULL } };
	struct cs_table *t = cs_table_new("t", "T", some);
	struct cs_buf out = CS_BUF_INIT;

	cs_rows_later_for(t, CS_PEOPLE, 1, put_hidden, NULL, names);
	cs_rows_later(t, 1, put_hidden, NULL, names + 1);
	cs_rows_later_for(t, CS_FILES, 2, put_hidden, NULL, names + 1);
	is_int((long long)cs_table_rows(t), 4, "all are counted");
	for (int people = CS_FILES; people <= CS_PEOPLE; people++) {
		const struct cs_table *view =
		    cs_table_view(t, (enum cs_people)people);

		cs_buf_clear(&out);
		cs_render_separated(view, &csv, &out);
		is_str(out.data,
		       people == CS_FILES ? "hidden,name\n0,two\n0,two\n"
					    "1,three\n"
					  : "name\none\ntwo\n",
		       people == CS_FILES ? "what files see"
					  : "what people do");
	}
	cs_buf_release(&out);
	cs_table_free(t);
}

int main(void)
{
	test_later();
	test_later_for();
	test_csv();
	test_tsv();
	test_null();
	return done_testing();
}
