/* nobody.c - see nobody.h. */
#include "words/nobody.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "words/words.h"

/* --- the list ------------------------------------------------------------ */

static const char *const sections[] = {
	[CS_NOBODY_EMPTY] = "[empty]",	     [CS_NOBODY_MISSING] = "[missing]",
	[CS_NOBODY_NUMBER] = "[number]",     [CS_NOBODY_WORD] = "[nobody]",
	[CS_NOBODY_DOUBTFUL] = "[doubtful]",
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool has_name(struct cs_text text)
{
	for (size_t i = 0; i < text.length; i++)
		if (is_letter(text.bytes[i]) || text.bytes[i] < 0 ||
		    (text.bytes[i] >= '0' && text.bytes[i] <= '9'))
			return true;
	return false;
}

static void small(char *text)
{
	for (; *text != '\0'; text++)
		if (is_letter(*text))
			*text |= 0x20;
}

/* A key of that length which begins so may be a word. */
static void expect(struct cs_nobody *nobody, char first, size_t length)
{
	if (length > CS_NOBODY_LONGEST)
		return;
	nobody->lengths[(unsigned char)first] |= (uint64_t)1 << length;
	if (!has_name((struct cs_text){ &first, 1 }))
		nobody->lengths[(unsigned char)first] |= CS_NOBODY_ANY;
	if (is_letter(first))
		nobody->lengths[(unsigned char)first ^ 0x20] |= (uint64_t)1
								<< length;
}

/* Keys of these lengths, or a little longer for what stands around it, may be a
 * word that begins with this text. */
static void expect_beginning(struct cs_nobody *nobody, const char *text,
			     size_t shortest, size_t longest)
{
	unsigned lengths = 0;
	char three[3];

	if (strlen(text) < sizeof three)
		return;
	for (size_t n = shortest; n <= longest + 4 && n <= CS_NOBODY_LONGEST;
	     n++)
		lengths |= 1U << n / 4;
	memcpy(three, text, sizeof three);
	nobody->begins[cs_nobody_beginning(three)] |= (uint16_t)lengths;
	for (int c = 0; three[2] == ' ' && c < 32; c++) {
		three[2] = (char)(c | 32); /* no-name, noName */
		nobody->begins[cs_nobody_beginning(three)] |= (uint16_t)lengths;
		three[2] = ' ';
	}
}

enum { NO_LETTER, BEYOND_ASCII = 255 };

/* What bytes are in a hash of letters. */
static void list_letters(unsigned char kinds[256])
{
	for (int c = 0; c < 256; c++)
		kinds[c] = (unsigned char)(c >= 0x80		  ? BEYOND_ASCII
					   : is_letter((char)c)	  ? c | 0x20
					   : c >= '0' && c <= '9' ? c
								  : NO_LETTER);
}

/* A hash of its letters and digits, in 14 bits, and 1; 0: there are none, or
 * there is more than ASCII. */
static uint32_t hash_letters(const struct cs_nobody *nobody,
			     struct cs_text text)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = nobody->kinds[(unsigned char)text.bytes[i]];

		if (c == NO_LETTER)
			continue;
		if (c == BEYOND_ASCII)
			return 0;
		sum = (sum + c) * 0x9e3779b1u;
	}
	return sum == 0 ? 0 : (sum >> 18) + 1;
}

static void expect_letters(struct cs_nobody *nobody, struct cs_text text)
{
	uint32_t hash = hash_letters(nobody, text);

	nobody->letters[hash / 64] |= (uint64_t)1 << hash % 64;
}

/* Whatever signs are between: they are those of no word. */
static bool no_word(const struct cs_nobody *nobody, struct cs_text key)
{
	uint32_t hash = hash_letters(nobody, key);

	return hash > 0 && (nobody->letters[hash / 64] >> hash % 64 & 1) == 0;
}

/* What `shown`, a word of the list, is compared by. */
static struct cs_text compared_by(struct cs_nobody *nobody, const char *shown,
				  size_t length, enum cs_nobody_kind kind)
{
	struct cs_buf plain = CS_BUF_INIT;
	char *compared;

	if (cs_name_is_plain(shown, length))
		return (struct cs_text){ shown, length };
	if (kind >= CS_NOBODY_WORD)
		cs_name_plain(shown, &plain);
	else
		cs_buf_add(&plain, shown, length);
	length = plain.length;
	compared = cs_arena_copy(&nobody->texts, plain.data, length);
	cs_buf_release(&plain);
	small(compared);
	return (struct cs_text){ compared, length };
}

static void add(struct cs_nobody *nobody, const char *text, size_t length,
		enum cs_nobody_kind kind)
{
	const char *shown = cs_arena_copy(&nobody->texts, text, length);
	struct cs_text compared = compared_by(nobody, shown, length, kind);
	size_t solid = compared.length;

	for (size_t i = 0; i < compared.length; i++)
		solid -= compared.bytes[i] == ' ';
	expect_letters(nobody, compared);
	if (kind <= nobody->last) {
		expect_beginning(nobody, compared.bytes, solid, length);
		if (compared.bytes != shown)
			expect_beginning(nobody, shown, solid, length);
		expect(nobody, *compared.bytes, length);
		expect(nobody, *compared.bytes, compared.length);
		expect(nobody, *compared.bytes, solid); /* WalkIn */
	}
	if (nobody->count >= CS_NOBODY_FIRST)
		cs_phrases_put(&nobody->index, compared, (int)nobody->count);
	CS_GROW(nobody->words, nobody->count, nobody->capacity);
	nobody->words[nobody->count++] =
	    (struct cs_nobody_word){ compared.bytes, shown, kind };
}

/* What stands on a line: a word, or several with commas between. */
static void add_line(struct cs_nobody *nobody, const char *line, size_t length,
		     enum cs_nobody_kind kind)
{
	const char *end = line + length;

	if (kind < CS_NOBODY_WORD) {
		add(nobody, line, length, kind);
		return;
	}
	for (const char *p = line; p < end;) {
		const char *comma = memchr(p, ',', (size_t)(end - p));
		const char *stop = comma != NULL ? comma : end;

		while (*p == ' ')
			p++;
		if (p < stop)
			add(nobody, p, (size_t)(stop - p), kind);
		p = stop + 1;
	}
}

/* Keys that begin with a sign may be words in brackets, or nothing but signs;
 * +49... and #1001 are neither. */
static void expect_signs(struct cs_nobody *nobody)
{
	for (char c = '!'; c < 0x7F; c++) {
		size_t longest = c == '+' || c == '#' ? 3 : CS_NOBODY_LONGEST;

		if (!has_name((struct cs_text){ &c, 1 }))
			for (size_t n = 1; n <= longest; n++)
				expect(nobody, c, n);
	}
}

struct cs_nobody *cs_nobody_new(const char *text, enum cs_nobody_kind last)
{
	struct cs_nobody *nobody = cs_calloc(1, sizeof *nobody);
	enum cs_nobody_kind kind = CS_NOBODY_NOT;

	nobody->last = last;
	nobody->index = CS_PHRASES_INIT;
	list_letters(nobody->kinds);
	add(nobody, "signs only", strlen("signs only"), CS_NOBODY_MISSING);
	add(nobody, "masked, ***", strlen("masked, ***"), CS_NOBODY_MISSING);
	memset(nobody->lengths, 0, sizeof nobody->lengths);
	while (*text != '\0') {
		const char *end = strchrnul(text, '\n');
		size_t length = (size_t)(end - text);
		bool heads = false;

		for (int k = CS_NOBODY_EMPTY; k <= CS_NOBODY_DOUBTFUL; k++)
			if (strlen(sections[k]) == length &&
			    memcmp(sections[k], text, length) == 0) {
				kind = (enum cs_nobody_kind)k;
				heads = true;
			}
		if (!heads && length > 0 && memcmp(text, "# ", 2) != 0 &&
		    kind != CS_NOBODY_NOT &&
		    (kind <= last || last >= CS_NOBODY_WORD))
			add_line(nobody, text, length, kind);
		text = end + (*end != '\0');
	}
	if (last >= CS_NOBODY_MISSING)
		expect_signs(nobody);
	return nobody;
}

void cs_nobody_free(struct cs_nobody *nobody)
{
	if (nobody == NULL)
		return;
	cs_arena_release(&nobody->texts);
	cs_phrases_release(&nobody->index);
	free(nobody->words);
	free(nobody);
}

/* --- looking up ---------------------------------------------------------- */

static int find(const struct cs_nobody *nobody, const char *text)
{
	return cs_phrases_find(&nobody->index,
			       (struct cs_text){ text, strlen(text) });
}

/* As cs_name_plain(), of words of ASCII with one blank, hyphen or point between
 * them; false: it is something else. */
static bool plain_words(struct cs_text key, char *out)
{
	char last = ' ';

	for (size_t i = 0; i < key.length; last = key.bytes[i++]) {
		char c = key.bytes[i];
		bool sign = strchr(" -_.", c) != NULL;

		if ((!sign && !has_name((struct cs_text){ &c, 1 })) || c <= 0 ||
		    (sign && strchr(" -_.", last) != NULL) ||
		    (c >= 'A' && c <= 'Z' && last >= '0' &&
		     !(last >= 'A' && last <= 'Z')))
			return false;
		out[i] = (char)(sign ? ' ' : is_letter(c) ? c | 0x20 : c);
	}
	out[key.length] = '\0';
	return strchr(" -_.", last) == NULL;
}

/* The number of a word of any kind; -1: it is none. */
static int look_up(const struct cs_nobody *nobody, struct cs_text key)
{
	char raw[CS_NOBODY_LONGEST + 1], simple[CS_NOBODY_LONGEST + 1];
	struct cs_buf plain = CS_BUF_INIT;
	int found;

	if (no_word(nobody, key)) /* nearly all that come here */
		return -1;
	memcpy(raw, key.bytes, key.length);
	raw[key.length] = '\0';
	if (!has_name(key))
		return CS_NOBODY_SIGNS;
	if (plain_words(key, simple))
		cs_buf_adds(&plain, simple);
	else
		cs_name_plain(raw, &plain);
	small(raw);
	found = find(nobody, raw);
	if (found < 0) {
		found = find(nobody, plain.data);
		if (found >= 0 && nobody->words[found].kind < CS_NOBODY_WORD)
			found = -1;
	}
	cs_buf_release(&plain);
	return found;
}

int cs_nobody_look_up(const struct cs_nobody *nobody, struct cs_text key)
{
	int found = look_up(nobody, key);

	return found >= 0 && nobody->words[found].kind <= nobody->last ? found
								       : -1;
}

bool cs_nobody_knows(const struct cs_nobody *nobody, struct cs_text key)
{
	return key.length > 0 && key.length <= CS_NOBODY_LONGEST &&
	       look_up(nobody, key) >= 0;
}
