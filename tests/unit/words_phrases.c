/* Phrases in plain letters, and that those compiled in have no accents left. */
#include "words/phrases.h"
#include "words/statuses.h"

#include <stdio.h>

#include "base/builtin.h"
#include "tap.h"

static int number_of(const struct cs_phrases *phrases, const char *plain)
{
	return cs_phrases_find(phrases,
			       (struct cs_text){ plain, strlen(plain) });
}

static void test_line(void)
{
	struct cs_phrases phrases = CS_PHRASES_INIT;

	is_int(number_of(&phrases, "paid"), -1, "nothing is there");
	cs_phrases_add(&phrases, " Paid,,On-Hold , gel\xC3\xB6scht\nvoid", 3);
	cs_phrases_add(&phrases, "\tpaid, -", 4);
	is_int(number_of(&phrases, "paid"), 3, "what was there first stays");
	is_int(number_of(&phrases, "on hold"), 3, "plain");
	is_int(number_of(&phrases, "geloscht"), 3, "without accents");
	is_int(number_of(&phrases, "void"), -1, "on the next line");
	is_int(number_of(&phrases, "-"), 4, "no letters");
	is_int(number_of(&phrases, ""), -1, "nothing between commas");
	cs_phrases_release(&phrases);
	is_int(number_of(&phrases, "paid"), -1, "released");
}

static void test_many(void)
{
	struct cs_phrases phrases = CS_PHRASES_INIT;
	char text[16];
	int wrong = 0;

	for (int i = 0; i < 1000; i++) {
		snprintf(text, sizeof text, "%d", i);
		cs_phrases_put(&phrases, (struct cs_text){ text, strlen(text) },
			       i);
	}
	for (int i = 0; i < 1000; i++) {
		snprintf(text, sizeof text, "%d", i);
		wrong += number_of(&phrases, text) != i;
	}
	is_int(wrong, 0, "a thousand are found");
	is_int(number_of(&phrases, "1000"), -1, "no other");
	cs_phrases_release(&phrases);
}

/* What is not plain would never be found. */
static void test_ours(void)
{
	static const char *const lists[] = { "statuses", "kinds", "flags",
					     "scores" };
	struct cs_buf odd = CS_BUF_INIT, phrase = CS_BUF_INIT,
		      plain = CS_BUF_INIT;

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		const char *p = cs_builtin_text("words", lists[i]);

		cs_buf_clear(&odd);
		for (size_t n; *p != '\0'; p += n + (p[n] != '\0')) {
			bool remark = *p == '#' || *p == '[';

			p += strspn(p, " \t");
			n = strcspn(p, remark ? "\n" : ",\n");
			cs_buf_clear(&phrase);
			cs_buf_add(&phrase, p, n);
			cs_status_plain(phrase.data, &plain);
			if (n > 0 && !remark &&
			    strcmp(plain.data, phrase.data) != 0)
				cs_buf_addf(&odd, "%s, ", phrase.data);
		}
		is_str(odd.data, "", lists[i]);
	}
	cs_buf_release(&odd);
	cs_buf_release(&phrase);
	cs_buf_release(&plain);
}

int main(void)
{
	test_line();
	test_many();
	test_ours();
	return done_testing();
}
