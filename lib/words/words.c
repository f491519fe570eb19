/* words.c - see words.h. */
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "words/vocabulary.h"

enum {
	SHORT = 2, /* letters of what can only end a word: orderid */
	LONG = 64  /* a longer one is not taken apart */
};

/* --- the words of a name ----------------------------------------------- */

static void add(struct cs_name *name, int word)
{
	if (word != CS_WORD_NOTHING && name->count < CS_NAME_WORDS)
		name->words[name->count++] = (uint16_t)word;
}

/* Known words that make the whole of `text`, an s between them left out. */
static bool take_apart(const struct cs_vocabulary *v, const char *text,
		       size_t length, struct cs_name *out)
{
	size_t before = out->count;
	int whole = cs_word_spelled(v, text, length);

	if (whole >= 0) {
		add(out, whole);
		return true;
	}
	for (size_t n = length <= LONG ? length : 0; n-- > SHORT + 1;) {
		int first = cs_word_spelled(v, text, n);

		if (first < 0)
			continue;
		add(out, first);
		if (take_apart(v, text + n, length - n, out) ||
		    (text[n] == 's' && length > n + 1 &&
		     take_apart(v, text + n + 1, length - n - 1, out)))
			return true;
		out->count = (uint8_t)before;
	}
	return false;
}

/* "Number of guests" says how many, and of whom it does not say which. */
static bool is_count(const char *name, const char *plain)
{
	static const char *const begins[] = { "number of ", "num of ", "no of ",
					      "nr of ", "count of " };

	if (strncmp(name, "# of ", 5) == 0)
		return true;
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (strncmp(plain, begins[i], strlen(begins[i])) == 0)
			return true;
	return false;
}

/* True if all are known. */
static bool read_words(const struct cs_vocabulary *v, const char *name,
		       size_t length, struct cs_name *out)
{
	char *part = cs_strndup(name, length);
	struct cs_buf plain = CS_BUF_INIT;
	bool known = true;

	cs_name_plain(part, &plain);
	if (is_count(part, plain.data))
		known = false;
	for (const char *p = plain.data; *p != '\0';) {
		size_t n = strcspn(p, " ");

		known &= take_apart(v, p, n, out);
		p += n + (p[n] == ' ');
	}
	cs_buf_release(&plain);
	free(part);
	return known;
}

/* Where brackets at the end of the name open; its length: nowhere. */
static size_t bracket(const char *name)
{
	size_t length = strlen(name), n = length;

	while (n > 0 && (name[n - 1] == ' ' || name[n - 1] == '\t'))
		n--;
	if (n == 0 || (name[n - 1] != ')' && name[n - 1] != ']'))
		return length;
	for (char open = name[n - 1] == ')' ? '(' : '['; n > 1; n--)
		if (name[n - 1] == open)
			return n - 1;
	return length;
}

void cs_name_read(const struct cs_vocabulary *vocabulary, const char *name,
		  struct cs_name *out)
{
	size_t main = bracket(name);

	*out = (struct cs_name){ 0 };
	out->strange = !read_words(vocabulary, name, main, out);
	out->aside = out->count;
	read_words(vocabulary, name + main, strlen(name + main), out);
	out->aside = (uint8_t)(out->count - out->aside);
}

/* --- the names of a section -------------------------------------------- */

static bool among(uint16_t word, const uint16_t *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (words[i] == word)
			return true;
	return false;
}

/* Of the phrase: are all its words in the name, and the others allowed? */
static bool makes(const struct cs_section *section,
		  const struct cs_phrase *phrase, const struct cs_name *name,
		  uint16_t *beside)
{
	*beside = name->aside;
	for (size_t i = 0; i < phrase->count; i++)
		if (!among(phrase->words[i], name->words, name->count))
			return false;
	for (size_t i = 0; i < name->count; i++) {
		if (among(name->words[i], phrase->words, phrase->count))
			continue;
		if (among(name->words[i], section->not .words,
			  section->not .count))
			return false;
		if (i + name->aside >= name->count)
			continue;
		if (!among(name->words[i], section->also.words,
			   section->also.count))
			return false;
		++*beside;
	}
	return true;
}

bool cs_name_fits(const struct cs_vocabulary *vocabulary, const char *section,
		  const struct cs_name *name, struct cs_fit *fit)
{
	const struct cs_section *s = cs_vocabulary_section(vocabulary, section);

	if (s == NULL || name->strange)
		return false;
	for (size_t i = 0; i < s->count; i++) {
		const struct cs_phrase *phrase = &s->phrases[i];

		if (!makes(s, phrase, name, &fit->beside))
			continue;
		fit->line = phrase->line;
		fit->place = phrase->place;
		return true;
	}
	return false;
}

/* Has the name a word of a phrase of at most so many? */
static bool has_word(const struct cs_section *section,
		     const struct cs_name *name, size_t most)
{
	for (size_t i = 0; section != NULL && i < section->count; i++) {
		const struct cs_phrase *phrase = &section->phrases[i];

		for (size_t w = 0; phrase->count <= most && w < phrase->count;
		     w++)
			if (among(phrase->words[w], name->words, name->count))
				return true;
	}
	return false;
}

bool cs_name_hints(const struct cs_vocabulary *vocabulary, const char *section,
		   const struct cs_name *name)
{
	return has_word(cs_vocabulary_section(vocabulary, section), name,
			CS_PHRASE_WORDS);
}

bool cs_name_says(const struct cs_vocabulary *vocabulary, const char *section,
		  const struct cs_name *name)
{
	return has_word(cs_vocabulary_section(vocabulary, section), name, 1);
}

bool cs_name_not(const struct cs_vocabulary *vocabulary, const char *section,
		 const struct cs_name *name)
{
	const struct cs_section *s = cs_vocabulary_section(vocabulary, section);

	for (size_t i = 0; s != NULL && i < s->not .count; i++)
		if (among(s->not .words[i], name->words, name->count))
			return true;
	return false;
}
