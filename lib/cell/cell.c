/* cell.c - see cell.h. */
#include "cell/cell.h"

#include <strings.h>

/* Bytes of the blank that text begins with, or ends with if `from_end`; or 0.
 */
static size_t blank(const char *text, size_t length, bool from_end)
{
	static const char *const spaces[] = {
		" ",	       "\t", "\r",	 "\n",
		"\v",	       "\f", "\xC2\xA0", /* U+00A0 no-break space */
		"\xE2\x80\xAF" /* U+202F narrow no-break space */
	};

	for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++) {
		size_t n = strlen(spaces[i]);

		if (n <= length &&
		    !memcmp(from_end ? text + length - n : text, spaces[i], n))
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

bool cs_cell_empty(const char *text, size_t length)
{
	cs_cell_trim(&text, &length);
	if (length == 2)
		return !strncasecmp(text, "NA", 2);
	return length == 0 || (length == 4 && !strncasecmp(text, "NULL", 4));
}
