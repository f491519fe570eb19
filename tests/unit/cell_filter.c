/* Filters: how an expression is read, and which cells satisfy it. */
#include "cell/filter.h"

#include "tap.h"

struct sample {
	const char *expression, *cell;
	bool matches;
};

/* With a decimal point and the day before the month. */
static const struct sample samples[] = {
	/* text */
	{ "status=paid", "paid", true },
	{ "status=paid", "Paid", false },
	{ "status=paid", "unpaid", false },
	{ "status=paid", " paid\t", true },
	{ "status = paid", "paid", true },
	{ "status=paid,open", "open", true },
	{ "status=paid,open", "void", false },
	{ "status=paid , open", "open", true },
	{ "status=\"paid,open\"", "paid,open", true },
	{ "status=\"paid,open\"", "open", false },
	{ "status=\"say \"\"so\"\"\"", "say \"so\"", true },
	{ "status=\"say \\\"so\\\"\"", "say \"so\"", true },
	{ "status=\"a\\b\"", "a\\b", true },
	{ "size=12\" monitor", "12\" monitor", true },
	{ "status!=paid", "open", true },
	{ "status!=paid", "paid", false },
	{ "status!=paid,open", "open", false },
	{ "status!=paid,open", "void", true },
	{ "name<M", "Lee", true },
	{ "name<M", "M", false },
	{ "name<M", "Ma", false },
	{ "name>M", "Ma", true },
	{ "name>=M", "M", true },
	{ "name<=Ma", "M", true },
	{ "name>z", "\xC3\xA9", true },
	/* empty cells */
	{ "status=", "", true },
	{ "status=", "  ", true },
	{ "status=", "paid", false },
	{ "status=\"\"", "", true },
	{ "status=paid,", "", true },
	{ "status=paid,", "paid", true },
	{ "status=paid,", "open", false },
	{ "status!=", "", false },
	{ "status!=", "paid", true },
	{ "status!=paid", "", true },
	{ "status!=paid,", "", false },
	{ "status=paid", "", false },
	{ "total<5", "", false },
	{ "total>=-5", "", false },
	{ "name<zzz", "", false },
	{ "name~^$", "", false },
	{ "name~.*", " ", false },
	{ "total<5", "NA", false },
	{ "total>5", "null", false },
	{ "day>2025-01-01", "NULL", false },
	{ "country<NZ", "NA", true },
	{ "total=", "NA", false },
	{ "total=NA", "NA", true },
	/* numbers */
	{ "total=5", "5.00", true },
	{ "total=5.0", "$5", true },
	{ "total=5", "EUR 5", false },
	{ "total=1,5,10", "10.0", true },
	{ "total=\"1,250\"", "1250.00", true },
	{ "total=\"1.250,50\"", "1250.50", true },
	{ "total=-5", "(5.00)", true },
	{ "total!=5", "5.00", false },
	{ "total>10", "9.99", false },
	{ "total>10", "10.01", true },
	{ "total>10", "100", true },
	{ "total<10", "9", true },
	{ "total<=10", "10.0", true },
	{ "total>=10", "1,250.00", true },
	{ "total>=10", "EUR 9", false },
	{ "total>=10", "EUR 12.50", true },
	{ "total>1250", "1.300,00", true },
	{ "total>=100", "1,250", true },
	{ "total>=100", "1.250", false },
	{ "sku=ABC123", "XYZ123", false },
	{ "id=1001", "INV1001", false },
	{ "id!=1001", "INV1001", true },
	{ "id=007", "7", true },
	{ "id=820982911946154508", "820982911946154508", true },
	{ "id=820982911946154508", "820982911946154509", false },
	{ "id>5", "120982911946154508", true },
	{ "id<5", "120982911946154508", false },
	{ "id<5", "-120982911946154508", true },
	{ "id>9223372036854.775807", "9223372036854.775808", true },
	{ "lat>52.5", "52.5200066123", true },
	{ "lat<52.520008", "52.5200066123", true },
	{ "lat=0.000001", "0.0000011", false },
	{ "x=0.0000011", "0.0000011", true },
	{ "total>10", "abc", true },
	{ "total>10", "#9", false },
	/* dates */
	{ "day=2025-10-07", "2025-10-07", true },
	{ "day=2025-10-07", "2025-10-07 23:59:59 +0200", true },
	{ "day=2025-10-07", "07/10/2025", true },
	{ "day=07/10/2025", "2025-10-07", true },
	{ "day=2025-10-07", "Oct 7, 2025", true },
	{ "day=2025-10-07", "20251007", true },
	{ "day=20251007", "2025-10-07", true },
	{ "day=2025-10-13", "10/13/2025", true },
	{ "day!=2025-10-07", "7 Oct 2025", false },
	{ "day<2025-10-07", "6 Oct 2025", true },
	{ "day<2025-10-07", "7 Oct 2025", false },
	{ "day<=2025-10-07", "7 Oct 2025", true },
	{ "day>2025-10-07", "1 Nov 2025", true },
	{ "day=2025-10", "2025-10-01", true },
	{ "day=2025-10", "2025-10-31 12:00", true },
	{ "day=2025-10", "2025-11-01", false },
	{ "day=2025-10", "2025-10", true },
	{ "day=2025-01,2025-10", "2025-10-31", true },
	{ "day!=2025-10", "2025-10-31", false },
	{ "day<2025-10", "2025-10-01", false },
	{ "day<2025-10", "2025-09-30", true },
	{ "day<=2025-10", "2025-10-31", true },
	{ "day<=2025-10", "2025-11-01", false },
	{ "day>2025-10", "2025-10-31", false },
	{ "day>2025-10", "2025-11-01", true },
	{ "day>=2025-10", "2025-10-01", true },
	{ "day=2025", "7 Oct 2025", true },
	{ "day=2025", "31 Dec 2024", false },
	{ "day<2025", "31 Dec 2024", true },
	{ "day>2024", "1 Jan 2025", true },
	{ "n=2025", "2025.00", true },
	{ "n>2025", "20240307", true },
	{ "day=2025-13", "2025-12-01", false },
	{ "day=9999-12", "9999-12-31", true },
	/* patterns */
	{ "tags~sale", "wholesale", true },
	{ "tags~sale", "Sale", false },
	{ "tags ~ ^sale$", "sale", true },
	{ "tags ~ ^sale$", " sale ", true },
	{ "tags~(^|, )a(,|$)", "b, a", true },
	{ "tags~(^|, )a(,|$)", "ab, b", false },
	{ "tags~a,b", "xa,by", true },
	{ "tags~\"a b\"", "xa by", true },
	{ "tags~\"a.b\"", "xazby", true },
};

static const struct cs_cell_format european = { CS_MARK_DOT,
						{ .order = CS_ORDER_DMY } };

static bool matches(const char *expression, const char *cell,
		    const struct cs_cell_format *format)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_filter *filter = cs_filter_parse(expression, &err);
	bool result =
	    filter != NULL &&
	    cs_filter_match(filter, cell, strlen(cell), format) == CS_MATCH_YES;

	if (!filter)
		ok(false, "\"%s\" is read: %s", expression, err.message);
	cs_filter_free(filter);
	return result;
}

static void check_columns(void)
{
	static const struct {
		const char *expression, *column;
	} cases[] = {
		{ "status=paid", "status" },
		{ "  Financial Status  = paid", "Financial Status" },
		{ "\"Financial Status\"=paid", "Financial Status" },
		{ "\"a=b\" != c", "a=b" },
		{ "\"a \"\"b\"\"\" > 1", "a \"b\"" },
		{ "\" a \"=1", " a " },
		{ "Sold!=1", "Sold" },
		{ "Sold! =1", "Sold!" },
		{ "3>=1", "3" },
		{ "a-b/c (%)~1", "a-b/c (%)" },
		{ "@file~2025", "@file" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct cs_err err = CS_ERR_INIT;
		struct cs_filter *f =
		    cs_filter_parse(cases[i].expression, &err);

		if (ok(f != NULL, "\"%s\" is read", cases[i].expression))
			is_str(cs_filter_column(f), cases[i].column,
			       "its column");
		cs_filter_free(f);
	}
}

#define EXPECTED                                                            \
	"; expected COLUMN OP VALUE[,VALUE...] with OP one of = != < <= > " \
	">= ~"

static void check_errors(void)
{
	static const struct {
		const char *expression, *message;
	} cases[] = {
		{ "", "\"\": no column is named" },
		{ "status", "\"status\": no operator is found" },
		{ "status paid", "\"status paid\": no operator is found" },
		{ "=paid", "\"=paid\": no column is named" },
		{ "\"\"=paid", "\"\"\"=paid\": no column is named" },
		{ "\"a=b", "\"\"a=b\": a quote is not closed" },
		{ "\"a\"b=c", "\"\"a\"b=c\": no operator is found" },
		{ "a==b", "\"a==b\": the operator does not exist" },
		{ "a=~b", "\"a=~b\": the operator does not exist" },
		{ "a<>b", "\"a<>b\": the operator does not exist" },
		{ "a=>b", "\"a=>b\": the operator does not exist" },
		{ "a!~b", "\"a!~b\": the operator does not exist" },
		{ "a~=b", "\"a~=b\": the operator does not exist" },
		{ "a!==b", "\"a!==b\": the operator does not exist" },
		{ "a<", "\"a<\": a value is missing" },
		{ "a~", "\"a~\": a value is missing" },
		{ "a~ \"\"", "\"a~ \"\"\": a value is missing" },
		{ "a<1,2",
		  "\"a<1,2\": < <= > >= take one value (quote a comma)" },
		{ "a=\"b", "\"a=\"b\": a quote is not closed" },
		{ "a=\"b\"c",
		  "\"a=\"b\"c\": something follows a quoted value" },
		{ "a~\"b\"c",
		  "\"a~\"b\"c\": something follows a quoted value" },
		{ "a>0.0000001", "\"a>0.0000001\": the number is too large or "
				 "has more than six decimals" },
	};
	char want[512];
	struct cs_err err = CS_ERR_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(want, sizeof(want), "cannot read the filter %s%s",
			 cases[i].message, EXPECTED);
		ok(cs_filter_parse(cases[i].expression, &err) == NULL,
		   "\"%s\" is refused", cases[i].expression);
		is_str(err.message, want, "its message");
	}
	/* the reason comes from the system's library */
	ok(cs_filter_parse("a~(b", &err) == NULL, "an open parenthesis");
	ok(strstr(err.message, "\"a~(b\": not a regular expression (") != NULL,
	   "its message");
	/* what the pattern is refused for is not that of the operators */
	ok(cs_filter_parse("a~(b)\\1", &err) == NULL, "a back-reference");
	is_str(err.message,
	       "cannot read the filter \"a~(b)\\1\": \\1 at character 4 of the "
	       "pattern is a back-reference, which extended regular "
	       "expressions do not have: write out what may stand there",
	       "its message");
	is_str(err.code, "back-reference", "its code");
}

/* Cells are read as the rest of the file is. */
static void check_formats(void)
{
	struct cs_cell_format format = { CS_MARK_COMMA, CS_DATE_FORMAT_INIT };

	ok(matches("total>=1000", "1.250", &format),
	   "1.250 with a decimal comma is over 1000");
	ok(matches("total=1.25", "1,25", &format), "1,25 is the value 1.25");
	ok(matches("total=1.250", "1.250", &format),
	   "the same bytes are equal, whatever they mean");
	ok(matches("lat<1", "0.5", &format),
	   "what reads with a point only is read so");
	ok(!matches("day=2025-10-07", "07/10/2025", &format),
	   "a date whose order is unknown is none");
	ok(matches("day=2025-10-13", "13/10/2025", &format),
	   "but one that reads in one way only is");
	format.mark = CS_MARK_UNKNOWN;
	ok(matches("total<2", "1.250", &format),
	   "an unknown mark is read as a point");
	format.date.order = CS_ORDER_MDY;
	ok(matches("day=2025-07-10", "07/10/2025", &format), "month first");
	ok(matches("day=07/10/2025", "2025-07-10", &format),
	   "month first in the value too");
	format.date.order = CS_ORDER_UNKNOWN;
	format.date.kind = CS_DATE_EPOCH;
	ok(matches("day=2025-10-07", "1759830626", &format), "epoch");
	ok(matches("day=2025-10-07", "7 Oct 2025", &format),
	   "another column is not");
	format.date.kind = CS_DATE_STRPTIME;
	format.date.pattern = "%d|%m|%Y";
	ok(matches("day=2025-10-07", "07|10|2025", &format), "pattern");
	ok(matches("day=07|10|2025", "07|10|2025", &format),
	   "pattern, as bytes");
	ok(matches("day<08|10|2025", "07|11|2024", &format),
	   "pattern in the value too");
}

static void check_odd_cells(void)
{
	struct cs_err err = CS_ERR_INIT;
	struct cs_filter *filter = cs_filter_parse("note~^x*y$", &err);
	static char cell[100000];

	memset(cell, 'x', sizeof(cell));
	ok(cs_filter_match(filter, cell, sizeof cell, &european) == CS_MATCH_NO,
	   "a long cell without a match");
	cell[sizeof(cell) - 1] = 'y';
	ok(cs_filter_match(filter, cell, sizeof cell, &european) ==
	       CS_MATCH_YES,
	   "and with one at its end");
	ok(cs_filter_match(filter, cell, sizeof cell - 1, &european) ==
	       CS_MATCH_NO,
	   "which lies behind the end");
	cs_filter_free(filter);
	cs_filter_free(NULL);
	ok(matches("note~a.c", "a\nc", &european), "a point is a new line too");
}

int main(void)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		ok(matches(samples[i].expression, samples[i].cell, &european) ==
		       samples[i].matches,
		   "%s: \"%s\" is %s", samples[i].expression, samples[i].cell,
		   samples[i].matches ? "in" : "out");
	check_columns();
	check_errors();
	check_formats();
	check_odd_cells();
	return done_testing();
}
