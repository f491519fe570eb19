/* The JSON object, byte for byte. */
#include "base/version.h"
#include "report/render.h"
#include "tap.h"

static const struct cs_column columns[] = {
	{ .name = "n", .type = CS_COUNT },
	{ .name = "value", .type = CS_MONEY },
	{ .name = "rate", .type = CS_SHARE, .decimals = 1 },
	{ .name = "day", .type = CS_DATE },
	{ .name = "flag", .type = CS_BOOL },
	{ .name = "text", .type = CS_TEXT },
	{ NULL }
};

static struct cs_table *table_named(const char *name)
{
	struct cs_table *t = cs_table_new(name, "T", columns);

	cs_row(t);
	cs_put_count(t, "n", 1234567);
	cs_put_money(t, "value", -8310477054321);
	cs_put_real(t, "rate", 1.0 / 3);
	cs_put_day(t, "day", 14975);
	cs_put_bool(t, "flag", true);
	cs_put_text(t, "text", "a\"b\\c\n\x01/日");
	cs_row(t);
	cs_put_rest(t);
	return t;
}

#define ROWS                                                                   \
	"[\n"                                                                  \
	"      {\"n\": 1234567, \"value\": -8310477.054321, \"rate\": "        \
	"0.3333333333333333, \"day\": \"2011-01-01\", \"flag\": true, "        \
	"\"text\": \"a\\\"b\\\\c\\n\\u0001/日\"},\n"                          \
	"      {\"n\": null, \"value\": null, \"rate\": null, \"day\": null, " \
	"\"flag\": null, \"text\": null}\n"                                    \
	"    ]"
#define HEAD "{\n  \"command\": \"cs-x\",\n  \"version\": \"" CS_VERSION "\",\n"
#define EMPTY "  \"input\": {},\n  \"parameters\": {},\n"

static void test_tables(void)
{
	struct cs_report r;
	struct cs_buf out = CS_BUF_INIT;
	const char *names[] = { "second" };

	cs_report_init(&r, "cs-x");
	cs_report_add(&r, table_named("first"));
	cs_report_add(&r, table_named("second"));
	cs_report_add(&r, cs_table_new("none", "N", columns));
	cs_render_json(&r, NULL, 0, &out);
	is_str(out.data,
	       HEAD EMPTY "  \"tables\": {\n    \"first\": " ROWS
			  ",\n    \"second\": " ROWS
			  ",\n    \"none\": []\n  }\n}\n",
	       "all tables");
	cs_buf_clear(&out);
	cs_render_json(&r, names, 1, &out);
	is_str(out.data,
	       HEAD EMPTY "  \"tables\": {\n    \"second\": " ROWS "\n  }\n}\n",
	       "one that is named");
	cs_buf_release(&out);
	cs_report_release(&r);
}

static void test_objects(void)
{
	struct cs_report r;
	struct cs_buf out = CS_BUF_INIT;
	struct cs_object *warning, *nested;

	cs_report_init(&r, "cs-x");
	cs_set_list(r.input, "files");
	cs_object_append(r.input, "files", "a.csv");
	cs_object_append(r.input, "files", "b \xFF.csv");
	cs_set_count(r.input, "rows_read", 1);
	cs_set_count(r.input, "rows_read", 541909);
	warning = cs_append_object(r.input, "warnings");
	cs_set_text(warning, "code", "late");
	cs_set_count(warning, "count", 2);
	cs_set_null(cs_append_object(r.input, "warnings"), "code");
	nested = cs_set_object(r.parameters, "columns");
	cs_set_text(nested, "date", "InvoiceDate");
	cs_set_text(nested, "order", NULL);
	cs_set_money(r.parameters, "cost", 1500000);
	cs_set_real(r.parameters, "level", 0.95);
	cs_set_real(r.parameters, "other", INFINITY);
	cs_set_day(r.parameters, "as_of", 14975);
	cs_set_bool(r.parameters, "strict", false);
	cs_set_list(r.parameters, "filters");
	cs_render_json(&r, NULL, 0, &out);
	is_str(out.data,
	       HEAD "  \"input\": {\n"
		    "    \"files\": [\"a.csv\", \"b \xEF\xBF\xBD.csv\"],\n"
		    "    \"rows_read\": 541909,\n"
		    "    \"warnings\": [\n"
		    "      {\"code\": \"late\", \"count\": 2},\n"
		    "      {\"code\": null}\n"
		    "    ]\n"
		    "  },\n"
		    "  \"parameters\": {\n"
		    "    \"columns\": {\n"
		    "      \"date\": \"InvoiceDate\",\n"
		    "      \"order\": null\n"
		    "    },\n"
		    "    \"cost\": 1.5,\n"
		    "    \"level\": 0.95,\n"
		    "    \"other\": null,\n"
		    "    \"as_of\": \"2011-01-01\",\n"
		    "    \"strict\": false,\n"
		    "    \"filters\": []\n"
		    "  },\n"
		    "  \"tables\": {}\n}\n",
	       "lists, objects, lists of objects; the last value of a name");
	cs_buf_release(&out);
	cs_report_release(&r);
}

int main(void)
{
	test_tables();
	test_objects();
	return done_testing();
}
