/* Which statuses count: how a list is read, and what is in ours. */
#include "words/statuses.h"

#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "tap.h"

static enum cs_status_kind kind_of(const struct cs_status_words *words,
				   const char *status)
{
	return cs_status_kind(words,
			      (struct cs_text){ status, strlen(status) });
}

static void test_list(void)
{
	struct cs_status_words *words = cs_status_words_new(
	    "paid\n# [counts]\n[counts]\n# no, remark\non hold, -,,\n"
	    "\tbezahlt\n[left out]\nabgekundigt\n[given back]\n"
	    "returned\n[closed]\nclosed\n[else]\nx");

	is_int(kind_of(words, "paid"), CS_STATUS_UNKNOWN, "above all sections");
	is_int(kind_of(words, "no"), CS_STATUS_UNKNOWN, "in a remark");
	is_int(kind_of(words, "On-Hold"), CS_STATUS_COUNTS, "hyphens");
	is_int(kind_of(words, "onHold"), CS_STATUS_COUNTS, "capitals");
	is_int(kind_of(words, "onhold"), CS_STATUS_UNKNOWN, "in one word");
	is_int(kind_of(words, "-"), CS_STATUS_COUNTS, "no letters");
	is_int(kind_of(words, "--"), CS_STATUS_UNKNOWN, "are as written");
	is_int(kind_of(words, ""), CS_STATUS_UNKNOWN, "nothing");
	is_int(kind_of(words, "BEZAHLT"), CS_STATUS_COUNTS, "a further line");
	is_int(kind_of(words, "abgek\xC3\xBCndigt"), CS_STATUS_LEFT_OUT,
	       "accents");
	is_int(kind_of(words, "Returned "), CS_STATUS_GIVEN_BACK, "blanks");
	is_int(kind_of(words, "closed"), CS_STATUS_CLOSED, "closed");
	is_int(kind_of(words, "x"), CS_STATUS_UNKNOWN, "another section");
	cs_status_words_free(words);
}

static void test_given(void)
{
	static const char *const given[] = { "Odd", "new, old" };
	struct cs_status_words *words = cs_status_words_of(given, 2);
	char longest[102];

	is_int(kind_of(words, "odd"), CS_STATUS_COUNTS, "given");
	is_int(kind_of(words, "NEW"), CS_STATUS_COUNTS, "one of several");
	is_int(kind_of(words, "old"), CS_STATUS_COUNTS, "the other");
	is_int(kind_of(words, "paid"), CS_STATUS_LEFT_OUT, "all else");
	is_int(kind_of(words, ""), CS_STATUS_LEFT_OUT, "and nothing");
	cs_status_words_free(words);

	memset(longest, 'x', 101);
	longest[100] = '\0';
	words = cs_status_words_of(&(const char *){ longest }, 1);
	is_int(kind_of(words, longest), CS_STATUS_COUNTS, "100 bytes");
	longest[100] = 'x';
	longest[101] = '\0';
	is_int(kind_of(words, longest), CS_STATUS_LEFT_OUT, "101 bytes");
	cs_status_words_free(words);
	words = cs_status_words_of(NULL, 0);
	is_int(kind_of(words, "paid"), CS_STATUS_LEFT_OUT, "none are given");
	cs_status_words_free(words);
	cs_status_words_free(NULL);
}

/* Each word of our list is of the kind of its section, so in one of them. */
static void test_one_kind(void)
{
	const char *text = cs_builtin_text("words", "statuses");
	struct cs_status_words *words = cs_status_words_new(text);
	enum cs_status_kind kind = CS_STATUS_UNKNOWN;
	size_t count = 0;

	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		kind += *text == '[';
		for (const char *p = text; kind <= CS_STATUS_WON &&
					   strchr("[#", *text) == NULL &&
					   p < text + n;) {
			size_t length = strcspn(p, ",\n");
			char *word = strndup(p, length);

			if (strspn(word, " \t") < length &&
			    (kind_of(words, word) != kind || ++count == 0))
				ok(false, "%s", word);
			free(word);
			p += length + (p[length] == ',');
		}
		text += n + (text[n] == '\n');
	}
	ok(count > 500, "words in the list");
	cs_status_words_free(words);
}

static void test_ours(void)
{
	static const struct {
		const char *status;
		enum cs_status_kind kind;
	} cases[] = {
		{ "Partially refunded", CS_STATUS_COUNTS },
		{ "partially_paid", CS_STATUS_COUNTS },
		{ "Sales Order", CS_STATUS_COUNTS },
		{ "Shipped - Delivered to Buyer", CS_STATUS_COUNTS },
		{ "Perlu dikirim", CS_STATUS_COUNTS },
		{ "Conclu\xC3\xAD\x64o", CS_STATUS_COUNTS },
		{ "Cancelled", CS_STATUS_LEFT_OUT },
		{ "Belum Bayar", CS_STATUS_LEFT_OUT },
		{ "PENDING_PAYMENT", CS_STATUS_LEFT_OUT },
		{ "Storniert", CS_STATUS_LEFT_OUT },
		{ "Quotation Sent", CS_STATUS_LEFT_OUT },
		{ "Refunded", CS_STATUS_GIVEN_BACK },
		{ "Package Returned", CS_STATUS_GIVEN_BACK },
		{ "closed", CS_STATUS_CLOSED },
		{ "Closed Won", CS_STATUS_WON },
		{ "Venta cancelada", CS_STATUS_LEFT_OUT },
		{ "payment_failed", CS_STATUS_LEFT_OUT },
		{ "Order refunded", CS_STATUS_GIVEN_BACK },
		{ "Cancelled (no stock)", CS_STATUS_LEFT_OUT },
		{ "Canceled - fraud", CS_STATUS_LEFT_OUT },
		{ "Cancelled by host", CS_STATUS_LEFT_OUT },
		{ "Order cancelled by host", CS_STATUS_LEFT_OUT },
		{ "Paid (not)", CS_STATUS_UNKNOWN },
		{ "Not cancelled", CS_STATUS_UNKNOWN },
		{ "Order", CS_STATUS_UNKNOWN },
		{ "order order", CS_STATUS_UNKNOWN },
		{ "new", CS_STATUS_UNKNOWN },
		{ "Offen", CS_STATUS_UNKNOWN },
		{ "Current order status.", CS_STATUS_UNKNOWN },
	};
	struct cs_status_words *words =
	    cs_status_words_new(cs_builtin_text("words", "statuses"));

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		is_int(kind_of(words, cases[i].status), cases[i].kind,
		       cases[i].status);
	cs_status_words_free(words);
}

int main(void)
{
	test_list();
	test_given();
	test_one_kind();
	test_ours();
	return done_testing();
}
