/* statuses.c - see statuses.h. */
#include "words/statuses.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "words/phrases.h"
#include "words/words.h"

enum { LONGEST = 100 /* bytes of a status that may be known */ };

struct cs_status_words {
	pthread_mutex_t lock; /* of `text`, and of the list until it is made */
	const char *text;     /* what the list is to be made of; NULL: it is */
	struct cs_phrases list, of; /* ... and what statuses may be of */
	enum cs_status_kind others;
};

void cs_status_plain(const char *status, struct cs_buf *out)
{
	cs_name_plain(status, out);
	if (out->length == 0)
		cs_buf_adds(out, status);
}

static enum cs_status_kind kind_called(const char *name, size_t length)
{
	static const char *const names[] = {
		[CS_STATUS_COUNTS] = "counts",
		[CS_STATUS_LEFT_OUT] = "left out",
		[CS_STATUS_GIVEN_BACK] = "given back",
		[CS_STATUS_CLOSED] = "closed",
		[CS_STATUS_WON] = "won",
	};

	for (int kind = CS_STATUS_COUNTS; kind <= CS_STATUS_WON; kind++)
		if (strlen(names[kind]) == length &&
		    memcmp(names[kind], name, length) == 0)
			return (enum cs_status_kind)kind;
	return CS_STATUS_UNKNOWN;
}

static struct cs_status_words *empty_list(void)
{
	struct cs_status_words *words = cs_calloc(1, sizeof *words);

	pthread_mutex_init(&words->lock, NULL);
	words->list = words->of = CS_PHRASES_INIT;
	return words;
}

struct cs_status_words *cs_status_words_new(const char *text)
{
	struct cs_status_words *words = empty_list();

	words->text = text;
	return words;
}

static void read_list(struct cs_status_words *words)
{
	struct cs_phrases *to = &words->list;
	enum cs_status_kind kind = CS_STATUS_UNKNOWN;
	const char *text = words->text;

	while (*text != '\0') {
		const char *end = strchrnul(text, '\n');

		if (*text == '[') {
			to = strncmp(text, "[of]", 4) == 0 ? &words->of
							   : &words->list;
			kind = kind_called(text + 1, strcspn(text + 1, "]\n"));
		} else if (*text != '#') {
			cs_phrases_add_plain(to, text, (int)kind);
		}
		text = end + (*end != '\0');
	}
}

/* Most files have no statuses: the list is made when it is asked for one. */
static void make_list(const struct cs_status_words *words)
{
	struct cs_status_words *own =
	    (struct cs_status_words *)(uintptr_t)words;

	pthread_mutex_lock(&own->lock);
	if (own->text != NULL)
		read_list(own);
	own->text = NULL;
	pthread_mutex_unlock(&own->lock);
}

struct cs_status_words *cs_status_words_of(const char *const *statuses,
					   size_t count)
{
	struct cs_status_words *words = empty_list();

	words->others = CS_STATUS_LEFT_OUT;
	for (size_t i = 0; i < count; i++)
		cs_phrases_add(&words->list, statuses[i], CS_STATUS_COUNTS);
	return words;
}

void cs_status_words_free(struct cs_status_words *words)
{
	if (words == NULL)
		return;
	cs_phrases_release(&words->list);
	cs_phrases_release(&words->of);
	pthread_mutex_destroy(&words->lock);
	free(words);
}

/* The kind of a status; -1: it is not in the list. */
static int find(const struct cs_status_words *words, const char *plain)
{
	return cs_phrases_find(&words->list,
			       (struct cs_text){ plain, strlen(plain) });
}

static bool may_be_of(const struct cs_status_words *words, const char *plain)
{
	return cs_phrases_find(&words->of,
			       (struct cs_text){ plain, strlen(plain) }) >= 0;
}

/* Without its first word or its last one, if it may be of that. */
static int find_without(const struct cs_status_words *words, char *plain)
{
	char *first = strchr(plain, ' '), *last = strrchr(plain, ' ');
	int found = -1;

	if (first == NULL)
		return -1;
	*last = '\0';
	if (may_be_of(words, last + 1))
		found = find(words, plain);
	*last = ' ';
	*first = '\0';
	if (found < 0 && may_be_of(words, plain))
		found = find(words, first + 1);
	*first = ' ';
	return found;
}

static bool ends_order(int kind)
{
	return kind == CS_STATUS_LEFT_OUT || kind == CS_STATUS_GIVEN_BACK;
}

/* What was called off, without what stands behind `tail`. */
static int find_before(const struct cs_status_words *words, const char *text,
		       const char *tail)
{
	const char *at = strstr(text, tail);
	struct cs_buf plain = CS_BUF_INIT;
	char *head;
	int found;

	if (at == NULL)
		return -1;
	head = cs_strndup(text, (size_t)(at - text));
	cs_status_plain(head, &plain);
	free(head);
	found = find(words, plain.data);
	if (found < 0)
		found = find_without(words, plain.data);
	cs_buf_release(&plain);
	return ends_order(found) ? found : -1;
}

/* One that is in no list as it stands. */
static int find_part(const struct cs_status_words *words, const char *text,
		     char *plain)
{
	static const char *const tails[] = {
		"(",	 "[",	  ":",	  " - ",   ",",	     " by ",
		" por ", " par ", " da ", " von ", " door ", " oleh "
	};
	int found = find_without(words, plain);

	for (size_t i = 0; found < 0 && i < sizeof tails / sizeof *tails; i++)
		found = find_before(words, text, tails[i]);
	return found;
}

enum cs_status_kind cs_status_kind(const struct cs_status_words *words,
				   struct cs_text status)
{
	struct cs_buf plain = CS_BUF_INIT;
	int found;
	char text[LONGEST + 1];

	if (status.length > LONGEST)
		return words->others;
	memcpy(text, status.bytes, status.length);
	text[status.length] = '\0';
	make_list(words);
	cs_status_plain(text, &plain);
	found = find(words, plain.data);
	if (found < 0 && words->of.count > 0)
		found = find_part(words, text, plain.data);
	cs_buf_release(&plain);
	return found >= 0 ? (enum cs_status_kind)found : words->others;
}
