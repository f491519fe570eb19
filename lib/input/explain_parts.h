/* explain_parts.h - what the files that explain share (lib/input only). */
#ifndef CS_INPUT_EXPLAIN_PARTS_H
#define CS_INPUT_EXPLAIN_PARTS_H

#include <stdbool.h>

#include "base/buf.h"
#include "input/sample.h"
#include "input/schema.h"

enum { CS_TOLD_NAME = 40 /* columns of a name in a sentence */ };

struct cs_telling {
	const struct cs_schema *schema;
	const struct cs_input *input;
	struct cs_sample rows;
	bool *used; /* of each column: it is in the table */
	struct cs_buf *out;
};

/* Appends the sentence and releases it: whatever it holds of data, it is
 * nothing but text. */
void cs_tell_sentence(struct cs_telling *t, struct cs_buf *sentence);
/* Appends a column's name, at most so wide. */
void cs_tell_name(const struct cs_telling *t, int column, size_t width,
		  struct cs_buf *out);

/* "commas": what stands between fields. */
const char *cs_tell_separator(char delimiter);

/* Why columns were taken and others not, how cells are written, and which
 * statuses count. */
void cs_tell_why(struct cs_telling *t);

#endif
