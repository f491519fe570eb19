/* phrases.c - see phrases.h. */
#include "words/phrases.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "words/statuses.h"
#include "words/words.h"

enum { FEWEST_SLOTS = 64 };

static struct cs_text text_of(const struct cs_phrases *phrases,
			      const struct cs_phrase_met *met)
{
	return (struct cs_text){ phrases->plain.data + met->at, met->length };
}

/* The slot of the phrase, or a free one. */
static uint32_t *slot_of(const struct cs_phrases *phrases, struct cs_text plain,
			 uint32_t hash)
{
	size_t at = hash & phrases->mask;

	for (; phrases->slots[at] != 0; at = (at + 1) & phrases->mask) {
		const struct cs_phrase_met *met =
		    &phrases->list[phrases->slots[at] - 1];

		if (met->hash == hash &&
		    cs_text_compare(text_of(phrases, met), plain) == 0)
			break;
	}
	return &phrases->slots[at];
}

static uint32_t hash_of(const struct cs_phrases *phrases, struct cs_text plain)
{
	return (uint32_t)cs_hash(&phrases->seed, plain.bytes, plain.length);
}

/* Half of the slots are free. */
static void make_room(struct cs_phrases *phrases)
{
	if (phrases->slots == NULL)
		phrases->seed = cs_hash_draw_seed();
	else if (phrases->count * 2 <= phrases->mask)
		return;
	free(phrases->slots);
	phrases->mask =
	    phrases->slots == NULL ? FEWEST_SLOTS - 1 : phrases->mask * 2 + 1;
	phrases->slots = cs_calloc(phrases->mask + 1, sizeof *phrases->slots);
	for (size_t i = 0; i < phrases->count; i++)
		*slot_of(phrases, text_of(phrases, &phrases->list[i]),
			 phrases->list[i].hash) = (uint32_t)i + 1;
}

void cs_phrases_put(struct cs_phrases *phrases, struct cs_text plain,
		    int number)
{
	uint32_t hash, *slot;

	make_room(phrases);
	hash = hash_of(phrases, plain);
	slot = slot_of(phrases, plain, hash);
	if (*slot != 0)
		return;
	CS_GROW(phrases->list, phrases->count, phrases->capacity);
	phrases->list[phrases->count++] = (struct cs_phrase_met){
		(uint32_t)phrases->plain.length,
		(uint32_t)plain.length,
		hash,
		number,
	};
	*slot = (uint32_t)phrases->count;
	cs_buf_add(&phrases->plain, plain.bytes, plain.length);
}

static void add(struct cs_phrases *phrases, const char *line, int number,
		bool are_plain)
{
	struct cs_buf phrase = CS_BUF_INIT, plain = CS_BUF_INIT;

	for (size_t n; *line != '\0' && *line != '\n';
	     line += n + (line[n] == ',')) {
		struct cs_text text;

		line += strspn(line, " \t");
		n = strcspn(line, ",\n");
		if (n == 0)
			continue;
		text = (struct cs_text){ line, n };
		if (!are_plain && !cs_name_is_plain(line, n)) {
			cs_buf_clear(&phrase);
			cs_buf_add(&phrase, line, n);
			cs_status_plain(phrase.data, &plain);
			text = (struct cs_text){ plain.data, plain.length };
		}
		cs_phrases_put(phrases, text, number);
	}
	cs_buf_release(&phrase);
	cs_buf_release(&plain);
}

void cs_phrases_add(struct cs_phrases *phrases, const char *line, int number)
{
	add(phrases, line, number, false);
}

void cs_phrases_add_plain(struct cs_phrases *phrases, const char *line,
			  int number)
{
	add(phrases, line, number, true);
}

int cs_phrases_find(const struct cs_phrases *phrases, struct cs_text plain)
{
	uint32_t slot;

	if (phrases->count == 0)
		return -1;
	slot = *slot_of(phrases, plain, hash_of(phrases, plain));
	return slot > 0 ? phrases->list[slot - 1].number : -1;
}

void cs_phrases_release(struct cs_phrases *phrases)
{
	cs_buf_release(&phrases->plain);
	free(phrases->list);
	free(phrases->slots);
	*phrases = CS_PHRASES_INIT;
}
