/*
 * fonts.c - are the characters of a script in any font? See chart.h.
 *
 * pango 1.50 draws a character that no font has as a box with its number in it,
 * and does so hundreds of points high under gnuplot 5.4.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "chart/chart.h"
#include "chart/plot.h"

enum { NAMED = 8 }; /* that are told of */

/* What any font has: Latin, Greek, Cyrillic, and what we write ourselves. */
static bool is_common(uint32_t c)
{
	return c < 0x250 || (c >= 0x370 && c < 0x530) ||
	       (c >= 0x2010 && c < 0x2028) || (c >= 0x25A0 && c < 0x2600);
}

/* A character, and whether it is to be looked for. */
struct wanted {
	uint32_t character;
	bool found;
};

struct list {
	struct wanted *items;
	size_t count, capacity;
};

static struct wanted *find(struct list *list, uint32_t c)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].character == c)
			return &list->items[i];
	return NULL;
}

static void collect(const struct cs_buf *script, struct list *list)
{
	size_t used;

	for (size_t i = 0; i < script->length; i += used) {
		uint32_t c =
		    cs_utf8_decode(script->data + i, script->length - i, &used);

		if (is_common(c) || find(list, c) != NULL)
			continue;
		CS_GROW(list->items, list->count, list->capacity);
		list->items[list->count++] = (struct wanted){ c, false };
	}
}

static void mark(struct list *list, unsigned long low, unsigned long high)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].character >= low &&
		    list->items[i].character <= high)
			list->items[i].found = true;
}

/* "20-7e a0 a2-ff" */
static void mark_all(struct list *list, const char *p)
{
	char *end;

	while (*p != '\0') {
		unsigned long low = strtoul(p, &end, 16), high = low;

		if (end == p) {
			p++;
			continue;
		}
		p = end;
		if (*p == '-') {
			high = strtoul(p + 1, &end, 16);
			p = end;
		}
		mark(list, low, high);
	}
}

/* Writes the script anew, without those that were not found. */
static void replace(struct cs_buf *script, struct list *list,
		    struct cs_buf *missing)
{
	struct cs_buf text = CS_BUF_INIT;
	size_t used, named = 0;

	for (size_t i = 0; i < script->length; i += used) {
		const char *at = script->data + i;
		uint32_t c = cs_utf8_decode(at, script->length - i, &used);
		struct wanted *wanted = is_common(c) ? NULL : find(list, c);

		if (wanted == NULL || wanted->found) {
			cs_buf_add(&text, at, used);
			continue;
		}
		cs_buf_addc(&text, '?');
		if (named < NAMED &&
		    memmem(missing->data, missing->length, at, used) == NULL) {
			cs_buf_add(missing, at, used);
			named++;
		}
	}
	cs_buf_release(script);
	*script = text;
}

void cs_fonts_settle(struct cs_buf *script, struct cs_buf *missing)
{
	struct cs_buf fonts = CS_BUF_INIT;
	struct list list = { 0 };

	collect(script, &list);
	if (list.count > 0 && cs_fonts_list(&fonts) == 0) {
		mark_all(&list, fonts.data);
		replace(script, &list, missing);
	}
	free(list.items);
	cs_buf_release(&fonts);
}
