/*
 * text.h - small pieces of text put behind one another: faster than printf(3).
 *
 * Each function puts its text at `p` and returns where it ends; the caller has
 * seen to the room.
 */
#ifndef SIMULATE_TEXT_H
#define SIMULATE_TEXT_H

#include <stdint.h>
#include <string.h>

#include "base/day.h"
#include "simulate/settings.h"

static inline char *put_text(char *p, const char *text)
{
	size_t length = strlen(text);

	memcpy(p, text, length);
	return p + length;
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
	*p++ = 'C';
	return put_number(p, (uint64_t)customer + 1, 6);
}

static inline char *put_date(char *p, cs_day day, enum date_form form)
{
	static const struct {
		char order[4];
		const char *mark;
	} forms[] = { [DATE_ISO] = { "ymd", "-" },
		      [DATE_DMY] = { "dmy", "/" },
		      [DATE_MDY] = { "mdy", "/" },
		      [DATE_COMPACT] = { "ymd", "" } };
	int year, month, dom;

	cs_day_to_ymd(day, &year, &month, &dom);
	for (int i = 0; i < 3; i++) {
		char part = forms[form].order[i];

		if (i > 0)
			p = put_text(p, forms[form].mark);
		p = put_number(p,
			       (uint64_t)(part == 'y'	? year
					  : part == 'm' ? month
							: dom),
			       part == 'y' ? 4 : 2);
	}
	return p;
}

#endif
