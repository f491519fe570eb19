/*
 * head.h - the first bytes of a file, and what they say of it (lib/input only).
 */
#ifndef CS_INPUT_HEAD_H
#define CS_INPUT_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "input/heads.h"
#include "input/rewrite.h"
#include "input/schema.h"
#include "input/source.h"

/* Of one file after another; all zeros, but for CS_BUF_INIT, at first. */
struct cs_head {
	struct cs_buf bytes; /* in the usual form, up to CS_HEAD_SIZE */
	size_t at;	     /* what of them has been handed out */
	bool whole;	     /* they are all of the file */
	uint64_t lines;	     /* of the header, and before it */
	struct cs_rewriter *rewriter; /* of the rest; NULL: none is needed */
};

/* Reads `size` bytes to the end of `buf`; how many came, or -1. */
ssize_t cs_source_append(struct cs_source *source, struct cs_buf *buf,
			 size_t size, struct cs_err *err);

/* The first bytes of a source that was just opened, or of a part's file; -1:
 * they cannot be read. */
int cs_head_fill(struct cs_head *head, struct cs_source *source,
		 struct cs_err *err);
void cs_head_copy(struct cs_head *head, const struct cs_part_file *file);

/* From these bytes of the file called `name` its schema, and the head behind
 * the header; -1 with err filled: that is no CSV, or no schema is found. */
int cs_head_read(struct cs_head *head, const char *name,
		 const struct cs_input *input,
		 const struct cs_vocabulary *words, struct cs_schema *schema,
		 struct cs_err *err);
void cs_head_release(struct cs_head *head);

#endif
