/*
 * text.h - a stretch of bytes that somebody else owns.
 */
#ifndef CS_BASE_TEXT_H
#define CS_BASE_TEXT_H

#include <stddef.h>

struct cs_text {
	const char *bytes; /* not NUL-terminated */
	size_t length;
};

#endif
