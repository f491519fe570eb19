/* buf.c - see buf.h. */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

char cs_buf_empty[1];

char *cs_buf_room(struct cs_buf *buf, size_t extra)
{
	if (buf->capacity - buf->length <= extra || buf->capacity == 0) {
		size_t wanted = buf->length + extra + 1;

		if (wanted < extra) /* wrapped: let the allocator refuse */
			wanted = SIZE_MAX;
		if (wanted < buf->capacity + buf->capacity / 2)
			wanted = buf->capacity + buf->capacity / 2;
		if (wanted < 64)
			wanted = 64;
		buf->data =
		    cs_realloc(buf->capacity ? buf->data : NULL, wanted, 1);
		buf->capacity = wanted;
		buf->data[buf->length] = '\0';
	}
	return buf->data + buf->length;
}

void cs_buf_add(struct cs_buf *buf, const void *bytes, size_t length)
{
	if (length == 0)
		return;
	memcpy(cs_buf_room(buf, length), bytes, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void cs_buf_adds(struct cs_buf *buf, const char *text)
{
	cs_buf_add(buf, text, strlen(text));
}

void cs_buf_addc(struct cs_buf *buf, char c)
{
	cs_buf_add(buf, &c, 1);
}

/* What is short, as nearly all is, is written once. */
void cs_buf_addv(struct cs_buf *buf, const char *format, va_list args)
{
	char text[256];
	va_list again;
	int length;

	va_copy(again, args);
	length = vsnprintf(text, sizeof text, format, args);
	if (length >= (int)sizeof text) {
		vsnprintf(cs_buf_room(buf, (size_t)length), (size_t)length + 1,
			  format, again);
		buf->length += (size_t)length;
	} else if (length > 0) {
		cs_buf_add(buf, text, (size_t)length);
	}
	va_end(again);
}

void cs_buf_addf(struct cs_buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	cs_buf_addv(buf, format, args);
	va_end(args);
}

void cs_buf_add_csv(struct cs_buf *buf, const char *bytes, size_t length,
		    char delimiter)
{
	size_t i;
	int plain = length == 0 ||
		    (bytes[0] != ' ' && bytes[0] != '\t' &&
		     bytes[length - 1] != ' ' && bytes[length - 1] != '\t');

	for (i = 0; plain && i < length; i++)
		plain = bytes[i] != '"' && bytes[i] != '\n' &&
			bytes[i] != '\r' && bytes[i] != delimiter;
	if (plain) {
		cs_buf_add(buf, bytes, length);
		return;
	}
	cs_buf_addc(buf, '"');
	for (i = 0; i < length; i++) {
		if (bytes[i] == '"')
			cs_buf_addc(buf, '"');
		cs_buf_addc(buf, bytes[i]);
	}
	cs_buf_addc(buf, '"');
}

void cs_buf_clear(struct cs_buf *buf)
{
	buf->length = 0;
	if (buf->capacity > 0)
		buf->data[0] = '\0';
}

void cs_buf_release(struct cs_buf *buf)
{
	if (buf->capacity > 0)
		free(buf->data);
	*buf = (struct cs_buf)CS_BUF_INIT;
}
