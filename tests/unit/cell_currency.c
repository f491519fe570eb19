/* Currencies: which texts can mean the same. */
#include "cell/currency.h"

#include "tap.h"

#define EURO "\xE2\x82\xAC"

static void is_one(const char *texts, bool want)
{
	char copy[64] = "", *rest = NULL;
	const char *list[8] = { NULL };
	size_t n = 0;

	strncpy(copy, texts, sizeof copy - 1);
	for (char *word = strtok_r(copy, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest))
		list[n++] = word;
	ok(cs_currency_one(list, n) == want, "\"%s\": %s", texts,
	   want ? "one currency" : "several");
}

static void is_agreed(const char *a, const char *b, bool want)
{
	struct cs_text x = { a, strlen(a) }, y = { b, strlen(b) };

	ok(cs_currency_agree(x, y) == want && cs_currency_agree(y, x) == want,
	   "\"%s\" and \"%s\" %s", a, b, want ? "agree" : "do not agree");
}

int main(void)
{
	is_one("", true);
	is_one("USD", true);
	is_one("usd USD Usd", true);
	is_one("Taler taler", true);
	is_one("Taler Gulden", false);
	is_one("EUR USD", false);
	is_one("$ USD", true);
	is_one("$ CAD", true);
	is_one("$ CAD USD", false);
	is_one("$ US$ USD", true);
	is_one("USD$ USD", true);
	is_one(EURO " eur Euro", true);
	is_one("$ " EURO, false);
	is_one("Rp IDR", true);
	is_one("kr SEK", true);
	is_one("kr SEK NOK", false);
	is_one("$ Taler", false);
	is_agreed("$", "CAD", true);
	is_agreed("$", "EUR", false);
	is_agreed("EUR", "eur", true);
	is_agreed("US Dollar", "$", true);
	is_agreed("US Dollar", "EUR", true);
	return done_testing();
}
