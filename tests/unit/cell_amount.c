/* Amounts: what reads, as what, and which decimal mark it settles. */
#include "cell/amount.h"

#include "tap.h"

#define NBSP "\xC2\xA0"
#define NNBSP "\xE2\x80\xAF"
#define MINUS "\xE2\x88\x92"
#define APOSTROPHE "\xE2\x80\x99"
#define EURO "\xE2\x82\xAC"
#define POUND "\xC2\xA3"
#define BAHT "\xE0\xB8\xBF"

/* One letter per status, so that three of them fit a line. */
static const char letters[] = "OEBAMRP";

/*
 * `expect`: the status without a mark, with a point, with a comma. `value`:
 * with the first of these that is OK, formatted.
 */
struct sample {
	const char *text, *expect, *value;
	enum cs_mark settles;
};

static const struct sample samples[] = {
	/* plain */
	{ "0", "OOO", "0", CS_MARK_UNKNOWN },
	{ "-0", "OOO", "0", CS_MARK_UNKNOWN },
	{ "5", "OOO", "5", CS_MARK_UNKNOWN },
	{ "-5", "OOO", "-5", CS_MARK_UNKNOWN },
	{ "+5", "OOO", "5", CS_MARK_UNKNOWN },
	{ "12345678", "OOO", "12345678", CS_MARK_UNKNOWN },
	{ "-12345678", "OOO", "-12345678", CS_MARK_UNKNOWN },
	{ "123456789", "OOO", "123456789", CS_MARK_UNKNOWN },
	{ "2.55", "OOM", "2.55", CS_MARK_DOT },
	{ "-2.55", "OOM", "-2.55", CS_MARK_DOT },
	{ "2,55", "OMO", "2.55", CS_MARK_COMMA },
	{ "0.001", "OOM", "0.001", CS_MARK_DOT },
	{ "0,001", "OMO", "0.001", CS_MARK_COMMA },
	{ "1.2345", "OOM", "1.2345", CS_MARK_DOT },
	{ "1234.567", "OOM", "1234.567", CS_MARK_DOT },
	{ "00.123", "OOM", "0.123", CS_MARK_DOT },
	{ ".5", "OOM", "0.5", CS_MARK_DOT },
	{ "-.50", "OOM", "-0.5", CS_MARK_DOT },
	{ ",5", "OMO", "0.5", CS_MARK_COMMA },
	{ ".123", "OOM", "0.123", CS_MARK_DOT },
	{ "1.234567", "OOM", "1.234567", CS_MARK_DOT },
	{ "12.345678", "OOM", "12.345678", CS_MARK_DOT },
	{ " 12.50\t", "OOM", "12.5", CS_MARK_DOT },
	{ NBSP "12.50" NNBSP, "OOM", "12.5", CS_MARK_DOT },
	/* two readings */
	{ "1.250", "AOO", "1.25", CS_MARK_UNKNOWN },
	{ "1,250", "AOO", "1250", CS_MARK_UNKNOWN },
	{ "-12.500", "AOO", "-12.5", CS_MARK_UNKNOWN },
	{ "$125,000", "AOO", "125000", CS_MARK_UNKNOWN },
	{ "1.000", "AOO", "1", CS_MARK_UNKNOWN },
	/* thousands */
	{ "1,250.00", "OOM", "1250", CS_MARK_DOT },
	{ "1.250,00", "OMO", "1250", CS_MARK_COMMA },
	{ "1.234,50", "OMO", "1234.5", CS_MARK_COMMA },
	{ "1,234,567", "OOM", "1234567", CS_MARK_DOT },
	{ "1.234.567", "OMO", "1234567", CS_MARK_COMMA },
	{ "1,234,567.891", "OOM", "1234567.891", CS_MARK_DOT },
	{ "1,23,456.78", "OOM", "123456.78", CS_MARK_DOT },
	{ "12,34,567", "OOM", "1234567", CS_MARK_DOT },
	{ "1 234,50", "OMO", "1234.5", CS_MARK_COMMA },
	{ "1 234.567", "OOM", "1234.567", CS_MARK_DOT },
	{ "1 250", "OOO", "1250", CS_MARK_UNKNOWN },
	{ "1" NBSP "234" NBSP "567,5", "OMO", "1234567.5", CS_MARK_COMMA },
	{ "12" NNBSP "345", "OOO", "12345", CS_MARK_UNKNOWN },
	{ "1'234.50", "OOM", "1234.5", CS_MARK_DOT },
	{ "1" APOSTROPHE "234" APOSTROPHE "567", "OOO", "1234567",
	  CS_MARK_UNKNOWN },
	/* minus */
	{ "-$5", "OOO", "-5", CS_MARK_UNKNOWN },
	{ "$-5", "OOO", "-5", CS_MARK_UNKNOWN },
	{ "- $ 5", "OOO", "-5", CS_MARK_UNKNOWN },
	{ "(5.00)", "OOM", "-5", CS_MARK_DOT },
	{ "($1,240.00)", "OOM", "-1240", CS_MARK_DOT },
	{ "$(5.00)", "OOM", "-5", CS_MARK_DOT },
	{ "(5.00 USD)", "OOM", "-5", CS_MARK_DOT },
	{ "5.00-", "OOM", "-5", CS_MARK_DOT },
	{ "5,00- " EURO, "OMO", "-5", CS_MARK_COMMA },
	{ MINUS "5", "OOO", "-5", CS_MARK_UNKNOWN },
	/* currencies */
	{ "$22.50", "OOM", "22.5", CS_MARK_DOT },
	{ "$.50", "OOM", "0.5", CS_MARK_DOT },
	{ POUND "3", "OOO", "3", CS_MARK_UNKNOWN },
	{ "12,50 " EURO, "OMO", "12.5", CS_MARK_COMMA },
	{ "12,50" NBSP EURO, "OMO", "12.5", CS_MARK_COMMA },
	{ "EUR 12.50", "OOM", "12.5", CS_MARK_DOT },
	{ "EUR" NBSP "12.50", "OOM", "12.5", CS_MARK_DOT },
	{ "12.50USD", "OOM", "12.5", CS_MARK_DOT },
	{ "CHF 1'234.50", "OOM", "1234.5", CS_MARK_DOT },
	{ "$5.00 USD", "OOM", "5", CS_MARK_DOT },
	{ "US$5", "OOO", "5", CS_MARK_UNKNOWN },
	{ "R$ 1.234,56", "OMO", "1234.56", CS_MARK_COMMA },
	{ "Rp1.250.000,50", "OMO", "1250000.5", CS_MARK_COMMA },
	{ "Rp 500", "OOO", "500", CS_MARK_UNKNOWN },
	{ "Rs.500", "OOO", "500", CS_MARK_UNKNOWN },
	{ "R100", "OOO", "100", CS_MARK_UNKNOWN },
	{ "kr" NBSP "99,50", "OMO", "99.5", CS_MARK_COMMA },
	{ "99,50 kr.", "OMO", "99.5", CS_MARK_COMMA },
	{ "1 234,50 z\xC5\x82", "OMO", "1234.5", CS_MARK_COMMA },
	{ "USD12", "OOO", "12", CS_MARK_UNKNOWN },
	{ "12,00 eur", "OMO", "12", CS_MARK_COMMA },
	{ "usd 12", "OOO", "12", CS_MARK_UNKNOWN },
	{ "12,50 Euro", "OMO", "12.5", CS_MARK_COMMA },
	{ BAHT "5", "OOO", "5", CS_MARK_UNKNOWN },
	{ "5 CRC", "OOO", "5", CS_MARK_UNKNOWN },
	/* no cents */
	{ "Rp 75.000,-", "OMO", "75000", CS_MARK_COMMA },
	{ "Rp 1.250.000,-", "OMO", "1250000", CS_MARK_COMMA },
	{ "75,--", "OMO", "75", CS_MARK_COMMA },
	{ "75,- " EURO, "OMO", "75", CS_MARK_COMMA },
	{ "-75,-", "OMO", "-75", CS_MARK_COMMA },
	{ "75." MINUS, "OOM", "75", CS_MARK_DOT },
	{ "1'250.-", "OOM", "1250", CS_MARK_DOT },
	{ "CHF 75.\xE2\x80\x94", "OOM", "75", CS_MARK_DOT },
	{ "1.250.-", "OMO", "1250", CS_MARK_COMMA },
	{ "Rs. 500/-", "OOO", "500", CS_MARK_UNKNOWN },
	{ "Ksh 1,234,500/=", "OOM", "1234500", CS_MARK_DOT },
	/* credit and debit */
	{ "12.00 CR", "OOM", "-12", CS_MARK_DOT },
	{ "12.00cr.", "OOM", "-12", CS_MARK_DOT },
	{ "$12.00 Cr", "OOM", "-12", CS_MARK_DOT },
	{ "12.00 DR", "OOM", "12", CS_MARK_DOT },
	/* empty */
	{ "", "EEE", NULL, CS_MARK_UNKNOWN },
	{ " \t ", "EEE", NULL, CS_MARK_UNKNOWN },
	{ NBSP, "EEE", NULL, CS_MARK_UNKNOWN },
	{ "NA", "EEE", NULL, CS_MARK_UNKNOWN },
	{ " null ", "EEE", NULL, CS_MARK_UNKNOWN },
	{ "Null", "EEE", NULL, CS_MARK_UNKNOWN },
	/* limits; the last digit of six decimals is the last that counts */
	{ "9223372036854.775807", "OOM", "9223372036854.775807", CS_MARK_DOT },
	{ "-9223372036854.775807", "OOM", "-9223372036854.775807",
	  CS_MARK_DOT },
	{ "9223372036854.775808", "RRM", NULL, CS_MARK_DOT },
	{ "-9223372036854.775808", "RRM", NULL, CS_MARK_DOT },
	{ "99999999999999999999999999999", "RRR", NULL, CS_MARK_UNKNOWN },
	{ "18446744073710", "RRR", NULL, CS_MARK_UNKNOWN },
	{ "0000000000000000000000000000012", "OOO", "12", CS_MARK_UNKNOWN },
	{ "1.2345670", "OOM", "1.234567", CS_MARK_DOT },
	{ "1.10000000000000000000000000", "OOM", "1.1", CS_MARK_DOT },
	{ "1.2345675", "PPM", NULL, CS_MARK_DOT },
	{ "1.00000000000000000000000001", "PPM", NULL, CS_MARK_DOT },
	{ "1,2345675", "PMP", NULL, CS_MARK_COMMA },
	{ "99999999999999.0000001", "RRM", NULL, CS_MARK_DOT },
	/* not amounts */
	{ "12x", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "x12", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1e5", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1E5", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "nan", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "NAN", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "inf", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "0x10", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1.2.3", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1,2,3", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1.234,567.8", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1,234,56", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1,2345,678", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1,23,4567", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1.23.456", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "123,45,678", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1234,567,890", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "0,123,456", "BBB", NULL, CS_MARK_UNKNOWN },
	{ ",123,456", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1 23", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1  234", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1 234.567,8", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1.234'567", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "5.", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "5,", "BBB", NULL, CS_MARK_UNKNOWN },
	{ ".", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "-", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "-.", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "$", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "USD", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "()", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "(5.00", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "5.00)", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "((5.00))", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "(-5.00)", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "--5", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "-5-", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "+-5", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "5-5", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "$$5", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "EUR 5 USD", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "USDX5", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "5%", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "5,-5", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1.234,50,-", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1,25,-", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "5.---", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "-5,- CR", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "5 CRXX", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "CR 5", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "5 pcs", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "$5 EUR", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "1/2", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "12:30", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "2025-10-07", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "12\xE2\x82", "BBB", NULL, CS_MARK_UNKNOWN },
	{ "\xFF\xFE"
	  "5",
	  "BBB", NULL, CS_MARK_UNKNOWN },
};

static void check_sample(const struct sample *s)
{
	char got[4] = "", formatted[CS_MONEY_SIZE] = "";
	size_t length = strlen(s->text);
	bool have_value = false;

	for (int mark = 0; mark < 3; mark++) {
		cs_micros value = 0;
		bool rounded = true;
		enum cs_cell_status status =
		    cs_amount_parse(s->text, length, (enum cs_mark)mark, false,
				    &value, &rounded);

		got[mark] = letters[status];
		if (status == CS_CELL_OK && !have_value) {
			cs_money_format(value, formatted);
			have_value = !rounded;
		}
	}
	is_str(got, s->expect, named("\"%s\": status", s->text));
	is_str(have_value ? formatted : NULL, s->value,
	       named("\"%s\": value", s->text));
	is_int(cs_amount_settles(s->text, length), s->settles,
	       named("\"%s\": settles", s->text));
}

static void check_second_reading(void)
{
	cs_micros value = 0;

	cs_amount_parse("1.250", 5, CS_MARK_COMMA, false, &value, NULL);
	is_int(value, 1250000000, "1.250 with a decimal comma");
	cs_amount_parse("1,250", 5, CS_MARK_COMMA, false, &value, NULL);
	is_int(value, 1250000, "1,250 with a decimal comma");
}

static void check_rounding(void)
{
	static const struct {
		const char *text;
		cs_micros value;
		bool rounded;
	} cases[] = {
		{ "0.0000005", 0, true },	{ "0.0000015", 2, true },
		{ "0.0000025", 2, true },	{ "0.00000250", 2, true },
		{ "0.00000251", 3, true },	{ "0.00000249", 2, true },
		{ "-0.0000015", -2, true },	{ "-0.0000025", -2, true },
		{ "0.9999995", 1000000, true }, { "0.0000010", 1, false },
		{ "1", 1000000, false },
	};
	cs_micros value = 7;
	bool rounded;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		is_int(cs_amount_parse(cases[i].text, strlen(cases[i].text),
				       CS_MARK_DOT, true, &value, &rounded),
		       CS_CELL_OK, named("%s rounds", cases[i].text));
		is_int(value, cases[i].value,
		       named("%s rounded", cases[i].text));
		ok(rounded == cases[i].rounded, "%s: told", cases[i].text);
	}
	value = 7;
	is_int(cs_amount_parse("9223372036854.7758075", 21, CS_MARK_DOT, true,
			       &value, &rounded),
	       CS_CELL_RANGE, "rounding up past the largest amount");
	is_int(value, 7, "a value that is not read is left alone");
	is_int(
	    cs_amount_parse("1.23456789", 10, CS_MARK_DOT, true, &value, NULL),
	    CS_CELL_OK, "no one need be told of rounding");
}

/*
 * Short plain amounts, longer ones and all others take ways of their own; a
 * blank in front sends every amount the last way.
 */
static void check_ways(void)
{
	static const char bytes[] = "0123456789012345678901234567890123.,-";
	uint64_t state = 42;
	char text[32] = " ";
	int differ = 0, read = 0;

	for (int i = 0; i < 200000; i++) {
		size_t length = (size_t)i % 20;

		for (size_t j = 1; j <= length; j++) {
			state =
			    state * 6364136223846793005u + 1442695040888963407u;
			text[j] = bytes[(state >> 33) % (sizeof(bytes) - 1)];
		}
		for (int mark = 0; mark < 3; mark++) {
			cs_micros one = 1, two = 1;
			enum cs_cell_status a, b;

			a = cs_amount_parse(text + 1, length,
					    (enum cs_mark)mark, false, &one,
					    NULL);
			b = cs_amount_parse(text, length + 1,
					    (enum cs_mark)mark, false, &two,
					    NULL);
			differ += a != b || one != two;
			read += a == CS_CELL_OK;
		}
	}
	is_int(differ, 0, "all ways of reading agree");
	ok(read > 100000, "on many amounts");
}

static void check_multiply(void)
{
	static const struct {
		cs_micros quantity, price;
		bool round;
		enum cs_cell_status status;
		cs_micros product;
		bool rounded;
	} cases[] = {
		{ 3000000, 2550000, false, CS_CELL_OK, 7650000, false },
		{ -12000000, 2550000, false, CS_CELL_OK, -30600000, false },
		{ 0, INT64_MAX, false, CS_CELL_OK, 0, false },
		{ 1000000, INT64_MAX, false, CS_CELL_OK, INT64_MAX, false },
		{ -1000000, INT64_MAX, false, CS_CELL_OK, -INT64_MAX, false },
		{ 1000001, INT64_MAX, true, CS_CELL_RANGE, -1, true },
		{ INT64_MAX, INT64_MAX, true, CS_CELL_RANGE, -1, true },
		{ INT64_MIN, INT64_MIN, true, CS_CELL_RANGE, -1, true },
		{ 1, 1, false, CS_CELL_PRECISION, -1, true },
		{ 1, 1, true, CS_CELL_OK, 0, true },
		{ 500000, 1, true, CS_CELL_OK, 0, true },
		{ 500000, 3, true, CS_CELL_OK, 2, true },
		{ 500000, 5, true, CS_CELL_OK, 2, true },
		{ -500000, 3, true, CS_CELL_OK, -2, true },
		{ 500001, 1, true, CS_CELL_OK, 1, true },
		{ -500001, 1, true, CS_CELL_OK, -1, true },
		/* more than 64 bits on the way */
		{ 5000000000000, 4000000000, false, CS_CELL_OK,
		  20000000000000000, false },
		{ 5000000000001, 4000000000, false, CS_CELL_OK,
		  20000000000004000, false },
		{ 5000000000001, 4000000001, false, CS_CELL_PRECISION, -1,
		  true },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		cs_micros product = -1;
		bool rounded = true;

		is_int(cs_amount_multiply(cases[i].quantity, cases[i].price,
					  cases[i].round, &product, &rounded),
		       cases[i].status, named("product %zu: status", i));
		is_int(product, cases[i].product,
		       named("product %zu: value", i));
		ok(rounded == cases[i].rounded, "product %zu: rounded", i);
	}
}

static void check_currency(void)
{
	static const char *const cases[][2] = {
		{ "12.00", "" },
		{ "", "" },
		{ "-12.00", "" },
		{ "$12.00", "$" },
		{ "12,00" NBSP EURO, EURO },
		{ "$5.00 USD", "USD" },
		{ "US$5", "US$" },
		{ "Rs. 5", "Rs" },
		{ "usd5", "usd" },
		{ "(5.00 USD)", "USD" },
		{ "$5x", "" },
		{ "5 CR", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct cs_text found =
		    cs_amount_currency(cases[i][0], strlen(cases[i][0]));
		char text[16] = "";

		if (found.length > 0)
			memcpy(text, found.bytes, found.length);
		is_str(text, cases[i][1],
		       named("\"%s\": currency", cases[i][0]));
	}
}

static void check_dash(void)
{
	static const char *const dashes[] = { "-",    " $ - ",
					      "Rp -", ("- " EURO),
					      MINUS,  "\xE2\x80\x93" };
	static const char *const others[] = { "",  "$",	  "--", "-5",
					      "+", "(-)", "-x", "NA" };

	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		ok(cs_amount_is_dash(dashes[i], strlen(dashes[i])),
		   "\"%s\" is a dash", dashes[i]);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		ok(!cs_amount_is_dash(others[i], strlen(others[i])),
		   "\"%s\" is none", others[i]);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		check_sample(&samples[i]);
	check_second_reading();
	check_rounding();
	check_ways();
	check_multiply();
	check_currency();
	check_dash();
	return done_testing();
}
