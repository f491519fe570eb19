/* statuses.c - see statuses.h. */
#include "words/statuses.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "words/words.h"

enum { LONGEST = 100 /* bytes of a status that may be known */ };

struct word {
	char *plain;
	enum cs_status_kind kind;
};

struct cs_status_words {
	struct word *list; /* sorted by plain */
	size_t count, capacity;
	enum cs_status_kind others;
};

void cs_status_plain(const char *status, struct cs_buf *out)
{
	cs_name_plain(status, out);
	if (out->length == 0)
		cs_buf_adds(out, status);
}

static void add(struct cs_status_words *words, const char *text, size_t length,
		enum cs_status_kind kind)
{
	char *status = cs_strndup(text, length);
	struct cs_buf plain = CS_BUF_INIT;

	cs_status_plain(status, &plain);
	free(status);
	CS_GROW(words->list, words->count, words->capacity);
	words->list[words->count++] = (struct word){ plain.data, kind };
}

/* Those of a line, set apart by commas. */
static void add_all(struct cs_status_words *words, const char *line,
		    enum cs_status_kind kind)
{
	for (size_t n; *line != '\0' && *line != '\n';
	     line += n + (line[n] == ',')) {
		line += strspn(line, " \t");
		n = strcspn(line, ",\n");
		if (n > 0)
			add(words, line, n, kind);
	}
}

static int by_plain(const void *a, const void *b)
{
	return strcmp(((const struct word *)a)->plain,
		      ((const struct word *)b)->plain);
}

static void sort(struct cs_status_words *words)
{
	if (words->count > 0)
		qsort(words->list, words->count, sizeof *words->list, by_plain);
}

static enum cs_status_kind kind_called(const char *name, size_t length)
{
	static const char *const names[] = {
		[CS_STATUS_COUNTS] = "counts",
		[CS_STATUS_LEFT_OUT] = "left out",
		[CS_STATUS_GIVEN_BACK] = "given back",
		[CS_STATUS_CLOSED] = "closed",
	};

	for (int kind = CS_STATUS_COUNTS; kind <= CS_STATUS_CLOSED; kind++)
		if (strlen(names[kind]) == length &&
		    memcmp(names[kind], name, length) == 0)
			return (enum cs_status_kind)kind;
	return CS_STATUS_UNKNOWN;
}

struct cs_status_words *cs_status_words_new(const char *text)
{
	struct cs_status_words *words = cs_calloc(1, sizeof *words);
	enum cs_status_kind kind = CS_STATUS_UNKNOWN;

	while (*text != '\0') {
		const char *end = strchrnul(text, '\n');

		if (*text == '[')
			kind = kind_called(text + 1, strcspn(text + 1, "]\n"));
		else if (*text != '#')
			add_all(words, text, kind);
		text = end + (*end != '\0');
	}
	sort(words);
	return words;
}

struct cs_status_words *cs_status_words_of(const char *const *statuses,
					   size_t count)
{
	struct cs_status_words *words = cs_calloc(1, sizeof *words);

	words->others = CS_STATUS_LEFT_OUT;
	for (size_t i = 0; i < count; i++)
		add_all(words, statuses[i], CS_STATUS_COUNTS);
	sort(words);
	return words;
}

void cs_status_words_free(struct cs_status_words *words)
{
	if (words == NULL)
		return;
	for (size_t i = 0; i < words->count; i++)
		free(words->list[i].plain);
	free(words->list);
	free(words);
}

enum cs_status_kind cs_status_kind(const struct cs_status_words *words,
				   struct cs_text status)
{
	struct cs_buf plain = CS_BUF_INIT;
	struct word wanted = { NULL, CS_STATUS_UNKNOWN };
	const struct word *found = NULL;
	char text[LONGEST + 1];

	if (status.length > LONGEST)
		return words->others;
	memcpy(text, status.bytes, status.length);
	text[status.length] = '\0';
	cs_status_plain(text, &plain);
	wanted.plain = plain.data;
	if (words->count > 0)
		found = bsearch(&wanted, words->list, words->count,
				sizeof *words->list, by_plain);
	cs_buf_release(&plain);
	return found != NULL ? found->kind : words->others;
}
