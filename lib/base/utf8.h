/* utf8.h - text from outside: is it UTF-8, how wide is it, can it be shown? */
#ifndef CS_BASE_UTF8_H
#define CS_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

/* Valid UTF-8 (no surrogates, no overlong forms, at most U+10FFFF). */
bool cs_utf8_valid(const char *bytes, size_t length);

/*
 * Decodes the character at bytes[0..length), length > 0; stores how many bytes
 * it takes (1 for an invalid byte, whose code point is then U+FFFD).
 */
uint32_t cs_utf8_decode(const char *bytes, size_t length, size_t *used);

/*
 * Columns that text which cs_printable() made takes on a terminal. Characters
 * that make one for the reader (a letter and its marks, an emoji and its skin,
 * the two letters of a flag) take at most 2 together; wide ones take 2, marks
 * above or below none.
 */
size_t cs_utf8_width(const char *text, size_t length);
/* The columns of a whole text, or `least` if that is more. */
static inline size_t cs_utf8_widest(const char *text, size_t least)
{
	size_t width = cs_utf8_width(text, strlen(text));

	return width > least ? width : least;
}

/* Bytes of the longest prefix that takes at most `columns` columns; what makes
 * one character for the reader is not cut. */
size_t cs_utf8_prefix(const char *text, size_t length, size_t columns);

/*
 * Appends `length` bytes made fit for people's eyes: valid UTF-8 in which
 * nothing acts on a terminal, turns the direction of writing or is invisible.
 * ASCII controls and invalid bytes become \xNN, other characters of that kind
 * \uNNNN or \UNNNNNNNN: controls, format characters such as joiners and bidi
 * controls, separators of lines, all that Unicode calls ignorable, and what is
 * no character. What is longer than `columns` columns (0: no limit) is cut and
 * ends in "...". What was made fit once stays as it is.
 */
void cs_printable(struct cs_buf *out, const char *bytes, size_t length,
		  size_t columns);

#endif
