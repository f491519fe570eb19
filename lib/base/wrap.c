/* wrap.c - see wrap.h. */
#include "base/wrap.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

enum { SCREEN_COLUMNS = 80 };

void cs_add_wrapped(struct cs_buf *out, const char *text, size_t at,
		    size_t indent)
{
	bool first = true;

	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		size_t length = strcspn(text, " ");
		size_t width = cs_utf8_width(text, length);

		if (!first && at + 1 + width > SCREEN_COLUMNS) {
			cs_buf_addc(out, '\n');
			cs_buf_addf(out, "%*s", (int)indent, "");
			at = indent;
		} else if (!first) {
			cs_buf_addc(out, ' ');
			at++;
		}
		cs_buf_add(out, text, length);
		at += width;
		text += length;
		first = false;
	}
	cs_buf_addc(out, '\n');
}
