/* Words for nobody: how a list is read, and what is in ours. */
#include "words/nobody.h"

#include <string.h>

#include "base/builtin.h"
#include "tap.h"

static const char *word_of(const struct cs_nobody *nobody, const char *key)
{
	int found =
	    cs_nobody_find(nobody, (struct cs_text){ key, strlen(key) });

	return found < 0 ? "" : nobody->words[found].shown;
}

static void test_list(void)
{
	static const char list[] =
	    "guest\n[empty]\n#N/A\n# no, remark\n\\N\n"
	    "[missing]\nNaN\n[number]\n0\n[nobody]\n# x\n"
	    "guest, walk in,, invit\xC3\xA9\n"
	    "[doubtful]\nweb\n";
	struct cs_nobody *nobody = cs_nobody_new(list, CS_NOBODY_WORD);
	struct cs_nobody *things = cs_nobody_new(list, CS_NOBODY_EMPTY);

	is_str(word_of(nobody, "\\n"), "\\N", "capitals");
	is_str(word_of(nobody, "N"), "", "another key");
	is_str(word_of(nobody, "#n/a"), "#N/A", "a # begins a word, too");
	is_str(word_of(nobody, "no"), "", "but with a blank a remark");
	is_str(word_of(nobody, "nan"), "NaN", "as written");
	is_str(word_of(nobody, "(NaN)"), "", "... with all signs");
	is_str(word_of(nobody, "GUEST"), "guest", "a word");
	is_str(word_of(nobody, "[Guest]"), "guest", "... in brackets");
	is_str(word_of(nobody, "guests"), "", "a longer one");
	is_str(word_of(nobody, "Walk-In"), "walk in", "a hyphen");
	is_str(word_of(nobody, "WalkIn"), "walk in", "a capital");
	is_str(word_of(nobody, "INVITE"), "invit\xC3\xA9", "no accent");
	is_str(word_of(nobody, "invit\xC3\xA9"), "invit\xC3\xA9", "accents");
	is_str(word_of(nobody, "-"), "signs only", "a sign");
	is_str(word_of(nobody, "?!?"), "signs only", "signs");
	is_str(word_of(nobody, "0"), "0", "0");
	is_str(word_of(nobody, "(0)"), "", "0 in brackets");
	is_str(word_of(nobody, "web"), "", "a later section");
	is_str(word_of(nobody, ""), "", "nothing");
	is_str(word_of(nobody, "guest guest guest guest guest guest guest"), "",
	       "what is too long");
	is_str(word_of(things, "\\N"), "\\N", "of things: what is empty");
	is_str(word_of(things, "NaN"), "", "... not what may be a name");
	is_str(word_of(things, "-"), "", "... nor signs");
	cs_nobody_free(nobody);
	cs_nobody_free(things);
}

static void test_ours(void)
{
	static const char *const are[] = {
		"0",
		"-",
		"n/a",
		"\\N",
		"None",
		"nan",
		"#N/A",
		"guest",
		"Unknown",
		"anonymous",
		"walk-in",
		"Walk-In Customer",
		"Gast",
		"unbekannt",
		"invit\xC3\xA9",
		"An\xC3\xB4nimo",
		"???",
		"(blank)",
		"no-reply",
		"P\303\272blico en general",
	};
	static const char *const are_not[] = {
		"1",	 "999",	    "N",	  "Ann",   "guest 1",
		"web",	 "Kunde",   "John Guest", "#1001", "+491711234567",
		"C-001", "Noname1", "none such",  "NATO",  "Nana",
	};
	struct cs_nobody *nobody =
	    cs_nobody_new(cs_builtin_text("words", "nobody"), CS_NOBODY_WORD);
	struct cs_nobody *all = cs_nobody_new(
	    cs_builtin_text("words", "nobody"), CS_NOBODY_DOUBTFUL);

	for (size_t i = 0; i < sizeof are / sizeof *are; i++)
		ok(*word_of(nobody, are[i]) != '\0', "%s is nobody", are[i]);
	for (size_t i = 0; i < sizeof are_not / sizeof *are_not; i++)
		is_str(word_of(nobody, are_not[i]), "", are_not[i]);
	ok(*word_of(all, "999") != '\0', "999 is doubtful");
	for (size_t i = CS_NOBODY_FIRST; i < all->count; i++) {
		const char *shown = all->words[i].shown;
		int found = cs_nobody_find(
		    all, (struct cs_text){ shown, strlen(shown) });

		if (found < 0 ||
		    strcmp(all->words[found].text, all->words[i].text) != 0)
			ok(false, "%s is found", shown);
	}
	cs_nobody_free(nobody);
	cs_nobody_free(all);
}

int main(void)
{
	test_list();
	test_ours();
	return done_testing();
}
