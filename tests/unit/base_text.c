/* The order of two texts; words in a list. */
#include "base/text.h"

#include "tap.h"

static void test_compare(void)
{
	/* in order, each with itself */
	static const struct cs_text table[] = {
		{ NULL, 0 },   { "\0", 1 },	  { "a", 1 }, { "a\0", 2 },
		{ "ab", 2 },   { "abc", 3 },	  { "b", 1 }, { "\x7F", 1 },
		{ "\x80", 1 }, { "\xC3\xA9", 2 },
	};
	size_t n = sizeof table / sizeof *table;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			int order = cs_text_compare(table[i], table[j]);

			is_int((order > 0) - (order < 0), (i > j) - (i < j),
			       named("%zu beside %zu", i, j));
		}
}

static void test_among(void)
{
	ok(cs_word_among("a", 1, "a", ' '), "the only word");
	ok(cs_word_among("rate", 4, "from rate", ' '), "the last");
	ok(cs_word_among("from", 4, "from\nrate\n", '\n'), "a line");
	ok(!cs_word_among("rat", 3, "from rate", ' '), "not the beginning");
	ok(!cs_word_among("ate", 3, "from rate", ' '), "nor the end");
	ok(!cs_word_among("", 0, " from", ' '), "nothing is no word");
	ok(!cs_word_among("rate", 4, "", ' '), "nor among none");
	ok(!cs_word_among("rate", 4, NULL, ' '), "nor in no list");
}

int main(void)
{
	test_among();
	test_compare();
	return done_testing();
}
