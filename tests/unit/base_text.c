/* The order of two texts. */
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

int main(void)
{
	test_compare();
	return done_testing();
}
