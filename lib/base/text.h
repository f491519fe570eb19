/* text.h - a stretch of bytes that somebody else owns, and how two compare. */
#ifndef CS_BASE_TEXT_H
#define CS_BASE_TEXT_H

#include <stdbool.h>
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

/*
 * Is `word`, of that length, one of `words`, which have one `between` between
 * them? The empty word is none; `words` may be NULL.
 */
static inline bool cs_word_among(const char *word, size_t length,
				 const char *words, char between)
{
	while (length > 0 && words != NULL) {
		const char *end = strchrnul(words, between);

		if ((size_t)(end - words) == length &&
		    memcmp(words, word, length) == 0)
			return true;
		words = *end != '\0' ? end + 1 : NULL;
	}
	return false;
}

#endif
