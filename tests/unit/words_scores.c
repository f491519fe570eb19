/* Words of satisfaction: which are known, and what is left to numbers. */
#include "words/scores.h"

#include <stdio.h>
#include <string.h>

#include "base/builtin.h"
#include "tap.h"

/* `want` NULL: the cell is no word. */
static void is_read(const struct cs_score_words *words, const char *cell,
		    const char *want)
{
	struct cs_text score = { "?", 1 };
	bool found = cs_score_word(
	    words, (struct cs_text){ cell, strlen(cell) }, &score);
	char name[80];

	snprintf(name, sizeof name, "\"%s\" is %s", cell,
		 want != NULL ? want : "no word");
	ok(found == (want != NULL) &&
	       (!found || (score.length == strlen(want) &&
			   memcmp(score.bytes, want, score.length) == 0)),
	   "%s", name);
}

/* Both stand for no answer; one was asked. */
static void tells_asked(const struct cs_score_words *words)
{
	struct cs_text offered, not_offered;

	ok(cs_score_word(words, (struct cs_text){ "Offered", 7 }, &offered) &&
	       cs_score_word(words, (struct cs_text){ "Not Offered", 11 },
			     &not_offered),
	   "words of what was asked");
	ok(cs_score_asked(offered) && !cs_score_asked(not_offered) &&
	       !cs_score_asked((struct cs_text){ "", 0 }),
	   "Offered was asked, Not Offered and nothing were not");
}

int main(void)
{
	struct cs_score_words *words =
	    cs_score_words_new(cs_builtin_text("words", "scores"));

	is_read(words, "Good", "5");
	is_read(words, " BAD ", "1");
	is_read(words, "very_dissatisfied", "1");
	is_read(words, "Äußerst zufrieden", "5");
	is_read(words, "neither satisfied nor dissatisfied", "3");
	is_read(words, "not satisfied", "2");
	is_read(words, "Unoffered", "");
	is_read(words, "-", "");
	is_read(words, "", NULL);
	is_read(words, "5", NULL);
	is_read(words, "-5", NULL);
	is_read(words, "Goodyear", NULL);
	is_read(words, "4 - good", "4");
	is_read(words, "0: awful", "0");
	is_read(words, "10 (excellent)", "10");
	is_read(words, "4 out of 5", "4");
	is_read(words, "5 – sehr zufrieden", "5");
	is_read(words, "5 bad", "5");
	is_read(words, "11 - good", NULL);
	is_read(words, "4.5 good", NULL);
	is_read(words, "4 - ", NULL);
	is_read(words, "4/5", NULL);
	is_read(words, "100 - good", NULL);
	is_read(words,
		"a text that is longer than any word of satisfaction is, "
		"good",
		NULL);
	tells_asked(words);
	cs_score_words_free(words);
	cs_score_words_free(NULL);
	return done_testing();
}
