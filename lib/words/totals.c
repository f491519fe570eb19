/* totals.c - see totals.h. */
#include "words/totals.h"

#include <stdlib.h>
#include <string.h>

#include "base/builtin.h"
#include "base/buf.h"
#include "base/mem.h"
#include "words/words.h"

/* Names are shorter; what is longer is a sentence. */
enum { LONGEST = 80 };

/* The next phrase of the list behind *text; of length 0 at its end. */
static const char *next_phrase(const char **text, size_t *length)
{
	const char *line;

	do {
		line = *text;
		*length = strcspn(line, "\n");
		*text += *length + (line[*length] == '\n');
	} while (*line != '\0' && (*length == 0 || *line == '#'));
	return line;
}

static void add(uint32_t *set, const char *letters)
{
	unsigned code = cs_three_letters(letters);

	set[code >> 5] |= 1u << (code & 31);
}

/* Of ASCII only: beyond it the list has no letters. */
static void note_place(struct cs_total_letters *letters, char letter,
		       enum cs_total_place place)
{
	letters->places[(unsigned char)letter | 0x20] |= place;
	letters->places[(unsigned char)letter & ~0x20] |= place;
}

static void add_list(struct cs_total_letters *letters, const char *list)
{
	const char *text = cs_builtin_text("words", list), *phrase;
	size_t n;

	while (phrase = next_phrase(&text, &n), n > 0)
		for (size_t end, at = 0; at < n; at = end + 1) {
			end = at + strcspn(phrase + at, " \n");
			add(letters->first, phrase + at);
			add(letters->last, phrase + end - 3);
			note_place(letters, phrase[at], CS_TOTAL_FIRST);
			note_place(letters, phrase[at + 1], CS_TOTAL_SECOND);
			note_place(letters, phrase[end - 2],
				   CS_TOTAL_LAST_BUT_ONE);
			note_place(letters, phrase[end - 1], CS_TOTAL_LAST);
		}
}

void cs_total_letters_init(struct cs_total_letters *letters)
{
	memset(letters, 0, sizeof *letters);
	add_list(letters, "totals");
	add_list(letters, "balances");
}

static bool is_letter(char c)
{
	return (c & 0xc0) != 0 && c != '_';
}

/* Names of people begin or end as the words do, but not both. */
static bool fits(const struct cs_total_letters *letters, const char *word,
		 size_t length)
{
	return length >= 3 && cs_begins_as(letters->first, word) &&
	       cs_begins_as(letters->last, word + length - 3);
}

/* Does the first word, or the last one, look like one of the list? */
static bool looks_so(const struct cs_total_letters *letters, const char *bytes,
		     size_t length)
{
	size_t first = 0, last = length;

	while (first < length && is_letter(bytes[first]))
		first++;
	while (last > 0 && is_letter(bytes[last - 1]))
		last--;
	return fits(letters, bytes, first) ||
	       fits(letters, bytes + last, length - last);
}

bool cs_begins_with_phrase(const char *list, const char *words)
{
	const char *text = cs_builtin_text("words", list), *phrase;
	size_t n;

	while (phrase = next_phrase(&text, &n), n > 0)
		if (strncmp(words, phrase, n) == 0 &&
		    (words[n] == ' ' || words[n] == '\0'))
			return true;
	return false;
}

static bool ends_as_total(const char *words, size_t length)
{
	const char *text = cs_builtin_text("words", "totals"), *phrase;
	size_t n;

	while (phrase = next_phrase(&text, &n), n > 0)
		if (length > n && words[length - n - 1] == ' ' &&
		    memcmp(words + length - n, phrase, n) == 0)
			return true;
	return false;
}

bool cs_is_total(const struct cs_total_letters *letters, const char *bytes,
		 size_t length)
{
	struct cs_buf words = CS_BUF_INIT;
	char *name;
	bool found;

	if (length > LONGEST || !looks_so(letters, bytes, length))
		return false;
	name = cs_strndup(bytes, length);
	cs_name_plain(name, &words);
	found = words.length > 0 &&
		(cs_begins_with_phrase("totals", words.data) ||
		 cs_begins_with_phrase("balances", words.data) ||
		 ends_as_total(words.data, words.length));
	cs_buf_release(&words);
	free(name);
	return found;
}

bool cs_is_balance(const char *name)
{
	struct cs_buf words = CS_BUF_INIT;
	bool found;

	cs_name_plain(name, &words);
	found = cs_begins_with_phrase("balances", words.data);
	cs_buf_release(&words);
	return found;
}
