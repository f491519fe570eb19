/* vocabulary.c - reading a vocabulary: see words.h. */
#include "words/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* --- spellings --------------------------------------------------------- */

/* More slots than a text of this length has spellings. */
static void make_slots(struct cs_vocabulary *v, size_t length)
{
	size_t size = 64;

	while (size <= length / 2 + 1) /* a blank follows each */
		size *= 2;
	v->slots = cs_calloc(size, sizeof *v->slots);
	v->mask = size - 1;
	v->seed = cs_hash_draw_seed();
}

/* The slot of the spelling, or a free one. */
static uint16_t *slot_of(const struct cs_vocabulary *v, struct cs_text text)
{
	size_t at = cs_hash(&v->seed, text.bytes, text.length) & v->mask;

	while (v->slots[at] != 0 &&
	       cs_text_compare(v->spellings[v->slots[at] - 1].text, text) != 0)
		at = (at + 1) & v->mask;
	return &v->slots[at];
}

int cs_word_spelled(const struct cs_vocabulary *vocabulary, const char *text,
		    size_t length)
{
	uint16_t number =
	    *slot_of(vocabulary, (struct cs_text){ text, length });

	return number > 0 ? vocabulary->spellings[number - 1].word : -1;
}

/* `word`, or what this spelling stands for already. */
static uint16_t spell(struct cs_vocabulary *v, struct cs_text text,
		      uint16_t word)
{
	uint16_t *slot = slot_of(v, text);

	if (*slot == 0) {
		CS_GROW(v->spellings, v->count, v->capacity);
		v->spellings[v->count++] = (struct cs_spelling){ text, word };
		*slot = (uint16_t)v->count;
	}
	return v->spellings[*slot - 1].word;
}

/* A word of a phrase: one that has not been met is a word of its own. */
static uint16_t word_of(struct cs_vocabulary *v, struct cs_text text)
{
	uint16_t word = spell(v, text, v->nwords);

	v->nwords += word == v->nwords;
	return word;
}

/* --- lines ------------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* The next word up to `end`; false: there is none. */
static bool next_word(const char **p, const char *end, struct cs_text *word)
{
	while (*p < end && is_blank(**p))
		++*p;
	word->bytes = *p;
	while (*p < end && !is_blank(**p))
		++*p;
	word->length = (size_t)(*p - word->bytes);
	return word->length > 0;
}

static void add_words(struct cs_vocabulary *v, struct cs_word_list *list,
		      const char *p, const char *end)
{
	struct cs_text text;

	while (next_word(&p, end, &text)) {
		CS_GROW(list->words, list->count, list->capacity);
		list->words[list->count++] = word_of(v, text);
	}
}

static void add_spellings(struct cs_vocabulary *v, const char *p,
			  const char *end)
{
	struct cs_text text;
	uint16_t word = CS_WORD_NOTHING;

	if (next_word(&p, end, &text) && *text.bytes != '-')
		word = word_of(v, text);
	while (next_word(&p, end, &text))
		if (*text.bytes != '=')
			spell(v, text, word);
}

static void add_phrases(struct cs_vocabulary *v, struct cs_section *section,
			const char *p, const char *end)
{
	uint16_t line = section->count > 0
			    ? section->phrases[section->count - 1].line + 1
			    : 0;

	for (uint16_t place = 0; p < end; place++) {
		const char *comma = memchr(p, ',', (size_t)(end - p));
		const char *stop = comma != NULL ? comma : end;
		struct cs_phrase *phrase;
		struct cs_text text;

		CS_GROW(section->phrases, section->count, section->capacity);
		phrase = &section->phrases[section->count++];
		*phrase = (struct cs_phrase){ .line = line, .place = place };
		while (phrase->count < CS_PHRASE_WORDS &&
		       next_word(&p, stop, &text))
			phrase->words[phrase->count++] = word_of(v, text);
		p = stop + 1;
	}
}

static struct cs_section *begin_section(struct cs_vocabulary *v, const char *p,
					const char *end)
{
	const char *close = memchr(p, ']', (size_t)(end - p));
	struct cs_section *section;

	CS_GROW(v->sections, v->nsections, v->sections_capacity);
	section = &v->sections[v->nsections++];
	*section = (struct cs_section){
		.name = cs_strndup(
		    p + 1, (size_t)((close != NULL ? close : end) - p - 1)),
	};
	return section;
}

static void take_line(struct cs_vocabulary *v, const char *p, const char *end)
{
	struct cs_section *section =
	    v->nsections > 0 ? &v->sections[v->nsections - 1] : NULL;

	if (*p == '[')
		begin_section(v, p, end);
	else if (section == NULL || *p == '#')
		return;
	else if (strcmp(section->name, "words") == 0)
		add_spellings(v, p, end);
	else if (strncmp(p, "also:", 5) == 0)
		add_words(v, &section->also, p + 5, end);
	else if (strncmp(p, "not:", 4) == 0)
		add_words(v, &section->not, p + 4, end);
	else
		add_phrases(v, section, p, end);
}

struct cs_vocabulary *cs_vocabulary_new(const char *text)
{
	struct cs_vocabulary *v = cs_calloc(1, sizeof *v);

	v->nwords = CS_WORD_NOTHING + 1;
	make_slots(v, strlen(text));
	while (*text != '\0') {
		const char *end = strchrnul(text, '\n');

		while (*end != '\0' && (end[1] == ' ' || end[1] == '\t'))
			end = strchrnul(end + 1, '\n');
		if (end > text)
			take_line(v, text, end);
		text = end + (*end != '\0');
	}
	return v;
}

void cs_vocabulary_free(struct cs_vocabulary *vocabulary)
{
	if (vocabulary == NULL)
		return;
	for (size_t i = 0; i < vocabulary->nsections; i++) {
		free(vocabulary->sections[i].name);
		free(vocabulary->sections[i].phrases);
		free(vocabulary->sections[i].also.words);
		free(vocabulary->sections[i].not .words);
	}
	free(vocabulary->spellings);
	free(vocabulary->slots);
	free(vocabulary->sections);
	free(vocabulary);
}

const struct cs_section *cs_vocabulary_section(
    const struct cs_vocabulary *vocabulary, const char *name)
{
	for (size_t i = 0; i < vocabulary->nsections; i++)
		if (strcmp(vocabulary->sections[i].name, name) == 0)
			return &vocabulary->sections[i];
	return NULL;
}
