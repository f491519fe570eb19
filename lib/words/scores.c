/* scores.c - see scores.h. */
#include "words/scores.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "words/statuses.h"

enum { LONGEST = 60 /* bytes of a cell that may be known */, BEST = 5 };

struct worded {
	char *plain;
	int score; /* 0: no answer */
};

struct cs_score_words {
	struct worded *list; /* sorted by plain */
	size_t count, capacity;
};

static void add(struct cs_score_words *words, const char *text, size_t length,
		int score)
{
	char *word = cs_strndup(text, length);
	struct cs_buf plain = CS_BUF_INIT;

	cs_status_plain(word, &plain);
	free(word);
	CS_GROW(words->list, words->count, words->capacity);
	words->list[words->count++] = (struct worded){ plain.data, score };
}

static void add_line(struct cs_score_words *words, const char *line, int score)
{
	for (size_t n; *line != '\0' && *line != '\n';
	     line += n + (line[n] == ',')) {
		line += strspn(line, " \t");
		n = strcspn(line, ",\n");
		if (n > 0)
			add(words, line, n, score);
	}
}

static int by_plain(const void *a, const void *b)
{
	return strcmp(((const struct worded *)a)->plain,
		      ((const struct worded *)b)->plain);
}

struct cs_score_words *cs_score_words_new(const char *text)
{
	struct cs_score_words *words = cs_calloc(1, sizeof *words);
	int score = 0;

	while (*text != '\0') {
		const char *end = strchrnul(text, '\n');

		if (*text == '[')
			score = text[1] >= '1' && text[1] <= '0' + BEST
				    ? text[1] - '0'
				    : 0;
		else if (*text != '#')
			add_line(words, text, score);
		text = end + (*end != '\0');
	}
	if (words->count > 0)
		qsort(words->list, words->count, sizeof *words->list, by_plain);
	return words;
}

void cs_score_words_free(struct cs_score_words *words)
{
	if (words == NULL)
		return;
	for (size_t i = 0; i < words->count; i++)
		free(words->list[i].plain);
	free(words->list);
	free(words);
}

bool cs_score_word(const struct cs_score_words *words, struct cs_text cell,
		   struct cs_text *score)
{
	static const char *const scores[] = { "", "1", "2", "3", "4", "5" };
	struct cs_buf plain = CS_BUF_INIT;
	struct worded wanted, *found;
	char text[LONGEST + 1];

	while (cell.length > 0 && *cell.bytes == ' ')
		cell = (struct cs_text){ cell.bytes + 1, cell.length - 1 };
	while (cell.length > 0 && cell.bytes[cell.length - 1] == ' ')
		cell.length--;
	if (cell.length == 0 || cell.length > LONGEST || words->count == 0 ||
	    (*cell.bytes >= '0' && *cell.bytes <= '9'))
		return false;
	memcpy(text, cell.bytes, cell.length);
	text[cell.length] = '\0';
	cs_status_plain(text, &plain);
	wanted.plain = plain.data;
	found = bsearch(&wanted, words->list, words->count, sizeof wanted,
			by_plain);
	if (found != NULL)
		*score = (struct cs_text){ scores[found->score],
					   strlen(scores[found->score]) };
	cs_buf_release(&plain);
	return found != NULL;
}
