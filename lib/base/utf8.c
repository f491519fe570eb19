/* utf8.c - see utf8.h; what Unicode says of a character is libutf8proc's. */
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD, EMOJI_STYLE = 0xFE0F, WIDEST = 2 };

/* The replacement character itself takes three bytes. */
static bool is_invalid(uint32_t c, size_t used)
{
	return c == REPLACEMENT && used == 1;
}

uint32_t cs_utf8_decode(const char *bytes, size_t length, size_t *used)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	if ((*bytes & 0x80) == 0) {
		*used = 1;
		return (unsigned char)*bytes;
	}
	n = utf8proc_iterate((const utf8proc_uint8_t *)bytes,
			     (utf8proc_ssize_t)length, &c);
	*used = n > 0 ? (size_t)n : 1;
	return n > 0 ? (uint32_t)c : REPLACEMENT;
}

/* How many bytes of ASCII there are before any other, or a few less. */
static size_t plain_bytes(const char *bytes, size_t length)
{
	size_t at = 0;
	uint64_t word;

	for (; at + sizeof word <= length; at += sizeof word) {
		memcpy(&word, bytes + at, sizeof word);
		if ((word & 0x8080808080808080u) != 0)
			break;
	}
	return at;
}

bool cs_utf8_valid(const char *bytes, size_t length)
{
	size_t used;

	for (size_t at = 0; at < length; at += used) {
		used = plain_bytes(bytes + at, length - at);
		if (used > 0)
			continue;
		used = 1;
		if ((bytes[at] & 0x80) != 0 &&
		    cs_utf8_decode(bytes + at, length - at, &used) ==
			REPLACEMENT &&
		    used == 1)
			return false;
	}
	return true;
}

/* A mark that is written beside its letter takes a column on terminals. */
static size_t columns_of(uint32_t c)
{
	utf8proc_int32_t code = (utf8proc_int32_t)c;

	if (c < 0x300 || utf8proc_category(code) == UTF8PROC_CATEGORY_MC)
		return 1;
	return (size_t)utf8proc_charwidth(code);
}

/*
 * Is `c`, which follows `before` (0: nothing), not to be shown as it is? It
 * acts on a terminal, turns the direction of writing, breaks the line, leaves
 * no mark or is no character. The emoji style is seen in the pictograph before
 * it. Of what is ignorable libutf8proc leaves out what has no name yet.
 */
static bool is_unfit(uint32_t before, uint32_t c)
{
	const utf8proc_property_t *is;

	if (c < 0x80)
		return c < 0x20 || c == 0x7F;
	is = utf8proc_get_property(
	    (utf8proc_int32_t)(c == EMOJI_STYLE ? before : c));
	if (c == EMOJI_STYLE)
		return is->boundclass !=
		       UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
	return is->category == UTF8PROC_CATEGORY_CC ||
	       is->category == UTF8PROC_CATEGORY_CF ||
	       is->category == UTF8PROC_CATEGORY_ZL ||
	       is->category == UTF8PROC_CATEGORY_ZP || is->ignorable ||
	       c == 0x2065 || c >> 12 == 0xE0 || (c >= 0xFFF0 && c <= 0xFFF8) ||
	       (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/*
 * The bytes of what text[0..length), length > 0, begins with and a reader takes
 * for one character (a grapheme cluster: Unicode Standard Annex 29), and its
 * columns. A byte or character that is not shown is one by itself.
 */
static size_t cluster(const char *text, size_t length, size_t *columns)
{
	size_t at, used;
	uint32_t c, next;
	utf8proc_int32_t state = 0;

	*columns = 1;
	if ((*text & 0x80) == 0 && (length == 1 || (text[1] & 0x80) == 0))
		return 1;
	c = cs_utf8_decode(text, length, &at);
	*columns = columns_of(c);
	if (is_invalid(c, at) || is_unfit(0, c))
		return at;
	for (; at < length; at += used, c = next) {
		next = cs_utf8_decode(text + at, length - at, &used);
		if (is_invalid(next, used) || is_unfit(c, next) ||
		    utf8proc_grapheme_break_stateful(
			(utf8proc_int32_t)c, (utf8proc_int32_t)next, &state))
			break;
		*columns += next == EMOJI_STYLE ? WIDEST : columns_of(next);
	}
	if (*columns > WIDEST)
		*columns = WIDEST;
	return at;
}

/* How many bytes, `most` or fewer, are a character each, of one column. */
static size_t plain_run(const char *text, size_t length, size_t most)
{
	size_t n = 0;

	while (n < length && n < most && text[n] >= 0x20 && text[n] < 0x7F)
		n++;
	/* a mark may follow the last one */
	return n > 0 && n < length && (text[n] & 0x80) != 0 ? n - 1 : n;
}

size_t cs_utf8_prefix(const char *text, size_t length, size_t columns)
{
	size_t at = 0, used, wide;

	for (; at < length; at += used) {
		used = wide = plain_run(text + at, length - at, columns);
		if (used == 0)
			used = cluster(text + at, length - at, &wide);
		if (wide > columns)
			break;
		columns -= wide;
	}
	return at;
}

size_t cs_utf8_width(const char *text, size_t length)
{
	size_t width = 0, wide;

	for (size_t at = 0, used; at < length; at += used, width += wide) {
		used = wide = plain_run(text + at, length - at, length);
		if (used == 0)
			used = cluster(text + at, length - at, &wide);
	}
	return width;
}

/* A character, or a byte that is none, as \xNN, \uNNNN or \UNNNNNNNN. */
static size_t spell(char text[static 16], uint32_t c, size_t used,
		    unsigned char byte)
{
	return (size_t)snprintf(text, 16,
				used == 1     ? "\\x%02X"
				: c < 0x10000 ? "\\u%04X"
					      : "\\U%08X",
				used == 1 ? byte : c);
}

void cs_printable(struct cs_buf *out, const char *bytes, size_t length,
		  size_t columns)
{
	size_t fits = out->length, width = 0, used, wide;

	for (size_t at = 0; at < length; at += used) {
		uint32_t c;
		bool spelt;
		char text[16];

		used = columns > 3 ? 0
				   : plain_run(bytes + at, length - at, length);
		if (used > 0) {
			cs_buf_add(out, bytes + at, used);
			continue;
		}
		c = cs_utf8_decode(bytes + at, length - at, &used);
		spelt = is_unfit(0, c) || is_invalid(c, used);
		if (spelt)
			wide = spell(text, c, used, (unsigned char)bytes[at]);
		else
			used = cluster(bytes + at, length - at, &wide);
		width += wide;
		if (columns > 3 && width > columns) {
			out->length = fits;
			cs_buf_adds(out, "...");
			return;
		}
		cs_buf_add(out, spelt ? text : bytes + at, spelt ? wide : used);
		if (columns > 3 && width <= columns - 3)
			fits = out->length;
	}
}
