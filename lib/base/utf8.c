/* utf8.c - see utf8.h; what Unicode says of a character is libutf8proc's. */
#include "base/utf8.h"

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
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)bytes,
					      (utf8proc_ssize_t)length, &c);

	*used = n > 0 ? (size_t)n : 1;
	return n > 0 ? (uint32_t)c : REPLACEMENT;
}

bool cs_utf8_valid(const char *bytes, size_t length)
{
	size_t used;

	for (size_t at = 0; at < length; at += used) {
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
 * The bytes of what text[0..length), length > 0, begins with and a reader takes
 * for one character (a grapheme cluster: Unicode Standard Annex 29), and its
 * columns. An invalid byte is one by itself.
 */
static size_t cluster(const char *text, size_t length, size_t *columns)
{
	size_t at, used;
	uint32_t c = cs_utf8_decode(text, length, &at), next;
	utf8proc_int32_t state = 0;

	*columns = columns_of(c);
	if (is_invalid(c, at) ||
	    (c < 0x80 && (at == length || (text[at] & 0x80) == 0)))
		return at;
	for (; at < length; at += used, c = next) {
		next = cs_utf8_decode(text + at, length - at, &used);
		if (is_invalid(next, used) ||
		    utf8proc_grapheme_break_stateful(
			(utf8proc_int32_t)c, (utf8proc_int32_t)next, &state))
			break;
		*columns += next == EMOJI_STYLE ? WIDEST : columns_of(next);
	}
	if (*columns > WIDEST)
		*columns = WIDEST;
	return at;
}

size_t cs_utf8_prefix(const char *text, size_t length, size_t columns)
{
	size_t at = 0, used, wide;

	for (; at < length; at += used) {
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

	for (size_t at = 0; at < length; width += wide)
		at += cluster(text + at, length - at, &wide);
	return width;
}

/* Controls, and what turns the direction of writing. */
static bool is_unfit(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void cs_printable(struct cs_buf *out, const char *bytes, size_t length,
		  size_t columns)
{
	size_t fits = out->length, width = 0, used, wide;

	for (size_t at = 0; at < length; at += used) {
		uint32_t c = cs_utf8_decode(bytes + at, length - at, &used);
		bool escaped = is_unfit(c) || is_invalid(c, used);

		if (escaped)
			wide = 4 * used;
		else
			used = cluster(bytes + at, length - at, &wide);
		width += wide;
		if (columns > 3 && width > columns) {
			out->length = fits;
			cs_buf_adds(out, "...");
			return;
		}
		for (size_t i = 0; escaped && i < used; i++)
			cs_buf_addf(out, "\\x%02X",
				    (unsigned char)bytes[at + i]);
		if (!escaped)
			cs_buf_add(out, bytes + at, used);
		if (columns > 3 && width <= columns - 3)
			fits = out->length;
	}
}
