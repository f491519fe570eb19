/*
 * rewrite.h - ways to write CSV that are put into the usual one before records
 * are looked for (lib/input only).
 *
 * Bytes go in and come out in pieces of any size; lines stay lines. What is
 * needed is told by the first bytes of a file.
 */
#ifndef CS_INPUT_REWRITE_H
#define CS_INPUT_REWRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "input/dialect.h"

/* In this order: once escapes are gone, quotes are those of CSV. */
enum cs_rewriting {
	CS_REWRITE_ESCAPES = 1, /* \" within quotes is a quote, \\ a \ */
	CS_REWRITE_RETURNS = 2, /* CR CR LF is one line end */
	CS_REWRITE_LINES = 4,	/* "a,""b, c"",d": a whole line in quotes */
	CS_REWRITE_BLANKS = 8,	/* runs of blanks become one */
	CS_REWRITE_GUARDS = 16, /* ="00417" is 00417 */
};

/*
 * Which of them a file needs, by its first bytes and what the dialect says:
 * 0: none. Also settles dialect->delimiter where it is runs of blanks.
 */
unsigned cs_rewrite_needed(const char *bytes, size_t length,
			   struct cs_dialect *dialect);

struct cs_rewriter;

struct cs_rewriter *cs_rewriter_new(unsigned needed,
				    const struct cs_dialect *dialect);
void cs_rewriter_free(struct cs_rewriter *rewriter); /* takes NULL */

/* Appends to `out`; `last`: nothing more will come. */
void cs_rewrite(struct cs_rewriter *rewriter, const char *bytes, size_t length,
		bool last, struct cs_buf *out);

#endif
