/*
 * source.h - a report as it is written: Markdown, in which a line that begins
 * with "$ " is a command. Such a line goes on in the next one where it ends in
 * a backslash. In fenced code and in comments (<!-- -->) it is none.
 */
#ifndef REPORTS_SOURCE_H
#define REPORTS_SOURCE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct command {
	size_t line; /* of the report, from 1 */
	char *text;  /* behind the "$ ", in one line */
};

struct source {
	const char *path;	/* borrowed; "-" is standard input */
	struct cs_buf text;	/* all of it */
	struct cs_buf markdown; /* with a paragraph for each command: its number
				   between SOURCE_MARKs */
	struct command *commands;
	size_t ncommands, capacity;
};

/* U+E000, which nothing uses: it becomes U+FFFD where it stands in a report. */
#define SOURCE_MARK "\xEE\x80\x80"

/* Appends all that a descriptor has. Returns 0 or an error number. */
int source_slurp(int fd, struct cs_buf *out);
/* The bytes of a file. -1 with err filled. */
int source_file(const char *path, struct cs_buf *out, struct cs_err *err);

/* -1 with err filled: it cannot be read, or is no text. */
int source_read(struct source *source, const char *path, struct cs_err *err);
/* From text that is there, of a report called `path`. */
void source_parse(struct source *source, const char *path);
void source_release(struct source *source);

/* The line on which a text stands first; 0: nowhere. */
size_t source_line(const struct source *source, const char *text);

#endif
