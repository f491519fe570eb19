/* scores.c - see scores.h. */
#include "words/scores.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "words/phrases.h"
#include "words/statuses.h"

enum { LONGEST = 60 /* bytes of a cell that may be known */, BEST = 5 };

struct cs_score_words {
	struct cs_phrases list; /* 0: no answer; ASKED */
};

enum { ASKED = BEST + 1 };

/* Two empty texts, told apart by where they lie: in one array, since a compiler
 * may give equal literals one place. */
static const char no_answer[2] = "";
static const char *const asked = no_answer + 1;

struct cs_score_words *cs_score_words_new(const char *text)
{
	struct cs_score_words *words = cs_calloc(1, sizeof *words);
	int score = 0;

	words->list = CS_PHRASES_INIT;
	while (*text != '\0') {
		const char *end = strchrnul(text, '\n');

		if (*text == '[')
			score = text[1] >= '1' && text[1] <= '0' + BEST
				    ? text[1] - '0'
				: text[1] == 'a' ? ASKED
						 : 0;
		else if (*text != '#')
			cs_phrases_add_plain(&words->list, text, score);
		text = end + (*end != '\0');
	}
	return words;
}

void cs_score_words_free(struct cs_score_words *words)
{
	if (words == NULL)
		return;
	cs_phrases_release(&words->list);
	free(words);
}

/* Does it say something between blanks, as "- good" and "(very good)" do? */
static bool is_wordy(struct cs_text rest)
{
	if (rest.length == 0 || strchr(" -:).(=", *rest.bytes) == NULL)
		return false;
	for (size_t i = 1; i < rest.length; i++) {
		char c = rest.bytes[i];

		if (c >= '0' && c <= '9')
			return false;
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (unsigned char)c >= 0x80)
			return true;
	}
	return false;
}

bool cs_score_numbered(struct cs_text cell, struct cs_text *score)
{
	static const char *const numbers[] = { "0", "1", "2", "3", "4", "5",
					       "6", "7", "8", "9", "10" };
	size_t digits = 0, number = 0;

	while (digits < cell.length && digits < 3 &&
	       cell.bytes[digits] >= '0' && cell.bytes[digits] <= '9')
		number = number * 10 + (size_t)(cell.bytes[digits++] - '0');
	if (digits == 0 || number >= sizeof numbers / sizeof *numbers ||
	    !is_wordy(
		(struct cs_text){ cell.bytes + digits, cell.length - digits }))
		return false;
	*score = (struct cs_text){ numbers[number], strlen(numbers[number]) };
	return true;
}

bool cs_score_word(const struct cs_score_words *words, struct cs_text cell,
		   struct cs_text *score)
{
	static const char *const scores[] = { no_answer, "1", "2",	    "3",
					      "4",	 "5", no_answer + 1 };
	struct cs_buf plain = CS_BUF_INIT;
	char text[LONGEST + 1];
	int found;

	while (cell.length > 0 && *cell.bytes == ' ')
		cell = (struct cs_text){ cell.bytes + 1, cell.length - 1 };
	while (cell.length > 0 && cell.bytes[cell.length - 1] == ' ')
		cell.length--;
	if (cell.length == 0 || cell.length > LONGEST)
		return false;
	if (*cell.bytes >= '0' && *cell.bytes <= '9')
		return cs_score_numbered(cell, score);
	memcpy(text, cell.bytes, cell.length);
	text[cell.length] = '\0';
	cs_status_plain(text, &plain);
	found = cs_phrases_find(&words->list,
				(struct cs_text){ plain.data, plain.length });
	if (found >= 0)
		*score =
		    (struct cs_text){ scores[found], strlen(scores[found]) };
	cs_buf_release(&plain);
	return found >= 0;
}

bool cs_score_asked(struct cs_text score)
{
	return score.bytes == asked;
}
