/*
 * filter_words.h - what the files that read an expression share: its words, and
 * where the reading is (lib/cell only).
 */
#ifndef CS_CELL_FILTER_WORDS_H
#define CS_CELL_FILTER_WORDS_H

#include "base/buf.h"
#include "cell/cursor.h"
#include "cell/filter_parts.h"

struct wording {
	const char *text; /* all of it */
	struct cs_cursor t;
	struct cs_filter *filter;
	unsigned depth; /* of parentheses */
	bool verbatim;	/* a comparison and nothing else */
	bool in_column; /* the first one's: that is where it failed */
	struct cs_err *err;
};

/* Both return false, with the error filled; the second says what is expected.
 */
bool cs_wording_refuse(struct wording *p, const char *code, const char *what,
		       const char *advice);
bool cs_wording_complain(struct wording *p, const char *what);

/* A word in any case, behind which a blank or parenthesis stands. */
bool cs_skip_word(struct cs_cursor *t, const char *word);

/* "and", "or" or their signs; AND, OR, or 0. */
int cs_skip_joint(struct cs_cursor *t);

/* Does one stand at `at`, within what begins at `start`? */
bool cs_joint_at(const char *start, const char *at, const char *end);

bool cs_at_operator(const struct cs_cursor *t);

/*
 * Takes what stands in quotes, without them: `out` may be NULL. False if they
 * are not closed.
 */
bool cs_take_quoted(struct cs_cursor *t, struct cs_buf *out);

/* Behind a word that joins: does a comparison begin? */
bool cs_comparison_follows(struct cs_cursor t);

void cs_add_trimmed(struct cs_buf *out, const char *start, const char *end);

/* COLUMN OP VALUE,... becomes one more of the filter, and a step. */
bool cs_take_comparison(struct wording *p);

void cs_filter_step(struct cs_filter *filter, int step);

#endif
