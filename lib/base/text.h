/*
 * text.h - a stretch of bytes that somebody else owns, and how two compare.
 */
#ifndef CS_BASE_TEXT_H
#define CS_BASE_TEXT_H

#include <stddef.h>
#include <string.h>

struct cs_text {
	const char *bytes; /* not NUL-terminated; may be NULL if length is 0 */
	size_t length;
};

/*
 * Negative, zero or positive as a comes before, equals or follows b: by their
 * bytes as unsigned numbers; what the other begins with comes before it.
 */
static inline int cs_text_compare(struct cs_text a, struct cs_text b)
{
	size_t n = a.length < b.length ? a.length : b.length;
	int order = n > 0 ? memcmp(a.bytes, b.bytes, n) : 0;

	return order != 0 ? order
			  : (a.length > b.length) - (a.length < b.length);
}

#endif
