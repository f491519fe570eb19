/* cell.c - see cell.h. */
#include "cell/cell.h"

#include <strings.h>

/* No-break spaces and others, and what is not seen at all: marks of joining, of
 * the direction of writing, of the byte order. */
static bool is_wide_blank(const unsigned char *p, size_t n)
{
	if (n == 2) /* U+00A0, U+00AD */
		return p[0] == 0xC2 && (p[1] == 0xA0 || p[1] == 0xAD);
	if (p[0] == 0xE2) /* U+2000 to 200F, 2028 to 202F, 205F to 206F */
		return (p[1] == 0x80 && p[2] <= 0x8F) ||
		       (p[1] == 0x80 && p[2] >= 0xA8 && p[2] <= 0xAF) ||
		       (p[1] == 0x81 && p[2] >= 0x9F && p[2] <= 0xAF);
	/* U+3000, U+FEFF */
	return (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80) ||
	       (p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF);
}

/* Bytes of the blank that text begins with, or ends with if `from_end`; or 0.
 */
static size_t blank(const char *text, size_t length, bool from_end)
{
	char c = from_end ? text[length - 1] : *text;

	if ((unsigned char)c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	for (size_t n = 2; n <= 3 && n <= length; n++) {
		const char *p = from_end ? text + length - n : text;

		if (is_wide_blank((const unsigned char *)p, n))
			return n;
	}
	return 0;
}

static bool may_be_blank(char c)
{
	return (unsigned char)c <= ' ' || (unsigned char)c >= 0x80;
}

void cs_cell_trim(const char **text, size_t *length)
{
	size_t n;

	while (*length > 0 && may_be_blank(**text) &&
	       (n = blank(*text, *length, false)) > 0) {
		*text += n;
		*length -= n;
	}
	while (*length > 0 && may_be_blank((*text)[*length - 1]) &&
	       (n = blank(*text, *length, true)) > 0)
		*length -= n;
}

struct cs_text cs_cell_trimmed_any(struct cs_text cell)
{
	cs_cell_trim(&cell.bytes, &cell.length);
	return cell;
}

bool cs_cell_empty_any(const char *text, size_t length)
{
	cs_cell_trim(&text, &length);
	if (length == 2)
		return !strncasecmp(text, "NA", 2);
	return length == 0 || (length == 4 && !strncasecmp(text, "NULL", 4));
}
