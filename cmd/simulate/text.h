/*
 * text.h - rows put together in the bytes of a file, of which no more than a
 * block is in memory.
 *
 *	char *p = text_room(file);
 *	p = put_number(put_text(p, "x"), 7, 1);
 *	text_end(file, p);
 *
 * Each put_ function puts its text at `p` and returns where it ends. With
 * snprintf(3) in place of put_number() and put_cents() the whole run takes half
 * as long again (a million customers: 1.5 s in place of 1.0 s).
 */
#ifndef SIMULATE_TEXT_H
#define SIMULATE_TEXT_H

#include <stdint.h>
#include <string.h>

#include "base/day.h"
#include "base/file.h"
#include "simulate/settings.h"

enum { TEXT_BLOCK = 1 << 18, TEXT_ROOM = 4096 };

/* Where up to TEXT_ROOM bytes may be put. The file is open. */
static inline char *text_room(struct cs_file *file)
{
	if (file->bytes.length > TEXT_BLOCK - TEXT_ROOM)
		cs_file_flush(file);
	return cs_buf_room(&file->bytes, TEXT_ROOM);
}

static inline void text_end(struct cs_file *file, const char *end)
{
	file->bytes.length = (size_t)(end - file->bytes.data);
}

static inline char *put_text(char *p, const char *text)
{
	size_t length = strlen(text);

	memcpy(p, text, length);
	return p + length;
}

/* A cell that is not the first. */
static inline char *put_cell(char *p, char delimiter, const char *text)
{
	*p = delimiter;
	return put_text(p + 1, text);
}

/* The first row: `n` names, but those that are NULL. */
static inline void text_header(struct cs_file *file, char delimiter,
			       const char *const *names, size_t n)
{
	char *p = put_text(text_room(file), names[0]);

	for (size_t i = 1; i < n; i++)
		if (names[i] != NULL)
			p = put_cell(p, delimiter, names[i]);
	*p++ = '\n';
	text_end(file, p);
}

/* In at least `digits` digits. */
static inline char *put_number(char *p, uint64_t value, int digits)
{
	char text[24], *end = text + sizeof text, *t = end;

	for (; value > 0 || digits > 0; value /= 10, digits--)
		*--t = (char)('0' + value % 10);
	memcpy(p, t, (size_t)(end - t));
	return p + (end - t);
}

/* 1234 and '.' make 12.34. */
static inline char *put_cents(char *p, int64_t cents, char mark)
{
	uint64_t size = cents < 0 ? -(uint64_t)cents : (uint64_t)cents;

	if (cents < 0)
		*p++ = '-';
	p = put_number(p, size / 100, 1);
	*p++ = mark;
	return put_number(p, size % 100, 2);
}

/* C000001 is customer 0. */
static inline char *put_customer(char *p, uint32_t customer)
{
	*p = 'C';
	return put_number(p + 1, (uint64_t)customer + 1, 6);
}

static inline char *put_date(char *p, cs_day day, const struct date_form *form)
{
	int part[3];

	cs_day_to_ymd(day, &part[0], &part[1], &part[2]);
	for (int i = 0; i < 3; i++) {
		int which = form->order[i];

		p = put_text(p, i > 0 ? form->mark : "");
		p = put_number(p, (uint64_t)part[which], which == 0 ? 4 : 2);
	}
	return p;
}

/* A blank and HH:MM:SS. */
static inline char *put_clock(char *p, uint32_t second)
{
	*p++ = ' ';
	p = put_number(p, second / 3600, 2);
	*p++ = ':';
	p = put_number(p, second / 60 % 60, 2);
	*p++ = ':';
	return put_number(p, second % 60, 2);
}

static inline char *put_moment(char *p, cs_day day, uint32_t second,
			       const struct date_form *form)
{
	return put_clock(put_date(p, day, form), second);
}

#endif
