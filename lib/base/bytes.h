/*
 * bytes.h - what one process writes for another of the same build, and reads
 * in the same order.
 */
#ifndef CS_BASE_BYTES_H
#define CS_BASE_BYTES_H

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* A text after its length. */
static inline void cs_bytes_put_text(struct cs_buf *out, const char *bytes,
				     size_t length)
{
	cs_buf_add(out, &length, sizeof length);
	cs_buf_add(out, bytes, length);
}

/* What is not read yet. */
struct cs_bytes {
	const char *at, *end;
};

/* The next `size` of them; zeros where there are fewer. */
static inline void cs_bytes_take(struct cs_bytes *bytes, void *to, size_t size)
{
	size_t left = (size_t)(bytes->end - bytes->at);

	if (size == 0)
		return;
	memset(to, 0, size);
	if (size <= left)
		memcpy(to, bytes->at, size);
	bytes->at += size <= left ? size : left;
}

/* It stays where it is, among the bytes. */
static inline struct cs_text cs_bytes_take_text(struct cs_bytes *bytes)
{
	struct cs_text text = { bytes->at, 0 };
	size_t left;

	cs_bytes_take(bytes, &text.length, sizeof text.length);
	left = (size_t)(bytes->end - bytes->at);
	text.bytes = bytes->at;
	text.length = text.length <= left ? text.length : left;
	bytes->at += text.length;
	return text;
}

#endif
