/* Words that are offered for pasting; long/paste.t shows them to shells. */
#include "base/word.h"

#include "tap.h"

static void is_word(const char *word, const char *want, const char *name)
{
	struct cs_buf out = CS_BUF_INIT;
	bool offered = cs_add_word(&out, word);

	is_str(offered ? out.data : "none", want, name);
	ok(offered || out.length == 0, "%s: nothing is added", name);
	cs_buf_release(&out);
}

static void test_words(void)
{
	char longest[102];

	is_word("Order_ID-1.2,/x:@+", "Order_ID-1.2,/x:@+", "plain");
	is_word("Order ID", "'Order ID'", "a blank");
	is_word("", "''", "nothing");
	is_word("%self", "'%self'", "what fish would expand");
	is_word("$(id) `id` \"a\" !x *?[]{}~#&|;<>()=^",
		"'$(id) `id` \"a\" !x *?[]{}~#&|;<>()=^'", "what is quoted");
	is_word("Größe 日本", "'Größe 日本'", "letters of all kinds");
	is_word("it's", "none", "a quote");
	is_word("a\\b", "none", "a backslash");
	is_word("a\nb", "none", "a line end");
	is_word("a\tb", "none", "a tab");
	is_word("a\033b", "none", "a control");
	is_word("a\xC2\x9B", "none", "another");
	is_word("a\xE9", "none", "no UTF-8");
	is_word("a\xE2\x80\x8B", "none", "what is not seen");
	is_word("a\xE2\x80\xAE", "none", "what turns the writing");
	memset(longest, 'x', sizeof longest - 1);
	longest[101] = '\0';
	is_word(longest, "none", "101 bytes");
	longest[100] = '\0';
	is_word(longest, longest, "100 bytes");
}

static void test_given(void)
{
	struct cs_buf out = CS_BUF_INIT;

	ok(cs_add_offer(&out, "--where", "a=b"), "an offer");
	is_str(out.data, "--where 'a=b'", "with its option");
	ok(!cs_add_offer(&out, "--where", "it's"), "none");
	is_str(out.data, "--where 'a=b'", "nothing is added");
	cs_buf_clear(&out);
	cs_add_given(&out, "--where", "a=b");
	is_str(out.data, "--where 'a=b'", "as it was given");
	cs_buf_clear(&out);
	cs_add_given(&out, "--where", "a='\033'");
	is_str(out.data, "--where: \"a='\\x1B'\"", "and where it cannot be");
	cs_buf_release(&out);
}

int main(void)
{
	test_words();
	test_given();
	return done_testing();
}
