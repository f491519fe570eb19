/* statuses.c - see statuses.h. */
#include "words/statuses.h"

#include <pthread.h>
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
	pthread_mutex_t lock; /* of `text`, and of the list until it is made */
	const char *text;     /* what the list is to be made of; NULL: it is */
	struct word *list;    /* sorted by plain */
	size_t count, capacity;
	enum cs_status_kind others;
	struct cs_status_words *of; /* what statuses may be of; NULL: nothing */
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
	return words;
}

struct cs_status_words *cs_status_words_new(const char *text)
{
	struct cs_status_words *words = empty_list();

	words->of = empty_list();
	words->text = text;
	return words;
}

static void read_list(struct cs_status_words *words)
{
	struct cs_status_words *to = words;
	enum cs_status_kind kind = CS_STATUS_UNKNOWN;
	const char *text = words->text;

	while (*text != '\0') {
		const char *end = strchrnul(text, '\n');

		if (*text == '[') {
			to = strncmp(text, "[of]", 4) == 0 ? words->of : words;
			kind = kind_called(text + 1, strcspn(text + 1, "]\n"));
		} else if (*text != '#') {
			add_all(to, text, kind);
		}
		text = end + (*end != '\0');
	}
	sort(words);
	sort(words->of);
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
	cs_status_words_free(words->of);
	pthread_mutex_destroy(&words->lock);
	free(words);
}

static const struct word *find(const struct cs_status_words *words, char *plain)
{
	struct word wanted = { plain, CS_STATUS_UNKNOWN };

	return words->count > 0 ? bsearch(&wanted, words->list, words->count,
					  sizeof *words->list, by_plain)
				: NULL;
}

/* Without its first word or its last one, if it may be of that. */
static const struct word *find_without(const struct cs_status_words *words,
				       char *plain)
{
	char *first = strchr(plain, ' '), *last = strrchr(plain, ' ');
	const struct word *found = NULL;

	if (first == NULL)
		return NULL;
	*last = '\0';
	if (find(words->of, last + 1) != NULL)
		found = find(words, plain);
	*last = ' ';
	*first = '\0';
	if (found == NULL && find(words->of, plain) != NULL)
		found = find(words, first + 1);
	*first = ' ';
	return found;
}

static bool ends_order(const struct word *word)
{
	return word != NULL && (word->kind == CS_STATUS_LEFT_OUT ||
				word->kind == CS_STATUS_GIVEN_BACK);
}

/* What was called off, without what stands behind `tail`. */
static const struct word *find_before(const struct cs_status_words *words,
				      const char *text, const char *tail)
{
	const char *at = strstr(text, tail);
	struct cs_buf plain = CS_BUF_INIT;
	const struct word *found;
	char *head;

	if (at == NULL)
		return NULL;
	head = cs_strndup(text, (size_t)(at - text));
	cs_status_plain(head, &plain);
	free(head);
	found = find(words, plain.data);
	if (found == NULL)
		found = find_without(words, plain.data);
	cs_buf_release(&plain);
	return ends_order(found) ? found : NULL;
}

/* One that is in no list as it stands. */
static const struct word *find_part(const struct cs_status_words *words,
				    const char *text, char *plain)
{
	static const char *const tails[] = {
		"(",	 "[",	  ":",	  " - ",   ",",	     " by ",
		" por ", " par ", " da ", " von ", " door ", " oleh "
	};
	const struct word *found = find_without(words, plain);

	for (size_t i = 0; found == NULL && i < sizeof tails / sizeof *tails;
	     i++)
		found = find_before(words, text, tails[i]);
	return found;
}

enum cs_status_kind cs_status_kind(const struct cs_status_words *words,
				   struct cs_text status)
{
	struct cs_buf plain = CS_BUF_INIT;
	const struct word *found;
	char text[LONGEST + 1];

	if (status.length > LONGEST)
		return words->others;
	memcpy(text, status.bytes, status.length);
	text[status.length] = '\0';
	make_list(words);
	cs_status_plain(text, &plain);
	found = find(words, plain.data);
	if (found == NULL && words->of != NULL)
		found = find_part(words, text, plain.data);
	cs_buf_release(&plain);
	return found != NULL ? found->kind : words->others;
}
