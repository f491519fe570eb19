/* Names of columns read as words, and which section they belong to. */
#include "words/words.h"

#include <stdlib.h>

#include "base/builtin.h"
#include "tap.h"

static const char text[] = "before all sections\n"
			   "[words]\n"
			   "# a remark\n"
			   "- = of the\n"
			   "customer = kunde kunden\n"
			   "\tkaufer\n"
			   "number = no nr\n"
			   "order = orders\n"
			   "date =\n"
			   "[who]\n"
			   "customer id, customer number\n"
			   "customer\n"
			   "customer to shipping\n"
			   "also: order\n"
			   "not: shipping\n"
			   "[when]\n"
			   "order date\n";

static void is_plain(const char *name, const char *want)
{
	struct cs_buf got = CS_BUF_INIT;

	cs_name_plain(name, &got);
	is_str(got.data, want, name);
	cs_buf_release(&got);
}

static void test_plain(void)
{
	is_plain("Customer ID", "customer id");
	is_plain("customer_id", "customer id");
	is_plain("  customer\xC2\xA0/\tID. ", "customer id");
	is_plain("customerId", "customer id");
	is_plain("CustomerIDNumber", "customer id number");
	is_plain("CUSTOMERID", "customerid");
	is_plain("address2Line", "address2 line");
	is_plain("N\xC3\xBAmero d'\xC3\x89tat", "numero d etat");
	is_plain("Stra\xC3\x9F"
		 "e",
		 "strasse");
	is_plain("nu\xCC\x81mero", "numero");
	is_plain("\xEF\xBC\xA9\xEF\xBC\xA4", "id"); /* fullwidth */
	is_plain("Order #", "order #");
	is_plain("#order#", "order");
	is_plain("\xE7\x8A\xB6\xE6\x80\x81", "\xE7\x8A\xB6\xE6\x80\x81");
	is_plain("L\xEDquido", "l quido"); /* not UTF-8 */
	is_plain("", "");
	is_plain(" -- ", "");
}

/* How a name fits, as "line.place+beside", or "-". */
static void is_fit(const struct cs_vocabulary *v, const char *section,
		   const char *name, const char *want)
{
	struct cs_name words;
	struct cs_fit fit;
	char got[32] = "-";

	cs_name_read(v, name, &words);
	if (cs_name_fits(v, section, &words, &fit))
		snprintf(got, sizeof got, "%d.%d+%d", fit.line, fit.place,
			 fit.beside);
	is_str(got, want, name);
}

static void test_fits(void)
{
	struct cs_vocabulary *v = cs_vocabulary_new(text);
	struct cs_name name;

	is_fit(v, "who", "customer id", "0.0+0");
	is_fit(v, "who", "ID of the customer", "0.0+0");
	is_fit(v, "who", "Kunden-Nr.", "0.1+0");
	is_fit(v, "who", "KUNDENNR", "0.1+0");
	is_fit(v, "who", "K\xC3\xA4ufer", "1.0+0");
	is_fit(v, "who", "order customer", "1.0+1");
	is_fit(v, "who", "customer (of old)", "1.0+0");
	is_fit(v, "who", "customer (date)", "1.0+1");
	is_fit(v, "who", "customer [shipping]", "-");
	is_fit(v, "who", "Customer to shipping", "2.0+0");
	is_fit(v, "who", "customer date", "-");
	is_fit(v, "who", "customer shoe size", "-");
	is_fit(v, "who", "id", "-");
	is_fit(v, "who", "", "-");
	is_fit(v, "who", "()", "-");
	is_fit(v, "when", "OrderDate", "0.0+0");
	is_fit(v, "when", "orderdate", "0.0+0");
	is_fit(v, "when", "ordersdate", "0.0+0");
	is_fit(v, "when", "orderupdate", "-");
	is_fit(v, "nowhere", "order date", "-");
	cs_name_read(v, "Date shipped", &name);
	ok(cs_name_hints(v, "when", &name), "a word of it is a hint");
	ok(!cs_name_hints(v, "who", &name), "and none elsewhere");
	cs_vocabulary_free(v);
	cs_vocabulary_free(NULL);
}

/* A name that makes words of words takes no time to speak of. */
static void test_long(void)
{
	struct cs_vocabulary *v = cs_vocabulary_new(text);
	struct cs_buf name = CS_BUF_INIT;

	for (int i = 0; i < 5000; i++)
		cs_buf_adds(&name, "order");
	cs_buf_adds(&name, "x");
	is_fit(v, "who", name.data, "-");
	cs_buf_release(&name);
	cs_vocabulary_free(v);
}

/* What the lists promise, a few of each language. */
static void test_columns(void)
{
	static const char *const names[][3] = {
		{ "customer", "CustomerID", "0.0+0" },
		{ "customer", "Kundennummer", "0.1+0" },
		{ "customer", "Ordering Customer Email", "7.0+1" },
		{ "customer", "Correo electr\xC3\xB3nico del remitente",
		  "8.2+0" },
		{ "customer", "Do e-mail", "8.0+0" },
		{ "customer", "Para e-mail", "-" },
		{ "customer", "Username (Pembeli)", "3.2+1" },
		{ "customer", "Recipient Name", "-" },
		{ "customer", "Nutzername des K\xC3\xA4ufers", "3.2+0" },
		{ "customer", "Bill to Name", "17.0+0" },
		{ "customer", "Ship to Name", "-" },
		{ "customer", "# of Guests", "-" },
		{ "product", "Number of items", "-" },
		{ "amount", "Amount EUR", "0.1+1" },
		{ "customer",
		  "\u0417\u0430\u043A\u0430\u0437\u0447\u0438\u043A", "1.0+0" },
		{ "order", "\uC8FC\uBB38\uBC88\uD638", "0.1+0" },
		{ "customer", "Sold-to party", "12.1+0" },
		{ "customer", "De l'adresse email", "8.1+0" },
		{ "customer", "Voornaam klant", "-" },
		{ "customer", "order postal", "-" },
		{ "customer", "What is your email?", "8.0+0" },
		{ "customer", "Debiteur", "1.0+0" },
		{ "date", "Order Date", "0.0+0" },
		{ "date", "Waktu Pesanan Dibuat", "2.0+1" },
		{ "date", "Date de commande", "0.0+0" },
		{ "date", "Ship Date", "-" },
		{ "date", "Verkauft am", "5.1+0" },
		{ "date", "transaction_timestamp", "4.4+0" },
		{ "date", "Purchased On", "5.0+0" },
		{ "order", "N\xC2\xB0 commande", "0.1+0" },
		{ "order", "Bestell-ID", "0.0+0" },
		{ "order", "Lineitem name", "-" },
		{ "order", "Orders", "-" }, /* a count */
		{ "order", "Verkaufsprotokollnummer", "3.0+0" },
		{ "order", "SalesOrder ID", "0.3+0" },
		{ "order", "order_key", "4.2+0" },
		{ "amount", "Valor bruto", "4.1+0" },
		{ "amount", "Gesamtbetrag", "1.2+0" },
		{ "amount", "Discount Amount", "-" },
		{ "amount", "Order Total (inc tax)", "1.14+2" },
		{ "amount", "Order Total (ex tax)", "-" },
		{ "amount", "Montant TTC", "0.1+1" },
		{ "amount", "Grand Total (Base)", "1.1+1" },
		{ "amount", "Total Signed", "1.2+0" },
		{ "amount", "Donation Total", "1.16+0" },
		{ "amount", "Earnings", "7.0+0" },
		{ "rowprice", "Price_incl", "0.1+0" },
		{ "rowprice", "Unit Price", "-" },
		{ "rowkind", "Transaction Type", "0.1+0" },
		{ "rowkind", "Payment Type", "-" },
		{ "rowkind", "Product Type", "-" },
		{ "flag", "Storniert", "0.0+0" },
		{ "flag", "test_mode", "3.1+0" },
		{ "refund", "Order Refund Amount", "0.0+1" },
		{ "status", "Status Pesanan", "0.0+0" },
	};
	struct cs_vocabulary *v =
	    cs_vocabulary_new(cs_builtin_text("words", "columns"));

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		is_fit(v, names[i][0], names[i][1], names[i][2]);
	cs_vocabulary_free(v);
	ok(cs_builtin_text("words", "nothing") == NULL, "no such text");
	ok(cs_builtin_text("nowhere", "columns") == NULL, "no such room");
}

/* What is not plain would never be found. */
static void test_plain_text(void)
{
	const char *p = cs_builtin_text("words", "columns");
	struct cs_buf plain = CS_BUF_INIT, odd = CS_BUF_INIT;

	for (p = strstr(p, "[words]") + strlen("[words]"); *p != '\0';) {
		size_t n = strcspn(p, " ,\t\n");
		char *word;

		if (p[-1] == '\n' && (*p == '#' || *p == '[')) {
			p = strchrnul(p, '\n') + 1;
			continue;
		}
		word = strndup(p, n);
		cs_name_plain(word, &plain);
		if (n > 1 && *word != '[' && word[n - 1] != ':' &&
		    strcmp(plain.data, word) != 0)
			cs_buf_addf(&odd, "%s ", word);
		free(word);
		p += n + (p[n] != '\0');
	}
	is_str(odd.data, "", "the lists are plain");
	cs_buf_release(&plain);
	cs_buf_release(&odd);
}

int main(void)
{
	test_plain_text();
	test_plain();
	test_fits();
	test_long();
	test_columns();
	return done_testing();
}
