/*
 * pattern.h - a regular expression of the user's, and whether a cell holds a
 * match of it.
 *
 * It is a POSIX extended one, over bytes. What would take the system's library
 * without end is refused before that sees it: back-references, which extended
 * expressions do not have, and whatever is longer than CS_PATTERN_LIMIT with
 * its repetitions written out: a{1,255} is 255 long, (ab){2}{3} is 24, and
 * (ab)+, as (ab)(ab)*, is 9.
 */
#ifndef CS_CELL_PATTERN_H
#define CS_CELL_PATTERN_H

#include <stddef.h>

#include "base/err.h"

enum { CS_PATTERN_LIMIT = 1000 };

struct cs_pattern;

/*
 * `text` is not needed afterwards. NULL with a message that says what is wrong
 * with it, and where: "not a regular expression (...)". Too little memory ends
 * the process.
 */
struct cs_pattern *cs_pattern_parse(const char *text, struct cs_err *err);

enum cs_match {
	CS_MATCH_NO,
	CS_MATCH_YES,
	CS_MATCH_FAILED /* there is too little memory to tell */
};

/* From any number of threads; cells hold no NUL. */
enum cs_match cs_pattern_match(const struct cs_pattern *pattern,
			       const char *cell, size_t length);

void cs_pattern_free(struct cs_pattern *pattern); /* takes NULL */

#endif
