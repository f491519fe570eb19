/*
 * xlsx_whole.c - a workbook read back: see xlsx.h.
 *
 * A zip ends with a list of its parts (APPNOTE.TXT of PKWARE, 4.3.12 and
 * 4.3.16), each of which is deflated XML. What was lost on the way leaves a tag
 * without its end, or cells too few.
 */
#include "report/xlsx.h"

#ifdef CS_XLSX

#include <stdint.h>
#include <string.h>
#include <zlib.h>

enum { END_SIZE = 22, ENTRY_SIZE = 46, HEADER_SIZE = 30 };
enum { NAME_SIZE = 8 }; /* tells "comment" from all others */

/* What has been seen of a part. */
struct scan {
	bool tag, named;      /* within a tag; behind its name */
	char name[NAME_SIZE]; /* which begins with / at an end */
	size_t length;
	char last; /* byte */
	long depth;
	size_t cells, elements;
};

static uint32_t number(const char *p, int bytes)
{
	uint32_t value = 0;

	while (bytes-- > 0)
		value = value << 8 | (unsigned char)p[bytes];
	return value;
}

static bool is_name(const struct scan *scan, const char *name)
{
	return scan->length == strlen(name) &&
	       memcmp(scan->name, name, scan->length) == 0;
}

static void begin_tag(struct scan *scan)
{
	scan->tag = true;
	scan->named = false;
	scan->length = 0;
	scan->name[0] = '\0';
}

static void end_tag(struct scan *scan)
{
	scan->tag = false;
	if (scan->name[0] == '/')
		scan->depth--;
	else if (scan->name[0] != '?') {
		scan->elements++;
		scan->cells += is_name(scan, "c") || is_name(scan, "comment");
		scan->depth += scan->last != '/';
	}
}

static void look(struct scan *scan, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; scan->last = bytes[i++]) {
		char c = bytes[i];

		if (!scan->tag) {
			if (c == '<')
				begin_tag(scan);
		} else if (c == '>') {
			end_tag(scan);
		} else if (c == ' ' || c == '\n' ||
			   (c == '/' && scan->length > 0)) {
			scan->named = true;
		} else if (!scan->named && scan->length < NAME_SIZE) {
			scan->name[scan->length++] = c;
		}
	}
}

/* One part, deflated; false: it is not whole. */
static bool look_at(const char *bytes, size_t length, size_t *cells)
{
	struct scan scan = { .tag = false };
	z_stream stream = { .next_in = (Bytef *)bytes,
			    .avail_in = (uInt)length };
	char part[1 << 14];
	int status = inflateInit2(&stream, -MAX_WBITS);

	while (status == Z_OK) {
		stream.next_out = (Bytef *)part;
		stream.avail_out = sizeof part;
		status = inflate(&stream, Z_NO_FLUSH);
		look(&scan, part, sizeof part - stream.avail_out);
	}
	inflateEnd(&stream);
	*cells += scan.cells;
	return status == Z_STREAM_END && !scan.tag && scan.depth == 0 &&
	       scan.elements > 0;
}

/* The part of this entry of the list. */
static bool look_up(const char *book, size_t length, const char *entry,
		    size_t *cells)
{
	size_t size = number(entry + 20, 4), at = number(entry + 42, 4);
	const char *header = book + at;

	if (number(entry, 4) != 0x02014b50 || number(entry + 10, 2) != 8 ||
	    length < HEADER_SIZE || at > length - HEADER_SIZE)
		return false;
	at += HEADER_SIZE + number(header + 26, 2) + number(header + 28, 2);
	return at <= length && size <= length - at &&
	       look_at(book + at, size, cells);
}

bool cs_xlsx_whole(const char *book, size_t length, size_t cells)
{
	size_t at, entries, found = 0;
	const char *end = book + length - END_SIZE;

	if (length < END_SIZE || number(end, 4) != 0x06054b50)
		return false;
	entries = number(end + 10, 2);
	at = number(end + 16, 4);
	for (size_t i = 0; i < entries; i++) {
		const char *entry = book + at;

		if (at > length - END_SIZE || length - at < ENTRY_SIZE ||
		    !look_up(book, length, entry, &found))
			return false;
		at += ENTRY_SIZE + number(entry + 28, 2) +
		      number(entry + 30, 2) + number(entry + 32, 2);
	}
	return found == cells;
}

#endif
