/* wrap.h - text broken into lines. */
#ifndef CS_BASE_WRAP_H
#define CS_BASE_WRAP_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Appends text and a line feed, broken at blanks so as to stay in 80 columns.
 * The first line goes on from column `at`, the others begin at `indent`.
 */
void cs_add_wrapped(struct cs_buf *out, const char *text, size_t at,
		    size_t indent);

#endif
