/*
 * answer.h - what a command answered, in pieces: cs_render_pieces() of
 * report/render.h.
 */
#ifndef REPORTS_ANSWER_H
#define REPORTS_ANSWER_H

#include <stdbool.h>

#include "base/buf.h"
#include "option/option.h"

/* Texts lie in the bytes that were read. */
struct answer_table {
	const char *name, *title, *body;
	const char *figures; /* "" where there are none */
	struct cs_list terms;
};

struct answer {
	const char *as_of;
	struct cs_list leads, warnings, scope, files;
	struct answer_table *tables;
	size_t ntables, capacity;
};

/* Ends each piece in `bytes` with a NUL. False: these are no pieces. */
bool answer_read(struct answer *answer, struct cs_buf *bytes);
void answer_release(struct answer *answer);

#endif
