/*
 * buf.h - a growing string of bytes.
 *
 *	struct cs_buf b = CS_BUF_INIT;
 *	cs_buf_addf(&b, "%d rows", n);
 *	fputs(b.data, stdout);
 *	cs_buf_release(&b);
 *
 * `data` always ends in a NUL that `length` does not count; before the first
 * addition it points to an empty constant string.
 */
#ifndef CS_BASE_BUF_H
#define CS_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct cs_buf {
	char *data;
	size_t length;
	size_t capacity; /* 0: data is not on the heap */
};

extern char cs_buf_empty[];
#define CS_BUF_INIT                \
	{                          \
		cs_buf_empty, 0, 0 \
	}

void cs_buf_add(struct cs_buf *buf, const void *bytes, size_t length);
void cs_buf_adds(struct cs_buf *buf, const char *text);
void cs_buf_addc(struct cs_buf *buf, char c);
void cs_buf_addf(struct cs_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void cs_buf_addv(struct cs_buf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* Appends `length` bytes quoted as one CSV field where that is needed. */
void cs_buf_add_csv(struct cs_buf *buf, const char *bytes, size_t length,
		    char delimiter);
/* Room for `extra` more bytes; returns where they go. The caller adds to
 * length. */
char *cs_buf_room(struct cs_buf *buf, size_t extra);
void cs_buf_clear(struct cs_buf *buf);
void cs_buf_release(struct cs_buf *buf);

#endif
