/*
 * cursor.h - walking through a cell from left to right, for the parsers in
 * this folder. cs_cursor_skip...() go on only if what they are named for is
 * there, and say whether it was; nothing reads behind the end.
 */
#ifndef CS_CELL_CURSOR_H
#define CS_CELL_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct cs_cursor {
	const char *at, *end;
};

static inline size_t cs_cursor_left(const struct cs_cursor *t)
{
	return (size_t)(t->end - t->at);
}

/* The next byte, or NUL at the end. */
static inline char cs_cursor_peek(const struct cs_cursor *t)
{
	return t->at < t->end ? *t->at : '\0';
}

static inline bool cs_cursor_skip(struct cs_cursor *t, const char *what)
{
	size_t n = strlen(what);

	if (n > cs_cursor_left(t) || memcmp(t->at, what, n) != 0)
		return false;
	t->at += n;
	return true;
}

/* One blank: space, tab, no-break space, narrow no-break space. */
static inline bool cs_cursor_skip_blank(struct cs_cursor *t)
{
	char c = cs_cursor_peek(t);

	if ((unsigned char)c > ' ' && (unsigned char)c < 0x80)
		return false;
	return cs_cursor_skip(t, " ") || cs_cursor_skip(t, "\t") ||
	       cs_cursor_skip(t, "\xC2\xA0") ||
	       cs_cursor_skip(t, "\xE2\x80\xAF");
}

/* As many blanks as there are. */
static inline bool cs_cursor_skip_blanks(struct cs_cursor *t)
{
	const char *start = t->at;

	while (cs_cursor_skip_blank(t))
		;
	return t->at > start;
}

static inline bool cs_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool cs_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool cs_is_letter(char c)
{
	return cs_is_upper(c) || (c >= 'a' && c <= 'z');
}

/* Reads 1 to 8 digits; returns how many, or 0 if there are none or more. */
static inline unsigned cs_cursor_number(struct cs_cursor *t, unsigned *number)
{
	unsigned width = 0;

	for (*number = 0; cs_is_digit(cs_cursor_peek(t)); t->at++) {
		if (++width > 8)
			return 0;
		*number = *number * 10 + (unsigned)(*t->at - '0');
	}
	return width;
}

#endif
