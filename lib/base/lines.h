/*
 * lines.h - small files that are given to an option: a thing a line.
 */
#ifndef CS_BASE_LINES_H
#define CS_BASE_LINES_H

#include "base/err.h"
#include "base/text.h"

/* One line, without its end; ends with a NUL, and lives for the call only. */
typedef int cs_take_line(void *of, struct cs_text line, struct cs_err *err);

/*
 * Hands over the lines of the file, or of standard input where it is called -,
 * that are not empty, without a byte-order mark; err has file and line
 * meanwhile.
 * What cannot be read to its end, holds a NUL or is too long to be such a file
 * fails: it is no `what` ("list of files").
 */
int cs_read_lines(const char *name, const char *what, cs_take_line *take,
		  void *of, struct cs_err *err);

/* What messages call it. */
const char *cs_lines_name(const char *name);

#endif
